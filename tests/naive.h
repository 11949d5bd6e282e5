/* SPDX-License-Identifier: MIT */
/*
 * Scoring a second time, the slow and simple way, for the tests to compare with. It reads only the questions
 * and the answers and shares no code with src/model/flow.c, score.c, gate.c or answers.c. No floating point.
 */
#ifndef TESTS_NAIVE_H
#define TESTS_NAIVE_H

#include "model/answers.h"
#include "model/instrument.h"

#include <stdbool.h>

#define NAIVE_CRITERIA  16
#define NAIVE_STAGES    8
#define NAIVE_QUESTIONS 64

/* A ratio not reduced; of 0: there is none. */
struct naive_ratio {
	long long part, of;
};

struct naive_criterion {
	int questions, answered, unknown, na, blank;
	struct naive_ratio coverage, low, score, high;
	bool levelled;
	int level_low, level_high, uncapped_low;
	int progress_level, progress_met, progress_of;
	int open_flags, without_evidence;
	const char *verdict; /* the words of exports */
};

struct naive_stage {
	int criteria, asked, standing;
	const char *gate;
};

struct naive_result {
	struct naive_criterion criteria[NAIVE_CRITERIA];
	struct naive_stage stages[NAIVE_STAGES];
	char asked[NAIVE_QUESTIONS]; /* y visible, n hidden, p undetermined */
	int reached;
	bool so_far;
};

void naive_score(const struct instrument *instrument, const struct answers *answers,
		 struct naive_result *result);

#endif
