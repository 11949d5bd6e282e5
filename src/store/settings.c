/* SPDX-License-Identifier: MIT */
#include "store/db.h"

bool store_setting(struct store *store, const char *name, char **value, struct err *err)
{
	bool ok;
	*value = NULL;
	sqlite3_stmt *stmt = db_prepare(store, "SELECT value FROM setting WHERE name = ?1", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, name);
	if (db_next(store, stmt, &ok, err)) {
		*value = db_text(stmt, 0);
		db_reset(stmt);
	}
	return ok;
}

static bool put_setting(struct store *store, const char *name, const char *value, struct err *err)
{
	sqlite3_stmt *stmt =
		value ? db_prepare(store,
				   "INSERT INTO setting (name, value) VALUES (?1, ?2)"
				   " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
				   err)
		      : db_prepare(store, "DELETE FROM setting WHERE name = ?1 AND ?2 = ''", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, name);
	db_bind_text(stmt, 2, value);
	return db_run(store, stmt, err);
}

bool store_set_setting(struct store *store, const char *name, const char *value, struct err *err)
{
	return db_begin(store, err) && db_end(store, put_setting(store, name, value, err), err);
}

bool store_changed(struct store *store, bool *changed, struct err *err)
{
	int64_t version;
	if (!db_number(store, "PRAGMA data_version", &version, err))
		return false;
	*changed = store->look_again || version != store->data_version;
	store->look_again = false;
	store->data_version = version;
	return true;
}
