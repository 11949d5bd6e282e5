/* SPDX-License-Identifier: MIT */
/*
 * How much of the path is asked: the selections, which are short; the questionnaires of the first two stages;
 * all of them. One may also pick questionnaires one by one; that is none of these.
 */
#ifndef UI_SCOPE_H
#define UI_SCOPE_H

#include "ui/port.h"

enum scope { SCOPE_SHORT, SCOPE_FIRST, SCOPE_WHOLE, SCOPE_COUNT };

struct choices { /* what there is to choose from */
	const struct choice *list;
	size_t count;
	const struct framework *framework;
};

bool scope_has(enum scope scope, const struct choice *choice);
/* Does it hold anything, and something else than the scope before it? */
bool scope_is_offered(enum scope scope, const struct choices *choices);
/* 初動段階・準備段階（3つの質問票、51問）; owned. */
char *scope_words(enum scope scope, const struct choices *choices, enum lang lang);

#endif
