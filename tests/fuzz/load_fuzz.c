/* SPDX-License-Identifier: MIT */
/* Any bytes as a questionnaire: parsed, linked against nothing, told about in both languages, released.
 * Seeds: corpus/load/. */
#include "base/sys.h"
#include "model/document.h"

#include <stdint.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return sys_utf8_locale() ? 0 : -1;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (enum lang lang = LANG_JA; lang <= LANG_EN; lang++) {
		struct diags diags = {.lang = lang, .file = "fuzz.yaml"};
		struct strbuf out = {0};
		struct document document;
		document_parse(&document, "fuzz.yaml", (const char *)data, size, &diags);
		const struct document *others[] = {&document};
		document_link(&document, document.framework, others, 1, &diags);
		diag_print(&diags, (const char *)data, size, &out);
		strbuf_release(&out);
		diag_release(&diags);
		document_release(&document);
	}
	return 0;
}
