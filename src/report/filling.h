/* SPDX-License-Identifier: MIT */
/* A filled-in CSV while it is read. Private to report/. */
#ifndef REPORT_FILLING_H
#define REPORT_FILLING_H

#include "report/csv.h"
#include "report/fill.h"

enum heading {
	HEADING_RESPONDENT,
	HEADING_DEPARTMENT,
	HEADING_ROLE,
	HEADING_QUESTION,
	HEADING_QUESTIONNAIRE,
	HEADING_STATE,
	HEADING_OPTIONS,
	HEADING_NOTE,
	HEADING_EVIDENCE,
	HEADING_REASON,
	HEADING_COUNT,
};

extern const char *const fill_headings[HEADING_COUNT];

struct sheet { /* of one respondent */
	struct filled filled;
	size_t *lines; /* of each item: the row that answers it, 0 for none yet */
	size_t department_line, role_line;
};

struct filling {
	const struct instrument *instrument;
	const struct csv *csv;
	bool many;            /* respondents are told apart, where there is a column for them */
	struct sheet *sheets; /* what the file says so far; one alone unless there are many */
	size_t sheet_count;
	struct sheet *sheet;      /* whose row it is */
	size_t at[HEADING_COUNT]; /* which column; SIZE_MAX when there is none */
	size_t columns;
	char *file; /* safe to print */
	struct strbuf *faults;
	size_t fault_count;
	enum lang lang;
};

/* A fault of this cell, in a sentence; SIZE_MAX: of the row. */
__attribute__((format(printf, 4, 5))) void fill_fault(struct filling *filling, const struct csv_row *row,
						      size_t cell, const char *format, ...);

const char *fill_cell(const struct filling *filling, const struct csv_row *row, enum heading heading);
char *fill_trimmed(const char *s); /* without the blanks around it; owned */
int fill_shown(const char *s);     /* so much of a foreign text as a sentence bears */

struct sheet *fill_add_sheet(struct filling *filling, const char *alias);

/* Whose row it is: sets filling->sheet. False: it is to be passed over, told where that is a fault. */
bool fill_person(struct filling *filling, const struct csv_row *row);

#endif
