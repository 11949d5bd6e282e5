/* SPDX-License-Identifier: MIT */
#ifndef UI_RESCUE_H
#define UI_RESCUE_H

#include "ui/app.h"

/* Ask what to do about a database that is damaged or lost. */
void rescue_ask(struct app *app);
/* EFFECT_RECOVER, EFFECT_ANEW: true when the database is another one now, with a notice that says so. */
bool rescue_perform(struct app *app, struct effect effect);

#endif
