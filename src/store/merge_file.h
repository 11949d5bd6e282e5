/* SPDX-License-Identifier: MIT */
/*
 * A database from somewhere else. It is hostile until it has been checked: it is copied, through one
 * descriptor, into a private folder, looked at there read-only, immutable and without triggers or views, and
 * used only when its schema is ours to the letter and SQLite finds it whole. Nothing else on the disk is
 * touched.
 */
#ifndef STORE_MERGE_FILE_H
#define STORE_MERGE_FILE_H

#include "base/err.h"

#include <sqlite3.h>

struct merge_file {
	sqlite3 *sqlite; /* read-only; NULL when it could not be opened */
	char *path;      /* as the person named it */
	char *folder;    /* private, and gone as soon as the copy in it is open */
	long long heap_before;
	int looks; /* at the budget of work, so far */
};

/* ERR_INVALID with what is wrong with the file, ERR_FAILED with what is wrong here. Close it in any case. */
bool merge_file_open(struct merge_file *file, const char *path, struct err *err);
void merge_file_close(struct merge_file *file);

/* A copy that this program made itself, looked at where it lies: read-only; NULL unless its schema is ours
 * and it is whole. Owned: sqlite3_close_v2(). */
sqlite3 *merge_file_own(const char *path);

/* A private folder below $TMPDIR, mode 0700, and back: with everything directly in it. Owned. */
char *private_folder(struct err *err);
void private_folder_remove(char *folder);

#endif
