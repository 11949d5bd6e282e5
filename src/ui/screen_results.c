/* SPDX-License-Identifier: MIT */
#include "ui/results.h"

#include "base/text.h"
#include "model/words.h"
#include "ui/bar.h"

#include <string.h>

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"理由を見る", "why"}, {"選んだ行の計算、もとになった回答、ガイドブックの箇所を見ます", "See the sum, the answers behind it and the place in the guidebook"}, NULL},
	{CMD_EXPORT, {'c'}, "c", {"CSV", "CSV"}, {"得点または回答をCSVに書き出します", "Write scores or answers to a CSV file"}, NULL},
	{CMD_OVERVIEW, {'g'}, "g", {"一覧", "list"}, {"設問の一覧を開きます", "Open the list of all questions"}, NULL},
	{CMD_EDIT, {'a'}, "a", {"質問票を加える", "add"}, {"設定を変え、質問票を加えます", "Change the settings, or add questionnaires"}, NULL},
	BIND_MOVE,
	BIND_BACK,
	{CMD_LEAVE, {'q'}, "q", {"中断", "leave"}, {"最初の画面へ戻ります。回答はすべて保存されています", "Leave for the first screen; all answers are saved"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

/* The rows one can be on, in order: of each stage that was asked the stage and its criteria that have
 * questions; then the steps. */
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

#define STEPS_SHOWN 5

static size_t steps_shown(const struct app *app)
{
	return app->steps.count < STEPS_SHOWN ? app->steps.count : STEPS_SHOWN;
}

struct result_row results_row(const struct app *app, size_t row)
{
	size_t at = 0;
	for (size_t s = 0; s < app->framework->stage_count; s++) {
		if (!stage_shown(app, s))
			continue;
		if (at++ == row)
			return (struct result_row){RESULT_STAGE, s};
		for (size_t c = 0; c < app->framework->criterion_count; c++)
			if (app->framework->criteria[c].stage == s && criterion_shown(app, c) && at++ == row)
				return (struct result_row){RESULT_CRITERION, c};
	}
	if (row >= at && row - at < steps_shown(app))
		return (struct result_row){RESULT_STEP, row - at};
	return (struct result_row){RESULT_END, 0};
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
		if (row_count(app))
			app_push(app, SCREEN_WHY);
		return EFFECT(NONE);
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
	if (again)
		app_push(app, SCREEN_WHY);
	return EFFECT(NONE);
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

static void layout_criterion(const struct app *app, struct view *view, size_t criterion, size_t row)
{
	const struct criterion *c = &app->framework->criteria[criterion];
	const struct criterion_score *score = &app->score.criteria[criterion];
	int label = 25, cells = view->cols >= 100 ? 20 : view->cols >= 70 ? 10 : 8;
	int number = 2 + label + cells + 2, verdict = number + 8;
	size_t first = view_row(view, (int)row);
	view_span(view, first, 2, label, STYLE_NORMAL, tr_in(c->label, app->lang));
	view_span(view, first, 2 + label, 0, STYLE_ACCENT,
		  view_take(view, bar_between(score->low, score->high, cells)));
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

/* The easiest next step of the criterion, with a city that did it if the guidebook names one. */
static const char *step_text(const struct app *app, struct view *view, const struct step *step)
{
	const struct criterion *c = &app->framework->criteria[step->criterion];
	const struct advice *advice = &c->advice[0];
	for (size_t i = 0; i < c->advice_count; i++)
		if (c->advice[i].example) {
			advice = &c->advice[i];
			break;
		}
	if (!advice->example)
		return tr_in(advice->text, app->lang);
	return view_format(view, TR(app->lang, "%s（%sの例、2021年時点）", "%s (as in %s, as of 2021)"),
			   tr_in(advice->text, app->lang), tr_in(advice->example->place, app->lang));
}

static void layout_step(const struct app *app, struct view *view, size_t step, size_t row)
{
	const struct step *s = &app->steps.list[step];
	const struct criterion *c = &app->framework->criteria[s->criterion];
	size_t first = view_item(
		view, 2, view_format(view, "%zu", step + 1), 5, STYLE_NORMAL,
		view_format(view, TR(app->lang, "%s（設問 %zu問%s%s）", "%s (%zu question%s%s)"),
			    tr_in(c->label, app->lang), s->count, TR(app->lang, "", s->count == 1 ? "" : "s"),
			    s->earlier ? TR(app->lang, "、さかのぼって取り組む項目", ", of an earlier stage")
				       : ""),
		(int)row);
	view_item(view, 0, NULL, 5, STYLE_DIM, step_text(app, view, s), (int)row);
	if (app->results_focus == row) {
		view_focus(view, first);
	}
}

static void layout(const struct app *app, struct view *view)
{
	const char *headline =
		view_take(view, words_headline(&app->score, app->session.assessment.stage, app->lang));
	view_text(view, 0, STYLE_HEADING, headline);
	size_t count = row_count(app), steps = count - steps_shown(app);
	for (size_t row = 0; row < count; row++) {
		struct result_row at = results_row(app, row);
		if (row == steps) {
			view_air(view);
			view_text(view, 0, STYLE_HEADING,
				  TR(app->lang, "まず取り組めること", "What to do first"));
		}
		if (at.kind == RESULT_STAGE)
			layout_stage(app, view, at.index, row);
		else if (at.kind == RESULT_CRITERION)
			layout_criterion(app, view, at.index, row);
		else
			layout_step(app, view, at.index, row);
	}
	view_air(view);
	view_text(view, 0, STYLE_DIM, tr_in(words_gate_note(), app->lang));
}

static const char *status(const struct app *app, struct view *view)
{
	const struct session *s = &app->session;
	struct flow_count tally = flow_tally(&s->instrument, &s->answers, s->asked);
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
