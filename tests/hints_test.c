/* SPDX-License-Identifier: MIT */
/* Contradictions: when they are found and when not, and that each one that ships can be. Runs in the top
 * folder of the tree. */
#include "model/hints.h"

#include "base/alloc.h"
#include "instrument_fixture.h"
#include "model/score.h"

#include <stdlib.h>

struct scene {
	struct shipped shipped;
	struct instrument instrument;
	struct answers answers;
	enum asked *asked;
	struct hints hints;
};

static bool open_scene(struct scene *s, const int *chosen, size_t count)
{
	const struct document *documents[SHIPPED];
	struct err err = {.lang = LANG_EN};
	*s = (struct scene){0};
	bool ok = load_shipped(&s->shipped);
	for (size_t i = 0; i < count; i++)
		documents[i] = &s->shipped.documents[chosen[i]];
	ok = ok && instrument_build(&s->instrument, s->shipped.framework, documents, count,
				    s->shipped.all + 1, SHIPPED - 1, &err);
	CHECK(ok);
	answers_init(&s->answers, s->instrument.count);
	s->asked = xcalloc(s->instrument.count + 1, sizeof *s->asked);
	return ok;
}

static void close_scene(struct scene *s)
{
	hints_release(&s->hints);
	answers_release(&s->answers);
	instrument_release(&s->instrument);
	free(s->asked);
	release_shipped(&s->shipped);
}

static void look(struct scene *s)
{
	hints_release(&s->hints);
	flow_asked(&s->instrument, &s->answers, s->asked);
	hints_find(&s->hints, &s->instrument, &s->answers, s->asked);
}

static size_t item(const struct scene *s, const char *key)
{
	size_t at = instrument_item(&s->instrument, key);
	if (at == ITEM_NONE)
		printf("there is no %s\n", key);
	CHECK(at != ITEM_NONE);
	return at == ITEM_NONE ? 0 : at;
}

static void give(struct scene *s, const char *key, const char *option)
{
	size_t at = item(s, key);
	const struct question *question = s->instrument.items[at].question;
	answer_choose(question, &s->answers.at[at], question_option(question, option));
}

static void set(struct scene *s, const char *key, enum answer_state state)
{
	answer_set_state(&s->answers.at[item(s, key)], state);
}

TEST(both_sides_have_to_be_true)
{
	struct scene s;
	const int chosen[] = {SILO};
	if (open_scene(&s, chosen, 1)) {
		look(&s);
		CHECK_INT(s.hints.count, 0);
		give(&s, "silo-breakdown/local.information", "none");
		look(&s);
		CHECK_INT(s.hints.count, 0); /* the other one is blank */
		give(&s, "silo-breakdown/local.dialogue", "preparing");
		look(&s);
		CHECK_INT(s.hints.count, 0);
		give(&s, "silo-breakdown/local.dialogue", "once");
		look(&s);
		CHECK_INT(s.hints.count, 1);
		if (s.hints.count) {
			CHECK_INT(s.hints.list[0].items[0], item(&s, "silo-breakdown/local.information"));
			CHECK_INT(s.hints.list[0].items[1], item(&s, "silo-breakdown/local.dialogue"));
			CHECK(strstr(s.hints.list[0].text.ja, "話し合う場") != NULL);
		}
		set(&s, "silo-breakdown/local.dialogue", STATE_UNKNOWN);
		look(&s);
		CHECK_INT(s.hints.count, 0); /* not known is no answer */
	}
	close_scene(&s);
}

TEST(a_hidden_question_contradicts_nothing)
{
	struct scene s;
	const int chosen[] = {SILO};
	if (open_scene(&s, chosen, 1)) {
		give(&s, "silo-breakdown/departments.cooperation", "isolated");
		give(&s, "silo-breakdown/team.exists", "regular");
		give(&s, "silo-breakdown/team.departments", "information");
		give(&s, "silo-breakdown/team.departments", "general");
		look(&s);
		CHECK_INT(s.hints.count, 0);
		give(&s, "silo-breakdown/team.departments", "welfare");
		look(&s);
		CHECK_INT(s.hints.count, 1);
		give(&s, "silo-breakdown/team.lead", "mayor");
		look(&s);
		CHECK_INT(s.hints.count, 2);
		give(&s, "silo-breakdown/team.exists", "none"); /* the answers stay, the questions go */
		look(&s);
		CHECK_INT(s.hints.count, 0);
		set(&s, "silo-breakdown/team.exists", STATE_UNKNOWN); /* and are undetermined */
		look(&s);
		CHECK_INT(s.hints.count, 0);
	}
	close_scene(&s);
}

TEST(a_selection_brings_those_of_its_questions)
{
	struct scene s;
	const int chosen[] = {QUICK}, both[] = {QUICK, ADVISOR};
	if (open_scene(&s, chosen, 1)) {
		give(&s, "advisor-dependence/use.status", "none");
		give(&s, "advisor-dependence/issues.who", "all-outside");
		look(&s);
		CHECK_INT(s.hints.count, 1);
		/* Selected in another order than that of the file; told in the instrument's. */
		if (s.hints.count) {
			CHECK_INT(s.hints.list[0].items[0], item(&s, "advisor-dependence/issues.who"));
			CHECK_INT(s.hints.list[0].items[1], item(&s, "advisor-dependence/use.status"));
		}
		give(&s, "advisor-dependence/issues.who", "none"); /* place.coverage is not among them */
		look(&s);
		CHECK_INT(s.hints.count, 0);
	}
	close_scene(&s);
	if (open_scene(&s, both, 2)) { /* the same question in two questionnaires is told once */
		give(&s, "advisor-dependence/use.status", "none");
		give(&s, "advisor-dependence/issues.who", "all-outside");
		look(&s);
		CHECK_INT(s.hints.count, 1);
	}
	close_scene(&s);
}

TEST(no_score_changes)
{
	struct scene s;
	const int chosen[] = {ADVISOR};
	if (open_scene(&s, chosen, 1)) {
		struct score with, without;
		struct contradiction *const none = NULL;
		give(&s, "advisor-dependence/use.status", "none");
		give(&s, "advisor-dependence/issues.who", "together");
		look(&s);
		CHECK_INT(s.hints.count, 1);
		score_compute(&with, &s.instrument, &s.answers);
		struct questionnaire bare = *questionnaire(&s.shipped, ADVISOR);
		bare.contradictions = none;
		bare.contradiction_count = 0;
		s.shipped.documents[ADVISOR].questionnaire = &bare;
		look(&s);
		CHECK_INT(s.hints.count, 0);
		score_compute(&without, &s.instrument, &s.answers);
		for (size_t i = 0; i < s.shipped.framework->criterion_count; i++) {
			CHECK_INT(with.criteria[i].points, without.criteria[i].points);
			CHECK_INT(with.criteria[i].verdict, without.criteria[i].verdict);
		}
		CHECK_INT(with.flag_count, without.flag_count);
		score_release(&with);
		score_release(&without);
	}
	close_scene(&s);
}

/* ---- those that ship ---- */

/* Answer a question so that the condition holds: as many ticks as it takes, or the first option that does. */
static void satisfy(struct scene *s, size_t at, const struct condition *condition)
{
	const struct question *question = s->instrument.items[at].question;
	struct answer *answer = &s->answers.at[at];
	for (size_t o = 0; o < question->option_count && !flow_holds(condition, question, answer); o++)
		if (condition->by_value || (condition->options >> o & 1))
			answer_choose(question, answer, o);
	CHECK(flow_holds(condition, question, answer));
}

/* Make a question visible, leaving the one that is given already as it is. */
static void show(struct scene *s, size_t at, size_t given)
{
	const struct item *shown = &s->instrument.items[at];
	if (shown->parent == ITEM_NONE)
		return;
	if (shown->parent != given)
		satisfy(s, shown->parent, shown->question->condition);
	show(s, shown->parent, given);
}

static void check_found(struct scene *s, int document, size_t number)
{
	const struct questionnaire *q = questionnaire(&s->shipped, document);
	const struct contradiction *c = &q->contradictions[number];
	size_t at[2];
	for (size_t i = 0; i < s->instrument.count; i++)
		answer_set_state(&s->answers.at[i], STATE_BLANK);
	for (int i = 0; i < 2; i++) {
		struct strbuf key = {0};
		strbuf_addf(&key, "%s/%s", q->id, q->questions[c->sides[i].question].id);
		at[i] = item(s, strbuf_str(&key));
		satisfy(s, at[i], &c->sides[i]);
		strbuf_release(&key);
	}
	show(s, at[0], at[1]);
	show(s, at[1], at[0]);
	look(s);
	bool found = false;
	for (size_t i = 0; i < s->hints.count; i++)
		found = found || strcmp(s->hints.list[i].text.en, c->text.en) == 0;
	if (!found)
		printf("never told: %s\n", c->text.en);
	CHECK(found);
}

TEST(each_that_ships_can_come_true_and_is_a_question)
{
	struct scene s;
	const int chosen[] = {SILO, ADVISOR, CITIZEN};
	if (open_scene(&s, chosen, 3))
		for (int d = 0; d < 3; d++) {
			const struct questionnaire *q = questionnaire(&s.shipped, chosen[d]);
			CHECK(q->contradiction_count >= 2);
			for (size_t i = 0; i < q->contradiction_count; i++) {
				check_found(&s, chosen[d], i);
				CHECK(strstr(q->contradictions[i].text.ja, "ませんか。") != NULL);
				CHECK(strchr(q->contradictions[i].text.en, '?') != NULL);
			}
		}
	close_scene(&s);
}

TESTS(RUN(both_sides_have_to_be_true), RUN(a_hidden_question_contradicts_nothing),
      RUN(a_selection_brings_those_of_its_questions), RUN(no_score_changes),
      RUN(each_that_ships_can_come_true_and_is_a_question))
