/* SPDX-License-Identifier: MIT */
/* Answers from a CSV (paper, Excel): columns question,state,options,note,evidence,reason; for many
 * respondents also respondent,department,role; others are ignored. All or nothing. */
#ifndef REPORT_FILL_H
#define REPORT_FILL_H

#include "base/err.h"
#include "base/strbuf.h"
#include "model/answers.h"
#include "model/people.h"

enum { FILL_PEOPLE_MAX = 200 };

struct filled {                   /* one respondent's sheet; owned */
	struct respondent person; /* alias, department, role; the rest is "" or false */
	struct answers answers;
};

struct filled_list {
	struct filled *list; /* in the order in which the file first names them */
	size_t count;
	bool many; /* the file has a column `respondent`; else it is one sheet of somebody without a name */
};

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

/*
 * The same of many respondents, told apart by the column `respondent`; a question may stand once for each.
 * Departments and roles are ids or their words in either language, and may be left empty or be given in some
 * rows of a respondent alone: two that differ are a fault. Rows of `_group` (as in `answers`) are passed
 * over, so are rows without a respondent that answer nothing; a row that does is a fault. A file without that
 * column is read as by fill_read. Only when true is *filled (zero, or what it was) released and made anew.
 */
bool fill_read_many(const struct instrument *instrument, struct filled_list *filled, const char *file,
		    const char *bytes, size_t len, struct strbuf *faults, struct err *err);
void filled_release(struct filled_list *filled);

/* An empty one to fill in, with the question and the options in words in columns that fill_read ignores. CSV,
 * UTF-8 with BOM. */
void fill_blank(const struct instrument *instrument, enum lang lang, struct strbuf *out);
/* The same with the columns respondent,department,role in front: a block of rows for each respondent. */
void fill_blank_many(const struct instrument *instrument, enum lang lang, struct strbuf *out);

#endif
