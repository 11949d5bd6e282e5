/* SPDX-License-Identifier: MIT */
#include "base/err.h"

#include "base/strbuf.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <string.h>

/* One code point as it may be printed; err.text is one line, so a line feed is a space. */
static uint32_t printable(uint32_t cp)
{
	if (cp == '\t' || cp == '\n')
		return ' ';
	return text_is_unfit(cp) ? 0xFFFD : cp;
}

/* Copy whole characters while they fit. The message may hold any bytes: a path is whatever the disk says. */
static void set_text(struct err *err, const char *s, size_t n)
{
	size_t len = 0;
	for (size_t at = 0; at < n;) {
		uint32_t cp;
		char out[4];
		at += text_decode(s + at, n - at, &cp);
		size_t size = text_encode(printable(cp), out);
		if (len + size >= sizeof err->text)
			break;
		memcpy(err->text + len, out, size);
		len += size;
	}
	err->text[len] = '\0';
}

__attribute__((format(printf, 3, 0))) static void set(struct err *err, enum err_kind kind, const char *format,
						      va_list args)
{
	if (!err || err->set)
		return;
	struct strbuf message = {0};
	strbuf_vaddf(&message, format, args);
	err->set = true;
	err->kind = kind;
	set_text(err, strbuf_str(&message), message.len);
	strbuf_release(&message);
}

bool fail(struct err *err, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set(err, ERR_FAILED, format, args);
	va_end(args);
	return false;
}

bool fail_as(struct err *err, enum err_kind kind, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	set(err, kind, format, args);
	va_end(args);
	return false;
}

void err_clear(struct err *err)
{
	*err = (struct err){.lang = err->lang};
}
