/* SPDX-License-Identifier: MIT */
/* The framework and the questionnaires that ship, loaded from questionnaires/ for the tests of what they say.
 */
#ifndef TESTS_INSTRUMENT_FIXTURE_H
#define TESTS_INSTRUMENT_FIXTURE_H

#include "base/file.h"
#include "base/sys.h"
#include "check.h"
#include "model/document.h"

#include <stdlib.h>

enum { FRAMEWORK, SILO, ADVISOR, CITIZEN, PLAN, TRIAL, QUICK, SHIPPED };

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const char *const names[SHIPPED] = {
	"guidebook",           "silo-breakdown",    "advisor-dependence", "citizen-participation",
	"plan-and-governance", "trial-and-rollout", "quick-check"};

struct shipped {
	struct document documents[SHIPPED];
	const struct document *all[SHIPPED];
	const struct framework *framework;
};

static inline char *slurp(const char *path, size_t *len)
{
	struct err err = {.lang = LANG_EN};
	char *bytes = NULL;
	*len = 0;
	if (!file_read(path, DOCUMENT_BYTES_MAX, &bytes, len, &err))
		printf("%s\n", err.text);
	return bytes;
}

static inline void expect_nothing(const struct diags *diags, const char *bytes, size_t len)
{
	struct strbuf out = {0};
	diag_print(diags, bytes, len, &out);
	CHECK_STR(strbuf_str(&out), "");
	strbuf_release(&out);
}

/* False, told, when something is not as it should be; then the test cannot go on. */
static inline bool load_shipped(struct shipped *s)
{
	bool ok = sys_utf8_locale(); /* columns come from the locale */
	*s = (struct shipped){0};
	for (int i = 0; i < SHIPPED; i++) {
		struct strbuf path = {0};
		strbuf_addf(&path, "questionnaires/%s.yaml", names[i]);
		struct diags diags = {.lang = LANG_EN, .file = names[i]};
		size_t len;
		char *bytes = slurp(strbuf_str(&path), &len);
		ok = bytes && document_parse(&s->documents[i], names[i], bytes, len, &diags) && ok;
		s->framework = s->documents[FRAMEWORK].framework;
		s->all[i] = &s->documents[i];
		if (ok && i > FRAMEWORK)
			ok = document_link(&s->documents[i], s->framework, s->all, (size_t)i, &diags);
		expect_nothing(&diags, bytes, len);
		diag_release(&diags);
		strbuf_release(&path);
		free(bytes);
	}
	CHECK(ok);
	return ok;
}

static inline void release_shipped(struct shipped *s)
{
	for (int i = 0; i < SHIPPED; i++)
		document_release(&s->documents[i]);
}

static inline const struct questionnaire *questionnaire(const struct shipped *s, int i)
{
	return s->documents[i].questionnaire;
}

#endif
