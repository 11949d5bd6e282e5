/* SPDX-License-Identifier: MIT */
#include "model/municipality.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/sys.h"
#include "base/text.h"
#include "model/places.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PREFECTURES = 47, TYPED_MAX = 40, YEAR_MIN = 1900, YEAR_MAX = 2199 };

struct era {
	char letter;
	const char *name;
	int first_year;
	int year, month, day; /* its first day */
};

/* Newest first. */
static const struct era eras[] = {
	{'R', "令和", 2019, 2019, 5, 1},
	{'H', "平成", 1989, 1989, 1, 8},
};
enum { ERA_COUNT = sizeof eras / sizeof *eras };

/* What people type, as single letters: era R H, 元 G, 年 Y, 月 M, 日 D, 度 F. */
static const struct {
	const char *typed;
	char letter;
} spellings[] = {
	{"令和", 'R'}, {"平成", 'H'}, {"元", 'G'}, {"年", 'Y'}, {"月", 'M'},  {"日", 'D'}, {"度", 'F'},
	{"−", '-'},    {"‐", '-'},    {"–", '-'},  {"ー", '-'}, {"㋿", 'R'}, {"㍻", 'H'},
};

static size_t spelling_at(const char *s, char *letter)
{
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		size_t len = strlen(spellings[i].typed);
		if (strncmp(s, spellings[i].typed, len) == 0) {
			*letter = spellings[i].letter;
			return len;
		}
	}
	return 0;
}

/* Narrow, capital, without blanks, kanji as letters. False when it is too long or holds anything else. */
static bool normalise(const char *typed, char out[TYPED_MAX])
{
	size_t n = 0, left = strlen(typed);
	while (left > 0) {
		char letter = 0;
		size_t used = spelling_at(typed, &letter);
		if (!used) {
			uint32_t cp;
			used = text_decode(typed, left, &cp);
			cp = text_narrow_cp(cp);
			if (cp > 0x7e || (cp < 0x20 && cp != '\t'))
				return false;
			letter = (char)(cp >= 'a' && cp <= 'z' ? cp - 'a' + 'A' : cp);
		}
		typed += used;
		left -= used;
		if (letter == ' ' || letter == '\t')
			continue;
		if (n + 1 >= TYPED_MAX)
			return false;
		out[n++] = letter;
	}
	out[n] = '\0';
	return true;
}

static bool is_digits(const char *s, size_t n)
{
	return strlen(s) == n && strspn(s, "0123456789") == n;
}

/* The digit for the first five, by the rule in the header. */
static char check_digit(const char *five)
{
	int sum = 0;
	for (int i = 0; i < 5; i++)
		sum += (five[i] - '0') * (6 - i);
	return (char)('0' +
		      (11 - sum % 11) % 10); /* a sum below 11 is its own remainder: one formula for both */
}

static bool is_prefecture(const char *code)
{
	int number = (code[0] - '0') * 10 + (code[1] - '0');
	return number >= 1 && number <= PREFECTURES;
}

static bool is_code(const char *six)
{
	return is_prefecture(six) && check_digit(six) == six[5];
}

/* 122033（市川市）, or the digits alone when they belong to no municipality. Owned. */
static char *code_words(const char *code, enum lang lang)
{
	struct strbuf b = {0};
	struct place place;
	strbuf_adds(&b, code);
	if (places_by_code(code, &place)) {
		char *name = place_name(&place, lang);
		strbuf_addf(&b, TR(lang, "（%s）", " (%s)"), name);
		free(name);
	}
	return strbuf_detach(&b);
}

static bool ask_which(const char *five, const char *plain, const char *zero, struct err *err)
{
	char *plain_words = code_words(plain, err->lang), *zero_words = code_words(zero, err->lang);
	fail_as(err, ERR_INVALID,
		TR(err->lang,
		   "団体コード %s は二通りに読めます。検査数字を略したものなら %s、先頭の 0 "
		   "が落ちたものなら %s です。6桁で入力してください。",
		   "Code %s can be read in two ways: %s if its check digit was left out, %s "
		   "if its leading 0 was lost. Type all six digits."),
		five, plain_words, zero_words);
	free(plain_words);
	free(zero_words);
	return false;
}

/* Where both readings are well formed, the one that a municipality has; unions have codes of their own, so
 * that a code which nobody has is not wrong. */
static bool five_digits(const char *five, char out[7], struct err *err)
{
	char plain[7], zero[7];
	struct place place;
	snprintf(plain, sizeof plain, "%.5s%c", five, check_digit(five));
	snprintf(zero, sizeof zero, "0%.5s", five);
	bool plain_fits = is_prefecture(plain), zero_fits = is_code(zero);
	if (plain_fits && zero_fits) {
		bool plain_known = places_by_code(plain, &place), zero_known = places_by_code(zero, &place);
		if (plain_known == zero_known)
			return ask_which(five, plain, zero, err);
		plain_fits = plain_known;
	}
	if (!plain_fits && !zero_fits)
		return fail_as(
			err, ERR_INVALID,
			TR(err->lang,
			   "団体コード %s は正しくありません。先頭の2桁は都道府県の番号（01～47）です。",
			   "Code %s is not valid: the first two digits are the prefecture, 01 to 47."),
			five);
	memcpy(out, plain_fits ? plain : zero, 7);
	return true;
}

static bool six_digits(const char *six, char out[7], struct err *err)
{
	if (!is_prefecture(six))
		return fail_as(
			err, ERR_INVALID,
			TR(err->lang,
			   "団体コード %s は正しくありません。先頭の2桁は都道府県の番号（01～47）です。",
			   "Code %s is not valid: the first two digits are the prefecture, 01 to 47."),
			six);
	if (check_digit(six) != six[5])
		return fail_as(
			err, ERR_INVALID,
			TR(err->lang,
			   "団体コード %s は検査数字（6桁目）が合いません。数字をもう一度お確かめください。",
			   "Code %s does not agree with its check digit (the sixth). Check the digits."),
			six);
	memcpy(out, six, 7);
	return true;
}

bool municipality_code_parse(const char *typed, char out[7], struct err *err)
{
	char s[TYPED_MAX] = "";
	out[0] = '\0';
	if (normalise(typed, s)) {
		size_t n = 0;
		for (const char *p = s; *p; p++)
			if (*p != '-')
				s[n++] = *p;
		s[n] = '\0';
		if (n == 0)
			return true;
		if (is_digits(s, 6))
			return six_digits(s, out, err);
		if (is_digits(s, 5))
			return five_digits(s, out, err);
	}
	return fail_as(err, ERR_INVALID,
		       TR(err->lang,
			  "団体コード「%s」を読み取れません。6桁の数字（例：092011）で入力してください。",
			  "Cannot read code \"%s\". Type six digits, such as 092011."),
		       typed);
}

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static bool is_date(int year, int month, int day)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12)
		return false;
	return day >= 1 && day <= days[month - 1] + (month == 2 && is_leap(year));
}

/* One to four digits; *s moves behind them. */
static bool read_number(const char **s, int *number)
{
	size_t n = strspn(*s, "0123456789");
	if (n < 1 || n > 4)
		return false;
	*number = 0;
	for (; n > 0; n--)
		*number = *number * 10 + *(*s)++ - '0';
	return true;
}

/* The year with its era if there is one: R8, RG (令和元年), H31, 2026. 令和0年 and two-digit years without an
 * era are none. */
static bool read_year(const char **s, int *year, const struct era **era)
{
	*era = NULL;
	for (size_t i = 0; i < ERA_COUNT; i++)
		if (**s == eras[i].letter)
			*era = &eras[i];
	if (*era)
		(*s)++;
	if (*era && **s == 'G') {
		(*s)++;
		*year = 1;
	} else if (!read_number(s, year)) {
		return false;
	}
	if (!*era)
		return *year >= YEAR_MIN && *year <= YEAR_MAX;
	if (*year < 1 || *year > 99)
		return false;
	*year += (*era)->first_year - 1;
	return true;
}

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
				     "July",    "August",   "September", "October", "November", "December"};

/* 22 November 2026, 22 Nov 2026 (already without blanks, in capitals). */
static bool read_english(const char *s, int *year, int *month, int *day)
{
	if (!read_number(&s, day))
		return false;
	size_t letters = strspn(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	for (*month = 1; *month <= 12; ++*month) {
		const char *name = months[*month - 1];
		size_t same = 0;
		while (same < letters && name[same] && (s[same] | 0x20) == (name[same] | 0x20))
			same++;
		if (same == letters && letters >= 3)
			break;
	}
	s += letters;
	return *month <= 12 && read_number(&s, year) && *year >= YEAR_MIN && *year <= YEAR_MAX && !*s;
}

/* 年 月 日, or twice the same of - / . with nothing behind. */
static bool read_date(const char *s, int *year, int *month, int *day, const struct era **era)
{
	if (!read_year(&s, year, era))
		return false;
	char first = *s++;
	if (!first || !strchr("Y-/.", first) || !read_number(&s, month))
		return false;
	char second = *s;
	if (second != (first == 'Y' ? 'M' : first))
		return false;
	s++;
	if (!read_number(&s, day))
		return false;
	return strcmp(s, first == 'Y' ? "D" : "") == 0;
}

static int day_number(int year, int month, int day) /* grows with the date; nothing else is meant */
{
	return (year * 12 + month) * 31 + day;
}

/* The era that a day lies in; NULL before 平成. */
static const struct era *era_of(int year, int month, int day)
{
	for (size_t i = 0; i < ERA_COUNT; i++)
		if (day_number(year, month, day) >= day_number(eras[i].year, eras[i].month, eras[i].day))
			return &eras[i];
	return NULL;
}

bool date_parse(const char *typed, char out[11], struct err *err)
{
	char s[TYPED_MAX] = "";
	int year = 0, month = 0, day = 0;
	const struct era *era = NULL;
	out[0] = '\0';
	bool read = normalise(typed, s);
	if (read && !*s)
		return true;
	if (!read || !(read_english(s, &year, &month, &day) || read_date(s, &year, &month, &day, &era)))
		return fail_as(
			err, ERR_INVALID,
			TR(err->lang,
			   "日付「%s」を読み取れません。2026-11-22、R8.11.22、令和8年11月22日 "
			   "のように入力してください。",
			   "Cannot read the date \"%s\". Type it like 2026-11-22 or 22 November 2026."),
			typed);
	if (!is_date(year, month, day))
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "「%s」という日付はありません。", "There is no date \"%s\"."),
			       typed);
	if (era && era != era_of(year, month, day))
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "「%s」は%sの期間にありません。",
				  "The date \"%s\" does not lie in the era %s."),
			       typed, TR(err->lang, era->name, era->letter == 'R' ? "Reiwa" : "Heisei"));
	snprintf(out, 11, "%04u-%02u-%02u", (unsigned)year % 10000u, (unsigned)month % 100u,
		 (unsigned)day % 100u);
	return true;
}

static bool split_iso(const char *iso, int *year, int *month, int *day)
{
	const struct era *era;
	return iso && strlen(iso) == 10 && read_date(iso, year, month, day, &era) && !era &&
	       is_date(*year, *month, *day);
}

/* 令和元 · 令和8 · 1988 */
static void add_year(struct strbuf *b, int year, const struct era *era)
{
	if (!era)
		strbuf_addf(b, "%d", year);
	else if (year == era->first_year)
		strbuf_addf(b, "%s元", era->name);
	else
		strbuf_addf(b, "%s%d", era->name, year - era->first_year + 1);
}

char *date_words(const char *iso, enum lang lang)
{
	struct strbuf b = {0};
	int year = 0, month = 0, day = 0;
	if (!split_iso(iso, &year, &month, &day))
		return xstrdup("");
	if (lang == LANG_EN) {
		strbuf_addf(&b, "%d %s %d", day, months[month - 1], year);
		return strbuf_detach(&b);
	}
	add_year(&b, year, era_of(year, month, day));
	strbuf_addf(&b, "年%d月%d日", month, day);
	return strbuf_detach(&b);
}

char *day_words(const char *utc, enum lang lang)
{
	int64_t seconds;
	char day[SYS_DATE_SIZE] = "";
	if (utc && sys_time_parse(utc, &seconds))
		sys_date_local(seconds, day);
	return date_words(day, lang);
}

int fiscal_year_of(const char *iso)
{
	int year = 0, month = 0, day = 0;
	if (!split_iso(iso, &year, &month, &day))
		return 0;
	return month >= 4 ? year : year - 1;
}

/* A fiscal year is named by the era of the day it ends, so that April 2019 lies in 令和元年度. */
static const struct era *era_of_fiscal_year(int year)
{
	return era_of(year + 1, 3, 31);
}

char *fiscal_year_words(int year, enum lang lang)
{
	struct strbuf b = {0};
	if (!year)
		return xstrdup("");
	if (lang == LANG_EN) {
		strbuf_addf(&b, "FY%d", year);
		return strbuf_detach(&b);
	}
	const struct era *era = era_of_fiscal_year(year);
	add_year(&b, year, era && year >= era->first_year ? era : NULL);
	strbuf_adds(&b, "年度");
	return strbuf_detach(&b);
}

/* A year with nothing behind it but 年 or 年度. */
static bool read_fiscal_year(const char *s, int *year)
{
	const struct era *era;
	s += strncmp(s, "FY", 2) == 0 ? 2 : 0;
	if (!read_year(&s, year, &era) || *year < YEAR_MIN || *year > YEAR_MAX)
		return false;
	return strcmp(s, "") == 0 || strcmp(s, "Y") == 0 || strcmp(s, "YF") == 0;
}

bool fiscal_year_parse(const char *typed, int *year, struct err *err)
{
	char s[TYPED_MAX] = "";
	int read = 0;
	*year = 0;
	bool known = normalise(typed, s);
	if (known && !*s)
		return true;
	if (!known || !read_fiscal_year(s, &read))
		return fail_as(
			err, ERR_INVALID,
			TR(err->lang,
			   "年度「%s」を読み取れません。令和8年度、R8、2026 のように入力してください。",
			   "Cannot read the fiscal year \"%s\". Type it like 2026 or R8."),
			typed);
	*year = read;
	return true;
}
