/* SPDX-License-Identifier: MIT */
/*
 * One walk over the places of every subject. A format is a row of functions that put a cell; encoding comes
 * last, on the whole text, but what an encoding lacks is told from the cells, while their names are known.
 */
#include "report/report.h"

#include "base/alloc.h"
#include "base/text.h"
#include "report/columns.h"
#include "report/cp932.h"
#include "report/csv.h"
#include "report/json.h"

#include <stdlib.h>
#include <string.h>

#define LACKING_SHOWN 10

enum { PARTS = 3 };

struct lacking { /* a character that CP932 has not, where it stands first in a column */
	uint32_t cp;
	size_t row;
	const char *column;
};

/* Neighbouring columns that depend on the same, and what stood there last. */
struct run {
	const struct column *list;
	size_t count, first; /* of the first of them: how many columns stand before */
};

struct written { /* a run of a row, as it stands in the report */
	struct strbuf text;
	size_t neutralised;
	bool there;
};

struct writer {
	struct report_options options;
	const struct table *table;
	struct columns parts[PARTS]; /* its own columns, its labels where asked for, those added later */
	struct run *runs;
	size_t run_count;
	struct written *of_subject; /* one per run */
	struct written *of_items;   /* one per item and run */
	size_t of_items_count;
	struct strbuf *out;
	struct report_result result;
	struct cp932 *cp932; /* NULL unless in demand */
	struct lacking lacking[LACKING_SHOWN];
	size_t lacking_shown, lacking_count;
	bool lacking_more; /* others than those shown */
	struct cell cell;  /* the one being filled, its room kept */
};

struct report {
	struct writer writer;
};

struct format {
	void (*begin)(struct writer *writer);
	void (*begin_row)(struct writer *writer);
	void (*cell)(struct writer *writer, size_t column, const char *name, const struct cell *cell);
	void (*end_row)(struct writer *writer);
	void (*end)(struct writer *writer);
};

/* ---- CSV ---- */

static void csv_begin(struct writer *writer)
{
	size_t column = 0;
	for (size_t t = 0; t < PARTS; t++)
		for (size_t i = 0; i < writer->parts[t].count; i++, column++) {
			if (column)
				csv_comma(writer->out);
			csv_plain(writer->out, writer->parts[t].list[i].name);
		}
	csv_end_row(writer->out);
}

static void csv_begin_row(struct writer *writer)
{
	(void)writer;
}

static void csv_cell(struct writer *writer, size_t column, const char *name, const struct cell *cell)
{
	(void)name;
	if (column)
		csv_comma(writer->out);
	if (cell->kind == CELL_TEXT)
		writer->result.neutralised += csv_text(writer->out, strbuf_str(&cell->text));
	else
		csv_plain(writer->out, strbuf_str(&cell->text));
}

static void csv_row_end(struct writer *writer)
{
	csv_end_row(writer->out);
}

static void csv_end(struct writer *writer)
{
	(void)writer;
}

/* ---- JSON: an object a line ---- */

static void json_begin(struct writer *writer)
{
	strbuf_adds(writer->out, "[");
}

static void json_begin_row(struct writer *writer)
{
	strbuf_adds(writer->out, writer->result.rows ? ",\n{" : "\n{");
}

static void json_cell(struct writer *writer, size_t column, const char *name, const struct cell *cell)
{
	strbuf_addf(writer->out, "%s\"%s\":", column ? "," : "", name);
	if (cell->kind == CELL_TEXT)
		json_text(writer->out, strbuf_str(&cell->text));
	else
		strbuf_adds(writer->out, cell->kind == CELL_NUMBER ? strbuf_str(&cell->text) : "null");
}

static void json_row_end(struct writer *writer)
{
	strbuf_adds(writer->out, "}");
}

static void json_end(struct writer *writer)
{
	strbuf_adds(writer->out, "\n]\n");
}

static const struct format formats[] = {
	[REPORT_CSV] = {csv_begin, csv_begin_row, csv_cell, csv_row_end, csv_end},
	[REPORT_JSON] = {json_begin, json_begin_row, json_cell, json_row_end, json_end},
};

/* ---- what CP932 lacks ---- */

static void note_lacking(struct writer *writer, uint32_t cp, const char *column)
{
	writer->lacking_count++;
	for (size_t i = 0; i < writer->lacking_shown; i++)
		if (writer->lacking[i].cp == cp && writer->lacking[i].column == column)
			return;
	writer->lacking_more = writer->lacking_shown == LACKING_SHOWN;
	if (!writer->lacking_more) /* row 1 is the header */
		writer->lacking[writer->lacking_shown++] =
			(struct lacking){.cp = cp, .row = writer->result.rows + 2, .column = column};
}

static void look_for_lacking(struct writer *writer, const char *column, const struct cell *cell)
{
	const char *text = strbuf_str(&cell->text);
	for (size_t at = 0; at < cell->text.len;) {
		uint32_t cp;
		char bytes[2];
		size_t len;
		at += text_decode(text + at, cell->text.len - at, &cp);
		if (!cp932_encode(writer->cp932, cp, bytes, &len))
			note_lacking(writer, cp, column);
	}
}

static bool tell_lacking(const struct writer *writer, struct err *err)
{
	if (!writer->lacking_count)
		return true;
	struct strbuf places = {0};
	for (size_t i = 0; i < writer->lacking_shown; i++) {
		const struct lacking *lacking = &writer->lacking[i];
		char utf8[4];
		strbuf_adds(&places, i ? TR(err->lang, "、", ", ") : "");
		strbuf_addf(&places,
			    TR(err->lang, "%zu 行目の %s 列「%.*s」(U+%04X)",
			       "row %zu column %s \"%.*s\" (U+%04X)"),
			    lacking->row, lacking->column, (int)text_encode(lacking->cp, utf8), utf8,
			    (unsigned)lacking->cp);
	}
	fail_as(err, ERR_INVALID,
		TR(err->lang, "CP932 にない文字が %zu か所にあるため、書き出していません: %s%s。",
		   "Nothing was written, since CP932 lacks characters in %zu places: %s%s."),
		writer->lacking_count, strbuf_str(&places),
		writer->lacking_more ? TR(err->lang, " など", " and more") : "");
	strbuf_release(&places);
	return false;
}

/* ---- what is written once ---- */

static void make_runs(struct writer *writer)
{
	size_t cap = 0, column = 0;
	for (size_t t = 0; t < PARTS; t++)
		for (size_t i = 0; i < writer->parts[t].count; i++, column++) {
			const struct column *next = &writer->parts[t].list[i];
			struct run *last = writer->run_count ? &writer->runs[writer->run_count - 1] : NULL;
			if (i && last && last->list->scope == next->scope) {
				last->count++;
				continue;
			}
			writer->runs = xgrow(writer->runs, &cap, writer->run_count + 1, sizeof *writer->runs);
			writer->runs[writer->run_count++] = (struct run){next, 1, column};
		}
	writer->of_subject = xcalloc(writer->run_count + 1, sizeof *writer->of_subject);
}

static void forget(struct written *written, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		written[i].there = false;
		strbuf_reset(&written[i].text);
	}
}

static void release_written(struct written *written, size_t count)
{
	for (size_t i = 0; i < count; i++)
		strbuf_release(&written[i].text);
	free(written);
}

/* What was written of the subject before is of no use but where this one is like it. */
static void begin_subject(struct writer *writer, const struct subject *subject)
{
	size_t count = subject->instrument->count * writer->run_count;
	forget(writer->of_subject, writer->run_count);
	if (subject->like_before && count == writer->of_items_count)
		return;
	release_written(writer->of_items, writer->of_items_count);
	writer->of_items_count = count;
	writer->of_items = xcalloc(writer->of_items_count + 1, sizeof *writer->of_items);
}

/* Where it is kept; NULL: it is written anew. A workshop's rows are of several people, and of what CP932
 * lacks each place is counted. */
static struct written *kept_of(struct writer *writer, size_t run, const struct place *place)
{
	enum scope scope = writer->runs[run].list->scope;
	if (scope == OF_ROW || place->subject->workshop || writer->cp932)
		return NULL;
	return scope == OF_SUBJECT ? &writer->of_subject[run]
				   : &writer->of_items[place->index * writer->run_count + run];
}

/* ---- the walk ---- */

static void write_run(struct writer *writer, const struct run *run, const struct place *place)
{
	const struct format *format = &formats[writer->options.format];
	struct cell *cell = &writer->cell;
	for (size_t i = 0; i < run->count; i++) {
		const struct column *column = &run->list[i];
		cell->kind = CELL_NONE;
		strbuf_reset(&cell->text);
		column->fill(cell, place);
		format->cell(writer, run->first + i, column->name, cell);
		if (writer->cp932)
			look_for_lacking(writer, column->name, cell);
	}
}

static void write_row(struct writer *writer, const struct place *place)
{
	const struct format *format = &formats[writer->options.format];
	format->begin_row(writer);
	for (size_t r = 0; r < writer->run_count; r++) {
		struct written *kept = kept_of(writer, r, place);
		if (kept && kept->there) {
			strbuf_add(writer->out, kept->text.bytes, kept->text.len);
			writer->result.neutralised += kept->neutralised;
			continue;
		}
		size_t len = writer->out->len, neutralised = writer->result.neutralised;
		write_run(writer, &writer->runs[r], place);
		if (!kept)
			continue;
		strbuf_add(&kept->text, writer->out->bytes + len, writer->out->len - len);
		kept->neutralised = writer->result.neutralised - neutralised;
		kept->there = true;
	}
	format->end_row(writer);
	writer->result.rows++;
}

void report_add(struct report *report, const struct subject *subject)
{
	struct writer *writer = &report->writer;
	const struct table *table = writer->table;
	enum lang lang = writer->options.labels == LABELS_EN ? LANG_EN : LANG_JA;
	struct roll roll = {0};
	if (subject->workshop && writer->options.table == REPORT_ANSWERS)
		roll_make(&roll, subject->workshop, subject->instrument);
	begin_subject(writer, subject);
	size_t places = table->count(subject, &roll);
	for (size_t n = 0; n < places; n++) {
		struct place place = {.subject = subject, .lang = lang};
		if (table->find(&place, &roll, n))
			write_row(writer, &place);
	}
	roll_release(&roll);
}

/* The text of the report, of which every character is known to have a place in CP932. */
static void encode(struct strbuf *out, const struct cp932 *cp932)
{
	struct strbuf encoded = {0};
	for (size_t at = 0; at < out->len;) {
		uint32_t cp;
		char bytes[2];
		size_t len;
		at += text_decode(out->bytes + at, out->len - at, &cp);
		if (cp932_encode(cp932, cp, bytes, &len))
			strbuf_add(&encoded, bytes, len);
	}
	strbuf_release(out);
	*out = encoded;
}

struct report *report_begin(struct report_options options, struct strbuf *out, struct err *err)
{
	const struct table *table = columns_table(options.table);
	struct cp932 *cp932 = NULL;
	strbuf_reset(out);
	if (options.encoding == ENCODING_CP932) {
		if (options.format == REPORT_JSON)
			fail_as(err, ERR_USAGE,
				TR(err->lang, "JSON は UTF-8 でのみ書き出せます。",
				   "JSON can only be written in UTF-8."));
		else
			cp932 = cp932_open(err);
		if (!cp932)
			return NULL;
	}
	struct report *report = xcalloc(1, sizeof *report);
	report->writer = (struct writer){
		.options = options,
		.table = table,
		.parts = {[0] = table->own, [2] = table->later},
		.out = out,
		.cp932 = cp932,
	};
	if (options.labels != LABELS_NONE)
		report->writer.parts[1] = table->labels;
	make_runs(&report->writer);
	if (options.encoding == ENCODING_UTF8_BOM &&
	    options.format == REPORT_CSV) /* JSON has none: RFC 8259, 8.1 */
		strbuf_adds(out, "\xef\xbb\xbf");
	formats[options.format].begin(&report->writer);
	return report;
}

bool report_end(struct report *report, struct report_result *result, struct err *err)
{
	struct writer *writer = &report->writer;
	formats[writer->options.format].end(writer);
	bool done = tell_lacking(writer, err);
	*result = done ? writer->result : (struct report_result){0};
	if (!done)
		strbuf_reset(writer->out);
	else if (writer->cp932)
		encode(writer->out, writer->cp932);
	if (writer->cp932)
		cp932_close(writer->cp932);
	strbuf_release(&writer->cell.text);
	release_written(writer->of_items, writer->of_items_count);
	release_written(writer->of_subject, writer->run_count);
	free(writer->runs);
	free(report);
	return done;
}

bool report_write(const struct subject *subjects, size_t count, struct report_options options,
		  struct strbuf *out, struct report_result *result, struct err *err)
{
	*result = (struct report_result){0};
	struct report *report = report_begin(options, out, err);
	for (size_t i = 0; report && i < count; i++)
		report_add(report, &subjects[i]);
	return report && report_end(report, result, err);
}

bool report_count_rows(const char *bytes, size_t len, size_t *rows, struct err *err)
{
	*rows = 0;
	if (len && bytes[0] == '[') /* a CSV of ours begins with the name of a column */
		return json_count(bytes, len, rows, err);
	if (!csv_count(bytes, len, rows, err))
		return false;
	if (!*rows)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "CSV に見出しがありません。", "The CSV has no header."));
	--*rows;
	return true;
}

size_t report_column_count(enum report_table table)
{
	return columns_table(table)->own.count + columns_table(table)->later.count;
}

const char *report_column_name(enum report_table table, size_t column)
{
	const struct table *t = columns_table(table);
	return column < t->own.count ? t->own.list[column].name : t->later.list[column - t->own.count].name;
}
