/* SPDX-License-Identifier: MIT */
/* What every command works with: the options, the language, and, opened when first asked for, the database
 * and the questionnaires. */
#ifndef CLI_WORLD_H
#define CLI_WORLD_H

#include "cli/catalog.h"
#include "cli/options.h"
#include "store/store.h"
#include "ui/port.h"

struct world {
	const struct options *options;
	enum lang lang;
	int status; /* the exit status where it is neither 0 nor what the error says */
	struct store *store;
	struct catalog catalog;
	bool catalog_loaded;
	struct choice *choices; /* of the port; owned */
	size_t choice_count;
	const struct framework *framework;
};

void world_release(struct world *world);

/* --db, $TENKEN_DB, or tenken.db in the data folder, which is made. */
bool world_store(struct world *world, enum store_mode mode, struct err *err);
/* That a copy of the day of so many bytes or more takes a moment: the words for it. */
enum { WORLD_LONG_BACKUP = 50000000 }; /* bytes: about half a second */
struct tr world_backup_words(void);
/* The path of it; owned; NULL with a sentence when there is none. */
char *world_database(const struct world *world, struct err *err);
/* The questionnaires that are found. What was passed over is in catalog.notices. */
bool world_catalog(struct world *world, struct err *err);
void world_now(char out[21]);
/* Which language: --lang, else the one remembered in the (open) database, else the environment's. */
void world_remembered_lang(struct world *world);

/* One sentence on stderr, made safe. */
__attribute__((format(printf, 1, 2))) void cli_say(const char *format, ...);
/* Lines on stdout, made safe. */
void cli_print(const char *text);
__attribute__((format(printf, 1, 2))) void cli_printf(const char *format, ...);
/* Bytes on stdout as they are. */
void cli_write(const char *bytes, size_t len);
/* Everything written so far is out. False with a sentence ("" text when the reader has gone away). */
bool cli_flush(struct err *err);

void help_print(const struct cli_command *command, enum lang lang); /* CLI_COMMANDS[0]: of the program */

#endif
