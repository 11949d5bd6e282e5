/* SPDX-License-Identifier: MIT */
/*
 * Memory that runs out (LD_PRELOAD): the N-th allocation of the program, from 1, fails, with TORTURE_FAULT=N+
 * all after it too. TORTURE_TRACE=FILE gets the number of them, when the program ends as programs do. For the
 * control TORTURE_END=abort or silent makes it a program that crashes there, or that ends as if all were
 * done.
 *
 * Those in four functions of curses are left out: when some of them fail, ncurses 6.4 itself
 * ends the program or crashes, which is nothing that a program can prevent.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size); /* the real ones, of glibc */
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static unsigned long at, count;
static bool on, in_curses;
static const char *ending;

__attribute__((constructor)) static void begin(void)
{
	const char *fault = getenv("TORTURE_FAULT");
	char *end = NULL;
	at = fault ? strtoul(fault, &end, 10) : 0;
	on = end && *end == '+';
	ending = getenv("TORTURE_END");
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
	if (ending && *ending == 'a')
		abort();
	if (ending)
		_exit(0);
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

#define IN_CURSES(type, name, parameters, arguments)                                 \
	type name parameters;                                                        \
	type name parameters                                                         \
	{                                                                            \
		in_curses = true;                                                    \
		type result = ((__typeof__(&name))dlsym(RTLD_NEXT, #name))arguments; \
		in_curses = false;                                                   \
		return result;                                                       \
	}

IN_CURSES(void *, newterm, (const char *type, FILE *out, FILE *in), (type, out, in))
IN_CURSES(int, keypad, (void *window, bool yes), (window, yes))
IN_CURSES(int, start_color, (void), ())
IN_CURSES(int, doupdate, (void), ())
