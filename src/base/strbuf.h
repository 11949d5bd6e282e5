/* SPDX-License-Identifier: MIT */
/*
 * A growing byte string, always NUL-terminated once it has been added to. Zero is an empty one.
 *   struct strbuf b = {0};  strbuf_addf(&b, "%d", 5);  puts(strbuf_str(&b));  strbuf_release(&b);
 */
#ifndef BASE_STRBUF_H
#define BASE_STRBUF_H

#include <stdarg.h>
#include <stddef.h>

struct strbuf {
	char *bytes;
	size_t len, cap;
};

void strbuf_add(struct strbuf *b, const char *bytes, size_t n);
void strbuf_adds(struct strbuf *b, const char *s);
void strbuf_addc(struct strbuf *b, char c);
__attribute__((format(printf, 2, 3))) void strbuf_addf(struct strbuf *b, const char *format, ...);
__attribute__((format(printf, 2, 0))) void strbuf_vaddf(struct strbuf *b, const char *format, va_list args);
void strbuf_insert(struct strbuf *b, size_t at, const char *bytes, size_t n);
void strbuf_remove(struct strbuf *b, size_t at, size_t n);
void strbuf_reset(struct strbuf *b);            /* empty it, keep the memory */
const char *strbuf_str(const struct strbuf *b); /* "" when nothing was added */
char *strbuf_detach(struct strbuf *b);          /* owned by the caller; the buffer is empty again */
void strbuf_release(struct strbuf *b);

#endif
