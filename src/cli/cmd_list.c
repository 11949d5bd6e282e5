/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "base/sys.h"
#include "base/text.h"
#include "model/municipality.h"
#include "model/search.h"
#include "store/backup.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 10000 }; /* of the rows before a page all are read again */

enum { DATE_COLUMNS = 17 }; /* 17 September 2026 */

static void print_row(const struct assessment *a, enum lang lang)
{
	char *day = day_words(a->updated_at, lang);
	int pad = DATE_COLUMNS - text_columns(day);
	cli_printf("%.8s  %s%*s  %3d/%-3d  %s\n", a->id, day, pad > 0 ? pad : 0, "", a->answered, a->asked,
		   a->title);
	free(day);
}

/* Nothing saved yet is an empty list; a file that was named and is not there, or one of which only copies are
 * left, is not. */
static bool is_first_start(const struct world *world)
{
	struct err err = {.lang = world->lang};
	if (world->options->given[OPT_DB] || sys_env("TENKEN_DB"))
		return false;
	char *path = world_database(world, &err);
	bool first = path && !file_exists(path) && !store_is_lost(path, &err);
	free(path);
	return first;
}

/* A page of them; how many there are in all is known of a search alone. */
static bool read_page(struct world *world, struct search *search, size_t at, struct assessment_list *page,
		      struct err *err)
{
	size_t total;
	bool binned = world->options->given[OPT_BIN];
	return search ? store_search(world->store, binned, search, at, PAGE, page, &total, err)
		      : store_list(world->store, binned, at, PAGE, page, err);
}

static bool print_all(struct world *world, struct search *search, size_t *shown, struct err *err)
{
	struct assessment_list page = {.more = true};
	while (page.more) {
		if (!read_page(world, search, *shown, &page, err))
			return false;
		for (size_t i = 0; i < page.count; i++)
			print_row(&page.list[i], world->lang);
		*shown += page.count;
		bool more = page.more;
		assessment_list_release(&page);
		page.more = more;
	}
	return true;
}

static void say_none(const struct world *world, bool none_yet, const char *typed)
{
	bool binned = world->options->given[OPT_BIN];
	if (!none_yet && search_has_words(typed))
		cli_say(TR(world->lang, "「%s」に当てはまる自己点検はありません。",
			   "No assessment has \"%s\"."),
			typed);
	else
		cli_say("%s", binned ? TR(world->lang, "ごみ箱は空です。", "The bin is empty.")
				     : TR(world->lang,
					  "保存された自己点検はまだありません。tenken で始められます。",
					  "Nothing is saved yet. Begin with: tenken"));
}

bool cmd_list(struct world *world, struct err *err)
{
	const struct options *options = world->options;
	struct strbuf typed = {0};
	size_t shown = 0;
	bool none_yet = is_first_start(world);
	for (size_t i = 0; i < options->operand_count; i++)
		strbuf_addf(&typed, "%s%s", i ? " " : "", options->operands[i]);
	struct search *search = search_begin(strbuf_str(&typed));
	bool ok = none_yet || (world_store(world, STORE_READ, err) && print_all(world, search, &shown, err));
	if (ok && !shown)
		say_none(world, none_yet, strbuf_str(&typed));
	search_end(search);
	strbuf_release(&typed);
	return ok;
}
