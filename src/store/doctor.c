/* SPDX-License-Identifier: MIT */
#include "store/doctor.h"

#include "base/alloc.h"
#include "base/sha256.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

void examination_release(struct examination *examination)
{
	free(examination->first);
	*examination = (struct examination){0};
}

static bool look_at_pages(struct store *store, struct examination *out, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt = db_prepare(store, "PRAGMA integrity_check(1)", err);
	if (!stmt)
		return false;
	if (db_next(store, stmt, &ok, err)) {
		out->broken = strcmp(db_peek(stmt, 0), "ok") != 0;
		const char *heading_ends = strrchr(db_peek(stmt, 0), '\n');
		if (out->broken)
			out->first = xstrdup(heading_ends ? heading_ends + 1 : db_peek(stmt, 0));
		db_reset(stmt);
	}
	return ok;
}

static bool look_at_documents(struct store *store, struct examination *out, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt = db_prepare(store, "SELECT digest, text FROM document", err);
	if (!stmt)
		return false;
	while (db_next(store, stmt, &ok, err)) {
		char digest[SHA256_HEX_SIZE];
		const void *text = sqlite3_column_blob(stmt, 1);
		sha256_hex(text ? text : "", (size_t)sqlite3_column_bytes(stmt, 1), digest);
		out->documents++;
		out->altered += strcmp(digest, db_peek(stmt, 0)) != 0;
	}
	return ok;
}

static bool count_all(struct store *store, struct examination *out, struct err *err)
{
	/* clang-format off */
	const struct {
		int64_t *number;
		const char *sql;
	} counts[] = {
		{&out->astray, "SELECT count(*) FROM pragma_foreign_key_check"},
		{&out->answers, "SELECT count(*) FROM answer"},
		{&out->differing,
		 "SELECT count(*) FROM answer a LEFT JOIN answer_log l ON l.id = a.head WHERE a.revision > 0"
		 " AND (l.id IS NULL OR l.respondent <> a.respondent OR l.question <> a.question"
		 " OR (l.state, l.options, l.note, l.evidence, l.reason, l.revision)"
		 " <> (a.state, a.options, a.note, a.evidence, a.reason, a.revision))"},
		{&out->changes, "SELECT count(*) FROM answer_log"},
		{&out->orphans,
		 "SELECT count(*) FROM answer_log l LEFT JOIN answer a"
		 " ON a.respondent = l.respondent AND a.question = l.question WHERE a.question IS NULL"},
	};
	/* clang-format on */
	for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
		if (!db_number(store, counts[i].sql, counts[i].number, err))
			return false;
	return true;
}

bool store_examine(struct store *store, struct examination *out, struct err *err)
{
	*out = (struct examination){0};
	if (look_at_pages(store, out, err) && look_at_documents(store, out, err) &&
	    count_all(store, out, err))
		return true;
	if (err->kind != ERR_DAMAGED)
		return false;
	out->broken = true;
	if (!out->first)
		out->first = xstrdup(err->text);
	err_clear(err);
	return true;
}
