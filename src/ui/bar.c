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

/* Dots of the upper and the lower half of one column of a cell. */
enum {
	LEFT_UPPER = 0x03,
	RIGHT_UPPER = 0x18,
	LEFT_LOWER = 0x44,
	RIGHT_LOWER = 0xa0,
};

char *bar_bands(struct fraction low, struct fraction high, struct fraction opinion_low,
		struct fraction opinion_high, int cells)
{
	struct strbuf out = {0};
	int all = cells * 2, full = steps(low, all), base = steps(high, all), from = steps(opinion_low, all),
	    to = steps(opinion_high, all);
	if (to == from && opinion_high.den &&
	    opinion_low.num * opinion_high.den < opinion_high.num * opinion_low.den)
		*(to < all ? &to : &from) += to < all ? 1 : -1; /* a small gap is still a gap */
	for (int i = 0; i < all; i += 2) {
		uint32_t cp = BLANK | half(i, full, base, LEFT_LOWER, LEFT_BASE) |
			      half(i + 1, full, base, RIGHT_LOWER, RIGHT_BASE) |
			      (i >= from && i < to ? LEFT_UPPER : 0u) |
			      (i + 1 >= from && i + 1 < to ? RIGHT_UPPER : 0u);
		char bytes[4];
		strbuf_add(&out, bytes, text_encode(cp, bytes));
	}
	return strbuf_detach(&out);
}

char *bar_progress(size_t done, size_t all, int cells)
{
	struct fraction f = {(int64_t)done, all ? (int64_t)all : 1};
	return bar(steps(f, cells * 2), cells * 2, cells);
}
