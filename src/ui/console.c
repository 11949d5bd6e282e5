/* SPDX-License-Identifier: MIT */
/* The Linux console, which has 512 glyphs at most: does its font have kana? */
#include "ui/term.h"

#ifdef __linux__

#include <linux/kd.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define HIRAGANA_A 0x3042
#define MOST_PAIRS 65535

static bool is_console(void)
{
	char type = 0;
	long mode = 0;
	return ioctl(STDOUT_FILENO, KDGKBTYPE, &type) == 0 && ioctl(STDOUT_FILENO, KDGETMODE, &mode) == 0;
}

bool term_cannot_japanese(void)
{
	if (!is_console())
		return false;
	struct unipair *pairs = calloc(MOST_PAIRS, sizeof *pairs);
	struct unimapdesc map = {.entry_ct = MOST_PAIRS, .entries = pairs};
	bool found = false;
	if (pairs && ioctl(STDOUT_FILENO, GIO_UNIMAP, &map) == 0)
		for (unsigned i = 0; i < map.entry_ct && !found; i++)
			found = pairs[i].unicode == HIRAGANA_A;
	free(pairs);
	return !found;
}

#else

bool term_cannot_japanese(void)
{
	return false;
}

#endif
