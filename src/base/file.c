/* SPDX-License-Identifier: MIT */
/* Reading and listing, and paths as text. Writing is in file_write.c. */
#include "base/file.h"

#include "base/alloc.h"
#include "base/file_reason.h"
#include "base/strbuf.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static bool fail_open(const char *path, int error, struct err *err)
{
	if (error == ENOENT || error == ENOTDIR)
		return fail(err, TR(err->lang, "%s が見つかりません。", "%s was not found."), path);
	return fail(err, TR(err->lang, "%s を開けません（%s）。", "Cannot open %s (%s)."), path,
		    file_reason(error, err->lang));
}

static bool is_regular(int fd, const char *path, struct err *err)
{
	struct stat info;
	if (fstat(fd, &info) != 0)
		return fail_open(path, errno, err);
	if (S_ISDIR(info.st_mode))
		return fail(err,
			    TR(err->lang, "%s はフォルダです。ファイルを指定してください。",
			       "%s is a folder; give a file."),
			    path);
	if (!S_ISREG(info.st_mode))
		return fail(err,
			    TR(err->lang, "%s は通常のファイルではありません。", "%s is not a regular file."),
			    path);
	return true;
}

static bool fail_too_large(const char *path, size_t limit, struct err *err)
{
	size_t kib = 1024, mib = kib * kib;
	bool is_mib = limit >= mib && limit % mib == 0, is_kib = limit >= kib && limit % kib == 0;
	return fail_as(
		err, ERR_INVALID,
		TR(err->lang, "%s は大きすぎます（上限 %zu %s）。", "%s is too large (at most %zu %s)."),
		path,
		is_mib   ? limit / mib
		: is_kib ? limit / kib
			 : limit,
		is_mib   ? "MiB"
		: is_kib ? "KiB"
			 : TR(err->lang, "バイト", "bytes"));
}

/* A file may be longer than fstat says (it grows, or lives in /proc), so read to the end or past the limit.
 */
static bool read_all(int fd, const char *path, size_t limit, struct strbuf *all, struct err *err)
{
	char chunk[16384];
	for (;;) {
		ssize_t got = read(fd, chunk, sizeof chunk);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return fail(err, TR(err->lang, "%s を読めません（%s）。", "Cannot read %s (%s)."),
				    path, file_reason(errno, err->lang));
		if (got == 0)
			return true;
		if ((size_t)got > limit - all->len)
			return fail_too_large(path, limit, err);
		strbuf_add(all, chunk, (size_t)got);
	}
}

bool file_read(const char *path, size_t limit, char **bytes, size_t *len, struct err *err)
{
	struct strbuf all = {0};
	/* O_NONBLOCK: opening a named pipe must not wait for a writer. */
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	if (fd < 0)
		return fail_open(path, errno, err);
	bool done = is_regular(fd, path, err) && read_all(fd, path, limit, &all, err);
	close(fd);
	if (!done) {
		strbuf_release(&all);
		return false;
	}
	*len = all.len;
	*bytes = strbuf_detach(&all);
	return true;
}

bool file_exists(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0;
}

bool file_is_dir(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static bool make_dir(const char *dir, struct err *err)
{
	if (file_is_dir(dir) || mkdir(dir, 0700) == 0)
		return true;
	int error = errno;
	if (error == EEXIST && file_is_dir(dir)) /* somebody else was quicker */
		return true;
	if (error == EEXIST || error == ENOTDIR)
		return fail(err,
			    TR(err->lang, "フォルダ %s を作成できません（同じ名前のファイルがあります）。",
			       "Cannot make the folder %s (there is a file of that name)."),
			    dir);
	return fail(err,
		    TR(err->lang, "フォルダ %s を作成できません（%s）。", "Cannot make the folder %s (%s)."),
		    dir, file_reason(error, err->lang));
}

bool file_make_dirs(const char *dir, struct err *err)
{
	char *path = xstrdup(dir);
	bool done = true;
	for (char *slash = path; done && (slash = strchr(slash + 1, '/')) != NULL;) {
		*slash = '\0';
		done = make_dir(path, err);
		*slash = '/';
	}
	done = done && make_dir(path, err);
	free(path);
	return done;
}

char *file_join(const char *dir, const char *name)
{
	struct strbuf path = {0};
	strbuf_adds(&path, dir);
	if (path.len && path.bytes[path.len - 1] != '/')
		strbuf_addc(&path, '/');
	strbuf_adds(&path, name);
	return strbuf_detach(&path);
}

char *file_absolute(const char *path)
{
	if (path[0] == '/')
		return xstrdup(path);
	for (size_t size = 256; size <= (size_t)1 << 20; size *= 2) {
		char *dir = xmalloc(size);
		if (getcwd(dir, size)) {
			char *absolute = file_join(dir, path);
			free(dir);
			return absolute;
		}
		free(dir);
		if (errno != ERANGE)
			break;
	}
	return xstrdup(path); /* the working directory is gone: whoever opens this will say so */
}

char *file_dirname(const char *path)
{
	const char *name = file_basename(path);
	size_t n = (size_t)(name - path);
	if (n == 0)
		return xstrdup(".");
	while (n > 1 && path[n - 1] == '/')
		n--;
	return xstrndup(path, n);
}

const char *file_basename(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool ends_in(const char *name, const char *suffix)
{
	size_t n = strlen(name), m = strlen(suffix);
	return n >= m && memcmp(name + n - m, suffix, m) == 0;
}

bool file_list(const char *dir, const char *suffix, char ***names, size_t *count, struct err *err)
{
	size_t cap = 0;
	const struct dirent *entry;
	*names = NULL;
	*count = 0;
	DIR *folder = opendir(dir);
	if (!folder && errno == ENOENT)
		return true;
	if (!folder)
		return fail(
			err,
			TR(err->lang, "フォルダ %s を開けません（%s）。", "Cannot open the folder %s (%s)."),
			dir, file_reason(errno, err->lang));
	while (errno = 0, (entry = readdir(folder)) != NULL) {
		if (entry->d_name[0] == '.' || !ends_in(entry->d_name, suffix))
			continue;
		*names = xgrow(*names, &cap, *count + 1, sizeof **names);
		(*names)[(*count)++] = xstrdup(entry->d_name);
	}
	int error = errno;
	closedir(folder);
	if (error) {
		file_list_release(*names, *count);
		*names = NULL;
		*count = 0;
		return fail(
			err,
			TR(err->lang, "フォルダ %s を読めません（%s）。", "Cannot read the folder %s (%s)."),
			dir, file_reason(error, err->lang));
	}
	if (*count)
		qsort(*names, *count, sizeof **names, compare_names);
	return true;
}

void file_list_release(char **names, size_t count)
{
	for (size_t i = 0; i < count; i++)
		free(names[i]);
	free(names);
}
