/* SPDX-License-Identifier: MIT */
/* Appending to the log of answers, within a transaction of the caller: what saving and undoing share. */
#ifndef STORE_LOG_H
#define STORE_LOG_H

#include "base/sys.h"
#include "store/store.h"

struct entry {
	const char *respondent, *question;
	const char *state, *options, *note, *evidence, *reason;
	const char *parent; /* the head that the person saw, "" for none */
	const char *undoes; /* the change it takes back, or "" */
	const char *now;
	int64_t seen; /* newest change of the log that the person saw: open branches up to it are settled by
			 this one */
	/* out: */
	char id[SYS_UUID_SIZE];
	int64_t revision;
	bool branch; /* the parent is not the head any more: kept in the log, the answer stays */
};

bool log_append(struct store *store, struct entry *entry, struct err *err);

/* Is it a respondent of this assessment whose answers may be read, or whose answer to this question may be
 * read or written (`question` "": any of the first round)? A sentence when not; ERR_SEALED where the seal
 * says so. */
bool log_may_read(struct store *store, const char *assessment, const char *respondent, const char *question,
		  struct err *err);
bool log_may_write(struct store *store, const char *assessment, const char *respondent, const char *question,
		   struct err *err);

/* Has another seat written for this respondent since *seen? If not, *seen becomes the newest change. */
bool log_look(struct store *store, const char *respondent, int64_t *seen, bool *others, struct err *err);

#endif
