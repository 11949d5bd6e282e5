/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"

#include <string.h>

static void print_fine(const struct catalog_entry *entry, enum lang lang)
{
	const struct questionnaire *q = entry->document->questionnaire;
	const struct framework *f = entry->document->framework;
	if (f)
		cli_printf(TR(lang, "%s: 誤りはありません（段階%zu、確認項目%zu）\n",
			      "%s: no errors (%zu stages, %zu criteria)\n"),
			   entry->path, f->stage_count, f->criterion_count);
	else if (q->use_count)
		cli_printf(TR(lang, "%s: 誤りはありません（ほかの質問票の設問%zu）\n",
			      "%s: no errors (%zu questions of other questionnaires)\n"),
			   entry->path, q->use_count);
	else
		cli_printf(TR(lang, "%s: 誤りはありません（区分%zu、設問%zu）\n",
			      "%s: no errors (%zu sections, %zu questions)\n"),
			   entry->path, q->section_count, q->question_count);
}

static bool check_one(const struct catalog_entry *entry, enum lang lang)
{
	struct strbuf told = {0};
	diag_print(&entry->diags, entry->document->text, entry->document->len, &told);
	if (told.len)
		cli_say("%s", strbuf_str(&told));
	strbuf_release(&told);
	if (entry->usable)
		print_fine(entry, lang);
	return entry->usable;
}

bool cmd_check(struct world *world, struct err *err)
{
	size_t bad = 0;
	if (!world_catalog(world, err))
		return false;
	const struct catalog *catalog = &world->catalog;
	for (size_t i = 0; i < catalog->count; i++)
		if (catalog->entries[i].given)
			bad += !check_one(&catalog->entries[i], world->lang);
	if (bad)
		return fail_as(err, ERR_INVALID,
			       TR(world->lang, "使えないファイルが%zuあります。",
				  "%zu of the files cannot be used."),
			       bad);
	return true;
}
