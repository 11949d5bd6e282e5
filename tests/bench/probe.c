/* SPDX-License-Identifier: MIT */
/*
 * probe MODE RUNS COUNT [-d DATABASE] KEYS COMMAND… ::: KEYS COMMAND… :::…
 *
 * Starts each command in a terminal of 80x24 in turn (A B A B …, RUNS times) and prints a line of medians for
 * each, in its order. KEYS is "FIRST|…/KEY|KEY…": what is typed before measuring, then what is measured, one
 * key a part; "" for none.
 *
 *   start   ms to the last byte of the first screen, its bytes, peak memory in KiB
 *   keys    COUNT keys one by one: ms to the first whole frame, ms to the last byte, bytes, peak memory in
 * KiB hold    COUNT keys at once: ms to the last byte, frames, commits in DATABASE idle    COUNT ms without a
 * key, after a second: ms of CPU, wake-ups whole   no terminal: ms until it has ended, its output dropped
 *
 * A frame ends with a mark that the program sends under TENKEN_TEST_MARKS=1 (OSC 2 ; f=… BEL). One that sends
 * none is taken to have painted when it has been silent for a while; that while is not counted. No question
 * to the terminal is answered.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#define TARGETS   8
#define FIGURES   4
#define QUIET_MS  60 /* silence after which a first screen, or a burst, is over */
#define KEY_MS    30 /* … after which a key is */
#define HOLD_MS   400
#define LATEST_MS 10000

struct figures {
	double of[FIGURES];
};

struct target {
	char **argv;
	const char *first, *keys; /* parts with | between them */
	struct figures *taken;    /* one a run, or one a key */
	size_t count, cap;
};

struct terminal {
	pid_t child;
	int fd;
	double *begun_ms; /* shared with the child: just before it became the command */
	size_t bytes;
	int frames;
	size_t matched; /* of the mark */
	double first_frame_ms, last_ms;
};

static void die(const char *why)
{
	fprintf(stderr, "probe: %s%s%s\n", why, errno ? ": " : "", errno ? strerror(errno) : "");
	exit(1);
}

static void died(const char *command, const char *when)
{
	fprintf(stderr, "probe: %s ended, or said nothing, %s\n", command, when);
	exit(1);
}

static double now_ms(void)
{
	struct timespec now;
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

/* ---- the terminal ---- */

static void become(const struct terminal *t, const char *name, char **argv)
{
	setsid();
	int fd = open(name, O_RDWR);
	if (fd < 0 || ioctl(fd, TIOCSCTTY, 0) != 0)
		_exit(126);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	if (fd > 2)
		close(fd);
	*t->begun_ms = now_ms();
	execvp(argv[0], argv);
	_exit(127);
}

static void start(struct terminal *t, char **argv)
{
	const struct winsize size = {.ws_row = 24, .ws_col = 80};
	*t = (struct terminal){.fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)};
	t->begun_ms =
		mmap(NULL, sizeof *t->begun_ms, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (t->fd < 0 || t->begun_ms == MAP_FAILED || grantpt(t->fd) != 0 || unlockpt(t->fd) != 0 ||
	    ioctl(t->fd, TIOCSWINSZ, &size) != 0)
		die("no pseudo-terminal");
	const char *name = ptsname(t->fd);
	t->child = fork();
	if (t->child < 0)
		die("fork");
	if (t->child == 0)
		become(t, name, argv);
}

static void end(struct terminal *t)
{
	kill(t->child, SIGKILL);
	waitpid(t->child, NULL, 0);
	close(t->fd);
	munmap(t->begun_ms, sizeof *t->begun_ms);
}

static void count_frames(struct terminal *t, const char *bytes, size_t n, double now)
{
	static const char mark[] = "\033]2;f=";
	for (size_t i = 0; i < n; i++) {
		if (t->matched == sizeof mark - 1) {
			if (bytes[i] != '\a')
				continue;
			t->matched = 0;
			if (t->frames++ == 0)
				t->first_frame_ms = now;
		} else if (bytes[i] == mark[t->matched]) {
			t->matched++;
		} else {
			t->matched = bytes[i] == mark[0];
		}
	}
}

/* Read until nothing has come for so long; the figures in *t are of what came since. Is it still there? */
static bool settle(struct terminal *t, int quiet_ms)
{
	char bytes[65536];
	double since = now_ms();
	t->bytes = 0;
	t->frames = 0;
	for (;;) {
		struct pollfd ready = {.fd = t->fd, .events = POLLIN};
		/* What has said nothing yet may be slow. */
		int n = poll(&ready, 1, t->bytes ? quiet_ms : LATEST_MS);
		ssize_t got = n > 0 ? read(t->fd, bytes, sizeof bytes) : 0;
		if (n == 0)
			return t->bytes > 0;
		if (got <= 0)
			return false;
		t->last_ms = now_ms();
		t->bytes += (size_t)got;
		count_frames(t, bytes, (size_t)got, t->last_ms);
		if (t->last_ms - since > LATEST_MS)
			return true; /* it never rests */
	}
}

static void type(const struct terminal *t, const char *keys, size_t n)
{
	if (write(t->fd, keys, n) != (ssize_t)n)
		die("write");
}

/* ---- what the system says of a process ---- */

static double status_of(pid_t child, const char *field)
{
	char path[64], line[256];
	double value = 0;
	snprintf(path, sizeof path, "/proc/%ld/status", (long)child);
	FILE *in = fopen(path, "r");
	while (in && fgets(line, sizeof line, in))
		if (strncmp(line, field, strlen(field)) == 0)
			value = strtod(line + strlen(field), NULL);
	if (in)
		fclose(in);
	return value;
}

static double wakeups_of(pid_t child)
{
	return status_of(child, "voluntary_ctxt_switches:");
}

/* Run time in ms, from the scheduler's own count in ns. */
static double cpu_of(pid_t child)
{
	char path[64];
	double ns = 0;
	snprintf(path, sizeof path, "/proc/%ld/schedstat", (long)child);
	FILE *in = fopen(path, "r");
	if (in && fscanf(in, "%lf", &ns) != 1)
		ns = 0;
	if (in)
		fclose(in);
	return ns / 1e6;
}

/* SQLite counts the transactions that changed the file in bytes 24 to 27 of its header. */
static double commits_in(const char *path)
{
	unsigned char b[28] = {0};
	FILE *in = path ? fopen(path, "rb") : NULL;
	if (in && fread(b, 1, sizeof b, in) != sizeof b)
		memset(b, 0, sizeof b);
	if (in)
		fclose(in);
	return (double)((unsigned)b[24] << 24 | (unsigned)b[25] << 16 | (unsigned)b[26] << 8 | b[27]);
}

/* ---- modes ---- */

static void take(struct target *target, double a, double b, double c, double d)
{
	if (target->count == target->cap) {
		target->cap = target->cap ? target->cap * 2 : 64;
		target->taken = realloc(target->taken, target->cap * sizeof *target->taken);
		if (!target->taken)
			die("no memory");
	}
	target->taken[target->count++] = (struct figures){{a, b, c, d}};
}

/* The next key of a list of them; the first again after the last. */
static const char *next_key(const char *keys, const char **at, size_t *n)
{
	const char *key = *at && **at ? *at : keys;
	*n = strcspn(key, "|");
	*at = key[*n] ? key + *n + 1 : key + *n;
	return key;
}

static void ready(struct terminal *t, const struct target *target)
{
	start(t, target->argv);
	if (!settle(t, QUIET_MS))
		died(target->argv[0], "at its start");
	const char *at = NULL;
	size_t n, typed = 0;
	while (typed < strlen(target->first)) {
		const char *key = next_key(target->first, &at, &n);
		type(t, key, n);
		typed += n + 1;
		if (!settle(t, QUIET_MS))
			died(target->argv[0], "at the keys before measuring");
	}
}

static void mode_start(struct target *target)
{
	struct terminal t;
	start(&t, target->argv);
	bool there = settle(&t, QUIET_MS);
	take(target, t.last_ms - *t.begun_ms, (double)t.bytes, status_of(t.child, "VmHWM:"), 0);
	end(&t);
	if (!there)
		died(target->argv[0], "at its start");
}

static void mode_keys(struct target *target, long count)
{
	struct terminal t;
	const char *at = NULL;
	ready(&t, target);
	for (long i = 0; i < count; i++) {
		size_t n;
		const char *key = next_key(target->keys, &at, &n);
		double typed = now_ms();
		type(&t, key, n);
		if (!settle(&t, KEY_MS))
			died(target->argv[0], "at a key");
		double painted = t.frames ? t.first_frame_ms : t.last_ms;
		take(target, painted - typed, t.last_ms - typed, (double)t.bytes,
		     status_of(t.child, "VmHWM:"));
	}
	end(&t);
}

static void mode_hold(struct target *target, long count, const char *database)
{
	struct terminal t;
	const char *at = NULL;
	char held[4096];
	size_t len = 0;
	ready(&t, target);
	for (long i = 0; i < count; i++) {
		size_t n;
		const char *key = next_key(target->keys, &at, &n);
		if (len + n > sizeof held)
			die("too many keys");
		memcpy(held + len, key, n);
		len += n;
	}
	double commits = commits_in(database), typed = now_ms();
	type(&t, held, len);
	if (!settle(&t, HOLD_MS))
		died(target->argv[0], "at the keys");
	take(target, t.last_ms - typed, t.frames, commits_in(database) - commits, 0);
	end(&t);
}

static void rest(long ms)
{
	const struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
	nanosleep(&time, NULL);
}

static void mode_idle(struct target *target, long ms)
{
	struct terminal t;
	ready(&t, target);
	rest(1000);
	double cpu = cpu_of(t.child), wakeups = wakeups_of(t.child);
	rest(ms);
	take(target, cpu_of(t.child) - cpu, wakeups_of(t.child) - wakeups, 0, 0);
	end(&t);
}

static void mode_whole(struct target *target)
{
	int status;
	double begun = now_ms();
	pid_t child = fork();
	if (child == 0) {
		int null = open("/dev/null", O_RDWR);
		for (int i = 0; i < 2; i++)
			dup2(null, i);
		execvp(target->argv[0], target->argv);
		_exit(127);
	}
	if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) ||
	    WEXITSTATUS(status) != 0)
		died(target->argv[0], "with another status than 0");
	take(target, now_ms() - begun, 0, 0, 0);
}

/* ---- figures ---- */

static int compare(const void *a, const void *b)
{
	const double *x = a, *y = b;
	return (*x > *y) - (*x < *y);
}

static double median(const struct target *target, size_t figure)
{
	double *values = malloc(target->count * sizeof *values);
	if (!values)
		die("no memory");
	for (size_t i = 0; i < target->count; i++)
		values[i] = target->taken[i].of[figure];
	qsort(values, target->count, sizeof *values, compare);
	double high = values[target->count / 2], low = values[(target->count - 1) / 2];
	free(values);
	return (low + high) / 2;
}

static size_t split(char **args, struct target *targets)
{
	size_t count = 0;
	while (*args && count < TARGETS) {
		struct target *target = &targets[count++];
		char *slash = strchr(*args, '/');
		*target = (struct target){
			.argv = args + 1, .first = slash ? *args : "", .keys = slash ? slash + 1 : *args};
		if (slash)
			*slash = '\0';
		while (*args && strcmp(*args, ":::") != 0)
			args++;
		if (*args)
			*args++ = NULL;
		if (!target->argv[0])
			die("a command is missing");
	}
	return count;
}

static void run(const char *mode, struct target *target, long count, const char *database)
{
	if (strcmp(mode, "start") == 0)
		mode_start(target);
	else if (strcmp(mode, "keys") == 0)
		mode_keys(target, count);
	else if (strcmp(mode, "hold") == 0)
		mode_hold(target, count, database);
	else if (strcmp(mode, "idle") == 0)
		mode_idle(target, count);
	else if (strcmp(mode, "whole") == 0)
		mode_whole(target);
	else
		die("no such mode");
}

int main(int argc, char **argv)
{
	struct target targets[TARGETS];
	errno = 0;
	if (argc < 6)
		die("MODE RUNS COUNT [-d DATABASE] KEYS COMMAND… ::: KEYS COMMAND…");
	long runs = strtol(argv[2], NULL, 10), count = strtol(argv[3], NULL, 10);
	bool has_database = strcmp(argv[4], "-d") == 0 && argc > 7;
	const char *database = has_database ? argv[5] : NULL;
	size_t n = split(argv + (has_database ? 6 : 4), targets);
	for (long r = 0; r < runs; r++)
		for (size_t i = 0; i < n; i++)
			run(argv[1], &targets[i], count, database);
	for (size_t i = 0; i < n; i++) {
		for (size_t f = 0; f < FIGURES; f++)
			printf("%s%.3f", f ? " " : "", median(&targets[i], f));
		printf("\n");
	}
	return 0;
}
