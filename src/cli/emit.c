/* SPDX-License-Identifier: MIT */
#include "cli/emit.h"

#include "base/file.h"

bool emit(struct world *world, const struct strbuf *text, struct err *err)
{
	const struct options *options = world->options;
	if (!options->given[OPT_OUTPUT]) {
		cli_write(strbuf_str(text), text->len);
		return true;
	}
	const char *path = options->value[OPT_OUTPUT];
	if (!file_write(path, strbuf_str(text), text->len, options->given[OPT_FORCE], err))
		return false;
	cli_say(TR(world->lang, "書き出しました：%s", "Written: %s"), path);
	return true;
}
