/* SPDX-License-Identifier: MIT */
/* A new assessment out of a CSV of answers: for `fill` and for the example. */
#ifndef CLI_FILL_NEW_H
#define CLI_FILL_NEW_H

#include "cli/world.h"

/*
 * Read the file, check every answer, make the assessment, all or nothing. The questionnaires are those named,
 * else (count 0) those that the file itself names before the / of `question` or in a column `questionnaire`.
 * *told gets the faults, a line each.
 */
/* Of several respondents in the file: a workshop, each of whom has handed in. *people gets how many; 0: one
 * respondent, no workshop. */
bool fill_new(struct world *world, const char *path, const struct assessment *setup, const char *const *names,
	      size_t count, struct session *session, size_t *people, struct strbuf *told, struct err *err);
/* The respondents of the file into a workshop that has not been revealed: all or nothing. */
bool fill_into(struct world *world, const char *path, const char *id, size_t *people, struct strbuf *told,
	       struct err *err);

#endif
