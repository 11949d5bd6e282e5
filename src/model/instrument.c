/* SPDX-License-Identifier: MIT */
#include "model/instrument.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

struct builder {
	struct instrument *instrument;
	size_t cap;
	const struct document *const *chosen, *const *all;
	size_t chosen_count, all_count;
	struct err *err;
};

static char *key_of(const struct document *document, const struct question *question)
{
	struct strbuf key = {0};
	strbuf_addf(&key, "%s/%s", document->id, question->id);
	return strbuf_detach(&key);
}

/*
 * The item of a question, added with the question its condition refers to in front of it unless it is there
 * already. By key and not by address: the same questionnaire may have been loaded twice. Not deeper than a
 * chain of conditions, each on an earlier question.
 */
static size_t add_question(struct builder *b, const struct document *document, size_t index)
{
	const struct question *question = &document->questionnaire->questions[index];
	char *key = key_of(document, question);
	size_t found = instrument_item(b->instrument, key), parent = ITEM_NONE;
	if (found != ITEM_NONE) {
		free(key);
		return found;
	}
	if (question->condition)
		parent = add_question(b, document, question->condition->question);
	struct instrument *instrument = b->instrument;
	instrument->items =
		xgrow(instrument->items, &b->cap, instrument->count + 1, sizeof *instrument->items);
	instrument->items[instrument->count] = (struct item){document, question, key, parent};
	return instrument->count++;
}

static const struct document *find_in(const struct document *const *list, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (list[i]->questionnaire && list[i]->questionnaire->use_count == 0 &&
		    strcmp(list[i]->id, id) == 0)
			return list[i];
	return NULL;
}

static bool check_document(struct builder *b, const struct document *document)
{
	enum lang lang = b->err->lang;
	if (!document->linked || !document->questionnaire)
		return fail_as(b->err, ERR_INVALID,
			       TR(lang, "質問票「%s」に誤りがあり、使えません。",
				  "Questionnaire \"%s\" has errors and cannot be used."),
			       document->id ? document->id : "");
	if (strcmp(document->questionnaire->framework, b->instrument->framework->id) != 0)
		return fail_as(b->err, ERR_INVALID,
			       TR(lang, "質問票「%s」は別の枠組みのものです。",
				  "Questionnaire \"%s\" belongs to another framework."),
			       document->id);
	return true;
}

static bool add_use(struct builder *b, const struct document *selection, struct use use)
{
	const struct document *document = find_in(b->chosen, b->chosen_count, use.questionnaire);
	if (!document)
		document = find_in(b->all, b->all_count, use.questionnaire);
	size_t index = document ? questionnaire_question(document->questionnaire, use.question) : SIZE_MAX;
	if (index == SIZE_MAX)
		return fail_as(b->err, ERR_INVALID,
			       TR(b->err->lang, "質問票「%s」が使う設問「%s/%s」が見つかりません。",
				  "Questionnaire \"%s\" uses the question %s/%s, which is not there."),
			       selection->id, use.questionnaire, use.question);
	if (!check_document(b, document))
		return false;
	add_question(b, document, index);
	return true;
}

static bool add_document(struct builder *b, const struct document *document)
{
	if (!check_document(b, document))
		return false;
	const struct questionnaire *q = document->questionnaire;
	for (size_t i = 0; i < q->question_count; i++)
		add_question(b, document, i);
	for (size_t i = 0; i < q->use_count; i++)
		if (!add_use(b, document, q->uses[i]))
			return false;
	return true;
}

bool instrument_build(struct instrument *instrument, const struct framework *framework,
		      const struct document *const *chosen, size_t chosen_count,
		      const struct document *const *all, size_t all_count, struct err *err)
{
	*instrument = (struct instrument){.framework = framework};
	struct builder b = {instrument, 0, chosen, all, chosen_count, all_count, err};
	for (size_t i = 0; i < chosen_count; i++) {
		if (!add_document(&b, chosen[i])) {
			instrument_release(instrument);
			return false;
		}
	}
	return true;
}

void instrument_release(struct instrument *instrument)
{
	for (size_t i = 0; i < instrument->count; i++)
		free(instrument->items[i].key);
	free(instrument->items);
	*instrument = (struct instrument){0};
}

size_t instrument_item(const struct instrument *instrument, const char *key)
{
	for (size_t i = 0; i < instrument->count; i++)
		if (strcmp(instrument->items[i].key, key) == 0)
			return i;
	return ITEM_NONE;
}

struct tr item_section_title(const struct item *item)
{
	return item->document->questionnaire->sections[item->question->section].title;
}
