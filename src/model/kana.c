/* SPDX-License-Identifier: MIT */
#include "model/kana.h"

#include "base/text.h"

#include <string.h>

enum { HIRAGANA_FIRST = 0x3041, SMALL_KA = 0x3095, HIRAGANA_LAST = 0x3096, KATAKANA_TO_HIRAGANA = 0x60 };

static bool append_in(char *out, size_t room, size_t *n, const char *bytes, size_t len)
{
	if (*n + len >= room)
		return false;
	memcpy(out + *n, bytes, len);
	*n += len;
	out[*n] = '\0';
	return true;
}

static bool append(char out[KANA_TEXT], size_t *n, const char *bytes, size_t len)
{
	return append_in(out, KANA_TEXT, n, bytes, len);
}

static bool append_letter(char out[KANA_TEXT], size_t *n, char letter)
{
	return append(out, n, &letter, 1);
}

/* ---- folding ---- */

/* ｦ (U+FF66) to ﾝ (U+FF9D) as hiragana. */
static const uint16_t half_width[] = {
	0x3092, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3083, 0x3085, 0x3087, 0x3063, '-',    0x3042,
	0x3044, 0x3046, 0x3048, 0x304A, 0x304B, 0x304D, 0x304F, 0x3051, 0x3053, 0x3055, 0x3057, 0x3059,
	0x305B, 0x305D, 0x305F, 0x3061, 0x3064, 0x3066, 0x3068, 0x306A, 0x306B, 0x306C, 0x306D, 0x306E,
	0x306F, 0x3072, 0x3075, 0x3078, 0x307B, 0x307E, 0x307F, 0x3080, 0x3081, 0x3082, 0x3084, 0x3086,
	0x3088, 0x3089, 0x308A, 0x308B, 0x308C, 0x308D, 0x308F, 0x3093,
};

/* Written for one another: code point, what stands for both. Both sides of a comparison are folded, so which
 * of the two it is does not matter. */
static const struct {
	uint32_t from, to;
} variants[] = {
	{0x3096, 0x3051} /* ヶ → け */,
	{0x3095, 0x304B} /* ヵ → か */,
	{0x7ADC, 0x9F8D} /* 竜 → 龍 */,
	{0x6075, 0x60E0} /* 恵 → 惠 */,
	{0x68BC, 0x6AAE} /* 梼 → 檮 */,
	{0x9BF5, 0x9C3A} /* 鯵 → 鰺 */,
	{0x91DC, 0x7AC8} /* 釜 → 竈 */,
	{0x66FE, 0x66FD} /* 曾 → 曽 */,
	{0xFA11, 0x5D0E} /* 﨑 → 崎 */,
	{0x2010, '-'},
	{0x2011, '-'},
	{0x2013, '-'},
	{0x2014, '-'},
	{0x2015, '-'},
	{0x2212, '-'},
	{0x30FC, '-'},
	{0x2019, '\''},
	{0x100, 'a'},
	{0x101, 'a'},
	{0x112, 'e'},
	{0x113, 'e'},
	{0x12A, 'i'},
	{0x12B, 'i'},
	{0x14C, 'o'},
	{0x14D, 'o'},
	{0x16A, 'u'},
	{0x16B, 'u'},
	{0xC2, 'a'},
	{0xE2, 'a'},
	{0xCA, 'e'},
	{0xEA, 'e'},
	{0xCE, 'i'},
	{0xEE, 'i'},
	{0xD4, 'o'},
	{0xF4, 'o'},
	{0xDB, 'u'},
	{0xFB, 'u'},
	{0x3001, ','},
	{0x30FB, ','},
	{0xFF65, ','},
};

static uint32_t fold_cp(uint32_t cp)
{
	cp = text_narrow_cp(cp);
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp - 'A' + 'a' : cp == '\t' ? ' ' : cp;
	if (cp >= 0xFF66 && cp <= 0xFF9D)
		cp = half_width[cp - 0xFF66];
	else if (cp >= HIRAGANA_FIRST + KATAKANA_TO_HIRAGANA && cp <= HIRAGANA_LAST + KATAKANA_TO_HIRAGANA)
		cp -= KATAKANA_TO_HIRAGANA;
	if (cp >= HIRAGANA_FIRST && cp < SMALL_KA)
		return cp;
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++)
		if (cp == variants[i].from)
			return variants[i].to;
	return cp;
}

/* は with ﾞ is ば. The character stays as it is when it takes no such mark. */
static uint32_t with_mark(uint32_t kana, bool half)
{
	bool k_to_t = kana >= 0x304B && kana <= 0x3062, h = kana >= 0x306F && kana <= 0x307D;
	if (half)
		return h && kana % 3 == 0 ? kana + 2 : kana;
	if ((k_to_t && kana % 2 == 1) || kana == 0x3064 || kana == 0x3066 || kana == 0x3068)
		return kana + 1;
	if (h && kana % 3 == 0)
		return kana + 1;
	return kana == 0x3046 ? 0x3094 : kana;
}

static bool is_voiced_mark(uint32_t cp)
{
	return cp == 0x3099 || cp == 0x309B || cp == 0xFF9E;
}

static bool is_half_voiced_mark(uint32_t cp)
{
	return cp == 0x309A || cp == 0x309C || cp == 0xFF9F;
}

/* Combining macron and circumflex, variation selectors: nothing to compare. */
static bool is_left_out(uint32_t cp)
{
	return cp == 0x304 || cp == 0x302 || (cp >= 0xFE00 && cp <= 0xFE0F) ||
	       (cp >= 0xE0100 && cp <= 0xE01EF);
}

bool kana_fold_text(const char *s, char *out, size_t room)
{
	size_t n = 0, left = strlen(s), last_at = 0;
	uint32_t last = 0;
	out[0] = '\0';
	while (left > 0) {
		uint32_t cp;
		char bytes[4];
		size_t used = text_decode(s, left, &cp);
		s += used;
		left -= used;
		if (is_left_out(cp))
			continue;
		if (is_voiced_mark(cp) || is_half_voiced_mark(cp)) {
			cp = with_mark(last, is_half_voiced_mark(cp));
			n = last_at;
		} else {
			cp = fold_cp(cp);
		}
		last = cp;
		last_at = n;
		if (cp && !append_in(out, room, &n, bytes, text_encode(cp, bytes))) {
			out[0] = '\0';
			return false;
		}
	}
	return true;
}

bool kana_fold(const char *s, char out[KANA_TEXT])
{
	return kana_fold_text(s, out, KANA_TEXT);
}

/* ---- spelling ---- */

/* ぁ (U+3041) to ゖ (U+3096). Small ゃ ゅ ょ and っ act on their neighbours and are done by hand. */
static const char *const hepburn[] = {
	"a",  "a",  "i",   "i",  "u",  "u",   "e",  "e",   "o",  "o",  "ka", "ga", "ki", "gi", "ku",
	"gu", "ke", "ge",  "ko", "go", "sa",  "za", "shi", "ji", "su", "zu", "se", "ze", "so", "zo",
	"ta", "da", "chi", "ji", "",   "tsu", "zu", "te",  "de", "to", "do", "na", "ni", "nu", "ne",
	"no", "ha", "ba",  "pa", "hi", "bi",  "pi", "fu",  "bu", "pu", "he", "be", "pe", "ho", "bo",
	"po", "ma", "mi",  "mu", "me", "mo",  "",   "ya",  "",   "yu", "",   "yo", "ra", "ri", "ru",
	"re", "ro", "wa",  "wa", "i",  "e",   "o",  "n",   "vu", "ka", "ke",
};

static char small_y_vowel(uint32_t cp)
{
	return (char)(cp == 0x3083 ? 'a' : cp == 0x3085 ? 'u' : cp == 0x3087 ? 'o' : '\0');
}

/* き and ょ: kyo; し and ょ: sho. */
static bool spell_small_y(char out[KANA_TEXT], size_t *n, char vowel)
{
	if (*n < 2 || out[*n - 1] != 'i')
		return false;
	(*n)--;
	bool soft = out[*n - 1] == 'h' ? *n > 1 && strchr("sc", out[*n - 2]) : out[*n - 1] == 'j';
	return (soft || append_letter(out, n, 'y')) && append_letter(out, n, vowel);
}

/* One kana at s, of `used` bytes, behind what is in out. *doubled: a っ went before. */
static bool spell_one(uint32_t cp, bool *doubled, char out[KANA_TEXT], size_t *n)
{
	if (cp < HIRAGANA_FIRST || cp > HIRAGANA_LAST)
		return false;
	if (small_y_vowel(cp))
		return !*doubled && spell_small_y(out, n, small_y_vowel(cp));
	const char *letters = hepburn[cp - HIRAGANA_FIRST];
	if (!*letters) { /* っ */
		*doubled = true;
		return true;
	}
	if (*doubled && !append_letter(out, n, *letters == 'c' ? 't' : *letters))
		return false;
	*doubled = false;
	return append(out, n, letters, strlen(letters));
}

bool kana_spell(const char *hiragana, char out[KANA_TEXT])
{
	size_t n = 0, left = strlen(hiragana);
	bool doubled = false, known = true;
	out[0] = '\0';
	while (left > 0 && known) {
		uint32_t cp;
		size_t used = text_decode(hiragana, left, &cp);
		known = spell_one(cp, &doubled, out, &n);
		hiragana += used;
		left -= used;
	}
	if (!known)
		out[0] = '\0';
	return known;
}

/* ---- reading loosely ---- */

static bool is_vowel(char c)
{
	return c && strchr("aiueo", c);
}

/* What stands for the letter at p, given the one before it in the outcome; "" for nothing. Kunrei, because
 * there the consonants of a row are the same, so that what is typed half already fits. *used: letters of p
 * that are done. */
static const char *loose_letter(const char *p, char before, size_t *used)
{
	bool hard = is_vowel(p[1]) && p[1] != 'i', then_hard = p[1] && is_vowel(p[2]) && p[2] != 'i';
	*used = 1;
	switch (*p) {
	case 's':
	case 'c':
		*used = p[1] == 'h' ? 2 : 1;
		if (*p == 's')
			return p[1] == 'h' && then_hard ? "sy" : "s";
		return p[1] == 'h' && then_hard ? "ty" : "t";
	case 't':
		*used = p[1] == 's' ? 2 : 1;
		return "t";
	case 'j':
		return hard ? "zy" : "z";
	case 'd':
		if (p[1] == 'z')
			return "";
		return p[1] == 'i' || p[1] == 'u' || p[1] == 'y' ? "z" : "d";
	case 'f':
		return "h";
	case 'l':
		return "r";
	case 'm':
		return p[1] && strchr("bmp", p[1]) ? "n" : "m";
	case 'n':
		return before == 'n' ? "" : "n";
	case 'h': /* the h of Ohta */
		return before == 'o' && p[1] && p[1] != 'y' && !is_vowel(p[1]) ? "" : "h";
	default:
		return NULL;
	}
}

/* Is the vowel the second half of a long one? */
static bool is_lengthening(char vowel, char before)
{
	return is_vowel(vowel) && (vowel == before || (vowel == 'u' && before == 'o'));
}

bool kana_loose(const char *folded, char out[KANA_TEXT])
{
	char letters[KANA_TEXT] = "";
	size_t n = 0, count = 0;
	out[0] = '\0';
	for (; *folded; folded++) {
		if (strchr(" -'.", *folded))
			continue;
		if (*folded < 'a' || *folded > 'z' || !append_letter(letters, &count, *folded))
			return false;
	}
	for (const char *p = letters; *p;) {
		char before = (char)(n > 0 ? out[n - 1] : '\0');
		size_t used;
		const char *say = loose_letter(p, before, &used);
		bool fits = true;
		if (say)
			fits = append(out, &n, say, strlen(say));
		else if (!is_lengthening(*p, before))
			fits = append_letter(out, &n, *p);
		if (!fits) {
			out[0] = '\0';
			return false;
		}
		p += used;
	}
	return true;
}

/* ---- the signpost ---- */

/* Where two words meet in the names of municipalities, and their vowels are not one long one: 勝浦 松浦 琴浦
 * 豊浦, 山ノ内 輪之内, 瀬戸内, 滝上, 小海, 豊岡 豊丘, 広尾, 西之表, 箕面, 曽於. */
static const struct {
	const char *before, *behind;
} seams[] = {
	{"かつ", "うら"}, {"まつ", "うら"}, {"こと", "うら"}, {"とよ", "うら"}, {"の", "うち"},
	{"せと", "うち"}, {"の", "うえ"},   {"こ", "うみ"},   {"とよ", "おか"}, {"ひろ", "お"},
	{"の", "おもて"}, {"みの", "お"},   {"そ", "お"},
};

static bool is_seam(const char *start, const char *at)
{
	size_t done = (size_t)(at - start);
	for (size_t i = 0; i < sizeof seams / sizeof *seams; i++) {
		size_t len = strlen(seams[i].before);
		if (done >= len && strncmp(at - len, seams[i].before, len) == 0 &&
		    strncmp(at, seams[i].behind, strlen(seams[i].behind)) == 0)
			return true;
	}
	return false;
}

bool kana_romaji(const char *hiragana, char out[KANA_TEXT])
{
	size_t n = 0, left = strlen(hiragana);
	const char *start = hiragana;
	bool doubled = false, known = true, long_already = false;
	out[0] = '\0';
	while (left > 0 && known) {
		uint32_t cp;
		size_t used = text_decode(hiragana, left, &cp);
		char before = (char)(n > 0 ? out[n - 1] : '\0');
		bool is_u = cp == 0x3046, is_o = cp == 0x304A, after_n = n > 0 && before == 'n';
		bool lengthens = (is_u && (before == 'u' || before == 'o')) || (is_o && before == 'o');
		if (lengthens && !long_already && !is_seam(start, hiragana)) {
			long_already = true;
		} else {
			const char *letters = cp >= HIRAGANA_FIRST && cp <= HIRAGANA_LAST
						      ? hepburn[cp - HIRAGANA_FIRST]
						      : "";
			if (after_n && (is_vowel(*letters) || *letters == 'y'))
				known = append_letter(out, &n, '\''); /* しんおんせん is Shin'onsen */
			known = known && spell_one(cp, &doubled, out, &n);
			long_already = false;
		}
		hiragana += used;
		left -= used;
	}
	if (!known)
		out[0] = '\0';
	else if (*out)
		out[0] = (char)(out[0] - 'a' + 'A');
	return known;
}
