/* SPDX-License-Identifier: MIT */
/* A copy where one wants it, and the way back to one. */
#include "cli/commands.h"

#include "base/file.h"
#include "model/municipality.h"
#include "store/backup.h"

#include <stdlib.h>

bool cmd_backup(struct world *world, struct err *err)
{
	const char *path = world->options->operands[0];
	if (!world_store(world, STORE_READ, err) ||
	    !store_copy(world->store, path, world->options->given[OPT_FORCE], err))
		return false;
	cli_say(TR(world->lang, "控えを作成し、壊れていないことを確かめました：%s",
		   "The backup is made and checked: %s"),
		path);
	return true;
}

/* Nothing is put in the place of a database that can be used, unless the person insists. */
static bool may_replace(struct world *world, const char *database, struct err *err)
{
	struct err why = {.lang = err->lang};
	if (world->options->given[OPT_FORCE] || !file_exists(database))
		return true;
	if (store_look_whole(database, &why))
		return fail(
			err,
			TR(err->lang,
			   "%s は壊れていないため、そのままにしました。控えに置き換えるときは --force "
			   "を付けてください（今のファイルも残します）。",
			   "%s is not damaged and was left as it is. To put a backup in its place all the "
			   "same, add --force; the present file is kept."),
			database);
	if (why.kind == ERR_DAMAGED)
		return true;
	*err = why;
	return false;
}

static void say_recovered(const struct world *world, const char *copy, const char *date, const char *kept)
{
	char *day = date_words(date, world->lang);
	if (*day)
		cli_say(TR(world->lang, "%sの控えから戻しました：%s", "Recovered from the backup of %s: %s"),
			day, copy);
	else
		cli_say(TR(world->lang, "控えから戻しました：%s", "Recovered from the backup %s"), copy);
	if (kept)
		cli_say(TR(world->lang, "元のファイルは、次の名前で残しました：%s",
			   "The file that was there is kept as %s"),
			kept);
	free(day);
}

bool cmd_recover(struct world *world, struct err *err)
{
	const char *named = world->options->operand_count ? world->options->operands[0] : NULL;
	struct backup used = {0};
	char *kept = NULL, *database = world_database(world, err);
	bool ok = database && may_replace(world, database, err) &&
		  (named ? store_recover(database, named, &kept, err)
			 : store_recover_newest(database, &used, &kept, err));
	if (ok)
		say_recovered(world, named ? named : used.path, used.date, kept);
	free(used.path);
	free(kept);
	free(database);
	return ok;
}
