/* SPDX-License-Identifier: MIT */
/*
 * The steps of loading a document, private to it: document.c calls them in this order.
 * A step tells everything that is wrong and leaves zeros behind, so that the next one can go on.
 */
#ifndef MODEL_LOAD_H
#define MODEL_LOAD_H

#include "model/bind.h"
#include "model/document.h"

#define LIST_MAX              200 /* entries of any list that has no limit of its own */
#define QUESTIONS_MAX         200
#define QUESTION_CRITERIA_MAX 16
#define USES_MAX              200
#define VERSION_MAX           1000000

/* What linking needs of a question: where its references stand in the file. */
struct question_refs {
	const struct node *node, *criteria, *source, *condition;
};

struct flag_ref { /* a flag whose criterion is to be looked up */
	struct flag *flag;
	const struct node *criterion;
	size_t question;
	struct flag_ref *next;
};

struct document_parse_state {
	struct node *root;
	struct framework *framework;
	struct questionnaire *questionnaire;
	struct question *questions; /* the questionnaire's, to be completed */
	struct question_refs *refs; /* one per question */
	size_t question_count;
	struct flag_ref *flags;
	const struct node *framework_ref, *uses;
	bool valid; /* parsed without error */
};

void load_framework(struct loader *loader, const struct node *root, struct framework *framework);
void load_questionnaire(struct loader *loader, struct document_parse_state *state,
			struct questionnaire *questionnaire);

/* The source that a node names; NULL, told, when the framework has none such. NULL for a NULL node. */
const struct source *load_source(struct loader *loader, const struct framework *framework,
				 const struct node *node);

/* One question into state->questions[index] and its refs; conditions come after all of them are there. */
void load_question(struct loader *loader, struct document_parse_state *state, const struct node *node,
		   size_t index, size_t section);
void load_conditions(struct loader *loader, struct document_parse_state *state);
/* The contradictions of a file into its questionnaire, once all its questions are there. */
void load_contradictions(struct loader *loader, struct document_parse_state *state, const struct node *list,
			 struct questionnaire *questionnaire);

#endif
