/* SPDX-License-Identifier: MIT */
#include "cli/commands.h"
#include "report/guide.h"

#include <string.h>

static bool guide(struct world *world, const char *const *operands, struct err *err)
{
	(void)operands;
	(void)err;
	cli_print(guide_text(world->lang));
	return true;
}

static bool reveal(struct world *world, const char *const *operands, struct err *err)
{
	struct assessment a = {0};
	char now[21];
	world_now(now);
	bool ok = world_store(world, STORE_CREATE, err) && store_find(world->store, operands[0], &a, err) &&
		  store_reveal(world->store, a.id, now, err);
	if (ok)
		cli_say(TR(world->lang, "公開しました。提出 %d人、未提出 %d人です。",
			   "Revealed: %d handed in, %d did not."),
			a.answered, a.asked - a.answered);
	assessment_release(&a);
	return ok;
}

static bool copy(struct world *world, const char *const *operands, struct err *err)
{
	struct assessment a = {0};
	bool ok = world_store(world, STORE_READ, err) && store_find(world->store, operands[0], &a, err) &&
		  store_extract(world->store, a.id, operands[1], world->options->given[OPT_FORCE], err);
	if (ok)
		cli_say(TR(world->lang, "複写しました：%s", "Copied: %s"), operands[1]);
	assessment_release(&a);
	return ok;
}

static const struct {
	const char *name;
	size_t operands;
	bool (*run)(struct world *world, const char *const *operands, struct err *err);
} PARTS[] = {{"guide", 0, guide}, {"reveal", 1, reveal}, {"copy", 2, copy}};

bool cmd_workshop(struct world *world, struct err *err)
{
	const struct options *options = world->options;
	for (size_t i = 0; i < sizeof PARTS / sizeof *PARTS; i++)
		if (strcmp(options->operands[0], PARTS[i].name) == 0 &&
		    options->operand_count == PARTS[i].operands + 1)
			return PARTS[i].run(world, options->operands + 1, err);
	return fail_as(
		err, ERR_USAGE, "%s",
		TR(world->lang,
		   "workshop guide、workshop reveal ID、workshop copy ID FILE のどれかを指定してください。",
		   "Give one of: workshop guide, workshop reveal ID, workshop copy ID FILE."));
}
