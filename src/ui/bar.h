/* SPDX-License-Identifier: MIT */
/* Bars of braille dots: the same width on every terminal, two steps a cell. The number always stands beside.
 */
#ifndef UI_BAR_H
#define UI_BAR_H

#include "model/score.h"

/* What is certain is full, what missing answers leave open is a baseline, the rest is empty. UTF-8, `cells`
 * characters; owned. */
char *bar_between(struct fraction low, struct fraction high, int cells);
/* Two bands in one: the lower half of the cells is bar_between(), the upper half marks what lies between the
 * lowest and the highest opinions (den 0: nothing). */
char *bar_bands(struct fraction low, struct fraction high, struct fraction opinion_low,
		struct fraction opinion_high, int cells);
/* How far one is: done of all. */
char *bar_progress(size_t done, size_t all, int cells);

#endif
