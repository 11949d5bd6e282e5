/* SPDX-License-Identifier: MIT */
/*
 * One question for the projector: how the answers spread, where departments stand, and what the group agrees
 * on. What is chosen here is the group's own answer; everybody's own stay as they are.
 */
#include "ui/app.h"

#include "base/alloc.h"
#include "base/text.h"
#include "model/words.h"
#include "model/words_group.h"
#include "ui/spread.h"

#include <string.h>

static const struct question *question_of(const struct app *app)
{
	return app->session.instrument.items[app->item].question;
}

static struct answer *agreed_of(const struct app *app)
{
	return &app->session.answers.at[app->item];
}

static const struct spread *spread_of(const struct app *app)
{
	return &group_of(app)->items[app->item];
}

static bool is_checklist(const struct app *app)
{
	return question_of(app)->type == QUESTION_CHECKLIST;
}

static size_t row_count(const struct app *app)
{
	return question_of(app)->option_count + is_checklist(app);
}

/* Below the options one reads on, a part at a time: departments, what moved, what was written. */
enum { PART_DEPARTMENTS, PART_SECOND, PART_NOTES, PART_COUNT };

static bool is_settled(const struct app *app)
{
	return agreed_of(app)->state != STATE_BLANK;
}

static bool may_begin_second(const struct app *app)
{
	return app->group_ui.second == SECOND_NONE;
}

static bool is_second_open(const struct app *app)
{
	return app->group_ui.second == SECOND_OPEN;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_DIGIT, {'1'}, "1-9", {"合意する", "agree"}, {"その番号を、合意した回答にします（複数選ぶ設問では、付ける、または外します）", "Make that number the agreed answer (in a list of several: tick or untick)"}, NULL},
	{CMD_CHOOSE, {' ', K_ENTER}, "Enter", {NULL, NULL}, {"今の行を、合意した回答にします", "Make this row the agreed answer"}, NULL},
	{CMD_LEAVE_OPEN, {'o'}, "o", {"残す", "leave open"}, {"結論を出さず、残します", "Leave it open"}, NULL},
	{CMD_CLEAR, {K_DELETE, K_BACKSPACE}, "Delete", {NULL, NULL}, {"合意を取り消します。元の回答は残っています", "Take the agreement back; the original answers are still there"}, is_settled},
	{CMD_NOTE, {'e'}, "e", {"記録", "notes"}, {"話し合いの記録と、合意の理由を書きます", "Write what was said, and the reason for what was agreed"}, NULL},
	{CMD_SECOND, {'s'}, "s", {"二回目", "second round"}, {"この設問だけ、もう一度それぞれが答えます", "Everybody answers this question once more, privately"}, may_begin_second},
	{CMD_SECOND, {'s'}, "s", {"二回目を続ける", "go on with the second"}, {"二回目の回答を続ける、または締め切ります", "Go on with the second round, or close it"}, is_second_open},
	{CMD_ACTIONS, {'a'}, "a", {"取組を加える", "action"}, {"この設問から、これからの取組を加えます", "Add an action from this question"}, NULL},
	{CMD_TIMER, {'t'}, "t", {"時計", "clock"}, {"10分の残り時間の表示を始める、または止めます", "Start or stop the count-down of ten minutes"}, NULL},
	{CMD_NEXT, {'n', K_RIGHT}, "n", {"次", "next"}, {"次の設問へ", "The next question"}, NULL},
	{CMD_PREV, {'p', K_LEFT}, "p", {"前", "before"}, {"前の設問へ", "The question before"}, NULL},
	BIND_MOVE,
	{CMD_BACK, {K_ESCAPE, 'g'}, "Esc", {"一覧", "list"}, {"設問の一覧へ戻ります（gでも）", "Back to the list of questions (also g)"}, NULL},
	{CMD_LEAVE, {'q'}, "q", {"中断", "leave"}, {"最初の画面へ戻ります。回答はすべて保存されています", "Leave for the first screen; all answers are saved"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

static void enter(struct app *app)
{
	app->group_ui.option = SIZE_MAX;
	app->group_ui.timer_from = 0; /* the ten minutes are those of one question */
}

static struct effect changed(struct app *app)
{
	app->session.items[app->item].unsaved = true;
	app->session.items[app->item].contested = false;
	session_update_flow(&app->session);
	group_recompute(app);
	return EFFECT(CHANGED);
}

static struct effect agree(struct app *app, size_t row)
{
	if (row >= row_count(app))
		return EFFECT(NONE);
	app->group_ui.option = row;
	struct answer *answer = agreed_of(app);
	if (!is_checklist(app) && answer->state == STATE_ANSWERED && answer->options == UINT32_C(1) << row)
		return EFFECT(NONE);
	answer_choose(question_of(app), answer, row);
	return changed(app);
}

static struct effect set_state(struct app *app, enum answer_state state)
{
	if (agreed_of(app)->state == state)
		return EFFECT(NONE);
	answer_set_state(agreed_of(app), state);
	return changed(app);
}

static struct effect second(struct app *app)
{
	if (is_second_open(app)) {
		app_push(app, SCREEN_SECOND);
		return EFFECT(NONE);
	}
	app_ask(app, xstrdup(TR(app->lang,
				"この設問に、もう一度それぞれが答えます。一回目の回答は残り、締め切るまで誰の"
				"回答も見えません。始めますか。",
				"Everybody answers this question once more. The first answers are kept, and "
				"nobody's is seen until you close the round. Begin?")));
	app_ask_choice(app, (struct tr){"始めない", "No"}, EFFECT(NONE));
	app_ask_choice(app, (struct tr){"始める", "Begin"}, EFFECT(SECOND_BEGIN));
	return EFFECT(NONE);
}

/* The row of the agenda screen before or after this question. */
static struct effect go(struct app *app, bool forward)
{
	size_t count = group_row_count(app), at = 0;
	while (at < count && group_row_item(app, at) != app->item)
		at++;
	if (at == count || (forward ? at + 1 == count : at == 0)) {
		app_notice(
			app, STYLE_NOTICE,
			xstrdup(forward ? TR(app->lang, "最後の設問です。", "This is the last question.")
					: TR(app->lang, "最初の設問です。", "This is the first question.")));
		return EFFECT(NONE);
	}
	at += forward ? 1 : SIZE_MAX;
	app->group_ui.agenda_focus = at;
	app->group_ui.option = SIZE_MAX;
	app->group_ui.timer_from = 0;
	return effect_of(EFFECT_DISCUSS, group_row_item(app, at));
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	uint32_t key = event->kind == EVENT_KEY ? text_narrow_cp(event->key) : 0;
	struct group_state *g = &app->group_ui;
	if (app->item == ITEM_NONE || !group_is_there(app))
		return EFFECT(PASS);
	if (key >= '1' && key <= '9')
		return agree(app, key - '1');
	bool moved;
	g->option = focus_move(g->option, row_count(app) + PART_COUNT, 5, command, &moved);
	if (moved)
		return EFFECT(NONE);
	switch (command) {
	case CMD_CHOOSE:
		return g->option == SIZE_MAX ? EFFECT(NONE) : agree(app, g->option);
	case CMD_LEAVE_OPEN:
		return set_state(app, STATE_UNKNOWN);
	case CMD_CLEAR:
		g->option = SIZE_MAX;
		return set_state(app, STATE_BLANK);
	case CMD_NOTE:
		app_push(app, SCREEN_NOTE);
		return EFFECT(NONE);
	case CMD_SECOND:
		return second(app);
	case CMD_ACTIONS:
		group_action_new(app, "", app->session.instrument.items[app->item].key);
		return EFFECT(NONE);
	case CMD_TIMER:
		g->timer_from = g->timer_from ? 0 : app->port->now(app->port->self);
		return EFFECT(NONE);
	case CMD_NEXT:
	case CMD_PREV:
		return go(app, command == CMD_NEXT);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	return agree(app, (size_t)hit);
}

/* ---- layout ---- */

enum { PEOPLE_COLUMNS = 12, COUNT_COLUMNS = 6 };

static void layout_count(const struct app *app, struct view *view, size_t row, size_t count)
{
	const struct spread *s = spread_of(app);
	int bar = view->cols >= 70 ? PEOPLE_COLUMNS : 0, at = view->cols - COUNT_COLUMNS - bar;
	char *people = bar ? spread_people(count, s->n, bar - 1) : NULL;
	if (people)
		view_span(view, row, at, bar - 1, STYLE_ACCENT, view_take(view, people));
	view_span(view, row, view->cols - COUNT_COLUMNS, COUNT_COLUMNS, count ? STYLE_NORMAL : STYLE_DIM,
		  view_format(view, TR(app->lang, "%3zu人", "%5zu"), count));
}

static void layout_option(const struct app *app, struct view *view, size_t row)
{
	const struct question *question = question_of(app);
	bool none = row == question->option_count;
	uint32_t bit = none ? OPTIONS_NONE : UINT32_C(1) << row;
	bool agreed = agreed_of(app)->state == STATE_ANSWERED && agreed_of(app)->options & bit;
	int room = view->cols - 7 - COUNT_COLUMNS - (view->cols >= 70 ? PEOPLE_COLUMNS : 0) - 1;
	const char *text =
		none ? tr_in(none_word(), app->lang) : tr_in(question->options[row].text, app->lang);
	size_t at = view_wrapped(view, 7, room, agreed ? STYLE_ACCENT : STYLE_NORMAL, text, (int)row);
	view_span(view, at, 2, 0, STYLE_ACCENT, agreed ? "✓" : "");
	if (row < 9)
		view_span(view, at, 4, 0, STYLE_NORMAL, view_format(view, "%zu", row + 1));
	layout_count(app, view, at, spread_of(app)->picked[row]);
	if (app->group_ui.option == row) {
		view_focus(view, at);
		view_caret(view, at, 4);
	}
}

static void layout_state(const struct app *app, struct view *view, enum answer_state state, size_t count)
{
	if (!count)
		return;
	size_t at = view_row(view, HIT_NONE);
	view_span(view, at, 7, 30, STYLE_DIM, tr_in(state_word(state), app->lang));
	layout_count(app, view, at, count);
}

static void layout_stand(const struct app *app, struct view *view, const char *who, const struct stand *stand)
{
	view_item(view, 2, who, 16, STYLE_NORMAL, view_take(view, words_stand(stand, app->lang)), HIT_NONE);
}

static void layout_departments(const struct app *app, struct view *view)
{
	const struct spread *s = spread_of(app);
	bool any = s->beside.n > 0;
	for (size_t d = 0; d < DEPARTMENT_COUNT; d++)
		any = any || s->departments[d].n;
	if (!any)
		return;
	view_air(view);
	for (size_t d = 0; d < DEPARTMENT_COUNT; d++)
		if (s->departments[d].n)
			layout_stand(app, view, tr_in(department_short(d), app->lang), &s->departments[d]);
	if (s->beside.n)
		layout_stand(app, view, TR(app->lang, "庁外の人", "From outside"), &s->beside);
}

/* What moved in the second round: everybody's answers before it, and now. */
static void layout_second(const struct app *app, struct view *view)
{
	const struct spread *s = spread_of(app);
	if (app->group_ui.second == SECOND_OPEN)
		view_text(view, 2, STYLE_ACCENT,
			  TR(app->lang, "二回目の回答の途中です。s で続けます。",
			     "A second round is open. Press s to go on."));
	if (!s->second)
		return;
	view_air(view);
	view_text(view, 2, STYLE_NORMAL,
		  view_format(view, TR(app->lang, "二回目は%zu人が答えました。", "Answered again: %zu."),
			      s->second));
	if (!s->has_before) {
		view_text(view, 2, STYLE_DIM,
			  TR(app->lang, "少人数のため、一回目との比較は表示しません。",
			     "Too few to set the first answers beside these."));
		return;
	}
	view_text(
		view, 2, STYLE_NORMAL,
		view_format(view,
			    TR(app->lang,
			       "一回目　まだない %zu　一部 %zu　おおむね %zu　できている %zu　わからない %zu",
			       "First: not yet %zu, partly %zu, largely %zu, in place %zu, don't know %zu"),
			    s->before[0], s->before[1], s->before[2], s->before[3], s->unknown_before));
	view_text(
		view, 2, STYLE_NORMAL,
		view_format(
			view,
			TR(app->lang,
			   "二回目の後　まだない %zu　一部 %zu　おおむね %zu　できている %zu　わからない %zu",
			   "Now: not yet %zu, partly %zu, largely %zu, in place %zu, don't know %zu"),
			s->counts[0], s->counts[1], s->counts[2], s->counts[3], s->unknown));
}

/* What has come of the talk, in one line above the options. */
static void layout_outcome(const struct app *app, struct view *view)
{
	const struct answer *answer = agreed_of(app);
	if (answer->state == STATE_UNKNOWN)
		view_text(view, 0, STYLE_ACCENT, TR(app->lang, "結論を出さず、残しました。", "Left open."));
	else if (answer->state != STATE_BLANK)
		view_text(view, 0, STYLE_ACCENT,
			  TR(app->lang, "✓ の回答で合意しました。e で理由を書けます。",
			     "The answer marked ✓ is agreed. Press e for the reason."));
	else
		view_text(
			view, 0, STYLE_DIM,
			TR(app->lang, "話し合って決まったら、番号を押してください。元の回答は残ります。",
			   "When you have come to a view, press its number. The original answers are kept."));
	if (app->session.items[app->item].contested)
		view_text(view, 0, STYLE_WARNING,
			  TR(app->lang,
			     "別のパソコンでの合意がもう一つあります。選び直すと、その回答に決まります。",
			     "There is another agreement from another laptop. Choose again to settle it."));
}

static void layout_notes(const struct app *app, struct view *view)
{
	const struct answer *answer = agreed_of(app);
	bool note = answer->note && *answer->note, reason = answer->evidence && *answer->evidence;
	if (note || reason)
		view_air(view);
	if (note)
		view_item(view, 2, TR(app->lang, "記録", "Said"), 10, STYLE_NORMAL, answer->note, HIT_NONE);
	if (reason)
		view_item(view, 2, TR(app->lang, "理由", "Reason"), 10, STYLE_NORMAL, answer->evidence,
			  HIT_NONE);
}

/* A part below the options, and the focus on its last row when one reads there. */
static void layout_part(const struct app *app, struct view *view, size_t part,
			void (*draw)(const struct app *app, struct view *view))
{
	draw(app, view);
	if (app->group_ui.option == row_count(app) + part && view->count)
		view_reading(view, view->count - 1);
}

static void layout(const struct app *app, struct view *view)
{
	if (app->item == ITEM_NONE || !group_is_there(app))
		return;
	const struct question *question = question_of(app);
	const struct spread *s = spread_of(app);
	view_text(view, 0, STYLE_HEADING, tr_in(question->text, app->lang));
	view_text(view, 0, STYLE_DIM, view_take(view, words_why(s, app->lang)));
	layout_outcome(app, view);
	view_air(view);
	size_t first = view->count;
	for (size_t row = 0; row < row_count(app); row++)
		layout_option(app, view, row);
	layout_state(app, view, STATE_UNKNOWN, s->unknown);
	layout_state(app, view, STATE_NA, s->na);
	layout_state(app, view, STATE_BLANK, s->blank);
	layout_part(app, view, PART_DEPARTMENTS, layout_departments);
	layout_part(app, view, PART_SECOND, layout_second);
	layout_part(app, view, PART_NOTES, layout_notes);
	if (app->group_ui.option == SIZE_MAX)
		view_caret(view, first, 4);
}

static const char *status(const struct app *app, struct view *view)
{
	return group_timer_words(app, view);
}

const struct screen screen_discuss = {
	.title = {"話し合い", "Discussion"},
	.bindings = BINDINGS,
	.enter = enter,
	.update = update,
	.click = click,
	.layout = layout,
	.status = status,
};
