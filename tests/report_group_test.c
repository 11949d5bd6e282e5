/* SPDX-License-Identifier: MIT */
/* The tables of a workshop: what they hold, and that nobody of a small group can be told in them. Runs in the
 * top folder of the tree. */
#include "report/report.h"

#include "report/csv.h"
#include "report/roll.h"
#include "workshop_fixture.h"

static void write_table(struct meeting *m, enum report_table table, enum report_format format,
			struct strbuf *out, struct report_result *result)
{
	struct err err = {.lang = LANG_EN};
	struct report_options options = {table, format, ENCODING_UTF8, LABELS_NONE};
	CHECK(report_write(&m->subject, 1, options, out, result, &err));
	CHECK_STR(err.text, "");
}

static void read_table(struct meeting *m, enum report_table table, struct csv *csv)
{
	struct strbuf out = {0};
	struct report_result result;
	struct err err = {.lang = LANG_EN};
	write_table(m, table, REPORT_CSV, &out, &result);
	CHECK(csv_parse(csv, out.bytes, out.len, &err));
	CHECK_INT(csv->count, result.rows + 1);
	strbuf_release(&out);
}

static const char *cell(const struct csv *csv, size_t row, const char *column)
{
	for (size_t i = 0; i < csv->rows[0].count; i++)
		if (strcmp(csv->rows[0].cells[i], column) == 0)
			return csv->rows[row].cells[i];
	return "(no such column)";
}

/* How many rows have this text in this column. */
static size_t count_rows(const struct csv *csv, const char *column, const char *text)
{
	size_t count = 0;
	for (size_t i = 1; i < csv->count; i++)
		count += strcmp(cell(csv, i, column), text) == 0;
	return count;
}

TEST(answers_have_rows_of_each_and_of_the_group)
{
	struct meeting m;
	struct csv csv;
	if (!meeting_init(&m))
		return;
	m.workshop.people[9].person.consents = true; /* the one from outside */
	read_table(&m, REPORT_ANSWERS, &csv);
	CHECK_INT(csv.count, (PEOPLE + 1) * ITEMS + 1);
	CHECK_STR(cell(&csv, 1, "respondent"), "うめ");
	CHECK_STR(cell(&csv, 1, "department"), "information");
	CHECK_STR(cell(&csv, 1, "role"), "staff");
	CHECK_STR(cell(&csv, 1, "answered_at"), "2026-11-22T05:00:00Z");
	CHECK_STR(cell(&csv, 1, "revision"), "1");
	CHECK_STR(cell(&csv, 1, "basis"), "");
	CHECK_INT(count_rows(&csv, "respondent", "すぎ"), ITEMS);
	CHECK_INT(count_rows(&csv, "respondent", "_group"), ITEMS);
	size_t group = csv.count - ITEMS; /* they come last */
	CHECK_STR(cell(&csv, group, "respondent"), "_group");
	CHECK_STR(cell(&csv, group, "basis"), "agreed");
	CHECK_STR(cell(&csv, group, "value"), "1");
	CHECK_STR(cell(&csv, group, "evidence"), "会議録（令和8年10月）で確認した");
	CHECK_STR(cell(&csv, group, "answered_at"), "2026-11-22T06:30:00Z");
	CHECK_STR(cell(&csv, group + 1, "basis"), "provisional");
	CHECK_STR(cell(&csv, group + 1, "answered_at"), "");
	CHECK_STR(cell(&csv, group + 2, "basis"), "left_open");
	CHECK_STR(cell(&csv, group + 2, "state"), "unknown");
	csv_release(&csv);
	meeting_release(&m);
}

TEST(people_of_small_groups_are_not_named)
{
	struct meeting m;
	struct csv csv;
	if (!meeting_init(&m))
		return;
	m.workshop.people[9].person.consents = true;
	read_table(&m, REPORT_ANSWERS, &csv);
	CHECK_INT(count_rows(&csv, "department", "other"), 3 * ITEMS);
	CHECK_INT(count_rows(&csv, "department", "industry") + count_rows(&csv, "department", "finance"), 0);
	for (size_t i = 1; i < csv.count; i++) {
		if (strcmp(cell(&csv, i, "department"), "other") != 0)
			continue;
		CHECK_STR(cell(&csv, i, "respondent"), "");
		CHECK_STR(cell(&csv, i, "role"), "");
		CHECK_STR(cell(&csv, i, "answered_at"), "");
		CHECK_STR(cell(&csv, i, "revision"), "");
	}
	csv_release(&csv);
	meeting_release(&m);
}

/* One from outside who did not consent would be the only one without a name: those of `other` join. */
TEST(nobody_is_told_by_being_left_over)
{
	struct meeting m;
	struct csv csv;
	if (!meeting_init(&m))
		return;
	read_table(&m, REPORT_ANSWERS, &csv);
	CHECK_INT(count_rows(&csv, "department", "other"), 0);
	CHECK_INT(count_rows(&csv, "respondent", ""), 4 * ITEMS);
	CHECK_INT(count_rows(&csv, "role", "outside"), 0);
	csv_release(&csv);
	/* Without anybody in `other`, everybody does. */
	for (size_t p = 6; p < 9; p++) {
		struct respondent *person = &m.workshop.people[p].person;
		free(person->department);
		person->department = xstrdup("policy");
		m.workshop.shown[p] = 2;
	}
	read_table(&m, REPORT_ANSWERS, &csv);
	CHECK_INT(count_rows(&csv, "respondent", ""), PEOPLE * ITEMS);
	CHECK_INT(count_rows(&csv, "department", ""), (PEOPLE + 1) * ITEMS);
	csv_release(&csv);
	meeting_release(&m);
}

/* Who belongs to `other` by themselves is veiled with those who were folded into it. */
TEST(the_folded_ones_are_not_the_nameless_ones_among_others)
{
	struct meeting m;
	if (!meeting_init(&m))
		return;
	struct respondent *person = &m.workshop.people[6].person;
	m.workshop.people[9].person.consents = true;
	free(person->department);
	person->department = xstrdup("other");
	enum veil *veils = roll_veils(&m.workshop);
	for (size_t p = 0; p < PEOPLE; p++)
		CHECK_INT(veils[p], p >= 6 && p < 9 ? VEIL_FOLDED : VEIL_NONE);
	free(veils);
	/* Where nobody was folded into it, they are as they are. */
	for (size_t p = 7; p < 9; p++) {
		free(m.workshop.people[p].person.department);
		m.workshop.people[p].person.department = xstrdup("other");
	}
	veils = roll_veils(&m.workshop);
	CHECK_INT(veils[6], VEIL_NONE);
	free(veils);
	m.workshop.any_shown = false;
	veils = roll_veils(&m.workshop);
	for (size_t p = 0; p < PEOPLE; p++)
		CHECK_INT(veils[p], VEIL_HIDDEN);
	free(veils);
	meeting_release(&m);
}

/* Nor by the place of their rows: who sat where makes no difference to a byte. */
TEST(the_order_of_people_does_not_show)
{
	struct meeting m;
	struct strbuf first = {0}, then = {0};
	struct report_result result;
	if (!meeting_init(&m))
		return;
	m.workshop.people[9].person.consents = true;
	write_table(&m, REPORT_ANSWERS, REPORT_CSV, &first, &result);
	struct person_answers moved = m.workshop.people[6];
	m.workshop.people[6] = m.workshop.people[8];
	m.workshop.people[8] = m.workshop.people[7];
	m.workshop.people[7] = moved;
	write_table(&m, REPORT_ANSWERS, REPORT_CSV, &then, &result);
	CHECK_STR(strbuf_str(&then), strbuf_str(&first));
	strbuf_release(&first);
	strbuf_release(&then);
	meeting_release(&m);
}

TEST(a_second_answer_takes_the_place_of_the_first)
{
	struct meeting m;
	struct csv csv;
	if (!meeting_init(&m))
		return;
	m.workshop.people[9].person.consents = true;
	give(m.instrument.items[0].question, &m.workshop.people[0].second.at[0], '3');
	read_table(&m, REPORT_ANSWERS, &csv);
	CHECK_STR(cell(&csv, 1, "basis"), "second");
	CHECK_STR(cell(&csv, 1, "value"), "1");
	CHECK_STR(cell(&csv, 2, "basis"), "");
	csv_release(&csv);
	meeting_release(&m);
}

TEST(scores_are_of_the_group)
{
	struct meeting m;
	struct csv csv;
	if (!meeting_init(&m))
		return;
	read_table(&m, REPORT_SCORES, &csv);
	CHECK_STR(cell(&csv, 1, "criterion"), "advisor-tandem");
	CHECK_STR(cell(&csv, 1, "opinion_low"), "0.3333");
	CHECK_STR(cell(&csv, 1, "opinion_high"), "0.6667");
	CHECK_STR(cell(&csv, 1, "gap"), "0.2500");
	CHECK_STR(cell(&csv, 1, "gap_policy_information"), "");
	CHECK_STR(cell(&csv, 1, "respondents"), "9");
	CHECK_STR(cell(&csv, 2, "criterion"), "whole-office");
	CHECK_STR(cell(&csv, 2, "gap_policy_information"), "-0.6667");
	CHECK_STR(cell(&csv, 2, "opinion_low"), "");
	csv_release(&csv);
	meeting_release(&m);
}

TEST(split_flags_are_named_as_open_ones_are)
{
	struct meeting m;
	struct csv csv;
	if (!meeting_init(&m))
		return;
	struct flag flag = {.criterion = 1};
	struct option options[QUESTION_OPTIONS_MAX];
	struct question question = *m.instrument.items[1].question;
	memcpy(options, question.options, question.option_count * sizeof *options);
	question.options = options;
	m.instrument.items[1].question = &question;
	options[0].flag = &flag; /* one chose it */
	options[4].flag = &flag; /* nobody did */
	read_table(&m, REPORT_SCORES, &csv);
	CHECK_STR(cell(&csv, 2, "split_flags"), "silo-breakdown/team.exists:none");
	CHECK_STR(cell(&csv, 1, "split_flags"), "");
	csv_release(&csv);
	meeting_release(&m);
}

TEST(agreement_has_a_row_per_question)
{
	struct meeting m;
	struct strbuf out = {0};
	struct report_result result;
	if (!meeting_init(&m))
		return;
	write_table(&m, REPORT_AGREEMENT, REPORT_CSV, &out, &result);
	CHECK_INT(result.rows, ITEMS);
	static const char want[] =
		"assessment_id,title,questionnaire,question,n,answered,unknown,not_applicable,blank,count_0,"
		"count_1,count_2,count_3,agreement,range_low,range_high,flag,agenda,agreed_state,"
		"agreed_options,agreed_value,reason,second_n,before_0,before_1,before_2,before_3\r\n"
		"5f0c,庁内ワークショップ,silo-breakdown,departments.cooperation,9,9,0,0,0,3,3,2,1,-0.1250,0,"
		"3,"
		"closed,divided,answered,apart,1,会議録（令和8年10月）で確認した,3,3,0,0,6\r\n"
		"5f0c,庁内ワークショップ,silo-breakdown,team.exists,9,7,2,0,0,1,5,1,0,,0,2,split,flag,,,,,0,,"
		",,"
		"\r\n"
		"5f0c,庁内ワークショップ,silo-breakdown,work.talks,9,8,1,0,0,1,4,3,0,,0,2,closed,divided,"
		"unknown,,,,0,,,,\r\n";
	if (strncmp(strbuf_str(&out), want, sizeof want - 1) != 0)
		CHECK_STR(strbuf_str(&out), want);
	strbuf_release(&out);
	meeting_release(&m);
}

TEST(departments_are_those_that_are_shown)
{
	struct meeting m;
	struct csv csv;
	if (!meeting_init(&m))
		return;
	read_table(&m, REPORT_DEPARTMENTS, &csv);
	CHECK_INT(csv.count, 3 * ITEMS + 1);
	CHECK_STR(cell(&csv, 2, "question"), "departments.cooperation");
	CHECK_STR(cell(&csv, 2, "department"), "policy");
	CHECK_STR(cell(&csv, 2, "n"), "3");
	CHECK_STR(cell(&csv, 2, "median"), "0");
	CHECK_STR(cell(&csv, 3, "department"), "other");
	CHECK_STR(cell(&csv, 16, "question"), "tandem.shown"); /* nobody answered it */
	CHECK_STR(cell(&csv, 16, "median"), "");
	csv_release(&csv);
	meeting_release(&m);
}

TEST(actions_are_guarded_and_checked_like_the_rest)
{
	struct meeting m;
	struct strbuf out = {0};
	struct report_result result;
	if (!meeting_init(&m))
		return;
	write_table(&m, REPORT_ACTIONS, REPORT_CSV, &out, &result);
	CHECK_STR(
		strbuf_str(&out),
		"assessment_id,title,municipality,action,criterion,question,text,owner,due,state,created_at,"
		"from\r\n"
		"5f0c,庁内ワークショップ,札幌市,a1,whole-office,silo-breakdown/team.exists,"
		"\"'=推進チームの要綱案を作る | 4月まで\",企画課,2027-03-31,doing,2026-11-22T06:00:00Z,\r\n"
		"5f0c,庁内ワークショップ,札幌市,a2,,,\"各部局との話し合いを\n予定する\",,,open,"
		"2026-11-22T06:01:00Z,\r\n");
	CHECK_INT(result.neutralised, 1);
	struct err err = {.lang = LANG_EN};
	free(m.steps[1].owner);
	m.steps[1].owner = xstrdup("𠮷野課");
	struct report_options options = {REPORT_ACTIONS, REPORT_CSV, ENCODING_CP932, LABELS_NONE};
	CHECK(!report_write(&m.subject, 1, options, &out, &result, &err));
	CHECK(strstr(err.text, "row 3 column owner") != NULL);
	strbuf_release(&out);
	meeting_release(&m);
}

TEST(json_and_labels_are_there_for_every_table)
{
	struct meeting m;
	if (!meeting_init(&m))
		return;
	for (enum report_table table = REPORT_SCORES; table <= REPORT_ACTIONS; table++) {
		struct strbuf out = {0};
		struct report_result result;
		struct err err = {.lang = LANG_EN};
		size_t rows;
		for (enum report_format format = REPORT_CSV; format <= REPORT_JSON; format++) {
			struct report_options options = {table, format, ENCODING_UTF8, LABELS_JA};
			CHECK(report_write(&m.subject, 1, options, &out, &result, &err));
			CHECK(report_count_rows(out.bytes, out.len, &rows, &err));
			CHECK_INT(rows, result.rows);
			CHECK(rows > 0);
			CHECK_STR(err.text, "");
		}
		strbuf_release(&out);
	}
	meeting_release(&m);
}

TEST(one_respondent_has_no_rows_there)
{
	struct meeting m;
	struct csv csv;
	if (!meeting_init(&m))
		return;
	struct score score;
	score_compute(&score, &m.instrument, &m.agreed);
	m.subject.workshop = NULL;
	m.subject.actions = NULL;
	m.subject.score = &score;
	m.subject.respondent = "1";
	for (enum report_table table = REPORT_AGREEMENT; table <= REPORT_ACTIONS; table++) {
		read_table(&m, table, &csv);
		CHECK_INT(csv.count, 1);
		csv_release(&csv);
	}
	read_table(&m, REPORT_ANSWERS, &csv);
	CHECK_INT(csv.count, ITEMS + 1);
	CHECK_STR(cell(&csv, 1, "respondent"), "1");
	CHECK_STR(cell(&csv, 1, "basis"), "");
	csv_release(&csv);
	score_release(&score);
	meeting_release(&m);
}

TESTS(RUN(answers_have_rows_of_each_and_of_the_group), RUN(people_of_small_groups_are_not_named),
      RUN(nobody_is_told_by_being_left_over), RUN(the_folded_ones_are_not_the_nameless_ones_among_others),
      RUN(the_order_of_people_does_not_show), RUN(a_second_answer_takes_the_place_of_the_first),
      RUN(scores_are_of_the_group), RUN(split_flags_are_named_as_open_ones_are),
      RUN(agreement_has_a_row_per_question), RUN(departments_are_those_that_are_shown),
      RUN(actions_are_guarded_and_checked_like_the_rest), RUN(json_and_labels_are_there_for_every_table),
      RUN(one_respondent_has_no_rows_there))
