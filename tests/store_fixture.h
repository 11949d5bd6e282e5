/* SPDX-License-Identifier: MIT */
/* A database of one's own in a fresh folder, with one assessment in it, for the tests of store/. */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include "store/store.h"

#include <sqlite3.h>

#define NOW   "2026-04-01T09:00:00Z"
#define LATER "2026-04-01T10:00:00Z"

struct fixture {
	char dir[400], db[500];
	struct store *store;
	struct assessment a;
	int64_t seq;
	struct err err;
};

void fixture_dir(struct fixture *f, const char *parent); /* the folder alone; NULL: $TMPDIR */
void fixture_open(struct fixture *f);                    /* the folder, the database, an assessment */
void fixture_reopen(struct fixture *f);                  /* as another program run */
void fixture_close(struct fixture *f);                   /* and removes the folder */
void fixture_path(const struct fixture *f, const char *name, char out[500]);

/* One answer saved: state answered (or blank for ""), the option given. The new head goes into `head`. */
bool save_one(struct store *store, struct fixture *f, const char *question, const char *option, char head[37],
	      int64_t *seq, bool *conflict, struct err *err);
/* "STATE OPTIONS rN" of a question as a fresh read says; "" when there is nothing. Static. */
const char *answer_of(struct store *store, struct fixture *f, const char *question);

/* A raw connection: to put things into a file that the store would not, and to look. */
sqlite3 *raw_open(const char *path);
void raw_exec(sqlite3 *raw, const char *sql);
long long raw_number(sqlite3 *raw, const char *sql);
long long file_number(const char *path, const char *sql); /* the same, opened and closed */

void put_file(const char *path, const void *bytes, size_t len);
char *get_file(const char *path, size_t *len); /* owned; of a file that no connection has open */
int mode_of(const char *path);
int count_files(const char *dir);

/* Does it say this, in its language, in a sentence that names the path (NULL: any)? Prints what it says when
 * not. */
bool is_sentence(const struct err *err, const char *path, const char *ja, const char *en);
/* Does opening it fail with that sentence in both languages, and leave the bytes of the file as they were? */
bool is_refused(const char *path, enum store_mode mode, const char *ja, const char *en);

#endif
