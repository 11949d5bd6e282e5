/* SPDX-License-Identifier: MIT */
/* Up to five laptops with copies of one workshop, for the tests of merging. */
#ifndef TESTS_STORE_LAB_H
#define TESTS_STORE_LAB_H

#include "store_fixture.h"

#include <stdint.h>

enum { LAPTOPS = 5, PEOPLE = 3 };

struct lab {
	struct fixture f; /* f.a is the workshop; f.store and f.db are the first laptop's */
	struct store *laptops[LAPTOPS];
	char paths[LAPTOPS][500];
	size_t count;
	char people[PEOPLE][37], action[37];
	uint64_t seed;
};

void lab_open(struct lab *lab, size_t count, uint64_t seed);
void lab_close(struct lab *lab);

size_t lab_below(struct lab *lab, size_t n); /* by chance; the same again for the same seed */

/* A person (or the group) answers; `parent` NULL: over what stands on this laptop now. Did it go in? */
bool lab_answer(struct lab *lab, size_t laptop, const char *who, const char *question, const char *option,
		const char *parent);
void lab_head(struct lab *lab, size_t laptop, const char *who, const char *question, char head[37]);

/* Every row that a merge takes part in, in an order that is no file's own. Owned. */
char *lab_dump(const char *path);

/* Take this file in, and see that the balance adds up. */
bool lab_merge(struct store *into, const char *path, struct merge_result *result);

#endif
