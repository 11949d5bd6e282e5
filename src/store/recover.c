/* SPDX-License-Identifier: MIT */
/*
 * The way back. The copy is checked, copied beside the database and flushed; only then does the damaged file
 * step aside and the copy take its name. A cut between the two leaves no database but its copies: which is
 * what store_open() and store_look_whole() call damage, so that the way back is offered again.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "store/backup.h"
#include "store/db.h"
#include "store/merge_file.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- is it whole? ---- */

size_t backups_newest_whole(const struct backups *backups)
{
	for (size_t i = 0; i < backups->count; i++) {
		sqlite3 *sqlite = merge_file_own(backups->list[i].path);
		bool whole = sqlite != NULL;
		(void)sqlite3_close_v2(sqlite);
		if (whole)
			return i;
	}
	return backups->count;
}

static bool has_bytes(const char *path, const char *ending)
{
	struct stat info;
	struct strbuf name = {0};
	strbuf_addf(&name, "%s%s", path, ending);
	bool has = stat(strbuf_str(&name), &info) == 0 && (!S_ISREG(info.st_mode) || info.st_size > 0);
	strbuf_release(&name);
	return has;
}

bool store_is_lost(const char *path, struct err *err)
{
	struct stat info;
	struct backups backups;
	bool there = stat(path, &info) == 0;
	if (there ? has_bytes(path, "") || has_bytes(path, "-journal") : errno != ENOENT)
		return false;
	if (!backups_list(path, &backups, err))
		return true;
	bool lost = backups.count > 0;
	if (lost)
		fail_as(err, ERR_DAMAGED,
			there ? TR(err->lang, "%s は空ですが、控え（%s）が残っています。",
				   "%s is empty, but a backup of it (%s) exists.")
			      : TR(err->lang, "%s が見つかりませんが、控え（%s）が残っています。",
				   "%s was not found, but a backup of it (%s) exists."),
			path, backups.list[0].date);
	backups_release(&backups);
	return lost;
}

static bool is_ok(struct store *store, bool *whole, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt = db_prepare(store, "PRAGMA integrity_check(1)", err);
	if (!stmt)
		return false;
	if (db_next(store, stmt, &ok, err)) {
		*whole = strcmp(db_peek(stmt, 0), "ok") == 0;
		db_reset(stmt);
	}
	return ok;
}

bool store_look_whole(const char *database, struct err *err)
{
	struct store *store = NULL;
	int64_t astray = 0;
	bool whole = false;
	if (store_is_lost(database, err))
		return false;
	if (!store_open(&store, database, STORE_CREATE, err))
		return false;
	bool ok = is_ok(store, &whole, err) &&
		  db_number(store, "SELECT count(*) FROM pragma_foreign_key_check", &astray, err) &&
		  ((whole && !astray) || fault_sqlite(database, SQLITE_CORRUPT, 0, err));
	store_close(store);
	return ok;
}

/* ---- changing places ---- */

/* A name at which neither it nor its journal lies. Owned. */
static char *free_name(const char *database)
{
	struct strbuf name = {0}, journal = {0};
	char stamp[SYS_TIME_SIZE];
	sys_time_iso(sys_now(), stamp);
	for (int i = 1; i < 1000; i++) {
		strbuf_reset(&name);
		strbuf_reset(&journal);
		strbuf_addf(&name, "%s.damaged-%.4s%.2s%.2s-%.2s%.2s%.2s", database, stamp, stamp + 5,
			    stamp + 8, stamp + 11, stamp + 14, stamp + 17);
		if (i > 1)
			strbuf_addf(&name, "-%d", i);
		strbuf_addf(&journal, "%s-journal", strbuf_str(&name));
		if (!file_exists(strbuf_str(&name)) && !file_exists(strbuf_str(&journal)))
			break;
	}
	strbuf_release(&journal);
	return strbuf_detach(&name);
}

/* What goes with a database, and itself last: a journal without it is nothing, but without the journal it
 * could seem whole. */
static const char *const parts[] = {"-journal", "-wal", "-shm", ""};
enum { PARTS = sizeof parts / sizeof *parts };

static bool move_part(const char *from, const char *to, size_t part, bool *moved)
{
	struct strbuf old = {0}, new = {0};
	strbuf_addf(&old, "%s%s", from, parts[part]);
	strbuf_addf(&new, "%s%s", to, parts[part]);
	*moved = rename(strbuf_str(&old), strbuf_str(&new)) == 0;
	int error = errno;
	strbuf_release(&old);
	strbuf_release(&new);
	errno = error;
	return *moved || error == ENOENT;
}

static void step_back(const char *database, const char *aside, const bool moved[PARTS])
{
	bool back;
	for (size_t i = PARTS; i-- > 0;)
		if (moved[i])
			(void)move_part(aside, database, i, &back);
}

static bool step_aside(const char *database, const char *aside, bool moved[PARTS], struct err *err)
{
	for (size_t i = 0; i < PARTS; i++)
		if (!move_part(database, aside, i, &moved[i])) {
			fault_errno(database, errno, err);
			step_back(database, aside, moved);
			return false;
		}
	return true;
}

static bool take_place(const char *ready, const char *database, const char *aside, bool *kept,
		       struct err *err)
{
	bool moved[PARTS] = {false};
	if (!step_aside(database, aside, moved, err))
		return false;
	*kept = moved[PARTS - 1];
	if (rename(ready, database) == 0)
		return true;
	fault_errno(database, errno, err);
	step_back(database, aside, moved);
	return false;
}

static bool replace_by(sqlite3 *copy, const char *copy_path, const char *database, char **kept,
		       struct err *err)
{
	struct strbuf ready = {0};
	char *aside = free_name(database);
	bool moved = false;
	strbuf_addf(&ready, "%s.recovered", database);
	bool made = copy_database(copy, copy_path, strbuf_str(&ready), true, err);
	bool ok = made && take_place(strbuf_str(&ready), database, aside, &moved, err);
	if (made && !ok)
		(void)unlink(strbuf_str(&ready));
	*kept = ok && moved ? xstrdup(aside) : NULL;
	ok = ok && place_sync_folder(database, err);
	strbuf_release(&ready);
	free(aside);
	return ok;
}

bool store_recover(const char *database, const char *copy, char **kept, struct err *err)
{
	struct merge_file file;
	*kept = NULL;
	char *folder = file_dirname(database);
	bool ok = file_make_dirs(folder, err);
	free(folder);
	if (!ok)
		return false;
	ok = merge_file_open(&file, copy, err) && replace_by(file.sqlite, copy, database, kept, err);
	merge_file_close(&file);
	return ok;
}

bool store_recover_newest(const char *database, struct backup *used, char **kept, struct err *err)
{
	struct backups backups;
	sqlite3 *sqlite = NULL;
	*kept = NULL;
	*used = (struct backup){0};
	if (!backups_list(database, &backups, err))
		return false;
	for (size_t i = 0; i < backups.count && !sqlite; i++) {
		sqlite = merge_file_own(backups.list[i].path);
		if (sqlite) {
			*used = backups.list[i];
			used->path = xstrdup(used->path);
		}
	}
	bool ok = sqlite ? replace_by(sqlite, used->path, database, kept, err)
			 : fail_as(err, ERR_INVALID,
				   TR(err->lang,
				      "壊れていない控えが %s.backups "
				      "にありません。別の場所に控えがあれば、tenken "
				      "recover FILE で戻せます。",
				      "There is no whole backup in %s.backups. If you keep one elsewhere: "
				      "tenken "
				      "recover FILE"),
				   database);
	(void)sqlite3_close_v2(sqlite);
	backups_release(&backups);
	return ok;
}
