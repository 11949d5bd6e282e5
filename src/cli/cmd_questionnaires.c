/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"

#include <string.h>

bool cmd_questionnaires(struct world *world, struct err *err)
{
	if (!world_catalog(world, err))
		return false;
	const struct catalog *catalog = &world->catalog;
	int widest = 0;
	for (size_t i = 0; i < catalog->count; i++)
		if ((int)strlen(catalog->entries[i].document->id) > widest)
			widest = (int)strlen(catalog->entries[i].document->id);
	size_t shown = 0;
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_entry *entry = &catalog->entries[i];
		const struct questionnaire *q = entry->document->questionnaire;
		if (!entry->usable || entry->hidden || !q)
			continue;
		cli_printf(TR(world->lang, "%-*s  %3zu問  %s  %s\n", "%-*s  %3zu questions  %s  %s\n"),
			   widest, q->id, questionnaire_size(q), tr_in(q->title, world->lang), entry->path);
		shown++;
	}
	cli_say("%s", strbuf_str(&catalog->notices));
	if (!shown)
		return fail(err,
			    TR(world->lang,
			       "質問票が見つかりません。--questionnaires でフォルダーを指定してください。",
			       "No questionnaires are found. Name their folder with --questionnaires."));
	return true;
}
