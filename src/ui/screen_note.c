/* SPDX-License-Identifier: MIT */
/* Two screens on which one writes: note and evidence of an answer, and the reason why a question does not
 * apply. */
#include "ui/app.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define TYPING_GLOBAL                                                                                 \
	{CMD_UNDO,                                                                                    \
	 {K_CTRL + 'u', K_CTRL + '_'},                                                                \
	 "Ctrl-U",                                                                                    \
	 {"取り消し", "undo"},                                                                        \
	 {"文字の入力を取り消します", "Undo what was typed"},                                         \
	 NULL},                                                                                       \
		{CMD_HELP,                                                                            \
		 {K_F1},                                                                              \
		 "F1",                                                                                \
		 {"ヘルプ", "help"},                                                                  \
		 {"この画面の説明とキーの一覧を開きます", "Open help on this screen, with its keys"}, \
		 NULL},                                                                               \
	{                                                                                             \
		CMD_LANG, {K_F2}, "F2", {"English", "日本語"},                                        \
			{"表示を英語に切り替えます", "Switch to Japanese"}, NULL                      \
	}

/* clang-format off */
static const struct binding NOTE_BINDINGS[] = {
	{CMD_DONE, {K_ESCAPE, K_CTRL + 's', K_F10}, "Esc", {"保存して戻る", "save, back"}, {"書いたものを保存して設問へ戻ります（Ctrl-S、F10でも）", "Save what is written and go back (also Ctrl-S or F10)"}, NULL},
	{CMD_FIELD_NEXT, {K_TAB, K_BACK_TAB}, "Tab", {"メモと根拠の切り替え", "note / evidence"}, {"メモと根拠の間を移ります", "Move between note and evidence"}, NULL},
	TYPING_GLOBAL,
	BIND_END,
};
static const struct binding REASON_BINDINGS[] = {
	{CMD_DONE, {K_ENTER, K_CTRL + 's', K_F10}, "Enter", {"該当なしとして次へ", "does not apply, go on"}, {"理由を付けて「該当なし」とし、次の設問へ進みます", "Answer that it does not apply, and go on"}, NULL},
	{CMD_BACK, {K_ESCAPE}, "Esc", {"やめて戻る", "back"}, {"回答を変えずに設問へ戻ります", "Back to the question, answer unchanged"}, NULL},
	TYPING_GLOBAL,
	BIND_END,
};
/* clang-format on */

static struct answer *answer_of(const struct app *app)
{
	return &app->session.answers.at[app->item];
}

static const char *question_text(const struct app *app)
{
	return tr_in(app->session.instrument.items[app->item].question->text, app->lang);
}

static void tell_full(struct app *app, const struct editor *editor)
{
	if (editor->full)
		app_notice(app, STYLE_WARNING,
			   xstrdup(TR(app->lang, "これ以上は入りません。短くしてください。",
				      "No more fits here. Please shorten it.")));
}

static int text_columns_of(const struct app *app)
{
	int left, cols, top, height;
	app_body(app, &left, &cols, &top, &height);
	return cols - 2;
}

/* ---- note and evidence ---- */

static void note_enter(struct app *app)
{
	editor_set(&app->note, answer_of(app)->note, true);
	editor_set(&app->evidence, answer_of(app)->evidence, true);
	app->field = 0;
}

/* An owned copy, NULL for nothing. */
static char *text_or_null(const struct editor *editor)
{
	const char *s = editor_text(editor);
	return *s ? text_nfc(s, strlen(s)) : NULL;
}

static bool differs(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") != 0;
}

static struct effect note_done(struct app *app)
{
	struct answer *answer = answer_of(app);
	char *note = text_or_null(&app->note), *evidence = text_or_null(&app->evidence);
	bool changed = differs(note, answer->note) || differs(evidence, answer->evidence);
	free(answer->note);
	free(answer->evidence);
	answer->note = note;
	answer->evidence = evidence;
	app_pop(app);
	if (!changed)
		return EFFECT(NONE);
	app->session.items[app->item].unsaved = true;
	return EFFECT(CHANGED);
}

static struct effect note_update(struct app *app, enum command command, const struct event *event)
{
	if (command == CMD_DONE)
		return note_done(app);
	if (command == CMD_FIELD_NEXT) {
		app->field = 1 - app->field;
		return EFFECT(NONE);
	}
	if (command == CMD_HELP || command == CMD_LANG)
		return EFFECT(PASS);
	struct editor *editor = app->field ? &app->evidence : &app->note;
	if (!editor_event(editor, event, text_columns_of(app)))
		return EFFECT(PASS);
	tell_full(app, editor);
	return EFFECT(NONE);
}

static struct effect note_click(struct app *app, int hit)
{
	app->field = (size_t)hit;
	return EFFECT(NONE);
}

static void layout_field(const struct app *app, struct view *view, const struct editor *editor, size_t field,
			 const char *label, int rows)
{
	bool focused = app->field == field;
	view_text(view, 0, focused ? STYLE_HEADING : STYLE_NORMAL, label);
	size_t first = editor_layout(editor, view, 2, view->cols - 2, rows, focused, (int)field);
	if (focused && view->caret_row >= 0) {
		view->focus_first = (size_t)view->caret_row;
		view->focus_count = 1;
	} else if (focused) {
		view->focus_first = first;
		view->focus_count = 1;
	}
	view_air(view);
}

static void note_layout(const struct app *app, struct view *view)
{
	view_text(view, 0, STYLE_DIM, question_text(app));
	view_air(view);
	int rows = view->roomy ? 4 : 2;
	bool group = workshop_is_group(app);
	layout_field(app, view, &app->note, 0,
		     group ? TR(app->lang, "話し合いの記録（記録に載ります）",
				"What was said (it goes into the minutes)")
			   : TR(app->lang, "メモ（話し合ったこと、気づいたこと）",
				"Note (what was discussed or noticed)"),
		     rows);
	layout_field(
		app, view, &app->evidence, 1,
		group ? TR(app->lang, "合意した理由、または残した理由", "Why it was agreed, or left open")
		      : TR(app->lang, "根拠（要綱、議事録、資料の名前など）",
			   "Evidence (names of rules, minutes, papers)"),
		rows);
}

const struct screen screen_note = {
	.title = {"メモと根拠", "Note and evidence"},
	.bindings = NOTE_BINDINGS,
	.typing = true,
	.enter = note_enter,
	.update = note_update,
	.click = note_click,
	.layout = note_layout,
};

/* ---- the reason why it does not apply ---- */

static void reason_enter(struct app *app)
{
	editor_set(&app->reason, answer_of(app)->reason, false);
}

static struct effect reason_done(struct app *app)
{
	char *reason = text_or_null(&app->reason);
	if (!reason || !reason[strspn(reason, " \t")]) {
		free(reason);
		app_notice(app, STYLE_WARNING,
			   xstrdup(TR(app->lang, "該当しない理由を、ひとことで書いてください。",
				      "Please say in a few words why it does not apply.")));
		return EFFECT(NONE);
	}
	struct answer *answer = answer_of(app);
	answer_set_state(answer, STATE_NA);
	free(answer->reason);
	answer->reason = reason;
	app->session.items[app->item].unsaved = true;
	session_update_flow(&app->session);
	app_pop(app);
	size_t next = flow_next(app->session.asked, app->session.instrument.count, app->item);
	app_goto(app, next != ITEM_NONE ? next : app->item);
	return EFFECT(CHANGED);
}

static struct effect reason_update(struct app *app, enum command command, const struct event *event)
{
	if (command == CMD_DONE)
		return reason_done(app);
	if (command != CMD_NONE && command != CMD_UNDO)
		return EFFECT(PASS);
	if (!editor_event(&app->reason, event, EDITOR_LINE_MAX * 2))
		return EFFECT(PASS);
	tell_full(app, &app->reason);
	return EFFECT(NONE);
}

static void reason_layout(const struct app *app, struct view *view)
{
	view_text(view, 0, STYLE_DIM, question_text(app));
	view_air(view);
	view_text(view, 0, STYLE_HEADING,
		  TR(app->lang, "この設問が該当しない理由を書いてください。",
		     "Why does this question not apply?"));
	size_t row = editor_layout(&app->reason, view, 2, view->cols - 2, 1, true, HIT_NONE);
	view->focus_first = row;
	view->focus_count = 1;
	view_air(view);
	view_text(view, 0, STYLE_DIM,
		  TR(app->lang, "理由は回答とともに保存し、CSVにも出ます。",
		     "The reason is saved with the answer and appears in the CSV."));
}

const struct screen screen_reason = {
	.title = {"該当なしの理由", "Why it does not apply"},
	.bindings = REASON_BINDINGS,
	.typing = true,
	.enter = reason_enter,
	.update = reason_update,
	.layout = reason_layout,
};
