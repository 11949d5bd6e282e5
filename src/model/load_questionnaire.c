/* SPDX-License-Identifier: MIT */
#include "model/load.h"

#include "model/scalar.h"

#include <string.h>

/* clang-format off */
struct raw_questionnaire {
	struct questionnaire q;
	int format;
	const struct node *framework, *sections, *uses, *contradictions;
};
static const struct field questionnaire_fields[] = {
	{"format",    FIELD_INT,   REQUIRED, offsetof(struct raw_questionnaire, format), 1, 1, NULL},
	{"id",        FIELD_ID,    REQUIRED, offsetof(struct raw_questionnaire, q.id), 0, 0, NULL},
	{"version",   FIELD_INT64, REQUIRED, offsetof(struct raw_questionnaire, q.version), 1, VERSION_MAX, NULL},
	{"framework", FIELD_NAME,  REQUIRED, offsetof(struct raw_questionnaire, framework), 0, 0, NULL},
	{"title",     FIELD_TITLE, REQUIRED, offsetof(struct raw_questionnaire, q.title), 0, 0, NULL},
	{"intro",     FIELD_TEXTS, OPTIONAL, offsetof(struct raw_questionnaire, q.intro), 0, 0, NULL},
	{"sections",  FIELD_LIST,  OPTIONAL, offsetof(struct raw_questionnaire, sections), 1, LIST_MAX, NULL},
	{"use",       FIELD_LIST,  OPTIONAL, offsetof(struct raw_questionnaire, uses), 1, USES_MAX, NULL},
	{"contradictions", FIELD_LIST, OPTIONAL, offsetof(struct raw_questionnaire, contradictions), 1, LIST_MAX, NULL},
};

struct raw_section {
	struct section s;
	const struct node *questions;
};
static const struct field section_fields[] = {
	{"id",        FIELD_ID,    REQUIRED, offsetof(struct raw_section, s.id), 0, 0, NULL},
	{"title",     FIELD_TITLE, REQUIRED, offsetof(struct raw_section, s.title), 0, 0, NULL},
	{"questions", FIELD_LIST,  REQUIRED, offsetof(struct raw_section, questions), 1, QUESTIONS_MAX, NULL},
};

static const struct shape questionnaire_shape = SHAPE("質問票", "A questionnaire", questionnaire_fields);
static const struct shape section_shape       = SHAPE("区分", "A section", section_fields);
/* clang-format on */

/* How many of a section's questions still fit; tells of the first that does not. */
static size_t fitting(struct loader *l, size_t have, const struct node *questions, bool *told)
{
	size_t room = QUESTIONS_MAX - have;
	if (questions->count <= room)
		return questions->count;
	const struct node *node = questions->first;
	for (size_t i = 0; i < room; i++)
		node = node->next;
	if (!*told)
		diag_error(l->diags, node->mark,
			   TR(l->diags->lang, "設問が多すぎます（一つの質問票に%d問まで）。",
			      "There are too many questions (at most %d in one questionnaire)."),
			   QUESTIONS_MAX);
	*told = true;
	return room;
}

static void load_sections(struct loader *l, struct document_parse_state *state, const struct node *list,
			  struct questionnaire *q)
{
	struct section *sections = arena_alloc(l->arena, list->count, sizeof *sections);
	const struct node **ids = arena_alloc(l->arena, QUESTIONS_MAX, sizeof(*ids));
	bool told = false;
	state->questions = arena_alloc(l->arena, QUESTIONS_MAX, sizeof *state->questions);
	state->refs = arena_alloc(l->arena, QUESTIONS_MAX, sizeof *state->refs);
	for (const struct node *node = list->first; node; node = node->next) {
		struct raw_section raw = {0};
		bind_map(l, &section_shape, node, &raw);
		size_t count = raw.questions ? fitting(l, state->question_count, raw.questions, &told) : 0;
		const struct node *question = raw.questions ? raw.questions->first : NULL;
		for (size_t i = 0; i < count; i++, question = question->next) {
			ids[state->question_count] = node_child(question, "id");
			load_question(l, state, question, state->question_count++, q->section_count);
		}
		sections[q->section_count++] = raw.s;
	}
	bind_unique(l, bind_ids(l, list), list->count);
	bind_unique(l, ids, state->question_count);
	q->sections = sections;
	q->questions = state->questions;
	q->question_count = state->question_count;
	load_conditions(l, state);
}

/* questionnaire/question into its two halves; "" and "" when it is not one. */
static struct use load_use(struct loader *l, const struct node *node)
{
	struct use use = {"", ""};
	if (!bind_is_text(l, node))
		return use;
	const char *slash = strchr(node->text, '/');
	if (!slash || !scalar_is_id(node->text, (size_t)(slash - node->text)) ||
	    !scalar_is_id(slash + 1, strlen(slash + 1))) {
		diag_error(l->diags, node->mark,
			   TR(l->diags->lang, "「質問票のid/設問のid」の形で書いてください。",
			      "This is written as questionnaire/question, with their ids."));
		return use;
	}
	use.questionnaire = arena_strndup(l->arena, node->text, (size_t)(slash - node->text));
	use.question = slash + 1;
	return use;
}

static void load_uses(struct loader *l, const struct node *list, struct questionnaire *q)
{
	struct use *uses = arena_alloc(l->arena, list->count, sizeof *uses);
	const struct node **ids = arena_alloc(l->arena, list->count, sizeof(*ids));
	for (const struct node *node = list->first; node; node = node->next) {
		ids[q->use_count] = node;
		uses[q->use_count++] = load_use(l, node);
	}
	bind_unique(l, ids, q->use_count);
	q->uses = uses;
}

/* A file holds questions of its own or those of others, and contradictions speak of its own. */
static void check_parts(struct loader *l, const struct node *root)
{
	const struct node *use = node_child(root, "use"), *told = node_child(root, "contradictions");
	if (use && node_child(root, "sections"))
		diag_error(l->diags, use->name->mark,
			   TR(l->diags->lang, "「sections」と「use」は、どちらか一方だけを書いてください。",
			      "A questionnaire has either \"sections\" or \"use\", not both."));
	else if (!use && !node_child(root, "sections"))
		diag_error(l->diags, root->mark,
			   TR(l->diags->lang, "質問票には「sections」か「use」が要ります。",
			      "A questionnaire needs \"sections\" or \"use\"."));
	if (use && told)
		diag_error(l->diags, told->name->mark,
			   TR(l->diags->lang,
			      "「contradictions」は「use」と一緒には書けません。設問のある質問票に書いてくだ"
			      "さい。",
			      "\"contradictions\" cannot stand beside \"use\": they go with the questions."));
}

void load_questionnaire(struct loader *l, struct document_parse_state *state,
			struct questionnaire *questionnaire)
{
	struct raw_questionnaire raw = {0};
	const struct node *root = state->root;
	if (!bind_map(l, &questionnaire_shape, root, &raw))
		return;
	check_parts(l, root);
	raw.q.framework = raw.framework ? raw.framework->text : "";
	state->framework_ref = raw.framework;
	if (raw.sections)
		load_sections(l, state, raw.sections, &raw.q);
	if (raw.uses)
		load_uses(l, raw.uses, &raw.q);
	if (raw.contradictions && !raw.uses)
		load_contradictions(l, state, raw.contradictions, &raw.q);
	state->uses = raw.uses;
	*questionnaire = raw.q;
}
