/* SPDX-License-Identifier: MIT */
/*
 * The minutes of a workshop as Markdown, in either language. Pure: fills a buffer.
 *
 * Who took part stands there in numbers alone, by the departments that are shown (people_shown) and by roles;
 * a role of fewer than three people who did not all consent is counted among "others". No alias, no person's
 * own answer or note: what was said is what the group wrote. Everything that people wrote is escaped.
 */
#ifndef REPORT_MINUTES_H
#define REPORT_MINUTES_H

#include "report/report.h"

struct minutes {                       /* borrowed */
	const struct subject *subject; /* with a workshop */
	const char *reference_date;    /* ISO; "" or NULL: not given */
};

void minutes_write(const struct minutes *minutes, enum lang lang, struct strbuf *out);

#endif
