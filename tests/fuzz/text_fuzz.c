/* SPDX-License-Identifier: MIT */
/* Any bytes as a text: measured, stepped through, normalised, made safe, wrapped. Seeds: corpus/text/. */
#include "base/sys.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return sys_utf8_locale() ? 0 : -1;
}

/* Every byte belongs to one code point, and a good one is encoded as it was. */
static void code_points(const char *s, size_t n)
{
	size_t bad = n;
	bool valid = text_is_utf8(s, n, &bad);
	for (size_t at = 0; at < n;) {
		uint32_t cp;
		char out[4];
		size_t len = text_decode(s + at, n - at, &cp);
		MUST(len >= 1 && len <= 4 && len <= n - at);
		bool is_bad = cp == 0xFFFD && len == 1;
		MUST(is_bad || (text_encode(cp, out) == len && memcmp(out, s + at, len) == 0));
		MUST(!is_bad || (!valid && bad <= at));
		MUST(at != bad || is_bad);
		int columns = text_cp_columns(cp);
		MUST(columns >= 0 && columns <= 2);
		at += len;
	}
	(void)text_looks_like_sjis(s, n);
}

/* Forwards and backwards there are the same boundaries. */
static void characters(const char *s, size_t n)
{
	size_t *stops = calloc(n + 1, sizeof *stops), count = 0;
	MUST(stops);
	for (size_t at = 0; at < n; at = stops[count++]) {
		stops[count] = text_next(s, n, at);
		MUST(stops[count] > at && stops[count] <= n);
	}
	MUST(text_next(s, n, n) == n && text_prev(s, n, 0) == 0);
	for (size_t at = n; count-- > 0; at = count ? stops[count - 1] : 0)
		MUST(at == stops[count] && text_prev(s, n, at) == (count ? stops[count - 1] : 0));
	free(stops);
}

static void fits(const char *s, size_t n, int columns)
{
	int used = -1;
	size_t len = text_fit(s, n, columns, &used);
	MUST(len <= n && used <= columns && used == text_columns_n(s, len));
	MUST(len == n || text_columns_n(s + len, text_next(s, n, len) - len) > columns - used);
}

/* (A NUL ends what comes back, so the bytes before one are a text of their own.) */
static void normalised(const char *s, size_t n)
{
	n = strnlen(s, n);
	char *once = text_nfc(s, n);
	char *twice = text_nfc(once, strlen(once));
	MUST(strcmp(once, twice) == 0);
	MUST(!text_is_utf8(s, n, NULL) || text_is_utf8(once, strlen(once), NULL));
	free(once);
	free(twice);
}

/* Nothing in it is obeyed by a terminal, and it is safe already. */
static void made_safe(const char *s, size_t n, bool keep_lines)
{
	char *safe = text_safe(s, n, keep_lines);
	size_t len = strlen(safe), at;
	uint32_t cp;
	MUST(text_is_utf8(safe, len, NULL) && !text_find_unfit(safe, len, &at, &cp));
	MUST(!strchr(safe, '\t') && (keep_lines || !strchr(safe, '\n')));
	char *again = text_safe(safe, len, keep_lines);
	MUST(strcmp(safe, again) == 0);
	char *narrow = text_unambiguous(safe);
	MUST(text_is_utf8(narrow, strlen(narrow), NULL));
	free(narrow);
	free(again);
	free(safe);
}

static bool is_white(const char *s, size_t n)
{
	for (size_t at = 0; at < n;) {
		uint32_t cp;
		at += text_decode(s + at, n - at, &cp);
		if (cp != ' ' && cp != '\t' && cp != '\n' && cp != 0x3000)
			return false;
	}
	return true;
}

/* The lines are the text, in order; only white space is left out between them, and a wide one is one
 * character. */
static void wrapped(const char *s, int columns)
{
	struct text_line *lines;
	size_t n = strlen(s), end = 0, count = text_wrap(s, columns, &lines), feeds = 0;
	int limit = columns < 2 ? 2 : columns;
	MUST(count >= 1);
	for (size_t i = 0; i < count; i++) {
		const char *line = s + lines[i].start;
		MUST(lines[i].start >= end && lines[i].start + lines[i].len <= n);
		MUST(is_white(s + end, lines[i].start - end));
		MUST(!memchr(line, '\n', lines[i].len));
		MUST(lines[i].columns == text_columns_n(line, lines[i].len));
		MUST(lines[i].columns <= limit || text_next(line, lines[i].len, 0) == lines[i].len);
		end = lines[i].start + lines[i].len;
	}
	MUST(is_white(s + end, n - end));
	for (size_t i = 0; i < n; i++)
		feeds += s[i] == '\n';
	MUST(count > feeds);
	free(lines);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	int columns = data[0] % 90;
	const char *s = (const char *)data + 1;
	size_t n = size - 1;
	code_points(s, n);
	characters(s, n);
	fits(s, n, columns);
	normalised(s, n);
	made_safe(s, n, false);
	made_safe(s, n, true);
	char *text = strndup(s, n);
	char *safe = text_safe(s, n, true);
	MUST(text);
	wrapped(text, columns);
	wrapped(safe, columns);
	free(safe);
	free(text);
	return 0;
}
