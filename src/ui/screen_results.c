/* SPDX-License-Identifier: MIT */
#include "ui/results.h"

#include "base/text.h"
#include "model/words.h"
#include "model/words_group.h"
#include "ui/bar.h"

#include <string.h>

static bool on_hint(const struct app *app)
{
	return results_row(app, app->results_focus).kind == RESULT_HINT;
}

static bool of_one(const struct app *app)
{
	return !group_is_there(app);
}

static bool on_result(const struct app *app)
{
	return !on_hint(app);
}

static bool on_criterion(const struct app *app)
{
	return results_row(app, app->results_focus).kind == RESULT_CRITERION;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"理由を見る", "why"}, {"選んだ行の計算、もとになった回答、ガイドブックの箇所を見ます", "See the sum, the answers behind it and the place in the guidebook"}, on_result},
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"その設問へ", "go there"}, {"「確かめたいところ」の行では、初めの設問を開きます", "On a row worth checking: open the first of its questions"}, on_hint},
	{CMD_EXPORT, {'c'}, "c", {"CSV", "CSV"}, {"得点または回答をCSVに書き出します", "Write scores or answers to a CSV file"}, NULL},
	{CMD_OVERVIEW, {'g'}, "g", {"一覧", "list"}, {"設問の一覧を開きます", "Open the list of all questions"}, of_one},
	{CMD_EDIT, {'a'}, "a", {"質問票を加える", "add"}, {"設定を変え、質問票を加えます", "Change the settings, or add questionnaires"}, NULL},
	{CMD_TO_ACTIONS, {'t'}, "t", {"取組", "actions"}, {"これからの取組の一覧を開きます", "Open the list of actions"}, NULL},
	{CMD_NEW, {'n'}, "n", {"取組を加える", "add an action"}, {"選んだ確認項目から、これからの取組を加えます", "Add an action from this item"}, on_criterion},
	{CMD_COMPARE, {'v'}, "v", {"前回と比べる", "compare"}, {"同じ市町村の、前の自己点検と比べます", "Compare with an earlier one of the same municipality"}, NULL},
	BIND_MOVE,
	BIND_BACK,
	{CMD_LEAVE, {'q'}, "q", {"中断", "leave"}, {"最初の画面へ戻ります。回答はすべて保存されています", "Leave for the first screen; all answers are saved"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

/* The rows one can be on, in order: of each stage that was asked the stage and its criteria that have
 * questions; then the hints; then the steps, and what else is weak. */
static bool criterion_shown(const struct app *app, size_t criterion)
{
	return app->score.criteria[criterion].questions > 0;
}

static bool stage_shown(const struct app *app, size_t stage)
{
	for (size_t c = 0; c < app->framework->criterion_count; c++)
		if (app->framework->criteria[c].stage == stage && criterion_shown(app, c))
			return true;
	return false;
}

/* Behind the "why" screen there are no hints: where an answer changes below it, it never comes to explain
 * one. */
static size_t hints_shown(const struct app *app)
{
	for (size_t i = 0; i < app->depth; i++)
		if (app->stack[i] == SCREEN_WHY)
			return 0;
	return app->hints.count;
}

/* Weak, but of a stage after the one that the steps are for. */
static bool later_shown(const struct app *app, size_t criterion)
{
	for (size_t i = 0; i < app->steps.count; i++)
		if (app->steps.list[i].criterion == criterion)
			return false;
	return criterion_is_weak(&app->score.criteria[criterion]);
}

/* Takes the rows of one weak criterion off *left; true when the row looked for is among them: its part. */
static bool take_parts(const struct app *app, size_t criterion, size_t *left, size_t *part)
{
	size_t first[ADVICE_FIRST];
	size_t rows = 1 + advice_first(&app->framework->criteria[criterion], first);
	*part = *left;
	if (*left < rows)
		return true;
	*left -= rows;
	return false;
}

static struct result_row weak_row(const struct app *app, size_t left)
{
	size_t part;
	for (size_t i = 0; i < app->steps.count; i++)
		if (take_parts(app, app->steps.list[i].criterion, &left, &part))
			return (struct result_row){RESULT_STEP, i, part};
	for (size_t c = 0; c < app->framework->criterion_count; c++)
		if (later_shown(app, c) && take_parts(app, c, &left, &part))
			return (struct result_row){RESULT_LATER, c, part};
	return (struct result_row){RESULT_END, 0, 0};
}

struct result_row results_row(const struct app *app, size_t row)
{
	size_t at = 0;
	for (size_t s = 0; s < app->framework->stage_count; s++) {
		if (!stage_shown(app, s))
			continue;
		if (at++ == row)
			return (struct result_row){RESULT_STAGE, s, 0};
		for (size_t c = 0; c < app->framework->criterion_count; c++)
			if (app->framework->criteria[c].stage == s && criterion_shown(app, c) && at++ == row)
				return (struct result_row){RESULT_CRITERION, c, 0};
	}
	size_t left = row - at;
	if (left < hints_shown(app))
		return (struct result_row){RESULT_HINT, left, 0};
	return weak_row(app, left - hints_shown(app));
}

static size_t row_count(const struct app *app)
{
	size_t count = 0;
	while (results_row(app, count).kind != RESULT_END)
		count++;
	return count;
}

static void enter(struct app *app)
{
	app->framework = app->session.framework;
	app_score(app);
	if (app->results_focus >= row_count(app))
		app->results_focus = 0;
}

/* What is behind the row one is on. */
static struct effect open_row(struct app *app)
{
	struct result_row row = results_row(app, app->results_focus);
	if (row.kind == RESULT_HINT)
		return app_open_item(app, app->hints.list[row.index].items[0]);
	if (row.kind != RESULT_END)
		app_push(app, SCREEN_WHY);
	return EFFECT(NONE);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	bool moved;
	size_t page = app->rows > 10 ? (size_t)(app->rows - 8) / 2 : 4;
	app->results_focus = focus_move(app->results_focus, row_count(app), page, command, &moved);
	if (moved)
		return EFFECT(NONE);
	switch (command) {
	case CMD_ENTER:
		return open_row(app);
	case CMD_TO_ACTIONS:
		return EFFECT(ACTIONS);
	case CMD_NEW:
		group_action_new(app, app->framework->criteria[results_row(app, app->results_focus).index].id,
				 "");
		return EFFECT(NONE);
	case CMD_COMPARE:
		return EFFECT(COMPARE_LIST);
	case CMD_EXPORT:
		return EFFECT(EXPORT_ASK);
	case CMD_OVERVIEW:
		app_push(app, SCREEN_OVERVIEW);
		return EFFECT(NONE);
	case CMD_EDIT:
		return effect_of(EFFECT_SETUP, SIZE_MAX);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	bool again = app->results_focus == (size_t)hit;
	app->results_focus = (size_t)hit;
	return again ? open_row(app) : EFFECT(NONE);
}

/* ---- layout ---- */

static void layout_flags(const struct app *app, struct view *view, size_t criterion, int hit)
{
	for (size_t i = 0; i < app->score.flag_count; i++) {
		const struct open_flag *open = &app->score.flags[i];
		if (open->criterion != criterion)
			continue;
		const struct question *question = app->session.instrument.items[open->item].question;
		const struct source *source = question->source;
		const char *text = view_format(view, TR(app->lang, "%s（%s）", "%s (%s)"),
					       tr_in(question->options[open->option].text, app->lang),
					       tr_in(source->where, app->lang));
		view_item(view, 4, "!", 6, STYLE_WARNING, text, hit);
	}
}

/* Of a workshop: how far opinions are apart, and how departments see it, beside the guidebook's caution. */
static void layout_group(const struct app *app, struct view *view, size_t criterion, int hit)
{
	const struct criterion *c = &app->framework->criteria[criterion];
	const struct criterion_band *band = &group_of(app)->bands[criterion];
	if (band->low.den && fraction_percent(band->low) != fraction_percent(band->high))
		view_item(view, 0, NULL, 4, STYLE_DIM,
			  view_format(view, TR(app->lang, "意見の開き %d-%d", "Opinions range from %d to %d"),
				      fraction_percent(band->low), fraction_percent(band->high)),
			  hit);
	char *gap = words_gap(&group_of(app)->gaps[criterion], app->lang);
	if (!gap)
		return;
	view_item(view, 0, NULL, 4, STYLE_NORMAL, view_take(view, gap), hit);
	view_item(
		view, 0, NULL, 4, STYLE_DIM,
		view_format(view,
			    TR(app->lang, "ガイドブックの注意：%s（%s）", "The guidebook's caution: %s (%s)"),
			    tr_in(c->risk, app->lang), tr_in(c->source->where, app->lang)),
		hit);
}

static void layout_criterion(const struct app *app, struct view *view, size_t criterion, size_t row)
{
	const struct criterion *c = &app->framework->criteria[criterion];
	const struct criterion_score *score = &app->score.criteria[criterion];
	int label = 25, cells = view->cols >= 100 ? 20 : view->cols >= 70 ? 10 : 8;
	int number = 2 + label + cells + 2, verdict = number + 8;
	size_t first = view_row(view, (int)row);
	view_span(view, first, 2, label, STYLE_NORMAL, tr_in(c->label, app->lang));
	view_span(view, first, 2 + label, 0, STYLE_ACCENT,
		  view_take(view, group_is_there(app) ? bar_bands(score->low, score->high,
								  group_of(app)->bands[criterion].low,
								  group_of(app)->bands[criterion].high, cells)
						      : bar_between(score->low, score->high, cells)));
	view_span(view, first, number, 7, STYLE_NORMAL, view_take(view, words_score(score, app->lang)));
	/* With an open flag the rows below say why; the progress is on the "why" screen. */
	const char *words = score->verdict == VERDICT_FLAGGED
				    ? tr_in(verdict_word(score->verdict), app->lang)
				    : view_take(view, words_verdict(score, app->lang));
	if (verdict + text_columns(words) <= view->cols)
		view_span(view, first, verdict, 0, STYLE_NORMAL, words);
	else
		view_item(view, 0, NULL, 4, STYLE_NORMAL, words, (int)row);
	layout_flags(app, view, criterion, (int)row);
	if (group_is_there(app))
		layout_group(app, view, criterion, (int)row);
	if (app->results_focus == row)
		view_focus(view, first);
}

static struct tr gate_word(enum gate gate)
{
	static const struct tr WORDS[GATE_COUNT] = {
		[GATE_NOT_ASKED] = {"この点検では聞いていません", "not asked here"},
		[GATE_NOT_READY] = {"まだ整っていません", "not yet in place"},
		[GATE_READY] = {"整っています", "in place"},
		[GATE_READY_SO_FAR] = {"回答した範囲では整っています", "in place as far as asked"},
		[GATE_UNDECIDED] = {"回答がそろうと決まります", "open until more is answered"},
	};
	return WORDS[gate];
}

static void layout_stage(const struct app *app, struct view *view, size_t stage, size_t row)
{
	const struct stage_score *s = &app->score.stages[stage];
	view_air(view);
	const char *part =
		s->asked == s->criteria
			? ""
			: view_format(view, TR(app->lang, "（聞いたのは%zu項目）", " (%zu asked about)"),
				      s->asked);
	const char *title = tr_in(app->framework->stages[stage].title, app->lang),
		   *gate = tr_in(gate_word(s->gate), app->lang);
	const char *text = app->lang == LANG_JA ? view_format(view, "%s  %zu項目中%zu項目%s　%s", title,
							      s->criteria, s->standing, part, gate)
						: view_format(view, "%s: %zu of %zu items in place%s; %s",
							      title, s->standing, s->criteria, part, gate);
	size_t first = view_item(view, 0, NULL, 2, STYLE_HEADING, text, (int)row);
	if (app->results_focus == row)
		view_focus(view, first);
}

/* One thing to do, and the city that did it. */
static size_t layout_advice(const struct app *app, struct view *view, const struct criterion *c, size_t nth,
			    size_t row)
{
	size_t which[ADVICE_FIRST];
	advice_first(c, which);
	const struct advice *advice = &c->advice[which[nth]];
	size_t first = view_item(view, 5, "-", 7, STYLE_NORMAL, tr_in(advice->text, app->lang), (int)row);
	if (advice->example)
		view_item(view, 0, NULL, 7, STYLE_DIM,
			  view_format(view, TR(app->lang, "%sの例（2021年時点）：%s", "%s (as of 2021): %s"),
				      tr_in(advice->example->place, app->lang),
				      tr_in(advice->example->text, app->lang)),
			  (int)row);
	return first;
}

static const char *step_title(const struct app *app, struct view *view, const struct step *s)
{
	return view_format(view, TR(app->lang, "%s（設問 %zu問%s%s）", "%s (%zu question%s%s)"),
			   tr_in(app->framework->criteria[s->criterion].label, app->lang), s->count,
			   TR(app->lang, "", s->count == 1 ? "" : "s"),
			   s->earlier ? TR(app->lang, "、さかのぼって取り組む項目", ", of an earlier stage")
				      : "");
}

static const char *later_title(const struct app *app, struct view *view, const struct criterion *c)
{
	return view_format(view, TR(app->lang, "%s（%s）", "%s (%s)"), tr_in(c->label, app->lang),
			   tr_in(app->framework->stages[c->stage].title, app->lang));
}

/* What one weak criterion asks for, or one thing to do for it. */
static void layout_weak(const struct app *app, struct view *view, struct result_row at, size_t row)
{
	const struct step *step = at.kind == RESULT_STEP ? &app->steps.list[at.index] : NULL;
	const struct criterion *c = &app->framework->criteria[step ? step->criterion : at.index];
	size_t first;
	if (at.part) {
		first = layout_advice(app, view, c, at.part - 1, row);
	} else {
		first = view_item(view, 2, step ? view_format(view, "%zu", at.index + 1) : "-", 5,
				  STYLE_NORMAL,
				  step ? step_title(app, view, step) : later_title(app, view, c), (int)row);
		view_item(view, 0, NULL, 5, STYLE_NORMAL,
			  view_format(view, TR(app->lang, "望ましい状態：%s", "Sound state: %s"),
				      tr_in(c->sound, app->lang)),
			  (int)row);
	}
	if (app->results_focus == row)
		view_focus(view, first);
}

static void layout_hint(const struct app *app, struct view *view, size_t hint, size_t row)
{
	size_t first = view_item(view, 2, "?", 5, STYLE_NORMAL, tr_in(app->hints.list[hint].text, app->lang),
				 (int)row);
	if (app->results_focus == row)
		view_focus(view, first);
}

static void layout_row(const struct app *app, struct view *view, struct result_row at, size_t row)
{
	switch (at.kind) {
	case RESULT_STAGE:
		layout_stage(app, view, at.index, row);
		break;
	case RESULT_CRITERION:
		layout_criterion(app, view, at.index, row);
		break;
	case RESULT_HINT:
		layout_hint(app, view, at.index, row);
		break;
	case RESULT_STEP:
	case RESULT_LATER:
		layout_weak(app, view, at, row);
		break;
	case RESULT_END:
		break;
	}
}

/* Before the first row of a kind; stages and criteria are their own headings. */
static void layout_heading(const struct app *app, struct view *view, enum result_kind kind)
{
	static const struct tr HEADINGS[RESULT_END] = {
		[RESULT_HINT] = {"確かめたいところ", "Worth checking"},
		[RESULT_STEP] = {"まず取り組めること", "What to do first"},
		[RESULT_LATER] = {"その後に取り組めること", "What to do after that"},
	};
	if (!HEADINGS[kind].ja)
		return;
	view_air(view);
	view_text(view, 0, STYLE_HEADING, tr_in(HEADINGS[kind], app->lang));
}

static void layout_workshop(const struct app *app, struct view *view)
{
	view_text(view, 0, STYLE_DIM,
		  view_format(view,
			      TR(app->lang,
				 "%s。棒の下半分は得点（⣀は未回答による幅）、上半分は意見の開きです。",
				 "%s. The lower half of a bar is the score (⣀: left open by missing "
				 "answers), the upper half the range of opinions."),
			      view_take(view, words_handed_in(app->group_ui.workshop.count,
							      app->group_ui.workshop.waiting, app->lang))));
	char *reliance = words_reliance(group_of(app)->reliance, app->lang);
	if (reliance)
		view_text(view, 0, STYLE_NORMAL, view_take(view, reliance));
}

static void layout(const struct app *app, struct view *view)
{
	const char *headline =
		view_take(view, words_headline(&app->score, app->session.assessment.stage, app->lang));
	view_text(view, 0, STYLE_HEADING, headline);
	if (group_is_there(app))
		layout_workshop(app, view);
	size_t count = row_count(app);
	enum result_kind before = RESULT_STAGE;
	for (size_t row = 0; row < count; row++) {
		struct result_row at = results_row(app, row);
		if (at.kind != before)
			layout_heading(app, view, at.kind);
		else if ((at.kind == RESULT_STEP || at.kind == RESULT_LATER) && at.part == 0)
			view_air(view);
		before = at.kind;
		layout_row(app, view, at, row);
	}
	view_air(view);
	view_text(view, 0, STYLE_DIM, tr_in(words_gate_note(), app->lang));
}

static const char *status(const struct app *app, struct view *view)
{
	const struct session *s = &app->session;
	struct flow_count tally =
		flow_tally(&s->instrument, app_answers(app), app->score.asked ? app->score.asked : s->asked);
	const char *place = s->assessment.municipality ? s->assessment.municipality : "";
	const char *shown = text_columns(place) > 24 ? "" : place;
	return view_format(
		view,
		TR(app->lang, "%s  回答 %zu/%zu  わからない %zu", "%s  Answered %zu/%zu  Do not know %zu"),
		shown, tally.visible - tally.blank, tally.visible, tally.unknown);
}

const struct screen screen_results = {
	.title = {"結果", "Results"},
	.bindings = BINDINGS,
	.enter = enter,
	.update = update,
	.click = click,
	.layout = layout,
	.status = status,
};
