/* SPDX-License-Identifier: MIT */
/* Setting up a new assessment from the command line. */
#ifndef CLI_CMD_RUN_H
#define CLI_CMD_RUN_H

#include "cli/port.h"

/* 「短い点検 令和8年11月22日」: what a new one is called where no title is given, after its only
 * questionnaire (NULL: there are several); owned. */
char *new_title(const struct world *world, const struct document *only);

/* --title, --municipality, --municipality-code and today's date; "" where not given, but a code alone gives
 * its name. setup is the caller's to release, also on failure. */
bool setup_of_options(const struct world *world, struct assessment *setup, struct err *err);

/* Text from outside that will be stored: UTF-8 without control or bidi characters, and not endless. */
bool check_text(const char *text, struct err *err);

#endif
