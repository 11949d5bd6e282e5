/* SPDX-License-Identifier: MIT */
/* As much JSON (RFC 8259) as a table needs: texts written so that no byte of them can be obeyed, rows
 * counted. Private to report/. */
#ifndef REPORT_JSON_H
#define REPORT_JSON_H

#include "base/err.h"
#include "base/strbuf.h"

#include <stddef.h>

/* A quoted string. Controls, direction overrides and their like are escaped; bytes that are not UTF-8 become
 * U+FFFD. */
void json_text(struct strbuf *out, const char *text);

/* How many objects stand in an array of flat objects; whatever else it is, is ERR_INVALID with its line. */
bool json_count(const char *bytes, size_t len, size_t *objects, struct err *err);

#endif
