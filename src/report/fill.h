/* SPDX-License-Identifier: MIT */
/* Answers from a CSV (paper, Excel): columns question,state,options,note,evidence,reason; others are ignored.
 * All or nothing. */
#ifndef REPORT_FILL_H
#define REPORT_FILL_H

#include "base/err.h"
#include "base/strbuf.h"
#include "model/answers.h"

/*
 * Every fault in one go in *faults, a line each with "FILE:LINE: sentence", at most 50 and how many more;
 * then *err says how many there are. A file that is no CSV has no such lines, only *err (FILE: line N:
 * sentence). True when there is none, and only then is *answers (zero, or what it was) released and made
 * anew. `question` is a key (silo-breakdown/team.mandate) or the question's own id where only one
 * questionnaire has it; a `questionnaire` column beside it (as in `answers`) tells which. A question twice,
 * an unknown id, a state or option that is not there, na where it is not allowed, a text with controls or
 * direction overrides: faults. A row whose state and options are empty is blank. `options` given and state
 * empty means answered. Questions without a row are blank. Line ends in a cell become LF.
 */
bool fill_read(const struct instrument *instrument, struct answers *answers, const char *file,
	       const char *bytes, size_t len, struct strbuf *faults, struct err *err);

/* An empty one to fill in, with the question and the options in words in columns that fill_read ignores. CSV,
 * UTF-8 with BOM. */
void fill_blank(const struct instrument *instrument, enum lang lang, struct strbuf *out);

#endif
