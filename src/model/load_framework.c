/* SPDX-License-Identifier: MIT */
#include "model/load.h"

#include "base/text.h"

#include <string.h>

#define STAGES_MAX    16
#define ADVICE_MAX    16
#define LABEL_COLUMNS 24 /* what a table has room for */

/* clang-format off */
struct raw_framework {
	struct framework f;
	int format;
	const struct node *sources, *stages, *criteria;
};
static const struct field framework_fields[] = {
	{"format",   FIELD_INT,   REQUIRED, offsetof(struct raw_framework, format), 1, 1, NULL},
	{"id",       FIELD_ID,    REQUIRED, offsetof(struct raw_framework, f.id), 0, 0, NULL},
	{"version",  FIELD_INT64, REQUIRED, offsetof(struct raw_framework, f.version), 1, VERSION_MAX, NULL},
	{"title",    FIELD_TITLE, REQUIRED, offsetof(struct raw_framework, f.title), 0, 0, NULL},
	{"sources",  FIELD_LIST,  REQUIRED, offsetof(struct raw_framework, sources), 1, LIST_MAX, NULL},
	{"stages",   FIELD_LIST,  REQUIRED, offsetof(struct raw_framework, stages), 1, STAGES_MAX, NULL},
	{"criteria", FIELD_LIST,  REQUIRED, offsetof(struct raw_framework, criteria), 1, LIST_MAX, NULL},
};
static const struct field source_fields[] = {
	{"id",    FIELD_ID,    REQUIRED, offsetof(struct source, id), 0, 0, NULL},
	{"where", FIELD_TITLE, REQUIRED, offsetof(struct source, where), 0, 0, NULL},
	{"title", FIELD_TITLE, REQUIRED, offsetof(struct source, title), 0, 0, NULL},
};
static const struct field stage_fields[] = {
	{"id",      FIELD_ID,    REQUIRED, offsetof(struct stage, id), 0, 0, NULL},
	{"title",   FIELD_TITLE, REQUIRED, offsetof(struct stage, title), 0, 0, NULL},
	{"purpose", FIELD_TEXTS, REQUIRED, offsetof(struct stage, purpose), 0, 0, NULL},
};

struct raw_criterion {
	struct criterion c;
	int kind, origin;
	const struct node *stage, *source, *advice;
};
static const char *const kinds[] = {[CRITERION_CAUTION] = "caution", [CRITERION_TASK] = "task", NULL};
static const char *const origins[] = {[ORIGIN_CAUTION_POINT] = "caution-point", [ORIGIN_TEXT] = "text", NULL};
static const struct field criterion_fields[] = {
	{"id",     FIELD_ID,    REQUIRED, offsetof(struct raw_criterion, c.id), 0, 0, NULL},
	{"stage",  FIELD_NAME,  REQUIRED, offsetof(struct raw_criterion, stage), 0, 0, NULL},
	{"kind",   FIELD_WORD,  REQUIRED, offsetof(struct raw_criterion, kind), 0, 0, kinds},
	{"origin", FIELD_WORD,  REQUIRED, offsetof(struct raw_criterion, origin), 0, 0, origins},
	{"source", FIELD_NAME,  REQUIRED, offsetof(struct raw_criterion, source), 0, 0, NULL},
	{"title",  FIELD_TITLE, REQUIRED, offsetof(struct raw_criterion, c.title), 0, 0, NULL},
	{"short",  FIELD_TITLE, OPTIONAL, offsetof(struct raw_criterion, c.label), 0, 0, NULL},
	{"sound",  FIELD_TEXTS, REQUIRED, offsetof(struct raw_criterion, c.sound), 0, 0, NULL},
	{"risk",   FIELD_TEXTS, REQUIRED, offsetof(struct raw_criterion, c.risk), 0, 0, NULL},
	{"advice", FIELD_LIST,  REQUIRED, offsetof(struct raw_criterion, advice), 1, ADVICE_MAX, NULL},
};

struct raw_advice {
	struct advice a;
	const struct node *example;
};
static const struct field advice_fields[] = {
	{"text",    FIELD_TEXTS, REQUIRED, offsetof(struct raw_advice, a.text), 0, 0, NULL},
	{"example", FIELD_MAP,   OPTIONAL, offsetof(struct raw_advice, example), 0, 0, NULL},
};

struct raw_example {
	struct example e;
	const struct node *source;
};
static const struct field example_fields[] = {
	{"place",  FIELD_TITLE, REQUIRED, offsetof(struct raw_example, e.place), 0, 0, NULL},
	{"text",   FIELD_TEXTS, REQUIRED, offsetof(struct raw_example, e.text), 0, 0, NULL},
	{"source", FIELD_NAME,  REQUIRED, offsetof(struct raw_example, source), 0, 0, NULL},
};

static const struct shape framework_shape = SHAPE("枠組み", "A framework", framework_fields);
static const struct shape source_shape    = SHAPE("出典", "A source", source_fields);
static const struct shape stage_shape     = SHAPE("段階", "A stage", stage_fields);
static const struct shape criterion_shape = SHAPE("確認項目", "A criterion", criterion_fields);
static const struct shape advice_shape    = SHAPE("助言", "A piece of advice", advice_fields);
static const struct shape example_shape   = SHAPE("事例", "An example", example_fields);
/* clang-format on */

static void load_sources(struct loader *l, const struct node *list, struct framework *f)
{
	struct source *sources = arena_alloc(l->arena, list->count, sizeof *sources);
	size_t n = 0;
	for (const struct node *node = list->first; node; node = node->next)
		bind_map(l, &source_shape, node, &sources[n++]);
	bind_unique(l, bind_ids(l, list), n);
	f->sources = sources;
	f->source_count = n;
}

static void load_stages(struct loader *l, const struct node *list, struct framework *f)
{
	struct stage *stages = arena_alloc(l->arena, list->count, sizeof *stages);
	size_t n = 0;
	for (const struct node *node = list->first; node; node = node->next)
		bind_map(l, &stage_shape, node, &stages[n++]);
	bind_unique(l, bind_ids(l, list), n);
	f->stages = stages;
	f->stage_count = n;
}

const struct source *load_source(struct loader *l, const struct framework *f, const struct node *node)
{
	const struct source *source = node ? framework_source(f, node->text) : NULL;
	if (source || !node || f->source_count == 0) /* no list of sources: that has been told */
		return source;
	struct suggestion meant = {.word = node->text};
	for (size_t i = 0; i < f->source_count; i++)
		suggest_try(&meant, f->sources[i].id);
	diag_error(l->diags, node->mark,
		   TR(l->diags->lang, "「%s」という出典は枠組みにありません。%s",
		      "The framework has no source \"%s\".%s"),
		   bind_shown(l, node->text), bind_hint(l, &meant));
	return NULL;
}

static void load_stage_ref(struct loader *l, const struct framework *f, const struct node *node,
			   struct criterion *c)
{
	const struct stage *stage = node ? framework_stage(f, node->text) : NULL;
	if (stage || !node || f->stage_count == 0) {
		c->stage = stage ? (size_t)(stage - f->stages) : 0;
		return;
	}
	struct suggestion meant = {.word = node->text};
	for (size_t i = 0; i < f->stage_count; i++)
		suggest_try(&meant, f->stages[i].id);
	diag_error(l->diags, node->mark,
		   TR(l->diags->lang, "「%s」という段階は枠組みにありません。%s",
		      "The framework has no stage \"%s\".%s"),
		   bind_shown(l, node->text), bind_hint(l, &meant));
}

static void load_advice(struct loader *l, const struct framework *f, const struct node *list,
			struct criterion *c)
{
	struct advice *advice = arena_alloc(l->arena, list->count, sizeof *advice);
	for (const struct node *node = list->first; node; node = node->next) {
		struct raw_advice raw = {0};
		bind_map(l, &advice_shape, node, &raw);
		if (raw.example) {
			struct raw_example *example = arena_alloc(l->arena, 1, sizeof *example);
			bind_map(l, &example_shape, raw.example, example);
			example->e.source = load_source(l, f, example->source);
			raw.a.example = &example->e;
		}
		advice[c->advice_count++] = raw.a;
	}
	c->advice = advice;
}

static void check_label(struct loader *l, const struct node *node, const char *key, const char *label)
{
	const struct node *text = node_child(node_child(node, "short"), key);
	if (text && text_columns(label) > LABEL_COLUMNS)
		diag_warning(l->diags, text->mark,
			     TR(l->diags->lang, "表に入りません（半角%d文字分まで、いま%d文字分）。",
				"This does not fit into a table (at most %d columns, now %d)."),
			     LABEL_COLUMNS, text_columns(label));
}

static void load_criteria(struct loader *l, const struct node *list, struct framework *f)
{
	struct criterion *criteria = arena_alloc(l->arena, list->count, sizeof *criteria);
	size_t n = 0;
	for (const struct node *node = list->first; node; node = node->next) {
		struct raw_criterion raw = {0};
		if (bind_map(l, &criterion_shape, node, &raw)) {
			check_label(l, node, "ja", raw.c.label.ja);
			check_label(l, node, "en", raw.c.label.en);
		}
		raw.c.kind = (enum criterion_kind)raw.kind;
		raw.c.origin = (enum criterion_origin)raw.origin;
		raw.c.source = load_source(l, f, raw.source);
		load_stage_ref(l, f, raw.stage, &raw.c);
		if (!*raw.c.label.ja || !*raw.c.label.en)
			raw.c.label = raw.c.title;
		if (raw.advice)
			load_advice(l, f, raw.advice, &raw.c);
		criteria[n++] = raw.c;
	}
	bind_unique(l, bind_ids(l, list), n);
	f->criteria = criteria;
	f->criterion_count = n;
}

void load_framework(struct loader *l, const struct node *root, struct framework *framework)
{
	struct raw_framework raw = {0};
	if (!bind_map(l, &framework_shape, root, &raw))
		return;
	if (raw.sources)
		load_sources(l, raw.sources, &raw.f);
	if (raw.stages)
		load_stages(l, raw.stages, &raw.f);
	if (raw.criteria)
		load_criteria(l, raw.criteria, &raw.f);
	*framework = raw.f;
}
