/* SPDX-License-Identifier: MIT */
/* What a cell of the canvas is drawn with, so that it takes the columns it has on every terminal. */
#ifndef UI_GLYPH_H
#define UI_GLYPH_H

#include "ui/canvas.h"

#include <wchar.h>

/*
 * A space for a blank, U+FFFD for what the C library does not know. `wide`: East-Asian-Ambiguous characters
 * take two columns here, so one of ASCII stands in for them, and nothing is shifted.
 */
wchar_t glyph_of(const struct cell *cell, bool wide);

#endif
