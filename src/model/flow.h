/* SPDX-License-Identifier: MIT */
/*
 * Which questions are asked, given the answers so far. Pure. A condition is undetermined while the question
 * it names is visible and unknown or blank, or undetermined itself; false when that one is hidden or na.
 */
#ifndef MODEL_FLOW_H
#define MODEL_FLOW_H

#include "model/answers.h"

enum asked {
	ASKED_YES,     /* visible: no condition, or a true one */
	ASKED_NO,      /* hidden: takes no part; its answer is kept */
	ASKED_PENDING, /* undetermined: not asked, counts as blank */
};

/* One for each item of the instrument. */
void flow_asked(const struct instrument *instrument, const struct answers *answers, enum asked *asked);

/* Is the question that the condition names answered so that it is true? */
bool flow_holds(const struct condition *condition, const struct question *question,
		const struct answer *answer);

/* The next or previous visible item from `at` (which need not be visible); ITEM_NONE at the end. flow_first:
 * from the start. */
size_t flow_next(const enum asked *asked, size_t count, size_t at);
size_t flow_prev(const enum asked *asked, size_t count, size_t at);
size_t flow_first(const enum asked *asked, size_t count);

/* The first visible question that is blank; ITEM_NONE when all have been answered. */
size_t flow_first_blank(const struct instrument *instrument, const struct answers *answers,
			const enum asked *asked);

struct flow_count {
	size_t visible, answered, unknown, not_applicable, blank; /* of the visible ones */
	size_t pending;                                           /* not asked yet */
};
struct flow_count flow_tally(const struct instrument *instrument, const struct answers *answers,
			     const enum asked *asked);

const char *asked_id(enum asked asked); /* yes, no, pending */

#endif
