/* SPDX-License-Identifier: MIT */
/*
 * Writing a file so that at every moment the old one or the new one is whole: all of the new bytes go under a
 * hidden name into the same folder, are flushed, read back and compared, and only then take the target's
 * name.
 */
#include "base/file.h"

#include "base/alloc.h"
#include "base/file_reason.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_KEPT 200 /* of the target's name in the temporary one, which must stay below NAME_MAX */

static bool fail_write(const char *path, int error, struct err *err)
{
	return fail(err, TR(err->lang, "%s に書き込めません（%s）。", "Cannot write %s (%s)."), path,
		    file_reason(error, err->lang));
}

static bool fail_exists(const char *path, struct err *err)
{
	return fail(err, TR(err->lang, "%s は既にあります。", "%s exists already."), path);
}

/* May there be a file of this name? *old tells whether there is one, and its mode. */
static bool check_target(const char *path, bool replace, bool *old, mode_t *mode, struct err *err)
{
	struct stat info;
	*old = false;
	if (!*file_basename(path))
		return fail(err, TR(err->lang, "ファイル名がありません：%s", "There is no file name: %s"),
			    path);
	if (lstat(path, &info) != 0)
		return errno == ENOENT || fail_write(path, errno, err);
	if (!replace)
		return fail_exists(path, err);
	if (S_ISDIR(info.st_mode))
		return fail_write(path, EISDIR, err);
	if (!S_ISREG(info.st_mode))
		return fail(err,
			    TR(err->lang, "%s は通常のファイルではありません。", "%s is not a regular file."),
			    path);
	if (access(path, W_OK) != 0) /* a rename would go over a file that its owner has locked */
		return fail_write(path, errno, err);
	*old = true;
	*mode = info.st_mode & 0777;
	return true;
}

/* A new empty file beside the target; *name is owned. */
static int open_beside(const char *path, char **name)
{
	struct strbuf pattern = {0};
	const char *base = file_basename(path);
	strbuf_add(&pattern, path, (size_t)(base - path));
	strbuf_addf(&pattern, ".%.*s.XXXXXX", NAME_KEPT, base);
	*name = strbuf_detach(&pattern);
	int fd = mkstemp(*name); /* 0600 less the umask */
	if (fd >= 0)
		(void)fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}

static bool write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t put = write(fd, bytes, len);
		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		bytes += put;
		len -= (size_t)put;
	}
	return true;
}

/* Are these bytes, and no others, in the file? */
static bool holds(const char *name, const char *bytes, size_t len)
{
	char chunk[16384];
	size_t at = 0;
	int fd = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0)
		return false;
	for (;;) {
		ssize_t got = read(fd, chunk, sizeof chunk);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0 || (size_t)got > len - at || memcmp(bytes + at, chunk, (size_t)got) != 0) {
			close(fd);
			return got == 0 && at == len;
		}
		at += (size_t)got;
	}
}

/* Fill, flush and close; 0 or an errno. */
static int store(int fd, const char *bytes, size_t len, bool set_mode, mode_t mode)
{
	int error = 0;
	if (!write_all(fd, bytes, len) || (set_mode && fchmod(fd, mode) != 0) || fsync(fd) != 0)
		error = errno;
	if (close(fd) != 0 && !error)
		error = errno;
	return error;
}

/* link() gives the name only if it is free. Where there are no links (FAT), looking first has to do. */
static int take_free_name(const char *name, const char *path)
{
	struct stat info;
	if (link(name, path) == 0) {
		unlink(name);
		return 0;
	}
	if (errno != EPERM && errno != ENOTSUP && errno != ENOSYS && errno != EMLINK)
		return errno;
	if (lstat(path, &info) == 0)
		return EEXIST;
	return rename(name, path) == 0 ? 0 : errno;
}

/* A name is on the disk when its folder is. Folders that cannot be flushed (EINVAL) or opened are left at
 * that. */
static bool flush_folder(const char *path, struct err *err)
{
	char *dir = file_dirname(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int error = fd >= 0 && fsync(fd) != 0 ? errno : 0;
	if (fd >= 0)
		close(fd);
	free(dir);
	if (error == 0 || error == EINVAL || error == ENOTSUP || error == EROFS)
		return true;
	return fail(err,
		    TR(err->lang, "%s を書き込みましたが、ディスクに記録されたことを確認できません（%s）。",
		       "%s was written, but it is not certain that the disk has kept it (%s)."),
		    path, file_reason(error, err->lang));
}

/* What would end the program: it waits until the file has its name, or nothing is left of it. */
static void hold_signals(sigset_t *before)
{
	sigset_t ending;
	sigemptyset(&ending);
	sigaddset(&ending, SIGINT);
	sigaddset(&ending, SIGTERM);
	sigaddset(&ending, SIGHUP);
	sigprocmask(SIG_BLOCK, &ending, before);
}

static bool write_target(const char *path, const char *bytes, size_t len, bool replace, struct err *err)
{
	bool old, whole = false;
	mode_t mode = 0;
	char *name;
	if (!check_target(path, replace, &old, &mode, err))
		return false;
	int fd = open_beside(path, &name);
	int error = fd < 0 ? errno : store(fd, bytes, len, old, mode);
	if (!error) {
		whole = holds(name, bytes, len);
		if (whole && replace)
			error = rename(name, path) == 0 ? 0 : errno;
		else if (whole)
			error = take_free_name(name, path);
	}
	if (fd >= 0 && (error || !whole))
		unlink(name);
	free(name);
	if (error == EEXIST && !replace)
		return fail_exists(path, err);
	if (error)
		return fail_write(path, error, err);
	if (!whole)
		return fail(err,
			    TR(err->lang, "%s に書き込んだ内容が、読み直すと異なっていました。",
			       "What was written to %s read back differently."),
			    path);
	return flush_folder(path, err);
}

/* Where the target is a link, the file that it names is replaced, not the link. */
bool file_write(const char *path, const char *bytes, size_t len, bool replace, struct err *err)
{
	sigset_t before;
	char *real = replace ? realpath(path, NULL) : NULL;
	hold_signals(&before);
	bool written = write_target(real ? real : path, bytes, len, replace, err);
	sigprocmask(SIG_SETMASK, &before, NULL);
	free(real);
	return written;
}
