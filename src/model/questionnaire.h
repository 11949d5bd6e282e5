/* SPDX-License-Identifier: MIT */
/*
 * A questionnaire as loaded. All const, all in the arena of its document (model/document.h).
 * A selection has uses and no sections; its questions belong to other questionnaires.
 */
#ifndef MODEL_QUESTIONNAIRE_H
#define MODEL_QUESTIONNAIRE_H

#include "model/framework.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QUESTION_OPTIONS_MAX 24
#define WEIGHT_ONE           1000 /* weights are in thousandths */

enum question_type { QUESTION_CHOICE, QUESTION_CHECKLIST };
enum question_basis { BASIS_STATED, BASIS_EXAMPLE, BASIS_INTERPRETATION };

struct flag {
	size_t criterion; /* index into the framework */
	int cap;          /* 0..3, default 1 */
	struct tr text;
};

struct option {
	const char *id;
	int value; /* 0..3; 0 in a checklist, whose ticks are counted */
	struct tr text;
	const struct flag *flag; /* NULL: none */
};

struct condition {
	size_t question;  /* index into the same questionnaire; of an ask_if before the one that has it */
	bool by_value;    /* at_least, else is */
	int at_least;     /* 1..3 */
	uint32_t options; /* is: bit i = option i */
};

struct question {
	const char *id;
	enum question_type type;
	enum question_basis basis;
	size_t section;
	int level;              /* 1..3 */
	int64_t weight;         /* thousandths, > 0 */
	const size_t *criteria; /* indices into the framework */
	size_t criterion_count;
	struct tr text, help;
	const struct source *source;
	const struct option *options;
	size_t option_count;
	int thresholds[3];                 /* checklist: ticks needed for value 1, 2, 3 */
	const struct condition *condition; /* NULL: always asked */
	bool may_be_na;
};

/* Two answers that cannot both be so: asked about kindly, never blocked, never scored (model/hints.h). */
struct contradiction {
	struct condition sides[2]; /* on two different questions, in any order */
	struct tr text;
};

struct section {
	const char *id;
	struct tr title;
};

struct use { /* a selection's line: questionnaire/question */
	const char *questionnaire, *question;
};

struct questionnaire {
	const char *id;
	int64_t version;
	const char *framework;
	struct tr title, intro; /* intro: empty strings where the file gives none */
	const struct section *sections;
	size_t section_count;
	const struct question *questions;
	size_t question_count;
	const struct use *uses;
	size_t use_count;
	const struct contradiction *contradictions;
	size_t contradiction_count;
};

/* Index of a question or option by id; SIZE_MAX when there is none. */
size_t questionnaire_question(const struct questionnaire *questionnaire, const char *id);
size_t question_option(const struct question *question, const char *id);
/* The earliest stage that its questions feed; the framework's stage_count for one without (a selection). */
size_t questionnaire_first_stage(const struct questionnaire *questionnaire,
				 const struct framework *framework);
bool question_has_flag(const struct question *question);

#endif
