/* SPDX-License-Identifier: MIT */
/*
 * From the tree of a YAML file into structs, by tables: a row says which key there may be, what may stand
 * under it and where it goes. The same rows drive reading, the search for unknown keys with "did you mean",
 * and what is missing.
 *
 *   static const struct field stage_fields[] = {
 *           {"id", FIELD_ID, REQUIRED, offsetof(struct stage, id)}, …
 *   };
 *   static const struct shape stage_shape = SHAPE("段階", "A stage", stage_fields);
 *   bind_map(loader, &stage_shape, node, &stage);
 */
#ifndef MODEL_BIND_H
#define MODEL_BIND_H

#include "base/lang.h"
#include "model/suggest.h"
#include "model/yaml.h"

#include <stdint.h>

struct loader {
	struct arena *arena;
	struct diags *diags;
};

enum field_type {
	FIELD_ID,     /* const char *: [a-z][a-z0-9]*([.-][a-z0-9]+)*, at most 64 bytes */
	FIELD_STRING, /* const char *: any text, not empty */
	FIELD_LINE,   /* const char *: the same, on one line */
	FIELD_TEXTS,  /* struct tr: a map of ja and en, both there */
	FIELD_TITLE,  /* struct tr: the same, each on one line */
	FIELD_INT,    /* int: min..max */
	FIELD_INT64,  /* int64_t: min..max */
	FIELD_WEIGHT, /* int64_t in thousandths: a decimal with at most three places, > 0, at most 1000 */
	FIELD_BOOL,   /* bool: true or false */
	FIELD_WORD,   /* int: the position in words */
	FIELD_NAME,   /* const struct node *: a scalar that names something, looked up later */
	FIELD_MAP,    /* const struct node *: a map, bound later */
	FIELD_LIST,   /* const struct node *: a list of min..max entries, bound later */
};

enum field_need { OPTIONAL, REQUIRED };

struct field {
	const char *key;
	enum field_type type;
	enum field_need need;
	size_t offset;
	int64_t min, max;
	const char *const *words; /* FIELD_WORD; ends with NULL */
};

struct shape {
	struct tr noun; /* begins the sentence about it: 設問, A question */
	const struct field *fields;
	size_t count;
};

#define SHAPE(ja, en, fields)                                       \
	{                                                           \
		{ja, en}, fields, sizeof(fields) / sizeof *(fields) \
	}

/*
 * Fill *out, whose strings become "" and whose nodes become NULL where the file gives none (or a wrong one,
 * which is told); numbers then keep what they had. False when the node is not a map (told).
 */
bool bind_map(struct loader *loader, const struct shape *shape, const struct node *node, void *out);

/* A scalar that may be read as text, not empty? Tells when not. Silent on nodes that are bad already. */
bool bind_is_text(struct loader *loader, const struct node *node);
bool bind_is_id(struct loader *loader, const struct node *node);
bool bind_int(struct loader *loader, const struct node *node, int64_t min, int64_t max, int64_t *value);

/* The ids (scalars, NULL where there is none) must differ: every repetition is told, with the line of the
 * first. */
void bind_unique(struct loader *loader, const struct node *const *ids, size_t count);

/* The `id` under each entry of a list, NULL where there is none; an array of list->count in the arena. */
const struct node *const *bind_ids(struct loader *loader, const struct node *list);

/* A text for a message: short enough, in the arena. */
const char *bind_shown(struct loader *loader, const char *text);
/* " Did you mean "x"?" or "", to end a message with. */
const char *bind_hint(struct loader *loader, const struct suggestion *suggestion);

#endif
