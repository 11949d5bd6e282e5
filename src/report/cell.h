/* SPDX-License-Identifier: MIT */
/* What may stand in a cell of a table. Private to report/. */
#ifndef REPORT_CELL_H
#define REPORT_CELL_H

#include "base/strbuf.h"
#include "model/score.h"

enum cell_kind {
	CELL_NONE, /* a value that does not exist: empty in CSV, null in JSON */
	CELL_TEXT,
	CELL_NUMBER, /* as JSON writes it */
};

struct cell {
	enum cell_kind kind;
	struct strbuf text;
};

void cell_text(struct cell *cell, const char *text); /* NULL is "" */
void cell_owned(struct cell *cell, char *text);      /* frees it */
void cell_number(struct cell *cell, int64_t number);
void cell_fraction(struct cell *cell, struct fraction fraction); /* four decimals; stays as it is for den 0 */
/* Thousandths as a decimal without zeros at its end. */
void cell_thousandths(struct cell *cell, int64_t thousandths);

#endif
