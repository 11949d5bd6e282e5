/* SPDX-License-Identifier: MIT */
#include "cli/progress.h"

#include "base/sys.h"

#include <stdio.h>
#include <unistd.h>

enum { BETWEEN_MS = 250 };

void progress_say(struct progress_line *line, size_t done, size_t total)
{
	int64_t now = sys_monotonic_ms();
	if (!line->next_ms)
		line->next_ms = now + BETWEEN_MS;
	if (now < line->next_ms || !isatty(STDERR_FILENO))
		return;
	line->next_ms = now + BETWEEN_MS;
	line->shown = true;
	if (total)
		fprintf(stderr, "\r%s %zu/%zu", tr_in(line->what, line->lang), done, total);
	else
		fprintf(stderr, "\r%s %zu", tr_in(line->what, line->lang), done);
	fflush(stderr);
}

void progress_end(struct progress_line *line)
{
	if (line->shown)
		fputs("\r\033[K", stderr);
	line->shown = false;
}
