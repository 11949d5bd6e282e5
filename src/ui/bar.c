/* SPDX-License-Identifier: MIT */
#include "ui/bar.h"

#include "base/strbuf.h"
#include "base/text.h"

enum {
	BLANK = 0x2800,
	LEFT_FULL = 0x47,
	RIGHT_FULL = 0xb8,
	LEFT_BASE = 0x40,
	RIGHT_BASE = 0x80,
};

/* The dots of one half cell: full below `full`, a baseline below `base`. */
static uint32_t half(int step, int full, int base, uint32_t full_dots, uint32_t base_dots)
{
	return step < full ? full_dots : step < base ? base_dots : 0;
}

static char *bar(int full, int base, int cells)
{
	struct strbuf out = {0};
	for (int i = 0; i < cells; i++) {
		uint32_t cp = BLANK | half(2 * i, full, base, LEFT_FULL, LEFT_BASE) |
			      half(2 * i + 1, full, base, RIGHT_FULL, RIGHT_BASE);
		char bytes[4];
		strbuf_add(&out, bytes, text_encode(cp, bytes));
	}
	return strbuf_detach(&out);
}

/* Rounded to the nearest step. */
static int steps(struct fraction f, int all)
{
	return f.den <= 0 ? 0 : (int)((f.num * all * 2 + f.den) / (f.den * 2));
}

char *bar_between(struct fraction low, struct fraction high, int cells)
{
	int all = cells * 2, full = steps(low, all), base = steps(high, all);
	bool open = low.den > 0 && high.den > 0 && low.num * high.den < high.num * low.den;
	if (open && base == full) { /* a small gap is still a gap */
		if (base < all)
			base++;
		else
			full--;
	}
	return bar(full, base, cells);
}

char *bar_progress(size_t done, size_t all, int cells)
{
	struct fraction f = {(int64_t)done, all ? (int64_t)all : 1};
	return bar(steps(f, cells * 2), cells * 2, cells);
}
