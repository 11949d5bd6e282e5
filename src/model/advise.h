/* SPDX-License-Identifier: MIT */
/*
 * What to do next: for each criterion that keeps the next stage from being ready, the smallest set of answers
 * that would move it to founded and unflagged. A level is cumulative, so the set is unique: the questions of
 * level 1 that are not met, and those whose flag is open or could open. For a question that is not asked yet
 * stands the visible one that decides whether it will be. Questions that better answers would make appear or
 * go are not foreseen.
 */
#ifndef MODEL_ADVISE_H
#define MODEL_ADVISE_H

#include "model/score.h"

struct step {
	size_t criterion;
	size_t *items; /* the questions whose answers would have to be better, or to be known; in the
			  instrument's order */
	size_t count;
	size_t unanswered; /* of them: not answered yet, so answering alone might do */
	bool flagged;
	bool earlier; /* belongs to a stage before the one the town says it is in: さかのぼって取り組む項目 */
};

struct steps {
	struct step *list;
	size_t count;
	size_t stage; /* the stage that these would make ready; stage_count when none is left */
};

/*
 * Ordered by what moves the gate with the least: by stage, then fewest questions first, then flagged before
 * not, then the framework's order. The stage is the first that is asked and not (so far) ready. own_stage: id
 * of the stage the town says it is in, "" or NULL for none; then what its own and the stages before it lack
 * is listed too.
 */
void advise(struct steps *steps, const struct score *score, const struct answers *answers,
	    const char *own_stage);
void steps_release(struct steps *steps);

/* ---- what a criterion that is not in place lacks, and what it asks for ---- */

/* Answered with less than a foundation, or in a state of caution. Where nothing was answered a town is not
 * told what to build: it may have it. */
bool criterion_is_weak(const struct criterion_score *c);

/*
 * The options, as bits, that an answered checklist feeding the criterion lacks. 0 for any other question, and
 * for a list that the guidebook gives as an example: of that, nothing is missing.
 */
uint32_t missing_options(const struct score *score, const struct answers *answers, size_t criterion,
			 size_t item);

/* Which of its advice to name where there is no room for all: the first few, which are the easiest; where
 * none of them names a city that did it, the last gives way to the first that does. Returns how many. */
enum { ADVICE_FIRST = 3 };
size_t advice_first(const struct criterion *criterion, size_t out[ADVICE_FIRST]);

#endif
