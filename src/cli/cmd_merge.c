/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "cli/progress.h"

static void say_balance(const struct world *world, struct tr what, const struct balance *b)
{
	cli_printf(TR(world->lang,
		      "  %s：ファイルの中 %zu、新規 %zu、同じ %zu、新しい方を採用 "
		      "%zu、削除済みのため除外 %zu\n",
		      "  %s: in the file %zu, new %zu, same %zu, the newer kept %zu, left out as deleted "
		      "here %zu\n"),
		   tr_in(what, world->lang), b->in_file, b->added, b->same, b->newer, b->purged);
}

static void say_result(const struct world *world, const char *path, const struct merge_result *r)
{
	cli_printf(TR(world->lang, "%s を取り込みました。\n", "%s is taken in.\n"), path);
	say_balance(world, (struct tr){"自己点検", "assessments"}, &r->assessments);
	say_balance(world, (struct tr){"質問票", "questionnaires"}, &r->documents);
	say_balance(world, (struct tr){"回答者", "respondents"}, &r->people);
	say_balance(world, (struct tr){"回答の変更", "changes of answers"}, &r->answers);
	say_balance(world, (struct tr){"取組", "actions"}, &r->actions);
	cli_printf(TR(world->lang, "  食い違い %zu、失われたもの 0\n", "  conflicts %zu, lost 0\n"),
		   r->conflicts);
	if (r->conflicts)
		cli_printf("  %s\n",
			   TR(world->lang,
			      "食い違う回答は、両方を残しています。その設問を開き、選び直すと決まります。",
			      "Both versions of a conflict are kept. Open the question and choose again to "
			      "settle it."));
}

bool cmd_merge(struct world *world, struct err *err)
{
	const struct options *options = world->options;
	struct progress_line line = {.lang = world->lang, .what = {"取り込んでいます", "Taking in"}};
	char now[21];
	world_now(now);
	if (!world_store(world, STORE_CREATE, err))
		return false;
	for (size_t i = 0; i < options->operand_count; i++) {
		struct merge_result result;
		progress_say(&line, i, options->operand_count);
		bool ok = store_merge(world->store, options->operands[i], now, &result, err);
		progress_end(&line);
		if (!ok)
			return false;
		say_result(world, options->operands[i], &result);
	}
	return true;
}
