/* SPDX-License-Identifier: MIT */
/* The file itself: made for its owner alone, refused when it is not ours, whole whatever fails or is killed.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "check.h"
#include "store/db.h"
#include "store_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

TEST(made_for_the_owner_alone)
{
	struct fixture f;
	char path[500], folder[500];
	mode_t old = umask(0);
	fixture_dir(&f, NULL);
	fixture_path(&f, "new/deep/t.db", path);
	CHECK(store_open(&f.store, path, STORE_CREATE, &f.err));
	CHECK_STR(store_path(f.store), path);
	CHECK_INT(mode_of(path), 0600);
	fixture_path(&f, "new/deep", folder);
	CHECK_INT(mode_of(folder), 0700);
	fixture_path(&f, "new", folder);
	CHECK_INT(mode_of(folder), 0700);
	umask(old);
	fixture_close(&f);
}

TEST(names_that_sqlite_reads_otherwise)
{
	struct fixture f;
	static const char *const names[] = {":memory:", "file:x.db?mode=memory", "a%20?b#c.db", "日本 語.db"};
	char here[1000], path[500];
	fixture_dir(&f, NULL);
	CHECK(getcwd(here, sizeof here) != NULL && chdir(f.dir) == 0);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		CHECK(store_open(&f.store, names[i], STORE_CREATE, &f.err));
		CHECK(store_set_setting(f.store, "a", "b", &f.err));
		store_close(f.store);
		f.store = NULL;
		fixture_path(&f, names[i], path);
		CHECK_INT(mode_of(path), 0600);
		CHECK(file_exists(path) && store_open(&f.store, path, STORE_READ, &f.err));
		store_close(f.store);
		f.store = NULL;
	}
	CHECK_INT(count_files(f.dir), 4);
	CHECK(!store_open(&f.store, "", STORE_CREATE, &f.err));
	CHECK_INT(f.err.kind, ERR_USAGE);
	CHECK(is_sentence(&f.err, NULL, "ファイル名が空です", ""));
	CHECK_INT(count_files(f.dir), 4);
	CHECK(chdir(here) == 0);
	fixture_close(&f);
}

TEST(set_up_for_safe_saving)
{
	struct fixture f;
	static const struct {
		const char *sql;
		int want;
	} pragmas[] = {
		{"PRAGMA synchronous", 3},
		{"PRAGMA foreign_keys", 1},
		{"PRAGMA temp_store", 2},
		{"PRAGMA secure_delete", 1},
		{"PRAGMA trusted_schema", 0},
		{"PRAGMA cell_size_check", 1},
		{"PRAGMA user_version", 2},
		{"PRAGMA application_id", STORE_APPLICATION_ID},
		{"SELECT journal_mode = 'delete' FROM pragma_journal_mode", 1},
		{"SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite%' "
		 "AND NOT strict",
		 0},
	};
	int is = 0;
	fixture_open(&f);
	for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++)
		CHECK_INT(raw_number(f.store->sqlite, pragmas[i].sql), pragmas[i].want);
	CHECK(sqlite3_db_config(f.store->sqlite, SQLITE_DBCONFIG_DEFENSIVE, -1, &is) == SQLITE_OK && is == 1);
	sqlite3 *raw = raw_open(f.db);
	raw_exec(raw, "PRAGMA journal_mode = WAL");
	sqlite3_close(raw);
	fixture_reopen(&f); /* whatever others made of it */
	CHECK_INT(raw_number(f.store->sqlite, "SELECT journal_mode = 'delete' FROM pragma_journal_mode"), 1);
	fixture_close(&f);
}

TEST(refuses_what_is_no_database_of_ours)
{
	struct fixture f;
	char path[500];
	fixture_dir(&f, NULL);
	CHECK(is_refused(f.dir, STORE_CREATE, "フォルダのため", "is a folder"));
	CHECK(is_refused(f.dir, STORE_READ, "フォルダのため", "is a folder"));
	CHECK(is_refused("/dev/null", STORE_CREATE, "通常のファイルではない", "not a regular file"));
	fixture_path(&f, "fifo", path);
	CHECK(mkfifo(path, 0600) == 0);
	CHECK(is_refused(path, STORE_CREATE, "通常のファイルではない", "not a regular file"));
	fixture_path(&f, "none.db", path);
	CHECK(is_refused(path, STORE_READ, "見つかりません", "was not found"));
	CHECK(!file_exists(path));
	fixture_path(&f, "letter.txt", path);
	put_file(path, "Dear all", 8);
	CHECK(is_refused(path, STORE_CREATE, "データベースではない", "not a database"));
	char noise[5000];
	for (size_t i = 0; i < sizeof noise; i++)
		noise[i] = (char)(i * 37 + 1);
	put_file(path, noise, sizeof noise);
	CHECK(is_refused(path, STORE_CREATE, "データベースではない", "not a database"));
	CHECK(is_refused(path, STORE_READ, "データベースではない", "not a database"));
	fixture_path(&f, "other.db", path);
	sqlite3 *raw = raw_open(path);
	raw_exec(raw, "CREATE TABLE recipe (name)");
	sqlite3_close(raw);
	CHECK(is_refused(path, STORE_CREATE, "別のプログラム", "another program"));
	fixture_path(&f, "empty.db", path);
	put_file(path, "", 0);
	CHECK(is_refused(path, STORE_READ, "空で", "is empty"));
	fixture_path(&f, "letter.txt/x.db", path);
	CHECK(is_refused(path, STORE_READ, "見つかりません", "was not found"));
	fixture_path(&f, "dangling", path);
	CHECK(symlink("/nowhere/at/all", path) == 0);
	CHECK(is_refused(path, STORE_CREATE, "開けない", "cannot be opened"));
	fixture_close(&f);
}

TEST(refuses_a_newer_version)
{
	struct fixture f;
	fixture_open(&f);
	store_close(f.store);
	f.store = NULL;
	sqlite3 *raw = raw_open(f.db);
	raw_exec(raw, "PRAGMA user_version = 3; PRAGMA journal_mode = WAL;");
	sqlite3_close(raw);
	CHECK(is_refused(f.db, STORE_CREATE, "新しい版", "newer tenken"));
	CHECK(is_refused(f.db, STORE_READ, "新しい版", "newer tenken"));
	fixture_close(&f);
}

TEST(notices_a_newer_version_while_running)
{
	struct fixture f;
	fixture_open(&f);
	sqlite3 *raw = raw_open(f.db);
	raw_exec(raw, "PRAGMA user_version = 3");
	sqlite3_close(raw);
	CHECK(!store_set_setting(f.store, "a", "b", &f.err));
	CHECK(is_sentence(&f.err, f.db, "新しい版", "newer tenken"));
	CHECK_INT(file_number(f.db, "SELECT count(*) FROM setting"), 0);
	fixture_close(&f);
}

/* Run as a user who is not root: root may write everywhere. */
static void without_privileges(void (*body)(struct fixture *), struct fixture *f)
{
	fflush(stdout);
	pid_t child = fork();
	if (child == 0) {
		check_failures = 0;
		if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
			_exit(2);
		body(f);
		fflush(stdout);
		_exit(check_failures ? 1 : 0);
	}
	int status = 0;
	CHECK(child > 0 && waitpid(child, &status, 0) == child);
	CHECK(WIFEXITED(status));
	CHECK_INT(WEXITSTATUS(status), 0);
}

static void give_to_nobody(const char *path)
{
	if (geteuid() == 0)
		CHECK(chown(path, 65534, 65534) == 0);
}

static void read_only_file(struct fixture *f)
{
	struct assessment_list list;
	CHECK(chmod(f->db, 0400) == 0);
	CHECK(is_refused(f->db, STORE_CREATE, "読み取り専用", "read-only"));
	CHECK(store_open(&f->store, f->db, STORE_READ, &f->err));
	CHECK(store_list(f->store, false, 0, 5, &list, &f->err));
	CHECK_INT(list.count, 1);
	assessment_list_release(&list);
	CHECK(!store_set_setting(f->store, "a", "b", &f->err));
	CHECK(is_sentence(&f->err, f->db, "読み取り専用", "read-only"));
	store_close(f->store);
	CHECK(chmod(f->db, 0) == 0);
	CHECK(is_refused(f->db, STORE_READ, "権限", "permission"));
	CHECK(chmod(f->db, 0600) == 0 && chmod(f->dir, 0500) == 0);
	CHECK(is_refused(f->db, STORE_CREATE, "書き込めないため", "cannot be written"));
	char path[500];
	fixture_path(f, "new.db", path);
	CHECK(is_refused(path, STORE_CREATE, "権限", "permission"));
	fixture_path(f, "new/new.db", path);
	struct store *store;
	struct err err = {.lang = LANG_EN};
	CHECK(!store_open(&store, path, STORE_CREATE, &err));
	CHECK(is_sentence(&err, NULL, "", ""));
	CHECK(chmod(f->dir, 0700) == 0);
}

TEST(read_only_file_and_folder)
{
	struct fixture f, at_tmp;
	size_t len;
	fixture_open(&f);
	store_close(f.store);
	f.store = NULL;
	fixture_dir(&at_tmp, "/tmp"); /* where a user without privileges can reach it */
	char *bytes = get_file(f.db, &len);
	put_file(at_tmp.db, bytes, len);
	free(bytes);
	give_to_nobody(at_tmp.db);
	give_to_nobody(at_tmp.dir);
	without_privileges(read_only_file, &at_tmp);
	fixture_close(&at_tmp);
	fixture_close(&f);
}

TEST(locked_by_another)
{
	struct fixture f;
	char head[37] = "";
	bool conflict;
	struct assessment_list list;
	fixture_open(&f);
	sqlite3 *raw = raw_open(f.db);
	raw_exec(raw, "BEGIN EXCLUSIVE");
	CHECK(!save_one(f.store, &f, "silo/a", "1", head, &f.seq, &conflict, &f.err));
	CHECK(is_sentence(&f.err, f.db, "使用中", "in use"));
	err_clear(&f.err);
	f.err.lang = LANG_EN;
	CHECK(!store_list(f.store, false, 0, 5, &list, &f.err));
	CHECK(is_sentence(&f.err, f.db, "使用中", "in use"));
	err_clear(&f.err);
	struct store *second;
	CHECK(!store_open(&second, f.db, STORE_CREATE, &f.err));
	CHECK(is_sentence(&f.err, f.db, "使用中", "in use"));
	err_clear(&f.err);
	raw_exec(raw, "COMMIT");
	sqlite3_close(raw);
	CHECK(save_one(f.store, &f, "silo/a", "1", head, &f.seq, &conflict, &f.err));
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered 1 r1");
	fixture_close(&f);
}

/* Garbage over each page but the first in turn: an answer or a sentence each time, and the rest of the file
 * untouched. */
TEST(damaged_pages)
{
	struct fixture f;
	size_t len, told = 0;
	char head[37] = "";
	bool conflict;
	fixture_open(&f);
	for (int i = 0; i < 40; i++) {
		char question[40];
		snprintf(question, sizeof question, "silo/q%d", i);
		head[0] = '\0';
		CHECK(save_one(f.store, &f, question, "1", head, &f.seq, &conflict, &f.err));
	}
	store_close(f.store);
	char *bytes = get_file(f.db, &len);
	char *broken = xmalloc(len);
	for (size_t page = 0; page < len; page += 4096) {
		struct assessment_list list = {0};
		struct stored_answers answers = {0};
		struct stored_documents documents = {0};
		struct err err = {.lang = page % 8192 ? LANG_JA : LANG_EN};
		memcpy(broken, bytes, len);
		memset(broken + page + (page ? 0 : 100), 0xA5, page ? 4096 : 3996);
		put_file(f.db, broken, len);
		bool ok = store_open(&f.store, f.db, STORE_CREATE, &err) &&
			  store_list(f.store, false, 0, 5, &list, &err) &&
			  store_documents(f.store, f.a.id, &documents, &err) &&
			  store_answers(f.store, f.a.id, f.a.respondent, &answers, &err);
		if (!ok) {
			CHECK(is_sentence(&err, f.db, "壊れている", "damaged"));
			told++;
		}
		assessment_list_release(&list);
		stored_answers_release(&answers);
		stored_documents_release(&documents);
		store_close(f.store);
		f.store = NULL;
	}
	CHECK(told >= 4);
	free(broken);
	free(bytes);
	fixture_close(&f);
}

/* Save long notes until it fails; what was saved stays, what failed is not there, and room brings it back. */
static int save_until_full(struct fixture *f, char head[37])
{
	bool conflict, ok = true;
	int saved = 0;
	char option[4001];
	memset(option, 'x', sizeof option - 1);
	option[4000] = '\0';
	while (ok && saved < 5000) {
		ok = save_one(f->store, f, "silo/a", option, head, &f->seq, &conflict, &f->err);
		saved += ok;
	}
	CHECK(!ok);
	CHECK(is_sentence(&f->err, f->db, "ディスクに空きがない", "disk is full"));
	err_clear(&f->err);
	return saved;
}

static long long log_count(const char *path)
{
	return file_number(path, "SELECT count(*) FROM answer_log");
}

TEST(full_disk_by_limit)
{
	struct fixture f;
	struct rlimit limit, small;
	char head[37] = "";
	bool conflict;
	fixture_open(&f);
	void (*old)(int) = signal(SIGXFSZ, SIG_IGN);
	CHECK(getrlimit(RLIMIT_FSIZE, &limit) == 0);
	small = limit;
	small.rlim_cur = 400000;
	fflush(stdout);
	CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
	int saved = save_until_full(&f, head);
	CHECK(saved > 5);
	CHECK_INT(log_count(f.db), saved);
	struct store *second;
	char path[500];
	small.rlim_cur = 6000;
	CHECK(setrlimit(RLIMIT_FSIZE, &small) == 0);
	fixture_path(&f, "second.db", path);
	CHECK(!store_open(&second, path, STORE_CREATE, &f.err)); /* no room for the tables */
	CHECK(is_sentence(&f.err, path, "ディスクに空きがない", "disk is full"));
	err_clear(&f.err);
	fixture_path(&f, "copy.db", path);
	CHECK(!store_copy(f.store, path, false, &f.err));
	CHECK(is_sentence(&f.err, path, "ディスクに空きがない", "disk is full"));
	err_clear(&f.err);
	CHECK(!file_exists(path));
	CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
	signal(SIGXFSZ, old);
	CHECK_INT(count_files(f.dir), 2); /* nothing temporary is left */
	CHECK(save_one(f.store, &f, "silo/a", "1", head, &f.seq, &conflict, &f.err));
	CHECK(!conflict);
	CHECK_INT(log_count(f.db), saved + 1);
	fixture_path(&f, "second.db", path);
	CHECK(store_open(&second, path, STORE_CREATE, &f.err)); /* the empty one is taken up again */
	store_close(second);
	fixture_close(&f);
}

TEST(full_disk_on_a_small_one)
{
	struct fixture f, small;
	char command[900], head[37] = "";
	bool conflict;
	fixture_dir(&f, NULL);
	snprintf(command, sizeof command, "mount -t tmpfs -o size=512k none '%s' 2>/dev/null", f.dir);
	if (system(command) != 0) {
		printf("skipped a small full disk: tmpfs cannot be mounted here\n");
		fixture_close(&f);
		return;
	}
	fixture_open(&small);
	CHECK(store_copy(small.store, f.db, false, &small.err));
	store_close(small.store);
	CHECK(store_open(&small.store, f.db, STORE_CREATE, &small.err));
	snprintf(f.db, sizeof f.db, "%s", small.db);
	fixture_path(&f, "t.db", small.db);
	int saved = save_until_full(&small, head);
	CHECK(saved > 5);
	CHECK_INT(log_count(small.db), saved);
	CHECK_INT(file_number(small.db,
			      "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"),
		  1);
	snprintf(command, sizeof command, "mount -o remount,size=4m '%s'", f.dir);
	CHECK(system(command) == 0);
	CHECK(save_one(small.store, &small, "silo/a", "1", head, &small.seq, &conflict, &small.err));
	CHECK(!conflict);
	CHECK_INT(log_count(small.db), saved + 1);
	store_close(small.store);
	small.store = NULL;
	snprintf(command, sizeof command, "umount '%s'", f.dir);
	CHECK(system(command) == 0);
	fixture_close(&small);
	fixture_close(&f);
}

TEST(moved_while_in_use)
{
	struct fixture f;
	char away[500], copy[500], head[37] = "";
	bool conflict;
	fixture_open(&f);
	CHECK(save_one(f.store, &f, "silo/a", "1", head, &f.seq, &conflict, &f.err));
	fixture_path(&f, "away.db", away);
	CHECK(rename(f.db, away) == 0);
	CHECK(!save_one(f.store, &f, "silo/a", "2", head, &f.seq, &conflict, &f.err));
	CHECK(is_sentence(&f.err, f.db, "移動または削除", "moved or deleted"));
	err_clear(&f.err);
	CHECK(!store_reopen(f.store, &f.err)); /* not an empty one in its place */
	CHECK(is_sentence(&f.err, f.db, "見つかりません", "not found"));
	err_clear(&f.err);
	CHECK(!file_exists(f.db));
	fixture_path(&f, "copy.db", copy); /* what was saved can still be saved elsewhere */
	CHECK(store_copy(f.store, copy, false, &f.err));
	CHECK_INT(log_count(copy), 1);
	put_file(f.db, "", 0);
	CHECK(!store_reopen(f.store, &f.err));
	CHECK(is_sentence(&f.err, f.db, "空で", "is empty"));
	err_clear(&f.err);
	CHECK(!save_one(f.store, &f, "silo/a", "2", head, &f.seq, &conflict, &f.err));
	err_clear(&f.err);
	CHECK(rename(away, f.db) == 0);
	CHECK(save_one(f.store, &f, "silo/a", "2", head, &f.seq, &conflict,
		       &f.err)); /* opens it again by itself */
	CHECK(!conflict);
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered 2 r2");
	fixture_close(&f);
}

/* A file of that name which nobody has written to for so many seconds. */
static void put_old(const struct fixture *f, const char *name, int64_t age)
{
	char path[500];
	fixture_path(f, name, path);
	put_file(path, "x", 1);
	struct timespec times[2] = {{.tv_sec = (time_t)(sys_now() - age)},
				    {.tv_sec = (time_t)(sys_now() - age)}};
	CHECK(utimensat(AT_FDCWD, path, times, 0) == 0);
}

static bool is_there(const struct fixture *f, const char *name)
{
	char path[500];
	struct stat info;
	fixture_path(f, name, path);
	return lstat(path, &info) == 0;
}

TEST(what_a_killed_copy_left_is_taken_away_by_the_next)
{
	static const char *const others[] = {
		".copy.db.0123abcd-45e",   ".copy.db.0123abcd-45ef6",
		".copy.db.0123abcd_45ef",  ".copy.db.",
		".other.db.0123abcd-45ef", "copy.db.0123abcd-45ef",
		".copy.dbx0123abcd-45ef",  ".copy.db.0123ABCD-45ef",
	};
	struct fixture f;
	char path[500];
	fixture_open(&f);
	put_old(&f, ".copy.db.0123abcd-45ef", 3700);
	put_old(&f, ".copy.db.fedcba98-7654", 60); /* may be in the making */
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		put_old(&f, others[i], 1000000);
	put_old(&f, "aim", 1000000);
	fixture_path(&f, ".copy.db.11111111-2222", path);
	CHECK(symlink("aim", path) == 0);
	fixture_path(&f, "copy.db", path);
	CHECK(store_copy(f.store, path, false, &f.err));
	CHECK(!is_there(&f, ".copy.db.0123abcd-45ef"));
	CHECK(is_there(&f, ".copy.db.fedcba98-7654"));
	CHECK(is_there(&f, ".copy.db.11111111-2222") && is_there(&f, "aim"));
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!is_there(&f, others[i]))
			CHECK_STR(others[i], "");
	fixture_close(&f);
}

TESTS(RUN(what_a_killed_copy_left_is_taken_away_by_the_next), RUN(made_for_the_owner_alone),
      RUN(names_that_sqlite_reads_otherwise), RUN(set_up_for_safe_saving),
      RUN(refuses_what_is_no_database_of_ours), RUN(refuses_a_newer_version),
      RUN(notices_a_newer_version_while_running), RUN(read_only_file_and_folder), RUN(locked_by_another),
      RUN(damaged_pages), RUN(full_disk_by_limit), RUN(full_disk_on_a_small_one), RUN(moved_while_in_use))
