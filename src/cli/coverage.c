/* SPDX-License-Identifier: MIT */
#include "cli/coverage.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

#define ALL_CRITERIA SIZE_MAX

struct page {
	const struct catalog *catalog;
	const struct framework *framework;
	const struct document **columns; /* the questionnaires that feed the framework */
	size_t count;
	enum lang lang;
	struct strbuf *out;
};

struct cell {
	size_t questions, flags, sources;
	bool *cited; /* one per source of the framework */
};

static const struct questionnaire *find(const struct page *p, const char *id)
{
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->columns[i]->id, id) == 0)
			return p->columns[i]->questionnaire;
	return NULL;
}

static bool feeds(const struct question *question, size_t criterion)
{
	for (size_t i = 0; i < question->criterion_count; i++)
		if (question->criteria[i] == criterion)
			return true;
	return criterion == ALL_CRITERIA;
}

static void count_question(const struct page *p, const struct question *question, size_t criterion,
			   struct cell *cell)
{
	if (!feeds(question, criterion))
		return;
	cell->questions++;
	for (size_t i = 0; i < question->option_count; i++) {
		const struct flag *flag = question->options[i].flag;
		cell->flags += flag && (criterion == ALL_CRITERIA || flag->criterion == criterion);
	}
	for (size_t i = 0; i < p->framework->source_count; i++)
		if (!cell->cited[i] && strcmp(p->framework->sources[i].id, question->source->id) == 0) {
			cell->cited[i] = true;
			cell->sources++;
		}
}

/* The questions a questionnaire asks: its own, or those it takes from others. */
static void count_questionnaire(const struct page *p, const struct questionnaire *q, size_t criterion,
				struct cell *cell)
{
	for (size_t i = 0; i < q->question_count; i++)
		count_question(p, &q->questions[i], criterion, cell);
	for (size_t i = 0; i < q->use_count; i++) {
		const struct questionnaire *other = find(p, q->uses[i].questionnaire);
		size_t at = other ? questionnaire_question(other, q->uses[i].question) : SIZE_MAX;
		if (at != SIZE_MAX)
			count_question(p, &other->questions[at], criterion, cell);
	}
}

static void add_cell(const struct page *p, const struct cell *cell)
{
	if (cell->questions)
		strbuf_addf(p->out, " %zu / %zu / %zu |", cell->questions, cell->flags, cell->sources);
	else
		strbuf_adds(p->out, " |");
}

/* A title as the text of a cell. */
static void add_title(const struct page *p, const char *title)
{
	strbuf_addc(p->out, ' ');
	for (; *title; title++) {
		if (*title == '|' || *title == '\\')
			strbuf_addc(p->out, '\\');
		strbuf_addc(p->out, *title);
	}
	strbuf_adds(p->out, " |");
}

static void add_row(const struct page *p, const char *stage, const char *title, size_t criterion)
{
	size_t sources = p->framework->source_count;
	struct cell all = {.cited = xcalloc(sources + 1, sizeof *all.cited)};
	strbuf_addc(p->out, '|');
	add_title(p, stage);
	add_title(p, title);
	for (size_t i = 0; i < p->count; i++) {
		const struct questionnaire *q = p->columns[i]->questionnaire;
		struct cell cell = {.cited = xcalloc(sources + 1, sizeof *cell.cited)};
		count_questionnaire(p, q, criterion, &cell);
		add_cell(p, &cell);
		if (!q->use_count) /* what a selection asks is counted where it stands */
			count_questionnaire(p, q, criterion, &all);
		free(cell.cited);
	}
	add_cell(p, &all);
	strbuf_addc(p->out, '\n');
	free(all.cited);
}

static void add_head(const struct page *p)
{
	strbuf_adds(p->out, TR(p->lang, "| 段階 |", "| stage |"));
	add_title(p, tr_in(p->framework->title, p->lang));
	for (size_t i = 0; i < p->count; i++)
		strbuf_addf(p->out, " `%s` |", p->columns[i]->id);
	strbuf_adds(p->out, TR(p->lang, " 全体 |\n|---|---|", " all |\n|---|---|"));
	for (size_t i = 0; i <= p->count; i++)
		strbuf_adds(p->out, "---|");
	strbuf_addc(p->out, '\n');
}

static void add_table(const struct page *p)
{
	add_head(p);
	for (size_t i = 0; i < p->framework->criterion_count; i++) {
		const struct criterion *criterion = &p->framework->criteria[i];
		add_row(p, tr_in(p->framework->stages[criterion->stage].title, p->lang),
			tr_in(criterion->label, p->lang), i);
	}
	add_row(p, "", TR(p->lang, "計", "total"), ALL_CRITERIA);
}

/* The questionnaires of the framework, those with questions of their own before the selections. */
static void gather(struct page *p)
{
	p->count = 0;
	for (int selections = 0; selections < 2; selections++)
		for (size_t i = 0; i < p->catalog->count; i++) {
			const struct catalog_entry *entry = &p->catalog->entries[i];
			const struct questionnaire *q = entry->document->questionnaire;
			if (entry->usable && !entry->hidden && q && (q->use_count > 0) == (selections > 0) &&
			    strcmp(q->framework, p->framework->id) == 0)
				p->columns[p->count++] = entry->document;
		}
}

void coverage_text(const struct catalog *catalog, enum lang lang, struct strbuf *out)
{
	struct page page = {.catalog = catalog, .lang = lang, .out = out};
	page.columns = xcalloc(catalog->count + 1, sizeof(*page.columns));
	strbuf_adds(
		out,
		TR(lang,
		   "数は「設問 / 留意すべき状態 / 出典」です。「計」と「全体」では、同じ設問や出典を一度だけ"
		   "数えます。\n",
		   "The numbers are questions / red flags / sources. In the totals each question and "
		   "each source counts once.\n"));
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_entry *entry = &catalog->entries[i];
		if (!entry->usable || entry->hidden || !entry->document->framework)
			continue;
		page.framework = entry->document->framework;
		gather(&page);
		if (!page.count)
			continue;
		strbuf_addc(out, '\n');
		add_table(&page);
	}
	free(page.columns);
}
