/* SPDX-License-Identifier: MIT */
#include "model/compare.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* One side of a criterion: its score, and where the criterion is in its framework (SIZE_MAX: it is not). */
struct side {
	const struct score *score;
	size_t criterion;
};

struct sums { /* over some questions; weights in thousandths */
	int64_t all, answered, points;
};

static const struct framework *framework_of(const struct score *score)
{
	return score->instrument->framework;
}

static size_t criterion_of(const struct score *score, const char *id)
{
	const struct framework *f = framework_of(score);
	for (size_t c = 0; c < f->criterion_count; c++)
		if (strcmp(f->criteria[c].id, id) == 0)
			return c;
	return SIZE_MAX;
}

static bool counts(const struct side *side, size_t item)
{
	return side->criterion != SIZE_MAX &&
	       score_counts(side->score, &side->score->given, side->criterion, item);
}

/* ---- the same question, scored in the same way? ---- */

static bool same_criteria(const struct question *a, const struct framework *fa, const struct question *b,
			  const struct framework *fb)
{
	if (a->criterion_count != b->criterion_count)
		return false;
	for (size_t i = 0; i < a->criterion_count; i++)
		if (strcmp(fa->criteria[a->criteria[i]].id, fb->criteria[b->criteria[i]].id) != 0)
			return false;
	return true;
}

static bool same_flag(const struct flag *a, const struct framework *fa, const struct flag *b,
		      const struct framework *fb)
{
	if (!a || !b)
		return a == b;
	return a->cap == b->cap && strcmp(fa->criteria[a->criterion].id, fb->criteria[b->criterion].id) == 0;
}

static bool same_options(const struct question *a, const struct framework *fa, const struct question *b,
			 const struct framework *fb)
{
	if (a->option_count != b->option_count)
		return false;
	for (size_t i = 0; i < a->option_count; i++) {
		const struct option *x = &a->options[i], *y = &b->options[i];
		if (strcmp(x->id, y->id) != 0 || x->value != y->value || !same_flag(x->flag, fa, y->flag, fb))
			return false;
	}
	return true;
}

static bool same_scoring(const struct score *sa, size_t ia, const struct score *sb, size_t ib)
{
	const struct question *a = sa->instrument->items[ia].question,
			      *b = sb->instrument->items[ib].question;
	const struct framework *fa = framework_of(sa), *fb = framework_of(sb);
	return a->type == b->type && a->level == b->level && a->weight == b->weight &&
	       memcmp(a->thresholds, b->thresholds, sizeof a->thresholds) == 0 &&
	       same_criteria(a, fa, b, fb) && same_options(a, fa, b, fb);
}

/* ---- sums ---- */

static void add(struct sums *sums, const struct score *score, size_t item)
{
	const struct question *question = score->instrument->items[item].question;
	int value = score->asked[item] == ASKED_YES ? answer_value(question, &score->given.at[item]) : -1;
	sums->all += question->weight;
	if (value < 0)
		return;
	sums->answered += question->weight;
	sums->points += question->weight * value;
}

static struct fraction low_of(const struct sums *s)
{
	return (struct fraction){s->points, 3 * s->all};
}

static struct fraction high_of(const struct sums *s)
{
	return (struct fraction){s->points + 3 * (s->all - s->answered), 3 * s->all};
}

static struct fraction score_of(const struct sums *s)
{
	if (!s->all || 3 * s->answered < 2 * s->all)
		return (struct fraction){0, 0};
	return (struct fraction){s->points, 3 * s->answered};
}

static struct fraction minus(struct fraction a, struct fraction b)
{
	return (struct fraction){a.num * b.den - b.num * a.den, a.den * b.den};
}

static bool is_less(struct fraction a, struct fraction b)
{
	return a.num * b.den < b.num * a.den;
}

static enum change_kind kind_of(const struct criterion_change *c)
{
	if (!c->comparability.den)
		return CHANGE_NOT_ASKED;
	if (3 * c->comparability.num < 2 * c->comparability.den)
		return CHANGE_NOT_COMPARABLE;
	if (is_less(c->high1, c->low2))
		return CHANGE_UP;
	return is_less(c->high2, c->low1) ? CHANGE_DOWN : CHANGE_NONE;
}

/* Adds the questions of both sides: to q1 and q2 those that are in Q, to *all the weight of either. */
static void gather(const struct side *first, const struct side *second, struct sums *q1, struct sums *q2,
		   int64_t *all)
{
	const struct instrument *one = first->score->instrument, *two = second->score->instrument;
	for (size_t j = 0; j < two->count; j++)
		if (counts(second, j))
			*all += two->items[j].question->weight;
	for (size_t i = 0; i < one->count; i++) {
		if (!counts(first, i))
			continue;
		size_t j = instrument_item(two, one->items[i].key);
		bool same = j != ITEM_NONE && same_scoring(first->score, i, second->score, j);
		if (same && counts(second, j)) {
			add(q1, first->score, i);
			add(q2, second->score, j);
		} else {
			*all += one->items[i].question->weight;
		}
	}
}

static struct fraction whole_score(const struct side *side)
{
	if (side->criterion == SIZE_MAX)
		return (struct fraction){0, 0};
	return side->score->criteria[side->criterion].score;
}

static void change_make(struct criterion_change *c, const struct side *first, const struct side *second)
{
	struct sums q1 = {0}, q2 = {0};
	int64_t all = 0;
	gather(first, second, &q1, &q2, &all);
	if (all)
		c->comparability = (struct fraction){q2.all, all};
	if (q1.all) {
		c->low1 = low_of(&q1);
		c->high1 = high_of(&q1);
		c->score1 = score_of(&q1);
		c->low2 = low_of(&q2);
		c->high2 = high_of(&q2);
		c->score2 = score_of(&q2);
	}
	c->has_real = c->score1.den && c->score2.den;
	if (c->has_real)
		c->real = minus(c->score2, c->score1);
	struct fraction before = whole_score(first), after = whole_score(second);
	c->has_whole = before.den && after.den;
	if (c->has_whole)
		c->whole = minus(after, before);
	if (c->has_real && c->has_whole)
		c->instrument = minus(c->whole, c->real);
	c->kind = kind_of(c);
}

static void add_criterion(struct comparison *comparison, const struct score *first,
			  const struct score *second, const struct criterion *criterion)
{
	struct criterion_change *c = &comparison->list[comparison->count++];
	*c = (struct criterion_change){.criterion = criterion,
				       .first = criterion_of(first, criterion->id),
				       .second = criterion_of(second, criterion->id)};
	change_make(c, &(struct side){first, c->first}, &(struct side){second, c->second});
}

void comparison_make(struct comparison *comparison, const struct score *first, const struct score *second)
{
	const struct framework *one = framework_of(first), *two = framework_of(second);
	*comparison = (struct comparison){
		.list = xcalloc(one->criterion_count + two->criterion_count + 1, sizeof *comparison->list)};
	for (size_t c = 0; c < two->criterion_count; c++)
		add_criterion(comparison, first, second, &two->criteria[c]);
	for (size_t c = 0; c < one->criterion_count; c++)
		if (criterion_of(second, one->criteria[c].id) == SIZE_MAX)
			add_criterion(comparison, first, second, &one->criteria[c]);
}

void comparison_release(struct comparison *comparison)
{
	free(comparison->list);
	*comparison = (struct comparison){0};
}
