/* SPDX-License-Identifier: MIT */
/* What a weak criterion is said to lack, and which of its advice is named first. The order of the steps is in
 * model_test.c. Runs in the top folder of the tree. */
#include "model/advise.h"

#include "instrument_fixture.h"

#include <stdlib.h>

struct scene {
	struct shipped shipped;
	struct instrument instrument;
	struct answers answers;
	struct score score;
};

static bool open_scene(struct scene *s, int chosen)
{
	const struct document *document;
	struct err err = {.lang = LANG_EN};
	*s = (struct scene){0};
	bool ok = load_shipped(&s->shipped);
	document = &s->shipped.documents[chosen];
	ok = ok && instrument_build(&s->instrument, s->shipped.framework, &document, 1, s->shipped.all + 1,
				    SHIPPED - 1, &err);
	CHECK(ok);
	answers_init(&s->answers, s->instrument.count);
	return ok;
}

static void close_scene(struct scene *s)
{
	answers_release(&s->answers);
	instrument_release(&s->instrument);
	release_shipped(&s->shipped);
}

static size_t item(const struct scene *s, const char *key)
{
	size_t at = instrument_item(&s->instrument, key);
	CHECK(at != ITEM_NONE);
	return at == ITEM_NONE ? 0 : at;
}

static void give(struct scene *s, const char *key, const char *option)
{
	size_t at = item(s, key);
	const struct question *question = s->instrument.items[at].question;
	answer_choose(question, &s->answers.at[at], question_option(question, option));
}

static size_t criterion(const struct scene *s, const char *id)
{
	return (size_t)(framework_criterion(s->shipped.framework, id) - s->shipped.framework->criteria);
}

/* How many options of the checklist the criterion is said to lack. */
static size_t lacking(struct scene *s, const char *id, const char *key)
{
	score_compute(&s->score, &s->instrument, &s->answers);
	uint32_t bits = missing_options(&s->score, &s->answers, criterion(s, id), item(s, key));
	size_t count = 0;
	for (; bits; bits &= bits - 1)
		count++;
	score_release(&s->score);
	return count;
}

#define ITEMS "plan-and-governance/plan.items"

TEST(what_was_not_ticked_is_missing)
{
	struct scene s;
	if (open_scene(&s, PLAN)) {
		CHECK_INT(lacking(&s, "plan-contents", ITEMS), 0); /* not asked yet */
		give(&s, "plan-and-governance/plan.exists", "drafting");
		CHECK_INT(lacking(&s, "plan-contents", ITEMS), 0); /* nor answered */
		give(&s, ITEMS, "goals");
		CHECK_INT(lacking(&s, "plan-contents", ITEMS), 7);
		CHECK_INT(lacking(&s, "governance-rules", ITEMS), 0); /* it does not feed that one */
		CHECK_INT(lacking(&s, "plan-contents", "plan-and-governance/plan.exists"), 0);
		const char *const rest[] = {"value", "actions",  "data", "systems",
					    "money", "schedule", "roles"};
		for (size_t i = 0; i < COUNT(rest); i++)
			give(&s, ITEMS, rest[i]);
		CHECK_INT(lacking(&s, "plan-contents", ITEMS), 0);
		struct answer *answer = &s.answers.at[item(&s, ITEMS)];
		answer_set_state(answer, STATE_UNKNOWN);
		CHECK_INT(lacking(&s, "plan-contents", ITEMS), 0);
		answer->state = STATE_ANSWERED;
		answer->options = OPTIONS_NONE;
		CHECK_INT(lacking(&s, "plan-contents", ITEMS), 8);
		give(&s, "plan-and-governance/plan.exists", "none"); /* now it is hidden */
		CHECK_INT(lacking(&s, "plan-contents", ITEMS), 0);
	}
	close_scene(&s);
}

TEST(of_a_list_of_examples_nothing_is_missing)
{
	struct scene s;
	size_t examples = 0;
	if (open_scene(&s, CITIZEN)) {
		for (size_t i = 0; i < s.instrument.count; i++) {
			const struct question *q = s.instrument.items[i].question;
			s.answers.at[i].state = STATE_ANSWERED;
			s.answers.at[i].options =
				q->type == QUESTION_CHECKLIST ? OPTIONS_NONE : 1u << (q->option_count - 1);
		}
		score_compute(&s.score, &s.instrument, &s.answers);
		for (size_t i = 0; i < s.instrument.count; i++) {
			const struct question *q = s.instrument.items[i].question;
			if (q->type != QUESTION_CHECKLIST || s.score.asked[i] != ASKED_YES)
				continue;
			examples += q->basis == BASIS_EXAMPLE;
			CHECK((missing_options(&s.score, &s.answers, q->criteria[0], i) == 0) ==
			      (q->basis == BASIS_EXAMPLE));
		}
		CHECK(examples > 0);
		score_release(&s.score);
	}
	close_scene(&s);
}

static void check_first(size_t all, size_t with_example, const char *expected)
{
	const struct example city = {{"市", "City"}, {"例", "did"}, NULL};
	struct advice advice[6] = {0};
	struct criterion c = {.advice = advice, .advice_count = all};
	size_t out[ADVICE_FIRST];
	char got[8] = "";
	if (with_example < all)
		advice[with_example].example = &city;
	size_t count = advice_first(&c, out);
	for (size_t i = 0; i < count; i++)
		got[i] = (char)('0' + out[i]);
	CHECK_STR(got, expected);
}

TEST(the_first_advice_is_the_easiest_and_has_a_city_where_there_is_one)
{
	check_first(0, 9, "");
	check_first(1, 9, "0");
	check_first(2, 1, "01");
	check_first(3, 9, "012");
	check_first(5, 9, "012");
	check_first(5, 0, "012");
	check_first(5, 2, "012");
	check_first(5, 3, "013");
	check_first(5, 4, "014");
}

TESTS(RUN(what_was_not_ticked_is_missing), RUN(of_a_list_of_examples_nothing_is_missing),
      RUN(the_first_advice_is_the_easiest_and_has_a_city_where_there_is_one))
