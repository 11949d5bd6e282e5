/* SPDX-License-Identifier: MIT */
/* Setting up a new assessment from the command line. */
#ifndef CLI_CMD_RUN_H
#define CLI_CMD_RUN_H

#include "cli/port.h"

/* 「短い点検 2026-11-22」: what a new one is called where no title is given; owned. */
char *new_title(const struct world *world, const struct document *first);

/* --title, --municipality, --municipality-code and today's date; "" where not given. setup is the caller's to
 * release, also on failure. */
bool setup_of_options(const struct world *world, struct assessment *setup, struct err *err);

/* Text from outside that will be stored: UTF-8 without control or bidi characters, and not endless. */
bool check_text(const char *text, struct err *err);

#endif
