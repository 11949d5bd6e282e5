/* SPDX-License-Identifier: MIT */
/*
 * YAML as a small tree with the place of everything. The only door to libyaml.
 *
 * What could hurt is refused while reading, each with a sentence: anchors, aliases, merge keys, tags, several
 * documents, duplicate keys, keys that are not plain words, characters that may not be in a text, and
 * whatever is beyond the limits.
 */
#ifndef MODEL_YAML_H
#define MODEL_YAML_H

#include "base/arena.h"
#include "model/diag.h"

#define YAML_DEPTH_MAX  16
#define YAML_EVENTS_MAX 200000
#define YAML_SCALAR_MAX 20000 /* bytes */
#define YAML_KEYS_MAX   64    /* in one map */

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

struct node {
	enum node_kind kind;
	bool plain; /* a scalar without quotes, which YAML may take for something other than text */
	bool flow;  /* a map in braces, where a comma ends a text */
	bool bad;   /* told already: say no more about it */
	struct mark mark;
	const struct node *name; /* the key under which it stands in its map; NULL in a list and at the top */
	struct node *next;
	union {
		struct { /* scalar: valid UTF-8, no NUL inside, nothing text_is_unfit() */
			const char *text;
			size_t len;
		};
		struct { /* list, map: the entries */
			struct node *first, *last;
			size_t count;
		};
	};
};

/* The file's one document; everything in the arena. NULL when it could not be read to its end (then there is
 * an error). */
struct node *yaml_tree(struct arena *arena, const char *bytes, size_t len, struct diags *diags);

/* The entry of a map; NULL when there is none or `map` is NULL or not a map. */
const struct node *node_child(const struct node *map, const char *key);

#endif
