/* SPDX-License-Identifier: MIT */
/*
 * UTF-8 text as people see it: characters (grapheme clusters), columns on the screen, lines.
 *
 * Offsets and lengths are bytes, widths are columns as wcwidth (and so curses) counts them. Functions that
 * take a `const char *s` expect valid UTF-8 except where they say otherwise; on invalid bytes they do not
 * crash, each bad byte counts as one character of one column.
 */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Decode one code point at s (n bytes left, n > 0). Returns its length; *cp is U+FFFD and the length 1 for a
 * bad byte. */
size_t text_decode(const char *s, size_t n, uint32_t *cp);
size_t text_encode(uint32_t cp, char out[4]);

/* Strict UTF-8 (no overlong forms, surrogates, > U+10FFFF)? *bad is the offset of the first bad byte. */
bool text_is_utf8(const char *s, size_t n, size_t *bad);

/* Do the bytes, which are not UTF-8, read as Shift_JIS (CP932)? For the sentence that names the mistake. */
bool text_looks_like_sjis(const char *s, size_t n);

/* Code points that a stored text may not hold: C0 but TAB and LF, DEL, C1, bidi controls, tags,
 * line/paragraph separators, noncharacters. */
bool text_is_unfit(uint32_t cp);
bool text_find_unfit(const char *s, size_t n, size_t *at, uint32_t *cp);
bool text_is_fit(const char *s, size_t n); /* UTF-8, and nothing unfit in it: both in one go */

/* The same with U+FFFD for bad bytes and for what a stored text may not hold. Takes any bytes. Owned. */
char *text_mended(const char *s, size_t n);

char *text_nfc(const char *s, size_t n); /* owned; canonical composition */

/* Next and previous grapheme boundary from offset `at`; the ends stay where they are. */
size_t text_next(const char *s, size_t n, size_t at);
size_t text_prev(const char *s, size_t n, size_t at);

/* Columns of one code point: 0, 1 or 2; controls 0. */
int text_cp_columns(uint32_t cp);
int text_columns(const char *s);
int text_columns_n(const char *s, size_t n);

/* How many bytes of s, in whole graphemes, fit into so many columns; *used gets their columns. */
size_t text_fit(const char *s, size_t n, int columns, int *used);

/*
 * What may be sent to a terminal or stderr: bad bytes, controls (TAB becomes a space, LF stays if keep_lines,
 * else a space), bidi, tag characters become U+FFFD; ZWJ, ZWSP, BOM, variation selectors, skin tones are
 * dropped; NFC. Takes any bytes. Owned.
 */
char *text_safe(const char *s, size_t n, bool keep_lines);

/* East-Asian-Ambiguous characters as narrow ASCII where we know one (… → "..."), for terminals that draw them
 * wide; others become "?"-free best guesses or stay. Owned. */
char *text_unambiguous(const char *s);
bool text_is_ambiguous(uint32_t cp);

/* Full-width ASCII (Ａ１　) to ASCII; anything else unchanged. */
uint32_t text_narrow_cp(uint32_t cp);
/* Is it kana, i.e. did someone type a key with the input method on? */
bool text_is_kana(uint32_t cp);

struct text_line {
	size_t start, len; /* bytes into the text; the break's white space and LF are left out */
	int columns;
};

/*
 * Break into lines of at most `columns` (>= 2) columns: at LF, and where UAX #14 with strict kinsoku allows
 * (libunistring); a run that does not fit breaks after one of /?&=-_. or else between graphemes. At least one
 * line, also for ""; a LF at the end begins a last, empty one. Returns the number of lines; *lines is owned.
 */
size_t text_wrap(const char *s, int columns, struct text_line **lines);

#endif
