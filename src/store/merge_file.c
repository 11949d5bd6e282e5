/* SPDX-License-Identifier: MIT */
#include "store/merge_file.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	FILE_BYTES_MAX = 1 << 30,
	HEADER_BYTES = 100,
	VALUE_BYTES_MAX = 4 << 20,
	STEPS_BETWEEN = 100000, /* of SQLite's machine, between two looks at the budget */
	LOOKS_MAX = 60000,
};
#define HEAP_MAX (512LL << 20)

/* ---- the private folder ---- */

char *private_folder(struct err *err)
{
	const char *tmp = sys_env("TMPDIR");
	char *folder = file_join(tmp ? tmp : "/tmp", "tenken-XXXXXX");
	if (mkdtemp(folder))
		return folder;
	fault_errno(folder, errno, err);
	free(folder);
	return NULL;
}

void private_folder_remove(char *folder)
{
	if (!folder)
		return;
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		char *path = file_join(folder, entry->d_name);
		(void)unlink(path); /* "." and ".." refuse */
		free(path);
	}
	if (dir)
		(void)closedir(dir);
	(void)rmdir(folder);
	free(folder);
}

/* ---- the file as it lies there ---- */

static bool is_no_database(const char *path, struct err *err)
{
	return fail_as(
		err, ERR_INVALID,
		TR(err->lang, "%s は、tenken のデータベースではありません。", "%s is no database of tenken."),
		path);
}

static uint32_t big_endian(const unsigned char *bytes)
{
	return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static bool is_damaged(const char *path, struct err *err)
{
	return fail_as(err, ERR_INVALID,
		       TR(err->lang, "%s は壊れているか、手が加えられているため、何も取り込みませんでした。",
			  "%s is damaged or was tampered with; nothing was taken in."),
		       path);
}

/* Are all its pages there? SQLite would read zeros where one was cut off. */
static bool has_all_pages(const unsigned char *header, long long size)
{
	long long page = header[16] << 8 | header[17];
	page = page == 1 ? 65536 : page;
	return page >= 512 && size == page * big_endian(header + 28);
}

/* What SQLite's file format says in the first 100 bytes. */
static bool check_header(const unsigned char *header, long long size, const char *path, int *version,
			 struct err *err)
{
	if (memcmp(header, "SQLite format 3", 16) != 0 || big_endian(header + 68) != STORE_APPLICATION_ID)
		return is_no_database(path, err);
	uint32_t user = big_endian(header + 60);
	if (user > (uint32_t)store_migrations.count)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "%s は新しい版の tenken の形式のため、取り込めません。",
				  "%s has the format of a newer tenken and cannot be taken in."),
			       path);
	if (user < 1 || header[18] != 1 || header[19] != 1)
		return is_no_database(path, err);
	*version = (int)user;
	return has_all_pages(header, size) || is_damaged(path, err);
}

/* What a program that was cut off leaves beside it is part of the data, and only its own laptop may apply it.
 */
static bool has_no_journal(const char *path, struct err *err)
{
	static const char *const endings[] = {"-journal", "-wal"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		struct strbuf name = {0};
		struct stat st;
		strbuf_addf(&name, "%s%s", path, endings[i]);
		bool there = lstat(strbuf_str(&name), &st) == 0 && (!S_ISREG(st.st_mode) || st.st_size > 0);
		strbuf_release(&name);
		if (there)
			return fail_as(err, ERR_INVALID,
				       TR(err->lang,
					  "%s "
					  "は書き込みの途中の状態です。元のパソコンで一度開いてから、写し直し"
					  "てください。",
					  "%s was left in the middle of a write. Open it once on its own "
					  "laptop, then copy it again."),
				       path);
	}
	return true;
}

static bool copy_bytes(int from, int to, const char *path, long long size, struct err *err)
{
	char buffer[65536];
	long long copied = 0;
	for (;;) {
		ssize_t n = read(from, buffer, sizeof buffer);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault_errno(path, errno, err);
		if (n == 0)
			break;
		copied += n;
		if (copied > size)
			break;
		for (ssize_t done = 0; done < n;) {
			ssize_t written = write(to, buffer + done, (size_t)(n - done));
			if (written < 0 && errno != EINTR)
				return fault_errno(path, errno, err);
			done += written > 0 ? written : 0;
		}
	}
	return copied == size || fail_as(err, ERR_INVALID,
					 TR(err->lang, "%s は、読んでいる間に変わりました。",
					    "%s changed while it was being read."),
					 path);
}

static bool copy_opened(int from, const char *path, const char *copy, int *version, struct err *err)
{
	struct stat st;
	unsigned char header[HEADER_BYTES];
	if (fstat(from, &st) != 0)
		return fault_errno(path, errno, err);
	if (!S_ISREG(st.st_mode) || st.st_size < HEADER_BYTES)
		return is_no_database(path, err);
	if (st.st_size > FILE_BYTES_MAX)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "%s は大きすぎるため、取り込めません。",
				  "%s is too large to be taken in."),
			       path);
	if (pread(from, header, sizeof header, 0) != (ssize_t)sizeof header)
		return fault_errno(path, errno, err);
	if (!check_header(header, st.st_size, path, version, err) || !has_no_journal(path, err))
		return false;
	int to = open(copy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (to < 0)
		return fault_errno(copy, errno, err);
	bool ok = copy_bytes(from, to, path, st.st_size, err);
	return close(to) == 0 ? ok : fault_errno(copy, errno, err);
}

static bool copy_in(const char *path, const char *copy, int *version, struct err *err)
{
	int from = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (from < 0)
		return errno == ELOOP ? is_no_database(path, err) : fault_errno(path, errno, err);
	bool ok = copy_opened(from, path, copy, version, err);
	(void)close(from);
	return ok;
}

/* ---- the copy, as SQLite sees it ---- */

/* A path as the part of a URI. */
static void add_encoded(struct strbuf *uri, const char *path)
{
	for (const char *s = path; *s; s++) {
		bool plain = (*s >= 'a' && *s <= 'z') || (*s >= 'A' && *s <= 'Z') ||
			     (*s >= '0' && *s <= '9') || strchr("/._-", *s);
		if (plain)
			strbuf_addc(uri, *s);
		else
			strbuf_addf(uri, "%%%02X", (unsigned)(unsigned char)*s);
	}
}

static int spend(void *looks)
{
	return ++*(int *)looks > LOOKS_MAX;
}

static int allow(void *self, int action, const char *a, const char *b, const char *c, const char *d)
{
	(void)self;
	(void)a;
	(void)b;
	(void)c;
	(void)d;
	bool fine = action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION;
	return fine ? SQLITE_OK : SQLITE_DENY;
}

static bool set_safe(sqlite3 *sqlite)
{
	static const struct {
		int option, value;
	} options[] = {
		{SQLITE_DBCONFIG_DEFENSIVE, 1},
		{SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
		{SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
		{SQLITE_DBCONFIG_ENABLE_VIEW, 0},
	};
	for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
		int is = -1;
		if (sqlite3_db_config(sqlite, options[i].option, options[i].value, &is) != SQLITE_OK ||
		    is != options[i].value)
			return false;
	}
	(void)sqlite3_limit(sqlite, SQLITE_LIMIT_LENGTH, VALUE_BYTES_MAX);
	(void)sqlite3_limit(sqlite, SQLITE_LIMIT_ATTACHED, 0);
	(void)sqlite3_limit(sqlite, SQLITE_LIMIT_TRIGGER_DEPTH, 0);
	return sqlite3_exec(sqlite,
			    "PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY",
			    NULL, NULL, NULL) == SQLITE_OK;
}

/* All work on it is within one budget, where one is given. */
static sqlite3 *open_readonly(const char *copy, int *looks)
{
	struct strbuf uri = {0};
	sqlite3 *sqlite = NULL;
	strbuf_adds(&uri, "file:");
	add_encoded(&uri, copy);
	strbuf_adds(&uri, "?mode=ro&immutable=1");
	int code = sqlite3_open_v2(strbuf_str(&uri), &sqlite, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
	strbuf_release(&uri);
	if (code == SQLITE_OK && set_safe(sqlite)) {
		if (looks)
			sqlite3_progress_handler(sqlite, STEPS_BETWEEN, spend, looks);
		return sqlite;
	}
	(void)sqlite3_close_v2(sqlite);
	return NULL;
}

/* All of the first columns, each with LF; NULL when it fails. Owned. */
static char *column_of(sqlite3 *sqlite, const char *sql)
{
	sqlite3_stmt *stmt;
	struct strbuf all = {0};
	int code;
	if (sqlite3_prepare_v2(sqlite, sql, -1, &stmt, NULL) != SQLITE_OK)
		return NULL;
	while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
		const char *text = (const char *)sqlite3_column_text(stmt, 0);
		strbuf_adds(&all, text ? text : "");
		strbuf_addc(&all, '\n');
	}
	(void)sqlite3_finalize(stmt);
	if (code == SQLITE_DONE)
		return all.len ? strbuf_detach(&all) : xstrdup("");
	strbuf_release(&all);
	return NULL;
}

static const char schema_sql[] = "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || COALESCE(sql, '') "
				 "FROM sqlite_schema ORDER BY 1";

/* The schema of that version, made by our own statements. Owned; NULL on failure. */
static char *our_schema(int version)
{
	sqlite3 *sqlite = NULL;
	bool ok = sqlite3_open_v2(":memory:", &sqlite, SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY, NULL) ==
		  SQLITE_OK;
	for (int i = 0; ok && i < version; i++)
		ok = sqlite3_exec(sqlite, store_migrations.sql[i], NULL, NULL, NULL) == SQLITE_OK;
	char *schema = ok ? column_of(sqlite, schema_sql) : NULL;
	(void)sqlite3_close_v2(sqlite);
	return schema;
}

static bool has_our_schema(sqlite3 *sqlite, int version)
{
	char *ours = our_schema(version), *theirs = column_of(sqlite, schema_sql);
	bool same = ours && theirs && strcmp(ours, theirs) == 0;
	free(ours);
	free(theirs);
	return same;
}

static bool is_whole(sqlite3 *sqlite)
{
	char *pages = column_of(sqlite, "PRAGMA integrity_check(1)");
	char *keys = column_of(sqlite, "PRAGMA foreign_key_check");
	bool whole = pages && keys && strcmp(pages, "ok\n") == 0 && !*keys;
	free(pages);
	free(keys);
	return whole;
}

/* NULL, or want of memory at any step: nothing is known about the file. */
static bool is_refused(sqlite3 *sqlite, const char *path, struct err *err)
{
	bool no_memory = !sqlite || (sqlite3_errcode(sqlite) & 0xFF) == SQLITE_NOMEM;
	return no_memory ? fault_sqlite(path, SQLITE_NOMEM, 0, err) : is_damaged(path, err);
}

/* Brings the private copy of an older version up to ours, once its schema is known to be what it says. */
static bool migrate_copy(struct merge_file *file, const char *copy, int version, struct err *err)
{
	struct store *store = NULL;
	sqlite3 *sqlite = open_readonly(copy, &file->looks);
	bool sound = sqlite && has_our_schema(sqlite, version) && is_whole(sqlite);
	if (!sound)
		is_refused(sqlite, file->path, err);
	(void)sqlite3_close_v2(sqlite);
	if (!sound)
		return false;
	bool ok = store_open(&store, copy, STORE_CREATE, err); /* what fails now is the disk */
	store_close(store);
	return ok;
}

static bool open_copy(struct merge_file *file, const char *copy, struct err *err)
{
	file->sqlite = open_readonly(copy, &file->looks);
	/* Its name goes at once: whatever ends the program from here on, nobody's answers stay behind. */
	private_folder_remove(file->folder);
	file->folder = NULL;
	if (!file->sqlite || !has_our_schema(file->sqlite, store_migrations.count) ||
	    !is_whole(file->sqlite) || sqlite3_set_authorizer(file->sqlite, allow, NULL) != SQLITE_OK)
		return is_refused(file->sqlite, file->path, err);
	return true;
}

static int version_of(sqlite3 *sqlite)
{
	char *version = column_of(sqlite, "PRAGMA user_version"),
	     *application = column_of(sqlite, "PRAGMA application_id");
	long is = version ? strtol(version, NULL, 10) : 0;
	bool ours = application && strtol(application, NULL, 10) == STORE_APPLICATION_ID && is >= 1 &&
		    is <= store_migrations.count;
	free(version);
	free(application);
	return ours ? (int)is : 0;
}

sqlite3 *merge_file_own(const char *path)
{
	sqlite3 *sqlite = open_readonly(path, NULL);
	int version = sqlite ? version_of(sqlite) : 0;
	if (version && has_our_schema(sqlite, version) && is_whole(sqlite))
		return sqlite;
	(void)sqlite3_close_v2(sqlite);
	return NULL;
}

bool merge_file_open(struct merge_file *file, const char *path, struct err *err)
{
	int version = 0;
	*file = (struct merge_file){.path = xstrdup(path),
				    .heap_before = sqlite3_hard_heap_limit64(HEAP_MAX)};
	file->folder = private_folder(err);
	if (!file->folder)
		return false;
	char *copy = file_join(file->folder, "copy.db");
	bool ok = copy_in(path, copy, &version, err) &&
		  (version == store_migrations.count || migrate_copy(file, copy, version, err)) &&
		  open_copy(file, copy, err);
	free(copy);
	return ok;
}

void merge_file_close(struct merge_file *file)
{
	(void)sqlite3_close_v2(file->sqlite);
	private_folder_remove(file->folder);
	(void)sqlite3_hard_heap_limit64(file->heap_before);
	free(file->path);
	*file = (struct merge_file){0};
}
