/* SPDX-License-Identifier: MIT */
#include "store/db.h"

#include "base/alloc.h"
#include "base/text.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <string.h>

static bool ready(struct store *store, struct err *err)
{
	return (store->sqlite && !store->broken) || store_reopen(store, err);
}

sqlite3_stmt *db_prepare(struct store *store, const char *sql, struct err *err)
{
	if (!ready(store, err))
		return NULL;
	for (size_t i = 0; i < store->kept_count; i++)
		if (store->kept[i].sql == sql)
			return store->kept[i].stmt;
	sqlite3_stmt *stmt;
	errno = 0;
	int code = sqlite3_prepare_v3(store->sqlite, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, NULL);
	if (code != SQLITE_OK) {
		db_fail(store, code, err);
		return NULL;
	}
	store->kept = xgrow(store->kept, &store->kept_cap, store->kept_count + 1, sizeof *store->kept);
	store->kept[store->kept_count++] = (struct kept){.sql = sql, .stmt = stmt};
	return stmt;
}

void db_bind_text(sqlite3_stmt *stmt, int at, const char *text)
{
	(void)sqlite3_bind_text(stmt, at, text ? text : "", -1, SQLITE_STATIC);
}

void db_bind_int(sqlite3_stmt *stmt, int at, int64_t number)
{
	(void)sqlite3_bind_int64(stmt, at, number);
}

void db_reset(sqlite3_stmt *stmt)
{
	(void)sqlite3_reset(stmt); /* repeats what the last step said */
	(void)sqlite3_clear_bindings(stmt);
}

bool db_next(struct store *store, sqlite3_stmt *stmt, bool *ok, struct err *err)
{
	errno = 0;
	int code = sqlite3_step(stmt);
	*ok = code == SQLITE_ROW || code == SQLITE_DONE;
	if (code == SQLITE_ROW)
		return true;
	if (!*ok)
		db_fail(store, code, err);
	db_reset(stmt);
	return false;
}

bool db_run(struct store *store, sqlite3_stmt *stmt, struct err *err)
{
	bool ok;
	while (db_next(store, stmt, &ok, err))
		;
	return ok;
}

bool db_exec(struct store *store, const char *sql, struct err *err)
{
	errno = 0;
	int code = sqlite3_exec(store->sqlite, sql, NULL, NULL, NULL);
	return code == SQLITE_OK || db_fail(store, code, err);
}

const char *db_peek(sqlite3_stmt *stmt, int column)
{
	/* Without memory SQLite gives NULL for a text, and an answer must never be read as an empty one. */
	const char *text = (const char *)sqlite3_column_text(stmt, column);
	if (!text && sqlite3_errcode(sqlite3_db_handle(stmt)) == SQLITE_NOMEM)
		alloc_die();
	return text ? text : "";
}

/* What nobody could have typed was put there by other hands, and shall not get out to a terminal. */
char *db_text(sqlite3_stmt *stmt, int column)
{
	const char *text = db_peek(stmt, column);
	size_t len = strlen(text);
	return text_is_fit(text, len) ? xstrndup(text, len) : text_mended(text, len);
}

int64_t db_int(sqlite3_stmt *stmt, int column)
{
	return sqlite3_column_int64(stmt, column);
}

int db_small(sqlite3_stmt *stmt, int column)
{
	int64_t number = db_int(stmt, column);
	return number < INT_MIN ? INT_MIN : number > INT_MAX ? INT_MAX : (int)number;
}

bool db_number(struct store *store, const char *sql, int64_t *number, struct err *err)
{
	bool ok;
	*number = 0;
	sqlite3_stmt *stmt = db_prepare(store, sql, err);
	if (!stmt)
		return false;
	if (db_next(store, stmt, &ok, err)) {
		*number = db_int(stmt, 0);
		db_reset(stmt);
	}
	return ok;
}

bool db_begin(struct store *store, struct err *err)
{
	assert(!store->held);
	if (store->mode == STORE_READ)
		return fault_sqlite(store->path, SQLITE_READONLY, 0, err);
	if (!ready(store, err) || !store_backup_today(store, err) || !db_exec(store, "BEGIN IMMEDIATE", err))
		return false;
	return migrate_still(store, err) || db_end(store, false, err);
}

bool db_begin_reading(struct store *store, struct err *err)
{
	return ready(store, err) && (store->held || db_exec(store, "BEGIN", err));
}

bool db_end(struct store *store, bool ok, struct err *err)
{
	if (store->held)
		return ok;
	if (ok && db_exec(store, "COMMIT", err))
		return true;
	/* Some failures have rolled back already. */
	if (store->sqlite && !sqlite3_get_autocommit(store->sqlite) &&
	    sqlite3_exec(store->sqlite, "ROLLBACK", NULL, NULL, NULL) != SQLITE_OK)
		store->broken = true;
	return false;
}
