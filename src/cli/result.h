/* SPDX-License-Identifier: MIT */
/* A result as lines of text: for `show`, the line-by-line mode and screen readers. Every line stands by
 * itself. */
#ifndef CLI_RESULT_H
#define CLI_RESULT_H

#include "base/strbuf.h"
#include "model/action.h"
#include "model/session.h"
#include "model/workshop.h"

/* `workshop` NULL: one respondent; `actions` NULL: none. */
void result_text(const struct session *session, const struct workshop *workshop,
		 const struct actions *actions, enum lang lang, struct strbuf *out);

/* The parts of a workshop: who took part, what divides them, what was agreed, what is to be done. */
void result_group(const struct session *session, const struct workshop *workshop, enum lang lang,
		  struct strbuf *out);
void result_actions(const struct actions *actions, enum lang lang, struct strbuf *out);

#endif
