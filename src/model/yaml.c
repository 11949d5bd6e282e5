/* SPDX-License-Identifier: MIT */
/*
 * libyaml's events, one after the other, onto a stack of open lists and maps. The event interface and not its
 * loader: the loader is quadratic in anchors and knows no limits, and nesting is quadratic in the parser
 * itself.
 */
#include "model/yaml.h"

#include "base/text.h"
#include "model/encoding.h"

#include <yaml.h>

struct frame {
	struct node *node;
	struct node *key; /* of a map: read, its value is not */
	bool full;        /* the limit on keys has been told */
};

struct reader {
	struct arena *arena;
	struct diags *diags;
	yaml_parser_t parser;
	struct frame stack[YAML_DEPTH_MAX];
	size_t depth, events;
	struct node *root;
};

/* What libyaml says, for people. The first whose beginning fits. */
static const struct {
	const char *problem;
	struct tr sentence;
	bool at_start; /* shown where the thing began that went wrong, not where libyaml noticed */
} problems[] = {
	/* clang-format off */
	{"mapping values are not allowed", {"ここに「: 」は書けません。字下げを確かめ、文の中に「: 」があるときは文を \" で囲んでください。",
					    "\": \" cannot stand here. Check the indentation; a text that holds \": \" needs quotes."}, false},
	{"could not find expected ':'",    {"「:」がありません。項目名の後に半角の「:」と空白を書いてください。",
					    "A \":\" is missing. A key is followed by a colon and a space."}, true},
	{"did not find expected key",      {"項目名があるはずの場所です。字下げをそろえ、引用符の閉じ忘れを確かめてください。",
					    "A key should stand here. Check the indentation and that quotes are closed."}, false},
	{"did not find expected '-'",      {"一覧の行は「- 」で始め、字下げをそろえてください。",
					    "A line of a list begins with \"- \", all with the same indentation."}, false},
	{"found a tab character",          {"字下げにタブは使えません。半角の空白を使ってください。",
					    "Tabs cannot indent. Use spaces."}, false},
	{"found character that cannot",    {"この文字で値を始めることはできません。字下げには空白を使い、文は \" で囲んでください。",
					    "A value cannot begin with this character. Indent with spaces and put the text in quotes."}, false},
	{"found unexpected end of stream", {"引用符が閉じられていません。",
					    "A quote is not closed."}, true},
	{"did not find expected ',' or ']'", {"「,」か「]」がありません。",
					    "A \",\" or \"]\" is missing."}, true},
	{"did not find expected ',' or '}'", {"「,」か「}」がありません。",
					    "A \",\" or \"}\" is missing."}, true},
	{"found unknown escape character", {"「\\」の後にこの文字は書けません。「\\」そのものは「\\\\」と書きます。",
					    "This character cannot follow a backslash. A backslash itself is written \\\\."}, false},
	{"block sequence entries are not", {"ここに「- 」は書けません。字下げを確かめてください。",
					    "\"- \" cannot stand here. Check the indentation."}, false},
	{"did not find expected <document", {"ファイルの途中で内容が切れています。字下げを確かめてください。",
					    "The content ends before the file does. Check the indentation."}, false},
	/* clang-format on */
};

static struct mark mark_of(yaml_mark_t mark)
{
	return (struct mark){mark.line + 1, mark.column + 1};
}

static bool syntax_error(struct reader *r)
{
	const yaml_parser_t *parser = &r->parser;
	const char *problem = parser->problem ? parser->problem : "?";
	if (parser->error == YAML_MEMORY_ERROR) {
		diag_error(r->diags, (struct mark){0},
			   TR(r->diags->lang, "メモリーが足りず、読み取れません。",
			      "There is not enough memory to read it."));
		return false;
	}
	bool placed = parser->error == YAML_SCANNER_ERROR || parser->error == YAML_PARSER_ERROR;
	for (size_t i = 0; i < sizeof problems / sizeof *problems; i++) {
		if (strncmp(problem, problems[i].problem, strlen(problems[i].problem)) == 0) {
			yaml_mark_t at = problems[i].at_start && parser->context ? parser->context_mark
										 : parser->problem_mark;
			diag_error(r->diags, mark_of(at), "%s", tr_in(problems[i].sentence, r->diags->lang));
			return false;
		}
	}
	diag_error(r->diags, placed ? mark_of(parser->problem_mark) : (struct mark){0},
		   TR(r->diags->lang, "YAML として読めません（%s）。", "This is not valid YAML (%s)."),
		   problem);
	return false;
}

static struct node *new_node(struct reader *r, enum node_kind kind, yaml_mark_t mark)
{
	struct node *node = arena_alloc(r->arena, 1, sizeof *node);
	node->kind = kind;
	node->mark = mark_of(mark);
	return node;
}

/* The key of a map has been read: may it stand there? A key that may not swallows its value. */
static void take_key(struct reader *r, struct frame *frame, struct node *key)
{
	const struct node *map = frame->node, *twin = key->bad ? NULL : node_child(map, key->text);
	enum lang lang = r->diags->lang;
	frame->key = key;
	if (key->bad)
		return;
	key->bad = true;
	if (key->plain && strcmp(key->text, "<<") == 0)
		diag_error(r->diags, key->mark,
			   TR(lang, "結合キー（<<）は使えません。内容をそのまま書いてください。",
			      "Merge keys (<<) cannot be used. Write the content out."));
	else if (twin)
		diag_error(r->diags, key->mark,
			   TR(lang, "「%.60s」が重なっています（最初は%zu行目）。",
			      "\"%.60s\" is given twice (first in line %zu)."),
			   key->text, twin->name->mark.line);
	else if (map->count >= YAML_KEYS_MAX && !frame->full)
		diag_error(r->diags, key->mark,
			   TR(lang, "項目が多すぎます（一つのまとまりに%dまで）。",
			      "There are too many keys (at most %d in one map)."),
			   YAML_KEYS_MAX);
	else
		key->bad = map->count >= YAML_KEYS_MAX;
	frame->full = frame->full || map->count >= YAML_KEYS_MAX;
}

/* Put a node where it belongs. False: reading cannot go on. */
static bool place(struct reader *r, struct node *node)
{
	if (r->depth == 0) {
		r->root = node;
		return true;
	}
	struct frame *frame = &r->stack[r->depth - 1];
	struct node *parent = frame->node;
	if (parent->kind == NODE_MAP && !frame->key) {
		if (node->kind == NODE_SCALAR) {
			take_key(r, frame, node);
			return true;
		}
		diag_error(r->diags, node->mark,
			   TR(r->diags->lang, "項目名は一つの語で書いてください。",
			      "A key has to be a single word."));
		return false;
	}
	if (parent->kind == NODE_MAP) {
		const struct node *key = frame->key;
		frame->key = NULL;
		if (key->bad)
			return true;
		node->name = key;
	}
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
	parent->count++;
	return true;
}

static void refuse_extras(struct reader *r, const yaml_char_t *anchor, const yaml_char_t *tag,
			  yaml_mark_t mark)
{
	enum lang lang = r->diags->lang;
	if (anchor)
		diag_error(r->diags, mark_of(mark),
			   TR(lang, "アンカー（&）は使えません。内容をそのつど書いてください。",
			      "Anchors (&) cannot be used. Write the content out each time."));
	if (tag)
		diag_error(r->diags, mark_of(mark),
			   TR(lang, "タグ（!）は使えません。文が ! で始まるときは \" で囲んでください。",
			      "Tags (!) cannot be used. A text that begins with ! needs quotes."));
}

static bool on_scalar(struct reader *r, const yaml_event_t *event)
{
	const char *text = (const char *)event->data.scalar.value;
	size_t len = event->data.scalar.length, at;
	struct node *node = new_node(r, NODE_SCALAR, event->start_mark);
	node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	refuse_extras(r, event->data.scalar.anchor, event->data.scalar.tag, event->start_mark);
	uint32_t cp;
	if (len > YAML_SCALAR_MAX) {
		diag_error(r->diags, node->mark,
			   TR(r->diags->lang, "長すぎます（%dバイトまで）。",
			      "This is too long (at most %d bytes)."),
			   YAML_SCALAR_MAX);
		node->bad = true;
		len = 0;
	} else if (event->data.scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE &&
		   text_find_unfit(text, len, &at, &cp)) {
		/* Only escapes can bring them in: the file itself has been looked through. */
		diag_error(
			r->diags, node->mark,
			TR(r->diags->lang, "「\\」で書かれた、使えない文字（U+%04X）があります。",
			   "There is a character that may not be used, written with a backslash (U+%04X)."),
			(unsigned)cp);
		node->bad = true;
		len = 0;
	}
	node->text = arena_strndup(r->arena, text, len);
	node->len = len;
	return place(r, node);
}

static bool on_start(struct reader *r, const yaml_event_t *event, enum node_kind kind)
{
	if (kind == NODE_MAP)
		refuse_extras(r, event->data.mapping_start.anchor, event->data.mapping_start.tag,
			      event->start_mark);
	else
		refuse_extras(r, event->data.sequence_start.anchor, event->data.sequence_start.tag,
			      event->start_mark);
	struct node *node = new_node(r, kind, event->start_mark);
	if (r->depth == YAML_DEPTH_MAX) {
		diag_error(r->diags, node->mark,
			   TR(r->diags->lang, "入れ子が深すぎます（%d段まで）。",
			      "This is nested too deeply (at most %d levels)."),
			   YAML_DEPTH_MAX);
		return false;
	}
	node->flow = kind == NODE_MAP && event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
	if (!place(r, node))
		return false;
	r->stack[r->depth++] = (struct frame){.node = node};
	return true;
}

static bool on_alias(struct reader *r, const yaml_event_t *event)
{
	struct node *node = new_node(r, NODE_SCALAR, event->start_mark);
	diag_error(r->diags, node->mark,
		   TR(r->diags->lang,
		      "エイリアス（*）は使えません。文が * で始まるときは \" で囲んでください。",
		      "Aliases (*) cannot be used. A text that begins with * needs quotes."));
	node->bad = true;
	node->text = "";
	return place(r, node);
}

static bool on_document(struct reader *r, const yaml_event_t *event)
{
	const yaml_event_t *e = event;
	if (e->data.document_start.tag_directives.start != e->data.document_start.tag_directives.end) {
		diag_error(r->diags, mark_of(e->start_mark),
			   TR(r->diags->lang, "%%TAG は使えません。", "%%TAG cannot be used."));
		return false;
	}
	if (!r->root)
		return true;
	diag_error(r->diags, mark_of(e->start_mark),
		   TR(r->diags->lang, "一つのファイルに書ける文書は一つです（--- で区切れません）。",
		      "A file holds one document (--- cannot begin another)."));
	return false;
}

static bool on_event(struct reader *r, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return on_scalar(r, event);
	case YAML_SEQUENCE_START_EVENT:
		return on_start(r, event, NODE_LIST);
	case YAML_MAPPING_START_EVENT:
		return on_start(r, event, NODE_MAP);
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		r->depth--;
		return true;
	case YAML_ALIAS_EVENT:
		return on_alias(r, event);
	case YAML_DOCUMENT_START_EVENT:
		return on_document(r, event);
	default:
		return true;
	}
}

static bool read_events(struct reader *r)
{
	for (;;) {
		yaml_event_t event;
		if (!yaml_parser_parse(&r->parser, &event))
			return syntax_error(r);
		bool end = event.type == YAML_STREAM_END_EVENT, ok;
		if (++r->events > YAML_EVENTS_MAX) {
			diag_error(r->diags, mark_of(event.start_mark),
				   TR(r->diags->lang, "内容が多すぎます（%d個まで）。",
				      "There is too much in this file (at most %d values)."),
				   YAML_EVENTS_MAX);
			ok = false;
		} else {
			ok = on_event(r, &event);
		}
		yaml_event_delete(&event);
		if (!ok || end)
			return ok;
	}
}

struct node *yaml_tree(struct arena *arena, const char *bytes, size_t len, struct diags *diags)
{
	if (!encoding_check(bytes, len, diags))
		return NULL;
	struct reader r = {.arena = arena, .diags = diags};
	if (!yaml_parser_initialize(&r.parser)) {
		r.parser.error = YAML_MEMORY_ERROR;
		syntax_error(&r);
		return NULL;
	}
	size_t bom = encoding_bom(bytes, len);
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)bytes + bom, len - bom);
	bool ok = read_events(&r);
	yaml_parser_delete(&r.parser);
	if (ok && !r.root)
		diag_error(diags, (struct mark){0},
			   TR(diags->lang, "ファイルに内容がありません。", "The file is empty."));
	return ok ? r.root : NULL;
}

const struct node *node_child(const struct node *map, const char *key)
{
	if (!map || map->kind != NODE_MAP)
		return NULL;
	for (const struct node *node = map->first; node; node = node->next)
		if (node->name->text[0] == key[0] &&
		    strcmp(node->name->text, key) == 0) /* most differ at once */
			return node;
	return NULL;
}
