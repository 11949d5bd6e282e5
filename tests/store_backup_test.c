/* SPDX-License-Identifier: MIT */
/* Copies made by the day, and the way back to them from a damaged database. */
#include "base/file.h"
#include "base/strbuf.h"
#include "base/sys.h"
#include "check.h"
#include "store/db.h"
#include "store/doctor.h"
#include "store_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DAY = 86400, FIRST_DAY = 1775001600 /* 2026-04-01T00:00:00Z */ };

static void set_day(int day)
{
	char text[32];
	snprintf(text, sizeof text, "%lld", (long long)FIRST_DAY + (long long)day * DAY + 3600);
	setenv("TZ", "UTC0", 1);
	setenv("TENKEN_TEST_TIME", text, 1);
}

static void save(struct fixture *f, const char *question, const char *option)
{
	char head[37] = "";
	bool conflict;
	struct stored_answers got = {0};
	CHECK(store_answers(f->store, f->a.id, f->a.respondent, &got, &f->err));
	for (size_t i = 0; i < got.count; i++)
		if (strcmp(got.list[i].question, question) == 0)
			snprintf(head, sizeof head, "%s", got.list[i].head);
	f->seq = got.seq;
	stored_answers_release(&got);
	CHECK(save_one(f->store, f, question, option, head, &f->seq, &conflict, &f->err));
}

static size_t backups_of(const struct fixture *f, struct backups *out)
{
	struct err err = {0};
	CHECK(backups_list(f->db, out, &err));
	return out->count;
}

static size_t count_backups(const struct fixture *f)
{
	struct backups backups;
	size_t count = backups_of(f, &backups);
	backups_release(&backups);
	return count;
}

static void begin(struct fixture *f)
{
	set_day(0);
	fixture_open(f);
	store_keep_backups(f->store);
}

static void again(struct fixture *f)
{
	fixture_reopen(f);
	store_keep_backups(f->store);
}

static void end(struct fixture *f)
{
	fixture_close(f);
	unsetenv("TENKEN_TEST_TIME");
}

TEST(one_before_the_first_write_of_a_day)
{
	struct fixture f;
	struct backups backups;
	begin(&f);
	save(&f, "silo/a", "n1"); /* nothing was saved before it */
	CHECK_INT(count_backups(&f), 0);
	set_day(1);
	save(&f, "silo/a", "n2");
	save(&f, "silo/a", "n3");
	CHECK_INT(backups_of(&f, &backups), 1);
	CHECK_STR(backups.list[0].date, "2026-04-02");
	CHECK_INT(mode_of(backups.list[0].path), 0600);
	CHECK_INT(file_number(backups.list[0].path, "SELECT count(*) FROM answer_log"), 1);
	char *folder = file_dirname(backups.list[0].path);
	CHECK_INT(mode_of(folder), 0700);
	CHECK_INT(count_files(folder), 1);
	free(folder);
	backups_release(&backups);
	again(&f); /* another run on the same day */
	save(&f, "silo/a", "n4");
	CHECK_INT(count_backups(&f), 1);
	set_day(2); /* and one that runs past midnight */
	CHECK(store_set_setting(f.store, "lang", "en", &f.err));
	CHECK_INT(count_backups(&f), 2);
	end(&f);
}

struct heard {
	struct fixture *f;
	int times;
	int64_t bytes;
	size_t copies; /* there were when it began */
};

static void hear(void *self, int64_t bytes)
{
	struct heard *heard = self;
	heard->times++;
	heard->bytes = bytes;
	heard->copies = count_backups(heard->f);
}

TEST(somebody_is_told_when_one_begins)
{
	struct fixture f;
	struct stat info;
	begin(&f);
	struct heard heard = {.f = &f};
	store_announce_backups(f.store, hear, &heard);
	save(&f, "silo/a", "n1");
	CHECK_INT(heard.times, 0);
	set_day(1);
	CHECK(stat(f.db, &info) == 0);
	save(&f, "silo/a", "n2");
	save(&f, "silo/a", "n3");
	CHECK_INT(heard.times, 1);
	CHECK_INT(heard.bytes, info.st_size);
	CHECK_INT(heard.copies, 0);
	set_day(2);
	store_announce_backups(f.store, NULL, NULL);
	save(&f, "silo/a", "n4");
	CHECK_INT(heard.times, 1);
	CHECK_INT(count_backups(&f), 2);
	end(&f);
}

TEST(none_without_being_asked_to)
{
	struct fixture f;
	set_day(0);
	fixture_open(&f);
	save(&f, "silo/a", "n1");
	set_day(1);
	save(&f, "silo/a", "n2");
	CHECK_INT(count_backups(&f), 0);
	end(&f);
}

TEST(ten_are_kept_the_older_the_further_apart)
{
	struct fixture f;
	struct backups backups;
	begin(&f);
	save(&f, "silo/a", "n1");
	for (int day = 1; day <= 500; day++) {
		set_day(day);
		CHECK(store_backup_today(f.store, &f.err));
	}
	CHECK_INT(backups_of(&f, &backups), BACKUPS_KEPT);
	CHECK_STR(backups.list[0].date, "2027-08-14");
	CHECK_STR(backups.list[1].date, "2027-08-13");
	CHECK(strcmp(backups.list[BACKUPS_KEPT - 1].date, "2026-07-10") >= 0); /* not over 400 days */
	CHECK(strcmp(backups.list[BACKUPS_KEPT - 1].date, "2027-05-01") < 0);  /* but far back */
	backups_release(&backups);
	end(&f);
}

TEST(other_files_in_the_folder_stay)
{
	struct fixture f;
	char left[500], today[500], letter[500], folder[500];
	begin(&f);
	save(&f, "silo/a", "n1");
	snprintf(folder, sizeof folder, "%.400s.backups", f.db);
	CHECK(mkdir(folder, 0700) == 0);
	snprintf(letter, sizeof letter, "%.450s/letter.txt", folder);
	snprintf(left, sizeof left, "%.450s/.2026-03-05.db.0123456789abc", folder);
	snprintf(today, sizeof today, "%.450s/.2026-04-02.db.0123456789abc", folder);
	put_file(letter, "x", 1);
	put_file(left, "x", 1);
	put_file(today, "x", 1); /* another program may be at it */
	set_day(1);
	save(&f, "silo/a", "n2");
	CHECK(file_exists(letter) && file_exists(today) && !file_exists(left));
	end(&f);
}

TEST(a_copy_that_fails_does_not_stop_the_answer)
{
	struct fixture f;
	char folder[500];
	struct err told = {.lang = LANG_EN};
	begin(&f);
	save(&f, "silo/a", "n1");
	snprintf(folder, sizeof folder, "%.400s.backups", f.db);
	put_file(folder, "in the way", 10);
	set_day(1);
	f.err.lang = LANG_EN;
	save(&f, "silo/a", "n2");
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered n2 r2");
	CHECK(store_backup_fault(f.store, &told));
	CHECK(is_sentence(&told, NULL, "控え", "backup could not be made"));
	err_clear(&told);
	CHECK(!store_backup_fault(f.store, &told)); /* said once */
	end(&f);
}

/* ---- damage ---- */

static void damage(const char *path, size_t at, size_t len, unsigned seed)
{
	size_t size;
	char *bytes = get_file(path, &size);
	for (size_t i = 0; i < len && at + i < size; i++) {
		seed = seed * 1103515245u + 12345u;
		bytes[at + i] = (char)(seed >> 16);
	}
	put_file(path, bytes, size);
	free(bytes);
}

TEST(damage_stops_the_write_and_is_no_backup)
{
	struct fixture f;
	begin(&f);
	for (int i = 0; i < 200; i++) {
		char question[40];
		snprintf(question, sizeof question, "silo/q%d", i);
		save(&f, question, "n1");
	}
	store_close(f.store);
	f.store = NULL;
	long long page = file_number(f.db, "SELECT rootpage FROM sqlite_schema WHERE name = 'answer'");
	damage(f.db, (size_t)(page - 1) * 4096, 100, 1);
	set_day(1);
	CHECK(store_open(&f.store, f.db, STORE_CREATE, &f.err)); /* that looks at the first pages alone */
	store_keep_backups(f.store);
	struct err err = {.lang = LANG_EN};
	CHECK(!store_set_setting(f.store, "lang", "en", &err));
	CHECK_INT(err.kind, ERR_DAMAGED);
	CHECK_INT(count_backups(&f), 1); /* of the day before, when it was whole */
	CHECK(!store_backup_today(f.store, &f.err));
	err_clear(&f.err);
	end(&f);
}

/* Every answer, as a text; NULL when it cannot be read. Owned. */
static char *all_answers(const char *path)
{
	sqlite3_stmt *stmt;
	struct strbuf all = {0};
	int code = SQLITE_ERROR;
	sqlite3 *raw = NULL;
	if (sqlite3_open_v2(path, &raw, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK &&
	    sqlite3_prepare_v2(raw, "SELECT question, state, options, note FROM answer ORDER BY 1", -1, &stmt,
			       NULL) == SQLITE_OK) {
		while ((code = sqlite3_step(stmt)) == SQLITE_ROW)
			for (int i = 0; i < 4; i++)
				strbuf_addf(&all, "%s|", (const char *)sqlite3_column_text(stmt, i));
		(void)sqlite3_finalize(stmt);
	}
	(void)sqlite3_close(raw);
	if (code == SQLITE_DONE)
		return strbuf_detach(&all);
	strbuf_release(&all);
	return NULL;
}

static bool same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static bool seems_whole(const char *path)
{
	struct err err = {.lang = LANG_EN};
	struct store *store = NULL;
	struct examination e = {0};
	bool whole = store_open(&store, path, STORE_CREATE, &err) && store_examine(store, &e, &err) &&
		     !e.broken && !e.astray && !e.altered && !e.differing && !e.orphans;
	examination_release(&e);
	store_close(store);
	return whole;
}

/* Noise over a sector, at places all over the file: it is found, or no answer is other than it was; and the
 * copy brings all back. */
TEST(damage_at_200_places)
{
	struct fixture f;
	int places = sys_env("TENKEN_TEST_QUICK") ? 20 : 200, found = 0, missed = 0;
	begin(&f);
	for (int i = 0; i < 120; i++) {
		char question[40];
		snprintf(question, sizeof question, "silo/q%d", i);
		save(&f, question, i % 2 ? "n1" : "n2");
	}
	set_day(1);
	CHECK(store_backup_today(f.store, &f.err));
	store_close(f.store);
	f.store = NULL;
	size_t size;
	char *good = get_file(f.db, &size), *answers = all_answers(f.db);
	CHECK(answers != NULL && seems_whole(f.db));
	for (int i = 0; i < places; i++) {
		size_t at = size / 512 * (size_t)i / (size_t)places * 512;
		struct backup used;
		char *kept;
		damage(f.db, at, 512, (unsigned)i);
		bool whole = seems_whole(f.db);
		char *now = all_answers(f.db);
		found += !whole;
		missed += whole && !same_text(now, answers);
		free(now);
		CHECK(store_recover_newest(f.db, &used, &kept, &f.err));
		CHECK_STR(used.date, "2026-04-02");
		now = all_answers(f.db);
		CHECK(same_text(now, answers) && seems_whole(f.db));
		CHECK(kept && unlink(kept) == 0);
		free(now);
		free(kept);
		free(used.path);
		put_file(f.db, good, size);
	}
	CHECK_INT(missed, 0);
	CHECK(found >= places / 3); /* the others fell where nothing lies */
	free(good);
	free(answers);
	end(&f);
}

TEST(every_row_that_says_something_else_is_found)
{
	static const struct {
		const char *sql;
		size_t member;
	} wrongs[] = {
		{"UPDATE answer SET options = 'n2'", offsetof(struct examination, differing)},
		{"UPDATE answer_log SET note = 'other'", offsetof(struct examination, differing)},
		{"DELETE FROM answer", offsetof(struct examination, orphans)},
		{"UPDATE document SET text = CAST(text || ' ' AS BLOB)",
		 offsetof(struct examination, altered)},
		{"PRAGMA foreign_keys = OFF; DELETE FROM respondent", offsetof(struct examination, astray)},
	};
	for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
		struct fixture f;
		struct examination e;
		begin(&f);
		save(&f, "silo/a", "n1");
		CHECK(store_examine(f.store, &e, &f.err));
		CHECK(!e.broken && !e.astray && !e.altered && !e.differing && !e.orphans);
		CHECK(e.answers == 1 && e.changes == 1 && e.documents > 0);
		examination_release(&e);
		sqlite3 *raw = raw_open(f.db);
		raw_exec(raw, wrongs[i].sql);
		sqlite3_close(raw);
		CHECK(store_examine(f.store, &e, &f.err));
		int64_t is;
		memcpy(&is, (const char *)&e + wrongs[i].member, sizeof is);
		CHECK(is > 0);
		examination_release(&e);
		end(&f);
	}
}

/* ---- the way back ---- */

TEST(lost_is_no_empty_start)
{
	struct fixture f;
	begin(&f);
	save(&f, "silo/a", "n1");
	set_day(1);
	save(&f, "silo/a", "n2");
	store_close(f.store);
	f.store = NULL;
	for (int empty = 0; empty < 2; empty++) {
		if (empty)
			put_file(f.db, "", 0);
		else
			CHECK(unlink(f.db) == 0);
		for (int mode = STORE_CREATE; mode <= STORE_READ; mode++) {
			struct err err = {.lang = LANG_EN};
			CHECK(!store_open(&f.store, f.db, (enum store_mode)mode, &err));
			CHECK_INT(err.kind, ERR_DAMAGED);
			CHECK(is_sentence(&err, f.db, "控え（2026-04-02）", "backup of it (2026-04-02)"));
		}
		struct err err = {.lang = LANG_EN};
		CHECK(!store_look_whole(f.db, &err) && err.kind == ERR_DAMAGED);
	}
	struct backup used;
	char *kept;
	CHECK(store_recover_newest(f.db, &used, &kept, &f.err));
	CHECK(kept && unlink(kept) == 0); /* the empty one */
	free(kept);
	free(used.path);
	again(&f);
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered n1 r1");
	store_close(f.store);
	CHECK(unlink(f.db) == 0);
	CHECK(store_open_anew(&f.store, f.db, &f.err));
	CHECK_INT(count_backups(&f), 1);
	end(&f);
}

TEST(the_newest_whole_one_is_taken)
{
	struct fixture f;
	struct backups backups;
	struct backup used;
	char *kept;
	begin(&f);
	save(&f, "silo/a", "n1");
	for (int day = 1; day <= 3; day++) {
		set_day(day);
		save(&f, "silo/a", day % 2 ? "n2" : "n1");
	}
	CHECK_INT(backups_of(&f, &backups), 3);
	damage(backups.list[0].path, 0, 600, 1);
	damage(backups.list[1].path, 4096, 600, 2);
	CHECK_INT(backups_newest_whole(&backups), 2);
	store_close(f.store);
	f.store = NULL;
	struct strbuf name = {0};
	strbuf_addf(&name, "%s-journal", f.db);
	put_file(strbuf_str(&name), "what a cut left", 15);
	CHECK(store_recover_newest(f.db, &used, &kept, &f.err));
	CHECK_STR(used.date, "2026-04-02");
	CHECK(!file_exists(strbuf_str(&name)));
	strbuf_reset(&name);
	strbuf_addf(&name, "%s-journal", kept);
	CHECK(file_exists(strbuf_str(&name)) && file_exists(kept)); /* it goes with its database */
	CHECK(unlink(strbuf_str(&name)) == 0 && unlink(kept) == 0);
	free(kept);
	free(used.path);
	again(&f);
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered n1 r1");
	store_close(f.store);
	f.store = NULL;
	for (size_t i = 0; i < backups.count; i++)
		damage(backups.list[i].path, 0, 600, 3);
	struct err err = {.lang = LANG_EN};
	size_t size;
	char *before = get_file(f.db, &size);
	CHECK(!store_recover_newest(f.db, &used, &kept, &err));
	CHECK_INT(err.kind, ERR_INVALID);
	CHECK(kept == NULL && used.path == NULL);
	char *after = get_file(f.db, &size);
	CHECK(memcmp(before, after, size) == 0);
	free(before);
	free(after);
	backups_release(&backups);
	strbuf_release(&name);
	end(&f);
}

TEST(from_a_file_of_ones_own_choice)
{
	struct fixture f;
	char copy[500], letter[500];
	char *kept;
	begin(&f);
	save(&f, "silo/a", "n1");
	fixture_path(&f, "copy.db", copy);
	fixture_path(&f, "letter.txt", letter);
	CHECK(store_copy(f.store, copy, false, &f.err));
	save(&f, "silo/a", "n2");
	store_close(f.store);
	f.store = NULL;
	put_file(letter, "Dear all", 8);
	struct err err = {.lang = LANG_EN};
	CHECK(!store_recover(f.db, letter, &kept, &err));
	CHECK_INT(err.kind, ERR_INVALID);
	again(&f);
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered n2 r2");
	CHECK(store_recover(f.db, copy, &kept, &f.err));
	CHECK(kept != NULL);
	again(&f);
	CHECK_STR(answer_of(f.store, &f, "silo/a"), "answered n1 r1");
	CHECK(unlink(kept) == 0);
	free(kept);
	end(&f);
}

TESTS(RUN(one_before_the_first_write_of_a_day), RUN(somebody_is_told_when_one_begins),
      RUN(none_without_being_asked_to), RUN(ten_are_kept_the_older_the_further_apart),
      RUN(other_files_in_the_folder_stay), RUN(a_copy_that_fails_does_not_stop_the_answer),
      RUN(damage_stops_the_write_and_is_no_backup), RUN(damage_at_200_places),
      RUN(every_row_that_says_something_else_is_found), RUN(lost_is_no_empty_start),
      RUN(the_newest_whole_one_is_taken), RUN(from_a_file_of_ones_own_choice))
