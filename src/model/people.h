/* SPDX-License-Identifier: MIT */
/* Kinds of departments and roles of respondents: ids for files, words for people. */
#ifndef MODEL_PEOPLE_H
#define MODEL_PEOPLE_H

#include "base/lang.h"

#include <stddef.h>

struct kind {
	const char *id;
	struct tr word;
};

extern const struct kind DEPARTMENTS[];
extern const size_t DEPARTMENT_COUNT;
extern const struct kind ROLES[];
extern const size_t ROLE_COUNT;

/* Index by id; `count` when there is none. */
size_t kind_find(const struct kind *kinds, size_t count, const char *id);

#endif
