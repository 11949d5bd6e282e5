/* SPDX-License-Identifier: MIT */
#include "store/documents.h"

#include "base/alloc.h"
#include "base/sha256.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <stdlib.h>
#include <string.h>

void stored_documents_release(struct stored_documents *documents)
{
	for (size_t i = 0; i < documents->count; i++) {
		free(documents->list[i].digest);
		free(documents->list[i].id);
		free(documents->list[i].text);
	}
	free(documents->list);
	*documents = (struct stored_documents){0};
}

/* The text once, under the digest that it has. */
static bool add_text(struct store *store, const struct stored_document *document, const char *digest,
		     struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(store,
					"INSERT INTO document (digest, kind, id, version, text) VALUES"
					" (?1, ?2, ?3, ?4, ?5) ON CONFLICT (digest) DO NOTHING",
					err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, digest);
	db_bind_text(stmt, 2, document->role == ROLE_FRAMEWORK ? "framework" : "questionnaire");
	db_bind_text(stmt, 3, document->id);
	db_bind_int(stmt, 4, document->version);
	(void)sqlite3_bind_blob64(stmt, 5, document->len ? document->text : "", document->len, SQLITE_STATIC);
	return db_run(store, stmt, err);
}

/* Does the assessment have one of this id (an instrument can hold only one version of it)? As what? */
static bool look_for(struct store *store, const char *assessment, const char *id,
		     char digest[SHA256_HEX_SIZE], int *role, struct err *err)
{
	bool ok;
	digest[0] = '\0';
	*role = ROLE_BASE;
	sqlite3_stmt *stmt = db_prepare(store,
					"SELECT d.digest, ad.role FROM assessment_document ad JOIN"
					" document d ON d.digest = ad.digest WHERE ad.assessment = ?1 AND"
					" d.id = ?2 LIMIT 1",
					err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, id);
	if (db_next(store, stmt, &ok, err)) {
		const char *text = db_peek(stmt, 0);
		size_t n = strlen(text);
		if (n < SHA256_HEX_SIZE)
			memcpy(digest, text, n + 1);
		*role = db_small(stmt, 1);
		db_reset(stmt);
	}
	return ok;
}

/* Point the assessment to it, behind the others of that role. */
static bool add_link(struct store *store, const char *assessment, const char *digest, enum document_role role,
		     struct err *err)
{
	sqlite3_stmt *stmt =
		db_prepare(store,
			   "INSERT INTO assessment_document (assessment, digest, role, place) SELECT ?1,"
			   " ?2, ?3, 1 + COALESCE(MAX(place), 0) FROM assessment_document WHERE"
			   " assessment = ?1 AND role = ?3 ON CONFLICT (assessment, digest) DO UPDATE SET"
			   " role = excluded.role, place = excluded.place",
			   err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, digest);
	db_bind_int(stmt, 3, role);
	return db_run(store, stmt, err);
}

static bool add_one(struct store *store, const char *assessment, const struct stored_document *document,
		    struct err *err)
{
	char digest[SHA256_HEX_SIZE];
	int role;
	if (!look_for(store, assessment, document->id, digest, &role, err))
		return false;
	if (!digest[0]) {
		sha256_hex(document->len ? document->text : "", document->len, digest);
		return add_text(store, document, digest, err) &&
		       add_link(store, assessment, digest, document->role, err);
	}
	/* What was there for the sake of a selection may now be chosen itself. */
	if (role == ROLE_BASE && document->role == ROLE_QUESTIONNAIRE)
		return add_link(store, assessment, digest, ROLE_QUESTIONNAIRE, err);
	return true;
}

bool documents_add(struct store *store, const char *assessment, const struct stored_documents *documents,
		   struct err *err)
{
	for (size_t i = 0; i < documents->count; i++)
		if (!add_one(store, assessment, &documents->list[i], err))
			return false;
	return true;
}

bool documents_drop_unused(struct store *store, struct err *err)
{
	sqlite3_stmt *stmt =
		db_prepare(store,
			   "DELETE FROM document WHERE NOT EXISTS (SELECT 1 FROM assessment_document ad"
			   " WHERE ad.digest = document.digest)",
			   err);
	return stmt && db_run(store, stmt, err);
}

static bool touch(struct store *store, const char *assessment, const char *now, struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(store, "UPDATE assessment SET updated_at = ?2 WHERE id = ?1", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	db_bind_text(stmt, 2, now);
	return db_run(store, stmt, err) && (sqlite3_changes(store->sqlite) > 0 || fault_gone(store, err));
}

bool store_add_documents(struct store *store, const char *assessment,
			 const struct stored_documents *documents, const char *now, struct err *err)
{
	return db_begin(store, err) &&
	       db_end(store,
		      touch(store, assessment, now, err) && documents_add(store, assessment, documents, err),
		      err);
}

static struct stored_document read_document(sqlite3_stmt *stmt)
{
	const void *text = sqlite3_column_blob(stmt, 3);
	size_t len = (size_t)sqlite3_column_bytes(stmt, 3);
	int role = db_small(stmt, 4);
	return (struct stored_document){
		.digest = db_text(stmt, 0),
		.id = db_text(stmt, 1),
		.version = db_int(stmt, 2),
		.text = xstrndup(len ? text : "", len),
		.len = len,
		.role = role == ROLE_FRAMEWORK || role == ROLE_QUESTIONNAIRE ? (enum document_role)role
									     : ROLE_BASE,
	};
}

/* Scores are of these bytes and no others. */
static bool is_whole(const struct stored_document *document)
{
	char digest[SHA256_HEX_SIZE];
	sha256_hex(document->text, document->len, digest);
	return strcmp(digest, document->digest) == 0;
}

/* After a merge there may be two versions of one questionnaire; an instrument holds only one of them. */
#define OF_THAT_NAME(column)                                                                                \
	"SELECT " column " FROM assessment_document other JOIN document o ON o.digest = other.digest WHERE" \
	" other.assessment = ad.assessment AND o.id = d.id AND o.kind = d.kind"

/* Of two versions the newer, as what either of them was chosen for. */
#define OF_ASSESSMENT(columns)                                                                              \
	"SELECT " columns ", (" OF_THAT_NAME(                                                               \
		"MIN(other.role)") ") AS role FROM assessment_document ad JOIN document d ON d.digest = "   \
				   "ad.digest WHERE ad.assessment = ?1 AND NOT EXISTS (" OF_THAT_NAME(      \
					   "1") " AND (o.version > d.version OR (o.version = d.version AND" \
						" o.digest > d.digest))) ORDER BY role, ad.place, d.digest"

bool store_documents(struct store *store, const char *assessment, struct stored_documents *out,
		     struct err *err)
{
	bool ok, whole = true;
	size_t cap = 0;
	*out = (struct stored_documents){0};
	sqlite3_stmt *stmt = db_prepare(store, OF_ASSESSMENT("d.digest, d.id, d.version, d.text"), err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	while (db_next(store, stmt, &ok, err)) {
		out->list = xgrow(out->list, &cap, out->count + 1, sizeof *out->list);
		out->list[out->count] = read_document(stmt);
		whole = whole && is_whole(&out->list[out->count++]);
	}
	if (ok && !whole)
		ok = db_fail(store, SQLITE_CORRUPT, err);
	if (!ok)
		stored_documents_release(out);
	return ok;
}

/* All that they are chosen by, so that equal keys are equal choices. */
bool store_documents_key(struct store *store, const char *assessment, char **key, struct err *err)
{
	bool ok;
	struct strbuf text = {0};
	*key = NULL;
	sqlite3_stmt *stmt =
		db_prepare(store,
			   "SELECT digest, role, place FROM assessment_document WHERE assessment = ?1"
			   " ORDER BY role, place, digest",
			   err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, assessment);
	while (db_next(store, stmt, &ok, err)) {
		for (int column = 0; column < 3; column++) {
			strbuf_adds(&text, db_peek(stmt, column));
			strbuf_addc(&text, '\n');
		}
	}
	if (ok)
		*key = strbuf_detach(&text);
	strbuf_release(&text);
	return ok;
}
