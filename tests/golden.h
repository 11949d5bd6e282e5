/* SPDX-License-Identifier: MIT */
/*
 * A screen in both languages at 80x24, 60x16 and 160x45, as text beside what it should be
 * (tests/golden/NAME.LANG.txt). UPDATE_GOLDEN=1 writes the files: read them before they are committed.
 */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include "check.h"
#include "fake_port.h"

enum { GOLDEN_SIZES = 3 };
struct golden_size {
	int rows, cols;
};
extern const struct golden_size golden_sizes[GOLDEN_SIZES];

/* Both return how many things are wrong, and print them. */
int golden_walk(struct fake *fake, const char *name, const char *keys);
int golden_cells(const struct canvas *canvas, const char *name);

/* Walk by keys from home, then draw in all sizes and languages. */
static inline void golden_show(struct fake *fake, const char *name, const char *keys)
{
	check_failures += golden_walk(fake, name, keys);
}

/* Nothing is cut that should show, no character of ambiguous width. */
static inline void golden_check_cells(const struct canvas *canvas, const char *name)
{
	check_failures += golden_cells(canvas, name);
}

#endif
