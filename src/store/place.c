/* SPDX-License-Identifier: MIT */
/*
 * The file before SQLite sees it. A live database is never opened here: closing any descriptor of it would
 * drop the locks that SQLite holds on it in this process.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_usable(const char *path, const struct stat *info, struct err *err)
{
	if (S_ISDIR(info->st_mode))
		return fail(err,
			    TR(err->lang, "%s はフォルダのため、データベースとして開けません。",
			       "%s is a folder, not a database."),
			    path);
	if (!S_ISREG(info->st_mode))
		return fail(err,
			    TR(err->lang, "%s は通常のファイルではないため、データベースとして開けません。",
			       "%s is not a regular file, so it cannot be a database."),
			    path);
	return true;
}

static bool may_write(const char *path, struct err *err)
{
	if (access(path, W_OK) != 0)
		return errno == EACCES || errno == EPERM || errno == EROFS
			       ? fault_sqlite(path, SQLITE_READONLY, 0, err)
			       : fault_errno(path, errno, err);
	char *folder = file_dirname(path); /* the journal has to go there */
	bool ok = access(folder, W_OK | X_OK) == 0;
	if (!ok)
		fail(err,
		     TR(err->lang, "フォルダ %s に書き込めないため、%s に保存できません。",
			"The folder %s cannot be written, so nothing can be saved in %s."),
		     folder, path);
	free(folder);
	return ok;
}

/* ---- the journal beside it ---- */

enum { JOURNAL_TAIL = 16 }; /* length and sum of a name before them, and the magic */

static bool names_another(int fd, long long size)
{
	static const unsigned char magic[] = {0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7};
	unsigned char tail[JOURNAL_TAIL];
	if (size < JOURNAL_TAIL || pread(fd, tail, sizeof tail, size - JOURNAL_TAIL) != JOURNAL_TAIL)
		return false;
	return memcmp(tail + JOURNAL_TAIL - sizeof magic, magic, sizeof magic) == 0;
}

static bool is_harmless(const char *journal)
{
	struct stat info;
	int fd = open(journal, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return errno != ELOOP; /* what cannot be read SQLite reports */
	bool harmless = fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && !names_another(fd, info.st_size);
	close(fd);
	return harmless;
}

/*
 * SQLite carries out what a journal says, and removes the file that it names at its end as the one above it.
 * Our own never name one, since nothing here works on two databases at once: such a journal was made to do
 * harm.
 */
static bool check_journal(const char *path, struct err *err)
{
	char *real = realpath(path, NULL); /* SQLite follows links, too */
	if (!real)
		return fault_errno(path, errno, err);
	struct strbuf journal = {0};
	strbuf_addf(&journal, "%s-journal", real);
	free(real);
	bool ok = is_harmless(strbuf_str(&journal)) ||
		  fail(err,
		       TR(err->lang,
			  "%s "
			  "はこのプログラムが残したものではなく、ほかのファイルを壊すおそれがあるため、開きま"
			  "せん。",
			  "%s was not left by this program and might harm other files; nothing was opened."),
		       strbuf_str(&journal));
	strbuf_release(&journal);
	return ok;
}

bool place_check(const char *path, enum store_mode mode, bool *missing, struct err *err)
{
	struct stat info;
	*missing = false;
	if (path[0] != '/')
		return fail(err,
			    TR(err->lang, "今いるフォルダがなくなったため、%s を開けません。",
			       "The working directory is gone, so %s cannot be opened."),
			    path);
	if (stat(path, &info) != 0) {
		*missing = errno == ENOENT;
		return (*missing && mode == STORE_CREATE) || fault_errno(path, errno, err);
	}
	if (!is_usable(path, &info, err))
		return false;
	if (mode == STORE_CREATE)
		return may_write(path, err) && check_journal(path, err);
	return access(path, R_OK) == 0 || fault_errno(path, errno, err);
}

/* Folders that cannot be opened or flushed (EINVAL: some file systems) are left at that. */
static bool sync_one(const char *folder, struct err *err)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return true;
	int error = fsync(fd) == 0 ? 0 : errno;
	close(fd);
	return !error || error == EINVAL || error == ENOTSUP || error == EROFS ||
	       fault_errno(folder, error, err);
}

bool place_sync_folder(const char *path, struct err *err)
{
	char *folder = file_dirname(path);
	bool ok = sync_one(folder, err);
	free(folder);
	return ok;
}

/* New folders are entries of those above them. */
static bool sync_above(const char *path, struct err *err)
{
	char *at = file_dirname(path);
	bool ok = sync_one(at, err);
	while (ok && strcmp(at, "/") != 0) {
		char *above = file_dirname(at);
		free(at);
		at = above;
		ok = sync_one(at, err);
	}
	free(at);
	return ok;
}

bool place_make(const char *path, struct err *err)
{
	char *folder = file_dirname(path);
	bool there = file_is_dir(folder);
	bool ok = there || file_make_dirs(folder, err);
	free(folder);
	if (!ok)
		return false;
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) /* made by another program in the meantime: fine */
		return errno == EEXIST || fault_errno(path, errno, err);
	int error = fchmod(fd, 0600) == 0 && fsync(fd) == 0 ? 0 : errno;
	close(fd);
	if (error)
		return fault_errno(path, error, err);
	return there ? place_sync_folder(path, err) : sync_above(path, err);
}
