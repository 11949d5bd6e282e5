/* SPDX-License-Identifier: MIT */
/* What keys, clicks and pastes do to the wizard's model, over a port in memory. */
#include "check.h"
#include "fake_port.h"

#include "base/strbuf.h"
#include "base/sys.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

struct world {
	struct fake fake;
	struct app app;
};

static void begin_sized(struct world *w, const char *keys, int rows, int cols)
{
	fake_init(&w->fake);
	app_init(&w->app, &w->fake.port, LANG_EN, rows, cols);
	app_start(&w->app);
	fake_keys(&w->app, keys);
}

static void begin(struct world *w, const char *keys)
{
	begin_sized(w, keys, 24, 80);
}

static void end(struct world *w)
{
	app_release(&w->app);
	fake_release(&w->fake);
}

static const struct answer *answer(const struct world *w, const char *key)
{
	return &w->app.session.answers.at[instrument_item(&w->app.session.instrument, key)];
}

static const char *at(const struct world *w)
{
	return w->app.session.instrument.items[w->app.item].key;
}

static bool shows(const struct world *w, const char *text)
{
	struct canvas canvas;
	canvas_init(&canvas, w->app.rows, w->app.cols);
	app_draw(&w->app, &canvas);
	char *dump = canvas_dump(&canvas);
	bool there = strstr(dump, text) != NULL;
	if (!there)
		printf("not there: %s\n%s", text, dump);
	free(dump);
	canvas_release(&canvas);
	return there;
}

#define QUICK "<Enter><F10>"
#define FIRST "silo-breakdown/departments.cooperation"

TEST(digits_choose_and_stay)
{
	struct world w;
	begin(&w, QUICK "3");
	CHECK_STR(at(&w), FIRST);
	CHECK_INT(answer(&w, FIRST)->state, STATE_ANSWERED);
	CHECK_INT(answer(&w, FIRST)->options, 1 << 2);
	CHECK_INT(w.fake.saves, 1);
	fake_keys(&w.app, "３"); /* full-width: the same answer again is no change */
	CHECK_INT(w.fake.saves, 1);
	fake_keys(&w.app, "４");
	CHECK_INT(answer(&w, FIRST)->options, 1 << 3);
	fake_keys(&w.app, "9");
	CHECK_INT(answer(&w, FIRST)->options, 1 << 3);
	end(&w);
}

TEST(enter_leaves_an_untouched_question_blank)
{
	struct world w;
	begin(&w, QUICK "<Enter>");
	CHECK_INT(answer(&w, FIRST)->state, STATE_BLANK);
	CHECK_STR(at(&w), "silo-breakdown/team.exists");
	CHECK_INT(w.fake.saves, 0);
	fake_keys(&w.app, "<Left><Down><Down><Enter>");
	CHECK_INT(answer(&w, FIRST)->options, 1 << 1);
	CHECK_STR(at(&w), "silo-breakdown/team.exists");
	CHECK_INT(w.fake.saves, 1);
	end(&w);
}

TEST(moving_chooses_nothing)
{
	struct world w;
	begin(&w, QUICK "jjkj<Down><Up><End><Home>");
	CHECK_INT(answer(&w, FIRST)->state, STATE_BLANK);
	fake_keys(&w.app, "<Space>");
	CHECK_INT(answer(&w, FIRST)->options, 1 << 0);
	end(&w);
}

TEST(unknown_and_clear)
{
	struct world w;
	begin(&w, QUICK "d");
	CHECK_INT(answer(&w, FIRST)->state, STATE_UNKNOWN);
	fake_keys(&w.app, "<Del>");
	CHECK_INT(answer(&w, FIRST)->state, STATE_BLANK);
	CHECK_INT(w.fake.saves, 2);
	fake_keys(&w.app, "x"); /* it may not be "does not apply" */
	CHECK_INT(app_screen(&w.app), SCREEN_QUESTION);
	end(&w);
}

TEST(checklists_tick_and_enter_goes_on)
{
	static const char key[] = "advisor-dependence/tandem.shown";
	struct world w;
	begin(&w, QUICK "nnnn5n");
	CHECK_STR(at(&w), key);
	fake_keys(&w.app, "13");
	CHECK_INT(answer(&w, key)->options, (1 << 0) | (1 << 2));
	fake_keys(&w.app, "7"); /* none of these is alone */
	CHECK(answer(&w, key)->options == OPTIONS_NONE);
	fake_keys(&w.app, "2");
	CHECK_INT(answer(&w, key)->options, 1 << 1);
	fake_keys(&w.app, "2"); /* the last tick off: blank again */
	CHECK_INT(answer(&w, key)->state, STATE_BLANK);
	fake_keys(&w.app, "<Down><Enter>");
	CHECK_INT(answer(&w, key)->state, STATE_BLANK);
	CHECK_STR(at(&w), "advisor-dependence/groundwork.staff");
	end(&w);
}

TEST(conditions_show_and_hide)
{
	struct world w;
	begin(&w, QUICK "nnnn1n");
	CHECK_STR(at(&w), "advisor-dependence/groundwork.staff");
	fake_keys(&w.app, "p5n");
	CHECK_STR(at(&w), "advisor-dependence/tandem.shown");
	end(&w);
}

TEST(the_last_question_leads_to_what_is_left)
{
	struct world w;
	begin(&w, QUICK "nnnnnnnnnnn");
	CHECK_INT(app_screen(&w.app), SCREEN_OVERVIEW);
	CHECK(shows(&w, "last question"));
	fake_keys(&w.app, "<Home><Enter>");
	CHECK_STR(at(&w), FIRST);
	fake_keys(&w.app, "dndndndndndndndndndndndndn");
	CHECK_INT(app_screen(&w.app), SCREEN_RESULTS);
	end(&w);
}

TEST(language_switches_on_every_screen)
{
	static const char *const walks[] = {
		"",         "n",       QUICK,     QUICK "g", QUICK "r", QUICK "r<Enter>",
		QUICK "rc", QUICK "e", QUICK "?", "b"};
	for (size_t i = 0; i < sizeof walks / sizeof *walks; i++) {
		struct world w;
		begin(&w, walks[i]);
		enum screen_id before = app_screen(&w.app);
		fake_keys(&w.app, "<F2>");
		CHECK_INT(w.app.lang, LANG_JA);
		CHECK_INT(app_screen(&w.app), before);
		CHECK_STR(w.fake.language, "ja");
		if (!screen_get(before)->typing) {
			fake_keys(&w.app, "Ｌ");
			CHECK_INT(w.app.lang, LANG_EN);
		}
		end(&w);
	}
}

TEST(letters_in_a_field_are_text)
{
	struct world w;
	begin(&w, QUICK "e");
	fake_keys(&w.app, "qL?か\xe3\x82\x99<Enter>d<BS>x");
	CHECK_STR(editor_text(&w.app.note), "qL?か\xe3\x82\x99\nx");
	fake_keys(&w.app, "<Tab>根拠<Esc>");
	CHECK_INT(app_screen(&w.app), SCREEN_QUESTION);
	CHECK_STR(answer(&w, FIRST)->note, "qL?が\nx"); /* kept composed */
	CHECK_STR(answer(&w, FIRST)->evidence, "根拠");
	CHECK_INT(w.fake.saves, 1);
	fake_keys(&w.app, "e<Esc>"); /* nothing new, nothing saved */
	CHECK_INT(w.fake.saves, 1);
	end(&w);
}

TEST(pasting_and_undo_in_a_field)
{
	struct world w;
	begin(&w, QUICK "e<paste:一行目\n二行目>");
	CHECK_STR(editor_text(&w.app.note), "一行目\n二行目");
	fake_keys(&w.app, "あ<C-u>");
	CHECK_STR(editor_text(&w.app.note), "一行目\n二行目");
	fake_keys(&w.app, "<C-u>");
	CHECK_STR(editor_text(&w.app.note), "");
	fake_keys(&w.app, "<Esc>q<Enter><paste:題\n名>"); /* one line: the break is a blank */
	CHECK(strstr(editor_text(&w.app.setup.texts[0]), "題 名") != NULL);
	end(&w);
}

TEST(a_failed_save_stays_visible_and_asks_on_leaving)
{
	struct world w;
	begin(&w, QUICK);
	w.fake.fail_save = "The disk is full.";
	fake_keys(&w.app, "3");
	CHECK(app_unsaved(&w.app));
	CHECK(shows(&w, "Not saved. The disk is full."));
	fake_keys(&w.app, "j");
	CHECK(shows(&w, "Not saved."));
	fake_keys(&w.app, "q");
	CHECK_INT(app_screen(&w.app), SCREEN_ASK);
	fake_keys(&w.app, "<Esc>");
	CHECK_INT(app_screen(&w.app), SCREEN_QUESTION);
	fake_keys(&w.app, "q2"); /* write the answers elsewhere */
	CHECK_INT(app_screen(&w.app), SCREEN_EXPORT);
	CHECK(w.app.export.table == 1);
	fake_keys(&w.app, "<Enter>");
	CHECK(strstr(w.fake.exported, "回答") != NULL);
	CHECK(app_unsaved(&w.app));
	w.fake.fail_save = NULL;
	fake_keys(&w.app, "<Esc>q");
	CHECK(!app_unsaved(&w.app));
	CHECK(!session_is_open(&w.app.session));
	end(&w);
}

TEST(leaving_without_saving_is_said_in_words)
{
	struct world w;
	begin(&w, QUICK);
	w.fake.fail_save = "The disk is full.";
	fake_keys(&w.app, "3q3");
	CHECK(!session_is_open(&w.app.session));
	CHECK_INT(app_screen(&w.app), SCREEN_HOME);
	CHECK(!w.app.quit);
	end(&w);
}

TEST(a_signal_saves_and_leaves)
{
	struct world w;
	begin(&w, QUICK);
	struct event choose = {.kind = EVENT_KEY, .key = '2'}, leave = {.kind = EVENT_LEAVE, .signal = 15};
	app_event(&w.app, &choose);
	CHECK(app_unsaved(&w.app));
	app_event(&w.app, &leave);
	CHECK(w.app.quit);
	CHECK_INT(w.fake.saves, 1);
	end(&w);
}

TEST(a_signal_saves_the_note_being_written)
{
	struct world w;
	begin(&w, QUICK);
	fake_keys(&w.app, "ehalf a note<F1>");
	CHECK_INT(w.fake.saves, 0);
	struct event leave = {.kind = EVENT_LEAVE, .signal = 1};
	app_event(&w.app, &leave);
	CHECK(w.app.quit);
	CHECK_INT(w.fake.saves, 1);
	CHECK_STR(w.app.session.answers.at[w.app.item].note, "half a note");
	end(&w);
}

TEST(held_keys_make_one_commit)
{
	struct world w;
	begin(&w, QUICK);
	for (int i = 0; i < 300; i++) {
		struct event e = {.kind = EVENT_KEY, .key = (uint32_t)('1' + i % 5)};
		app_event(&w.app, &e);
	}
	CHECK_INT(w.fake.saves, 0);
	CHECK(app_commit(&w.app));
	CHECK_INT(w.fake.saves, 1);
	end(&w);
}

TEST(another_effect_commits_first)
{
	struct world w;
	begin(&w, QUICK);
	struct event choose = {.kind = EVENT_KEY, .key = '2'}, mark = {.kind = EVENT_KEY, .key = 'm'};
	app_event(&w.app, &choose);
	app_event(&w.app, &mark);
	CHECK_INT(w.fake.saves, 1);
	CHECK(w.app.session.items[w.app.item].marked);
	end(&w);
}

TEST(what_another_program_changed_is_told)
{
	struct world w;
	begin(&w, QUICK);
	w.fake.conflict_item = w.app.item;
	fake_keys(&w.app, "3");
	CHECK(shows(&w, "Another window answered this first"));
	w.fake.changed = true;
	app_refresh(&w.app);
	CHECK(shows(&w, "Changes made in another window"));
	end(&w);
}

TEST(undo_goes_to_the_question)
{
	struct world w;
	begin(&w, QUICK "3<Enter>2");
	w.fake.undo_item = 0;
	fake_keys(&w.app, "u");
	CHECK_STR(at(&w), FIRST);
	CHECK(shows(&w, "undone"));
	w.fake.undo_item = ITEM_NONE;
	fake_keys(&w.app, "u");
	CHECK(shows(&w, "nothing to undo"));
	w.fake.undo_refused = true;
	fake_keys(&w.app, "u");
	CHECK(shows(&w, "Not undone"));
	end(&w);
}

TEST(setup_says_what_is_wrong_and_loses_nothing)
{
	struct world w;
	begin(&w, "<Enter><Tab>A市<Tab>092012<F10>");
	CHECK_INT(app_screen(&w.app), SCREEN_SETUP);
	CHECK_INT(w.app.setup.focus, FIELD_CODE);
	CHECK(w.app.notice.style == STYLE_WARNING && w.app.notice.text);
	fake_keys(&w.app, "<BS>1<F10>");
	CHECK_INT(app_screen(&w.app), SCREEN_QUESTION);
	CHECK_STR(w.app.session.assessment.municipality, "A市");
	CHECK_STR(w.app.session.assessment.municipality_code, "092011");
	end(&w);
}

TEST(setup_wants_a_title_and_a_questionnaire)
{
	struct world w;
	begin(&w, "<Enter>");
	editor_set(&w.app.setup.texts[0], "　 ", false);
	fake_keys(&w.app, "<F10>");
	CHECK_INT(w.app.setup.focus, FIELD_TITLE);
	fake_keys(&w.app, "x<Up>"); /* the button; then up through the questionnaires, dropping each */
	for (size_t i = w.app.choice_count; i-- > 0;)
		fake_keys(&w.app, w.app.setup.picked[i] ? "<Up><Space>" : "<Up>");
	fake_keys(&w.app, "<F10>");
	CHECK_INT(app_screen(&w.app), SCREEN_SETUP);
	CHECK(shows(&w, "at least one"));
	end(&w);
}

TEST(clicks_choose_what_stands_there)
{
	struct world w;
	begin(&w, QUICK);
	struct canvas canvas;
	canvas_init(&canvas, 24, 80);
	app_draw(&w.app, &canvas);
	int row = 0;
	while (row < 24) {
		char *line = canvas_row(&canvas, row);
		bool found = strstr(line, "They give views") != NULL;
		free(line);
		if (found)
			break;
		row++;
	}
	struct event e = {.kind = EVENT_CLICK, .row = row, .col = 20};
	app_event(&w.app, &e);
	CHECK_INT(answer(&w, FIRST)->options, 1 << 2);
	e.row = 0; /* the title means nothing */
	app_event(&w.app, &e);
	CHECK_INT(answer(&w, FIRST)->options, 1 << 2);
	canvas_release(&canvas);
	end(&w);
}

TEST(bin_and_back)
{
	struct world w;
	begin(&w, "");
	const struct assessment a = {.id = (char *)(uintptr_t) "a", .title = (char *)(uintptr_t) "T"};
	assessment_copy(&w.fake.saved[w.fake.saved_count++], &a);
	fake_keys(&w.app, "bb<End>D");
	CHECK(w.fake.saved[0].binned);
	CHECK(shows(&w, "to the bin"));
	fake_keys(&w.app, "b<Enter>");
	CHECK(!w.fake.saved[0].binned);
	fake_keys(&w.app, "b<End>");
	CHECK(shows(&w, "> T"));
	end(&w);
}

TEST(long_lists_are_read_in_windows)
{
	struct world w;
	fake_init(&w.fake);
	char ids[FAKE_SAVED_MAX][8];
	for (size_t i = 0; i < FAKE_SAVED_MAX; i++) {
		snprintf(ids[i], sizeof ids[i], "t%03zu", i);
		const struct assessment a = {.id = ids[i], .title = ids[i]};
		assessment_copy(&w.fake.saved[w.fake.saved_count++], &a);
	}
	app_init(&w.app, &w.fake.port, LANG_EN, 24, 80);
	app_start(&w.app);
	CHECK_INT(w.app.home.saved.count, 24); /* what may be seen */
	const struct event taller = {.kind = EVENT_RESIZE, .rows = 60, .cols = 80},
			   shorter = {.kind = EVENT_RESIZE, .rows = 24, .cols = 80};
	app_event(&w.app, &taller);
	app_settle(&w.app);
	CHECK_INT(w.app.home.saved.count, 60);
	app_event(&w.app, &shorter);
	app_settle(&w.app);
	CHECK_INT(w.app.home.saved.count, 60);
	for (size_t i = 0; i < FAKE_SAVED_MAX + 20; i++)
		fake_keys(&w.app, "<Down>");
	CHECK(shows(&w, "> t299"));
	CHECK(w.fake.lists < 20);
	for (size_t i = 0; i < FAKE_SAVED_MAX + 20; i++)
		fake_keys(&w.app, "<Up>");
	CHECK(shows(&w, "> Begin with the quick check"));
	end(&w);
}

static void begin_many(struct world *w)
{
	static const char *const titles[] = {"First", "Second", "second thoughts", "Third"};
	fake_init(&w->fake);
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
		char id[8];
		snprintf(id, sizeof id, "t%zu", i);
		const struct assessment a = {.id = id,
					     .title = (char *)(uintptr_t)titles[i],
					     .municipality = (char *)(uintptr_t) ""};
		assessment_copy(&w->fake.saved[w->fake.saved_count++], &a);
	}
	app_init(&w->app, &w->fake.port, LANG_EN, 24, 80);
	app_start(&w->app);
}

TEST(a_search_narrows_the_list)
{
	struct world w;
	begin_many(&w);
	size_t lists = w.fake.lists;
	fake_keys(&w.app, "/SECOND");
	CHECK_INT(w.fake.lists, lists + 1); /* once, not for each letter */
	CHECK(shows(&w, "> SECOND") && shows(&w, "\"SECOND\": 2 found") && !shows(&w, "First"));
	fake_keys(&w.app, "<Enter>");
	CHECK(shows(&w, "> Second") && shows(&w, "second thoughts") && !shows(&w, "First"));
	fake_keys(&w.app, "<Down><Down>D"); /* what one does is done to what one sees */
	CHECK(w.fake.saved[2].binned && !w.fake.saved[3].binned);
	CHECK(shows(&w, ": 1 found"));
	fake_keys(&w.app, "D");
	CHECK(w.fake.saved[1].binned);
	CHECK(shows(&w, "No assessment has \"SECOND\"") && shows(&w, "Esc shows all"));
	fake_keys(&w.app, "<Enter>rce");
	CHECK_INT(app_screen(&w.app), SCREEN_HOME);
	fake_keys(&w.app, "<Esc>");
	CHECK(shows(&w, "First") && shows(&w, "Third") && shows(&w, "> Begin with the quick check"));
	CHECK(!w.app.quit);
	end(&w);
}

TEST(a_search_is_kept_until_it_is_left)
{
	struct world w;
	begin_many(&w);
	fake_keys(&w.app, "/third<Enter>/");
	CHECK(shows(&w, "> third") && shows(&w, ": 1 found")); /* to be changed */
	fake_keys(&w.app, "s<Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_SEARCH); /* nothing there to go to */
	CHECK(shows(&w, "No assessment has \"thirds\"."));
	fake_keys(&w.app, "<F2>");
	CHECK(shows(&w, "> thirds") && shows(&w, "当てはまる"));
	fake_keys(&w.app, "<F2><F1>");
	CHECK_INT(app_screen(&w.app), SCREEN_HELP);
	fake_keys(&w.app, "<Esc><Esc>");
	CHECK_INT(app_screen(&w.app), SCREEN_HOME);
	CHECK(shows(&w, "First"));
	fake_keys(&w.app, "/  <Enter>"); /* blanks look for nothing */
	CHECK(shows(&w, "First") && shows(&w, "> Begin with the quick check"));
	fake_keys(&w.app, "/<paste:first>");
	CHECK(shows(&w, ": 1 found"));
	fake_keys(&w.app, "<Enter>b");
	CHECK(shows(&w, "The bin is empty"));
	fake_keys(&w.app, "b");
	CHECK(shows(&w, "First") && shows(&w, "Third"));
	fake_keys(&w.app, "/second<Enter>n<C-s>q"); /* a new one is to be seen */
	CHECK_INT(app_screen(&w.app), SCREEN_HOME);
	CHECK(shows(&w, "First"));
	end(&w);
}

TEST(a_found_one_is_clicked_on)
{
	struct world w;
	begin_many(&w);
	fake_keys(&w.app, "/second<click:8,10>");
	CHECK_INT(app_screen(&w.app), SCREEN_HOME);
	CHECK(shows(&w, "> second thoughts"));
	end(&w);
}

TEST(kana_gets_a_hint)
{
	struct world w;
	begin(&w, QUICK "あ");
	CHECK(shows(&w, "input method"));
	end(&w);
}

/* Whatever is pressed at whatever size: nothing is cut, the caret is on the canvas. */
TEST(random_keys)
{
	static const char *const keys[] = {"<Enter>",     "<Down>",  "<Up>",
					   "<Esc>",       "1",       "2",
					   "3",           "d",       "x",
					   "e",           "m",       "g",
					   "u",           "r",       "c",
					   "n",           "p",       "q",
					   "?",           "L",       "<Tab>",
					   "<F10>",       "<Right>", "<Left>",
					   "<Space>",     "<Del>",   "あ",
					   "<PgDn>",      "<End>",   "<Home>",
					   "b",           "D",       "<click:8,10>",
					   "<paste:text>"};
	uint64_t seed = 12345;
	for (int round = 0; round < (getenv("TENKEN_TEST_QUICK") ? 3 : 30); round++) {
		struct world w;
		begin_sized(&w, "", round % 2 ? 16 : 24, round % 2 ? 60 : 80);
		struct canvas canvas;
		canvas_init(&canvas, w.app.rows, w.app.cols);
		for (int i = 0; i < 300 && !w.app.quit; i++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			fake_keys(&w.app, keys[(seed >> 33) % (sizeof keys / sizeof *keys)]);
			app_draw(&w.app, &canvas);
			CHECK_INT(canvas.clipped, 0);
			CHECK(canvas.caret_row < canvas.rows && canvas.caret_col < canvas.cols);
		}
		canvas_release(&canvas);
		end(&w);
	}
}

static const struct check_test ALL[] = {
	RUN(digits_choose_and_stay),
	RUN(enter_leaves_an_untouched_question_blank),
	RUN(moving_chooses_nothing),
	RUN(unknown_and_clear),
	RUN(checklists_tick_and_enter_goes_on),
	RUN(conditions_show_and_hide),
	RUN(the_last_question_leads_to_what_is_left),
	RUN(language_switches_on_every_screen),
	RUN(letters_in_a_field_are_text),
	RUN(pasting_and_undo_in_a_field),
	RUN(a_failed_save_stays_visible_and_asks_on_leaving),
	RUN(leaving_without_saving_is_said_in_words),
	RUN(a_signal_saves_and_leaves),
	RUN(a_signal_saves_the_note_being_written),
	RUN(held_keys_make_one_commit),
	RUN(another_effect_commits_first),
	RUN(what_another_program_changed_is_told),
	RUN(undo_goes_to_the_question),
	RUN(setup_says_what_is_wrong_and_loses_nothing),
	RUN(setup_wants_a_title_and_a_questionnaire),
	RUN(clicks_choose_what_stands_there),
	RUN(bin_and_back),
	RUN(long_lists_are_read_in_windows),
	RUN(a_search_narrows_the_list),
	RUN(a_search_is_kept_until_it_is_left),
	RUN(a_found_one_is_clicked_on),
	RUN(kana_gets_a_hint),
	RUN(random_keys),
};

int main(void)
{
	if (!sys_utf8_locale())
		return 1;
	return check_run(ALL, sizeof ALL / sizeof *ALL);
}
