/* SPDX-License-Identifier: MIT */
/* The part of text.h that is about bytes and single code points and needs no library. */
#include "base/text.h"

#define BAD 0xFFFDU

static bool is_tail(unsigned char byte)
{
	return (byte & 0xC0) == 0x80;
}

/* Length that the first byte promises, 0 when no character begins with it; *cp gets its payload bits. */
static size_t promised(unsigned char first, uint32_t *cp)
{
	if (first >= 0xC2 && first <= 0xDF) {
		*cp = first & 0x1FU;
		return 2;
	}
	if ((first & 0xF0) == 0xE0) {
		*cp = first & 0x0FU;
		return 3;
	}
	if (first >= 0xF0 && first <= 0xF4) {
		*cp = first & 0x07U;
		return 4;
	}
	return 0;
}

size_t text_decode(const char *s, size_t n, uint32_t *cp)
{
	static const uint32_t least[] = {0, 0, 0x80, 0x800,
					 0x10000}; /* by length: less is an overlong form */
	const unsigned char *bytes = (const unsigned char *)s;
	if (bytes[0] < 0x80) {
		*cp = bytes[0];
		return 1;
	}
	uint32_t value = 0;
	size_t len = promised(bytes[0], &value);
	*cp = BAD;
	if (len == 0 || len > n)
		return 1;
	for (size_t i = 1; i < len; i++) {
		if (!is_tail(bytes[i]))
			return 1;
		value = value << 6 | (bytes[i] & 0x3FU);
	}
	if (value < least[len] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF))
		return 1;
	*cp = value;
	return len;
}

size_t text_encode(uint32_t cp, char out[4])
{
	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = BAD;
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	size_t len = cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
	static const unsigned char mark[] = {0, 0, 0xC0, 0xE0, 0xF0};
	for (size_t i = len - 1; i > 0; i--) {
		out[i] = (char)(0x80 | (cp & 0x3F));
		cp >>= 6;
	}
	out[0] = (char)(mark[len] | cp);
	return len;
}

bool text_is_utf8(const char *s, size_t n, size_t *bad)
{
	for (size_t at = 0; at < n;) {
		uint32_t cp;
		size_t len = text_decode(s + at, n - at, &cp);
		if (cp == BAD && len == 1) {
			if (bad)
				*bad = at;
			return false;
		}
		at += len;
	}
	return true;
}

static bool is_sjis_tail(unsigned char byte)
{
	return byte >= 0x40 && byte <= 0xFC && byte != 0x7F;
}

/*
 * Most bytes must form pairs or half-width kana. A lead byte in 81–9F (punctuation, kana, common kanji) must
 * be among them, or everything be half-width kana: EUC-JP and Latin-1 have pairs of high bytes too, but not
 * these.
 */
bool text_looks_like_sjis(const char *s, size_t n)
{
	const unsigned char *bytes = (const unsigned char *)s;
	size_t good = 0, bad = 0, low_leads = 0, high_leads = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char byte = bytes[i];
		bool low = byte >= 0x81 && byte <= 0x9F, high = byte >= 0xE0 && byte <= 0xFC;
		if (byte < 0x80)
			continue;
		if (byte >= 0xA1 && byte <= 0xDF) {
			good++;
		} else if ((low || high) && i + 1 < n && is_sjis_tail(bytes[i + 1])) {
			good += 2;
			low_leads += low;
			high_leads += high;
			i++;
		} else {
			bad++;
		}
	}
	return good > 0 && bad <= good / 8 && (low_leads > 0 || high_leads == 0);
}

static bool is_between(uint32_t cp, uint32_t first, uint32_t last)
{
	return cp >= first && cp <= last;
}

bool text_is_unfit(uint32_t cp)
{
	if (cp < 0xA0)
		return (cp < 0x20 && cp != '\t' && cp != '\n') || cp >= 0x7F;
	return cp == 0x61C || cp == 0x200E || cp == 0x200F || /* bidi marks */
	       is_between(cp, 0x2028, 0x202E) ||              /* separators, bidi overrides */
	       is_between(cp, 0x2066, 0x206F) ||              /* bidi isolates, deprecated controls */
	       is_between(cp, 0xFDD0, 0xFDEF) || (cp & 0xFFFE) == 0xFFFE || /* noncharacters */
	       is_between(cp, 0xFFF9, 0xFFFB) ||                            /* interlinear annotation */
	       is_between(cp, 0xE0000, 0xE007F) ||                          /* tags */
	       is_between(cp, 0xD800, 0xDFFF) || cp > 0x10FFFF;
}

bool text_is_fit(const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		if (s[i] >= 0x20 && s[i] < 0x7F) {
			i++;
			continue;
		}
		size_t len = text_decode(s + i, n - i, &cp);
		if ((cp == BAD && len == 1) || text_is_unfit(cp))
			return false;
		i += len;
	}
	return true;
}

bool text_find_unfit(const char *s, size_t n, size_t *at, uint32_t *cp)
{
	for (size_t i = 0; i < n;) {
		uint32_t found;
		size_t len = text_decode(s + i, n - i, &found);
		if (text_is_unfit(found)) {
			*at = i;
			*cp = found;
			return true;
		}
		i += len;
	}
	return false;
}

uint32_t text_narrow_cp(uint32_t cp)
{
	if (is_between(cp, 0xFF01, 0xFF5E))
		return cp - 0xFEE0;
	return cp == 0x3000 ? ' ' : cp;
}

bool text_is_kana(uint32_t cp)
{
	return is_between(cp, 0x3041, 0x3096) || is_between(cp, 0x3099, 0x30FF) || /* hiragana, katakana */
	       is_between(cp, 0x31F0, 0x31FF) || is_between(cp, 0xFF66, 0xFF9F);   /* small, half-width */
}
