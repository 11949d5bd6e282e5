/* SPDX-License-Identifier: MIT */
/*
 * What a terminal's escape sequence means. Pure: bytes in, meaning out. Sequences that terminfo names come
 * first, then those that practically every terminal sends whatever TERM says (CSI and SS3 keys, SGR and X10
 * mouse, bracketed paste, the answer to "where is the cursor"); any other sequence is swallowed whole, so
 * that its digits and letters are never taken for keys.
 */
#ifndef UI_ESCAPE_H
#define UI_ESCAPE_H

#include <stddef.h>
#include <stdint.h>

struct escape_key { /* what terminfo says that a key sends; begins with ESC */
	const char *bytes;
	uint32_t key;
};

enum escape_kind {
	ESCAPE_UNFINISHED, /* more bytes are needed to tell */
	ESCAPE_ALONE,      /* the Escape key; what follows is something else */
	ESCAPE_KEY,
	ESCAPE_CLICK,  /* row, col from 0 */
	ESCAPE_PASTE,  /* bracketed paste begins */
	ESCAPE_CURSOR, /* the cursor is at row, col from 0 */
	ESCAPE_OTHER,  /* nothing for us */
};

struct escape {
	enum escape_kind kind;
	size_t len; /* bytes it takes; 0 when unfinished */
	uint32_t key;
	int row, col;
};

/* bytes[0] is ESC, n > 0. `keys` may be NULL when count is 0. */
struct escape escape_parse(const char *bytes, size_t n, const struct escape_key *keys, size_t count);

#endif
