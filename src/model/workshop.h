/* SPDX-License-Identifier: MIT */
/*
 * One workshop in memory, after the reveal: its people, their answers, and the group that comes out of them.
 * Before the reveal the store gives nobody's answers, so there is none.
 */
#ifndef MODEL_WORKSHOP_H
#define MODEL_WORKSHOP_H

#include "model/group.h"
#include "model/session.h"

/* A second round of private answers on one question. */
enum second_state { SECOND_NONE, SECOND_OPEN, SECOND_CLOSED };

struct person_answers {
	struct respondent person;
	struct answers answers, second;
	char (*at)[21];     /* when, one per item; "" where there is none */
	int64_t *revisions; /* one per item */
};

struct workshop {
	struct person_answers *people; /* those who handed in, as they were added; not the group */
	size_t count;
	size_t waiting; /* people who have not handed in: they count for nothing */
	struct group group;
	size_t *shown; /* people_shown() of each */
	bool any_shown;
};

/* After people were read, and whenever what the group agreed changed. */
void workshop_compute(struct workshop *workshop, const struct session *session);
void workshop_release(struct workshop *workshop);

#endif
