/* SPDX-License-Identifier: MIT */
/*
 * Any database taken in by a small one: all of it or nothing, whole afterwards, and once more changes
 * nothing.
 *
 * Bytes that begin like a database are one. Any others are changes of a sound one, since chance alone seldom
 * gets past the checks of the file as such: cells get other values, rows are copied and deleted, bytes of the
 * file are flipped. Seeds: corpus/merge/.
 */
#include "base/sys.h"
#include "base/text.h"
#include "store_lab.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHANGES_MAX = 12, TEXT_MAX = 60, COLUMNS_MAX = 24 };

#define MUST(condition) ((condition) ? (void)0 : broken(#condition))

static const char *const tables[] = {"document",   "assessment",   "assessment_document",
				     "respondent", "answer_log",   "answer_parent",
				     "answer",     "second_round", "action",
				     "purged",     "marked",       "setting"};
enum { TABLES = sizeof tables / sizeof *tables };

struct table {
	const char *name;
	char columns[COLUMNS_MAX][24];
	size_t count;
};

struct input { /* what is left of it */
	const uint8_t *at;
	size_t left;
};

static struct world {
	struct lab lab;
	char theirs[500], tmp[500];
	char *sound, *first, *dump; /* their file; ours, and all its rows */
	size_t sound_len, first_len;
	struct table tables[TABLES];
} world;

static _Noreturn void broken(const char *condition)
{
	fprintf(stderr, "not so: %s\n", condition);
	abort();
}

/* ---- the two databases ---- */

static void shrink(const char *path)
{
	sqlite3 *raw = raw_open(path);
	raw_exec(raw, "PRAGMA page_size = 512; VACUUM");
	(void)sqlite3_close(raw);
}

static void list_columns(struct table *table, const char *name, sqlite3 *raw)
{
	sqlite3_stmt *stmt;
	*table = (struct table){.name = name};
	MUST(sqlite3_prepare_v2(raw, "SELECT name FROM pragma_table_info(?1)", -1, &stmt, NULL) == SQLITE_OK);
	(void)sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		MUST(table->count < COLUMNS_MAX);
		snprintf(table->columns[table->count++], sizeof table->columns[0], "%s",
			 (const char *)sqlite3_column_text(stmt, 0));
	}
	(void)sqlite3_finalize(stmt);
}

/* Answers that both know, one that each has alone, and one question that both have answered since. */
static void answer_some(struct lab *lab)
{
	struct merge_result r;
	MUST(lab_answer(lab, 0, lab->people[0], "q/a", "x", NULL));
	MUST(lab_answer(lab, 0, lab->people[0], "q/a", "y", NULL));
	MUST(lab_merge(lab->laptops[1], lab->paths[0], &r));
	MUST(lab_answer(lab, 0, lab->people[1], "q/b", "x", NULL));
	MUST(lab_answer(lab, 1, lab->people[1], "q/b", "z", NULL));
	MUST(lab_answer(lab, 1, lab->people[2], "q/a", "z", NULL));
}

/* A database of one's own is opened anew, for its file has changed under it. */
static void open_ours(void)
{
	struct err err = {.lang = LANG_EN};
	MUST(store_open(&world.lab.laptops[0], world.lab.paths[0], STORE_CREATE, &err));
}

static void remove_all(void)
{
	lab_close(&world.lab);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	struct lab *lab = &world.lab;
	if (!sys_utf8_locale())
		return -1;
	lab_open(lab, 2, 1);
	answer_some(lab);
	for (size_t i = 0; i < 2; i++) {
		store_close(lab->laptops[i]);
		lab->laptops[i] = NULL;
		shrink(lab->paths[i]);
	}
	world.first = get_file(lab->paths[0], &world.first_len);
	world.sound = get_file(lab->paths[1], &world.sound_len);
	world.dump = lab_dump(lab->paths[0]);
	sqlite3 *raw = raw_open(lab->paths[1]);
	for (size_t i = 0; i < TABLES; i++)
		list_columns(&world.tables[i], tables[i], raw);
	(void)sqlite3_close(raw);
	fixture_path(&lab->f, "theirs.db", world.theirs);
	if (setenv("TMPDIR", lab->f.dir, 1) != 0)
		return -1;
	open_ours();
	return atexit(remove_all);
}

/* ---- a sound database, changed ---- */

static size_t take_number(struct input *in)
{
	if (!in->left)
		return 0;
	in->left--;
	return *in->at++;
}

static const struct table *take_table(struct input *in)
{
	return &world.tables[take_number(in) % TABLES];
}

static const char *take_column(struct input *in, const struct table *table)
{
	return table->columns[take_number(in) % table->count];
}

static void bind_text(sqlite3_stmt *stmt, struct input *in)
{
	size_t len = take_number(in) % TEXT_MAX;
	len = len < in->left ? len : in->left;
	(void)sqlite3_bind_text(stmt, 1, (const char *)in->at, (int)len, SQLITE_TRANSIENT);
	in->at += len;
	in->left -= len;
}

/* What stands in another cell: an id that exists, a time, a word. */
static void bind_other_cell(sqlite3 *raw, sqlite3_stmt *stmt, struct input *in)
{
	const struct table *table = take_table(in);
	char sql[200];
	sqlite3_stmt *cell;
	snprintf(sql, sizeof sql, "SELECT \"%s\" FROM \"%s\" LIMIT 1 OFFSET %d", take_column(in, table),
		 table->name, (int)(take_number(in) % 8));
	if (sqlite3_prepare_v2(raw, sql, -1, &cell, NULL) != SQLITE_OK)
		return;
	if (sqlite3_step(cell) == SQLITE_ROW)
		(void)sqlite3_bind_value(stmt, 1, sqlite3_column_value(cell, 0));
	(void)sqlite3_finalize(cell);
}

static void bind_value(sqlite3 *raw, sqlite3_stmt *stmt, struct input *in)
{
	static const int64_t numbers[] = {0, 1, 2, 3, 1000, -1, INT32_MAX, INT64_MAX, INT64_MIN};
	char uuid[37];
	switch (take_number(in) % 5) {
	case 0:
		bind_text(stmt, in);
		break;
	case 1:
		bind_other_cell(raw, stmt, in);
		break;
	case 2:
		(void)sqlite3_bind_int64(stmt, 1,
					 numbers[take_number(in) % (sizeof numbers / sizeof *numbers)]);
		break;
	case 3:
		snprintf(uuid, sizeof uuid, "00000000-0000-4000-8000-0000000000%02x",
			 (unsigned)take_number(in) & 0xff);
		(void)sqlite3_bind_text(stmt, 1, uuid, -1, SQLITE_TRANSIENT);
		break;
	default:
		(void)sqlite3_bind_zeroblob(stmt, 1, (int)take_number(in) * 100);
		break;
	}
}

/* A row once more, with one other value. */
static void add_copy_sql(struct strbuf *sql, const struct table *table, const char *column)
{
	strbuf_addf(sql, "INSERT OR IGNORE INTO \"%s\" SELECT ", table->name);
	for (size_t i = 0; i < table->count; i++) {
		bool is_other = strcmp(table->columns[i], column) == 0;
		bool is_own = strcmp(table->columns[i], "seq") == 0;
		strbuf_adds(sql, i ? ", " : "");
		if (is_other || is_own)
			strbuf_adds(sql, is_other ? "?1" : "NULL");
		else
			strbuf_addf(sql, "\"%s\"", table->columns[i]);
	}
	strbuf_addf(sql, " FROM \"%s\" LIMIT 1 OFFSET ", table->name);
}

/* What does not go in (STRICT, UNIQUE) stays out. */
static void change_rows(sqlite3 *raw, size_t how, struct input *in)
{
	struct strbuf sql = {0};
	sqlite3_stmt *stmt;
	const struct table *table = take_table(in);
	const char *column = take_column(in, table);
	if (how == 1)
		add_copy_sql(&sql, table, column);
	else
		strbuf_addf(
			&sql,
			how == 2 ? "DELETE FROM \"%s\" WHERE \"%s\" IN (SELECT \"%s\" FROM \"%s\" LIMIT 1 "
				   "OFFSET "
				 : "UPDATE OR IGNORE \"%s\" SET \"%s\" = ?1 WHERE \"%s\" IN (SELECT \"%s\" "
				   "FROM \"%s\" LIMIT 1 OFFSET ",
			table->name, column, column, how == 2 ? table->name : column, table->name);
	strbuf_addf(&sql, how == 1 ? "%d" : "%d)", (int)(take_number(in) % 8));
	if (sqlite3_prepare_v2(raw, sql.bytes, -1, &stmt, NULL) == SQLITE_OK) {
		if (sqlite3_bind_parameter_count(stmt))
			bind_value(raw, stmt, in);
		(void)sqlite3_step(stmt);
		(void)sqlite3_finalize(stmt);
	}
	strbuf_release(&sql);
}

static void flip(unsigned char *bytes, sqlite3_int64 len, struct input *in)
{
	size_t at = take_number(in) << 8 | take_number(in);
	uint8_t bits = (uint8_t)take_number(in);
	if (len > 0)
		bytes[at % (size_t)len] ^= bits;
}

/* The file's new bytes, freed by sqlite3_free. */
static unsigned char *change_sound(struct input in, sqlite3_int64 *len)
{
	sqlite3 *raw;
	unsigned char *copy = sqlite3_malloc64(world.sound_len);
	MUST(copy && sqlite3_open(":memory:", &raw) == SQLITE_OK);
	memcpy(copy, world.sound, world.sound_len);
	*len = (sqlite3_int64)world.sound_len;
	MUST(sqlite3_deserialize(raw, "main", copy, *len, *len,
				 SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) ==
	     SQLITE_OK);
	raw_exec(raw, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
	struct input flips = {0};
	for (int i = 0; i < CHANGES_MAX && in.left; i++) {
		size_t how = take_number(&in) % 4;
		if (how == 3) {
			flips = in;
			break;
		}
		change_rows(raw, how, &in);
	}
	unsigned char *bytes = sqlite3_serialize(raw, "main", len, 0);
	(void)sqlite3_close(raw);
	MUST(bytes);
	for (int i = 0; i < CHANGES_MAX && flips.left; i++)
		flip(bytes, *len, &flips);
	return bytes;
}

static void put_theirs(const uint8_t *data, size_t size)
{
	static const char magic[] = "SQLite";
	if (size > sizeof magic && memcmp(data, magic, sizeof magic - 1) == 0) {
		put_file(world.theirs, data, size);
		return;
	}
	sqlite3_int64 len;
	unsigned char *bytes = change_sound((struct input){data, size}, &len);
	put_file(world.theirs, bytes, (size_t)len);
	sqlite3_free(bytes);
}

/* ---- what must hold ---- */

static bool is_ours_untouched(void)
{
	size_t len;
	char *now = get_file(world.lab.paths[0], &len);
	bool same = len == world.first_len && memcmp(now, world.first, len) == 0;
	free(now);
	if (same)
		return true;
	char *dump = lab_dump(world.lab.paths[0]);
	same = strcmp(dump, world.dump) == 0;
	free(dump);
	return same;
}

static void put_ours_back(void)
{
	store_close(world.lab.laptops[0]);
	put_file(world.lab.paths[0], world.first, world.first_len);
	open_ours();
}

static bool is_whole(const char *path)
{
	return file_number(path,
			   "SELECT (SELECT count(*) FROM pragma_foreign_key_check) + (SELECT count(*) FROM"
			   " pragma_integrity_check WHERE integrity_check <> 'ok')") == 0;
}

static bool is_balanced(const struct balance *b, bool may_add)
{
	return b->in_file == b->added + b->same + b->newer + b->purged && (may_add || !b->added);
}

static void check_balance(const struct merge_result *r, bool may_add)
{
	MUST(is_balanced(&r->assessments, may_add) && is_balanced(&r->documents, may_add));
	MUST(is_balanced(&r->people, may_add) && is_balanced(&r->answers, may_add));
	MUST(is_balanced(&r->actions, may_add));
}

static void check_taken(const struct merge_result *first)
{
	struct merge_result again;
	struct err err = {.lang = LANG_EN};
	const char *ours = world.lab.paths[0];
	check_balance(first, true);
	MUST(is_whole(ours));
	char *dump = lab_dump(ours);
	MUST(store_merge(world.lab.laptops[0], world.theirs, NOW, &again, &err));
	char *same = lab_dump(ours);
	check_balance(&again, false);
	MUST(strcmp(dump, same) == 0 && again.conflicts == first->conflicts);
	free(same);
	free(dump);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct merge_result result;
	struct err err = {.lang = LANG_EN};
	put_theirs(data, size);
	if (store_merge(world.lab.laptops[0], world.theirs, NOW, &result, &err)) {
		check_taken(&result);
		put_ours_back();
		return 0;
	}
	MUST(err.set && *err.text && text_is_utf8(err.text, strlen(err.text), NULL));
	MUST(is_ours_untouched());
	return 0;
}
