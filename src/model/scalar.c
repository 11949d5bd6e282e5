/* SPDX-License-Identifier: MIT */
#include "model/scalar.h"

#include <string.h>
#include <strings.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static const char *skip_digits(const char *s)
{
	while (is_digit(*s) || *s == '_')
		s++;
	return s;
}

/* 0x1F, 0o17, 0b11 */
static bool is_based_number(const char *s)
{
	if (s[0] != '0' || !s[1] || !strchr("xob", s[1]) || !s[2])
		return false;
	const char *digits = s[1] == 'x' ? "0123456789abcdefABCDEF_" : s[1] == 'o' ? "01234567_" : "01_";
	return s[2 + strspn(s + 2, digits)] == '\0';
}

/* 5  1_000  1.5  .5  1e3  12:30  12:30:45.5  .inf  .nan, with or without a sign */
static bool is_number(const char *s)
{
	if (*s == '+' || *s == '-')
		s++;
	if (strcasecmp(s, ".inf") == 0 || strcasecmp(s, ".nan") == 0 || is_based_number(s))
		return true;
	const char *end = skip_digits(s);
	bool digits = is_digit(*s) && end > s;
	while (digits && *end == ':' && is_digit(end[1]))
		end = skip_digits(end + 1);
	if (*end == '.') {
		const char *places = skip_digits(end + 1);
		digits = digits || is_digit(end[1]);
		end = places;
	}
	if (digits && (*end == 'e' || *end == 'E')) {
		const char *power = end + 1;
		if (*power == '+' || *power == '-')
			power++;
		end = is_digit(*power) ? skip_digits(power) : end;
	}
	return digits && *end == '\0';
}

/* 2026-11-22, also with a time behind it */
static bool is_date(const char *s)
{
	if (strspn(s, "0123456789") != 4 || s[4] != '-')
		return false;
	size_t month = strspn(s + 5, "0123456789");
	if (month < 1 || month > 2 || s[5 + month] != '-')
		return false;
	const char *day = s + 6 + month;
	size_t n = strspn(day, "0123456789");
	if (n < 1 || n > 2)
		return false;
	return day[n] == '\0' || ((day[n] == 'T' || day[n] == 't' || day[n] == ' ') && is_digit(day[n + 1]));
}

enum scalar_meaning scalar_meaning(const char *text)
{
	static const char *const bools[] = {"yes", "no", "on", "off", "true", "false"};
	if (*text && !strchr("yYnNoOtTfF~+-.0123456789",
			     *text)) /* no other word begins like these: nearly every text */
		return SCALAR_TEXT;
	for (size_t i = 0; i < COUNT(bools) && strnlen(text, 6) < 6; i++)
		if (strcasecmp(text, bools[i]) == 0)
			return SCALAR_BOOL;
	if (!*text || strcmp(text, "~") == 0 || strcasecmp(text, "null") == 0)
		return SCALAR_NULL;
	if (is_number(text))
		return SCALAR_NUMBER;
	return is_date(text) ? SCALAR_DATE : SCALAR_TEXT;
}

struct tr scalar_meaning_word(enum scalar_meaning meaning)
{
	static const struct tr words[] = {
		[SCALAR_TEXT] = {"文", "a text"},      [SCALAR_BOOL] = {"真偽値", "true or false"},
		[SCALAR_NULL] = {"空の値", "nothing"}, [SCALAR_NUMBER] = {"数", "a number"},
		[SCALAR_DATE] = {"日付", "a date"},
	};
	return words[meaning];
}

bool scalar_int(const char *text, int64_t *value)
{
	bool negative = *text == '-';
	const char *s = text + negative;
	size_t digits = strspn(s, "0123456789");
	if (digits == 0 || digits > 15 || s[digits] || (digits > 1 && *s == '0'))
		return false;
	*value = 0;
	for (; *s; s++)
		*value = *value * 10 + (*s - '0');
	if (negative)
		*value = -*value;
	return true;
}

bool scalar_thousandths(const char *text, int64_t *value)
{
	size_t whole = strspn(text, "0123456789");
	const char *s = text + whole;
	if (whole == 0 || whole > 12)
		return false;
	*value = 0;
	for (size_t i = 0; i < whole; i++)
		*value = *value * 10 + (text[i] - '0');
	int places = 0;
	if (*s == '.' && is_digit(s[1]))
		for (s++; is_digit(*s) && places < 3; s++, places++)
			*value = *value * 10 + (*s - '0');
	for (; places < 3; places++)
		*value *= 10;
	return *s == '\0';
}

bool scalar_is_id(const char *text, size_t len)
{
	if (len == 0 || len > ID_BYTES_MAX || text[0] < 'a' || text[0] > 'z')
		return false;
	for (size_t i = 1; i < len; i++) {
		bool joint = text[i] == '.' || text[i] == '-';
		bool letter = (text[i] >= 'a' && text[i] <= 'z') || is_digit(text[i]);
		bool after_joint = text[i - 1] == '.' || text[i - 1] == '-';
		if (!letter && (!joint || after_joint || i + 1 == len))
			return false;
	}
	return true;
}

bool scalar_changes_in_spreadsheet(const char *id)
{
	static const char *const months[] = {
		"january", "february", "march",    "april", "june", "july", "august", "september",
		"october", "november", "december", "jan",   "feb",  "mar",  "apr",    "may",
		"jun",     "jul",      "aug",      "sept",  "sep",  "oct",  "nov",    "dec",
	};
	if (strcmp(id, "true") == 0 || strcmp(id, "false") == 0)
		return true;
	for (size_t i = 0; i < COUNT(months); i++) {
		if (id[0] != months[i][0])
			continue;
		size_t n = strlen(months[i]);
		if (strncmp(id, months[i], n) != 0)
			continue;
		const char *rest = id + n + (id[n] == '-' || id[n] == '.');
		size_t digits = strspn(rest, "0123456789");
		if (digits >= 1 && digits <= 4 && rest[digits] == '\0')
			return true;
	}
	return false;
}
