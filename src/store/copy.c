/* SPDX-License-Identifier: MIT */
/* A copy by the backup API: under another name beside the target, checked, flushed, and only then renamed. */
#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUSY_MS 2000

static bool has_beside(const char *path, const char *ending)
{
	struct strbuf name = {0};
	strbuf_addf(&name, "%s%s", path, ending);
	bool there = file_exists(strbuf_str(&name));
	strbuf_release(&name);
	return there;
}

static bool fail_taken(const char *path, struct err *err)
{
	return fail(err, TR(err->lang, "%s は既にあります。", "%s exists already."), path);
}

static bool may_be_target(const char *source_path, const char *path, bool replace, struct err *err)
{
	struct stat source, target;
	if (!*file_basename(path))
		return fail(err, TR(err->lang, "ファイル名がありません：%s", "There is no file name: %s"),
			    path);
	/* SQLite would play the journal of an old database of that name back into the copy. */
	if (has_beside(path, "-journal") || has_beside(path, "-wal"))
		return fault_sqlite(path, SQLITE_BUSY, 0, err);
	if (lstat(path, &target) != 0)
		return errno == ENOENT || fault_errno(path, errno, err);
	if (stat(source_path, &source) == 0 && source.st_ino == target.st_ino &&
	    source.st_dev == target.st_dev)
		return fail(err,
			    TR(err->lang, "%s は使用中のデータベースそのものです。",
			       "%s is the database in use itself."),
			    path);
	if (!replace)
		return fail_taken(path, err);
	return S_ISREG(target.st_mode) || fault_errno(path, S_ISDIR(target.st_mode) ? EISDIR : EEXIST, err);
}

enum { BASE_MAX = 150, UNIQUE_LEN = 13 };

/* The name under which a copy is made: .BASE. and the beginning of an id. */
static char *name_beside(const char *path)
{
	char unique[SYS_UUID_SIZE];
	struct strbuf name = {0};
	const char *base = file_basename(path);
	sys_uuid(unique);
	strbuf_add(&name, path, (size_t)(base - path));
	strbuf_addf(&name, ".%.*s.%.*s", BASE_MAX, base, UNIQUE_LEN, unique);
	return strbuf_detach(&name);
}

static bool is_left_over(const char *path, const char *name, const char *base, size_t len)
{
	enum { HOUR = 3600 };
	struct stat info;
	if (name[0] != '.' || strncmp(name + 1, base, len) != 0 || name[1 + len] != '.')
		return false;
	const char *unique = name + 2 + len;
	if (strlen(unique) != UNIQUE_LEN || strspn(unique, "0123456789abcdef-") != UNIQUE_LEN ||
	    unique[8] != '-')
		return false;
	return lstat(path, &info) == 0 && S_ISREG(info.st_mode) && info.st_uid == geteuid() &&
	       info.st_mtime < sys_now() - HOUR;
}

/* What a program that was killed in the middle left beside the target. Nobody has written to it for an hour,
 * and a copy that is being made is written to all the time. */
static void sweep_beside(const char *path)
{
	const char *base = file_basename(path);
	size_t len = strlen(base) < BASE_MAX ? strlen(base) : BASE_MAX;
	char *folder = file_dirname(path);
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		char *left = file_join(folder, entry->d_name);
		if (is_left_over(left, entry->d_name, base, len))
			(void)unlink(left);
		free(left);
	}
	if (dir)
		(void)closedir(dir);
	free(folder);
}

static int copy_pages(sqlite3 *source, sqlite3 *target)
{
	sqlite3_backup *backup = sqlite3_backup_init(target, "main", source, "main");
	if (!backup)
		return sqlite3_extended_errcode(target);
	int step = sqlite3_backup_step(backup, -1);
	int code = sqlite3_backup_finish(backup);
	return code != SQLITE_OK ? code : step == SQLITE_DONE ? SQLITE_OK : step;
}

static int check_pages(sqlite3 *target)
{
	sqlite3_stmt *stmt;
	int code = sqlite3_prepare_v2(target, "PRAGMA quick_check(1)", -1, &stmt, NULL);
	if (code != SQLITE_OK)
		return code;
	code = sqlite3_step(stmt);
	bool whole = code == SQLITE_ROW && strcmp((const char *)sqlite3_column_text(stmt, 0), "ok") == 0;
	(void)sqlite3_finalize(stmt);
	return whole ? SQLITE_OK : code == SQLITE_ROW ? SQLITE_CORRUPT : code;
}

/* No journal: a copy that fails is thrown away. No flushing: it is flushed as a whole. */
static bool fill(sqlite3 *source, const char *source_path, const char *name, const char *path,
		 struct err *err)
{
	sqlite3 *target = NULL;
	errno = 0;
	int code = sqlite3_open_v2(name, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
	(void)sqlite3_busy_timeout(source, BUSY_MS);
	if (code == SQLITE_OK)
		code = sqlite3_exec(target, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;", NULL,
				    NULL, NULL);
	if (code == SQLITE_OK)
		code = copy_pages(source, target);
	if (code == SQLITE_OK)
		code = check_pages(target);
	int error = fault_reason(target);
	(void)sqlite3_close_v2(target);
	/* Nothing else can lock or damage the copy, so it is the source. */
	int primary = code & 0xFF;
	bool of_source = primary == SQLITE_BUSY || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB;
	return code == SQLITE_OK || fault_sqlite(of_source ? source_path : path, code, error, err);
}

static bool make_private(const char *name, const char *path, struct err *err)
{
	int fd = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return fault_errno(path, errno, err);
	close(fd);
	return true;
}

static bool flush(const char *name, const char *path, struct err *err)
{
	int fd = open(name, O_RDWR | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return fault_errno(path, errno, err);
	int error = fsync(fd) == 0 ? 0 : errno;
	if (close(fd) != 0 && !error)
		error = errno;
	return !error || fault_sqlite(path, SQLITE_IOERR, error, err);
}

/* link() takes the name only if it is free; where there are no links (FAT), looking first has to do. */
static bool take_name(const char *name, const char *path, bool replace, struct err *err)
{
	if (!replace && link(name, path) == 0)
		return unlink(name) == 0 || fault_errno(name, errno, err);
	if (!replace && errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK)
		return errno == EEXIST ? fail_taken(path, err) : fault_errno(path, errno, err);
	if (!replace && file_exists(path))
		return fail_taken(path, err);
	return rename(name, path) == 0 || fault_errno(path, errno, err);
}

bool copy_database(sqlite3 *source, const char *source_path, const char *path, bool replace, struct err *err)
{
	if (!may_be_target(source_path, path, replace, err))
		return false;
	sweep_beside(path);
	char *name = name_beside(path);
	bool made = make_private(name, path, err);
	bool ok = made && fill(source, source_path, name, path, err) && flush(name, path, err) &&
		  take_name(name, path, replace, err);
	if (made && !ok)
		(void)unlink(name);
	free(name);
	return ok && place_sync_folder(path, err);
}

bool store_copy(struct store *store, const char *path, bool replace, struct err *err)
{
	char *absolute = file_absolute(path);
	bool ok = *path ? true : fault_errno(path, ENOENT, err);
	if (!store->sqlite)
		ok = ok && store_reopen(store, err);
	ok = ok && copy_database(store->sqlite, store->path, absolute, replace, err);
	free(absolute);
	return ok;
}
