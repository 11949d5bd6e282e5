/* SPDX-License-Identifier: MIT */
#include "model/words.h"

#include "base/strbuf.h"
#include "model/advise.h"

#include <stdlib.h>

enum { LABELS_MAX = 3 }; /* more than three things to do next are not heard any more */

struct tr verdict_word(enum verdict verdict)
{
	/* clang-format off */
	static const struct tr words[VERDICT_COUNT] = {
		[VERDICT_NONE]        = {"判定の対象外（基礎の設問なし）", "Not judged (no foundation question)"},
		[VERDICT_FLAGGED]     = {"留意すべき状態あり",       "Red flag"},
		[VERDICT_WITHHELD]    = {"回答不足のため判定なし",   "No verdict: too few answers"},
		[VERDICT_ABSENT]      = {"未着手",                   "Not started"},
		[VERDICT_STARTED]     = {"着手",                     "Started"},
		[VERDICT_FOUNDED]     = {"基礎",                     "Foundation"},
		[VERDICT_PRACTISED]   = {"実践",                     "Practice"},
		[VERDICT_ESTABLISHED] = {"定着",                     "Established"},
	};
	/* clang-format on */
	return words[verdict];
}

struct tr level_word(int level)
{
	static const struct tr words[] = {
		{"基礎", "Foundation"}, {"実践", "Practice"}, {"定着", "Established"}};
	return level >= 1 && level <= 3 ? words[level - 1] : (struct tr){"", ""};
}

struct tr state_word(enum answer_state state)
{
	static const struct tr words[STATE_COUNT] = {
		[STATE_BLANK] = {"未回答", "Blank"},
		[STATE_ANSWERED] = {"回答済み", "Answered"},
		[STATE_UNKNOWN] = {"わからない", "Don't know"},
		[STATE_NA] = {"該当なし", "Not applicable"},
	};
	return words[state];
}

struct tr none_word(void)
{
	return (struct tr){"どれもない", "None of these"};
}

struct tr basis_word(enum question_basis basis)
{
	static const struct tr words[] = {
		[BASIS_STATED] = {"ガイドブックの記載", "Stated in the guidebook"},
		[BASIS_EXAMPLE] = {"ガイドブックの例示", "Given as an example in the guidebook"},
		[BASIS_INTERPRETATION] = {"本ツールの解釈", "This tool's interpretation"},
	};
	return words[basis];
}

struct tr kind_word(enum criterion_kind kind)
{
	return kind == CRITERION_CAUTION ? (struct tr){"留意点", "Caution point"}
					 : (struct tr){"取組", "Task"};
}

struct tr words_gate_note(void)
{
	return (struct tr){"段階の目安は本ツール独自のものです。",
			   "The stage gate is this tool's own reading."};
}

char *words_score(const struct criterion_score *c, enum lang lang)
{
	struct strbuf b = {0};
	(void)lang; /* numbers are the same in both */
	if (!c->low.den) {
		strbuf_adds(&b, "-");
		return strbuf_detach(&b);
	}
	int low = fraction_percent(c->low), high = fraction_percent(c->high);
	strbuf_addf(&b, "%d", low);
	if (high != low)
		strbuf_addf(&b, "-%d", high);
	return strbuf_detach(&b);
}

static void add_progress(struct strbuf *b, const struct criterion_score *c, enum lang lang)
{
	static const char *const english[] = {"foundation", "practice", "established"};
	if (c->progress_level <= c->uncapped_low) /* the last level that is asked about is complete */
		return;
	if (lang == LANG_JA)
		strbuf_addf(b, "　%s：%zu問中%zu問", level_word(c->progress_level).ja, c->progress_of,
			    c->progress_met);
	else
		strbuf_addf(b, ", %s %zu of %zu", english[c->progress_level - 1], c->progress_met,
			    c->progress_of);
}

char *words_verdict(const struct criterion_score *c, enum lang lang)
{
	struct strbuf b = {0};
	strbuf_adds(&b, tr_in(verdict_word(c->verdict), lang));
	if (c->verdict >= VERDICT_ABSENT && c->level_high > c->level_low)
		strbuf_adds(&b, TR(lang, "以上", " or higher"));
	if (c->verdict == VERDICT_FLAGGED || c->verdict >= VERDICT_ABSENT)
		add_progress(&b, c, lang);
	return strbuf_detach(&b);
}

static const char *stage_title(const struct score *score, size_t stage, enum lang lang)
{
	return tr_in(score->instrument->framework->stages[stage].title, lang);
}

static void add_stage_ja(struct strbuf *b, const struct stage_score *s, const char *title)
{
	if (s->gate == GATE_NOT_ASKED)
		strbuf_addf(b, "%sは、選んだ質問票では判定の対象になっていません。", title);
	else if (s->gate == GATE_READY_SO_FAR)
		strbuf_addf(b, "%sは、回答した範囲では整っています（%zu項目中%zu項目）。", title, s->criteria,
			    s->standing);
	else if (s->standing == s->criteria)
		strbuf_addf(b, "%sは、%zu項目すべてが整っています。", title, s->criteria);
	else if (s->standing == 0)
		strbuf_addf(b, "%sは、%zu項目のうち整っている項目はまだありません。", title, s->criteria);
	else
		strbuf_addf(b, "%sは、%zu項目中%zu項目が整っています。", title, s->criteria, s->standing);
}

static void add_stage_en(struct strbuf *b, const struct stage_score *s, const char *title)
{
	if (s->gate == GATE_NOT_ASKED)
		strbuf_addf(b, "%s: the chosen questionnaires do not cover it.", title);
	else if (s->gate == GATE_READY_SO_FAR)
		strbuf_addf(b, "%s: in place as far as answered (%zu of %zu items).", title, s->standing,
			    s->criteria);
	else if (s->criteria == 1)
		strbuf_addf(b, "%s: %s.", title, s->standing ? "in place" : "not in place yet");
	else if (s->standing == s->criteria)
		strbuf_addf(b, "%s: all %zu items are in place.", title, s->criteria);
	else if (s->standing == 0)
		strbuf_addf(b, "%s: none of its %zu items is in place yet.", title, s->criteria);
	else
		strbuf_addf(b, "%s: %zu of %zu items %s in place.", title, s->standing, s->criteria,
			    s->standing == 1 ? "is" : "are");
}

static void add_stage(struct strbuf *b, const struct score *score, size_t stage, enum lang lang)
{
	const char *title = stage_title(score, stage, lang);
	if (lang == LANG_JA)
		add_stage_ja(b, &score->stages[stage], title);
	else
		add_stage_en(b, &score->stages[stage], title);
}

char *words_stage(const struct score *score, size_t stage, enum lang lang)
{
	struct strbuf b = {0};
	add_stage(&b, score, stage, lang);
	return strbuf_detach(&b);
}

static bool is_untouched(const struct score *score)
{
	for (size_t i = 0; i < score->given.count; i++)
		if (score->asked[i] == ASKED_YES && score->given.at[i].state != STATE_BLANK)
			return false;
	return true;
}

static const char *label(const struct score *score, const struct step *step, enum lang lang)
{
	const struct criterion *c = &score->instrument->framework->criteria[step->criterion];
	const char *text = tr_in(c->label, lang);
	return text && *text ? text : tr_in(c->title, lang);
}

/* What of the steps the headline speaks of: those before the town's own stage where there are any, else the
 * first stage's. */
static bool is_next(const struct steps *steps, const struct score *score, size_t i, bool earlier)
{
	const struct step *step = &steps->list[i];
	return earlier ? step->earlier
		       : score->instrument->framework->criteria[step->criterion].stage == steps->stage;
}

/* 「A」と「B」 · 「A」「B」「C」 · 「A」「B」など5項目 */
static void add_labels_ja(struct strbuf *b, const char *const labels[], size_t shown, size_t total)
{
	if (total == 2) {
		strbuf_addf(b, "「%s」と「%s」", labels[0], labels[1]);
		return;
	}
	for (size_t i = 0; i < shown; i++)
		strbuf_addf(b, "「%s」", labels[i]);
	if (total > shown)
		strbuf_addf(b, "など%zu項目", total);
}

/* "A" and "B" · "A", "B" and "C" · "A", "B" and 3 more */
static void add_labels_en(struct strbuf *b, const char *const labels[], size_t shown, size_t total)
{
	for (size_t i = 0; i < shown; i++) {
		bool last = i > 0 && i + 1 == total;
		strbuf_addf(b, "%s\"%s\"", i == 0 ? "" : last ? " and " : ", ", labels[i]);
	}
	if (total > shown)
		strbuf_addf(b, " and %zu more", total - shown);
}

/*
 * What comes next. Where nothing has to change and only answers are missing, it asks to find out rather than
 * to act: a town is not told to build what it may have.
 */
static void add_next(struct strbuf *b, const struct score *score, const struct steps *steps, enum lang lang)
{
	const char *labels[LABELS_MAX];
	size_t total = 0, shown;
	bool earlier = false, find_out = true;
	for (size_t i = 0; i < steps->count; i++)
		earlier = earlier || steps->list[i].earlier;
	for (size_t i = 0; i < steps->count; i++) {
		const struct step *step = &steps->list[i];
		if (!is_next(steps, score, i, earlier))
			continue;
		find_out = find_out && step->unanswered == step->count;
		if (total < LABELS_MAX)
			labels[total] = label(score, step, lang);
		total++;
	}
	if (!total)
		return;
	shown = total <= LABELS_MAX ? total : 2;
	if (lang == LANG_JA) {
		strbuf_adds(b, earlier    ? "さかのぼって取り組む項目は"
			       : find_out ? "次に状況を確かめるのは"
					  : "次に取り組むのは");
		add_labels_ja(b, labels, shown, total);
		strbuf_adds(b, "です。");
		return;
	}
	strbuf_adds(b, earlier    ? " To go back to from earlier stages: "
		       : find_out ? " Next, find out about "
				  : " Next: ");
	add_labels_en(b, labels, shown, total);
	strbuf_adds(b, ".");
}

static void add_all_ready(struct strbuf *b, const struct score *score, enum lang lang)
{
	size_t items = 0;
	for (size_t i = 0; i < score->reached; i++)
		items += score->stages[i].criteria;
	if (score->so_far)
		strbuf_adds(b, TR(lang, "回答した範囲では、すべての段階が整っています。",
				  "As far as answered, every stage is in place."));
	else
		strbuf_addf(b,
			    TR(lang, "すべての段階の%zu項目が整っています。",
			       "All %zu items of every stage are in place."),
			    items);
}

/* No stage that was asked about lacks anything, yet some were not asked about. */
static void add_nothing_lacking(struct strbuf *b, const struct score *score, enum lang lang)
{
	bool asked = false;
	for (size_t i = 0; i < score->instrument->framework->stage_count; i++)
		asked = asked || score->stages[i].gate != GATE_NOT_ASKED;
	if (score->reached > 0) {
		add_stage(b, score, score->reached - 1, lang);
		strbuf_addf(b,
			    TR(lang, "次の%sは、選んだ質問票では判定の対象になっていません。",
			       " The chosen questionnaires do not cover what follows: %s."),
			    stage_title(score, score->reached, lang));
	} else if (asked) {
		strbuf_adds(b, TR(lang, "回答した範囲では、整っていない項目はありません。",
				  "As far as answered, no item is lacking."));
	} else {
		strbuf_adds(b, TR(lang, "選んだ質問票には、判定できる項目がありません。",
				  "The chosen questionnaires hold no item that can be judged."));
	}
}

/* 準備段階までは整い、 before the sentence on the stage that comes next. */
static void add_reached(struct strbuf *b, const struct score *score, enum lang lang)
{
	if (!score->reached)
		return;
	const char *title = stage_title(score, score->reached - 1, lang);
	bool one = score->reached == 1;
	if (lang == LANG_JA)
		strbuf_addf(b, "%s%s%s整い、", title, one ? "は" : "までは",
			    score->so_far ? "回答した範囲で" : "");
	else
		strbuf_addf(b, "%s%s: in place%s. ", one ? "" : "Up to ", title,
			    score->so_far ? " as far as answered" : "");
}

char *words_headline(const struct score *score, const char *own_stage, enum lang lang)
{
	struct strbuf b = {0};
	struct steps steps;
	size_t stage_count = score->instrument->framework->stage_count;
	if (is_untouched(score)) {
		strbuf_adds(&b, TR(lang, "まだ回答がありません。", "Nothing has been answered yet."));
		return strbuf_detach(&b);
	}
	advise(&steps, score, &score->given, own_stage);
	if (steps.stage < stage_count) {
		add_reached(&b, score, lang);
		add_stage(&b, score, steps.stage, lang);
		add_next(&b, score, &steps, lang);
	} else if (score->reached == stage_count) {
		add_all_ready(&b, score, lang);
	} else {
		add_nothing_lacking(&b, score, lang);
	}
	steps_release(&steps);
	return strbuf_detach(&b);
}
