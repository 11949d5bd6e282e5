/* SPDX-License-Identifier: MIT */
/*
 * Copies that the program makes by itself, and the way back to one of them when the database is damaged.
 *
 * They lie beside the database in NAME.backups/ (0700), one for each local day on which something was
 * written, made before that day's first write: 2026-11-27.db. BACKUPS_KEPT are kept, the older the further
 * apart.
 */
#ifndef STORE_BACKUP_H
#define STORE_BACKUP_H

#include "base/sys.h"
#include "store/store.h"

enum { BACKUPS_KEPT = 10, BACKUP_DAYS_KEPT = 400 };

struct backup {
	char *path;
	char date[SYS_DATE_SIZE]; /* the local day of which it is, before anything was written */
};
struct backups { /* newest first */
	struct backup *list;
	size_t count;
};
void backups_release(struct backups *backups);
/* Those there are, whole or not. No folder: none. */
bool backups_list(const char *database, struct backups *out, struct err *err);

/*
 * From now on every first write of a day is preceded by a copy. A copy that fails does not stop the write,
 * for the answer matters more; store_backup_fault() tells. A database found damaged does: ERR_DAMAGED.
 */
void store_keep_backups(struct store *store);
/* Tell somebody, with the bytes, whenever such a copy begins; NULL: nobody. */
void store_announce_backups(struct store *store, void (*announce)(void *self, int64_t bytes), void *self);
/* Make today's copy now, unless it is there or nothing has been saved yet. False for ERR_DAMAGED alone. */
bool store_backup_today(struct store *store, struct err *err);
/* How many bytes that is going to copy; 0: it is not time. */
int64_t store_backup_due(struct store *store);
/* Why the last copy could not be made; said once. False: nothing to say. */
bool store_backup_fault(struct store *store, struct err *out);

/* The newest copy that is whole, as an index of `backups`; `count` when there is none. */
size_t backups_newest_whole(const struct backups *backups);

/* Is the database missing or empty while copies of it exist (ERR_DAMAGED)? True as well, with a sentence,
 * when that cannot be told. */
bool store_is_lost(const char *database, struct err *err);

/* Is the database whole: structure, references? ERR_DAMAGED when it is not, or is missing or empty while
 * copies of it exist; any other kind when that cannot be told. */
bool store_look_whole(const char *database, struct err *err);

/* Open an empty database where one is lost, as the person wishes it; its copies are left where they are. */
bool store_open_anew(struct store **store, const char *database, struct err *err);

/*
 * Put a whole copy in the place of the database: another file, hostile until it is checked, or the newest
 * whole one of those made by itself (*used, its path owned; ERR_INVALID when there is none). What lay there
 * is kept under the name *kept (owned; NULL: nothing lay there), its journal beside it. On failure everything
 * is as it was.
 */
bool store_recover(const char *database, const char *copy, char **kept, struct err *err);
bool store_recover_newest(const char *database, struct backup *used, char **kept, struct err *err);

#endif
