/* SPDX-License-Identifier: MIT */
#include "store_lab.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void must(bool ok, const struct err *err)
{
	if (ok)
		return;
	printf("the test itself failed: %s\n", err->text);
	exit(1);
}

size_t lab_below(struct lab *lab, size_t n)
{
	lab->seed ^= lab->seed >> 12;
	lab->seed ^= lab->seed << 25;
	lab->seed ^= lab->seed >> 27;
	return (size_t)(lab->seed * UINT64_C(2685821657736338717) >> 33) % n;
}

/* Many small files, whose safety is not what is tried here. */
static const char *scratch(void)
{
	struct stat st;
	return stat("/dev/shm", &st) == 0 ? "/dev/shm" : NULL;
}

static void add_people(struct lab *lab)
{
	struct fixture *f = &lab->f;
	for (size_t i = 0; i < PEOPLE; i++) {
		char name[2] = {(char)('1' + (char)i), '\0'};
		struct respondent r = {
			.alias = xstrdup(name), .department = xstrdup("policy"), .role = xstrdup("staff")};
		must(store_respondent_put(f->store, f->a.id, &r, NOW, &f->err), &f->err);
		snprintf(lab->people[i], sizeof lab->people[i], "%s", r.id);
		respondent_release(&r);
	}
}

static void make_workshop(struct lab *lab)
{
	char book[] = "book", silo[] = "silo", text[] = "id: book\n", other[] = "id: silo\n";
	struct stored_document list[] = {
		{.id = book, .version = 1, .text = text, .len = 9, .role = ROLE_FRAMEWORK},
		{.id = silo, .version = 3, .text = other, .len = 9, .role = ROLE_QUESTIONNAIRE},
	};
	struct stored_documents documents = {.list = list, .count = 2};
	struct fixture *f = &lab->f;
	f->a.workshop = true;
	f->a.title = xstrdup("W");
	must(store_create(f->store, &f->a, &documents, NOW, &f->err), &f->err);
	add_people(lab);
	struct action a = {.text = xstrdup("do"), .state = ACTION_OPEN};
	must(store_action_put(f->store, f->a.id, &a, NOW, &f->err), &f->err);
	snprintf(lab->action, sizeof lab->action, "%s", a.id);
	action_release(&a);
}

void lab_open(struct lab *lab, size_t count, uint64_t seed)
{
	*lab = (struct lab){.count = count, .seed = seed};
	struct fixture *f = &lab->f;
	fixture_dir(f, scratch());
	must(store_open(&f->store, f->db, STORE_CREATE, &f->err), &f->err);
	make_workshop(lab);
	lab->laptops[0] = f->store;
	snprintf(lab->paths[0], sizeof lab->paths[0], "%s", f->db);
	for (size_t i = 1; i < count; i++) {
		char name[16];
		snprintf(name, sizeof name, "l%u.db", (unsigned)i);
		fixture_path(f, name, lab->paths[i]);
		must(store_extract(f->store, f->a.id, lab->paths[i], false, &f->err), &f->err);
		must(store_open(&lab->laptops[i], lab->paths[i], STORE_CREATE, &f->err), &f->err);
	}
}

void lab_close(struct lab *lab)
{
	for (size_t i = 1; i < lab->count; i++)
		store_close(lab->laptops[i]);
	lab->f.store = lab->laptops[0];
	fixture_close(&lab->f);
}

void lab_head(struct lab *lab, size_t laptop, const char *who, const char *question, char head[37])
{
	struct stored_answers got;
	struct err err = {0};
	head[0] = '\0';
	if (!store_answers(lab->laptops[laptop], lab->f.a.id, who, &got, &err))
		return;
	for (size_t i = 0; i < got.count; i++)
		if (strcmp(got.list[i].question, question) == 0)
			snprintf(head, 37, "%s", got.list[i].head);
	stored_answers_release(&got);
}

bool lab_answer(struct lab *lab, size_t laptop, const char *who, const char *question, const char *option,
		const char *parent)
{
	char head[37];
	struct err err = {0};
	lab_head(lab, laptop, who, question, head);
	struct change change = {.question = question,
				.state = "answered",
				.options = option,
				.note = "メモ",
				.parent = parent ? parent : head};
	int64_t seq = parent ? 0 : INT64_MAX; /* over what stands: the branches were seen as well */
	return store_save(lab->laptops[laptop], lab->f.a.id, who, &change, 1, (struct progress){1, 2, NULL},
			  NOW, &seq, &err);
}

/* ---- the whole of a database ---- */

static const char *const selects[] = {
	"SELECT 'd', digest, kind, id, version, hex(text) FROM document ORDER BY digest",
	"SELECT 'a', id, title, municipality, municipality_code, reference_date, stage, fiscal_year, "
	"started_at,"
	" updated_at, example, answered, asked, workshop, anonymous, minutes, revealed_at, revision FROM"
	" assessment ORDER BY id",
	"SELECT 'u', assessment, digest, role, place FROM assessment_document ORDER BY assessment, digest",
	"SELECT 'r', id, assessment, alias, department, role, added_at, is_group, consents, handed_in_at,"
	" removed, revision FROM respondent ORDER BY id",
	"SELECT 'l', id, respondent, question, state, options, note, evidence, reason, at, seat, undoes, "
	"branch,"
	" revision FROM answer_log ORDER BY id",
	"SELECT 'p', change, parent, stood FROM answer_parent ORDER BY change, parent",
	"SELECT 'v', respondent, question, state, options, note, evidence, reason, head, at, revision FROM"
	" answer ORDER BY respondent, question",
	"SELECT 's', assessment, question, opened_at, closed_at FROM second_round ORDER BY assessment, "
	"question",
	"SELECT 't', id, assessment, criterion, question, text, owner, due, state, created_at, origin, "
	"removed,"
	" revision FROM action ORDER BY id",
};

char *lab_dump(const char *path)
{
	struct strbuf all = {0};
	sqlite3 *raw = raw_open(path);
	for (size_t i = 0; i < sizeof selects / sizeof *selects; i++) {
		sqlite3_stmt *stmt;
		if (sqlite3_prepare_v2(raw, selects[i], -1, &stmt, NULL) != SQLITE_OK)
			exit(1);
		while (sqlite3_step(stmt) == SQLITE_ROW) {
			for (int c = 0; c < sqlite3_column_count(stmt); c++)
				strbuf_addf(&all, "%s|", (const char *)sqlite3_column_text(stmt, c));
			strbuf_addc(&all, '\n');
		}
		(void)sqlite3_finalize(stmt);
	}
	(void)sqlite3_close(raw);
	return strbuf_detach(&all);
}

static bool adds_up(const char *what, const struct balance *b)
{
	if (b->in_file == b->added + b->same + b->newer + b->purged)
		return true;
	printf("%s: %zu in the file, %zu + %zu + %zu + %zu\n", what, b->in_file, b->added, b->same, b->newer,
	       b->purged);
	return false;
}

bool lab_merge(struct store *into, const char *path, struct merge_result *result)
{
	struct err err = {.lang = LANG_EN};
	if (!store_merge(into, path, NOW, result, &err)) {
		printf("%s\n", err.text);
		return false;
	}
	bool documents = adds_up("documents", &result->documents);
	bool assessments = adds_up("assessments", &result->assessments);
	bool people = adds_up("people", &result->people);
	bool answers = adds_up("answers", &result->answers);
	return adds_up("actions", &result->actions) && documents && assessments && people && answers;
}
