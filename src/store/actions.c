/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/db.h"

#include <stdlib.h>

static struct action read_action(sqlite3_stmt *stmt)
{
	struct action a = {
		.id = db_text(stmt, 0),
		.criterion = db_text(stmt, 1),
		.question = db_text(stmt, 2),
		.text = db_text(stmt, 3),
		.owner = db_text(stmt, 4),
		.due = db_text(stmt, 5),
		.created_at = db_text(stmt, 7),
		.from = db_text(stmt, 8),
		.revision = db_int(stmt, 9),
	};
	(void)action_state_parse(db_peek(stmt, 6), &a.state); /* the table holds no other word */
	return a;
}

bool store_actions(struct store *store, const char *assessment, struct actions *out, struct err *err)
{
	bool ok;
	size_t cap = 0;
	*out = (struct actions){0};
	sqlite3_stmt *stmt = db_prepare(store,
					"SELECT id, criterion, question, text, owner, due, state, created_at,"
					" origin, revision FROM action WHERE assessment = ?1 AND NOT removed"
					" ORDER BY created_at, id",
					err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	while (db_next(store, stmt, &ok, err)) {
		out->list = xgrow(out->list, &cap, out->count + 1, sizeof *out->list);
		out->list[out->count++] = read_action(stmt);
	}
	if (!ok)
		actions_release(out);
	return ok;
}

static bool write_action(struct store *store, const char *assessment, const struct action *a, const char *id,
			 const char *created, int64_t *revision, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt = db_prepare(store,
					"INSERT INTO action (id, assessment, criterion, question, text, "
					"owner, due, state, created_at,"
					" origin, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
					"1) ON CONFLICT (id) DO UPDATE"
					" SET criterion = ?3, question = ?4, text = ?5, owner = ?6, due = "
					"?7, state = ?8, removed = 0,"
					" revision = revision + 1 WHERE assessment = ?2 RETURNING revision",
					err);
	if (!stmt)
		return false;
	const char *const texts[] = {id,      assessment, a->criterion, a->question,
				     a->text, a->owner,   a->due,       action_state_id(a->state),
				     created, a->from};
	for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
		db_bind_text(stmt, i + 1, texts[i]);
	*revision = 0;
	while (db_next(store, stmt, &ok, err))
		*revision = db_int(stmt, 0);
	return ok && (*revision || fault_gone(store, err));
}

bool store_action_put(struct store *store, const char *assessment, struct action *a, const char *now,
		      struct err *err)
{
	char made[SYS_UUID_SIZE];
	bool is_new = !a->id || !*a->id;
	int64_t revision;
	sys_uuid(made);
	const char *created = is_new || !a->created_at ? now : a->created_at;
	if (!db_begin(store, err) ||
	    !db_end(store, write_action(store, assessment, a, is_new ? made : a->id, created, &revision, err),
		    err))
		return false;
	if (is_new) {
		free(a->id);
		free(a->created_at);
		a->id = xstrdup(made);
		a->created_at = xstrdup(now);
	}
	a->revision = revision;
	return true;
}

static bool remove_action(struct store *store, const char *assessment, const char *action, struct err *err)
{
	sqlite3_stmt *stmt =
		db_prepare(store,
			   "UPDATE action SET removed = 1, revision = revision + 1 WHERE id = ?1 AND"
			   " assessment = ?2",
			   err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, action);
	db_bind_text(stmt, 2, assessment);
	return db_run(store, stmt, err) && (sqlite3_changes(store->sqlite) > 0 || fault_gone(store, err));
}

bool store_action_remove(struct store *store, const char *assessment, const char *action, struct err *err)
{
	return db_begin(store, err) && db_end(store, remove_action(store, assessment, action, err), err);
}

/* Is it there already, removed or not? */
static bool carried_before(struct store *store, const char *to, const char *from, bool *there,
			   struct err *err)
{
	bool ok;
	*there = false;
	sqlite3_stmt *stmt =
		db_prepare(store, "SELECT 1 FROM action WHERE assessment = ?1 AND origin = ?2", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, to);
	db_bind_text(stmt, 2, from);
	*there = db_next(store, stmt, &ok, err);
	if (*there)
		db_reset(stmt);
	return ok;
}

static bool carry_one(struct store *store, const char *to, const struct action *old, const char *now,
		      size_t *carried, struct err *err)
{
	bool there;
	char made[SYS_UUID_SIZE];
	int64_t revision;
	if (old->state == ACTION_DONE || old->state == ACTION_DROPPED)
		return true;
	if (!carried_before(store, to, old->id, &there, err) || there)
		return there;
	struct action next = *old; /* borrows its texts */
	next.from = old->id;
	sys_uuid(made);
	++*carried;
	return write_action(store, to, &next, made, now, &revision, err);
}

bool store_actions_carry(struct store *store, const char *from, const char *to, const char *now,
			 size_t *carried, struct err *err)
{
	struct actions old;
	*carried = 0;
	if (!store_actions(store, from, &old, err))
		return false;
	bool ok = db_begin(store, err);
	if (ok) {
		for (size_t i = 0; ok && i < old.count; i++)
			ok = carry_one(store, to, &old.list[i], now, carried, err);
		ok = db_end(store, ok, err);
	}
	actions_release(&old);
	return ok;
}
