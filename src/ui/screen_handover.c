/* SPDX-License-Identifier: MIT */
/* The laptop changes hands: large, calm, nobody's answers. */
#include "ui/app.h"

#include <string.h>

static bool is_giving(const struct app *app)
{
	return app->workshop_ui.handover == HANDOVER_GIVE;
}

static bool is_given_back(const struct app *app)
{
	return !is_giving(app);
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"受け取りました", "I have it"}, {"受け取った人が押し、自分の回答を始めます", "The person who has the laptop now begins"}, is_giving},
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"受け取りました", "I have it"}, {"進行役が押し、元の画面へ戻ります", "The facilitator goes back to the screen before"}, is_given_back},
	{CMD_BACK, {K_ESCAPE, K_LEFT, 'p', 'q'}, "Esc", {"戻る", "back"}, {"前の画面へ戻ります", "Back to the screen before"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

static struct effect go(struct app *app)
{
	if (is_giving(app))
		return EFFECT(TURN);
	app_pop(app);
	return EFFECT(NONE);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	return command == CMD_ENTER ? go(app) : EFFECT(PASS);
}

static struct effect click(struct app *app, int hit)
{
	(void)hit;
	return go(app);
}

static void layout_give(const struct app *app, struct view *view)
{
	const struct workshop_state *w = &app->workshop_ui;
	view_text(view, 4, STYLE_HEADING,
		  view_format(view,
			      TR(app->lang, "%sさんに、パソコンを渡してください。",
				 "Please pass the laptop to %s."),
			      w->next.alias));
	view_blank(view);
	view_text(view, 4, STYLE_NORMAL,
		  TR(app->lang, "ほかの人の回答は表示されません。", "Nobody else's answers are shown."));
	if (w->second_item != ITEM_NONE)
		view_text(view, 4, STYLE_NORMAL,
			  TR(app->lang, "一つの設問だけに、もう一度答えます。",
			     "One question alone is answered once more."));
	else if (w->next.begun)
		view_text(view, 4, STYLE_NORMAL,
			  TR(app->lang, "前回の続きから答えられます。", "It goes on where it was left."));
}

static void layout_back(const struct app *app, struct view *view)
{
	static const struct tr said[] = {
		[HANDOVER_LATER] = {"途中までの回答を保存しました。続きは後で答えられます。",
				    "What you have so far is saved. You can go on later."},
		[HANDOVER_DONE] = {"提出しました。公開まで、誰にも見えません。",
				   "Handed in. Nobody sees it before the reveal."},
		[HANDOVER_ANSWERED] = {"回答を保存しました。", "Your answer is saved."},
	};
	view_text(view, 4, STYLE_NORMAL, tr_in(said[app->workshop_ui.handover], app->lang));
	view_blank(view);
	view_text(view, 4, STYLE_HEADING,
		  TR(app->lang, "進行役に、パソコンを返してください。",
		     "Please give the laptop back to the facilitator."));
}

static void layout(const struct app *app, struct view *view)
{
	int left, cols, top, height;
	app_body(app, &left, &cols, &top, &height);
	for (int i = 0; i < (height - 8) / 2; i++)
		view_blank(view);
	(is_giving(app) ? layout_give : layout_back)(app, view);
	view_blank(view);
	size_t row = view_item(
		view, 0, NULL, 4, STYLE_NORMAL,
		is_giving(app)
			? TR(app->lang, "受け取ったら、Enter を押します。", "When you have it, press Enter.")
			: TR(app->lang, "進行役が Enter を押します。", "The facilitator presses Enter."),
		0);
	view_focus(view, row);
	view_caret(view, row, 2);
}

const struct screen screen_handover = {
	.title = {"受け渡し", "Hand-over"},
	.bindings = BINDINGS,
	.update = update,
	.click = click,
	.layout = layout,
};
