/* SPDX-License-Identifier: MIT */
/* Two points in time: what changed in the town, and what changed in the questions. */
#include "model/compare.h"

#include "check.h"
#include "model_fixture.h"

/* Two instruments out of the one fixture: the second leaves out its first `skip` questions. */
static struct score first, second;
static struct comparison comparison;

static struct instrument part_of(const struct fixture *f, size_t from, size_t to)
{
	struct instrument part = f->instrument;
	part.items += from;
	part.count = to - from;
	return part;
}

static void compare_parts(struct fixture *f, const struct instrument *one, const size_t *before,
			  const struct instrument *two, const size_t *after)
{
	const struct instrument *const both[] = {one, two};
	const size_t *const options[] = {before, after};
	struct score *const scores[] = {&first, &second};
	for (size_t s = 0; s < 2; s++) {
		struct answers answers;
		answers_init(&answers, both[s]->count);
		for (size_t i = 0; i < both[s]->count; i++)
			if (options[s][i] < 4)
				answer_choose(both[s]->items[i].question, &answers.at[i], options[s][i]);
		score_compute(scores[s], both[s], &answers);
		answers_release(&answers);
	}
	(void)f;
	comparison_make(&comparison, &first, &second);
}

static void end(void)
{
	comparison_release(&comparison);
	score_release(&first);
	score_release(&second);
}

#define UP(...) ((const size_t[]){__VA_ARGS__})

TEST(the_same_questions)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c");
	for (int i = 0; i < 3; i++)
		fixture_choice(f, 1, c);
	compare_parts(f, &f->instrument, UP(0, 1, 1), &f->instrument, UP(2, 2, 3));
	const struct criterion_change *change = &comparison.list[0];
	CHECK_INT(comparison.count, 1);
	CHECK_INT(change->kind, CHANGE_UP);
	CHECK_INT(change->comparability.num, change->comparability.den);
	CHECK(change->has_real && change->real.num * 9 == change->real.den * 5); /* 7/9 - 2/9 */
	CHECK_INT(change->instrument.num, 0);
	end();
	compare_parts(f, &f->instrument, UP(2, 2, 3), &f->instrument, UP(0, 1, 1));
	CHECK_INT(comparison.list[0].kind, CHANGE_DOWN);
	end();
}

TEST(bands_that_overlap_are_no_change)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c");
	for (int i = 0; i < 3; i++)
		fixture_choice(f, 1, c);
	compare_parts(f, &f->instrument, UP(1, 1, 9), &f->instrument, UP(2, 2, 1));
	CHECK(comparison.list[0].has_real);
	CHECK_INT(comparison.list[0].kind, CHANGE_NONE);
	end();
	compare_parts(f, &f->instrument, UP(9, 9, 9), &f->instrument, UP(3, 3, 3));
	CHECK(!comparison.list[0].has_real && !comparison.list[0].has_whole);
	end();
}

TEST(other_questions_are_a_change_of_the_instrument)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c");
	for (int i = 0; i < 4; i++)
		fixture_choice(f, 1, c);
	struct instrument one = part_of(f, 0, 3);
	compare_parts(f, &one, UP(1, 1, 1), &f->instrument, UP(1, 1, 1, 3));
	const struct criterion_change *change = &comparison.list[0];
	CHECK_INT(change->comparability.num * 4, change->comparability.den * 3);
	CHECK_INT(change->real.num, 0);
	CHECK(change->instrument.num > 0);
	CHECK_INT(change->kind, CHANGE_NONE);
	end();
	one = part_of(f, 0, 2);
	struct instrument two = part_of(f, 1, 4);
	compare_parts(f, &one, UP(0, 0), &two, UP(3, 3, 3));
	CHECK_INT(comparison.list[0].kind, CHANGE_NOT_COMPARABLE); /* one question of four is shared */
	end();
}

TEST(the_same_id_scored_otherwise_is_another_question)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c");
	fixture_choice(f, 1, c);
	struct question changed = f->questions[0];
	struct item item = f->items[0];
	struct instrument two = f->instrument;
	changed.weight = 2000;
	item.question = &changed;
	two.items = &item;
	compare_parts(f, &f->instrument, UP(0), &two, UP(3));
	CHECK_INT(comparison.list[0].comparability.num, 0);
	CHECK_INT(comparison.list[0].comparability.den, 3000);
	CHECK_INT(comparison.list[0].kind, CHANGE_NOT_COMPARABLE);
	end();
}

TEST(what_neither_asked)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c");
	fixture_criterion(f, 0, "d");
	fixture_choice(f, 1, c);
	compare_parts(f, &f->instrument, UP(1), &f->instrument, UP(1));
	CHECK_INT(comparison.count, 2);
	CHECK_INT(comparison.list[1].kind, CHANGE_NOT_ASKED);
	end();
}

TESTS(RUN(the_same_questions), RUN(bands_that_overlap_are_no_change),
      RUN(other_questions_are_a_change_of_the_instrument),
      RUN(the_same_id_scored_otherwise_is_another_question), RUN(what_neither_asked))
