/* SPDX-License-Identifier: MIT */
/* The tables that only a workshop has, and the one of actions. */
#include "model/words.h"
#include "report/columns.h"

#include <string.h>

/* ---- what a row speaks of ---- */

static const struct item *item_of(const struct place *place)
{
	return &place->subject->instrument->items[place->index];
}

static const struct spread *spread_of(const struct place *place)
{
	return &place->subject->workshop->group.items[place->index];
}

static const struct stand *stand_of(const struct place *place)
{
	return &spread_of(place)->departments[place->department];
}

static const struct answer *agreed_of(const struct place *place)
{
	return &place->subject->answers->at[place->index];
}

static const struct action *action_of(const struct place *place)
{
	return &place->subject->actions->list[place->index];
}

/* A value of an answer: -1 is none. */
static void cell_value(struct cell *cell, int value)
{
	if (value >= 0)
		cell_number(cell, value);
}

#define VALUE(column, value)                                                    \
	static void fill_##column(struct cell *cell, const struct place *place) \
	{                                                                       \
		cell_value(cell, value);                                        \
	}

TEXT(assessment_id, place->subject->assessment_id)
TEXT(title, place->subject->title)
TEXT(municipality, place->subject->municipality)
TEXT(questionnaire, item_of(place)->document->id)
TEXT(question, item_of(place)->question->id)
TEXT(question_text, tr_in(item_of(place)->question->text, place->lang))

/* ---- agreement ---- */

NUMBER(n, spread_of(place)->n)
NUMBER(answered, spread_of(place)->answered)
NUMBER(unknown, spread_of(place)->unknown)
NUMBER(not_applicable, spread_of(place)->na)
NUMBER(blank, spread_of(place)->blank)
NUMBER(count_0, spread_of(place)->counts[0])
NUMBER(count_1, spread_of(place)->counts[1])
NUMBER(count_2, spread_of(place)->counts[2])
NUMBER(count_3, spread_of(place)->counts[3])
FRACTION(agreement, spread_of(place)->has_a ? spread_of(place)->a : ((struct fraction){0}))
VALUE(range_low, spread_of(place)->lowest)
VALUE(range_high, spread_of(place)->highest)

static void fill_flag(struct cell *cell, const struct place *place)
{
	static const char *const words[] = {
		[FLAG_CLOSED] = "closed", [FLAG_SPLIT] = "split", [FLAG_OPEN] = "open"};
	cell_text(cell, words[spread_of(place)->flag]);
}

static void fill_agenda(struct cell *cell, const struct place *place)
{
	static const struct {
		enum agenda_reason reason;
		const char *word;
	} reasons[] = {
		{AGENDA_FLAG, "flag"},
		{AGENDA_DIVIDED, "divided"},
		{AGENDA_UNKNOWN, "unknown"},
		{AGENDA_CONSENSUS, "consensus"},
	};
	cell->kind = CELL_TEXT;
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
		if (spread_of(place)->reasons & reasons[i].reason)
			strbuf_addf(&cell->text, "%s%s", cell->text.len ? ";" : "", reasons[i].word);
}

static bool is_settled(const struct place *place)
{
	return spread_of(place)->agreed || spread_of(place)->left_open;
}

TEXT(agreed_state, is_settled(place) ? answer_state_id(agreed_of(place)->state) : "")

static void fill_agreed_options(struct cell *cell, const struct place *place)
{
	if (spread_of(place)->agreed)
		cell_owned(cell, answer_options_join(item_of(place)->question, agreed_of(place)->options));
	else
		cell_text(cell, "");
}

static void fill_agreed_value(struct cell *cell, const struct place *place)
{
	if (spread_of(place)->agreed)
		cell_value(cell, answer_value(item_of(place)->question, agreed_of(place)));
}

/* Why it was agreed: the group's evidence; with "not applicable" the reason that this state asks for. */
static void fill_reason(struct cell *cell, const struct place *place)
{
	const struct answer *answer = agreed_of(place);
	bool has_evidence = answer->evidence && *answer->evidence;
	cell_text(cell, has_evidence ? answer->evidence : answer->reason);
}

NUMBER(second_n, spread_of(place)->second)
VALUE(before_0, spread_of(place)->has_before ? (int)spread_of(place)->before[0] : -1)
VALUE(before_1, spread_of(place)->has_before ? (int)spread_of(place)->before[1] : -1)
VALUE(before_2, spread_of(place)->has_before ? (int)spread_of(place)->before[2] : -1)
VALUE(before_3, spread_of(place)->has_before ? (int)spread_of(place)->before[3] : -1)

/* ---- departments ---- */

TEXT(department, DEPARTMENTS[place->department].id)
TEXT(department_text, tr_in(DEPARTMENTS[place->department].word, place->lang))
NUMBER(department_n, stand_of(place)->n)
NUMBER(department_answered, stand_of(place)->answered)
NUMBER(department_unknown, stand_of(place)->unknown)
VALUE(median, stand_of(place)->median)
VALUE(lowest, stand_of(place)->lowest)
VALUE(highest, stand_of(place)->highest)

/* ---- actions ---- */

TEXT(criterion, action_of(place)->criterion)
TEXT(action, action_of(place)->id)
TEXT(action_question, action_of(place)->question)
TEXT(text, action_of(place)->text)
TEXT(owner, action_of(place)->owner)
TEXT(due, action_of(place)->due)
TEXT(state, action_state_id(action_of(place)->state))
TEXT(created_at, action_of(place)->created_at)
TEXT(from, action_of(place)->from)
TEXT(state_text, tr_in(action_state_word(action_of(place)->state), place->lang))

static void fill_criterion_title(struct cell *cell, const struct place *place)
{
	const char *id = action_of(place)->criterion;
	const struct criterion *criterion =
		framework_criterion(place->subject->instrument->framework, id ? id : "");
	cell_text(cell, criterion ? tr_in(criterion->title, place->lang) : "");
}

/* ---- the tables ---- */

/* clang-format off */
static const struct column agreement_columns[] = {
	COLUMN(assessment_id), COLUMN(title), COLUMN(questionnaire), COLUMN(question), COLUMN(n), COLUMN(answered),
	COLUMN(unknown), COLUMN(not_applicable), COLUMN(blank), COLUMN(count_0), COLUMN(count_1), COLUMN(count_2),
	COLUMN(count_3), COLUMN(agreement), COLUMN(range_low), COLUMN(range_high), COLUMN(flag), COLUMN(agenda),
	COLUMN(agreed_state), COLUMN(agreed_options), COLUMN(agreed_value), COLUMN(reason), COLUMN(second_n),
	COLUMN(before_0), COLUMN(before_1), COLUMN(before_2), COLUMN(before_3),
};
static const struct column agreement_labels[] = {
	COLUMN(question_text),
};
static const struct column department_columns[] = {
	COLUMN(assessment_id), COLUMN(title), COLUMN(questionnaire), COLUMN(question), COLUMN(department),
	{"n", fill_department_n, OF_ROW}, {"answered", fill_department_answered, OF_ROW}, {"unknown", fill_department_unknown, OF_ROW},
	COLUMN(median), COLUMN(lowest), COLUMN(highest),
};
static const struct column department_labels[] = {
	COLUMN(question_text), COLUMN(department_text),
};
static const struct column action_columns[] = {
	COLUMN(assessment_id), COLUMN(title), COLUMN(municipality), COLUMN(action), COLUMN(criterion),
	{"question", fill_action_question, OF_ROW}, COLUMN(text), COLUMN(owner), COLUMN(due), COLUMN(state),
	COLUMN(created_at), COLUMN(from),
};
static const struct column action_labels[] = {
	COLUMN(criterion_title), COLUMN(state_text),
};
/* clang-format on */

/* ---- their rows ---- */

static size_t count_questions(const struct subject *subject, const struct roll *roll)
{
	(void)roll;
	return subject->workshop ? subject->instrument->count : 0;
}

static bool find_question(struct place *place, const struct roll *roll, size_t n)
{
	(void)roll;
	place->index = n;
	return true;
}

static size_t count_stands(const struct subject *subject, const struct roll *roll)
{
	return count_questions(subject, roll) * DEPARTMENT_COUNT;
}

static bool find_stand(struct place *place, const struct roll *roll, size_t n)
{
	(void)roll;
	place->index = n / DEPARTMENT_COUNT;
	place->department = n % DEPARTMENT_COUNT;
	return stand_of(place)->n > 0;
}

static size_t count_actions(const struct subject *subject, const struct roll *roll)
{
	(void)roll;
	return subject->actions ? subject->actions->count : 0;
}

const struct table table_agreement = {
	.own = COLUMNS(agreement_columns),
	.labels = COLUMNS(agreement_labels),
	.count = count_questions,
	.find = find_question,
};
const struct table table_departments = {
	.own = COLUMNS(department_columns),
	.labels = COLUMNS(department_labels),
	.count = count_stands,
	.find = find_stand,
};
const struct table table_actions = {
	.own = COLUMNS(action_columns),
	.labels = COLUMNS(action_labels),
	.count = count_actions,
	.find = find_question,
};
