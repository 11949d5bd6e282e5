/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The one piece of state here: whoever owns the terminal must be heard when the memory is gone. */
/* NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables) */
static void (*give_terminal_back)(void);

void alloc_on_death(void (*give_back)(void))
{
	give_terminal_back = give_back;
}

_Noreturn void alloc_die(void)
{
	static const char sentence[] = "メモリが足りないため終了します。 / Out of memory; stopping.\n";
	if (give_terminal_back)
		give_terminal_back();
	ssize_t written = write(STDERR_FILENO, sentence, sizeof sentence - 1);
	(void)written; /* there is nobody left to tell */
	_exit(1);
}

void *xmalloc(size_t size)
{
	void *memory = malloc(size ? size : 1);
	if (!memory)
		alloc_die();
	return memory;
}

void *xcalloc(size_t count, size_t size)
{
	void *memory = count && size ? calloc(count, size) : calloc(1, 1);
	if (!memory)
		alloc_die();
	return memory;
}

void *xrealloc(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		alloc_die();
	size_t bytes = count * size;
	void *memory = realloc(old, bytes > 0 ? bytes : 1);
	if (!memory)
		alloc_die();
	return memory;
}

char *xstrdup(const char *s)
{
	return s ? xstrndup(s, strlen(s)) : NULL;
}

char *xstrndup(const char *s, size_t n)
{
	if (n == SIZE_MAX)
		alloc_die();
	char *copy = xmalloc(n + 1);
	if (n)
		memcpy(copy, s, n);
	copy[n] = '\0';
	return copy;
}

void *xgrow(void *array, size_t *cap, size_t want, size_t size)
{
	if (array && want <= *cap)
		return array;
	size_t bigger = *cap < SIZE_MAX / 2 ? *cap * 2 : SIZE_MAX;
	if (bigger < 8)
		bigger = 8;
	if (bigger < want)
		bigger = want;
	array = xrealloc(array, bigger, size);
	*cap = bigger;
	return array;
}
