/* SPDX-License-Identifier: MIT */
/*
 * The words of the questionnaires that ship: there in both languages, short enough for a small screen, of one
 * width on every terminal; and the examples of questionnaires/README.md. Runs in the top folder of the tree.
 */
#include "base/alloc.h"
#include "base/text.h"
#include "check.h"
#include "instrument_fixture.h"

enum { QUESTION_COLUMNS = 52, QUESTION_LINES = 4 };

/* ---- every text ---- */

static void both(void (*check)(const char *, const char *, enum lang), const char *where, struct tr text)
{
	check(where, text.ja, LANG_JA);
	check(where, text.en, LANG_EN);
}

static void framework_texts(const struct framework *f, void (*check)(const char *, const char *, enum lang))
{
	both(check, f->id, f->title);
	for (size_t i = 0; i < f->source_count; i++) {
		both(check, f->sources[i].id, f->sources[i].where);
		both(check, f->sources[i].id, f->sources[i].title);
	}
	for (size_t i = 0; i < f->stage_count; i++) {
		both(check, f->stages[i].id, f->stages[i].title);
		both(check, f->stages[i].id, f->stages[i].purpose);
	}
	for (size_t i = 0; i < f->criterion_count; i++) {
		const struct criterion *c = &f->criteria[i];
		const struct tr texts[] = {c->title, c->label, c->sound, c->risk};
		for (size_t k = 0; k < COUNT(texts); k++)
			both(check, c->id, texts[k]);
		for (size_t k = 0; k < c->advice_count; k++) {
			both(check, c->id, c->advice[k].text);
			if (c->advice[k].example) {
				both(check, c->id, c->advice[k].example->place);
				both(check, c->id, c->advice[k].example->text);
			}
		}
	}
}

static void option_texts(const struct question *q, void (*check)(const char *, const char *, enum lang))
{
	for (size_t i = 0; i < q->option_count; i++)
		both(check, q->id, q->options[i].text);
}

static void questionnaire_texts(const struct questionnaire *q,
				void (*check)(const char *, const char *, enum lang))
{
	both(check, q->id, q->title);
	both(check, q->id, q->intro);
	for (size_t i = 0; i < q->section_count; i++)
		both(check, q->sections[i].id, q->sections[i].title);
	for (size_t i = 0; i < q->question_count; i++) {
		both(check, q->questions[i].id, q->questions[i].text);
		both(check, q->questions[i].id, q->questions[i].help);
		option_texts(&q->questions[i], check);
		for (size_t k = 0; k < q->questions[i].option_count; k++)
			if (q->questions[i].options[k].flag)
				both(check, q->questions[i].id, q->questions[i].options[k].flag->text);
	}
	for (size_t i = 0; i < q->contradiction_count; i++)
		both(check, q->id, q->contradictions[i].text);
}

static void all_texts(const struct shipped *s, void (*check)(const char *, const char *, enum lang))
{
	framework_texts(s->framework, check);
	for (int d = SILO; d <= QUICK; d++)
		questionnaire_texts(questionnaire(s, d), check);
}

static void is_not_empty(const char *where, const char *text, enum lang lang)
{
	if (!text[strspn(text, " \t\n")])
		printf("%s: no text (%s)\n", where, lang == LANG_JA ? "ja" : "en");
	CHECK(text[strspn(text, " \t\n")]);
}

/* Japanese is in Japanese, and English is not: where one was pasted for the other it shows. */
static void is_in_its_language(const char *where, const char *text, enum lang lang)
{
	bool japanese = false;
	for (size_t at = 0, len = strlen(text); at < len;) {
		uint32_t cp;
		at += text_decode(text + at, len - at, &cp);
		japanese = japanese || (cp >= 0x3040 && cp <= 0x30FF) || (cp >= 0x4E00 && cp <= 0x9FFF);
	}
	if (japanese != (lang == LANG_JA))
		printf("%s: %s\n", where, text);
	CHECK(japanese == (lang == LANG_JA));
}

/* Some terminals draw an ambiguous character one column wide, others two. */
static void has_fixed_widths(const char *where, const char *text, enum lang lang)
{
	(void)lang;
	for (size_t at = 0, len = strlen(text); at < len;) {
		uint32_t cp;
		at += text_decode(text + at, len - at, &cp);
		if (text_is_ambiguous(cp))
			printf("%s: U+%04X in: %s\n", where, (unsigned)cp, text);
		CHECK(!text_is_ambiguous(cp));
	}
}

TEST(every_text_is_there_in_both_languages)
{
	struct shipped s;
	if (load_shipped(&s)) {
		all_texts(&s, is_not_empty);
		all_texts(&s, is_in_its_language);
	}
	release_shipped(&s);
}

TEST(no_text_has_a_character_of_ambiguous_width)
{
	struct shipped s;
	if (load_shipped(&s))
		all_texts(&s, has_fixed_widths);
	release_shipped(&s);
}

/* The characters of the longest sentence. */
static size_t longest_sentence(const char *text, enum lang lang)
{
	size_t longest = 0, now = 0, len = strlen(text);
	for (size_t at = 0; at < len;) {
		uint32_t cp;
		at += text_decode(text + at, len - at, &cp);
		now++;
		longest = now > longest ? now : longest;
		if (lang == LANG_JA ? cp == 0x3002 : strchr(".?!", (int)(cp < 0x80 ? cp : 'x')) != NULL)
			now = 0;
	}
	return longest;
}

static void is_at_most(const char *where, const char *text, enum lang lang, size_t ja, size_t en)
{
	size_t limit = lang == LANG_JA ? ja : en, is = longest_sentence(text, lang);
	if (is > limit)
		printf("%s: %zu characters, not %zu: %s\n", where, is, limit, text);
	CHECK(is <= limit);
}

static void is_a_question(const char *where, const char *text, enum lang lang)
{
	is_at_most(where, text, lang, 60, 140);
	struct text_line *lines;
	size_t count = text_wrap(text, QUESTION_COLUMNS, &lines);
	if (count > QUESTION_LINES)
		printf("%s: %zu lines: %s\n", where, count, text);
	CHECK(count <= QUESTION_LINES);
	free(lines);
}

static void is_an_option(const char *where, const char *text, enum lang lang)
{
	is_at_most(where, text, lang, 40, 75);
	CHECK(!strchr(text, '\n'));
}

TEST(questions_and_options_are_short_enough_for_a_small_screen)
{
	struct shipped s;
	bool ok = load_shipped(&s);
	for (int d = SILO; ok && d < QUICK; d++)
		for (size_t i = 0; i < questionnaire(&s, d)->question_count; i++) {
			const struct question *q = &questionnaire(&s, d)->questions[i];
			both(is_a_question, q->id, q->text);
			option_texts(q, is_an_option);
		}
	release_shipped(&s);
}

/* ---- the README ---- */

#define FENCE "\n```yaml\n"

/* The file in the next fenced block after *from, which is moved on; NULL: no more. Owned. */
static char *next_example(const char **from)
{
	const char *start = strstr(*from, FENCE);
	const char *end = start ? strstr(start + strlen(FENCE), "\n```\n") : NULL;
	if (!end)
		return NULL;
	start += strlen(FENCE);
	*from = end;
	return xstrndup(start, (size_t)(end + 1 - start));
}

TEST(the_examples_of_the_readme_load_without_a_word)
{
	struct shipped s;
	struct document examples[8] = {0};
	const struct document *all[SHIPPED + COUNT(examples)];
	size_t len, count = 0;
	char *readme = slurp("questionnaires/README.md", &len), *example;
	const char *from = readme;
	bool ok = load_shipped(&s) && readme;
	memcpy(all, s.all, sizeof s.all);
	while (ok && count < COUNT(examples) && (example = next_example(&from))) {
		struct diags diags = {.lang = LANG_JA, .file = "README.md"};
		struct document *document = &examples[count];
		all[SHIPPED + count++] = document;
		document_parse(document, "README.md", example, strlen(example), &diags);
		document_link(document, s.framework, all, SHIPPED + count, &diags);
		CHECK(document->linked);
		expect_nothing(&diags, example, strlen(example));
		diag_release(&diags);
		free(example);
	}
	CHECK_INT(count, 3); /* a questionnaire, a selection, a framework */
	const struct questionnaire *first = examples[0].questionnaire;
	CHECK(first && first->question_count == 2 && question_has_flag(&first->questions[0]));
	CHECK(first && first->questions[1].condition && first->questions[1].type == QUESTION_CHECKLIST);
	for (size_t i = 0; i < COUNT(examples); i++)
		document_release(&examples[i]);
	release_shipped(&s);
	free(readme);
}

/* What the README shows of `tenken check` is what it says: criterion for criteria in the first example. */
TEST(the_readme_shows_what_the_check_says)
{
	size_t len;
	char *readme = slurp("questionnaires/README.md", &len);
	const char *from = readme;
	char *example = readme ? next_example(&from) : NULL,
	     *key = example ? strstr(example, "criteria: ") : NULL;
	CHECK(key != NULL);
	struct strbuf wrong = {0};
	if (key)
		strbuf_addf(&wrong, "%.*scriterion: %s", (int)(key - example), example,
			    key + strlen("criteria: "));
	for (enum lang lang = LANG_JA; key && lang <= LANG_EN; lang++) {
		struct diags diags = {.lang = lang, .file = "childcare-app.yaml"};
		struct document document;
		struct strbuf out = {0};
		document_parse(&document, "childcare-app.yaml", wrong.bytes, wrong.len, &diags);
		diag_print(&diags, wrong.bytes, wrong.len, &out);
		if (!out.len || !strstr(readme, strbuf_str(&out)))
			printf("not in the README:\n%s", strbuf_str(&out));
		CHECK(out.len > 0 && strstr(readme, strbuf_str(&out)));
		strbuf_release(&out);
		document_release(&document);
		diag_release(&diags);
	}
	strbuf_release(&wrong);
	free(example);
	free(readme);
}

TESTS(RUN(every_text_is_there_in_both_languages), RUN(no_text_has_a_character_of_ambiguous_width),
      RUN(questions_and_options_are_short_enough_for_a_small_screen),
      RUN(the_examples_of_the_readme_load_without_a_word), RUN(the_readme_shows_what_the_check_says))
