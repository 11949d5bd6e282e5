/* SPDX-License-Identifier: MIT */
#include "ui/home.h"

#include "base/text.h"
#include "model/municipality.h"
#include "model/search.h"
#include "ui/bar.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What one can begin, as rows. */
struct home_action {
	struct tr text;
	struct effect effect;
};

/* clang-format off */
static const struct home_action ACTIONS[] = {
	{{"短い点検から始める（10分ほど）", "Begin with the quick check (about ten minutes)"}, {EFFECT_SETUP, 0}},
	{{"質問票を選んで始める", "Choose questionnaires and begin"}, {EFFECT_SETUP, 1}},
	{{"ワークショップを始める（数人が別々に答えて話し合う）", "Begin a workshop (each answers apart, then you talk)"}, {EFFECT_SETUP, 2}},
	{{"例を見る（架空のA市の結果）", "Look at an example (the results of an invented City A)"}, {EFFECT_EXAMPLE, 0}},
};
/* clang-format on */
#define ACTION_COUNT (sizeof ACTIONS / sizeof *ACTIONS)

bool home_is_narrowed(const struct app *app)
{
	return search_has_words(editor_text(&app->home.words));
}

static size_t action_count(const struct app *app)
{
	return app->home.bin || home_is_narrowed(app) ? 0 : ACTION_COUNT;
}

size_t home_row_count(const struct app *app)
{
	return action_count(app) + app->home.offset + app->home.saved.count + (app->home.saved.more ? 1 : 0);
}

const struct assessment *home_focused(const struct app *app)
{
	size_t first = action_count(app) + app->home.offset, focus = app->home.focus;
	return focus >= first && focus - first < app->home.saved.count ? &app->home.saved.list[focus - first]
								       : NULL;
}

static bool on_saved(const struct app *app)
{
	return !app->home.bin && home_focused(app);
}

static bool in_bin_on_saved(const struct app *app)
{
	return app->home.bin && home_focused(app);
}

static bool in_bin(const struct app *app)
{
	return app->home.bin;
}

static bool not_in_bin(const struct app *app)
{
	return !app->home.bin;
}

static bool on_action(const struct app *app)
{
	return app->home.focus < action_count(app);
}

static bool some_saved(const struct app *app)
{
	return app->home.saved.count > 0 || home_is_narrowed(app);
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"始める", "begin"}, {"選んだ行のとおりに始めます", "Begin what the row says"}, on_action},
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"続ける", "continue"}, {"選んだ自己点検を開き、前回の設問から続けます", "Open the assessment where you left it"}, on_saved},
	{CMD_ENTER, {K_ENTER, ' '}, "Enter", {"元に戻す", "take out"}, {"選んだ自己点検をごみ箱から戻します", "Take the assessment out of the bin"}, in_bin_on_saved},
	{CMD_ALL, {K_ESCAPE}, "Esc", {"全て表示", "show all"}, {"絞り込みをやめて、全ての自己点検を表示します", "Show all assessments again"}, home_is_narrowed},
	{CMD_NEW, {'n'}, "n", {"新しく始める", "new"}, {"質問票を選び、新しい自己点検を始めます", "Choose questionnaires and begin a new assessment"}, not_in_bin},
	{CMD_RESULTS, {'r'}, "r", {"結果", "results"}, {"選んだ自己点検の結果を見ます", "See the results of the assessment"}, on_saved},
	{CMD_EXPORT, {'c'}, "c", {"CSV", "CSV"}, {"得点または回答をCSVに書き出します", "Write scores or answers to a CSV file"}, on_saved},
	{CMD_EDIT, {'e'}, "e", {"名前・設定", "rename"}, {"名前などの設定を変え、質問票を加えます", "Change the name and settings, or add questionnaires"}, on_saved},
	{CMD_SEARCH, {'/'}, "/", {"検索", "search"}, {"名前や市町村名で自己点検を探します", "Look for assessments by name or municipality"}, some_saved},
	{CMD_BIN, {'D', K_DELETE}, "D", {"ごみ箱へ", "to the bin"}, {"選んだ自己点検をごみ箱に入れます（Deleteでも）。後で戻せます", "Move the assessment to the bin (also Delete); it can be taken out again"}, on_saved},
	{CMD_SHOW_BIN, {'b'}, "b", {"ごみ箱", "bin"}, {"ごみ箱を開きます", "Open the bin"}, not_in_bin},
	{CMD_SHOW_BIN, {'b', K_ESCAPE, 'p', K_LEFT}, "b", {"戻る", "back"}, {"ごみ箱を閉じます", "Close the bin"}, in_bin},
	BIND_MOVE,
	{CMD_LEAVE, {'q'}, "q", {"終了", "quit"}, {"終了します。回答はすべて保存されています", "Quit; all answers are saved"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

static struct effect show_all(struct app *app)
{
	editor_set(&app->home.words, "", false);
	app->home.focus = app->home.offset = 0;
	return EFFECT(LIST);
}

static struct effect show_bin(struct app *app)
{
	app->home.bin = !app->home.bin;
	return show_all(app);
}

static struct effect enter_row(struct app *app)
{
	if (app->home.bin)
		return home_focused(app) ? EFFECT(BIN) : EFFECT(NONE);
	if (on_action(app))
		return ACTIONS[app->home.focus].effect;
	return effect_of(EFFECT_OPEN, SCREEN_QUESTION);
}

/* Moving out of the window on the saved ones asks for another window, around the focus. */
static struct effect moved(struct app *app)
{
	size_t actions = action_count(app);
	if (app->home.focus < actions) {
		if (app->home.offset == 0)
			return EFFECT(NONE);
		app->home.offset = 0;
		return EFFECT(LIST);
	}
	size_t at = app->home.focus - actions;
	if (at >= app->home.offset && at - app->home.offset < app->home.saved.count)
		return EFFECT(NONE);
	app->home.offset = at > HOME_WINDOW / 2 ? at - HOME_WINDOW / 2 : 0;
	return EFFECT(LIST);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	bool did_move;
	size_t page = app->rows > 12 ? (size_t)app->rows - 8 : 4;
	app->home.focus = focus_move(app->home.focus, home_row_count(app), page, command, &did_move);
	if (did_move)
		return moved(app);
	switch (command) {
	case CMD_ENTER:
		return enter_row(app);
	case CMD_NEW:
		return effect_of(EFFECT_SETUP, 1);
	case CMD_RESULTS:
		return effect_of(EFFECT_OPEN, SCREEN_RESULTS);
	case CMD_EXPORT:
		return EFFECT(EXPORT_ASK);
	case CMD_EDIT:
		return effect_of(EFFECT_SETUP, SIZE_MAX);
	case CMD_BIN:
		return EFFECT(BIN);
	case CMD_SEARCH:
		app_push(app, SCREEN_SEARCH);
		return EFFECT(NONE);
	case CMD_ALL:
		return show_all(app);
	case CMD_SHOW_BIN:
		return show_bin(app);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	bool again = app->home.focus == (size_t)hit;
	app->home.focus = (size_t)hit;
	return again || app->home.focus < action_count(app) ? enter_row(app) : EFFECT(NONE);
}

/* ---- layout ---- */

/* Nothing of one's own is there yet: say what this is. */
static bool is_new(const struct app *app)
{
	const struct home *home = &app->home;
	return !home->bin && !home_is_narrowed(app) && home->offset == 0 &&
	       (home->saved.count == 0 || (home->saved.count == 1 && home->saved.list[0].example));
}

static void layout_introduction(const struct app *app, struct view *view)
{
	view_text(view, 0, STYLE_NORMAL,
		  TR(app->lang, "スマートシティの取組の体制と進め方を、庁内で確かめるための自己点検です。",
		     "A self-check of how your office is set up for a smart-city programme, and how it goes "
		     "about it."));
	view_text(
		view, 0, STYLE_NORMAL,
		TR(app->lang,
		   "設問に答えると、国のガイドブックの留意点に照らした結果と、次に取り組めることを示します。",
		   "Your answers are set against the points of caution in the government's guidebook, with "
		   "what to do next."));
	view_text(view, 0, STYLE_NORMAL,
		  TR(app->lang,
		     "採点や順位付けのためのものではありません。回答は1問ごとにこのパソコンに保存します。",
		     "It is no audit and no ranking. Each answer is saved on this computer as you give it."));
	view_blank(view);
}

enum { DATE_COLUMNS = 17, COUNT_COLUMNS = 9 }; /* 17 September 2026, 1000/1000 */
enum { PEOPLE_COLUMNS = 15 };                  /* 12/15 handed in */
enum { MANY = 10 };                            /* worth a word on searching them */

static int count_columns(const struct home *home)
{
	for (size_t i = 0; i < home->saved.count; i++)
		if (home->saved.list[i].workshop)
			return PEOPLE_COLUMNS;
	return COUNT_COLUMNS;
}

static void layout_saved(const struct app *app, struct view *view, const struct assessment *a, int hit)
{
	size_t row = view_row(view, hit);
	/* Where there is little room, names come before the day, and both before a picture of the progress.
	 */
	int bar = view->cols >= 90 ? 12 : 0, day = view->cols >= 70 ? DATE_COLUMNS : 0;
	int count = count_columns(&app->home), right = count + (day ? day + 1 : 0) + (bar ? bar + 2 : 0);
	int room = view->cols - 3 - right;
	const char *title = a->example
				    ? view_format(view, TR(app->lang, "（例）%s", "(example) %s"), a->title)
				    : a->title;
	const char *name = *a->municipality ? view_format(view, "%s  %s", title, a->municipality) : title;
	view_span(view, row, 2, room, STYLE_NORMAL, name);
	int col = 2 + room + 1;
	if (day) {
		view_span(view, row, col, day, STYLE_DIM,
			  view_take(view, day_words(a->updated_at, app->lang)));
		col += day + 1;
	}
	size_t answered = a->answered < 0 ? 0 : (size_t)a->answered,
	       asked = a->asked < 0 ? 0 : (size_t)a->asked;
	if (bar) {
		view_span(view, row, col, 0, STYLE_ACCENT,
			  view_take(view, bar_progress(answered, asked, bar)));
		col += bar + 2;
	}
	view_span(view, row, col, count, STYLE_NORMAL,
		  a->workshop ? view_format(view, TR(app->lang, "提出 %zu/%zu人", "%zu/%zu handed in"),
					    answered, asked)
			      : view_format(view, "%zu/%zu", answered, asked));
}

static const char *heading(const struct app *app, struct view *view)
{
	if (home_is_narrowed(app))
		return view_format(view,
				   app->home.bin
					   ? TR(app->lang, "ごみ箱から「%s」で検索：%zu件（回答済み／設問）",
						"\"%s\" in the bin: %zu (answered / questions)")
					   : TR(app->lang, "「%s」で検索：%zu件（回答済み／設問）",
						"\"%s\": %zu found (answered / questions)"),
				   editor_text(&app->home.words), app->home.total);
	if (app->home.bin)
		return TR(app->lang, "ごみ箱にある自己点検（回答済み／設問）",
			  "In the bin (answered / questions)");
	/* The footer may have no room for it just where it is wanted. */
	bool many = app->home.saved.more || app->home.saved.count > MANY;
	return many && app_screen(app) == SCREEN_HOME
		       ? TR(app->lang, "保存されている自己点検（回答済み／設問）　/ で検索",
			    "Saved assessments (answered / questions); / searches")
		       : TR(app->lang, "保存されている自己点検（回答済み／設問）",
			    "Saved assessments (answered / questions)");
}

/* Nothing is there, or nothing was found. */
static void layout_none(const struct app *app, struct view *view)
{
	if (home_is_narrowed(app)) {
		view_text(view, 0, STYLE_NORMAL,
			  view_format(view,
				      TR(app->lang, "「%s」に当てはまる自己点検はありません。",
					 "No assessment has \"%s\"."),
				      editor_text(&app->home.words)));
		if (app_screen(app) == SCREEN_HOME)
			view_text(view, 0, STYLE_NORMAL,
				  TR(app->lang, "Esc で全ての自己点検を表示します。",
				     "Esc shows all assessments."));
	} else if (app->home.bin) {
		view_text(view, 2, STYLE_DIM, TR(app->lang, "ごみ箱は空です。", "The bin is empty."));
	}
}

void home_layout_saved(const struct app *app, struct view *view, size_t hit)
{
	const struct home *home = &app->home;
	if (home->saved.count == 0) {
		layout_none(app, view);
		return;
	}
	view_text(view, 0, STYLE_HEADING, heading(app, view));
	for (size_t i = 0; i < home->saved.count; i++) {
		size_t row = view->count, at = hit + i;
		layout_saved(app, view, &home->saved.list[i], (int)at);
		if (app_screen(app) != SCREEN_SEARCH && home->focus == at)
			view_focus(view, row);
	}
	if (home->saved.more)
		view_text(view, 2, STYLE_DIM, TR(app->lang, "さらにあります", "There are more"));
}

static void layout(const struct app *app, struct view *view)
{
	const struct home *home = &app->home;
	size_t actions = action_count(app);
	if (is_new(app))
		layout_introduction(app, view);
	for (size_t i = 0; i < actions; i++) {
		size_t row =
			view_item(view, 0, NULL, 2, STYLE_NORMAL, tr_in(ACTIONS[i].text, app->lang), (int)i);
		if (home->focus == i)
			view_focus(view, row);
	}
	if (actions && home->saved.count)
		view_air(view);
	home_layout_saved(app, view, actions + home->offset);
}

const struct screen screen_home = {
	.title = {"ごみ箱", "Bin"},
	.bindings = BINDINGS,
	.update = update,
	.click = click,
	.layout = layout,
};
