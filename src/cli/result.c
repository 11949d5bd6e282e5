/* SPDX-License-Identifier: MIT */
#include "cli/result.h"

#include "base/text.h"
#include "model/advise.h"
#include "model/municipality.h"
#include "model/words.h"

#include <stdlib.h>

struct result {
	const struct session *session;
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
	struct flow_count count =
		flow_tally(&r->session->instrument, &r->session->answers, r->session->asked);
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

static void add_advice(struct result *r, const struct advice *advice)
{
	enum lang lang = r->lang;
	strbuf_addf(r->out, "     - %s\n", tr_in(advice->text, lang));
	if (advice->example)
		strbuf_addf(r->out, TR(lang, "       %sの例：%s\n", "       Example, %s: %s\n"),
			    tr_in(advice->example->place, lang), tr_in(advice->example->text, lang));
}

static void add_steps(struct result *r)
{
	struct steps steps;
	advise(&steps, r->score, &r->session->answers, r->session->assessment.stage);
	if (steps.count)
		strbuf_addf(r->out, "\n%s\n", TR(r->lang, "まず取り組めること", "What to do next"));
	for (size_t i = 0; i < steps.count; i++) {
		const struct criterion *criterion = &r->framework->criteria[steps.list[i].criterion];
		strbuf_addf(r->out, " %2zu  %s%s\n", i + 1, tr_in(criterion->title, r->lang),
			    !steps.list[i].earlier ? ""
						   : TR(r->lang, "（さかのぼって取り組む項目）",
							" (from an earlier stage)"));
		for (size_t j = 0; j < criterion->advice_count; j++)
			add_advice(r, &criterion->advice[j]);
	}
	steps_release(&steps);
}

void result_text(const struct session *session, enum lang lang, struct strbuf *out)
{
	struct score score;
	score_compute(&score, &session->instrument, &session->answers);
	struct result r = {session, session->framework, &score, lang, out};
	add_head(&r);
	for (size_t i = 0; i < r.framework->stage_count; i++)
		if (score.stages[i].asked)
			add_stage(&r, i);
	add_steps(&r);
	strbuf_addf(out, "\n%s\n", tr_in(words_gate_note(), lang));
	score_release(&score);
}
