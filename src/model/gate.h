/* SPDX-License-Identifier: MIT */
/*
 * The stage gate of scoring.md, this tool's own reading of the guidebook: not asked, not ready, ready, ready
 * so far, undecided. Part of score_compute(): nobody else calls it.
 */
#ifndef MODEL_GATE_H
#define MODEL_GATE_H

#include "model/score.h"

/* From the criteria, which are computed already, fill score->stages, reached and so_far. */
void gate_compute(struct score *score);

#endif
