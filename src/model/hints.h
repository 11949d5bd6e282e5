/* SPDX-License-Identifier: MIT */
/*
 * Answers that cannot both be so, as the questionnaires declare them (`contradictions`): something to check,
 * said kindly. Nothing is blocked and no score changes.
 */
#ifndef MODEL_HINTS_H
#define MODEL_HINTS_H

#include "model/flow.h"

struct hint {
	size_t items[2]; /* the two questions, in the instrument's order */
	struct tr text;  /* borrowed from the questionnaire */
};

struct hints {
	struct hint *list;
	size_t count;
};

/*
 * Every contradiction of the questionnaires that the instrument's questions come from whose two questions are
 * in the instrument, visible, and answered so that both sides are true. A selection brings those of the
 * questionnaires it takes its questions from. Ordered by questionnaire, then as declared.
 */
void hints_find(struct hints *hints, const struct instrument *instrument, const struct answers *answers,
		const enum asked *asked);
void hints_release(struct hints *hints);

#endif
