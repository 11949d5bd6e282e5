/* SPDX-License-Identifier: MIT */
/*
 * Bytes from the terminal become events. Strict UTF-8, U+FFFD for each bad byte and for code points that no
 * text may hold; nothing else is lost. Time is an input (milliseconds, any origin), so that waiting can be
 * tested without it:
 *
 *   utf8_input_add(&input, bytes, n, now);
 *   while (utf8_input_next(&input, false, &event)) …
 *   poll(…, utf8_input_wait(&input, now));     nothing came, and the wait is 0: utf8_input_next(&input, true,
 * …)
 *
 * Control-letters are K_CTRL + letter, 3 and 26 too: what they do is not decided here.
 */
#ifndef UI_UTF8_INPUT_H
#define UI_UTF8_INPUT_H

#include "base/strbuf.h"
#include "ui/escape.h"
#include "ui/event.h"

#define UTF8_INPUT_PASTE_MS   500 /* without a byte: the end of a paste does not come any more */
#define UTF8_INPUT_PASTE_MOST ((size_t)1 << 20) /* bytes of a paste; the rest is dropped */

struct utf8_input {    /* zero, but for these two, is an empty one */
	int escape_ms; /* how long a lone ESC may be the beginning of a sequence */
	const struct escape_key *keys;
	size_t key_count;

	struct strbuf pending;
	size_t at; /* bytes of pending that are done */
	bool pasting;
	struct strbuf paste;
	int64_t last_ms;   /* when the last bytes came */
	bool cursor_known; /* the terminal said where its cursor is; whoever asked clears it */
	int cursor_col;
};

void utf8_input_add(struct utf8_input *input, const char *bytes, size_t n, int64_t now_ms);
/* A paste's text is owned. give_up: what is unfinished will not be finished. */
bool utf8_input_next(struct utf8_input *input, bool give_up, struct event *event);
int utf8_input_wait(const struct utf8_input *input, int64_t now_ms); /* ms; -1: nothing is unfinished */
void utf8_input_release(struct utf8_input *input);

#endif
