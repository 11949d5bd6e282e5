/* SPDX-License-Identifier: MIT */
/* Behind any number of the results: the sum, the answers it comes from, the place in the guidebook, what to
 * do. */
#include "ui/results.h"

#include "base/text.h"
#include "model/words.h"
#include "model/words_group.h"

#include <string.h>

static struct result_row subject(const struct app *app)
{
	return results_row(app, app->results_focus);
}

/* The criterion explained; SIZE_MAX when it is a stage. */
static size_t criterion_of(const struct app *app)
{
	struct result_row row = subject(app);
	return row.kind == RESULT_CRITERION || row.kind == RESULT_LATER ? row.index
	       : row.kind == RESULT_STEP                                ? app->steps.list[row.index].criterion
									: SIZE_MAX;
}

/* The questions one can go to from here: those that feed the criterion and take part. */
static bool feeds(const struct app *app, size_t item)
{
	size_t criterion = criterion_of(app);
	const struct question *question = app->session.instrument.items[item].question;
	if (criterion == SIZE_MAX || app->score.asked[item] == ASKED_NO)
		return false;
	for (size_t i = 0; i < question->criterion_count; i++)
		if (question->criteria[i] == criterion)
			return true;
	return false;
}

static void layout(const struct app *app, struct view *view);

/* One reads line by line: the focus is a row of the layout. How many there are, and the item of the one in
 * focus. */
static size_t measure(const struct app *app, size_t *item)
{
	int left, cols, top, height;
	app_body(app, &left, &cols, &top, &height);
	struct view view;
	view_init(&view, cols, app->rows);
	layout(app, &view);
	int hit = app->why_focus < view.count ? view.rows[app->why_focus].hit : HIT_NONE;
	*item = hit == HIT_NONE ? ITEM_NONE : (size_t)hit;
	size_t count = view.count;
	view_release(&view);
	return count;
}

static bool on_question(const struct app *app)
{
	size_t item;
	measure(app, &item);
	return item != ITEM_NONE && app->score.asked[item] == ASKED_YES;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"その設問へ", "go there"}, {"選んだ設問を開きます", "Open the question"}, on_question},
	BIND_MOVE,
	BIND_BACK,
	{CMD_LEAVE, {'q'}, "q", {"中断", "leave"}, {"最初の画面へ戻ります", "Leave for the first screen"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

static void enter(struct app *app)
{
	app->why_focus = 0;
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	bool moved;
	size_t item, rows = measure(app, &item), page = app->rows > 10 ? (size_t)app->rows - 8 : 4;
	app->why_focus = focus_move(app->why_focus, rows, page, command, &moved);
	if (moved)
		return EFFECT(NONE);
	if (command != CMD_ENTER)
		return EFFECT(PASS);
	return app_open_item(app, item);
}

static struct effect click(struct app *app, int hit)
{
	return app->score.asked[hit] == ASKED_YES ? app_open_item(app, (size_t)hit) : EFFECT(NONE);
}

static void layout_pair(struct view *view, const char *label, const char *text)
{
	view_item(view, 0, label, 14, STYLE_NORMAL, text, HIT_NONE);
}

/* ---- a stage ---- */

static const char *gate_reason(const struct app *app, struct view *view, size_t stage)
{
	const struct stage_score *s = &app->score.stages[stage];
	switch (s->gate) {
	case GATE_NOT_READY:
		return TR(app->lang,
			  "この段階かその前の段階に、基礎が整っていない項目か、留意すべき状態のある項目があり"
			  "ます。",
			  "An item of this stage or one before it has no foundation yet, or is in a state of "
			  "caution.");
	case GATE_READY:
		return TR(app->lang, "この段階とその前の段階の全項目で、基礎が整っています。",
			  "All items of this stage and those before it have their foundation.");
	case GATE_READY_SO_FAR:
		return TR(
			app->lang,
			"聞いた項目では、基礎が整っています。この点検で聞いていない項目があります。",
			"The items asked about have their foundation; some items were not asked about here.");
	case GATE_UNDECIDED:
		return TR(app->lang, "未回答か「わからない」の設問があり、答えによって変わります。",
			  "Some questions are blank or not known; the outcome depends on them.");
	default:
		return view_format(view, "%s",
				   TR(app->lang, "この点検では聞いていません。", "Not asked about here."));
	}
}

static void layout_stage(const struct app *app, struct view *view, size_t stage)
{
	const struct stage *s = &app->framework->stages[stage];
	view_text(view, 0, STYLE_HEADING, tr_in(s->title, app->lang));
	view_text(view, 0, STYLE_NORMAL, tr_in(s->purpose, app->lang));
	view_air(view);
	view_text(view, 0, STYLE_NORMAL, view_take(view, words_stage(&app->score, stage, app->lang)));
	view_text(view, 0, STYLE_NORMAL, gate_reason(app, view, stage));
	view_air(view);
	for (size_t c = 0; c < app->framework->criterion_count; c++) {
		if (app->framework->criteria[c].stage > stage)
			continue;
		const struct criterion_score *score = &app->score.criteria[c];
		size_t row = view_row(view, HIT_NONE);
		view_span(view, row, 2, 26, STYLE_NORMAL,
			  tr_in(app->framework->criteria[c].label, app->lang));
		view_span(view, row, 29, view->cols - 29, STYLE_NORMAL,
			  view_take(view, words_verdict(score, app->lang)));
	}
	view_air(view);
	view_text(view, 0, STYLE_DIM,
		  view_format(view, "%s%s%s", tr_in(words_gate_note(), app->lang), TR(app->lang, "", " "),
			      TR(app->lang,
				 "「基礎」の設問がすべて2点以上で、留意すべき状態がないとき、その項目は整って"
				 "いると数えます。",
				 "An item stands when all its foundation questions have 2 points or more and "
				 "no caution is open.")));
}

/* ---- a criterion ---- */

/* Thousandths as people write them: 1, 2.5. */
static const char *points_text(struct view *view, int64_t thousandths)
{
	int64_t whole = thousandths / 1000, rest = thousandths % 1000;
	int digits = 3;
	while (digits > 0 && rest % 10 == 0) {
		rest /= 10;
		digits--;
	}
	return digits ? view_format(view, "%lld.%0*lld", (long long)whole, digits, (long long)rest)
		      : view_format(view, "%lld", (long long)whole);
}

static void layout_sum(const struct app *app, struct view *view, const struct criterion_score *c)
{
	int64_t all = c->weight_all * 3;
	const char *points = view_take(view, words_score(c, app->lang));
	layout_pair(view, TR(app->lang, "得点", "Score"), points);
	if (c->weight_all > 0)
		view_text(
			view, 14, STYLE_DIM,
			view_format(view,
				    TR(app->lang,
				       "回答の点の合計 %s を満点 %s で割ります。未回答があると幅で示します。",
				       "Points given: %s of %s. Missing answers give it a range."),
				    points_text(view, c->points), points_text(view, all)));
	layout_pair(
		view, TR(app->lang, "回答の割合", "Coverage"),
		c->coverage.den > 0
			? view_format(
				  view,
				  TR(app->lang, "%d％（%zu問中%zu問。3分の2に満たないと判定しません）",
				     "%d%% (of %zu questions %zu; below two thirds the score is withheld)"),
				  fraction_percent(c->coverage), c->questions - c->not_applicable,
				  c->answered)
			: "-");
	layout_pair(view, TR(app->lang, "判定", "Verdict"), view_take(view, words_verdict(c, app->lang)));
	view_text(view, 14, STYLE_DIM,
		  TR(app->lang,
		     "基礎・実践・定着の順に、その段階までの設問がすべて2点以上なら届いたと見ます。",
		     "A level is reached when every question up to it has 2 points or more: foundation, "
		     "practice, established."));
	if (c->without_evidence)
		layout_pair(view, TR(app->lang, "根拠", "Evidence"),
			    view_format(view,
					TR(app->lang, "2点以上の回答のうち %zu問に根拠の記載がありません。",
					   "%zu answers of 2 points or more name no evidence."),
					c->without_evidence));
}

static const char *people_text(const struct app *app, struct view *view, size_t item)
{
	const struct spread *s = &group_of(app)->items[item];
	return s->lowest < 0 ? "" : view_format(view, "%d-%d", s->lowest, s->highest);
}

/* Of a workshop: how the range of opinions and the gap between departments come about. */
static void layout_group(const struct app *app, struct view *view, size_t criterion)
{
	const struct criterion_band *band = &group_of(app)->bands[criterion];
	const struct gap *gap = &group_of(app)->gaps[criterion];
	if (band->low.den) {
		layout_pair(view, TR(app->lang, "意見の開き", "Opinions"),
			    view_format(view, "%d-%d", fraction_percent(band->low),
					fraction_percent(band->high)));
		view_text(view, 14, STYLE_DIM,
			  TR(app->lang,
			     "各設問のいちばん低い回答だけ、いちばん高い回答だけで得点を出した幅です。合意し"
			     "た設問では、合意した回答を使います。下の表の「最低-最高」がもとになります。",
			     "The score from the lowest answers alone and from the highest alone; where "
			     "something was agreed, from that. Lowest and highest stand in the list below."));
	}
	char *words = words_gap(gap, app->lang);
	if (!words)
		return;
	layout_pair(view, TR(app->lang, "部局の差", "Departments"), view_take(view, words));
	view_text(view, 14, STYLE_DIM,
		  view_format(view,
			      TR(app->lang,
				 "部局ごとの回答の下側の中央値（0から3）の差を、二つ以上の部局が答えた%"
				 "zu問で平均しています。",
				 "The difference of the departments' lower medians (0 to 3), averaged over "
				 "the %zu questions that at least two of them answered."),
			      gap->questions));
}

static const char *answer_text(const struct app *app, struct view *view, size_t item)
{
	const struct question *q = app->session.instrument.items[item].question;
	const struct answer *a = &app_answers(app)->at[item];
	int value = answer_value(q, a);
	if (app->score.asked[item] == ASKED_PENDING)
		return TR(app->lang, "前の設問しだい", "depends");
	if (value < 0)
		return tr_in(state_word(a->state), app->lang);
	return view_format(view, TR(app->lang, "%d点", "%d of 3"), value);
}

static void layout_questions(const struct app *app, struct view *view)
{
	const int right = TR(app->lang, 16, 16);
	view_text(view, 0, STYLE_HEADING,
		  TR(app->lang, "もとになった設問（点は0から3）", "The questions behind it (0 to 3 points)"));
	for (size_t i = 0; i < app->session.instrument.count; i++) {
		if (!feeds(app, i))
			continue;
		const struct question *q = app->session.instrument.items[i].question;
		size_t r = view_row(view, (int)i);
		view_span(view, r, 2, 11, STYLE_DIM, tr_in(level_word(q->level), app->lang));
		view_span(view, r, 14, view->cols - 14 - right - 1, STYLE_NORMAL, tr_in(q->text, app->lang));
		view_span(view, r, view->cols - right, right, STYLE_NORMAL,
			  group_is_there(app)
				  ? view_format(view, TR(app->lang, "%s（%s）", "%s (%s)"),
						answer_text(app, view, i), people_text(app, view, i))
				  : answer_text(app, view, i));
	}
	view_air(view);
}

/* The rows of the checklists that were not ticked, where the guidebook asks for them. */
static void layout_missing(const struct app *app, struct view *view, size_t criterion)
{
	for (size_t i = 0; i < app->session.instrument.count; i++) {
		const struct question *q = app->session.instrument.items[i].question;
		uint32_t missing = missing_options(&app->score, app_answers(app), criterion, i);
		if (!missing)
			continue;
		view_text(view, 0, STYLE_HEADING, TR(app->lang, "選んでいないもの", "Not ticked"));
		view_text(view, 2, STYLE_DIM, tr_in(q->text, app->lang));
		for (size_t o = 0; o < q->option_count; o++)
			if (missing >> o & 1)
				view_item(view, 2, "-", 5, STYLE_NORMAL, tr_in(q->options[o].text, app->lang),
					  HIT_NONE);
		view_air(view);
	}
}

static void layout_flags(const struct app *app, struct view *view, size_t criterion)
{
	for (size_t i = 0; i < app->score.flag_count; i++) {
		const struct open_flag *open = &app->score.flags[i];
		if (open->criterion != criterion)
			continue;
		const struct question *q = app->session.instrument.items[open->item].question;
		const struct flag *flag = q->options[open->option].flag;
		view_item(view, 0, "!", 2, STYLE_WARNING, tr_in(flag->text, app->lang), HIT_NONE);
		view_text(view, 2, STYLE_DIM,
			  view_format(view,
				      TR(app->lang, "このため、段階は最大でも%s。出典：%s",
					 "So the level is at most: %s. Source: %s"),
				      flag->cap ? tr_in(level_word(flag->cap), app->lang)
						: TR(app->lang, "なし", "none"),
				      tr_in(q->source->where, app->lang)));
		view_air(view);
	}
}

static void layout_advice(const struct app *app, struct view *view, const struct criterion *c)
{
	view_text(view, 0, STYLE_HEADING, TR(app->lang, "次に取り組めること", "What to do next"));
	for (size_t i = 0; i < c->advice_count; i++) {
		const struct advice *advice = &c->advice[i];
		view_item(view, 2, view_format(view, "%zu", i + 1), 5, STYLE_NORMAL,
			  tr_in(advice->text, app->lang), HIT_NONE);
		if (advice->example)
			view_text(
				view, 5, STYLE_DIM,
				view_format(view,
					    TR(app->lang, "%sの例（2021年時点）：%s", "%s (as of 2021): %s"),
					    tr_in(advice->example->place, app->lang),
					    tr_in(advice->example->text, app->lang)));
	}
}

static void layout_criterion(const struct app *app, struct view *view, size_t criterion)
{
	const struct criterion *c = &app->framework->criteria[criterion];
	view_text(view, 0, STYLE_HEADING, tr_in(c->title, app->lang));
	view_air(view);
	layout_flags(app, view, criterion);
	layout_sum(app, view, &app->score.criteria[criterion]);
	if (group_is_there(app))
		layout_group(app, view, criterion);
	view_air(view);
	layout_pair(view, TR(app->lang, "望ましい状態", "Sound state"), tr_in(c->sound, app->lang));
	layout_pair(view, TR(app->lang, "起こること", "Otherwise"), tr_in(c->risk, app->lang));
	layout_pair(view, TR(app->lang, "出典", "Source"),
		    view_format(view, "%s %s%s", tr_in(c->source->where, app->lang),
				tr_in(c->source->title, app->lang),
				c->origin == ORIGIN_CAUTION_POINT
					? ""
					: TR(app->lang, "（本文）", " (in the text)")));
	view_air(view);
	layout_questions(app, view);
	layout_missing(app, view, criterion);
	layout_advice(app, view, c);
}

static void layout(const struct app *app, struct view *view)
{
	struct result_row row = subject(app);
	if (row.kind == RESULT_STAGE)
		layout_stage(app, view, row.index);
	else if (row.kind != RESULT_END)
		layout_criterion(app, view, criterion_of(app));
	view_reading(view, app->why_focus);
}

const struct screen screen_why = {
	.title = {"結果の理由", "Why"},
	.bindings = BINDINGS,
	.enter = enter,
	.update = update,
	.click = click,
	.layout = layout,
};
