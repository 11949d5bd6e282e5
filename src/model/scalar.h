/* SPDX-License-Identifier: MIT */
/* What a word of a YAML file is: a text, a number, an id. Pure. */
#ifndef MODEL_SCALAR_H
#define MODEL_SCALAR_H

#include "base/lang.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ID_BYTES_MAX 64

/* How the YAML readers of this world (1.1 and 1.2) take a word without quotes. */
enum scalar_meaning { SCALAR_TEXT, SCALAR_BOOL, SCALAR_NULL, SCALAR_NUMBER, SCALAR_DATE };

enum scalar_meaning scalar_meaning(const char *text);
struct tr scalar_meaning_word(enum scalar_meaning meaning); /* 数, a number */

bool scalar_int(const char *text, int64_t *value); /* decimal, no leading zero, at most 15 digits */
bool scalar_thousandths(const char *text,
			int64_t *value); /* decimal with at most three places, times 1000; not negative */

bool scalar_is_id(const char *text, size_t len); /* [a-z][a-z0-9]*([.-][a-z0-9]+)*, at most ID_BYTES_MAX */

/* Would a spreadsheet make something else of this id? (may-1, sep2, true) */
bool scalar_changes_in_spreadsheet(const char *id);

#endif
