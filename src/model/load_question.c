/* SPDX-License-Identifier: MIT */
#include "model/load.h"

#include "base/text.h"

#include <string.h>

#define SENTENCE_JA_MAX 60u /* characters of a sentence that can be read aloud and fits a small screen */
#define SENTENCE_EN_MAX 140u

/* clang-format off */
struct raw_question {
	struct question q;
	int type, basis;
	const struct node *criteria, *source, *options, *thresholds, *condition;
};
static const char *const types[] = {[QUESTION_CHOICE] = "choice", [QUESTION_CHECKLIST] = "checklist", NULL};
static const char *const bases[] = {[BASIS_STATED] = "stated", [BASIS_EXAMPLE] = "example",
				    [BASIS_INTERPRETATION] = "interpretation", NULL};
static const struct field question_fields[] = {
	{"id",         FIELD_ID,     REQUIRED, offsetof(struct raw_question, q.id), 0, 0, NULL},
	{"type",       FIELD_WORD,   REQUIRED, offsetof(struct raw_question, type), 0, 0, types},
	{"level",      FIELD_INT,    REQUIRED, offsetof(struct raw_question, q.level), 1, 3, NULL},
	{"weight",     FIELD_WEIGHT, OPTIONAL, offsetof(struct raw_question, q.weight), 0, 0, NULL},
	{"criteria",   FIELD_LIST,   REQUIRED, offsetof(struct raw_question, criteria), 0, QUESTION_CRITERIA_MAX, NULL},
	{"text",       FIELD_TEXTS,  REQUIRED, offsetof(struct raw_question, q.text), 0, 0, NULL},
	{"help",       FIELD_TEXTS,  REQUIRED, offsetof(struct raw_question, q.help), 0, 0, NULL},
	{"source",     FIELD_NAME,   OPTIONAL, offsetof(struct raw_question, source), 0, 0, NULL}, /* needed: check_source */
	{"basis",      FIELD_WORD,   REQUIRED, offsetof(struct raw_question, basis), 0, 0, bases},
	{"options",    FIELD_LIST,   REQUIRED, offsetof(struct raw_question, options), 2, QUESTION_OPTIONS_MAX, NULL},
	{"thresholds", FIELD_LIST,   OPTIONAL, offsetof(struct raw_question, thresholds), 3, 3, NULL},
	{"ask_if",     FIELD_MAP,    OPTIONAL, offsetof(struct raw_question, condition), 0, 0, NULL},
	{"may_be_na",  FIELD_BOOL,   OPTIONAL, offsetof(struct raw_question, q.may_be_na), 0, 0, NULL},
};

struct raw_option {
	struct option o;
	const struct node *flag;
};
static const struct field option_fields[] = {
	{"id",    FIELD_ID,    REQUIRED, offsetof(struct raw_option, o.id), 0, 0, NULL},
	{"value", FIELD_INT,   OPTIONAL, offsetof(struct raw_option, o.value), 0, 3, NULL}, /* needed in a choice */
	{"text",  FIELD_TITLE, REQUIRED, offsetof(struct raw_option, o.text), 0, 0, NULL},
	{"flag",  FIELD_MAP,   OPTIONAL, offsetof(struct raw_option, flag), 0, 0, NULL},
};

struct raw_flag {
	struct flag f;
	const struct node *criterion;
};
static const struct field flag_fields[] = {
	{"criterion", FIELD_NAME,  REQUIRED, offsetof(struct raw_flag, criterion), 0, 0, NULL},
	{"cap",       FIELD_INT,   OPTIONAL, offsetof(struct raw_flag, f.cap), 0, 3, NULL},
	{"text",      FIELD_TEXTS, REQUIRED, offsetof(struct raw_flag, f.text), 0, 0, NULL},
};

static const struct shape question_shape = SHAPE("設問", "A question", question_fields);
static const struct shape option_shape   = SHAPE("選択肢", "An option", option_fields);
static const struct shape flag_shape     = SHAPE("留意すべき状態（flag）", "A flag", flag_fields);
/* clang-format on */

/* The characters of the longest sentence; in Japanese one ends at 。 in English at a full stop and a space.
 */
static size_t longest_sentence(const char *text, enum lang lang)
{
	size_t longest = 0, now = 0, len = strlen(text);
	for (size_t at = 0; at < len;) {
		uint32_t cp;
		at += text_decode(text + at, len - at, &cp);
		now++;
		longest = now > longest ? now : longest;
		if (cp == '\n' ||
		    (lang == LANG_JA ? cp == 0x3002 : cp == ' ' && at > 1 && text[at - 2] == '.'))
			now = 0;
	}
	return longest;
}

static void check_sentence(struct loader *l, const struct node *owner, const char *key, const char *text,
			   enum lang lang, size_t most)
{
	size_t longest = strlen(text) > most ? longest_sentence(text, lang)
					     : 0; /* bytes are never fewer than characters */
	if (longest > most)
		diag_warning(l->diags, node_child(node_child(owner, "text"), key)->mark,
			     TR(l->diags->lang, "一文が長すぎます（%zu文字までが目安、いま%zu文字）。",
				"A sentence is long (aim at %zu characters at most, now %zu)."),
			     most, longest);
}

static void check_length(struct loader *l, const struct node *owner, struct tr text)
{
	check_sentence(l, owner, "ja", text.ja, LANG_JA, SENTENCE_JA_MAX);
	check_sentence(l, owner, "en", text.en, LANG_EN, SENTENCE_EN_MAX);
}

/* ---- options ---- */

static const struct flag *load_flag(struct loader *l, struct document_parse_state *state,
				    const struct node *node, size_t question)
{
	struct raw_flag *raw = arena_alloc(l->arena, 1, sizeof *raw);
	raw->f.cap = 1;
	bind_map(l, &flag_shape, node, raw);
	struct flag_ref *ref = arena_alloc(l->arena, 1, sizeof *ref);
	*ref = (struct flag_ref){&raw->f, raw->criterion, question, state->flags};
	state->flags = ref;
	return &raw->f;
}

/* What only a choice, or only a checklist, may say of an option. */
static void check_option(struct loader *l, const struct node *node, enum question_type type,
			 const struct option *option)
{
	enum lang lang = l->diags->lang;
	const struct node *value = node_child(node, "value"), *flag = node_child(node, "flag");
	if (type == QUESTION_CHECKLIST && value)
		diag_error(l->diags, value->name->mark,
			   TR(lang,
			      "チェックリストの選択肢に「value」は書けません（数で決まります。thresholds "
			      "を使ってください）。",
			      "An option of a checklist has no \"value\": the ticks are counted, see "
			      "\"thresholds\"."));
	if (type == QUESTION_CHECKLIST && flag)
		diag_error(l->diags, flag->name->mark,
			   TR(lang, "チェックリストの選択肢に「flag」は書けません。",
			      "An option of a checklist can have no \"flag\"."));
	if (type == QUESTION_CHOICE && !value)
		diag_error(l->diags, node->mark,
			   TR(lang, "選択肢に「value」がありません。",
			      "An option needs \"value\", which is missing."));
	if (type == QUESTION_CHOICE && flag && option->value > 0)
		diag_error(l->diags, flag->name->mark,
			   TR(lang, "「flag」は、value が 0 の選択肢だけに書けます。",
			      "\"flag\" can stand on an option of value 0 alone."));
}

static void check_values(struct loader *l, const struct node *list, const struct question *q)
{
	enum lang lang = l->diags->lang;
	bool lowest = false, highest = false;
	size_t i = 0;
	for (const struct node *node = list->first; node; node = node->next, i++) {
		lowest = lowest || q->options[i].value == 0;
		highest = highest || q->options[i].value == 3;
		if (i > 0 && q->options[i].value < q->options[i - 1].value)
			diag_warning(
				l->diags, node->mark,
				TR(lang,
				   "選択肢は、value の小さいもの（望ましくない状態）から順に並べてください。",
				   "Options go from worst to best: this value is below the one before."));
	}
	if (!highest)
		diag_warning(l->diags, list->name->mark,
			     TR(lang, "value が 3 の選択肢がありません。", "There is no option of value 3."));
	if (!lowest)
		diag_warning(l->diags, list->name->mark,
			     TR(lang, "value が 0 の選択肢がありません。", "There is no option of value 0."));
}

static void load_options(struct loader *l, struct document_parse_state *state, struct raw_question *raw,
			 bool typed, size_t question)
{
	const struct node *list = raw->options;
	struct option *options = arena_alloc(l->arena, list->count, sizeof *options);
	size_t errors = l->diags->errors;
	raw->q.options = options;
	for (const struct node *node = list->first; node; node = node->next) {
		struct raw_option option = {0};
		if (bind_map(l, &option_shape, node, &option)) {
			check_length(l, node, option.o.text);
			if (typed)
				check_option(l, node, raw->q.type, &option.o);
		}
		if (option.flag)
			option.o.flag = load_flag(l, state, option.flag, question);
		options[raw->q.option_count++] = option.o;
	}
	bind_unique(l, bind_ids(l, list), list->count);
	if (typed && raw->q.type == QUESTION_CHOICE && l->diags->errors == errors)
		check_values(l, list, &raw->q);
}

/* ---- the question itself ---- */

static void load_thresholds(struct loader *l, const struct node *node, const struct raw_question *raw,
			    struct question *q)
{
	enum lang lang = l->diags->lang;
	const struct node *given = node_child(node, "thresholds");
	if (q->type == QUESTION_CHOICE && given)
		diag_error(l->diags, given->name->mark,
			   TR(lang, "「thresholds」はチェックリストだけに書けます。",
			      "Only a checklist has \"thresholds\"."));
	if (q->type == QUESTION_CHECKLIST && !given)
		diag_error(l->diags, node->mark,
			   TR(lang, "チェックリストには「thresholds」が要ります。",
			      "A checklist needs \"thresholds\", which is missing."));
	if (q->type == QUESTION_CHOICE || !raw->thresholds || !raw->options)
		return;
	int before = 1;
	const struct node *entry = raw->thresholds->first;
	for (size_t i = 0; i < 3; i++, entry = entry->next) {
		int64_t value;
		if (!bind_int(l, entry, 1, (int64_t)q->option_count, &value))
			continue;
		q->thresholds[i] = (int)value;
		if (q->thresholds[i] < before)
			diag_error(l->diags, entry->mark,
				   TR(lang, "「thresholds」は前の数より小さくできません。",
				      "\"thresholds\" must not decrease."));
		before = q->thresholds[i];
	}
}

static void check_criteria(struct loader *l, const struct node *list)
{
	const struct node **ids = arena_alloc(l->arena, list->count, sizeof(*ids));
	size_t n = 0;
	for (const struct node *node = list->first; node; node = node->next)
		ids[n++] = bind_is_text(l, node) ? node : NULL;
	bind_unique(l, ids, n);
	if (n == 0)
		diag_error(l->diags, list->name->mark,
			   TR(l->diags->lang,
			      "この設問はどの確認項目にもつながっていません。一つ以上書いてください。",
			      "This question feeds no criterion. Name at least one."));
}

static void check_source(struct loader *l, const struct node *node, const struct question *q)
{
	if (node_child(node, "source"))
		return;
	if (question_has_flag(q))
		diag_error(l->diags, node->mark,
			   TR(l->diags->lang,
			      "留意すべき状態（flag）のある設問には、出典「source」が要ります。",
			      "A question with a flag has to name its \"source\"."));
	else
		diag_error(l->diags, node->mark,
			   TR(l->diags->lang, "設問に「source」がありません。",
			      "A question needs \"source\", which is missing."));
}

void load_question(struct loader *l, struct document_parse_state *state, const struct node *node,
		   size_t index, size_t section)
{
	struct raw_question raw = {.q.weight = WEIGHT_ONE, .type = -1};
	bool is_map = bind_map(l, &question_shape, node, &raw), typed = raw.type >= 0;
	raw.q.type = typed ? (enum question_type)raw.type : QUESTION_CHOICE;
	raw.q.basis = (enum question_basis)raw.basis;
	raw.q.section = section;
	if (raw.options)
		load_options(l, state, &raw, typed, index);
	if (is_map) {
		if (typed)
			load_thresholds(l, node, &raw, &raw.q);
		check_length(l, node, raw.q.text);
		check_source(l, node, &raw.q);
	}
	if (raw.criteria)
		check_criteria(l, raw.criteria);
	if (raw.q.may_be_na && question_has_flag(&raw.q))
		diag_error(l->diags, node_child(node, "may_be_na")->name->mark,
			   TR(l->diags->lang, "留意すべき状態（flag）のある設問は、該当なしにできません。",
			      "A question with a flag cannot be answered as not applicable."));
	state->questions[index] = raw.q;
	state->refs[index] = (struct question_refs){node, raw.criteria, raw.source, raw.condition};
}
