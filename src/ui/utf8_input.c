/* SPDX-License-Identifier: MIT */
#include "ui/utf8_input.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define REPLACEMENT 0xFFFDU

static const char paste_end[] = "\033[201~";
#define PASTE_END_LEN (sizeof paste_end - 1)

void utf8_input_release(struct utf8_input *input)
{
	strbuf_release(&input->pending);
	strbuf_release(&input->paste);
}

void utf8_input_add(struct utf8_input *input, const char *bytes, size_t n, int64_t now_ms)
{
	if (input->at == input->pending.len) {
		strbuf_reset(&input->pending);
		input->at = 0;
	}
	strbuf_add(&input->pending, bytes, n);
	input->last_ms = now_ms;
}

static bool is_unfinished(const struct utf8_input *input)
{
	return input->pasting || input->at < input->pending.len;
}

static int64_t patience(const struct utf8_input *input)
{
	return input->pasting ? UTF8_INPUT_PASTE_MS : input->escape_ms;
}

int utf8_input_wait(const struct utf8_input *input, int64_t now_ms)
{
	if (!is_unfinished(input))
		return -1;
	int64_t left = input->last_ms + patience(input) - now_ms;
	return left > 0 ? (int)left : 0;
}

/* May these bytes become a character when more come? They may when the lowest or the highest tails complete
 * them. */
static bool is_begun(const char *bytes, size_t n)
{
	unsigned char first = (unsigned char)bytes[0];
	size_t len = first < 0xC2 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 1;
	if (n >= len)
		return false;
	static const unsigned char tails[] = {0x80, 0xBF};
	for (size_t i = 0; i < sizeof tails; i++) {
		char whole[4];
		uint32_t cp;
		memset(whole, tails[i], sizeof whole);
		memcpy(whole, bytes, n);
		if (text_decode(whole, len, &cp) == len)
			return true;
	}
	return false;
}

static uint32_t control_key(unsigned char byte)
{
	switch (byte) {
	case '\r':
	case '\n':
		return K_ENTER;
	case '\t':
		return K_TAB;
	case 8:
	case 127:
		return K_BACKSPACE;
	default:
		return K_CTRL + (byte >= 1 && byte <= 26 ? byte + 0x60U : byte + 0x40U);
	}
}

static uint32_t typed_key(uint32_t cp)
{
	if (cp < 0x20 || cp == 0x7F)
		return control_key((unsigned char)cp);
	return text_is_unfit(cp) ? REPLACEMENT : cp;
}

/* A pasted text as it may be stored: CR LF and CR are LF, bad bytes and unfit characters U+FFFD, NFC. */
static char *paste_text(const struct strbuf *paste)
{
	struct strbuf fit = {0};
	for (size_t at = 0; at < paste->len;) {
		uint32_t cp;
		char out[4];
		at += text_decode(paste->bytes + at, paste->len - at, &cp);
		if (cp == '\r') {
			if (at < paste->len && paste->bytes[at] == '\n')
				continue;
			cp = '\n';
		}
		strbuf_add(&fit, out, text_encode(text_is_unfit(cp) ? REPLACEMENT : cp, out));
	}
	char *text = text_nfc(strbuf_str(&fit), fit.len);
	strbuf_release(&fit);
	return text;
}

static const char *find_end(const struct strbuf *paste, size_t from)
{
	for (size_t at = from; at + PASTE_END_LEN <= paste->len; at++)
		if (memcmp(paste->bytes + at, paste_end, PASTE_END_LEN) == 0)
			return paste->bytes + at;
	return NULL;
}

/* Cut a paste that is too long, but keep the bytes that may be the beginning of its end. */
static void cut_paste(struct strbuf *paste)
{
	if (paste->len > UTF8_INPUT_PASTE_MOST + PASTE_END_LEN)
		strbuf_remove(paste, UTF8_INPUT_PASTE_MOST,
			      paste->len - UTF8_INPUT_PASTE_MOST - PASTE_END_LEN);
}

/* All that has come belongs to the paste, until its end. */
static bool collect(struct utf8_input *input, bool give_up, struct event *event)
{
	struct strbuf *paste = &input->paste, *pending = &input->pending;
	size_t before = paste->len, looked = before < PASTE_END_LEN ? 0 : before - PASTE_END_LEN;
	strbuf_add(paste, pending->bytes + input->at, pending->len - input->at);
	const char *end = find_end(paste, looked);
	if (!end) {
		input->at = pending->len;
		cut_paste(paste);
		if (!give_up)
			return false;
	} else {
		size_t len = (size_t)(end - paste->bytes);
		input->at += len + PASTE_END_LEN - before;
		strbuf_remove(paste, len, paste->len - len);
	}
	*event = (struct event){.kind = EVENT_PASTE, .text = paste_text(paste)};
	strbuf_release(paste);
	input->pasting = false;
	return true;
}

/* What the bytes mean when no more of the sequence will come: the Escape key, or half a sequence, which is
 * dropped. */
static struct escape given_up(size_t n)
{
	bool typed = n <= 2; /* ESC, or ESC and then a letter */
	return (struct escape){.kind = typed ? ESCAPE_ALONE : ESCAPE_OTHER, .len = typed ? 1 : n};
}

/* One escape sequence; false when it says nothing to the program, or not yet. */
static bool next_escape(struct utf8_input *input, bool give_up, struct event *event)
{
	const char *bytes = input->pending.bytes + input->at;
	size_t n = input->pending.len - input->at;
	struct escape escape = escape_parse(bytes, n, input->keys, input->key_count);
	if (escape.kind == ESCAPE_UNFINISHED && give_up)
		escape = given_up(n);
	input->at += escape.len;
	switch (escape.kind) {
	case ESCAPE_ALONE:
	case ESCAPE_KEY:
		*event = (struct event){.key = escape.kind == ESCAPE_KEY ? escape.key : K_ESCAPE};
		return true;
	case ESCAPE_CLICK:
		*event = (struct event){.kind = EVENT_CLICK, .row = escape.row, .col = escape.col};
		return true;
	case ESCAPE_PASTE:
		input->pasting = true;
		return false;
	case ESCAPE_CURSOR:
		input->cursor_known = true;
		input->cursor_col = escape.col;
		return false;
	case ESCAPE_UNFINISHED:
	case ESCAPE_OTHER:
		break;
	}
	return false;
}

bool utf8_input_next(struct utf8_input *input, bool give_up, struct event *event)
{
	while (input->at < input->pending.len || input->pasting) {
		size_t before = input->at;
		const char *bytes = input->pending.bytes + input->at;
		size_t n = input->pending.len - input->at;
		if (input->pasting)
			return collect(input, give_up, event);
		if (*bytes == 27) {
			if (next_escape(input, give_up, event))
				return true;
			if (input->at == before)
				return false;
			continue;
		}
		if (is_begun(bytes, n) && !give_up)
			return false;
		uint32_t cp;
		input->at += text_decode(bytes, n, &cp);
		*event = (struct event){.key = typed_key(cp)};
		return true;
	}
	return false;
}
