/* SPDX-License-Identifier: MIT */
/*
 * Memory that runs out (LD_PRELOAD): the N-th allocation of the program, from 1, fails, with TORTURE_FAULT=N+
 * all after it too. TORTURE_TRACE=FILE gets the number of them, when the program ends as programs do.
 *
 * Those of curses are left out: ncurses 6.4 itself ends the program or crashes when some of them fail, in
 * newterm and in doupdate, which is nothing that a program can prevent.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <link.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void *__libc_malloc(size_t size); /* the real ones, of glibc */
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

enum { RANGES_MAX = 16 };

static unsigned long at, count;
static bool on;
static struct {
	uintptr_t from, to;
} curses[RANGES_MAX]; /* where its code lies */
static size_t ranges;

static int note_curses(struct dl_phdr_info *info, size_t size, void *unused)
{
	(void)size;
	(void)unused;
	if (!strstr(info->dlpi_name, "ncurses") && !strstr(info->dlpi_name, "tinfo"))
		return 0;
	for (size_t i = 0; i < info->dlpi_phnum && ranges < RANGES_MAX; i++) {
		uintptr_t from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
		curses[ranges].from = from;
		curses[ranges++].to = from + info->dlpi_phdr[i].p_memsz;
	}
	return 0;
}

__attribute__((constructor)) static void begin(void)
{
	const char *fault = getenv("TORTURE_FAULT");
	char *end = NULL;
	at = fault ? strtoul(fault, &end, 10) : 0;
	on = end && *end == '+';
	dl_iterate_phdr(note_curses, NULL);
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

static bool fails(const void *caller)
{
	for (size_t i = 0; i < ranges; i++)
		if ((uintptr_t)caller >= curses[i].from && (uintptr_t)caller < curses[i].to)
			return false;
	count++;
	if (!at || (on ? count < at : count != at))
		return false;
	errno = ENOMEM;
	return true;
}

void *malloc(size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_calloc(n, size);
}

void *realloc(void *old, size_t size)
{
	return fails(__builtin_return_address(0)) ? NULL : __libc_realloc(old, size);
}
