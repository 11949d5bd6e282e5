/* SPDX-License-Identifier: MIT */
/*
 * What must hold for any people and any answers, tried on random ones from a fixed seed; and a second, slow
 * implementation, written from the rules and sharing no code with the first, to compare with.
 */
#include "model/group.h"

#include "base/alloc.h"
#include "check.h"
#include "model_fixture.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 5000, PEOPLE = 9, QUESTIONS = 6 };

static uint64_t seed;

static size_t below(size_t n)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (size_t)(seed * UINT64_C(2685821657736338717) >> 33) % n;
}

/* ---- A once more: in floating point, by the text of the rule ---- */

static double naive_agreement(const size_t *counts, int k)
{
	double v[8], n = 0, a = 0;
	for (int i = 0; i < k; i++)
		n += v[i] = (double)counts[i];
	for (;;) {
		int p = 0, tu = 0, tdu = 0;
		double m = 1e9;
		for (int i = 0; i < k; i++)
			if (v[i] > 0) {
				p++;
				m = v[i] < m ? v[i] : m;
			}
		if (!p)
			return a;
		for (int x = 0; x < k - 2; x++)
			for (int y = x + 1; y < k - 1; y++)
				for (int z = y + 1; z < k; z++) {
					int word = (v[x] > 0) * 100 + (v[y] > 0) * 10 + (v[z] > 0);
					tu += word == 110 || word == 11;
					tdu += word == 101;
				}
		double u = p == 1          ? 1
			   : tu + tdu == 0 ? 0
					   : ((k - 2.0) * tu - (k - 1.0) * tdu) / ((k - 2.0) * (tu + tdu));
		a += m * p / n * (p == 1 ? 1 : u * (1 - (p - 1.0) / (k - 1.0)));
		for (int i = 0; i < k; i++)
			v[i] -= v[i] > 0 ? m : 0;
	}
}

static double as_double(struct fraction f)
{
	return (double)f.num / (double)f.den;
}

TEST(agreement_twice)
{
	seed = 77;
	for (int round = 0; round < 20000 && !check_failures; round++) {
		size_t counts[4], back[4], twice[4], all = 0;
		for (int i = 0; i < 4; i++)
			all += counts[i] = below(3) ? below(7) : 0;
		struct fraction a = agreement(counts, 4);
		CHECK_INT(a.den != 0, all >= 2);
		if (all < 2)
			continue;
		for (int i = 0; i < 4; i++) {
			back[3 - i] = counts[i];
			twice[i] = 2 * counts[i];
		}
		struct fraction b = agreement(back, 4), c = agreement(twice, 4);
		CHECK(fabs(as_double(a) - naive_agreement(counts, 4)) < 1e-9);
		CHECK(a.num <= a.den && a.num >= -a.den && a.den > 0);
		CHECK(a.num == b.num && a.den == b.den); /* the direction of the scale is irrelevant */
		CHECK(a.num == c.num && a.den == c.den); /* so is everybody coming twice */
	}
}

/* ---- random groups ---- */

static struct respondent persons[2 * PEOPLE];
static struct answers said[2 * PEOPLE], agreed;
static struct member members[2 * PEOPLE];
static size_t people;

static void random_answer(const struct fixture *f, size_t q, struct answer *answer)
{
	switch (below(6)) {
	case 0:
		answer_set_state(answer, STATE_UNKNOWN);
		break;
	case 1:
		if (below(2))
			answer_set_state(answer, STATE_NA);
		break;
	default:
		answer_choose(&f->questions[q], answer, below(4));
		if (f->questions[q].type == QUESTION_CHECKLIST && below(2))
			answer_choose(&f->questions[q], answer, below(4));
	}
}

static struct fixture *random_group(void)
{
	static const char *const departments[] = {"information", "policy", "industry",
						  "finance",     "other",  ""};
	static const char *const roles[] = {"staff", "staff", "manager", "executive", "outside", "citizen"};
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c");
	for (size_t q = 0; q < QUESTIONS; q++) {
		fixture_question(f, below(4) ? QUESTION_CHOICE : QUESTION_CHECKLIST, 1 + (int)below(3), c);
		if (f->questions[q].type == QUESTION_CHOICE && below(3) == 0)
			fixture_flag(f, q, 0, c, 1);
		if (q && below(3) == 0)
			fixture_condition(f, q, below(q), 1 + (int)below(3));
	}
	people = 1 + below(PEOPLE);
	answers_init(&agreed, QUESTIONS);
	for (size_t i = 0; i < 2 * people; i++) {
		answers_init(&said[i], QUESTIONS);
		members[i] = (struct member){.person = &persons[i], .answers = &said[i]};
	}
	for (size_t i = 0; i < people; i++) {
		persons[i] = (struct respondent){.department = (char *)(uintptr_t)departments[below(6)],
						 .role = (char *)(uintptr_t)roles[below(6)],
						 .consents = below(2) != 0};
		persons[people + i] = persons[i];
		for (size_t q = 0; q < QUESTIONS; q++) {
			random_answer(f, q, &said[i].at[q]);
			answer_copy(&said[people + i].at[q], &said[i].at[q]);
		}
	}
	for (size_t q = 0; q < QUESTIONS; q++)
		if (below(6) == 0)
			random_answer(f, q, &agreed.at[q]);
	return f;
}

static void drop_group(void)
{
	for (size_t i = 0; i < 2 * people; i++)
		answers_release(&said[i]);
	answers_release(&agreed);
}

/* ---- the provisional answer once more: by looking for the one in the middle ---- */

static int rank_of(const struct question *question, const struct answer *answer)
{
	int rank = answer_value(question, answer) * 4096;
	for (size_t i = 0; i < question->option_count; i++)
		if (answer->options >> i & 1)
			rank += question->type == QUESTION_CHOICE ? (int)i : 1 << (12 - 1 - (int)i);
	return rank;
}

static bool naive_own(const char *role)
{
	return !strcmp(role, "staff") || !strcmp(role, "manager") || !strcmp(role, "executive");
}

static void check_provisional(const struct fixture *f, const struct group *group, size_t q)
{
	size_t n = 0, na = 0, answered = 0;
	const struct answer *list[PEOPLE];
	for (size_t i = 0; i < people; i++) {
		enum asked asked[QUESTIONS];
		flow_asked(&f->instrument, &said[i], asked);
		const struct answer *answer = &said[i].at[q];
		if (!naive_own(persons[i].role) || asked[q] != ASKED_YES)
			continue;
		n++;
		na += answer->state == STATE_NA;
		if (answer->state == STATE_ANSWERED)
			list[answered++] = answer;
	}
	const struct answer *got = &group->provisional.at[q];
	CHECK_INT(group->items[q].n, n);
	CHECK_INT(group->items[q].answered, answered);
	if (n == 0) {
		CHECK_INT(got->state, STATE_BLANK);
	} else if (na > n - na) {
		CHECK_INT(got->state, STATE_NA);
	} else if (answered && answered >= n - answered) {
		/* As many before it as the lower middle has. */
		size_t smaller = 0, equal = 0, middle = (answered - 1) / 2;
		for (size_t i = 0; i < answered; i++) {
			int a = rank_of(&f->questions[q], list[i]), b = rank_of(&f->questions[q], got);
			smaller += a < b;
			equal += a == b;
		}
		CHECK_INT(got->state, STATE_ANSWERED);
		CHECK(smaller <= middle && middle < smaller + equal);
	} else {
		CHECK_INT(got->state, STATE_UNKNOWN);
	}
}

static bool same_groups(const struct group *a, const struct group *b, bool twice)
{
	bool same = a->agenda_count == b->agenda_count;
	for (size_t i = 0; same && i < a->agenda_count; i++)
		same = a->agenda[i] == b->agenda[i];
	for (size_t q = 0; same && q < QUESTIONS; q++) {
		const struct spread *x = &a->items[q], *y = &b->items[q];
		same = answer_equals(&a->provisional.at[q], &b->provisional.at[q]) &&
		       answer_equals(&a->effective.at[q], &b->effective.at[q]) && x->flag == y->flag &&
		       x->lowest == y->lowest && x->highest == y->highest &&
		       (twice || (x->a.num == y->a.num && x->a.den == y->a.den));
	}
	const struct criterion_score *s = &a->score.criteria[0], *t = &b->score.criteria[0];
	return same && s->verdict == t->verdict && s->level_low == t->level_low && s->points == t->points &&
	       s->weight_answered == t->weight_answered && a->bands[0].low.num == b->bands[0].low.num &&
	       a->bands[0].high.num == b->bands[0].high.num;
}

static bool few_answers(const struct group *group)
{
	for (size_t q = 0; q < QUESTIONS; q++)
		if (group->items[q].answered < 4)
			return true;
	return false;
}

static void check_bounds(const struct group *group)
{
	const struct criterion_score *c = &group->score.criteria[0];
	const struct criterion_band *band = &group->bands[0];
	if (!band->low.den)
		return;
	CHECK(band->low.num <= band->high.num && band->low.num >= 0 && band->high.num <= band->high.den);
	/* Where nothing was agreed against all votes, the score lies within the band. */
	for (size_t q = 0; q < QUESTIONS; q++)
		if (group->items[q].agreed)
			return;
	CHECK(band->low.num * c->score.den <= c->score.num * band->low.den);
	CHECK(band->high.num * c->score.den >= c->score.num * band->high.den);
}

TEST(any_group)
{
	int rounds = getenv("TENKEN_TEST_QUICK") ? ROUNDS / 20 : ROUNDS;
	seed = 4711;
	for (int round = 0; round < rounds && !check_failures; round++) {
		struct fixture *f = random_group();
		struct group group = {0}, other = {0};
		group_compute(&group, &f->instrument, members, people, &agreed, false);
		for (size_t q = 0; q < QUESTIONS; q++)
			check_provisional(f, &group, q);
		check_bounds(&group);
		struct member turned[PEOPLE];
		for (size_t i = 0; i < people; i++)
			turned[people - 1 - i] = members[i];
		group_compute(&other, &f->instrument, turned, people, &agreed, false);
		CHECK(same_groups(&group, &other, false)); /* the order of respondents is irrelevant */
		group_release(&other);
		/* Everybody twice: the same, but that A and the agenda are no longer of few. */
		group_compute(&other, &f->instrument, members, 2 * people, &agreed, false);
		if (!few_answers(&group))
			CHECK(same_groups(&group, &other, true));
		group_release(&other);
		group_release(&group);
		drop_group();
		if (check_failures)
			printf("round %d\n", round);
	}
}

TESTS(RUN(agreement_twice), RUN(any_group))
