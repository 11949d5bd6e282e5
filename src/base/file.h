/* SPDX-License-Identifier: MIT */
/* Files: read whole with a limit, written so that the old one stays whole until the new one is. Paths are
 * bytes. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/err.h"

#include <stddef.h>

/* Read a regular file of at most `limit` bytes. *bytes is owned and NUL-terminated. ERR_INVALID when too
 * large, ERR_FAILED otherwise. */
bool file_read(const char *path, size_t limit, char **bytes, size_t *len, struct err *err);

/*
 * Write beside the target under a temporary name, flush (fsync), read back and compare, rename, flush the
 * folder. On failure nothing is left behind and the target is as it was. replace=false fails when the target
 * exists.
 */
bool file_write(const char *path, const char *bytes, size_t len, bool replace, struct err *err);

bool file_exists(const char *path);
bool file_is_dir(const char *path);
bool file_make_dirs(const char *dir, struct err *err); /* like mkdir -p, mode 0700 */

char *file_join(const char *dir, const char *name); /* owned */
char *file_absolute(const char *path);       /* owned; relative to the working directory, not resolved */
char *file_dirname(const char *path);        /* owned; "." when there is no slash */
const char *file_basename(const char *path); /* borrowed */

/* Names in a folder that end in `suffix`, sorted by bytes. *names is owned (each name and the array). No
 * folder: zero names. */
bool file_list(const char *dir, const char *suffix, char ***names, size_t *count, struct err *err);
void file_list_release(char **names, size_t count);

#endif
