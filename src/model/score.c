/* SPDX-License-Identifier: MIT */
/*
 * One pass over the questions adds each to the criteria it feeds (tally), then each criterion is judged from
 * its tally alone. Sums stay in int64_t: the loader keeps weights and the number of questions far below what
 * would overflow (weights of 10^6 thousandths and 10^4 questions leave a factor of 10^4 in fraction_4).
 */
#include "model/score.h"

#include "base/alloc.h"
#include "model/gate.h"
#include "model/group.h"

#include <stdlib.h>

enum { LEVELS = 3, MET = 2, NO_CAP = LEVELS };

/* What a question is to the criteria it feeds. PART_OPEN: in A and not in R. */
enum part { PART_HIDDEN, PART_NA, PART_OPEN, PART_ANSWERED };

struct tally {
	size_t of[LEVELS + 1], met[LEVELS + 1], open[LEVELS + 1]; /* questions of A by level */
	bool begun;                 /* one of level 1 has a value of at least 1 */
	int open_cap, possible_cap; /* by open flags, by those that may open */
};

static enum part part_of(enum asked asked, const struct question *question, const struct answer *answer)
{
	if (asked == ASKED_NO)
		return PART_HIDDEN;
	if (asked == ASKED_PENDING) /* counts as blank, whatever is stored */
		return PART_OPEN;
	if (answer->state == STATE_NA)
		return PART_NA;
	return answer_value(question, answer) >= 0 ? PART_ANSWERED : PART_OPEN;
}

static void add_answered(struct criterion_score *c, struct tally *t, const struct question *question,
			 const struct answer *answer)
{
	int value = answer_value(question, answer);
	c->answered++;
	c->weight_answered += question->weight;
	c->points += question->weight * value;
	t->met[question->level] += value >= MET;
	t->begun = t->begun || (question->level == 1 && value >= 1);
	c->without_evidence += value >= MET && !(answer->evidence && *answer->evidence);
}

static void add_question(struct criterion_score *c, struct tally *t, const struct question *question,
			 const struct answer *answer, enum asked asked)
{
	enum part part = part_of(asked, question, answer);
	if (part == PART_HIDDEN)
		return;
	c->questions++;
	if (part == PART_NA) {
		c->not_applicable++;
		return;
	}
	c->weight_all += question->weight;
	t->of[question->level]++;
	if (part == PART_ANSWERED) {
		add_answered(c, t, question, answer);
		return;
	}
	t->open[question->level]++;
	if (asked == ASKED_YES && answer->state == STATE_UNKNOWN)
		c->unknown++;
	else
		c->blank++;
}

static int lower(int a, int b)
{
	return a < b ? a : b;
}

static void open_flag(struct score *score, struct tally *tallies, size_t item, size_t option)
{
	const struct flag *flag = score->instrument->items[item].question->options[option].flag;
	score->flags = xrealloc(score->flags, score->flag_count + 1, sizeof *score->flags);
	score->flags[score->flag_count++] = (struct open_flag){flag->criterion, item, option};
	score->criteria[flag->criterion].open_flags++;
	struct tally *t = &tallies[flag->criterion];
	t->open_cap = lower(t->open_cap, flag->cap);
}

static void open_flags(struct score *score, struct tally *tallies, size_t item, uint32_t chosen)
{
	const struct question *question = score->instrument->items[item].question;
	for (size_t i = 0; i < question->option_count; i++)
		if (question->options[i].flag && chosen & UINT32_C(1) << i)
			open_flag(score, tallies, item, i);
}

/* The flags of a question that several people answered; true when one is open. A split one caps level_low
 * alone. */
static bool voted_flags(struct score *score, struct tally *tallies, size_t item, const struct spread *votes)
{
	const struct question *question = score->instrument->items[item].question;
	bool open = false;
	for (size_t i = 0; i < question->option_count; i++) {
		enum flag_state state = spread_flag(votes, question, i);
		if (state == FLAG_OPEN) {
			open_flag(score, tallies, item, i);
			open = true;
		} else if (state == FLAG_SPLIT) {
			const struct flag *flag = question->options[i].flag;
			struct tally *t = &tallies[flag->criterion];
			t->possible_cap = lower(t->possible_cap, flag->cap);
			score->criteria[flag->criterion].possible_flags++;
		}
	}
	return open;
}

/* The flags that an unanswered question could open, for one of the criteria it feeds. */
static void possible_flags(struct criterion_score *c, struct tally *t, const struct question *question,
			   size_t criterion, enum asked asked)
{
	bool any = false;
	for (size_t i = 0; i < question->option_count; i++) {
		const struct flag *flag = question->options[i].flag;
		if (!flag || flag->criterion != criterion)
			continue;
		any = true;
		if (asked == ASKED_YES)
			t->possible_cap = lower(t->possible_cap, flag->cap);
	}
	if (asked == ASKED_YES)
		c->possible_flags += any;
	else
		c->pending_flags += any;
}

/* `votes` of the item where several people answered; NULL: one did. */
static void add_item(struct score *score, struct tally *tallies, const struct answers *answers, size_t item,
		     const struct spread *votes)
{
	const struct question *question = score->instrument->items[item].question;
	const struct answer *answer = &answers->at[item];
	enum asked asked = score->asked[item];
	enum part part = part_of(asked, question, answer);
	bool voted =
		votes && asked == ASKED_YES && part != PART_NA && voted_flags(score, tallies, item, votes);
	for (size_t i = 0; i < question->criterion_count; i++) {
		size_t criterion = question->criteria[i];
		add_question(&score->criteria[criterion], &tallies[criterion], question, answer, asked);
		if (part == PART_OPEN && !voted)
			possible_flags(&score->criteria[criterion], &tallies[criterion], question, criterion,
				       asked);
	}
	if (part == PART_ANSWERED && !votes)
		open_flags(score, tallies, item, answer->options);
}

static int highest_level(const struct tally *t)
{
	int level = LEVELS;
	while (level > 0 && !t->of[level])
		level--;
	return level;
}

/* Levels are cumulative: the first that is not met ends the row. `hopeful` counts open questions as met. */
static int reached_level(const struct tally *t, bool hopeful)
{
	int level = 0, highest = highest_level(t);
	while (level < highest && t->met[level + 1] + (hopeful ? t->open[level + 1] : 0) == t->of[level + 1])
		level++;
	return level;
}

static bool two_thirds(const struct criterion_score *c)
{
	return 3 * c->weight_answered >= 2 * c->weight_all;
}

static enum verdict judge(const struct criterion_score *c, const struct tally *t)
{
	if (!c->has_level)
		return VERDICT_NONE;
	if (c->open_flags)
		return VERDICT_FLAGGED;
	if (!two_thirds(c) && c->level_low == 0 && c->level_high >= 1)
		return VERDICT_WITHHELD;
	switch (c->level_low) {
	case 0:
		return t->begun ? VERDICT_STARTED : VERDICT_ABSENT;
	case 1:
		return VERDICT_FOUNDED;
	case 2:
		return VERDICT_PRACTISED;
	default:
		return VERDICT_ESTABLISHED;
	}
}

static void set_scores(struct criterion_score *c)
{
	if (!c->weight_all)
		return;
	int64_t open = c->weight_all - c->weight_answered;
	c->coverage = (struct fraction){c->weight_answered, c->weight_all};
	c->low = (struct fraction){c->points, 3 * c->weight_all};
	c->high = (struct fraction){c->points + 3 * open, 3 * c->weight_all};
	if (two_thirds(c))
		c->score = (struct fraction){c->points, 3 * c->weight_answered};
}

static void set_levels(struct criterion_score *c, const struct tally *t)
{
	c->has_level = t->of[1] > 0;
	if (!c->has_level)
		return;
	c->uncapped_low = reached_level(t, false);
	c->level_high = lower(reached_level(t, true), t->open_cap);
	c->level_low = lower(c->uncapped_low, lower(t->open_cap, t->possible_cap));
	c->progress_level = lower(c->uncapped_low + 1, highest_level(t));
	c->progress_met = t->met[c->progress_level];
	c->progress_of = t->of[c->progress_level];
}

static void keep_answers(struct answers *given, const struct answers *answers)
{
	answers_init(given, answers->count);
	for (size_t i = 0; i < answers->count; i++) {
		given->at[i].state = answers->at[i].state;
		given->at[i].options = answers->at[i].options;
	}
}

void score_compute_voted(struct score *score, const struct instrument *instrument,
			 const struct answers *answers, const struct spread *votes)
{
	const struct framework *framework = instrument->framework;
	size_t count = framework->criterion_count;
	struct tally *tallies = xcalloc(count + 1, sizeof *tallies);
	*score = (struct score){
		.instrument = instrument,
		.criteria = xcalloc(count + 1, sizeof *score->criteria),
		.stages = xcalloc(framework->stage_count + 1, sizeof *score->stages),
		.asked = xcalloc(instrument->count + 1, sizeof *score->asked),
	};
	keep_answers(&score->given, answers);
	flow_asked(instrument, answers, score->asked);
	for (size_t i = 0; i < count; i++)
		tallies[i].open_cap = tallies[i].possible_cap = NO_CAP;
	for (size_t i = 0; i < instrument->count; i++)
		add_item(score, tallies, answers, i, votes ? &votes[i] : NULL);
	for (size_t i = 0; i < count; i++) {
		set_scores(&score->criteria[i]);
		set_levels(&score->criteria[i], &tallies[i]);
		score->criteria[i].verdict = judge(&score->criteria[i], &tallies[i]);
	}
	free(tallies);
	gate_compute(score);
}

void score_compute(struct score *score, const struct instrument *instrument, const struct answers *answers)
{
	score_compute_voted(score, instrument, answers, NULL);
}

void score_release(struct score *score)
{
	free(score->criteria);
	free(score->stages);
	free(score->asked);
	free(score->flags);
	answers_release(&score->given);
	*score = (struct score){0};
}

bool score_counts(const struct score *score, const struct answers *answers, size_t criterion, size_t item)
{
	const struct question *question = score->instrument->items[item].question;
	enum part part = part_of(score->asked[item], question, &answers->at[item]);
	if (part != PART_OPEN && part != PART_ANSWERED)
		return false;
	for (size_t i = 0; i < question->criterion_count; i++)
		if (question->criteria[i] == criterion)
			return true;
	return false;
}

static int rounded(struct fraction f, int64_t scale)
{
	return (int)((2 * scale * f.num + f.den) / (2 * f.den));
}

int fraction_percent(struct fraction f)
{
	return rounded(f, 100);
}

int fraction_4(struct fraction f)
{
	return rounded(f, 10000);
}

const char *verdict_id(enum verdict verdict)
{
	static const char *const ids[VERDICT_COUNT] = {
		[VERDICT_NONE] = "none",           [VERDICT_FLAGGED] = "flagged",
		[VERDICT_WITHHELD] = "withheld",   [VERDICT_ABSENT] = "absent",
		[VERDICT_STARTED] = "started",     [VERDICT_FOUNDED] = "founded",
		[VERDICT_PRACTISED] = "practised", [VERDICT_ESTABLISHED] = "established",
	};
	return ids[verdict];
}
