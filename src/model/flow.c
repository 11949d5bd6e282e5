/* SPDX-License-Identifier: MIT */
#include "model/flow.h"

bool flow_holds(const struct condition *condition, const struct question *question,
		const struct answer *answer)
{
	if (answer_value(question, answer) < 0)
		return false;
	if (condition->by_value)
		return answer_value(question, answer) >= condition->at_least;
	return (answer->options & condition->options) != 0;
}

/*
 * Parents come before their children, so what is asked of the parent is known. A stored answer counts only
 * where its question is visible: below a pending question everything is pending, whatever was answered there
 * before.
 */
static enum asked asked_one(const struct instrument *instrument, const struct answers *answers,
			    const enum asked *asked, size_t at)
{
	const struct item *item = &instrument->items[at];
	const struct condition *condition = item->question->condition;
	if (!condition || item->parent == ITEM_NONE)
		return ASKED_YES;
	if (asked[item->parent] != ASKED_YES)
		return asked[item->parent];
	const struct question *parent = instrument->items[item->parent].question;
	const struct answer *answer = &answers->at[item->parent];
	if (answer->state == STATE_NA)
		return ASKED_NO;
	if (answer_value(parent, answer) < 0)
		return ASKED_PENDING;
	return flow_holds(condition, parent, answer) ? ASKED_YES : ASKED_NO;
}

void flow_asked(const struct instrument *instrument, const struct answers *answers, enum asked *asked)
{
	for (size_t i = 0; i < instrument->count; i++)
		asked[i] = asked_one(instrument, answers, asked, i);
}

static size_t first_from(const enum asked *asked, size_t count, size_t from)
{
	for (size_t i = from; i < count; i++)
		if (asked[i] == ASKED_YES)
			return i;
	return ITEM_NONE;
}

size_t flow_next(const enum asked *asked, size_t count, size_t at)
{
	return at < count ? first_from(asked, count, at + 1) : ITEM_NONE;
}

size_t flow_prev(const enum asked *asked, size_t count, size_t at)
{
	for (size_t i = at < count ? at : count; i-- > 0;)
		if (asked[i] == ASKED_YES)
			return i;
	return ITEM_NONE;
}

size_t flow_first(const enum asked *asked, size_t count)
{
	return first_from(asked, count, 0);
}

size_t flow_first_blank(const struct instrument *instrument, const struct answers *answers,
			const enum asked *asked)
{
	for (size_t i = 0; i < instrument->count; i++)
		if (asked[i] == ASKED_YES && answers->at[i].state == STATE_BLANK)
			return i;
	return ITEM_NONE;
}

struct flow_count flow_tally(const struct instrument *instrument, const struct answers *answers,
			     const enum asked *asked)
{
	struct flow_count n = {0};
	for (size_t i = 0; i < instrument->count; i++) {
		enum answer_state state = answers->at[i].state;
		if (asked[i] == ASKED_PENDING)
			n.pending++;
		if (asked[i] != ASKED_YES)
			continue;
		n.visible++;
		n.answered += state == STATE_ANSWERED;
		n.unknown += state == STATE_UNKNOWN;
		n.not_applicable += state == STATE_NA;
		n.blank += state == STATE_BLANK;
	}
	return n;
}

const char *asked_id(enum asked asked)
{
	static const char *const ids[] = {
		[ASKED_YES] = "yes", [ASKED_NO] = "no", [ASKED_PENDING] = "pending"};
	return ids[asked];
}
