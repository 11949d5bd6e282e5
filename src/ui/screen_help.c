/* SPDX-License-Identifier: MIT */
/* Help on the screen below: on a question why it is asked and its source; everywhere the keys that work. */
#include "ui/app.h"

#include "model/words.h"

#include <string.h>

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_BACK, {K_ESCAPE, K_LEFT, 'p', 'q', K_ENTER, '?', K_F1}, "Esc", {"戻る", "back"}, {"元の画面へ戻ります", "Back to the screen before"}, NULL},
	BIND_MOVE,
	{CMD_LANG, {'L', K_F2}, "L", {"English", "日本語"}, {"表示を英語に切り替えます（F2でも）", "Switch to Japanese (also F2)"}, NULL},
	BIND_END,
};
/* clang-format on */

static enum screen_id below(const struct app *app)
{
	return app->depth > 1 ? app->stack[app->depth - 2] : SCREEN_HOME;
}

static void layout(const struct app *app, struct view *view);

static size_t row_count(const struct app *app)
{
	int left, cols, top, height;
	app_body(app, &left, &cols, &top, &height);
	struct view view;
	view_init(&view, cols, app->rows);
	layout(app, &view);
	size_t count = view.count;
	view_release(&view);
	return count;
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	bool moved;
	size_t page = app->rows > 10 ? (size_t)app->rows - 8 : 4;
	app->scroll = focus_move(app->scroll, row_count(app), page, command, &moved);
	return moved ? EFFECT(NONE) : EFFECT(PASS);
}

static void layout_question(const struct app *app, struct view *view)
{
	const struct question *q = app->session.instrument.items[app->item].question;
	view_text(view, 0, STYLE_HEADING, tr_in(q->text, app->lang));
	view_air(view);
	view_text(view, 2, STYLE_NORMAL, tr_in(q->help, app->lang));
	view_air(view);
	view_text(view, 2, STYLE_DIM,
		  view_format(view,
			      TR(app->lang, "出典：スマートシティガイドブック %s「%s」",
				 "Source: Smart City Guidebook %s, %s"),
			      tr_in(q->source->where, app->lang), tr_in(q->source->title, app->lang)));
	view_text(view, 2, STYLE_DIM,
		  view_format(view, TR(app->lang, "設問の根拠：%s", "Basis: %s"),
			      tr_in(basis_word(q->basis), app->lang)));
	for (size_t i = 0; i < q->criterion_count; i++)
		view_text(
			view, 2, STYLE_DIM,
			view_format(view, TR(app->lang, "確認項目：%s（%s）", "Item: %s (%s)"),
				    tr_in(app->session.framework->criteria[q->criteria[i]].title, app->lang),
				    tr_in(level_word(q->level), app->lang)));
	view_blank(view);
}

static void layout_keys(const struct app *app, struct view *view, const struct binding *bindings)
{
	view_text(view, 0, STYLE_HEADING, TR(app->lang, "キー", "Keys"));
	for (const struct binding *b = bindings; b->command != CMD_NONE; b++)
		if (binding_enabled(app, b))
			view_item(view, 2, b->shown, 13, STYLE_NORMAL, tr_in(b->help, app->lang), HIT_NONE);
}

static void layout(const struct app *app, struct view *view)
{
	enum screen_id id = below(app);
	if (id == SCREEN_QUESTION && app->item != ITEM_NONE)
		layout_question(app, view);
	layout_keys(app, view, screen_get(id)->bindings);
	view_blank(view);
	view_text(view, 2, STYLE_DIM,
		  TR(app->lang,
		     "日本語入力はオフ（半角英数）にしてお使いください。文字を書く欄ではオンにします。",
		     "Keep the Japanese input method off, except where you write text."));
	view_reading(view, app->scroll);
}

const struct screen screen_help = {
	.title = {"ヘルプ", "Help"},
	.bindings = BINDINGS,
	.update = update,
	.layout = layout,
};
