/* SPDX-License-Identifier: MIT */
/* The home screen's rows: first what one can begin, then what is saved. */
#ifndef UI_HOME_H
#define UI_HOME_H

#include "ui/app.h"

bool home_is_narrowed(const struct app *app); /* to what has the words that were typed */
/* What is saved, or found, from the window's first on; a click on it means `hit` and so on. */
void home_layout_saved(const struct app *app, struct view *view, size_t hit);
size_t home_row_count(const struct app *app);                 /* as far as they are known */
const struct assessment *home_focused(const struct app *app); /* NULL: not on a saved one */

#endif
