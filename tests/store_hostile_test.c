/* SPDX-License-Identifier: MIT */
/*
 * Files from somewhere else that are not what they should be: each gives a sentence; our database and the
 * file are byte for byte what they were, and nothing else on the disk is touched.
 */
#include "base/alloc.h"
#include "base/strbuf.h"
#include "check.h"
#include "store/db.h"
#include "store/merge_file.h"
#include "store_lab.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct bytes { /* a file as it was */
	char *bytes;
	size_t len;
};

static struct bytes keep(const char *path)
{
	struct stat st;
	struct bytes k = {0};
	if (lstat(path, &st) == 0 && S_ISREG(st.st_mode))
		k.bytes = get_file(path, &k.len);
	return k;
}

static bool is_as_kept(struct bytes *k, const char *path)
{
	struct bytes now = keep(path);
	bool same = k->len == now.len && (!k->len || memcmp(k->bytes, now.bytes, k->len) == 0);
	free(now.bytes);
	free(k->bytes);
	*k = (struct bytes){0};
	return same;
}

static void stage_path(const struct lab *lab, const char *name, char path[500])
{
	fixture_path(&lab->f, name, path);
}

/* Two laptops that know of the same changes; the second of one more. Private folders are made in `tmp`. */
static void stage_open(struct lab *lab)
{
	struct merge_result r;
	char tmp[500];
	lab_open(lab, 2, 1);
	stage_path(lab, "tmp", tmp);
	CHECK(mkdir(tmp, 0700) == 0 && setenv("TMPDIR", tmp, 1) == 0);
	CHECK(lab_answer(lab, 0, lab->people[0], "q/a", "x", NULL));
	CHECK(lab_answer(lab, 0, lab->people[0], "q/a", "y", NULL));
	CHECK(lab_answer(lab, 0, lab->people[0], "q/b", "x", NULL));
	CHECK(lab_merge(lab->laptops[1], lab->paths[0], &r));
	CHECK(lab_answer(lab, 1, lab->people[1], "q/a", "z", NULL));
}

static void stage_close(struct lab *lab)
{
	(void)unsetenv("TMPDIR");
	lab_close(lab);
}

static void check_refused(struct lab *lab, const char *path, const char *what)
{
	char tmp[500];
	stage_path(lab, "tmp", tmp);
	struct bytes ours = keep(lab->paths[0]), theirs = keep(path);
	int files = count_files(lab->f.dir);
	struct merge_result r;
	struct err err = {.lang = LANG_EN};
	bool taken = store_merge(lab->laptops[0], path, NOW, &r, &err);
	bool said = err.text[0] && err.text[strlen(err.text) - 1] == '.';
	bool same = is_as_kept(&ours, lab->paths[0]), theirs_same = is_as_kept(&theirs, path);
	if (!taken && said && same && theirs_same && count_files(lab->f.dir) == files &&
	    count_files(tmp) == 0)
		return;
	printf("%s: %s (%s)%s%s\n", what, taken ? "taken in" : "refused", err.text,
	       same ? "" : ", ours has changed", theirs_same ? "" : ", the file has changed");
	check_failures++;
}

/* A sound copy of the second laptop's file, then changed by these statements. */
static void spoil(struct lab *lab, const char *path, const char *sql)
{
	CHECK(store_copy(lab->laptops[1], path, true, &lab->f.err));
	sqlite3 *raw = raw_open(path);
	raw_exec(raw, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF;"
		      "PRAGMA writable_schema = ON");
	raw_exec(raw, sql);
	sqlite3_close(raw);
}

struct spoiled {
	const char *what, *sql;
};

static void check_all_refused(const struct spoiled *list, size_t count)
{
	struct lab lab;
	struct merge_result r;
	char path[500];
	stage_open(&lab);
	stage_path(&lab, "theirs.db", path);
	for (size_t i = 0; i < count; i++) {
		spoil(&lab, path, list[i].sql);
		check_refused(&lab, path, list[i].what);
	}
	spoil(&lab, path, "SELECT 1"); /* and what is sound is taken */
	CHECK(lab_merge(lab.laptops[0], path, &r));
	CHECK_INT(r.answers.added, 1);
	stage_close(&lab);
}

#define CHECK_ALL_REFUSED(list) check_all_refused(list, sizeof(list) / sizeof *(list))

/* ---- the file as such ---- */

TEST(other_tables_than_ours)
{
	static const struct spoiled list[] = {
		{"another table", "CREATE TABLE extra (x)"},
		{"a trigger", "CREATE TRIGGER t AFTER INSERT ON setting BEGIN DELETE FROM answer; END"},
		{"a view", "CREATE VIEW v AS SELECT 1"},
		{"an index", "CREATE INDEX i ON answer (at)"},
		{"no index", "DROP INDEX answer_parent_parent"},
		{"another column", "ALTER TABLE setting ADD COLUMN x"},
		{"a column less", "ALTER TABLE setting DROP COLUMN value"},
		{"another word in a table", "UPDATE sqlite_schema SET sql = replace(sql, 'NOT NULL', 'NULL')"
					    " WHERE name = 'respondent'"},
		{"one table under two names", "UPDATE sqlite_schema SET rootpage = (SELECT rootpage FROM"
					      " sqlite_schema WHERE name = 'purged') WHERE name = 'setting'"},
		{"a newer version", "PRAGMA user_version = 99"},
		{"no version", "PRAGMA user_version = 0"},
		{"an older version that it is not", "PRAGMA user_version = 1"},
		{"another program", "PRAGMA application_id = 7"},
		{"write-ahead log", "PRAGMA journal_mode = WAL"},
	};
	CHECK_ALL_REFUSED(list);
}

static void check_bytes_refused(struct lab *lab, const char *path, const char *bytes, size_t len,
				const char *what)
{
	put_file(path, bytes, len);
	check_refused(lab, path, what);
}

TEST(no_database_at_all)
{
	static const char letter[] =
		"this is a letter and no database, but it is long enough to have a header, "
		"and a little more than that";
	struct lab lab;
	char path[500], beside[520];
	size_t len;
	stage_open(&lab);
	stage_path(&lab, "theirs.db", path);
	CHECK(store_copy(lab.laptops[1], path, true, &lab.f.err));
	char *sound = get_file(path, &len);
	check_bytes_refused(&lab, path, letter, sizeof letter - 1, "a letter");
	check_bytes_refused(&lab, path, "", 0, "nothing");
	check_bytes_refused(&lab, path, sound, 100, "a header alone");
	check_bytes_refused(&lab, path, sound, len / 2, "half of it");
	check_bytes_refused(&lab, path, sound, len - 1, "a byte less");
	static const char *const endings[] = {"-journal", "-wal"};
	for (size_t i = 0; i < 2; i++) {
		put_file(path, sound, len);
		snprintf(beside, sizeof beside, "%s%s", path, endings[i]);
		put_file(beside, "hot", 3);
		check_refused(&lab, path, endings[i]);
		unlink(beside);
	}
	free(sound);
	unlink(path);
	check_refused(&lab, path, "no file");
	check_refused(&lab, "", "no name");
	CHECK(symlink(lab.paths[1], path) == 0);
	check_refused(&lab, path, "a link");
	unlink(path);
	CHECK(mkfifo(path, 0600) == 0);
	check_refused(&lab, path, "a pipe");
	check_refused(&lab, lab.f.dir, "a folder");
	check_refused(&lab, "/dev/zero", "a device");
	stage_close(&lab);
}

/* Closing it would drop the locks of the database in use. */
TEST(the_database_in_use_itself)
{
	struct lab lab;
	char path[500];
	stage_open(&lab);
	check_refused(&lab, lab.paths[0], "itself");
	stage_path(&lab, "link.db", path);
	CHECK(link(lab.paths[0], path) == 0);
	check_refused(&lab, path, "itself by another name");
	stage_close(&lab);
}

/* ---- rows ---- */

TEST(values_that_nobody_could_type)
{
	static const struct spoiled list[] = {
		{"an id that is none", "UPDATE assessment SET id = 'x'"},
		{"a control in a title", "UPDATE assessment SET title = char(27) || '[31m'"},
		{"a title without end", "UPDATE assessment SET title = printf('%.*c', 100000, 'x')"},
		{"a title of two lines", "UPDATE assessment SET title = 'a' || char(10) || 'b'"},
		{"a date that is none", "UPDATE assessment SET reference_date = 'soon'"},
		{"a year that is none", "UPDATE assessment SET fiscal_year = -1"},
		{"minutes without end", "UPDATE assessment SET minutes = 9223372036854775807"},
		{"a direction override", "UPDATE respondent SET alias = char(8238) WHERE NOT is_group"},
		{"a name of two lines", "UPDATE respondent SET alias = 'a' || char(10) WHERE NOT is_group"},
		{"a department that is none", "UPDATE respondent SET department = '../x' WHERE NOT is_group"},
		{"a time that is none", "UPDATE respondent SET added_at = 'yesterday'"},
		{"NUL in a note", "UPDATE answer_log SET note = 'a' || char(0) || 'b'"},
		{"bytes that are no UTF-8", "UPDATE answer_log SET note = CAST(x'ff41' AS TEXT)"},
		{"a note without end", "UPDATE answer_log SET note = printf('%.*c', 3000000, 'x')"},
		{"a state that is none", "UPDATE answer_log SET state = 'maybe'"},
		{"a question that is none", "UPDATE answer_log SET question = '../../x y'"},
		{"options that are none", "UPDATE answer_log SET options = '<b>x</b>' WHERE options = 'z'"},
		{"an action in no state", "UPDATE action SET state = 'x'"},
		{"an action that is due never", "UPDATE action SET due = 'never'"},
		{"a document that is not its digest", "INSERT INTO document VALUES ('"
						      "000000000000000000000000000000000000000000000000000000"
						      "0000000000', 'framework', 'x', 1, x'41')"},
		{"a document of a name that is none", "UPDATE document SET id = 'a b'"},
	};
	CHECK_ALL_REFUSED(list);
}

#define A     "(SELECT id FROM assessment)"
#define ONE   "(SELECT id FROM respondent WHERE alias = '1')"
#define GROUP "(SELECT id FROM respondent WHERE is_group)"
#define FIRST "(SELECT id FROM answer_log WHERE question = 'q/a' AND options = 'x')"
#define HEAD  "(SELECT id FROM answer_log WHERE question = 'q/a' AND options = 'y')"
#define OTHER "(SELECT id FROM answer_log WHERE question = 'q/b')"
#define NEW   "'00000000-0000-4000-8000-000000000001'"
#define NEWER "'00000000-0000-4000-8000-000000000002'"
#define CHANGE(id, question, undoes, revision)                                                          \
	"INSERT INTO answer_log (id, respondent, question, state, options, note, evidence, reason, at," \
	" seat, undoes, branch, revision) VALUES (" id ", " ONE ", '" question                          \
	"', 'answered', 'z', '', '', '',"                                                               \
	" '" NOW "', " NEW ", " undoes ", 0, " revision ");"
#define PARENT(change, parent, stood) "INSERT INTO answer_parent VALUES (" change ", " parent ", " stood ");"

TEST(changes_that_do_not_hang_together)
{
	static const struct spoiled list[] = {
		{"a chain that does not hold", "UPDATE answer_log SET revision = 9"},
		{"a chain without end",
		 CHANGE(NEW, "q/a", "''", "9223372036854775807") PARENT(NEW, HEAD, "1")},
		{"a chain from nowhere", CHANGE(NEW, "q/a", "''", "900") PARENT(NEW, NEWER, "1")},
		{"a chain of nothing", CHANGE(NEW, "q/a", "''", "0")},
		{"a beginning that is none", CHANGE(NEW, "q/a", "''", "3")},
		{"a change of nobody", "UPDATE answer_log SET respondent = 'nobody'"},
		{"a change that is ours, altered", "UPDATE answer_log SET note = 'altered' WHERE id = " HEAD},
		{"a change that is ours, of another", "UPDATE answer_log SET respondent = (SELECT id FROM"
						      " respondent WHERE alias = '3') WHERE id = " OTHER},
		{"a loop", "INSERT INTO answer_parent SELECT id, id, 0 FROM answer_log"},
		{"what came before what is ours", PARENT(FIRST, HEAD, "0")},
		{"what came before what is ours, from nowhere", PARENT(OTHER, NEW, "0")},
		{"what is ours came from nothing", "DELETE FROM answer_parent"},
		{"what is ours was made from nothing", "UPDATE answer_parent SET stood = 0"},
		{"a loop of new ones",
		 CHANGE(NEW, "q/a", "''", "3") PARENT(NEW, HEAD, "1") PARENT(NEW, NEWER, "0")
			 CHANGE(NEWER, "q/a", "''", "3") PARENT(NEWER, HEAD, "1") PARENT(NEWER, NEW, "0")},
		{"what settles another question",
		 CHANGE(NEW, "q/b", "''", "2") PARENT(NEW, OTHER, "1") PARENT(NEW, HEAD, "0")},
		{"what settles what is not there",
		 CHANGE(NEW, "q/a", "''", "3") PARENT(NEW, HEAD, "1") PARENT(NEW, NEWER, "0")},
		{"made from two",
		 CHANGE(NEW, "q/a", "''", "3") PARENT(NEW, HEAD, "1") PARENT(NEW, FIRST, "1")},
		{"made from none of them", CHANGE(NEW, "q/a", "''", "1") PARENT(NEW, HEAD, "0")},
		{"takes back another question", CHANGE(NEW, "q/a", OTHER, "3") PARENT(NEW, HEAD, "1")},
		{"takes back what is not there", CHANGE(NEW, "q/a", NEWER, "3") PARENT(NEW, HEAD, "1")},
	};
	CHECK_ALL_REFUSED(list);
}

TEST(rows_that_say_otherwise_than_ours)
{
	static const struct spoiled list[] = {
		{"no workshop any more", "UPDATE assessment SET workshop = 0; DELETE FROM respondent WHERE"
					 " is_group AND 0"},
		{"an example", "UPDATE assessment SET example = 1"},
		{"begun at another time", "UPDATE assessment SET started_at = '" LATER "'"},
		{"added at another time", "UPDATE respondent SET added_at = '" LATER "' WHERE alias = '1'"},
		{"a person who is the group", "UPDATE respondent SET is_group = 1 WHERE alias = '1'"},
		{"the group is a person", "UPDATE respondent SET is_group = 0"},
		{"a second group",
		 "INSERT INTO respondent (id, assessment, alias, department, role, added_at,"
		 " is_group) VALUES (" NEW ", " A ", '', '', '', '2000-01-01T00:00:00Z', 1)"},
		{"a group that is off the list", "UPDATE respondent SET removed = 1 WHERE is_group"},
		{"a group that handed in", "UPDATE respondent SET handed_in_at = '" NOW "' WHERE is_group"},
		{"a workshop of nobody",
		 "INSERT INTO assessment (id, title, municipality, municipality_code, reference_date, stage,"
		 " fiscal_year, started_at, updated_at, position, example, answered, asked, workshop) VALUES "
		 "(" NEW ", '', '', '', '', '', 0, '" NOW "', '" NOW "', '', 0, 0, 0, 1)"},
		{"an assessment of nobody",
		 "INSERT INTO assessment (id, title, municipality, municipality_code, reference_date, stage,"
		 " fiscal_year, started_at, updated_at, position, example, answered, asked) VALUES (" NEW
		 ", '', '', '', '', '', 0, '" NOW "', '" NOW "', '', 0, 0, 0)"},
		{"an action made at another time", "UPDATE action SET created_at = '" LATER "'"},
		{"a document of another name", "UPDATE document SET id = 'other' WHERE id = 'book'"},
		{"a document of another version", "UPDATE document SET version = 9 WHERE id = 'book'"},
		{"a questionnaire as a framework", "UPDATE assessment_document SET role = 0"},
		{"a framework as a questionnaire", "UPDATE assessment_document SET role = 1"},
		{"versions of an assessment without end",
		 "UPDATE assessment SET title = 'x', revision = 9223372036854775807"},
		{"versions of a person without end",
		 "UPDATE respondent SET alias = 'x', revision = 9223372036854775807 WHERE alias = '1'"},
		{"versions of an action without end",
		 "UPDATE action SET text = 'x', revision = 9223372036854775807"},
		{"a row of nothing", "UPDATE assessment_document SET assessment = " NEW},
	};
	CHECK_ALL_REFUSED(list);
}

/* ---- what is sound ---- */

/* A file of version 1 is brought up to date in a private copy, once its tables are known to be those. */
TEST(a_file_of_version_1)
{
	static const struct migrations one = {NULL, 1};
	struct migrations first = one;
	struct lab lab;
	struct store *old;
	struct merge_result r;
	char path[500];
	first.sql = store_migrations.sql;
	stage_open(&lab);
	stage_path(&lab, "old.db", path);
	CHECK(db_open(&old, path, STORE_CREATE, &first, &lab.f.err));
	raw_exec(old->sqlite,
		 "INSERT INTO assessment VALUES (" NEW ", 'T', '', '', '', '', 2026, '" NOW "', '" NOW
		 "', '', '', 0, 1, 2);"
		 "INSERT INTO respondent VALUES (" NEWER ", " NEW ", 'A', 'policy', 'staff', '" NOW "');"
		 "INSERT INTO answer_log VALUES (1, '00000000-0000-4000-8000-00000000000a', " NEWER
		 ", 'q/a', 'answered', 'a', 'n', '', '', '" NOW "', " NEW ", '', 0, 1),"
		 " (2, '00000000-0000-4000-8000-00000000000b', " NEWER
		 ", 'q/a', 'answered', 'b', '', '', '', '" NOW "', " NEW ", '', 0, 2),"
		 " (3, '00000000-0000-4000-8000-00000000000c', " NEWER
		 ", 'q/a', 'answered', 'c', '', '', '', '" NOW "', " NEW ", '', 1, 2);"
		 "INSERT INTO answer_parent VALUES ('00000000-0000-4000-8000-00000000000b',"
		 " '00000000-0000-4000-8000-00000000000a', 1), ('00000000-0000-4000-8000-00000000000c',"
		 " '00000000-0000-4000-8000-00000000000a', 0)");
	store_close(old);
	struct bytes theirs = keep(path);
	CHECK(lab_merge(lab.laptops[0], path, &r));
	CHECK(is_as_kept(&theirs, path));
	CHECK_INT(r.assessments.added, 1);
	CHECK_INT(r.answers.added, 3);
	CHECK_INT(r.conflicts, 1);
	CHECK_INT(file_number(lab.paths[0],
			      "SELECT count(*) FROM answer WHERE respondent = " NEWER " AND options = 'b'"),
		  1);
	sqlite3 *raw = raw_open(path);
	raw_exec(raw, "CREATE TABLE extra (x)");
	sqlite3_close(raw);
	check_refused(&lab, path, "version 1 with another table");
	stage_close(&lab);
}

/* A merge that is killed must not leave other people's answers behind: the private copy has no name while it
 * is read. */
TEST(the_private_copy_has_no_name)
{
	struct lab lab;
	struct merge_file file;
	char tmp[500];
	sqlite3_stmt *stmt = NULL;
	stage_open(&lab);
	stage_path(&lab, "tmp", tmp);
	CHECK(merge_file_open(&file, lab.paths[1], &lab.f.err));
	CHECK_INT(count_files(tmp), 0);
	CHECK_INT(sqlite3_prepare_v2(file.sqlite, "SELECT count(*) FROM answer_log", -1, &stmt, NULL),
		  SQLITE_OK);
	CHECK(sqlite3_step(stmt) == SQLITE_ROW && sqlite3_column_int(stmt, 0) == 4);
	(void)sqlite3_finalize(stmt);
	merge_file_close(&file);
	stage_close(&lab);
}

/* One bit wrong anywhere: refused, or what is taken is sound; never a crash, never half of it. */
TEST(a_bit_flipped_anywhere)
{
	struct lab lab;
	char path[500];
	size_t len, taken = 0, flips = getenv("TENKEN_TEST_QUICK") ? 20 : 300;
	stage_open(&lab);
	stage_path(&lab, "theirs.db", path);
	CHECK(store_copy(lab.laptops[1], path, true, &lab.f.err));
	char *sound = get_file(path, &len);
	struct bytes first = keep(lab.paths[0]);
	for (size_t i = 0; i < flips && !check_failures; i++) {
		size_t at = lab_below(&lab, len);
		char bit = (char)(1 << lab_below(&lab, 8));
		struct merge_result r;
		struct err err = {0};
		sound[at] = (char)(sound[at] ^ bit);
		put_file(path, sound, len);
		sound[at] = (char)(sound[at] ^ bit);
		if (!store_merge(lab.laptops[0], path, NOW, &r, &err)) {
			struct bytes now = {xstrndup(first.bytes, first.len), first.len};
			CHECK(err.text[0] && is_as_kept(&now, lab.paths[0]));
			continue;
		}
		taken++;
		CHECK_INT(file_number(lab.paths[0], "SELECT count(*) FROM pragma_foreign_key_check"), 0);
		CHECK_INT(file_number(lab.paths[0],
				      "SELECT count(*) FROM pragma_quick_check WHERE quick_check <>"
				      " 'ok'"),
			  0);
		store_close(lab.laptops[0]); /* back to what it was */
		put_file(lab.paths[0], first.bytes, first.len);
		CHECK(store_open(&lab.laptops[0], lab.paths[0], STORE_CREATE, &lab.f.err));
	}
	CHECK(taken < flips);
	free(first.bytes);
	free(sound);
	stage_close(&lab);
}

TESTS(RUN(other_tables_than_ours), RUN(no_database_at_all), RUN(the_database_in_use_itself),
      RUN(values_that_nobody_could_type), RUN(changes_that_do_not_hang_together),
      RUN(rows_that_say_otherwise_than_ours), RUN(a_file_of_version_1), RUN(the_private_copy_has_no_name),
      RUN(a_bit_flipped_anywhere))
