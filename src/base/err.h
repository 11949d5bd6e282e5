/* SPDX-License-Identifier: MIT */
/*
 * How a function says that it failed: it returns false and one sentence, in the reader's language.
 *
 *   struct err err = {.lang = LANG_JA};
 *   if (!store_open(&store, path, &err)) …err.text…
 *
 *   return fail(err, TR(err->lang, "%s を開けません。", "Cannot open %s."), path);
 *
 * The first failure wins: a later fail() on an err that is set leaves it as it is. Zero is "no error,
 * Japanese".
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/lang.h"

#include <stdbool.h>

enum err_kind {
	ERR_FAILED,  /* exit status 1: the world would not (disk, permission, lock) */
	ERR_USAGE,   /* 2: the command line */
	ERR_INVALID, /* 3: a file or its data is not valid */
	ERR_SEALED,  /* 1: handed in, and not revealed yet */
	ERR_DAMAGED, /* 3: the database is damaged, or gone while copies of it exist */
};

struct err {
	enum lang lang;
	bool set;
	enum err_kind kind;
	char text[1024]; /* cut at a character when longer; safe to print: controls and bidi are replaced */
};

__attribute__((format(printf, 2, 3))) bool fail(struct err *err, const char *format, ...);
__attribute__((format(printf, 3, 4))) bool fail_as(struct err *err, enum err_kind kind, const char *format,
						   ...);
void err_clear(struct err *err); /* keeps the language */

#endif
