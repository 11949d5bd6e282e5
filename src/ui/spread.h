/* SPDX-License-Identifier: MIT */
/* Where people stand, as a picture in glyphs that every terminal draws in one column. */
#ifndef UI_SPREAD_H
#define UI_SPREAD_H

#include "model/group.h"

enum { SPREAD_COLUMNS = 11 };

/* How many gave each of the values 0 to 3, as four columns of dots with a gap between; owned. */
char *spread_values(const struct spread *spread);
/* A row of so many people, `columns` at most; owned. */
char *spread_people(size_t people, size_t most, int columns);

#endif
