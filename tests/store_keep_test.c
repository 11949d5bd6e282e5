/* SPDX-License-Identifier: MIT */
/* What outlives the program: answers after a kill, the file over a migration, copies. */
#include "base/file.h"
#include "check.h"
#include "store/db.h"
#include "store_fixture.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static bool is_quick(void)
{
	return sys_env("TENKEN_TEST_QUICK") != NULL;
}

static long long log_count(const char *path)
{
	return file_number(path, "SELECT count(*) FROM answer_log");
}

/* ---- killed ---- */

/* Save numbers for ever and report each after it is said to be saved. */
_Noreturn static void save_for_ever(struct fixture *f, int out)
{
	char head[37] = "", option[20];
	bool conflict;
	struct stored_answers got;
	if (!store_open(&f->store, f->db, STORE_CREATE, &f->err) ||
	    !store_answers(f->store, f->a.id, f->a.respondent, &got, &f->err))
		_exit(3);
	int number = got.count ? (int)got.list[0].revision : 0;
	if (got.count)
		snprintf(head, sizeof head, "%s", got.list[0].head);
	f->seq = got.seq;
	for (;;) {
		number++;
		snprintf(option, sizeof option, "n%d", number);
		if (!save_one(f->store, f, "silo/a", option, head, &f->seq, &conflict, &f->err) || conflict)
			_exit(4);
		if (write(out, &number, sizeof number) != sizeof number)
			_exit(5);
	}
}

/* The newest number reported by a child that is killed when it has reported `count` of them. */
static int kill_after(struct fixture *f, int count)
{
	int ends[2], number = 0, newest = 0, status;
	CHECK(pipe(ends) == 0);
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		close(ends[0]);
		save_for_ever(f, ends[1]);
	}
	close(ends[1]);
	for (int i = 0; i < count && read(ends[0], &number, sizeof number) == sizeof number; i++)
		newest = number;
	CHECK(kill(child, SIGKILL) == 0);
	while (read(ends[0], &number, sizeof number) == sizeof number) /* reported before the end */
		newest = number;
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
	close(ends[0]);
	return newest;
}

TEST(killed_again_and_again)
{
	struct fixture f;
	int lost = 0, kills = is_quick() ? 5 : 100;
	fixture_open(&f);
	store_close(f.store);
	f.store = NULL;
	for (int i = 0; i < kills; i++) {
		int newest = kill_after(&f, 1 + i % 7), state = 0, number = 0, revision = 0;
		fixture_reopen(&f);
		const char *said = answer_of(f.store, &f, "silo/a");
		state = sscanf(said, "answered n%d r%d", &number, &revision);
		lost += state != 2 || number < newest || number > newest + 1 || revision != number;
		store_close(f.store);
		f.store = NULL;
	}
	CHECK_INT(lost, 0);
	CHECK_INT(
		file_number(f.db, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
		1);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_log WHERE branch = 1"), 0);
	CHECK_INT(file_number(f.db, "SELECT max(revision) - count(*) FROM answer_log"),
		  0); /* one unbroken chain */
	fixture_close(&f);
}

/* ---- two at once ---- */

TEST(a_writer_keeps_others_from_writing)
{
	struct fixture f;
	fixture_open(&f);
	sqlite3 *raw = raw_open(f.db);
	CHECK(db_begin(f.store, &f.err));
	CHECK_INT(sqlite3_exec(raw, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_BUSY);
	CHECK(!db_end(f.store, false, &f.err));
	CHECK_INT(sqlite3_exec(raw, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(raw);
	fixture_close(&f);
}

/* A save that finds the file in use is tried again, as a person would. */
_Noreturn static void save_many(struct fixture *f, int who, int count)
{
	char head[37] = "", question[20];
	bool conflict = false;
	int tries = 0;
	snprintf(question, sizeof question, "silo/c%d", who);
	if (!store_open(&f->store, f->db, STORE_CREATE, &f->err))
		_exit(3);
	for (int saved = 0; saved < count && tries < 1000; tries++) {
		saved += save_one(f->store, f, question, "x", head, &f->seq, &conflict, &f->err);
		err_clear(&f->err);
		if (conflict)
			_exit(4);
	}
	store_close(f->store);
	_exit(tries < 1000 ? 0 : 5);
}

TEST(three_programs_at_once)
{
	struct fixture f;
	pid_t children[3];
	int count = is_quick() ? 3 : 20, status;
	fixture_open(&f);
	store_close(f.store);
	f.store = NULL;
	fflush(stdout);
	for (int i = 0; i < 3; i++) {
		children[i] = fork();
		if (children[i] == 0)
			save_many(&f, i, count);
	}
	for (int i = 0; i < 3; i++) {
		CHECK(waitpid(children[i], &status, 0) == children[i]);
		CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	}
	CHECK_INT(log_count(f.db), 3 * count);
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM answer_log WHERE branch = 1"), 0);
	CHECK_INT(file_number(f.db, "SELECT sum(revision) FROM answer"), 3 * count);
	fixture_close(&f);
}

/* ---- migrations ---- */

#define V1_ID "11111111-0000-4000-8000-000000000000"

#define OTHER_VERSION \
	"ALTER TABLE setting ADD COLUMN since TEXT NOT NULL DEFAULT 'v3'; PRAGMA user_version = 3;"

/* The versions that there are, and one more. */
enum { NEXT = 3 };

static struct migrations with_next(const char *sql[NEXT], const char *next)
{
	for (int i = 0; i < NEXT - 1; i++)
		sql[i] = store_migrations.sql[i];
	sql[NEXT - 1] = next;
	return (struct migrations){.sql = sql, .count = NEXT};
}

TEST(migrates_after_a_copy)
{
	struct fixture f;
	const char *sql[NEXT];
	struct migrations two = with_next(sql, OTHER_VERSION);
	char copy[500];
	struct store *old;
	fixture_open(&f);
	CHECK_INT(count_files(f.dir), 1); /* a new one needs no copy */
	CHECK(store_set_setting(f.store, "lang", "en", &f.err));
	CHECK(!db_open(&old, f.db, STORE_READ, &two, &f.err));
	CHECK(is_sentence(&f.err, f.db, "前の版の形式", "earlier version"));
	err_clear(&f.err);
	store_close(f.store);
	fixture_path(&f, "t.db.before-v3", copy);
	put_file(copy, "somebody's", 10);
	CHECK(db_open(&f.store, f.db, STORE_CREATE, &two, &f.err));
	CHECK_INT(raw_number(f.store->sqlite, "PRAGMA user_version"), NEXT);
	CHECK_INT(raw_number(f.store->sqlite, "SELECT count(*) FROM setting WHERE since = 'v3'"), 1);
	CHECK_INT(raw_number(f.store->sqlite, "PRAGMA foreign_keys"), 1);
	size_t len;
	free(get_file(copy, &len)); /* a name that is taken stays taken */
	CHECK_INT(len, 10);
	fixture_path(&f, "t.db.before-v3-2", copy);
	CHECK_INT(mode_of(copy), 0600);
	CHECK_INT(file_number(copy, "PRAGMA user_version"), NEXT - 1);
	CHECK_INT(file_number(copy, "SELECT count(*) FROM setting WHERE value = 'en'"), 1);
	CHECK_INT(count_files(f.dir), 3);
	store_close(f.store);
	CHECK(is_refused(f.db, STORE_CREATE, "新しい版", "newer tenken")); /* by the program before it */
	CHECK(db_open(&f.store, f.db, STORE_CREATE, &two, &f.err));
	CHECK_INT(count_files(f.dir), 3);
	fixture_close(&f);
}

/* A database of version 1, with a change that became a branch, as that version kept it. */
TEST(version_1_is_taken_over_whole)
{
	struct fixture f;
	const struct migrations one = {.sql = store_migrations.sql, .count = 1};
	fixture_dir(&f, NULL);
	struct store *old;
	CHECK(db_open(&old, f.db, STORE_CREATE, &one, &f.err));
	raw_exec(old->sqlite,
		 "INSERT INTO assessment VALUES ('" V1_ID "', 'T', '', '', '', '', 2026, '" NOW "', '" NOW
		 "', '', '', 0, 1, 2);"
		 "INSERT INTO respondent VALUES ('r', '" V1_ID "', 'A', 'policy', 'staff', '" NOW "');"
		 "INSERT INTO answer_log VALUES (1, 'one', 'r', 'q', 'answered', 'a', 'n', '', '', '" NOW
		 "', 's', '', 0, 1), (2, 'two', 'r', 'q', 'answered', 'b', '', '', '', '" NOW
		 "', 's', '', 0, 2),"
		 " (3, 'three', 'r', 'q', 'answered', 'c', '', '', '', '" NOW "', 't', '', 1, 2);"
		 "INSERT INTO answer_parent VALUES ('two', 'one', 1), ('three', 'one', 0);"
		 "INSERT INTO answer VALUES ('r', 'q', 'answered', 'b', '', '', '', 'two', '" NOW "', 2);");
	store_close(old);
	CHECK(store_open(&f.store, f.db, STORE_CREATE, &f.err));
	CHECK_INT(count_files(f.dir), 2); /* it and the copy from before */
	CHECK(store_find(f.store, V1_ID, &f.a, &f.err));
	CHECK(!f.a.workshop && !f.a.revealed && f.a.fiscal_year == 2026);
	CHECK_STR(f.a.alias, "A");
	CHECK_STR(answer_of(f.store, &f, "q"), "answered b r2");
	CHECK_INT(raw_number(f.store->sqlite, "SELECT stood FROM answer_parent WHERE change = 'three'"), 1);
	struct stored_answers got;
	CHECK(store_versions(f.store, V1_ID, "r", "q", &got, &f.err));
	CHECK(got.count == 1 && strcmp(got.list[0].options, "c") == 0);
	stored_answers_release(&got);
	fixture_close(&f);
}

TEST(new_file_with_all_versions)
{
	struct fixture f;
	const char *sql[NEXT];
	struct migrations two = with_next(sql, OTHER_VERSION);
	fixture_dir(&f, NULL);
	CHECK(db_open(&f.store, f.db, STORE_CREATE, &two, &f.err));
	CHECK_INT(raw_number(f.store->sqlite, "PRAGMA user_version"), NEXT);
	CHECK_INT(count_files(f.dir), 1);
	fixture_close(&f);
}

TEST(failed_migration_changes_nothing)
{
	static const char *const next_ones[] = {
		"ALTER TABLE setting ADD COLUMN since TEXT; CREATE TABLE setting (x);",
		"ALTER TABLE setting ADD COLUMN since TEXT;", /* forgets its version */
		("INSERT INTO respondent VALUES ('r', 'nobody', '', '', '', '', 0, 0, '', 0, 0); PRAGMA "
		 "user_version = 3;"),
	};
	for (size_t i = 0; i < sizeof next_ones / sizeof *next_ones; i++) {
		struct fixture f;
		const char *sql[NEXT];
		struct migrations two = with_next(sql, next_ones[i]);
		fixture_open(&f);
		store_close(f.store);
		CHECK(!db_open(&f.store, f.db, STORE_CREATE, &two, &f.err));
		CHECK(f.err.set);
		CHECK_INT(file_number(f.db, "PRAGMA user_version"), NEXT - 1);
		CHECK_INT(file_number(f.db, "SELECT count(*) FROM pragma_table_info('setting')"), 2);
		CHECK_INT(file_number(f.db, "SELECT count(*) FROM respondent"), 1);
		err_clear(&f.err);
		CHECK(store_open(&f.store, f.db, STORE_CREATE, &f.err)); /* the old program goes on */
		fixture_close(&f);
	}
}

/* ---- copies ---- */

TEST(copy_is_whole)
{
	struct fixture f;
	char path[500], head[37] = "";
	bool conflict;
	struct store *copy;
	fixture_open(&f);
	CHECK(save_one(f.store, &f, "silo/a", "1", head, &f.seq, &conflict, &f.err));
	fixture_path(&f, "copy.db", path);
	CHECK(store_copy(f.store, path, false, &f.err));
	CHECK_INT(mode_of(path), 0600);
	CHECK_INT(count_files(f.dir), 2);
	CHECK(store_open(&copy, path, STORE_READ, &f.err));
	CHECK_STR(answer_of(copy, &f, "silo/a"), "answered 1 r1");
	store_close(copy);

	CHECK(save_one(f.store, &f, "silo/a", "2", head, &f.seq, &conflict, &f.err));
	CHECK(!store_copy(f.store, path, false, &f.err));
	CHECK(is_sentence(&f.err, path, "既にあります", "exists already"));
	err_clear(&f.err);
	CHECK_INT(log_count(path), 1);
	CHECK(store_copy(f.store, path, true, &f.err));
	CHECK_INT(log_count(path), 2);
	CHECK_INT(count_files(f.dir), 2);
	CHECK(save_one(f.store, &f, "silo/a", "3", head, &f.seq, &conflict, &f.err)); /* goes on as before */
	fixture_close(&f);
}

static void check_copy_refused(struct fixture *f, const char *path, const char *ja, const char *en)
{
	for (int lang = LANG_JA; lang <= LANG_EN; lang++) {
		struct err err = {.lang = (enum lang)lang};
		CHECK(!store_copy(f->store, path, true, &err));
		CHECK(is_sentence(&err, NULL, ja, en));
	}
}

TEST(copy_refused)
{
	struct fixture f;
	char path[500], journal[600];
	fixture_open(&f);
	check_copy_refused(&f, f.db, "そのものです", "itself");
	fixture_path(&f, "none/copy.db", path);
	check_copy_refused(&f, path, "見つかりません", "not found");
	check_copy_refused(&f, f.dir, "フォルダです", "folder");
	check_copy_refused(&f, "", "見つかりません", "not found");
	fixture_path(&f, "copy.db", path);
	snprintf(journal, sizeof journal, "%s-journal", path);
	put_file(journal, "x", 1); /* would be played back into the copy */
	check_copy_refused(&f, path, "使用中", "in use");
	CHECK_INT(count_files(f.dir), 2);
	CHECK(store_set_setting(f.store, "a", "b", &f.err));
	fixture_close(&f);
}

/* Dies in the middle of a write of which parts are in the file already: its journal has to be played back. */
static void die_in_a_write(const char *path)
{
	int status;
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		sqlite3 *raw = raw_open(path);
		raw_exec(raw,
			 "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN;"
			 "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
			 " INSERT INTO setting SELECT 'left' || i, hex(randomblob(500)) FROM n");
		kill(getpid(), SIGKILL);
	}
	CHECK(waitpid(child, &status, 0) == child);
}

TEST(a_write_that_was_cut_off_is_taken_back_by_who_only_reads)
{
	struct fixture f;
	char journal[520], head[37] = "";
	bool conflict;
	fixture_open(&f);
	CHECK(save_one(f.store, &f, "silo/a", "n1", head, &f.seq, &conflict, &f.err));
	store_close(f.store);
	f.store = NULL;
	die_in_a_write(f.db);
	snprintf(journal, sizeof journal, "%s-journal", f.db);
	CHECK(file_exists(journal));
	bool opened = store_open(&f.store, f.db, STORE_READ, &f.err);
	CHECK(opened);
	CHECK_STR(opened ? answer_of(f.store, &f, "silo/a") : "", "answered n1 r1");
	CHECK(!file_exists(journal));
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM setting WHERE name LIKE 'left%'"), 0);
	fixture_close(&f);
}

TESTS(RUN(a_write_that_was_cut_off_is_taken_back_by_who_only_reads), RUN(killed_again_and_again),
      RUN(a_writer_keeps_others_from_writing), RUN(three_programs_at_once), RUN(migrates_after_a_copy),
      RUN(version_1_is_taken_over_whole), RUN(new_file_with_all_versions),
      RUN(failed_migration_changes_nothing), RUN(copy_is_whole), RUN(copy_refused))
