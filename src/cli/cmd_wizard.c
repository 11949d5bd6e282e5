/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "cli/plain.h"
#include "cli/wizard.h"
#include "ui/term.h"

#include <unistd.h>

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
		plain = true;
	}
	if (!world_store(world, STORE_CREATE, err))
		return false;
	world_remembered_lang(world);
	return plain ? plain_run(world, NULL, err) : wizard_run(world, NULL, err);
}
