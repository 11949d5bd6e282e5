/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"

#include "base/alloc.h"

/* All ids are found before the first one is touched: a mistyped one changes nothing. */
static bool find_all(struct world *world, struct assessment_list *found, struct err *err)
{
	const struct options *options = world->options;
	for (size_t i = 0; i < options->operand_count; i++) {
		if (!store_find(world->store, options->operands[i], &found->list[found->count], err))
			return false;
		found->count++;
	}
	return true;
}

static bool change_one(struct world *world, const struct assessment *a, bool binned, struct err *err)
{
	enum lang lang = world->lang;
	char now[21];
	world_now(now);
	if (world->options->given[OPT_PURGE]) {
		if (!store_purge(world->store, a->id, now, err))
			return false;
		cli_say(TR(lang, "完全に削除しました：%.8s %s", "Deleted for good: %.8s %s"), a->id,
			a->title);
		return true;
	}
	if (a->binned == binned) {
		cli_say(binned ? TR(lang, "もうごみ箱に入っています：%.8s %s", "Already in the bin: %.8s %s")
			       : TR(lang, "ごみ箱に入っていません：%.8s %s", "Not in the bin: %.8s %s"),
			a->id, a->title);
		return true;
	}
	if (!store_bin(world->store, a->id, binned, now, err))
		return false;
	cli_say(binned ? TR(lang, "ごみ箱に入れました：%.8s %s", "Moved to the bin: %.8s %s")
		       : TR(lang, "ごみ箱から戻しました：%.8s %s", "Taken out of the bin: %.8s %s"),
		a->id, a->title);
	return true;
}

static bool change_all(struct world *world, bool binned, struct err *err)
{
	struct assessment_list found = {.list = xcalloc(world->options->operand_count, sizeof *found.list)};
	bool ok = world_store(world, STORE_CREATE, err) && find_all(world, &found, err);
	for (size_t i = 0; ok && i < found.count; i++)
		ok = change_one(world, &found.list[i], binned, err);
	assessment_list_release(&found);
	return ok;
}

bool cmd_delete(struct world *world, struct err *err)
{
	return change_all(world, true, err);
}

bool cmd_restore(struct world *world, struct err *err)
{
	return change_all(world, false, err);
}
