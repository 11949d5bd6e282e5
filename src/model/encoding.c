/* SPDX-License-Identifier: MIT */
#include "model/encoding.h"

#include "base/text.h"

#include <string.h>

#define UNFIT_MAX 20 /* so many characters are named, then we stop */

size_t encoding_bom(const char *bytes, size_t len)
{
	return len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

/* Are the first two characters ASCII in units of so many bytes, the great end first or last? */
static bool is_wide_ascii(const char *bytes, size_t len, size_t unit, bool big)
{
	if (len < 2 * unit)
		return false;
	for (size_t i = 0; i < 2 * unit; i++)
		if ((i % unit == (big ? unit - 1 : 0)) != (bytes[i] != 0))
			return false;
	return true;
}

/* 16 or 32 by its byte order mark, or by the zero bytes that ASCII has in it; 0: neither. */
static int wide_bits(const char *bytes, size_t len)
{
	if (len >= 4 && (memcmp(bytes, "\xFF\xFE\0", 4) == 0 || memcmp(bytes, "\0\0\xFE\xFF", 4) == 0))
		return 32;
	if (is_wide_ascii(bytes, len, 4, true) || is_wide_ascii(bytes, len, 4, false))
		return 32;
	if (len >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0))
		return 16;
	return is_wide_ascii(bytes, len, 2, true) || is_wide_ascii(bytes, len, 2, false) ? 16 : 0;
}

/* `utf8`: more than ASCII has been read as UTF-8 before, so the file is not in another encoding as a whole.
 */
static void not_utf8(const char *bytes, size_t len, size_t at, bool utf8, struct mark mark,
		     struct diags *diags)
{
	if (!utf8 && text_looks_like_sjis(bytes, len))
		diag_error(diags, (struct mark){0},
			   TR(diags->lang,
			      "文字コードが Shift_JIS のようです。UTF-8 で保存し直してください。",
			      "The file seems to be Shift_JIS. Save it as UTF-8."));
	else
		diag_error(diags, mark,
			   TR(diags->lang,
			      "UTF-8 ではないバイト（0x%02X）があります。UTF-8 で保存し直してください。",
			      "There is a byte (0x%02X) that is not UTF-8. Save the file as UTF-8."),
			   (unsigned)bytes[at] & 0xFF);
}

static void unfit(uint32_t cp, struct mark mark, struct diags *diags)
{
	diag_error(diags, mark,
		   TR(diags->lang,
		      "使えない文字（U+%04X。制御文字か、文字の向きを変える文字など）があります。",
		      "There is a character that may not be used (U+%04X: a control, one that changes the "
		      "direction of text, or the like)."),
		   (unsigned)cp);
}

/* The bytes of a line break that begins here, as libyaml counts lines; 0: none. */
static size_t break_at(const char *bytes, size_t len, size_t at)
{
	if (bytes[at] == '\r')
		return at + 1 < len && bytes[at + 1] == '\n' ? 2 : 1;
	return bytes[at] == '\n' ? 1 : 0;
}

/* Kana, kanji and the like (U+3000 to U+9FFF), none of which is unfit: most of a Japanese file, so worth a
 * short cut. */
static bool is_common(const char *bytes, size_t len)
{
	const unsigned char *b = (const unsigned char *)bytes;
	return len >= 3 && b[0] >= 0xE3 && b[0] <= 0xE9 && (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80;
}

bool encoding_check(const char *bytes, size_t len, struct diags *diags)
{
	int bits = wide_bits(bytes, len);
	if (bits) {
		diag_error(diags, (struct mark){0},
			   TR(diags->lang, "文字コードが UTF-%d です。UTF-8 で保存し直してください。",
			      "The file is UTF-%d. Save it as UTF-8."),
			   bits);
		return false;
	}
	struct mark mark = {1, 1};
	int found = 0;
	bool utf8 = false;
	for (size_t at = encoding_bom(bytes, len); at < len && found < UNFIT_MAX; mark.column++) {
		unsigned char c = (unsigned char)bytes[at];
		if (c >= ' ' && c < 0x7F) {
			at++;
			continue;
		}
		size_t line_break = break_at(bytes, len, at);
		if (line_break > 0) {
			mark = (struct mark){mark.line + 1, 0};
			at += line_break;
			continue;
		}
		if (is_common(bytes + at, len - at)) {
			utf8 = true;
			at += 3;
			continue;
		}
		uint32_t cp;
		size_t used = text_decode(bytes + at, len - at, &cp);
		if (cp == 0xFFFD && used == 1) {
			not_utf8(bytes, len, at, utf8, mark, diags);
			return false;
		}
		if (text_is_unfit(cp)) {
			unfit(cp, mark, diags);
			found++;
		}
		utf8 = utf8 || used > 2; /* two bytes may as well be half-width kana in Shift_JIS */
		at += used;
	}
	return found == 0;
}
