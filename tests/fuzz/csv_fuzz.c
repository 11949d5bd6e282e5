/* SPDX-License-Identifier: MIT */
/* Whatever the reader takes, the writer writes so that the reader gives it back. */
#include "report/csv.h"

#include "base/text.h"
#include "report/json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A row of one empty cell would be an empty line, which readers pass over. */
static bool can_be_written(const struct csv_row *row)
{
	return row->count > 1 || *row->cells[0];
}

static void write_rows(const struct csv *csv, struct strbuf *out)
{
	strbuf_adds(out, "\xef\xbb\xbf");
	for (size_t r = 0; r < csv->count; r++) {
		const struct csv_row *row = &csv->rows[r];
		if (!can_be_written(row))
			continue;
		for (size_t c = 0; c < row->count; c++) {
			if (c)
				csv_comma(out);
			csv_text(out, row->cells[c]);
		}
		csv_end_row(out);
	}
}

static void compare(const struct csv *csv, const struct csv *back)
{
	size_t at = 0;
	for (size_t r = 0; r < csv->count; r++) {
		const struct csv_row *row = &csv->rows[r];
		if (!can_be_written(row))
			continue;
		if (at == back->count || back->rows[at].count != row->count)
			abort();
		for (size_t c = 0; c < row->count; c++)
			if (strcmp(row->cells[c], back->rows[at].cells[c]) != 0)
				abort();
		at++;
	}
	if (at != back->count)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *bytes = (const char *)data;
	struct csv csv, back;
	struct err err = {0};
	size_t count = 0;
	if (size && bytes[0] == '[')
		json_count(bytes, size, &count, &err);
	err_clear(&err);
	if (!csv_parse(&csv, bytes, size, &err)) {
		if (!err.set || !text_is_utf8(err.text, strlen(err.text), NULL))
			abort();
		return 0;
	}
	struct strbuf out = {0};
	write_rows(&csv, &out);
	if (!csv_parse(&back, out.bytes, out.len, &err))
		abort();
	compare(&csv, &back);
	csv_release(&csv);
	csv_release(&back);
	strbuf_release(&out);
	return 0;
}
