/* SPDX-License-Identifier: MIT */
#include "ui/app.h"

#include "base/alloc.h"

#include <stdlib.h>

enum { ROW_TABLE, ROW_ENCODING, ROW_PATH, ROW_BUTTON, ROW_COUNT };

static bool on_choice(const struct app *app)
{
	return app->export.focus == ROW_TABLE || app->export.focus == ROW_ENCODING;
}

static bool on_path(const struct app *app)
{
	return app->export.focus == ROW_PATH;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_DONE, {K_CTRL + 's', K_F10}, "Ctrl-S", {"書き出す", "write"}, {"書き出します（F10でも）", "Write the file (also F10)"}, NULL},
	{CMD_BACK, {K_ESCAPE}, "Esc", {"戻る", "back"}, {"書き出さずに戻ります", "Go back without writing"}, NULL},
	{CMD_ENTER, {K_ENTER}, "Enter", {"次へ", "next"}, {"次の項目へ進みます。最後の行では書き出します", "On to the next field; on the last row, write the file"}, NULL},
	{CMD_RIGHT, {K_RIGHT, K_LEFT, ' '}, "Space", {"選ぶ", "choose"}, {"次の選択肢（左右の矢印でも）", "The next choice (also left and right arrows)"}, on_choice},
	{CMD_FIELD_NEXT, {K_TAB, K_DOWN, K_WHEEL_DOWN}, "Tab", {"次の項目", "next field"}, {"次の項目へ（下矢印でも）", "Next field (also the down arrow)"}, NULL},
	{CMD_FIELD_PREV, {K_BACK_TAB, K_UP, K_WHEEL_UP}, "Shift-Tab", {NULL, NULL}, {"前の項目へ（上矢印でも）", "Field before (also the up arrow)"}, NULL},
	{CMD_UNDO, {K_CTRL + 'u'}, "Ctrl-U", {NULL, NULL}, {"文字の入力を取り消します", "Undo what was typed"}, on_path},
	{CMD_HELP, {K_F1}, "F1", {"ヘルプ", "help"}, {"この画面の説明とキーの一覧を開きます", "Open help on this screen, with its keys"}, NULL},
	{CMD_LANG, {K_F2}, "F2", {"English", "日本語"}, {"表示を英語に切り替えます", "Switch to Japanese"}, NULL},
	BIND_END,
};

static const struct tr ENCODINGS[] = {
	{"CSV（Windows の Excel 用）", "CSV for Excel (Windows)"},
	{"CSV（UTF-8、BOMなし）", "CSV (UTF-8 without BOM)"},
	{"CSV（シフトJIS、古いソフト用）", "CSV (Shift_JIS, for older software)"},
};
/* clang-format on */
#define ENCODING_COUNT ((int)(sizeof ENCODINGS / sizeof *ENCODINGS))

static void enter(struct app *app)
{
	app->export.focus = ROW_BUTTON;
	app->export.encoding = 0;
}

/* In the order of struct export_request; those of agreement are of workshops alone. */
static const struct {
	struct tr words;
	bool workshop;
} TABLES[] = {
	{{"得点（確認項目ごと）", "Scores, a row per item"}, false},
	{{"回答（設問ごと）", "Answers, a row per question"}, false},
	{{"一致度（設問ごと）", "Agreement, a row per question"}, true},
	{{"部局の回答（設問ごと）", "Departments, a row per question"}, true},
	{{"これからの取組", "Actions"}, false},
	{{"ワークショップの記録（Markdown）", "Minutes of the workshop (Markdown)"}, true},
};
enum { TABLE_COUNT = sizeof TABLES / sizeof *TABLES };

static int next_table(const struct app *app, bool back)
{
	int table = app->export.table;
	do
		table = (table + (back ? TABLE_COUNT - 1 : 1)) % TABLE_COUNT;
	while (TABLES[table].workshop && !app->session.assessment.workshop);
	return table;
}

static void turn(struct app *app, bool back)
{
	struct export_form *form = &app->export;
	if (form->focus == ROW_ENCODING) {
		form->encoding = (form->encoding + (back ? ENCODING_COUNT - 1 : 1)) % ENCODING_COUNT;
		return;
	}
	form->table = next_table(app, back);
	if (form->touched)
		return;
	char *path = app->port->export_path(app->port->self, &app->session, form->table);
	editor_set(&form->path, path, false);
	free(path);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	struct export_form *form = &app->export;
	switch (command) {
	case CMD_DONE:
		return EFFECT(EXPORT);
	case CMD_ENTER:
		if (form->focus == ROW_BUTTON)
			return EFFECT(EXPORT);
		form->focus++;
		return EFFECT(NONE);
	case CMD_FIELD_NEXT:
		form->focus = (form->focus + 1) % ROW_COUNT;
		return EFFECT(NONE);
	case CMD_FIELD_PREV:
		form->focus = (form->focus + ROW_COUNT - 1) % ROW_COUNT;
		return EFFECT(NONE);
	case CMD_RIGHT:
		turn(app, event->key == K_LEFT);
		return EFFECT(NONE);
	case CMD_NONE:
	case CMD_UNDO:
		if (on_path(app) && editor_event(&form->path, event, EDITOR_LINE_MAX * 2)) {
			form->touched = true;
			return EFFECT(NONE);
		}
		return EFFECT(PASS);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	app->export.focus = (size_t)hit;
	if (hit == ROW_BUTTON)
		return EFFECT(EXPORT);
	if (on_choice(app))
		turn(app, false);
	return EFFECT(NONE);
}

static void layout_choice(const struct app *app, struct view *view, size_t which, const char *label,
			  const char *value)
{
	size_t row =
		view_item(view, 2, label, 16, STYLE_NORMAL, view_format(view, "‹ %s ›", value), (int)which);
	if (app->export.focus == which) {
		view_focus(view, row);
		view_caret(view, row, 16);
	}
}

static void layout(const struct app *app, struct view *view)
{
	const struct export_form *form = &app->export;
	view_text(view, 0, STYLE_NORMAL,
		  TR(app->lang, "表計算ソフトで開けるファイルに書き出します。",
		     "Write a file that a spreadsheet can open."));
	view_air(view);
	layout_choice(app, view, ROW_TABLE, TR(app->lang, "内容", "Table"),
		      tr_in(TABLES[form->table].words, app->lang));
	layout_choice(app, view, ROW_ENCODING, TR(app->lang, "形式", "Format"),
		      tr_in(ENCODINGS[form->encoding], app->lang));
	size_t row =
		editor_layout(&form->path, view, 16, view->cols - 16, 1, form->focus == ROW_PATH, ROW_PATH);
	view_span(view, row, 2, 13, STYLE_NORMAL, TR(app->lang, "保存先", "File"));
	if (form->focus == ROW_PATH)
		view_focus(view, row);
	view_air(view);
	row = view_item(view, 0, NULL, 2, STYLE_HEADING, TR(app->lang, "［ 書き出す ］", "[ Write ]"),
			ROW_BUTTON);
	if (form->focus == ROW_BUTTON) {
		view_focus(view, row);
		view_caret(view, row, 2);
	}
}

const struct screen screen_export = {
	.title = {"CSVに書き出す", "Export to CSV"},
	.bindings = BINDINGS,
	.typing = true,
	.enter = enter,
	.update = update,
	.click = click,
	.layout = layout,
};
