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
		return csv_tell(&csv, path, &why, err);
	names_of_csv(names, &csv);
	csv_release(&csv);
	if (names->count)
		return true;
	return fail_as(err, ERR_USAGE,
		       TR(err->lang, "%s からは質問票が分かりません。--questionnaire で指定してください。",
			  "%s does not say which questionnaire it answers. Name it with --questionnaire."),
		       path);
}

/* All is checked on a session in memory before anything is stored. Of one respondent `one` gets the answers.
 */
static bool read_answers(const struct instrument *instrument, struct filled_list *many, struct answers *one,
			 const char *path, const char *bytes, size_t len, struct strbuf *told,
			 struct err *err)
{
	if (!fill_read_many(instrument, many, path, bytes, len, told, err))
		return false;
	if (many->many && many->count > 1)
		return true;
	filled_release(many);
	answers_init(one, instrument->count);
	return fill_read(instrument, one, path, bytes, len, told, err);
}

static bool read_sheets(const struct stored_documents *documents, struct filled_list *many,
			struct answers *one, const char *path, const char *bytes, size_t len,
			struct strbuf *told, struct err *err)
{
	struct session trial;
	bool ok = sessions_build(&trial, documents, err) &&
		  read_answers(&trial.instrument, many, one, path, bytes, len, told, err);
	session_release(&trial);
	return ok;
}

/* A person of a workshop, answers and all, handed in. */
static bool add_person(struct world *world, const char *assessment, struct filled *filled, struct err *err)
{
	struct session turn = {0};
	char now[21];
	world_now(now);
	bool ok = store_respondent_put(world->store, assessment, &filled->person, now, err) &&
		  sessions_open_turn(&turn, world->store, assessment, filled->person.id, ITEM_NONE, err) &&
		  sessions_give(&turn, world->store, &filled->answers, err) &&
		  store_hand_in(world->store, assessment, filled->person.id, now, err);
	session_release(&turn);
	return ok;
}

/* Half a sheet is none: those who were added go again. Who has handed in stays. */
static bool add_people(struct world *world, const char *assessment, struct filled_list *many, struct err *err)
{
	for (size_t i = 0; i < many->count; i++) {
		struct filled *filled = &many->list[i];
		if (!*filled->person.alias) {
			free(filled->person.alias);
			struct strbuf name = {0};
			strbuf_addf(&name, TR(world->lang, "%zu番", "No. %zu"), i + 1);
			filled->person.alias = strbuf_detach(&name);
		}
		if (!add_person(world, assessment, filled, err)) {
			char now[21];
			struct err quiet = {.lang = world->lang};
			world_now(now);
			if (filled->person.id && *filled->person.id)
				(void)store_respondent_remove(world->store, assessment, filled->person.id,
							      now, &quiet);
			return false;
		}
	}
	return true;
}

static bool make_workshop(struct world *world, const struct assessment *setup,
			  const struct stored_documents *documents, struct filled_list *many,
			  struct session *session, struct err *err)
{
	struct assessment workshop = *setup; /* borrows its strings */
	workshop.workshop = true;
	workshop.minutes = 40; /* of talk, as set-up proposes */
	if (!sessions_create(session, world->store, &workshop, documents, NULL, err))
		return false;
	if (add_people(world, session->assessment.id, many, err))
		return true;
	sessions_take_away(world->store, session->assessment.id);
	return false;
}

bool fill_new(struct world *world, const char *path, const struct assessment *setup, const char *const *names,
	      size_t count, struct session *session, size_t *people, struct strbuf *told, struct err *err)
{
	char *bytes = NULL;
	size_t len;
	struct names found = {0};
	struct stored_documents documents = {0};
	struct answers answers = {0};
	struct filled_list many = {0};
	bool ok = file_read(path, CSV_BYTES_MAX, &bytes, &len, err) && world_catalog(world, err);
	if (ok && !count) {
		ok = find_names(&found, path, bytes, len, err);
		names = (const char *const *)found.list;
		count = found.count;
	}
	ok = ok && catalog_collect(&world->catalog, names, count, &documents, told, err) &&
	     read_sheets(&documents, &many, &answers, path, bytes, len, told, err);
	*people = many.count;
	if (ok && many.count)
		ok = make_workshop(world, setup, &documents, &many, session, err);
	else if (ok)
		ok = sessions_create(session, world->store, setup, &documents, &answers, err);
	filled_release(&many);
	answers_release(&answers);
	stored_documents_release(&documents);
	names_release(&found);
	free(bytes);
	return ok;
}

/* Names that are taken are told before anything is stored. */
static bool names_are_free(struct world *world, const char *assessment, const struct filled_list *many,
			   struct err *err)
{
	struct respondents people;
	if (!store_respondents(world->store, assessment, &people, err))
		return false;
	bool ok = true;
	for (size_t i = 0; ok && i < many->count; i++)
		for (size_t j = 0; ok && j < people.count; j++)
			if (!people.list[j].group &&
			    strcmp(people.list[j].alias, many->list[i].person.alias) == 0)
				ok = fail_as(err, ERR_USAGE,
					     TR(world->lang, "呼び名「%s」は、ほかの人が使っています。",
						"The name \"%s\" is another person's already."),
					     people.list[j].alias);
	respondents_release(&people);
	return ok;
}

bool fill_into(struct world *world, const char *path, const char *id, size_t *people, struct strbuf *told,
	       struct err *err)
{
	char *bytes = NULL;
	size_t len;
	struct session session = {0};
	struct filled_list many = {0};
	bool ok = file_read(path, CSV_BYTES_MAX, &bytes, &len, err) &&
		  sessions_open(&session, world->store, id, err) &&
		  fill_read_many(&session.instrument, &many, path, bytes, len, told, err) &&
		  names_are_free(world, session.assessment.id, &many, err) &&
		  add_people(world, session.assessment.id, &many, err);
	*people = many.count;
	filled_release(&many);
	session_release(&session);
	free(bytes);
	return ok;
}
