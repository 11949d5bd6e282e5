/* SPDX-License-Identifier: MIT */
#ifndef CLI_SHELF_H
#define CLI_SHELF_H

#include "cli/sessions.h"

/* What was opened last, for the next one: of the same documents it need not read and parse them again. Zero
 * is empty; it must outlive the sessions that were opened with it since. */
struct shelf {
	char *key;
	struct session blank;
};
void shelf_release(struct shelf *shelf);

/* sessions_open() for one of many. The sessions opened with it before are no longer used. */
bool sessions_open_next(struct session *session, struct store *store, const char *id, struct shelf *shelf,
			struct err *err);

#endif
