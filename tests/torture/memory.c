/* SPDX-License-Identifier: MIT */
/*
 * Memory that runs out (LD_PRELOAD): the N-th allocation of the program, from 1, fails, with TORTURE_FAULT=N+
 * all after it too. TORTURE_TRACE=FILE gets the number of them, when the program ends as programs do.
 *
 * Those in newterm and doupdate of curses are left out: when some of them fail, ncurses 6.4 itself ends the
 * program or crashes, which is nothing that a program can prevent.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

void *__libc_malloc(size_t size); /* the real ones, of glibc */
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static unsigned long at, count;
static bool on, in_curses;

__attribute__((constructor)) static void begin(void)
{
	const char *fault = getenv("TORTURE_FAULT");
	char *end = NULL;
	at = fault ? strtoul(fault, &end, 10) : 0;
	on = end && *end == '+';
	count = 0; /* what came before is the loader's */
}

__attribute__((destructor)) static void end(void)
{
	const char *path = getenv("TORTURE_TRACE");
	unsigned long made = count;
	at = 0;
	FILE *file = path ? fopen(path, "w") : NULL;
	if (file) {
		fprintf(file, "%lu\n", made);
		fclose(file);
	}
}

static bool fails(void)
{
	if (in_curses)
		return false;
	count++;
	if (!at || (on ? count < at : count != at))
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}

/* ---- curses ---- */

void *newterm(const char *type, FILE *out, FILE *in);
int doupdate(void);

void *newterm(const char *type, FILE *out, FILE *in)
{
	in_curses = true;
	void *screen = ((__typeof__(&newterm))dlsym(RTLD_NEXT, "newterm"))(type, out, in);
	in_curses = false;
	return screen;
}

int doupdate(void)
{
	in_curses = true;
	int result = ((__typeof__(&doupdate))dlsym(RTLD_NEXT, "doupdate"))();
	in_curses = false;
	return result;
}
