/* SPDX-License-Identifier: MIT */
/* CSV as RFC 4180 has it: a writer with a guard against formulas, and a strict reader that names the line. */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include "base/err.h"
#include "base/strbuf.h"
#include "model/diag.h"

#include <stdbool.h>
#include <stddef.h>

#define CSV_BYTES_MAX   (16 * 1024 * 1024)
#define CSV_ROWS_MAX    100000
#define CSV_COLUMNS_MAX 200
#define CSV_CELL_MAX    20000 /* bytes of UTF-8, guard taken off */

/*
 * A text cell; returns true when it had to be guarded: a spreadsheet would run what begins with = + - @ TAB
 * CR LF or ＝＋－＠, so ' is put before it; and before what looks guarded already, so that reading gives
 * every text back as it was.
 */
bool csv_text(struct strbuf *out, const char *text);
/* A cell we made ourselves (number, id): quoted where needed, never guarded. */
void csv_plain(struct strbuf *out, const char *text);
void csv_comma(struct strbuf *out);
void csv_end_row(struct strbuf *out); /* CRLF */

/* The text of a cell without its guard; borrowed from `cell`. */
const char *csv_unguarded(const char *cell);

struct csv_row {
	char **cells; /* guards taken off; one block with the texts */
	size_t count;
	size_t line; /* where the row begins, from 1 */
	size_t at;   /* the same as an offset in the text */
};

struct csv {
	struct csv_row *rows; /* the header is row 0; wholly empty lines are left out */
	size_t count;
	struct mark fault; /* why csv_parse() failed is here; line 0: nowhere in particular */
	const char *text;  /* as UTF-8: the bytes that were parsed, which are to stay, or `converted` */
	size_t len;
	struct strbuf converted;
};

/*
 * Whole file: UTF-8 with or without BOM, or CP932; CRLF, LF or CR; quotes doubled. The limits above hold.
 * ERR_INVALID with csv->fault for an open quote, text after a closing quote, NUL, bytes that are neither
 * encoding; nothing is to be released then.
 */
bool csv_parse(struct csv *csv, const char *bytes, size_t len, struct err *err);
void csv_release(struct csv *csv);
/* That failure as "file:line:column: sentence". */
bool csv_tell(const struct csv *csv, const char *file, const struct err *why, struct err *err);

/* Where a cell begins; of one that is missing, where its row ends. */
struct mark csv_place(const struct csv *csv, const struct csv_row *row, size_t cell);

/*
 * How many rows csv_parse would give, the header among them, of a file of any size: nothing is kept. Every
 * row must have as many cells as the header: ERR_INVALID otherwise, with the place.
 */
bool csv_count(const char *bytes, size_t len, size_t *rows, struct err *err);

#endif
