/* SPDX-License-Identifier: MIT */
/* The minutes: golden pages in both languages, people's words that cannot break them, small groups. Runs in
 * the top folder of the tree. */
#include "report/minutes.h"

#include "golden_file.h"
#include "report/markdown.h"
#include "workshop_fixture.h"

static char *minutes_of(struct meeting *m, enum lang lang)
{
	CHECK(setenv("TZ", "JST-9", 1) == 0); /* days are local */
	struct strbuf out = {0};
	struct minutes minutes = {.subject = &m->subject, .reference_date = "2026-11-22"};
	minutes_write(&minutes, lang, &out);
	return strbuf_detach(&out);
}

TEST(minutes_are_as_agreed)
{
	struct meeting m;
	if (!meeting_init(&m))
		return;
	for (enum lang lang = LANG_JA; lang <= LANG_EN; lang++) {
		char *text = minutes_of(&m, lang);
		golden_file(TR(lang, "minutes.ja.md", "minutes.en.md"), text);
		for (size_t p = 0; p < PEOPLE; p++) /* nobody is named */
			CHECK(strstr(text, hands[p].alias) == NULL);
		free(text);
	}
	meeting_release(&m);
}

TEST(an_empty_workshop_has_minutes_too)
{
	struct meeting m;
	if (!meeting_init(&m))
		return;
	struct group *g = &m.workshop.group;
	memset(g->items, 0, ITEMS * sizeof *g->items);
	memset(g->gaps, 0, m.instrument.framework->criterion_count * sizeof *g->gaps);
	g->agenda_count = g->own = g->beside = 0;
	g->reliance = (struct fraction){0, 0};
	m.subject.actions = NULL;
	m.subject.answers = &m.workshop.people[0].second; /* blank */
	size_t count = m.workshop.count;
	m.workshop.count = 0;
	char *text = minutes_of(&m, LANG_EN);
	CHECK(strstr(text, "- Handed in: 0 (own people 0, others 0)\n- Did not hand in: 1") != NULL);
	CHECK(strstr(text, "There are no departments to compare.") != NULL);
	CHECK(strstr(text, "None was recorded.") != NULL);
	free(text);
	m.workshop.count = count;
	meeting_release(&m);
}

TEST(no_department_and_no_role_where_none_is_shown)
{
	struct meeting m;
	if (!meeting_init(&m))
		return;
	m.workshop.any_shown = false;
	for (size_t i = 0; i < ITEMS; i++)
		memset(m.workshop.group.items[i].departments, 0,
		       sizeof m.workshop.group.items[i].departments);
	char *text = minutes_of(&m, LANG_JA);
	CHECK(strstr(text, "部局は示しません") != NULL);
	CHECK(strstr(text, "担当職員：") == NULL);
	CHECK(strstr(text, "外部の専門家：") == NULL);
	CHECK(strstr(text, "そのほか（少人数の立場、または立場の記載なし）：10人") != NULL);
	free(text);
	meeting_release(&m);
}

static void check_text(const char *text, const char *want)
{
	struct strbuf out = {0};
	markdown_text(&out, text);
	CHECK_STR(strbuf_str(&out), want);
	strbuf_release(&out);
}

static void check_quote(const char *text, const char *want)
{
	struct strbuf out = {0};
	markdown_quote(&out, text);
	CHECK_STR(strbuf_str(&out), want);
	strbuf_release(&out);
}

TEST(nothing_in_peoples_words_is_obeyed)
{
	check_text("# a", "\\# a");
	check_text("a # b", "a # b");
	check_text("    code", "code");
	check_text("a|b\n- c", "a\\|b - c");
	check_text("- a", "\\- a");
	check_text("12. a", "12\\. a");
	check_text("1) a 2.5", "1\\) a 2.5");
	check_text("<script>*x*_y_`z`[a](b)~~c~~&amp;",
		   "\\<script\\>\\*x\\*\\_y\\_\\`z\\`\\[a\\](b)\\~\\~c\\~\\~\\&amp;");
	check_text("a\\|b\x1b[2J\xe2\x80\xae", "a\\\\\\|b\xef\xbf\xbd\\[2J\xef\xbf\xbd");
	check_text(NULL, "");
	check_quote("a\n\n  # b\r\n> c\n", "> a\n>\n> \\# b\n>\n> \\> c\n\n");
	check_quote("\n \n", "");
	check_quote(NULL, "");
}

TESTS(RUN(minutes_are_as_agreed), RUN(an_empty_workshop_has_minutes_too),
      RUN(no_department_and_no_role_where_none_is_shown), RUN(nothing_in_peoples_words_is_obeyed))
