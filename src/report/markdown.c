/* SPDX-License-Identifier: MIT */
#include "report/markdown.h"

#include "base/alloc.h"
#include "base/text.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* What means something wherever it stands. */
static const char anywhere[] = "\\`*_[]<>|&~$";
/* What means something at the beginning of a line: heading, list, quote, underline, fence. */
static const char beginning[] = "#+-=:!>";

/* "1." and "1)" begin a numbered list: where the dot or bracket is, else 0. */
static size_t number_mark(const char *line)
{
	size_t digits = strspn(line, "0123456789");
	return digits && line[digits] && strchr(".)", line[digits]) ? digits : 0;
}

/* One line, without its line end. */
static void add_line(struct strbuf *out, const char *line)
{
	line += strspn(line, " ");
	size_t mark = number_mark(line);
	for (size_t i = 0; line[i]; i++) {
		bool escaped = strchr(anywhere, line[i]) || (i == 0 && strchr(beginning, line[i])) ||
			       (mark && i == mark);
		if (escaped)
			strbuf_addc(out, '\\');
		strbuf_addc(out, line[i]);
	}
}

void markdown_text(struct strbuf *out, const char *text)
{
	char *safe = text_safe(text ? text : "", text ? strlen(text) : 0, false);
	add_line(out, safe);
	free(safe);
}

void markdown_quote(struct strbuf *out, const char *text)
{
	char *safe = text_safe(text ? text : "", text ? strlen(text) : 0, true);
	bool any = false;
	for (char *line = safe, *end; line; line = end ? end + 1 : NULL) {
		end = strchr(line, '\n');
		if (end)
			*end = '\0';
		if (!line[strspn(line, " ")])
			continue;
		strbuf_adds(out, any ? ">\n> " : "> ");
		add_line(out, line);
		strbuf_addc(out, '\n');
		any = true;
	}
	if (any)
		strbuf_addc(out, '\n');
	free(safe);
}
