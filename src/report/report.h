/* SPDX-License-Identifier: MIT */
/*
 * What leaves the program as data: its tables in CSV or JSON, in the encoding asked for. Pure: fills a
 * buffer; writing it is base/file's work.
 *
 * scores: a row per criterion; of a workshop: of what the group answers.
 *
 * answers: a row per question; of a workshop: per question of each person, then of the group (respondent
 * `_group`). `basis` says what the group's answer is: agreed, left_open or provisional; of a person's answer
 * `second` where it is that of the second round, which counts in its place. Who may be named and in which
 * order people stand: report/roll.h.
 *
 * agreement: a row per question of a workshop: counts, agreement, agenda, what was agreed.
 *
 * departments: a row per question of a workshop and department that is shown.
 *
 * actions: a row per action.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/err.h"
#include "base/strbuf.h"
#include "model/action.h"
#include "model/score.h"
#include "model/workshop.h"

enum report_table { REPORT_SCORES, REPORT_ANSWERS, REPORT_AGREEMENT, REPORT_DEPARTMENTS, REPORT_ACTIONS };
enum report_format { REPORT_CSV, REPORT_JSON };
enum report_encoding { ENCODING_UTF8_BOM, ENCODING_UTF8, ENCODING_CP932 };
enum report_labels { LABELS_NONE, LABELS_JA, LABELS_EN };

/* One assessment, ready to be reported. Everything is borrowed. Strings are never NULL. */
struct subject {
	const char *assessment_id, *title, *municipality_code, *municipality, *started_at, *updated_at;
	int fiscal_year;                            /* 0: empty cell */
	const char *respondent, *department, *role; /* respondent: alias, else "1" */
	const struct instrument *instrument;
	const struct answers *answers;
	const struct score *score;
	const char *const *answered_at; /* one per item; "" where there is none */
	const int64_t *revisions;       /* one per item */
	/* NULL: one respondent. Else `answers`, `answered_at` and `revisions` are the group's own, and
	 * respondent, department, role and score are not looked at. */
	const struct workshop *workshop;
	const struct actions *actions; /* NULL: none */
	bool like_before;              /* `instrument` is that of the subject before, and as it was */
};

struct report_options {
	enum report_table table;
	enum report_format format;
	enum report_encoding encoding;
	enum report_labels labels;
};

struct report_result {
	size_t rows;        /* without the header */
	size_t neutralised; /* cells that got a guard against being run as a formula */
};

/*
 * A report made piece by piece; `out` is not to be touched before the end. NULL with a sentence when it
 * cannot be made at all; report_end() fails as report_write() does, and ends it in any case.
 */
struct report;
struct report *report_begin(struct report_options options, struct strbuf *out, struct err *err);
void report_add(struct report *report, const struct subject *subject);
bool report_end(struct report *report, struct report_result *result, struct err *err);

/*
 * The whole file for these assessments. ERR_INVALID with every character that CP932 lacks, named with row and
 * column (the first 10 of them and how many), and then `out` is left empty.
 */
bool report_write(const struct subject *subjects, size_t count, struct report_options options,
		  struct strbuf *out, struct report_result *result, struct err *err);

/* Read a CSV that report_write wrote (any of the encodings) and count its rows: the check after writing. */
bool report_count_rows(const char *bytes, size_t len, size_t *rows, struct err *err);

/* How many columns a table has without labels, and the name of one: header names never change. */
size_t report_column_count(enum report_table table);
const char *report_column_name(enum report_table table, size_t column);

#endif
