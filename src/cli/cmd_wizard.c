/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "cli/plain.h"
#include "cli/wizard.h"
#include "store/backup.h"
#include "ui/term.h"

#include <stdlib.h>
#include <unistd.h>

static bool has_backups(const struct world *world)
{
	struct err err = {.lang = world->lang};
	struct backups backups = {0};
	char *database = world_database(world, &err);
	bool there = database && backups_list(database, &backups, &err) && backups.count > 0;
	backups_release(&backups);
	free(database);
	return there;
}

static bool pass_on(const struct err *why, struct err *err)
{
	*err = *why;
	return false;
}

bool cmd_wizard(struct world *world, struct err *err)
{
	struct err why = {.lang = world->lang};
	bool plain = world->options->given[OPT_PLAIN];
	if (!plain && !term_usable(&why)) {
		/* Someone at a simple terminal is asked line by line; a script that meant nothing of the kind
		 * is told. */
		if (!isatty(STDIN_FILENO))
			return fail(err,
				    TR(world->lang, "%s1行ずつ答えるには tenken --plain をお使いください。",
				       "%s To answer line by line use tenken --plain."),
				    why.text);
		cli_say("tenken: %s", why.text);
		err_clear(&why);
		plain = true;
	}
	if (!world_store(world, STORE_CREATE, &why))
		return !plain && why.kind == ERR_DAMAGED && has_backups(world) ? wizard_rescue(world, err)
									       : pass_on(&why, err);
	world_remembered_lang(world);
	return plain ? plain_run(world, NULL, err) : wizard_run(world, NULL, err);
}
