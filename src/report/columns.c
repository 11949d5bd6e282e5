/* SPDX-License-Identifier: MIT */
#include "report/columns.h"

#include "model/words.h"

#include <inttypes.h>
#include <stdlib.h>

/* ---- what a cell may be ---- */

static void set_text(struct cell *cell, const char *text)
{
	cell->kind = CELL_TEXT;
	strbuf_adds(&cell->text, text ? text : "");
}

static void set_owned(struct cell *cell, char *text)
{
	set_text(cell, text);
	free(text);
}

static void set_number(struct cell *cell, int64_t number)
{
	cell->kind = CELL_NUMBER;
	strbuf_addf(&cell->text, "%" PRId64, number);
}

static void set_fraction(struct cell *cell, struct fraction fraction)
{
	if (!fraction.den)
		return;
	int rounded = fraction_4(fraction);
	cell->kind = CELL_NUMBER;
	strbuf_addf(&cell->text, "%d.%04d", rounded / 10000, rounded % 10000);
}

/* Thousandths as a decimal without zeros at its end. */
static void set_thousandths(struct cell *cell, int64_t thousandths)
{
	set_number(cell, thousandths / 1000);
	int rest = (int)(thousandths % 1000), digits = 3;
	if (!rest)
		return;
	for (; rest % 10 == 0; rest /= 10)
		digits--;
	strbuf_addf(&cell->text, ".%0*d", digits, rest);
}

/* ---- what a row speaks of ---- */

static const struct criterion *criterion_of(const struct place *place)
{
	return &place->subject->instrument->framework->criteria[place->index];
}

static const struct criterion_score *score_of(const struct place *place)
{
	return &place->subject->score->criteria[place->index];
}

static const struct stage *stage_of(const struct place *place)
{
	return &place->subject->instrument->framework->stages[criterion_of(place)->stage];
}

static const struct item *item_of(const struct place *place)
{
	return &place->subject->instrument->items[place->index];
}

static const struct answer *answer_of(const struct place *place)
{
	return &place->subject->answers->at[place->index];
}

/* ---- the cells, in the order of the tables below ---- */

#define TEXT(column, text)                                                      \
	static void fill_##column(struct cell *cell, const struct place *place) \
	{                                                                       \
		set_text(cell, text);                                           \
	}
#define NUMBER(column, number)                                                  \
	static void fill_##column(struct cell *cell, const struct place *place) \
	{                                                                       \
		set_number(cell, (int64_t)(number));                            \
	}
#define FRACTION(column, fraction)                                              \
	static void fill_##column(struct cell *cell, const struct place *place) \
	{                                                                       \
		set_fraction(cell, fraction);                                   \
	}

TEXT(assessment_id, place->subject->assessment_id)
TEXT(title, place->subject->title)
TEXT(municipality_code, place->subject->municipality_code)
TEXT(municipality, place->subject->municipality)

static void fill_fiscal_year(struct cell *cell, const struct place *place)
{
	if (place->subject->fiscal_year)
		set_number(cell, place->subject->fiscal_year);
}

TEXT(started_at, place->subject->started_at)
TEXT(updated_at, place->subject->updated_at)
TEXT(framework, place->subject->instrument->framework->id)
TEXT(stage, stage_of(place)->id)
TEXT(criterion, criterion_of(place)->id)
TEXT(kind, criterion_of(place)->kind == CRITERION_CAUTION ? "caution" : "task")
NUMBER(questions, score_of(place)->questions)
NUMBER(answered, score_of(place)->answered)
NUMBER(unknown, score_of(place)->unknown)
NUMBER(not_applicable, score_of(place)->not_applicable)
NUMBER(blank, score_of(place)->blank)
FRACTION(coverage, score_of(place)->coverage)
FRACTION(score_low, score_of(place)->low)
FRACTION(score, score_of(place)->score)
FRACTION(score_high, score_of(place)->high)

static void fill_level_low(struct cell *cell, const struct place *place)
{
	if (score_of(place)->has_level)
		set_number(cell, score_of(place)->level_low);
}

static void fill_level_high(struct cell *cell, const struct place *place)
{
	if (score_of(place)->has_level)
		set_number(cell, score_of(place)->level_high);
}

TEXT(verdict, verdict_id(score_of(place)->verdict))

static void fill_open_flags(struct cell *cell, const struct place *place)
{
	const struct score *score = place->subject->score;
	const struct item *items = place->subject->instrument->items;
	cell->kind = CELL_TEXT;
	for (size_t i = 0; i < score->flag_count; i++) {
		const struct open_flag *flag = &score->flags[i];
		if (flag->criterion != place->index)
			continue;
		const struct item *item = &items[flag->item];
		strbuf_addf(&cell->text, "%s%s:%s", cell->text.len ? ";" : "", item->key,
			    item->question->options[flag->option].id);
	}
}

TEXT(stage_title, tr_in(stage_of(place)->title, place->lang))
TEXT(criterion_title, tr_in(criterion_of(place)->title, place->lang))
TEXT(verdict_text, tr_in(verdict_word(score_of(place)->verdict), place->lang))

TEXT(questionnaire, item_of(place)->document->id)
NUMBER(questionnaire_version, item_of(place)->document->version)
TEXT(questionnaire_digest, item_of(place)->document->digest)
TEXT(respondent, place->subject->respondent)
TEXT(department, place->subject->department)
TEXT(role, place->subject->role)

static void fill_section(struct cell *cell, const struct place *place)
{
	const struct questionnaire *questionnaire = item_of(place)->document->questionnaire;
	set_text(cell, questionnaire->sections[item_of(place)->question->section].id);
}

TEXT(question, item_of(place)->question->id)
TEXT(state, answer_state_id(answer_of(place)->state))

static void fill_options(struct cell *cell, const struct place *place)
{
	set_owned(cell, answer_options_join(item_of(place)->question, answer_of(place)->options));
}

static void fill_value(struct cell *cell, const struct place *place)
{
	int value = answer_value(item_of(place)->question, answer_of(place));
	if (value >= 0)
		set_number(cell, value);
}

NUMBER(level, item_of(place)->question->level)

static void fill_weight(struct cell *cell, const struct place *place)
{
	set_thousandths(cell, item_of(place)->question->weight);
}

TEXT(note, answer_of(place)->note)
TEXT(evidence, answer_of(place)->evidence)
TEXT(reason, answer_of(place)->reason)

static void fill_answered_at(struct cell *cell, const struct place *place)
{
	const char *at = place->subject->answered_at[place->index];
	if (*at)
		set_text(cell, at);
}

NUMBER(revision, place->subject->revisions[place->index])
TEXT(asked, asked_id(place->subject->score->asked[place->index]))
TEXT(question_text, tr_in(item_of(place)->question->text, place->lang))

static void fill_options_text(struct cell *cell, const struct place *place)
{
	const struct question *question = item_of(place)->question;
	uint32_t options = answer_of(place)->options;
	cell->kind = CELL_TEXT;
	for (size_t i = 0; i < question->option_count; i++) {
		const char *text = tr_in(question->options[i].text, place->lang);
		if (options & UINT32_C(1) << i)
			strbuf_addf(&cell->text, "%s%s", cell->text.len ? " / " : "", text ? text : "");
	}
	if (options & OPTIONS_NONE)
		strbuf_adds(&cell->text, TR(place->lang, "どれもない", "None of these"));
}

TEXT(state_text, tr_in(state_word(answer_of(place)->state), place->lang))

/* ---- the tables ---- */

#define COLUMN(column)                 \
	{                              \
#column, fill_##column \
	}

/* clang-format off */
static const struct column score_columns[] = {
	COLUMN(assessment_id), COLUMN(title), COLUMN(municipality_code), COLUMN(municipality), COLUMN(fiscal_year),
	COLUMN(started_at), COLUMN(updated_at), COLUMN(framework), COLUMN(stage), COLUMN(criterion), COLUMN(kind),
	COLUMN(questions), COLUMN(answered), COLUMN(unknown), COLUMN(not_applicable), COLUMN(blank), COLUMN(coverage),
	COLUMN(score_low), COLUMN(score), COLUMN(score_high), COLUMN(level_low), COLUMN(level_high), COLUMN(verdict),
	COLUMN(open_flags),
};
static const struct column score_labels[] = {
	COLUMN(stage_title), COLUMN(criterion_title), COLUMN(verdict_text),
};
static const struct column answer_columns[] = {
	COLUMN(assessment_id), COLUMN(questionnaire), COLUMN(questionnaire_version), COLUMN(questionnaire_digest),
	COLUMN(respondent), COLUMN(department), COLUMN(role), COLUMN(section), COLUMN(question), COLUMN(state),
	COLUMN(options), COLUMN(value), COLUMN(level), COLUMN(weight), COLUMN(note), COLUMN(evidence), COLUMN(reason),
	COLUMN(answered_at), COLUMN(revision), COLUMN(asked),
};
static const struct column answer_labels[] = {
	COLUMN(question_text), COLUMN(options_text), COLUMN(state_text),
};
/* clang-format on */

#define COLUMNS(list) ((struct columns){list, sizeof(list) / sizeof *(list)})

struct columns columns_of(enum report_table table)
{
	return table == REPORT_SCORES ? COLUMNS(score_columns) : COLUMNS(answer_columns);
}

struct columns columns_labels(enum report_table table)
{
	return table == REPORT_SCORES ? COLUMNS(score_labels) : COLUMNS(answer_labels);
}

size_t columns_place_count(enum report_table table, const struct subject *subject)
{
	return table == REPORT_SCORES ? subject->instrument->framework->criterion_count
				      : subject->instrument->count;
}

/* A criterion has a row when a question feeds it, asked or not; every question has one. */
bool columns_has_row(enum report_table table, const struct place *place)
{
	const struct instrument *instrument = place->subject->instrument;
	if (table == REPORT_ANSWERS)
		return true;
	for (size_t i = 0; i < instrument->count; i++) {
		const struct question *question = instrument->items[i].question;
		for (size_t c = 0; c < question->criterion_count; c++)
			if (question->criteria[c] == place->index)
				return true;
	}
	return false;
}
