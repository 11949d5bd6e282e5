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

#include <stdlib.h>
#include <string.h>

struct reader {
	const char *s;
	size_t len, at, line;
	bool limited;
	struct strbuf text; /* of the row's cells so far */
	size_t *starts;     /* of each cell in text */
	size_t count, cap;
	struct err *err;
};

static size_t count_lines(const char *s, size_t n)
{
	size_t line = 1;
	for (size_t i = 0; i < n; i++)
		line += s[i] == '\n' || (s[i] == '\r' && !(i + 1 < n && s[i + 1] == '\n'));
	return line;
}

static bool from_cp932(const char *bytes, size_t len, struct strbuf *utf8, struct err *err)
{
	struct cp932 *cp932 = cp932_open(err);
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
	if (at == len)
		return true;
	return fail_as(err, ERR_INVALID,
		       TR(err->lang, "%zu 行目: UTF-8 でも CP932（Shift_JIS）でもない文字があります。",
			  "line %zu: the text is neither UTF-8 nor CP932 (Shift_JIS)."),
		       count_lines(bytes, at));
}

/* The file as UTF-8 without BOM: a part of `bytes`, or what was put into `utf8`. */
static bool decode(struct reader *reader, const char *bytes, size_t len, struct strbuf *utf8)
{
	bytes = len ? bytes : "";
	const char *nul = memchr(bytes, '\0', len);
	size_t bad;
	if (nul)
		return fail_as(
			reader->err, ERR_INVALID,
			TR(reader->err->lang,
			   "%zu 行目: CSV にはない文字（NUL）があります。CSV として保存し直してください。",
			   "line %zu: a NUL byte; save the file as CSV."),
			count_lines(bytes, (size_t)(nul - bytes)));
	bool bom = len >= 3 && memcmp(bytes, "\xef\xbb\xbf", 3) == 0;
	reader->s = bytes + (bom ? 3 : 0);
	reader->len = len - (bom ? 3 : 0);
	if (text_is_utf8(reader->s, reader->len, &bad))
		return true;
	if (bom)
		return fail_as(reader->err, ERR_INVALID,
			       TR(reader->err->lang, "%zu 行目: UTF-8 として正しくない文字があります。",
				  "line %zu: the text is not valid UTF-8."),
			       count_lines(reader->s, bad));
	if (!from_cp932(bytes, len, utf8, reader->err))
		return false;
	reader->s = strbuf_str(utf8);
	reader->len = utf8->len;
	return true;
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
	size_t opened = reader->line, begin = reader->at;
	for (;; begin = reader->at) {
		const char *quote = memchr(reader->s + begin, '"', reader->len - begin);
		if (!quote)
			return fail_as(reader->err, ERR_INVALID,
				       TR(reader->err->lang, "%zu 行目: 引用符「\"」が閉じられていません。",
					  "line %zu: a quote is not closed."),
				       opened);
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
	return fail_as(reader->err, ERR_INVALID,
		       TR(reader->err->lang, "%zu 行目: 閉じた引用符「\"」のあとに文字があります。",
			  "line %zu: there is text after a closing quote."),
		       reader->line);
}

static bool too_large(const struct reader *reader, size_t line, const char *ja, const char *en, size_t limit)
{
	return fail_as(reader->err, ERR_INVALID,
		       TR(reader->err->lang, "%zu 行目: %s（上限 %zu）。", "line %zu: %s (at most %zu)."),
		       line, TR(reader->err->lang, ja, en), limit);
}

static bool read_cell(struct reader *reader)
{
	size_t start = reader->text.len, line = reader->line;
	reader->starts = xgrow(reader->starts, &reader->cap, reader->count + 1, sizeof *reader->starts);
	reader->starts[reader->count++] = start;
	if (reader->limited && reader->count > CSV_COLUMNS_MAX)
		return too_large(reader, line, "列が多すぎます", "too many columns", CSV_COLUMNS_MAX);
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
		return too_large(reader, line, "セルが長すぎます", "a cell has too many bytes", CSV_CELL_MAX);
	strbuf_addc(&reader->text, '\0');
	return true;
}

/* The next row that is not an empty line. *there is false behind the last one. */
static bool read_row(struct reader *reader, size_t *line, bool *there)
{
	while (reader->at < reader->len && at_line_end(reader))
		pass_line_end(reader);
	*line = reader->line;
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

static struct csv_row keep_row(const struct reader *reader, size_t line)
{
	size_t pointers = reader->count * sizeof(char *);
	char **cells = xmalloc(pointers + reader->text.len);
	char *texts = (char *)cells + pointers;
	memcpy(texts, reader->text.bytes, reader->text.len);
	for (size_t i = 0; i < reader->count; i++)
		cells[i] = texts + reader->starts[i];
	return (struct csv_row){.cells = cells, .count = reader->count, .line = line};
}

static bool read_rows(struct reader *reader, struct csv *csv)
{
	size_t cap = 0, line;
	bool there;
	while (read_row(reader, &line, &there)) {
		if (!there)
			return true;
		if (csv->count == CSV_ROWS_MAX)
			return too_large(reader, line, "行が多すぎます", "too many rows", CSV_ROWS_MAX);
		csv->rows = xgrow(csv->rows, &cap, csv->count + 1, sizeof *csv->rows);
		csv->rows[csv->count++] = keep_row(reader, line);
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
	struct strbuf utf8 = {0};
	bool done = decode(&reader, bytes, len, &utf8) && read_rows(&reader, csv);
	reader_release(&reader);
	strbuf_release(&utf8);
	if (!done)
		csv_release(csv);
	return done;
}

void csv_release(struct csv *csv)
{
	for (size_t i = 0; i < csv->count; i++)
		free(csv->rows[i].cells);
	free(csv->rows);
	*csv = (struct csv){0};
}

static bool count_rows(struct reader *reader, size_t *rows)
{
	size_t columns = 0, line;
	bool there;
	while (read_row(reader, &line, &there)) {
		if (!there)
			return true;
		if (++*rows == 1)
			columns = reader->count;
		if (reader->count != columns)
			return fail_as(
				reader->err, ERR_INVALID,
				TR(reader->err->lang,
				   "%zu 行目: 列の数が見出しと違います（見出し %zu、この行 %zu）。",
				   "line %zu: not as many columns as the header (%zu there, %zu here)."),
				line, columns, reader->count);
	}
	return false;
}

bool csv_count(const char *bytes, size_t len, size_t *rows, struct err *err)
{
	*rows = 0;
	struct reader reader = {.line = 1, .err = err};
	struct strbuf utf8 = {0};
	bool done = decode(&reader, bytes, len, &utf8) && count_rows(&reader, rows);
	reader_release(&reader);
	strbuf_release(&utf8);
	return done;
}
