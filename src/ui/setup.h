/* SPDX-License-Identifier: MIT */
/* The set-up screen as data: begun for a new assessment or over an open one, and read back. */
#ifndef UI_SETUP_H
#define UI_SETUP_H

#include "ui/app.h"

/* A new one: 0 the quick check (selections) is picked, 1 the questionnaires that are no selections. */
void setup_begin(struct app *app, size_t which);
void setup_edit(struct app *app); /* the open session's */

/* What was entered. False with a sentence, and the focus on the field, where something is not valid. */
bool setup_read(struct app *app, struct assessment *out, struct err *err);
/* Ids of the questionnaires picked; the array is owned, the ids are borrowed. */
const char **setup_picked(const struct app *app, size_t *count);

#endif
