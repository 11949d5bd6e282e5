/* SPDX-License-Identifier: MIT */
/* The side of a workshop after the reveal: how its screens look, and what keys do to it. */
#include "check.h"
#include "fake_port.h"
#include "golden.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_workshop(struct fake *fake)
{
	const struct assessment a = {
		.id = (char *)(uintptr_t) "w",
		.title = (char *)(uintptr_t) "ワークショップ 令和8年11月22日",
		.municipality = (char *)(uintptr_t) "A市",
		.updated_at = (char *)(uintptr_t) "2026-11-20T01:02:03Z",
		.answered = 9,
		.asked = 9,
		.workshop = true,
		.revealed = true,
		.minutes = 40,
	};
	assessment_copy(&fake->saved[fake->saved_count++], &a);
}

static void add_nine(struct fake *fake)
{
	static const struct {
		const char *department, *role;
	} who[] = {{"information", "manager"}, {"information", "staff"}, {"information", "staff"},
		   {"policy", "staff"},        {"policy", "manager"},    {"policy", "staff"},
		   {"industry", "staff"},      {"finance", "manager"},   {"other", "staff"}};
	for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
		char alias[16];
		snprintf(alias, sizeof alias, "%zu番", i + 1);
		fake_person(fake, alias, who[i].department, who[i].role, 2);
	}
}

static void prepare(struct fake *fake)
{
	fake_workshop_release(fake);
	fake->second = SECOND_NONE;
	add_nine(fake);
}

struct world {
	struct fake fake;
	struct app app;
};

static void begin_in(struct world *w, const char *keys, enum lang lang)
{
	fake_init(&w->fake);
	add_workshop(&w->fake);
	add_nine(&w->fake);
	app_init(&w->app, &w->fake.port, lang, 24, 80);
	app_start(&w->app);
	fake_keys(&w->app, keys);
}

#define OPEN    "<End><Enter>"
#define AGENDA  OPEN "<Enter>"
#define DISCUSS AGENDA "<Enter>"

static void begin(struct world *w, const char *keys)
{
	begin_in(w, keys, LANG_EN);
}

static void end(struct world *w)
{
	app_release(&w->app);
	fake_release(&w->fake);
}

static bool shows(const struct world *w, const char *text)
{
	struct canvas canvas;
	canvas_init(&canvas, w->app.rows, w->app.cols);
	app_draw(&w->app, &canvas);
	char *dump = canvas_dump(&canvas);
	bool found = strstr(dump, text) != NULL;
	if (!found)
		printf("no \"%s\" in:\n%s", text, dump);
	free(dump);
	canvas_release(&canvas);
	return found;
}

static void look(const char *name, const char *keys)
{
	struct fake fake;
	fake_init(&fake);
	add_workshop(&fake);
	fake.prepare = prepare;
	golden_show(&fake, name, keys);
	fake_release(&fake);
}

TEST(looks)
{
	look("reveal", AGENDA);
	look("reveal-bottom", AGENDA "<End>");
	look("discuss", DISCUSS);
	look("discuss-agreed", DISCUSS "3e話し合った<Tab>根拠がそろった<Esc>");
	look("discuss-notes", DISCUSS "3e話し合った<Tab>根拠がそろった<Esc><End>");
	look("discuss-open", DISCUSS "o");
	look("discuss-checklist", AGENDA "<End><Enter>12");
	look("second-ask", DISCUSS "s");
	look("second", DISCUSS "s2");
	look("second-closed", DISCUSS "s2<End><Enter>2<End>");
	look("results-workshop", OPEN "r");
	look("why-workshop", OPEN "r<Down><Enter>");
	look("actions", OPEN "ta研修を行う<Tab>企画課<Tab>令和9年3月31日<C-s>");
	look("actions-empty", OPEN "t");
	look("action", OPEN "ta研修を行う<Tab>企画課<Tab>");
	look("compare-pick", OPEN "v");
	look("compare", OPEN "v<Enter>");
	look("help-discuss", DISCUSS "?");
}

TEST(what_is_agreed_is_saved_scored_and_taken_back)
{
	struct world w;
	begin(&w, DISCUSS);
	size_t item = w.app.item;
	CHECK_INT(app_screen(&w.app), SCREEN_DISCUSS);
	fake_keys(&w.app, "2");
	CHECK_INT(w.fake.saves, 1);
	CHECK_INT(w.app.session.answers.at[item].options, 1u << 1);
	CHECK_INT(group_of(&w.app)->effective.at[item].options, 1u << 1);
	CHECK(group_of(&w.app)->items[item].agreed);
	fake_keys(&w.app, "2"); /* the same again changes nothing */
	CHECK_INT(w.fake.saves, 1);
	fake_keys(&w.app, "o");
	CHECK(group_of(&w.app)->items[item].left_open && !group_of(&w.app)->items[item].agreed);
	fake_keys(&w.app, "<Del>");
	CHECK_INT(w.app.session.answers.at[item].state, STATE_BLANK);
	CHECK_INT(w.fake.saves, 3);
	fake_keys(&w.app, "9"); /* no such option */
	CHECK_INT(w.fake.saves, 3);
	end(&w);
}

TEST(a_save_that_fails_is_told_and_stays)
{
	struct world w;
	begin(&w, DISCUSS);
	w.fake.fail_save = "the disk is full";
	fake_keys(&w.app, "2");
	CHECK(shows(&w, "Not saved."));
	CHECK(app_unsaved(&w.app));
	fake_keys(&w.app, "q"); /* asks */
	CHECK_INT(app_screen(&w.app), SCREEN_ASK);
	w.fake.fail_save = NULL;
	fake_keys(&w.app, "1");
	CHECK(!app_unsaved(&w.app));
	end(&w);
}

TEST(the_agenda_leads_through_the_questions)
{
	struct world w;
	begin(&w, AGENDA);
	size_t first = group_row_item(&w.app, 0), second = group_row_item(&w.app, 1);
	CHECK(group_of(&w.app)->agenda_count > 1);
	fake_keys(&w.app, "<Enter>");
	CHECK_INT(w.app.item, first);
	fake_keys(&w.app, "n");
	CHECK_INT(w.app.item, second);
	fake_keys(&w.app, "pp");
	CHECK_INT(w.app.item, first);
	CHECK(shows(&w, "first question"));
	fake_keys(&w.app, "g");
	CHECK_INT(app_screen(&w.app), SCREEN_REVEAL);
	CHECK(shows(&w, "40 minutes"));
	fake_keys(&w.app, "---------");
	CHECK(shows(&w, "10 minutes"));
	fake_keys(&w.app, "+");
	CHECK(shows(&w, "20 minutes"));
	CHECK_INT(w.fake.minutes, 20); /* kept, not only shown */
	end(&w);
}

TEST(a_count_down_shows_and_never_interrupts)
{
	struct world w;
	bool runs;
	begin(&w, DISCUSS);
	(void)group_seconds_left(&w.app, &runs);
	CHECK(!runs);
	fake_keys(&w.app, "t");
	CHECK(shows(&w, "10:00 left"));
	w.app.group_ui.timer_from -= 90;
	CHECK(shows(&w, "8:30 left"));
	w.app.group_ui.timer_from -= 600;
	CHECK(shows(&w, "Time is up (+1:30)"));
	CHECK_INT(app_screen(&w.app), SCREEN_DISCUSS);
	fake_keys(&w.app, "t");
	(void)group_seconds_left(&w.app, &runs);
	CHECK(!runs);
	fake_keys(&w.app, "tg<Down><Enter>"); /* another question, by way of the list */
	(void)group_seconds_left(&w.app, &runs);
	CHECK(!runs);
	end(&w);
}

TEST(a_second_round_is_private_and_shows_what_moved)
{
	struct world w;
	begin(&w, DISCUSS "s2");
	size_t item = w.app.item;
	CHECK_INT(app_screen(&w.app), SCREEN_SECOND);
	fake_keys(&w.app, "<Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_HANDOVER);
	fake_keys(&w.app, "<Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_QUESTION);
	CHECK(w.app.session.turn && w.app.session.second);
	fake_keys(&w.app, "r"); /* nothing else is asked, and nobody else is seen */
	CHECK_INT(app_screen(&w.app), SCREEN_QUESTION);
	fake_keys(&w.app, "3<Enter>");
	CHECK(!w.app.session.turn);
	CHECK_INT(app_screen(&w.app), SCREEN_HANDOVER);
	fake_keys(&w.app, "<Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_SECOND);
	CHECK_INT(w.app.item, item);
	fake_keys(&w.app, "<End><Enter><Esc>");
	CHECK_INT(w.fake.second, SECOND_OPEN); /* asked first: it cannot be opened again */
	fake_keys(&w.app, "<Enter>2");
	CHECK_INT(app_screen(&w.app), SCREEN_DISCUSS);
	fake_keys(&w.app, "<End>");
	CHECK(shows(&w, "Answered again: 3"));
	w.fake.second = SECOND_NONE; /* of the next question there was none yet */
	fake_keys(&w.app, "ns2");
	CHECK_INT(app_screen(&w.app), SCREEN_SECOND);
	CHECK_INT(w.app.group_ui.second_focus, 0); /* not on the row that closes it */
	end(&w);
}

TEST(actions_are_added_changed_and_removed)
{
	struct world w;
	begin(&w, OPEN "ta<C-s>");
	CHECK(shows(&w, "Say what is to be done."));
	fake_keys(&w.app, "train staff<Tab><Tab>soon<C-s>");
	CHECK_INT(app_screen(&w.app), SCREEN_ACTION); /* no such date */
	for (int i = 0; i < 4; i++)
		fake_keys(&w.app, "<BS>");
	fake_keys(&w.app, "2027-03-31<Tab><Space><C-s>");
	CHECK_INT(app_screen(&w.app), SCREEN_ACTIONS);
	CHECK_INT(w.fake.actions.count, 1);
	CHECK_STR(w.fake.actions.list[0].due, "2027-03-31");
	CHECK_INT(w.fake.actions.list[0].state, ACTION_DOING);
	CHECK(shows(&w, "31 March 2027"));
	fake_keys(&w.app, "h");
	CHECK_INT(w.fake.actions.count, 2);
	fake_keys(&w.app, "<Home>D2");
	CHECK_INT(w.fake.actions.count, 1);
	end(&w);
	begin(&w, DISCUSS "atalk again<C-s>");
	CHECK_INT(app_screen(&w.app), SCREEN_DISCUSS);
	CHECK(w.fake.actions.count == 1 && strchr(w.fake.actions.list[0].question, '/'));
	end(&w);
}

TEST(minutes_are_written_like_an_export)
{
	struct world w;
	begin(&w, OPEN "w");
	CHECK_INT(app_screen(&w.app), SCREEN_EXPORT);
	CHECK(shows(&w, "Minutes"));
	fake_keys(&w.app, "<C-s>");
	CHECK(shows(&w, "The minutes are written"));
	end(&w);
}

/* Whatever is pressed, it draws in any size and never leaves the stack. */
TEST(any_keys)
{
	static const char *const keys[] = {
		"<Enter>", "<Esc>", "<Up>", "<Down>", "<Tab>", "<Del>", "<BS>", "n", "p",       "g",
		"r",       "t",     "a",    "o",      "e",     "s",     "1",    "2", "3",       "9",
		"w",       "v",     "c",    "h",      "q",     "<F1>",  "?",    "L", "<Space>", "<End>",
		"<Home>",  "<C-s>", "-",    "+",      "x",     "m",     "u",    "d", "D"};
	uint64_t seed = 5;
	struct world w;
	begin(&w, OPEN);
	for (int i = 0; i < (getenv("TENKEN_TEST_QUICK") ? 200 : 4000) && !check_failures; i++) {
		seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
		fake_keys(&w.app, keys[(seed >> 33) % (sizeof keys / sizeof *keys)]);
		if (app_screen(&w.app) == SCREEN_HOME || w.app.quit) {
			w.app.quit = false;
			fake_keys(&w.app, OPEN);
		}
		CHECK(w.app.depth >= 1 && w.app.depth <= STACK_MAX);
		w.app.rows = i % 3 ? 24 : 16;
		w.app.cols = i % 3 ? 80 : 60;
		struct canvas canvas;
		canvas_init(&canvas, w.app.rows, w.app.cols);
		app_draw(&w.app, &canvas);
		canvas_release(&canvas);
	}
	end(&w);
}

static const struct check_test ALL[] = {
	RUN(looks),
	RUN(what_is_agreed_is_saved_scored_and_taken_back),
	RUN(a_save_that_fails_is_told_and_stays),
	RUN(the_agenda_leads_through_the_questions),
	RUN(a_count_down_shows_and_never_interrupts),
	RUN(a_second_round_is_private_and_shows_what_moved),
	RUN(actions_are_added_changed_and_removed),
	RUN(minutes_are_written_like_an_export),
	RUN(any_keys),
};

int main(void)
{
	if (!sys_utf8_locale())
		return 1;
	return check_run(ALL, sizeof ALL / sizeof *ALL);
}
