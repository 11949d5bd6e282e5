/* SPDX-License-Identifier: MIT */
/* The wizard's port (ui/port.h) onto the real world: store, questionnaires, exports, clock. */
#ifndef CLI_PORT_H
#define CLI_PORT_H

#include "cli/world.h"
#include "ui/port.h"

/* `world` must outlive it, with its store open. */
struct port port_of(struct world *world);

/* Parts of it that stand in files of their own. */
bool port_export(void *self, const struct session *session, const struct export_request *request,
		 struct export_done *done, struct err *err);
char *port_export_path(void *self, const struct session *session, int table);

#endif
