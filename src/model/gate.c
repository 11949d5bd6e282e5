/* SPDX-License-Identifier: MIT */
#include "model/gate.h"

/*
 * "No unanswered question could open a flag" looks at undetermined questions too: they may yet be asked, and
 * a stage that is called ready must not lose that by a question that appears. (level_low is capped by visible
 * ones only.)
 */
static bool may_be_flagged(const struct criterion_score *c)
{
	return c->possible_flags > 0 || c->pending_flags > 0;
}

static enum gate gate_of(const struct score *score, size_t stage)
{
	const struct framework *framework = score->instrument->framework;
	bool fails = false, founded = true, settled = true, complete = true;
	if (!score->stages[stage].asked)
		return GATE_NOT_ASKED;
	for (size_t i = 0; i < framework->criterion_count; i++) {
		const struct criterion_score *c = &score->criteria[i];
		if (framework->criteria[i].stage > stage)
			continue;
		if (c->verdict == VERDICT_NONE) {
			complete = false;
			continue;
		}
		fails = fails || c->open_flags > 0 || c->level_high == 0;
		founded = founded && c->level_low >= 1;
		settled = settled && !may_be_flagged(c);
	}
	if (fails)
		return GATE_NOT_READY;
	if (!founded || !settled)
		return GATE_UNDECIDED;
	return complete ? GATE_READY : GATE_READY_SO_FAR;
}

static void count_criteria(struct score *score)
{
	const struct framework *framework = score->instrument->framework;
	for (size_t i = 0; i < framework->criterion_count; i++) {
		struct stage_score *s = &score->stages[framework->criteria[i].stage];
		s->criteria++;
		s->asked += score->criteria[i].verdict != VERDICT_NONE;
		s->standing += score->criteria[i].verdict >= VERDICT_FOUNDED;
	}
}

void gate_compute(struct score *score)
{
	size_t count = score->instrument->framework->stage_count;
	count_criteria(score);
	for (size_t i = 0; i < count; i++)
		score->stages[i].gate = gate_of(score, i);
	while (score->reached < count) {
		enum gate gate = score->stages[score->reached].gate;
		if (gate != GATE_READY && gate != GATE_READY_SO_FAR)
			break;
		score->so_far = score->so_far || gate == GATE_READY_SO_FAR;
		score->reached++;
	}
}

const char *gate_id(enum gate gate)
{
	static const char *const ids[GATE_COUNT] = {
		[GATE_NOT_ASKED] = "not_asked",       [GATE_NOT_READY] = "not_ready", [GATE_READY] = "ready",
		[GATE_READY_SO_FAR] = "ready_so_far", [GATE_UNDECIDED] = "undecided",
	};
	return ids[gate];
}
