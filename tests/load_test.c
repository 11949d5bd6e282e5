/* SPDX-License-Identifier: MIT */
/*
 * Loading: a corpus of files that are wrong (bad/NAME.yaml, with what is printed in both languages in
 * NAME.out), the limits, and what good files become. Runs in the top folder of the tree.
 *
 * BLESS=1 in the environment writes the .out files anew; read the difference before you keep it.
 */
#include "base/arena.h"
#include "base/file.h"
#include "base/sys.h"
#include "check.h"
#include "model/document.h"
#include "model/instrument.h"
#include "model/yaml.h"

#include <stdlib.h>

#define SEPARATOR "----\n"

struct loaded {
	struct document framework, base;
	char *bytes[2];
};

/* The widths of characters come from the locale. */
static void use_utf8(void)
{
	CHECK(sys_utf8_locale());
}

static char *slurp(const char *dir, const char *name, size_t *len)
{
	struct err err = {.lang = LANG_EN};
	char *path = file_join(dir, name), *bytes = NULL;
	if (!file_read(path, 4 * DOCUMENT_BYTES_MAX, &bytes, len, &err))
		printf("%s\n", err.text);
	free(path);
	return bytes;
}

/* Parse and say what was told about it; the document stays, when asked for. */
static bool load(struct document *document, const char *name, const char *bytes, size_t len, enum lang lang,
		 struct strbuf *out)
{
	struct diags diags = {.lang = lang, .file = name};
	bool ok = document_parse(document, name, bytes, len, &diags);
	diag_print(&diags, bytes, len, out);
	diag_release(&diags);
	return ok;
}

static void load_good(struct loaded *good)
{
	static const char *const names[] = {"framework.yaml", "base.yaml"};
	struct document *const documents[] = {&good->framework, &good->base};
	use_utf8();
	struct strbuf out = {0};
	for (int i = 0; i < 2; i++) {
		size_t len = 0;
		good->bytes[i] = slurp("tests/load", names[i], &len);
		CHECK(load(documents[i], names[i], good->bytes[i], len, LANG_EN, &out));
	}
	struct diags diags = {.lang = LANG_EN, .file = "base.yaml"};
	CHECK(document_link(&good->base, good->framework.framework, NULL, 0, &diags));
	CHECK_STR(strbuf_str(&out), "");
	CHECK_INT(diags.errors + diags.warnings, 0);
	diag_release(&diags);
	strbuf_release(&out);
}

static void release_good(struct loaded *good)
{
	document_release(&good->framework);
	document_release(&good->base);
	free(good->bytes[0]);
	free(good->bytes[1]);
}

/* ---- the corpus ---- */

static bool verdict(const struct loaded *good, const char *name, const char *bytes, size_t len,
		    enum lang lang, struct strbuf *out)
{
	struct diags diags = {.lang = lang, .file = name};
	struct document document;
	document_parse(&document, name, bytes, len, &diags);
	const struct document *others[] = {&good->base, &document};
	document_link(&document, good->framework.framework, others, 2, &diags);
	bool told = diags.errors + diags.warnings > 0;
	if (!told)
		printf("%s: nothing was told\n", name);
	CHECK(document.linked == (diags.errors == 0));
	diag_print(&diags, bytes, len, out);
	diag_release(&diags);
	document_release(&document);
	return told;
}

static void check_bad(const struct loaded *good, const char *name)
{
	size_t len = 0, want_len = 0;
	char *bytes = slurp("tests/bad", name, &len);
	struct strbuf got = {0}, out_name = {0};
	CHECK(verdict(good, name, bytes, len, LANG_JA, &got));
	strbuf_adds(&got, SEPARATOR);
	verdict(good, name, bytes, len, LANG_EN, &got);
	strbuf_add(&out_name, name, strlen(name) - strlen(".yaml"));
	strbuf_adds(&out_name, ".out");
	if (sys_env("BLESS")) {
		struct err err = {.lang = LANG_EN};
		char *path = file_join("tests/bad", strbuf_str(&out_name));
		CHECK(file_write(path, got.bytes, got.len, true, &err));
		free(path);
	}
	char *want = slurp("tests/bad", strbuf_str(&out_name), &want_len);
	CHECK_STR(strbuf_str(&got), want);
	free(want);
	free(bytes);
	strbuf_release(&got);
	strbuf_release(&out_name);
}

TEST(bad_files_are_told_as_expected)
{
	struct loaded good = {0};
	struct err err = {.lang = LANG_EN};
	char **names;
	size_t count;
	load_good(&good);
	CHECK(file_list("tests/bad", ".yaml", &names, &count, &err));
	CHECK(count >= 40);
	for (size_t i = 0; i < count; i++)
		check_bad(&good, names[i]);
	file_list_release(names, count);
	release_good(&good);
}

/* ---- limits, which are too long to keep as files ---- */

static void expect(struct strbuf *text, const char *sentence)
{
	struct strbuf out = {0};
	struct document document;
	CHECK(!load(&document, "big.yaml", text->bytes, text->len, LANG_EN, &out));
	if (!strstr(strbuf_str(&out), sentence))
		printf("%.2000s\n", strbuf_str(&out));
	CHECK(strstr(strbuf_str(&out), sentence) != NULL);
	document_release(&document);
	strbuf_release(&out);
	strbuf_release(text);
}

static void repeat(struct strbuf *text, const char *s, int times)
{
	for (int i = 0; i < times; i++)
		strbuf_adds(text, s);
}

TEST(limits_have_a_sentence_each)
{
	struct strbuf text = {0};
	repeat(&text, "# comment\n", DOCUMENT_BYTES_MAX / 10 + 1);
	expect(&text, "big.yaml: error: The file is too large (at most 1048576 bytes, now 1048580).\n");

	repeat(&text, "[", YAML_DEPTH_MAX + 1);
	expect(&text, "big.yaml:1:17: error: This is nested too deeply (at most 16 levels).\n");
	repeat(&text, "[", 500000);
	expect(&text, "This is nested too deeply");

	repeat(&text, "- a\n", YAML_EVENTS_MAX);
	expect(&text, "error: There is too much in this file (at most 200000 values).\n");

	strbuf_adds(&text, "id: ");
	repeat(&text, "a", YAML_SCALAR_MAX + 1);
	expect(&text, "big.yaml:1:5: error: This is too long (at most 20000 bytes).\n");

	for (int i = 0; i <= YAML_KEYS_MAX; i++)
		strbuf_addf(&text, "k%d: 1\n", i);
	expect(&text, "big.yaml:65:1: error: There are too many keys (at most 64 in one map).\n");
}

TEST(what_fits_is_not_refused)
{
	struct strbuf text = {0}, out = {0};
	struct arena arena = {0};
	struct diags diags = {.lang = LANG_EN, .file = "big.yaml"};
	strbuf_adds(&text, "a: ");
	repeat(&text, "[", YAML_DEPTH_MAX - 1);
	repeat(&text, "]", YAML_DEPTH_MAX - 1);
	strbuf_adds(&text, "\nb: ");
	repeat(&text, "a", YAML_SCALAR_MAX);
	for (int i = 2; i < YAML_KEYS_MAX; i++)
		strbuf_addf(&text, "\nk%d: 1", i);
	const struct node *root = yaml_tree(&arena, text.bytes, text.len, &diags);
	CHECK(root != NULL);
	CHECK_INT(diags.errors, 0);
	CHECK_INT(root ? root->count : 0, YAML_KEYS_MAX);
	arena_release(&arena);
	diag_release(&diags);
	strbuf_release(&text);
	strbuf_release(&out);
}

static void add_question(struct strbuf *text, int number, int options, int criteria)
{
	strbuf_addf(text,
		    "      - {id: q%d, type: choice, level: 1, text: {ja: あ, en: a}, help: {ja: あ, en: a}, "
		    "source: s, basis: stated, criteria: [",
		    number);
	for (int i = 0; i < criteria; i++)
		strbuf_addf(text, "c%d,", i);
	strbuf_adds(text, "], options: [");
	for (int i = 0; i < options; i++)
		strbuf_addf(text, "{id: o%d, value: %d, text: {ja: あ, en: a}},", i, i * 3 / (options - 1));
	strbuf_adds(text, "]}\n");
}

static void add_questions(struct strbuf *text, int questions, int options, int criteria)
{
	strbuf_adds(text, "format: 1\nid: big\nversion: 1\nframework: f\ntitle: {ja: あ, en: a}\nsections:\n"
			  "  - id: s\n    title: {ja: あ, en: a}\n    questions:\n");
	for (int i = 0; i < questions; i++)
		add_question(text, i, options, criteria);
}

TEST(counts_are_limited)
{
	struct strbuf text = {0}, out = {0};
	struct document document;
	add_questions(&text, 200, 24, 16);
	CHECK(load(&document, "big.yaml", text.bytes, text.len, LANG_EN, &out));
	CHECK_STR(strbuf_str(&out), "");
	document_release(&document);
	strbuf_release(&out);
	strbuf_release(&text);

	add_questions(&text, 201, 2, 1);
	expect(&text, "error: \"questions\" may hold at most 200 entries (there are 201).\n");
	add_questions(&text, 150, 2, 1);
	strbuf_adds(&text, "  - id: t\n    title: {ja: あ, en: a}\n    questions:\n");
	for (int i = 150; i < 201; i++)
		add_question(&text, i, 2, 1);
	expect(&text,
	       "big.yaml:213:9: error: There are too many questions (at most 200 in one questionnaire).\n");
	add_questions(&text, 1, 25, 1);
	expect(&text, "error: \"options\" may hold at most 24 entries (there are 25).\n");
	add_questions(&text, 1, 2, 17);
	expect(&text, "error: \"criteria\" may hold at most 16 entries (there are 17).\n");
	strbuf_adds(&text, "format: 1\nid: s\nversion: 1\nframework: f\ntitle: {ja: あ, en: a}\nuse:\n");
	for (int i = 0; i < 201; i++)
		strbuf_addf(&text, "  - a/q%d\n", i);
	expect(&text, "error: \"use\" may hold at most 200 entries (there are 201).\n");
}

TEST(too_many_mistakes_are_counted)
{
	struct strbuf text = {0};
	for (int i = 0; i < 60; i++)
		strbuf_addf(&text, "x%d: [*a, *b]\n", i);
	expect(&text, "big.yaml: and 86 more.\n"); /* 120 aliases, 60 keys, 6 missing ones; 100 are kept */
}

/* ---- places ---- */

TEST(the_caret_stands_under_wide_characters)
{
	struct strbuf out = {0};
	struct document document;
	const char *text = "title: {ja: 自己点検, en: [x]}\n";
	use_utf8();
	load(&document, "a.yaml", text, strlen(text), LANG_JA, &out);
	CHECK(strstr(strbuf_str(&out), "a.yaml:1:23: 誤り: ここには一つの値を書いてください。\n"
				       "    title: {ja: 自己点検, en: [x]}\n"
				       "                              ^\n") != NULL);
	document_release(&document);
	strbuf_release(&out);
}

TEST(a_long_line_is_cut_around_the_caret)
{
	struct strbuf text = {0}, out = {0};
	struct document document;
	use_utf8();
	strbuf_adds(&text, "title: {ja: \"");
	repeat(&text, "点検", 400);
	strbuf_adds(&text, "\", en: [x], more: \"");
	repeat(&text, "ab", 400);
	strbuf_adds(&text, "\"}\n");
	load(&document, "a.yaml", text.bytes, text.len, LANG_JA, &out);
	const char *line = strstr(strbuf_str(&out), "    ...");
	CHECK(line != NULL);
	size_t bytes = line ? strcspn(line, "\n") : 0;
	const char *at = line ? strstr(line, "[x]") : NULL, *caret = line ? strchr(line, '^') : NULL;
	CHECK(at && caret);
	if (line && at && caret) {
		int columns = 0, before = 0;
		for (const char *p = line; p < line + bytes;
		     p++) { /* a kanji is three bytes and two columns */
			int width = (unsigned char)*p < 0x80 ? 1 : ((unsigned char)*p & 0xC0) == 0x80 ? 0 : 2;
			columns += width;
			before += p < at ? width : 0;
		}
		CHECK(columns <= 100 && columns >= 96);
		CHECK_INT(caret - (line + bytes + 1), before);
	}
	document_release(&document);
	strbuf_release(&out);
	strbuf_release(&text);
}

TEST(a_hostile_name_and_line_are_made_safe)
{
	struct strbuf out = {0};
	struct document document;
	const char *text = "a: \x1b[2J\xE2\x80\xAE\n";
	load(&document, "x\x1b]0;y\xE2\x80\xAE.yaml", text, strlen(text), LANG_EN, &out);
	CHECK(out.len > 0);
	CHECK(!strchr(strbuf_str(&out), '\x1b'));
	CHECK(!strstr(strbuf_str(&out), "\xE2\x80\xAE"));
	document_release(&document);
	strbuf_release(&out);
}

/* ---- what is fine ---- */

TEST(a_mark_and_windows_lines_are_accepted)
{
	struct strbuf text = {0}, out = {0};
	size_t len = 0;
	char *bytes = slurp("tests/load", "base.yaml", &len);
	strbuf_adds(&text, "\xEF\xBB\xBF");
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == '\n')
			strbuf_addc(&text, '\r');
		strbuf_addc(&text, bytes[i]);
	}
	struct document document;
	CHECK(load(&document, "base.yaml", text.bytes, text.len, LANG_EN, &out));
	CHECK_STR(strbuf_str(&out), "");
	CHECK_INT(document.len, text.len);
	CHECK(memcmp(document.text, text.bytes, text.len) == 0);
	CHECK_INT(document.questionnaire ? document.questionnaire->question_count : 0, 3);
	document_release(&document);
	strbuf_release(&out);

	size_t line = 1; /* and the place after them is right */
	for (size_t i = 0; i < len; i++)
		line += bytes[i] == '\n';
	strbuf_adds(&text, "extra: 1\r\n");
	load(&document, "base.yaml", text.bytes, text.len, LANG_EN, &out);
	struct strbuf expected = {0};
	strbuf_addf(&expected,
		    "base.yaml:%zu:1: error: A questionnaire has no key \"extra\".\n"
		    "    extra: 1\n    ^\n",
		    line);
	CHECK(strstr(strbuf_str(&out), strbuf_str(&expected)) != NULL);
	strbuf_release(&expected);
	document_release(&document);
	strbuf_release(&out);
	strbuf_release(&text);
	free(bytes);
}

TEST(a_questionnaire_becomes_what_its_file_says)
{
	struct loaded good = {0};
	load_good(&good);
	const struct framework *f = good.framework.framework;
	const struct questionnaire *q = good.base.questionnaire;
	CHECK(f && q);
	if (!f || !q)
		return;
	CHECK_STR(good.base.id, "base");
	CHECK_INT(good.base.version, 3);
	CHECK_STR(good.base.digest, "");
	document_digest(&good.base);
	CHECK_INT(strlen(good.base.digest), 64);
	CHECK_STR(q->framework, f->id);
	CHECK_STR(q->intro.ja, "");
	CHECK_INT(q->section_count, 2);

	CHECK_STR(f->criteria[0].label.ja, "全庁");
	CHECK_STR(f->criteria[1].label.ja, "計画の明確さ"); /* no `short`: the title */
	CHECK_INT(f->criteria[1].stage, 1);
	CHECK_INT(f->criteria[0].advice_count, 2);
	CHECK(f->criteria[0].advice[0].example->source == &f->sources[0]);
	CHECK(f->criteria[0].advice[1].example == NULL);
	CHECK(framework_source(f, "part.two") == &f->sources[1] && !framework_source(f, "part.three"));
	CHECK(framework_stage(f, "plan") == &f->stages[1] && !framework_criterion(f, ""));

	const struct question *exists = &q->questions[0], *who = &q->questions[1], *goal = &q->questions[2];
	CHECK_INT(questionnaire_question(q, "team.who"), 1);
	CHECK(questionnaire_question(q, "team") == SIZE_MAX);
	CHECK(exists->source == &f->sources[0]);
	CHECK(question_has_flag(exists) && !question_has_flag(who));
	CHECK_INT(exists->options[0].flag->cap, 1);
	CHECK_INT(exists->options[0].flag->criterion, 0);
	CHECK_INT(exists->options[2].value, 3);
	CHECK_INT(exists->weight, WEIGHT_ONE);
	CHECK(exists->condition == NULL && !exists->may_be_na && goal->may_be_na);
	CHECK_INT(who->weight, 1500);
	CHECK_INT(who->criterion_count, 2);
	CHECK_INT(who->criteria[1], 1);
	CHECK_INT(who->thresholds[2], 3);
	CHECK_INT(who->basis, BASIS_EXAMPLE);
	CHECK(who->condition && who->condition->by_value && who->condition->at_least == 1);
	CHECK(goal->condition && !goal->condition->by_value && goal->condition->options == 3);
	CHECK_INT(goal->condition->question, 1);
	CHECK_INT(goal->section, 1);
	CHECK_INT(question_option(goal, "yes"), 1);
	CHECK(question_option(goal, "true") == SIZE_MAX);
	release_good(&good);
}

TEST(without_a_framework_there_is_one_warning)
{
	size_t len = 0;
	char *bytes = slurp("tests/load", "base.yaml", &len);
	struct diags diags = {.lang = LANG_EN, .file = "base.yaml"};
	struct document document;
	CHECK(document_parse(&document, "base.yaml", bytes, len, &diags));
	CHECK(!document_link(&document, NULL, NULL, 0, &diags));
	CHECK_INT(diags.errors, 0);
	CHECK_INT(diags.warnings, 1);
	CHECK_INT(diags.count ? diags.list[0].mark.line : 0, 5);
	diag_release(&diags);
	document_release(&document);
	free(bytes);
}

/* ---- the instrument ---- */

TEST(an_instrument_holds_each_question_once_and_parents_first)
{
	struct loaded good = {0};
	struct strbuf out = {0};
	struct diags diags = {.lang = LANG_EN, .file = "selection.yaml"};
	struct err err = {.lang = LANG_EN};
	struct document selection;
	struct instrument instrument;
	size_t len = 0;
	load_good(&good);
	char *bytes = slurp("tests/load", "selection.yaml", &len);
	CHECK(load(&selection, "selection.yaml", bytes, len, LANG_EN, &out));
	const struct document *base[] = {&good.base}, *both[] = {&selection, &good.base};
	CHECK(!instrument_build(&instrument, good.framework.framework, both, 2, base, 1,
				&err)); /* not linked yet */
	CHECK_INT(err.kind, ERR_INVALID);
	err_clear(&err);
	CHECK(document_link(&selection, good.framework.framework, base, 1, &diags));

	/* plan.goal is asked for first; it hangs on team.who, and that on team.exists. */
	CHECK(instrument_build(&instrument, good.framework.framework, both, 1, base, 1, &err));
	CHECK_INT(instrument.count, 3);
	CHECK_STR(instrument.items[0].key, "base/team.exists");
	CHECK_STR(instrument.items[1].key, "base/team.who");
	CHECK_STR(instrument.items[2].key, "base/plan.goal");
	CHECK(instrument.items[0].parent == ITEM_NONE);
	CHECK_INT(instrument.items[1].parent, 0);
	CHECK_INT(instrument.items[2].parent, 1);
	CHECK(instrument.items[2].document == &good.base);
	CHECK_STR(item_section_title(&instrument.items[2]).ja, "計画");
	CHECK_INT(instrument_item(&instrument, "base/team.who"), 1);
	CHECK(instrument_item(&instrument, "selection/team.who") == ITEM_NONE);
	instrument_release(&instrument);

	CHECK(instrument_build(&instrument, good.framework.framework, both, 2, base, 1, &err));
	CHECK_INT(instrument.count, 3);
	instrument_release(&instrument);

	CHECK(!instrument_build(&instrument, good.framework.framework, both, 1, NULL, 0,
				&err)); /* base is gone */
	CHECK_STR(err.text,
		  "Questionnaire \"selection\" uses the question base/plan.goal, which is not there.");
	CHECK_INT(err.kind, ERR_INVALID);
	diag_release(&diags);
	document_release(&selection);
	free(bytes);
	release_good(&good);
}

/* ---- what ships ---- */

static void check_shipped(const char *dir, char **names, size_t count, enum document_kind kind,
			  const struct framework *framework, struct document *documents)
{
	for (int step = 0; step < 2;
	     step++) { /* parse all before any is linked: selections refer to the others */
		for (size_t i = 0; i < count; i++) {
			size_t len = 0;
			char *bytes = slurp(dir, names[i], &len);
			struct diags diags = {.lang = LANG_JA, .file = names[i]};
			struct strbuf out = {0};
			const struct document *others[64];
			for (size_t j = 0; j < count && j < 64; j++)
				others[j] = &documents[j];
			if (step == 0)
				document_parse(&documents[i], names[i], bytes, len, &diags);
			else if (documents[i].kind == kind)
				CHECK(document_link(&documents[i], framework, others, count < 64 ? count : 64,
						    &diags));
			diag_print(&diags, bytes, len, &out);
			CHECK_STR(strbuf_str(&out), "");
			strbuf_release(&out);
			diag_release(&diags);
			free(bytes);
		}
		for (size_t i = 0; i < count && step == 0; i++)
			if (documents[i].kind == DOCUMENT_FRAMEWORK)
				framework = documents[i].framework;
	}
}

TEST(what_ships_has_neither_errors_nor_warnings)
{
	struct err err = {.lang = LANG_EN};
	char **names;
	size_t count;
	struct document documents[64] = {0};
	CHECK(file_list("questionnaires", ".yaml", &names, &count, &err));
	CHECK(count >= 2 && count <= 64);
	if (count >= 2 && count <= 64)
		check_shipped("questionnaires", names, count, DOCUMENT_QUESTIONNAIRE, NULL, documents);
	for (size_t i = 0; i < 64; i++)
		document_release(&documents[i]);
	file_list_release(names, count);
}

TESTS(RUN(bad_files_are_told_as_expected), RUN(limits_have_a_sentence_each), RUN(what_fits_is_not_refused),
      RUN(counts_are_limited), RUN(too_many_mistakes_are_counted),
      RUN(the_caret_stands_under_wide_characters), RUN(a_long_line_is_cut_around_the_caret),
      RUN(a_hostile_name_and_line_are_made_safe), RUN(a_mark_and_windows_lines_are_accepted),
      RUN(a_questionnaire_becomes_what_its_file_says), RUN(without_a_framework_there_is_one_warning),
      RUN(an_instrument_holds_each_question_once_and_parents_first),
      RUN(what_ships_has_neither_errors_nor_warnings))
