/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "cli/result.h"
#include "cli/sessions.h"

bool cmd_show(struct world *world, struct err *err)
{
	struct session session = {0};
	struct strbuf text = {0};
	bool ok = world_store(world, STORE_READ, err) &&
		  sessions_open(&session, world->store, world->options->operands[0], err);
	if (ok) {
		result_text(&session, world->lang, &text);
		cli_print(strbuf_str(&text));
	}
	strbuf_release(&text);
	session_release(&session);
	return ok;
}
