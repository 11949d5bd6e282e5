/* SPDX-License-Identifier: MIT */
/* The people of a workshop, the seal on what they handed in, the reveal, second rounds. */
#include "base/alloc.h"
#include "store/db.h"
#include "store/log.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

static struct respondent read_person(sqlite3_stmt *stmt)
{
	return (struct respondent){
		.id = db_text(stmt, 0),
		.alias = db_text(stmt, 1),
		.department = db_text(stmt, 2),
		.role = db_text(stmt, 3),
		.added_at = db_text(stmt, 4),
		.handed_in_at = db_text(stmt, 5),
		.group = db_int(stmt, 6) != 0,
		.consents = db_int(stmt, 7) != 0,
		.begun = db_int(stmt, 8) != 0,
	};
}

bool store_respondents(struct store *store, const char *assessment, struct respondents *out, struct err *err)
{
	bool ok;
	size_t cap = 0;
	*out = (struct respondents){0};
	sqlite3_stmt *stmt = db_prepare(
		store,
		"SELECT r.id, r.alias, r.department, r.role, r.added_at, r.handed_in_at, r.is_group,"
		" r.consents, EXISTS (SELECT 1 FROM answer a WHERE a.respondent = r.id AND a.state <> "
		"'blank')"
		" FROM respondent r WHERE r.assessment = ?1 AND NOT r.removed"
		" ORDER BY r.is_group DESC, r.added_at, length(r.alias), r.alias, r.id",
		err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	while (db_next(store, stmt, &ok, err)) {
		out->list = xgrow(out->list, &cap, out->count + 1, sizeof *out->list);
		out->list[out->count++] = read_person(stmt);
	}
	if (!ok)
		respondents_release(out);
	return ok;
}

/* ---- changing ---- */

/* A statement about assessment ?1, a person ?2 and a time ?3; *touched: how many rows. */
static bool run_on(struct store *store, const char *sql, const char *assessment, const char *other,
		   const char *now, int *touched, struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(store, sql, err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, other);
	db_bind_text(stmt, 3, now);
	if (!db_run(store, stmt, err))
		return false;
	*touched = sqlite3_changes(store->sqlite);
	return true;
}

/* How many there are, and how many of them have handed in, is the progress of a workshop. */
static bool count_people(struct store *store, const char *assessment, const char *now, struct err *err)
{
	int touched;
	return run_on(
		store,
		"UPDATE assessment SET updated_at = ?3, asked = (SELECT COUNT(*) FROM respondent WHERE"
		" assessment = ?1 AND NOT is_group AND NOT removed), answered = (SELECT COUNT(*) FROM"
		" respondent WHERE assessment = ?1 AND NOT is_group AND NOT removed AND handed_in_at <> '')"
		" WHERE id = ?1 AND workshop AND ?2 = ''",
		assessment, "", now, &touched, err);
}

static bool is_workshop(struct store *store, const char *assessment, bool *revealed, struct err *err)
{
	bool ok, there;
	*revealed = false;
	sqlite3_stmt *stmt =
		db_prepare(store, "SELECT revealed_at <> '' FROM assessment WHERE id = ?1 AND workshop", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	there = db_next(store, stmt, &ok, err);
	if (there) {
		*revealed = db_int(stmt, 0) != 0;
		db_reset(stmt);
	}
	return there || (ok && fail_as(err, ERR_USAGE,
				       TR(err->lang, "この自己点検はワークショップではありません。",
					  "This assessment is no workshop.")));
}

static bool alias_is_free(struct store *store, const char *assessment, const struct respondent *r,
			  struct err *err)
{
	bool ok, taken;
	sqlite3_stmt *stmt = db_prepare(store,
					"SELECT 1 FROM respondent WHERE assessment = ?1 AND alias = ?2 AND"
					" id <> ?3 AND NOT removed AND NOT is_group",
					err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, r->alias);
	db_bind_text(stmt, 3, r->id ? r->id : "");
	taken = db_next(store, stmt, &ok, err);
	if (taken)
		db_reset(stmt);
	if (taken)
		return fail_as(err, ERR_USAGE,
			       TR(err->lang, "呼び名「%s」は、ほかの人が使っています。",
				  "The name \"%s\" is another person's already."),
			       r->alias);
	return ok;
}

static void bind_person(sqlite3_stmt *stmt, const char *assessment, const struct respondent *r,
			const char *id, const char *now)
{
	db_bind_text(stmt, 1, id);
	db_bind_text(stmt, 2, assessment);
	db_bind_text(stmt, 3, r->alias);
	db_bind_text(stmt, 4, r->department);
	db_bind_text(stmt, 5, r->role);
	db_bind_text(stmt, 6, now);
	db_bind_int(stmt, 7, r->consents);
}

static bool write_person(struct store *store, const char *assessment, const struct respondent *r,
			 const char *id, const char *now, struct err *err)
{
	bool is_new = !r->id || !*r->id;
	sqlite3_stmt *stmt =
		is_new ? db_prepare(
				 store,
				 "INSERT INTO respondent (id, assessment, alias, department, role, added_at,"
				 " consents) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
				 err)
		       : db_prepare(
				 store,
				 "UPDATE respondent SET alias = ?3, department = ?4, role = ?5, consents = "
				 "?7,"
				 " revision = revision + 1 WHERE id = ?1 AND assessment = ?2 AND NOT is_group"
				 " AND NOT removed AND handed_in_at = '' AND ?6 <> ''",
				 err);
	if (!stmt)
		return false;
	bind_person(stmt, assessment, r, id, now);
	if (!db_run(store, stmt, err))
		return false;
	return sqlite3_changes(store->sqlite) > 0 ||
	       fail_as(err, ERR_SEALED,
		       TR(err->lang, "提出した人の情報は、変更できません。",
			  "Somebody who has handed in cannot be changed."));
}

static bool put_person(struct store *store, const char *assessment, const struct respondent *r,
		       const char *id, const char *now, struct err *err)
{
	bool revealed;
	if (!is_workshop(store, assessment, &revealed, err))
		return false;
	if (revealed && (!r->id || !*r->id))
		return fail_as(err, ERR_USAGE,
			       TR(err->lang, "公開した後は、回答者を増やせません。",
				  "Nobody can be added after the reveal."));
	return alias_is_free(store, assessment, r, err) && write_person(store, assessment, r, id, now, err) &&
	       count_people(store, assessment, now, err);
}

bool store_respondent_put(struct store *store, const char *assessment, struct respondent *r, const char *now,
			  struct err *err)
{
	char made[SYS_UUID_SIZE];
	bool is_new = !r->id || !*r->id;
	sys_uuid(made);
	if (!db_begin(store, err) ||
	    !db_end(store, put_person(store, assessment, r, is_new ? made : r->id, now, err), err))
		return false;
	if (is_new) {
		free(r->id);
		free(r->added_at);
		r->id = xstrdup(made);
		r->added_at = xstrdup(now);
	}
	return true;
}

static bool remove_person(struct store *store, const char *assessment, const char *respondent,
			  const char *now, struct err *err)
{
	int touched;
	if (!run_on(store,
		    "UPDATE respondent SET removed = 1, revision = revision + 1 WHERE id = ?2 AND assessment "
		    "="
		    " ?1 AND NOT is_group AND handed_in_at = '' AND ?3 <> ''",
		    assessment, respondent, now, &touched, err))
		return false;
	if (!touched)
		return fail_as(err, ERR_SEALED,
			       TR(err->lang, "提出した人は、外せません。",
				  "Somebody who has handed in cannot be taken off the list."));
	return count_people(store, assessment, now, err);
}

bool store_respondent_remove(struct store *store, const char *assessment, const char *respondent,
			     const char *now, struct err *err)
{
	return db_begin(store, err) &&
	       db_end(store, remove_person(store, assessment, respondent, now, err), err);
}

/* ---- the seal ---- */

static bool hand_in(struct store *store, const char *assessment, const char *respondent, const char *now,
		    struct err *err)
{
	bool revealed;
	int touched;
	if (!is_workshop(store, assessment, &revealed, err))
		return false;
	if (revealed)
		return fail_as(err, ERR_USAGE,
			       TR(err->lang, "公開した後は、提出できません。",
				  "Nothing can be handed in after the reveal."));
	if (!run_on(store,
		    "UPDATE respondent SET handed_in_at = CASE handed_in_at WHEN '' THEN ?3 ELSE handed_in_at"
		    " END WHERE id = ?2 AND assessment = ?1 AND NOT is_group AND NOT removed",
		    assessment, respondent, now, &touched, err))
		return false;
	return (touched || fault_gone(store, err)) && count_people(store, assessment, now, err);
}

bool store_hand_in(struct store *store, const char *assessment, const char *respondent, const char *now,
		   struct err *err)
{
	return db_begin(store, err) && db_end(store, hand_in(store, assessment, respondent, now, err), err);
}

static bool reveal(struct store *store, const char *assessment, const char *now, struct err *err)
{
	bool revealed;
	int touched;
	return is_workshop(store, assessment, &revealed, err) &&
	       run_on(store,
		      "UPDATE assessment SET revealed_at = CASE revealed_at WHEN '' THEN ?3 ELSE revealed_at "
		      "END,"
		      " updated_at = ?3 WHERE id = ?1 AND ?2 = ''",
		      assessment, "", now, &touched, err);
}

bool store_reveal(struct store *store, const char *assessment, const char *now, struct err *err)
{
	return db_begin(store, err) && db_end(store, reveal(store, assessment, now, err), err);
}

/* ---- second rounds ---- */

bool store_second_round(struct store *store, const char *assessment, const char *question,
			enum second_state *state, struct err *err)
{
	bool ok;
	*state = SECOND_NONE;
	sqlite3_stmt *stmt = db_prepare(
		store, "SELECT closed_at <> '' FROM second_round WHERE assessment = ?1 AND question = ?2",
		err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, question);
	if (db_next(store, stmt, &ok, err)) {
		*state = db_int(stmt, 0) ? SECOND_CLOSED : SECOND_OPEN;
		db_reset(stmt);
	}
	return ok;
}

static bool second_open(struct store *store, const char *assessment, const char *question, const char *now,
			struct err *err)
{
	bool revealed;
	int touched;
	if (!is_workshop(store, assessment, &revealed, err))
		return false;
	if (!revealed)
		return fail_as(err, ERR_USAGE,
			       TR(err->lang, "二回目の回答は、公開した後に始められます。",
				  "A second round can begin after the reveal."));
	return run_on(
		store,
		"INSERT INTO second_round (assessment, question, opened_at) VALUES (?1, ?2, ?3) ON CONFLICT"
		" DO NOTHING",
		assessment, question, now, &touched, err);
}

bool store_second_open(struct store *store, const char *assessment, const char *question, const char *now,
		       struct err *err)
{
	return db_begin(store, err) && db_end(store, second_open(store, assessment, question, now, err), err);
}

bool store_second_close(struct store *store, const char *assessment, const char *question, const char *now,
			struct err *err)
{
	int touched;
	return db_begin(store, err) && db_end(store,
					      run_on(store,
						     "UPDATE second_round SET closed_at = ?3 WHERE "
						     "assessment = ?1 AND question = ?2 AND"
						     " closed_at = ''",
						     assessment, question, now, &touched, err),
					      err);
}

static bool read_second(struct store *store, const char *respondent, const char *question,
			struct stored_answer *out, bool *there, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt =
		db_prepare(store,
			   "SELECT question, state, options, note, evidence, reason, head, at, revision FROM"
			   " answer WHERE respondent = ?1 AND question = ?2 || '" STORE_SECOND "'",
			   err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	db_bind_text(stmt, 2, question);
	*there = db_next(store, stmt, &ok, err);
	if (*there) {
		char **const texts[] = {&out->question, &out->state,  &out->options, &out->note,
					&out->evidence, &out->reason, &out->head,    &out->at};
		for (int i = 0; i < (int)(sizeof texts / sizeof *texts); i++)
			*texts[i] = db_text(stmt, i);
		out->revision = db_int(stmt, 8);
		db_reset(stmt);
	}
	return ok;
}

bool store_second_answer(struct store *store, const char *assessment, const char *respondent,
			 const char *question, struct stored_answer *out, bool *there, struct err *err)
{
	*out = (struct stored_answer){0};
	*there = false;
	if (!db_begin_reading(store, err))
		return false;
	bool ok = log_may_read(store, assessment, respondent, "", err) &&
		  read_second(store, respondent, question, out, there, err);
	return db_end(store, ok, err);
}
