/* SPDX-License-Identifier: MIT */
/* The changes of answers of two logs: a union by id. What is written once is never written again, so of an id
 * that both hold everything must be the same. */
#include "store/db.h"
#include "store/merge_parts.h"

/* What a change replaced, as one text. */
#define PARENTS                                                                                              \
	"COALESCE((SELECT group_concat(parent || stood) FROM (SELECT parent, stood FROM answer_parent WHERE" \
	" change = l.id ORDER BY parent)), '')"

static bool check_same(struct merge *m, sqlite3_stmt *row, struct err *err)
{
	bool same;
	if (!merge_has(m,
		       "SELECT 1 FROM answer_log l WHERE id = ?1 AND respondent = ?2 AND question = ?3 AND "
		       "state ="
		       " ?4 AND options = ?5 AND note = ?6 AND evidence = ?7 AND reason = ?8 AND at = ?9 AND "
		       "seat ="
		       " ?10 AND undoes = ?11 AND revision = ?12 AND " PARENTS " = ?13",
		       row, 13, &same, err))
		return false;
	return same || merge_refuse(m, "answer_log", err);
}

/* Whose it is is there, unless its assessment was deleted for good here. */
static bool take_change(struct merge *m, sqlite3_stmt *row, struct err *err)
{
	bool there;
	int touched;
	struct balance *balance = &m->out->answers;
	if (!merge_has(m, "SELECT 1 FROM respondent WHERE id = ?2", row, 2, &there, err))
		return false;
	balance->in_file++;
	balance->purged += !there;
	if (!there)
		return true;
	merge_touch(m, merge_text(row, 1), true);
	if (!merge_put(m,
		       "INSERT INTO answer_log (id, respondent, question, state, options, note, evidence, "
		       "reason,"
		       " at, seat, undoes, revision, branch) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
		       "?10, ?11,"
		       " ?12, 1) ON CONFLICT (id) DO NOTHING",
		       row, 12, &touched, err))
		return false;
	balance->added += touched > 0;
	balance->same += touched == 0;
	return touched || check_same(m, row, err);
}

/* Of a change that was here before they are the same as ours: that was looked at with the change. */
static bool take_parent(struct merge *m, sqlite3_stmt *row, struct err *err)
{
	bool there;
	int touched;
	if (!merge_has(m, "SELECT 1 FROM answer_log WHERE id = ?1", row, 1, &there, err))
		return false;
	return !there || merge_put(m,
				   "INSERT INTO answer_parent (change, parent, stood) VALUES (?1, ?2, ?3) ON"
				   " CONFLICT DO NOTHING",
				   row, 3, &touched, err);
}

/* In the order in which that file got to know them. Marks and the place to come back to are each laptop's
 * own.
 */
const struct merge_table merge_answer_tables[] = {
	{"answer_log",
	 "SELECT l.id, l.respondent, l.question, l.state, l.options, l.note, l.evidence, l.reason, l.at, "
	 "l.seat,"
	 " l.undoes, l.revision, " PARENTS " FROM answer_log l JOIN respondent r ON r.id = l.respondent "
	 "WHERE ?1 = '' OR r.assessment = ?1 ORDER"
	 " BY l.seq",
	 "uukdonnntuUi", take_change},
	{"answer_parent",
	 "SELECT p.change, p.parent, p.stood FROM answer_parent p JOIN answer_log l ON l.id = p.change JOIN"
	 " respondent r ON r.id = l.respondent WHERE ?1 = '' OR r.assessment = ?1 ORDER BY p.change, "
	 "p.parent",
	 "uuf", take_parent},
};
const size_t merge_answer_table_count = sizeof merge_answer_tables / sizeof *merge_answer_tables;
