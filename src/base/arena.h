/* SPDX-License-Identifier: MIT */
/*
 * One arena per loaded document: everything in it is freed at once. Zero is an empty arena.
 *   struct arena a = {0};  char *s = arena_strdup(&a, "…");  arena_release(&a);
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *last;
};

void *arena_alloc(struct arena *arena, size_t count, size_t size); /* zeroed, aligned for anything */
char *arena_strdup(struct arena *arena, const char *s);
char *arena_strndup(struct arena *arena, const char *s, size_t n);
void arena_release(struct arena *arena);

#endif
