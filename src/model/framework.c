/* SPDX-License-Identifier: MIT */
#include "model/framework.h"

#include <string.h>

const struct source *framework_source(const struct framework *framework, const char *id)
{
	for (size_t i = 0; i < framework->source_count; i++)
		if (strcmp(framework->sources[i].id, id) == 0)
			return &framework->sources[i];
	return NULL;
}

const struct stage *framework_stage(const struct framework *framework, const char *id)
{
	for (size_t i = 0; i < framework->stage_count; i++)
		if (strcmp(framework->stages[i].id, id) == 0)
			return &framework->stages[i];
	return NULL;
}

const struct criterion *framework_criterion(const struct framework *framework, const char *id)
{
	for (size_t i = 0; i < framework->criterion_count; i++)
		if (strcmp(framework->criteria[i].id, id) == 0)
			return &framework->criteria[i];
	return NULL;
}
