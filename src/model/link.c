/* SPDX-License-Identifier: MIT */
/* The second step of loading: what a questionnaire names in its framework and in other questionnaires. */
#include "model/document.h"

#include "model/load.h"

#include <string.h>

/* Index of the criterion that a node names; SIZE_MAX, told, when the framework has none such. */
static size_t find_criterion(struct loader *l, const struct framework *f, const struct node *node)
{
	const struct criterion *criterion = framework_criterion(f, node->text);
	if (criterion)
		return (size_t)(criterion - f->criteria);
	struct suggestion meant = {.word = node->text};
	for (size_t i = 0; i < f->criterion_count; i++)
		suggest_try(&meant, f->criteria[i].id);
	diag_error(l->diags, node->mark,
		   TR(l->diags->lang, "「%s」という確認項目は枠組みにありません。%s",
		      "The framework has no criterion \"%s\".%s"),
		   bind_shown(l, node->text), bind_hint(l, &meant));
	return SIZE_MAX;
}

static void link_question(struct loader *l, const struct framework *f, struct question *q,
			  const struct question_refs *refs)
{
	q->source = load_source(l, f, refs->source);
	q->criterion_count = 0;
	if (!refs->criteria)
		return;
	size_t *criteria = arena_alloc(l->arena, refs->criteria->count + 1, sizeof *criteria);
	for (const struct node *node = refs->criteria->first; node; node = node->next) {
		size_t found =
			node->kind == NODE_SCALAR && !node->bad ? find_criterion(l, f, node) : SIZE_MAX;
		if (found != SIZE_MAX)
			criteria[q->criterion_count++] = found;
	}
	q->criteria = criteria;
}

static bool feeds(const struct question *q, size_t criterion)
{
	for (size_t i = 0; i < q->criterion_count; i++)
		if (q->criteria[i] == criterion)
			return true;
	return false;
}

static void link_flag(struct loader *l, const struct framework *f, const struct document_parse_state *state,
		      struct flag_ref *ref)
{
	if (!ref->criterion)
		return;
	const struct question *q = &state->questions[ref->question];
	size_t found = find_criterion(l, f, ref->criterion);
	if (found == SIZE_MAX)
		return;
	ref->flag->criterion = found;
	if (!feeds(q, found))
		diag_error(
			l->diags, ref->criterion->mark,
			TR(l->diags->lang,
			   "この設問は「%s」につながっていません。criteria にある確認項目を書いてください。",
			   "The question does not feed \"%s\": name one of its criteria."),
			ref->criterion->text);
}

/* ---- selections ---- */

static const struct document *find_document(const struct document *const *others, size_t count,
					    const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (others[i]->kind == DOCUMENT_QUESTIONNAIRE && strcmp(others[i]->id, id) == 0)
			return others[i];
	return NULL;
}

static void unknown_questionnaire(struct loader *l, const struct document *const *others, size_t count,
				  const struct node *node, const char *id)
{
	struct suggestion meant = {.word = id};
	for (size_t i = 0; i < count; i++)
		if (others[i]->kind == DOCUMENT_QUESTIONNAIRE && others[i]->questionnaire)
			suggest_try(&meant, others[i]->id);
	diag_error(l->diags, node->mark,
		   TR(l->diags->lang, "「%s」という質問票が見つかりません。%s",
		      "There is no questionnaire \"%s\".%s"),
		   bind_shown(l, id), bind_hint(l, &meant));
}

static void unknown_question(struct loader *l, const struct questionnaire *q, const struct node *node,
			     const char *id)
{
	struct suggestion meant = {.word = id};
	for (size_t i = 0; i < q->question_count; i++)
		suggest_try(&meant, q->questions[i].id);
	diag_error(l->diags, node->mark,
		   TR(l->diags->lang, "質問票「%s」に「%s」という設問はありません。%s",
		      "Questionnaire \"%s\" has no question \"%s\".%s"),
		   q->id, bind_shown(l, id), bind_hint(l, &meant));
}

static void link_use(struct loader *l, const struct framework *f, const struct document *const *others,
		     size_t count, const struct node *node, struct use use)
{
	enum lang lang = l->diags->lang;
	const struct document *other = find_document(others, count, use.questionnaire);
	if (!*use.questionnaire)
		return;
	if (!other)
		unknown_questionnaire(l, others, count, node, use.questionnaire);
	else if (!other->questionnaire)
		diag_error(l->diags, node->mark,
			   TR(lang, "質問票「%s」に誤りがあるため、設問を使えません。",
			      "Questionnaire \"%s\" has errors, so its questions cannot be used."),
			   use.questionnaire);
	else if (strcmp(other->questionnaire->framework, f->id) != 0)
		diag_error(l->diags, node->mark,
			   TR(lang, "質問票「%s」は別の枠組み（%s）のものです。",
			      "Questionnaire \"%s\" belongs to another framework (%s)."),
			   use.questionnaire, bind_shown(l, other->questionnaire->framework));
	else if (questionnaire_question(other->questionnaire, use.question) == SIZE_MAX)
		unknown_question(l, other->questionnaire, node, use.question);
}

static void link_uses(struct loader *l, const struct framework *f, const struct document_parse_state *state,
		      const struct document *const *others, size_t count)
{
	size_t i = 0;
	for (const struct node *node = state->uses ? state->uses->first : NULL; node; node = node->next, i++)
		link_use(l, f, others, count, node, state->questionnaire->uses[i]);
}

/* ---- all of it ---- */

static bool same_framework(struct loader *l, const struct document_parse_state *state,
			   const struct framework *f)
{
	const struct node *ref = state->framework_ref;
	if (!ref || strcmp(ref->text, f->id) == 0)
		return true;
	struct suggestion meant = {.word = ref->text};
	suggest_try(&meant, f->id);
	diag_error(l->diags, ref->mark,
		   TR(l->diags->lang, "枠組み「%s」が見つかりません。%s", "There is no framework \"%s\".%s"),
		   bind_shown(l, ref->text), bind_hint(l, &meant));
	return false;
}

bool document_link(struct document *document, const struct framework *framework,
		   const struct document *const *others, size_t other_count, struct diags *diags)
{
	struct document_parse_state *state = document->state;
	struct loader loader = {&document->arena, diags};
	size_t errors = diags->errors;
	if (document->kind == DOCUMENT_FRAMEWORK || !state || !state->questionnaire)
		return document->linked;
	document->linked = false;
	if (!framework) {
		diag_warning(diags, state->framework_ref ? state->framework_ref->mark : (struct mark){0},
			     TR(diags->lang,
				"枠組みが見つからないため、確認項目や出典などの id は確かめていません。",
				"The framework was not found, so the ids of criteria, sources and the like "
				"were not checked."));
		return false;
	}
	if (!same_framework(&loader, state, framework))
		return false;
	for (size_t i = 0; i < state->question_count; i++)
		link_question(&loader, framework, &state->questions[i], &state->refs[i]);
	for (struct flag_ref *ref = state->flags; ref; ref = ref->next)
		link_flag(&loader, framework, state, ref);
	link_uses(&loader, framework, state, others, other_count);
	document->linked = state->valid && diags->errors == errors;
	return document->linked;
}
