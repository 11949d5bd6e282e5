/* SPDX-License-Identifier: MIT */
#include "ui/scope.h"

#include "base/strbuf.h"

enum { FIRST_STAGES = 2 }; /* 初動段階 and 準備段階, where the guidebook's formal points of caution are */

bool scope_has(enum scope scope, const struct choice *choice)
{
	if (choice->selection)
		return scope == SCOPE_SHORT;
	return scope == SCOPE_WHOLE || (scope == SCOPE_FIRST && choice->first_stage < FIRST_STAGES);
}

static size_t count_of(enum scope scope, const struct choices *choices, size_t *questions)
{
	size_t count = 0;
	*questions = 0;
	for (size_t i = 0; i < choices->count; i++)
		if (scope_has(scope, &choices->list[i])) {
			count++;
			*questions += choices->list[i].questions;
		}
	return count;
}

bool scope_is_offered(enum scope scope, const struct choices *choices)
{
	size_t questions, count = count_of(scope, choices, &questions);
	return count > 0 && (scope != SCOPE_WHOLE || count != count_of(SCOPE_FIRST, choices, &questions));
}

static void add_title(struct strbuf *b, enum scope scope, const struct framework *framework, enum lang lang)
{
	size_t stages = framework->stage_count;
	if (scope == SCOPE_SHORT) {
		strbuf_adds(b, TR(lang, "短い点検", "Short"));
		return;
	}
	if (scope == SCOPE_WHOLE && stages > FIRST_STAGES) {
		strbuf_addf(b, TR(lang, "%zu段階の全て", "All %zu stages"), stages);
		return;
	}
	for (size_t i = 0; i < stages && i < FIRST_STAGES; i++)
		strbuf_addf(b, "%s%s", i ? TR(lang, "・", ", ") : "",
			    tr_in(framework->stages[i].title, lang));
}

char *scope_words(enum scope scope, const struct choices *choices, enum lang lang)
{
	struct strbuf b = {0};
	size_t questions, count = count_of(scope, choices, &questions);
	add_title(&b, scope, choices->framework, lang);
	if (lang == LANG_JA)
		strbuf_addf(&b, "（質問票%zu、%zu問）", count, questions);
	else
		strbuf_addf(&b, " (%zu questionnaire%s, %zu questions)", count, count == 1 ? "" : "s",
			    questions);
	return strbuf_detach(&b);
}
