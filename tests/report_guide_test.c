/* SPDX-License-Identifier: MIT */
/* The facilitator's card: on one page, with the minutes that add up. */
#include "report/guide.h"

#include "base/sys.h"
#include "base/text.h"
#include "check.h"

#include <stdlib.h>

enum { PAGE_COLUMNS = 96, PAGE_LINES = 72 }; /* A4 at 10 points */

TEST(it_fits_on_one_page)
{
	CHECK(sys_utf8_locale());
	for (enum lang lang = LANG_JA; lang <= LANG_EN; lang++) {
		struct text_line *lines;
		size_t count = text_wrap(guide_text(lang), PAGE_COLUMNS, &lines);
		free(lines);
		CHECK(count <= PAGE_LINES);
		CHECK(text_is_utf8(guide_text(lang), strlen(guide_text(lang)), &count));
	}
}

TEST(the_minutes_are_ninety)
{
	for (enum lang lang = LANG_JA; lang <= LANG_EN; lang++) {
		long sum = 0;
		for (const char *s = guide_text(lang); (s = strstr(s, "\n| ")); s += 3)
			if (s[3] >= '0' && s[3] <= '9')
				sum += strtol(s + 3, NULL, 10);
		CHECK_INT(sum, 90);
	}
}

TESTS(RUN(it_fits_on_one_page), RUN(the_minutes_are_ninety))
