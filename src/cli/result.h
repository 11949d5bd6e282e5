/* SPDX-License-Identifier: MIT */
/* A result as lines of text: for `show`, the line-by-line mode and screen readers. Every line stands by
 * itself. */
#ifndef CLI_RESULT_H
#define CLI_RESULT_H

#include "base/strbuf.h"
#include "model/session.h"

void result_text(const struct session *session, enum lang lang, struct strbuf *out);

#endif
