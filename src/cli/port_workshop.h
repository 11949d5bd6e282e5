/* SPDX-License-Identifier: MIT */
/* The part of the wizard's port that workshops need. */
#ifndef CLI_PORT_WORKSHOP_H
#define CLI_PORT_WORKSHOP_H

#include "cli/port.h"

void port_add_workshop(struct port *port);

#endif
