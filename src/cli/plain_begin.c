/* SPDX-License-Identifier: MIT */
/* What to begin, or to go on with. */
#include "cli/plain_parts.h"

#include "base/alloc.h"
#include "cli/cmd_run.h"
#include "model/places.h"
#include "ui/scope.h"

#include <assert.h>
#include <stdlib.h>

enum { OFFERS_MAX = 30 }; /* questionnaires in the menu */
enum { LOOK_BACK = 100 }; /* how many of the newest are looked at for one to go on with */

static bool find_unfinished(struct plain *p, struct assessment *found, struct err *err)
{
	struct assessment_list saved = {0};
	size_t total;
	if (!p->port.list(p->world, false, "", 0, LOOK_BACK, &saved, &total, err))
		return false;
	for (size_t i = 0; i < saved.count && !found->id; i++)
		if (saved.list[i].answered < saved.list[i].asked && !saved.list[i].example)
			assessment_copy(found, &saved.list[i]);
	assessment_list_release(&saved);
	return true;
}

/* One line of the menu: the questionnaires to begin with. */
struct offer {
	char *words;      /* owned */
	const char **ids; /* owned; the ids are the port's */
	size_t count;
};

struct offers {
	struct offer list[SCOPE_COUNT + OFFERS_MAX];
	size_t count;
};

static void offer_scope(struct offers *offers, enum scope scope, const struct choices *choices,
			enum lang lang)
{
	struct offer *offer = &offers->list[offers->count++];
	offer->words = scope_words(scope, choices, lang);
	offer->ids = xcalloc(choices->count + 1, sizeof *offer->ids);
	for (size_t i = 0; i < choices->count; i++)
		if (scope_has(scope, &choices->list[i]))
			offer->ids[offer->count++] = choices->list[i].id;
}

static void offer_one(struct offers *offers, const struct choice *choice, enum lang lang)
{
	struct offer *offer = &offers->list[offers->count++];
	struct strbuf words = {0};
	strbuf_addf(&words, TR(lang, "%s（%zu問）", "%s (%zu questions)"), tr_in(choice->title, lang),
		    choice->questions);
	offer->words = strbuf_detach(&words);
	offer->ids = xcalloc(1, sizeof *offer->ids);
	offer->ids[offer->count++] = choice->id;
}

/* The short ones, the longer scopes, then each of the others by itself. */
static void make_offers(struct offers *offers, const struct choices *choices, enum lang lang)
{
	*offers = (struct offers){.count = 0};
	for (int selections = 1; selections >= 0; selections--) {
		for (size_t i = 0; i < choices->count && offers->count < OFFERS_MAX; i++)
			if (choices->list[i].selection == selections)
				offer_one(offers, &choices->list[i], lang);
		for (enum scope scope = SCOPE_FIRST; selections && scope < SCOPE_COUNT; scope++)
			if (scope_is_offered(scope, choices))
				offer_scope(offers, scope, choices, lang);
	}
}

static void release_offers(struct offers *offers)
{
	for (size_t i = 0; i < offers->count; i++) {
		free(offers->list[i].words);
		free((void *)offers->list[i].ids);
	}
}

static void say_menu(struct plain *p, const struct assessment *unfinished, const struct offers *offers)
{
	size_t number = 0;
	cli_printf("%s\n", TR(p->world->lang, "スマートシティ自己点検", "Smart-city self-inspection"));
	if (unfinished->id)
		cli_printf(TR(p->world->lang, "  %zu  続きから：%s（%d/%d）\n",
			      "  %zu  Go on with: %s (%d/%d)\n"),
			   ++number, unfinished->title, unfinished->answered, unfinished->asked);
	for (size_t i = 0; i < offers->count; i++)
		cli_printf(TR(p->world->lang, "  %zu  新しく始める：%s\n", "  %zu  Begin: %s\n"), ++number,
			   offers->list[i].words);
	cli_printf("  q  %s\n", TR(p->world->lang, "終了", "leave"));
}

/* ---- the municipality ---- */

enum { PLACES_SHOWN = 9 };

/* The places found, and what may be answered; owned. NULL at the end of the input. */
static char *ask_place(struct plain *p, const struct place *found, size_t count)
{
	struct strbuf prompt = {0};
	size_t shown = count < PLACES_SHOWN ? count : PLACES_SHOWN;
	for (size_t i = 0; i < shown; i++) {
		char *label = place_label(&found[i], p->world->lang);
		cli_printf("  %zu  %s %s\n", i + 1, found[i].code, label);
		free(label);
	}
	if (count > shown)
		cli_printf("%s\n", TR(p->world->lang, "ほかにもあります。", "There are more."));
	strbuf_addf(&prompt,
		    TR(p->world->lang, "番号（1から%zu）か、探し直す言葉（どれでもなければEnter）: ",
		       "Number (1 to %zu), or other words to look for (Enter: none of these): "),
		    shown);
	char *line = plain_ask(p, strbuf_str(&prompt));
	strbuf_release(&prompt);
	return line;
}

static void take(struct plain *p, struct assessment *setup, const struct place *place)
{
	free(setup->municipality);
	free(setup->municipality_code);
	setup->municipality = place_name(place, p->world->lang);
	setup->municipality_code = xstrdup(place->code);
}

/* By kanji, kana, romaji or code; what is no place stays as it was typed. False at the end of the input. */
static bool ask_municipality(struct plain *p, struct assessment *setup)
{
	struct place found[PLACES_SHOWN + 1];
	char *line =
		plain_ask(p, TR(p->world->lang, "市町村名（漢字、かな、ローマ字、団体コード。Enterで空欄）: ",
				"Municipality (kanji, kana, romaji or code; Enter: none): "));
	while (line) {
		free(setup->municipality);
		setup->municipality = line;
		size_t count = *line ? places_find(line, found, PLACES_SHOWN + 1) : 0, number;
		if (count == 0)
			return true;
		line = ask_place(p, found, count);
		if (!line)
			return false;
		number = plain_number(line, count < PLACES_SHOWN ? count : PLACES_SHOWN, 0);
		if (number)
			take(p, setup, &found[number - 1]);
		if (number || !*line) {
			free(line);
			return true;
		}
	}
	return false;
}

static bool begin_new(struct plain *p, const struct offer *offer, struct err *err)
{
	struct strbuf prompt = {0}, told = {0};
	struct assessment setup = {0};
	assert(offer->count > 0); /* a scope without questionnaires is not offered */
	const struct document *document =
		catalog_questionnaire(&p->world->catalog, offer->ids[0], &told, err);
	strbuf_release(&told);
	if (!document || !setup_of_options(p->world, &setup, err)) {
		assessment_release(&setup);
		return false;
	}
	char *title = new_title(p->world, offer->count > 1 ? NULL : document);
	strbuf_addf(&prompt, TR(p->world->lang, "題名（Enterで「%s」）: ", "Title (Enter: \"%s\"): "), title);
	char *typed = plain_ask(p, strbuf_str(&prompt));
	strbuf_release(&prompt);
	bool ok = true;
	if (typed && (*setup.municipality || ask_municipality(p, &setup))) {
		free(setup.title);
		setup.title = xstrdup(*typed ? typed : title);
		ok = check_text(setup.title, err) && check_text(setup.municipality, err) &&
		     p->port.create(p->world, &setup, offer->ids, offer->count, &p->session, err);
	}
	assessment_release(&setup);
	free(typed);
	free(title);
	return ok;
}

/* Which number of the menu; 0 when the person leaves. */
static size_t ask_menu(struct plain *p, size_t count)
{
	for (;;) {
		char *line = plain_ask(p, TR(p->world->lang, "番号（Enterで1）: ", "Number (Enter: 1): "));
		if (!line)
			return 0;
		size_t number = plain_number(line, count, 1);
		bool leave = plain_parse(line, NULL, p->world->lang).action == PLAIN_LEAVE;
		free(line);
		if (number || leave)
			return number;
		cli_printf(TR(p->world->lang, "1 から %zu の番号か、q を入力してください。\n",
			      "Type a number from 1 to %zu, or q.\n"),
			   count);
	}
}

bool plain_begin(struct plain *p, struct err *err)
{
	const struct choice *choices;
	const struct framework *framework;
	struct assessment unfinished = {0};
	size_t count, number;
	if (!find_unfinished(p, &unfinished, err))
		return false;
	if (!p->port.choices(p->world, &choices, &count, &framework, err)) {
		assessment_release(&unfinished);
		return false;
	}
	struct offers offers;
	make_offers(&offers, &(struct choices){choices, count, framework}, p->world->lang);
	say_menu(p, &unfinished, &offers);
	size_t first = unfinished.id != NULL;
	number = ask_menu(p, offers.count + first);
	bool ok = true;
	if (number == 1 && first)
		ok = p->port.open(p->world, unfinished.id, &p->session, err);
	else if (number)
		ok = begin_new(p, &offers.list[number - 1 - first], err);
	release_offers(&offers);
	assessment_release(&unfinished);
	return ok;
}
