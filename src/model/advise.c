/* SPDX-License-Identifier: MIT */
#include "model/advise.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

static size_t stage_index(const struct framework *framework, const char *id)
{
	for (size_t i = 0; id && i < framework->stage_count; i++)
		if (strcmp(framework->stages[i].id, id) == 0)
			return i;
	return 0; /* nothing lies before the first, and its steps are listed in any case */
}

static size_t first_not_ready(const struct score *score)
{
	size_t count = score->instrument->framework->stage_count;
	for (size_t i = 0; i < count; i++) {
		enum gate gate = score->stages[i].gate;
		if (gate == GATE_NOT_READY || gate == GATE_UNDECIDED)
			return i;
	}
	return count;
}

static bool is_lacking(const struct criterion_score *c)
{
	if (c->verdict == VERDICT_NONE)
		return false;
	return c->open_flags || c->level_low == 0 || c->possible_flags || c->pending_flags;
}

static bool has_flag_on(const struct question *question, size_t criterion)
{
	for (size_t i = 0; i < question->option_count; i++)
		if (question->options[i].flag && question->options[i].flag->criterion == criterion)
			return true;
	return false;
}

static bool flag_is_open(const struct score *score, size_t criterion, size_t item)
{
	for (size_t i = 0; i < score->flag_count; i++)
		if (score->flags[i].criterion == criterion && score->flags[i].item == item)
			return true;
	return false;
}

static bool stands_in_the_way(const struct score *score, const struct answers *answers, size_t criterion,
			      size_t item)
{
	const struct question *question = score->instrument->items[item].question;
	if (!score_counts(score, answers, criterion, item))
		return false;
	int value = score->asked[item] == ASKED_YES ? answer_value(question, &answers->at[item]) : -1;
	if (question->level == 1 && value < 2)
		return true;
	return value < 0 ? has_flag_on(question, criterion) : flag_is_open(score, criterion, item);
}

/* The question one can answer now: itself, or the visible one that decides whether it will be asked. */
static size_t answerable(const struct score *score, size_t item)
{
	while (score->asked[item] == ASKED_PENDING)
		item = score->instrument->items[item].parent;
	return item;
}

static struct step step_for(const struct score *score, const struct answers *answers, size_t criterion)
{
	size_t count = score->instrument->count;
	bool *wanted = xcalloc(count + 1, sizeof *wanted);
	struct step step = {
		.criterion = criterion,
		.items = xcalloc(count + 1, sizeof *step.items),
		.flagged = score->criteria[criterion].open_flags > 0,
	};
	for (size_t i = 0; i < count; i++)
		if (stands_in_the_way(score, answers, criterion, i))
			wanted[answerable(score, i)] = true;
	for (size_t i = 0; i < count; i++)
		if (wanted[i]) {
			step.items[step.count++] = i;
			step.unanswered += answers->at[i].state != STATE_ANSWERED;
		}
	free(wanted);
	return step;
}

/* Negative when a comes before b. The criteria come in the framework's order, and the sort below keeps it. */
static int compare(const struct framework *framework, const struct step *a, const struct step *b)
{
	size_t stage_a = framework->criteria[a->criterion].stage;
	size_t stage_b = framework->criteria[b->criterion].stage;
	if (stage_a != stage_b)
		return stage_a < stage_b ? -1 : 1;
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	return (int)b->flagged - (int)a->flagged;
}

static void insert(struct steps *steps, const struct framework *framework, struct step step)
{
	size_t at = steps->count++;
	for (; at > 0 && compare(framework, &step, &steps->list[at - 1]) < 0; at--)
		steps->list[at] = steps->list[at - 1];
	steps->list[at] = step;
}

void advise(struct steps *steps, const struct score *score, const struct answers *answers,
	    const char *own_stage)
{
	const struct framework *framework = score->instrument->framework;
	size_t own = stage_index(framework, own_stage);
	*steps = (struct steps){
		.list = xcalloc(framework->criterion_count + 1, sizeof *steps->list),
		.stage = first_not_ready(score),
	};
	size_t last = own > steps->stage ? own : steps->stage;
	for (size_t i = 0; i < framework->criterion_count; i++) {
		size_t stage = framework->criteria[i].stage;
		if (stage > last || !is_lacking(&score->criteria[i]))
			continue;
		struct step step = step_for(score, answers, i);
		step.earlier = stage < own;
		insert(steps, framework, step);
	}
}

void steps_release(struct steps *steps)
{
	for (size_t i = 0; i < steps->count; i++)
		free(steps->list[i].items);
	free(steps->list);
	*steps = (struct steps){0};
}

bool criterion_is_weak(const struct criterion_score *c)
{
	return c->verdict != VERDICT_NONE && ((c->answered && c->level_low == 0) || c->open_flags);
}

static bool question_feeds(const struct question *question, size_t criterion)
{
	for (size_t i = 0; i < question->criterion_count; i++)
		if (question->criteria[i] == criterion)
			return true;
	return false;
}

uint32_t missing_options(const struct score *score, const struct answers *answers, size_t criterion,
			 size_t item)
{
	const struct question *question = score->instrument->items[item].question;
	const struct answer *answer = &answers->at[item];
	if (question->type != QUESTION_CHECKLIST || question->basis == BASIS_EXAMPLE ||
	    !question_feeds(question, criterion) || score->asked[item] != ASKED_YES ||
	    answer->state != STATE_ANSWERED)
		return 0;
	return ~answer->options & ((UINT32_C(1) << question->option_count) - 1);
}

size_t advice_first(const struct criterion *criterion, size_t out[ADVICE_FIRST])
{
	size_t all = criterion->advice_count, count = all < ADVICE_FIRST ? all : ADVICE_FIRST, example = 0;
	while (example < all && !criterion->advice[example].example)
		example++;
	for (size_t i = 0; i < count; i++)
		out[i] = i;
	if (example >= count && example < all)
		out[count - 1] = example;
	return count;
}
