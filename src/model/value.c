/* SPDX-License-Identifier: MIT */
#include "model/value.h"

#include "base/strbuf.h"
#include "model/scalar.h"

#include <string.h>

#define WEIGHT_MAX INT64_C(1000000) /* thousandths */

static bool is_scalar(struct loader *l, const struct node *node)
{
	if (node->bad)
		return false;
	if (node->kind == NODE_SCALAR)
		return true;
	diag_error(l->diags, node->mark,
		   TR(l->diags->lang, "ここには一つの値を書いてください。",
		      "A single value has to stand here."));
	return false;
}

bool bind_is_text(struct loader *l, const struct node *node)
{
	enum lang lang = l->diags->lang;
	if (!is_scalar(l, node))
		return false;
	if (node->text[strspn(node->text, " \t\n")] == '\0') {
		diag_error(l->diags, node->mark, TR(lang, "文が空です。", "The text is empty."));
		return false;
	}
	if (!node->plain || scalar_meaning(node->text) == SCALAR_TEXT)
		return true;
	diag_error(l->diags, node->mark,
		   TR(lang, "「%s」は文ではなく%sとして読まれます。\"%s\" のように引用符で囲んでください。",
		      "%s is read as %s, not as a text. Put it in quotes: \"%s\"."),
		   bind_shown(l, node->text), tr_in(scalar_meaning_word(scalar_meaning(node->text)), lang),
		   bind_shown(l, node->text));
	return false;
}

bool bind_is_id(struct loader *l, const struct node *node)
{
	enum lang lang = l->diags->lang;
	if (!is_scalar(l, node))
		return false;
	enum scalar_meaning meaning = node->plain ? scalar_meaning(node->text) : SCALAR_TEXT;
	if ((meaning == SCALAR_BOOL || meaning == SCALAR_NULL) && *node->text)
		return bind_is_text(l, node);
	if (!scalar_is_id(node->text, node->len)) {
		diag_error(l->diags, node->mark,
			   TR(lang,
			      "「%s」は id "
			      "に使えません。英小文字で始め、英小文字と数字を「.」「-"
			      "」でつないでください（64文字まで）。",
			      "\"%s\" cannot be an id: small letters and digits joined by . or -, a letter "
			      "first, at most 64."),
			   bind_shown(l, node->text));
		return false;
	}
	if (scalar_changes_in_spreadsheet(node->text))
		diag_warning(
			l->diags, node->mark,
			TR(lang,
			   "「%s」は表計算ソフトで日付などに変わることがあります。別の id にしてください。",
			   "A spreadsheet may turn \"%s\" into something else, such as a date. Choose "
			   "another id."),
			node->text);
	return true;
}

bool bind_int(struct loader *l, const struct node *node, int64_t min, int64_t max, int64_t *value)
{
	enum lang lang = l->diags->lang;
	if (!is_scalar(l, node))
		return false;
	if (node->plain && scalar_int(node->text, value) && *value >= min && *value <= max)
		return true;
	if (min == max)
		diag_error(l->diags, node->mark,
			   TR(lang, "ここに書けるのは %lld だけです。", "Only %lld can stand here."),
			   (long long)min);
	else
		diag_error(l->diags, node->mark,
			   TR(lang, "%lld から %lld までの整数を、引用符を付けずに書いてください。",
			      "A whole number from %lld to %lld has to stand here, without quotes."),
			   (long long)min, (long long)max);
	return false;
}

static void put_id(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	(void)field;
	if (bind_is_id(l, node))
		*(const char **)at = node->text;
}

static void put_string(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	if (!bind_is_text(l, node))
		return;
	size_t len = node->len;
	while (len > 0 && node->text[len - 1] == '\n') /* what a block scalar ends with */
		len--;
	*(const char **)at = len == node->len ? node->text : arena_strndup(l->arena, node->text, len);
	if (field->type == FIELD_LINE && memchr(node->text, '\n', len))
		diag_error(
			l->diags, node->mark,
			TR(l->diags->lang, "ここの文は改行できません。", "This text has to be on one line."));
}

static void put_int(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	int64_t value;
	if (!bind_int(l, node, field->min, field->max, &value))
		return;
	if (field->type == FIELD_INT64)
		*(int64_t *)at = value;
	else
		*(int *)at = (int)value;
}

static void put_weight(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	(void)field;
	int64_t value;
	if (!is_scalar(l, node))
		return;
	if (node->plain && scalar_thousandths(node->text, &value) && value > 0 && value <= WEIGHT_MAX)
		*(int64_t *)at = value;
	else
		diag_error(l->diags, node->mark,
			   TR(l->diags->lang, "0 より大きく 1000 以下の数を、小数第3位までで書いてください。",
			      "A number above 0 and up to 1000 has to stand here, with at most three "
			      "decimals."));
}

static void put_bool(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	(void)field;
	if (!is_scalar(l, node))
		return;
	bool yes = node->plain && strcmp(node->text, "true") == 0;
	if (!yes && !(node->plain && strcmp(node->text, "false") == 0))
		diag_error(l->diags, node->mark,
			   TR(l->diags->lang, "true か false を、引用符を付けずに書いてください。",
			      "Either true or false has to stand here, without quotes."));
	else
		*(bool *)at = yes;
}

static void put_word(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	if (!is_scalar(l, node))
		return;
	struct strbuf all = {0};
	for (int i = 0; field->words[i]; i++) {
		if (strcmp(field->words[i], node->text) == 0) {
			*(int *)at = i;
			strbuf_release(&all);
			return;
		}
		strbuf_addf(&all, "%s%s", i ? TR(l->diags->lang, "、", ", ") : "", field->words[i]);
	}
	diag_error(l->diags, node->mark,
		   TR(l->diags->lang, "「%s」は使えません。書けるのは %s です。",
		      "\"%s\" cannot stand here; it is one of %s."),
		   bind_shown(l, node->text), strbuf_str(&all));
	strbuf_release(&all);
}

/* A text in both languages: a map of its own, with its own words for what is missing. */
static void put_texts(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	static const struct field lines[] = {
		{"ja", FIELD_LINE, OPTIONAL, offsetof(struct tr, ja), 0, 0, NULL},
		{"en", FIELD_LINE, OPTIONAL, offsetof(struct tr, en), 0, 0, NULL}};
	static const struct field strings[] = {
		{"ja", FIELD_STRING, OPTIONAL, offsetof(struct tr, ja), 0, 0, NULL},
		{"en", FIELD_STRING, OPTIONAL, offsetof(struct tr, en), 0, 0, NULL}};
	static const struct shape title_shape = SHAPE("文", "A text", lines),
				  text_shape = SHAPE("文", "A text", strings);
	enum lang lang = l->diags->lang;
	if (node->bad)
		return;
	if (node->kind != NODE_MAP) {
		diag_error(l->diags, node->mark,
			   TR(lang, "文は、日本語（ja:）と英語（en:）を2行に分けて書いてください。",
			      "A text is written in two lines, one for Japanese (ja:) and one for English "
			      "(en:)."));
		return;
	}
	bind_map(l, field->type == FIELD_TITLE ? &title_shape : &text_shape, node, at);
	struct mark mark = node->name ? node->name->mark : node->mark;
	if (!node_child(node, "ja"))
		diag_error(l->diags, mark,
			   TR(lang, "日本語の文（ja）がありません。", "The Japanese text (ja) is missing."));
	if (!node_child(node, "en"))
		diag_error(l->diags, mark,
			   TR(lang, "英語の文（en）がありません。", "The English text (en) is missing."));
}

/* ---- what is bound later ---- */

static void put_name(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	(void)field;
	if (bind_is_text(l, node))
		*(const struct node **)at = node;
}

static void put_map(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	(void)field;
	if (node->bad)
		return;
	if (node->kind == NODE_MAP)
		*(const struct node **)at = node;
	else
		diag_error(l->diags, node->mark,
			   TR(l->diags->lang, "ここには「項目名: 値」の組を書いてください。",
			      "Lines of the form \"key: value\" have to stand here."));
}

static void put_list(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	enum lang lang = l->diags->lang;
	if (node->bad)
		return;
	if (node->kind != NODE_LIST)
		diag_error(l->diags, node->mark,
			   TR(lang, "ここには一覧（「- 」で始まる行）を書いてください。",
			      "A list has to stand here (lines that begin with \"- \")."));
	else if (field->min == field->max && (int64_t)node->count != field->min)
		diag_error(l->diags, node->name->mark,
			   TR(lang, "「%s」にはちょうど%lld個を書いてください。",
			      "\"%s\" needs exactly %lld entries."),
			   field->key, (long long)field->min);
	else if ((int64_t)node->count < field->min)
		diag_error(l->diags, node->name->mark,
			   TR(lang, "「%s」には%lld個以上が要ります。", "\"%s\" needs %lld or more entries."),
			   field->key, (long long)field->min);
	else if ((int64_t)node->count > field->max)
		diag_error(l->diags, node->name->mark,
			   TR(lang, "「%s」は%lld個までです（%zu個あります）。",
			      "\"%s\" may hold at most %lld entries (there are %zu)."),
			   field->key, (long long)field->max, node->count);
	else
		*(const struct node **)at = node;
}

void value_put(struct loader *l, const struct field *field, const struct node *node, void *at)
{
	static void (*const put[])(struct loader *, const struct field *, const struct node *, void *) = {
		[FIELD_ID] = put_id,       [FIELD_STRING] = put_string, [FIELD_LINE] = put_string,
		[FIELD_TEXTS] = put_texts, [FIELD_TITLE] = put_texts,   [FIELD_INT] = put_int,
		[FIELD_INT64] = put_int,   [FIELD_WEIGHT] = put_weight, [FIELD_BOOL] = put_bool,
		[FIELD_WORD] = put_word,   [FIELD_NAME] = put_name,     [FIELD_MAP] = put_map,
		[FIELD_LIST] = put_list,
	};
	put[field->type](l, field, node, at);
}
