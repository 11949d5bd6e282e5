/* SPDX-License-Identifier: MIT */
#include "model/assessment.h"

#include "base/alloc.h"

#include <stdlib.h>

/* The owned strings, once, so that copy and release cannot disagree. */
static const size_t STRINGS[] = {
	offsetof(struct assessment, id),
	offsetof(struct assessment, title),
	offsetof(struct assessment, municipality),
	offsetof(struct assessment, municipality_code),
	offsetof(struct assessment, reference_date),
	offsetof(struct assessment, stage),
	offsetof(struct assessment, started_at),
	offsetof(struct assessment, updated_at),
	offsetof(struct assessment, position),
	offsetof(struct assessment, respondent),
	offsetof(struct assessment, alias),
	offsetof(struct assessment, department),
	offsetof(struct assessment, role),
};

static char **string_at(struct assessment *assessment, size_t i)
{
	return (char **)(void *)((char *)assessment + STRINGS[i]);
}

void assessment_release(struct assessment *assessment)
{
	for (size_t i = 0; i < sizeof STRINGS / sizeof *STRINGS; i++)
		free(*string_at(assessment, i));
	*assessment = (struct assessment){0};
}

void assessment_copy(struct assessment *to, const struct assessment *from)
{
	struct assessment copy = *from;
	for (size_t i = 0; i < sizeof STRINGS / sizeof *STRINGS; i++) {
		char **s = string_at(&copy, i);
		*s = xstrdup(*s ? *s : "");
	}
	assessment_release(to);
	*to = copy;
}

void assessment_list_release(struct assessment_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		assessment_release(&list->list[i]);
	free(list->list);
	*list = (struct assessment_list){0};
}
