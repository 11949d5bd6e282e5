/* SPDX-License-Identifier: MIT */
/* The side of a workshop before the reveal: how its screens look, and what keys do to it. */
#include "check.h"
#include "fake_port.h"
#include "golden.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_workshop(struct fake *fake, bool revealed)
{
	const struct assessment a = {
		.id = (char *)(uintptr_t) "w",
		.title = (char *)(uintptr_t) "ワークショップ 令和8年11月22日",
		.municipality = (char *)(uintptr_t) "A市",
		.updated_at = (char *)(uintptr_t) "2026-11-20T01:02:03Z",
		.answered = 3,
		.asked = 9,
		.workshop = true,
		.revealed = revealed,
		.minutes = 40,
	};
	assessment_copy(&fake->saved[fake->saved_count++], &a);
}

static void add_nine(struct fake *fake)
{
	static const struct {
		const char *department, *role;
	} who[] = {{"information", "manager"}, {"information", "staff"}, {"policy", "staff"},
		   {"policy", "staff"},        {"policy", "manager"},    {"industry", "staff"},
		   {"industry", "staff"},      {"industry", "manager"},  {"", "outside"}};
	for (size_t i = 0; i < sizeof who / sizeof *who; i++) {
		char alias[16];
		snprintf(alias, sizeof alias, "%zu番", i + 1);
		fake_person(fake, alias, who[i].department, who[i].role, i < 3 ? 2 : i == 3);
	}
}

static void prepare_nine(struct fake *fake)
{
	fake_workshop_release(fake);
	add_nine(fake);
}

struct world {
	struct fake fake;
	struct app app;
};

static void begin_as(struct world *w, const char *keys, bool revealed)
{
	fake_init(&w->fake);
	add_workshop(&w->fake, revealed);
	add_nine(&w->fake);
	app_init(&w->app, &w->fake.port, LANG_EN, 24, 80);
	app_start(&w->app);
	fake_keys(&w->app, keys);
}

#define OPEN "<End><Enter>"

static void begin(struct world *w, const char *keys)
{
	begin_as(w, keys, false);
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
	bool there = strstr(dump, text) != NULL;
	free(dump);
	canvas_release(&canvas);
	return there;
}

/* ---- how they look ---- */

#define BEGIN             \
	struct fake fake; \
	fake_init(&fake); \
	add_workshop(&fake, false)
#define END fake_release(&fake)

TEST(looks_home_and_setup)
{
	BEGIN;
	golden_show(&fake, "workshop-home", "<Down><Down>");
	golden_show(&fake, "workshop-setup", "<Down><Down><Enter><Tab><Tab><Tab><Tab><Tab><Tab>");
	golden_show(&fake, "workshop-setup-anonymous",
		    "<Down><Down><Enter><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Right>");
	golden_show(&fake, "workshop-setup-minutes",
		    "<Down><Down><Enter><Tab><Tab><Tab><Tab><Tab><Tab><Tab><Tab><BS><BS>x<C-s>");
	END;
}

TEST(looks_people)
{
	BEGIN;
	golden_show(&fake, "workshop-empty", OPEN);
	fake.prepare = prepare_nine;
	golden_show(&fake, "workshop-people", OPEN);
	golden_show(&fake, "workshop-sealed", OPEN "r");
	golden_show(&fake, "workshop-kana", OPEN "か");
	golden_show(&fake, "workshop-remove", OPEN "D");
	golden_show(&fake, "workshop-reveal", OPEN "o");
	golden_show(&fake, "workshop-revealed", OPEN "o2");
	golden_show(&fake, "workshop-person", OPEN "a");
	golden_show(&fake, "workshop-person-few", OPEN "a<Tab><Right><Right><Right><Right><Tab><Tab>");
	golden_show(&fake, "workshop-person-same", OPEN "a<C-u><BS><BS><BS><BS><BS><BS>3番<C-s>");
	golden_show(&fake, "workshop-help", OPEN "?");
	END;
}

TEST(looks_turn)
{
	BEGIN;
	fake.prepare = prepare_nine;
	golden_show(&fake, "workshop-handover", OPEN "<Down><Enter>");
	golden_show(&fake, "workshop-turn", OPEN "<Down><Enter><Enter>2");
	golden_show(&fake, "workshop-hand-in", OPEN "<Down><Enter><Enter>h");
	golden_show(&fake, "workshop-handed-in", OPEN "<Down><Enter><Enter>3h2");
	fake.contested = 0;
	golden_show(&fake, "workshop-contested", OPEN "<Down><Down><Enter><Enter>");
	golden_show(&fake, "workshop-contested-list", OPEN "<Down><Down><Enter><Enter>g");
	fake.contested = ITEM_NONE;
	golden_show(&fake, "workshop-later", OPEN "<Down><Down><Enter><Enter>2q");
	END;
}

TEST(looks_entry)
{
	BEGIN;
	fake.prepare = prepare_nine;
	golden_show(&fake, "workshop-entry", OPEN "<Down>i");
	golden_show(&fake, "workshop-entry-help", OPEN "<Down>i?");
	golden_show(&fake, "workshop-entry-middle", OPEN "<Down>i2305123<Enter>9");
	END;
}

/* ---- what keys do ---- */

TEST(a_turn_is_private_and_seals)
{
	struct world w;
	begin(&w, OPEN);
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	CHECK_INT(w.app.workshop_ui.focus, 3); /* the first who has not handed in */
	fake_keys(&w.app, "<Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_HANDOVER);
	CHECK(!w.app.session.turn);
	fake_keys(&w.app, "<Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_QUESTION);
	CHECK(w.app.session.turn);
	CHECK(shows(&w, "4番"));
	fake_keys(&w.app, "3rc"); /* no results, no export */
	CHECK_INT(app_screen(&w.app), SCREEN_QUESTION);
	fake_keys(&w.app, "gr");
	CHECK_INT(app_screen(&w.app), SCREEN_OVERVIEW);
	fake_keys(&w.app, "h");
	CHECK_INT(app_screen(&w.app), SCREEN_ASK);
	CHECK(shows(&w, "still blank"));
	fake_keys(&w.app, "2");
	CHECK_INT(app_screen(&w.app), SCREEN_HANDOVER);
	CHECK(!w.app.session.turn && w.app.session.assessment.workshop);
	CHECK(*w.fake.people.list[3].handed_in_at);
	fake_keys(&w.app, "<Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	CHECK_INT(w.app.workshop_ui.focus, 4);
	fake_keys(&w.app, "<Up><Enter>eDi"); /* sealed: nothing begins, changes or goes */
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	end(&w);
}

TEST(a_turn_can_be_left_and_taken_up)
{
	struct world w;
	begin(&w, OPEN "<Enter><Enter>3nq");
	CHECK_INT(app_screen(&w.app), SCREEN_HANDOVER);
	CHECK(!*w.fake.people.list[3].handed_in_at);
	CHECK_INT(w.fake.turns[3].at[0].options, 1 << 2);
	fake_keys(&w.app, "<Enter>q<End><Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	fake_keys(&w.app, "<Enter><Enter>");
	CHECK(w.app.session.turn);
	CHECK_INT(w.app.session.answers.at[0].options, 1 << 2);
	struct event gone = {.kind = EVENT_LEAVE};
	app_event(&w.app, &gone);
	CHECK(w.app.quit);
	end(&w);
}

TEST(a_failed_save_keeps_the_turn)
{
	struct world w;
	begin(&w, OPEN "<Enter><Enter>");
	w.fake.fail_save = "disk full";
	fake_keys(&w.app, "3h2");
	CHECK(w.app.session.turn && !*w.fake.people.list[3].handed_in_at);
	fake_keys(&w.app, "<Esc>q");
	CHECK_INT(app_screen(&w.app), SCREEN_ASK);
	CHECK(!shows(&w, "elsewhere")); /* no export of a turn */
	w.fake.fail_save = NULL;
	fake_keys(&w.app, "1");
	CHECK_INT(w.fake.turns[3].at[0].options, 1 << 2);
	CHECK(w.app.session.turn);
	end(&w);
}

TEST(the_seal_holds_from_every_screen)
{
	static const char *const keys[] = {OPEN "r", OPEN "g", OPEN "c", "<End>r", "<End>c"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct world w;
		begin(&w, keys[i]);
		CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
		CHECK(shows(&w, "seen by nobody before the reveal"));
		for (int id = SCREEN_HOME; id < SCREEN_COUNT; id++) {
			static const bool open[SCREEN_COUNT] = {
				[SCREEN_HOME] = true,     [SCREEN_SETUP] = true,    [SCREEN_ASK] = true,
				[SCREEN_HELP] = true,     [SCREEN_WORKSHOP] = true, [SCREEN_PERSON] = true,
				[SCREEN_HANDOVER] = true, [SCREEN_SEARCH] = true};
			int shown = id;
			CHECK_INT(workshop_admits(&w.app, &shown), open[id]);
		}
		app_perform(&w.app, EFFECT(UNDO));
		app_perform(&w.app, EFFECT(EXPORT));
		CHECK_STR(w.fake.exported, "");
		end(&w);
	}
}

TEST(a_second_round_asks_one_question)
{
	struct world w;
	begin_as(&w, OPEN, true);
	workshop_begin_turn(&w.app, "p0", 2);
	CHECK_INT(app_screen(&w.app), SCREEN_HANDOVER);
	fake_keys(&w.app, "<Enter>");
	CHECK(w.app.session.second);
	CHECK_INT(w.app.item, 2);
	fake_keys(&w.app, "pgurh");
	CHECK_INT(app_screen(&w.app), SCREEN_QUESTION);
	CHECK_INT(w.app.item, 2);
	size_t saves = w.fake.saves;
	fake_keys(&w.app, "<Down><Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_HANDOVER);
	CHECK_INT(w.fake.saves, saves + 1);
	CHECK(!w.app.session.turn);
	fake_keys(&w.app, "<Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	end(&w);
}

TEST(people_are_added_changed_removed)
{
	struct world w;
	begin(&w, OPEN "a<Tab><Right><F10>");
	CHECK_INT(w.fake.people.count, 10);
	CHECK_STR(w.fake.people.list[9].alias, "No. 10");
	CHECK_STR(w.fake.people.list[9].department, "information");
	CHECK_STR(w.fake.people.list[9].role, "staff");
	fake_keys(&w.app, "e<Tab><Tab><Tab><Right><Enter><Enter>");
	CHECK(w.fake.people.list[9].consents);
	fake_keys(&w.app, "e<BS><BS><BS><BS><BS><BS>１番<F10>");
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	fake_keys(&w.app, "e<BS><BS>3番<F10>"); /* somebody's */
	CHECK_INT(app_screen(&w.app), SCREEN_PERSON);
	CHECK(shows(&w, "Somebody has this alias"));
	fake_keys(&w.app, "<BS><BS>\u3000 <F10>");
	CHECK(shows(&w, "Please give an alias"));
	fake_keys(&w.app, "<Esc>D2");
	CHECK_INT(w.fake.people.count, 9);
	end(&w);
}

TEST(a_sheet_is_typed_in_digits)
{
	struct world w;
	begin(&w, OPEN "i");
	CHECK_INT(app_screen(&w.app), SCREEN_ENTRY);
	size_t count = w.app.session.instrument.count;
	CHECK(count >= 11);
	fake_keys(&w.app, "２ 0<BS>0"); /* full-width, blank, do not know, cleared, do not know again */
	CHECK_INT(w.app.session.answers.at[0].options, 1 << 1);
	CHECK_INT(w.app.session.answers.at[1].state, STATE_BLANK);
	CHECK_INT(w.app.session.answers.at[2].state, STATE_UNKNOWN);
	for (int i = 0; i < 40 && w.app.item != ITEM_NONE; i++)
		fake_keys(&w.app,
			  w.app.session.instrument.items[w.app.item].question->type == QUESTION_CHECKLIST
				  ? "12<Enter>"
				  : "1");
	CHECK(w.app.item == ITEM_NONE);
	fake_keys(&w.app, "<Enter>");
	CHECK_INT(app_screen(&w.app), SCREEN_ASK);
	CHECK(shows(&w, "still blank: 1"));
	fake_keys(&w.app, "2");
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	CHECK(*w.fake.people.list[3].handed_in_at);
	CHECK_INT(w.app.workshop_ui.focus, 4);
	fake_keys(&w.app, "i3q");
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	CHECK(w.fake.people.list[4].begun && !*w.fake.people.list[4].handed_in_at);
	end(&w);
}

TEST(choosing_again_settles_two_versions)
{
	struct world w;
	begin(&w, OPEN "<Enter><Enter>3q<Enter>");
	w.fake.contested = 0;
	fake_keys(&w.app, "<Enter><Enter>p");
	CHECK(w.app.session.items[0].contested);
	app_goto(&w.app, 0);
	size_t saves = w.fake.saves;
	fake_keys(&w.app, "3");
	CHECK_INT(w.fake.saves, saves + 1);
	CHECK(!w.app.session.items[0].contested);
	end(&w);
}

TEST(a_workshop_is_set_up)
{
	struct world w;
	begin(&w, "<Home><Down><Down><Enter>");
	CHECK(w.app.setup.workshop);
	fake_keys(&w.app, "<Tab><Tab><Tab><Tab><Tab><Tab>");
	CHECK_INT(w.app.setup.focus, FIELD_MODE);
	fake_keys(&w.app, "<Tab><Right><Tab><BS><BS>９０<F10>");
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	CHECK(w.app.session.assessment.workshop && w.app.session.assessment.anonymous);
	CHECK_INT(w.app.session.assessment.minutes, 90);
	CHECK_STR(w.app.session.assessment.alias, "");
	end(&w);
}

TEST(settings_change_the_minutes_and_not_the_way_of_working)
{
	struct world w;
	begin(&w, "<End>e<Tab><Tab><Tab><Tab><Tab><Tab>");
	CHECK_INT(app_screen(&w.app), SCREEN_SETUP);
	CHECK_INT(w.app.setup.focus, FIELD_MINUTES);
	fake_keys(&w.app, "<BS><BS>25<F10>");
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	CHECK_INT(w.app.session.assessment.minutes, 25);
	CHECK(w.app.session.assessment.workshop);
	end(&w);
}

TEST(nobody_handed_in_is_no_reveal)
{
	struct world w;
	fake_init(&w.fake);
	add_workshop(&w.fake, false);
	fake_person(&w.fake, "1番", "policy", "staff", 1);
	app_init(&w.app, &w.fake.port, LANG_EN, 24, 80);
	app_start(&w.app);
	fake_keys(&w.app, OPEN "o");
	CHECK_INT(app_screen(&w.app), SCREEN_WORKSHOP);
	CHECK(!w.app.session.assessment.revealed);
	end(&w);
}

/* A turn and the group's own session never show each other's screens. */
static bool fits(const struct app *app)
{
	static const bool turn[SCREEN_COUNT] = {
		[SCREEN_QUESTION] = true, [SCREEN_OVERVIEW] = true, [SCREEN_NOTE] = true,
		[SCREEN_REASON] = true,   [SCREEN_ENTRY] = true,    [SCREEN_ASK] = true,
		[SCREEN_HELP] = true};
	static const bool group[SCREEN_COUNT] = {
		[SCREEN_WORKSHOP] = true, [SCREEN_PERSON] = true, [SCREEN_HANDOVER] = true,
		[SCREEN_SETUP] = true,    [SCREEN_ASK] = true,    [SCREEN_HELP] = true};
	if (app->session.turn)
		return turn[app_screen(app)] && session_is_open(&app->workshop_ui.group);
	return !session_is_open(&app->workshop_ui.group) &&
	       (!workshop_is_group(app) || group[app_screen(app)]);
}

TEST(whatever_is_pressed_the_seal_holds)
{
	static const char *const keys[] = {
		"<Enter>", "<Enter>", "<Enter>", "<Esc>", "<Up>",  "<Down>", "<Left>", "<Right>", "<BS>",
		"<Tab>",   "1",       "2",       "3",     "0",     "a",      "i",      "e",       "D",
		"h",       "h",       "g",       "r",     "c",     "u",      "n",      "p",       "m",
		"d",       "x",       "?",       "L",     "<F10>", "<C-s>",  "<End>",  "q",       "<Space>"};
	uint32_t random = 1;
	for (int round = 0; round < 12; round++) {
		struct world w;
		begin(&w, OPEN);
		for (int i = 0; i < 400 && !w.app.quit; i++) {
			random = random * 1664525u + 1013904223u;
			fake_keys(&w.app, keys[(random >> 16) % (sizeof keys / sizeof *keys)]);
			if (!fits(&w.app)) {
				printf("round %d, key %d: screen %d\n", round, i, (int)app_screen(&w.app));
				check_failures++;
				break;
			}
			shows(&w, "");
		}
		end(&w);
	}
}

static const struct check_test ALL[] = {
	RUN(looks_home_and_setup),
	RUN(looks_people),
	RUN(looks_turn),
	RUN(looks_entry),
	RUN(a_turn_is_private_and_seals),
	RUN(a_turn_can_be_left_and_taken_up),
	RUN(a_failed_save_keeps_the_turn),
	RUN(the_seal_holds_from_every_screen),
	RUN(a_second_round_asks_one_question),
	RUN(people_are_added_changed_removed),
	RUN(a_sheet_is_typed_in_digits),
	RUN(choosing_again_settles_two_versions),
	RUN(a_workshop_is_set_up),
	RUN(settings_change_the_minutes_and_not_the_way_of_working),
	RUN(nobody_handed_in_is_no_reveal),
	RUN(whatever_is_pressed_the_seal_holds),
};

int main(void)
{
	if (!sys_utf8_locale())
		return 1;
	return check_run(ALL, sizeof ALL / sizeof *ALL);
}
