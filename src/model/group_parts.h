/* SPDX-License-Identifier: MIT */
/* What the files of the group's arithmetic share. */
#ifndef MODEL_GROUP_PARTS_H
#define MODEL_GROUP_PARTS_H

#include "model/group.h"

#include <string.h>

struct crew { /* the arguments of group_compute(), and what follows from them at once */
	const struct instrument *instrument;
	const struct member *members;
	size_t count;
	const struct answers *agreed;
	enum asked *visible; /* count x items */
	size_t *shown;       /* people_shown() */
	bool beside_shown;   /* may those beside the group be shown? */
};

/* Was the question visible to that member? */
bool crew_saw(const struct crew *crew, size_t member, size_t item);

static inline bool person_is(const struct respondent *person, const char *role)
{
	return person->role && strcmp(person->role, role) == 0;
}

/* Fills reasons of the items, agenda and agenda_count. */
void agenda_make(struct group *group);

#endif
