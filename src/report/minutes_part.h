/* SPDX-License-Identifier: MIT */
/* The parts of the minutes. Private to report/. */
#ifndef REPORT_MINUTES_PART_H
#define REPORT_MINUTES_PART_H

#include "report/minutes.h"

struct page {
	const struct subject *subject;
	const struct instrument *instrument;
	const struct workshop *workshop;
	const struct group *group;
	enum lang lang;
	struct strbuf *out;
};

void page_say(struct page *page, const char *ja, const char *en); /* our own words */
void page_tr(struct page *page, struct tr text);                  /* a file's words, escaped */

/* The questions that were divided or talked about, each with what became of it. */
void minutes_questions(struct page *page);
/* What stays open, as a list. */
void minutes_open(struct page *page);

#endif
