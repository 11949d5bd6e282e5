/* SPDX-License-Identifier: MIT */
/* What is looked for among the saved assessments, with what has been found so far. */
#include "ui/home.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, K_DOWN, K_TAB}, "Enter", {"一覧へ", "to the list"}, {"見つかった自己点検の一覧へ移ります（下矢印でも）", "On to what was found (also the down arrow)"}, NULL},
	{CMD_BACK, {K_ESCAPE}, "Esc", {"やめる", "cancel"}, {"検索をやめて、全ての自己点検を表示します", "Show all assessments again"}, NULL},
	{CMD_UNDO, {K_CTRL + 'u'}, "Ctrl-U", {NULL, NULL}, {"文字の入力を取り消します", "Undo what was typed"}, NULL},
	{CMD_HELP, {K_F1}, "F1", {"ヘルプ", "help"}, {"この画面の説明とキーの一覧を開きます", "Open help on this screen, with its keys"}, NULL},
	{CMD_LANG, {K_F2}, "F2", {"English", "日本語"}, {"表示を英語に切り替えます", "Switch to Japanese"}, NULL},
	BIND_END,
};
/* clang-format on */

static void enter(struct app *app)
{
	app->home.focus = 0;
}

static struct effect to_list(struct app *app)
{
	app_settle(app);
	if (home_is_narrowed(app) && app->home.saved.count == 0) /* it says so: nowhere to go */
		return EFFECT(NONE);
	app_pop(app);
	return EFFECT(NONE);
}

static struct effect cancel(struct app *app)
{
	editor_set(&app->home.words, "", false);
	app->home.stale = false;
	app->home.offset = 0;
	app_pop(app);
	return EFFECT(LIST);
}

/* The search waits until all keys that were typed are in: app_settle(). */
static void type(struct app *app, const struct event *event)
{
	struct home *home = &app->home;
	char *before = xstrdup(editor_text(&home->words));
	if (editor_event(&home->words, event, EDITOR_LINE_MAX * 2) &&
	    strcmp(before, editor_text(&home->words)) != 0) {
		home->stale = true;
		home->offset = 0;
	}
	free(before);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	switch (command) {
	case CMD_ENTER:
		return to_list(app);
	case CMD_BACK:
		return cancel(app);
	case CMD_HELP:
	case CMD_LANG:
		return EFFECT(PASS);
	default:
		type(app, event);
		return EFFECT(NONE);
	}
}

/* A row of the list: there, as if one had gone to it by keys. */
static struct effect click(struct app *app, int hit)
{
	app_settle(app);
	app_pop(app);
	app->home.focus = (size_t)hit;
	return EFFECT(NONE);
}

static void layout(const struct app *app, struct view *view)
{
	static const struct tr hint = {
		"名前、市町村名（漢字、かな、ローマ字）、団体コード、IDの先頭で探します。"
		"空白で区切ると、全てを含むものに絞ります。",
		"Title, municipality (kanji, kana or romaji), its code, or the beginning of an "
		"ID. With several words, all of them are to be found."};
	enum { FIELD_COLUMNS = 60 };
	int room = view->cols - 2;
	size_t row = editor_layout(&app->home.words, view, 2, room < FIELD_COLUMNS ? room : FIELD_COLUMNS, 1,
				   true, HIT_NONE);
	view_focus(view, row);
	view_text(view, 2, STYLE_DIM, tr_in(hint, app->lang));
	view_air(view);
	view_pin(view);
	home_layout_saved(app, view, app->home.offset);
}

const struct screen screen_search = {
	.title = {"検索", "Search"},
	.bindings = BINDINGS,
	.typing = true,
	.enter = enter,
	.update = update,
	.click = click,
	.layout = layout,
};
