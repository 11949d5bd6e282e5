/* SPDX-License-Identifier: MIT */
#include "model/hints.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* By ids and not by address: the same questionnaire may have been loaded twice. */
static size_t find_item(const struct instrument *instrument, const struct document *document,
			const struct question *question)
{
	for (size_t i = 0; i < instrument->count; i++)
		if (strcmp(instrument->items[i].document->id, document->id) == 0 &&
		    strcmp(instrument->items[i].question->id, question->id) == 0)
			return i;
	return ITEM_NONE;
}

/* Is the item the first of its questionnaire? */
static bool is_first(const struct instrument *instrument, size_t item)
{
	for (size_t i = 0; i < item; i++)
		if (strcmp(instrument->items[i].document->id, instrument->items[item].document->id) == 0)
			return false;
	return true;
}

static bool applies(const struct contradiction *contradiction, const struct document *document,
		    const struct instrument *instrument, const struct answers *answers,
		    const enum asked *asked, size_t items[2])
{
	for (size_t i = 0; i < 2; i++) {
		const struct condition *side = &contradiction->sides[i];
		const struct question *question = &document->questionnaire->questions[side->question];
		items[i] = find_item(instrument, document, question);
		if (items[i] == ITEM_NONE || asked[items[i]] != ASKED_YES ||
		    !flow_holds(side, question, &answers->at[items[i]]))
			return false;
	}
	return true;
}

void hints_find(struct hints *hints, const struct instrument *instrument, const struct answers *answers,
		const enum asked *asked)
{
	size_t cap = 0;
	*hints = (struct hints){0};
	for (size_t i = 0; i < instrument->count; i++) {
		const struct document *document = instrument->items[i].document;
		if (!is_first(instrument, i))
			continue;
		for (size_t c = 0; c < document->questionnaire->contradiction_count; c++) {
			const struct contradiction *contradiction =
				&document->questionnaire->contradictions[c];
			size_t at[2];
			if (!applies(contradiction, document, instrument, answers, asked, at))
				continue;
			bool swap = at[0] > at[1];
			hints->list = xgrow(hints->list, &cap, hints->count + 1, sizeof *hints->list);
			hints->list[hints->count++] =
				(struct hint){{at[swap], at[!swap]}, contradiction->text};
		}
	}
}

void hints_release(struct hints *hints)
{
	free(hints->list);
	*hints = (struct hints){0};
}
