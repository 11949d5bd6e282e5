/* SPDX-License-Identifier: MIT */
#include "ui/glyph.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT 0xFFFDU

/* The letter or digit in its spelling, (1) or ->, else its first sign. */
static wchar_t stand_in(uint32_t cp)
{
	char bytes[5] = {0};
	text_encode(cp, bytes);
	char *spelling = text_unambiguous(bytes);
	size_t telling =
		strcspn(spelling, "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ<>=");
	char sign = spelling[telling] ? spelling[telling] : spelling[0];
	free(spelling);
	return (unsigned char)sign < 0x80 ? (wchar_t)sign : L'?';
}

wchar_t glyph_of(const struct cell *cell, bool wide)
{
	if (cell->cp >= 0x20 && cell->cp < 0x7F)
		return (wchar_t)cell->cp;
	if (cell->cp < 0xA0)
		return L' ';
	uint32_t cp = wcwidth((wchar_t)cell->cp) == cell->columns ? cell->cp : REPLACEMENT;
	return wide && cell->columns == 1 && text_is_ambiguous(cp) ? stand_in(cp) : (wchar_t)cp;
}
