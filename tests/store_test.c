/* SPDX-License-Identifier: MIT */
/* What the store keeps and gives back: assessments, documents, answers, their log, undo, conflicts. */
#include "store/store.h"

#include "base/alloc.h"
#include "base/sha256.h"
#include "check.h"
#include "store/db.h"
#include "store_fixture.h"

#include <stdlib.h>

static bool is_quick(void)
{
	return sys_env("TENKEN_TEST_QUICK") != NULL;
}

TEST(assessment_comes_back)
{
	struct fixture f;
	struct assessment got;
	fixture_open(&f);
	CHECK_INT(strlen(f.a.id), 36);
	CHECK_INT(strlen(f.a.respondent), 36);
	fixture_reopen(&f);
	CHECK(store_find(f.store, f.a.id, &got, &f.err));
	CHECK_STR(got.title, "庁内の点検");
	CHECK_STR(got.municipality, "A市");
	CHECK_STR(got.municipality_code, "");
	CHECK_STR(got.alias, "回答者1");
	CHECK_STR(got.started_at, NOW);
	CHECK_STR(got.updated_at, NOW);
	CHECK_STR(got.respondent, f.a.respondent);
	CHECK_INT(got.fiscal_year, 2026);
	CHECK(!got.binned && !got.example);
	assessment_release(&got);
	free(f.a.title);
	f.a.title = xstrdup("新しい名前");
	free(f.a.role);
	f.a.role = xstrdup("係長");
	CHECK(store_update(f.store, &f.a, LATER, &f.err));
	CHECK(store_find(f.store, f.a.id, &got, &f.err));
	CHECK_STR(got.title, "新しい名前");
	CHECK_STR(got.role, "係長");
	CHECK_STR(got.updated_at, LATER);
	CHECK_STR(got.started_at, NOW);
	assessment_release(&got);
	fixture_close(&f);
}

static void check_not_found(struct fixture *f, const char *id, const char *ja, const char *en)
{
	struct assessment got;
	for (int lang = LANG_JA; lang <= LANG_EN; lang++) {
		struct err err = {.lang = (enum lang)lang};
		CHECK(!store_find(f->store, id, &got, &err));
		CHECK_INT(err.kind, ERR_USAGE);
		if (!strstr(err.text, TR(err.lang, ja, en)))
			CHECK_STR(err.text, TR(err.lang, ja, en));
	}
}

TEST(found_by_its_beginning)
{
	struct fixture f;
	struct assessment got;
	char id[40];
	fixture_open(&f);
	snprintf(id, sizeof id, "%.4s", f.a.id);
	CHECK(store_find(f.store, id, &got, &f.err));
	CHECK_STR(got.id, f.a.id);
	assessment_release(&got);
	for (char *c = id; *c; c++)
		*c = (char)(*c >= 'a' ? *c - 'a' + 'A' : *c);
	CHECK(store_find(f.store, id, &got, &f.err));
	assessment_release(&got);
	check_not_found(&f, "abc", "短すぎる", "too short");
	check_not_found(&f, "zzzzzz", "見つかりません", "No assessment");
	check_not_found(&f, "%%%%%%", "見つかりません", "No assessment");
	snprintf(id, sizeof id, "%s0", f.a.id);
	check_not_found(&f, id, "見つかりません", "No assessment");
	sqlite3 *raw = raw_open(f.db);
	raw_exec(raw, "INSERT INTO assessment SELECT substr(id, 1, 35) || CASE substr(id, 36) WHEN '0' THEN "
		      "'1' ELSE"
		      " '0' END, 'twin', '', '', '', '', 0, '', '', '', '', 0, 0, 0, 0, 0, 0, '', 0 FROM "
		      "assessment");
	sqlite3_close(raw);
	snprintf(id, sizeof id, "%.35s", f.a.id);
	check_not_found(&f, id, "複数ある", "Several");
	CHECK(store_find(f.store, f.a.id, &got, &f.err));
	CHECK_STR(got.id, f.a.id);
	assessment_release(&got);
	fixture_close(&f);
}

static size_t count_list(struct fixture *f, bool binned)
{
	struct assessment_list list;
	CHECK(store_list(f->store, binned, 0, 50, &list, &f->err));
	size_t count = list.count;
	assessment_list_release(&list);
	return count;
}

TEST(of_one_second_the_one_begun_last_comes_first)
{
	struct fixture f;
	struct stored_documents documents;
	struct assessment_list list;
	fixture_open(&f);
	CHECK(store_documents(f.store, f.a.id, &documents, &f.err));
	for (char title[] = "0"; *title < '9'; ++*title) {
		struct assessment a = {.title = xstrdup(title)};
		CHECK(store_create(f.store, &a, &documents, LATER, &f.err));
		assessment_release(&a);
	}
	stored_documents_release(&documents);
	CHECK(store_list(f.store, false, 0, 5, &list, &f.err));
	CHECK_INT(list.count, 5);
	for (size_t i = 0; i < list.count; i++)
		CHECK_INT(list.list[i].title[0], '8' - (int)i);
	assessment_list_release(&list);
	fixture_close(&f);
}

TEST(bin_restore_purge)
{
	struct fixture f;
	char head[37] = "", other_head[37] = "";
	bool conflict;
	struct fixture other; /* a second assessment in the same file, over the same documents */
	struct stored_documents documents, none = {0};
	fixture_open(&f);
	CHECK(store_documents(f.store, f.a.id, &documents, &f.err));
	other = f;
	other.a = (struct assessment){.title = xstrdup("二つ目")};
	CHECK(store_create(f.store, &other.a, &documents, NOW, &f.err));
	stored_documents_release(&documents);
	CHECK(save_one(f.store, &f, "silo/a", "x", head, &f.seq, &conflict, &f.err));
	CHECK(save_one(f.store, &other, "silo/a", "y", other_head, &other.seq, &conflict, &f.err));
	CHECK(store_mark(f.store, f.a.id, f.a.respondent, "silo/a", true, &f.err));

	CHECK(!store_purge(f.store, f.a.id, LATER, &f.err)); /* not in the bin */
	CHECK(strstr(f.err.text, "ごみ箱"));
	err_clear(&f.err);
	CHECK(store_bin(f.store, f.a.id, true, LATER, &f.err));
	CHECK_INT(count_list(&f, false), 1);
	CHECK_INT(count_list(&f, true), 1);
	CHECK(store_bin(f.store, f.a.id, false, LATER, &f.err));
	CHECK_INT(count_list(&f, false), 2);
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered x r1");

	CHECK(store_bin(f.store, f.a.id, true, LATER, &f.err));
	CHECK(store_purge(f.store, f.a.id, LATER, &f.err));
	CHECK_INT(count_list(&f, true), 0);
	CHECK_STR(answer_of(f.store, &other, "silo/a"), "answered y r1");
	CHECK(store_documents(f.store, other.a.id, &documents, &f.err));
	CHECK_INT(documents.count, 2);
	stored_documents_release(&documents);
	CHECK(!save_one(f.store, &f, "silo/a", "z", head, &f.seq, &conflict, &f.err));
	CHECK(strstr(f.err.text, "この自己点検はありません"));
	err_clear(&f.err);
	CHECK(!store_update(f.store, &f.a, LATER, &f.err));
	err_clear(&f.err);
	CHECK(!store_bin(f.store, f.a.id, true, LATER, &f.err));
	err_clear(&f.err);
	CHECK(!store_purge(f.store, f.a.id, LATER, &f.err));
	err_clear(&f.err);
	CHECK(!store_add_documents(f.store, f.a.id, &none, LATER, &f.err));
	err_clear(&f.err);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM purged"), 1);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_log"), 1);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM document"), 2);

	CHECK(store_bin(f.store, other.a.id, true, LATER, &f.err));
	CHECK(store_purge(f.store, other.a.id, LATER, &f.err));
	sqlite3 *raw = raw_open(f.db);
	CHECK_INT(raw_number(raw, "SELECT (SELECT count(*) FROM answer) + (SELECT count(*) FROM answer_log) +"
				  " (SELECT count(*) FROM answer_parent) + (SELECT count(*) FROM marked) +"
				  " (SELECT count(*) FROM respondent) + (SELECT count(*) FROM document) +"
				  " (SELECT count(*) FROM assessment_document)"),
		  0);
	sqlite3_close(raw);
	store_close(f.store);
	f.store = NULL;
	size_t len;
	char *bytes = get_file(f.db, &len); /* secure_delete: nothing of it is left in the file */
	size_t traces = 0;
	for (size_t i = 0; i + 6 <= len; i++)
		traces += memcmp(bytes + i, "メモ", 6) == 0 || memcmp(bytes + i, "silo/a", 6) == 0;
	CHECK_INT(traces, 0);
	free(bytes);
	assessment_release(&other.a);
	fixture_close(&f);
}

TEST(documents_keep_their_bytes)
{
	struct fixture f;
	struct stored_documents got;
	char digest[SHA256_HEX_SIZE];
	fixture_open(&f);
	CHECK(store_documents(f.store, f.a.id, &got, &f.err));
	CHECK_INT(got.count, 2);
	CHECK_INT(got.list[0].role, ROLE_FRAMEWORK);
	CHECK_STR(got.list[1].id, "silo");
	CHECK_INT(got.list[1].version, 3);
	CHECK_INT(got.list[1].len, 14);
	CHECK(memcmp(got.list[1].text, "id: silo\n\0tail", 15) == 0);
	sha256_hex("id: silo\n\0tail", 14, digest);
	CHECK_STR(got.list[1].digest, digest);
	stored_documents_release(&got);
	sqlite3 *raw = raw_open(f.db);
	raw_exec(raw, "UPDATE document SET text = x'00' WHERE id = 'silo'");
	sqlite3_close(raw);
	CHECK(!store_documents(f.store, f.a.id, &got, &f.err));
	CHECK(strstr(f.err.text, "壊れている"));
	CHECK_INT(got.count, 0);
	fixture_close(&f);
}

static struct stored_document document(char *id, char *text, enum document_role role)
{
	return (struct stored_document){
		.id = id, .version = 1, .text = text, .len = strlen(text), .role = role};
}

TEST(documents_are_added_once)
{
	struct fixture f;
	struct stored_documents got;
	char base[] = "base", silo[] = "silo", quick[] = "quick", one[] = "one", two[] = "two",
	     three[] = "three";
	struct stored_document first[] = {document(quick, one, ROLE_QUESTIONNAIRE),
					  document(base, two, ROLE_BASE),
					  document(silo, three, ROLE_QUESTIONNAIRE)};
	struct stored_document second[] = {document(base, one, ROLE_QUESTIONNAIRE)};
	fixture_open(&f);
	CHECK(store_add_documents(f.store, f.a.id, &(struct stored_documents){first, 3}, LATER, &f.err));
	CHECK(store_add_documents(f.store, f.a.id, &(struct stored_documents){second, 1}, LATER, &f.err));
	CHECK(store_documents(f.store, f.a.id, &got, &f.err));
	CHECK_INT(got.count, 4);
	const char *want[] = {"book", "silo", "quick", "base"};
	for (size_t i = 0; i < got.count && i < 4; i++)
		CHECK_STR(got.list[i].id, want[i]);
	CHECK_STR(got.list[3].text, "two"); /* the version it had */
	CHECK_INT(got.list[3].role, ROLE_QUESTIONNAIRE);
	CHECK_INT(got.list[1].version, 3);
	stored_documents_release(&got);
	fixture_close(&f);
}

TEST(saved_answers_come_back)
{
	struct fixture f;
	struct stored_answers got;
	struct assessment a;
	fixture_open(&f);
	struct change changes[] = {
		{.question = "silo/a",
		 .state = "answered",
		 .options = "x;y",
		 .note = "注",
		 .evidence = "証",
		 .parent = ""},
		{.question = "silo/b", .state = "na", .reason = "対象外", .parent = ""},
		{.question = "silo/c", .state = "unknown"},
	};
	struct progress progress = {.answered = 3, .asked = 14, .position = "silo/c"};
	CHECK(store_save(f.store, f.a.id, f.a.respondent, changes, 3, progress, LATER, &f.seq, &f.err));
	CHECK_INT(f.seq, 3);
	CHECK_INT(changes[1].revision, 1);
	CHECK(store_mark(f.store, f.a.id, f.a.respondent, "silo/b", true, &f.err));
	CHECK(store_mark(f.store, f.a.id, f.a.respondent, "silo/z", true, &f.err));
	CHECK(store_mark(f.store, f.a.id, f.a.respondent, "silo/z", true, &f.err));
	fixture_reopen(&f);
	CHECK_INT(f.seq, 3);
	CHECK(store_answers(f.store, f.a.id, f.a.respondent, &got, &f.err));
	CHECK_INT(got.count, 4);
	for (size_t i = 0; i < got.count && i < 3; i++) {
		CHECK_STR(got.list[i].question, changes[i].question);
		CHECK_STR(got.list[i].state, changes[i].state);
		CHECK_STR(got.list[i].head, changes[i].head);
		CHECK_STR(got.list[i].at, LATER);
		CHECK_INT(got.list[i].marked, i == 1);
	}
	CHECK_STR(got.list[0].options, "x;y");
	CHECK_STR(got.list[0].note, "注");
	CHECK_STR(got.list[0].evidence, "証");
	CHECK_STR(got.list[1].reason, "対象外");
	CHECK_STR(got.list[3].state, "blank");
	CHECK_STR(got.list[3].head, "");
	CHECK(got.list[3].marked);
	stored_answers_release(&got);
	CHECK(store_mark(f.store, f.a.id, f.a.respondent, "silo/z", false, &f.err));
	CHECK_STR(answer_of(f.store, &f, "silo/z"), "");
	progress.position = NULL;
	progress.answered = 4;
	CHECK(store_save(f.store, f.a.id, f.a.respondent, NULL, 0, progress, LATER, &f.seq, &f.err));
	CHECK(store_find(f.store, f.a.id, &a, &f.err));
	CHECK_INT(a.answered, 4);
	CHECK_INT(a.asked, 14);
	CHECK_STR(a.position, "silo/c");
	CHECK_STR(a.updated_at, LATER);
	assessment_release(&a);
	CHECK(store_position(f.store, f.a.id, "silo/a", &f.err));
	CHECK(store_find(f.store, f.a.id, &a, &f.err));
	CHECK_STR(a.position, "silo/a");
	assessment_release(&a);
	fixture_close(&f);
}

TEST(one_bad_change_saves_none)
{
	struct fixture f;
	fixture_open(&f);
	struct change changes[] = {{.question = "silo/a", .state = "answered"},
				   {.question = "silo/b", .state = "no"}};
	CHECK(!store_save(f.store, f.a.id, f.a.respondent, changes, 2, (struct progress){0}, LATER, &f.seq,
			  &f.err));
	CHECK(strstr(f.err.text, "保存できない内容"));
	CHECK_INT(f.seq, 0);
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "");
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_log"), 0);
	err_clear(&f.err);
	CHECK(store_save(f.store, f.a.id, f.a.respondent, changes, 1, (struct progress){0}, LATER, &f.seq,
			 &f.err));
	fixture_close(&f);
}

TEST(settings)
{
	struct fixture f;
	char *value;
	fixture_open(&f);
	CHECK(store_setting(f.store, "lang", &value, &f.err));
	CHECK(!value);
	CHECK(store_set_setting(f.store, "lang", "en", &f.err));
	CHECK(store_set_setting(f.store, "lang", "ja", &f.err));
	fixture_reopen(&f);
	CHECK(store_setting(f.store, "lang", &value, &f.err));
	CHECK_STR(value, "ja");
	free(value);
	CHECK(store_set_setting(f.store, "lang", NULL, &f.err));
	CHECK(store_setting(f.store, "lang", &value, &f.err));
	CHECK(!value);
	fixture_close(&f);
}

static void check_undo(struct fixture *f, const char *question, const char *then)
{
	struct undone undone;
	CHECK(store_undo(f->store, f->a.id, f->a.respondent, LATER, &f->seq, &undone, &f->err));
	CHECK(undone.done && !undone.refused);
	if (undone.done) {
		CHECK_STR(undone.question, question);
		CHECK_STR(answer_of(f->store, f, question), then);
	}
	free(undone.question);
}

static void check_no_undo(struct fixture *f, bool refused)
{
	struct undone undone;
	CHECK(store_undo(f->store, f->a.id, f->a.respondent, LATER, &f->seq, &undone, &f->err));
	CHECK(!undone.done);
	CHECK_INT(undone.refused, refused);
	CHECK(!undone.question);
}

TEST(undo_walks_back)
{
	struct fixture f;
	char a[37] = "", b[37] = "";
	bool conflict;
	struct stored_answers got;
	fixture_open(&f);
	check_no_undo(&f, false);
	CHECK(save_one(f.store, &f, "silo/a", "1", a, &f.seq, &conflict, &f.err));
	CHECK(save_one(f.store, &f, "silo/a", "2", a, &f.seq, &conflict, &f.err));
	CHECK(save_one(f.store, &f, "silo/b", "9", b, &f.seq, &conflict, &f.err));
	CHECK(save_one(f.store, &f, "silo/a", "3", a, &f.seq, &conflict, &f.err));
	check_undo(&f, "silo/a", "answered 2 r4");
	check_undo(&f, "silo/b", "blank  r2");
	CHECK(store_answers(f.store, f.a.id, f.a.respondent, &got, &f.err));
	snprintf(a, sizeof a, "%s", got.list[0].head);
	stored_answers_release(&got);
	CHECK(save_one(f.store, &f, "silo/a", "4", a, &f.seq, &conflict, &f.err));
	CHECK(!conflict);
	fixture_reopen(&f); /* the log alone knows */
	check_undo(&f, "silo/a", "answered 2 r6");
	check_undo(&f, "silo/a", "answered 1 r7");
	fixture_reopen(&f);
	check_undo(&f, "silo/a", "blank  r8");
	check_no_undo(&f, false);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_log"), 10);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_log WHERE undoes <> ''"), 5);
	fixture_close(&f);
}

TEST(undo_refused_when_another_wrote)
{
	struct fixture f;
	struct store *second;
	char mine[37] = "", theirs[37] = "";
	int64_t their_seq = 0;
	bool conflict;
	fixture_open(&f);
	CHECK(store_open(&second, f.db, STORE_CREATE, &f.err));
	CHECK(save_one(f.store, &f, "silo/a", "1", mine, &f.seq, &conflict, &f.err));
	CHECK(save_one(second, &f, "silo/b", "2", theirs, &their_seq, &conflict, &f.err));
	CHECK_INT(their_seq, 0); /* the first program's change is not seen by the second */
	check_no_undo(&f, true);
	CHECK(save_one(f.store, &f, "silo/a", "3", mine, &f.seq, &conflict, &f.err));
	check_no_undo(&f, true); /* still not seen */
	store_close(second);
	fixture_reopen(&f);
	check_undo(&f, "silo/a", "answered 1 r3");
	check_undo(&f, "silo/b", "blank  r2");
	fixture_close(&f);
}

TEST(two_programs_lose_nothing)
{
	struct fixture f;
	struct store *second;
	char mine[37] = "", theirs[37] = "";
	int64_t their_seq = 0;
	bool conflict, changed;
	fixture_open(&f);
	CHECK(store_open(&second, f.db, STORE_CREATE, &f.err));
	CHECK(store_changed(f.store, &changed, &f.err) && !changed);
	CHECK(save_one(f.store, &f, "silo/a", "1", mine, &f.seq, &conflict, &f.err));
	CHECK(!conflict);
	CHECK(store_changed(f.store, &changed, &f.err) && !changed); /* by itself is no news */
	CHECK(save_one(second, &f, "silo/a", "2", theirs, &their_seq, &conflict, &f.err));
	CHECK(conflict);
	CHECK(store_changed(f.store, &changed, &f.err) && changed);
	CHECK(store_changed(f.store, &changed, &f.err) && !changed);
	CHECK_STR(answer_of(second, &f, "silo/a"), "answered 1 r1"); /* the first stands */
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered 1 r1");
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_log WHERE branch = 1 AND options = '2'"), 1);

	/* The first program has not seen the branch: its next change settles nothing. */
	CHECK(save_one(f.store, &f, "silo/a", "3", mine, &f.seq, &conflict, &f.err));
	CHECK(!conflict);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_parent WHERE stood = 0"), 0);
	/* The second reads again and decides: both heads are its parents. */
	struct stored_answers got;
	CHECK(store_answers(second, f.a.id, f.a.respondent, &got, &f.err));
	their_seq = got.seq;
	snprintf(theirs, sizeof theirs, "%s", got.list[0].head);
	stored_answers_release(&got);
	CHECK(save_one(second, &f, "silo/a", "2", theirs, &their_seq, &conflict, &f.err));
	CHECK(!conflict);
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered 2 r3");
	CHECK_INT(file_number(f.db,
			      "SELECT count(*) FROM answer_parent p JOIN answer_log l ON l.id = p.change"
			      " WHERE l.revision = 3"),
		  2);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_log l WHERE NOT EXISTS"
				    " (SELECT 1 FROM answer_parent WHERE parent = l.id)"),
		  1); /* one head again */
	/* Taken back, what stood before it is back, not the branch. */
	store_close(f.store);
	f.store = second;
	f.seq = their_seq;
	check_undo(&f, "silo/a", "answered 3 r4");
	check_undo(&f, "silo/a", "answered 1 r5");
	check_undo(&f, "silo/a", "blank  r6");
	check_no_undo(&f, false);
	fixture_close(&f);
}

TEST(the_same_save_again_is_no_conflict)
{
	struct fixture f;
	char head[37] = "", again[37] = "", other[37] = "";
	bool conflict;
	fixture_open(&f);
	CHECK(save_one(f.store, &f, "silo/a", "1", head, &f.seq, &conflict, &f.err));
	CHECK(store_reopen(f.store, &f.err));
	CHECK(save_one(f.store, &f, "silo/a", "1", again, &f.seq, &conflict, &f.err));
	CHECK(!conflict);
	CHECK_STR(again, head);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_log"), 1);
	CHECK(save_one(f.store, &f, "silo/a", "2", other, &f.seq, &conflict,
		       &f.err)); /* other content is one */
	CHECK(conflict);
	fixture_close(&f);
}

TEST(reopened_is_looked_at_again)
{
	struct fixture f;
	bool changed;
	fixture_open(&f);
	CHECK(store_reopen(f.store, &f.err));
	CHECK(store_changed(f.store, &changed, &f.err) && changed);
	CHECK(store_changed(f.store, &changed, &f.err) && !changed);
	fixture_close(&f);
}

static int count_step(void *steps)
{
	++*(int *)steps;
	return 0;
}

/* Steps of SQLite's machine, in hundreds, that a list takes. */
static int list_cost(struct fixture *f, size_t offset, size_t limit, struct assessment_list *list)
{
	int steps = 0;
	sqlite3_progress_handler(f->store->sqlite, 100, count_step, &steps);
	CHECK(store_list(f->store, false, offset, limit, list, &f->err));
	sqlite3_progress_handler(f->store->sqlite, 0, NULL, NULL);
	return steps;
}

TEST(a_page_of_many_costs_a_page)
{
	struct fixture f;
	struct assessment_list list;
	fixture_open(&f);
	CHECK(list_cost(&f, 0, 20, &list) <= 20);
	CHECK_INT(list.count, 1);
	CHECK(!list.more);
	assessment_list_release(&list);
	sqlite3 *raw = raw_open(f.db);
	raw_exec(raw, is_quick() ? "CREATE TEMP TABLE n AS SELECT 2000 AS n"
				 : "CREATE TEMP TABLE n AS SELECT 100000 AS n");
	raw_exec(raw,
		 "BEGIN; WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c, n WHERE i < n.n)"
		 " INSERT INTO assessment SELECT printf('%08x-0000-4000-8000-000000000000', i), 't' || i, "
		 "'', '',"
		 " '', '', 2026, '', printf('2025-%08d', i), '', CASE WHEN i % 10 = 0 THEN 'x' ELSE '' END, "
		 "0, 1,"
		 " 2, 0, 0, 0, '', 0 FROM c; COMMIT");
	sqlite3_close(raw);
	int cost = list_cost(&f, 0, 20, &list);
	CHECK(cost <= 40);
	CHECK_INT(list.count, 20);
	CHECK(list.more);
	CHECK_STR(list.list[0].id, f.a.id);
	CHECK_STR(list.list[1].title, is_quick() ? "t1999" : "t99999");
	assessment_list_release(&list);
	CHECK(list_cost(&f, 20, 20, &list) <= 40);
	CHECK_INT(list.count, 20);
	assessment_list_release(&list);
	CHECK(store_list(f.store, true, 0, 1000000, &list, &f.err));
	CHECK_INT(list.count, is_quick() ? 200 : 10000);
	CHECK(!list.more);
	CHECK(list.list[0].binned);
	assessment_list_release(&list);
	fixture_close(&f);
}

static size_t found(struct fixture *f, const char *typed, bool binned, size_t offset, size_t limit,
		    struct assessment_list *list)
{
	size_t total;
	struct search *search = search_begin(typed);
	CHECK(store_search(f->store, binned, search, offset, limit, list, &total, &f->err));
	search_end(search);
	return total;
}

TEST(a_search_gives_pages_and_the_total)
{
	struct fixture f;
	struct assessment_list list;
	fixture_open(&f);
	sqlite3 *raw = raw_open(f.db);
	raw_exec(raw,
		 "BEGIN; WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 500)"
		 " INSERT INTO assessment SELECT printf('%08x-0000-4000-8000-000000000000', i), 'Ｔ' || i,"
		 " CASE WHEN i % 2 THEN '佐賀市' ELSE '' END, '', '', '', 2026, '', printf('2025-%08d', i), "
		 "'',"
		 " CASE WHEN i % 10 = 0 THEN 'x' ELSE '' END, 0, 1, 2, 0, 0, 0, '', 0 FROM c; COMMIT");
	sqlite3_close(raw);
	CHECK_INT(found(&f, "さが t", false, 0, 20, &list), 250);
	CHECK_INT(list.count, 20);
	CHECK(list.more);
	CHECK_STR(list.list[0].title, "Ｔ499");
	CHECK_STR(list.list[0].municipality, "佐賀市");
	CHECK_INT(list.list[0].asked, 2);
	assessment_list_release(&list);
	CHECK_INT(found(&f, "saga", false, 240, 20, &list), 250);
	CHECK_INT(list.count, 10);
	CHECK(!list.more);
	CHECK_STR(list.list[9].title, "Ｔ1");
	assessment_list_release(&list);
	CHECK_INT(found(&f, "t49", false, 0, 20, &list), 10); /* 49, 491 … 499 */
	assessment_list_release(&list);
	CHECK_INT(found(&f, "t49", true, 0, 20, &list), 1); /* 490 */
	CHECK(list.count == 1 && list.list[0].binned);
	assessment_list_release(&list);
	CHECK_INT(found(&f, "t49", false, 50, 20, &list), 10);
	CHECK_INT(list.count, 0);
	assessment_list_release(&list);
	CHECK_INT(found(&f, "t49", false, 0, 0, &list), 10);
	CHECK(list.count == 0 && list.more);
	assessment_list_release(&list);
	CHECK_INT(found(&f, "no such words", false, 0, 20, &list), 0);
	CHECK(list.count == 0 && !list.more);
	fixture_close(&f);
}

TESTS(RUN(assessment_comes_back), RUN(found_by_its_beginning),
      RUN(of_one_second_the_one_begun_last_comes_first), RUN(bin_restore_purge),
      RUN(documents_keep_their_bytes), RUN(documents_are_added_once), RUN(saved_answers_come_back),
      RUN(one_bad_change_saves_none), RUN(settings), RUN(undo_walks_back),
      RUN(undo_refused_when_another_wrote), RUN(two_programs_lose_nothing),
      RUN(the_same_save_again_is_no_conflict), RUN(reopened_is_looked_at_again),
      RUN(a_page_of_many_costs_a_page), RUN(a_search_gives_pages_and_the_total))
