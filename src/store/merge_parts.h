/* SPDX-License-Identifier: MIT */
/* What the files of a merge share. */
#ifndef STORE_MERGE_PARTS_H
#define STORE_MERGE_PARTS_H

#include "store/store.h"

#include <sqlite3.h>

struct touched {  /* somebody whose answers are to be weighed anew */
	char *id; /* owned */
	bool in_file;
};

struct merge {
	struct store *store; /* into this one, within a transaction */
	sqlite3 *file;       /* from this one */
	const char *path;    /* its name, for sentences */
	const char *only;    /* of one assessment; "": of all */
	bool is_foreign;     /* its rows are to be checked */
	struct merge_result *out;
	struct touched *persons;
	size_t person_count, person_cap;
};

/*
 * A table of the file: its rows, those of ?1 alone or all for ''; and what each column may hold, a letter per
 * column: u UUID, t time, D date or "", d id, I id or "", k key, s a line, n a note, o options; U T K as
 * their small ones or ""; b bytes, i a count, v any number from 0 on, f 0 or 1. Columns behind these are
 * worked out of them.
 */
struct merge_table {
	const char *name, *select, *checks;
	bool (*take)(struct merge *m, sqlite3_stmt *row, struct err *err);
};

/* In this order: what is referred to comes first. */
extern const struct merge_table merge_tables[];
extern const size_t merge_table_count;
extern const struct merge_table merge_answer_tables[];
extern const size_t merge_answer_table_count;

bool merge_row_fits(sqlite3_stmt *row, const char *checks);
/* What no single row shows: each workshop has its group, an assessment one framework at most, and the like.
 */
bool merge_tables_agree(struct merge *m, struct err *err);

/* Weigh this person's answers when all changes are in. */
void merge_touch(struct merge *m, const char *respondent, bool in_file);
void merge_touched_release(struct merge *m);
/* Which of the versions stands, for everybody whose changes the file holds or whose have branches here. */
bool merge_settle(struct merge *m, struct err *err);

bool merge_refuse(struct merge *m, const char *table, struct err *err);
const char *merge_text(sqlite3_stmt *row, int column);
/* Columns [0, count) as ?1 … */
bool merge_bind(struct merge *m, sqlite3_stmt *stmt, sqlite3_stmt *row, int count, struct err *err);
/* Run a statement with the row's first columns; *touched: how many rows. */
bool merge_put(struct merge *m, const char *sql, sqlite3_stmt *row, int count, int *touched, struct err *err);
/* Does the statement find something of ours for the row's first columns? */
bool merge_has(struct merge *m, const char *sql, sqlite3_stmt *row, int count, bool *there, struct err *err);

#endif
