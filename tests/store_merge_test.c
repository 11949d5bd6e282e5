/* SPDX-License-Identifier: MIT */
/*
 * Several laptops. Random histories on up to five of them, merged in random orders and groupings: everywhere
 * the same comes out, nothing is lost, both sides of a conflict stay until somebody decides.
 */
#include "base/alloc.h"
#include "base/strbuf.h"
#include "check.h"
#include "store/db.h"
#include "store_lab.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* All of them on the plain build; the sanitizers, ten times as slow, see a part. */
#ifdef __has_feature
#if __has_feature(address_sanitizer)
#define SEEDS 50
#endif
#endif
#ifndef SEEDS
#define SEEDS 1000
#endif

enum { QUESTIONS = 2 };

static const char *const QUESTION[QUESTIONS] = {"q/a", "q/b"}, *const OPTION[] = {"x", "y", "z"};

/* ---- what people do ---- */

struct memory { /* what another program on that laptop still takes for the answer */
	char who[37], head[QUESTIONS][37];
};

struct turn {
	struct lab *lab;
	struct store *store;
	size_t laptop;
	const struct respondent *who; /* one of those on this laptop, or the group */
	struct memory *memory;
	struct err err;
};

static const char *some_time(struct turn *t)
{
	return lab_below(t->lab, 2) ? NOW : LATER;
}

static const char *some_word(struct turn *t)
{
	return OPTION[lab_below(t->lab, 3)];
}

static void do_answer(struct turn *t)
{
	size_t q = lab_below(t->lab, QUESTIONS);
	bool known = strcmp(t->memory->who, t->who->id) == 0 && t->memory->head[q][0];
	const char *parent = known && lab_below(t->lab, 3) == 0 ? t->memory->head[q] : NULL;
	(void)lab_answer(t->lab, t->laptop, t->who->id, QUESTION[q], some_word(t), parent);
	if (lab_below(t->lab, 2))
		return;
	if (strcmp(t->memory->who, t->who->id) != 0)
		*t->memory = (struct memory){0};
	snprintf(t->memory->who, sizeof t->memory->who, "%s", t->who->id);
	lab_head(t->lab, t->laptop, t->who->id, QUESTION[q], t->memory->head[q]);
}

static void do_undo(struct turn *t)
{
	struct undone undone = {0};
	int64_t seq = INT64_MAX;
	(void)store_undo(t->store, t->lab->f.a.id, t->who->id, NOW, &seq, &undone, &t->err);
	free(undone.question);
}

static void do_hand_in(struct turn *t)
{
	(void)store_hand_in(t->store, t->lab->f.a.id, t->who->id, some_time(t), &t->err);
}

static void do_person(struct turn *t)
{
	bool is_new = lab_below(t->lab, 3) == 0;
	struct respondent r = {.id = is_new ? NULL : xstrdup(t->who->id),
			       .alias = xstrdup(some_word(t)),
			       .department = xstrdup("policy"),
			       .role = xstrdup(lab_below(t->lab, 2) ? "staff" : "manager"),
			       .consents = lab_below(t->lab, 2) != 0};
	(void)store_respondent_put(t->store, t->lab->f.a.id, &r, some_time(t), &t->err);
	respondent_release(&r);
}

static void do_removal(struct turn *t)
{
	if (lab_below(t->lab, 4) == 0)
		(void)store_respondent_remove(t->store, t->lab->f.a.id, t->who->id, NOW, &t->err);
}

static void do_action(struct turn *t)
{
	bool is_new = lab_below(t->lab, 4) == 0;
	struct action a = {.id = is_new ? NULL : xstrdup(t->lab->action),
			   .text = xstrdup(some_word(t)),
			   .state = (enum action_state)lab_below(t->lab, ACTION_STATES)};
	(void)store_action_put(t->store, t->lab->f.a.id, &a, some_time(t), &t->err);
	if (lab_below(t->lab, 5) == 0)
		(void)store_action_remove(t->store, t->lab->f.a.id, a.id, &t->err);
	action_release(&a);
}

static void do_setup(struct turn *t)
{
	struct assessment a = {0};
	assessment_copy(&a, &t->lab->f.a);
	free(a.title);
	a.title = xstrdup(some_word(t));
	a.minutes = (int)lab_below(t->lab, 3);
	(void)store_update(t->store, &a, some_time(t), &t->err);
	assessment_release(&a);
}

static void do_documents(struct turn *t)
{
	char id[8], text[16];
	snprintf(id, sizeof id, "q%s", some_word(t));
	snprintf(text, sizeof text, "id: %s %s\n", id, some_word(t)); /* of one id, several versions */
	struct stored_document document = {.id = id,
					   .version = 1,
					   .text = text,
					   .len = strlen(text),
					   .role = lab_below(t->lab, 2) ? ROLE_QUESTIONNAIRE : ROLE_BASE};
	struct stored_documents documents = {.list = &document, .count = 1};
	(void)store_add_documents(t->store, t->lab->f.a.id, &documents, some_time(t), &t->err);
}

static void do_reveal(struct turn *t)
{
	if (lab_below(t->lab, 8) == 0)
		(void)store_reveal(t->store, t->lab->f.a.id, some_time(t), &t->err);
}

static void do_second_round(struct turn *t)
{
	const char *id = t->lab->f.a.id;
	if (store_second_open(t->store, id, "q/a", some_time(t), &t->err))
		(void)lab_answer(t->lab, t->laptop, t->who->id, "q/a" STORE_SECOND, some_word(t), NULL);
	if (lab_below(t->lab, 3) == 0)
		(void)store_second_close(t->store, id, "q/a", some_time(t), &t->err);
}

static void do_another(struct turn *t)
{
	static struct stored_documents none;
	struct assessment a = {.title = xstrdup("another"), .alias = xstrdup("A")};
	if (lab_below(t->lab, 3) == 0)
		(void)store_create(t->store, &a, &none, some_time(t), &t->err);
	assessment_release(&a);
}

static void act(struct lab *lab, size_t laptop, struct memory *memory)
{
	static void (*const acts[])(struct turn *) = {
		do_answer,    do_answer,  do_answer,       do_answer,  do_answer, do_answer,
		do_undo,      do_hand_in, do_person,       do_removal, do_action, do_setup,
		do_documents, do_reveal,  do_second_round, do_another,
	};
	struct turn t = {.lab = lab, .store = lab->laptops[laptop], .laptop = laptop, .memory = memory};
	struct respondents people;
	if (!store_respondents(t.store, lab->f.a.id, &people, &t.err) || !people.count)
		return;
	t.who = &people.list[lab_below(lab, people.count)];
	acts[lab_below(lab, sizeof acts / sizeof *acts)](&t);
	respondents_release(&people);
}

/* ---- merging, in any order and grouping ---- */

struct shelf { /* each laptop's file as it lies when the laptops meet */
	struct lab *lab;
	char paths[LAPTOPS][500];
	size_t made; /* databases merged together so far */
};

static void shelve(struct lab *lab, struct shelf *shelf)
{
	*shelf = (struct shelf){.lab = lab};
	for (size_t i = 0; i < lab->count; i++) {
		char name[16];
		snprintf(name, sizeof name, "c%u.db", (unsigned)i);
		fixture_path(&lab->f, name, shelf->paths[i]);
		CHECK(store_copy(lab->laptops[i], shelf->paths[i], true, &lab->f.err));
	}
}

/* A new database that begins as a copy of this one (NULL: empty). */
static struct store *begin(struct shelf *shelf, const char *from, char path[500])
{
	struct fixture *f = &shelf->lab->f;
	char name[16];
	struct store *store = NULL, *old = NULL;
	snprintf(name, sizeof name, "m%u.db", (unsigned)shelf->made++);
	fixture_path(f, name, path);
	if (from) {
		CHECK(store_open(&old, from, STORE_READ, &f->err));
		CHECK(store_copy(old, path, true, &f->err));
		store_close(old);
	}
	CHECK(store_open(&store, path, STORE_CREATE, &f->err));
	return store;
}

static void take(struct store *into, const char *path)
{
	struct merge_result result;
	CHECK(lab_merge(into, path, &result));
}

static void shuffle(struct lab *lab, size_t order[LAPTOPS])
{
	for (size_t i = 0; i < lab->count; i++)
		order[i] = i;
	for (size_t i = lab->count; i > 1; i--) {
		size_t j = lab_below(lab, i), kept = order[i - 1];
		order[i - 1] = order[j];
		order[j] = kept;
	}
}

/* ((a b) c) d, begun from the first or from nothing; then all of them once more. Owned. */
static char *from_the_left(struct shelf *shelf, bool from_nothing)
{
	size_t order[LAPTOPS];
	char path[500];
	struct lab *lab = shelf->lab;
	shuffle(lab, order);
	struct store *store = begin(shelf, from_nothing ? NULL : shelf->paths[order[0]], path);
	for (size_t i = 0; i < lab->count; i++)
		take(store, shelf->paths[order[i]]);
	char *once = lab_dump(path);
	take(store, shelf->paths[lab_below(lab, lab->count)]);
	take(store, path[0] ? shelf->paths[order[0]] : path);
	char *twice = lab_dump(path);
	CHECK(strcmp(once, twice) == 0);
	free(twice);
	store_close(store);
	return once;
}

/* a (b (c d)). Owned. */
static char *from_the_right(struct shelf *shelf)
{
	size_t order[LAPTOPS];
	char path[500], before[500];
	shuffle(shelf->lab, order);
	store_close(begin(shelf, shelf->paths[order[0]], before));
	for (size_t i = 1; i < shelf->lab->count; i++) {
		struct store *store = begin(shelf, shelf->paths[order[i]], path);
		take(store, before);
		store_close(store);
		memcpy(before, path, sizeof before);
	}
	return lab_dump(before);
}

/* ---- what must hold ---- */

/* Every change that anybody made is there. */
static void check_nothing_lost(struct shelf *shelf, const char *dump)
{
	for (size_t i = 0; i < shelf->lab->count; i++) {
		sqlite3 *raw = raw_open(shelf->paths[i]);
		sqlite3_stmt *stmt;
		CHECK(sqlite3_prepare_v2(raw, "SELECT 'l|' || id || '|' FROM answer_log", -1, &stmt, NULL) ==
		      SQLITE_OK);
		while (sqlite3_step(stmt) == SQLITE_ROW)
			CHECK(strstr(dump, (const char *)sqlite3_column_text(stmt, 0)) != NULL);
		(void)sqlite3_finalize(stmt);
		(void)sqlite3_close(raw);
	}
}

/* One head stands, the others wait; and every answer that is told to be contested is. */
static void check_what_stands(const char *path)
{
#define HEADS "NOT EXISTS (SELECT 1 FROM answer_parent p WHERE p.parent = l.id)"
	CHECK_INT(file_number(path, "SELECT count(*) FROM answer_log l WHERE branch = 0 AND " HEADS),
		  file_number(path, "SELECT count(*) FROM answer"));
	CHECK_INT(file_number(path, "SELECT count(*) FROM answer a JOIN answer_log l ON l.id = a.head WHERE"
				    " l.branch = 0 AND l.options = a.options AND " HEADS),
		  file_number(path, "SELECT count(*) FROM answer"));
	CHECK_INT(file_number(path,
			      "SELECT count(*) FROM (SELECT DISTINCT respondent, question FROM answer_log"
			      ") EXCEPT SELECT count(*) FROM answer"),
		  -1);
}

static void check_alike(const char *a, const char *b, const char *what)
{
	if (strcmp(a, b) == 0)
		return;
	printf("%s differs:\n%s\n---\n%s\n", what, a, b);
	check_failures++;
}

static void meet(struct lab *lab)
{
	struct shelf shelf;
	char path[500];
	shelve(lab, &shelf);
	char *left = from_the_left(&shelf, false);
	char *nothing = from_the_left(&shelf, true), *right = from_the_right(&shelf);
	check_alike(left, nothing, "begun from nothing");
	check_alike(left, right, "grouped the other way");
	check_nothing_lost(&shelf, left);
	for (size_t i = 0; i < shelf.made; i++) {
		char name[16];
		snprintf(name, sizeof name, "m%u.db", (unsigned)i);
		fixture_path(&lab->f, name, path);
		if (i == 0)
			check_what_stands(path);
		unlink(path);
	}
	for (size_t i = 0; i < lab->count; i++) /* some go on with what they know now */
		if (lab_below(lab, 2))
			take(lab->laptops[i], shelf.paths[lab_below(lab, lab->count)]);
	free(left);
	free(nothing);
	free(right);
}

TEST(any_history_in_any_order)
{
	int seeds = getenv("TENKEN_TEST_QUICK") ? 5 : SEEDS;
	for (int i = 0; i < seeds && !check_failures; i++) {
		struct lab lab;
		struct memory memory[LAPTOPS] = {{{0}, {{0}}}};
		lab_open(&lab, 2 + (size_t)i % (LAPTOPS - 1), (uint64_t)i * 7919 + 13);
		for (size_t round = 0; round < 2; round++) {
			for (size_t k = 0, n = 4 + lab_below(&lab, 16); k < n; k++) {
				size_t laptop = lab_below(&lab, lab.count);
				act(&lab, laptop, &memory[laptop]);
			}
			meet(&lab);
		}
		if (check_failures)
			printf("seed %d\n", i);
		lab_close(&lab);
	}
}

/* ---- conflicts ---- */

TEST(both_sides_of_a_conflict_are_kept_until_settled)
{
	struct lab lab;
	struct stored_answers got, versions;
	struct merge_result r;
	lab_open(&lab, 2, 1);
	const char *who = lab.people[0];
	CHECK(lab_answer(&lab, 0, who, "q/a", "x", NULL) && lab_answer(&lab, 1, who, "q/a", "y", NULL));
	CHECK(lab_merge(lab.laptops[0], lab.paths[1], &r));
	CHECK_INT(r.conflicts, 1);
	CHECK_INT(r.answers.added, 1);
	CHECK(lab_merge(lab.laptops[0], lab.paths[1], &r));
	CHECK_INT(r.conflicts, 1); /* they stand all the same when nothing is new */
	CHECK_INT(r.answers.added, 0);
	CHECK(store_answers(lab.laptops[0], lab.f.a.id, who, &got, &lab.f.err));
	CHECK(got.count == 1 && got.list[0].contested);
	CHECK(store_versions(lab.laptops[0], lab.f.a.id, who, "q/a", &versions, &lab.f.err));
	CHECK_INT(versions.count, 1);
	CHECK(got.count && versions.count && strcmp(got.list[0].options, versions.list[0].options) != 0);
	stored_answers_release(&versions);
	stored_answers_release(&got);
	CHECK(lab_answer(&lab, 0, who, "q/a", "z", NULL));
	CHECK(lab_merge(lab.laptops[1], lab.paths[0], &r)); /* the other laptop learns that it is settled */
	CHECK_INT(r.conflicts, 0);
	CHECK(store_answers(lab.laptops[1], lab.f.a.id, who, &got, &lab.f.err));
	CHECK(got.count == 1 && !got.list[0].contested && strcmp(got.list[0].options, "z") == 0);
	stored_answers_release(&got);
	lab_close(&lab);
}

/* A branch that grew longer than what stood beside it on its own laptop. */
TEST(what_stands_is_read_off_the_changes_alone)
{
	struct lab lab;
	struct merge_result r;
	char first[37], path[500];
	lab_open(&lab, 2, 1);
	const char *who = lab.people[0];
	CHECK(lab_answer(&lab, 0, who, "q/a", "x", NULL));
	lab_head(&lab, 0, who, "q/a", first);
	CHECK(lab_answer(&lab, 0, who, "q/a", "y", NULL) && lab_answer(&lab, 0, who, "q/a", "z", first));
	sqlite3 *raw = raw_open(lab.paths[0]);
	char branch[37];
	sqlite3_stmt *stmt;
	CHECK(sqlite3_prepare_v2(raw, "SELECT id FROM answer_log WHERE branch = 1", -1, &stmt, NULL) ==
	      SQLITE_OK);
	CHECK(sqlite3_step(stmt) == SQLITE_ROW);
	snprintf(branch, sizeof branch, "%s", (const char *)sqlite3_column_text(stmt, 0));
	(void)sqlite3_finalize(stmt);
	(void)sqlite3_close(raw);
	CHECK(lab_answer(&lab, 0, who, "q/a", "z", branch));
	fixture_path(&lab.f, "own.db", path);
	CHECK(store_copy(lab.laptops[0], path, false, &lab.f.err));
	CHECK(lab_merge(lab.laptops[1], path, &r));
	CHECK(lab_merge(lab.laptops[0], lab.paths[1], &r));
	char *one = lab_dump(lab.paths[0]), *other = lab_dump(lab.paths[1]);
	check_alike(one, other, "the other laptop");
	free(one);
	free(other);
	lab_close(&lab);
}

/* An undo that lost takes nothing back from what stands. */
TEST(undo_walks_along_what_stands)
{
	struct lab lab;
	struct merge_result r;
	struct undone undone;
	int64_t seq = INT64_MAX;
	lab_open(&lab, 2, 1);
	const char *who = lab.people[0];
	CHECK(lab_answer(&lab, 0, who, "q/a", "x", NULL) && lab_answer(&lab, 0, who, "q/a", "y", NULL));
	CHECK(lab_merge(lab.laptops[1], lab.paths[0], &r));
	CHECK(store_undo(lab.laptops[1], lab.f.a.id, who, NOW, &seq, &undone, &lab.f.err) && undone.done);
	free(undone.question);
	CHECK(lab_answer(&lab, 0, who, "q/a", "z", NULL) && lab_answer(&lab, 0, who, "q/a", "w", NULL));
	CHECK(lab_merge(lab.laptops[0], lab.paths[1], &r));
	static const char *const back[] = {"z", "y", "x"}; /* not past y, which only the branch took back */
	for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
		struct stored_answers got;
		seq = INT64_MAX;
		CHECK(store_undo(lab.laptops[0], lab.f.a.id, who, NOW, &seq, &undone, &lab.f.err));
		free(undone.question);
		CHECK(store_answers(lab.laptops[0], lab.f.a.id, who, &got, &lab.f.err));
		CHECK_STR(got.count ? got.list[0].options : "", back[i]);
		stored_answers_release(&got);
	}
	lab_close(&lab);
}

/* ---- what is left out, and what a copy for another laptop holds ---- */

TEST(what_was_deleted_for_good_stays_away)
{
	struct lab lab;
	struct merge_result r;
	lab_open(&lab, 2, 1);
	CHECK(lab_answer(&lab, 1, lab.people[0], "q/a", "x", NULL));
	CHECK(store_bin(lab.laptops[0], lab.f.a.id, true, NOW, &lab.f.err));
	CHECK(store_purge(lab.laptops[0], lab.f.a.id, NOW, &lab.f.err));
	CHECK(lab_merge(lab.laptops[0], lab.paths[1], &r));
	CHECK_INT(r.assessments.purged, 1);
	CHECK_INT(r.documents.purged, 2);
	CHECK_INT(r.people.purged, PEOPLE + 1);
	CHECK_INT(r.answers.purged, 1);
	CHECK_INT(r.actions.purged, 1);
	CHECK_INT(file_number(lab.paths[0], "SELECT count(*) FROM assessment"), 0);
	CHECK_INT(file_number(lab.paths[0], "SELECT count(*) FROM document"), 0);
	/* The other way round nothing is lost: deleting is each laptop's own affair. */
	CHECK(lab_merge(lab.laptops[1], lab.paths[0], &r));
	CHECK_INT(file_number(lab.paths[1], "SELECT count(*) FROM assessment"), 1);
	lab_close(&lab);
}

TEST(one_questionnaire_in_two_versions)
{
	struct lab lab;
	struct merge_result r;
	char id[] = "later", one[] = "id: later\n", two[] = "id: later # again\n";
	struct stored_document document = {
		.id = id, .version = 1, .text = one, .len = sizeof one - 1, .role = ROLE_QUESTIONNAIRE};
	struct stored_documents documents = {.list = &document, .count = 1}, got;
	lab_open(&lab, 2, 1);
	CHECK(store_add_documents(lab.laptops[0], lab.f.a.id, &documents, NOW, &lab.f.err));
	document = (struct stored_document){
		.id = id, .version = 2, .text = two, .len = sizeof two - 1, .role = ROLE_BASE};
	CHECK(store_add_documents(lab.laptops[1], lab.f.a.id, &documents, NOW, &lab.f.err));
	CHECK(lab_merge(lab.laptops[0], lab.paths[1], &r) && lab_merge(lab.laptops[1], lab.paths[0], &r));
	for (size_t i = 0; i < 2; i++) {
		CHECK(store_documents(lab.laptops[i], lab.f.a.id, &got, &lab.f.err));
		CHECK_INT(got.count, 3); /* an instrument holds one version of each: the newer, and chosen */
		CHECK(got.count == 3 && strcmp(got.list[2].text, two) == 0 &&
		      got.list[2].role == ROLE_QUESTIONNAIRE);
		stored_documents_release(&got);
	}
	lab_close(&lab);
}

TEST(a_copy_for_another_laptop)
{
	struct lab lab;
	struct merge_result r;
	struct store *fresh;
	static struct stored_documents none;
	char path[500], empty[500];
	size_t len;
	lab_open(&lab, 1, 1);
	struct assessment other = {.title = xstrdup("another")};
	char *before = lab_dump(lab.paths[0]);
	CHECK(store_create(lab.laptops[0], &other, &none, NOW, &lab.f.err));
	fixture_path(&lab.f, "one.db", path);
	CHECK(store_extract(lab.laptops[0], lab.f.a.id, path, false, &lab.f.err));
	CHECK_INT(mode_of(path), 0600);
	fixture_path(&lab.f, "empty.db", empty);
	CHECK(store_open(&fresh, empty, STORE_CREATE, &lab.f.err));
	CHECK(lab_merge(fresh, path, &r));
	char *after = lab_dump(empty);
	check_alike(before, after, "what came out of the copy");
	store_close(fresh);
	CHECK(!store_extract(lab.laptops[0], lab.f.a.id, path, false, &lab.f.err)); /* it is there */
	err_clear(&lab.f.err);
	CHECK(!store_extract(lab.laptops[0], "none", path, true, &lab.f.err));
	err_clear(&lab.f.err);
	CHECK(!store_extract(lab.laptops[0], lab.f.a.id, "", true, &lab.f.err));
	err_clear(&lab.f.err);
	/* Never over the database in use, not even when a file may be replaced. */
	CHECK(!store_extract(lab.laptops[0], lab.f.a.id, lab.paths[0], true, &lab.f.err));
	CHECK(is_sentence(&lab.f.err, lab.paths[0], "使用中のデータベース", "database in use"));
	err_clear(&lab.f.err);
	CHECK_INT(file_number(lab.paths[0], "SELECT count(*) FROM assessment"), 2);
	CHECK_INT(count_files(lab.f.dir), 3);
	free(get_file(path, &len));
	CHECK(len > 0);
	assessment_release(&other);
	free(before);
	free(after);
	lab_close(&lab);
}

TESTS(RUN(both_sides_of_a_conflict_are_kept_until_settled), RUN(what_stands_is_read_off_the_changes_alone),
      RUN(undo_walks_along_what_stands), RUN(what_was_deleted_for_good_stays_away),
      RUN(one_questionnaire_in_two_versions), RUN(a_copy_for_another_laptop), RUN(any_history_in_any_order))
