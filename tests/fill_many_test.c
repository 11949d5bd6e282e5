/* SPDX-License-Identifier: MIT */
/* Many respondents' answers out of one CSV. */
#include "report/fill.h"

#include "check.h"
#include "report/csv.h"
#include "report_fixture.h"

/* Reads `text` into *filled; what it says of it, faults then the sentence. Owned. */
static char *fill(struct town *town, struct filled_list *filled, const char *text)
{
	struct strbuf said = {0};
	struct err err = {.lang = LANG_EN};
	bool done = fill_read_many(&town->f->instrument, filled, "in.csv", text, strlen(text), &said, &err);
	CHECK_INT(done, !err.set && said.len == 0);
	strbuf_adds(&said, err.text);
	return strbuf_detach(&said);
}

static void check_fill(const char *text, const char *want)
{
	struct town town = {0};
	struct filled_list filled = {0};
	town_init(&town);
	char *said = fill(&town, &filled, text);
	CHECK_STR(said, want);
	CHECK((filled.list != NULL) == (*want == '\0'));
	free(said);
	filled_release(&filled);
	town_release(&town);
}

TEST(respondents_are_told_apart)
{
	struct town town = {0};
	struct filled_list filled = {0};
	town_init(&town);
	char *said = fill(&town, &filled,
			  "respondent,department,role,question,options,state\r\n"
			  "うめ,施策担当部局,管理職,q0,b,\r\n"
			  " もみじ ,Information or planning,STAFF,q0,d,\r\n"
			  "うめ,,,q1,,unknown\r\n"
			  "_group,nonsense,,nothing,,\r\n"
			  "うめ,policy,manager,q3,a;c,\r\n"
			  ",,,q1,,\r\n"
			  "きく,,,q0,,\r\n");
	CHECK_STR(said, "");
	free(said);
	CHECK(filled.many);
	CHECK_INT(filled.count, 3);
	CHECK_STR(filled.list[0].person.alias, "うめ");
	CHECK_STR(filled.list[0].person.department, "policy");
	CHECK_STR(filled.list[0].person.role, "manager");
	CHECK_INT(filled.list[0].answers.at[0].options, 2);
	CHECK_INT(filled.list[0].answers.at[1].state, STATE_UNKNOWN);
	CHECK_INT(filled.list[0].answers.at[3].options, 5);
	CHECK_STR(filled.list[1].person.alias, "もみじ");
	CHECK_STR(filled.list[1].person.department, "information");
	CHECK_STR(filled.list[1].person.role, "staff");
	CHECK_STR(filled.list[1].person.id, "");
	CHECK_INT(filled.list[1].answers.at[0].options, 8);
	CHECK_INT(filled.list[1].answers.at[1].state, STATE_BLANK);
	CHECK_STR(filled.list[2].person.department, "");
	filled_release(&filled);
	town_release(&town);
}

TEST(faults_name_their_place)
{
	check_fill("respondent,department,role,question,options\n"
		   "A,policy,staff,q0,a\n"
		   "A,finance,,q1,a\n"
		   "A,,manager,q3,a\n"
		   "B,kitchen,chef,q0,a\n"
		   "A,,,q0,b\n"
		   ",,,q0,b\n"
		   "\"C\nD\",,,q0,b\n",
		   "in.csv:3:3: The department differs from the one in line 2 (respondent \"A\").\n"
		   "in.csv:4:4: The role differs from the one in line 2 (respondent \"A\").\n"
		   "in.csv:5:3: There is no department \"kitchen\" (write an id such as information, or its "
		   "words).\n"
		   "in.csv:5:11: There is no role \"chef\" (write an id such as staff, or its words).\n"
		   "in.csv:6:5: Question \"town/q0\" stands in line 2 too.\n"
		   "in.csv:7:1: Column respondent is empty.\n"
		   "in.csv:8:1: Column respondent holds a character that no name may hold.\n"
		   "in.csv: nothing was taken in (faults: 7).");
}

TEST(there_are_not_too_many)
{
	struct strbuf text = {0};
	strbuf_adds(&text, "respondent,question,options\n");
	for (int i = 0; i <= FILL_PEOPLE_MAX; i++)
		strbuf_addf(&text, "p%d,q0,a\n", i);
	check_fill(strbuf_str(&text), "in.csv:202:1: There may be 200 respondents at most.\n"
				      "in.csv: nothing was taken in (faults: 1).");
	strbuf_release(&text);
}

TEST(without_the_column_it_is_one_sheet)
{
	struct town town = {0};
	struct filled_list filled = {0};
	town_init(&town);
	char *said = fill(&town, &filled, "department,question,options\nkitchen,q0,a\n");
	CHECK_STR(said, "");
	free(said);
	CHECK(!filled.many);
	CHECK_INT(filled.count, 1);
	CHECK_STR(filled.list[0].person.alias, "");
	CHECK_STR(filled.list[0].person.department, "");
	CHECK_INT(filled.list[0].answers.at[0].options, 1);
	/* And what was read before stays as it was where nothing can be read. */
	said = fill(&town, &filled, "\"");
	CHECK_STR(said, "in.csv:1:1: a quote is not closed.");
	free(said);
	CHECK_INT(filled.count, 1);
	filled_release(&filled);
	town_release(&town);
}

TEST(a_blank_sheet_for_many_is_nobodys)
{
	struct town town = {0};
	town_init(&town);
	for (enum lang lang = LANG_JA; lang <= LANG_EN; lang++) {
		struct filled_list filled = {0};
		struct strbuf sheet = {0};
		struct csv csv;
		struct err err = {0};
		fill_blank_many(&town.f->instrument, lang, &sheet);
		CHECK(csv_parse(&csv, sheet.bytes, sheet.len, &err));
		CHECK_INT(csv.count, TOWN_ITEMS + 1);
		for (size_t i = 0; i < csv.count; i++)
			CHECK_INT(csv.rows[i].count, 14);
		CHECK_STR(csv.rows[0].cells[2], "role");
		CHECK_STR(csv.rows[1].cells[3], "town/q0");
		CHECK(strstr(csv.rows[1].cells[12], "finance = ") != NULL);
		CHECK(strstr(csv.rows[1].cells[13], "council = ") != NULL);
		csv_release(&csv);
		char *said = fill(&town, &filled, strbuf_str(&sheet));
		CHECK_STR(said, "");
		free(said);
		CHECK(filled.many);
		CHECK_INT(filled.count, 0);
		filled_release(&filled);
		strbuf_release(&sheet);
	}
	town_release(&town);
}

TESTS(RUN(respondents_are_told_apart), RUN(faults_name_their_place), RUN(there_are_not_too_many),
      RUN(without_the_column_it_is_one_sheet), RUN(a_blank_sheet_for_many_is_nobodys))
