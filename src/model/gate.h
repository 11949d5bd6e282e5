/* SPDX-License-Identifier: MIT */
/*
 * The stage gate, this tool's own reading of the guidebook, which has no pass rule. Of a stage, over its own
 * criteria and those of all stages before it:
 *
 *   not asked     none of its own has a verdict other than none; otherwise, of those that were asked,
 *   not ready     one is flagged or has level_high 0
 *   ready         each has level_low 1 or more, no unanswered question could open a flag, and all were asked
 *   ready so far  the same, but not all were asked
 *   undecided     in all other cases
 *
 * Part of score_compute(): nobody else calls it.
 */
#ifndef MODEL_GATE_H
#define MODEL_GATE_H

#include "model/score.h"

/* From the criteria, which are computed already, fill score->stages, reached and so_far. */
void gate_compute(struct score *score);

#endif
