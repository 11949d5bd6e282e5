/* SPDX-License-Identifier: MIT */
#include "cli/cmd_run.h"

#include "base/alloc.h"
#include "base/sys.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/plain.h"
#include "cli/sessions.h"
#include "cli/wizard.h"
#include "model/municipality.h"
#include "model/places.h"
#include "ui/term.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { TEXT_BYTES_MAX = 20000 };

char *new_title(const struct world *world, const struct document *only)
{
	struct strbuf title = {0};
	char date[SYS_DATE_SIZE];
	sys_date_local(sys_now(), date);
	char *day = date_words(date, world->lang);
	strbuf_addf(&title, TR(world->lang, "%s %s", "%s, %s"),
		    only ? tr_in(only->questionnaire->title, world->lang)
			 : TR(world->lang, "自己点検", "Self-check"),
		    day);
	free(day);
	return strbuf_detach(&title);
}

bool check_text(const char *text, struct err *err)
{
	size_t at, n = strlen(text);
	uint32_t cp;
	if (n > TEXT_BYTES_MAX)
		return fail_as(err, ERR_USAGE, TR(err->lang, "文字が長すぎます。", "The text is too long."));
	if (!text_is_utf8(text, n, &at) || text_find_unfit(text, n, &at, &cp))
		return fail_as(err, ERR_USAGE,
			       TR(err->lang, "「%s」に使えない文字があります。",
				  "\"%s\" holds characters that cannot be used."),
			       text);
	return true;
}

static char *text_option(const struct options *options, enum opt opt)
{
	const char *text = options->given[opt] ? options->value[opt] : "";
	return text_nfc(text, strlen(text)); /* as what is typed on the screen */
}

bool setup_of_options(const struct world *world, struct assessment *setup, struct err *err)
{
	const struct options *options = world->options;
	char code[7], date[SYS_DATE_SIZE];
	sys_date_local(sys_now(), date);
	*setup = (struct assessment){
		.title = text_option(options, OPT_TITLE),
		.municipality = text_option(options, OPT_MUNICIPALITY),
		.reference_date = xstrdup(date),
		.fiscal_year = fiscal_year_of(date),
	};
	char *typed = text_option(options, OPT_MUNICIPALITY_CODE);
	bool ok = municipality_code_parse(typed, code, err);
	free(typed);
	struct place place;
	if (ok)
		setup->municipality_code = xstrdup(code);
	if (ok && !*setup->municipality && places_by_code(code, &place)) {
		free(setup->municipality);
		setup->municipality = place_name(&place, world->lang);
	}
	if (!ok)
		err->kind = ERR_USAGE;
	return ok && check_text(setup->title, err) && check_text(setup->municipality, err);
}

static bool create(struct world *world, const char *const *names, size_t count, struct session *session,
		   struct err *err)
{
	struct stored_documents documents = {0};
	struct assessment setup = {0};
	struct strbuf told = {0};
	const struct document *first =
		count ? catalog_questionnaire(&world->catalog, names[0], &told, err) : NULL;
	bool ok = (first || !count) && setup_of_options(world, &setup, err);
	if (ok && first && !*setup.title) {
		free(setup.title);
		setup.title = new_title(world, count > 1 ? NULL : first);
	}
	ok = ok && catalog_collect(&world->catalog, names, count, &documents, &told, err) &&
	     sessions_create(session, world->store, &setup, &documents, NULL, err);
	if (told.len)
		cli_say("%s", strbuf_str(&told));
	assessment_release(&setup);
	stored_documents_release(&documents);
	strbuf_release(&told);
	return ok;
}

bool cmd_run(struct world *world, struct err *err)
{
	const struct options *options = world->options;
	struct session session = {0};
	struct err why = {.lang = world->lang};
	const struct choice *choices;
	size_t choice_count;
	const struct framework *framework;
	if (!world_store(world, STORE_CREATE, err))
		return false;
	world_remembered_lang(world);
	err->lang = world->lang;
	if (!world_catalog(world, err))
		return false;
	struct port port = port_of(world);
	const char *const *names = options->operands;
	const char *first;
	size_t count = options->operand_count;
	if (!count) {
		if (!port.choices(world, &choices, &choice_count, &framework, err))
			return false;
		first = choices[0].id;
		names = &first;
		count = 1;
	}
	bool plain = options->given[OPT_PLAIN] || !term_usable(&why);
	if (plain && !options->given[OPT_PLAIN] && isatty(STDIN_FILENO)) /* a script wants nothing else */
		cli_say("tenken: %s", why.text);
	bool ok = create(world, names, count, &session, err);
	ok = ok && (plain ? plain_run(world, &session, err) : wizard_run(world, &session, err));
	session_release(&session);
	return ok;
}
