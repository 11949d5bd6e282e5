/* SPDX-License-Identifier: MIT */
/*
 * What must hold for every questionnaire and every set of answers, tried on random ones from a fixed seed,
 * and the agreement of two implementations. A failure prints the round, from which it can be made again.
 */
#include "model/score.h"

#include "base/alloc.h"
#include "check.h"
#include "model_fixture.h"
#include "naive.h"

enum { ROUNDS = 10000, CRITERIA = 6, STAGES = 3 };

/* xorshift64*; the same numbers on every machine */
static uint64_t next_random(uint64_t *seed)
{
	*seed ^= *seed >> 12;
	*seed ^= *seed << 25;
	*seed ^= *seed >> 27;
	return *seed * UINT64_C(2685821657736338717);
}

static size_t below(uint64_t *seed, size_t n)
{
	return (size_t)(next_random(seed) >> 33) % n;
}

static bool chance(uint64_t *seed, size_t percent)
{
	return below(seed, 100) < percent;
}

static void random_feeds(struct fixture *f, size_t q, uint64_t *seed)
{
	size_t n = 0;
	for (size_t c = 0; c < CRITERIA; c++)
		if (chance(seed, 25))
			f->feeds[q][n++] = c;
	if (!n)
		f->feeds[q][n++] = below(seed, CRITERIA);
	f->questions[q].criterion_count = n;
}

static void random_options(struct fixture *f, size_t q, uint64_t *seed)
{
	struct question *question = &f->questions[q];
	int value = 0;
	question->option_count = 2 + below(seed, FIXTURE_OPTIONS - 1);
	if (question->type == QUESTION_CHECKLIST) {
		int first = 1 + (int)below(seed, 2), second = first + 1 + (int)below(seed, 2);
		question->thresholds[0] = first;
		question->thresholds[1] = second;
		question->thresholds[2] = second + 1 + (int)below(seed, 2);
		return;
	}
	for (size_t o = 0; o < question->option_count; o++) {
		f->options[q][o].value = value;
		if (value == 0 && chance(seed, 40))
			fixture_flag(f, q, o, f->feeds[q][below(seed, question->criterion_count)],
				     chance(seed, 50) ? 1 : (int)below(seed, 4));
		value += (int)below(seed, 3);
		value = value > 3 ? 3 : value;
	}
}

/* On a question shortly before, so that chains are common. */
static void random_condition(struct fixture *f, size_t q, uint64_t *seed)
{
	size_t back = 1 + below(seed, q < 3 ? q : 3), parent = q - back;
	size_t options = f->questions[parent].option_count;
	fixture_condition(f, q, parent, 1 + (int)below(seed, 3));
	if (chance(seed, 50))
		return;
	f->conditions[q].by_value = false;
	f->conditions[q].options = (uint32_t)(1 + below(seed, ((size_t)1 << options) - 1));
}

static struct fixture *random_instrument(uint64_t *seed)
{
	static const int64_t weights[] = {1000, 1000, 1, 333, 334, 667, 1500, 2000, 12345};
	struct fixture *f = fixture_reset(STAGES);
	size_t count = 1 + below(seed, 14);
	for (size_t c = 0; c < CRITERIA; c++)
		fixture_criterion(f, c * STAGES / CRITERIA, "c");
	for (size_t i = 0; i < count; i++) {
		bool checklist = chance(seed, 25);
		size_t q = fixture_question(f, checklist ? QUESTION_CHECKLIST : QUESTION_CHOICE,
					    chance(seed, 30) ? 1 : 1 + (int)below(seed, 3), 0);
		f->questions[q].weight = weights[below(seed, sizeof weights / sizeof *weights)];
		f->questions[q].may_be_na = chance(seed, 30);
		random_feeds(f, q, seed);
		random_options(f, q, seed);
		if (q > 0 && chance(seed, 40))
			random_condition(f, q, seed);
	}
	return f;
}

static void random_choice(const struct question *question, struct answer *answer, size_t best, uint64_t *seed)
{
	size_t n = question->option_count;
	answer_set_state(answer, STATE_BLANK);
	if (question->type == QUESTION_CHOICE) {
		answer_choose(question, answer, chance(seed, best) ? n - 1 : below(seed, n));
		return;
	}
	for (size_t o = 0; o < n; o++)
		if (chance(seed, best))
			answer_choose(question, answer, o);
	if (answer->state == STATE_BLANK)
		answer_choose(question, answer, n);
}

/* How a town answers: of a hundred questions how many, and how often with the best option on each level. */
struct town {
	size_t full, best[4];
};

static struct town random_town(uint64_t *seed)
{
	size_t full = 30 + below(seed, 71), best = below(seed, 90);
	if (chance(seed, 50))
		return (struct town){full, {0, best, best, best}};
	/* Far on, but for the last level, where the caps of flags are felt. */
	return (struct town){90 + below(seed, 11), {0, 97, 92, best}};
}

static void random_answer(struct fixture *f, size_t q, const struct town *town, uint64_t *seed)
{
	const struct question *question = &f->questions[q];
	struct answer *answer = &f->answers.at[q];
	if (question->may_be_na && chance(seed, 30)) {
		answer_set_state(answer, STATE_NA);
	} else if (chance(seed, question->level == 3 ? 60 : town->full)) {
		random_choice(question, answer, town->best[question->level], seed);
		if (chance(seed, 30) && !answer->evidence)
			answer->evidence = xstrdup("x");
	} else {
		answer_set_state(answer, chance(seed, 50) ? STATE_UNKNOWN : STATE_BLANK);
	}
}

static struct fixture *random_case(size_t round, uint64_t *seed)
{
	*seed = UINT64_C(0x9e3779b97f4a7c15) * (round + 1);
	struct fixture *f = random_instrument(seed);
	struct town town = random_town(seed);
	for (size_t q = 0; q < f->instrument.count; q++)
		random_answer(f, q, &town, seed);
	return f;
}

/* a < b for fractions that exist */
static bool is_less(struct fraction a, struct fraction b)
{
	return a.num * b.den < b.num * a.den;
}

static bool same_fraction(struct fraction a, struct fraction b)
{
	return !a.den || !b.den ? !a.den && !b.den : a.num * b.den == b.num * a.den;
}

static bool same_ratio(struct fraction a, struct naive_ratio b)
{
	return same_fraction(a, (struct fraction){b.part, b.of});
}

static bool criterion_agrees(const struct criterion_score *c, const struct naive_criterion *n)
{
	bool levels =
		!c->has_level ||
		(c->level_low == n->level_low && c->level_high == n->level_high &&
		 c->uncapped_low == n->uncapped_low && c->progress_level == n->progress_level &&
		 c->progress_met == (size_t)n->progress_met && c->progress_of == (size_t)n->progress_of);
	return levels && c->has_level == n->levelled && c->questions == (size_t)n->questions &&
	       c->answered == (size_t)n->answered && c->unknown == (size_t)n->unknown &&
	       c->not_applicable == (size_t)n->na && c->blank == (size_t)n->blank &&
	       same_ratio(c->coverage, n->coverage) && same_ratio(c->low, n->low) &&
	       same_ratio(c->high, n->high) && same_ratio(c->score, n->score) &&
	       c->open_flags == (size_t)n->open_flags && c->without_evidence == (size_t)n->without_evidence &&
	       strcmp(verdict_id(c->verdict), n->verdict) == 0;
}

static bool stage_agrees(const struct stage_score *s, const struct naive_stage *n)
{
	return strcmp(gate_id(s->gate), n->gate) == 0 && s->criteria == (size_t)n->criteria &&
	       s->asked == (size_t)n->asked && s->standing == (size_t)n->standing;
}

/* Which verdicts and gates came up at all: agreement on what never happens proves nothing. */
struct seen {
	size_t verdicts[VERDICT_COUNT], gates[GATE_COUNT], pending, hidden, above, capped;
};

static void note_seen(struct seen *seen, const struct score *score, const struct fixture *f)
{
	for (size_t c = 0; c < CRITERIA; c++) {
		const struct criterion_score *k = &score->criteria[c];
		seen->verdicts[k->verdict]++;
		seen->above += k->verdict >= VERDICT_FOUNDED && k->level_high > k->level_low;
		seen->capped += k->level_low < k->uncapped_low && !k->open_flags;
	}
	for (size_t s = 0; s < STAGES; s++)
		seen->gates[score->stages[s].gate]++;
	for (size_t i = 0; i < f->instrument.count; i++) {
		seen->pending += score->asked[i] == ASKED_PENDING;
		seen->hidden += score->asked[i] == ASKED_NO;
	}
}

static void check_agreement(size_t round, struct seen *seen)
{
	static struct naive_result naive;
	struct score score;
	uint64_t seed;
	struct fixture *f = random_case(round, &seed);
	bool agrees = true;
	score_compute(&score, &f->instrument, &f->answers);
	naive_score(&f->instrument, &f->answers, &naive);
	for (size_t c = 0; c < CRITERIA; c++)
		agrees = agrees && criterion_agrees(&score.criteria[c], &naive.criteria[c]);
	for (size_t s = 0; s < STAGES; s++)
		agrees = agrees && stage_agrees(&score.stages[s], &naive.stages[s]);
	for (size_t i = 0; i < f->instrument.count; i++)
		agrees = agrees && asked_id(score.asked[i])[0] == naive.asked[i];
	agrees = agrees && score.reached == (size_t)naive.reached && score.so_far == naive.so_far;
	if (!agrees && check_failures < 5)
		printf("round %zu\n", round);
	CHECK(agrees);
	note_seen(seen, &score, f);
	score_release(&score);
}

TEST(agrees_with_the_naive_scorer)
{
	struct seen seen = {0};
	for (size_t round = 0; round < ROUNDS; round++)
		check_agreement(round, &seen);
	for (size_t i = 0; i < VERDICT_COUNT; i++)
		CHECK(seen.verdicts[i] > 500);
	for (size_t i = 0; i < GATE_COUNT; i++)
		CHECK(seen.gates[i] > 100);
	CHECK(seen.pending > 3000);
	CHECK(seen.hidden > 3000);
	CHECK(seen.above > 500);
	CHECK(seen.capped > 100);
}

TEST(low_score_high)
{
	for (size_t round = 0; round < ROUNDS; round++) {
		struct score score;
		uint64_t seed;
		struct fixture *f = random_case(round, &seed);
		score_compute(&score, &f->instrument, &f->answers);
		for (size_t i = 0; i < CRITERIA; i++) {
			const struct criterion_score *c = &score.criteria[i];
			CHECK_INT(c->questions, c->answered + c->unknown + c->not_applicable + c->blank);
			CHECK(c->level_low <= c->level_high);
			CHECK(c->progress_met <= c->progress_of);
			CHECK(!c->low.den || !is_less(c->high, c->low));
			CHECK(!c->score.den || (!is_less(c->score, c->low) && !is_less(c->high, c->score)));
			CHECK(!c->high.den || !is_less((struct fraction){1, 1}, c->high));
		}
		score_release(&score);
	}
}

static bool is_no_wider(const struct criterion_score *before, const struct criterion_score *after)
{
	if (before->low.den && (is_less(after->low, before->low) || is_less(before->high, after->high)))
		return false;
	return after->level_low >= before->level_low && after->level_high <= before->level_high;
}

/* Withheld is no place in the row: it says that nothing certain can be said. */
static bool verdict_fell(enum verdict before, enum verdict after)
{
	return before != VERDICT_WITHHELD && after != VERDICT_WITHHELD && after < before;
}

static bool is_no_lower(const struct criterion_score *before, const struct criterion_score *after)
{
	if (before->low.den && (is_less(after->low, before->low) || is_less(after->high, before->high)))
		return false;
	if (before->score.den && is_less(after->score, before->score))
		return false;
	return after->level_low >= before->level_low && after->level_high >= before->level_high &&
	       !verdict_fell(before->verdict, after->verdict);
}

static int gate_rank(enum gate gate)
{
	static const int ranks[GATE_COUNT] = {
		[GATE_NOT_READY] = 1,
		[GATE_UNDECIDED] = 2,
		[GATE_READY_SO_FAR] = 3,
		[GATE_READY] = 4,
	};
	return ranks[gate];
}

static bool same_asked(const struct score *a, const struct score *b)
{
	return memcmp(a->asked, b->asked, a->instrument->count * sizeof *a->asked) == 0;
}

/* Compares before and after one change, where it left the same questions asked. Returns whether it did. */
static bool check_change(struct fixture *f, const struct score *before,
			 bool (*holds)(const struct criterion_score *, const struct criterion_score *),
			 bool gates_rise)
{
	struct score after;
	score_compute(&after, &f->instrument, &f->answers);
	bool same = same_asked(before, &after);
	for (size_t c = 0; same && c < CRITERIA; c++)
		CHECK(holds(&before->criteria[c], &after.criteria[c]));
	for (size_t s = 0; same && gates_rise && s < STAGES; s++)
		CHECK(gate_rank(after.stages[s].gate) >= gate_rank(before->stages[s].gate));
	score_release(&after);
	return same;
}

/* Answer one open question, whatever with. */
static size_t try_answering(struct fixture *f, const struct score *before, size_t q, uint64_t *seed)
{
	struct answer *answer = &f->answers.at[q];
	if (before->asked[q] != ASKED_YES || (answer->state != STATE_BLANK && answer->state != STATE_UNKNOWN))
		return 0;
	random_choice(&f->questions[q], answer, 50, seed);
	return check_change(f, before, is_no_wider, false);
}

/* Answer one answered question with a higher value. */
static size_t try_better(struct fixture *f, const struct score *before, size_t q, uint64_t *seed)
{
	struct answer *answer = &f->answers.at[q];
	int value = answer_value(&f->questions[q], answer);
	if (before->asked[q] != ASKED_YES || value < 0)
		return 0;
	random_choice(&f->questions[q], answer, 60, seed);
	if (answer_value(&f->questions[q], answer) <= value)
		return 0;
	return check_change(f, before, is_no_lower, true);
}

/* Every question of every round in turn, the others as they were. Returns how many comparisons there were. */
static size_t try_each(size_t (*change)(struct fixture *, const struct score *, size_t, uint64_t *))
{
	size_t compared = 0;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct score before;
		uint64_t seed;
		struct fixture *f = random_case(round, &seed);
		score_compute(&before, &f->instrument, &f->answers);
		for (size_t q = 0; q < f->instrument.count; q++) {
			struct answer kept = {0};
			answer_copy(&kept, &f->answers.at[q]);
			compared += change(f, &before, q, &seed);
			answer_release(&f->answers.at[q]);
			f->answers.at[q] = kept;
		}
		score_release(&before);
	}
	return compared;
}

TEST(answering_never_widens_the_band)
{
	CHECK(try_each(try_answering) > 5000);
}

TEST(answering_better_never_lowers_anything)
{
	CHECK(try_each(try_better) > 3000);
}

TEST(a_flag_never_raises_a_level)
{
	size_t compared = 0;
	for (size_t round = 0; round < ROUNDS; round++) {
		struct score with, without;
		uint64_t seed;
		struct fixture *f = random_case(round, &seed);
		score_compute(&with, &f->instrument, &f->answers);
		for (size_t q = 0; q < f->instrument.count; q++)
			for (size_t o = 0; o < FIXTURE_OPTIONS; o++)
				f->options[q][o].flag = NULL;
		score_compute(&without, &f->instrument, &f->answers);
		for (size_t c = 0; c < CRITERIA; c++) {
			CHECK(with.criteria[c].level_low <= without.criteria[c].level_low);
			CHECK(with.criteria[c].level_high <= without.criteria[c].level_high);
			CHECK(same_fraction(with.criteria[c].score, without.criteria[c].score));
			CHECK(same_fraction(with.criteria[c].low, without.criteria[c].low));
			CHECK_INT(with.criteria[c].uncapped_low, without.criteria[c].level_low);
			compared += with.criteria[c].level_low < without.criteria[c].level_low;
		}
		score_release(&with);
		score_release(&without);
	}
	CHECK(compared > 200);
}

/* From wherever it stands to `goal`, by the keys a person has: other answers first, ticks in any order. */
static void wander_to(const struct question *question, struct answer *answer, const struct answer *goal,
		      uint64_t *seed)
{
	if (chance(seed, 50))
		random_choice(question, answer, 50, seed);
	if (chance(seed, 30))
		answer_set_state(answer, STATE_UNKNOWN);
	if (goal->state != STATE_ANSWERED) {
		answer_set_state(answer, goal->state);
		return;
	}
	size_t n = question->option_count, from = below(seed, n);
	if (question->type == QUESTION_CHOICE || goal->options == OPTIONS_NONE) {
		for (size_t o = 0; o <= n; o++)
			if (goal->options == (o < n ? UINT32_C(1) << o : OPTIONS_NONE) &&
			    answer->options != goal->options)
				answer_choose(question, answer, o);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		size_t o = (from + i) % n;
		if (((answer->options ^ goal->options) >> o) & 1)
			answer_choose(question, answer, o);
	}
}

static bool same_score(const struct score *a, const struct score *b)
{
	bool same = same_asked(a, b) && a->flag_count == b->flag_count;
	for (size_t c = 0; c < CRITERIA; c++) {
		const struct criterion_score *x = &a->criteria[c], *y = &b->criteria[c];
		same = same && x->verdict == y->verdict && x->level_low == y->level_low &&
		       x->level_high == y->level_high && x->points == y->points &&
		       x->weight_all == y->weight_all && x->weight_answered == y->weight_answered &&
		       x->progress_met == y->progress_met && x->blank == y->blank && x->unknown == y->unknown;
	}
	for (size_t s = 0; s < STAGES; s++)
		same = same && a->stages[s].gate == b->stages[s].gate;
	return same;
}

TEST(the_order_of_answering_never_matters)
{
	for (size_t round = 0; round < ROUNDS / 4; round++) {
		struct score straight, wandered;
		struct answers goal;
		uint64_t seed;
		struct fixture *f = random_case(round, &seed);
		size_t count = f->instrument.count, from = below(&seed, count);
		score_compute(&straight, &f->instrument, &f->answers);
		answers_init(&goal, count);
		for (size_t q = 0; q < count; q++) {
			answer_copy(&goal.at[q], &f->answers.at[q]);
			answer_release(&f->answers.at[q]);
		}
		for (size_t i = 0; i < count; i++) { /* backwards from anywhere */
			size_t q = (from + count - i) % count;
			wander_to(&f->questions[q], &f->answers.at[q], &goal.at[q], &seed);
		}
		score_compute(&wandered, &f->instrument, &f->answers);
		CHECK(same_score(&straight, &wandered));
		answers_release(&goal);
		score_release(&straight);
		score_release(&wandered);
	}
	fixture_release(fixture_reset(0));
}

TESTS(RUN(agrees_with_the_naive_scorer), RUN(low_score_high), RUN(answering_never_widens_the_band),
      RUN(answering_better_never_lowers_anything), RUN(a_flag_never_raises_a_level),
      RUN(the_order_of_answering_never_matters))
