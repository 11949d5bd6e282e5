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

bool question_has_flag(const struct question *question)
{
	for (size_t i = 0; i < question->option_count; i++)
		if (question->options[i].flag)
			return true;
	return false;
}
