/* SPDX-License-Identifier: MIT */
#include "base/text.h"
#include "cli/commands.h"
#include "cli/whole.h"
#include "model/compare.h"
#include "model/municipality.h"
#include "model/words_group.h"

#include <stdlib.h>

static const struct score *score_of(const struct whole *whole, struct score *own)
{
	if (whole_workshop(whole))
		return &whole->workshop.group.score;
	score_compute(own, &whole->session.instrument, &whole->session.answers);
	return own;
}

static void say_points(const char *label, bool there, struct fraction change)
{
	char *points = there ? words_points(change) : NULL;
	cli_printf("    %s%s\n", label, points ? points : "-");
	free(points);
}

static void say_criterion(const struct world *world, const struct criterion_change *c)
{
	enum lang lang = world->lang;
	if (c->kind == CHANGE_NOT_ASKED)
		return;
	cli_printf(TR(lang, "  %s：%s\n", "  %s: %s\n"), tr_in(c->criterion->label, lang),
		   tr_in(change_word(c->kind), lang));
	say_points(TR(lang, "同じ設問での変化：", "change on the same questions: "), c->has_real, c->real);
	say_points(TR(lang, "設問が変わったための差：", "because the questions changed: "),
		   c->has_real && c->has_whole, c->instrument);
	cli_printf(TR(lang, "    比べられる割合：%d％\n", "    comparable: %d%%\n"),
		   fraction_percent(c->comparability));
}

static void say_one(const struct world *world, const char *label, const struct session *session)
{
	const struct assessment *a = &session->assessment;
	char *date = a->reference_date && *a->reference_date ? date_words(a->reference_date, world->lang)
							     : day_words(a->started_at, world->lang);
	cli_printf("%s%s  %s\n", label, date, a->title);
	free(date);
}

bool cmd_compare(struct world *world, struct err *err)
{
	struct whole first = {0}, second = {0};
	struct score one = {0}, two = {0};
	struct comparison comparison = {0};
	const char *const *ids = world->options->operands;
	bool ok = world_store(world, STORE_READ, err) &&
		  whole_open(&first, world->store, ids[0], NULL, err) &&
		  whole_open(&second, world->store, ids[1], NULL, err);
	if (ok) {
		comparison_make(&comparison, score_of(&first, &one), score_of(&second, &two));
		say_one(world, TR(world->lang, "前：", "Earlier: "), &first.session);
		say_one(world, TR(world->lang, "後：", "Later:   "), &second.session);
		for (size_t i = 0; i < comparison.count; i++)
			say_criterion(world, &comparison.list[i]);
	}
	comparison_release(&comparison);
	score_release(&one);
	score_release(&two);
	whole_release(&first);
	whole_release(&second);
	return ok;
}
