/* SPDX-License-Identifier: MIT */
/* A database looked through, row by row. Nothing in it changes. */
#ifndef STORE_DOCTOR_H
#define STORE_DOCTOR_H

#include "store/store.h"

struct examination {
	bool broken;       /* the structure is damaged: what follows is what could still be counted */
	char *first;       /* what SQLite said first of that; owned; NULL when it is not */
	int64_t astray;    /* rows that refer to what is not there */
	int64_t documents; /* texts of questionnaires and frameworks … */
	int64_t altered;   /* … whose bytes are not those of their SHA-256 */
	int64_t answers;   /* answers that stand … */
	int64_t differing; /* … and say something else than the change they come from */
	int64_t changes;   /* in the log … */
	int64_t orphans;   /* … of a question that then has no answer at all */
};
void examination_release(struct examination *examination);

/* False when it could not be looked through for another reason than damage. */
bool store_examine(struct store *store, struct examination *out, struct err *err);

#endif
