/* SPDX-License-Identifier: MIT */
/*
 * A merge is the union of two databases: row by row by the tables (merge_tables.c, merge_answers.c), then
 * which answer stands is worked out anew from the changes alone (merge_settle.c). So any order and any number
 * of merges come to the same. Deleting for good is each laptop's own affair: what was purged here is left
 * out, what was purged there stays here, for a merge may never lose anything.
 *
 * A database with one assessment alone is the same union, of our own rows into an empty one.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "store/db.h"
#include "store/documents.h"
#include "store/merge_file.h"
#include "store/merge_parts.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

/* ---- what the tables use ---- */

bool merge_refuse(struct merge *m, const char *table, struct err *err)
{
	return fail_as(err, ERR_INVALID,
		       TR(err->lang, "%s の %s に、正しくない行があるため、何も取り込みませんでした。",
			  "%s: a row of %s is not valid; nothing was taken in."),
		       m->path, table);
}

const char *merge_text(sqlite3_stmt *row, int column)
{
	return db_peek(row, column);
}

bool merge_bind(struct merge *m, sqlite3_stmt *stmt, sqlite3_stmt *row, int count, struct err *err)
{
	int wanted = sqlite3_bind_parameter_count(stmt); /* some look at the first columns alone */
	for (int i = 0; i < count && i < wanted; i++) {
		/* It copies, which can fail; a row that is looked for by NULL is not found. */
		int code = sqlite3_bind_value(stmt, i + 1, sqlite3_column_value(row, i));
		if (code != SQLITE_OK) {
			db_reset(stmt);
			return db_fail(m->store, code, err);
		}
	}
	return true;
}

bool merge_put(struct merge *m, const char *sql, sqlite3_stmt *row, int count, int *touched, struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(m->store, sql, err);
	if (!stmt)
		return false;
	if (!merge_bind(m, stmt, row, count, err) || !db_run(m->store, stmt, err))
		return false;
	*touched = sqlite3_changes(m->store->sqlite);
	return true;
}

bool merge_has(struct merge *m, const char *sql, sqlite3_stmt *row, int count, bool *there, struct err *err)
{
	bool ok;
	*there = false;
	sqlite3_stmt *stmt = db_prepare(m->store, sql, err);
	if (!stmt || !merge_bind(m, stmt, row, count, err))
		return false;
	*there = db_next(m->store, stmt, &ok, err);
	if (*there)
		db_reset(stmt);
	return ok;
}

/* ---- all of a file ---- */

/* Rows that were made here need no check. */
static bool take_row(struct merge *m, const struct merge_table *table, sqlite3_stmt *row, struct err *err)
{
	if (m->is_foreign && !merge_row_fits(row, table->checks))
		return merge_refuse(m, table->name, err);
	return table->take(m, row, err);
}

static bool take_table(struct merge *m, const struct merge_table *table, struct err *err)
{
	sqlite3_stmt *row;
	int code = sqlite3_prepare_v2(m->file, table->select, -1, &row, NULL);
	if (code != SQLITE_OK)
		return merge_refuse(m, table->name, err);
	(void)sqlite3_bind_text(row, 1, m->only, -1, SQLITE_STATIC);
	bool ok = true;
	while (ok && (code = sqlite3_step(row)) == SQLITE_ROW)
		ok = take_row(m, table, row, err);
	(void)sqlite3_finalize(row);
	return ok && (code == SQLITE_DONE || merge_refuse(m, table->name, err));
}

static bool take_tables(struct merge *m, const struct merge_table *tables, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (!take_table(m, &tables[i], err))
			return false;
	return true;
}

/* Texts that only assessments deleted for good here are of. */
static bool drop_documents(struct merge *m, struct err *err)
{
	if (!documents_drop_unused(m->store, err))
		return false;
	size_t dropped = (size_t)sqlite3_changes(m->store->sqlite);
	m->out->documents.added -= dropped;
	m->out->documents.purged += dropped;
	return true;
}

static bool recount(struct merge *m, struct err *err)
{
	return db_exec(m->store,
		       "UPDATE assessment SET asked = (SELECT COUNT(*) FROM respondent r WHERE r.assessment ="
		       " assessment.id AND NOT is_group AND NOT removed), answered = (SELECT COUNT(*) FROM"
		       " respondent r WHERE r.assessment = assessment.id AND NOT is_group AND NOT removed AND"
		       " handed_in_at <> '') WHERE workshop",
		       err);
}

static bool take_all(struct merge *m, struct err *err)
{
	return documents_drop_unused(m->store, err) && /* so that afterwards they are of this file */
	       take_tables(m, merge_tables, merge_table_count, err) &&
	       take_tables(m, merge_answer_tables, merge_answer_table_count, err) &&
	       merge_tables_agree(m, err) && merge_settle(m, err) && drop_documents(m, err) &&
	       recount(m, err);
}

/* All or nothing, into `store`. */
static bool merge_run(struct merge *m, struct err *err)
{
	*m->out = (struct merge_result){0};
	if (!db_begin(m->store, err))
		return false;
	bool ok = db_end(m->store, take_all(m, err), err);
	merge_touched_release(m);
	return ok;
}

/* Closing a second descriptor of the database in use would drop the locks on it. */
static bool is_another(const struct store *store, const char *path, struct err *err)
{
	struct stat ours, theirs;
	if (stat(store->path, &ours) != 0 || stat(path, &theirs) != 0 || ours.st_ino != theirs.st_ino ||
	    ours.st_dev != theirs.st_dev)
		return true;
	return fail_as(
		err, ERR_INVALID,
		TR(err->lang, "%s は使用中のデータベースそのものです。", "%s is the database in use itself."),
		path);
}

bool store_merge(struct store *store, const char *path, const char *now, struct merge_result *out,
		 struct err *err)
{
	struct merge_file file;
	(void)now; /* a merge makes no change of its own */
	*out = (struct merge_result){0};
	if (!is_another(store, path, err))
		return false;
	bool ok = merge_file_open(&file, path, err);
	if (ok) {
		struct merge m = {.store = store,
				  .file = file.sqlite,
				  .path = path,
				  .only = "",
				  .is_foreign = true,
				  .out = out};
		ok = merge_run(&m, err);
	}
	merge_file_close(&file);
	return ok;
}

/* ---- one assessment alone ---- */

/* From one moment of ours. */
static bool fill_extract(struct store *store, struct store *made, const char *assessment, struct err *err)
{
	struct merge_result result = {0};
	struct merge m = {.store = made, .path = store->path, .only = assessment, .out = &result};
	if (!db_begin_reading(store, err))
		return false;
	m.file = store->sqlite;
	bool ok = merge_run(&m, err) && (result.assessments.added || fault_gone(store, err));
	return db_end(store, ok, err);
}

/* A database without a name: whatever ends the program, nobody's answers stay behind. It is thrown away when
 * it fails, so it needs no journal on the disk. */
static bool open_unnamed(struct store **made, struct err *err)
{
	char *folder = private_folder(err);
	if (!folder)
		return false;
	char *name = file_join(folder, "extract.db");
	bool ok = store_open(made, name, STORE_CREATE, err) &&
		  db_exec(*made, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF", err);
	free(name);
	private_folder_remove(folder);
	return ok;
}

bool store_extract(struct store *store, const char *assessment, const char *path, bool replace,
		   struct err *err)
{
	struct store *made = NULL;
	if (!*path)
		return fault_errno(path, ENOENT, err);
	char *absolute = file_absolute(path);
	bool ok = open_unnamed(&made, err) && fill_extract(store, made, assessment, err) &&
		  copy_database(made->sqlite, store->path, absolute, replace, err);
	store_close(made);
	free(absolute);
	return ok;
}
