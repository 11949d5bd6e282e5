/* SPDX-License-Identifier: MIT */
/* What to talk about today: the agenda, as much of it as fits the minutes marked; then all other questions.
 */
#include "ui/app.h"

#include "base/text.h"
#include "model/words_group.h"
#include "ui/spread.h"

enum { MINUTES_STEP = 10, MINUTES_MOST = 600, MINUTES_USUAL = 40 };

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"話し合う", "talk"}, {"選んだ設問を話し合う画面を開きます", "Open the question to talk about it"}, NULL},
	{CMD_RESULTS, {'r'}, "r", {"結果", "results"}, {"結果を見ます", "See the results"}, NULL},
	{CMD_TO_ACTIONS, {'t'}, "t", {"取組", "actions"}, {"これからの取組の一覧を開きます", "Open the list of actions"}, NULL},
	{CMD_EXPORT, {'c'}, "c", {"CSV", "CSV"}, {"CSVや記録を書き出します", "Write a CSV file or the minutes"}, NULL},
	{CMD_LEFT, {'-', '['}, "-", {"時間を減らす", "less time"}, {"話し合いの時間を10分減らします", "Ten minutes of talk less"}, NULL},
	{CMD_RIGHT, {'+', ']', ';'}, "+", {"増やす", "more"}, {"話し合いの時間を10分増やします", "Ten minutes of talk more"}, NULL},
	BIND_MOVE,
	BIND_BACK,
	{CMD_LEAVE, {'q'}, "q", {"中断", "leave"}, {"最初の画面へ戻ります。回答はすべて保存されています", "Leave for the first screen; all answers are saved"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

static void enter(struct app *app)
{
	group_recompute(app);
	if (app->group_ui.agenda_focus >= group_row_count(app))
		app->group_ui.agenda_focus = 0;
}

static struct effect open_row(const struct app *app)
{
	size_t item = group_row_item(app, app->group_ui.agenda_focus);
	return item == ITEM_NONE ? EFFECT(NONE) : effect_of(EFFECT_DISCUSS, item);
}

static int minutes_of(const struct app *app)
{
	int minutes = app->session.assessment.minutes;
	return minutes ? minutes : MINUTES_USUAL;
}

static struct effect change_minutes(const struct app *app, int by)
{
	int minutes = minutes_of(app) + by;
	minutes = minutes < MINUTES_STEP ? MINUTES_STEP : minutes > MINUTES_MOST ? MINUTES_MOST : minutes;
	return effect_of(EFFECT_MINUTES, (size_t)minutes);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	struct group_state *g = &app->group_ui;
	bool moved;
	size_t page = app->rows > 12 ? (size_t)(app->rows - 8) / 3 : 2;
	g->agenda_focus = focus_move(g->agenda_focus, group_row_count(app), page, command, &moved);
	if (moved)
		return EFFECT(NONE);
	switch (command) {
	case CMD_ENTER:
		return open_row(app);
	case CMD_RESULTS:
		app_push(app, SCREEN_RESULTS);
		return EFFECT(NONE);
	case CMD_TO_ACTIONS:
		app_push(app, SCREEN_ACTIONS);
		return EFFECT(NONE);
	case CMD_EXPORT:
		return effect_of(EFFECT_EXPORT_ASK, EXPORT_AGREEMENT);
	case CMD_LEFT:
	case CMD_RIGHT:
		return change_minutes(app, command == CMD_LEFT ? -MINUTES_STEP : MINUTES_STEP);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	bool again = app->group_ui.agenda_focus == (size_t)hit;
	app->group_ui.agenda_focus = (size_t)hit;
	return again ? open_row(app) : EFFECT(NONE);
}

/* ---- layout ---- */

static const char *outcome(const struct app *app, const struct spread *s)
{
	return s->agreed      ? TR(app->lang, "合意", "agreed")
	       : s->left_open ? TR(app->lang, "残す", "left open")
			      : "";
}

static void layout_question(const struct app *app, struct view *view, size_t row)
{
	const int state = 10, picture = SPREAD_COLUMNS;
	size_t item = group_row_item(app, row);
	const struct spread *s = &group_of(app)->items[item];
	bool focused = app->group_ui.agenda_focus == row;
	bool fits = row < group_of(app)->agenda_count && agenda_has_room(group_of(app), row, minutes_of(app));
	int room = view->cols - 7 - state - 1;
	const char *text = tr_in(app->session.instrument.items[item].question->text, app->lang);
	size_t at = focused ? view_wrapped(view, 7, room, STYLE_NORMAL, text, (int)row)
			    : view_row(view, (int)row);
	if (!focused)
		view_span(view, at, 7, room, STYLE_NORMAL, text);
	view_span(view, at, 2, 0, STYLE_ACCENT, fits ? "▸" : "");
	view_span(view, at, 4, 2, STYLE_NORMAL, view_format(view, "%2zu", item + 1));
	view_span(view, at, view->cols - state, state, STYLE_ACCENT, outcome(app, s));
	size_t below = view_wrapped(view, 7 + picture + 2, view->cols - 7 - picture - 2, STYLE_DIM,
				    view_take(view, words_why(s, app->lang)), (int)row);
	view_span(view, below, 7, picture, STYLE_ACCENT, view_take(view, spread_values(s)));
	if (focused)
		view_focus(view, at);
}

static void layout(const struct app *app, struct view *view)
{
	const struct group *group = group_of(app);
	if (!group_is_there(app))
		return;
	view_text(
		view, 0, STYLE_NORMAL,
		group->agenda_count
			? view_format(view,
				      TR(app->lang,
					 "話し合いの時間は%d分です。▸ "
					 "の設問（%zu問）を、1問に10分で話し合えます。",
					 "There are %d minutes: ten for each of the %zu questions marked ▸."),
				      minutes_of(app), agenda_fits(group, minutes_of(app)))
			: TR(app->lang, "回答が大きく分かれた設問はありません。",
			     "No question divides the group."));
	view_air(view);
	view_pin(view);
	for (size_t row = 0, count = group_row_count(app); row < count; row++) {
		if (row == 0 && group->agenda_count)
			view_text(view, 0, STYLE_HEADING,
				  TR(app->lang, "今日話し合う設問", "What to talk about today"));
		if (row == group->agenda_count) {
			view_air(view);
			view_text(view, 0, STYLE_HEADING, TR(app->lang, "ほかの設問", "The other questions"));
		}
		layout_question(app, view, row);
	}
}

static const char *status(const struct app *app, struct view *view)
{
	const struct workshop *w = &app->group_ui.workshop;
	return view_take(view, words_handed_in(w->count, w->waiting, app->lang));
}

const struct screen screen_reveal = {
	.title = {"話し合う設問", "What to talk about"},
	.bindings = BINDINGS,
	.enter = enter,
	.update = update,
	.click = click,
	.layout = layout,
	.status = status,
};
