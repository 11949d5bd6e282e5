/* SPDX-License-Identifier: MIT */
/*
 * Characters, columns, and text made safe. A frame measures some hundred short strings, nearly all of them
 * ASCII, kana and kanji; `is_plain` and `is_composed` know these and keep the Unicode tables out of their
 * way.
 */
#include "base/text.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <wchar.h>

#define REPLACEMENT 0xFFFDU

static bool is_between(uint32_t cp, uint32_t first, uint32_t last)
{
	return cp >= first && cp <= last;
}

static bool is_bad(uint32_t cp, size_t len)
{
	return cp == REPLACEMENT && len == 1;
}

/* Printable, one column, and a whole character unless a mark follows. */
static bool is_ascii(char byte)
{
	return byte >= 0x20 && byte < 0x7F;
}

/* Has the Grapheme_Cluster_Break property Other: there is a boundary between any two of these (UAX #29,
 * GB999). */
static bool is_plain(uint32_t cp)
{
	return is_between(cp, 0x20, 0x7E) || is_between(cp, 0x4E00, 0x9FFF) ||
	       is_between(cp, 0x3000, 0x3029) || is_between(cp, 0x3041, 0x3096) ||
	       is_between(cp, 0x30A0, 0x30FF) || is_between(cp, 0xFF01, 0xFF9D);
}

/* What of the cluster so far decides whether it goes on. */
struct cluster {
	uint32_t last;
	unsigned flags;  /* regional indicators */
	bool pictograph; /* an emoji and what extends it: GB11 */
};

static void cluster_add(struct cluster *cluster, uint32_t cp)
{
	int property = uc_graphemeclusterbreak_property(cp);
	cluster->last = cp;
	cluster->flags += property == GBP_RI;
	if (property != GBP_EXTEND && property != GBP_ZWJ)
		cluster->pictograph = uc_is_property_extended_pictographic(cp);
}

/* uc_is_grapheme_break sees two code points; GB11 (emoji joined by ZWJ) and GB12 (pairs of flags) need more.
 */
static bool cluster_goes_on(const struct cluster *cluster, uint32_t next)
{
	if (cluster->flags > 0 && uc_graphemeclusterbreak_property(next) == GBP_RI)
		return cluster->flags == 1 && uc_graphemeclusterbreak_property(cluster->last) == GBP_RI;
	if (cluster->pictograph && cluster->last == 0x200D && uc_is_property_extended_pictographic(next))
		return true;
	return !uc_is_grapheme_break(cluster->last, next);
}

size_t text_next(const char *s, size_t n, size_t at)
{
	if (at >= n)
		return n;
	if (is_ascii(s[at]) && (at + 1 == n || is_ascii(s[at + 1])))
		return at + 1;
	uint32_t first, cp;
	size_t len = text_decode(s + at, n - at, &first);
	at += len;
	if (at == n || is_bad(first, len))
		return at;
	len = text_decode(s + at, n - at, &cp);
	if (is_plain(first) && is_plain(cp))
		return at;
	struct cluster cluster = {0};
	cluster_add(&cluster, first);
	while (!is_bad(cp, len) && cluster_goes_on(&cluster, cp)) {
		cluster_add(&cluster, cp);
		at += len;
		if (at == n)
			break;
		len = text_decode(s + at, n - at, &cp);
	}
	return at;
}

/* Start of the code point (or bad byte) that ends at `at` > 0. */
static size_t code_point_before(const char *s, size_t at)
{
	for (size_t len = 2; len <= 4 && len <= at; len++) {
		uint32_t cp;
		if (text_decode(s + at - len, len, &cp) == len)
			return at - len;
	}
	return at - 1;
}

/*
 * Clusters are only defined from the left, so go back to a place that is certainly a boundary (between two
 * plain characters) and walk from there: both directions then stop at the same places.
 */
size_t text_prev(const char *s, size_t n, size_t at)
{
	if (at > n)
		at = n;
	if (at == 0)
		return 0;
	size_t anchor = code_point_before(s, at);
	uint32_t right, left;
	text_decode(s + anchor, n - anchor, &right);
	while (anchor > 0) {
		size_t before = code_point_before(s, anchor);
		text_decode(s + before, n - before, &left);
		if (is_plain(left) && is_plain(right))
			break;
		anchor = before;
		right = left;
	}
	for (;;) {
		size_t next = text_next(s, n, anchor);
		if (next >= at)
			return anchor;
		anchor = next;
	}
}

int text_cp_columns(uint32_t cp)
{
	if (cp < 0x7F)
		return cp >= 0x20;
	if (cp < 0xA0)
		return 0;
	int columns = wcwidth((wchar_t)cp);
	return columns < 0 ? 1 : columns; /* curses, too, gives a cell to what it does not know */
}

int text_columns(const char *s)
{
	return text_columns_n(s, strlen(s));
}

int text_columns_n(const char *s, size_t n)
{
	int columns = 0;
	for (size_t at = 0; at < n;) {
		uint32_t cp;
		if (is_ascii(s[at])) {
			columns++;
			at++;
			continue;
		}
		at += text_decode(s + at, n - at, &cp);
		columns += text_cp_columns(cp);
	}
	return columns;
}

size_t text_fit(const char *s, size_t n, int columns, int *used)
{
	size_t at = 0;
	int sum = 0;
	while (at < n) {
		size_t next = text_next(s, n, at);
		int wide = text_columns_n(s + at, next - at);
		if (wide > columns - sum)
			break;
		sum += wide;
		at = next;
	}
	if (used)
		*used = sum;
	return at;
}

/* Is certainly as NFC leaves it, whatever stands beside it? */
static bool is_composed(uint32_t cp)
{
	return cp < 0x300 || is_between(cp, 0x4E00, 0x9FFF) || is_between(cp, 0x3000, 0x3029) ||
	       is_between(cp, 0x3030, 0x3098) || is_between(cp, 0x309B, 0x30FF) ||
	       is_between(cp, 0xFF00, 0xFFEF) || is_between(cp, 0x2010, 0x205E) ||
	       is_between(cp, 0x2190, 0x2328) || is_between(cp, 0x2400, 0x2ADB);
}

static bool is_all_composed(const char *s, size_t n)
{
	for (size_t at = 0; at < n;) {
		uint32_t cp;
		at += text_decode(s + at, n - at, &cp);
		if (!is_composed(cp))
			return false;
	}
	return true;
}

char *text_nfc(const char *s, size_t n)
{
	if (is_all_composed(s, n) || !text_is_utf8(s, n, NULL))
		return xstrndup(s, n);
	size_t len = 0;
	uint8_t *composed = u8_normalize(UNINORM_NFC, (const uint8_t *)s, n, NULL, &len);
	if (!composed)
		return xstrndup(s, n);
	char *copy = xstrndup((const char *)composed, len);
	free(composed);
	return copy;
}

/* Has no shape of its own, and terminals disagree about its columns. */
static bool is_invisible(uint32_t cp)
{
	return cp == 0xAD || is_between(cp, 0x200B, 0x200D) || is_between(cp, 0x2060, 0x2065) ||
	       cp == 0xFEFF || /* ZWSP, ZWNJ, ZWJ, joiners, BOM */
	       is_between(cp, 0xFE00, 0xFE0F) || is_between(cp, 0xE0100, 0xE01EF) || /* variation selectors */
	       is_between(cp, 0x180B, 0x180F) || cp == 0x34F ||
	       is_between(cp, 0x1F3FB, 0x1F3FF); /* skin tones */
}

#define DROP UINT32_MAX

/* What stands for cp on a terminal. Line ends keep their meaning or become one space. */
static uint32_t safe_cp(uint32_t cp, bool keep_lines)
{
	if (is_between(cp, 0x20, 0x7E))
		return cp;
	if (cp == '\n')
		return keep_lines ? '\n' : ' ';
	if (cp == '\t')
		return ' ';
	if (text_is_unfit(cp))
		return REPLACEMENT;
	return is_invisible(cp) ? DROP : cp;
}

/* The first byte from which on something must be changed; n when nothing. */
static size_t clean_length(const char *s, size_t n, bool keep_lines)
{
	size_t at = 0;
	while (at < n) {
		uint32_t cp;
		size_t len = text_decode(s + at, n - at, &cp);
		if (is_bad(cp, len) || safe_cp(cp, keep_lines) != cp)
			break;
		at += len;
	}
	return at;
}

char *text_mended(const char *s, size_t n)
{
	struct strbuf mended = {0};
	for (size_t at = 0; at < n;) {
		uint32_t cp;
		char out[4];
		at += text_decode(s + at, n - at, &cp);
		strbuf_add(&mended, out, text_encode(text_is_unfit(cp) ? REPLACEMENT : cp, out));
	}
	return mended.len ? strbuf_detach(&mended) : xstrdup("");
}

char *text_safe(const char *s, size_t n, bool keep_lines)
{
	size_t clean = clean_length(s, n, keep_lines);
	if (clean == n)
		return text_nfc(s, n);
	struct strbuf safe = {0};
	strbuf_add(&safe, s, clean);
	for (size_t at = clean; at < n;) {
		uint32_t cp;
		at += text_decode(s + at, n - at, &cp);
		if (cp == '\r' && at < n && s[at] == '\n')
			continue; /* CR LF is one line end */
		cp = safe_cp(cp, keep_lines);
		if (cp == DROP)
			continue;
		char out[4];
		strbuf_add(&safe, out, text_encode(cp, out));
	}
	if (is_all_composed(strbuf_str(&safe), safe.len))
		return strbuf_detach(&safe);
	char *composed = text_nfc(safe.bytes, safe.len);
	strbuf_release(&safe);
	return composed;
}
