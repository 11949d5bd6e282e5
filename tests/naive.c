/* SPDX-License-Identifier: MIT */
#include "naive.h"

#include <string.h>

/* One question with its answer, as this file sees it: everything it needs, flat. */
struct card {
	char state; /* a answered, u unknown, x not applicable, - blank */
	int v;      /* with state a */
	bool ticked[32];
	int level;
	long long weight;
	bool feeds[NAIVE_CRITERIA];
	int parent; /* -1: always asked */
	bool by_value;
	int at_least;
	bool any_of[32];
	bool evidence;
	struct {
		int criterion, cap; /* criterion -1: no flag */
	} flag[32];
	int options;
};

struct deck {
	struct card card[NAIVE_QUESTIONS];
	int n;
};

static int value_of(const struct question *q, const struct card *k)
{
	int ticks = 0;
	for (int o = 0; o < k->options; o++)
		if (k->ticked[o]) {
			if (q->type == QUESTION_CHOICE)
				return q->options[o].value;
			ticks++;
		}
	if (ticks >= q->thresholds[2])
		return 3;
	if (ticks >= q->thresholds[1])
		return 2;
	return ticks >= q->thresholds[0] ? 1 : 0;
}

static void deal_question(struct card *k, const struct question *q)
{
	k->level = q->level;
	k->weight = (long long)q->weight;
	for (size_t c = 0; c < q->criterion_count; c++)
		k->feeds[q->criteria[c]] = true;
	k->options = (int)q->option_count;
	for (int o = 0; o < k->options; o++) {
		const struct flag *f = q->options[o].flag;
		k->flag[o].criterion = f ? (int)f->criterion : -1;
		k->flag[o].cap = f ? f->cap : 3;
	}
	if (q->condition) {
		k->by_value = q->condition->by_value;
		k->at_least = q->condition->at_least;
		for (int o = 0; o < 32; o++)
			k->any_of[o] = (q->condition->options >> o) & 1;
	}
}

static void deal(struct deck *d, const struct instrument *instrument, const struct answers *answers)
{
	memset(d, 0, sizeof *d);
	d->n = (int)instrument->count;
	for (int i = 0; i < d->n; i++) {
		struct card *k = &d->card[i];
		const struct answer *a = &answers->at[i];
		const struct question *q = instrument->items[i].question;
		deal_question(k, q);
		k->parent = q->condition ? (int)instrument->items[i].parent : -1;
		k->state = "-aux"[a->state];
		k->evidence = a->evidence && a->evidence[0];
		for (int o = 0; o < 32; o++)
			k->ticked[o] = (a->options >> o) & 1;
		if (k->state == 'a')
			k->v = value_of(q, k);
	}
}

/* "The condition is true, false or undetermined", from the child upwards. */
static char asked_of(const struct deck *d, int i)
{
	const struct card *k = &d->card[i];
	if (k->parent < 0)
		return 'y';
	const struct card *p = &d->card[k->parent];
	char above = asked_of(d, k->parent);
	if (above == 'n')
		return 'n'; /* false when it is hidden */
	if (above == 'p')
		return 'p'; /* or itself undetermined */
	if (p->state == 'x')
		return 'n'; /* or na */
	if (p->state == 'u' || p->state == '-')
		return 'p';
	if (k->by_value)
		return p->v >= k->at_least ? 'y' : 'n';
	for (int o = 0; o < 32; o++)
		if (k->any_of[o] && p->ticked[o])
			return 'y';
	return 'n';
}

/* The state that counts in every figure: an undetermined question is blank. 0: takes no part. */
static char counted_state(const struct deck *d, int i)
{
	char asked = asked_of(d, i);
	return asked == 'n' ? 0 : asked == 'p' ? '-' : d->card[i].state;
}

static bool in_a(const struct deck *d, int c, int i)
{
	char s = counted_state(d, i);
	return d->card[i].feeds[c] && s && s != 'x';
}

static bool is_met(const struct deck *d, int i, bool hoping)
{
	if (counted_state(d, i) == 'a')
		return d->card[i].v >= 2;
	return hoping;
}

static int highest(const struct deck *d, int c)
{
	int top = 0;
	for (int i = 0; i < d->n; i++)
		if (in_a(d, c, i) && d->card[i].level > top)
			top = d->card[i].level;
	return top;
}

/* "The largest k, at most the highest l in A, such that every question of A with l <= k …": try 3, 2, 1. */
static int level_of(const struct deck *d, int c, bool hoping)
{
	for (int k = 3; k >= 1; k--) {
		bool every = k <= highest(d, c);
		for (int i = 0; i < d->n; i++)
			if (in_a(d, c, i) && d->card[i].level <= k && !is_met(d, i, hoping))
				every = false;
		if (every)
			return k;
	}
	return 0;
}

static bool opens(const struct deck *d, int c, int i, int o)
{
	return counted_state(d, i) == 'a' && o < d->card[i].options && d->card[i].ticked[o] &&
	       d->card[i].flag[o].criterion == c;
}

/* Unanswered with a flag of this criterion among its options. */
static bool could_open(const struct deck *d, int c, int i, int o)
{
	char s = counted_state(d, i);
	return (s == 'u' || s == '-') && o < d->card[i].options && d->card[i].flag[o].criterion == c;
}

static int min_of(int a, int b)
{
	return a < b ? a : b;
}

static void count_states(const struct deck *d, int c, struct naive_criterion *r)
{
	for (int i = 0; i < d->n; i++) {
		char s = counted_state(d, i);
		if (!d->card[i].feeds[c] || !s)
			continue;
		r->questions += 1;
		r->answered += s == 'a';
		r->unknown += s == 'u';
		r->na += s == 'x';
		r->blank += s == '-';
		if (s == 'a' && d->card[i].v >= 2 && !d->card[i].evidence)
			r->without_evidence++;
	}
}

static void work_out_scores(const struct deck *d, int c, struct naive_criterion *r)
{
	long long wa = 0, wr = 0, sum = 0;
	for (int i = 0; i < d->n; i++) {
		if (!in_a(d, c, i))
			continue;
		wa += d->card[i].weight;
		if (counted_state(d, i) != 'a')
			continue;
		wr += d->card[i].weight;
		sum += d->card[i].weight * d->card[i].v;
	}
	if (wa == 0)
		return;
	r->coverage = (struct naive_ratio){wr, wa};
	r->low = (struct naive_ratio){sum, wa * 3};
	/* low + (1 - coverage), over the common denominator 3 wa */
	r->high = (struct naive_ratio){sum + 3 * (wa - wr), wa * 3};
	if (wr * 3 >= wa * 2)
		r->score = (struct naive_ratio){sum, wr * 3};
}

static void work_out_levels(const struct deck *d, int c, struct naive_criterion *r)
{
	for (int i = 0; i < d->n; i++)
		if (in_a(d, c, i) && d->card[i].level == 1)
			r->levelled = true;
	for (int i = 0; i < d->n; i++)
		for (int o = 0; o < 32; o++)
			r->open_flags += opens(d, c, i, o);
	if (!r->levelled)
		return;
	r->uncapped_low = r->level_low = level_of(d, c, false);
	r->level_high = level_of(d, c, true);
	for (int i = 0; i < d->n; i++)
		for (int o = 0; o < 32; o++) {
			if (opens(d, c, i, o)) {
				r->level_low = min_of(r->level_low, d->card[i].flag[o].cap);
				r->level_high = min_of(r->level_high, d->card[i].flag[o].cap);
			}
			if (could_open(d, c, i, o) && asked_of(d, i) == 'y')
				r->level_low = min_of(r->level_low, d->card[i].flag[o].cap);
		}
	r->progress_level = min_of(r->uncapped_low + 1, highest(d, c));
	for (int i = 0; i < d->n; i++)
		if (in_a(d, c, i) && d->card[i].level == r->progress_level) {
			r->progress_of++;
			r->progress_met += is_met(d, i, false);
		}
}

static const char *verdict_of(const struct deck *d, int c, const struct naive_criterion *r)
{
	if (!r->levelled)
		return "none";
	if (r->open_flags > 0)
		return "flagged";
	if (r->score.of == 0 && r->level_low == 0 && r->level_high >= 1)
		return "withheld";
	if (r->level_low > 0)
		return r->level_low == 1 ? "founded" : r->level_low == 2 ? "practised" : "established";
	for (int i = 0; i < d->n; i++)
		if (in_a(d, c, i) && d->card[i].level == 1 && counted_state(d, i) == 'a' && d->card[i].v >= 1)
			return "started";
	return "absent";
}

static bool is_asked(const struct naive_result *r, int c)
{
	return strcmp(r->criteria[c].verdict, "none") != 0;
}

static bool flag_could_open(const struct deck *d, int c)
{
	for (int i = 0; i < d->n; i++)
		for (int o = 0; o < 32; o++)
			if (d->card[i].feeds[c] && could_open(d, c, i, o))
				return true;
	return false;
}

static const char *gate_of(const struct deck *d, const struct framework *f, const struct naive_result *r,
			   size_t stage)
{
	bool own = false, bad = false, good = true, all = true;
	for (int c = 0; c < (int)f->criterion_count; c++) {
		if (f->criteria[c].stage == stage && is_asked(r, c))
			own = true;
		if (f->criteria[c].stage > stage)
			continue;
		if (!is_asked(r, c)) {
			all = false;
			continue;
		}
		if (!strcmp(r->criteria[c].verdict, "flagged") || r->criteria[c].level_high == 0)
			bad = true;
		if (r->criteria[c].level_low < 1 || flag_could_open(d, c))
			good = false;
	}
	if (!own)
		return "not_asked";
	if (bad)
		return "not_ready";
	if (good)
		return all ? "ready" : "ready_so_far";
	return "undecided";
}

static void work_out_stages(const struct deck *d, const struct framework *f, struct naive_result *r)
{
	bool row = true;
	for (size_t s = 0; s < f->stage_count; s++) {
		struct naive_stage *stage = &r->stages[s];
		for (int c = 0; c < (int)f->criterion_count; c++) {
			const struct naive_criterion *k = &r->criteria[c];
			if (f->criteria[c].stage != s)
				continue;
			stage->criteria++;
			stage->asked += is_asked(r, c);
			stage->standing += is_asked(r, c) && k->level_low >= 1 && k->open_flags == 0;
		}
		stage->gate = gate_of(d, f, r, s);
		row = row && strncmp(stage->gate, "ready", 5) == 0;
		if (row) {
			r->reached++;
			r->so_far = r->so_far || strcmp(stage->gate, "ready_so_far") == 0;
		}
	}
}

void naive_score(const struct instrument *instrument, const struct answers *answers,
		 struct naive_result *result)
{
	static struct deck d;
	memset(result, 0, sizeof *result);
	deal(&d, instrument, answers);
	for (int i = 0; i < d.n; i++)
		result->asked[i] = asked_of(&d, i);
	for (int c = 0; c < (int)instrument->framework->criterion_count; c++) {
		struct naive_criterion *r = &result->criteria[c];
		count_states(&d, c, r);
		work_out_scores(&d, c, r);
		work_out_levels(&d, c, r);
		r->verdict = verdict_of(&d, c, r);
	}
	work_out_stages(&d, instrument->framework, result);
}
