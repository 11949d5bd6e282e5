/* SPDX-License-Identifier: MIT */
/*
 * Two points in time ("Two points in time" in the scoring rules). Pure. Q = the questions that both asked (A
 * of each, per criterion) with the same id and the same scoring (type, values, level, weight, criteria,
 * flags).
 *
 *   comparability = W(Q) / W(A1 or A2);  real change = score2 - score1 over Q;  instrument change = the rest
 *
 * Below 2/3 comparability no arrow is drawn. A change is called one only where the [low, high] intervals over
 * Q do not overlap.
 */
#ifndef MODEL_COMPARE_H
#define MODEL_COMPARE_H

#include "model/score.h"

enum change_kind { CHANGE_NONE, CHANGE_UP, CHANGE_DOWN, CHANGE_NOT_COMPARABLE, CHANGE_NOT_ASKED };

struct criterion_change {                  /* of a criterion that either framework has */
	const struct criterion *criterion; /* of the second, else of the first */
	size_t first, second;              /* index in each framework; SIZE_MAX: not there */
	struct fraction comparability;     /* den 0: neither asked */
	/* Over Q, each as in scoring.h's criterion_score. */
	struct fraction low1, high1, score1, low2, high2, score2;
	bool has_real, has_whole;
	struct fraction real;       /* score2 - score1 over Q; num may be negative */
	struct fraction whole;      /* score2 - score1 over all that each asked */
	struct fraction instrument; /* whole - real */
	enum change_kind kind;
};

struct comparison {
	struct criterion_change *list;
	size_t count;
};

void comparison_make(struct comparison *comparison, const struct score *first, const struct score *second);
void comparison_release(struct comparison *comparison);

#endif
