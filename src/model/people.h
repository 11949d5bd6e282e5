/* SPDX-License-Identifier: MIT */
/* Who answers: kinds of departments and roles (ids for files, words for people), and the respondents of a
 * workshop. */
#ifndef MODEL_PEOPLE_H
#define MODEL_PEOPLE_H

#include "base/lang.h"

#include <stdbool.h>
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

/* One respondent. Strings are owned, never NULL once filled. */
struct respondent {
	char *id;
	char *alias;                   /* never a real name required; "" for the group */
	char *department, *role;       /* ids; "" where not given */
	char *added_at, *handed_in_at; /* UTC, ISO 8601; handed_in_at "": not yet */
	bool group;                    /* the group itself: its answers are what was agreed */
	bool consents;                 /* to be shown in a department of fewer than three */
	bool begun;                    /* has answered something */
};

struct respondents {
	struct respondent *list; /* the group first where there is one, then as they were added */
	size_t count;
};

/* The municipality's own people, who form the group's answer: staff, manager, executive. A role that was not
 * given counts as one of them. */
bool role_is_own(const char *role);
void respondent_copy(struct respondent *to, const struct respondent *from); /* `to` is released first */
void respondent_release(struct respondent *respondent);                     /* back to zero */
void respondents_release(struct respondents *respondents);

#endif
