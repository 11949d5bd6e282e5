/* SPDX-License-Identifier: MIT */
/* What one value of a foreign row may be: what a person could have typed, or this program could have made. */
#include "base/sys.h"
#include "base/text.h"
#include "store/merge_parts.h"

#include <stdio.h>
#include <string.h>

enum {
	LINE_BYTES = 4000,
	NOTE_BYTES = 1 << 20,
	ID_BYTES = 64,
	KEY_BYTES = 200,
	COUNT_MOST =
		1000000000, /* what is counted stays far from the end of its numbers, also after a merge */
};

#define LETTERS "abcdefghijklmnopqrstuvwxyz0123456789"

struct said { /* a text that is UTF-8 without controls */
	const char *s;
	size_t len;
};

static bool is_uuid(struct said t)
{
	for (size_t i = 0; i < t.len; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;
		if (dash ? t.s[i] != '-' : !strchr("0123456789abcdef", t.s[i]))
			return false;
	}
	return t.len == 36;
}

static bool is_time(struct said t)
{
	int64_t seconds;
	return sys_time_parse(t.s, &seconds);
}

static bool is_date(struct said t)
{
	int64_t seconds;
	char midnight[SYS_TIME_SIZE];
	int n = snprintf(midnight, sizeof midnight, "%sT00:00:00Z", t.s);
	return n == SYS_TIME_SIZE - 1 && sys_time_parse(midnight, &seconds);
}

static bool is_of(struct said t, size_t most, const char *characters)
{
	return t.len <= most && strspn(t.s, characters) == t.len;
}

static bool is_id(struct said t)
{
	return t.len > 0 && is_of(t, ID_BYTES, LETTERS ".-_");
}

static bool is_key(struct said t)
{
	return t.len > 0 && is_of(t, KEY_BYTES, LETTERS ".-_/#");
}

static bool is_options(struct said t)
{
	return is_of(t, LINE_BYTES, LETTERS ".-_;");
}

static bool is_line(struct said t)
{
	return t.len <= LINE_BYTES && !strchr(t.s, '\n');
}

static bool is_note(struct said t)
{
	(void)t;
	return true;
}

static const struct kind_of_text {
	char letter;
	bool may_be_empty;
	bool (*fits)(struct said t);
} kinds[] = {
	{'u', false, is_uuid}, {'U', true, is_uuid}, {'t', false, is_time},   {'T', true, is_time},
	{'D', true, is_date},  {'d', false, is_id},  {'I', true, is_id},      {'k', false, is_key},
	{'K', true, is_key},   {'s', true, is_line}, {'o', true, is_options}, {'n', true, is_note},
};

static bool text_fits(sqlite3_stmt *row, int column, char letter)
{
	size_t bad;
	uint32_t cp;
	struct said t = {(const char *)sqlite3_column_text(row, column), 0};
	t.len = (size_t)sqlite3_column_bytes(row, column);
	if (!t.s || t.len != strlen(t.s) || t.len > NOTE_BYTES || !text_is_utf8(t.s, t.len, &bad) ||
	    text_find_unfit(t.s, t.len, &bad, &cp))
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (kinds[i].letter == letter)
			return (kinds[i].may_be_empty && !t.len) || kinds[i].fits(t);
	return false;
}

static bool number_fits(sqlite3_stmt *row, int column, char letter)
{
	int64_t number = sqlite3_column_int64(row, column);
	return number >= 0 && number <= (letter == 'f' ? 1 : letter == 'v' ? INT64_MAX : COUNT_MOST);
}

static bool value_fits(sqlite3_stmt *row, int column, char letter)
{
	int type = sqlite3_column_type(row, column);
	if (letter == 'b')
		return type == SQLITE_BLOB;
	if (strchr("ifv", letter))
		return type == SQLITE_INTEGER && number_fits(row, column, letter);
	return type == SQLITE_TEXT && text_fits(row, column, letter);
}

bool merge_row_fits(sqlite3_stmt *row, const char *checks)
{
	for (int i = 0; checks[i]; i++)
		if (!value_fits(row, i, checks[i]))
			return false;
	return true;
}
