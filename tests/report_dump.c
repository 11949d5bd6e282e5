/* SPDX-License-Identifier: MIT */
/*
 * For csv_readers.t.py: report_dump scores|answers csv|json utf-8-bom|utf-8|cp932 <TEXTS
 * Each text of the standard input ends with NUL. `answers` gets a row for each, as note and as evidence;
 * `scores` an assessment for each, as title and as municipality. The table goes to the standard output; the
 * last line on stderr is "ROWS NEUTRALISED".
 */
#include "base/alloc.h"
#include "report/report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t word_index(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(word, words[i]) == 0)
			return i;
	fprintf(stderr, "report_dump: %s?\n", word);
	exit(2);
}

static size_t read_texts(struct strbuf *input, const char ***texts)
{
	char block[4096];
	size_t n, count = 0, cap = 0;
	while ((n = fread(block, 1, sizeof block, stdin)) > 0)
		strbuf_add(input, block, n);
	*texts = NULL;
	for (const char *s = strbuf_str(input), *end = s + input->len; s < end; s += strlen(s) + 1) {
		*texts = xgrow(*texts, &cap, count + 1, sizeof **texts);
		(*texts)[count++] = s;
	}
	return count;
}

/* One question, asked as often as there are texts, feeds one criterion. */
struct sheet {
	struct option option;
	struct question question;
	struct section section;
	struct questionnaire questionnaire;
	struct document document;
	struct stage stage;
	struct criterion criterion;
	struct framework framework;
	struct instrument instrument;
	struct answers answers;
	struct score score;
	const char **at;
	int64_t *revisions;
};

static void sheet_init(struct sheet *sheet, size_t count)
{
	static const size_t feeds[] = {0};
	static char key[] = "sheet/team.mandate";
	*sheet = (struct sheet){
		.option = {.id = "none", .text = {"ない", "None"}},
		.question = {.id = "team.mandate",
			     .level = 1,
			     .weight = 1000,
			     .criteria = feeds,
			     .criterion_count = 1,
			     .option_count = 1},
		.section = {.id = "team"},
		.questionnaire = {.id = "sheet", .section_count = 1},
		.document = {.id = "sheet", .version = 1, .digest = "00"},
		.stage = {.id = "initiation"},
		.criterion = {.id = "whole-office"},
		.framework = {.id = "guide", .stage_count = 1, .criterion_count = 1},
		.instrument = {.count = count},
	};
	sheet->question.options = &sheet->option;
	sheet->questionnaire.sections = &sheet->section;
	sheet->document.questionnaire = &sheet->questionnaire;
	sheet->framework.stages = &sheet->stage;
	sheet->framework.criteria = &sheet->criterion;
	sheet->instrument.framework = &sheet->framework;
	sheet->instrument.items = xcalloc(count + 1, sizeof *sheet->instrument.items);
	sheet->at = xcalloc(count + 1, sizeof *sheet->at);
	sheet->revisions = xcalloc(count + 1, sizeof *sheet->revisions);
	answers_init(&sheet->answers, count);
	for (size_t i = 0; i < count; i++) {
		sheet->instrument.items[i] =
			(struct item){&sheet->document, &sheet->question, key, ITEM_NONE};
		sheet->at[i] = "";
	}
}

static void sheet_release(struct sheet *sheet)
{
	score_release(&sheet->score);
	answers_release(&sheet->answers);
	free(sheet->instrument.items);
	free(sheet->at);
	free(sheet->revisions);
}

static struct subject subject_of(const struct sheet *sheet, const char *text)
{
	return (struct subject){
		.assessment_id = "id",
		.title = text,
		.municipality_code = "",
		.municipality = text,
		.started_at = "",
		.updated_at = "",
		.respondent = "1",
		.department = "",
		.role = "",
		.instrument = &sheet->instrument,
		.answers = &sheet->answers,
		.score = &sheet->score,
		.answered_at = sheet->at,
		.revisions = sheet->revisions,
	};
}

static bool dump(struct report_options options, const char *const *texts, size_t count, struct strbuf *out)
{
	bool scores = options.table == REPORT_SCORES;
	struct sheet sheet;
	struct subject *subjects = xcalloc(count + 1, sizeof *subjects);
	struct report_result result;
	struct err err = {.lang = LANG_EN};
	sheet_init(&sheet, scores ? 1 : count);
	for (size_t i = 0; !scores && i < count; i++) {
		answer_choose(&sheet.question, &sheet.answers.at[i], 0);
		sheet.answers.at[i].note = xstrdup(texts[i]);
		sheet.answers.at[i].evidence = xstrdup(texts[i]);
	}
	score_compute(&sheet.score, &sheet.instrument, &sheet.answers);
	subjects[0] = subject_of(&sheet, "");
	for (size_t i = 0; i < count; i++)
		subjects[i] = subject_of(&sheet, texts[i]);
	bool done = report_write(subjects, scores ? count : 1, options, out, &result, &err);
	if (done)
		fprintf(stderr, "%zu %zu\n", result.rows, result.neutralised);
	else
		fprintf(stderr, "%s\n", err.text);
	free(subjects);
	sheet_release(&sheet);
	return done;
}

int main(int argc, char **argv)
{
	static const char *const tables[] = {"scores", "answers"}, *const kinds[] = {"csv", "json"},
				 *const encodings[] = {"utf-8-bom", "utf-8", "cp932"};
	if (argc != 4) {
		fprintf(stderr, "report_dump scores|answers csv|json utf-8-bom|utf-8|cp932 <TEXTS\n");
		return 2;
	}
	struct report_options options = {
		.table = (enum report_table)word_index(argv[1], tables, 2),
		.format = (enum report_format)word_index(argv[2], kinds, 2),
		.encoding = (enum report_encoding)word_index(argv[3], encodings, 3),
	};
	struct strbuf input = {0}, out = {0};
	const char **texts;
	size_t count = read_texts(&input, &texts);
	bool done = dump(options, texts, count, &out);
	bool written = fwrite(strbuf_str(&out), 1, out.len, stdout) == out.len && fflush(stdout) == 0;
	free(texts);
	strbuf_release(&input);
	strbuf_release(&out);
	return done && written ? 0 : 1;
}
