/* SPDX-License-Identifier: MIT */
#include "report/minutes.h"

#include "base/alloc.h"
#include "model/municipality.h"
#include "report/markdown.h"
#include "report/minutes_part.h"
#include "report/roll.h"

#include <stdlib.h>
#include <string.h>

void page_say(struct page *page, const char *ja, const char *en)
{
	strbuf_adds(page->out, TR(page->lang, ja, en));
}

void page_tr(struct page *page, struct tr text)
{
	markdown_text(page->out, tr_in(text, page->lang));
}

/* ---- head ---- */

/* "- 名前：値", unless there is no value. Takes the value over. */
static void add_fact(struct page *page, const char *ja, const char *en, char *value)
{
	if (value && *value) {
		strbuf_adds(page->out, "- ");
		page_say(page, ja, en);
		page_say(page, "：", ": ");
		markdown_text(page->out, value);
		strbuf_addc(page->out, '\n');
	}
	free(value);
}

static void add_head(struct page *page, const char *reference_date)
{
	const struct subject *subject = page->subject;
	strbuf_adds(page->out, "# ");
	if (*subject->title) {
		markdown_text(page->out, subject->title);
		page_say(page, "　", ": ");
	}
	page_say(page, "ワークショップの記録\n\n", "minutes of the workshop\n\n");
	add_fact(page, "地方公共団体", "Municipality", xstrdup(subject->municipality));
	add_fact(page, "年度", "Fiscal year", fiscal_year_words(subject->fiscal_year, page->lang));
	add_fact(page, "いつの状態か", "As of", date_words(reference_date ? reference_date : "", page->lang));
	add_fact(page, "開始", "Begun", day_words(subject->started_at, page->lang));
	add_fact(page, "最後の記録", "Last entry", day_words(subject->updated_at, page->lang));
	strbuf_addc(page->out, '\n');
}

/* ---- who took part ---- */

static void add_people(struct page *page, const char *words, size_t count)
{
	strbuf_adds(page->out, "  - ");
	markdown_text(page->out, words);
	strbuf_addf(page->out, TR(page->lang, "：%zu人\n", ": %zu\n"), count);
}

static void add_departments(struct page *page)
{
	const struct workshop *workshop = page->workshop;
	page_say(page, "- 部局（庁内）\n", "- Departments (own people)\n");
	if (!workshop->any_shown) {
		page_say(page, "  - 人数が少ないか、匿名で行ったため、部局は示しません\n",
			 "  - Not shown: too few people in each, or held anonymously\n");
		return;
	}
	for (size_t d = 0; d < DEPARTMENT_COUNT; d++) {
		size_t count = 0;
		for (size_t i = 0; i < workshop->count; i++)
			count += workshop->shown[i] == d && role_is_own(workshop->people[i].person.role);
		if (count)
			add_people(page, tr_in(DEPARTMENTS[d].word, page->lang), count);
	}
}

static size_t count_role(const struct workshop *workshop, const char *role)
{
	size_t count = 0;
	for (size_t i = 0; i < workshop->count; i++)
		count += strcmp(workshop->people[i].person.role, role) == 0;
	return count;
}

static void add_roles(struct page *page)
{
	size_t rest = page->workshop->count;
	page_say(page, "- 立場\n", "- Roles\n");
	for (size_t r = 0; r < ROLE_COUNT && page->workshop->any_shown; r++) {
		size_t count = count_role(page->workshop, ROLES[r].id);
		if (!roll_role_shown(page->workshop, ROLES[r].id))
			continue;
		add_people(page, tr_in(ROLES[r].word, page->lang), count);
		rest -= count;
	}
	if (rest)
		add_people(page,
			   TR(page->lang, "そのほか（少人数の立場、または立場の記載なし）",
			      "Others (small groups, or no role given)"),
			   rest);
}

static void add_took_part(struct page *page)
{
	const struct workshop *workshop = page->workshop;
	page_say(page, "## 参加した人\n\n", "## Who took part\n\n");
	strbuf_addf(page->out,
		    TR(page->lang, "- 答えを提出した人：%zu人（庁内%zu人、庁外%zu人）\n",
		       "- Handed in: %zu (own people %zu, others %zu)\n"),
		    workshop->count, page->group->own, page->group->beside);
	if (workshop->waiting)
		strbuf_addf(page->out,
			    TR(page->lang, "- 提出しなかった人：%zu人（集計に含みません）\n",
			       "- Did not hand in: %zu (not counted in anything)\n"),
			    workshop->waiting);
	if (workshop->count) {
		add_departments(page);
		add_roles(page);
	}
	strbuf_addc(page->out, '\n');
}

/* ---- gaps ---- */

/* Of the scale of 0 to 3, in tenths. */
static int tenths(struct fraction fraction)
{
	int64_t num = fraction.num < 0 ? -fraction.num : fraction.num;
	return (int)((60 * num + fraction.den) / (2 * fraction.den));
}

static void add_tenths(struct page *page, struct fraction fraction)
{
	int value = tenths(fraction);
	strbuf_addf(page->out, "%d.%d", value / 10, value % 10);
}

static void add_pair(struct page *page, const struct gap *gap)
{
	if (!gap->is_signed)
		return;
	if (!tenths(gap->policy_over_information)) {
		page_say(page, "施策担当部局と情報・企画部局の答えは、平均では同じ高さです。",
			 " On average, the policy departments and information or planning answer alike.");
		return;
	}
	bool above = gap->policy_over_information.num > 0;
	page_say(page, "施策担当部局の答えは、情報・企画部局より平均",
		 " On average, the policy departments answer ");
	add_tenths(page, gap->policy_over_information);
	page_say(page, above ? "高くなっています。" : "低くなっています。",
		 above ? " higher than information or planning." : " lower than information or planning.");
}

/* The guidebook's own caution on the same point. */
static void add_caution(struct page *page, const struct criterion *criterion)
{
	if (criterion->source) {
		page_say(page, "  - ガイドブック：", "  - Guidebook: ");
		page_tr(page, criterion->source->title);
		page_say(page, "（", " (");
		page_tr(page, criterion->source->where);
		page_say(page, "）\n", ")\n");
	}
	const char *risk = tr_in(criterion->risk, page->lang);
	if (risk && *risk) {
		page_say(page, "  - 留意したいこと：", "  - To keep in mind: ");
		markdown_text(page->out, risk);
		strbuf_addc(page->out, '\n');
	}
}

static void add_gap(struct page *page, const struct criterion *criterion, const struct gap *gap)
{
	page_say(page, "- 「", "- \"");
	page_tr(page, criterion->title);
	page_say(page, "」では、部局の答えの開きは平均", "\": the answers of the departments lie ");
	add_tenths(page, gap->size);
	strbuf_addf(page->out,
		    TR(page->lang, "です（0から3の尺度、比べた設問%zu問）。",
		       " apart on average (on a scale of 0 to 3; questions compared: %zu)."),
		    gap->questions);
	add_pair(page, gap);
	strbuf_addc(page->out, '\n');
	add_caution(page, criterion);
}

static void add_gaps(struct page *page)
{
	const struct framework *framework = page->instrument->framework;
	bool any = false, compared = false;
	page_say(page, "## 部局間の認識差\n\n", "## Gaps between departments\n\n");
	for (size_t c = 0; c < framework->criterion_count; c++) {
		const struct gap *gap = &page->group->gaps[c];
		compared = compared || gap->exists;
		if (!gap->exists || !gap->size.num)
			continue;
		add_gap(page, &framework->criteria[c], gap);
		any = true;
	}
	if (!compared)
		page_say(page, "比べられる部局がありません。\n", "There are no departments to compare.\n");
	else if (!any)
		page_say(page, "部局の答えに開きはありません。\n",
			 "The departments' answers lie nowhere apart.\n");
	strbuf_addc(page->out, '\n');
}

static void add_reliance(struct page *page)
{
	if (!page->group->reliance.den)
		return;
	const struct criterion *criterion =
		framework_criterion(page->instrument->framework, "advisor-tandem");
	page_say(page, "## 外部依存の目安\n\n", "## Reliance on outsiders\n\n");
	strbuf_addf(
		page->out,
		TR(page->lang,
		   "- 担当職員の過半数が「わからない」と答え、外部の専門家が答えた設問は、全体の%d%%です。\n",
		   "- In %d%% of the questions more than half of the staff answered \"don't know\" and an "
		   "outside specialist knew an answer.\n"),
		fraction_percent(page->group->reliance));
	if (criterion)
		add_caution(page, criterion);
	strbuf_addc(page->out, '\n');
}

/* ---- next steps ---- */

static void add_action(struct page *page, const struct action *action)
{
	char *due = date_words(action->due ? action->due : "", page->lang);
	const char *const cells[] = {
		action->text,
		action->owner,
		due,
		tr_in(action_state_word(action->state), page->lang),
	};
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		strbuf_adds(page->out, i ? " | " : "| ");
		if (cells[i] && *cells[i])
			markdown_text(page->out, cells[i]);
		else
			page_say(page, "（未定）", "(not set)");
	}
	strbuf_adds(page->out, " |\n");
	free(due);
}

static void add_actions(struct page *page)
{
	const struct actions *actions = page->subject->actions;
	page_say(page, "## 次の取組\n\n", "## Next steps\n\n");
	if (!actions || !actions->count) {
		page_say(page, "記録はありません。\n\n", "None was recorded.\n\n");
		return;
	}
	page_say(page, "| すること | 担当 | 期限 | 状況 |\n|---|---|---|---|\n",
		 "| What | Who | By | State |\n|---|---|---|---|\n");
	for (size_t i = 0; i < actions->count; i++)
		add_action(page, &actions->list[i]);
	strbuf_addc(page->out, '\n');
}

static void add_remarks(struct page *page)
{
	page_say(page,
		 "## この記録について\n\n"
		 "- 水準、判定、数値は本ツール独自のものです。ガイドブックが示すものではありません。\n"
		 "- 人や部局を評価するものではありません。\n"
		 "- 部局は、提出した人が3人以上か、全員が同意した場合だけ示しています。\n",
		 "## About these minutes\n\n"
		 "- Levels, verdicts and numbers are this tool's own, not the guidebook's.\n"
		 "- They do not assess any person or department.\n"
		 "- A department is shown only where three or more handed in, or where all of them "
		 "consented.\n");
}

void minutes_write(const struct minutes *minutes, enum lang lang, struct strbuf *out)
{
	const struct workshop *workshop = minutes->subject->workshop;
	struct page page = {
		.subject = minutes->subject,
		.instrument = minutes->subject->instrument,
		.workshop = workshop,
		.group = &workshop->group,
		.lang = lang,
		.out = out,
	};
	add_head(&page, minutes->reference_date);
	add_took_part(&page);
	minutes_questions(&page);
	minutes_open(&page);
	add_gaps(&page);
	add_reliance(&page);
	add_actions(&page);
	add_remarks(&page);
}
