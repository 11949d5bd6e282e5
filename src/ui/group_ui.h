/* SPDX-License-Identifier: MIT */
/*
 * The side of a workshop after the reveal: what divides the group, what it agrees on, what is to be done,
 * what changed since an earlier date. Agreed answers are ordinary answers of the group's session. Included by
 * app.h.
 */
#ifndef UI_GROUP_UI_H
#define UI_GROUP_UI_H

#include "model/action.h"
#include "model/compare.h"
#include "model/workshop.h"
#include "ui/editor.h"

struct app;
struct effect;
struct view;

enum action_field { ACTION_TEXT, ACTION_OWNER, ACTION_DUE, ACTION_STATE, ACTION_SAVE, ACTION_FIELDS };

struct group_state {
	struct workshop workshop; /* everybody's answers; empty before the reveal */
	size_t agenda_focus;      /* row of the agenda: its places, then all other questions */
	size_t option;            /* row of the discussion screen */
	enum second_state second; /* of the question talked about */
	size_t second_focus;
	int64_t timer_from; /* when the count-down began, seconds since 1970; 0: it does not run */

	struct actions actions;
	size_t action_focus;
	struct action form; /* what is not typed: id, criterion, question, state, from */
	struct editor text, owner, due;
	size_t form_focus;

	struct assessment_list earlier; /* to compare with */
	struct comparison comparison;
	struct session other; /* what the comparison points into */
	bool is_compared;
	size_t compare_focus;
};

void group_state_release(struct group_state *state);

/* Is there a group to show? And what comes of it. */
bool group_is_there(const struct app *app);
const struct group *group_of(const struct app *app);

/* Read anew through the port what was handed in and what is to be done; and, after something was agreed,
 * compute anew without the port. */
void group_load(struct app *app);
void group_recompute(struct app *app);
void group_perform(struct app *app, struct effect effect);

/* The form of an action, for a criterion or a question ("" for none), or of one that there is. */
void group_action_new(struct app *app, const char *criterion, const char *question);
void group_action_edit(struct app *app, const struct action *action);

/* The items of the agenda screen, in its order: first those of the agenda. */
size_t group_row_item(const struct app *app, size_t row);
size_t group_row_count(const struct app *app);

/* Seconds left of the ten minutes of the question; negative when they are over. 0 in *runs: no count-down. */
int64_t group_seconds_left(const struct app *app, bool *runs);
/* 残り 8:30 / 時間です（+0:40）; "" when none runs. */
const char *group_timer_words(const struct app *app, struct view *view);

#endif
