/* SPDX-License-Identifier: MIT */
#include "model/questionnaire.h"

#include <string.h>

size_t questionnaire_question(const struct questionnaire *questionnaire, const char *id)
{
	for (size_t i = 0; i < questionnaire->question_count; i++)
		if (strcmp(questionnaire->questions[i].id, id) == 0)
			return i;
	return SIZE_MAX;
}

size_t question_option(const struct question *question, const char *id)
{
	for (size_t i = 0; i < question->option_count; i++)
		if (strcmp(question->options[i].id, id) == 0)
			return i;
	return SIZE_MAX;
}

size_t questionnaire_first_stage(const struct questionnaire *questionnaire, const struct framework *framework)
{
	size_t first = framework->stage_count;
	for (size_t i = 0; i < questionnaire->question_count; i++) {
		const struct question *question = &questionnaire->questions[i];
		for (size_t c = 0; c < question->criterion_count; c++) {
			size_t stage = framework->criteria[question->criteria[c]].stage;
			first = stage < first ? stage : first;
		}
	}
	return first;
}

bool question_has_flag(const struct question *question)
{
	for (size_t i = 0; i < question->option_count; i++)
		if (question->options[i].flag)
			return true;
	return false;
}
