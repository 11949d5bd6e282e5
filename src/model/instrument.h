/* SPDX-License-Identifier: MIT */
/*
 * The instrument of one assessment: the questions of all its questionnaires together, each once, in the order
 * of the questionnaires (a selection in the order of its uses, the question a condition refers to pulled in
 * before). Everything points into the documents, which must outlive it.
 */
#ifndef MODEL_INSTRUMENT_H
#define MODEL_INSTRUMENT_H

#include "base/err.h"
#include "model/document.h"

#define ITEM_NONE SIZE_MAX

struct item {
	const struct document *document; /* the questionnaire that defines the question, not the selection */
	const struct question *question;
	char *key;     /* "silo-breakdown/team.mandate", unique; owned by the instrument */
	size_t parent; /* item that the condition refers to, always earlier; ITEM_NONE */
};

struct instrument {
	const struct framework *framework;
	struct item *items;
	size_t count;
};

/*
 * `chosen` are the assessment's questionnaires in order; `all` holds every linked questionnaire that
 * selections may use (chosen ones may be among them). All linked against `framework`. ERR_INVALID when a use
 * is not found.
 */
bool instrument_build(struct instrument *instrument, const struct framework *framework,
		      const struct document *const *chosen, size_t chosen_count,
		      const struct document *const *all, size_t all_count, struct err *err);
void instrument_release(struct instrument *instrument);

/* By key; ITEM_NONE when there is none. */
size_t instrument_item(const struct instrument *instrument, const char *key);

/* The title of the section an item stands in. */
struct tr item_section_title(const struct item *item);

#endif
