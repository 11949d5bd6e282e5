/* SPDX-License-Identifier: MIT */
/* An assessment with everything that goes with it, for what leaves the program. Zero is none. */
#ifndef CLI_WHOLE_H
#define CLI_WHOLE_H

#include "cli/shelf.h"
#include "cli/subjects.h"

struct whole {
	struct session session;
	struct workshop workshop; /* of a workshop: after the reveal */
	struct actions actions;
};

/* Open by id (shelf: NULL, or one for many in turn); a workshop that has not been revealed is refused with
 * ERR_SEALED. */
bool whole_open(struct whole *whole, struct store *store, const char *id, struct shelf *shelf,
		struct err *err);
void whole_release(struct whole *whole);

/* NULL where it is none. */
const struct workshop *whole_workshop(const struct whole *whole);
void whole_subject(const struct whole *whole, struct subjects *subjects);

#endif
