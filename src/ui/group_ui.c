/* SPDX-License-Identifier: MIT */
#include "ui/group_ui.h"

#include "base/alloc.h"
#include "model/municipality.h"
#include "ui/app.h"

#include <inttypes.h>
#include <stdlib.h>

enum { SECONDS_EACH = 600 };

void group_state_release(struct group_state *state)
{
	workshop_release(&state->workshop);
	actions_release(&state->actions);
	action_release(&state->form);
	editor_release(&state->text);
	editor_release(&state->owner);
	editor_release(&state->due);
	assessment_list_release(&state->earlier);
	comparison_release(&state->comparison);
	session_release(&state->other);
	*state = (struct group_state){0};
}

bool group_is_there(const struct app *app)
{
	return workshop_is_group(app) && app->group_ui.workshop.group.items;
}

const struct group *group_of(const struct app *app)
{
	return &app->group_ui.workshop.group;
}

void group_recompute(struct app *app)
{
	if (group_is_there(app))
		workshop_compute(&app->group_ui.workshop, &app->session);
}

/* ---- the rows of the agenda screen ---- */

static bool on_agenda(const struct group *group, size_t item)
{
	for (size_t i = 0; i < group->agenda_count; i++)
		if (group->agenda[i] == item)
			return true;
	return false;
}

size_t group_row_item(const struct app *app, size_t row)
{
	const struct group *group = group_of(app);
	if (row < group->agenda_count)
		return group->agenda[row];
	row -= group->agenda_count;
	for (size_t i = 0; i < app->session.instrument.count; i++)
		if (group->score.asked[i] == ASKED_YES && !on_agenda(group, i) && row-- == 0)
			return i;
	return ITEM_NONE;
}

size_t group_row_count(const struct app *app)
{
	size_t count = 0;
	while (group_row_item(app, count) != ITEM_NONE)
		count++;
	return count;
}

/* ---- the count-down ---- */

int64_t group_seconds_left(const struct app *app, bool *runs)
{
	*runs = app->group_ui.timer_from != 0;
	return *runs ? app->group_ui.timer_from + SECONDS_EACH - app->port->now(app->port->self) : 0;
}

const char *group_timer_words(const struct app *app, struct view *view)
{
	bool runs;
	int64_t left = group_seconds_left(app, &runs), over = -left;
	if (!runs)
		return "";
	if (left > 0)
		return view_format(
			view, TR(app->lang, "残り %" PRId64 ":%02" PRId64, "%" PRId64 ":%02" PRId64 " left"),
			left / 60, left % 60);
	return view_format(view,
			   TR(app->lang, "時間です（+%" PRId64 ":%02" PRId64 "）",
			      "Time is up (+%" PRId64 ":%02" PRId64 ")"),
			   over / 60, over % 60);
}

/* ---- the form of an action ---- */

static void begin_form(struct app *app, const struct action *from)
{
	struct group_state *g = &app->group_ui;
	action_copy(&g->form, from);
	editor_set(&g->text, g->form.text, false);
	editor_set(&g->owner, g->form.owner, false);
	char *due = *g->form.due ? date_words(g->form.due, app->lang) : xstrdup("");
	editor_set(&g->due, due, false);
	free(due);
	g->form_focus = ACTION_TEXT;
	app_push(app, SCREEN_ACTION);
}

void group_action_new(struct app *app, const char *criterion, const char *question)
{
	begin_form(app, &(struct action){.criterion = (char *)(uintptr_t)criterion,
					 .question = (char *)(uintptr_t)question});
}

void group_action_edit(struct app *app, const struct action *action)
{
	begin_form(app, action);
}
