/* SPDX-License-Identifier: MIT */
/*
 * A blank answer sheet to be filled in on paper: one HTML file that needs nothing else, no script, for A4 in
 * black and white. Pure: fills a buffer.
 *
 * Questions are numbered from 1 in the order of the instrument, options from 1 in the order of the question
 * (the last row of a checklist, "none of these", comes after them); 0 is "don't know". Whoever types the
 * sheets in by numbers can rely on both. A question with a condition says whom it is for, in those numbers.
 */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "base/strbuf.h"
#include "model/instrument.h"

enum { SHEET_QUESTIONS_MAX = 12 }; /* on one page */

/* `title` is what stands on top: of the workshop or of the questionnaire. */
void sheet_write(const struct instrument *instrument, const char *title, enum lang lang, struct strbuf *out);

/* How many pages it takes: by the number of questions and the length of their words. */
size_t sheet_pages(const struct instrument *instrument, enum lang lang);

#endif
