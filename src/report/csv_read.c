/* SPDX-License-Identifier: MIT */
/*
 * Bytes become UTF-8 first (decode), then rows one after the other (read_row). A row is collected in a
 * scratch buffer, its cells each ended by NUL, and kept as one block: a file of nothing but commas then costs
 * a pointer a cell and no more.
 */
#include "report/csv.h"

#include "base/alloc.h"
#include "base/text.h"
#include "report/cp932.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

struct reader {
	const char *s;
	size_t len, at, line;
	bool limited;
	struct strbuf text; /* of the row's cells so far */
	size_t *starts;     /* of each cell in text */
	size_t count, cap;
	struct mark fault; /* where it is */
	struct err *err;
};

static size_t count_lines(const char *s, size_t n)
{
	size_t line = 1;
	for (size_t i = 0; i < n; i++)
		line += s[i] == '\n' || (s[i] == '\r' && !(i + 1 < n && s[i + 1] == '\n'));
	return line;
}

/* Characters from the beginning of its line, from 1. */
static size_t column_of(const char *s, size_t at)
{
	size_t begin = at, column = 1;
	uint32_t cp;
	while (begin > 0 && s[begin - 1] != '\n' && s[begin - 1] != '\r')
		begin--;
	for (; begin < at; column++)
		begin += text_decode(s + begin, at - begin, &cp);
	return column;
}

__attribute__((format(printf, 4, 5))) static bool fault(struct reader *reader, size_t line, size_t at,
							const char *format, ...)
{
	struct strbuf sentence = {0};
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&sentence, format, args);
	va_end(args);
	reader->fault = (struct mark){line, column_of(reader->s, at)};
	fail_as(reader->err, ERR_INVALID, "%s", strbuf_str(&sentence));
	strbuf_release(&sentence);
	return false;
}

static bool from_cp932(struct reader *reader, const char *bytes, size_t len, struct strbuf *utf8)
{
	struct cp932 *cp932 = cp932_open(reader->err);
	if (!cp932)
		return false;
	size_t at = 0, used;
	for (uint32_t cp; at < len; at += used) {
		char out[4];
		if (!cp932_decode(cp932, bytes + at, len - at, &used, &cp))
			break;
		strbuf_add(utf8, out, text_encode(cp, out));
	}
	cp932_close(cp932);
	reader->s = strbuf_str(utf8);
	reader->len = utf8->len;
	return at == len ||
	       fault(reader, count_lines(bytes, at), utf8->len,
		     TR(reader->err->lang, "UTF-8 でも CP932（Shift_JIS）でもない文字があります。",
			"the text is neither UTF-8 nor CP932 (Shift_JIS)."));
}

/* The file as UTF-8 without BOM: a part of `bytes`, or what was put into `utf8`. */
static bool decode(struct reader *reader, const char *bytes, size_t len, struct strbuf *utf8)
{
	enum lang lang = reader->err->lang;
	bytes = len ? bytes : "";
	const char *nul = memchr(bytes, '\0', len);
	size_t bad;
	bool bom = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
	reader->s = bytes + (bom ? 3 : 0);
	reader->len = len - (bom ? 3 : 0);
	if (nul) {
		size_t at = (size_t)(nul - reader->s);
		return fault(reader, count_lines(reader->s, at), at,
			     TR(lang, "CSV にはない文字（NUL）があります。CSV として保存し直してください。",
				"a NUL byte; save the file as CSV."));
	}
	if (text_is_utf8(reader->s, reader->len, &bad))
		return true;
	if (bom)
		return fault(
			reader, count_lines(reader->s, bad), bad,
			TR(lang, "UTF-8 として正しくない文字があります。", "the text is not valid UTF-8."));
	return from_cp932(reader, bytes, len, utf8);
}

static bool at_line_end(const struct reader *reader)
{
	return reader->at == reader->len || reader->s[reader->at] == '\r' || reader->s[reader->at] == '\n';
}

/* Over one CRLF, LF or CR, if it is there. */
static void pass_line_end(struct reader *reader)
{
	if (reader->at == reader->len)
		return;
	bool pair = reader->s[reader->at] == '\r' && reader->at + 1 < reader->len &&
		    reader->s[reader->at + 1] == '\n';
	reader->at += pair ? 2 : 1;
	reader->line++;
}

/* The inside of a quoted cell, from behind its opening quote to behind its closing one. */
static bool read_quoted(struct reader *reader)
{
	size_t opened = reader->line, quoted = reader->at - 1, begin = reader->at;
	for (;; begin = reader->at) {
		const char *quote = memchr(reader->s + begin, '"', reader->len - begin);
		if (!quote)
			return fault(reader, opened, quoted,
				     TR(reader->err->lang, "引用符「\"」が閉じられていません。",
					"a quote is not closed."));
		size_t len = (size_t)(quote - reader->s) - begin;
		strbuf_add(&reader->text, reader->s + begin, len);
		reader->line += count_lines(reader->s + begin, len) - 1;
		reader->at = begin + len + 1;
		if (reader->at == reader->len || reader->s[reader->at] != '"')
			break;
		strbuf_addc(&reader->text, '"');
		reader->at++;
	}
	if (at_line_end(reader) || reader->s[reader->at] == ',')
		return true;
	return fault(reader, reader->line, reader->at,
		     TR(reader->err->lang, "閉じた引用符「\"」のあとに文字があります。",
			"there is text after a closing quote."));
}

static bool too_large(struct reader *reader, size_t line, size_t at, struct tr what, size_t limit)
{
	return fault(reader, line, at, TR(reader->err->lang, "%s（上限 %zu）。", "%s (at most %zu)."),
		     tr_in(what, reader->err->lang), limit);
}

static bool read_cell(struct reader *reader)
{
	size_t start = reader->text.len, line = reader->line, cell_at = reader->at;
	reader->starts = xgrow(reader->starts, &reader->cap, reader->count + 1, sizeof *reader->starts);
	reader->starts[reader->count++] = start;
	if (reader->limited && reader->count > CSV_COLUMNS_MAX)
		return too_large(reader, line, cell_at, (struct tr){"列が多すぎます", "too many columns"},
				 CSV_COLUMNS_MAX);
	if (reader->at < reader->len && reader->s[reader->at] == '"') {
		reader->at++;
		if (!read_quoted(reader))
			return false;
	} else {
		size_t begin = reader->at;
		while (!at_line_end(reader) && reader->s[reader->at] != ',')
			reader->at++;
		strbuf_add(&reader->text, reader->s + begin, reader->at - begin);
	}
	const char *cell = reader->text.bytes + start, *bare = csv_unguarded(cell);
	strbuf_remove(&reader->text, start, (size_t)(bare - cell));
	if (reader->limited && reader->text.len - start > CSV_CELL_MAX)
		return too_large(reader, line, cell_at,
				 (struct tr){"セルが長すぎます", "a cell has too many bytes"}, CSV_CELL_MAX);
	strbuf_addc(&reader->text, '\0');
	return true;
}

/* The next row that is not an empty line. *there is false behind the last one. */
static bool read_row(struct reader *reader, struct csv_row *row, bool *there)
{
	while (reader->at < reader->len && at_line_end(reader))
		pass_line_end(reader);
	*row = (struct csv_row){.line = reader->line, .at = reader->at};
	*there = reader->at < reader->len;
	reader->count = 0;
	strbuf_reset(&reader->text);
	if (!*there)
		return true;
	while (read_cell(reader)) {
		if (at_line_end(reader)) {
			pass_line_end(reader);
			return true;
		}
		reader->at++; /* the comma */
	}
	return false;
}

static void keep_row(const struct reader *reader, struct csv_row *row)
{
	size_t pointers = reader->count * sizeof(char *);
	row->count = reader->count;
	row->cells = xmalloc(pointers + reader->text.len);
	char *texts = (char *)row->cells + pointers;
	memcpy(texts, reader->text.bytes, reader->text.len);
	for (size_t i = 0; i < reader->count; i++)
		row->cells[i] = texts + reader->starts[i];
}

static bool read_rows(struct reader *reader, struct csv *csv)
{
	size_t cap = 0;
	bool there;
	struct csv_row row;
	while (read_row(reader, &row, &there)) {
		if (!there)
			return true;
		if (csv->count == CSV_ROWS_MAX)
			return too_large(reader, row.line, row.at,
					 (struct tr){"行が多すぎます", "too many rows"}, CSV_ROWS_MAX);
		keep_row(reader, &row);
		csv->rows = xgrow(csv->rows, &cap, csv->count + 1, sizeof *csv->rows);
		csv->rows[csv->count++] = row;
	}
	return false;
}

static void reader_release(struct reader *reader)
{
	strbuf_release(&reader->text);
	free(reader->starts);
}

bool csv_parse(struct csv *csv, const char *bytes, size_t len, struct err *err)
{
	*csv = (struct csv){0};
	if (len > CSV_BYTES_MAX)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "ファイルが大きすぎます（上限 %d MiB）。",
				  "The file is too large (at most %d MiB)."),
			       CSV_BYTES_MAX / 1024 / 1024);
	struct reader reader = {.line = 1, .limited = true, .err = err};
	bool done = decode(&reader, bytes, len, &csv->converted) && read_rows(&reader, csv);
	reader_release(&reader);
	if (!done)
		csv_release(csv);
	csv->fault = reader.fault;
	csv->text = done ? reader.s : NULL; /* what was converted is gone with a failure */
	csv->len = done ? reader.len : 0;
	return done;
}

struct mark csv_place(const struct csv *csv, const struct csv_row *row, size_t cell)
{
	struct err err = {0};
	struct reader reader = {
		.s = csv->text, .len = csv->len, .at = row->at, .line = row->line, .err = &err};
	for (size_t i = 0; i < cell && i < row->count && read_cell(&reader); i++)
		reader.at += !at_line_end(&reader); /* the comma */
	struct mark mark = {reader.line, column_of(reader.s, reader.at)};
	reader_release(&reader);
	return mark;
}

bool csv_tell(const struct csv *csv, const char *file, const struct err *why, struct err *err)
{
	if (!csv->fault.line)
		return fail_as(err, why->kind, "%s: %s", file, why->text);
	return fail_as(err, why->kind, "%s:%zu:%zu: %s", file, csv->fault.line, csv->fault.column, why->text);
}

void csv_release(struct csv *csv)
{
	for (size_t i = 0; i < csv->count; i++)
		free(csv->rows[i].cells);
	free(csv->rows);
	strbuf_release(&csv->converted);
	*csv = (struct csv){0};
}

static bool count_rows(struct reader *reader, size_t *rows)
{
	size_t columns = 0;
	bool there;
	struct csv_row row;
	while (read_row(reader, &row, &there)) {
		if (!there)
			return true;
		if (++*rows == 1)
			columns = reader->count;
		if (reader->count != columns)
			return fault(reader, row.line, row.at,
				     TR(reader->err->lang,
					"列の数が見出しと違います（見出し %zu、この行 %zu）。",
					"not as many columns as the header (%zu there, %zu here)."),
				     columns, reader->count);
	}
	return false;
}

bool csv_count(const char *bytes, size_t len, size_t *rows, struct err *err)
{
	*rows = 0;
	struct err why = {.lang = err->lang};
	struct reader reader = {.line = 1, .err = &why};
	struct strbuf utf8 = {0};
	bool done = decode(&reader, bytes, len, &utf8) && count_rows(&reader, rows);
	reader_release(&reader);
	strbuf_release(&utf8);
	const struct csv at = {.fault = reader.fault};
	return done || csv_tell(&at, "CSV", &why, err);
}
