/* SPDX-License-Identifier: MIT */
/* The answer sheet: its pages, the numbers that the typist relies on, hostile words. */
#include "report/sheet.h"

#include "check.h"
#include "model_fixture.h"

static struct fixture *questions(size_t count)
{
	struct fixture *f = fixture_reset(1);
	size_t criterion = fixture_criterion(f, 0, "c");
	for (size_t i = 0; i < count; i++) {
		fixture_choice(f, 1, criterion);
		f->questions[i].text = (struct tr){"どうですか。", "How is it?"};
		for (size_t o = 0; o < FIXTURE_OPTIONS; o++)
			f->options[i][o].text = (struct tr){"ある", "there"};
	}
	return f;
}

static void check_holds(struct fixture *f, enum lang lang, const char *title, const char *want)
{
	struct strbuf out = {0};
	sheet_write(&f->instrument, title, lang, &out);
	CHECK(strstr(strbuf_str(&out), want) != NULL);
	if (!strstr(strbuf_str(&out), want))
		printf("not there: %s\n", want);
	strbuf_release(&out);
}

TEST(more_than_twelve_questions_are_several_pages_and_it_says_so)
{
	struct fixture *f = questions(13);
	CHECK_INT(sheet_pages(&f->instrument, LANG_JA), 2);
	check_holds(f, LANG_JA, "点検", "<h1>点検（1/2ページ）</h1>");
	check_holds(f, LANG_JA, "点検", "全部で2ページあります。");
	check_holds(f, LANG_EN, "Check", "<section class=\"more\">\n<h1>Check (page 2 of 2)</h1>");
	check_holds(f, LANG_EN, "Check", "<b>13.</b> How is it?");
	fixture_release(f);
}

TEST(whom_a_question_is_for_is_said_in_the_numbers_of_the_sheet)
{
	struct fixture *f = questions(4);
	fixture_condition(f, 1, 0, 2); /* values 0 1 2 3 are the numbers 1 2 3 4 */
	f->conditions[2] = (struct condition){.question = 0, .options = 1 | 4};
	f->questions[2].condition = &f->conditions[2];
	f->items[2].parent = 0;
	f->questions[0].may_be_na = true;
	check_holds(f, LANG_JA, "", "<em>問1で3以上の方</em>");
	check_holds(f, LANG_EN, "", "<em>If your answer to question 1 is 3 or more</em>");
	check_holds(f, LANG_JA, "", "<em>問1で1、3に○を付けた方</em>");
	check_holds(f, LANG_EN, "", "<em>If your answer to question 1 is 1 or 3</em>");
	check_holds(f, LANG_JA, "", "該当なし（理由：");
	f->questions[0].type = QUESTION_CHECKLIST;
	check_holds(f, LANG_JA, "", "<em>問1で2個以上に○を付けた方</em>");
	check_holds(f, LANG_EN, "", "<em>If in question 1 you circled at least 2</em>");
	check_holds(f, LANG_JA, "", "<td class=\"n\">5</td><td>どれもない</td>");
	check_holds(f, LANG_JA, "", "<td class=\"n\">0</td><td>わからない</td>");
	fixture_release(f);
}

TEST(words_cannot_become_html)
{
	struct fixture *f = questions(1);
	f->questions[0].text.ja = "a</p><script>\"'&\x1b\xe2\x80\xae";
	check_holds(f, LANG_JA, "<b>&", "<title>&lt;b&gt;&amp;</title>");
	check_holds(f, LANG_JA, "", "a&lt;/p&gt;&lt;script&gt;&quot;&#39;&amp;\xef\xbf\xbd\xef\xbf\xbd</p>");
	fixture_release(f);
}

TESTS(RUN(more_than_twelve_questions_are_several_pages_and_it_says_so),
      RUN(whom_a_question_is_for_is_said_in_the_numbers_of_the_sheet), RUN(words_cannot_become_html))
