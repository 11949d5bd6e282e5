/* SPDX-License-Identifier: MIT */
/* CSV as RFC 4180 has it: a writer with a guard against formulas, and a strict reader that names the line. */
#ifndef REPORT_CSV_H
#define REPORT_CSV_H

#include "base/err.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

/* A text cell; returns true when it had to be guarded with ' (reliability-notes.md, "CSV"). */
bool csv_text(struct strbuf *out, const char *text);
/* A cell we made ourselves (number, id): quoted where needed, never guarded. */
void csv_plain(struct strbuf *out, const char *text);
void csv_comma(struct strbuf *out);
void csv_end_row(struct strbuf *out); /* CRLF */

struct csv_row {
	char **cells; /* guards taken off */
	size_t count;
	size_t line;  /* where the row begins, from 1 */
};

struct csv {
	struct csv_row *rows; /* the header is row 0; wholly empty lines are left out */
	size_t count;
};

/*
 * Whole file: UTF-8 with or without BOM, or CP932; CRLF, LF or CR; quotes doubled. Limits: 16 MiB, 100,000 rows, 200 columns, 20,000 bytes a cell.
 * ERR_INVALID with "line N" for an open quote, text after a closing quote, NUL, bytes that are neither encoding.
 */
bool csv_parse(struct csv *csv, const char *bytes, size_t len, struct err *err);
void csv_release(struct csv *csv);

/* UTF-8 to CP932 and back, one character at a time, exact both ways or not at all. */
bool cp932_encode(uint32_t cp, char out[2], size_t *len);
bool cp932_decode(const char *bytes, size_t n, size_t *used, uint32_t *cp);

#endif
