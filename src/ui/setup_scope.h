/* SPDX-License-Identifier: MIT */
/* How much is asked, in set-up: a scope picks questionnaires, and the questionnaires picked tell the scope.
 */
#ifndef UI_SETUP_SCOPE_H
#define UI_SETUP_SCOPE_H

#include "ui/app.h"
#include "ui/scope.h"

/* Pick what it holds; where it holds nothing here, what the next one holds. */
void setup_scope_set(struct app *app, enum scope scope);
void setup_scope_turn(struct app *app, int by); /* to the next or the one before */
/* The stage was changed: who is beyond the first ones is asked about the whole path, unless somebody chose.
 */
void setup_scope_follow(struct app *app);

/* In words, for its row; in the view's arena. */
const char *setup_scope_word(const struct app *app, struct view *view);
/* Why earlier stages are asked about, where they are. */
void setup_scope_layout(const struct app *app, struct view *view, int indent);

#endif
