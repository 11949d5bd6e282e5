/* SPDX-License-Identifier: MIT */
/* The same questions line by line, for screen readers, simple terminals and pipes: no cursor movement, no
 * colour. */
#ifndef CLI_PLAIN_H
#define CLI_PLAIN_H

#include "cli/world.h"

/* `session`: its questions (it is taken over); NULL: offers what to begin or go on with. The store is open.
 */
bool plain_run(struct world *world, struct session *session, struct err *err);

#endif
