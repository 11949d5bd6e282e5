/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "store/db.h"
#include "store/documents.h"

#include <stdlib.h>
#include <string.h>

#define ID_SHORTEST 4

/* What read_assessment() reads, for the two statements that give it. */
#define ASSESSMENT_COLUMNS(respondent)                                                                 \
	"SELECT a.id, a.title, a.municipality, a.municipality_code, a.reference_date, a.stage, "       \
	"a.started_at, a.updated_at, a.position, " respondent                                          \
	", a.fiscal_year, a.binned_at <> '', a.example, a.answered, a.asked, a.workshop, a.anonymous," \
	" a.minutes, a.revealed_at <> '' FROM assessment a"

#define ASSESSMENT_ROWS                                                       \
	ASSESSMENT_COLUMNS("r.id, r.alias, r.department, r.role")             \
	" LEFT JOIN respondent r ON r.id ="                                   \
	" (SELECT id FROM respondent WHERE assessment = a.id AND NOT removed" \
	" ORDER BY is_group DESC, added_at, id LIMIT 1)"

enum { ID, TITLE, MUNICIPALITY, CODE }; /* the first of them */

static struct assessment read_assessment(sqlite3_stmt *stmt)
{
	struct assessment a = {0};
	char **const texts[] = {
		&a.id,    &a.title,      &a.municipality, &a.municipality_code, &a.reference_date,
		&a.stage, &a.started_at, &a.updated_at,   &a.position,          &a.respondent,
		&a.alias, &a.department, &a.role,
	};
	int column = 0, count = sizeof texts / sizeof *texts;
	for (; column < count; column++)
		*texts[column] = db_text(stmt, column);
	a.fiscal_year = db_small(stmt, column++);
	a.binned = db_int(stmt, column++) != 0;
	a.example = db_int(stmt, column++) != 0;
	a.answered = db_small(stmt, column++);
	a.asked = db_small(stmt, column++);
	a.workshop = db_int(stmt, column++) != 0;
	a.anonymous = db_int(stmt, column++) != 0;
	a.minutes = db_small(stmt, column++);
	a.revealed = db_int(stmt, column) != 0;
	return a;
}

/* Add the rows, at most `limit`; one more says that there are more. */
static bool read_rows(struct store *store, sqlite3_stmt *stmt, size_t limit, struct assessment_list *out,
		      struct err *err)
{
	bool ok;
	size_t cap = 0;
	*out = (struct assessment_list){0};
	while (db_next(store, stmt, &ok, err)) {
		if (out->count == limit) {
			out->more = true;
			db_reset(stmt);
			break;
		}
		out->list = xgrow(out->list, &cap, out->count + 1, sizeof *out->list);
		out->list[out->count++] = read_assessment(stmt);
	}
	if (!ok)
		assessment_list_release(out);
	return ok;
}

/* Without the respondent: looking one up for each row reads a page each, scattered over the file. */
#define LISTED                                  \
	ASSESSMENT_COLUMNS("'', '', '', ''")    \
	" WHERE (a.binned_at <> '') = ?1 ORDER" \
	" BY a.updated_at DESC, a.rowid DESC"

bool store_list(struct store *store, bool binned, size_t offset, size_t limit, struct assessment_list *out,
		struct err *err)
{
	*out = (struct assessment_list){0};
	if (limit > INT32_MAX)
		limit = INT32_MAX;
	sqlite3_stmt *stmt = db_prepare(store, LISTED " LIMIT ?2 OFFSET ?3", err);
	if (!stmt)
		return false;
	db_bind_int(stmt, 1, binned);
	db_bind_int(stmt, 2, (int64_t)limit + 1);
	db_bind_int(stmt, 3, offset > INT32_MAX ? INT32_MAX : (int64_t)offset);
	return read_rows(store, stmt, limit, out, err);
}

bool store_search(struct store *store, bool binned, struct search *search, size_t offset, size_t limit,
		  struct assessment_list *out, size_t *total, struct err *err)
{
	bool ok;
	size_t cap = 0;
	*out = (struct assessment_list){0};
	*total = 0;
	sqlite3_stmt *stmt = db_prepare(store, LISTED, err);
	if (!stmt)
		return false;
	db_bind_int(stmt, 1, binned);
	while (db_next(store, stmt, &ok, err)) {
		if (!search_fits(search, db_peek(stmt, ID), db_peek(stmt, TITLE), db_peek(stmt, MUNICIPALITY),
				 db_peek(stmt, CODE)))
			continue;
		size_t at = (*total)++;
		out->more = at >= offset && at - offset >= limit;
		if (at < offset || out->more)
			continue;
		out->list = xgrow(out->list, &cap, out->count + 1, sizeof *out->list);
		out->list[out->count++] = read_assessment(stmt);
	}
	if (!ok)
		assessment_list_release(out);
	return ok;
}

/* Lower case into low; false for what is the beginning of no id. */
static bool beginning(const char *id, char low[SYS_UUID_SIZE])
{
	size_t n = strlen(id);
	if (n < ID_SHORTEST || n >= SYS_UUID_SIZE)
		return false;
	for (size_t i = 0; i <= n; i++) {
		low[i] = id[i];
		if (id[i] >= 'A' && id[i] <= 'F')
			low[i] = (char)(id[i] - 'A' + 'a');
	}
	return strspn(low, "0123456789abcdef-") == n;
}

/* The ids that begin so lie between it and it followed by the letter after f. */
static bool find_two(struct store *store, const char *low, struct assessment_list *found, struct err *err)
{
	static const char sql[] =
		ASSESSMENT_ROWS " WHERE a.id >= ?1 AND a.id < ?1 || 'g' ORDER BY a.id LIMIT 2";
	sqlite3_stmt *stmt = db_prepare(store, sql, err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, low);
	return read_rows(store, stmt, 2, found, err);
}

bool store_find(struct store *store, const char *id, struct assessment *out, struct err *err)
{
	char low[SYS_UUID_SIZE];
	struct assessment_list found = {0};
	*out = (struct assessment){0};
	if (strlen(id) < ID_SHORTEST)
		return fail_as(err, ERR_USAGE,
			       TR(err->lang, "ID「%s」は短すぎるため、%d文字以上を指定してください。",
				  "The ID \"%s\" is too short; give at least %d characters."),
			       id, ID_SHORTEST);
	if (beginning(id, low) && !find_two(store, low, &found, err))
		return false;
	size_t count = found.count;
	if (count == 1)
		assessment_copy(out, &found.list[0]);
	assessment_list_release(&found);
	if (count == 0)
		fail_as(err, ERR_USAGE,
			TR(err->lang, "ID「%s」の自己点検は見つかりません。",
			   "No assessment has the ID \"%s\"."),
			id);
	if (count > 1)
		fail_as(err, ERR_USAGE,
			TR(err->lang,
			   "「%s」で始まるIDの自己点検が複数あるため、もう少し長く指定してください。",
			   "Several assessments have an ID that begins with \"%s\"; give more of it."),
			id);
	return count == 1;
}

/* title … stage are ?2 … ?6, fiscal_year ?7, anonymous ?9, minutes ?10; the same in both statements that
 * write them. */
static void bind_setup(sqlite3_stmt *stmt, const struct assessment *a, const char *now)
{
	db_bind_text(stmt, 1, a->id);
	db_bind_text(stmt, 2, a->title);
	db_bind_text(stmt, 3, a->municipality);
	db_bind_text(stmt, 4, a->municipality_code);
	db_bind_text(stmt, 5, a->reference_date);
	db_bind_text(stmt, 6, a->stage);
	db_bind_int(stmt, 7, a->fiscal_year);
	db_bind_text(stmt, 8, now);
	db_bind_int(stmt, 9, a->anonymous);
	db_bind_int(stmt, 10, a->minutes);
}

static bool insert_assessment(struct store *store, const struct assessment *a, const char *now,
			      struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(
		store,
		"INSERT INTO assessment (id, title, municipality, municipality_code, reference_date,"
		" stage, fiscal_year, started_at, updated_at, position, example, answered, asked, workshop,"
		" anonymous, minutes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?11, ?12, ?13, ?14, ?15,"
		" ?9, ?10)",
		err);
	if (!stmt)
		return false;
	bind_setup(stmt, a, now);
	db_bind_text(stmt, 11, a->position);
	db_bind_int(stmt, 12, a->example);
	db_bind_int(stmt, 13, a->workshop ? 0 : a->answered);
	db_bind_int(stmt, 14, a->workshop ? 0 : a->asked);
	db_bind_int(stmt, 15, a->workshop);
	return db_run(store, stmt, err);
}

static void bind_respondent(sqlite3_stmt *stmt, const struct assessment *a)
{
	db_bind_text(stmt, 1, a->respondent);
	db_bind_text(stmt, 2, a->id);
	db_bind_text(stmt, 3, a->alias);
	db_bind_text(stmt, 4, a->department);
	db_bind_text(stmt, 5, a->role);
}

static bool insert_respondent(struct store *store, const struct assessment *a, const char *now,
			      struct err *err)
{
	sqlite3_stmt *stmt =
		db_prepare(store,
			   "INSERT INTO respondent (id, assessment, alias, department, role, added_at,"
			   " is_group) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
			   err);
	if (!stmt)
		return false;
	bind_respondent(stmt, a);
	db_bind_text(stmt, 6, now);
	db_bind_int(stmt, 7, a->workshop);
	return db_run(store, stmt, err);
}

bool store_create(struct store *store, struct assessment *assessment,
		  const struct stored_documents *documents, const char *now, struct err *err)
{
	char id[SYS_UUID_SIZE], respondent[SYS_UUID_SIZE];
	struct assessment a = *assessment; /* borrows its strings */
	sys_uuid(id);
	sys_uuid(respondent);
	a.id = id;
	a.respondent = respondent;
	if (!db_begin(store, err))
		return false;
	bool ok = insert_assessment(store, &a, now, err) && insert_respondent(store, &a, now, err) &&
		  documents_add(store, id, documents, err);
	if (!db_end(store, ok, err))
		return false;
	char **const texts[] = {&assessment->id, &assessment->respondent, &assessment->started_at,
				&assessment->updated_at};
	const char *const values[] = {id, respondent, now, now};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		free(*texts[i]);
		*texts[i] = xstrdup(values[i]);
	}
	return true;
}

static bool update_both(struct store *store, const struct assessment *a, const char *now, struct err *err)
{
	sqlite3_stmt *stmt =
		db_prepare(store,
			   "UPDATE assessment SET title = ?2, municipality = ?3, municipality_code = ?4,"
			   " reference_date = ?5, stage = ?6, fiscal_year = ?7, updated_at = ?8,"
			   " anonymous = ?9, minutes = ?10, revision = revision + 1 WHERE id = ?1",
			   err);
	if (!stmt)
		return false;
	bind_setup(stmt, a, now);
	if (!db_run(store, stmt, err))
		return false;
	if (sqlite3_changes(store->sqlite) == 0)
		return fault_gone(store, err);
	stmt = db_prepare(
		store,
		"UPDATE respondent SET alias = ?3, department = ?4, role = ?5, revision = revision + 1"
		" WHERE id = ?1 AND assessment = ?2",
		err);
	if (!stmt)
		return false;
	bind_respondent(stmt, a);
	return db_run(store, stmt, err);
}

bool store_update(struct store *store, const struct assessment *assessment, const char *now, struct err *err)
{
	return db_begin(store, err) && db_end(store, update_both(store, assessment, now, err), err);
}

/* Run a statement about assessment ?1 and time ?2; it must touch a row. */
static bool change_one(struct store *store, const char *sql, const char *assessment, const char *now,
		       struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(store, sql, err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, now);
	return db_run(store, stmt, err) && (sqlite3_changes(store->sqlite) > 0 || fault_gone(store, err));
}

bool store_bin(struct store *store, const char *assessment, bool binned, const char *now, struct err *err)
{
	static const char sql[] = "UPDATE assessment SET binned_at = ?2 WHERE id = ?1";
	return db_begin(store, err) &&
	       db_end(store, change_one(store, sql, assessment, binned ? now : "", err), err);
}

static bool is_in_bin(struct store *store, const char *assessment, struct err *err)
{
	bool ok, found, binned = false;
	sqlite3_stmt *stmt = db_prepare(store, "SELECT binned_at <> '' FROM assessment WHERE id = ?1", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	found = db_next(store, stmt, &ok, err);
	if (found) {
		binned = db_int(stmt, 0) != 0;
		db_reset(stmt);
	}
	if (!ok || binned)
		return ok;
	if (!found)
		return fault_gone(store, err);
	return fail(err, TR(err->lang, "ごみ箱にない自己点検は、完全に削除できません。",
			    "An assessment that is not in the bin cannot be deleted for good."));
}

/* Respondents, answers, their log and marks go with the assessment (ON DELETE CASCADE). */
static bool purge(struct store *store, const char *assessment, const char *now, struct err *err)
{
	return is_in_bin(store, assessment, err) &&
	       change_one(store, "INSERT OR REPLACE INTO purged (id, purged_at) VALUES (?1, ?2)", assessment,
			  now, err) &&
	       change_one(store, "DELETE FROM assessment WHERE id = ?1 AND ?2 <> ''", assessment, now, err) &&
	       documents_drop_unused(store, err);
}

bool store_purge(struct store *store, const char *assessment, const char *now, struct err *err)
{
	return db_begin(store, err) && db_end(store, purge(store, assessment, now, err), err);
}
