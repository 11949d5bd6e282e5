/* SPDX-License-Identifier: MIT */
/*
 * The frameworks and questionnaires that are there: files given, then the folders of tenken(1) in order. Of
 * two with one id the first counts. A file that is broken is passed over with a notice, and is told in full
 * when it is asked for by name.
 */
#ifndef CLI_CATALOG_H
#define CLI_CATALOG_H

#include "base/err.h"
#include "base/strbuf.h"
#include "model/document.h"
#include "store/store.h"

struct catalog_entry {
	struct document *document;
	struct diags diags; /* all that is wrong in it; diags.file is the path */
	char *path;
	bool given;  /* named by the person, by its path */
	bool hidden; /* another one with this id came before it */
	bool usable;
};

struct catalog {
	struct catalog_entry *entries;
	size_t count, cap;
	char **folders; /* that were looked into, in order; owned */
	size_t folder_count, folder_cap;
	struct strbuf notices; /* a line for each file passed over */
	enum lang lang;
};

struct catalog_places {
	const char *const *files; /* given ones */
	size_t file_count;
	bool given_alone;    /* what else there is need not be read where these refer to nothing in it */
	const char *folder;  /* --questionnaires, or NULL */
	const char *program; /* argv[0]: one in .build/ finds the tree it was built from */
};

/* Fails only when a given file cannot be read; mistakes in it are in its entry. */
bool catalog_load(struct catalog *catalog, struct catalog_places places, struct err *err);
void catalog_release(struct catalog *catalog);

/* By id, or by the path it was given with. NULL with a sentence when it is not there (did you mean …) or
 * broken (all its mistakes are in *told). */
const struct document *catalog_questionnaire(const struct catalog *catalog, const char *name,
					     struct strbuf *told, struct err *err);
/* Is this the name of a file rather than an id? */
bool catalog_is_path(const char *name);

/* The usable framework of that id; NULL when there is none. */
const struct document *catalog_framework(const struct catalog *catalog, const char *id);
/* The framework that most usable questionnaires feed; NULL when there is none. */
const struct document *catalog_main_framework(const struct catalog *catalog);

/*
 * The documents of an assessment over these questionnaires: framework, questionnaires in order, what
 * selections take questions from. `mistakes` are told on failure as above.
 */
bool catalog_collect(const struct catalog *catalog, const char *const *names, size_t count,
		     struct stored_documents *out, struct strbuf *told, struct err *err);

/* How many questions it asks: its own, or what it takes from others. */
size_t questionnaire_size(const struct questionnaire *questionnaire);

/* The first of the folders that has such a file; owned; NULL when there is none. */
char *catalog_file(const struct catalog *catalog, const char *name);

#endif
