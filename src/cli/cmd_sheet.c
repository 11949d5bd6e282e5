/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "cli/emit.h"
#include "cli/sessions.h"
#include "report/sheet.h"

bool cmd_sheet(struct world *world, struct err *err)
{
	struct stored_documents documents = {0};
	struct session session = {0};
	struct strbuf told = {0}, text = {0};
	bool ok = world_catalog(world, err) &&
		  catalog_collect(&world->catalog, world->options->operands, 1, &documents, &told, err) &&
		  sessions_build(&session, &documents, err);
	if (told.len)
		cli_say("%s", strbuf_str(&told));
	if (ok) {
		sheet_write(&session.instrument,
			    tr_in(session.documents[1]->questionnaire->title, world->lang), world->lang,
			    &text);
		size_t pages = sheet_pages(&session.instrument, world->lang);
		if (pages > 1)
			cli_say(TR(world->lang, "A4で%zuページになります。", "It takes %zu pages of A4."),
				pages);
		ok = emit(world, &text, err);
	}
	stored_documents_release(&documents);
	strbuf_release(&told);
	strbuf_release(&text);
	session_release(&session);
	return ok;
}
