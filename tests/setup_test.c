/* SPDX-License-Identifier: MIT */
/* Set-up: finding the municipality by what people type, and what is left alone. By keys, over a port in
 * memory. */
#include "check.h"
#include "fake_port.h"

#include <stdlib.h>
#include <string.h>

struct world {
	struct fake fake;
	struct app app;
};

/* At the field of the municipality's name. */
static void begin_in(struct world *w, enum lang lang, const char *keys)
{
	fake_init(&w->fake);
	app_init(&w->app, &w->fake.port, lang, 24, 80);
	app_start(&w->app);
	fake_keys(&w->app, "<Enter><Tab>");
	fake_keys(&w->app, keys);
}

static void begin(struct world *w, const char *keys)
{
	begin_in(w, LANG_JA, keys);
}

static void end(struct world *w)
{
	app_release(&w->app);
	fake_release(&w->fake);
}

static const char *text(const struct world *w, enum setup_text which)
{
	return editor_text(&w->app.setup.texts[which]);
}

/* How many rows of the screen hold that text. */
static size_t rows_with(const struct world *w, const char *what)
{
	struct canvas canvas;
	canvas_init(&canvas, w->app.rows, w->app.cols);
	app_draw(&w->app, &canvas);
	char *dump = canvas_dump(&canvas);
	size_t count = 0;
	for (char *line = dump, *next; line; line = next) {
		next = strchr(line, '\n');
		if (next)
			*next++ = '\0';
		count += strstr(line, what) != NULL;
	}
	free(dump);
	canvas_release(&canvas);
	return count;
}

static void check_place(const struct world *w, const char *name, const char *code)
{
	CHECK_STR(text(w, TEXT_MUNICIPALITY), name);
	CHECK_STR(text(w, TEXT_CODE), code);
}

TEST(one_place_is_found_by_whatever_is_typed)
{
	static const char *const typed[] = {
		"うつのみや", "ウツノミヤ", "宇都宮",   "栃木県宇都宮市", "utsunomiya",     "Utsunomiya-shi",
		"09201",      "092011",     "９２０１", "9201",           "Utsunomiya City"};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		struct world w;
		begin(&w, typed[i]);
		CHECK(rows_with(&w, "092011  宇都宮市（栃木県）") == 1);
		fake_keys(&w.app, "<Enter>");
		check_place(&w, "宇都宮市", "092011");
		CHECK_INT(w.app.setup.focus, FIELD_DATE);
		CHECK(rows_with(&w, "宇都宮市（栃木県）") == 1); /* beside its code */
		end(&w);
		begin_in(&w, LANG_EN, typed[i]);
		fake_keys(&w.app, "<Enter><F10>");
		CHECK_STR(w.app.session.assessment.municipality, "Utsunomiya City");
		CHECK_STR(w.app.session.assessment.municipality_code, "092011");
		end(&w);
	}
}

TEST(the_same_name_in_several_prefectures_is_never_guessed)
{
	struct world w;
	begin(&w, "府中市");
	CHECK(rows_with(&w, "132063  府中市（東京都）") == 1);
	CHECK(rows_with(&w, "342084  府中市（広島県）") == 1);
	fake_keys(&w.app, "<Enter>"); /* into the list */
	check_place(&w, "府中市", "");
	CHECK_INT(w.app.setup.candidate, 1);
	fake_keys(&w.app, "<Down><Enter>");
	check_place(&w, "府中市", "342084");
	end(&w);
	begin(&w, "府中市<Tab>"); /* passed over: the name stays, no code is made up */
	check_place(&w, "府中市", "");
	CHECK_INT(w.app.setup.focus, FIELD_CODE);
	end(&w);
}

TEST(a_whole_name_gives_its_code_when_the_field_is_left)
{
	struct world w;
	begin(&w, "宇都宮市<Tab>");
	check_place(&w, "宇都宮市", "092011");
	end(&w);
	begin(&w, "宇都宮市<F10>");
	CHECK_STR(w.app.session.assessment.municipality_code, "092011");
	end(&w);
	begin(&w, "宇都宮<Tab>"); /* not the whole: left as it is */
	check_place(&w, "宇都宮", "");
	end(&w);
}

TEST(other_names_stay_as_they_are_typed)
{
	static const char *const typed[] = {
		"那須地域広域行政事務組合", "Freiburg im Breisgau", "総務課・福祉課",
		"<Space><Space>",           "〒320-8540",           "🙂市"};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		struct world w;
		begin(&w, typed[i]);
		CHECK_INT(w.app.setup.focus, FIELD_MUNICIPALITY);
		fake_keys(&w.app, "<Enter>");
		CHECK_INT(w.app.setup.focus, FIELD_CODE);
		CHECK_STR(text(&w, TEXT_CODE), "");
		if (typed[i][0] != '<')
			CHECK_STR(text(&w, TEXT_MUNICIPALITY), typed[i]);
		end(&w);
	}
}

TEST(a_picked_code_does_not_outlive_its_name)
{
	struct world w;
	begin(&w, "うつのみや<Enter><Up><Up>");
	CHECK_INT(w.app.setup.focus, FIELD_MUNICIPALITY);
	CHECK(rows_with(&w, "092011  宇都宮市") == 0); /* nothing was typed since */
	fake_keys(&w.app, "<BS>");
	check_place(&w, "宇都宮", "");
	end(&w);
	begin(&w, "A市<Tab>092011<Up>か"); /* a code that was typed stays */
	check_place(&w, "A市か", "092011");
	end(&w);
}

TEST(a_code_is_repaired_and_names_its_place)
{
	struct world w;
	begin(&w, "<Tab>09201<Tab>"); /* its check digit */
	check_place(&w, "宇都宮市", "092011");
	end(&w);
	begin(&w, "<Tab>12246<Tab>"); /* its leading zero: 012246 千歳市 */
	check_place(&w, "千歳市", "012246");
	end(&w);
	begin(&w, "A市<Tab>09201<Tab>"); /* a name that was typed stays */
	check_place(&w, "A市", "092011");
	end(&w);
	begin(&w, "<Tab>092012<Tab>"); /* a slip: left for the sentence at the end */
	check_place(&w, "", "092012");
	fake_keys(&w.app, "<F10>");
	CHECK_INT(app_screen(&w.app), SCREEN_SETUP);
	CHECK_INT(w.app.setup.focus, FIELD_CODE);
	end(&w);
}

TEST(where_two_towns_fit_one_is_asked)
{
	struct world w;
	begin(&w, "<Tab>12203");
	CHECK(rows_with(&w, "122033  市川市（千葉県）") == 1);
	CHECK(rows_with(&w, "012203  士別市（北海道）") == 1);
	fake_keys(&w.app, "<F10>"); /* without an answer it does not begin */
	CHECK_INT(app_screen(&w.app), SCREEN_SETUP);
	CHECK_INT(w.app.setup.focus, FIELD_CODE);
	CHECK(rows_with(&w, "市川市（千葉県）") == 1);
	CHECK(rows_with(&w, "士別市（北海道）") == 1);
	fake_keys(&w.app, "<Down>");
	CHECK_INT(w.app.setup.candidate, 1);
	fake_keys(&w.app, "<Esc>"); /* back to the field, not out of set-up */
	CHECK_INT(w.app.setup.candidate, 0);
	CHECK_INT(app_screen(&w.app), SCREEN_SETUP);
	fake_keys(&w.app, "<Down><Down>");
	CHECK_INT(w.app.setup.candidate, 2);
	fake_keys(&w.app, "<Enter>");
	check_place(&w, "市川市", "122033");
	end(&w);
}

TEST(the_arrows_walk_into_the_list_and_out_of_it)
{
	struct world w;
	begin(&w, "府中<Down><Down>");
	CHECK_INT(w.app.setup.candidate, 2);
	fake_keys(&w.app, "<Up><Up>");
	CHECK_INT(w.app.setup.candidate, 0);
	CHECK_INT(w.app.setup.focus, FIELD_MUNICIPALITY);
	fake_keys(&w.app, "<Up>");
	CHECK_INT(w.app.setup.focus, FIELD_TITLE);
	end(&w);
	begin(&w, "府中<Down>市"); /* typing goes on in the field */
	CHECK_INT(w.app.setup.candidate, 0);
	CHECK_STR(text(&w, TEXT_MUNICIPALITY), "府中市");
	for (int i = 0; i < 9 && w.app.setup.focus == FIELD_MUNICIPALITY; i++)
		fake_keys(&w.app, "<Down>");
	CHECK_INT(w.app.setup.focus, FIELD_CODE); /* and below the last lies the next field */
	check_place(&w, "府中市", "");
	end(&w);
}

TEST(many_are_counted)
{
	struct world w;
	begin(&w, "栃木県");
	CHECK(rows_with(&w, "ほかに") == 1);
	CHECK(rows_with(&w, "栃木県") >= 3);
	end(&w);
	begin(&w, "<Tab>01"); /* all of 北海道 */
	CHECK(rows_with(&w, "ほかにもあります") == 1);
	end(&w);
	begin(&w, "留夜別");
	fake_keys(&w.app, "<Enter>"); /* a village of the Northern Territories */
	CHECK_STR(text(&w, TEXT_MUNICIPALITY), "留夜別村");
	end(&w);
}

TEST(days_are_shown_in_words)
{
	struct world w;
	begin(&w, "");
	CHECK_STR(text(&w, TEXT_DATE), "令和8年11月22日");
	fake_keys(&w.app, "<F10>");
	CHECK_STR(w.app.session.assessment.reference_date, "2026-11-22");
	CHECK_INT(w.app.session.assessment.fiscal_year, 2026);
	end(&w);
	begin_in(&w, LANG_EN, "");
	CHECK_STR(text(&w, TEXT_DATE), "22 November 2026");
	fake_keys(&w.app, "<F2><F10>"); /* the language may change in between */
	CHECK_STR(w.app.session.assessment.reference_date, "2026-11-22");
	end(&w);
}

static size_t picked(const struct world *w)
{
	size_t count = 0;
	for (size_t i = 0; i < w->app.choice_count; i++)
		count += w->app.setup.picked[i];
	return count;
}

/* From the title to the stage, and that many stages on. */
#define TO_STAGE "<Tab><Tab><Tab><Tab><Tab>"
#define EARLIER  "前の段階からお聞きします"

static void begin_form(struct world *w, const char *keys)
{
	fake_init(&w->fake);
	app_init(&w->app, &w->fake.port, LANG_JA, 40, 100);
	app_start(&w->app);
	fake_keys(&w->app, keys);
}

TEST(a_scope_picks_its_questionnaires)
{
	struct world w;
	begin_form(&w, "<Enter>"); /* the quick check */
	CHECK_INT(picked(&w), 1);
	CHECK(w.app.setup.picked[0]);
	CHECK(rows_with(&w, "短い点検（質問票1、12問）") == 1);
	end(&w);
	begin_form(&w, "n");
	CHECK_INT(picked(&w), 3);
	CHECK(rows_with(&w, "初動段階・準備段階（質問票3、51問）") == 1);
	fake_keys(&w.app, TO_STAGE "<Tab><Tab><Tab><Tab><Tab><Right>");
	CHECK_INT(w.app.setup.focus, FIELD_SCOPE);
	CHECK_INT(picked(&w), 5);
	CHECK(rows_with(&w, "5段階の全て（質問票5、83問）") == 1);
	fake_keys(&w.app, "<Right>");
	CHECK(rows_with(&w, "短い点検（質問票1、12問）") == 1);
	fake_keys(&w.app, "<Left>");
	CHECK_INT(picked(&w), 5);
	fake_keys(&w.app, "<Tab><Tab><Space>"); /* one is dropped */
	CHECK_INT(picked(&w), 4);
	CHECK(rows_with(&w, "質問票を一つずつ選ぶ") == 1);
	fake_keys(&w.app, "<Space>");
	CHECK(rows_with(&w, "5段階の全て") == 1);
	end(&w);
}

TEST(a_town_further_on_is_asked_from_the_beginning_and_told_why)
{
	struct world w;
	begin_form(&w, "n" TO_STAGE "<Right>"); /* 初動段階 */
	CHECK_INT(w.app.setup.stage, 1);
	CHECK_INT(picked(&w), 3);
	CHECK(rows_with(&w, EARLIER) == 0);
	fake_keys(&w.app, "<Right>"); /* 準備段階 */
	CHECK_INT(picked(&w), 3);
	CHECK(rows_with(&w, EARLIER) == 1);
	fake_keys(&w.app, "<Right>"); /* 計画(戦略)作成段階 */
	CHECK_INT(picked(&w), 5);
	CHECK(rows_with(&w, EARLIER) == 1);
	fake_keys(&w.app, "<Left><Left><Left>"); /* not given: as before */
	CHECK_INT(w.app.setup.stage, 0);
	CHECK_INT(picked(&w), 3);
	CHECK(rows_with(&w, EARLIER) == 0);
	fake_keys(&w.app, "<Right><Right><Right><F10>");
	const struct instrument *in = &w.app.session.instrument;
	CHECK_INT(in->count, 83);
	CHECK(strncmp(in->items[0].key, "trial", 5) != 0); /* and the earlier stages come first */
	CHECK(strncmp(in->items[in->count - 1].key, "trial-and-rollout/", 18) == 0);
	end(&w);
}

TEST(what_a_person_chose_does_not_follow_the_stage)
{
	struct world w;
	begin_form(&w, "<Enter>" TO_STAGE "<Right><Right><Right>"); /* the quick check was chosen */
	CHECK_INT(picked(&w), 1);
	CHECK(rows_with(&w, EARLIER) == 0);
	end(&w);
	begin_form(&w, "n" TO_STAGE "<Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Space>");
	CHECK_INT(picked(&w), 2);
	fake_keys(&w.app, "<BTab><BTab><BTab><BTab><BTab><BTab><BTab><BTab>");
	CHECK_INT(w.app.setup.focus, FIELD_STAGE);
	fake_keys(&w.app, "<Right><Right><Right><Right>");
	CHECK_INT(picked(&w), 2);
	end(&w);
}

TESTS(RUN(a_scope_picks_its_questionnaires), RUN(a_town_further_on_is_asked_from_the_beginning_and_told_why),
      RUN(what_a_person_chose_does_not_follow_the_stage), RUN(one_place_is_found_by_whatever_is_typed),
      RUN(the_same_name_in_several_prefectures_is_never_guessed),
      RUN(a_whole_name_gives_its_code_when_the_field_is_left), RUN(other_names_stay_as_they_are_typed),
      RUN(a_picked_code_does_not_outlive_its_name), RUN(a_code_is_repaired_and_names_its_place),
      RUN(where_two_towns_fit_one_is_asked), RUN(the_arrows_walk_into_the_list_and_out_of_it),
      RUN(many_are_counted), RUN(days_are_shown_in_words))
