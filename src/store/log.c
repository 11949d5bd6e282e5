/* SPDX-License-Identifier: MIT */
/*
 * A change names what it replaces. When that is still the head of its question, the change becomes the
 * answer. When it is not, another program was quicker: the change is kept as a branch, and the answer stays
 * the other's until somebody who has seen both makes a change; that one names the head and every open branch
 * as its parents.
 */
#include "store/log.h"

#include "store/db.h"

#include <stdio.h>
#include <string.h>

/* A statement about this entry's question: ?1 respondent, ?2 question, ?3 its own id. */
static sqlite3_stmt *prepare_for(struct store *store, const struct entry *entry, const char *sql,
				 struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(store, sql, err);
	if (!stmt)
		return NULL;
	db_bind_text(stmt, 1, entry->respondent);
	db_bind_text(stmt, 2, entry->question);
	db_bind_text(stmt, 3, entry->id);
	return stmt;
}

static bool look_at_head(struct store *store, struct entry *entry, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt =
		db_prepare(store, "SELECT head FROM answer WHERE respondent = ?1 AND question = ?2", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, entry->respondent);
	db_bind_text(stmt, 2, entry->question);
	if (db_next(store, stmt, &ok, err)) {
		entry->branch = strcmp(db_peek(stmt, 0), entry->parent) != 0;
		db_reset(stmt);
	} else {
		entry->branch = entry->parent[0] != '\0';
	}
	return ok;
}

static bool insert_entry(struct store *store, struct entry *entry, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt = prepare_for(
		store, entry,
		"INSERT INTO answer_log (respondent, question, id, state, options, note, evidence,"
		" reason, at, seat, undoes, branch, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,"
		" ?10, ?11, ?12, 1 + COALESCE((SELECT revision FROM answer_log WHERE id = ?13), 0))"
		" RETURNING revision",
		err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 4, entry->state);
	db_bind_text(stmt, 5, entry->options);
	db_bind_text(stmt, 6, entry->note);
	db_bind_text(stmt, 7, entry->evidence);
	db_bind_text(stmt, 8, entry->reason);
	db_bind_text(stmt, 9, entry->now);
	db_bind_text(stmt, 10, store->seat);
	db_bind_text(stmt, 11, entry->undoes);
	db_bind_int(stmt, 12, entry->branch);
	db_bind_text(stmt, 13, entry->parent);
	while (db_next(store, stmt, &ok, err))
		entry->revision = db_int(stmt, 0);
	return ok;
}

static bool insert_parent(struct store *store, const struct entry *entry, struct err *err)
{
	if (!entry->parent[0])
		return true;
	sqlite3_stmt *stmt = db_prepare(
		store, "INSERT INTO answer_parent (change, parent, stood) VALUES (?1, ?2, ?3)", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, entry->id);
	db_bind_text(stmt, 2, entry->parent);
	db_bind_int(stmt, 3, 1);
	return db_run(store, stmt, err);
}

/* The ends of branches that the person knows of: shown by a read, or told when this program saved them. */
static bool settle_branches(struct store *store, const struct entry *entry, struct err *err)
{
	if (entry->branch || entry->undoes[0]) /* taking something back decides nothing between two others */
		return true;
	sqlite3_stmt *stmt = prepare_for(
		store, entry,
		"INSERT INTO answer_parent (change, parent, stood) SELECT ?3, l.id, 0 FROM answer_log l"
		" WHERE l.respondent = ?1 AND l.question = ?2 AND l.branch = 1 AND (l.seq <= ?4 OR l.seat"
		" = ?5) AND NOT EXISTS (SELECT 1 FROM answer_parent p WHERE p.parent = l.id)",
		err);
	if (!stmt)
		return false;
	db_bind_int(stmt, 4, entry->seen);
	db_bind_text(stmt, 5, store->seat);
	return db_run(store, stmt, err);
}

static bool put_answer(struct store *store, const struct entry *entry, struct err *err)
{
	if (entry->branch)
		return true;
	sqlite3_stmt *stmt = prepare_for(
		store, entry,
		"INSERT INTO answer (respondent, question, head, state, options, note, evidence, reason,"
		" at, revision) SELECT respondent, question, id, state, options, note, evidence, reason,"
		" at, revision FROM answer_log WHERE id = ?3 AND respondent = ?1 AND question = ?2 ON"
		" CONFLICT (respondent, question) DO UPDATE SET head = excluded.head, state ="
		" excluded.state, options = excluded.options, note = excluded.note, evidence ="
		" excluded.evidence, reason = excluded.reason, at = excluded.at, revision ="
		" excluded.revision",
		err);
	return stmt && db_run(store, stmt, err);
}

/*
 * A save that reported a failure may be in the file all the same. When it is tried again and the head is this
 * very change by this very program run, it is there already: no conflict, and nothing to add.
 */
static bool look_for_itself(struct store *store, struct entry *entry, bool *there, struct err *err)
{
	bool ok;
	*there = false;
	if (!entry->branch)
		return true;
	sqlite3_stmt *stmt =
		prepare_for(store, entry,
			    "SELECT l.id, l.revision FROM answer a JOIN answer_log l ON l.id = a.head"
			    " LEFT JOIN answer_parent p ON p.change = l.id AND p.stood = 1 WHERE"
			    " a.respondent = ?1 AND a.question = ?2 AND l.id <> ?3 AND l.seat = ?4  AND"
			    " l.undoes = '' AND COALESCE(p.parent, '') = ?5 AND l.state = ?6 AND"
			    " l.options = ?7 AND l.note = ?8 AND l.evidence = ?9 AND l.reason = ?10",
			    err);
	if (!stmt)
		return false;
	const char *const texts[] = {store->seat, entry->parent,   entry->state, entry->options,
				     entry->note, entry->evidence, entry->reason};
	for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
		db_bind_text(stmt, 4 + i, texts[i]);
	*there = db_next(store, stmt, &ok, err);
	if (*there) {
		(void)snprintf(entry->id, sizeof entry->id, "%s", db_peek(stmt, 0));
		entry->revision = db_int(stmt, 1);
		entry->branch = false;
		db_reset(stmt);
	}
	return ok;
}

static bool insert_all(struct store *store, struct entry *entry, struct err *err)
{
	return insert_entry(store, entry, err) && insert_parent(store, entry, err) &&
	       settle_branches(store, entry, err) && put_answer(store, entry, err);
}

bool log_append(struct store *store, struct entry *entry, struct err *err)
{
	bool there;
	sys_uuid(entry->id);
	if (!look_at_head(store, entry, err) || !look_for_itself(store, entry, &there, err))
		return false;
	return there || insert_all(store, entry, err);
}

static bool is_second(const char *question)
{
	size_t len = strlen(question), mark = sizeof STORE_SECOND - 1;
	return len > mark && strcmp(question + len - mark, STORE_SECOND) == 0;
}

static bool refuse_sealed(bool second, struct err *err)
{
	return fail_as(err, ERR_SEALED, "%s",
		       second ? TR(err->lang, "二回目の回答は、締め切るまで誰にも表示しません。",
				   "Answers of a second round are shown to nobody before it is closed.")
			      : TR(err->lang, "提出された回答は、公開まで誰にも表示しません。",
				   "What was handed in is shown to nobody before the reveal."));
}

static bool refuse_handed_in(struct err *err)
{
	return fail_as(err, ERR_SEALED,
		       TR(err->lang, "提出した後の回答は、変更できません。",
			  "Answers cannot be changed once they are handed in."));
}

/* What the seal says of this respondent: may its answers be read, may they be written? */
struct seal {
	bool there, may_read, may_write;
};

static bool look_at_seal(struct store *store, const char *assessment, const char *respondent,
			 struct seal *seal, struct err *err)
{
	bool ok;
	*seal = (struct seal){0};
	sqlite3_stmt *stmt = db_prepare(
		store,
		"SELECT r.handed_in_at = '' OR r.is_group OR NOT a.workshop, a.revealed_at <> '' FROM"
		" respondent r JOIN assessment a ON a.id = r.assessment WHERE r.id = ?1 AND r.assessment = ?2"
		" AND NOT r.removed",
		err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	db_bind_text(stmt, 2, assessment);
	if (db_next(store, stmt, &ok, err)) {
		bool open = db_int(stmt, 0) != 0;
		*seal = (struct seal){true, open || db_int(stmt, 1) != 0, open};
		db_reset(stmt);
	}
	return ok;
}

/* Is a second round on it open? `question` may have the mark or not. */
static bool second_is_open(struct store *store, const char *assessment, const char *question, bool *open,
			   struct err *err)
{
	bool ok;
	*open = false;
	sqlite3_stmt *stmt = db_prepare(store,
					"SELECT 1 FROM second_round WHERE assessment = ?1 AND (question = ?2"
					" OR question || '" STORE_SECOND "' = ?2) AND closed_at = ''",
					err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, question);
	*open = db_next(store, stmt, &ok, err);
	if (*open)
		db_reset(stmt);
	return ok;
}

bool log_may_read(struct store *store, const char *assessment, const char *respondent, const char *question,
		  struct err *err)
{
	struct seal seal;
	bool open = false;
	if (!look_at_seal(store, assessment, respondent, &seal, err))
		return false;
	if (!seal.there)
		return fault_gone(store, err);
	if (is_second(question) && !second_is_open(store, assessment, question, &open, err))
		return false;
	return (seal.may_read && !open) || refuse_sealed(open, err);
}

bool log_may_write(struct store *store, const char *assessment, const char *respondent, const char *question,
		   struct err *err)
{
	struct seal seal;
	bool open;
	if (!look_at_seal(store, assessment, respondent, &seal, err))
		return false;
	if (!seal.there)
		return fault_gone(store, err);
	if (!is_second(question))
		return seal.may_write || refuse_handed_in(err);
	if (!second_is_open(store, assessment, question, &open, err))
		return false;
	if (open && seal.may_write)
		return fail_as(err, ERR_SEALED,
			       TR(err->lang, "二回目の回答は、提出した人だけが入力できます。",
				  "Only those who handed in answer a second time."));
	return open || refuse_handed_in(err);
}

bool log_look(struct store *store, const char *respondent, int64_t *seen, bool *others, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt =
		db_prepare(store,
			   "SELECT COALESCE(MAX(seq), 0), COALESCE(MAX(seat <> ?3), 0) FROM answer_log"
			   " WHERE respondent = ?1 AND seq > ?2",
			   err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	db_bind_int(stmt, 2, *seen);
	db_bind_text(stmt, 3, store->seat);
	*others = false;
	if (db_next(store, stmt, &ok, err)) {
		int64_t newest = db_int(stmt, 0);
		*others = db_int(stmt, 1) != 0;
		if (!*others && newest > *seen)
			*seen = newest;
		db_reset(stmt);
	}
	return ok;
}
