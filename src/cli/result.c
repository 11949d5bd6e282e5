/* SPDX-License-Identifier: MIT */
#include "cli/result.h"

#include "base/text.h"
#include "model/advise.h"
#include "model/hints.h"
#include "model/municipality.h"
#include "model/words.h"

#include <stdlib.h>

struct result {
	const struct session *session;
	const struct answers *answers; /* what is scored */
	const struct framework *framework;
	const struct score *score;
	enum lang lang;
	struct strbuf *out;
};

/* The text of a function that gives an owned one. */
static void add_owned(struct strbuf *out, char *owned)
{
	strbuf_adds(out, owned);
	free(owned);
}

static void pad(struct strbuf *out, const char *text, int columns)
{
	strbuf_addf(out, "%s%*s", text, text_columns(text) < columns ? columns - text_columns(text) : 0, "");
}

static void add_head(struct result *r)
{
	const struct assessment *a = &r->session->assessment;
	enum lang lang = r->lang;
	strbuf_addf(r->out, "%s\n", a->title);
	if (a->municipality && *a->municipality)
		strbuf_addf(r->out, "%s  ", a->municipality);
	if (a->fiscal_year) {
		add_owned(r->out, fiscal_year_words(a->fiscal_year, lang));
		strbuf_adds(r->out, "  ");
	}
	struct flow_count count = flow_tally(&r->session->instrument, r->answers, r->session->asked);
	strbuf_addf(r->out, TR(lang, "回答 %zu/%zu", "answers %zu/%zu"), count.visible - count.blank,
		    count.visible);
	if (count.unknown)
		strbuf_addf(r->out, TR(lang, "  わからない %zu", "  don't know %zu"), count.unknown);
	if (count.not_applicable)
		strbuf_addf(r->out, TR(lang, "  該当なし %zu", "  not applicable %zu"), count.not_applicable);
	strbuf_adds(r->out, "\n\n");
	add_owned(r->out, words_headline(r->score, a->stage, lang));
	strbuf_addc(r->out, '\n');
}

static void add_flags(struct result *r, size_t criterion)
{
	for (size_t i = 0; i < r->score->flag_count; i++) {
		const struct open_flag *flag = &r->score->flags[i];
		if (flag->criterion != criterion)
			continue;
		const struct question *question = r->session->instrument.items[flag->item].question;
		strbuf_addf(r->out,
			    TR(r->lang, "    ! 留意すべき状態：%s（出典：%s）\n",
			       "    ! Red flag: %s (source: %s)\n"),
			    tr_in(question->options[flag->option].flag->text, r->lang),
			    tr_in(question->source->where, r->lang));
	}
}

static void add_criterion(struct result *r, size_t criterion)
{
	const struct criterion_score *c = &r->score->criteria[criterion];
	char *score = words_score(c, r->lang);
	strbuf_adds(r->out, "  ");
	pad(r->out, tr_in(r->framework->criteria[criterion].label, r->lang), 28);
	pad(r->out, score, 8);
	add_owned(r->out, words_verdict(c, r->lang));
	strbuf_addc(r->out, '\n');
	free(score);
	add_flags(r, criterion);
}

static void add_stage(struct result *r, size_t stage)
{
	strbuf_addc(r->out, '\n');
	add_owned(r->out, words_stage(r->score, stage, r->lang));
	strbuf_addc(r->out, '\n');
	for (size_t i = 0; i < r->framework->criterion_count; i++)
		if (r->framework->criteria[i].stage == stage && r->score->criteria[i].verdict != VERDICT_NONE)
			add_criterion(r, i);
}

/* Where to begin, by name; what each asks for stands below. */
static void add_steps(struct result *r)
{
	enum lang lang = r->lang;
	struct steps steps;
	advise(&steps, r->score, r->answers, r->session->assessment.stage);
	if (steps.count)
		strbuf_addf(r->out, "\n%s\n", TR(lang, "まず取り組めること", "What to do next"));
	for (size_t i = 0; i < steps.count; i++) {
		const struct step *step = &steps.list[i];
		strbuf_addf(r->out, TR(lang, " %2zu  %s（設問 %zu問", " %2zu  %s (questions: %zu"), i + 1,
			    tr_in(r->framework->criteria[step->criterion].title, lang), step->count);
		if (step->unanswered)
			strbuf_addf(r->out, TR(lang, "、うち回答がまだ %zu問", ", not answered yet: %zu"),
				    step->unanswered);
		if (step->earlier)
			strbuf_adds(r->out,
				    TR(lang, "、さかのぼって取り組む項目", ", from an earlier stage"));
		strbuf_adds(r->out, TR(lang, "）\n", ")\n"));
	}
	steps_release(&steps);
}

/* ---- what is not in place, item by item ---- */

static void add_advice(struct result *r, size_t number, const struct advice *advice)
{
	enum lang lang = r->lang;
	strbuf_addf(r->out, "     %zu. %s\n", number, tr_in(advice->text, lang));
	if (advice->example)
		strbuf_addf(r->out,
			    TR(lang, "        %sの例（2021年時点）：%s\n", "        %s (as of 2021): %s\n"),
			    tr_in(advice->example->place, lang), tr_in(advice->example->text, lang));
}

static void add_next(struct result *r, const struct criterion *c)
{
	size_t first[ADVICE_FIRST], count = advice_first(c, first);
	strbuf_addf(r->out, "     %s\n", TR(r->lang, "次の一歩：", "Next steps:"));
	for (size_t i = 0; i < count; i++)
		add_advice(r, i + 1, &c->advice[first[i]]);
}

static void add_missing(struct result *r, size_t criterion, size_t item)
{
	const struct question *question = r->session->instrument.items[item].question;
	uint32_t missing = missing_options(r->score, r->answers, criterion, item);
	size_t named = 0;
	for (size_t i = 0; i < question->option_count; i++) {
		if (!(missing >> i & 1))
			continue;
		strbuf_adds(r->out, named++ ? TR(r->lang, "", "; ")
					    : TR(r->lang, "     選んでいないもの：", "     Not ticked: "));
		strbuf_addf(r->out, TR(r->lang, "「%s」", "%s"), tr_in(question->options[i].text, r->lang));
	}
	if (named)
		strbuf_addf(r->out, TR(r->lang, "（設問：%s）\n", " (%s)\n"), tr_in(question->text, r->lang));
}

static void add_weak(struct result *r, size_t criterion)
{
	const struct criterion *c = &r->framework->criteria[criterion];
	strbuf_addf(r->out, TR(r->lang, "  %s（%s）\n", "  %s (%s)\n"), tr_in(c->title, r->lang),
		    tr_in(r->framework->stages[c->stage].title, r->lang));
	strbuf_addf(r->out, TR(r->lang, "     望ましい状態：%s\n", "     Sound state: %s\n"),
		    tr_in(c->sound, r->lang));
	for (size_t i = 0; i < r->session->instrument.count; i++)
		add_missing(r, criterion, i);
	add_next(r, c);
}

static void add_weak_ones(struct result *r)
{
	bool any = false;
	for (size_t i = 0; i < r->framework->criterion_count; i++) {
		if (!criterion_is_weak(&r->score->criteria[i]))
			continue;
		if (!any)
			strbuf_addf(r->out, "\n%s\n",
				    TR(r->lang, "整っていない項目と、ガイドブックが求めること",
				       "What is not in place, and what the guidebook asks for"));
		any = true;
		add_weak(r, i);
	}
}

/* ---- what to check ---- */

static void add_given(struct result *r, size_t item)
{
	const struct question *question = r->session->instrument.items[item].question;
	const struct answer *answer = &r->answers->at[item];
	strbuf_addf(r->out, TR(r->lang, "     %s：", "     %s "), tr_in(question->text, r->lang));
	size_t given = 0;
	for (size_t i = 0; i < question->option_count; i++)
		if (answer->options >> i & 1)
			strbuf_addf(r->out, TR(r->lang, "%s「%s」", "%s%s"),
				    given++ ? TR(r->lang, "", "; ") : "",
				    tr_in(question->options[i].text, r->lang));
	if (answer->options & OPTIONS_NONE)
		strbuf_addf(r->out, TR(r->lang, "「%s」", "%s"), tr_in(none_word(), r->lang));
	strbuf_addc(r->out, '\n');
}

static void add_hints(struct result *r)
{
	const struct session *session = r->session;
	struct hints hints;
	hints_find(&hints, &session->instrument, r->answers, r->score->asked);
	if (hints.count)
		strbuf_addf(r->out, "\n%s\n", TR(r->lang, "確かめたいところ", "Worth checking"));
	for (size_t i = 0; i < hints.count; i++) {
		strbuf_addf(r->out, "  ? %s\n", tr_in(hints.list[i].text, r->lang));
		add_given(r, hints.list[i].items[0]);
		add_given(r, hints.list[i].items[1]);
	}
	hints_release(&hints);
}

void result_text(const struct session *session, const struct workshop *workshop,
		 const struct actions *actions, enum lang lang, struct strbuf *out)
{
	struct score own = {0};
	const struct answers *answers = workshop ? &workshop->group.effective : &session->answers;
	if (!workshop)
		score_compute(&own, &session->instrument, answers);
	const struct score *score = workshop ? &workshop->group.score : &own;
	struct result r = {session, answers, session->framework, score, lang, out};
	add_head(&r);
	for (size_t i = 0; i < r.framework->stage_count; i++)
		if (score->stages[i].asked)
			add_stage(&r, i);
	if (workshop)
		result_group(session, workshop, lang, out);
	add_hints(&r);
	add_steps(&r);
	add_weak_ones(&r);
	result_actions(actions, lang, out);
	strbuf_addf(out, "\n%s\n", tr_in(words_gate_note(), lang));
	score_release(&own);
}
