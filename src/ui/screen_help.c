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

/* What a screen is for, where that is more than its keys tell. */
static void layout_purpose(const struct app *app, struct view *view, enum screen_id id)
{
	static const struct tr purpose[SCREEN_COUNT] = {
		[SCREEN_WORKSHOP] =
			{"1台のパソコンを順に渡し、それぞれが別々に答えます。提出した回答は、進行役が公開する"
			 "まで、この画面にも結果や書き出しにも出ません（保存先のファイルを直接読む人を防ぐも"
			 "の"
			 "ではありません）。公開の後、答えの分かれた設問を話し合います。",
			 "One laptop goes round and each person answers apart. What was handed in shows "
			 "nowhere in "
			 "this program, results and export included, before the facilitator reveals it (it "
			 "is no "
			 "protection from somebody who reads the saved file itself). Then you talk about the "
			 "questions where answers differ."},
		[SCREEN_HANDOVER] = {"パソコンを渡す間の画面です。誰の回答も表示しません。",
				     "For while the laptop changes hands. It shows nobody's answers."},
		[SCREEN_PERSON] =
			{"3人未満の部局は、その部局の全員が同意したときだけ、部局として表示します。ほかは「そ"
			 "の他」にまとめます。同意は、本人が答え始める前に確かめます。",
			 "A department of fewer than three people is shown only where all of them consent; "
			 "otherwise it is folded into \"Other\". Ask for consent before the person answers."},
		[SCREEN_ENTRY] =
			{"紙の番号のとおりに数字を押すと、次の設問へ進みます。条件に合わずお聞きしない"
			 "設問は飛ばします。",
			 "Press the numbers as they stand on the sheet; each goes on to the next question. "
			 "Questions that turn out not to be asked are passed over."},
	};
	if (!purpose[id].ja)
		return;
	view_text(view, 2, STYLE_NORMAL, tr_in(purpose[id], app->lang));
	view_blank(view);
}

static void layout(const struct app *app, struct view *view)
{
	enum screen_id id = below(app);
	if (id == SCREEN_QUESTION && app->item != ITEM_NONE)
		layout_question(app, view);
	layout_purpose(app, view, id);
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
