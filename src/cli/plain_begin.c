/* SPDX-License-Identifier: MIT */
/* What to begin, or to go on with. */
#include "cli/plain_parts.h"

#include "base/alloc.h"
#include "cli/cmd_run.h"

#include <stdlib.h>

enum { LOOK_BACK = 100 }; /* how many of the newest are looked at for one to go on with */

static bool find_unfinished(struct plain *p, struct assessment *found, struct err *err)
{
	struct assessment_list saved = {0};
	if (!p->port.list(p->world, false, 0, LOOK_BACK, &saved, err))
		return false;
	for (size_t i = 0; i < saved.count && !found->id; i++)
		if (saved.list[i].answered < saved.list[i].asked && !saved.list[i].example)
			assessment_copy(found, &saved.list[i]);
	assessment_list_release(&saved);
	return true;
}

static void say_menu(struct plain *p, const struct assessment *unfinished, const struct choice *choices,
		     size_t count)
{
	size_t number = 0;
	cli_printf("%s\n", TR(p->world->lang, "スマートシティ自己点検", "Smart-city self-inspection"));
	if (unfinished->id)
		cli_printf(TR(p->world->lang, "  %zu  続きから：%s（%d/%d）\n",
			      "  %zu  Go on with: %s (%d/%d)\n"),
			   ++number, unfinished->title, unfinished->answered, unfinished->asked);
	for (size_t i = 0; i < count; i++)
		cli_printf(TR(p->world->lang, "  %zu  新しく始める：%s（%zu問）\n",
			      "  %zu  Begin: %s (%zu questions)\n"),
			   ++number, tr_in(choices[i].title, p->world->lang), choices[i].questions);
	cli_printf("  q  %s\n", TR(p->world->lang, "終了", "leave"));
}

static bool begin_new(struct plain *p, const struct choice *choice, struct err *err)
{
	struct strbuf prompt = {0}, told = {0};
	struct assessment setup = {0};
	const struct document *document = catalog_questionnaire(&p->world->catalog, choice->id, &told, err);
	strbuf_release(&told);
	if (!document)
		return false;
	char *title = new_title(p->world, document);
	strbuf_addf(&prompt, TR(p->world->lang, "題名（Enterで「%s」）: ", "Title (Enter: \"%s\"): "), title);
	char *typed = plain_ask(p, strbuf_str(&prompt));
	strbuf_release(&prompt);
	bool ok = setup_of_options(p->world, &setup, err);
	if (ok && typed) {
		free(setup.title);
		setup.title = xstrdup(*typed ? typed : title);
		ok = check_text(setup.title, err) &&
		     p->port.create(p->world, &setup, &choice->id, 1, &p->session, err);
	}
	assessment_release(&setup);
	free(typed);
	free(title);
	return ok;
}

/* Which number of the menu; 0 when the person leaves. */
static size_t ask_menu(struct plain *p, size_t count)
{
	for (;;) {
		char *line = plain_ask(p, TR(p->world->lang, "番号（Enterで1）: ", "Number (Enter: 1): "));
		if (!line)
			return 0;
		size_t number = plain_number(line, count, 1);
		bool leave = plain_parse(line, NULL, p->world->lang).action == PLAIN_LEAVE;
		free(line);
		if (number || leave)
			return number;
		cli_printf(TR(p->world->lang, "1 から %zu の番号か、q を入力してください。\n",
			      "Type a number from 1 to %zu, or q.\n"),
			   count);
	}
}

bool plain_begin(struct plain *p, struct err *err)
{
	const struct choice *choices;
	const struct framework *framework;
	struct assessment unfinished = {0};
	size_t count, number;
	if (!find_unfinished(p, &unfinished, err))
		return false;
	if (!p->port.choices(p->world, &choices, &count, &framework, err)) {
		assessment_release(&unfinished);
		return false;
	}
	say_menu(p, &unfinished, choices, count);
	size_t first = unfinished.id != NULL;
	number = ask_menu(p, count + first);
	bool ok = true;
	if (number == 1 && first)
		ok = p->port.open(p->world, unfinished.id, &p->session, err);
	else if (number)
		ok = begin_new(p, &choices[number - 1 - first], err);
	assessment_release(&unfinished);
	return ok;
}
