/* SPDX-License-Identifier: MIT */
#include "ui/setup_place.h"

#include "base/alloc.h"
#include "model/municipality.h"
#include "model/places.h"
#include "ui/setup.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN = 6 };

static bool is_blank(const char *text)
{
	return !text[strspn(text, " \t")];
}

static bool is_on_place(const struct setup *setup)
{
	return setup->focus == FIELD_MUNICIPALITY || setup->focus == FIELD_CODE;
}

/* How many of setup->found may be meant in the field in focus; none where nobody typed. */
static size_t candidates(const struct app *app)
{
	return app->setup.searching && is_on_place(&app->setup) ? app->setup.found_count : 0;
}

/* All that is drawn and every key asks for them, so that they are looked for only here, when the text has
 * changed. */
void setup_place_search(struct app *app)
{
	struct setup *setup = &app->setup;
	const char *text =
		editor_text(&setup->texts[setup->focus == FIELD_CODE ? TEXT_CODE : TEXT_MUNICIPALITY]);
	setup->searching = true;
	setup->found_count = is_blank(text) ? 0 : places_find(text, setup->found, PLACES_LOOKED_AT);
}

static size_t shown_of(size_t count)
{
	return count < SHOWN ? count : SHOWN;
}

static bool text_is(const struct app *app, int text, const char *value)
{
	return strcmp(editor_text(&app->setup.texts[text]), value) == 0;
}

static void set_text(struct app *app, int text, char *owned)
{
	editor_set(&app->setup.texts[text], owned, false);
	free(owned);
}

/* Does the text name that place, in either language? */
static bool is_named(const struct app *app, const struct place *place)
{
	bool named = false;
	for (enum lang lang = LANG_JA; lang <= LANG_EN; lang++) {
		char *name = place_name(place, lang), *label = place_label(place, lang);
		named = named || text_is(app, TEXT_MUNICIPALITY, name) ||
			text_is(app, TEXT_MUNICIPALITY, label);
		free(name);
		free(label);
	}
	return named;
}

static void take(struct app *app, const struct place *place)
{
	struct setup *setup = &app->setup;
	set_text(app, TEXT_MUNICIPALITY, place_name(place, app->lang));
	set_text(app, TEXT_CODE, xstrdup(place->code));
	memcpy(setup->picked_code, place->code, sizeof setup->picked_code);
	setup->searching = false;
	setup->candidate = 0;
}

void setup_place_typed(struct app *app)
{
	struct setup *setup = &app->setup;
	struct place place;
	if (!is_on_place(setup))
		return;
	setup_place_search(app);
	setup->candidate = 0;
	if (setup->focus == FIELD_MUNICIPALITY && *setup->picked_code &&
	    text_is(app, TEXT_CODE, setup->picked_code) && places_by_code(setup->picked_code, &place) &&
	    !is_named(app, &place)) {
		set_text(app, TEXT_CODE, xstrdup(""));
		setup->picked_code[0] = '\0';
	}
}

/* The whole name of one place alone gives its code; the code of one gives its name. */
void setup_place_left(struct app *app)
{
	struct setup *setup = &app->setup;
	struct place place;
	struct err err = {.lang = app->lang};
	char code[7];
	size_t count = candidates(app), named = 0, which = 0;
	if (setup->focus == FIELD_MUNICIPALITY && text_is(app, TEXT_CODE, "")) {
		for (size_t i = 0; i < count; i++)
			if (is_named(app, &setup->found[i])) {
				named++;
				which = i;
			}
		if (named == 1)
			take(app, &setup->found[which]);
	} else if (setup->focus == FIELD_CODE && setup->searching &&
		   municipality_code_parse(editor_text(&setup->texts[TEXT_CODE]), code, &err) && *code) {
		bool known = places_by_code(code, &place);
		bool renames = text_is(app, TEXT_MUNICIPALITY, "");
		struct place before;
		if (*setup->picked_code && places_by_code(setup->picked_code, &before))
			renames = renames || is_named(app, &before);
		set_text(app, TEXT_CODE, xstrdup(code));
		if (known && renames)
			take(app, &place);
	}
	setup->searching = false;
	setup->candidate = 0;
}

void setup_place_pick(struct app *app, size_t nth)
{
	if (nth >= shown_of(candidates(app)))
		return;
	take(app, &app->setup.found[nth]);
	app->setup.focus = FIELD_DATE; /* both fields of the place are filled */
}

bool setup_place_offers(const struct app *app)
{
	return candidates(app) > 0;
}

bool setup_place_in_list(const struct app *app)
{
	return app->setup.candidate > 0;
}

bool setup_place_key(struct app *app, enum command command, uint32_t key)
{
	struct setup *setup = &app->setup;
	if (!is_on_place(setup))
		return false;
	size_t count = candidates(app), shown = shown_of(count);
	bool down = key == K_DOWN || key == K_WHEEL_DOWN, up = key == K_UP || key == K_WHEEL_UP;
	if (down && setup->candidate < shown)
		setup->candidate++;
	else if (up && setup->candidate > 0)
		setup->candidate--;
	else if (command == CMD_BACK && setup->candidate > 0)
		setup->candidate = 0;
	else if (command == CMD_ENTER && setup->candidate > 0)
		setup_place_pick(app, setup->candidate - 1);
	else if (command == CMD_ENTER && count == 1)
		setup_place_pick(app, 0);
	else if (command == CMD_ENTER && count > 1)
		setup->candidate = 1;
	else
		return false;
	return true;
}

void setup_place_layout(const struct app *app, struct view *view, int indent)
{
	const struct place *found = app->setup.found;
	size_t count = candidates(app), shown = shown_of(count);
	for (size_t i = 0; i < shown; i++) {
		const char *text = view_format(view, "%s  %s", found[i].code,
					       view_take(view, place_label(&found[i], app->lang)));
		size_t row = view_item(view, 0, NULL, indent, STYLE_NORMAL, text, HIT_PLACE + (int)i);
		if (app->setup.candidate == i + 1) {
			view_focus(view, row);
			view_caret(view, row, indent);
		}
	}
	if (count > shown)
		view_text(view, indent, STYLE_DIM,
			  count == PLACES_LOOKED_AT
				  ? TR(app->lang, "ほかにもあります。続けて入力すると絞り込めます。",
				       "There are more. Type on to narrow them down.")
				  : view_format(view,
						TR(app->lang,
						   "ほかに%zu件あります。続けて入力すると絞り込めます。",
						   "%zu more. Type on to narrow them down."),
						count - shown));
}

const char *setup_place_of_code(const struct app *app, struct view *view)
{
	struct place place;
	struct err err = {.lang = app->lang};
	char code[7];
	if (!municipality_code_parse(editor_text(&app->setup.texts[TEXT_CODE]), code, &err) || !*code ||
	    !places_by_code(code, &place))
		return NULL;
	return view_take(view, place_label(&place, app->lang));
}
