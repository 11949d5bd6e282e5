/* SPDX-License-Identifier: MIT */
/*
 * iconv turns what a table lacks into something like it, and says nothing: so each character goes there and
 * back and must come out as it went in. What is the same everywhere (ASCII, half-width kana) does not ask
 * iconv.
 */
#include "report/cp932.h"

#include "base/alloc.h"
#include "base/text.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#define KANA_FIRST    0xA1U
#define KANA_LAST     0xDFU
#define KANA_FIRST_CP 0xFF61U
#define KANA_LAST_CP  0xFF9FU

struct cp932 {
	iconv_t encoder, decoder;
};

/* The bytes of one character through iconv; 0 when it would not, else how many came out. */
static size_t convert(iconv_t converter, const char *bytes, size_t n, char *out, size_t size)
{
	char in[4];
	char *from = in, *to = out;
	size_t left = n, room = size;
	memcpy(in, bytes, n);
	if (iconv(converter, NULL, NULL, NULL, NULL) == (size_t)-1 ||
	    iconv(converter, &from, &left, &to, &room) == (size_t)-1 || left)
		return 0;
	return size - room;
}

static bool is_lead(unsigned char byte)
{
	return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

bool cp932_decode(const struct cp932 *cp932, const char *bytes, size_t n, size_t *used, uint32_t *cp)
{
	unsigned char first = (unsigned char)bytes[0];
	*used = 1;
	if (first < 0x80) {
		*cp = first;
		return true;
	}
	if (first >= KANA_FIRST && first <= KANA_LAST) {
		*cp = KANA_FIRST_CP + (first - KANA_FIRST);
		return true;
	}
	char out[4];
	if (!is_lead(first) || n < 2)
		return false;
	*used = 2;
	size_t len = convert(cp932->decoder, bytes, 2, out, sizeof out);
	return len && text_decode(out, len, cp) == len;
}

bool cp932_encode(const struct cp932 *cp932, uint32_t cp, char out[2], size_t *len)
{
	if (cp < 0x80 || (cp >= KANA_FIRST_CP && cp <= KANA_LAST_CP)) {
		out[0] = (char)(cp < 0x80 ? cp : KANA_FIRST + (cp - KANA_FIRST_CP));
		*len = 1;
		return true;
	}
	char utf8[4];
	size_t used;
	uint32_t back;
	size_t n = text_encode(cp, utf8);
	*len = convert(cp932->encoder, utf8, n, out, 2);
	return *len == 2 && cp932_decode(cp932, out, 2, &used, &back) && used == 2 && back == cp;
}

/* Places where what calls itself Shift_JIS differs from Windows: the wave dash, the minus, NEC's and IBM's
 * characters. */
static bool is_the_one_of_windows(const struct cp932 *cp932)
{
	static const struct {
		const char *bytes;
		uint32_t cp;
	} probes[] = {
		{"\x81\x60", 0xFF5E}, {"\x81\x7C", 0xFF0D}, {"\x81\x61", 0x2225}, {"\x81\x5F", 0xFF3C},
		{"\x81\x91", 0xFFE0}, {"\x87\x40", 0x2460}, {"\xFB\xFC", 0x9AD9},
	};
	for (size_t i = 0; i < sizeof probes / sizeof *probes; i++) {
		char out[2];
		size_t used, len;
		uint32_t cp;
		if (!cp932_decode(cp932, probes[i].bytes, 2, &used, &cp) || cp != probes[i].cp ||
		    !cp932_encode(cp932, cp, out, &len) || memcmp(out, probes[i].bytes, 2) != 0)
			return false;
	}
	return true;
}

struct cp932 *cp932_open(struct err *err)
{
	struct cp932 *cp932 = xmalloc(sizeof *cp932);
	cp932->encoder = iconv_open("CP932", "UTF-8");
	cp932->decoder = iconv_open("UTF-8", "CP932");
	if (cp932->encoder != (iconv_t)-1 && cp932->decoder != (iconv_t)-1 && is_the_one_of_windows(cp932))
		return cp932;
	cp932_close(cp932);
	fail(err, TR(err->lang, "この環境では CP932（Shift_JIS）を扱えません。UTF-8 をお使いください。",
		     "This system cannot handle CP932 (Shift_JIS); use UTF-8."));
	return NULL;
}

void cp932_close(struct cp932 *cp932)
{
	if (!cp932)
		return;
	if (cp932->encoder != (iconv_t)-1)
		iconv_close(cp932->encoder);
	if (cp932->decoder != (iconv_t)-1)
		iconv_close(cp932->decoder);
	free(cp932);
}
