/* SPDX-License-Identifier: MIT */
/* What is to be done: the list, and the form of one. */
#include "ui/app.h"

#include "base/alloc.h"
#include "model/municipality.h"

#include <stdlib.h>
#include <string.h>

static bool on_one(const struct app *app)
{
	return app->group_ui.action_focus < app->group_ui.actions.count;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT, 'e'}, "Enter", {"変える", "change"}, {"選んだ取組を変えます", "Change the action"}, on_one},
	{CMD_NEW, {'a', 'n'}, "a", {"加える", "add"}, {"取組を加えます", "Add an action"}, NULL},
	{CMD_BIN, {'D', K_DELETE}, "D", {"消す", "remove"}, {"選んだ取組を消します（Deleteでも）", "Remove the action (also Delete)"}, on_one},
	{CMD_COMPARE, {'h'}, "h", {"引き継ぐ", "carry on"}, {"前の自己点検で終わっていない取組を引き継ぎます", "Carry on what an earlier assessment left undone"}, NULL},
	{CMD_EXPORT, {'c'}, "c", {"CSV", "CSV"}, {"取組をCSVに書き出します", "Write the actions to a CSV file"}, NULL},
	BIND_MOVE,
	BIND_BACK,
	{CMD_LEAVE, {'q'}, "q", {"中断", "leave"}, {"最初の画面へ戻ります", "Leave for the first screen"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

static struct effect edit(struct app *app)
{
	if (on_one(app))
		group_action_edit(app, &app->group_ui.actions.list[app->group_ui.action_focus]);
	return EFFECT(NONE);
}

static struct effect ask_remove(struct app *app)
{
	app_ask(app, xstrdup(TR(app->lang, "この取組を消しますか。", "Remove this action?")));
	app_ask_choice(app, (struct tr){"消さない", "No"}, EFFECT(NONE));
	app_ask_choice(app, (struct tr){"消す", "Remove"}, EFFECT(ACTION_REMOVE));
	return EFFECT(NONE);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	struct group_state *g = &app->group_ui;
	bool moved;
	g->action_focus = focus_move(g->action_focus, g->actions.count, 5, command, &moved);
	if (moved)
		return EFFECT(NONE);
	switch (command) {
	case CMD_ENTER:
		return edit(app);
	case CMD_NEW:
		group_action_new(app, "", "");
		return EFFECT(NONE);
	case CMD_BIN:
		return ask_remove(app);
	case CMD_COMPARE:
		return EFFECT(ACTION_CARRY);
	case CMD_EXPORT:
		return effect_of(EFFECT_EXPORT_ASK, EXPORT_ACTIONS);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	bool again = app->group_ui.action_focus == (size_t)hit;
	app->group_ui.action_focus = (size_t)hit;
	return again ? edit(app) : EFFECT(NONE);
}

static const char *about(const struct app *app, const struct action *a)
{
	const struct framework *f = app->session.framework;
	size_t item = *a->question ? instrument_item(&app->session.instrument, a->question) : ITEM_NONE;
	if (item != ITEM_NONE)
		return tr_in(app->session.instrument.items[item].question->text, app->lang);
	for (size_t i = 0; i < f->criterion_count; i++)
		if (strcmp(f->criteria[i].id, a->criterion) == 0)
			return tr_in(f->criteria[i].label, app->lang);
	return NULL;
}

static void layout_action(const struct app *app, struct view *view, size_t row)
{
	const struct action *a = &app->group_ui.actions.list[row];
	size_t at = view_item(view, 0, NULL, 2, STYLE_NORMAL, a->text, (int)row);
	char *due = *a->due ? date_words(a->due, app->lang) : NULL;
	view_item(view, 0, NULL, 4, STYLE_DIM,
		  view_format(view, TR(app->lang, "%s　%s　%s", "%s; %s; %s"),
			      *a->owner ? a->owner : TR(app->lang, "担当は未定", "nobody yet"),
			      due ? due : TR(app->lang, "期限は未定", "no date"),
			      tr_in(action_state_word(a->state), app->lang)),
		  (int)row);
	free(due);
	const char *of = about(app, a);
	if (of)
		view_item(view, 0, NULL, 4, STYLE_DIM, of, (int)row);
	if (app->group_ui.action_focus == row)
		view_focus(view, at);
}

static void layout(const struct app *app, struct view *view)
{
	const struct actions *actions = &app->group_ui.actions;
	if (!actions->count)
		view_text(view, 0, STYLE_NORMAL,
			  TR(app->lang,
			     "これからの取組は、まだありません。a で加えます。前の自己点検から引き継ぐときは "
			     "h を押してください。",
			     "There are no actions yet. Press a to add one, or h to carry on those of an "
			     "earlier assessment."));
	for (size_t i = 0; i < actions->count; i++) {
		if (i)
			view_air(view);
		layout_action(app, view, i);
	}
}

const struct screen screen_actions = {
	.title = {"これからの取組", "Actions"},
	.bindings = BINDINGS,
	.update = update,
	.click = click,
	.layout = layout,
};

/* ---- one of them ---- */

static bool on_text(const struct app *app)
{
	return app->group_ui.form_focus <= ACTION_DUE;
}

static bool on_state(const struct app *app)
{
	return app->group_ui.form_focus == ACTION_STATE;
}

/* clang-format off */
static const struct binding FORM_BINDINGS[] = {
	{CMD_DONE, {K_CTRL + 's', K_F10}, "Ctrl-S", {"保存して戻る", "save"}, {"保存して戻ります（F10でも）", "Save and go back (also F10)"}, NULL},
	{CMD_BACK, {K_ESCAPE}, "Esc", {"やめて戻る", "back"}, {"保存せずに戻ります", "Go back without saving"}, NULL},
	{CMD_ENTER, {K_ENTER}, "Enter", {"次へ", "next"}, {"次の項目へ進みます。最後の行では保存します", "On to the next field; on the last row, save"}, NULL},
	{CMD_LEFT, {K_LEFT}, "Left", {NULL, NULL}, {"前の選択肢（左矢印）", "The choice before (left arrow)"}, on_state},
	{CMD_RIGHT, {K_RIGHT, ' '}, "Space", {"選ぶ", "choose"}, {"次の選択肢（右矢印でも）", "The next choice (also the right arrow)"}, on_state},
	{CMD_FIELD_NEXT, {K_TAB, K_DOWN, K_WHEEL_DOWN}, "Tab", {"次の項目", "next field"}, {"次の項目へ（下矢印でも）", "Next field (also the down arrow)"}, NULL},
	{CMD_FIELD_PREV, {K_BACK_TAB, K_UP, K_WHEEL_UP}, "Shift-Tab", {NULL, NULL}, {"前の項目へ（上矢印でも）", "Field before (also the up arrow)"}, NULL},
	{CMD_UNDO, {K_CTRL + 'u'}, "Ctrl-U", {NULL, NULL}, {"文字の入力を取り消します", "Undo what was typed"}, on_text},
	{CMD_HELP, {K_F1}, "F1", {"ヘルプ", "help"}, {"この画面の説明とキーの一覧を開きます", "Open help on this screen, with its keys"}, NULL},
	{CMD_LANG, {K_F2}, "F2", {"English", "日本語"}, {"表示を英語に切り替えます", "Switch to Japanese"}, NULL},
	BIND_END,
};
/* clang-format on */

static struct editor *editor_at(struct group_state *g, size_t field)
{
	return field == ACTION_TEXT ? &g->text : field == ACTION_OWNER ? &g->owner : &g->due;
}

static void turn_state(struct group_state *g, size_t by)
{
	g->form.state = (enum action_state)(((size_t)g->form.state + by) % ACTION_STATES);
}

static struct effect form_update(struct app *app, enum command command, const struct event *event)
{
	struct group_state *g = &app->group_ui;
	switch (command) {
	case CMD_DONE:
		return EFFECT(ACTION_SAVE);
	case CMD_ENTER:
		if (g->form_focus == ACTION_SAVE)
			return EFFECT(ACTION_SAVE);
		g->form_focus++;
		return EFFECT(NONE);
	case CMD_FIELD_NEXT:
		g->form_focus = (g->form_focus + 1) % ACTION_FIELDS;
		return EFFECT(NONE);
	case CMD_FIELD_PREV:
		g->form_focus = (g->form_focus + ACTION_FIELDS - 1) % ACTION_FIELDS;
		return EFFECT(NONE);
	case CMD_LEFT:
	case CMD_RIGHT:
		turn_state(g, command == CMD_RIGHT ? 1 : ACTION_STATES - 1);
		return EFFECT(NONE);
	case CMD_NONE:
	case CMD_UNDO:
		if (on_text(app) && editor_event(editor_at(g, g->form_focus), event, EDITOR_LINE_MAX))
			return EFFECT(NONE);
		return EFFECT(PASS);
	default:
		return EFFECT(PASS);
	}
}

static struct effect form_click(struct app *app, int hit)
{
	app->group_ui.form_focus = (size_t)hit;
	if (hit == ACTION_SAVE)
		return EFFECT(ACTION_SAVE);
	if (hit == ACTION_STATE)
		turn_state(&app->group_ui, 1);
	return EFFECT(NONE);
}

enum { LABEL = 14 };

static void form_layout(const struct app *app, struct view *view)
{
	static const struct tr labels[] = {
		{"何をするか", "What"}, {"担当の部局", "Department"}, {"期限", "By"}, {"状態", "State"}};
	const struct group_state *g = &app->group_ui;
	for (size_t i = ACTION_TEXT; i <= ACTION_DUE; i++) {
		size_t row = editor_layout(editor_at((struct group_state *)(uintptr_t)g, i), view, LABEL,
					   view->cols - LABEL - 2, 1, g->form_focus == i, (int)i);
		view_span(view, row, 2, LABEL - 3, STYLE_NORMAL, tr_in(labels[i], app->lang));
		if (g->form_focus == i)
			view_focus(view, row);
	}
	view_text(view, LABEL, STYLE_DIM,
		  TR(app->lang, "例：令和9年3月31日、2027-03-31（空欄でもかまいません）",
		     "Such as 31 March 2027 or 2027-03-31; may be left empty"));
	size_t row =
		view_item(view, 2, tr_in(labels[ACTION_STATE], app->lang), LABEL, STYLE_NORMAL,
			  view_format(view, "‹ %s ›", tr_in(action_state_word(g->form.state), app->lang)),
			  ACTION_STATE);
	if (g->form_focus == ACTION_STATE) {
		view_focus(view, row);
		view_caret(view, row, LABEL);
	}
	const char *of = about(app, &g->form);
	if (of)
		view_text(view, LABEL, STYLE_DIM, of);
	view_air(view);
	row = view_item(view, 0, NULL, 2, STYLE_HEADING,
			TR(app->lang, "［ 保存して戻る ］", "[ Save and go back ]"), ACTION_SAVE);
	if (g->form_focus == ACTION_SAVE) {
		view_focus(view, row);
		view_caret(view, row, 2);
	}
}

const struct screen screen_action = {
	.title = {"取組", "Action"},
	.bindings = FORM_BINDINGS,
	.typing = true,
	.update = form_update,
	.click = form_click,
	.layout = form_layout,
};
