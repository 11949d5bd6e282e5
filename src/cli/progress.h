/* SPDX-License-Identifier: MIT */
/* How far long work is, on one line of the terminal that is wiped again. Into a file or a pipe: nothing. */
#ifndef CLI_PROGRESS_H
#define CLI_PROGRESS_H

#include "base/lang.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress_line {
	enum lang lang;
	struct tr what;
	bool shown;
	int64_t next_ms; /* not before */
};

/* So many are done, of `total` (0: unknown). Cheap: shows something every quarter of a second, not at once.
 */
void progress_say(struct progress_line *line, size_t done, size_t total);
void progress_end(struct progress_line *line);

#endif
