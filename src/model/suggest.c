/* SPDX-License-Identifier: MIT */
#include "model/suggest.h"

#include <stdint.h>
#include <string.h>

#define LONGEST 64

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;
	return ab < c ? ab : c;
}

/* Optimal string alignment distance (Damerau–Levenshtein where no substring is edited twice), by bytes. */
static size_t distance(const char *a, size_t la, const char *b, size_t lb)
{
	size_t rows[3][LONGEST + 1];
	size_t *before = rows[0], *above = rows[1], *row = rows[2];
	for (size_t j = 0; j <= lb; j++)
		above[j] = j;
	for (size_t i = 1; i <= la; i++) {
		row[0] = i;
		for (size_t j = 1; j <= lb; j++) {
			row[j] = least(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
			    before[j - 2] + 1 < row[j])
				row[j] = before[j - 2] + 1;
		}
		size_t *spare = before;
		before = above;
		above = row;
		row = spare;
	}
	return above[lb];
}

void suggest_try(struct suggestion *suggestion, const char *candidate)
{
	size_t la = strlen(suggestion->word), lb = strlen(candidate);
	if (la == 0 || lb == 0 || la > LONGEST || lb > LONGEST)
		return;
	size_t longer = la > lb ? la : lb, limit = longer / 3 > 1 ? longer / 3 : 1;
	size_t d = distance(suggestion->word, la, candidate, lb);
	if (d <= limit && (!suggestion->best || d < suggestion->distance)) {
		suggestion->best = candidate;
		suggestion->distance = d;
	}
}
