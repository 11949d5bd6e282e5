/* SPDX-License-Identifier: MIT */
/* Text that a command makes: on standard output, or into the file of --output. */
#ifndef CLI_EMIT_H
#define CLI_EMIT_H

#include "cli/world.h"

bool emit(struct world *world, const struct strbuf *text, struct err *err);

#endif
