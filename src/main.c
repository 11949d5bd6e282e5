/* SPDX-License-Identifier: MIT */
#include "cli/world.h"

#include "base/sys.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* Started with a standard stream closed, the next file opened would get its number, and messages would end up
 * in it. */
static bool open_closed_streams(void)
{
	for (int fd = 0; fd <= 2; fd++)
		if (fcntl(fd, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) != fd)
			return false;
	return true;
}

static int exit_status(const struct err *err)
{
	switch (err->kind) {
	case ERR_USAGE:
		return 2;
	case ERR_INVALID:
	case ERR_DAMAGED:
		return 3;
	default:
		return 1;
	}
}

static int failed(const struct err *err)
{
	if (err->text[0])
		cli_say("tenken: %s", err->text);
	if (err->kind == ERR_DAMAGED)
		cli_say("%s",
			TR(err->lang, "詳しくは tenken doctor で、控えからは tenken recover で戻せます。",
			   "See tenken doctor; tenken recover brings back the newest backup."));
	return exit_status(err);
}

static bool run(struct world *world, struct err *err)
{
	const struct options *options = world->options;
	if (options->given[OPT_HELP]) {
		help_print(options->command, world->lang);
		return true;
	}
	if (options->given[OPT_VERSION]) {
		cli_print("tenken " TENKEN_VERSION "\n");
		return true;
	}
	return options->command->run(world, err);
}

int main(int argc, char **argv)
{
	struct options options = {0};
	struct err err = {.lang = sys_lang()};
	if (!open_closed_streams())
		return 1;
	/* A reader that goes away and a file at its size limit are errors of one write, which is told. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	umask(077); /* answers are their owner's alone */
	sys_utf8_locale();
	if (!options_parse(&options, argc, argv, &err)) {
		options_release(&options);
		return failed(&err);
	}
	struct world world = {.options = &options, .lang = err.lang};
	bool done = run(&world, &err);
	int status = done ? world.status : failed(&err);
	struct err late = {.lang = world.lang};
	if (!cli_flush(&late) && status == 0)
		status = failed(&late);
	world_release(&world);
	options_release(&options);
	return status;
}
