/* SPDX-License-Identifier: MIT */
/* The home screen's rows: first what one can begin, then what is saved. */
#ifndef UI_HOME_H
#define UI_HOME_H

#include "ui/app.h"

size_t home_row_count(const struct app *app);                 /* as far as they are known */
const struct assessment *home_focused(const struct app *app); /* NULL: not on a saved one */

#endif
