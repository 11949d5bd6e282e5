/* SPDX-License-Identifier: MIT */
#include "model/diag.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define INDENT         4
#define EXCERPT_WIDTH  100 /* columns of a quoted line, with its indent */
#define BEFORE_COLUMNS 60  /* of them in front of the caret, at most */
#define EXCERPT_BYTES  512 /* on either side of the caret: more never fits, and a line may be a mebibyte */

static struct diag *place_for(struct diags *diags, enum severity severity)
{
	if (diags->count < DIAG_MAX) {
		diags->list = xgrow(diags->list, &diags->cap, diags->count + 1, sizeof *diags->list);
		return &diags->list[diags->count++];
	}
	for (size_t i = diags->count;
	     severity == DIAG_ERROR && i-- > 0;) { /* an error is worth more than a warning */
		if (diags->list[i].severity == DIAG_WARNING) {
			free(diags->list[i].text);
			return &diags->list[i];
		}
	}
	return NULL;
}

__attribute__((format(printf, 4, 0))) static void add(struct diags *diags, enum severity severity,
						      struct mark mark, const char *format, va_list args)
{
	*(severity == DIAG_ERROR ? &diags->errors : &diags->warnings) += 1;
	struct diag *diag = place_for(diags, severity);
	if (!diag)
		return;
	struct strbuf text = {0};
	strbuf_vaddf(&text, format, args);
	*diag = (struct diag){severity, mark, text_safe(strbuf_str(&text), text.len, false)};
	strbuf_release(&text);
}

void diag_error(struct diags *diags, struct mark mark, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add(diags, DIAG_ERROR, mark, format, args);
	va_end(args);
}

void diag_warning(struct diags *diags, struct mark mark, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	add(diags, DIAG_WARNING, mark, format, args);
	va_end(args);
}

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xC0) == 0x80;
}

/* Where the line (from 1) begins; *len gets its length without the break. LF, CR LF and CR end a line. NULL:
 * no such line. */
static const char *find_line(const char *text, size_t size, size_t number, size_t *len)
{
	const char *at = text, *end = text + size;
	if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		at += 3;
	for (size_t line = 1;; line++) {
		const char *stop = at;
		while (stop < end && *stop != '\n' && *stop != '\r')
			stop++;
		if (line == number) {
			*len = (size_t)(stop - at);
			return at;
		}
		if (stop == end)
			return NULL;
		at = stop + (stop[0] == '\r' && stop + 1 < end && stop[1] == '\n' ? 2 : 1);
	}
}

/* The byte at which the character number `column` (from 1) begins, at most len. */
static size_t byte_of_column(const char *line, size_t len, size_t column)
{
	size_t at = 0;
	for (size_t seen = 1; at < len && seen < column; seen++) {
		at++;
		while (at < len && is_continuation(line[at]))
			at++;
	}
	return at;
}

/* Leave so much away on the left that the rest takes at most BEFORE_COLUMNS. */
static const char *shorten_left(const char *before, bool *cut)
{
	size_t len = strlen(before), at = 0;
	int columns = text_columns_n(before, len);
	while (at < len && columns > BEFORE_COLUMNS) {
		size_t next = text_next(before, len, at);
		columns -= text_columns_n(before + at, next - at);
		at = next;
		*cut = true;
	}
	return before + at;
}

static void add_excerpt(struct strbuf *out, const char *line, size_t len, size_t column)
{
	size_t at = byte_of_column(line, len, column);
	size_t from = at > EXCERPT_BYTES ? at - EXCERPT_BYTES : 0;
	size_t to = len - at > EXCERPT_BYTES ? at + EXCERPT_BYTES : len;
	while (from < at && is_continuation(line[from]))
		from++;
	while (to < len && is_continuation(line[to]))
		to++;
	char *before = text_safe(line + from, at - from, false),
	     *after = text_safe(line + at, to - at, false);
	bool cut = from > 0;
	const char *shown = shorten_left(before, &cut);
	int used = INDENT + (cut ? 3 : 0) + text_columns(shown), columns;
	size_t whole = strlen(after), fits = text_fit(after, whole, EXCERPT_WIDTH - used, &columns);
	bool cut_right = fits < whole || to < len;
	if (cut_right)
		fits = text_fit(after, whole, EXCERPT_WIDTH - used - 3, &columns);
	strbuf_addf(out, "%*s%s%s%.*s%s\n%*s^\n", INDENT, "", cut ? "..." : "", shown, (int)fits, after,
		    cut_right ? "..." : "", used, "");
	free(before);
	free(after);
}

static int by_place(const void *a, const void *b)
{
	const struct diag *x = *(const struct diag *const *)a, *y = *(const struct diag *const *)b;
	if (x->mark.line != y->mark.line)
		return x->mark.line < y->mark.line ? -1 : 1;
	if (x->mark.column != y->mark.column)
		return x->mark.column < y->mark.column ? -1 : 1;
	return x < y ? -1 : x > y; /* else as they were found: qsort is not stable by itself */
}

static void print_one(const struct diags *diags, const char *file, const struct diag *diag, const char *text,
		      size_t len, struct strbuf *out)
{
	const char *word = diag->severity == DIAG_ERROR ? TR(diags->lang, "誤り", "error")
							: TR(diags->lang, "注意", "warning");
	if (diag->mark.line == 0) {
		strbuf_addf(out, "%s: %s: %s\n", file, word, diag->text);
		return;
	}
	strbuf_addf(out, "%s:%zu:%zu: %s: %s\n", file, diag->mark.line, diag->mark.column, word, diag->text);
	size_t line_len = 0;
	const char *line = text ? find_line(text, len, diag->mark.line, &line_len) : NULL;
	if (line && line_len > 0)
		add_excerpt(out, line, line_len, diag->mark.column);
}

void diag_print(const struct diags *diags, const char *text, size_t len, struct strbuf *out)
{
	if (diags->count == 0)
		return;
	const char *name = diags->file ? diags->file : "-";
	char *file = text_safe(name, strlen(name), false);
	const struct diag **order = xcalloc(diags->count, sizeof(*order));
	for (size_t i = 0; i < diags->count; i++)
		order[i] = &diags->list[i];
	qsort(order, diags->count, sizeof(*order), by_place);
	for (size_t i = 0; i < diags->count; i++)
		print_one(diags, file, order[i], text, len, out);
	size_t more = diags->errors + diags->warnings - diags->count;
	if (more > 0)
		strbuf_addf(out, TR(diags->lang, "%s: ほかに%zu件あります。\n", "%s: and %zu more.\n"), file,
			    more);
	free(order);
	free(file);
}

void diag_release(struct diags *diags)
{
	for (size_t i = 0; i < diags->count; i++)
		free(diags->list[i].text);
	free(diags->list);
	*diags = (struct diags){.lang = diags->lang, .file = diags->file};
}
