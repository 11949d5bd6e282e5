/* SPDX-License-Identifier: MIT */
/* A paper sheet typed in: a row a question, digits and Enter alone. app.item is the row one is at; ITEM_NONE
 * is the last row, which hands in. */
#include "ui/app.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const struct question *question_at(const struct app *app, size_t item)
{
	return app->session.instrument.items[item].question;
}

static bool at_end(const struct app *app)
{
	return app->item == ITEM_NONE;
}

static bool at_question(const struct app *app)
{
	return !at_end(app);
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_DIGIT, {'1'}, "1-9", {"番号", "number"}, {"その番号の選択肢を選び、次の設問へ進みます。複数選ぶ設問では、選ぶ、または外します", "Choose the option of that number and go on; where several may be chosen, tick or untick it"}, at_question},
	{CMD_UNKNOWN, {'0', 'd'}, "0", {"わからない", "do not know"}, {"「把握していない、わからない」として次へ進みます", "Answer \"do not know\" and go on"}, at_question},
	{CMD_ENTER, {K_ENTER}, "Enter", {"次へ", "next"}, {"次の設問へ進みます", "On to the next question"}, at_question},
	{CMD_ENTER, {K_ENTER}, "Enter", {"提出", "hand in"}, {"この人の回答を提出します。確かめてから封をします", "Hand in; it asks first"}, at_end},
	{CMD_NEXT, {' '}, "Space", {"空欄", "skip"}, {"未回答のまま次へ進みます", "Leave it as it is and go on"}, at_question},
	{CMD_CLEAR, {K_BACKSPACE, K_LEFT, K_DELETE}, "BackSpace", {"消して戻る", "clear"}, {"今の回答を消します。未回答なら、前の設問へ戻って消します（左矢印でも）", "Clear this answer; where there is none, go back and clear the one before (also the left arrow)"}, NULL},
	{CMD_HAND_IN, {'h'}, "h", {NULL, NULL}, {"この人の回答を提出します", "Hand in"}, NULL},
	BIND_MOVE,
	{CMD_LEAVE, {'q', K_ESCAPE}, "q", {"中断", "leave"}, {"提出せずに戻ります。入力した回答は保存されています", "Go back without handing in; what was typed is saved"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

/* ---- update ---- */

static void step(struct app *app, bool forward)
{
	const struct session *s = &app->session;
	if (forward && !at_end(app)) {
		app_goto(app, flow_next(s->asked, s->instrument.count, app->item));
		return;
	}
	size_t from = at_end(app) ? s->instrument.count : app->item;
	size_t to = forward ? ITEM_NONE : flow_prev(s->asked, s->instrument.count, from);
	if (to != ITEM_NONE)
		app_goto(app, to);
}

static struct effect changed(struct app *app)
{
	app->session.items[app->item].unsaved = true;
	app->session.items[app->item].contested = false;
	session_update_flow(&app->session);
	return EFFECT(CHANGED);
}

static struct effect set_state(struct app *app, enum answer_state state)
{
	struct answer *answer = &app->session.answers.at[app->item];
	if (answer->state == state)
		return EFFECT(NONE);
	answer_set_state(answer, state);
	return changed(app);
}

static struct effect digit(struct app *app, size_t option)
{
	const struct question *question = question_at(app, app->item);
	struct answer *answer = &app->session.answers.at[app->item];
	bool several = question->type == QUESTION_CHECKLIST;
	size_t rows = question->option_count + several;
	if (option >= rows) {
		struct strbuf text = {0};
		strbuf_addf(&text,
			    TR(app->lang, "この設問の番号は、1から%zuまでです。わからないときは0です。",
			       "The numbers of this question are 1 to %zu, or 0 for \"do not know\"."),
			    rows);
		app_notice(app, STYLE_WARNING, strbuf_detach(&text));
		return EFFECT(NONE);
	}
	bool same = !several && answer->state == STATE_ANSWERED && answer->options == UINT32_C(1) << option &&
		    !app->session.items[app->item].contested;
	struct effect effect = EFFECT(NONE);
	if (!same) {
		answer_choose(question, answer, option);
		effect = changed(app);
	}
	if (!several)
		step(app, true);
	return effect;
}

static struct effect clear(struct app *app)
{
	if (at_end(app) || app->session.answers.at[app->item].state == STATE_BLANK)
		step(app, false);
	return at_end(app) ? EFFECT(NONE) : set_state(app, STATE_BLANK);
}

/* Up and down over the questions that are asked; the last row hands in. */
static bool move_row(struct app *app, enum command command)
{
	const struct session *s = &app->session;
	switch (command) {
	case CMD_UP:
		step(app, false);
		return true;
	case CMD_DOWN:
		step(app, true);
		return true;
	case CMD_FIRST:
	case CMD_PAGE_UP:
		app_goto(app, flow_first(s->asked, s->instrument.count));
		return true;
	case CMD_LAST:
	case CMD_PAGE_DOWN:
		app_goto(app, ITEM_NONE);
		return true;
	default:
		return false;
	}
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	uint32_t key = event->kind == EVENT_KEY ? text_narrow_cp(event->key) : 0;
	if (key >= '1' && key <= '9')
		return at_end(app) ? EFFECT(NONE) : digit(app, key - '1');
	if (move_row(app, command))
		return EFFECT(NONE);
	struct effect effect;
	switch (command) {
	case CMD_UNKNOWN:
		effect = set_state(app, STATE_UNKNOWN);
		step(app, true);
		return effect;
	case CMD_ENTER:
		if (at_end(app))
			workshop_ask_hand_in(app);
		else
			step(app, true);
		return EFFECT(NONE);
	case CMD_NEXT:
		step(app, true);
		return EFFECT(NONE);
	case CMD_CLEAR:
		return clear(app);
	case CMD_HAND_IN:
		workshop_ask_hand_in(app);
		return EFFECT(NONE);
	case CMD_LEAVE:
		return EFFECT(TURN_END);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	size_t item = (size_t)hit;
	if (item >= app->session.instrument.count) {
		app_goto(app, ITEM_NONE);
		workshop_ask_hand_in(app);
	} else if (app->session.asked[item] == ASKED_YES) {
		app_goto(app, item);
	}
	return EFFECT(NONE);
}

/* ---- layout ---- */

enum { CELL = 12, NUMBER_COL = 2, TEXT_COL = 6 };

/* As on paper: the numbers chosen, 0 for "do not know". */
static const char *cell(const struct app *app, struct view *view, size_t item)
{
	const struct question *question = question_at(app, item);
	const struct answer *answer = &app->session.answers.at[item];
	if (answer->state == STATE_BLANK)
		return "";
	if (answer->state == STATE_UNKNOWN)
		return "0";
	if (answer->state == STATE_NA)
		return "x";
	if (answer->options == OPTIONS_NONE)
		return view_format(view, "%zu", question->option_count + 1);
	struct strbuf text = {0};
	for (size_t i = 0; i < question->option_count; i++)
		if (answer->options & UINT32_C(1) << i)
			strbuf_addf(&text, "%s%zu", text.len && question->option_count > 9 ? "," : "", i + 1);
	return view_take(view, strbuf_detach(&text));
}

static void layout_item(const struct app *app, struct view *view, size_t item)
{
	const struct question *question = question_at(app, item);
	bool focused = app->item == item, asked = app->session.asked[item] == ASKED_YES;
	enum style style = asked ? STYLE_NORMAL : STYLE_DIM;
	const char *text = tr_in(question->text, app->lang);
	int room = view->cols - TEXT_COL - CELL - 1;
	/* The one in focus is shown whole, the others on one line. */
	size_t row = focused ? view_wrapped(view, TEXT_COL, room, style, text, (int)item)
			     : view_row(view, (int)item);
	if (!focused)
		view_span(view, row, TEXT_COL, room, style, text);
	view_span(view, row, NUMBER_COL, 0, style, view_format(view, "%2zu", item + 1));
	int col = view->cols - CELL;
	if (focused)
		view_focus(view, row);
	if (asked)
		view_span(view, row, col, CELL, STYLE_FIELD,
			  view_format(view, "%-*s", CELL, cell(app, view, item)));
	else
		view_span(view, row, col, CELL, STYLE_DIM, TR(app->lang, "お聞きしない", "not asked"));
	if (!focused)
		return;
	view_caret(view, row, col + text_columns(cell(app, view, item)));
	bool several = question->type == QUESTION_CHECKLIST;
	size_t count = question->option_count + several;
	view_text(view, TEXT_COL, STYLE_DIM,
		  several ? view_format(view,
					TR(app->lang,
					   "1から%zu、いくつでも（%zu：あてはまるものはない）。Enter で次へ",
					   "1 to %zu, any number of them (%zu: none of these), then Enter"),
					count, count)
			  : view_format(view, TR(app->lang, "1から%zuのうち一つ", "One of 1 to %zu"), count));
}

static void layout(const struct app *app, struct view *view)
{
	const struct session *s = &app->session;
	view_text(view, 0, STYLE_NORMAL,
		  view_format(view, TR(app->lang, "%sさんの紙の回答", "The paper sheet of %s"),
			      s->assessment.alias));
	view_text(view, 0, STYLE_DIM,
		  TR(app->lang, "0：わからない、Space：空欄、BackSpace：消して戻る",
		     "0: do not know, Space: blank, BackSpace: clear, go back"));
	view_air(view);
	view_pin(view);
	for (size_t i = 0; i < s->instrument.count; i++)
		layout_item(app, view, i);
	view_air(view);
	size_t row = view_item(view, 0, NULL, 2, STYLE_HEADING,
			       TR(app->lang, "［ 提出する ］", "[ Hand in ]"), (int)s->instrument.count);
	if (at_end(app)) {
		view_focus(view, row);
		view_caret(view, row, 2);
	}
}

static const char *status(const struct app *app, struct view *view)
{
	const struct session *s = &app->session;
	struct flow_count tally = flow_tally(&s->instrument, &s->answers, s->asked);
	return view_format(view, TR(app->lang, "回答 %zu/%zu", "Answered %zu/%zu"),
			   tally.visible - tally.blank, tally.visible);
}

const struct screen screen_entry = {
	.title = {"紙から入力", "From paper"},
	.bindings = BINDINGS,
	.update = update,
	.click = click,
	.layout = layout,
	.status = status,
};
