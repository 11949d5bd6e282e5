/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/whole.h"
#include "report/minutes.h"

bool cmd_minutes(struct world *world, struct err *err)
{
	struct whole whole = {0};
	struct strbuf text = {0};
	bool ok = world_store(world, STORE_READ, err) &&
		  whole_open(&whole, world->store, world->options->operands[0], NULL, err);
	if (ok && !whole_workshop(&whole))
		ok = fail_as(err, ERR_USAGE,
			     TR(world->lang, "記録を作れるのは、ワークショップです。",
				"Minutes are made of workshops."));
	if (ok) {
		struct subjects subjects;
		subjects_init(&subjects, 1);
		whole_subject(&whole, &subjects);
		minutes_write(&(struct minutes){&subjects.list[0], whole.session.assessment.reference_date},
			      world->lang, &text);
		subjects_release(&subjects);
		ok = emit(world, &text, err);
	}
	strbuf_release(&text);
	whole_release(&whole);
	return ok;
}
