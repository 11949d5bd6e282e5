/* SPDX-License-Identifier: MIT */
/*
 * The tables of a merge other than the log. Texts of documents never change, so they are added by their
 * digest. What can be edited is a pair of (revision, content), of which the greater stays; what cannot be
 * edited must be what ours says; a hand-in, a reveal, a second round that one side knows of has happened.
 */
#include "base/alloc.h"
#include "base/sha256.h"
#include "store/db.h"
#include "store/merge_parts.h"

#include <stdlib.h>
#include <string.h>

#define SEPARATOR " || char(31) || " /* no text has it */
#define EARLIER(column, theirs)                                                                 \
	column " = CASE WHEN " theirs " = '' THEN " column " WHEN " column " = '' THEN " theirs \
	       " ELSE MIN(" column ", " theirs ") END"

/* ---- documents ---- */

static bool take_document(struct merge *m, sqlite3_stmt *row, struct err *err)
{
	char digest[SHA256_HEX_SIZE];
	int touched;
	bool otherwise;
	const void *bytes = sqlite3_column_blob(row, 4);
	sha256_hex(bytes ? bytes : "", (size_t)sqlite3_column_bytes(row, 4), digest);
	if (strcmp(digest, merge_text(row, 0)) != 0)
		return merge_refuse(m, "document", err);
	if (!merge_put(m,
		       "INSERT INTO document (digest, kind, id, version, text) VALUES (?1, ?2, ?3, ?4, ?5) ON"
		       " CONFLICT DO NOTHING",
		       row, 5, &touched, err) ||
	    !merge_has(
		    m,
		    "SELECT 1 FROM document WHERE digest = ?1 AND (kind <> ?2 OR id <> ?3 OR version <> ?4)",
		    row, 4, &otherwise, err))
		return false;
	m->out->documents.in_file++;
	m->out->documents.added += touched > 0;
	m->out->documents.same += touched == 0;
	return !otherwise || merge_refuse(m, "document", err);
}

/* ---- what can be edited ---- */

struct edited {
	const char *table;
	int columns; /* of the row, the last being the revision; its content as one text comes after it */
	const char *purged;    /* finds the row's assessment among those deleted for good */
	const char *otherwise; /* finds ours when it differs in what is never edited */
	const char *ours;      /* revision and content of ours */
	const char *put;       /* takes theirs in place of ours, or as a new one */
	const char *happened;  /* of the first columns; NULL: nothing that happens */
	int happened_columns;
};

static bool read_ours(struct merge *m, const char *sql, sqlite3_stmt *row, int64_t *revision, char **content,
		      struct err *err)
{
	bool ok;
	*revision = 0;
	*content = NULL; /* there is none of ours */
	sqlite3_stmt *stmt = db_prepare(m->store, sql, err);
	if (!stmt || !merge_bind(m, stmt, row, 1, err))
		return false;
	if (db_next(m->store, stmt, &ok, err)) {
		*revision = db_int(stmt, 0);
		*content = xstrdup(db_peek(stmt, 1)); /* with its separators */
		db_reset(stmt);
	}
	return ok;
}

/* The greater of the two, and into the balance which it was. */
static bool take_greater(struct merge *m, const struct edited *e, sqlite3_stmt *row, struct balance *balance,
			 struct err *err)
{
	int64_t ours, theirs = sqlite3_column_int64(row, e->columns - 1);
	char *content;
	int touched;
	if (!read_ours(m, e->ours, row, &ours, &content, err))
		return false;
	int order = !content || theirs > ours ? 1
		    : theirs < ours           ? -1
					      : strcmp(merge_text(row, e->columns), content);
	balance->added += !content;
	balance->same += content && order == 0;
	balance->newer += content && order != 0;
	free(content);
	return order <= 0 || merge_put(m, e->put, row, e->columns, &touched, err);
}

static bool take_edited(struct merge *m, const struct edited *e, sqlite3_stmt *row, struct balance *balance,
			struct err *err)
{
	bool purged, otherwise;
	int touched;
	if (!merge_has(m, e->purged, row, 2, &purged, err) ||
	    !merge_has(m, e->otherwise, row, e->columns, &otherwise, err))
		return false;
	balance->in_file++;
	balance->purged += purged;
	if (purged)
		return true;
	if (otherwise)
		return merge_refuse(m, e->table, err);
	return take_greater(m, e, row, balance, err) &&
	       (!e->happened || merge_put(m, e->happened, row, e->happened_columns, &touched, err));
}

#define ASSESSMENT_CONTENT                                                                                  \
	"title" SEPARATOR "municipality" SEPARATOR "municipality_code" SEPARATOR "reference_date" SEPARATOR \
	"stage" SEPARATOR "fiscal_year" SEPARATOR "anonymous" SEPARATOR "minutes"

static bool take_assessment(struct merge *m, sqlite3_stmt *row, struct err *err)
{
	static const struct edited e = {
		.table = "assessment",
		.columns = 17,
		.purged = "SELECT 1 FROM purged WHERE id = ?1",
		.otherwise =
			"SELECT 1 FROM assessment WHERE id = ?1 AND (started_at <> ?10 OR example <> ?12 OR"
			" workshop <> ?15)",
		.ours = "SELECT revision, " ASSESSMENT_CONTENT " FROM assessment WHERE id = ?1",
		.put = "INSERT INTO assessment (id, title, municipality, municipality_code, reference_date,"
		       " stage, fiscal_year, anonymous, minutes, started_at, updated_at, example, answered, "
		       "asked,"
		       " workshop, revealed_at, revision, position) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
		       "?9,"
		       " ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, '') ON CONFLICT (id) DO UPDATE SET title = "
		       "?2,"
		       " municipality = ?3, municipality_code = ?4, reference_date = ?5, stage = ?6, "
		       "fiscal_year ="
		       " ?7, anonymous = ?8, minutes = ?9, revision = ?17",
		.happened =
			"UPDATE assessment SET updated_at = MAX(updated_at, ?11), answered = MAX(answered,"
			" ?13), asked = MAX(asked, ?14), " EARLIER("revealed_at", "?16") " WHERE id = ?1",
		.happened_columns = 16,
	};
	return take_edited(m, &e, row, &m->out->assessments, err);
}

#define PERSON_CONTENT \
	"alias" SEPARATOR "department" SEPARATOR "role" SEPARATOR "consents" SEPARATOR "removed"

static bool take_person(struct merge *m, sqlite3_stmt *row, struct err *err)
{
	static const struct edited e = {
		.table = "respondent",
		.columns = 11,
		.purged = "SELECT 1 FROM purged WHERE id = ?2",
		.otherwise =
			"SELECT 1 FROM respondent WHERE id = ?1 AND (assessment <> ?2 OR added_at <> ?6 OR"
			" is_group <> ?7)",
		.ours = "SELECT revision, " PERSON_CONTENT " FROM respondent WHERE id = ?1",
		.put = "INSERT INTO respondent (id, assessment, alias, department, role, added_at, is_group,"
		       " consents, handed_in_at, removed, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, "
		       "?9,"
		       " ?10, ?11) ON CONFLICT (id) DO UPDATE SET alias = ?3, department = ?4, role = ?5,"
		       " consents = ?8, removed = ?10, revision = ?11",
		.happened = "UPDATE respondent SET " EARLIER("handed_in_at", "?9") " WHERE id = ?1",
		.happened_columns = 9,
	};
	return take_edited(m, &e, row, &m->out->people, err);
}

#define ACTION_CONTENT                                                                                \
	"criterion" SEPARATOR "question" SEPARATOR "text" SEPARATOR "owner" SEPARATOR "due" SEPARATOR \
	"state" SEPARATOR "removed"

static bool take_action(struct merge *m, sqlite3_stmt *row, struct err *err)
{
	static const struct edited e = {
		.table = "action",
		.columns = 12,
		.purged = "SELECT 1 FROM purged WHERE id = ?2",
		.otherwise = "SELECT 1 FROM action WHERE id = ?1 AND (assessment <> ?2 OR created_at <> ?9 OR"
			     " origin <> ?10)",
		.ours = "SELECT revision, " ACTION_CONTENT " FROM action WHERE id = ?1",
		.put = "INSERT INTO action (id, assessment, criterion, question, text, owner, due, state,"
		       " created_at, origin, removed, revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
		       "?10,"
		       " ?11, ?12) ON CONFLICT (id) DO UPDATE SET criterion = ?3, question = ?4, text = ?5, "
		       "owner"
		       " = ?6, due = ?7, state = ?8, removed = ?11, revision = ?12",
	};
	return take_edited(m, &e, row, &m->out->actions, err);
}

/* ---- what belongs to an assessment and is in no balance ---- */

static bool take_unless_purged(struct merge *m, const char *sql, sqlite3_stmt *row, int count,
			       struct err *err)
{
	bool purged;
	int touched;
	return merge_has(m, "SELECT 1 FROM purged WHERE id = ?1", row, 1, &purged, err) &&
	       (purged || merge_put(m, sql, row, count, &touched, err));
}

static bool take_used_document(struct merge *m, sqlite3_stmt *row, struct err *err)
{
	bool otherwise;
	if (!merge_has(m, "SELECT 1 FROM document WHERE digest = ?2 AND (kind = 'framework') <> (?3 = 0)",
		       row, 3, &otherwise, err))
		return false;
	if (otherwise)
		return merge_refuse(m, "assessment_document", err);
	return take_unless_purged(
		m,
		"INSERT INTO assessment_document (assessment, digest, role, place) VALUES (?1,"
		" ?2, ?3, ?4) ON CONFLICT DO UPDATE SET role = MIN(role, ?3), place ="
		" MIN(place, ?4)",
		row, 4, err);
}

static bool take_second_round(struct merge *m, sqlite3_stmt *row, struct err *err)
{
	return take_unless_purged(
		m,
		"INSERT INTO second_round (assessment, question, opened_at, closed_at) VALUES"
		" (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE SET opened_at = MIN(opened_at,"
		" ?3), " EARLIER("closed_at", "?4"),
		row, 4, err);
}

const struct merge_table merge_tables[] = {
	{"document",
	 "SELECT digest, kind, id, version, text FROM document WHERE ?1 = '' OR digest IN (SELECT digest FROM"
	 " assessment_document WHERE assessment = ?1) ORDER BY digest",
	 "sddvb", take_document},
	{"assessment",
	 "SELECT id, title, municipality, municipality_code, reference_date, stage, fiscal_year, anonymous,"
	 " minutes, started_at, updated_at, example, answered, asked, workshop, revealed_at, "
	 "revision, " ASSESSMENT_CONTENT " FROM assessment WHERE ?1 = '' OR id = ?1 ORDER BY id",
	 "usssDIifittfiifTi", take_assessment},
	{"assessment_document",
	 "SELECT assessment, digest, role, place FROM assessment_document WHERE ?1 = '' OR assessment = ?1 "
	 "ORDER"
	 " BY assessment, digest",
	 "usii", take_used_document},
	{"respondent",
	 "SELECT id, assessment, alias, department, role, added_at, is_group, consents, handed_in_at, "
	 "removed,"
	 " revision, " PERSON_CONTENT " FROM respondent WHERE ?1 = '' OR assessment = ?1 ORDER BY id",
	 "uusIItffTfi", take_person},
	{"second_round",
	 "SELECT assessment, question, opened_at, closed_at FROM second_round WHERE ?1 = '' OR assessment = "
	 "?1"
	 " ORDER BY assessment, question",
	 "uktT", take_second_round},
	{"action",
	 "SELECT id, assessment, criterion, question, text, owner, due, state, created_at, origin, removed,"
	 " revision, " ACTION_CONTENT " FROM action WHERE ?1 = '' OR assessment = ?1 ORDER BY id",
	 "uuIKnsDdtUfi", take_action},
};
const size_t merge_table_count = sizeof merge_tables / sizeof *merge_tables;

/* ---- all of them together ---- */

bool merge_tables_agree(struct merge *m, struct err *err)
{
	static const struct {
		const char *table, *finds_wrong;
	} rules[] = {
		{"respondent",
		 "SELECT 1 FROM assessment a WHERE workshop <> (SELECT COUNT(*) FROM respondent r"
		 " WHERE r.assessment = a.id AND is_group) OR NOT EXISTS (SELECT 1 FROM respondent r"
		 " WHERE r.assessment = a.id AND NOT removed)"},
		{"respondent", "SELECT 1 FROM respondent WHERE is_group AND (removed OR handed_in_at <> '')"},
		{"assessment_document", "SELECT 1 FROM assessment_document WHERE role = 0 GROUP BY assessment"
					" HAVING COUNT(*) > 1"},
		{"assessment", "SELECT 1 FROM assessment WHERE revealed_at <> '' AND NOT workshop"},
		{"second_round", "SELECT 1 FROM second_round s JOIN assessment a ON a.id = s.assessment WHERE"
				 " a.revealed_at = ''"},
	};
	for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
		bool wrong;
		if (!merge_has(m, rules[i].finds_wrong, NULL, 0, &wrong, err))
			return false;
		if (wrong)
			return merge_refuse(m, rules[i].table, err);
	}
	return true;
}
