/* SPDX-License-Identifier: MIT */
/*
 * The answer sheet: golden pages of the quick check (tests/golden/sheet.LANG.html; UPDATE_GOLDEN=1 writes
 * them). Runs in the top folder of the tree.
 */
#include "report/sheet.h"

#include "golden_file.h"
#include "instrument_fixture.h"

static bool quick_check(const struct shipped *s, struct instrument *instrument)
{
	struct err err = {.lang = LANG_EN};
	const struct document *chosen[] = {&s->documents[QUICK]};
	bool built = instrument_build(instrument, s->framework, chosen, 1, s->all, SHIPPED, &err);
	CHECK_STR(err.text, "");
	return built;
}

TEST(quick_check_is_one_page_in_both_languages)
{
	struct shipped s;
	struct instrument instrument = {0};
	if (!load_shipped(&s) || !quick_check(&s, &instrument))
		return;
	for (enum lang lang = LANG_JA; lang <= LANG_EN; lang++) {
		struct strbuf out = {0};
		sheet_write(&instrument, tr_in(questionnaire(&s, QUICK)->title, lang), lang, &out);
		CHECK_INT(sheet_pages(&instrument, lang), 1);
		golden_file(TR(lang, "sheet.ja.html", "sheet.en.html"), strbuf_str(&out));
		strbuf_release(&out);
	}
	instrument_release(&instrument);
	release_shipped(&s);
}

/* Whatever the length, every question has its place once, in order. */
TEST(every_questionnaire_has_all_its_questions)
{
	struct shipped s;
	if (!load_shipped(&s))
		return;
	for (int d = SILO; d < SHIPPED; d++) {
		struct instrument instrument = {0};
		struct err err = {.lang = LANG_EN};
		struct strbuf out = {0};
		const struct document *chosen[] = {&s.documents[d]};
		CHECK(instrument_build(&instrument, s.framework, chosen, 1, s.all, SHIPPED, &err));
		sheet_write(&instrument, "", LANG_EN, &out);
		CHECK(sheet_pages(&instrument, LANG_EN) * SHEET_QUESTIONS_MAX >= instrument.count);
		const char *at = strbuf_str(&out);
		for (size_t i = 0; i < instrument.count && at; i++) {
			char number[32];
			snprintf(number, sizeof number, "<b>%zu.</b> ", i + 1);
			at = strstr(at, number);
			CHECK(at != NULL);
		}
		strbuf_release(&out);
		instrument_release(&instrument);
	}
	release_shipped(&s);
}

TESTS(RUN(quick_check_is_one_page_in_both_languages), RUN(every_questionnaire_has_all_its_questions))
