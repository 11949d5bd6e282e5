/* SPDX-License-Identifier: MIT */
#include "report/fill.h"

#include "check.h"
#include "report/csv.h"
#include "report_fixture.h"

/* Reads `text` into *answers; what it says of it, faults then the sentence. Owned. */
static char *fill(struct town *town, struct answers *answers, const char *text, size_t len)
{
	struct strbuf said = {0};
	struct err err = {.lang = LANG_EN};
	bool done = fill_read(&town->f->instrument, answers, "in.csv", text, len, &said, &err);
	CHECK_INT(done, !err.set && said.len == 0);
	strbuf_adds(&said, err.text);
	return strbuf_detach(&said);
}

static void check_fill(const char *text, const char *want)
{
	struct town town = {0};
	struct answers answers = {0};
	town_init(&town);
	char *said = fill(&town, &answers, text, strlen(text));
	CHECK_STR(said, want);
	CHECK((answers.at != NULL) == (*want == '\0'));
	free(said);
	answers_release(&answers);
	town_release(&town);
}

TEST(answers_come_in)
{
	struct town town = {0};
	struct answers answers = {0};
	town_init(&town);
	static const char text[] = "\xef\xbb\xbfnote,question,state,options,reason,evidence,more\r\n"
				   "\"'=1\",town/q0,answered,b,,規程,ignored\r\n"
				   ",q1, unknown ,,,,\r\n"
				   "\"a\r\nb\rc\",q2,na,,合併前,,\r\n"
				   ",　town/q3　,,a;c,,,\r\n"
				   ",q4,,_none,,,\r\n"
				   "\r\n"
				   ",,,,,,\r\n"
				   "later,q5\r\n";
	/* _none is for checklists alone */
	char *said = fill(&town, &answers, text, sizeof text - 1);
	CHECK_STR(said, "in.csv:8:6: Question q4 has no option \"_none\".\nin.csv: nothing was taken in "
			"(faults: 1).");
	free(said);
	CHECK(answers.at == NULL);
	town.f->questions[4].type = QUESTION_CHECKLIST;
	said = fill(&town, &answers, text, sizeof text - 1);
	CHECK_STR(said, "");
	free(said);
	CHECK_INT(answers.count, TOWN_ITEMS);
	CHECK_INT(answers.at[0].state, STATE_ANSWERED);
	CHECK_INT(answers.at[0].options, 2);
	CHECK_STR(answers.at[0].note, "=1");
	CHECK_STR(answers.at[0].evidence, "規程");
	CHECK_INT(answers.at[1].state, STATE_UNKNOWN);
	CHECK_INT(answers.at[2].state, STATE_NA);
	CHECK_STR(answers.at[2].note, "a\nb\nc");
	CHECK_STR(answers.at[2].reason, "合併前");
	CHECK_INT(answers.at[3].options, 5);
	CHECK_INT(answers.at[4].options, OPTIONS_NONE);
	CHECK_INT(answers.at[5].state, STATE_BLANK);
	CHECK_STR(answers.at[5].note, "later");
	CHECK_INT(answers.at[7].state, STATE_BLANK);
	CHECK(answers.at[7].note == NULL);
	answers_release(&answers);
	town_release(&town);
}

TEST(all_faults_are_told_in_one_go)
{
	check_fill("question,state,options,note,evidence,reason\n"
		   "town/q0,answered,zz,,,\n"
		   "town/q0,answered,b,,,\n"
		   "town/q9,unknown,,,,\n"
		   "nowhere,,a,,,\n"
		   ",unknown,,,,\n"
		   "q1,perhaps,,,,\n"
		   "q2,na,,,,\n"
		   "q3,na,,,,because\n"
		   "q4,answered,,,,\n"
		   "q5,unknown,a,,,\n"
		   "q6,answered,a;b,\x1b[31m,,\n"
		   "other/q7,answered,a,one, two, three\n"
		   "other/q7,answered,a,,,,four\n",
		   "in.csv:2:18: Question q0 has no option \"zz\".\n"
		   "in.csv:3:1: Question \"town/q0\" stands in line 2 too.\n"
		   "in.csv:4:1: There is no question \"town/q9\". Did you mean \"town/q0\"?\n"
		   "in.csv:5:1: There is no question \"nowhere\".\n"
		   "in.csv:6:1: Column question is empty.\n"
		   "in.csv:7:4: There is no state \"perhaps\" (answered, unknown, na or blank).\n"
		   "in.csv:8:10: Give the reason why question q2 does not apply.\n"
		   "in.csv:9:4: Question q3 cannot be answered \"not applicable\".\n"
		   "in.csv:10:13: Question q4 takes exactly one of its options.\n"
		   "in.csv:11:12: Question q5 is not answered, so it cannot hold options.\n"
		   "in.csv:12:17: Column note holds a character (U+001B) that no text may hold.\n"
		   "in.csv:13:30: Question q7 can hold a reason only when it is not applicable.\n"
		   "in.csv:14:24: There is text beyond the last heading; put a text with commas in quotes.\n"
		   "in.csv:14:1: Question \"other/q7\" stands in line 13 too.\n"
		   "in.csv: nothing was taken in (faults: 14).");
}

TEST(headings_are_checked)
{
	static const char missing[] =
		"in.csv:1:1: The headings must name question, and state or options (with commas between "
		"them).\nin.csv: nothing was taken in (faults: 1).";
	check_fill("", missing);
	check_fill("question;state\nq0;unknown\n", missing);
	check_fill("question,note\nq0,a\n", missing);
	check_fill("question,state,state\n", "in.csv:1:16: There are two headings state.\n"
					     "in.csv: nothing was taken in (faults: 1).");
	check_fill("question,options\n", "");
	check_fill("question,state\n\"q0\n", "in.csv:2:1: a quote is not closed.");
}

TEST(fifty_faults_are_shown_and_the_rest_counted)
{
	struct town town = {0};
	struct answers answers = {0};
	struct strbuf text = {0};
	town_init(&town);
	strbuf_adds(&text, "question,state\n");
	for (int i = 0; i < 60; i++)
		strbuf_adds(&text, "zzzzzz,unknown\n");
	char *said = fill(&town, &answers, text.bytes, text.len);
	CHECK(strstr(said, "in.csv:51:1: ") != NULL);
	CHECK(strstr(said, "in.csv:52:1: ") == NULL);
	CHECK(strstr(said, "\nin.csv: and 10 more.\nin.csv: nothing was taken in (faults: 60).") != NULL);
	free(said);
	strbuf_release(&text);
	town_release(&town);
}

TEST(a_column_tells_which_questionnaire)
{
	struct town town = {0};
	struct answers answers = {0};
	town_init(&town);
	town.f->questions[7].id = "q0"; /* both have a q0 now */
	town.f->items[7].key = (char[]){"other/q0"};
	static const char both[] = "questionnaire,question,state\n,q0,unknown\n";
	char *said = fill(&town, &answers, both, sizeof both - 1);
	CHECK(strstr(said, "in.csv:2:2: Several questionnaires have a question \"q0\"; ") != NULL);
	free(said);
	static const char told[] = "questionnaire,question,state\nother,q0,unknown\ntown,town/q0,unknown\n";
	said = fill(&town, &answers, told, sizeof told - 1);
	CHECK_STR(said, "");
	free(said);
	CHECK_INT(answers.at[7].state, STATE_UNKNOWN);
	CHECK_INT(answers.at[0].state, STATE_UNKNOWN);
	static const char wrong[] = "questionnaire,question,state\nelsewhere,town/q0,unknown\n";
	said = fill(&town, &answers, wrong, sizeof wrong - 1);
	CHECK(strstr(said, "in.csv:2:11: There is no question") != NULL);
	free(said);
	CHECK_INT(answers.at[7].state, STATE_UNKNOWN); /* as it was */
	answers_release(&answers);
	town_release(&town);
}

TEST(a_file_name_cannot_deceive)
{
	struct town town = {0};
	struct answers answers = {0};
	struct strbuf faults = {0};
	struct err err = {.lang = LANG_JA};
	town_init(&town);
	CHECK(!fill_read(&town.f->instrument, &answers, "a\x1b[2J.csv",
			 "question,state\nq\x1b]0;x\a,unknown\n", 30, &faults, &err));
	CHECK(strchr(strbuf_str(&faults), '\x1b') == NULL);
	CHECK(strchr(err.text, '\x1b') == NULL);
	CHECK(strstr(strbuf_str(&faults), ".csv:2:1: ") != NULL);
	strbuf_release(&faults);
	town_release(&town);
}

TEST(cp932_is_read)
{
	struct town town = {0};
	struct answers answers = {0};
	town_init(&town);
	static const char text[] =
		"question,options,note\r\nq0,a,\x8F\x80\x94\xF5\x92\x86\xFB\xFC\x81\x60\r\n";
	char *said = fill(&town, &answers, text, sizeof text - 1);
	CHECK_STR(said, "");
	CHECK_STR(answers.at[0].note, "準備中髙～");
	free(said);
	answers_release(&answers);
	town_release(&town);
}

TEST(a_blank_sheet_is_all_blank)
{
	struct town town = {0};
	town_init(&town);
	for (int lang = 0; lang < 2; lang++) {
		struct answers answers = {0};
		struct strbuf sheet = {0};
		struct csv csv;
		struct err err = {0};
		fill_blank(&town.f->instrument, lang ? LANG_EN : LANG_JA, &sheet);
		CHECK(strncmp(sheet.bytes, "\xef\xbb\xbfquestion,", 12) == 0);
		CHECK(csv_parse(&csv, sheet.bytes, sheet.len, &err));
		CHECK_INT(csv.count, TOWN_ITEMS + 1);
		for (size_t i = 0; i < csv.count; i++)
			CHECK_INT(csv.rows[i].count, 9);
		CHECK_STR(csv.rows[3].cells[0], "town/q2");
		CHECK(strstr(csv.rows[4].cells[2], lang ? "_none = None of these" : "_none = どれもない") !=
		      NULL);
		CHECK(strstr(csv.rows[3].cells[3], "na = ") != NULL);
		CHECK(strstr(csv.rows[4].cells[3], "na = ") == NULL);
		csv_release(&csv);
		char *said = fill(&town, &answers, sheet.bytes, sheet.len);
		CHECK_STR(said, "");
		free(said);
		for (size_t i = 0; i < answers.count; i++)
			CHECK(answer_equals(&answers.at[i], &(struct answer){0}));
		CHECK_INT(answers.count, TOWN_ITEMS);
		answers_release(&answers);
		strbuf_release(&sheet);
	}
	town_release(&town);
}

TEST(what_was_exported_comes_back)
{
	struct town town = {0};
	town_init(&town);
	town.f->answers.at[5].note = xstrdup("''=x, \"y\"\n\n＝z\t～髙");
	for (enum report_encoding e = ENCODING_UTF8_BOM; e <= ENCODING_CP932; e++) {
		struct answers answers = {0};
		struct strbuf out = {0};
		struct report_result result;
		struct err err = {0};
		struct report_options options = {REPORT_ANSWERS, REPORT_CSV, e, LABELS_JA};
		CHECK(report_write(&town.subject, 1, options, &out, &result, &err));
		char *said = fill(&town, &answers, out.bytes, out.len);
		CHECK_STR(said, "");
		free(said);
		for (size_t i = 0; i < answers.count; i++)
			CHECK(answer_equals(&answers.at[i], &town.f->answers.at[i]));
		CHECK_INT(answers.count, TOWN_ITEMS);
		answers_release(&answers);
		strbuf_release(&out);
	}
	town_release(&town);
}

TESTS(RUN(answers_come_in), RUN(all_faults_are_told_in_one_go), RUN(headings_are_checked),
      RUN(fifty_faults_are_shown_and_the_rest_counted), RUN(a_column_tells_which_questionnaire),
      RUN(a_file_name_cannot_deceive), RUN(cp932_is_read), RUN(a_blank_sheet_is_all_blank),
      RUN(what_was_exported_comes_back))
