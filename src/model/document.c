/* SPDX-License-Identifier: MIT */
#include "model/document.h"

#include "model/load.h"

#include <stdlib.h>
#include <string.h>

/* Which of the two a file is, by the keys that only one of them has. */
static enum document_kind kind_of(const struct node *root)
{
	bool questionnaire =
		node_child(root, "framework") || node_child(root, "sections") || node_child(root, "use");
	bool framework =
		node_child(root, "criteria") || node_child(root, "stages") || node_child(root, "sources");
	return framework && !questionnaire ? DOCUMENT_FRAMEWORK : DOCUMENT_QUESTIONNAIRE;
}

static void load_root(struct loader *l, struct document *document)
{
	struct document_parse_state *state = document->state;
	document->kind = kind_of(state->root);
	if (document->kind == DOCUMENT_FRAMEWORK) {
		state->framework = arena_alloc(l->arena, 1, sizeof *state->framework);
		state->framework->id = "";
		load_framework(l, state->root, state->framework);
		document->id = state->framework->id;
		document->version = state->framework->version;
	} else {
		state->questionnaire = arena_alloc(l->arena, 1, sizeof *state->questionnaire);
		state->questionnaire->id = "";
		load_questionnaire(l, state, state->questionnaire);
		document->id = state->questionnaire->id;
		document->framework_id = state->questionnaire->framework;
		document->version = state->questionnaire->version;
	}
}

/* `bytes` stay where they are as long as the document. */
static bool parse(struct document *document, const char *path, const char *bytes, size_t len,
		  struct diags *diags)
{
	struct arena *arena = &document->arena;
	struct loader loader = {arena, diags};
	size_t errors = diags->errors;
	document->kind = DOCUMENT_QUESTIONNAIRE;
	document->id = "";
	document->path = arena_strdup(arena, path);
	if (len > DOCUMENT_BYTES_MAX) {
		document->text = "";
		diag_error(diags, (struct mark){0},
			   TR(diags->lang, "ファイルが大きすぎます（%dバイトまで、いま%zuバイト）。",
			      "The file is too large (at most %d bytes, now %zu)."),
			   DOCUMENT_BYTES_MAX, len);
		return false;
	}
	document->text = bytes;
	document->len = len;
	document->state = arena_alloc(arena, 1, sizeof *document->state);
	document->state->root = yaml_tree(arena, document->text, len, diags);
	if (document->state->root)
		load_root(&loader, document);
	if (diags->errors > errors)
		return false;
	document->state->valid = true;
	document->framework = document->state->framework;
	document->questionnaire = document->state->questionnaire;
	document->linked = document->kind == DOCUMENT_FRAMEWORK;
	return true;
}

bool document_parse(struct document *document, const char *path, const char *bytes, size_t len,
		    struct diags *diags)
{
	*document = (struct document){0};
	const char *copy = len > DOCUMENT_BYTES_MAX ? bytes : arena_strndup(&document->arena, bytes, len);
	return parse(document, path, copy, len, diags);
}

bool document_take(struct document *document, const char *path, char *bytes, size_t len, struct diags *diags)
{
	*document = (struct document){.taken = bytes};
	return parse(document, path, bytes, len, diags);
}

void document_digest(struct document *document)
{
	if (!document->digest[0])
		sha256_hex(document->text, document->len, document->digest);
}

void document_release(struct document *document)
{
	arena_release(&document->arena);
	free(document->taken);
	*document = (struct document){0};
}
