/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/db.h"
#include "store/log.h"

#include <stdlib.h>

void stored_answer_release(struct stored_answer *answer)
{
	char *const texts[] = {answer->question, answer->state,  answer->options, answer->note,
			       answer->evidence, answer->reason, answer->head,    answer->at};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		free(texts[i]);
	*answer = (struct stored_answer){0};
}

void stored_answers_release(struct stored_answers *answers)
{
	for (size_t i = 0; i < answers->count; i++)
		stored_answer_release(&answers->list[i]);
	free(answers->list);
	*answers = (struct stored_answers){0};
}

static struct stored_answer read_answer(sqlite3_stmt *stmt)
{
	return (struct stored_answer){
		.question = db_text(stmt, 0),
		.state = db_text(stmt, 1),
		.options = db_text(stmt, 2),
		.note = db_text(stmt, 3),
		.evidence = db_text(stmt, 4),
		.reason = db_text(stmt, 5),
		.head = db_text(stmt, 6),
		.at = db_text(stmt, 7),
		.revision = db_int(stmt, 8),
		.marked = db_int(stmt, 9) != 0,
		.contested = db_int(stmt, 10) != 0,
	};
}

static bool read_all(struct store *store, const char *respondent, struct stored_answers *out, struct err *err)
{
	bool ok;
	size_t cap = 0;
	sqlite3_stmt *stmt = db_prepare(
		store,
		/* IN a set that is made once: of a subquery for each row the row is the smaller part. */
		"SELECT a.question, a.state, a.options, a.note, a.evidence, a.reason, a.head, a.at,"
		" a.revision, a.question IN (SELECT m.question FROM marked m WHERE m.respondent = ?1),"
		" a.question IN (SELECT l.question FROM answer_log l WHERE l.respondent = ?1 AND l.branch"
		" = 1 AND NOT EXISTS (SELECT 1 FROM answer_parent p WHERE p.parent = l.id)) FROM answer a"
		" WHERE a.respondent = ?1 AND a.question NOT IN (SELECT s.question || '" STORE_SECOND
		"' FROM second_round s JOIN respondent r ON r.assessment = s.assessment WHERE r.id = ?1"
		" AND s.closed_at = '') UNION ALL SELECT m.question, 'blank', '', '', '', '', '', '', 0,"
		" 1, 0 FROM marked m"
		" WHERE m.respondent = ?1 AND NOT EXISTS (SELECT 1 FROM answer a WHERE a.respondent ="
		" m.respondent AND a.question = m.question) ORDER BY 1",
		err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	while (db_next(store, stmt, &ok, err)) {
		out->list = xgrow(out->list, &cap, out->count + 1, sizeof *out->list);
		out->list[out->count++] = read_answer(stmt);
	}
	return ok;
}

static bool read_seq(struct store *store, const char *respondent, int64_t *seq, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt =
		db_prepare(store, "SELECT COALESCE(MAX(seq), 0) FROM answer_log WHERE respondent = ?1", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	if (db_next(store, stmt, &ok, err)) {
		*seq = db_int(stmt, 0);
		db_reset(stmt);
	}
	return ok;
}

/* In one transaction, so that the answers and the place in the log are of one moment. */
bool store_answers(struct store *store, const char *assessment, const char *respondent,
		   struct stored_answers *out, struct err *err)
{
	*out = (struct stored_answers){0};
	if (!db_begin_reading(store, err))
		return false;
	bool ok = log_may_read(store, assessment, respondent, "", err) &&
		  read_all(store, respondent, out, err) && read_seq(store, respondent, &out->seq, err);
	if (db_end(store, ok, err))
		return true;
	stored_answers_release(out);
	return false;
}

static bool put_progress(struct store *store, const char *assessment, struct progress progress,
			 const char *now, struct err *err)
{
	sqlite3_stmt *stmt =
		db_prepare(store,
			   /* A workshop counts people, and says nothing of their answers. */
			   "UPDATE assessment SET answered = CASE WHEN workshop THEN answered ELSE"
			   " ?2 END, asked = CASE WHEN workshop THEN asked ELSE ?3 END,"
			   " updated_at = ?4, position = CASE WHEN ?6 AND NOT workshop THEN ?5"
			   " ELSE position END WHERE id = ?1",
			   err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_int(stmt, 2, progress.answered);
	db_bind_int(stmt, 3, progress.asked);
	db_bind_text(stmt, 4, now);
	db_bind_text(stmt, 5, progress.position);
	db_bind_int(stmt, 6, progress.position != NULL);
	return db_run(store, stmt, err);
}

static bool append_change(struct store *store, const char *respondent, struct change *change, const char *now,
			  int64_t seen, struct err *err)
{
	struct entry entry = {
		.respondent = respondent,
		.question = change->question,
		.state = change->state,
		.options = change->options,
		.note = change->note,
		.evidence = change->evidence,
		.reason = change->reason,
		.parent = change->parent ? change->parent : "",
		.undoes = "",
		.now = now,
		.seen = seen,
	};
	if (!log_append(store, &entry, err))
		return false;
	for (size_t i = 0; i < SYS_UUID_SIZE; i++)
		change->head[i] = entry.id[i];
	change->revision = entry.revision;
	change->conflict = entry.branch;
	return true;
}

bool store_save(struct store *store, const char *assessment, const char *respondent, struct change *changes,
		size_t count, struct progress progress, const char *now, int64_t *seq, struct err *err)
{
	int64_t seen = *seq;
	bool others;
	if (!db_begin(store, err))
		return false;
	bool ok = log_may_write(store, assessment, respondent, count ? changes[0].question : "", err);
	for (size_t i = 0; ok && i < count; i++)
		ok = (i == 0 || log_may_write(store, assessment, respondent, changes[i].question, err)) &&
		     append_change(store, respondent, &changes[i], now, *seq, err);
	ok = ok && put_progress(store, assessment, progress, now, err) &&
	     log_look(store, respondent, &seen, &others, err);
	if (!db_end(store, ok, err))
		return false;
	*seq = seen;
	return true;
}

static bool read_versions(struct store *store, const char *respondent, const char *question,
			  struct stored_answers *out, struct err *err)
{
	bool ok;
	size_t cap = 0;
	sqlite3_stmt *stmt = db_prepare(
		store,
		"SELECT l.question, l.state, l.options, l.note, l.evidence, l.reason, l.id, l.at, l.revision,"
		" 0, 1 FROM answer_log l WHERE l.respondent = ?1 AND l.question = ?2 AND l.branch = 1 AND NOT"
		" EXISTS (SELECT 1 FROM answer_parent p WHERE p.parent = l.id) ORDER BY l.id",
		err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	db_bind_text(stmt, 2, question);
	while (db_next(store, stmt, &ok, err)) {
		out->list = xgrow(out->list, &cap, out->count + 1, sizeof *out->list);
		out->list[out->count++] = read_answer(stmt);
	}
	return ok;
}

bool store_versions(struct store *store, const char *assessment, const char *respondent, const char *question,
		    struct stored_answers *out, struct err *err)
{
	*out = (struct stored_answers){0};
	if (!db_begin_reading(store, err))
		return false;
	bool ok = log_may_read(store, assessment, respondent, question, err) &&
		  read_versions(store, respondent, question, out, err);
	if (db_end(store, ok, err))
		return true;
	stored_answers_release(out);
	return false;
}

static bool put_position(struct store *store, const char *assessment, const char *question, struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(
		store,
		"UPDATE assessment SET position = CASE WHEN workshop THEN position ELSE ?2 END WHERE id = ?1",
		err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, question);
	return db_run(store, stmt, err) && (sqlite3_changes(store->sqlite) > 0 || fault_gone(store, err));
}

bool store_position(struct store *store, const char *assessment, const char *question, struct err *err)
{
	return db_begin(store, err) && db_end(store, put_position(store, assessment, question, err), err);
}

static bool put_mark(struct store *store, const char *assessment, const char *respondent,
		     const char *question, bool marked, struct err *err)
{
	if (!log_may_write(store, assessment, respondent, "", err))
		return false;
	sqlite3_stmt *stmt =
		marked ? db_prepare(store,
				    "INSERT INTO marked (respondent, question) VALUES (?1, ?2) ON"
				    " CONFLICT DO NOTHING",
				    err)
		       : db_prepare(store, "DELETE FROM marked WHERE respondent = ?1 AND question = ?2", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	db_bind_text(stmt, 2, question);
	return db_run(store, stmt, err);
}

bool store_mark(struct store *store, const char *assessment, const char *respondent, const char *question,
		bool marked, struct err *err)
{
	return db_begin(store, err) &&
	       db_end(store, put_mark(store, assessment, respondent, question, marked, err), err);
}
