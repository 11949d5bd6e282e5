/* SPDX-License-Identifier: MIT */
/* Many assessments, one after the other: most are of the same documents, which need not be read and parsed
 * again. Zero is an empty shelf. */
#ifndef CLI_SHELF_H
#define CLI_SHELF_H

#include "cli/sessions.h"

struct shelf {
	char *key;            /* of the documents that are here; NULL: none */
	struct session blank; /* over them */
	struct session read;  /* like it, with the answers of the last that was read */
	size_t *order;        /* its items by their keys */
	size_t next;          /* in that order: where the next answer may be */
	struct err fault;     /* of an answer that could not be taken */
};
void shelf_release(struct shelf *shelf);

/* sessions_open() for one of many. The sessions opened with it before are no longer used. */
bool sessions_open_next(struct session *session, struct store *store, const char *id, struct shelf *shelf,
			struct err *err);

/*
 * The same for one that was listed, into shelf->read, without marks and heads: to be looked at, not to be
 * saved. What it has of *listed is taken over; its respondent is filled in. *plain false:
 * sessions_open_next() is to look at it. *same: over the same instrument as the one read before.
 */
bool shelf_read(struct shelf *shelf, struct store *store, struct assessment *listed, bool *plain, bool *same,
		struct err *err);

#endif
