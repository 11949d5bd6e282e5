/* SPDX-License-Identifier: MIT */
/*
 * A framework as loaded: stages, criteria, advice and examples that questionnaires feed. All const, all in
 * the arena of its document (model/document.h). Indices are into the arrays of the same framework.
 */
#ifndef MODEL_FRAMEWORK_H
#define MODEL_FRAMEWORK_H

#include "base/lang.h"

#include <stddef.h>
#include <stdint.h>

enum criterion_kind { CRITERION_CAUTION, CRITERION_TASK };
enum criterion_origin { ORIGIN_CAUTION_POINT, ORIGIN_TEXT };

struct source { /* a place in the guidebook */
	const char *id;
	struct tr where, title;
};

struct stage {
	const char *id;
	struct tr title, purpose;
};

struct example {
	struct tr place, text;
	const struct source *source;
};

struct advice {
	struct tr text;
	const struct example *example; /* NULL: none */
};

struct criterion {
	const char *id;
	size_t stage;
	enum criterion_kind kind;
	enum criterion_origin origin;
	const struct source *source;
	struct tr title,
		label; /* label: the YAML's `short`, for tables; the title where the file gives none */
	struct tr sound, risk;
	const struct advice *advice;
	size_t advice_count;
};

struct framework {
	const char *id;
	int64_t version;
	struct tr title;
	const struct source *sources;
	size_t source_count;
	const struct stage *stages;
	size_t stage_count;
	const struct criterion *criteria;
	size_t criterion_count;
};

/* By id; NULL when there is none. */
const struct source *framework_source(const struct framework *framework, const char *id);
const struct stage *framework_stage(const struct framework *framework, const char *id);
const struct criterion *framework_criterion(const struct framework *framework, const char *id);

#endif
