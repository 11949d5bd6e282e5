/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "cli/cmd_run.h"
#include "cli/commands.h"
#include "cli/fill_new.h"
#include "cli/sessions.h"
#include "report/fill.h"

#include <stdlib.h>

/* A questionnaire by id or file, else an assessment. */
static bool open_for_blank(struct world *world, const char *name, struct session *session, struct err *err)
{
	struct stored_documents documents = {0};
	struct strbuf told = {0};
	struct err not_one = {.lang = world->lang}, not_other = {.lang = world->lang};
	bool ok = world_catalog(world, err) &&
		  catalog_collect(&world->catalog, &name, 1, &documents, &told, &not_one) &&
		  sessions_build(session, &documents, &not_one);
	stored_documents_release(&documents);
	if (!ok && !err->set && not_one.kind == ERR_USAGE && !catalog_is_path(name)) {
		session_release(session);
		ok = world_store(world, STORE_READ, &not_other) &&
		     sessions_open(session, world->store, name, &not_other);
	}
	if (!ok && told.len)
		cli_say("%s", strbuf_str(&told));
	strbuf_release(&told);
	return ok || fail_as(err, not_one.kind, "%s", not_one.text);
}

static bool write_blank(struct world *world, struct err *err)
{
	struct session session = {0};
	struct strbuf out = {0};
	bool ok = open_for_blank(world, world->options->value[OPT_BLANK], &session, err);
	if (ok) {
		fill_blank(&session.instrument, world->lang, &out);
		cli_write(strbuf_str(&out), out.len);
	}
	strbuf_release(&out);
	session_release(&session);
	return ok;
}

static bool fill_workshop(struct world *world, struct err *err)
{
	struct strbuf told = {0};
	size_t people;
	const struct options *options = world->options;
	bool ok = world_store(world, STORE_CREATE, err) &&
		  fill_into(world, options->operands[0], options->value[OPT_INTO], &people, &told, err);
	if (told.len)
		cli_say("%s", strbuf_str(&told));
	if (ok)
		cli_say(TR(world->lang, "%zu人の回答を取り込み、提出済みにしました。",
			   "The answers of %zu people are taken in and handed in."),
			people);
	strbuf_release(&told);
	return ok;
}

bool cmd_fill(struct world *world, struct err *err)
{
	const struct options *options = world->options;
	if (options->given[OPT_BLANK])
		return write_blank(world, err);
	if (options->given[OPT_INTO])
		return fill_workshop(world, err);
	struct assessment setup = {0};
	struct session session = {0};
	struct strbuf told = {0};
	size_t people = 0;
	bool ok = options->given[OPT_TITLE] && *options->value[OPT_TITLE];
	if (!ok)
		fail_as(err, ERR_USAGE,
			TR(world->lang, "--title で題名を指定してください。",
			   "Give it a title with --title."));
	ok = ok && setup_of_options(world, &setup, err) && world_store(world, STORE_CREATE, err) &&
	     fill_new(world, options->operands[0], &setup, options->questionnaires,
		      options->questionnaire_count, &session, &people, &told, err);
	if (told.len)
		cli_say("%s", strbuf_str(&told));
	if (ok && people)
		cli_say(TR(world->lang,
			   "%zu人の回答でワークショップを作りました。公開まで、回答は表示しません。",
			   "A workshop of %zu people. Their answers are shown to nobody before the reveal."),
			people);
	if (ok)
		cli_printf("%s\n", session.assessment.id);
	strbuf_release(&told);
	session_release(&session);
	assessment_release(&setup);
	return ok;
}
