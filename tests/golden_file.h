/* SPDX-License-Identifier: MIT */
/* A whole file as it should be, in tests/golden/. UPDATE_GOLDEN=1 writes it: read it before it is committed.
 */
#ifndef TESTS_GOLDEN_FILE_H
#define TESTS_GOLDEN_FILE_H

#include "base/file.h"
#include "base/strbuf.h"
#include "check.h"

#include <stdlib.h>
#include <string.h>

static inline void golden_file(const char *name, const char *got)
{
	const char *src = getenv("SRC");
	struct strbuf path = {0};
	struct err err = {.lang = LANG_EN};
	char *want = NULL;
	size_t len;
	strbuf_addf(&path, "%s/tests/golden/%s", src ? src : ".", name);
	if (getenv("UPDATE_GOLDEN")) {
		CHECK(file_write(strbuf_str(&path), got, strlen(got), true, &err));
	} else if (!file_read(strbuf_str(&path), 1 << 20, &want, &len, &err)) {
		printf("%s\n", err.text);
		check_failures++;
	} else if (strcmp(got, want) != 0) {
		printf("%s differs. It is now:\n%s", strbuf_str(&path), got);
		check_failures++;
	}
	free(want);
	strbuf_release(&path);
}

#endif
