/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include "base/text.h"
#include "model/words.h"

#include <string.h>

static bool not_in_turn(const struct app *app)
{
	return !app->session.turn;
}

static bool in_turn(const struct app *app)
{
	return app->session.turn;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"その設問へ", "go there"}, {"選んだ設問を開きます", "Open the question"}, NULL},
	{CMD_NEXT, {'n'}, "n", {"次の未回答", "next blank"}, {"次の未回答の設問へ移ります", "Move to the next blank question"}, NULL},
	{CMD_MARK, {'m'}, "m", {"あとで", "later"}, {"「あとで」の印を付ける、または外します", "Mark the question for later, or take the mark off"}, NULL},
	{CMD_RESULTS, {'r'}, "r", {"結果", "results"}, {"ここまでの結果を見ます", "See the results so far"}, not_in_turn},
	{CMD_HAND_IN, {'h'}, "h", {"提出", "hand in"}, {"自分の回答を提出します（確かめてから封をします）", "Hand in your answers; it asks first"}, in_turn},
	BIND_MOVE,
	{CMD_BACK, {K_ESCAPE, K_LEFT, 'p', 'g'}, "p", {"戻る", "back"}, {"設問へ戻ります（Esc、g、左矢印でも）", "Back to the question (also Esc, g or the left arrow)"}, NULL},
	{CMD_LEAVE, {'q'}, "q", {"中断", "leave"}, {"最初の画面へ戻ります。回答はすべて保存されています", "Leave for the first screen; all answers are saved"}, not_in_turn},
	{CMD_LEAVE, {'q'}, "q", {"続きは後で", "later"}, {"回答を保存してパソコンを返します。続きは後で答えられます", "Save and give the laptop back; you can go on later"}, in_turn},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

/* Rows are the items that are asked or may yet be; hidden ones take no part. */
static size_t shown_count(const struct app *app)
{
	size_t count = 0;
	for (size_t i = 0; i < app->session.instrument.count; i++)
		count += app->session.asked[i] != ASKED_NO;
	return count;
}

static size_t item_at(const struct app *app, size_t row)
{
	for (size_t i = 0; i < app->session.instrument.count; i++)
		if (app->session.asked[i] != ASKED_NO && row-- == 0)
			return i;
	return ITEM_NONE;
}

static size_t row_of(const struct app *app, size_t item)
{
	size_t row = 0;
	for (size_t i = 0; i < item && i < app->session.instrument.count; i++)
		row += app->session.asked[i] != ASKED_NO;
	return row;
}

static void enter(struct app *app)
{
	app->overview_focus = app->item == ITEM_NONE ? 0 : row_of(app, app->item);
}

static struct effect open_row(struct app *app)
{
	size_t item = item_at(app, app->overview_focus);
	if (item == ITEM_NONE || app->session.asked[item] != ASKED_YES) {
		return EFFECT(NONE); /* not asked yet: the question it depends on comes first */
	}
	app_push(app, SCREEN_QUESTION);
	app_goto(app, item);
	return EFFECT(NONE);
}

static void next_blank(struct app *app)
{
	size_t rows = shown_count(app);
	for (size_t step = 1; step <= rows; step++) {
		size_t row = (app->overview_focus + step) % rows, item = item_at(app, row);
		if (app->session.asked[item] == ASKED_YES &&
		    app->session.answers.at[item].state == STATE_BLANK) {
			app->overview_focus = row;
			return;
		}
	}
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	bool moved;
	size_t page = app->rows > 10 ? (size_t)app->rows - 8 : 4;
	app->overview_focus = focus_move(app->overview_focus, shown_count(app), page, command, &moved);
	if (moved)
		return EFFECT(NONE);
	switch (command) {
	case CMD_ENTER:
		return open_row(app);
	case CMD_NEXT:
		next_blank(app);
		return EFFECT(NONE);
	case CMD_MARK:
		return shown_count(app) ? effect_of(EFFECT_MARK, item_at(app, app->overview_focus))
					: EFFECT(NONE);
	case CMD_RESULTS:
		app_push(app, SCREEN_RESULTS);
		return EFFECT(NONE);
	case CMD_HAND_IN:
		workshop_ask_hand_in(app);
		return EFFECT(NONE);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	bool again = app->overview_focus == (size_t)hit;
	app->overview_focus = (size_t)hit;
	return again ? open_row(app) : EFFECT(NONE);
}

static const char *state_text(const struct app *app, size_t item)
{
	if (app->session.asked[item] == ASKED_PENDING)
		return TR(app->lang, "前の設問しだい", "depends");
	return tr_in(state_word(app->session.answers.at[item].state), app->lang);
}

static void layout_item(const struct app *app, struct view *view, size_t item, size_t row, size_t number)
{
	const int state = TR(app->lang, 14, 16);
	bool blank = app->session.answers.at[item].state == STATE_BLANK;
	bool focused = app->overview_focus == row;
	const char *text = tr_in(app->session.instrument.items[item].question->text, app->lang);
	const int room = view->cols - 7 - state - 1;
	/* The one in focus is shown whole, the others on one line. */
	size_t r = focused ? view_wrapped(view, 7, room, STYLE_NORMAL, text, (int)row)
			   : view_row(view, (int)row);
	if (!focused)
		view_span(view, r, 7, room, STYLE_NORMAL, text);
	const char *no = app->session.asked[item] == ASKED_YES ? view_format(view, "%2zu", number) : "  ";
	view_span(view, r, 2, 0, STYLE_NORMAL, no);
	const struct item_state *of = &app->session.items[item];
	view_span(view, r, 5, 0, of->contested ? STYLE_WARNING : STYLE_ACCENT,
		  of->contested ? "!"
		  : of->marked  ? "▸"
				: "");
	view_span(view, r, view->cols - state, state, blank ? STYLE_DIM : STYLE_ACCENT,
		  state_text(app, item));
	if (focused)
		view_focus(view, r);
}

static bool any_contested(const struct session *session)
{
	for (size_t i = 0; i < session->instrument.count; i++)
		if (session->asked[i] != ASKED_NO && session->items[i].contested)
			return true;
	return false;
}

static void layout(const struct app *app, struct view *view)
{
	const struct session *s = &app->session;
	struct flow_count tally = flow_tally(&s->instrument, &s->answers, s->asked);
	view_text(view, 0, STYLE_NORMAL,
		  view_format(view,
			      TR(app->lang, "回答済み %zu  わからない %zu  該当なし %zu  未回答 %zu",
				 "Answered %zu  Do not know %zu  Does not apply %zu  Blank %zu"),
			      tally.answered, tally.unknown, tally.not_applicable, tally.blank));
	if (any_contested(s))
		view_text(view, 0, STYLE_WARNING,
			  TR(app->lang, "! の設問には、別のパソコンでの回答がもう一つあります。",
			     "! marks questions with another answer, from another computer."));
	view_air(view);
	view_pin(view);
	size_t number = 0, row = 0;
	const char *before = NULL;
	for (size_t i = 0; i < s->instrument.count; i++) {
		if (s->asked[i] == ASKED_NO)
			continue;
		number += s->asked[i] == ASKED_YES;
		const char *section = tr_in(item_section_title(&s->instrument.items[i]), app->lang);
		if (!before || strcmp(before, section) != 0) {
			if (before)
				view_air(view);
			view_text(view, 0, STYLE_HEADING, section);
		}
		before = section;
		layout_item(app, view, i, row++, number);
	}
}

static const char *status(const struct app *app, struct view *view)
{
	const struct session *s = &app->session;
	struct flow_count tally = flow_tally(&s->instrument, &s->answers, s->asked);
	return view_format(view, TR(app->lang, "回答 %zu/%zu", "Answered %zu/%zu"),
			   tally.visible - tally.blank, tally.visible);
}

const struct screen screen_overview = {
	.title = {"設問の一覧", "All questions"},
	.bindings = BINDINGS,
	.enter = enter,
	.update = update,
	.click = click,
	.layout = layout,
	.status = status,
};
