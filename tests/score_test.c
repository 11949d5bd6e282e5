/* SPDX-License-Identifier: MIT */
/* Scores worked out by hand: every figure here was computed on paper from the definitions, not by the
 * program. */
#include "model/score.h"

#include "base/alloc.h"
#include "check.h"
#include "model_fixture.h"

#define CHECK_FRACTION(got, above, below)                              \
	do {                                                           \
		struct fraction check_f = (got);                       \
		CHECK(check_f.den > 0);                                \
		CHECK_INT(check_f.num *(below), check_f.den *(above)); \
	} while (0)
#define CHECK_VERDICT(c, word)         CHECK_STR(verdict_id((c).verdict), word)
#define CHECK_GATE(score, stage, word) CHECK_STR(gate_id((score).stages[stage].gate), word)

/* The first criterion's figures. */
static struct criterion_score first_of(struct fixture *f)
{
	struct score score;
	score_compute(&score, &f->instrument, &f->answers);
	struct criterion_score c = score.criteria[0];
	score_release(&score);
	return c;
}

/* One stage, one criterion, questions of these levels answered with these values; '-' blank, 'u' unknown, 'x'
 * na. */
static struct fixture *one_criterion(const char *levels, const char *answers)
{
	struct fixture *f = fixture_reset(1);
	fixture_criterion(f, 0, "一");
	for (size_t i = 0; levels[i]; i++) {
		fixture_choice(f, levels[i] - '0', 0);
		f->questions[i].may_be_na = true;
		if (answers[i] == 'u')
			fixture_state(f, i, STATE_UNKNOWN);
		else if (answers[i] == 'x')
			fixture_state(f, i, STATE_NA);
		else if (answers[i] != '-')
			fixture_answer(f, i, (size_t)(answers[i] - '0'));
	}
	return f;
}

TEST(example_1_nine_questions)
{
	struct criterion_score c = first_of(one_criterion("111222333", "2322u10-x"));
	CHECK_INT(c.questions, 9);
	CHECK_INT(c.answered, 6);
	CHECK_INT(c.unknown, 1);
	CHECK_INT(c.blank, 1);
	CHECK_INT(c.not_applicable, 1);
	CHECK_INT(c.weight_all, 8 * WEIGHT_ONE);
	CHECK_FRACTION(c.coverage, 3, 4);
	CHECK_FRACTION(c.low, 10, 24);
	CHECK_FRACTION(c.score, 10, 18);
	CHECK_FRACTION(c.high, 16, 24);
	CHECK_INT(fraction_4(c.low), 4167);
	CHECK_INT(fraction_4(c.score), 5556);
	CHECK_INT(fraction_4(c.high), 6667);
	CHECK_INT(c.level_low, 1);
	CHECK_INT(c.level_high, 1);
	CHECK_INT(c.progress_level, 2);
	CHECK_INT(c.progress_met, 1);
	CHECK_INT(c.progress_of, 3);
	CHECK_VERDICT(c, "founded");
}

TEST(example_2_flagged)
{
	struct fixture *f = one_criterion("11233", "33330");
	fixture_flag(f, 4, 0, 0, 1);
	struct criterion_score c = first_of(f);
	CHECK_FRACTION(c.score, 12, 15);
	CHECK_FRACTION(c.coverage, 1, 1);
	CHECK_INT(fraction_4(c.score), 8000);
	CHECK_INT(c.level_low, 1);
	CHECK_INT(c.level_high, 1);
	CHECK_INT(c.uncapped_low, 2);
	CHECK_INT(c.progress_level, 3);
	CHECK_INT(c.progress_met, 1);
	CHECK_INT(c.progress_of, 2);
	CHECK_INT(c.open_flags, 1);
	CHECK_VERDICT(c, "flagged");
	f->options[4][0].flag = NULL;
	c = first_of(f);
	CHECK_INT(c.level_low, 2);
	CHECK_INT(c.level_high, 2);
	CHECK_VERDICT(c, "practised");
}

TEST(example_3_withheld)
{
	struct fixture *f = one_criterion("11", "3-");
	fixture_flag(f, 1, 0, 0, 1);
	struct criterion_score c = first_of(f);
	CHECK_FRACTION(c.coverage, 1, 2);
	CHECK_INT(c.score.den, 0);
	CHECK_FRACTION(c.low, 1, 2);
	CHECK_FRACTION(c.high, 1, 1);
	CHECK_INT(c.level_low, 0);
	CHECK_INT(c.level_high, 1);
	CHECK_INT(c.possible_flags, 1);
	CHECK_VERDICT(c, "withheld");
}

TEST(example_4_absent_is_certain)
{
	struct criterion_score c = first_of(one_criterion("1111", "0uuu"));
	CHECK_FRACTION(c.coverage, 1, 4);
	CHECK_FRACTION(c.low, 0, 1);
	CHECK_FRACTION(c.high, 3, 4);
	CHECK_INT(c.score.den, 0);
	CHECK_INT(c.level_low, 0);
	CHECK_INT(c.level_high, 0);
	CHECK_INT(c.unknown, 3);
	CHECK_VERDICT(c, "absent");
}

TEST(example_5_no_level_1)
{
	struct criterion_score c = first_of(one_criterion("2", "3"));
	CHECK_FRACTION(c.score, 1, 1);
	CHECK(!c.has_level);
	CHECK_INT(c.progress_of, 0);
	CHECK_VERDICT(c, "none");
}

TEST(example_6_a_child_that_may_come)
{
	struct fixture *f = one_criterion("11", "--");
	fixture_condition(f, 1, 0, 2);
	struct criterion_score c = first_of(f);
	CHECK_INT(c.questions, 2);
	CHECK_INT(c.weight_all, 2 * WEIGHT_ONE);
	CHECK_FRACTION(c.low, 0, 1);
	CHECK_FRACTION(c.high, 1, 1);
	fixture_answer(f, 0, 3);
	c = first_of(f);
	CHECK_INT(c.blank, 1);
	CHECK_FRACTION(c.low, 1, 2);
	CHECK_FRACTION(c.high, 1, 1);
	fixture_answer(f, 0, 0);
	c = first_of(f);
	CHECK_INT(c.questions, 1);
	CHECK_FRACTION(c.low, 0, 1);
	CHECK_FRACTION(c.high, 0, 1);
}

TEST(example_7_founded_not_withheld)
{
	struct criterion_score c = first_of(one_criterion("12222", "3----"));
	CHECK_FRACTION(c.coverage, 1, 5);
	CHECK_INT(c.level_low, 1);
	CHECK_INT(c.level_high, 2);
	CHECK_INT(c.score.den, 0);
	CHECK_VERDICT(c, "founded");
}

TEST(every_verdict)
{
	CHECK_VERDICT(first_of(one_criterion("", "")), "none");
	CHECK_VERDICT(first_of(one_criterion("1", "x")), "none");
	CHECK_VERDICT(first_of(one_criterion("1", "-")), "withheld");
	CHECK_VERDICT(first_of(one_criterion("1", "0")), "absent");
	CHECK_VERDICT(first_of(one_criterion("11", "01")), "started");
	CHECK_VERDICT(first_of(one_criterion("12", "03")), "absent"); /* level 2 does not start a criterion */
	CHECK_VERDICT(first_of(one_criterion("11", "23")), "founded");
	CHECK_VERDICT(first_of(one_criterion("12", "21")), "founded");
	CHECK_VERDICT(first_of(one_criterion("12", "22")), "practised");
	CHECK_VERDICT(first_of(one_criterion("123", "222")), "established");
	CHECK_VERDICT(first_of(one_criterion("123", "202")), "founded");
	CHECK_VERDICT(first_of(one_criterion("13", "20")),
		      "practised"); /* nothing of level 2 stands against it */
}

TEST(levels_end_at_the_highest_asked)
{
	struct criterion_score c = first_of(one_criterion("11", "33"));
	CHECK_INT(c.level_low, 1);
	CHECK_INT(c.level_high, 1);
	CHECK_INT(c.progress_level, 1);
	CHECK_INT(c.progress_met, 2);
	CHECK_INT(c.progress_of, 2);
}

TEST(na_leaves_a_but_is_counted)
{
	struct criterion_score c = first_of(one_criterion("111", "3x-"));
	CHECK_INT(c.questions, 3);
	CHECK_INT(c.not_applicable, 1);
	CHECK_INT(c.weight_all, 2 * WEIGHT_ONE);
	CHECK_FRACTION(c.low, 1, 2);
}

/* Weights of three decimals, where a rounded or floating comparison would go wrong. */
TEST(two_thirds_exactly)
{
	struct fixture *f = one_criterion("111", "33-");
	f->questions[0].weight = 1, f->questions[1].weight = 1, f->questions[2].weight = 1;
	CHECK_FRACTION(first_of(f).score, 1, 1);
	f->questions[2].weight = 2;
	CHECK_INT(first_of(f).score.den, 0);
	f->questions[0].weight = 333, f->questions[1].weight = 333, f->questions[2].weight = 333;
	CHECK(first_of(f).score.den > 0);
	f->questions[2].weight = 334; /* 666 / 1000 < 2/3 */
	CHECK_INT(first_of(f).score.den, 0);
	f->questions[0].weight = 334; /* 667 / 1001 < 2/3, though it rounds to .6663 */
	CHECK_INT(first_of(f).score.den, 0);
	f->questions[2].weight = 333; /* 667 / 1000 */
	CHECK(first_of(f).score.den > 0);
	f->questions[0].weight = 999999998, f->questions[1].weight = 2, f->questions[2].weight = 500000000;
	CHECK(first_of(f).score.den > 0); /* 10^9 of 1.5·10^9, exactly 2/3 */
	f->questions[2].weight = 500000001;
	CHECK_INT(first_of(f).score.den, 0);
}

TEST(weights_count)
{
	struct fixture *f = one_criterion("11", "30");
	f->questions[0].weight = 2500;
	f->questions[1].weight = 500;
	CHECK_FRACTION(first_of(f).score, 5, 6);
}

TEST(rounds_half_up)
{
	CHECK_INT(fraction_percent((struct fraction){1, 200}), 1); /* .5 */
	CHECK_INT(fraction_percent((struct fraction){49, 10000}), 0);
	CHECK_INT(fraction_percent((struct fraction){29, 200}), 15); /* 14.5 */
	CHECK_INT(fraction_percent((struct fraction){57, 200}), 29); /* 28.5, 28.499… in binary */
	CHECK_INT(fraction_percent((struct fraction){199, 200}), 100);
	CHECK_INT(fraction_percent((struct fraction){1, 1}), 100);
	CHECK_INT(fraction_percent((struct fraction){0, 1}), 0);
	CHECK_INT(fraction_4((struct fraction){1, 3}), 3333);
	CHECK_INT(fraction_4((struct fraction){2, 3}), 6667);
	CHECK_INT(fraction_4((struct fraction){1, 20000}), 1);
	CHECK_INT(fraction_4((struct fraction){1, 20001}), 0);
	CHECK_INT(fraction_4((struct fraction){10, 24}), 4167);
}

TEST(flags_that_may_open_cap_the_low_end_alone)
{
	struct fixture *f = one_criterion("1233", "333-");
	fixture_flag(f, 3, 0, 0, 2);
	fixture_flag(f, 3, 1, 0, 1);
	f->options[3][1].value = 0;
	struct criterion_score c = first_of(f);
	CHECK_INT(c.uncapped_low, 2);
	CHECK_INT(c.level_low, 1); /* the smallest cap of the two */
	CHECK_INT(c.level_high, 3);
	CHECK_INT(c.possible_flags, 1); /* a question, not an option */
	CHECK_INT(c.progress_level, 3);
	CHECK_VERDICT(c, "founded");
	fixture_answer(f, 3, 0);
	c = first_of(f);
	CHECK_INT(c.level_low, 2);
	CHECK_INT(c.level_high, 2);
	CHECK_VERDICT(c, "flagged");
	fixture_answer(f, 3, 2);
	CHECK_VERDICT(first_of(f), "established");
	fixture_state(f, 3, STATE_NA);
	CHECK_INT(first_of(f).possible_flags, 0);
}

TEST(a_flag_with_cap_0)
{
	struct fixture *f = one_criterion("12", "30");
	fixture_flag(f, 1, 0, 0, 0);
	struct criterion_score c = first_of(f);
	CHECK_INT(c.level_low, 0);
	CHECK_INT(c.level_high, 0);
	CHECK_FRACTION(c.score, 1, 2); /* never altered */
	fixture_state(f, 1, STATE_UNKNOWN);
	c = first_of(f);
	CHECK_INT(c.level_low, 0);
	CHECK_INT(c.level_high, 2);
	CHECK_VERDICT(c, "withheld"); /* coverage 1/2 */
}

TEST(a_flag_raises_its_own_criterion_only)
{
	struct fixture *f = one_criterion("12", "30");
	size_t other = fixture_criterion(f, 0, "二");
	fixture_choice(f, 1, other);
	fixture_answer(f, 2, 3);
	f->feeds[1][1] = other;
	f->questions[1].criterion_count = 2;
	fixture_flag(f, 1, 0, other, 1);
	struct score score;
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_VERDICT(score.criteria[0], "founded");
	CHECK_VERDICT(score.criteria[other], "flagged");
	CHECK_INT(score.flag_count, 1);
	CHECK_INT(score.flags[0].criterion, other);
	CHECK_INT(score.flags[0].item, 1);
	CHECK_INT(score.flags[0].option, 0);
	score_release(&score);
}

TEST(hidden_and_pending_flags)
{
	struct fixture *f = one_criterion("113", "330");
	fixture_flag(f, 2, 0, 0, 1);
	fixture_condition(f, 2, 1, 3);
	CHECK_VERDICT(first_of(f), "flagged");
	fixture_answer(f, 1, 2); /* hidden: the flag goes with it */
	struct criterion_score c = first_of(f);
	CHECK_INT(c.open_flags, 0);
	CHECK_VERDICT(c, "founded");
	fixture_state(f, 1, STATE_UNKNOWN); /* pending: neither open nor a cap, but possible for the gate */
	c = first_of(f);
	CHECK_INT(c.open_flags, 0);
	CHECK_INT(c.possible_flags, 0);
	CHECK_INT(c.pending_flags, 1);
	CHECK_INT(c.blank, 1); /* its stored answer counts as blank */
	CHECK_INT(c.unknown, 1);
	CHECK_INT(c.answered, 1);
}

TEST(evidence)
{
	struct fixture *f = one_criterion("1111", "231u");
	CHECK_INT(first_of(f).without_evidence, 2);
	f->answers.at[0].evidence = xstrdup("要綱 第3条");
	CHECK_INT(first_of(f).without_evidence, 1);
	f->answers.at[1].evidence = xstrdup("");
	CHECK_INT(first_of(f).without_evidence, 1);
}

/* Two stages with two criteria each, one question of level 1 for each. */
static struct fixture *two_stages(const char *answers)
{
	struct fixture *f = fixture_reset(2);
	for (size_t i = 0; i < 4; i++) {
		fixture_criterion(f, i / 2, "項目");
		fixture_choice(f, 1, i);
		if (answers[i] == 'u')
			fixture_state(f, i, STATE_UNKNOWN);
		else if (answers[i] == 'x')
			fixture_state(f, i, STATE_NA);
		else if (answers[i] != '-')
			fixture_answer(f, i, (size_t)(answers[i] - '0'));
	}
	return f;
}

#define CHECK_GATES(given, first, second, reached_stages, only_so_far)            \
	do {                                                                      \
		struct fixture *check_f = two_stages(given);                      \
		struct score check_s;                                             \
		score_compute(&check_s, &check_f->instrument, &check_f->answers); \
		CHECK_GATE(check_s, 0, first);                                    \
		CHECK_GATE(check_s, 1, second);                                   \
		CHECK_INT(check_s.reached, reached_stages);                       \
		CHECK_INT(check_s.so_far, only_so_far);                           \
		score_release(&check_s);                                          \
	} while (0)

TEST(every_gate)
{
	CHECK_GATES("2222", "ready", "ready", 2, 0);
	CHECK_GATES("22-2", "ready", "undecided", 1, 0);
	CHECK_GATES("2u22", "undecided", "undecided", 0, 0);
	CHECK_GATES("2122", "not_ready", "not_ready", 0, 0); /* a later stage stands on the ones before */
	CHECK_GATES("220u", "ready", "not_ready", 1, 0);
	CHECK_GATES("2x22", "ready_so_far", "ready_so_far", 2, 1);
	CHECK_GATES("222x", "ready", "ready_so_far", 2, 1);
	CHECK_GATES("22xx", "ready", "not_asked", 1, 0);
	CHECK_GATES("xx22", "not_asked", "ready_so_far", 0, 0); /* the row breaks at the first */
	CHECK_GATES("xxxx", "not_asked", "not_asked", 0, 0);
	CHECK_GATES("----", "undecided", "undecided", 0, 0);
	CHECK_GATES("0x--", "not_ready", "not_ready", 0, 0);
}

TEST(counts_of_a_stage)
{
	struct fixture *f = two_stages("21x2");
	struct score score;
	fixture_choice(f, 2, 3);
	fixture_answer(f, 4, 0);
	fixture_flag(f, 4, 0, 3, 1);
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_INT(score.stages[0].criteria, 2);
	CHECK_INT(score.stages[0].asked, 2);
	CHECK_INT(score.stages[0].standing, 1);
	CHECK_INT(score.stages[1].criteria, 2);
	CHECK_INT(score.stages[1].asked, 1);
	CHECK_INT(score.stages[1].standing, 0); /* founded, but flagged */
	score_release(&score);
}

TEST(a_flag_that_may_open_keeps_the_gate_open)
{
	struct fixture *f = one_criterion("13", "3-");
	struct score score;
	fixture_flag(f, 1, 0, 0, 1);
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_INT(score.criteria[0].level_low, 1);
	CHECK_GATE(score, 0, "undecided");
	score_release(&score);
	fixture_answer(f, 1, 0);
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_GATE(score, 0, "not_ready");
	score_release(&score);
	fixture_answer(f, 1, 1);
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_GATE(score, 0, "ready");
	score_release(&score);
}

TEST(a_flag_that_is_pending_keeps_the_gate_open)
{
	struct fixture *f = one_criterion("123", "3--");
	struct score score;
	fixture_flag(f, 2, 0, 0, 1);
	fixture_condition(f, 2, 1, 1);
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_INT(score.criteria[0].level_low, 1);
	CHECK_GATE(score, 0, "undecided");
	score_release(&score);
	fixture_answer(f, 1, 0);
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_GATE(score, 0, "ready");
	score_release(&score);
}

TEST(what_counts)
{
	struct fixture *f = one_criterion("1111", "3x-2");
	struct score score;
	fixture_condition(f, 3, 0, 1);
	score_compute(&score, &f->instrument, &f->answers);
	CHECK(score_counts(&score, &f->answers, 0, 0));
	CHECK(!score_counts(&score, &f->answers, 0, 1));
	CHECK(score_counts(&score, &f->answers, 0, 2));
	CHECK(!score_counts(&score, &f->answers, 1, 0));
	score_release(&score);
	fixture_answer(f, 0, 0);
	score_compute(&score, &f->instrument, &f->answers);
	CHECK(!score_counts(&score, &f->answers, 0, 3));
	score_release(&score);
	fixture_release(f);
}

TESTS(RUN(example_1_nine_questions), RUN(example_2_flagged), RUN(example_3_withheld),
      RUN(example_4_absent_is_certain), RUN(example_5_no_level_1), RUN(example_6_a_child_that_may_come),
      RUN(example_7_founded_not_withheld), RUN(every_verdict), RUN(levels_end_at_the_highest_asked),
      RUN(na_leaves_a_but_is_counted), RUN(two_thirds_exactly), RUN(weights_count), RUN(rounds_half_up),
      RUN(flags_that_may_open_cap_the_low_end_alone), RUN(a_flag_with_cap_0),
      RUN(a_flag_raises_its_own_criterion_only), RUN(hidden_and_pending_flags), RUN(evidence),
      RUN(every_gate), RUN(counts_of_a_stage), RUN(a_flag_that_may_open_keeps_the_gate_open),
      RUN(a_flag_that_is_pending_keeps_the_gate_open), RUN(what_counts))
