/* SPDX-License-Identifier: MIT */
/*
 * What the files of store/ share: the connection, statements, transactions and what went wrong in words.
 *
 *   sqlite3_stmt *stmt = db_prepare(store, "SELECT name FROM setting WHERE value = ?1", err);
 *   if (!stmt) return false;
 *   db_bind_text(stmt, 1, value);
 *   bool ok;
 *   while (db_next(store, stmt, &ok, err)) …db_text(stmt, 0)…
 *   return ok;
 *
 * Statements are kept by the address of their text, so it is to be a literal; a transaction is
 *
 *   return db_begin(store, err) && db_end(store, body(…), err);
 */
#ifndef STORE_DB_H
#define STORE_DB_H

#include "base/sys.h"
#include "store/backup.h"
#include "store/migrate.h"
#include "store/store.h"

#include <sqlite3.h>

struct kept {
	const char *sql;
	sqlite3_stmt *stmt;
};

struct store {
	sqlite3 *sqlite; /* NULL after a reopen that failed */
	char *path;      /* absolute */
	enum store_mode mode;
	const struct migrations *migrations;
	char seat[SYS_UUID_SIZE];
	bool broken;     /* a write failed in a way that leaves the connection in doubt: reopen first */
	bool look_again; /* reopened: others may have written meanwhile */
	bool held;       /* a transaction of readings is open around all others: store_hold() */
	bool keeps_backups;
	void (*announce)(void *self,
			 int64_t bytes); /* a copy of the day begins; NULL: nobody wants to know */
	void *announce_self;
	char backed_up[SYS_DATE_SIZE]; /* the day for which that is settled */
	struct err backup_fault;
	int64_t data_version;
	struct kept *kept;
	size_t kept_count, kept_cap;
};

/* store_open() with another list of migrations, for the tests of the machinery. The list must outlive the
 * store. */
bool db_open(struct store **store, const char *path, enum store_mode mode,
	     const struct migrations *migrations, struct err *err);

/* ---- statements ---- */

sqlite3_stmt *db_prepare(struct store *store, const char *sql, struct err *err); /* NULL: err is set */
/* What is bound is borrowed until the statement has run; NULL is "". A bind that fails leaves NULL, which NOT
 * NULL refuses. */
void db_bind_text(sqlite3_stmt *stmt, int at, const char *text);
void db_bind_int(sqlite3_stmt *stmt, int at, int64_t number);
/* The next row? At the end, and on failure, the statement is reset and *ok says which it was. */
bool db_next(struct store *store, sqlite3_stmt *stmt, bool *ok, struct err *err);
void db_reset(sqlite3_stmt *stmt); /* when rows are left that nobody wants */
bool db_run(struct store *store, sqlite3_stmt *stmt, struct err *err); /* to the end */
bool db_exec(struct store *store, const char *sql, struct err *err);   /* constant text, several statements */

char *db_text(sqlite3_stmt *stmt, int column);       /* owned, never NULL; fit to be a stored text */
const char *db_peek(sqlite3_stmt *stmt, int column); /* borrowed until the next step, never NULL */
int64_t db_int(sqlite3_stmt *stmt, int column);
int db_small(sqlite3_stmt *stmt, int column); /* within int, whatever the file says */

/* The first column of the first row; 0 when there is none. */
bool db_number(struct store *store, const char *sql, int64_t *number, struct err *err);

/* ---- transactions ---- */

bool db_begin(struct store *store, struct err *err); /* for writing: nobody else writes from here on */
bool db_begin_reading(struct store *store, struct err *err);
bool db_end(struct store *store, bool ok,
	    struct err *err); /* commit when ok, else roll back; true: it is on the disk */

/* ---- failures ---- */

bool db_fail(struct store *store, int code, struct err *err); /* what SQLite said of this connection */
bool fault_sqlite(const char *path, int code, int error,
		  struct err *err); /* `error`: the errno, 0 when unknown */
int fault_reason(sqlite3 *sqlite);  /* that errno; to be asked at once, errno having been 0 before the call
				       that failed */
bool fault_errno(const char *path, int error, struct err *err);
/* Of an assessment, or its respondent, that is not in the file (any more). */
bool fault_gone(const struct store *store, struct err *err);

/* ---- files ---- */

bool place_check(const char *path, enum store_mode mode, bool *missing, struct err *err);
bool place_make(const char *path, struct err *err);        /* an empty file, 0600, and the folders above it */
bool place_sync_folder(const char *path, struct err *err); /* the folder that holds it */

/* A whole copy of what the connection sees; `source_path` may not be replaced by itself. */
bool copy_database(sqlite3 *source, const char *source_path, const char *path, bool replace, struct err *err);

#endif
