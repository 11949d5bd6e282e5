/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "model/words.h"
#include "report/markdown.h"
#include "report/minutes_part.h"

#include <stdlib.h>

static bool has_text(const char *text)
{
	return text && *text;
}

/* 「A」 / "A" */
static void add_quoted(struct page *page, struct tr text)
{
	page_say(page, "「", "\"");
	page_tr(page, text);
	page_say(page, "」", "\"");
}

/* What a value of 0 to 3 means here: the numbers of the options that are worth it, as they stand in the list
 * of answers and on the answer sheet; of a checklist how many are ticked. */
static void add_value(struct page *page, const struct question *question, int value)
{
	size_t count = 0;
	if (question->type == QUESTION_CHECKLIST) {
		if (value == 0)
			strbuf_addf(page->out, TR(page->lang, "%d個未満", "fewer than %d"),
				    question->thresholds[0]);
		else
			strbuf_addf(page->out, TR(page->lang, "%d個以上", "%d or more"),
				    question->thresholds[value - 1]);
		return;
	}
	for (size_t i = 0; i < question->option_count; i++) {
		if (question->options[i].value != value)
			continue;
		if (count++)
			page_say(page, "または", " or ");
		strbuf_addf(page->out, "%zu", i + 1);
	}
}

/* ---- how the answers lay ---- */

static void add_count(struct page *page, struct tr words, size_t count)
{
	page_tr(page, words);
	page_say(page, "：", ": ");
	strbuf_addf(page->out, TR(page->lang, "%zu人\n", "%zu\n"), count);
}

static void add_other(struct page *page, struct tr words, size_t count)
{
	if (!count)
		return;
	strbuf_adds(page->out, "  - ");
	add_count(page, words, count);
}

static void add_spread(struct page *page, const struct question *question, const struct spread *spread)
{
	bool several = question->type == QUESTION_CHECKLIST;
	strbuf_addf(page->out, TR(page->lang, "- 答え（%zu人%s）\n", "- Answers (%zu%s)\n"), spread->n,
		    several ? TR(page->lang, "、複数回答", ", several each") : "");
	for (size_t i = 0; i < question->option_count; i++) {
		strbuf_addf(page->out, "  %zu. ", i + 1);
		add_count(page, question->options[i].text, spread->picked[i]);
	}
	add_other(page, none_word(), several ? spread->picked[OPTION_MAX] : 0);
	add_other(page, state_word(STATE_UNKNOWN), spread->unknown);
	add_other(page, state_word(STATE_NA), spread->na);
	add_other(page, state_word(STATE_BLANK), spread->blank);
}

static void add_stand(struct page *page, const struct question *question, size_t department,
		      const struct stand *stand)
{
	strbuf_adds(page->out, "  - ");
	page_tr(page, DEPARTMENTS[department].word);
	page_say(page, "：", ": ");
	if (stand->median < 0) {
		page_say(page, "答えた人はいません\n", "nobody answered\n");
		return;
	}
	add_value(page, question, stand->median);
	if (stand->lowest != stand->highest) {
		page_say(page, "（最も低い答えは", " (lowest ");
		add_value(page, question, stand->lowest);
		page_say(page, "、最も高い答えは", ", highest ");
		add_value(page, question, stand->highest);
		page_say(page, "）", ")");
	}
	strbuf_addc(page->out, '\n');
}

static void add_stands_heading(struct page *page, const struct question *question)
{
	if (question->type == QUESTION_CHECKLIST)
		page_say(page, "- 部局ごとの真ん中の数（中央値）\n",
			 "- How many the middle one of each department ticked (median)\n");
	else
		page_say(page, "- 部局ごとの真ん中の答え（中央値、上の番号）\n",
			 "- The middle answer of each department (median, numbers as above)\n");
}

static void add_stands(struct page *page, const struct question *question, const struct spread *spread)
{
	bool any = false;
	for (size_t d = 0; d < DEPARTMENT_COUNT; d++) {
		if (!spread->departments[d].n)
			continue;
		if (!any)
			add_stands_heading(page, question);
		any = true;
		add_stand(page, question, d, &spread->departments[d]);
	}
}

/* ---- what became of it ---- */

static void add_reasons(struct page *page, const struct spread *spread)
{
	static const struct {
		enum agenda_reason reason;
		struct tr words;
	} reasons[] = {
		{AGENDA_FLAG,
		 {"留意すべき状態を選んだ人が一部にいました",
		  "some chose an answer that calls for attention"}},
		{AGENDA_DIVIDED, {"答えが分かれました", "the answers were divided"}},
		{AGENDA_UNKNOWN,
		 {"3分の1以上が「わからない」と答えました", "a third or more answered \"don't know\""}},
		{AGENDA_CONSENSUS, {"答えがそろった中で最も低い設問です", "the lowest on which all agreed"}},
	};
	bool any = false;
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		if (!(spread->reasons & reasons[i].reason))
			continue;
		strbuf_adds(page->out, any ? TR(page->lang, "。", "; ")
					   : TR(page->lang, "- 取り上げた理由：", "- Why it was taken up: "));
		strbuf_adds(page->out, tr_in(reasons[i].words, page->lang));
		any = true;
	}
	if (any)
		page_say(page, "。\n", ".\n");
}

static void add_agreed_options(struct page *page, const struct question *question, uint32_t options)
{
	bool any = false;
	for (size_t i = 0; i < question->option_count; i++) {
		if (!(options & UINT32_C(1) << i))
			continue;
		if (any)
			page_say(page, "", ", ");
		add_quoted(page, question->options[i].text);
		any = true;
	}
	if (options & OPTIONS_NONE)
		add_quoted(page, none_word());
}

static void add_outcome(struct page *page, const struct question *question, const struct spread *spread,
			const struct answer *agreed)
{
	const char *reason = has_text(agreed->evidence) ? agreed->evidence : agreed->reason;
	if (spread->agreed) {
		page_say(page, "- **合意した答え：", "- **Agreed: ");
		if (agreed->state == STATE_NA)
			page_tr(page, state_word(STATE_NA));
		else
			add_agreed_options(page, question, agreed->options);
		strbuf_adds(page->out, "**\n");
	} else if (spread->left_open) {
		page_say(page, "- **未決としました。**\n", "- **Left open.**\n");
	} else {
		page_say(page, "- 合意の記録はありません。\n", "- No agreement was recorded.\n");
	}
	if (!has_text(reason))
		return;
	page_say(page, "- 理由：", "- Reason: ");
	markdown_text(page->out, reason);
	strbuf_addc(page->out, '\n');
}

static void add_second(struct page *page, const struct question *question, const struct spread *spread)
{
	if (!spread->second)
		return;
	strbuf_addf(page->out,
		    TR(page->lang, "この設問だけ、もう一度それぞれが答えました（%zu人）。\n\n",
		       "A second private round was held (answers: %zu).\n\n"),
		    spread->second);
	if (!spread->has_before) {
		page_say(page, "答え直した人が少ないため、1回目との比較は載せません。\n\n",
			 "Too few answered again to set the first answers beside these.\n\n");
		return;
	}
	page_say(page, "| 答え | 1回目 | 2回目の後 |\n|---|---:|---:|\n",
		 "| Answer | First | After the second |\n|---|---:|---:|\n");
	for (int v = 0; v < 4; v++) {
		if (!spread->before[v] && !spread->counts[v])
			continue;
		strbuf_adds(page->out, "| ");
		add_value(page, question, v);
		strbuf_addf(page->out, " | %zu | %zu |\n", spread->before[v], spread->counts[v]);
	}
	if (spread->unknown_before || spread->unknown)
		strbuf_addf(page->out,
			    TR(page->lang, "| わからない | %zu | %zu |\n", "| Don't know | %zu | %zu |\n"),
			    spread->unknown_before, spread->unknown);
	strbuf_addc(page->out, '\n');
}

static void add_note(struct page *page, const struct answer *agreed)
{
	if (!has_text(agreed->note))
		return;
	page_say(page, "話し合いの記録：\n\n", "What was said:\n\n");
	markdown_quote(page->out, agreed->note);
}

static void add_question(struct page *page, size_t item)
{
	const struct question *question = page->instrument->items[item].question;
	const struct spread *spread = &page->group->items[item];
	const struct answer *agreed = &page->subject->answers->at[item];
	strbuf_addf(page->out, TR(page->lang, "### 問%zu　", "### Question %zu: "), item + 1);
	page_tr(page, question->text);
	strbuf_adds(page->out, "\n\n");
	add_reasons(page, spread);
	add_spread(page, question, spread);
	add_stands(page, question, spread);
	add_outcome(page, question, spread, agreed);
	strbuf_addc(page->out, '\n');
	add_second(page, question, spread);
	add_note(page, agreed);
}

/* ---- which ---- */

static bool is_talked_about(const struct page *page, size_t item)
{
	const struct spread *spread = &page->group->items[item];
	return spread->agreed || spread->left_open || spread->second ||
	       has_text(page->subject->answers->at[item].note);
}

/* What was agreed on may have left the agenda by that: it follows after what is still there. */
static size_t *questions_of(const struct page *page, size_t *count)
{
	size_t items = page->instrument->count;
	size_t *list = xcalloc(items + 1, sizeof *list);
	bool *listed = xcalloc(items + 1, sizeof *listed);
	*count = 0;
	for (size_t i = 0; i < page->group->agenda_count; i++) {
		size_t item = page->group->agenda[i];
		listed[item] = true;
		list[(*count)++] = item;
	}
	for (size_t i = 0; i < items; i++)
		if (!listed[i] && is_talked_about(page, i))
			list[(*count)++] = i;
	free(listed);
	return list;
}

void minutes_questions(struct page *page)
{
	size_t count;
	size_t *list = questions_of(page, &count);
	page_say(page, "## 答えが分かれた設問、話し合った設問\n\n",
		 "## Questions that were divided or talked about\n\n");
	if (!count)
		page_say(page, "ありません。\n\n", "None.\n\n");
	for (size_t i = 0; i < count; i++)
		add_question(page, list[i]);
	free(list);
}

static bool stays_open(const struct spread *spread)
{
	return !spread->agreed && (spread->left_open || (spread->reasons & ~(unsigned)AGENDA_CONSENSUS));
}

void minutes_open(struct page *page)
{
	bool any = false;
	page_say(page, "## まだ決まっていないこと\n\n", "## What stays open\n\n");
	for (size_t i = 0; i < page->instrument->count; i++) {
		const struct spread *spread = &page->group->items[i];
		if (!stays_open(spread))
			continue;
		any = true;
		strbuf_addf(page->out, TR(page->lang, "- 問%zu　", "- Question %zu: "), i + 1);
		page_tr(page, page->instrument->items[i].question->text);
		if (!spread->left_open)
			page_say(page, "（話し合いの結果は記録されていません）",
				 " (no outcome was recorded)");
		strbuf_addc(page->out, '\n');
	}
	if (!any)
		page_say(page, "ありません。\n", "Nothing.\n");
	strbuf_addc(page->out, '\n');
}
