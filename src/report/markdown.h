/* SPDX-License-Identifier: MIT */
/* People's words inside a Markdown page: nothing in them is obeyed, by Markdown or as HTML. Private to
 * report/.
 */
#ifndef REPORT_MARKDOWN_H
#define REPORT_MARKDOWN_H

#include "base/strbuf.h"

/* On one line, also in a heading, a list or a cell of a table. Controls are replaced, line ends are blanks.
 */
void markdown_text(struct strbuf *out, const char *text);
/* A block quote, each line of the text a paragraph of it. Nothing for a text that is blank. */
void markdown_quote(struct strbuf *out, const char *text);

#endif
