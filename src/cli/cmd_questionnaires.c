/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "cli/coverage.h"

#include <string.h>

static bool is_listed(const struct catalog_entry *entry)
{
	return entry->usable && !entry->hidden && entry->document->questionnaire;
}

static void print_list(const struct catalog *catalog, enum lang lang)
{
	int widest = 0;
	for (size_t i = 0; i < catalog->count; i++)
		if ((int)strlen(catalog->entries[i].document->id) > widest)
			widest = (int)strlen(catalog->entries[i].document->id);
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_entry *entry = &catalog->entries[i];
		const struct questionnaire *q = entry->document->questionnaire;
		if (is_listed(entry))
			cli_printf(TR(lang, "%-*s  %3zu問  %s  %s\n", "%-*s  %3zu questions  %s  %s\n"),
				   widest, q->id, questionnaire_size(q), tr_in(q->title, lang), entry->path);
	}
}

static void print_coverage(const struct catalog *catalog, enum lang lang)
{
	struct strbuf page = {0};
	coverage_text(catalog, lang, &page);
	cli_print(strbuf_str(&page));
	strbuf_release(&page);
}

bool cmd_questionnaires(struct world *world, struct err *err)
{
	if (!world_catalog(world, err))
		return false;
	const struct catalog *catalog = &world->catalog;
	size_t listed = 0;
	for (size_t i = 0; i < catalog->count; i++)
		listed += is_listed(&catalog->entries[i]);
	if (listed && world->options->given[OPT_COVERAGE])
		print_coverage(catalog, world->lang);
	else
		print_list(catalog, world->lang);
	cli_say("%s", strbuf_str(&catalog->notices));
	if (!listed)
		return fail(err,
			    TR(world->lang,
			       "質問票が見つかりません。--questionnaires でフォルダーを指定してください。",
			       "No questionnaires are found. Name their folder with --questionnaires."));
	return true;
}
