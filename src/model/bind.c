/* SPDX-License-Identifier: MIT */
#include "model/bind.h"

#include "base/strbuf.h"
#include "base/text.h"
#include "model/value.h"

#include <assert.h>
#include <string.h>

#define SHOWN_COLUMNS 40
#define FIELDS_MAX    32 /* rows of a shape */

const char *bind_shown(struct loader *l, const char *text)
{
	int columns;
	size_t len = strlen(text), fits = text_fit(text, len, SHOWN_COLUMNS, &columns);
	if (fits == len)
		return text;
	char *cut = arena_alloc(l->arena, fits + 4, 1);
	memcpy(cut, text, fits);
	memcpy(cut + fits, "...", 4);
	return cut;
}

const char *bind_hint(struct loader *l, const struct suggestion *suggestion)
{
	if (!suggestion->best)
		return "";
	struct strbuf hint = {0};
	strbuf_addf(&hint, TR(l->diags->lang, "「%s」の間違いではありませんか。", " Did you mean \"%s\"?"),
		    suggestion->best);
	const char *kept = arena_strdup(l->arena, strbuf_str(&hint));
	strbuf_release(&hint);
	return kept;
}

/* Nothing there is NULL, "" for strings; numbers keep the default that the caller put. */
static void put_default(const struct field *field, void *at)
{
	switch (field->type) {
	case FIELD_ID:
	case FIELD_STRING:
	case FIELD_LINE:
		*(const char **)at = "";
		break;
	case FIELD_TEXTS:
	case FIELD_TITLE:
		*(struct tr *)at = (struct tr){"", ""};
		break;
	case FIELD_NAME:
	case FIELD_MAP:
	case FIELD_LIST:
		*(const struct node **)at = NULL;
		break;
	default:
		break;
	}
}

/* The row of a key; shape->count when there is none. */
static size_t field_of(const struct shape *shape, const char *key)
{
	size_t i = 0;
	while (i < shape->count &&
	       (shape->fields[i].key[0] != key[0] || strcmp(shape->fields[i].key, key) != 0))
		i++;
	return i;
}

/* Tell of a key that no row has. Returns the row that was probably meant, or NULL. */
static const struct field *unknown_key(struct loader *l, const struct shape *shape, const struct node *map,
				       const struct node *entry)
{
	struct suggestion meant = {.word = entry->name->text};
	for (size_t i = 0; i < shape->count; i++)
		if (!node_child(map, shape->fields[i].key))
			suggest_try(&meant, shape->fields[i].key);
	bool cut = map->flow && entry->kind == NODE_SCALAR && entry->plain && entry->len == 0;
	const char *hint = bind_hint(l, &meant);
	if (cut && !*hint) /* {ja: …, en: people, places and things} */
		hint = TR(l->diags->lang, "{ } の中では「,」で文が切れます。文を \" で囲んでください。",
			  " In braces a comma ends a text: put the text in quotes.");
	diag_error(l->diags, entry->name->mark,
		   TR(l->diags->lang, "%sに「%s」という項目はありません。%s", "%s has no key \"%s\".%s"),
		   tr_in(shape->noun, l->diags->lang), bind_shown(l, entry->name->text), hint);
	for (size_t i = 0; i < shape->count; i++)
		if (meant.best == shape->fields[i].key)
			return &shape->fields[i];
	return NULL;
}

/* Sort the entries of a map by row. Returns the rows (bits) whose absence is explained by a misspelt key. */
static uint32_t match(struct loader *l, const struct shape *shape, const struct node *map,
		      const struct node *found[FIELDS_MAX])
{
	uint32_t told = 0;
	for (const struct node *entry = map->first; entry; entry = entry->next) {
		size_t row = field_of(shape, entry->name->text);
		if (row < shape->count) {
			found[row] = entry;
			continue;
		}
		const struct field *meant = unknown_key(l, shape, map, entry);
		if (meant)
			told |= UINT32_C(1) << (meant - shape->fields);
	}
	return told;
}

bool bind_map(struct loader *l, const struct shape *shape, const struct node *node, void *out)
{
	enum lang lang = l->diags->lang;
	const struct node *found[FIELDS_MAX] = {0};
	assert(shape->count <= FIELDS_MAX);
	for (size_t i = 0; i < shape->count; i++)
		put_default(&shape->fields[i], (char *)out + shape->fields[i].offset);
	if (node->bad)
		return false;
	if (node->kind != NODE_MAP) {
		diag_error(l->diags, node->mark,
			   TR(lang, "%sは「項目名: 値」の組で書いてください。",
			      "%s is written as lines of the form \"key: value\"."),
			   tr_in(shape->noun, lang));
		return false;
	}
	uint32_t told = match(l, shape, node, found);
	for (size_t i = 0; i < shape->count; i++) {
		const struct field *field = &shape->fields[i];
		if (found[i])
			value_put(l, field, found[i], (char *)out + field->offset);
		else if (field->need == REQUIRED && !(told >> i & 1))
			diag_error(l->diags, node->mark,
				   TR(lang, "%sに「%s」がありません。", "%s needs \"%s\", which is missing."),
				   tr_in(shape->noun, lang), field->key);
	}
	return true;
}

const struct node *const *bind_ids(struct loader *l, const struct node *list)
{
	const struct node **ids = arena_alloc(l->arena, list->count + 1, sizeof(*ids));
	size_t i = 0;
	for (const struct node *entry = list->first; entry; entry = entry->next)
		ids[i++] = node_child(entry, "id");
	return ids;
}

void bind_unique(struct loader *l, const struct node *const *ids, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		if (!ids[i] || ids[i]->bad || ids[i]->kind != NODE_SCALAR || !ids[i]->len)
			continue;
		size_t first = 0;
		while (first < i && !(ids[first] && ids[first]->kind == NODE_SCALAR &&
				      strcmp(ids[first]->text, ids[i]->text) == 0))
			first++;
		if (first < i)
			diag_error(l->diags, ids[i]->mark,
				   TR(l->diags->lang, "「%s」が重なっています（最初は%zu行目）。",
				      "\"%s\" is given twice (first in line %zu)."),
				   bind_shown(l, ids[i]->text), ids[first]->mark.line);
	}
}
