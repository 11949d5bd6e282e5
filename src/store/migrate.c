/* SPDX-License-Identifier: MIT */
#include "store/migrate.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <stdlib.h>

static bool fail_foreign(const struct store *store, struct err *err)
{
	return fail(err,
		    TR(err->lang, "%s は別のプログラムのデータベースのため、開かずそのまま残しました。",
		       "%s is a database of another program; the file was left as it is."),
		    store->path);
}

static bool fail_newer(const struct store *store, int64_t version, struct err *err)
{
	return fail(err,
		    TR(err->lang,
		       "%s は新しい版の tenken の形式（%lld）のため、この版（%d まで）では開けません。",
		       "%s is a database of a newer tenken (format %lld); this one reads formats up to %d."),
		    store->path, (long long)version, store->migrations->count);
}

bool migrate_look(struct store *store, int *version, struct err *err)
{
	int64_t application, user, tables;
	if (!db_number(store, "PRAGMA application_id", &application, err) ||
	    !db_number(store, "PRAGMA user_version", &user, err) ||
	    !db_number(store, "SELECT count(*) FROM sqlite_schema", &tables, err))
		return false;
	*version = 0;
	if (application == 0 && user == 0 && tables == 0)
		return true;
	if (application != STORE_APPLICATION_ID || user < 1)
		return fail_foreign(store, err);
	if (user > store->migrations->count)
		return fail_newer(store, user, err);
	*version = (int)user;
	if (store->mode == STORE_READ && *version < store->migrations->count)
		return fail(
			err,
			TR(err->lang, "%s は前の版の形式のため、書き込みのできる場所で一度開いてください。",
			   "%s has the format of an earlier version; open it once where it can be written."),
			store->path);
	return true;
}

bool migrate_still(struct store *store, struct err *err)
{
	int64_t version;
	if (!db_number(store, "PRAGMA user_version", &version, err))
		return false;
	return version == store->migrations->count || fail_newer(store, version, err);
}

/* Beside the file, from a connection of its own: the first one holds the lock that keeps writers away. */
static bool copy_before(const struct store *store, int version, struct err *err)
{
	struct strbuf name = {0};
	strbuf_addf(&name, "%s.before-v%d", store->path, version);
	for (int i = 2; file_exists(strbuf_str(&name)) && i < 1000; i++) {
		strbuf_reset(&name);
		strbuf_addf(&name, "%s.before-v%d-%d", store->path, version, i);
	}
	sqlite3 *reader = NULL;
	int code = sqlite3_open_v2(store->path, &reader, SQLITE_OPEN_READONLY, NULL);
	bool ok = code == SQLITE_OK ? copy_database(reader, store->path, strbuf_str(&name), false, err)
				    : fault_sqlite(store->path, code, 0, err);
	(void)sqlite3_close_v2(reader);
	strbuf_release(&name);
	return ok;
}

static bool run_missing(struct store *store, struct err *err)
{
	int version, target = store->migrations->count;
	int64_t reached, astray;
	if (!migrate_look(store, &version, err)) /* again: another program may have been quicker */
		return false;
	if (version > 0 && version < target && !copy_before(store, target, err))
		return false;
	for (int i = version; i < target; i++)
		if (!db_exec(store, store->migrations->sql[i], err))
			return false;
	if (!db_number(store, "PRAGMA user_version", &reached, err) ||
	    !db_number(store, "SELECT count(*) FROM pragma_foreign_key_check", &astray, err))
		return false;
	return (reached == target && astray == 0) || fault_sqlite(store->path, SQLITE_CORRUPT, 0, err);
}

bool migrate_run(struct store *store, int version, struct err *err)
{
	if (version == store->migrations->count)
		return true;
	return db_exec(store, "BEGIN IMMEDIATE", err) && db_end(store, run_missing(store, err), err);
}
