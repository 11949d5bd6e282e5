/* SPDX-License-Identifier: MIT */
/* Answers, the order of questions, words, advice, municipality codes and dates. */
#include "model/advise.h"
#include "model/municipality.h"
#include "model/words.h"

#include "base/alloc.h"
#include "check.h"
#include "model_fixture.h"

#define CHECK_OWNED(got, want)                \
	do {                                  \
		char *check_owned = (got);    \
		CHECK_STR(check_owned, want); \
		free(check_owned);            \
	} while (0)

/* ---- answers ---- */

TEST(a_choice_holds_one_option)
{
	struct fixture *f = fixture_reset(1);
	size_t q = fixture_choice(f, 1, fixture_criterion(f, 0, "一"));
	struct answer *a = &f->answers.at[q];
	CHECK_INT(answer_value(&f->questions[q], a), -1);
	fixture_answer(f, q, 1);
	fixture_answer(f, q, 2);
	CHECK_INT(a->options, 4);
	CHECK_INT(answer_value(&f->questions[q], a), 2);
	fixture_answer(f, q, 2); /* again: stays */
	CHECK_INT(a->options, 4);
	fixture_answer(f, q, 4); /* no such option, and a choice has no _none */
	fixture_answer(f, q, 5);
	CHECK_INT(a->options, 4);
	answer_set_state(a, STATE_UNKNOWN);
	CHECK_INT(a->options, 0);
	CHECK_INT(answer_value(&f->questions[q], a), -1);
}

TEST(a_checklist_ticks)
{
	struct fixture *f = fixture_reset(1);
	size_t q = fixture_question(f, QUESTION_CHECKLIST, 1, fixture_criterion(f, 0, "一"));
	const struct question *question = &f->questions[q]; /* thresholds 1 2 4 */
	struct answer *a = &f->answers.at[q];
	static const int values[] = {1, 2, 2, 3};
	for (size_t o = 0; o < 4; o++) {
		fixture_answer(f, q, o);
		CHECK_INT(answer_value(question, a), values[o]);
	}
	fixture_answer(f, q, 4); /* _none is exclusive */
	CHECK(a->options == OPTIONS_NONE);
	CHECK_INT(a->state, STATE_ANSWERED);
	CHECK_INT(answer_value(question, a), 0);
	fixture_answer(f, q, 4);
	CHECK_INT(a->state, STATE_BLANK);
	fixture_answer(f, q, 4);
	fixture_answer(f, q, 1);
	CHECK_INT(a->options, 2);
	fixture_answer(f, q, 1); /* the last tick off: blank again */
	CHECK_INT(a->state, STATE_BLANK);
	CHECK_INT(a->options, 0);
}

TEST(note_and_evidence_stay_reason_goes)
{
	struct fixture *f = fixture_reset(1);
	size_t q = fixture_choice(f, 1, fixture_criterion(f, 0, "一"));
	struct answer *a = &f->answers.at[q], copy = {0};
	a->note = xstrdup("メモ");
	a->evidence = xstrdup("要綱");
	answer_set_state(a, STATE_NA);
	a->reason = xstrdup("対象外");
	answer_copy(&copy, a);
	CHECK(answer_equals(&copy, a));
	CHECK(copy.reason != a->reason);
	fixture_answer(f, q, 1);
	CHECK(!a->reason);
	CHECK_STR(a->note, "メモ");
	CHECK_STR(a->evidence, "要綱");
	CHECK(!answer_equals(&copy, a));
	answer_release(&copy);
	CHECK_INT(copy.state, STATE_BLANK);
	copy.note = xstrdup("");
	CHECK(answer_equals(&copy, &(struct answer){0})); /* NULL is "" */
	answer_release(&copy);
}

static bool may_give(const struct question *question, enum answer_state state, uint32_t options,
		     const char *reason)
{
	struct err err = {.lang = LANG_EN};
	struct answer a = {.state = state, .options = options, .reason = xstrdup(reason)};
	bool fits = answer_check(question, &a, &err);
	CHECK(fits != err.set);
	CHECK(fits || err.kind == ERR_INVALID);
	answer_release(&a);
	return fits;
}

TEST(which_answers_may_be_given)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "一");
	const struct question *choice = &f->questions[fixture_choice(f, 1, c)];
	const struct question *list = &f->questions[fixture_question(f, QUESTION_CHECKLIST, 1, c)];
	CHECK(may_give(choice, STATE_BLANK, 0, NULL));
	CHECK(may_give(choice, STATE_UNKNOWN, 0, ""));
	CHECK(may_give(choice, STATE_ANSWERED, 8, NULL));
	CHECK(!may_give(choice, STATE_ANSWERED, 0, NULL));
	CHECK(!may_give(choice, STATE_ANSWERED, 3, NULL));
	CHECK(!may_give(choice, STATE_ANSWERED, 16, NULL));
	CHECK(!may_give(choice, STATE_ANSWERED, OPTIONS_NONE, NULL));
	CHECK(!may_give(choice, STATE_UNKNOWN, 1, NULL));
	CHECK(!may_give(choice, STATE_BLANK, 1, NULL));
	CHECK(!may_give(choice, STATE_NA, 0, "理由"));
	CHECK(!may_give(choice, STATE_COUNT, 0, NULL));
	CHECK(!may_give(choice, STATE_ANSWERED, 1, "理由"));
	CHECK(may_give(list, STATE_ANSWERED, 15, NULL));
	CHECK(may_give(list, STATE_ANSWERED, OPTIONS_NONE, NULL));
	CHECK(!may_give(list, STATE_ANSWERED, OPTIONS_NONE | 1, NULL));
	CHECK(!may_give(list, STATE_ANSWERED, 0, NULL));
	CHECK(!may_give(list, STATE_ANSWERED, 16, NULL));
	f->questions[0].may_be_na = true;
	CHECK(may_give(choice, STATE_NA, 0, "理由"));
	CHECK(!may_give(choice, STATE_NA, 0, NULL));
	CHECK(!may_give(choice, STATE_NA, 0, " \t　"));
	CHECK(!may_give(choice, STATE_NA, 1, "理由"));
	CHECK_INT(answer_value(choice, &(struct answer){.state = STATE_ANSWERED, .options = 3}), -1);
}

static bool parses(const struct question *question, const char *text, uint32_t want)
{
	struct err err = {.lang = LANG_JA};
	uint32_t options = 99;
	return answer_options_parse(question, text, &options, &err) && options == want && !err.set;
}

TEST(options_as_text)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "一");
	const struct question *choice = &f->questions[fixture_choice(f, 1, c)];
	const struct question *list = &f->questions[fixture_question(f, QUESTION_CHECKLIST, 1, c)];
	CHECK_OWNED(answer_options_join(list, 5), "a;c");
	CHECK_OWNED(answer_options_join(list, OPTIONS_NONE), "_none");
	CHECK_OWNED(answer_options_join(list, 0), "");
	CHECK(parses(list, "a;c", 5));
	CHECK(parses(list, " c ; a ", 5));
	CHECK(parses(list, "_none", OPTIONS_NONE));
	CHECK(parses(list, "", 0));
	CHECK(!parses(list, "a;", 1));
	CHECK(!parses(list, ";", 0));
	CHECK(!parses(list, "a;a", 1));
	CHECK(!parses(list, "aa", 1));
	CHECK(!parses(list, "e", 16)); /* the question has four */
	CHECK(!parses(choice, "_none", OPTIONS_NONE));
	struct err err = {.lang = LANG_EN};
	uint32_t options;
	CHECK(!answer_options_parse(list, "a;zz", &options, &err));
	CHECK(strstr(err.text, "q1") && strstr(err.text, "zz"));
}

TEST(state_ids)
{
	enum answer_state state;
	for (int i = 0; i < STATE_COUNT; i++) {
		CHECK(answer_state_parse(answer_state_id((enum answer_state)i), &state));
		CHECK_INT(state, i);
	}
	CHECK_STR(answer_state_id(STATE_NA), "na");
	CHECK(!answer_state_parse("", &state));
	CHECK(!answer_state_parse("NA", &state));
}

/* ---- flow ---- */

/* Four questions in a chain, each asked when the one before has at least 2. */
static struct fixture *chain(void)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "一");
	for (size_t i = 0; i < 4; i++)
		fixture_choice(f, 1, c);
	for (size_t i = 1; i < 4; i++)
		fixture_condition(f, i, i - 1, 2);
	return f;
}

static const char *asked_row(const struct fixture *f)
{
	static char row[FIXTURE_MAX + 1];
	enum asked asked[FIXTURE_MAX];
	flow_asked(&f->instrument, &f->answers, asked);
	for (size_t i = 0; i < f->instrument.count; i++)
		row[i] = asked_id(asked[i])[0];
	row[f->instrument.count] = '\0';
	return row;
}

TEST(conditions_in_a_chain)
{
	struct fixture *f = chain();
	CHECK_STR(asked_row(f), "yppp");
	fixture_state(f, 0, STATE_UNKNOWN);
	CHECK_STR(asked_row(f), "yppp");
	fixture_answer(f, 1, 3); /* stored, but not asked: decides nothing */
	CHECK_STR(asked_row(f), "yppp");
	fixture_answer(f, 0, 2);
	CHECK_STR(asked_row(f), "yyyp"); /* it comes back */
	fixture_answer(f, 0, 1);
	CHECK_STR(asked_row(f), "ynnn");
	fixture_state(f, 0, STATE_NA);
	CHECK_STR(asked_row(f), "ynnn");
	CHECK_INT(f->answers.at[1].state, STATE_ANSWERED);
}

TEST(a_condition_on_options)
{
	struct fixture *f = chain();
	f->conditions[1].by_value = false;
	f->conditions[1].options = 1 | 8; /* a or d */
	fixture_answer(f, 0, 0);
	CHECK_STR(asked_row(f), "yypp");
	fixture_answer(f, 0, 1);
	CHECK_STR(asked_row(f), "ynnn");
	f->questions[0].type = QUESTION_CHECKLIST;
	fixture_answer(f, 0, 3);
	CHECK_STR(asked_row(f), "yypp");
	fixture_answer(f, 0, 4); /* none of them */
	CHECK_STR(asked_row(f), "ynnn");
}

TEST(walking)
{
	static const enum asked asked[] = {ASKED_NO, ASKED_YES, ASKED_PENDING, ASKED_NO, ASKED_YES};
	CHECK_INT(flow_first(asked, 5), 1);
	CHECK_INT(flow_next(asked, 5, 0), 1);
	CHECK_INT(flow_next(asked, 5, 1), 4);
	CHECK(flow_next(asked, 5, 4) == ITEM_NONE);
	CHECK(flow_next(asked, 5, ITEM_NONE) == ITEM_NONE);
	CHECK_INT(flow_prev(asked, 5, 4), 1);
	CHECK_INT(flow_prev(asked, 5, 3), 1);
	CHECK(flow_prev(asked, 5, 1) == ITEM_NONE);
	CHECK_INT(flow_prev(asked, 5, ITEM_NONE), 4);
	CHECK(flow_first(asked, 1) == ITEM_NONE);
	CHECK(flow_first(asked, 0) == ITEM_NONE);
}

TEST(tally)
{
	struct fixture *f = chain();
	enum asked asked[FIXTURE_MAX];
	fixture_answer(f, 0, 3);
	fixture_state(f, 1, STATE_UNKNOWN);
	flow_asked(&f->instrument, &f->answers, asked);
	struct flow_count n = flow_tally(&f->instrument, &f->answers, asked);
	CHECK_INT(n.visible, 2);
	CHECK_INT(n.answered, 1);
	CHECK_INT(n.unknown, 1);
	CHECK_INT(n.blank, 0);
	CHECK_INT(n.pending, 2);
	CHECK(flow_first_blank(&f->instrument, &f->answers, asked) == ITEM_NONE);
	fixture_state(f, 1, STATE_BLANK);
	CHECK_INT(flow_first_blank(&f->instrument, &f->answers, asked), 1);
}

/* ---- advice and words ---- */

/*
 * Three stages. The first has four criteria with two questions of level 1 each, the others one criterion with
 * one. Answers by question: a digit, '-' blank.
 */
static struct fixture *town(const char *answers)
{
	static const char *const labels[] = {"二人三脚",   "全庁体制", "目的の共有",
					     "庁内の体制", "ビジョン", "計画"};
	struct fixture *f = fixture_reset(3);
	for (size_t c = 0; c < 6; c++) {
		fixture_criterion(f, c < 4 ? 0 : c - 3, labels[c]);
		fixture_choice(f, 1, c);
		if (c < 4)
			fixture_choice(f, 1, c);
	}
	for (size_t i = 0; answers[i]; i++)
		if (answers[i] == 'x')
			fixture_state(f, i, STATE_NA);
		else if (answers[i] != '-')
			fixture_answer(f, i, (size_t)(answers[i] - '0'));
	return f;
}

static void check_words(char *(*words)(const struct score *, const char *, enum lang), struct fixture *f,
			const char *own, const char *ja, const char *en)
{
	struct score score;
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_OWNED(words(&score, own, LANG_JA), ja);
	CHECK_OWNED(words(&score, own, LANG_EN), en);
	score_release(&score);
}

static struct steps steps_of(struct fixture *f, const char *own)
{
	struct score score;
	struct steps steps;
	score_compute(&score, &f->instrument, &f->answers);
	advise(&steps, &score, &f->answers, own);
	score_release(&score);
	return steps;
}

TEST(steps_are_ordered)
{
	struct fixture *f = town("0032020-00"); /* lacking: 2, 0, 1, 2 questions; then one and one */
	fixture_flag(f, 4, 0, 2, 1);
	struct steps steps = steps_of(f, NULL);
	CHECK_INT(steps.stage, 0);
	CHECK_INT(steps.count, 3);
	CHECK_INT(steps.list[0].criterion, 2);
	CHECK(steps.list[0].flagged);
	CHECK_INT(steps.list[0].count, 1);
	CHECK_INT(steps.list[0].items[0], 4);
	CHECK_INT(steps.list[1].criterion, 0);
	CHECK_INT(steps.list[2].criterion, 3);
	CHECK_INT(steps.list[2].count, 2);
	CHECK_INT(steps.list[2].unanswered, 1);
	CHECK(!steps.list[2].earlier);
	steps_release(&steps);
}

TEST(flagged_before_not)
{
	struct fixture *f = town("02302222--");
	fixture_flag(f, 3, 0, 1, 1);
	struct steps steps = steps_of(f, "");
	CHECK_INT(steps.count, 2);
	CHECK_INT(steps.list[0].criterion, 1);
	CHECK_INT(steps.list[1].criterion, 0);
	steps_release(&steps);
}

TEST(own_stage_looks_back)
{
	struct fixture *f = town("2222220000");
	struct steps steps = steps_of(f, "planning");
	CHECK_INT(steps.stage, 0);
	CHECK_INT(steps.count, 3);
	CHECK_INT(steps.list[0].criterion, 3);
	CHECK(steps.list[0].earlier);
	CHECK_INT(steps.list[1].criterion, 4);
	CHECK(steps.list[1].earlier);
	CHECK_INT(steps.list[2].criterion, 5);
	CHECK(!steps.list[2].earlier);
	steps_release(&steps);
	steps = steps_of(f, "initiation");
	CHECK_INT(steps.count, 1);
	CHECK(!steps.list[0].earlier);
	steps_release(&steps);
	steps = steps_of(f, "no-such-stage");
	CHECK_INT(steps.count, 1);
	steps_release(&steps);
}

TEST(flags_and_pending_questions_are_steps)
{
	struct fixture *f = town("22222222-2");
	size_t late = fixture_choice(f, 3, 4), child = fixture_choice(f, 1, 4);
	fixture_answer(f, 8, 3);
	fixture_flag(f, late, 0, 4, 1);
	fixture_condition(f, child, late, 1);
	struct steps steps = steps_of(f, NULL);
	CHECK_INT(steps.stage, 1);
	CHECK_INT(steps.count, 1);
	CHECK_INT(steps.list[0].count, 1); /* the child stands behind the question that decides on it */
	CHECK_INT(steps.list[0].items[0], late);
	CHECK_INT(steps.list[0].unanswered, 1);
	steps_release(&steps);
	fixture_answer(f, late, 3);
	fixture_answer(f, child, 3);
	steps = steps_of(f, NULL);
	CHECK_INT(steps.stage, 3);
	CHECK_INT(steps.count, 0);
	steps_release(&steps);
}

TEST(a_flag_that_may_open_is_a_step)
{
	struct fixture *f = town("2222222222");
	size_t late = fixture_choice(f, 3, 1);
	fixture_flag(f, late, 0, 1, 1);
	struct steps steps = steps_of(f, NULL);
	CHECK_INT(steps.stage, 0);
	CHECK_INT(steps.count, 1);
	CHECK_INT(steps.list[0].criterion, 1);
	CHECK_INT(steps.list[0].items[0], late);
	CHECK(!steps.list[0].flagged); /* not yet */
	steps_release(&steps);
}

/* The steps' answers, given, make their stage ready: what the advice promises. */
TEST(following_the_steps_opens_the_gate)
{
	struct fixture *f = town("0-12--0100");
	struct score score;
	fixture_flag(f, 0, 0, 0, 1);
	fixture_flag(f, 4, 0, 2, 0);
	struct steps steps = steps_of(f, NULL);
	for (size_t i = 0; i < steps.count; i++)
		for (size_t k = 0; k < steps.list[i].count; k++)
			fixture_answer(f, steps.list[i].items[k], 3);
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_INT(score.stages[steps.stage].gate, GATE_READY);
	score_release(&score);
	steps_release(&steps);
}

TEST(headline)
{
	check_words(words_headline, town("----------"), NULL, "まだ回答がありません。",
		    "Nothing has been answered yet.");
	check_words(
		words_headline, town("2202222000"), "",
		"初動段階は、4項目中2項目が整っています。次に取り組むのは「全庁体制」と「庁内の体制」です。",
		"Initiation: 2 of 4 items are in place. Next: \"全庁体制\" and \"庁内の体制\".");
	check_words(words_headline, town("2222222000"), NULL,
		    "初動段階は、4項目中3項目が整っています。次に取り組むのは「庁内の体制」です。",
		    "Initiation: 3 of 4 items are in place. Next: \"庁内の体制\".");
	check_words(words_headline, town("2202020200"), NULL,
		    "初動段階は、4項目中1項目が整っています。次に取り組むのは「全庁体制」「目的の共有」「庁内"
		    "の体制」"
		    "です。",
		    "Initiation: 1 of 4 items is in place. Next: \"全庁体制\", \"目的の共有\" and "
		    "\"庁内の体制\".");
	check_words(
		words_headline, town("0002020200"), NULL,
		"初動段階は、4項目のうち整っている項目はまだありません。"
		"次に取り組むのは「全庁体制」「目的の共有」など4項目です。",
		"Initiation: none of its 4 items is in place yet. Next: \"全庁体制\", \"目的の共有\" and 2 "
		"more.");
	check_words(words_headline, town("222222----"), NULL,
		    "初動段階は、4項目中3項目が整っています。次に状況を確かめるのは「庁内の体制」です。",
		    "Initiation: 3 of 4 items are in place. Next, find out about \"庁内の体制\".");
}

TEST(headline_further_on)
{
	check_words(words_headline, town("2222222200"), NULL,
		    "初動段階は整い、準備段階は、1項目のうち整っている項目はまだありません。"
		    "次に取り組むのは「ビジョン」です。",
		    "Initiation: in place. Preparation: not in place yet. Next: "
		    "\"ビジョン\".");
	check_words(
		words_headline, town("222222xx2-"), NULL,
		"準備段階までは回答した範囲で整い、計画段階は、1項目のうち整っている項目はまだありません。"
		"次に状況を確かめるのは「計画」です。",
		"Up to Preparation: in place as far as answered. Planning: not in place yet. "
		"Next, find out about \"計画\".");
	check_words(words_headline, town("2222222222"), "planning", "すべての段階の6項目が整っています。",
		    "All 6 items of every stage are in place.");
	check_words(words_headline, town("2222222x22"), NULL, "すべての段階の6項目が整っています。",
		    "All 6 items of every stage are in place.");
	check_words(words_headline, town("222222xx22"), NULL,
		    "回答した範囲では、すべての段階が整っています。",
		    "As far as answered, every stage is in place.");
	check_words(
		words_headline, town("22222222xx"), NULL,
		"初動段階は、4項目すべてが整っています。次の準備段階は、選んだ質問票では判定の対象になってい"
		"ませ"
		"ん。",
		"Initiation: all 4 items are in place. The chosen questionnaires do not cover what follows: "
		"Preparation.");
	check_words(words_headline, town("xxxxxxxx2x"), NULL,
		    "回答した範囲では、整っていない項目はありません。",
		    "As far as answered, no item is lacking.");
	check_words(words_headline, town("xxxxxxxxxx"), NULL,
		    "選んだ質問票には、判定できる項目がありません。",
		    "The chosen questionnaires hold no item that can be judged.");
	check_words(words_headline, town("2222220000"), "planning",
		    "初動段階は、4項目中3項目が整っています。"
		    "さかのぼって取り組む項目は「庁内の体制」と「ビジョン」です。",
		    "Initiation: 3 of 4 items are in place. To go back to from earlier stages: "
		    "\"庁内の体制\" and \"ビジョン\".");
}

TEST(stage_words)
{
	struct score score;
	struct fixture *f = town("222222xx0x");
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_OWNED(words_stage(&score, 0, LANG_JA),
		    "初動段階は、回答した範囲では整っています（4項目中3項目）。");
	CHECK_OWNED(words_stage(&score, 0, LANG_EN),
		    "Initiation: in place as far as answered (3 of 4 items).");
	CHECK_OWNED(words_stage(&score, 2, LANG_JA),
		    "計画段階は、選んだ質問票では判定の対象になっていません。");
	score_release(&score);
}

/* The verdict and score of one criterion with questions of these levels and answers, both languages. */
static void check_criterion(const char *levels, const char *answers, const char *points, const char *ja,
			    const char *en)
{
	struct fixture *f = fixture_reset(1);
	struct score score;
	fixture_criterion(f, 0, "一");
	for (size_t i = 0; levels[i]; i++) {
		fixture_choice(f, levels[i] - '0', 0);
		if (answers[i] == 'f')
			fixture_flag(f, i, 0, 0, 1);
		if (answers[i] != '-')
			fixture_answer(f, i, answers[i] == 'f' ? 0 : (size_t)(answers[i] - '0'));
	}
	score_compute(&score, &f->instrument, &f->answers);
	CHECK_OWNED(words_score(&score.criteria[0], LANG_JA), points);
	CHECK_OWNED(words_verdict(&score.criteria[0], LANG_JA), ja);
	CHECK_OWNED(words_verdict(&score.criteria[0], LANG_EN), en);
	score_release(&score);
}

TEST(verdict_words)
{
	check_criterion("", "", "-", "判定の対象外（基礎の設問なし）", "Not judged (no foundation question)");
	check_criterion("1111", "2210", "42", "着手　基礎：4問中2問", "Started, foundation 2 of 4");
	check_criterion("11", "00", "0", "未着手　基礎：2問中0問", "Not started, foundation 0 of 2");
	check_criterion("11111", "2221-", "47-67", "着手　基礎：5問中3問", "Started, foundation 3 of 5");
	check_criterion("1111", "222-", "50-75", "着手以上　基礎：4問中3問",
			"Started or higher, foundation 3 of 4");
	check_criterion("1", "-", "0-100", "回答不足のため判定なし", "No verdict: too few answers");
	check_criterion("1222", "3200", "42", "基礎　実践：3問中1問", "Foundation, practice 1 of 3");
	check_criterion("1222", "3---", "25-100", "基礎以上　実践：3問中0問",
			"Foundation or higher, practice 0 of 3");
	check_criterion("12", "22", "67", "実践", "Practice");
	check_criterion("123", "221", "56", "実践　定着：1問中0問", "Practice, established 0 of 1");
	check_criterion("123", "333", "100", "定着", "Established");
	check_criterion("113", "33f", "67", "留意すべき状態あり　定着：1問中0問",
			"Red flag, established 0 of 1");
	check_criterion("11", "3f", "50", "留意すべき状態あり　基礎：2問中1問",
			"Red flag, foundation 1 of 2");
}

TEST(every_word_is_there)
{
	for (int lang = LANG_JA; lang <= LANG_EN; lang++) {
		for (int i = 0; i < VERDICT_COUNT; i++)
			CHECK(*tr_in(verdict_word((enum verdict)i), (enum lang)lang));
		for (int i = 0; i < STATE_COUNT; i++)
			CHECK(*tr_in(state_word((enum answer_state)i), (enum lang)lang));
		for (int i = BASIS_STATED; i <= BASIS_INTERPRETATION; i++)
			CHECK(*tr_in(basis_word((enum question_basis)i), (enum lang)lang));
		for (int i = 1; i <= 3; i++)
			CHECK(*tr_in(level_word(i), (enum lang)lang));
		CHECK(*tr_in(kind_word(CRITERION_CAUTION), (enum lang)lang));
		CHECK(*tr_in(kind_word(CRITERION_TASK), (enum lang)lang));
	}
	CHECK_STR(level_word(0).ja, "");
	CHECK_STR(words_gate_note().ja, "段階の目安は本ツール独自のものです。");
}

/* ---- municipality ---- */

#define CHECK_CODE(typed, want)                                               \
	do {                                                                  \
		char check_out[7];                                            \
		struct err check_err = {.lang = LANG_JA};                     \
		CHECK(municipality_code_parse(typed, check_out, &check_err)); \
		CHECK_STR(check_out, want);                                   \
	} while (0)

static bool refuses_code(const char *typed, const char *said, const char *also)
{
	char out[7] = "junk";
	struct err err = {.lang = LANG_JA}, english = {.lang = LANG_EN};
	return !municipality_code_parse(typed, out, &err) && err.set && err.kind == ERR_INVALID && !*out &&
	       strstr(err.text, said) && strstr(err.text, also) &&
	       !municipality_code_parse(typed, out, &english) && english.set;
}

TEST(codes)
{
	static const char *const cities[] = {
		"092011" /* 宇都宮市 */, "011002" /* 札幌市 */,
		"121002" /* 千葉市 */,   "072028" /* 会津若松市 */,
		"172065" /* 加賀市 */,   "281000" /* 神戸市 */,
		"432041" /* 荒尾市 */,   "151009" /* 新潟市 */,
		"010006" /* 北海道 */,   "131008",
		"012050" /* check 0 */,  "022021" /* check 1 */,
	};
	for (size_t i = 0; i < sizeof cities / sizeof *cities; i++)
		CHECK_CODE(cities[i], cities[i]);
	CHECK_CODE("", "");
	CHECK_CODE(" 　", "");
	CHECK_CODE("09201", "092011");
	CHECK_CODE("17206", "172065");
	CHECK_CODE("０９２０１１", "092011");
	CHECK_CODE("09201-1", "092011");
	CHECK_CODE("０９２０１－１", "092011");
	CHECK_CODE(" 092 011 ", "092011");
	CHECK_CODE("92011", "092011"); /* no prefecture 92: only the lost zero is left */
}

TEST(codes_refused)
{
	CHECK(refuses_code("12203", "122033", "012203")); /* 市川市 or 士別市 */
	CHECK(refuses_code("10103", "101036", "010103"));
	CHECK(refuses_code("092012", "検査数字", "092012"));
	CHECK(refuses_code("480002", "都道府県", "47"));
	CHECK(refuses_code("000000", "都道府県", "47"));
	CHECK(refuses_code("00000", "都道府県", "47"));
	CHECK(refuses_code("92012", "都道府県", "92012")); /* neither reading */
	CHECK(refuses_code("9201", "6桁", "092011"));
	CHECK(refuses_code("0920111", "6桁", "0920111"));
	CHECK(refuses_code("宇都宮市", "6桁", "宇都宮市"));
	CHECK(refuses_code("09201a", "6桁", "09201a"));
	CHECK(refuses_code("00000000000000000000000000000000000000000000000000000000", "6桁", "0"));
}

/* A wrong digit anywhere, and two neighbours swapped, are both found: what the check digit is for (but 0 and
 * 1 share 0/1). */
TEST(a_mistyped_digit_is_found)
{
	static const char code[] = "172065";
	for (size_t at = 2; at < 5; at++)
		for (int digit = '0'; digit <= '9'; digit++) {
			char typed[7], out[7];
			struct err err = {0};
			memcpy(typed, code, sizeof typed);
			typed[at] = (char)digit;
			CHECK_INT(municipality_code_parse(typed, out, &err), digit == code[at]);
		}
}

#define CHECK_DATE(typed, want)                                  \
	do {                                                     \
		char check_out[11];                              \
		struct err check_err = {.lang = LANG_JA};        \
		CHECK(date_parse(typed, check_out, &check_err)); \
		CHECK_STR(check_out, want);                      \
	} while (0)

static bool refuses_date(const char *typed)
{
	char out[11] = "junk";
	struct err err = {.lang = LANG_EN};
	return !date_parse(typed, out, &err) && err.set && err.kind == ERR_INVALID && !*out;
}

TEST(dates)
{
	CHECK_DATE("", "");
	CHECK_DATE("2026-11-22", "2026-11-22");
	CHECK_DATE("2026/11/22", "2026-11-22");
	CHECK_DATE("2026/1/2", "2026-01-02");
	CHECK_DATE("2026.1.2", "2026-01-02");
	CHECK_DATE("R8.11.22", "2026-11-22");
	CHECK_DATE("r8/11/22", "2026-11-22");
	CHECK_DATE("令和8年11月22日", "2026-11-22");
	CHECK_DATE("令和８年１１月２２日", "2026-11-22");
	CHECK_DATE("Ｒ８．１１．２２", "2026-11-22");
	CHECK_DATE("令和 8 年 11 月 22 日", "2026-11-22");
	CHECK_DATE("2026年11月22日", "2026-11-22");
	CHECK_DATE("令和元年5月1日", "2019-05-01");
	CHECK_DATE("R1.12.31", "2019-12-31");
	CHECK_DATE("平成31年4月30日", "2019-04-30");
	CHECK_DATE("H1.1.8", "1989-01-08");
	CHECK_DATE("2024-02-29", "2024-02-29");
	CHECK_DATE("2000-02-29", "2000-02-29");
	CHECK_DATE("R6.2.29", "2024-02-29");
	CHECK_DATE("22 November 2026", "2026-11-22");
	CHECK_DATE("1 may 2026", "2026-05-01");
	CHECK_DATE("9 Sept 2026", "2026-09-09");
	CHECK_DATE("２９ February 2024", "2024-02-29");
}

TEST(dates_refused)
{
	static const char *const typed[] = {
		"2026-02-29", "2100-02-29",        "1900-02-29",     "2026-13-01",
		"2026-00-10", "2026-04-31",        "2026-04-00",     "R7.2.29",
		"R0.1.1",     "令和元年4月30日",   "平成31年5月1日", "R.1.1",
		"26-11-22",   "8.11.22",           "2026-11",        "2026-11-22x",
		"2026-11/22", "2026年11-22",       "2026-11-22-",    "昭和60年1月1日",
		"20261122",   "11/22/2026",        "元年1月1日",     "2026-11-222222222",
		"99999-1-1",  "令和8年11月22",     "明日",           "--",
		"2026--11",   "22 Novemberr 2026", "31 June 2026",   "3 Ju 2026",
		"May 2026",   "22 November",       "1 May 2026x",    "1 May 0026",
	};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		if (!refuses_date(typed[i]))
			printf("%s\n", typed[i]);
		CHECK(refuses_date(typed[i]));
	}
}

TEST(dates_in_words)
{
	CHECK_OWNED(date_words("2026-11-22", LANG_JA), "令和8年11月22日");
	CHECK_OWNED(date_words("2026-11-22", LANG_EN), "22 November 2026");
	CHECK_OWNED(date_words("2019-05-01", LANG_JA), "令和元年5月1日");
	CHECK_OWNED(date_words("2019-04-30", LANG_JA), "平成31年4月30日");
	CHECK_OWNED(date_words("1989-01-07", LANG_JA), "1989年1月7日");
	CHECK_OWNED(date_words("", LANG_JA), "");
	CHECK_OWNED(date_words("nonsense!!", LANG_EN), "");
	setenv("TZ", "JST-9", 1);
	CHECK_OWNED(day_words("2026-03-31T15:00:00Z", LANG_JA), "令和8年4月1日");
	CHECK_OWNED(day_words("2026-03-31T14:59:59Z", LANG_EN), "31 March 2026");
	CHECK_OWNED(day_words("2026-03-31", LANG_EN), "");
	CHECK_OWNED(day_words(NULL, LANG_EN), "");
	for (int i = 1; i <= 12; i++) { /* what is shown can be typed */
		char iso[11], back[11];
		struct err err = {.lang = LANG_EN};
		snprintf(iso, sizeof iso, "2027-%02d-%02d", i, 2 * i);
		for (enum lang lang = LANG_JA; lang <= LANG_EN; lang++) {
			char *words = date_words(iso, lang);
			CHECK(date_parse(words, back, &err));
			CHECK_STR(back, iso);
			free(words);
		}
	}
}

TEST(fiscal_years)
{
	CHECK_INT(fiscal_year_of("2026-04-01"), 2026);
	CHECK_INT(fiscal_year_of("2027-03-31"), 2026);
	CHECK_INT(fiscal_year_of("2027-01-01"), 2026);
	CHECK_INT(fiscal_year_of(""), 0);
	CHECK_INT(fiscal_year_of("2026-02-30"), 0);
	CHECK_OWNED(fiscal_year_words(2026, LANG_JA), "令和8年度");
	CHECK_OWNED(fiscal_year_words(2026, LANG_EN), "FY2026");
	CHECK_OWNED(fiscal_year_words(2019, LANG_JA), "令和元年度");
	CHECK_OWNED(fiscal_year_words(2018, LANG_JA), "平成30年度");
	CHECK_OWNED(fiscal_year_words(1988, LANG_JA), "1988年度");
	CHECK_OWNED(fiscal_year_words(0, LANG_JA), "");
}

TEST(fiscal_years_typed)
{
	static const struct {
		const char *typed;
		int year;
	} rows[] = {
		{"", 0},          {"2026", 2026},       {"２０２６", 2026},   {"2026年度", 2026},
		{"FY2026", 2026}, {"令和8年度", 2026},  {"令和８", 2026},     {"R8", 2026},
		{"r8年", 2026},   {"令和元年度", 2019}, {"平成30年度", 2018}, {" R 8 ", 2026},
	};
	static const char *const refused[] = {"8",      "26",      "R",   "R0", "令和",
					      "2026度", "2026-27", "S60", "x",  "20260"};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int year = -1;
		struct err err = {0};
		CHECK(fiscal_year_parse(rows[i].typed, &year, &err));
		CHECK_INT(year, rows[i].year);
	}
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		int year = -1;
		struct err err = {0};
		CHECK(!fiscal_year_parse(refused[i], &year, &err));
		CHECK_INT(year, 0);
	}
	fixture_release(fixture_reset(0));
}

TESTS(RUN(a_choice_holds_one_option), RUN(a_checklist_ticks), RUN(note_and_evidence_stay_reason_goes),
      RUN(which_answers_may_be_given), RUN(options_as_text), RUN(state_ids), RUN(conditions_in_a_chain),
      RUN(a_condition_on_options), RUN(walking), RUN(tally), RUN(steps_are_ordered), RUN(flagged_before_not),
      RUN(own_stage_looks_back), RUN(flags_and_pending_questions_are_steps),
      RUN(a_flag_that_may_open_is_a_step), RUN(following_the_steps_opens_the_gate), RUN(headline),
      RUN(headline_further_on), RUN(stage_words), RUN(verdict_words), RUN(every_word_is_there), RUN(codes),
      RUN(codes_refused), RUN(a_mistyped_digit_is_found), RUN(dates), RUN(dates_refused), RUN(dates_in_words),
      RUN(fiscal_years), RUN(fiscal_years_typed))
