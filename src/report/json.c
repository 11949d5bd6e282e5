/* SPDX-License-Identifier: MIT */
#include "report/json.h"

#include "base/text.h"

#include <stdbool.h>
#include <string.h>

/* ---- writing ---- */

static void escape(struct strbuf *out, uint32_t cp)
{
	if (cp == '\n' || cp == '\t' || cp == '\r')
		strbuf_addf(out, "\\%c", cp == '\n' ? 'n' : cp == '\t' ? 't' : 'r');
	else if (cp < 0x10000)
		strbuf_addf(out, "\\u%04x", (unsigned)cp);
	else
		strbuf_addf(out, "\\u%04x\\u%04x", (unsigned)(0xD800 + ((cp - 0x10000) >> 10)),
			    (unsigned)(0xDC00 + ((cp - 0x10000) & 0x3FF)));
}

void json_text(struct strbuf *out, const char *text)
{
	size_t n = strlen(text);
	strbuf_addc(out, '"');
	for (size_t at = 0; at < n;) {
		uint32_t cp;
		char utf8[4];
		at += text_decode(text + at, n - at, &cp);
		if (cp == '"' || cp == '\\')
			strbuf_addf(out, "\\%c", (char)cp);
		else if (cp < 0x20 || text_is_unfit(cp))
			escape(out, cp);
		else
			strbuf_add(out, utf8, text_encode(cp, utf8));
	}
	strbuf_addc(out, '"');
}

/* ---- counting: one function for each thing the grammar has, true when it stood there and was passed ---- */

struct scan {
	const char *s, *end;
};

static char peek(const struct scan *scan)
{
	return scan->s < scan->end ? *scan->s : '\0';
}

static bool pass(struct scan *scan, char c)
{
	if (scan->s == scan->end || *scan->s != c)
		return false;
	scan->s++;
	return true;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void pass_blanks(struct scan *scan)
{
	while (is_blank(peek(scan)))
		scan->s++;
}

static bool pass_token(struct scan *scan, char c)
{
	pass_blanks(scan);
	return pass(scan, c);
}

static bool pass_word(struct scan *scan, const char *word)
{
	size_t len = strlen(word);
	if ((size_t)(scan->end - scan->s) < len || memcmp(scan->s, word, len) != 0)
		return false;
	scan->s += len;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static bool pass_digits(struct scan *scan)
{
	if (!is_digit(peek(scan)))
		return false;
	while (is_digit(peek(scan)))
		scan->s++;
	return true;
}

static bool pass_number(struct scan *scan)
{
	pass(scan, '-');
	if (!pass(scan, '0') && !pass_digits(scan))
		return false;
	if (pass(scan, '.') && !pass_digits(scan))
		return false;
	if (!pass(scan, 'e') && !pass(scan, 'E'))
		return true;
	if (!pass(scan, '+'))
		pass(scan, '-');
	return pass_digits(scan);
}

static bool pass_escape(struct scan *scan)
{
	char c = peek(scan);
	if (!c || !strchr("\"\\/bfnrtu", c))
		return false;
	scan->s++;
	for (int i = 0; c == 'u' && i < 4; i++) {
		if (!is_hex(peek(scan)))
			return false;
		scan->s++;
	}
	return true;
}

static bool pass_string(struct scan *scan)
{
	if (!pass(scan, '"'))
		return false;
	while (scan->s < scan->end && (unsigned char)*scan->s >= 0x20) {
		if (pass(scan, '"'))
			return true;
		if (pass(scan, '\\')) {
			if (!pass_escape(scan))
				return false;
		} else {
			scan->s++;
		}
	}
	return false;
}

static bool pass_value(struct scan *scan)
{
	pass_blanks(scan);
	if (peek(scan) == '"')
		return pass_string(scan);
	return pass_word(scan, "null") || pass_word(scan, "true") || pass_word(scan, "false") ||
	       pass_number(scan);
}

static bool pass_object(struct scan *scan)
{
	if (!pass_token(scan, '{'))
		return false;
	if (pass_token(scan, '}'))
		return true;
	do {
		pass_blanks(scan);
		if (!pass_string(scan) || !pass_token(scan, ':') || !pass_value(scan))
			return false;
	} while (pass_token(scan, ','));
	return pass_token(scan, '}');
}

static bool pass_array(struct scan *scan, size_t *objects)
{
	if (!pass_token(scan, '['))
		return false;
	if (pass_token(scan, ']'))
		return true;
	do {
		if (!pass_object(scan))
			return false;
		++*objects;
	} while (pass_token(scan, ','));
	return pass_token(scan, ']');
}

bool json_count(const char *bytes, size_t len, size_t *objects, struct err *err)
{
	struct scan scan = {bytes, bytes + len};
	size_t bad = 0, line = 1;
	*objects = 0;
	bool utf8 = text_is_utf8(bytes, len, &bad);
	if (utf8 && pass_array(&scan, objects)) {
		pass_blanks(&scan);
		if (scan.s == scan.end)
			return true;
	}
	const char *place = utf8 ? scan.s : bytes + bad;
	for (const char *s = bytes; s < place; s++)
		line += *s == '\n';
	return fail_as(err, ERR_INVALID,
		       TR(err->lang, "%zu 行目: JSON として正しくありません。", "line %zu: not valid JSON."),
		       line);
}
