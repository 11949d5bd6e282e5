/* SPDX-License-Identifier: MIT */
/* What the questionnaires cover of their framework, as a Markdown page made from the data. */
#ifndef CLI_COVERAGE_H
#define CLI_COVERAGE_H

#include "cli/catalog.h"

/*
 * A table for each framework that questionnaires feed: a row per criterion, a column per questionnaire and
 * one for all of them (each question once). A cell says how many questions feed the criterion, how many of
 * their options are red flags on it, and how many places of the source they cite.
 */
void coverage_text(const struct catalog *catalog, enum lang lang, struct strbuf *out);

#endif
