/* SPDX-License-Identifier: MIT */
/* What each command does. False with a sentence when it failed; its kind gives the exit status. */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/world.h"

bool cmd_wizard(struct world *world, struct err *err);
bool cmd_run(struct world *world, struct err *err);
bool cmd_list(struct world *world, struct err *err);
bool cmd_show(struct world *world, struct err *err);
bool cmd_export(struct world *world, struct err *err);
bool cmd_check(struct world *world, struct err *err);
bool cmd_questionnaires(struct world *world, struct err *err);
bool cmd_fill(struct world *world, struct err *err);
bool cmd_delete(struct world *world, struct err *err);
bool cmd_restore(struct world *world, struct err *err);
bool cmd_sheet(struct world *world, struct err *err);
bool cmd_workshop(struct world *world, struct err *err);
bool cmd_merge(struct world *world, struct err *err);
bool cmd_minutes(struct world *world, struct err *err);
bool cmd_backup(struct world *world, struct err *err);
bool cmd_recover(struct world *world, struct err *err);
bool cmd_doctor(struct world *world, struct err *err);
bool cmd_compare(struct world *world, struct err *err);

#endif
