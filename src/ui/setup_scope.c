/* SPDX-License-Identifier: MIT */
#include "ui/setup_scope.h"

#include "ui/setup.h"

static struct choices choices_of(const struct app *app)
{
	return (struct choices){app->choices, app->choice_count, app->framework};
}

static bool is_offered(const struct app *app, enum scope scope)
{
	const struct choices choices = choices_of(app);
	return scope_is_offered(scope, &choices);
}

void setup_scope_set(struct app *app, enum scope scope)
{
	struct setup *setup = &app->setup;
	for (int tries = 0; tries < SCOPE_COUNT && !is_offered(app, scope); tries++)
		scope = (scope + 1) % SCOPE_COUNT;
	for (size_t i = 0; i < app->choice_count; i++)
		setup->picked[i] = setup->fixed[i] || scope_has(scope, &app->choices[i]);
}

/* The scope that holds just what is picked; SCOPE_COUNT when none does. */
static enum scope scope_of(const struct app *app)
{
	for (enum scope scope = SCOPE_SHORT; scope < SCOPE_COUNT; scope++) {
		bool same = is_offered(app, scope);
		for (size_t i = 0; i < app->choice_count; i++)
			same = same && scope_has(scope, &app->choices[i]) == app->setup.picked[i];
		if (same)
			return scope;
	}
	return SCOPE_COUNT;
}

void setup_scope_turn(struct app *app, int by)
{
	enum scope scope = scope_of(app);
	for (int tries = 0; tries < SCOPE_COUNT; tries++) {
		scope = scope >= SCOPE_COUNT ? (by > 0 ? SCOPE_SHORT : SCOPE_WHOLE)
					     : (scope + (by > 0 ? 1 : SCOPE_COUNT - 1)) % SCOPE_COUNT;
		if (is_offered(app, scope))
			break;
	}
	app->setup.follows_stage = false;
	setup_scope_set(app, scope);
}

void setup_scope_follow(struct app *app)
{
	size_t stage = app->setup.stage; /* 0: not given */
	if (!app->setup.follows_stage)
		return;
	setup_scope_set(app, SCOPE_FIRST);
	for (size_t i = 0; i < app->choice_count; i++)
		if (stage && !app->choices[i].selection && app->choices[i].first_stage < stage &&
		    !app->setup.picked[i]) {
			setup_scope_set(app, SCOPE_WHOLE);
			break;
		}
}

/* Is something asked about a stage before the one the town says it is in? */
static bool asks_earlier_stages(const struct app *app)
{
	for (size_t i = 0; i < app->choice_count; i++)
		if (app->setup.picked[i] && !app->choices[i].selection &&
		    app->choices[i].first_stage + 1 < app->setup.stage)
			return true;
	return false;
}

const char *setup_scope_word(const struct app *app, struct view *view)
{
	const struct choices choices = choices_of(app);
	enum scope scope = scope_of(app);
	return scope < SCOPE_COUNT
		       ? view_take(view, scope_words(scope, &choices, app->lang))
		       : TR(app->lang, "質問票を一つずつ選ぶ", "Questionnaires picked one by one");
}

void setup_scope_layout(const struct app *app, struct view *view, int indent)
{
	if (!asks_earlier_stages(app))
		return;
	view_text(
		view, indent, STYLE_DIM,
		TR(app->lang,
		   "今いる段階より前の段階からお聞きします。後の段階の取組は、前の段階で整えたことの上に成り"
		   "立つためです。",
		   "The stages before yours are asked about first: later work rests on what they put in "
		   "place."));
}
