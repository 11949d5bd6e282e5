/* SPDX-License-Identifier: MIT */
/* Conditions (`ask_if`): on an earlier question of the same file, so that they can neither loop nor wait for
 * what comes later. */
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
/* clang-format on */

/* The question a condition refers to, which has to come before `own`; SIZE_MAX, told, when it does not. */
static size_t find_parent(struct loader *l, const struct document_parse_state *state, const struct node *name,
			  size_t own)
{
	enum lang lang = l->diags->lang;
	struct suggestion meant = {.word = name->text};
	size_t found = 0;
	while (found < state->question_count && strcmp(state->questions[found].id, name->text) != 0)
		found++;
	if (found < own)
		return found;
	if (found == own)
		diag_error(l->diags, name->mark,
			   TR(lang, "設問が自分自身を条件にしています。",
			      "A question cannot be its own condition."));
	else if (found < state->question_count)
		diag_error(l->diags, name->mark,
			   TR(lang, "「%s」は後の設問です。条件にできるのは前にある設問だけです。",
			      "\"%s\" comes later: a condition can refer to an earlier question alone."),
			   bind_shown(l, name->text));
	if (found < state->question_count)
		return SIZE_MAX;
	for (size_t i = 0; i < own; i++)
		suggest_try(&meant, state->questions[i].id);
	diag_error(l->diags, name->mark,
		   TR(lang, "「%s」という設問はこの質問票にありません。%s",
		      "This questionnaire has no question \"%s\".%s"),
		   bind_shown(l, name->text), bind_hint(l, &meant));
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

static void load_condition(struct loader *l, struct document_parse_state *state, size_t own)
{
	const struct node *node = state->refs[own].condition;
	struct raw_condition raw = {0};
	bind_map(l, &condition_shape, node, &raw);
	bool by_value = node_child(node, "at_least"), by_option = node_child(node, "is");
	if (by_value == by_option)
		diag_error(l->diags, by_value ? node->name->mark : node->mark,
			   TR(l->diags->lang,
			      "条件（ask_if）には「at_least」か「is」のどちらか一方を書いてください。",
			      "A condition (ask_if) has either \"at_least\" or \"is\"."));
	size_t found = raw.question ? find_parent(l, state, raw.question, own) : SIZE_MAX;
	if (found == SIZE_MAX)
		return;
	const struct question *parent = &state->questions[found];
	struct condition *condition = arena_alloc(l->arena, 1, sizeof *condition);
	*condition = (struct condition){.question = found, .by_value = by_value, .at_least = raw.at_least};
	if (raw.is && parent->options)
		condition->options = load_is(l, parent, raw.is);
	if (raw.at_least > 0 && parent->options)
		check_reachable(l, parent, node, raw.at_least);
	state->questions[own].condition = condition;
}

void load_conditions(struct loader *l, struct document_parse_state *state)
{
	for (size_t i = 0; i < state->question_count; i++)
		if (state->refs[i].condition)
			load_condition(l, state, i);
}
