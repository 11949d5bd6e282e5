/* SPDX-License-Identifier: MIT */
/*
 * Stands between a program and the system (LD_PRELOAD), for the files whose path begins with $TORTURE_DIR:
 *
 *   TORTURE_FAULT=WHAT:N[+]  what happens to the N-th call from 1, and with + to every one after it. WHAT is
 * an error (ENOSPC …), `short` (half of a write), `lie` (nothing is done, success is said; reading is not
 * lied about), `before` or `after` (killed there) TORTURE_CALLS=NAME,…     only these calls are counted; all
 * when unset TORTURE_TRACE=FILE       gets a line for each counted call: its name, `!` where it was tampered
 * with, path TORTURE_LOG=FILE         gets all that changes the files, and what is said on stdout and stderr,
 * in order: `struct record`, the names, the bytes (read by power.py)
 *
 * A path that a call is given must be absolute. Descriptors are looked up in /proc, so this is for Linux.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { PATH_BYTES = 4096 };

/* What a call meets. */
enum fate { PASS, FAIL, SHORT, LIE };

struct record {
	char what; /* Create Write Truncate Sync Unlink Rename Link, Acknowledged */
	char pad[3];
	uint16_t name, other; /* lengths of the names */
	uint64_t at;          /* offset, or size for Truncate */
	uint32_t bytes;
	uint32_t pad2;
};

static struct {
	const char *dir, *calls;
	int trace, log; /* descriptors out of the way of the program's, -1: none */
	char what[16];
	unsigned long at, count;
	bool on;
} shim;

/* ---- the system itself ---- */

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name)
{
	return dlsym(RTLD_NEXT, name);
}

static int open_high(const char *variable)
{
	const char *path = getenv(variable);
	int fd = path ? (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC,
				     0600)
		      : -1;
	int high = fd < 0 ? -1 : (int)syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, 700);
	if (fd >= 0)
		syscall(SYS_close, fd);
	return high;
}

__attribute__((constructor)) static void begin(void)
{
	char more = 0;
	const char *fault = getenv("TORTURE_FAULT");
	shim.dir = getenv("TORTURE_DIR");
	shim.calls = getenv("TORTURE_CALLS");
	shim.trace = open_high("TORTURE_TRACE");
	shim.log = open_high("TORTURE_LOG");
	if (fault && sscanf(fault, "%15[^:]:%lu%c", shim.what, &shim.at, &more) >= 2)
		shim.on = more == '+';
}

static bool is_ours(const char *path)
{
	return shim.dir && strncmp(path, shim.dir, strlen(shim.dir)) == 0;
}

/* The path of a descriptor; "" when it is none of ours. */
static const char *path_of(int fd, char path[PATH_BYTES])
{
	char link[40];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = shim.dir && fd >= 0 ? syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_BYTES - 1) : 0;
	path[n > 0 ? n : 0] = '\0';
	if (!is_ours(path))
		path[0] = '\0';
	return path;
}

/* ---- what is to happen ---- */

static int error_of(const char *name)
{
	static const struct {
		const char *name;
		int error;
	} errors[] = {{"ENOSPC", ENOSPC}, {"EIO", EIO},       {"EROFS", EROFS},
		      {"EMFILE", EMFILE}, {"EACCES", EACCES}, {"ENODEV", ENODEV}};
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (strcmp(errors[i].name, name) == 0)
			return errors[i].error;
	return 0;
}

static bool is_counted(const char *call)
{
	const char *found = shim.calls ? strstr(shim.calls, call) : NULL;
	size_t n = strlen(call);
	for (; found; found = strstr(found + n, call))
		if ((found == shim.calls || found[-1] == ',') && (!found[n] || found[n] == ','))
			return true;
	return !shim.calls;
}

static void trace(const char *call, bool hit, const char *path)
{
	char line[PATH_BYTES + 40];
	int n = snprintf(line, sizeof line, "%s%s %s\n", call, hit ? "!" : "", path);
	if (shim.trace >= 0 && n > 0)
		syscall(SYS_write, shim.trace, line, (size_t)n);
}

static void die(void)
{
	for (;;)
		syscall(SYS_kill, getpid(), SIGKILL);
}

/* To be asked once before each call on a file; errno is set for FAIL. */
static enum fate fate_of(const char *call, const char *path)
{
	if (!*path || !is_counted(call))
		return PASS;
	shim.count++;
	bool hit = shim.at && (shim.count == shim.at || (shim.on && shim.count > shim.at));
	trace(call, hit, path);
	if (!hit)
		return PASS;
	if (strcmp(shim.what, "before") == 0)
		die();
	if (strcmp(shim.what, "short") == 0)
		return SHORT;
	if (strcmp(shim.what, "lie") == 0)
		return LIE;
	int error = error_of(shim.what);
	if (error)
		errno = error;
	return error ? FAIL : PASS;
}

/* To be asked after each call that was done. */
static void is_done(const char *call, const char *path)
{
	if (*path && is_counted(call) && shim.count == shim.at && strcmp(shim.what, "after") == 0)
		die();
}

static void put(char what, const char *name, const char *other, uint64_t at, const void *bytes, size_t len)
{
	struct record record = {.what = what,
				.name = (uint16_t)strlen(name),
				.other = (uint16_t)strlen(other),
				.at = at,
				.bytes = (uint32_t)len};
	struct iovec parts[] = {{&record, sizeof record},
				{(void *)(uintptr_t)name, record.name},
				{(void *)(uintptr_t)other, record.other},
				{(void *)(uintptr_t)bytes, len}};
	int error = errno;
	if (shim.log >= 0 && *name)
		syscall(SYS_writev, shim.log, parts, 4);
	errno = error;
}

/* ---- opening ---- */

static bool is_there(const char *path)
{
	int error = errno;
	bool there = syscall(SYS_faccessat, AT_FDCWD, path, F_OK) == 0;
	errno = error;
	return there;
}

static int open_it(const char *path, int flags, mode_t mode)
{
	const char *ours = is_ours(path) ? path : "";
	bool makes = *ours && (flags & O_CREAT) && !is_there(path);
	if (fate_of("open", ours) == FAIL)
		return -1;
	int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
	if (fd >= 0 && makes)
		put('C', ours, "", 0, "", 0);
	else if (fd >= 0 && (flags & O_TRUNC))
		put('T', ours, "", 0, "", 0);
	is_done("open", ours);
	return fd;
}

static mode_t mode_of(int flags, va_list args)
{
	return (flags & (O_CREAT | __O_TMPFILE)) ? va_arg(args, mode_t) : 0;
}

#define OPEN(name)                                  \
	int name(const char *path, int flags, ...)  \
	{                                           \
		va_list args;                       \
		va_start(args, flags);              \
		mode_t mode = mode_of(flags, args); \
		va_end(args);                       \
		return open_it(path, flags, mode);  \
	}

#define OPENAT(name)                                                    \
	int name(int at, const char *path, int flags, ...)              \
	{                                                               \
		va_list args;                                           \
		va_start(args, flags);                                  \
		mode_t mode = mode_of(flags, args);                     \
		va_end(args);                                           \
		if (*path == '/' || at == AT_FDCWD)                     \
			return open_it(path, flags, mode);              \
		return (int)syscall(SYS_openat, at, path, flags, mode); \
	}

#define CREAT(name)                                                       \
	int name(const char *path, mode_t mode)                           \
	{                                                                 \
		return open_it(path, O_CREAT | O_WRONLY | O_TRUNC, mode); \
	}

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)
CREAT(creat)
CREAT(creat64)

int mkstemp(char *path)
{
	if (fate_of("open", is_ours(path) ? path : "") == FAIL)
		return -1;
	int fd = REAL(mkstemp)(path);
	const char *ours = fd >= 0 && is_ours(path) ? path : "";
	put('C', ours, "", 0, "", 0);
	is_done("open", ours);
	return fd;
}

/* ---- reading ---- */

ssize_t read(int fd, void *bytes, size_t n)
{
	char path[PATH_BYTES];
	if (fate_of("read", path_of(fd, path)) == FAIL)
		return -1;
	return syscall(SYS_read, fd, bytes, n);
}

#define PREAD(name)                                             \
	ssize_t name(int fd, void *bytes, size_t n, off_t at)   \
	{                                                       \
		char path[PATH_BYTES];                          \
		if (fate_of("read", path_of(fd, path)) == FAIL) \
			return -1;                              \
		return syscall(SYS_pread64, fd, bytes, n, at);  \
	}

PREAD(pread)
PREAD(pread64)

/* ---- writing ---- */

/* Where write() will put its bytes. */
static off_t place_of(int fd)
{
	struct stat info;
	bool appends = syscall(SYS_fcntl, fd, F_GETFL) & O_APPEND;
	return appends && fstat(fd, &info) == 0 ? info.st_size : lseek(fd, 0, SEEK_CUR);
}

/* at < 0: write() */
static ssize_t write_it(int fd, const void *bytes, size_t n, off_t at)
{
	char path[PATH_BYTES];
	enum fate fate = fate_of("write", path_of(fd, path));
	if (fate == FAIL)
		return -1;
	if (fate == LIE)
		return (ssize_t)n;
	if (fate == SHORT && n > 1)
		n /= 2;
	off_t place = at < 0 && *path ? place_of(fd) : at;
	ssize_t put_there =
		at < 0 ? syscall(SYS_write, fd, bytes, n) : syscall(SYS_pwrite64, fd, bytes, n, at);
	if (put_there > 0)
		put('W', path, "", (uint64_t)place, bytes, (size_t)put_there);
	is_done("write", path);
	return put_there;
}

static void acknowledge(int fd, const void *bytes, size_t n)
{
	if (fd == 1 || fd == 2)
		put('A', fd == 1 ? "1" : "2", "", 0, bytes, n);
}

ssize_t write(int fd, const void *bytes, size_t n)
{
	acknowledge(fd, bytes, n);
	return write_it(fd, bytes, n, -1);
}

#define PWRITE(name)                                                \
	ssize_t name(int fd, const void *bytes, size_t n, off_t at) \
	{                                                           \
		return write_it(fd, bytes, n, at);                  \
	}

PWRITE(pwrite)
PWRITE(pwrite64)

/* The C library writes its streams by itself: what is put into one is taken as said at once. */
int fputs(const char *text, FILE *file)
{
	acknowledge(fileno(file), text, strlen(text));
	return REAL(fputs)(text, file);
}

size_t fwrite(const void *bytes, size_t size, size_t n, FILE *file)
{
	acknowledge(fileno(file), bytes, size * n);
	return REAL(fwrite)(bytes, size, n, file);
}

/* ---- what takes a descriptor and gives 0 ---- */

static int on_fd(const char *call, char what, int fd, long number, uint64_t size)
{
	char path[PATH_BYTES];
	enum fate fate = fate_of(call, path_of(fd, path));
	if (fate == FAIL || fate == LIE)
		return fate == FAIL ? -1 : 0;
	int result = (int)syscall(number, fd, size);
	if (result == 0)
		put(what, path, "", size, "", 0);
	is_done(call, path);
	return result;
}

int ftruncate(int fd, off_t size)
{
	return on_fd("ftruncate", 'T', fd, SYS_ftruncate, (uint64_t)size);
}

int ftruncate64(int fd, off64_t size)
{
	return on_fd("ftruncate", 'T', fd, SYS_ftruncate, (uint64_t)size);
}

int fsync(int fd)
{
	return on_fd("fsync", 'S', fd, SYS_fsync, 0);
}

int fdatasync(int fd)
{
	return on_fd("fsync", 'S', fd, SYS_fdatasync, 0);
}

static int lock(int fd, int cmd, void *arg)
{
	char path[PATH_BYTES] = "";
	bool locks = cmd == F_SETLK || cmd == F_SETLKW || cmd == F_GETLK;
	enum fate fate = locks ? fate_of("fcntl", path_of(fd, path)) : PASS;
	if (fate == FAIL || fate == LIE)
		return fate == FAIL ? -1 : 0;
	int result = (int)syscall(SYS_fcntl, fd, cmd, arg);
	is_done("fcntl", path);
	return result;
}

#define FCNTL(name)                               \
	int name(int fd, int cmd, ...)            \
	{                                         \
		va_list args;                     \
		va_start(args, cmd);              \
		void *arg = va_arg(args, void *); \
		va_end(args);                     \
		return lock(fd, cmd, arg);        \
	}

FCNTL(fcntl)
FCNTL(fcntl64)

/* ---- names ---- */

int unlink(const char *path)
{
	const char *ours = is_ours(path) ? path : "";
	enum fate fate = fate_of("unlink", ours);
	if (fate == FAIL || fate == LIE)
		return fate == FAIL ? -1 : 0;
	int result = (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
	if (result == 0)
		put('U', ours, "", 0, "", 0);
	is_done("unlink", ours);
	return result;
}

static int on_two(const char *call, char what, const char *from, const char *to)
{
	const char *ours = is_ours(from) ? from : "";
	enum fate fate = fate_of(call, ours);
	if (fate == FAIL || fate == LIE)
		return fate == FAIL ? -1 : 0;
	int result = what == 'R' ? (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to)
				 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
	if (result == 0)
		put(what, ours, to, 0, "", 0);
	is_done(call, ours);
	return result;
}

int rename(const char *from, const char *to)
{
	return on_two("rename", 'R', from, to);
}

int link(const char *from, const char *to)
{
	return on_two("link", 'L', from, to);
}
