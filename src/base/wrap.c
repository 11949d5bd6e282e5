/* SPDX-License-Identifier: MIT */
/*
 * Lines for people who read Japanese. UAX #14 as libunistring does it (small kana and ー stay with what they
 * follow) says where a line may end; three things are added. A full stop inside a word does not end a line.
 * After white space, too, no line begins with a closing mark. And where a run offers no place at all (a URL),
 * it is cut after one of its punctuation marks, else between any two characters, if possible not in front of
 * a closing mark or behind an opening one.
 */
#include "base/text.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>
#include <unilbrk.h>

/* In code point order. No line begins with one of these (行頭禁則) ... */
static const uint32_t not_first[] = {
	'!',    '%',    ')',    ',',    '.',    ':',    ';',    '?',    ']',    '}',    0x00BB, 0x2010,
	0x2013, 0x2019, 0x201D, 0x2025, 0x2026, 0x203A, 0x203C, 0x2047, 0x2048, 0x2049, 0x3001, 0x3002,
	0x3005, 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0x3017, 0x3019, 0x301B, 0x301C, 0x301F,
	0x303B, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087, 0x308E, 0x3095,
	0x3096, 0x309B, 0x309C, 0x309D, 0x309E, 0x30A0, 0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3,
	0x30E3, 0x30E5, 0x30E7, 0x30EE, 0x30F5, 0x30F6, 0x30FB, 0x30FC, 0x30FD, 0x30FE, 0x31F0, 0x31F1,
	0x31F2, 0x31F3, 0x31F4, 0x31F5, 0x31F6, 0x31F7, 0x31F8, 0x31F9, 0x31FA, 0x31FB, 0x31FC, 0x31FD,
	0x31FE, 0x31FF, 0xFF01, 0xFF05, 0xFF09, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF1F, 0xFF3D, 0xFF5D,
	0xFF60, 0xFF61, 0xFF63, 0xFF64, 0xFF65, 0xFF67, 0xFF68, 0xFF69, 0xFF6A, 0xFF6B, 0xFF6C, 0xFF6D,
	0xFF6E, 0xFF6F, 0xFF70, 0xFF9E, 0xFF9F,
};

/* ... and none ends with one of these (行末禁則). */
static const uint32_t not_last[] = {
	'(',    '[',    '{',    0x00AB, 0x2018, 0x201C, 0x2039, 0x3008, 0x300A, 0x300C, 0x300E,
	0x3010, 0x3014, 0x3016, 0x3018, 0x301A, 0x301D, 0xFF08, 0xFF3B, 0xFF5B, 0xFF5F, 0xFF62,
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static bool is_in(const uint32_t *table, size_t count, uint32_t cp)
{
	size_t low = 0;
	while (low < count) {
		size_t middle = low + (count - low) / 2;
		if (table[middle] == cp)
			return true;
		if (table[middle] < cp)
			low = middle + 1;
		else
			count = middle;
	}
	return false;
}

static bool is_white(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == 0x3000;
}

static bool ends_url_part(uint32_t cp)
{
	return cp < 0x80 && cp > 0 && strchr("/?&=-_.;", (int)cp);
}

/* LB29, which libunistring leaves out: "e.g." and "a.txt" are one word. */
static bool is_inside_word(uint32_t before, uint32_t after)
{
	bool is_letter = (after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z');
	return is_letter && (before == '.' || before == ',' || before == ':' || before == ';');
}

/* What stands between two line feeds. `breaks` is NULL until a line is too long. */
struct paragraph {
	const char *s;
	size_t n;
	char *breaks;
};

/* Libunistring wants valid UTF-8: bad bytes, one character each, are shown to it as as many question marks.
 */
static void find_breaks(struct paragraph *p)
{
	size_t at = 0, bad;
	p->breaks = xmalloc(p->n);
	if (text_is_utf8(p->s, p->n, &bad)) {
		u8_possible_linebreaks((const uint8_t *)p->s, p->n, "UTF-8", p->breaks);
		return;
	}
	char *mended = xstrndup(p->s, p->n);
	while (!text_is_utf8(mended + at, p->n - at, &bad)) {
		at += bad;
		mended[at] = '?';
	}
	u8_possible_linebreaks((const uint8_t *)mended, p->n, "UTF-8", p->breaks);
	free(mended);
}

/* Where this line may end, the last place of each kind; 0 for none yet. An indent alone (no ink) is no line.
 */
struct places {
	bool ink;
	size_t allowed, url, gentle, any;
};

static void note_place(struct places *places, const struct paragraph *p, size_t at, uint32_t before,
		       uint32_t after)
{
	bool starts_badly = is_in(not_first, COUNT(not_first), after);
	places->any = at;
	if (starts_badly || !places->ink)
		return;
	bool may_break = p->breaks[at] == UC_BREAK_POSSIBLE || p->breaks[at] == UC_BREAK_HYPHENATION;
	if (may_break && !is_inside_word(before, after))
		places->allowed = at;
	if (ends_url_part(before))
		places->url = at;
	if (!is_in(not_last, COUNT(not_last), before))
		places->gentle = at;
}

static size_t best_place(const struct places *places)
{
	if (places->allowed)
		return places->allowed;
	if (places->url)
		return places->url;
	return places->gentle ? places->gentle : places->any;
}

/* The end of the line that begins at `start`: p->n, or the start of the next. White space at its end may
 * stick out. */
static size_t line_end(struct paragraph *p, size_t start, int columns)
{
	struct places places = {0};
	int sum = 0;
	uint32_t before = 0;
	for (size_t at = start; at < p->n;) {
		uint32_t cp;
		size_t next = text_next(p->s, p->n, at);
		int wide = text_columns_n(p->s + at, next - at);
		bool is_whole =
			text_decode(p->s + at, p->n - at, &cp) == next - at; /* no mark stands on it */
		if (!is_white(cp) || !is_whole) {
			if (at > start)
				note_place(&places, p, at, before, cp);
			if (sum + wide > columns && places.any)
				return best_place(&places);
			places.ink = true;
		}
		sum += wide;
		before = cp;
		at = next;
	}
	return p->n;
}

static size_t without_white_end(const char *s, size_t start, size_t end)
{
	while (end > start) {
		size_t step = end - start >= 3 && memcmp(s + end - 3, "\xE3\x80\x80", 3) == 0 ? 3 : 1;
		if (step == 1 && s[end - 1] != ' ' && s[end - 1] != '\t')
			break;
		end -= step;
	}
	return end;
}

struct lines {
	struct text_line *line;
	size_t count, cap;
};

static void add_line(struct lines *lines, size_t start, size_t len, int columns)
{
	lines->line = xgrow(lines->line, &lines->cap, lines->count + 1, sizeof *lines->line);
	lines->line[lines->count++] = (struct text_line){.start = start, .len = len, .columns = columns};
}

/* `offset` is where the paragraph stands in the text. */
static void wrap_paragraph(struct lines *lines, struct paragraph p, size_t offset, int columns)
{
	int rest = text_columns_n(p.s, p.n);
	if (rest <= columns) {
		add_line(lines, offset, p.n, rest);
		return;
	}
	find_breaks(&p);
	for (size_t start = 0; start < p.n;) {
		size_t end = line_end(&p, start, columns);
		size_t shown = end;
		int wide = text_columns_n(p.s + start, end - start);
		if (end < p.n || wide > columns) {
			shown = without_white_end(p.s, start, end);
			wide = text_columns_n(p.s + start, shown - start);
		}
		add_line(lines, offset + start, shown - start, wide);
		start = end;
	}
	free(p.breaks);
}

size_t text_wrap(const char *s, int columns, struct text_line **lines)
{
	struct lines found = {0};
	if (columns < 2)
		columns = 2;
	for (size_t start = 0;;) {
		size_t len = strcspn(s + start, "\n");
		wrap_paragraph(&found, (struct paragraph){.s = s + start, .n = len}, start, columns);
		start += len;
		if (!s[start])
			break;
		start++;
	}
	*lines = found.line;
	return found.count;
}
