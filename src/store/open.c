/* SPDX-License-Identifier: MIT */
/*
 * Opening: the path is made absolute (so '', ':memory:' and 'file:…' are no special names), the file is
 * looked at, made when it may be, opened, recognised as ours before anything in it changes, set up, and
 * migrated.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define BUSY_MS 2000
#define ROW_BYTES_MAX \
	(4 << 20) /* a note has 20,000, a questionnaire 1 MiB: more was put there by other hands */

struct pragma {
	const char *sql;
	const char *expected; /* in its first row; NULL: whatever it says */
};

/* clang-format off */

/* None of these writes to the file. */
static const struct pragma on_opening[] = {
	{"PRAGMA trusted_schema = OFF",  NULL},
	{"PRAGMA trusted_schema",        "0"},
	{"PRAGMA cell_size_check = ON",  NULL},
	{"PRAGMA temp_store = MEMORY",   NULL},
	{"PRAGMA temp_store",            "2"},
	{"PRAGMA foreign_keys = OFF",    NULL},
};

/* DELETE with EXTRA is what survives a power cut (FULL alone does not flush the folder); fullfsync is for macOS. */
static const struct pragma for_writing[] = {
	{"PRAGMA journal_mode = DELETE", "delete"},
	{"PRAGMA synchronous = EXTRA",   NULL},
	{"PRAGMA synchronous",           "3"},
	{"PRAGMA fullfsync = ON",        NULL},
	{"PRAGMA secure_delete = ON",    NULL},
	{"PRAGMA secure_delete",         "1"},
};

static const struct pragma when_migrated[] = {
	{"PRAGMA foreign_keys = ON",     NULL},
	{"PRAGMA foreign_keys",          "1"},
};

/* clang-format on */

static bool set_one(struct store *store, const struct pragma *pragma, struct err *err)
{
	bool ok, as_expected = !pragma->expected;
	sqlite3_stmt *stmt = db_prepare(store, pragma->sql, err);
	if (!stmt)
		return false;
	while (db_next(store, stmt, &ok, err))
		as_expected = as_expected || strcmp(db_peek(stmt, 0), pragma->expected) == 0;
	if (ok && !as_expected)
		return fail(err,
			    TR(err->lang, "%s を安全に保存できる設定（%s）にできません。",
			       "%s cannot be set up for safe saving (%s)."),
			    store->path, pragma->sql);
	return ok;
}

static bool set(struct store *store, const struct pragma *pragmas, size_t count, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (!set_one(store, &pragmas[i], err))
			return false;
	return true;
}

#define SET(store, pragmas, err) set(store, pragmas, sizeof(pragmas) / sizeof *(pragmas), err)

static void disconnect(struct store *store)
{
	for (size_t i = 0; i < store->kept_count; i++)
		(void)sqlite3_finalize(store->kept[i].stmt); /* repeats an old failure */
	store->kept_count = 0;
	(void)sqlite3_close_v2(store->sqlite);
	store->sqlite = NULL;
}

/* Did SQLite open the file that the path names, and nothing that lives in memory alone? */
static bool is_that_file(struct store *store, struct err *err)
{
	struct stat named, opened;
	const char *name = sqlite3_db_filename(store->sqlite, "main");
	if (!name || !*name || stat(name, &opened) != 0 || !S_ISREG(opened.st_mode) ||
	    stat(store->path, &named) != 0 || named.st_ino != opened.st_ino || named.st_dev != opened.st_dev)
		return fault_sqlite(store->path, SQLITE_CANTOPEN, 0, err);
	return true;
}

static bool harden(struct store *store, struct err *err)
{
	static const struct {
		int option, value;
	} options[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
		{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
	};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		int is = -1;
		int code = sqlite3_db_config(store->sqlite, options[i].option, options[i].value, &is);
		if (code != SQLITE_OK || is != options[i].value)
			return db_fail(store, code != SQLITE_OK ? code : SQLITE_MISUSE, err);
	}
	(void)sqlite3_limit(store->sqlite, SQLITE_LIMIT_LENGTH, ROW_BYTES_MAX);
	return true;
}

/* Older ones do not know STRICT; to them our tables are a syntax error. */
static bool is_recent(const struct store *store, struct err *err)
{
	return sqlite3_libversion_number() >= 3037000 ||
	       fail(err,
		    TR(err->lang, "%s を開くには SQLite 3.37 以降が必要です（この環境では %s）。",
		       "%s needs SQLite 3.37 or later; this one is %s."),
		    store->path, sqlite3_libversion());
}

static bool connect_file(struct store *store, struct err *err)
{
	int mode = store->mode == STORE_READ ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
	errno = 0;
	int code = sqlite3_open_v2(store->path, &store->sqlite, mode | SQLITE_OPEN_NOMUTEX, NULL);
	if (code != SQLITE_OK)
		return db_fail(store, store->sqlite ? sqlite3_extended_errcode(store->sqlite) : code, err);
	(void)sqlite3_extended_result_codes(store->sqlite, 1);
	(void)sqlite3_busy_timeout(store->sqlite, BUSY_MS);
	/* Where it cannot write, SQLite opens for reading without a word. */
	if (store->mode == STORE_CREATE && sqlite3_db_readonly(store->sqlite, "main") != 0)
		return fault_sqlite(store->path, SQLITE_READONLY, 0, err);
	return is_that_file(store, err) && harden(store, err) && SET(store, on_opening, err);
}

static bool set_up(struct store *store, bool may_be_new, struct err *err)
{
	int version;
	if (!is_recent(store, err) || !connect_file(store, err) || !migrate_look(store, &version, err))
		return false;
	if (version == 0 && !may_be_new)
		return fail(err,
			    TR(err->lang, "%s は空で、保存した内容がありません。",
			       "%s is empty; what was saved is not in it."),
			    store->path);
	if (store->mode == STORE_CREATE &&
	    (!SET(store, for_writing, err) || !migrate_run(store, version, err)))
		return false;
	return SET(store, when_migrated, err) &&
	       db_number(store, "PRAGMA data_version", &store->data_version, err);
}

static bool set_up_or_close(struct store *store, bool may_be_new, struct err *err)
{
	store->broken = false;
	bool ok = set_up(store, may_be_new, err);
	if (!ok)
		disconnect(store);
	return ok;
}

static bool open_path(struct store **out, const char *path, enum store_mode mode,
		      const struct migrations *migrations, bool anew, struct err *err)
{
	bool missing;
	*out = NULL;
	if (!*path)
		return fail_as(err, ERR_USAGE,
			       TR(err->lang, "データベースのファイル名が空です。",
				  "The name of the database file is empty."));
	struct store *store = xcalloc(1, sizeof *store);
	*store = (struct store){.path = file_absolute(path), .mode = mode, .migrations = migrations};
	sys_uuid(store->seat);
	bool ok = (anew || !store_is_lost(store->path, err)) &&
		  place_check(store->path, mode, &missing, err) &&
		  (!missing || place_make(store->path, err)) &&
		  set_up_or_close(store, mode == STORE_CREATE, err);
	if (ok)
		*out = store;
	else
		store_close(store);
	return ok;
}

/* Somebody may have died in the middle of a write. To take that back it has to be opened for writing, which
 * who only reads cannot do; where nobody can, the reader is told. */
static void take_back_cut_off_write(const char *path, const struct migrations *migrations)
{
	struct stat info;
	struct strbuf journal = {0};
	struct store *store = NULL;
	struct err ignored = {0};
	strbuf_addf(&journal, "%s-journal", path);
	if (*path && stat(strbuf_str(&journal), &info) == 0 && info.st_size > 0 &&
	    open_path(&store, path, STORE_CREATE, migrations, false, &ignored))
		store_close(store);
	strbuf_release(&journal);
}

bool db_open(struct store **store, const char *path, enum store_mode mode,
	     const struct migrations *migrations, struct err *err)
{
	if (mode == STORE_READ)
		take_back_cut_off_write(path, migrations);
	return open_path(store, path, mode, migrations, false, err);
}

bool store_open_anew(struct store **store, const char *database, struct err *err)
{
	return open_path(store, database, STORE_CREATE, &store_migrations, true, err);
}

bool store_open(struct store **store, const char *path, enum store_mode mode, struct err *err)
{
	return db_open(store, path, mode, &store_migrations, err);
}

/* A file that is gone is not made anew: an empty start must never look like the saved one. */
bool store_reopen(struct store *store, struct err *err)
{
	bool missing;
	if (!place_check(store->path, store->mode, &missing, err))
		return false;
	if (missing)
		return fault_errno(store->path, ENOENT, err);
	disconnect(store);
	store->look_again = true;
	return set_up_or_close(store, false, err);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	disconnect(store);
	free(store->kept);
	free(store->path);
	free(store);
}

const char *store_path(const struct store *store)
{
	return store->path;
}
