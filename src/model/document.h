/* SPDX-License-Identifier: MIT */
/*
 * A document: a framework or a questionnaire, loaded from a YAML file, with its exact text.
 *
 *   struct diags diags = {.lang = LANG_JA, .file = path};
 *   struct document document;
 *   document_parse(&document, path, bytes, len, &diags);
 *   document_link(&document, framework, others, other_count, &diags);
 *   …diag_print(&diags, bytes, len, &out)…
 *
 * A file is read in two steps because a questionnaire refers to its framework and a selection to other
 * questionnaires: document_parse() reads the structure, document_link() resolves the references once those
 * are there.
 */
#ifndef MODEL_DOCUMENT_H
#define MODEL_DOCUMENT_H

#include "base/arena.h"
#include "base/sha256.h"
#include "model/diag.h"
#include "model/framework.h"
#include "model/questionnaire.h"

#define DOCUMENT_BYTES_MAX (1024 * 1024)

enum document_kind { DOCUMENT_FRAMEWORK, DOCUMENT_QUESTIONNAIRE };

struct document_parse_state; /* what linking still needs: the tree with its marks; in the arena */

struct document {
	struct arena arena;
	enum document_kind kind;
	const char *path; /* as given; in the arena */
	const char *text; /* the file's exact bytes */
	char *taken;      /* the same where they were taken over; else they are in the arena */
	size_t len;
	char digest[SHA256_HEX_SIZE]; /* of text; "" until document_digest(), for most never need it */
	const char *id;               /* "" when it could not be read */
	const char *
		framework_id; /* the framework a questionnaire names, also after a failed parse; NULL: none */
	int64_t version;
	/* By kind; NULL when parsing told of an error. A questionnaire has its criteria and sources once it
	 * is linked. */
	const struct framework *framework;
	const struct questionnaire *questionnaire;
	bool linked; /* all references resolved without error */
	struct document_parse_state *state;
};

/*
 * Read the bytes of one file. Every mistake becomes a diagnostic; returns true when there was no error.
 * *document is owned by the caller in either case: document_release(). `path` is copied; so are the bytes,
 * but by document_take(), which takes them over (from malloc) for large files to be in memory once.
 */
bool document_parse(struct document *document, const char *path, const char *bytes, size_t len,
		    struct diags *diags);
bool document_take(struct document *document, const char *path, char *bytes, size_t len, struct diags *diags);

/*
 * Resolve references: criteria, sources and flags of a questionnaire against `framework`, uses of a selection
 * against `others` (parsed questionnaires; may hold the document itself). framework may be NULL: then one
 * warning says that references were not checked and the document stays unlinked. Frameworks link against
 * themselves in parse. May be called after a failed parse, to hear of wrong references too. Returns
 * document->linked. The framework must outlive the document.
 */
bool document_link(struct document *document, const struct framework *framework,
		   const struct document *const *others, size_t other_count, struct diags *diags);

/* Fill in the digest. */
void document_digest(struct document *document);

void document_release(struct document *document);

#endif
