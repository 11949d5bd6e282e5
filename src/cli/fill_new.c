/* SPDX-License-Identifier: MIT */
#include "cli/fill_new.h"

#include "base/alloc.h"
#include "base/file.h"
#include "cli/sessions.h"
#include "report/csv.h"
#include "report/fill.h"

#include <stdlib.h>
#include <string.h>

struct names {
	char **list;
	size_t count, cap;
};

static void names_add(struct names *names, const char *text, size_t len)
{
	for (size_t i = 0; i < names->count; i++)
		if (strlen(names->list[i]) == len && memcmp(names->list[i], text, len) == 0)
			return;
	names->list = xgrow(names->list, &names->cap, names->count + 1, sizeof *names->list);
	names->list[names->count++] = xstrndup(text, len);
}

static void names_release(struct names *names)
{
	for (size_t i = 0; i < names->count; i++)
		free(names->list[i]);
	free(names->list);
	*names = (struct names){0};
}

static size_t column(const struct csv_row *header, const char *name)
{
	for (size_t i = 0; i < header->count; i++)
		if (strcmp(header->cells[i], name) == 0)
			return i;
	return SIZE_MAX;
}

/* silo-breakdown/team.mandate, or the column `questionnaire`, says whose question a row is. */
static void names_of_csv(struct names *names, const struct csv *csv)
{
	if (!csv->count)
		return;
	size_t question = column(&csv->rows[0], "question"),
	       questionnaire = column(&csv->rows[0], "questionnaire");
	for (size_t i = 1; i < csv->count; i++) {
		const struct csv_row *row = &csv->rows[i];
		const char *key = question < row->count ? row->cells[question] : "";
		const char *slash = strchr(key, '/');
		if (slash)
			names_add(names, key, (size_t)(slash - key));
		else if (questionnaire < row->count && *row->cells[questionnaire])
			names_add(names, row->cells[questionnaire], strlen(row->cells[questionnaire]));
	}
}

static bool find_names(struct names *names, const char *path, const char *bytes, size_t len, struct err *err)
{
	struct csv csv;
	struct err why = {.lang = err->lang};
	if (!csv_parse(&csv, bytes, len, &why))
		return fail_as(err, why.kind, "%s: %s", path, why.text);
	names_of_csv(names, &csv);
	csv_release(&csv);
	if (names->count)
		return true;
	return fail_as(err, ERR_USAGE,
		       TR(err->lang, "%s からは質問票が分かりません。--questionnaire で指定してください。",
			  "%s does not say which questionnaire it answers. Name it with --questionnaire."),
		       path);
}

/* All is checked on a session in memory before anything is stored. */
static bool read_answers(const struct stored_documents *documents, struct answers *answers, const char *path,
			 const char *bytes, size_t len, struct strbuf *told, struct err *err)
{
	struct session trial;
	bool ok = sessions_build(&trial, documents, err);
	if (ok) {
		answers_init(answers, trial.instrument.count);
		ok = fill_read(&trial.instrument, answers, path, bytes, len, told, err);
	}
	session_release(&trial);
	return ok;
}

bool fill_new(struct world *world, const char *path, const struct assessment *setup, const char *const *names,
	      size_t count, struct session *session, struct strbuf *told, struct err *err)
{
	char *bytes = NULL;
	size_t len;
	struct names found = {0};
	struct stored_documents documents = {0};
	struct answers answers = {0};
	bool ok = file_read(path, CSV_BYTES_MAX, &bytes, &len, err) && world_catalog(world, err);
	if (ok && !count) {
		ok = find_names(&found, path, bytes, len, err);
		names = (const char *const *)found.list;
		count = found.count;
	}
	ok = ok && catalog_collect(&world->catalog, names, count, &documents, told, err) &&
	     read_answers(&documents, &answers, path, bytes, len, told, err) &&
	     sessions_create(session, world->store, setup, &documents, &answers, err);
	answers_release(&answers);
	stored_documents_release(&documents);
	names_release(&found);
	free(bytes);
	return ok;
}
