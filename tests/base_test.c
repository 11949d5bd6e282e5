/* SPDX-License-Identifier: MIT */
/* src/base: memory, text, files, clock, digest. What holds for every text is tried on random ones, too. */
#include "base/alloc.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/strbuf.h"
#include "base/sys.h"
#include "base/text.h"
#include "check.h"

#include <dirent.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* Owned by the check: compare, then free. */
#define CHECK_OWNED(got, want)                \
	do {                                  \
		char *check_owned = (got);    \
		CHECK_STR(check_owned, want); \
		free(check_owned);            \
	} while (0)

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* xorshift64: the same texts in every run. */
static uint32_t draw(uint64_t *state, uint32_t below)
{
	*state ^= *state << 13;
	*state ^= *state >> 7;
	*state ^= *state << 17;
	return (uint32_t)(*state >> 32) % below;
}

/* --- memory ----------------------------------------------------------------------------------------------
 */

static void say_bye(void)
{
	ssize_t written = write(STDERR_FILENO, "bye ", 4);
	(void)written;
}

TEST(no_memory_dies_after_giving_the_terminal_back)
{
	char said[256] = {0};
	int ends[2], status = 0;
	CHECK(pipe(ends) == 0);
	pid_t child = fork();
	if (child == 0) {
		dup2(ends[1], STDERR_FILENO);
		alloc_on_death(say_bye);
		free(xrealloc(NULL, SIZE_MAX / 2, 4));
		_exit(0);
	}
	close(ends[1]);
	waitpid(child, &status, 0);
	CHECK(read(ends[0], said, sizeof said - 1) > 0);
	close(ends[0]);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 1);
	CHECK(strncmp(said, "bye ", 4) == 0);
	CHECK(strstr(said, "Out of memory") && said[strlen(said) - 1] == '\n');
}

TEST(memory)
{
	size_t cap = 0;
	int *numbers = NULL;
	for (size_t i = 0; i < 1000; i++) {
		numbers = xgrow(numbers, &cap, i + 1, sizeof *numbers);
		numbers[i] = (int)i;
	}
	CHECK(cap >= 1000);
	CHECK_INT(numbers[999], 999);
	free(numbers);
	CHECK(xstrdup(NULL) == NULL);
	CHECK_OWNED(xstrndup("abcdef", 3), "abc");
	void *a = xmalloc(0), *b = xcalloc(0, 8);
	CHECK(a && b && a != b);
	free(a);
	free(b);
}

TEST(arena)
{
	struct arena arena = {0};
	char *first = arena_strdup(&arena, "初動");
	for (size_t size = 1; size < 60000; size = size * 3 / 2 + 1) {
		unsigned char *memory = arena_alloc(&arena, size, 1);
		CHECK((uintptr_t)memory % 16 == 0);
		for (size_t i = 0; i < size; i++)
			if (memory[i] != 0)
				CHECK_INT(memory[i], 0);
		memset(memory, 0xA5, size);
	}
	CHECK_STR(first, "初動");
	CHECK_STR(arena_strndup(&arena, "abcdef", 2), "ab");
	CHECK(arena_alloc(&arena, 0, 4) != NULL);
	arena_release(&arena);
	CHECK(arena.last == NULL);
	arena_release(&arena);
}

TEST(strbuf)
{
	struct strbuf b = {0};
	CHECK_STR(strbuf_str(&b), "");
	strbuf_addf(&b, "%d-%s", 5, "x");
	strbuf_addc(&b, '!');
	CHECK_STR(strbuf_str(&b), "5-x!");
	strbuf_insert(&b, 1, "678", 3);
	strbuf_insert(&b, b.len, "?", 1);
	CHECK_STR(strbuf_str(&b), "5678-x!?");
	strbuf_remove(&b, 0, 4);
	strbuf_remove(&b, b.len, 0);
	CHECK_STR(strbuf_str(&b), "-x!?");
	for (int i = 0; i < 5000; i++)
		strbuf_addf(&b, "%04d", i);
	CHECK_INT(b.len, 4 + 4 * 5000);
	CHECK_STR(b.bytes + b.len - 4, "4999");
	strbuf_reset(&b);
	CHECK_STR(strbuf_str(&b), "");
	strbuf_adds(&b, "kept");
	CHECK_OWNED(strbuf_detach(&b), "kept");
	CHECK(b.bytes == NULL && b.len == 0);
	CHECK_OWNED(strbuf_detach(&b), "");
	strbuf_release(&b);
}

TEST(err)
{
	struct err err = {.lang = LANG_EN};
	CHECK(!fail_as(&err, ERR_INVALID, "%s:%d", "a\x1b[31m\xe2\x80\xae\tb\n\xff", 7));
	CHECK_STR(err.text, "a\xEF\xBF\xBD[31m\xEF\xBF\xBD b \xEF\xBF\xBD:7");
	CHECK(!fail(&err, "later"));
	CHECK(err.set && err.kind == ERR_INVALID && strstr(err.text, ":7"));
	err_clear(&err);
	CHECK(!err.set && err.lang == LANG_EN && !err.text[0]);
	char *long_text = xmalloc(4000);
	memset(long_text, 'x', 4000);
	for (size_t i = 1; i + 3 < 4000; i += 3)
		memcpy(long_text + i, "あ", 3);
	long_text[3999] = '\0';
	fail(&err, "%s", long_text);
	CHECK(strlen(err.text) > 1018);
	CHECK(text_is_utf8(err.text, strlen(err.text), NULL));
	CHECK(!fail(NULL, "nobody listens"));
	free(long_text);
}

/* --- UTF-8 -----------------------------------------------------------------------------------------------
 */

TEST(every_code_point_comes_back)
{
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		char bytes[4];
		uint32_t back = 0;
		bool surrogate = cp >= 0xD800 && cp <= 0xDFFF;
		size_t len = text_encode(cp, bytes);
		if (text_decode(bytes, len, &back) != len || back != (surrogate ? 0xFFFD : cp))
			CHECK_INT(back, cp);
		if (len > 1 && (text_decode(bytes, len - 1, &back) != 1 || back != 0xFFFD))
			CHECK_INT(back, 0xFFFD);
	}
}

TEST(bad_utf8)
{
	static const char *const bad[] = {"ab\x80",
					  "ab\xC0\x80",
					  "ab\xC1\xBF",
					  "ab\xE0\x80\x80",
					  "ab\xED\xA0\x80",
					  "ab\xED\xBF\xBF",
					  "ab\xF0\x80\x80\x80",
					  "ab\xF4\x90\x80\x80",
					  "ab\xF5\x80",
					  "ab\xE3\x81",
					  "ab\xFF",
					  "ab\xE3\x81z",
					  "ab\xF0\x9F\x98"};
	for (size_t i = 0; i < COUNT(bad); i++) {
		size_t at = 99;
		CHECK(!text_is_utf8(bad[i], strlen(bad[i]), &at));
		CHECK_INT(at, 2);
	}
	CHECK(text_is_utf8("あ\xEF\xBF\xBD\xF4\x8F\xBF\xBF", 10, NULL));
	CHECK(text_is_utf8("", 0, NULL));
}

TEST(shift_jis)
{
	/* スマートシティの質問票, ｱｲｳ */
	static const char sjis[] =
		"title: \x83\x58\x83\x7D\x81\x5B\x83\x67\x83\x56\x83\x65\x83\x42\x82\xCC\x8E\xBF\x96"
		"\xE2\x95\x5B\n";
	CHECK(text_looks_like_sjis(sjis, strlen(sjis)));
	CHECK(text_looks_like_sjis("\xB1\xB2\xB3", 3));
	CHECK(!text_looks_like_sjis("caf\xE9 cr\xE8me", 10));
	CHECK(!text_looks_like_sjis("\xFF\xFE\x42\x30", 4));
	CHECK(!text_looks_like_sjis("plain", 5));
	CHECK(!text_looks_like_sjis("", 0));
}

TEST(unfit_characters)
{
	static const uint32_t unfit[] = {0,      7,      0x1B,    0x7F,    0x85,    0x9B,    0x61C,
					 0x200E, 0x2028, 0x2029,  0x202E,  0x2066,  0x2069,  0xFDD0,
					 0xFFFE, 0xFFFF, 0x1FFFE, 0xE0001, 0xE0041, 0x10FFFF};
	static const uint32_t fit[] = {'\t', '\n', ' ', '~', 0xA0, 0x3042, 0x200B, 0xFEFF, 0xFFFD, 0x1F600};
	for (size_t i = 0; i < COUNT(unfit); i++)
		if (!text_is_unfit(unfit[i]))
			CHECK_INT(unfit[i], 0);
	for (size_t i = 0; i < COUNT(fit); i++)
		if (text_is_unfit(fit[i]))
			CHECK_INT(fit[i], 0);
	size_t at = 0;
	uint32_t cp = 0;
	CHECK(text_find_unfit("あ\n\xE2\x80\xAEz", 8, &at, &cp));
	CHECK_INT(at, 4);
	CHECK_INT(cp, 0x202E);
	CHECK(!text_find_unfit("あ\n\tz", 6, &at, &cp));
}

TEST(fit_is_utf8_without_what_is_unfit)
{
	static const char *const fit[] = {"", "a ~", "あ\n\tz", "\xEF\xBF\xBD", "\xF0\x9F\x98\x80"};
	static const char *const unfit[] = {"\x1B",     "a\x7F",    "あ\xE2\x80\xAEz", "\xC2\x9B",  "\xFF",
					    "\xE3\x81", "\xC0\x80", "\xED\xA0\x80",    "あ\xE3\x81"};
	for (size_t i = 0; i < COUNT(fit); i++)
		if (!text_is_fit(fit[i], strlen(fit[i])))
			CHECK_STR(fit[i], "fit");
	for (size_t i = 0; i < COUNT(unfit); i++)
		if (text_is_fit(unfit[i], strlen(unfit[i])))
			CHECK_STR(unfit[i], "unfit");
	CHECK(!text_is_fit("a\0b", 3));
}

TEST(unfit_text_is_mended)
{
	CHECK_OWNED(text_mended("あ\n\tz\xE2\x80\x8D", 9), "あ\n\tz\xE2\x80\x8D");
	CHECK_OWNED(text_mended("\033[2J\r\xC2\x9B\xE2\x80\xAE\xFF", 11),
		    "\uFFFD[2J\uFFFD\uFFFD\uFFFD\uFFFD");
	CHECK_OWNED(text_mended("", 0), "");
}

/* --- characters and columns ------------------------------------------------------------------------------
 */

TEST(graphemes)
{
	static const struct {
		const char *text;
		size_t first; /* bytes of the first character */
	} rows[] = {
		{"ab", 1},
		{"\r\nx", 2},
		{"a\r\n", 1},
		{"あい", 3},
		{"か\xE3\x82\x99き", 6},                                 /* dakuten as a mark */
		{"\xEF\xBD\xB6\xEF\xBE\x9E!", 6},                        /* half-width ガ */
		{"e\xCC\x81\xCC\x82x", 5},                               /* two accents */
		{"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9x", 11},   /* man ZWJ woman */
		{"\xF0\x9F\x91\x8D\xF0\x9F\x8F\xBDx", 8},                /* thumb, skin tone */
		{"\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5\xF0\x9F\x87\xAF", 8}, /* J P J: one flag */
		{"\xE8\x91\x9B\xF3\xA0\x84\x80\xE5\x9F\x8E", 7},         /* 葛 with a variation selector */
		{"\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", 9},             /* Hangul from parts */
		{"\xE2\x80\x8D\xF0\x9F\x91\xA9", 3},                     /* ZWJ after nothing */
		{"\xE3\x81 ", 1},                                        /* a bad byte is one character */
		{"a\xFF\xCC\x81", 1},
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		CHECK_INT(text_next(rows[i].text, strlen(rows[i].text), 0), rows[i].first);
	CHECK_INT(text_next("ab", 2, 2), 2);
	CHECK_INT(text_next("", 0, 0), 0);
	CHECK_INT(text_prev("ab", 2, 0), 0);
	CHECK_INT(text_prev("aか\xE3\x82\x99", 7, 7), 1);
}

TEST(columns)
{
	CHECK_INT(text_columns("abc"), 3);
	CHECK_INT(text_columns("点検"), 4);
	CHECK_INT(text_columns("\xEF\xBD\xB6"), 1);
	CHECK_INT(text_columns("e\xCC\x81"), 1);
	CHECK_INT(text_columns("\x1b\t\n"), 0);
	CHECK_INT(text_columns("\xFF\xE3"), 2);
	CHECK_INT(text_columns("⣿░▸"), 3);
	CHECK_INT(text_columns(""), 0);
	int used = 9;
	CHECK_INT(text_fit("点検表", 9, 5, &used), 6);
	CHECK_INT(used, 4);
	CHECK_INT(text_fit("点検表", 9, 6, &used), 9);
	CHECK_INT(text_fit("点", 3, 1, &used), 0);
	CHECK_INT(used, 0);
	CHECK_INT(text_fit("ae\xCC\x81z", 5, 2, &used), 4);
	CHECK_INT(text_fit("abc", 3, 0, NULL), 0);
	CHECK_INT(text_fit("abc", 3, -1, NULL), 0);
}

TEST(safe)
{
	CHECK_OWNED(text_safe("abc 点検", 10, false), "abc 点検");
	CHECK_OWNED(text_safe("a\tb\nc\r\nd\re", 10, false), "a b c d\xEF\xBF\xBD"
							     "e");
	CHECK_OWNED(text_safe("a\nb\r\nc", 6, true), "a\nb\nc");
	CHECK_OWNED(text_safe("\x1b[2J\xC2\x9B", 6, false), "\xEF\xBF\xBD[2J\xEF\xBF\xBD");
	CHECK_OWNED(text_safe("a\0b", 3, false), "a\xEF\xBF\xBD"
						 "b");
	CHECK_OWNED(text_safe("x\xE2\x80\xAEy", 5, false), "x\xEF\xBF\xBDy");
	CHECK_OWNED(text_safe("\xEF\xBB\xBF"
			      "a\xE2\x80\x8B"
			      "b\xEF\xB8\x8F",
			      11, false),
		    "ab");
	CHECK_OWNED(text_safe("か\xE3\x82\x99", 6, false), "が");
	CHECK_OWNED(text_safe("か\xE2\x80\x8B\xE3\x82\x99", 9, false), "が");
	CHECK_OWNED(text_safe("\xFF\xE3\x81", 3, false), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
	CHECK_OWNED(text_safe("", 0, false), "");
	CHECK_OWNED(text_nfc("は\xE3\x82\x9A"
			     "e\xCC\x81",
			     9),
		    "ぱé");
	CHECK_OWNED(text_nfc("\xE2\x84\xAB", 3), "Å");
	CHECK_OWNED(text_nfc("\xFF", 1), "\xFF");
	CHECK_OWNED(text_nfc("", 0), "");
}

TEST(ambiguous)
{
	CHECK_OWNED(text_unambiguous("…→①⑳Ⅳⓐ─│┌"), "...->(1)(20)IV(a)-|+");
	CHECK_OWNED(text_unambiguous("“a” ± × ※ ○●"), "\"a\" +/- x * o*");
	CHECK_OWNED(text_unambiguous("αЖ 点検\xFF"), "αЖ 点検\xFF");
	CHECK_OWNED(text_unambiguous("⒈⒇⓴❿⑩"), "1.(20)(20)(10)(10)");
	CHECK_OWNED(text_unambiguous(""), "");
	static const uint32_t wide[] = {0x25CB, 0x25CF, 0x25A0, 0x25A1, 0x203B, 0x2192, 0x2191, 0x2460,
					0x2026, 0x2014, 0x201C, 0x201D, 0x3B1,  0x2500, 0x2502, 0x2588,
					0x258C, 0x258F, 0x2580, 0x25B2, 0x2605, 0xB7,   0xE000, 0xFFFD};
	static const uint32_t safe[] = {'a',    0x28FF, 0x2591, 0x2590, 0x25B8, 0x25BE, 0x25AA, 0x25C9,
					0x2610, 0x2713, 0x2039, 0xAB,   0x3042, 0x2574, 0x2596, 0x10FFFF};
	for (size_t i = 0; i < COUNT(wide); i++)
		if (!text_is_ambiguous(wide[i]))
			CHECK_INT(wide[i], 0);
	for (size_t i = 0; i < COUNT(safe); i++)
		if (text_is_ambiguous(safe[i]))
			CHECK_INT(safe[i], 0);
}

/* What comes out is ASCII or was left alone; a slip in a table would show here. */
TEST(ambiguous_characters_become_ascii_or_stay)
{
	for (uint32_t cp = 0xA0; cp < 0x20000; cp++) {
		char s[5] = {0};
		size_t ascii = 0;
		if (cp >= 0xD800 && cp <= 0xDFFF)
			continue;
		s[text_encode(cp, s)] = '\0';
		char *out = text_unambiguous(s);
		while (out[ascii] >= 0x20 && out[ascii] < 0x7F)
			ascii++;
		bool same = strcmp(out, s) == 0;
		if (text_is_ambiguous(cp) ? !same && (out[ascii] || ascii == 0 || ascii > 5) : !same)
			CHECK_STR(out, s);
		free(out);
	}
}

TEST(keys_typed_with_the_input_method_on)
{
	CHECK_INT(text_narrow_cp(0xFF11), '1');
	CHECK_INT(text_narrow_cp(0xFF5E), '~');
	CHECK_INT(text_narrow_cp(0x3000), ' ');
	CHECK_INT(text_narrow_cp('q'), 'q');
	CHECK_INT(text_narrow_cp(0xFF71), 0xFF71);
	CHECK(text_is_kana(0x3042) && text_is_kana(0x30A2) && text_is_kana(0xFF71) && text_is_kana(0x30FC));
	CHECK(!text_is_kana('a') && !text_is_kana(0x4E00) && !text_is_kana(0xFF11) && !text_is_kana(0x3002));
}

/* --- lines -----------------------------------------------------------------------------------------------
 */

/* The lines, joined by |. */
static char *wrapped(const char *s, int columns)
{
	struct strbuf all = {0};
	struct text_line *lines;
	size_t count = text_wrap(s, columns, &lines);
	for (size_t i = 0; i < count; i++) {
		strbuf_adds(&all, i ? "|" : "");
		strbuf_add(&all, s + lines[i].start, lines[i].len);
	}
	free(lines);
	return strbuf_detach(&all);
}

TEST(wrap)
{
	CHECK_OWNED(wrapped("", 10), "");
	CHECK_OWNED(wrapped("\n", 10), "|");
	CHECK_OWNED(wrapped("a\n\nb\n", 10), "a||b|");
	CHECK_OWNED(wrapped("the quick brown fox", 10), "the quick|brown fox");
	CHECK_OWNED(wrapped("the quick  brown fox  ", 9), "the quick|brown fox");
	CHECK_OWNED(wrapped("ab  ", 4), "ab  ");
	CHECK_OWNED(wrapped("ああ　ああ", 4), "ああ|ああ");
	CHECK_OWNED(wrapped("　ああああ", 6), "　ああ|ああ");
	CHECK_OWNED(wrapped("あいうえお", 4), "あい|うえ|お");
	CHECK_OWNED(wrapped("あいう、えお", 6), "あい|う、え|お");
	CHECK_OWNED(wrapped("これは（例）です", 8), "これは|（例）で|す");
	CHECK_OWNED(wrapped("データベース", 8), "データ|ベース");
	CHECK_OWNED(wrapped("とっても", 4), "とっ|ても");
	CHECK_OWNED(wrapped("あああ 。い", 6), "ああ|あ 。|い");
	CHECK_OWNED(wrapped("点検表", 2), "点|検|表");
	CHECK_OWNED(wrapped("点検", 0), "点|検");
	CHECK_OWNED(wrapped("123456789、い", 9), "12345678|9、い");
	CHECK_OWNED(wrapped("so, e.g. this", 6), "so,|e.g.|this");
	CHECK_OWNED(wrapped("ab\xFFgh ijk", 5), "ab\xFFgh|ijk");
}

TEST(wrap_addresses)
{
	CHECK_OWNED(wrapped("aaaa?bbbb&cccc=dddd", 7), "aaaa?|bbbb&|cccc=|dddd");
	CHECK_OWNED(wrapped("aaaa_bbbb.cccc-dddd;ee", 7), "aaaa_|bbbb.|cccc-|dddd;ee");
	CHECK_OWNED(wrapped("詳しくはhttps://www.example.go.jp/a/b.html", 20),
		    "詳しくはhttps://|www.example.go.jp/a/|b.html");
	CHECK_OWNED(wrapped("　aaaaaaaaaaaa", 8), "　aaaaaa|aaaaaa");
	CHECK_OWNED(wrapped("aaaaaaaaaa", 4), "aaaa|aaaa|aa");
}

#define NOT_FIRST                                                                                                                                 \
	"、。，．）」』】〕》〉ーぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ！？：；・々ゝヽ”’…" \
	")]}!?,.:;%｡｣ｯｰ"
#define NOT_LAST "（「『【〔《〈“‘([{｢"

static bool holds(const char *set, const char *s, size_t len)
{
	for (size_t at = 0, n = strlen(set); at < n;) {
		uint32_t a, b;
		at += text_decode(set + at, n - at, &a);
		text_decode(s, len, &b);
		if (a == b)
			return true;
	}
	return false;
}

static bool is_white(const char *s)
{
	return *s == ' ' || *s == '\t' || strncmp(s, "　", 3) == 0;
}

/* Could the line have ended earlier, so that the next begins with something that may begin one? */
static bool had_a_choice(const char *s, size_t n, struct text_line line)
{
	size_t end = line.start + line.len, before = line.start;
	bool ink = false;
	for (size_t at = line.start; at < end; at = text_next(s, n, at)) {
		if (ink && !is_white(s + at) && !holds(NOT_FIRST, s + at, n - at) &&
		    !holds(NOT_LAST, s + before, n - before))
			return true;
		ink = ink || !is_white(s + at);
		before = at;
	}
	return false;
}

/* The first thing that is wrong with the lines, NULL when nothing is. */
static const char *wrong_with(const char *s, int columns, const struct text_line *lines, size_t count)
{
	size_t n = strlen(s), at = 0;
	for (size_t i = 0; i < count; i++) {
		struct text_line line = lines[i];
		size_t lf = 0, end = line.start + line.len, inked = 0;
		for (; at < line.start; at = text_next(s, n, at)) {
			lf += s[at] == '\n';
			if (!is_white(s + at) && s[at] != '\n')
				return "a character is lost";
		}
		if (at != line.start || (i > 0 && lf > 1) || (i == 0 && at != 0))
			return "a line begins in the wrong place";
		if (i > 0 && !lf && line.len && is_white(s + at))
			return "a broken line begins with white space";
		if (i > 0 && !lf && line.len && holds(NOT_FIRST, s + at, n - at) &&
		    had_a_choice(s, n, lines[i - 1]))
			return "a line begins with a closing mark";
		for (; at < end; at = text_next(s, n, at)) {
			inked += !is_white(s + at);
			if (s[at] == '\n')
				return "a line feed in a line";
		}
		if (at != end)
			return "a character is split";
		if (line.columns != text_columns_n(s + line.start, line.len))
			return "wrong columns";
		if (line.columns > columns && inked != 1)
			return "too wide";
	}
	for (; at < n; at++)
		if (s[at] != ' ' && s[at] != '\t' && s[at] != '\xE3' && s[at] != '\x80')
			return "the end is lost";
	return count ? NULL : "no line";
}

TEST(wrap_holds_for_any_text)
{
	static const char *const parts[] = {
		"あ",
		"市",
		"ー",
		"っ",
		"、",
		"。",
		"」",
		"「",
		"（",
		"）",
		"ァ",
		"・",
		"a",
		"word",
		" ",
		"  ",
		"　",
		"\n",
		"12",
		"、、",
		"“",
		"”",
		"…",
		"-",
		"/",
		"?",
		"&x=",
		"https://a.jp/",
		"!",
		"ｶﾞ",
		"e\xCC\x81",
		"か\xE3\x82\x99",
		"\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9",
		"\t",
		"々",
		"：",
		"\xF0\x9F\x87\xAF\xF0\x9F\x87\xB5",
		"(",
		")",
		"%",
		"\xE2\x80\x8B",
		"\xC2\xA0",
		"aaaaaaaaaaaa",
		"ーーーーー",
	};
	uint64_t state = 0x9E3779B97F4A7C15;
	for (int round = 0; round < 30000; round++) {
		struct strbuf text = {0};
		struct text_line *lines;
		for (uint32_t i = draw(&state, 30); i > 0; i--)
			strbuf_adds(&text, parts[draw(&state, (uint32_t)COUNT(parts))]);
		int columns = 2 + (int)draw(&state, 20);
		size_t count = text_wrap(strbuf_str(&text), columns, &lines);
		const char *wrong = wrong_with(strbuf_str(&text), columns, lines, count);
		if (wrong) {
			char *shown = wrapped(strbuf_str(&text), columns);
			printf("at %d columns: %s: %s\n  of %s\n", columns, wrong, shown, strbuf_str(&text));
			CHECK(!wrong);
			free(shown);
			round = 30000;
		}
		free(lines);
		strbuf_release(&text);
	}
}

/* --- any bytes -------------------------------------------------------------------------------------------
 */

static size_t random_bytes(uint64_t *state, char *bytes, size_t most)
{
	static const char *const likely[] = {"\xE3\x81\x82",
					     "\xE3\x82\x99",
					     "\xCC\x81",
					     "\xE2\x80\x8D",
					     "\xF0\x9F\x91\xA8",
					     "\xF0\x9F\x87\xAF",
					     "\xE2\x80\xAE",
					     "\xF3\xA0\x81\x81",
					     "\xC2\x9B",
					     "\r\n",
					     "\n",
					     "\xEF\xBB\xBF",
					     "\xF0\x9F\x8F\xBD",
					     "\xF3\xA0\x84\x80",
					     "\xE1\x84\x92",
					     " "};
	size_t n = 0;
	for (uint32_t i = draw(state, 20); i > 0; i--) {
		const char *part = likely[draw(state, (uint32_t)COUNT(likely))];
		size_t len = draw(state, 3) ? strlen(part) : 1;
		if (n + len >= most)
			break;
		for (size_t k = 0; k < len; k++)
			bytes[n + k] = part[k];
		bytes[n] = draw(state, 5) ? bytes[n] : (char)draw(state, 256);
		n += len;
	}
	return n;
}

static bool same_boundaries_both_ways(const char *s, size_t n)
{
	size_t starts[128], count = 0;
	for (size_t at = 0; at < n; at = text_next(s, n, at))
		starts[count++] = at;
	for (size_t at = n; at > 0;) {
		size_t before = text_prev(s, n, at);
		if (count == 0 || before >= at || before != starts[--count])
			return false;
		at = before;
	}
	return count == 0;
}

static bool is_harmless(const char *s)
{
	for (size_t at = 0, n = strlen(s); at < n;) {
		uint32_t cp;
		size_t len = text_decode(s + at, n - at, &cp);
		if ((cp == 0xFFFD && len == 1) || text_is_unfit(cp) || cp == '\t' || cp == '\n' ||
		    (cp >= 0x200B && cp <= 0x200F) || (cp >= 0x2028 && cp <= 0x202E) ||
		    (cp >= 0x2060 && cp <= 0x206F) || cp == 0xFEFF || (cp >= 0xFE00 && cp <= 0xFE0F) ||
		    (cp >= 0xE0000 && cp <= 0xE0FFF) || (cp >= 0x1F3FB && cp <= 0x1F3FF) ||
		    (cp >= 0x7F && cp < 0xA0))
			return false;
		at += len;
	}
	return true;
}

TEST(any_bytes)
{
	uint64_t state = 42;
	for (int round = 0; round < 50000; round++) {
		char bytes[128];
		struct text_line *lines;
		size_t n = random_bytes(&state, bytes, sizeof bytes), bad;
		char *exact = xmalloc(n); /* so that a sanitizer sees a read past the end */
		memcpy(exact, bytes, n);
		char *safe = text_safe(exact, n, false), *again = text_safe(safe, strlen(safe), false);
		int used = -1;
		if (!is_harmless(safe) || strcmp(safe, again) != 0)
			CHECK_STR(safe, again);
		if (!same_boundaries_both_ways(exact, n))
			CHECK_INT(round, -1);
		size_t fit = text_fit(exact, n, (int)draw(&state, 20), &used);
		CHECK(fit <= n && used == text_columns_n(exact, fit));
		text_looks_like_sjis(exact, n);
		text_is_utf8(exact, n, &bad);
		free(text_nfc(exact, n));
		char *string = xstrndup(exact, n);
		size_t count = text_wrap(string, 2 + (int)draw(&state, 20), &lines);
		CHECK(count > 0 && lines[count - 1].start + lines[count - 1].len <= strlen(string));
		free(text_unambiguous(string));
		free(string);
		free(lines);
		free(exact);
		free(safe);
		free(again);
	}
}

/* --- files -----------------------------------------------------------------------------------------------
 */

/* A folder of our own, and a path in it; both owned. */
static char *new_folder(void)
{
	char *dir = file_join(sys_env("TMPDIR") ? sys_env("TMPDIR") : "/tmp", "base_test.XXXXXX");
	CHECK(mkdtemp(dir) != NULL);
	return dir;
}

static size_t entries(const char *dir)
{
	size_t count = 0;
	DIR *folder = opendir(dir);
	while (folder && readdir(folder))
		count++;
	if (folder)
		closedir(folder);
	return count - 2; /* . and .. */
}

static void check_holds(const char *path, const char *want)
{
	char *bytes = NULL;
	size_t len = 0;
	struct err err = {0};
	CHECK(file_read(path, 1 << 20, &bytes, &len, &err));
	CHECK_INT(len, strlen(want));
	CHECK_STR(bytes, want);
	free(bytes);
}

static int mode_of(const char *path)
{
	struct stat info = {0};
	CHECK(lstat(path, &info) == 0);
	return (int)(info.st_mode & 0777);
}

TEST(file_write)
{
	char *dir = new_folder(), *path = file_join(dir, "結果.csv"), *link = file_join(dir, "link");
	struct err err = {0};
	mode_t mask = umask(022);
	CHECK(file_write(path, "one", 3, false, &err));
	check_holds(path, "one");
	CHECK_INT(mode_of(path), 0600);
	CHECK(!file_write(path, "two", 3, false, &err));
	CHECK(strstr(err.text, "既にあります") != NULL);
	check_holds(path, "one");
	err_clear(&err);
	CHECK(chmod(path, 0640) == 0);
	CHECK(file_write(path, "", 0, true, &err));
	check_holds(path, "");
	CHECK_INT(mode_of(path), 0640);
	CHECK(symlink("結果.csv", link) == 0);
	CHECK(file_write(link, "through", 7, true, &err));
	check_holds(path, "through");
	CHECK(!file_write(link, "x", 1, false, &err));
	CHECK_INT(entries(dir), 2);
	unlink(link);
	unlink(path);
	umask(0277);
	err_clear(&err);
	CHECK(file_write(path, "x", 1, true, &err));
	CHECK_INT(mode_of(path), 0400);
	umask(mask);
	unlink(path);
	CHECK(rmdir(dir) == 0);
	free(link);
	free(path);
	free(dir);
}

/* Did the write fail with a sentence that names the reason? */
static bool fails_beyond_the_limit(const char *path)
{
	struct rlimit limit = {.rlim_cur = 4096, .rlim_max = 4096};
	struct err err = {.lang = LANG_EN};
	static char large[100000];
	signal(SIGXFSZ, SIG_IGN);
	memset(large, 'x', sizeof large);
	setrlimit(RLIMIT_FSIZE, &limit);
	bool failed = !file_write(path, large, sizeof large, true, &err);
	return failed && strstr(err.text, "larger than allowed");
}

TEST(file_write_that_fails_leaves_the_old_file)
{
	char *dir = new_folder(), *path = file_join(dir, "a.csv"), *missing = file_join(dir, "no/such/a.csv");
	struct err err = {0};
	int status = 1;
	CHECK(file_write(path, "old", 3, true, &err));
	pid_t child = fork();
	if (child == 0) {
		bool right = fails_beyond_the_limit(path);
		free(missing); /* valgrind looks for leaks in children too */
		free(path);
		free(dir);
		_exit(right ? 0 : 1);
	}
	waitpid(child, &status, 0);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	check_holds(path, "old");
	CHECK_INT(entries(dir), 1);
	CHECK(!file_write(missing, "x", 1, true, &err));
	CHECK(strstr(err.text, "フォルダが見つかりません") != NULL);
	err_clear(&err);
	CHECK(!file_write(dir, "x", 1, true, &err));
	CHECK(strstr(err.text, "フォルダです") != NULL);
	err_clear(&err);
	CHECK(!file_write("", "x", 1, true, &err));
	CHECK(err.set);
	if (geteuid() != 0) {
		err_clear(&err);
		CHECK(chmod(dir, 0500) == 0);
		CHECK(!file_write(path, "new", 3, true, &err));
		CHECK(strstr(err.text, "権限") != NULL);
		check_holds(path, "old");
		CHECK(chmod(dir, 0700) == 0);
	}
	CHECK_INT(entries(dir), 1);
	unlink(path);
	rmdir(dir);
	free(missing);
	free(path);
	free(dir);
}

/* Many writers with replace=false: exactly one may say that it made the file. */
TEST(file_write_without_replace_does_not_race)
{
	char *dir = new_folder(), *path = file_join(dir, "once");
	pid_t children[8];
	int made = 0;
	for (size_t i = 0; i < COUNT(children); i++) {
		children[i] = fork();
		if (children[i] == 0) {
			struct err err = {0};
			bool first = file_write(path, "x", 1, false, &err);
			free(path); /* valgrind looks for leaks in children too */
			free(dir);
			_exit(first ? 1 : 0);
		}
	}
	for (size_t i = 0; i < COUNT(children); i++) {
		int status = 0;
		waitpid(children[i], &status, 0);
		made += WEXITSTATUS(status);
	}
	CHECK_INT(made, 1);
	CHECK_INT(entries(dir), 1);
	unlink(path);
	rmdir(dir);
	free(path);
	free(dir);
}

static void check_unreadable(const char *path, size_t limit, enum err_kind kind, const char *sentence)
{
	char *bytes = NULL;
	size_t len = 0;
	struct err err = {0};
	CHECK(!file_read(path, limit, &bytes, &len, &err));
	CHECK(bytes == NULL);
	CHECK_INT(err.kind, kind);
	if (!strstr(err.text, sentence))
		CHECK_STR(err.text, sentence);
}

TEST(file_read)
{
	char *dir = new_folder(), *path = file_join(dir, "a"), *pipe_path = file_join(dir, "p");
	struct err err = {0};
	CHECK(file_write(path, "12345678", 8, true, &err));
	check_unreadable(path, 7, ERR_INVALID, "上限 7 バイト");
	char *bytes = NULL;
	size_t len = 0;
	CHECK(file_read(path, 8, &bytes, &len, &err));
	CHECK_INT(len, 8);
	free(bytes);
	check_unreadable("/no/such/file", 9, ERR_FAILED, "見つかりません");
	check_unreadable(dir, 9, ERR_FAILED, "フォルダです");
	CHECK(mkfifo(pipe_path, 0600) == 0);
	check_unreadable(pipe_path, 9, ERR_FAILED, "通常のファイルではありません");
	check_unreadable("/dev/null", 9, ERR_FAILED, "通常のファイルではありません");
	if (geteuid() != 0) {
		CHECK(chmod(path, 0) == 0);
		check_unreadable(path, 9, ERR_FAILED, "権限がありません");
	}
	unlink(pipe_path);
	unlink(path);
	rmdir(dir);
	free(pipe_path);
	free(path);
	free(dir);
}

TEST(folders)
{
	char *dir = new_folder(), *deep = file_join(dir, "a/b//c/"), *b = file_join(dir, "a/b"),
	     *c = file_join(b, "c");
	static const char *const made[] = {"z.yaml", "a.yaml", "B.yaml", "x.txt", ".hidden.yaml"};
	struct err err = {0};
	char **names;
	size_t count = 9;
	CHECK(file_list(c, ".yaml", &names, &count, &err));
	CHECK_INT(count, 0);
	file_list_release(names, count);
	CHECK(file_make_dirs(deep, &err) && file_make_dirs(deep, &err));
	CHECK(file_is_dir(c) && file_exists(c));
	CHECK_INT(mode_of(c), 0700);
	for (size_t i = 0; i < COUNT(made); i++) {
		char *path = file_join(c, made[i]);
		CHECK(file_write(path, "", 0, false, &err));
		CHECK(!file_is_dir(path) && file_exists(path));
		free(path);
	}
	CHECK(file_list(c, ".yaml", &names, &count, &err));
	CHECK_INT(count, 3);
	CHECK(count == 3 && !strcmp(names[0], "B.yaml") && !strcmp(names[1], "a.yaml") &&
	      !strcmp(names[2], "z.yaml"));
	file_list_release(names, count);
	char *in_file = file_join(c, "x.txt/d");
	CHECK(!file_make_dirs(in_file, &err) && strstr(err.text, "同じ名前のファイル"));
	free(in_file);
	for (size_t i = 0; i < COUNT(made); i++) {
		char *path = file_join(c, made[i]);
		unlink(path);
		free(path);
	}
	char *a = file_dirname(b);
	CHECK(rmdir(c) == 0 && rmdir(b) == 0 && rmdir(a) == 0 && rmdir(dir) == 0);
	CHECK(!file_exists(dir) && !file_is_dir(dir));
	free(a);
	free(c);
	free(b);
	free(deep);
	free(dir);
}

TEST(paths)
{
	CHECK_OWNED(file_join("a", "b"), "a/b");
	CHECK_OWNED(file_join("a/", "b"), "a/b");
	CHECK_OWNED(file_join("/", "b"), "/b");
	CHECK_OWNED(file_join("", "b"), "b");
	CHECK_OWNED(file_dirname("a/b"), "a");
	CHECK_OWNED(file_dirname("b"), ".");
	CHECK_OWNED(file_dirname("/b"), "/");
	CHECK_OWNED(file_dirname("a//b"), "a");
	CHECK_STR(file_basename("/a/b.c"), "b.c");
	CHECK_STR(file_basename("b"), "b");
	CHECK_OWNED(file_absolute("/x/../y"), "/x/../y");
	char *absolute = file_absolute("x");
	CHECK(absolute[0] == '/' && !strcmp(file_basename(absolute), "x"));
	free(absolute);
}

/* --- what changes between runs ---------------------------------------------------------------------------
 */

TEST(clock_and_ids)
{
	char iso[SYS_TIME_SIZE], date[SYS_DATE_SIZE], clock[6], a[SYS_UUID_SIZE], b[SYS_UUID_SIZE];
	int64_t seconds = 0;
	setenv("TENKEN_TEST_TIME", "1795325530", 1);
	CHECK_INT(sys_now(), 1795325530);
	sys_time_iso(sys_now(), iso);
	CHECK_STR(iso, "2026-11-22T05:32:10Z");
	CHECK(sys_time_parse(iso, &seconds));
	CHECK_INT(seconds, 1795325530);
	static const char *const bad[] = {"2026-04-31T00:00:00Z",
					  "2026-11-22 05:32:10Z",
					  "2026-11-22T05:32:10",
					  "2026-11-22T24:00:00Z",
					  "2026-11-22T05:32:60Z",
					  "+026-11-22T05:32:10Z",
					  ""};
	for (size_t i = 0; i < COUNT(bad); i++)
		if (sys_time_parse(bad[i], &seconds))
			CHECK_STR(bad[i], "");
	sys_time_iso(INT64_MAX, iso);
	CHECK_STR(iso, "9999-12-31T23:59:59Z");
	sys_time_iso(INT64_MIN, iso);
	CHECK_STR(iso, "0001-01-01T00:00:00Z");
	setenv("TZ", "JST-9", 1);
	sys_date_local(1795325530 + 10 * 3600, date);
	CHECK_STR(date, "2026-11-23");
	sys_clock_local(1795325530, clock);
	CHECK_STR(clock, "14:32");
	unsetenv("TENKEN_TEST_TIME");
	CHECK(sys_now() > 1700000000);
	CHECK(sys_monotonic_ms() <= sys_monotonic_ms());
	sys_uuid(a);
	sys_uuid(b);
	CHECK(strcmp(a, b) != 0);
	CHECK_INT(strlen(a), 36);
	CHECK(a[14] == '4' && strchr("89ab", a[19]) && a[8] == '-' && a[23] == '-');
	setenv("TENKEN_TEST_SEED", "7", 1);
	sys_uuid(a);
	sys_uuid(b);
	CHECK(strcmp(a, b) != 0);
	unsetenv("TENKEN_TEST_SEED");
}

TEST(environment)
{
	static const struct {
		const char *all, *messages, *lang;
		enum lang want;
	} rows[] = {{"", "", "", LANG_JA},          {"", "", "en_US.UTF-8", LANG_EN},
		    {"C", "", "en_GB", LANG_EN},    {"", "ja_JP.UTF-8", "en_US", LANG_JA},
		    {"en_US", "ja", "ja", LANG_EN}, {"C.UTF-8", "POSIX", "de_DE", LANG_JA}};
	for (size_t i = 0; i < COUNT(rows); i++) {
		setenv("LC_ALL", rows[i].all, 1);
		setenv("LC_MESSAGES", rows[i].messages, 1);
		setenv("LANG", rows[i].lang, 1);
		CHECK_INT(sys_lang(), rows[i].want);
	}
	setenv("LC_ALL", "C", 1);
	CHECK(sys_utf8_locale());
	CHECK_INT(text_columns("点"), 2);
	setenv("XDG_DATA_HOME", "/data", 1);
	CHECK_OWNED(sys_data_dir(), "/data/tenken");
	setenv("XDG_DATA_HOME", "relative", 1);
	setenv("HOME", "/home/x", 1);
	CHECK_OWNED(sys_data_dir(), "/home/x/.local/share/tenken");
	unsetenv("HOME");
	CHECK(sys_data_dir() == NULL);
	CHECK(sys_env("HOME") == NULL);
}

/* --- digest ----------------------------------------------------------------------------------------------
 */

/* The examples of FIPS 180-4 (NIST CSRC), and lengths around the block. */
TEST(sha256)
{
	char hex[SHA256_HEX_SIZE];
	static const struct {
		const char *text, *digest;
	} rows[] = {
		{"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
		{"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
		{"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		 "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
		{"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmn"
		 "opqrsmnopqrst"
		 "nopqrstu",
		 "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		sha256_hex(rows[i].text, strlen(rows[i].text), hex);
		CHECK_STR(hex, rows[i].digest);
	}
	static const struct {
		size_t len;
		const char *digest;
	} as[] = {{55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
		  {56, "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
		  {63, "7d3e74a05d7db15bce4ad9ec0658ea98e3f06eeecf16b4c6fff2da457ddc2f34"},
		  {64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
		  {65, "635361c48bb9eab14198e76ea8ab7f1a41685d6ad62aa9146d301d4f17eb0ae0"},
		  {119, "31eba51c313a5c08226adf18d4a359cfdfd8d2e816b13f4af952f7ea6584dcfb"},
		  {120, "2f3d335432c70b580af0e8e1b3674a7c020d683aa5f73aaaedfdc55af904c21c"},
		  {1000000, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"}};
	char *million = xmalloc(1000000);
	memset(million, 'a', 1000000);
	for (size_t i = 0; i < COUNT(as); i++) {
		sha256_hex(million, as[i].len, hex);
		CHECK_STR(hex, as[i].digest);
	}
	free(million);
}

/* clang-format off */
static const struct check_test tests[] = {
	RUN(no_memory_dies_after_giving_the_terminal_back), RUN(memory), RUN(arena), RUN(strbuf), RUN(err),
	RUN(every_code_point_comes_back), RUN(bad_utf8), RUN(shift_jis), RUN(unfit_characters), RUN(fit_is_utf8_without_what_is_unfit),
	RUN(unfit_text_is_mended),
	RUN(graphemes), RUN(columns), RUN(safe), RUN(ambiguous), RUN(ambiguous_characters_become_ascii_or_stay),
	RUN(keys_typed_with_the_input_method_on), RUN(wrap), RUN(wrap_addresses), RUN(wrap_holds_for_any_text),
	RUN(any_bytes), RUN(file_write), RUN(file_write_that_fails_leaves_the_old_file),
	RUN(file_write_without_replace_does_not_race), RUN(file_read), RUN(folders), RUN(paths),
	RUN(clock_and_ids), RUN(environment), RUN(sha256),
};
/* clang-format on */

int main(void)
{
	if (!sys_utf8_locale()) {
		puts("no UTF-8 locale");
		return 1;
	}
	return check_run(tests, COUNT(tests));
}
