/* SPDX-License-Identifier: MIT */
/* Two points in time: pick the earlier one; then, item by item, what changed and what only the questions did.
 */
#include "ui/app.h"

#include "model/municipality.h"
#include "model/words_group.h"

#include <stdlib.h>

static bool is_picking(const struct app *app)
{
	return !app->group_ui.is_compared;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"比べる", "compare"}, {"選んだ自己点検と比べます", "Compare with this one"}, is_picking},
	BIND_MOVE,
	BIND_BACK,
	{CMD_LEAVE, {'q'}, "q", {"中断", "leave"}, {"最初の画面へ戻ります", "Leave for the first screen"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

static size_t row_count(const struct app *app)
{
	return is_picking(app) ? app->group_ui.earlier.count : app->group_ui.comparison.count;
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	struct group_state *g = &app->group_ui;
	bool moved;
	size_t page = app->rows > 12 ? (size_t)(app->rows - 8) / 3 : 2;
	g->compare_focus = focus_move(g->compare_focus, row_count(app), page, command, &moved);
	if (moved)
		return EFFECT(NONE);
	return command == CMD_ENTER && is_picking(app) ? effect_of(EFFECT_COMPARE, g->compare_focus)
						       : EFFECT(PASS);
}

static struct effect click(struct app *app, int hit)
{
	bool again = app->group_ui.compare_focus == (size_t)hit;
	app->group_ui.compare_focus = (size_t)hit;
	return again && is_picking(app) ? effect_of(EFFECT_COMPARE, (size_t)hit) : EFFECT(NONE);
}

/* ---- layout ---- */

static const char *score_words(struct view *view, struct fraction low, struct fraction high,
			       struct fraction score)
{
	if (!low.den)
		return "-";
	if (score.den && fraction_percent(low) == fraction_percent(high))
		return view_format(view, "%d", fraction_percent(score));
	return view_format(view, "%d-%d", fraction_percent(low), fraction_percent(high));
}

static void layout_change(const struct app *app, struct view *view, size_t row)
{
	const struct criterion_change *c = &app->group_ui.comparison.list[row];
	size_t at = view_item(view, 0, NULL, 2, STYLE_NORMAL,
			      view_format(view, TR(app->lang, "%s　%s", "%s: %s"),
					  tr_in(c->criterion->label, app->lang),
					  tr_in(change_word(c->kind), app->lang)),
			      (int)row);
	if (c->comparability.den) {
		const char *before = score_words(view, c->low1, c->high1, c->score1),
			   *after = score_words(view, c->low2, c->high2, c->score2);
		view_item(
			view, 0, NULL, 4, STYLE_DIM,
			view_format(view,
				    TR(app->lang,
				       "同じ設問では前回 %s、今回 %s、変化 %s　設問が変わったための差 "
				       "%s　比べられる割合 %d％",
				       "same questions: before %s, now %s, change %s; because the "
				       "questions changed %s; comparable %d%%"),
				    before, after, c->has_real ? view_take(view, words_points(c->real)) : "-",
				    c->has_real && c->has_whole ? view_take(view, words_points(c->instrument))
								: "-",
				    fraction_percent(c->comparability)),
			(int)row);
	}
	if (app->group_ui.compare_focus == row)
		view_focus(view, at);
}

static void layout_earlier(const struct app *app, struct view *view, size_t row)
{
	const struct assessment *a = &app->group_ui.earlier.list[row];
	char *day = a->reference_date && *a->reference_date ? date_words(a->reference_date, app->lang)
							    : day_words(a->started_at, app->lang);
	size_t at = view_item(view, 0, NULL, 2, STYLE_NORMAL, view_format(view, "%s  %s", day, a->title),
			      (int)row);
	free(day);
	if (app->group_ui.compare_focus == row)
		view_focus(view, at);
}

static void layout(const struct app *app, struct view *view)
{
	view_text(
		view, 0, STYLE_NORMAL,
		is_picking(app)
			? TR(app->lang, "どの自己点検と比べますか。", "Which one shall it be compared with?")
			: TR(app->lang,
			     "変化は、両方で聞いた同じ設問だけで比べます。未回答による幅が重なるときは、変化"
			     "があるとはいえません。",
			     "Change is measured on the questions that both asked. Where the ranges left "
			     "open by missing answers overlap, no change can be told."));
	view_air(view);
	view_pin(view);
	for (size_t row = 0, count = row_count(app); row < count; row++) {
		if (is_picking(app))
			layout_earlier(app, view, row);
		else
			layout_change(app, view, row);
	}
}

const struct screen screen_compare = {
	.title = {"前回と比べる", "Compare"},
	.bindings = BINDINGS,
	.update = update,
	.click = click,
	.layout = layout,
};
