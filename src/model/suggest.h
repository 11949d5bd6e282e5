/* SPDX-License-Identifier: MIT */
/*
 * "Did you mean": the candidate that differs least from a misspelt word.
 *   struct suggestion s = {.word = "optoins"};  suggest_try(&s, "options"); …  s.best is "options" or NULL
 */
#ifndef MODEL_SUGGEST_H
#define MODEL_SUGGEST_H

#include <stddef.h>

struct suggestion {
	const char *word;
	const char *best; /* borrowed from the candidates; NULL while none is near */
	size_t distance;  /* of best */
};

/* Near: letters left out, added, replaced or swapped with their neighbour, at most a third of the word and at
 * least one. */
void suggest_try(struct suggestion *suggestion, const char *candidate);

#endif
