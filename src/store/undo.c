/* SPDX-License-Identifier: MIT */
/*
 * Undo appends a change that says which one it undoes. Taken back is this respondent's newest change that
 * became the answer, is no undo itself and has not been taken back yet; everything newer on its question has
 * been taken back by then, so what it replaced is what is to be restored. Repeated, it walks back through the
 * log, over the end of a program run as well.
 */
#include "base/alloc.h"
#include "store/db.h"
#include "store/log.h"

#include <stdlib.h>
#include <string.h>

struct target {
	char *id;   /* of the change to take back; NULL: there is none */
	char *head; /* of its question now */
	struct stored_answer before;
};

static void target_release(struct target *target)
{
	free(target->id);
	free(target->head);
	stored_answer_release(&target->before);
}

static bool find_target(struct store *store, const char *respondent, struct target *target, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt = db_prepare(
		store,
		"SELECT l.id, a.head, l.question, COALESCE(b.state, 'blank'), b.options, b.note,"
		" b.evidence, b.reason FROM answer_log l LEFT JOIN answer_parent p ON p.change = l.id AND"
		" p.stood = 1 LEFT JOIN answer_log b ON b.id = p.parent LEFT JOIN answer a ON"
		" a.respondent = l.respondent AND a.question = l.question WHERE l.respondent = ?1 AND"
		" l.undoes = '' AND l.branch = 0 AND NOT EXISTS (SELECT 1 FROM answer_log u WHERE"
		" u.undoes = l.id AND u.undoes <> '' AND u.branch = 0) ORDER BY l.seq DESC LIMIT 1",
		err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	if (db_next(store, stmt, &ok, err)) {
		char **const texts[] = {&target->id,
					&target->head,
					&target->before.question,
					&target->before.state,
					&target->before.options,
					&target->before.note,
					&target->before.evidence,
					&target->before.reason};
		for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
			*texts[i] = db_text(stmt, i);
		db_reset(stmt);
	}
	return ok;
}

static bool take_back(struct store *store, const char *respondent, const struct target *target,
		      const char *now, struct err *err)
{
	struct entry entry = {
		.respondent = respondent,
		.question = target->before.question,
		.state = target->before.state,
		.options = target->before.options,
		.note = target->before.note,
		.evidence = target->before.evidence,
		.reason = target->before.reason,
		.parent = target->head,
		.undoes = target->id,
		.now = now,
	};
	return log_append(store, &entry, err);
}

static bool touch(struct store *store, const char *assessment, const char *now, struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(store, "UPDATE assessment SET updated_at = ?2 WHERE id = ?1", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, now);
	return db_run(store, stmt, err);
}

static bool undo(struct store *store, const char *assessment, const char *respondent, const char *now,
		 int64_t *seen, struct target *target, bool *refused, struct err *err)
{
	return log_may_write(store, assessment, respondent, "", err) &&
	       log_look(store, respondent, seen, refused, err) &&
	       (*refused || find_target(store, respondent, target, err)) &&
	       (!target->id ||
		(take_back(store, respondent, target, now, err) && touch(store, assessment, now, err) &&
		 log_look(store, respondent, seen, refused, err)));
}

bool store_undo(struct store *store, const char *assessment, const char *respondent, const char *now,
		int64_t *seq, struct undone *out, struct err *err)
{
	struct target target = {0};
	int64_t seen = *seq;
	bool refused = false;
	*out = (struct undone){0};
	if (!db_begin(store, err))
		return false;
	bool ok = undo(store, assessment, respondent, now, &seen, &target, &refused, err);
	ok = db_end(store, ok, err);
	if (ok) {
		*seq = seen;
		*out = (struct undone){.done = target.id != NULL, .refused = refused};
		out->question = out->done ? xstrdup(target.before.question) : NULL;
	}
	target_release(&target);
	return ok;
}
