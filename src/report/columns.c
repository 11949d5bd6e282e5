/* SPDX-License-Identifier: MIT */
#include "report/columns.h"

#include "model/words.h"

/* ---- what a row speaks of ---- */

static const struct criterion *criterion_of(const struct place *place)
{
	return &place->subject->instrument->framework->criteria[place->index];
}

/* Of a workshop: of what the group answers. */
static const struct score *all_scores(const struct place *place)
{
	const struct subject *subject = place->subject;
	return subject->workshop ? &subject->workshop->group.score : subject->score;
}

static const struct criterion_score *score_of(const struct place *place)
{
	return &all_scores(place)->criteria[place->index];
}

static const struct stage *stage_of(const struct place *place)
{
	return &place->subject->instrument->framework->stages[criterion_of(place)->stage];
}

static const struct item *item_of(const struct place *place)
{
	return &place->subject->instrument->items[place->index];
}

/* NULL: no workshop. */
static const struct group *group_of(const struct place *place)
{
	return place->subject->workshop ? &place->subject->workshop->group : NULL;
}

static const struct answer *answer_of(const struct place *place)
{
	if (place->row)
		return place->row->answer;
	return group_of(place) ? &group_of(place)->effective.at[place->index]
			       : &place->subject->answers->at[place->index];
}

/* Who wrote the note, the evidence and the reason: of the group what it wrote, not what came out of votes. */
static const struct answer *texts_of(const struct place *place)
{
	return place->row ? place->row->answer : &place->subject->answers->at[place->index];
}

/* The person of the row where it may name one. */
static const struct person_answers *person_of(const struct place *place)
{
	bool named = place->row && place->row->veil == VEIL_NONE;
	return named ? &place->subject->workshop->people[place->row->person] : NULL;
}

/* ---- the cells, in the order of the tables below ---- */

TEXT(assessment_id, place->subject->assessment_id)
TEXT(title, place->subject->title)
TEXT(municipality_code, place->subject->municipality_code)
TEXT(municipality, place->subject->municipality)

static void fill_fiscal_year(struct cell *cell, const struct place *place)
{
	if (place->subject->fiscal_year)
		cell_number(cell, place->subject->fiscal_year);
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
		cell_number(cell, score_of(place)->level_low);
}

static void fill_level_high(struct cell *cell, const struct place *place)
{
	if (score_of(place)->has_level)
		cell_number(cell, score_of(place)->level_high);
}

TEXT(verdict, verdict_id(score_of(place)->verdict))

static void fill_open_flags(struct cell *cell, const struct place *place)
{
	const struct score *score = all_scores(place);
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

/* The text of the one respondent, of the person where the row may name one, of the group. */
static const char *who(const struct place *place, const char *one, const char *person, const char *group)
{
	return !place->subject->workshop ? one : !place->row ? group : person_of(place) ? person : "";
}

static void fill_respondent(struct cell *cell, const struct place *place)
{
	const struct person_answers *person = person_of(place);
	cell_text(cell, who(place, place->subject->respondent, person ? person->person.alias : "", "_group"));
}

static void fill_department(struct cell *cell, const struct place *place)
{
	const struct person_answers *person = person_of(place);
	if (place->row && place->row->veil == VEIL_FOLDED)
		cell_text(cell, "other");
	else
		cell_text(cell, who(place, place->subject->department,
				    person ? person->person.department : "", ""));
}

static void fill_role(struct cell *cell, const struct place *place)
{
	const struct person_answers *person = person_of(place);
	cell_text(cell, who(place, place->subject->role, person ? person->person.role : "", ""));
}

static void fill_section(struct cell *cell, const struct place *place)
{
	const struct questionnaire *questionnaire = item_of(place)->document->questionnaire;
	cell_text(cell, questionnaire->sections[item_of(place)->question->section].id);
}

TEXT(question, item_of(place)->question->id)
TEXT(state, answer_state_id(answer_of(place)->state))

static void fill_options(struct cell *cell, const struct place *place)
{
	const struct question *question = item_of(place)->question;
	uint32_t options = answer_of(place)->options;
	for (size_t i = 0; i < question->option_count; i++)
		if (options == UINT32_C(1) << i) {
			cell_text(cell, question->options[i].id);
			return;
		}
	cell_owned(cell, answer_options_join(question, options));
}

static void fill_value(struct cell *cell, const struct place *place)
{
	int value = answer_value(item_of(place)->question, answer_of(place));
	if (value >= 0)
		cell_number(cell, value);
}

NUMBER(level, item_of(place)->question->level)

static void fill_weight(struct cell *cell, const struct place *place)
{
	cell_thousandths(cell, item_of(place)->question->weight);
}

TEXT(note, texts_of(place)->note)
TEXT(evidence, texts_of(place)->evidence)
TEXT(reason, texts_of(place)->reason)

static void fill_answered_at(struct cell *cell, const struct place *place)
{
	const struct person_answers *person = person_of(place);
	const char *at = !place->row            ? place->subject->answered_at[place->index]
			 : person && person->at ? person->at[place->index]
						: "";
	if (*at)
		cell_text(cell, at);
}

static void fill_revision(struct cell *cell, const struct place *place)
{
	const struct person_answers *person = person_of(place);
	if (!place->row)
		cell_number(cell, place->subject->revisions[place->index]);
	else if (person && person->revisions)
		cell_number(cell, person->revisions[place->index]);
}

TEXT(asked, asked_id(place->row ? place->row->asked : all_scores(place)->asked[place->index]))
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
		strbuf_adds(&cell->text, tr_in(none_word(), place->lang));
}

TEXT(state_text, tr_in(state_word(answer_of(place)->state), place->lang))

/* ---- what a workshop adds ---- */

static void fill_opinion_low(struct cell *cell, const struct place *place)
{
	if (group_of(place))
		cell_fraction(cell, group_of(place)->bands[place->index].low);
}

static void fill_opinion_high(struct cell *cell, const struct place *place)
{
	if (group_of(place))
		cell_fraction(cell, group_of(place)->bands[place->index].high);
}

static void fill_gap(struct cell *cell, const struct place *place)
{
	if (group_of(place) && group_of(place)->gaps[place->index].exists)
		cell_fraction(cell, group_of(place)->gaps[place->index].size);
}

static void fill_gap_policy_information(struct cell *cell, const struct place *place)
{
	if (group_of(place) && group_of(place)->gaps[place->index].is_signed)
		cell_fraction(cell, group_of(place)->gaps[place->index].policy_over_information);
}

static void fill_respondents(struct cell *cell, const struct place *place)
{
	if (group_of(place))
		cell_number(cell, (int64_t)group_of(place)->own);
}

/* The options of one question that somebody chose and that would open a flag of this criterion. */
static void add_split(struct cell *cell, const struct item *item, const struct spread *spread,
		      size_t criterion)
{
	for (size_t o = 0; o < item->question->option_count; o++) {
		const struct option *option = &item->question->options[o];
		if (option->flag && option->flag->criterion == criterion && spread->picked[o])
			strbuf_addf(&cell->text, "%s%s:%s", cell->text.len ? ";" : "", item->key, option->id);
	}
}

static void fill_split_flags(struct cell *cell, const struct place *place)
{
	const struct group *group = group_of(place);
	if (!group)
		return;
	cell->kind = CELL_TEXT;
	for (size_t i = 0; i < place->subject->instrument->count; i++)
		if (group->items[i].flag == FLAG_SPLIT)
			add_split(cell, &place->subject->instrument->items[i], &group->items[i],
				  place->index);
}

static void fill_basis(struct cell *cell, const struct place *place)
{
	if (!group_of(place))
		return;
	const struct spread *spread = &group_of(place)->items[place->index];
	if (place->row && place->row->second)
		cell_text(cell, "second");
	else if (!place->row)
		cell_text(cell, spread->agreed ? "agreed" : spread->left_open ? "left_open" : "provisional");
}

/* ---- the tables ---- */

/* clang-format off */
static const struct column score_columns[] = {
	COLUMN_OF(assessment_id, OF_SUBJECT), COLUMN_OF(title, OF_SUBJECT), COLUMN_OF(municipality_code, OF_SUBJECT),
	COLUMN_OF(municipality, OF_SUBJECT), COLUMN_OF(fiscal_year, OF_SUBJECT), COLUMN_OF(started_at, OF_SUBJECT),
	COLUMN_OF(updated_at, OF_SUBJECT), COLUMN(framework), COLUMN(stage), COLUMN(criterion), COLUMN(kind),
	COLUMN(questions), COLUMN(answered), COLUMN(unknown), COLUMN(not_applicable), COLUMN(blank), COLUMN(coverage),
	COLUMN(score_low), COLUMN(score), COLUMN(score_high), COLUMN(level_low), COLUMN(level_high), COLUMN(verdict),
	COLUMN(open_flags),
};
static const struct column score_labels[] = {
	COLUMN(stage_title), COLUMN(criterion_title), COLUMN(verdict_text),
};
static const struct column answer_columns[] = {
	COLUMN_OF(assessment_id, OF_SUBJECT),
	COLUMN_OF(questionnaire, OF_ITEM), COLUMN_OF(questionnaire_version, OF_ITEM),
	COLUMN_OF(questionnaire_digest, OF_ITEM),
	COLUMN_OF(respondent, OF_SUBJECT), COLUMN_OF(department, OF_SUBJECT), COLUMN_OF(role, OF_SUBJECT),
	COLUMN_OF(section, OF_ITEM), COLUMN_OF(question, OF_ITEM),
	COLUMN(state), COLUMN(options), COLUMN(value),
	COLUMN_OF(level, OF_ITEM), COLUMN_OF(weight, OF_ITEM),
	COLUMN(note), COLUMN(evidence), COLUMN(reason), COLUMN(answered_at), COLUMN(revision), COLUMN(asked),
};
static const struct column answer_labels[] = {
	COLUMN_OF(question_text, OF_ITEM), COLUMN(options_text), COLUMN(state_text),
};
static const struct column score_later[] = {
	COLUMN(opinion_low), COLUMN(opinion_high), COLUMN(gap), COLUMN(gap_policy_information), COLUMN(respondents),
	COLUMN(split_flags),
};
static const struct column answer_later[] = {
	COLUMN(basis),
};
/* clang-format on */

/* ---- their rows ---- */

static size_t count_criteria(const struct subject *subject, const struct roll *roll)
{
	(void)roll;
	return subject->instrument->framework->criterion_count;
}

/* A criterion has a row when a question feeds it, asked or not. */
static bool find_criterion(struct place *place, const struct roll *roll, size_t n)
{
	const struct instrument *instrument = place->subject->instrument;
	(void)roll;
	place->index = n;
	for (size_t i = 0; i < instrument->count; i++) {
		const struct question *question = instrument->items[i].question;
		for (size_t c = 0; c < question->criterion_count; c++)
			if (question->criteria[c] == n)
				return true;
	}
	return false;
}

/* Of a workshop everybody's answers, then the group's. */
static size_t count_answers(const struct subject *subject, const struct roll *roll)
{
	return roll->count + subject->instrument->count;
}

static bool find_answer(struct place *place, const struct roll *roll, size_t n)
{
	place->row = n < roll->count ? &roll->rows[n] : NULL;
	place->index = place->row ? place->row->item : n - roll->count;
	return true;
}

const struct table table_scores = {
	.own = COLUMNS(score_columns),
	.labels = COLUMNS(score_labels),
	.later = COLUMNS(score_later),
	.count = count_criteria,
	.find = find_criterion,
};
const struct table table_answers = {
	.own = COLUMNS(answer_columns),
	.labels = COLUMNS(answer_labels),
	.later = COLUMNS(answer_later),
	.count = count_answers,
	.find = find_answer,
};

const struct table *columns_table(enum report_table table)
{
	static const struct table *const tables[] = {
		[REPORT_SCORES] = &table_scores,       [REPORT_ANSWERS] = &table_answers,
		[REPORT_AGREEMENT] = &table_agreement, [REPORT_DEPARTMENTS] = &table_departments,
		[REPORT_ACTIONS] = &table_actions,
	};
	return tables[table];
}
