/* SPDX-License-Identifier: MIT */
/* The full-screen wizard: the loop between terminal and app. */
#ifndef CLI_WIZARD_H
#define CLI_WIZARD_H

#include "cli/world.h"

/* `session`: open at its question (it is taken over); NULL: begin at home. The store is open. world->status
 * is set when a signal ended it. */
bool wizard_run(struct world *world, struct session *session, struct err *err);
/* Begin with a database that is damaged or lost: the store is not open. */
bool wizard_rescue(struct world *world, struct err *err);

#endif
