/* SPDX-License-Identifier: MIT */
/* A question to the person, with its answers as rows; Esc leaves everything as it is. */
#include "ui/app.h"

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' '}, "Enter", {"決定", "choose"}, {"今の行を選びます", "Choose this row"}, NULL},
	{CMD_DIGIT, {'1'}, "1-4", {NULL, NULL}, {"その番号の行を選びます", "Choose the row of that number"}, NULL},
	BIND_MOVE,
	{CMD_BACK, {K_ESCAPE, K_LEFT, 'p', 'q'}, "Esc", {"戻る", "back"}, {"何もせずに戻ります", "Go back, nothing done"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

static struct effect choose(struct app *app, size_t row)
{
	struct effect effect = app->ask.choice[row].effect;
	if (effect.kind == EFFECT_NONE)
		app_pop(app);
	return effect;
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	if (event->kind == EVENT_KEY && event->key >= '1' && event->key < '1' + app->ask.count)
		return choose(app, event->key - '1');
	bool moved;
	app->ask.focus = focus_move(app->ask.focus, app->ask.count, 4, command, &moved);
	if (moved)
		return EFFECT(NONE);
	return command == CMD_ENTER ? choose(app, app->ask.focus) : EFFECT(PASS);
}

static struct effect click(struct app *app, int hit)
{
	return choose(app, (size_t)hit);
}

static void layout(const struct app *app, struct view *view)
{
	view_text(view, 0, STYLE_HEADING, app->ask.text ? app->ask.text : "");
	view_blank(view);
	for (size_t i = 0; i < app->ask.count; i++) {
		size_t row = view_item(view, 2, view_format(view, "%zu", i + 1), 5, STYLE_NORMAL,
				       tr_in(app->ask.choice[i].label, app->lang), (int)i);
		if (app->ask.focus == i)
			view_focus(view, row);
	}
}

const struct screen screen_ask = {
	.title = {"確認", "Please confirm"},
	.bindings = BINDINGS,
	.update = update,
	.click = click,
	.layout = layout,
};
