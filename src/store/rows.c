/* SPDX-License-Identifier: MIT */
/* Answers as they stand, read where they lie: what goes through hundreds of thousands of them has no use for
 * copies, marks and versions. */
#include "base/alloc.h"
#include "base/text.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

bool store_hold(struct store *store, struct err *err)
{
	if (!db_begin_reading(store, err))
		return false;
	store->held = true;
	return true;
}

void store_let_go(struct store *store)
{
	struct err ignored = {0}; /* nothing was written */
	if (!store->held)
		return;
	store->held = false;
	(void)db_end(store, true, &ignored);
}

/* Put what the first columns of a row hold in place of what is there. */
static void take_texts(sqlite3_stmt *stmt, char **const *texts, int count)
{
	for (int column = 0; column < count; column++) {
		free(*texts[column]);
		*texts[column] = db_text(stmt, column);
	}
}

/* The one respondent of an assessment that is as it was listed. */
static bool find_respondent(struct store *store, struct assessment *a, bool *found, struct err *err)
{
	bool ok;
	char **const texts[] = {&a->respondent, &a->alias, &a->department, &a->role};
	sqlite3_stmt *stmt =
		db_prepare(store,
			   "SELECT r.id, r.alias, r.department, r.role FROM respondent r JOIN assessment a ON"
			   " a.id = r.assessment WHERE r.assessment = ?1 AND NOT r.removed AND NOT a.workshop"
			   " AND a.updated_at = ?2 ORDER BY r.is_group DESC, r.added_at, r.id LIMIT 1",
			   err);
	*found = false;
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, a->id);
	db_bind_text(stmt, 2, a->updated_at);
	*found = db_next(store, stmt, &ok, err);
	if (*found) {
		take_texts(stmt, texts, sizeof texts / sizeof *texts);
		db_reset(stmt);
	}
	return ok;
}

static bool is_fit(const char *text)
{
	return text_is_fit(text, strlen(text));
}

/* Can it be passed on as it lies there? */
static bool peek_row(sqlite3_stmt *stmt, struct answer_row *row)
{
	*row = (struct answer_row){
		.question = db_peek(stmt, 0),
		.state = db_peek(stmt, 1),
		.options = db_peek(stmt, 2),
		.note = db_peek(stmt, 3),
		.evidence = db_peek(stmt, 4),
		.reason = db_peek(stmt, 5),
		.at = db_peek(stmt, 6),
		.revision = db_int(stmt, 7),
	};
	return is_fit(row->note) && is_fit(row->evidence) && is_fit(row->reason) && is_fit(row->at);
}

static bool each_row(struct store *store, const char *respondent, bool *plain,
		     bool (*take)(void *self, const struct answer_row *row), void *self, struct err *err)
{
	bool ok;
	struct answer_row row;
	sqlite3_stmt *stmt = db_prepare(store,
					"SELECT question, state, options, note, evidence, reason, at,"
					" revision FROM answer WHERE respondent = ?1 ORDER BY question",
					err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	while (*plain && db_next(store, stmt, &ok, err))
		*plain = peek_row(stmt, &row) && take(self, &row);
	if (!*plain)
		db_reset(stmt);
	return !*plain || ok;
}

bool store_each_answer(struct store *store, struct assessment *assessment, bool *plain,
		       bool (*take)(void *self, const struct answer_row *row), void *self, struct err *err)
{
	*plain = false;
	if (!db_begin_reading(store, err))
		return false;
	return db_end(store,
		      find_respondent(store, assessment, plain, err) &&
			      (!*plain || each_row(store, assessment->respondent, plain, take, self, err)),
		      err);
}
