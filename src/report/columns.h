/* SPDX-License-Identifier: MIT */
/* The columns and rows of every table: a row each, its name and what fills a cell of it. Private to report/.
 */
#ifndef REPORT_COLUMNS_H
#define REPORT_COLUMNS_H

#include "report/cell.h"
#include "report/report.h"
#include "report/roll.h"

struct place { /* what a row of a table speaks of */
	const struct subject *subject;
	enum lang lang;    /* of the labels */
	size_t index;      /* scores: of the criterion; actions: of the action; the others: of the item */
	size_t department; /* departments: which */
	const struct roll_row *row; /* answers of a workshop: of a person; NULL: of the group */
};

/* What a cell depends on where there is no workshop: what stays the same is written out once. */
enum scope {
	OF_ROW,
	OF_SUBJECT, /* the same in all rows of an assessment */
	OF_ITEM,    /* the same for a question in all assessments of the same documents */
};

struct column {
	const char *name;
	void (*fill)(struct cell *cell, const struct place *place); /* the cell comes empty, as CELL_NONE */
	enum scope scope;
};

struct columns {
	const struct column *list;
	size_t count;
};

struct table {
	struct columns own;
	struct columns labels; /* what --labels adds after them */
	struct columns later;  /* added when the labels had their place already: stays behind them */
	size_t (*count)(const struct subject *subject, const struct roll *roll); /* how many places */
	/* The place of that number; false: it has no row. The roll is empty but for a workshop's answers. */
	bool (*find)(struct place *place, const struct roll *roll, size_t n);
};

extern const struct table table_scores, table_answers, table_agreement, table_departments, table_actions;

const struct table *columns_table(enum report_table table);

/* ---- for the files that define columns ---- */

#define TEXT(column, text)                                                      \
	static void fill_##column(struct cell *cell, const struct place *place) \
	{                                                                       \
		cell_text(cell, text);                                          \
	}
#define NUMBER(column, number)                                                  \
	static void fill_##column(struct cell *cell, const struct place *place) \
	{                                                                       \
		cell_number(cell, (int64_t)(number));                           \
	}
#define FRACTION(column, fraction)                                              \
	static void fill_##column(struct cell *cell, const struct place *place) \
	{                                                                       \
		cell_fraction(cell, fraction);                                  \
	}
#define COLUMN(column) COLUMN_OF(column, OF_ROW)
#define COLUMN_OF(column, scope)              \
	{                                     \
#column, fill_##column, scope \
	}
#define COLUMNS(list)                               \
	{                                           \
		list, sizeof(list) / sizeof *(list) \
	}

#endif
