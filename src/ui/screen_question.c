/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include "base/alloc.h"
#include "base/text.h"
#include "model/words.h"
#include "ui/bar.h"

#include <stdlib.h>
#include <string.h>

/* The rows one can be on: the options, in a checklist "none of these", then "do not know", then "does not
 * apply". */

static const struct question *question_of(const struct app *app)
{
	return app->session.instrument.items[app->item].question;
}

static struct answer *answer_of(const struct app *app)
{
	return &app->session.answers.at[app->item];
}

static bool is_checklist(const struct app *app)
{
	return question_of(app)->type == QUESTION_CHECKLIST;
}

static size_t option_rows(const struct app *app)
{
	return question_of(app)->option_count + (is_checklist(app) ? 1 : 0);
}

static size_t row_count(const struct app *app)
{
	return option_rows(app) + 1 + (question_of(app)->may_be_na ? 1 : 0);
}

static bool may_be_na(const struct app *app)
{
	return question_of(app)->may_be_na;
}

/* Would Enter change the answer? */
static bool enter_chooses(const struct app *app)
{
	return app->focus != SIZE_MAX && (!is_checklist(app) || app->focus >= option_rows(app));
}

static bool enter_goes_on(const struct app *app)
{
	return !enter_chooses(app);
}

static bool is_choice(const struct app *app)
{
	return !is_checklist(app);
}

/* Somebody's turn in a workshop; of a second round there is one question only. */
static bool not_in_turn(const struct app *app)
{
	return !app->session.turn;
}

static bool not_in_second(const struct app *app)
{
	return !app->session.second;
}

static bool can_hand_in(const struct app *app)
{
	return app->session.turn && !app->session.second;
}

static bool in_turn(const struct app *app)
{
	return app->session.turn;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER}, "Enter", {"決定して次へ", "choose, go on"}, {"今の行を選び、次の設問へ進みます", "Choose this row and go on to the next question"}, enter_chooses},
	{CMD_ENTER, {K_ENTER}, "Enter", {"次へ", "next"}, {"そのまま次の設問へ進みます（未回答は未回答のまま）", "Go on to the next question; what is blank stays blank"}, enter_goes_on},
	{CMD_CHOOSE, {' '}, "Space", {NULL, NULL}, {"今の行を選びます", "Choose this row"}, is_choice},
	{CMD_CHOOSE, {' '}, "Space", {"選ぶ／外す", "tick"}, {"今の行を選ぶ、または外します", "Tick or untick this row"}, is_checklist},
	{CMD_DIGIT, {'1'}, "1-9", {NULL, NULL}, {"その番号の選択肢を選びます", "Choose the option of that number"}, NULL},
	{CMD_PREV, {K_LEFT, 'p'}, "p", {"戻る", "back"}, {"前の設問へ戻ります（左矢印でも）", "Back to the question before (also the left arrow)"}, NULL},
	{CMD_HAND_IN, {'h'}, "h", {"提出", "hand in"}, {"ワークショップで、自分の回答を提出します（確かめてから封をします）", "In a workshop: hand in your answers; it asks first"}, can_hand_in},
	{CMD_NEXT, {K_RIGHT, 'n'}, "n", {NULL, NULL}, {"回答を変えずに次の設問へ進みます（右矢印でも）", "Next question, answer unchanged (also the right arrow)"}, NULL},
	{CMD_UNKNOWN, {'d'}, "d", {NULL, NULL}, {"「把握していない、わからない」と答えます", "Answer that you do not know"}, NULL},
	{CMD_NA, {'x'}, "x", {NULL, NULL}, {"「該当なし」と答え、理由を書きます", "Answer that it does not apply, with a reason"}, may_be_na},
	{CMD_CLEAR, {K_DELETE, K_BACKSPACE}, "Delete", {NULL, NULL}, {"回答を消して未回答に戻します（メモは残ります）", "Clear the answer; notes stay"}, NULL},
	{CMD_NOTE, {'e'}, "e", {"メモ", "note"}, {"メモと根拠を書きます", "Write a note and the evidence"}, NULL},
	{CMD_MARK, {'m'}, "m", {"あとで", "later"}, {"「あとで」の印を付ける、または外します", "Mark the question for later, or take the mark off"}, NULL},
	{CMD_OVERVIEW, {'g'}, "g", {"一覧", "list"}, {"すべての設問の一覧を開きます", "Open the list of all questions"}, not_in_second},
	{CMD_UNDO, {'u', K_CTRL + 'u'}, "u", {"取り消し", "undo"}, {"直前の変更を取り消します（続けて押すと、さかのぼります）", "Undo the last change; again for the one before"}, not_in_second},
	{CMD_RESULTS, {'r'}, "r", {"結果", "results"}, {"ここまでの結果を見ます", "See the results so far"}, not_in_turn},
	BIND_MOVE,
	{CMD_LEAVE, {'q', K_ESCAPE}, "q", {"中断", "leave"}, {"最初の画面へ戻ります。回答はすべて保存されています", "Leave for the first screen; all answers are saved"}, not_in_turn},
	{CMD_LEAVE, {'q', K_ESCAPE}, "q", {"続きは後で", "later"}, {"ワークショップで、回答を保存してパソコンを返します。続きは後で答えられます", "In a workshop: save and give the laptop back; you can go on later"}, in_turn},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

/* ---- update ---- */

/* The end of a person's turn in a workshop: no results, the answers are handed in. */
static struct effect end_of_turn(struct app *app)
{
	if (app->session.second)
		return EFFECT(TURN_END);
	workshop_ask_hand_in(app);
	return EFFECT(NONE);
}

/* Where the last question lies behind one. */
static struct effect go_beyond(struct app *app)
{
	const struct session *s = &app->session;
	if (s->turn)
		return end_of_turn(app);
	if (flow_first_blank(&s->instrument, &s->answers, s->asked) == ITEM_NONE) {
		app_push(app, SCREEN_RESULTS);
		return EFFECT(NONE);
	}
	app_push(app, SCREEN_OVERVIEW);
	app_notice(app, STYLE_NOTICE,
		   xstrdup(TR(app->lang,
			      "最後の設問まで来ました。未回答の設問は、ここから選んで答えられます。r "
			      "で結果を見ます。",
			      "That was the last question. Pick any that is still blank, or press r for the "
			      "results.")));
	return EFFECT(NONE);
}

static struct effect go_on(struct app *app, bool forward)
{
	const struct session *s = &app->session;
	size_t to = s->second ? ITEM_NONE
		    : forward ? flow_next(s->asked, s->instrument.count, app->item)
			      : flow_prev(s->asked, s->instrument.count, app->item);
	if (to != ITEM_NONE) {
		app_goto(app, to);
		return EFFECT(NONE);
	}
	if (!forward) {
		app_notice(app, STYLE_NOTICE,
			   xstrdup(TR(app->lang, "最初の設問です。", "This is the first question.")));
		return EFFECT(NONE);
	}
	return go_beyond(app);
}

static struct effect changed(struct app *app)
{
	app->session.items[app->item].unsaved = true;
	app->session.items[app->item].contested = false; /* somebody has chosen */
	session_update_flow(&app->session);
	return EFFECT(CHANGED);
}

static bool is_contested(const struct app *app)
{
	return app->session.items[app->item].contested;
}

static struct effect set_state(struct app *app, enum answer_state state)
{
	if (answer_of(app)->state == state && !is_contested(app))
		return EFFECT(NONE);
	answer_set_state(answer_of(app), state);
	return changed(app);
}

/* Choose what stands on a row. Choosing again what is chosen changes nothing, so that the log tells of
 * changes. */
static struct effect choose_row(struct app *app, size_t row)
{
	app->focus = row;
	size_t options = option_rows(app);
	if (row == options)
		return set_state(app, STATE_UNKNOWN);
	if (row > options) {
		app_push(app, SCREEN_REASON);
		return EFFECT(NONE);
	}
	struct answer *answer = answer_of(app);
	if (!is_checklist(app) && answer->state == STATE_ANSWERED && answer->options == UINT32_C(1) << row &&
	    !is_contested(app))
		return EFFECT(NONE);
	answer_choose(question_of(app), answer, row);
	return changed(app);
}

static struct effect enter_row(struct app *app)
{
	if (!enter_chooses(app))
		return go_on(app, true);
	bool na = app->focus > option_rows(app);
	struct effect effect = choose_row(app, app->focus);
	if (na)
		return effect;
	/* Leaving the turn saves as well. */
	struct effect on = go_on(app, true);
	return on.kind == EFFECT_NONE ? effect : on;
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	if (app->item == ITEM_NONE)
		return EFFECT(PASS);
	uint32_t key = event->kind == EVENT_KEY ? text_narrow_cp(event->key) : 0;
	if (key >= '1' && key <= '9')
		return key - '1' < option_rows(app) ? choose_row(app, key - '1') : EFFECT(NONE);
	bool moved;
	size_t page = 5;
	app->focus = focus_move(app->focus, row_count(app), page, command, &moved);
	if (moved)
		return EFFECT(NONE);
	switch (command) {
	case CMD_ENTER:
		return enter_row(app);
	case CMD_CHOOSE:
		return app->focus == SIZE_MAX ? EFFECT(NONE) : choose_row(app, app->focus);
	case CMD_NEXT:
		return go_on(app, true);
	case CMD_PREV:
		return go_on(app, false);
	case CMD_UNKNOWN:
		return choose_row(app, option_rows(app));
	case CMD_NA:
		return choose_row(app, option_rows(app) + 1);
	case CMD_CLEAR:
		app->focus = SIZE_MAX;
		return set_state(app, STATE_BLANK);
	case CMD_NOTE:
		app_push(app, SCREEN_NOTE);
		return EFFECT(NONE);
	case CMD_MARK:
		return effect_of(EFFECT_MARK, app->item);
	case CMD_OVERVIEW:
		app_push(app, SCREEN_OVERVIEW);
		return EFFECT(NONE);
	case CMD_UNDO:
		return EFFECT(UNDO);
	case CMD_HAND_IN:
		workshop_ask_hand_in(app);
		return EFFECT(NONE);
	case CMD_RESULTS:
		app_push(app, SCREEN_RESULTS);
		return EFFECT(NONE);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	return choose_row(app, (size_t)hit);
}

/* ---- layout ---- */

static const char *status(const struct app *app, struct view *view)
{
	if (app->item == ITEM_NONE)
		return NULL;
	const struct session *s = &app->session;
	size_t number = 0, all = 0;
	for (size_t i = 0; i < s->instrument.count; i++) {
		if (s->asked[i] != ASKED_YES)
			continue;
		all++;
		number += i <= app->item;
	}
	const char *alias = s->turn ? workshop_alias_short(app, view) : "", *gap = s->turn ? "  " : "";
	if (s->second)
		return view_format(view, TR(app->lang, "%s  もう一度", "%s  second round"), alias);
	int cells = s->turn || view->cols < 70 ? 8 : 14;
	struct flow_count tally = flow_tally(&s->instrument, &s->answers, s->asked);
	const char *bar = view_take(view, bar_progress(tally.visible - tally.blank, tally.visible, cells));
	return view_format(view, TR(app->lang, "%s%s設問 %zu/%zu  %s", "%s%sQuestion %zu/%zu  %s"), alias,
			   gap, number, all, bar);
}

static bool is_chosen(const struct answer *answer, size_t row, size_t option_count)
{
	uint32_t bit = row == option_count ? OPTIONS_NONE : UINT32_C(1) << row;
	return answer->state == STATE_ANSWERED && (answer->options & bit);
}

static void layout_option(const struct app *app, struct view *view, size_t row)
{
	const struct question *question = question_of(app);
	const struct answer *answer = answer_of(app);
	size_t n = question->option_count;
	bool chosen = is_chosen(answer, row, n);
	const char *text =
		row < n ? tr_in(question->options[row].text, app->lang) : tr_in(none_word(), app->lang);
	size_t first = view_item(view, 0, NULL, 7, chosen ? STYLE_ACCENT : STYLE_NORMAL, text, (int)row);
	enum style style = chosen ? STYLE_ACCENT : STYLE_NORMAL;
	if (is_checklist(app))
		view_span(view, first, 2, 0, style, chosen ? "☒" : "☐");
	else if (chosen)
		view_span(view, first, 2, 0, style, "✓");
	if (row < 9)
		view_span(view, first, 4, 0, style, view_format(view, "%zu", row + 1));
	if (app->focus == row) {
		view_focus(view, first);
		view_caret(view, first, 4);
	}
}

static void layout_state(const struct app *app, struct view *view, size_t row, const char *key,
			 const char *text, bool chosen)
{
	enum style style = chosen ? STYLE_ACCENT : STYLE_NORMAL;
	size_t first = view_item(view, 4, key, 7, style, text, (int)row);
	if (chosen)
		view_span(view, first, 2, 0, style, "✓");
	if (app->focus == row) {
		view_focus(view, first);
		view_caret(view, first, 4);
	}
}

static void layout_remarks(const struct app *app, struct view *view)
{
	const struct answer *answer = answer_of(app);
	bool note = answer->note && *answer->note, evidence = answer->evidence && *answer->evidence;
	bool marked = app->session.items[app->item].marked;
	if (!note && !evidence && !marked)
		return;
	view_text(view, 2, STYLE_DIM,
		  view_format(view, "%s%s%s", marked ? TR(app->lang, "あとで  ", "For later  ") : "",
			      note ? TR(app->lang, "メモあり  ", "Has a note  ") : "",
			      evidence ? TR(app->lang, "根拠あり", "Has evidence") : ""));
}

static void layout(const struct app *app, struct view *view)
{
	if (app->item == ITEM_NONE) {
		view_text(
			view, 0, STYLE_NORMAL,
			TR(app->lang, "お答えいただく設問がありません。", "There is no question to answer."));
		return;
	}
	const struct item *item = &app->session.instrument.items[app->item];
	const struct question *question = item->question;
	view_text(view, 0, STYLE_DIM,
		  view_format(view, TR(app->lang, "%s：%s", "%s: %s"),
			      tr_in(item->document->questionnaire->title, app->lang),
			      tr_in(item_section_title(item), app->lang)));
	view_air(view);
	view_text(view, 0, STYLE_HEADING, tr_in(question->text, app->lang));
	if (is_contested(app))
		view_text(view, 0, STYLE_WARNING,
			  TR(app->lang,
			     "別のパソコンでの回答が、もう一つあります。選び直すと、その回答に決まります。",
			     "There is another answer, from another computer. What you choose now is the "
			     "answer."));
	if (is_checklist(app))
		view_text(view, 0, STYLE_DIM,
			  TR(app->lang, "あてはまるものをすべて選びます。", "Tick all that apply."));
	view_air(view);
	view_pin(view);
	size_t first = view->count;
	for (size_t row = 0; row < option_rows(app); row++)
		layout_option(app, view, row);
	view_air(view);
	const struct answer *answer = answer_of(app);
	layout_state(app, view, option_rows(app), "d",
		     TR(app->lang, "把握していない、わからない", "Do not know"),
		     answer->state == STATE_UNKNOWN);
	if (question->may_be_na) {
		bool na = answer->state == STATE_NA;
		const char *reason = na && answer->reason ? answer->reason : "";
		layout_state(app, view, option_rows(app) + 1, "x",
			     view_format(view, "%s%s%s", TR(app->lang, "該当なし", "Does not apply"),
					 na ? TR(app->lang, "：", ": ") : "", reason),
			     na);
	}
	layout_remarks(app, view);
	if (app->focus == SIZE_MAX)
		view_caret(view, first, 4);
}

const struct screen screen_question = {
	.title = {"設問", "Question"},
	.bindings = BINDINGS,
	.update = update,
	.click = click,
	.layout = layout,
	.status = status,
};
