/* SPDX-License-Identifier: MIT */
/*
 * What is wrong in a file, all of it in one go, each with its place.
 * Printed as   FILE:LINE:COLUMN: error: sentence   with the line of the file and a caret below.
 */
#ifndef MODEL_DIAG_H
#define MODEL_DIAG_H

#include "base/lang.h"
#include "base/strbuf.h"

#include <stdbool.h>
#include <stddef.h>

#define DIAG_MAX 100 /* more are counted, not kept */

struct mark {
	size_t line, column; /* from 1; column in characters. 0: no place */
};

enum severity { DIAG_ERROR, DIAG_WARNING };

struct diag {
	enum severity severity;
	struct mark mark;
	char *text; /* owned */
};

struct diags {
	enum lang lang;
	const char *file; /* borrowed, as given by the person */
	struct diag *list;
	size_t count, cap;
	size_t errors, warnings; /* all of them, also those past DIAG_MAX */
};

__attribute__((format(printf, 3, 4))) void diag_error(struct diags *diags, struct mark mark,
						      const char *format, ...);
__attribute__((format(printf, 3, 4))) void diag_warning(struct diags *diags, struct mark mark,
							const char *format, ...);

/* In order of place, each with its line and caret where `text` (the file's bytes, may be NULL) has it. Safe
 * to print. */
void diag_print(const struct diags *diags, const char *text, size_t len, struct strbuf *out);
void diag_release(struct diags *diags);

#endif
