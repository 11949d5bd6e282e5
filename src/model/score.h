/* SPDX-License-Identifier: MIT */
/*
 * Scores of one respondent's answers (or a group's). Pure integer arithmetic: weights are thousandths, a
 * score is a fraction of integers, nothing is rounded before it is shown.
 *
 * Of one criterion: A are the questions that feed it, are visible or undetermined and are not na; R those of
 * A that are answered; W the sum of weights; w and v a question's weight and the value of its answer, 0 to 3.
 *
 *   coverage    W(R) / W(A)
 *   low         sum over R of w v/3, by W(A): what is missing at its worst (Manski's bounds)
 *   high        low + (1 - coverage): what is missing at its best
 *   score       sum over R of w v/3, by W(R); only where coverage is at least 2/3
 *   level_low   the largest k, at most the highest level in A, such that every question of A up to level k is
 *               answered with v >= 2; 0 if there is none (cumulative, as in C2M2 2.1)
 *   level_high  the same, with unknown and blank counted as met
 *   progress    of the questions of A one level above level_low before any cap: how many have v >= 2
 *
 * A chosen option with a red flag opens the flag: both levels are then at most its cap. A visible question
 * with such options that is unknown or blank caps level_low alone (one indicator of failure is enough, as in
 * the NCSC CAF). The score is never altered.
 *
 * The verdict is the first that applies: none (A is empty or has no question of level 1), flagged, withheld
 * (coverage below 2/3, level_low 0, level_high above), then by level_low 0 absent (no question of level 1
 * with v >= 1) or started, 1 founded, 2 practised, 3 established.
 */
#ifndef MODEL_SCORE_H
#define MODEL_SCORE_H

#include "model/answers.h"
#include "model/flow.h"

struct fraction {
	int64_t num, den; /* den 0: does not exist */
};

enum verdict {
	VERDICT_NONE,
	VERDICT_FLAGGED,
	VERDICT_WITHHELD,
	VERDICT_ABSENT,
	VERDICT_STARTED,
	VERDICT_FOUNDED,
	VERDICT_PRACTISED,
	VERDICT_ESTABLISHED,
	VERDICT_COUNT,
};

struct criterion_score {
	/* Questions that feed the criterion and are visible or undetermined; = answered + unknown +
	 * not_applicable + blank. */
	size_t questions, answered, unknown, not_applicable, blank;
	int64_t weight_all;                         /* W(A), thousandths; A leaves out what is na */
	int64_t weight_answered;                    /* W(R) */
	int64_t points;                             /* sum over R of w*v, thousandths; v 0..3 */
	struct fraction coverage, low, high, score; /* score does not exist below a coverage of 2/3 */
	bool has_level;                             /* A has a question of level 1 */
	int level_low, level_high;                  /* 0..3, after the caps by flags */
	int uncapped_low;                           /* level_low before any cap */
	int progress_level; /* the level that progress speaks of, 0 when there is none */
	size_t progress_met, progress_of;
	enum verdict verdict;
	size_t open_flags;     /* see score.flags */
	size_t possible_flags; /* visible, non-na questions, unknown or blank, with an option that would open
				  a flag here */
	size_t pending_flags; /* the same of undetermined questions: they keep the gate open but cap no level,
				 since they are not asked yet */
	size_t without_evidence; /* answers of value >= 2 that name no evidence */
};

enum gate { GATE_NOT_ASKED, GATE_NOT_READY, GATE_READY, GATE_READY_SO_FAR, GATE_UNDECIDED, GATE_COUNT };

struct stage_score {
	enum gate gate;
	size_t criteria; /* of this stage, in the framework */
	size_t asked;    /* of them with a verdict other than none */
	size_t standing; /* of them founded or better and unflagged */
};

struct open_flag {
	size_t criterion, item, option; /* named questionnaire/question:option */
};

struct score {
	const struct instrument *instrument;
	struct criterion_score *criteria; /* one per criterion of the framework */
	struct stage_score *stages;       /* one per stage */
	enum asked *asked;                /* one per item */
	struct open_flag *flags;
	size_t flag_count;
	struct answers given; /* what was scored: a copy of states and options, without the texts */
	size_t reached; /* how many stages, in an unbroken row from the first, are ready or ready so far */
	bool so_far;    /* one of those is only ready so far */
};

void score_compute(struct score *score, const struct instrument *instrument, const struct answers *answers);
void score_release(struct score *score);

/* Does this item belong to A of that criterion? (feeds it, not hidden, not na) */
bool score_counts(const struct score *score, const struct answers *answers, size_t criterion, size_t item);

/* Rounded half up on integers: to 0..100, and to 4 decimals as 0..10000. The fraction must exist. */
int fraction_percent(struct fraction f);
int fraction_4(struct fraction f);

const char *verdict_id(
	enum verdict verdict);       /* none flagged withheld absent started founded practised established */
const char *gate_id(enum gate gate); /* not_asked not_ready ready ready_so_far undecided */

#endif
