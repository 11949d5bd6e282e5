/* SPDX-License-Identifier: MIT */
/*
 * Memory that is always there: when there is none left the program gives the terminal back
 * (alloc_on_death), says one sentence on stderr and exits with status 1. Saved answers are on the disk by
 * then.
 */
#ifndef BASE_ALLOC_H
#define BASE_ALLOC_H

#include <stddef.h>

void *xmalloc(size_t size);               /* size 0 gives a unique pointer */
void *xcalloc(size_t count, size_t size); /* zeroed; overflow dies */
void *xrealloc(void *old, size_t count, size_t size);
char *xstrdup(const char *s);            /* NULL stays NULL */
char *xstrndup(const char *s, size_t n); /* always NUL-terminated */

/* Grow an array to hold at least `want` elements; *cap is in elements. Returns the (moved) array. */
void *xgrow(void *array, size_t *cap, size_t want, size_t size);

/* What they do when there is none left; for libraries that report it. */
_Noreturn void alloc_die(void);
/* What to do before dying; NULL for nothing. Async-signal-safe code only. */
void alloc_on_death(void (*give_back)(void));

#endif
