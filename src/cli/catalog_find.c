/* SPDX-License-Identifier: MIT */
/* Finding in what catalog.c has loaded. */
#include "cli/catalog.h"

#include "base/alloc.h"
#include "base/file.h"
#include "model/suggest.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

size_t questionnaire_size(const struct questionnaire *questionnaire)
{
	return questionnaire->use_count ? questionnaire->use_count : questionnaire->question_count;
}

const struct document *catalog_framework(const struct catalog *catalog, const char *id)
{
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_entry *entry = &catalog->entries[i];
		if (entry->usable && !entry->hidden && entry->document->kind == DOCUMENT_FRAMEWORK &&
		    strcmp(entry->document->id, id) == 0)
			return entry->document;
	}
	return NULL;
}

static bool is_questionnaire(const struct catalog_entry *entry)
{
	return entry->usable && !entry->hidden && entry->document->kind == DOCUMENT_QUESTIONNAIRE;
}

const struct document *catalog_main_framework(const struct catalog *catalog)
{
	const struct document *best = NULL;
	size_t most = 0;
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_entry *entry = &catalog->entries[i];
		if (!entry->usable || entry->hidden || entry->document->kind != DOCUMENT_FRAMEWORK)
			continue;
		size_t fed = 0;
		for (size_t j = 0; j < catalog->count; j++)
			fed += is_questionnaire(&catalog->entries[j]) &&
			       strcmp(catalog->entries[j].document->questionnaire->framework,
				      entry->document->id) == 0;
		if (fed > most) {
			most = fed;
			best = entry->document;
		}
	}
	return best;
}

/* my-questions for my-questions.yaml, whose id may be unreadable. */
static bool file_is_named(const char *path, const char *name)
{
	const char *base = file_basename(path);
	size_t n = strlen(name);
	return strncmp(base, name, n) == 0 && strcmp(base + n, ".yaml") == 0;
}

static bool answers_to(const struct catalog_entry *entry, const char *name)
{
	if (catalog_is_path(name))
		return entry->given && strcmp(entry->path, name) == 0;
	return !entry->hidden && (strcmp(entry->document->id, name) == 0 || file_is_named(entry->path, name));
}

static const struct document *broken(const struct catalog_entry *entry, struct strbuf *told, struct err *err)
{
	const char *name = entry->path;
	diag_print(&entry->diags, entry->document->text, entry->document->len, told);
	if (entry->document->kind == DOCUMENT_FRAMEWORK)
		fail_as(err, ERR_INVALID,
			TR(err->lang, "%s は枠組みのファイルで、質問票ではありません。",
			   "%s is a framework, not a questionnaire."),
			name);
	else if (entry->diags.errors)
		fail_as(err, ERR_INVALID,
			TR(err->lang, "%s に誤りがあるため、使えません。",
			   "%s has errors and cannot be used."),
			name);
	else
		fail_as(err, ERR_INVALID,
			TR(err->lang, "%s の枠組みが見つからないため、使えません。",
			   "The framework of %s is not found, so it cannot be used."),
			name);
	return NULL;
}

static const struct document *not_found(const struct catalog *catalog, const char *name, struct err *err)
{
	struct suggestion near = {.word = name};
	for (size_t i = 0; i < catalog->count; i++)
		if (is_questionnaire(&catalog->entries[i]))
			suggest_try(&near, catalog->entries[i].document->id);
	if (near.best)
		fail_as(err, ERR_USAGE,
			TR(err->lang, "質問票「%s」は見つかりません。%s のことですか。",
			   "There is no questionnaire \"%s\". Did you mean %s?"),
			name, near.best);
	else
		fail_as(err, ERR_USAGE,
			TR(err->lang,
			   "質問票「%s」は見つかりません。tenken questionnaires で一覧を見られます。",
			   "There is no questionnaire \"%s\". tenken questionnaires lists them."),
			name);
	return NULL;
}

const struct document *catalog_questionnaire(const struct catalog *catalog, const char *name,
					     struct strbuf *told, struct err *err)
{
	const struct catalog_entry *unusable = NULL;
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_entry *entry = &catalog->entries[i];
		if (!answers_to(entry, name))
			continue;
		if (is_questionnaire(entry))
			return entry->document;
		if (!unusable)
			unusable = entry;
	}
	return unusable ? broken(unusable, told, err) : not_found(catalog, name, err);
}

/* ---- the documents of an assessment ---- */

static bool has_document(const struct stored_documents *documents, const struct document *document)
{
	for (size_t i = 0; i < documents->count; i++)
		if (documents->list[i].len == document->len &&
		    memcmp(documents->list[i].text, document->text, document->len) == 0)
			return true;
	return false;
}

/* `list` has room: the framework, the chosen ones, and at most every entry as a base. */
static void add_document(struct stored_documents *documents, const struct document *document,
			 enum document_role role)
{
	char digest[SHA256_HEX_SIZE];
	if (has_document(documents, document))
		return;
	sha256_hex(document->text, document->len, digest);
	documents->list[documents->count++] = (struct stored_document){
		.digest = xstrdup(digest),
		.id = xstrdup(document->id),
		.version = document->version,
		.text = xstrndup(document->text, document->len),
		.len = document->len,
		.role = role,
	};
}

static void add_bases(const struct catalog *catalog, struct stored_documents *documents,
		      const struct questionnaire *selection)
{
	for (size_t u = 0; u < selection->use_count; u++)
		for (size_t i = 0; i < catalog->count; i++) {
			const struct catalog_entry *entry = &catalog->entries[i];
			if (is_questionnaire(entry) &&
			    strcmp(entry->document->id, selection->uses[u].questionnaire) == 0) {
				add_document(documents, entry->document, ROLE_BASE);
				break;
			}
		}
}

static bool add_framework(const struct catalog *catalog, const struct document *const *chosen, size_t count,
			  struct stored_documents *out, struct err *err)
{
	const char *id = chosen[0]->questionnaire->framework;
	for (size_t i = 1; i < count; i++)
		if (strcmp(chosen[i]->questionnaire->framework, id) != 0)
			return fail_as(err, ERR_USAGE,
				       TR(err->lang,
					  "質問票「%s」と「%s」は枠組みが異なるため、一緒には使えません。",
					  "The questionnaires \"%s\" and \"%s\" belong to different "
					  "frameworks and cannot be used together."),
				       chosen[0]->id, chosen[i]->id);
	const struct document *framework = catalog_framework(catalog, id);
	assert(framework); /* a usable questionnaire has been linked to it */
	add_document(out, framework, ROLE_FRAMEWORK);
	return true;
}

bool catalog_collect(const struct catalog *catalog, const char *const *names, size_t count,
		     struct stored_documents *out, struct strbuf *told, struct err *err)
{
	const struct document **chosen = xcalloc(count + 1, sizeof *chosen);
	bool ok = true;
	*out = (struct stored_documents){.list = xcalloc(1 + count + catalog->count, sizeof *out->list)};
	for (size_t i = 0; ok && i < count; i++) {
		chosen[i] = catalog_questionnaire(catalog, names[i], told, err);
		ok = chosen[i] != NULL;
	}
	if (ok && !count)
		ok = fail_as(err, ERR_USAGE,
			     TR(err->lang, "質問票を1つ以上選んでください。",
				"Choose at least one questionnaire."));
	ok = ok && add_framework(catalog, chosen, count, out, err);
	for (size_t i = 0; ok && i < count; i++)
		add_document(out, chosen[i], ROLE_QUESTIONNAIRE);
	for (size_t i = 0; ok && i < count; i++)
		add_bases(catalog, out, chosen[i]->questionnaire);
	free((void *)chosen);
	return ok;
}
