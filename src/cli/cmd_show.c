/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "cli/result.h"
#include "cli/whole.h"

bool cmd_show(struct world *world, struct err *err)
{
	struct whole whole = {0};
	struct strbuf text = {0};
	bool ok = world_store(world, STORE_READ, err) &&
		  whole_open(&whole, world->store, world->options->operands[0], NULL, err);
	if (ok) {
		result_text(&whole.session, whole_workshop(&whole), &whole.actions, world->lang, &text);
		cli_print(strbuf_str(&text));
	}
	strbuf_release(&text);
	whole_release(&whole);
	return ok;
}
