/* SPDX-License-Identifier: MIT */
#include "report/csv.h"

#include <string.h>

/*
 * Would a spreadsheet take it for a formula, or a reader of ours for a guarded text? Any number of ' counts:
 * with one alone a text of two could not be told from a guarded one.
 */
static bool is_dangerous(const char *text)
{
	/* The full-width ones are EF BC and one of these. */
	static const char narrow[] = "=+-@\t\r\n", wide[] = "\x9d\x8b\x8d\xa0";
	while (*text == '\'')
		text++;
	if (!*text)
		return false;
	if (strncmp(text, "\xef\xbc", 2) == 0)
		return text[2] && strchr(wide, text[2]);
	return strchr(narrow, *text);
}

/* Beyond what RFC 4180 asks: a reader that also splits at ; or TAB, or trims blanks, must not find another
 * cell in here. */
static bool needs_quotes(const char *text)
{
	if (*text == ' ')
		return true;
	char last = '\0';
	for (; *text; last = *text++)
		if (*text < ' ' ? *text == '\r' || *text == '\n' || *text == '\t'
				: *text == ',' || *text == '"' || *text == ';')
			return true;
	return last == ' ';
}

static void add_cell(struct strbuf *out, const char *guard, const char *text)
{
	if (!*guard && !needs_quotes(text)) {
		strbuf_adds(out, text);
		return;
	}
	strbuf_addc(out, '"');
	strbuf_adds(out, guard);
	for (;;) {
		size_t len = strcspn(text, "\"");
		strbuf_add(out, text, len);
		if (!text[len])
			break;
		strbuf_adds(out, "\"\"");
		text += len + 1;
	}
	strbuf_addc(out, '"');
}

bool csv_text(struct strbuf *out, const char *text)
{
	bool guarded = is_dangerous(text);
	add_cell(out, guarded ? "'" : "", text);
	return guarded;
}

void csv_plain(struct strbuf *out, const char *text)
{
	add_cell(out, "", text);
}

void csv_comma(struct strbuf *out)
{
	strbuf_addc(out, ',');
}

void csv_end_row(struct strbuf *out)
{
	strbuf_adds(out, "\r\n");
}

const char *csv_unguarded(const char *cell)
{
	return cell[0] == '\'' && is_dangerous(cell + 1) ? cell + 1 : cell;
}
