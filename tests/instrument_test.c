/* SPDX-License-Identifier: MIT */
/*
 * What the questionnaires that ship promise: which criteria there are and which questions feed them, which
 * states are red flags, what the quick check takes up. Their texts are in instrument_text_test.c. Runs in the
 * top folder of the tree.
 */
#include "check.h"
#include "instrument_fixture.h"
#include "model/instrument.h"

#define ID_SHOWN 80

/* ---- the promises ---- */

static const char *const stages[] = {"initiation", "preparation", "planning", "demonstration",
				     "implementation"};

static const struct {
	const char *id;
	size_t stage;
	enum criterion_kind kind;
	enum criterion_origin origin;
} criteria[] = {
	/* clang-format off */
	{"advisor-tandem",    0, CRITERION_CAUTION, ORIGIN_CAUTION_POINT},
	{"whole-office",      0, CRITERION_CAUTION, ORIGIN_CAUTION_POINT},
	{"no-hasty-vision",   1, CRITERION_CAUTION, ORIGIN_CAUTION_POINT},
	{"citizen-centred",   1, CRITERION_CAUTION, ORIGIN_CAUTION_POINT},
	{"agile-plan",        2, CRITERION_CAUTION, ORIGIN_TEXT},
	{"citizen-needs",     2, CRITERION_CAUTION, ORIGIN_TEXT},
	{"governance-rules",  2, CRITERION_CAUTION, ORIGIN_TEXT},
	{"purposeful-trials", 3, CRITERION_CAUTION, ORIGIN_TEXT},
	{"flexible-rollout",  4, CRITERION_CAUTION, ORIGIN_TEXT},
	{"long-haul",         4, CRITERION_CAUTION, ORIGIN_TEXT},
	{"shared-purpose",    0, CRITERION_TASK,    ORIGIN_TEXT},
	{"outside-expertise", 0, CRITERION_TASK,    ORIGIN_TEXT},
	{"office-structure",  0, CRITERION_TASK,    ORIGIN_TEXT},
	{"staff-knowledge",   0, CRITERION_TASK,    ORIGIN_TEXT},
	{"local-relations",   0, CRITERION_TASK,    ORIGIN_TEXT},
	{"core-team",         1, CRITERION_TASK,    ORIGIN_TEXT},
	{"place-analysis",    1, CRITERION_TASK,    ORIGIN_TEXT},
	{"needs-hearing",     1, CRITERION_TASK,    ORIGIN_TEXT},
	{"shared-vision",     1, CRITERION_TASK,    ORIGIN_TEXT},
	{"consortium",        2, CRITERION_TASK,    ORIGIN_TEXT},
	{"plan-contents",     2, CRITERION_TASK,    ORIGIN_TEXT},
	/* clang-format on */
};

/* What each theme has to feed by itself. */
static const char *const feeds[SHIPPED][6] = {
	[SILO] = {"whole-office", "shared-purpose", "office-structure", "staff-knowledge", "local-relations"},
	[ADVISOR] = {"advisor-tandem", "outside-expertise", "no-hasty-vision", "place-analysis"},
	[CITIZEN] = {"citizen-centred", "core-team", "needs-hearing", "shared-vision", "citizen-needs"},
	[PLAN] = {"agile-plan", "citizen-needs", "governance-rules", "consortium", "plan-contents"},
	[TRIAL] = {"purposeful-trials", "flexible-rollout", "long-haul"},
};

/* All red flags: failures that the guidebook reports at this place. */
static const struct {
	int document;
	const char *option, *criterion, *source;
} flags[] = {
	/* clang-format off */
	{SILO,    "departments.cooperation:isolated", "whole-office",    "initiation.caution-2"},
	{ADVISOR, "issues.who:all-outside",           "advisor-tandem",  "initiation.caution-1"},
	{ADVISOR, "plan.author:all-outside",          "no-hasty-vision", "preparation.caution-1"},
	{CITIZEN, "citizens.form:seats",              "citizen-centred", "preparation.caution-2"},
	{TRIAL,   "trial.theme:none",                 "purposeful-trials", "realisation.trials"},
	/* clang-format on */
};

static bool is_fed(const struct shipped *s, const struct question *q, const char *criterion)
{
	for (size_t i = 0; i < q->criterion_count; i++)
		if (strcmp(s->framework->criteria[q->criteria[i]].id, criterion) == 0)
			return true;
	return false;
}

/* ---- the framework ---- */

TEST(the_stages_and_criteria_are_the_guidebooks)
{
	struct shipped s;
	if (load_shipped(&s)) {
		CHECK_STR(s.framework->id, "smart-city-guidebook");
		CHECK_INT(s.framework->stage_count, COUNT(stages));
		for (size_t i = 0; i < s.framework->stage_count && i < COUNT(stages); i++)
			CHECK_STR(s.framework->stages[i].id, stages[i]);
		CHECK_INT(s.framework->criterion_count, COUNT(criteria));
		for (size_t i = 0; i < COUNT(criteria); i++) {
			const struct criterion *c = framework_criterion(s.framework, criteria[i].id);
			if (!c)
				printf("%s:\n", criteria[i].id);
			CHECK(c && c->stage == criteria[i].stage && c->kind == criteria[i].kind &&
			      c->origin == criteria[i].origin);
		}
	}
	release_shipped(&s);
}

static void check_examples(const struct criterion *c)
{
	CHECK(c->source != NULL);
	CHECK(c->advice_count >= 2 && c->advice_count <= 5);
	for (size_t i = 0; i < c->advice_count; i++)
		CHECK(!c->advice[i].example || c->advice[i].example->source);
}

TEST(every_source_is_there_and_every_criterion_has_advice)
{
	struct shipped s;
	if (load_shipped(&s)) {
		for (size_t i = 0; i < s.framework->criterion_count; i++)
			check_examples(&s.framework->criteria[i]);
		for (int d = SILO; d < QUICK; d++)
			for (size_t i = 0; i < questionnaire(&s, d)->question_count; i++)
				CHECK(questionnaire(&s, d)->questions[i].source != NULL);
	}
	release_shipped(&s);
}

/* ---- what the themes ask ---- */

static void check_theme(const struct questionnaire *q)
{
	size_t checklists = 0, conditions = 0;
	for (size_t i = 0; i < q->question_count; i++) {
		checklists += q->questions[i].type == QUESTION_CHECKLIST;
		conditions += q->questions[i].condition != NULL;
	}
	CHECK(q->question_count >= 12 && q->question_count <= 18);
	CHECK(checklists >= 1);
	CHECK(conditions >= 1);
	CHECK(*q->intro.ja && *q->intro.en);
}

TEST(each_theme_has_12_to_18_questions_with_a_checklist_and_a_condition)
{
	struct shipped s;
	if (load_shipped(&s))
		for (int d = SILO; d < QUICK; d++)
			check_theme(questionnaire(&s, d));
	release_shipped(&s);
}

TEST(every_criterion_of_a_theme_is_fed_by_two_questions_and_one_of_level_1)
{
	struct shipped s;
	bool ok = load_shipped(&s);
	for (int d = SILO; ok && d < QUICK; d++) {
		const struct questionnaire *q = questionnaire(&s, d);
		for (const char *const *id = feeds[d]; *id; id++) {
			size_t all = 0, basic = 0;
			for (size_t i = 0; i < q->question_count; i++) {
				bool fed = is_fed(&s, &q->questions[i], *id);
				all += fed;
				basic += fed && q->questions[i].level == 1;
			}
			if (all < 2 || basic < 1)
				printf("%s: %s is fed by %zu, %zu of level 1\n", names[d], *id, all, basic);
			CHECK(all >= 2 && basic >= 1);
		}
	}
	release_shipped(&s);
}

TEST(every_criterion_of_the_framework_is_fed_by_two_questions_and_one_of_level_1)
{
	struct shipped s;
	bool ok = load_shipped(&s);
	for (size_t c = 0; ok && c < s.framework->criterion_count; c++) {
		size_t all = 0, basic = 0;
		for (int d = SILO; d < QUICK; d++)
			for (size_t i = 0; i < questionnaire(&s, d)->question_count; i++) {
				const struct question *q = &questionnaire(&s, d)->questions[i];
				bool fed = is_fed(&s, q, s.framework->criteria[c].id);
				all += fed;
				basic += fed && q->level == 1;
			}
		if (all < 2 || basic < 1)
			printf("%s: %zu questions, %zu of level 1\n", s.framework->criteria[c].id, all,
			       basic);
		CHECK(all >= 2 && basic >= 1);
	}
	release_shipped(&s);
}

static void check_flag(const struct shipped *s, size_t which)
{
	const char *option = flags[which].option, *colon = strchr(option, ':');
	const struct questionnaire *q = questionnaire(s, flags[which].document);
	char id[ID_SHOWN];
	snprintf(id, sizeof id, "%.*s", (int)(colon - option), option);
	size_t at = questionnaire_question(q, id);
	size_t o = at == SIZE_MAX ? SIZE_MAX : question_option(&q->questions[at], colon + 1);
	const struct flag *flag = o == SIZE_MAX ? NULL : q->questions[at].options[o].flag;
	CHECK(flag != NULL);
	if (!flag)
		return;
	CHECK_STR(s->framework->criteria[flag->criterion].id, flags[which].criterion);
	CHECK_STR(q->questions[at].source->id, flags[which].source);
	CHECK_INT(q->questions[at].options[o].value, 0);
	CHECK_INT(q->questions[at].level, 1);
	CHECK_INT(flag->cap, 1);
}

TEST(the_red_flags_are_these_and_no_others)
{
	struct shipped s;
	if (load_shipped(&s)) {
		size_t count = 0;
		for (size_t i = 0; i < COUNT(flags); i++)
			check_flag(&s, i);
		for (int d = SILO; d < QUICK; d++)
			for (size_t i = 0; i < questionnaire(&s, d)->question_count; i++) {
				const struct question *q = &questionnaire(&s, d)->questions[i];
				CHECK(!(question_has_flag(q) && q->may_be_na));
				for (size_t o = 0; o < q->option_count; o++)
					count += q->options[o].flag != NULL;
			}
		CHECK_INT(count, COUNT(flags));
	}
	release_shipped(&s);
}

static size_t feeding(const struct shipped *s, const struct instrument *in, const char *criterion)
{
	size_t fed = 0;
	for (size_t i = 0; i < in->count; i++)
		fed += is_fed(s, in->items[i].question, criterion);
	return fed;
}

static bool holds_flag(const struct instrument *in, size_t which)
{
	struct strbuf key = {0};
	const char *option = flags[which].option;
	strbuf_addf(&key, "%s/%.*s", names[flags[which].document], (int)strcspn(option, ":"), option);
	bool held = instrument_item(in, strbuf_str(&key)) != ITEM_NONE;
	strbuf_release(&key);
	return held;
}

TEST(the_quick_check_asks_two_or_three_questions_for_each_early_caution_point)
{
	struct shipped s;
	struct instrument in = {0};
	struct err err = {.lang = LANG_EN};
	bool ok = load_shipped(&s) &&
		  instrument_build(&in, s.framework, &s.all[QUICK], 1, s.all, SHIPPED, &err);
	CHECK(ok);
	if (ok)
		CHECK(in.count >= 8 && in.count <= 12); /* with what its conditions pull in */
	for (size_t i = 0; ok && i < COUNT(criteria); i++) {
		size_t fed = feeding(&s, &in, criteria[i].id);
		if (criteria[i].origin != ORIGIN_CAUTION_POINT)
			continue;
		if (fed < 2 || fed > 3)
			printf("%s is fed by %zu\n", criteria[i].id, fed);
		CHECK(fed >= 2 && fed <= 3);
	}
	for (size_t i = 0; ok && i < COUNT(flags); i++) /* without the early ones it would reassure wrongly */
		CHECK(holds_flag(&in, i) == (flags[i].document != TRIAL));
	instrument_release(&in);
	release_shipped(&s);
}

TESTS(RUN(the_stages_and_criteria_are_the_guidebooks),
      RUN(every_source_is_there_and_every_criterion_has_advice),
      RUN(each_theme_has_12_to_18_questions_with_a_checklist_and_a_condition),
      RUN(every_criterion_of_a_theme_is_fed_by_two_questions_and_one_of_level_1),
      RUN(every_criterion_of_the_framework_is_fed_by_two_questions_and_one_of_level_1),
      RUN(the_red_flags_are_these_and_no_others),
      RUN(the_quick_check_asks_two_or_three_questions_for_each_early_caution_point))
