/* SPDX-License-Identifier: MIT */
#include "base/strbuf.h"

#include "base/alloc.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FORMAT_ROOM = 63 };

/* Room for n more bytes and the NUL. */
static void make_room(struct strbuf *b, size_t n)
{
	/* A sum that does not fit into size_t asks for more memory than there is, and dies as that. */
	size_t want = n < SIZE_MAX - b->len - 1 ? b->len + n + 1 : SIZE_MAX;
	if (want <= b->cap)
		return;
	b->bytes = xgrow(b->bytes, &b->cap, want, 1);
}

void strbuf_add(struct strbuf *b, const char *bytes, size_t n)
{
	make_room(b, n);
	if (n)
		memcpy(b->bytes + b->len, bytes, n);
	b->len += n;
	b->bytes[b->len] = '\0';
}

void strbuf_adds(struct strbuf *b, const char *s)
{
	strbuf_add(b, s, strlen(s));
}

void strbuf_addc(struct strbuf *b, char c)
{
	make_room(b, 1);
	b->bytes[b->len++] = c;
	b->bytes[b->len] = '\0';
}

void strbuf_addf(struct strbuf *b, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	strbuf_vaddf(b, format, args);
	va_end(args);
}

void strbuf_vaddf(struct strbuf *b, const char *format, va_list args)
{
	va_list again;
	va_copy(again, args);
	make_room(b, FORMAT_ROOM); /* for most; then once is enough */
	size_t room = b->cap - b->len;
	/* NOLINTNEXTLINE(clang-analyzer-valist.Uninitialized): the copy is two lines up */
	int n = vsnprintf(b->bytes + b->len, room, format, again);
	assert(n >= 0);
	if (n >= 0 && (size_t)n >= room) {
		make_room(b, (size_t)n);
		vsnprintf(b->bytes + b->len, (size_t)n + 1, format, args);
	}
	b->len += n >= 0 ? (size_t)n : 0;
	b->bytes[b->len] = '\0';
	va_end(again);
}

void strbuf_insert(struct strbuf *b, size_t at, const char *bytes, size_t n)
{
	assert(at <= b->len);
	make_room(b, n);
	memmove(b->bytes + at + n, b->bytes + at, b->len - at);
	if (n)
		memcpy(b->bytes + at, bytes, n);
	b->len += n;
	b->bytes[b->len] = '\0';
}

void strbuf_remove(struct strbuf *b, size_t at, size_t n)
{
	assert(at <= b->len && n <= b->len - at);
	if (!n)
		return;
	memmove(b->bytes + at, b->bytes + at + n, b->len - at - n);
	b->len -= n;
	b->bytes[b->len] = '\0';
}

void strbuf_reset(struct strbuf *b)
{
	b->len = 0;
	if (b->bytes)
		b->bytes[0] = '\0';
}

const char *strbuf_str(const struct strbuf *b)
{
	return b->bytes && b->len ? b->bytes : "";
}

char *strbuf_detach(struct strbuf *b)
{
	char *bytes = b->bytes ? b->bytes : xstrdup("");
	*b = (struct strbuf){0};
	return bytes;
}

void strbuf_release(struct strbuf *b)
{
	free(b->bytes);
	*b = (struct strbuf){0};
}
