/* SPDX-License-Identifier: MIT */
#include "base/arena.h"

#include "base/alloc.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ALIGNMENT  (alignof(max_align_t))
#define BLOCK_SIZE ((size_t)16384)

struct arena_block {
	struct arena_block *before;
	size_t used, size;
	alignas(max_align_t) unsigned char bytes[];
};

static struct arena_block *block_new(size_t size)
{
	struct arena_block *block = xcalloc(1, sizeof *block + size);
	block->size = size;
	return block;
}

/* A block with room for n bytes. What is larger than a block gets one of its own, behind the one being
 * filled. */
static struct arena_block *block_for(struct arena *arena, size_t n)
{
	struct arena_block *last = arena->last;
	if (last && last->size - last->used >= n)
		return last;
	struct arena_block *block = block_new(n > BLOCK_SIZE ? n : BLOCK_SIZE);
	if (last && n > BLOCK_SIZE) {
		block->before = last->before;
		last->before = block;
	} else {
		block->before = last;
		arena->last = block;
	}
	return block;
}

void *arena_alloc(struct arena *arena, size_t count, size_t size)
{
	size_t most = SIZE_MAX / 2;
	if (size && count > most / size)
		return xcalloc(SIZE_MAX, SIZE_MAX); /* dies */
	size_t n = count * size;
	if (n == 0)
		n = 1;
	n = (n + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	struct arena_block *block = block_for(arena, n);
	void *memory = block->bytes + block->used;
	block->used += n;
	return memory;
}

char *arena_strdup(struct arena *arena, const char *s)
{
	return s ? arena_strndup(arena, s, strlen(s)) : NULL;
}

char *arena_strndup(struct arena *arena, const char *s, size_t n)
{
	char *copy = arena_alloc(arena, n < SIZE_MAX ? n + 1 : n, 1);
	if (n)
		memcpy(copy, s, n);
	return copy;
}

void arena_release(struct arena *arena)
{
	struct arena_block *block = arena->last;
	while (block) {
		struct arena_block *before = block->before;
		free(block);
		block = before;
	}
	arena->last = NULL;
}
