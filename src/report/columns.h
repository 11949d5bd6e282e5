/* SPDX-License-Identifier: MIT */
/* The columns of the tables `scores` and `answers`: a row each, its name and what fills a cell of it. Private
 * to report/. */
#ifndef REPORT_COLUMNS_H
#define REPORT_COLUMNS_H

#include "report/report.h"

enum cell_kind {
	CELL_NONE, /* a value that does not exist: empty in CSV, null in JSON */
	CELL_TEXT,
	CELL_NUMBER, /* as JSON writes it */
};

struct cell {
	enum cell_kind kind;
	struct strbuf text;
};

struct place { /* what a row of a table speaks of */
	const struct subject *subject;
	size_t index;   /* scores: of the criterion; answers: of the item */
	enum lang lang; /* of the labels */
};

struct column {
	const char *name;
	void (*fill)(struct cell *cell, const struct place *place); /* the cell comes empty, as CELL_NONE */
};

struct columns {
	const struct column *list;
	size_t count;
};

struct columns columns_of(enum report_table table);
struct columns columns_labels(enum report_table table); /* what --labels adds at the end */

/* How many places a subject has in this table, and whether there is a row for one of them. */
size_t columns_place_count(enum report_table table, const struct subject *subject);
bool columns_has_row(enum report_table table, const struct place *place);

#endif
