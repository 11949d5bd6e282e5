/* SPDX-License-Identifier: MIT */
/*
 * Conditions: `ask_if`, on an earlier question of the same file, so that they can neither loop nor wait for
 * what comes later; and the two sides of a contradiction, on any two questions of it.
 */
#include "model/load.h"

#include <string.h>

/* clang-format off */
struct raw_condition {
	const struct node *question, *is;
	int at_least;
};
static const struct field condition_fields[] = {
	{"question", FIELD_NAME, REQUIRED, offsetof(struct raw_condition, question), 0, 0, NULL},
	{"at_least", FIELD_INT,  OPTIONAL, offsetof(struct raw_condition, at_least), 1, 3, NULL},
	{"is",       FIELD_LIST, OPTIONAL, offsetof(struct raw_condition, is), 1, QUESTION_OPTIONS_MAX, NULL},
};
static const struct shape condition_shape = SHAPE("条件（ask_if）", "A condition (ask_if)", condition_fields);
static const struct shape side_shape      = SHAPE("条件（between）", "A condition (between)", condition_fields);

struct raw_contradiction {
	struct contradiction c;
	const struct node *between;
};
static const struct field contradiction_fields[] = {
	{"between", FIELD_LIST,  REQUIRED, offsetof(struct raw_contradiction, between), 2, 2, NULL},
	{"text",    FIELD_TEXTS, REQUIRED, offsetof(struct raw_contradiction, c.text), 0, 0, NULL},
};
static const struct shape contradiction_shape =
	SHAPE("食い違い（contradictions）", "A contradiction", contradiction_fields);
/* clang-format on */

/* The question of this file that a condition names, among the first `count`; SIZE_MAX, told, when there is
 * none such. */
static size_t find_question(struct loader *l, const struct document_parse_state *state,
			    const struct node *name, size_t count)
{
	struct suggestion meant = {.word = name->text};
	for (size_t i = 0; i < state->question_count; i++)
		if (strcmp(state->questions[i].id, name->text) == 0)
			return i;
	for (size_t i = 0; i < count; i++)
		suggest_try(&meant, state->questions[i].id);
	diag_error(l->diags, name->mark,
		   TR(l->diags->lang, "「%s」という設問はこの質問票にありません。%s",
		      "This questionnaire has no question \"%s\".%s"),
		   bind_shown(l, name->text), bind_hint(l, &meant));
	return SIZE_MAX;
}

/* The question an ask_if refers to, which has to come before `own`; SIZE_MAX, told, when it does not. */
static size_t find_parent(struct loader *l, const struct document_parse_state *state, const struct node *name,
			  size_t own)
{
	enum lang lang = l->diags->lang;
	size_t found = find_question(l, state, name, own);
	if (found == SIZE_MAX || found < own)
		return found;
	if (found == own)
		diag_error(l->diags, name->mark,
			   TR(lang, "設問が自分自身を条件にしています。",
			      "A question cannot be its own condition."));
	else
		diag_error(l->diags, name->mark,
			   TR(lang, "「%s」は後の設問です。条件にできるのは前にある設問だけです。",
			      "\"%s\" comes later: a condition can refer to an earlier question alone."),
			   bind_shown(l, name->text));
	return SIZE_MAX;
}

static uint32_t load_is(struct loader *l, const struct question *parent, const struct node *list)
{
	uint32_t bits = 0;
	for (const struct node *node = list->first; node; node = node->next) {
		if (!bind_is_text(l, node))
			continue;
		size_t option = question_option(parent, node->text);
		struct suggestion meant = {.word = node->text};
		for (size_t i = 0; i < parent->option_count; i++)
			suggest_try(&meant, parent->options[i].id);
		if (option == SIZE_MAX)
			diag_error(l->diags, node->mark,
				   TR(l->diags->lang, "設問「%s」に「%s」という選択肢はありません。%s",
				      "Question \"%s\" has no option \"%s\".%s"),
				   parent->id, bind_shown(l, node->text), bind_hint(l, &meant));
		else
			bits |= UINT32_C(1) << option;
	}
	return bits;
}

static void check_reachable(struct loader *l, const struct question *parent, const struct node *node,
			    int at_least)
{
	int best = parent->type == QUESTION_CHECKLIST ? 3 : 0;
	for (size_t i = 0; i < parent->option_count; i++)
		best = parent->options[i].value > best ? parent->options[i].value : best;
	if (best < at_least)
		diag_warning(l->diags, node_child(node, "at_least")->mark,
			     TR(l->diags->lang,
				"設問「%s」の value は最大で %d です。この条件が成り立つことはありません。",
				"Question \"%s\" has no value above %d: this condition can never be true."),
			     parent->id, best);
}

/* What a condition says but for its question, which is looked up next. */
static struct raw_condition read_condition(struct loader *l, const struct shape *shape,
					   const struct node *node)
{
	struct raw_condition raw = {0};
	if (!bind_map(l, shape, node, &raw))
		return raw;
	bool by_value = node_child(node, "at_least"), by_option = node_child(node, "is");
	if (by_value == by_option)
		diag_error(l->diags, by_value && node->name ? node->name->mark : node->mark,
			   TR(l->diags->lang, "%sには「at_least」か「is」のどちらか一方を書いてください。",
			      "%s has either \"at_least\" or \"is\"."),
			   tr_in(shape->noun, l->diags->lang));
	return raw;
}

static struct condition make_condition(struct loader *l, const struct document_parse_state *state,
				       const struct node *node, const struct raw_condition *raw, size_t found)
{
	const struct question *parent = &state->questions[found];
	struct condition condition = {
		.question = found,
		.by_value = node_child(node, "at_least"),
		.at_least = raw->at_least,
	};
	if (raw->is && parent->options)
		condition.options = load_is(l, parent, raw->is);
	if (raw->at_least > 0 && parent->options)
		check_reachable(l, parent, node, raw->at_least);
	return condition;
}

static void load_condition(struct loader *l, struct document_parse_state *state, size_t own)
{
	const struct node *node = state->refs[own].condition;
	struct raw_condition raw = read_condition(l, &condition_shape, node);
	size_t found = raw.question ? find_parent(l, state, raw.question, own) : SIZE_MAX;
	if (found == SIZE_MAX)
		return;
	struct condition *condition = arena_alloc(l->arena, 1, sizeof *condition);
	*condition = make_condition(l, state, node, &raw, found);
	state->questions[own].condition = condition;
}

void load_conditions(struct loader *l, struct document_parse_state *state)
{
	for (size_t i = 0; i < state->question_count; i++)
		if (state->refs[i].condition)
			load_condition(l, state, i);
}

/* ---- contradictions ---- */

static void load_sides(struct loader *l, const struct document_parse_state *state, const struct node *between,
		       struct contradiction *contradiction)
{
	size_t found[2] = {SIZE_MAX, SIZE_MAX};
	const struct node *node = between->first;
	for (size_t i = 0; i < 2; i++, node = node->next) {
		struct raw_condition raw = read_condition(l, &side_shape, node);
		if (raw.question)
			found[i] = find_question(l, state, raw.question, state->question_count);
		if (found[i] != SIZE_MAX)
			contradiction->sides[i] = make_condition(l, state, node, &raw, found[i]);
	}
	if (found[0] != SIZE_MAX && found[0] == found[1])
		diag_error(l->diags, node_child(between->first->next, "question")->mark,
			   TR(l->diags->lang,
			      "二つの条件が同じ設問「%s」を指しています。別々の設問にしてください。",
			      "Both conditions name the question \"%s\": a contradiction is between two."),
			   bind_shown(l, state->questions[found[0]].id));
}

void load_contradictions(struct loader *l, struct document_parse_state *state, const struct node *list,
			 struct questionnaire *questionnaire)
{
	struct contradiction *all = arena_alloc(l->arena, list->count, sizeof *all);
	for (const struct node *node = list->first; node; node = node->next) {
		struct raw_contradiction raw = {0};
		if (bind_map(l, &contradiction_shape, node, &raw) && raw.between)
			load_sides(l, state, raw.between, &raw.c);
		all[questionnaire->contradiction_count++] = raw.c;
	}
	questionnaire->contradictions = all;
}
