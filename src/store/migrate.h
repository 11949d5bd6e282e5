/* SPDX-License-Identifier: MIT */
/*
 * The schema as an append-only list: text i takes a database from version i to i + 1 and ends by setting
 * user_version. A row that has shipped never changes. All that are missing run in one transaction, after a
 * copy of the file (NAME.before-vN, N the version to come; NAME.before-vN-2 … when that name is taken). The
 * first sets application_id. They run with foreign keys off, so that a table can be rebuilt; the keys are
 * checked before the commit.
 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>

#define STORE_APPLICATION_ID 1414417230 /* "TNKN" */

struct store;

struct migrations {
	const char *const *sql;
	int count;
};

extern const struct migrations store_migrations;

/* Which version is it, 0 for an empty file? One sentence for what is not ours, or too new. Writes nothing. */
bool migrate_look(struct store *store, int *version, struct err *err);
/* Bring it from `version` to the newest. Nothing to do is fine. */
bool migrate_run(struct store *store, int version, struct err *err);
/* Within a transaction: has a newer program changed the schema since it was opened? Then a sentence. */
bool migrate_still(struct store *store, struct err *err);

#endif
