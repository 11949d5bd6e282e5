/* SPDX-License-Identifier: MIT */
#include "report/fill.h"

#include "base/alloc.h"
#include "base/text.h"
#include "model/suggest.h"
#include "report/csv.h"
#include "report/filling.h"

#include <stdlib.h>
#include <string.h>

#define FAULTS_SHOWN 50

const char *const fill_headings[HEADING_COUNT] = {
	"respondent", "department", "role", "question", "questionnaire",
	"state",      "options",    "note", "evidence", "reason",
};

void fill_fault(struct filling *filling, const struct csv_row *row, size_t cell, const char *format, ...)
{
	if (filling->fault_count++ >= FAULTS_SHOWN)
		return;
	struct strbuf sentence = {0};
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&sentence, format, args);
	va_end(args);
	char *safe = text_safe(strbuf_str(&sentence), sentence.len, false);
	struct mark mark = csv_place(filling->csv, row, cell == SIZE_MAX ? 0 : cell);
	strbuf_addf(filling->faults, "%s:%zu:%zu: %s\n", filling->file, mark.line, mark.column, safe);
	free(safe);
	strbuf_release(&sentence);
}

/* ---- cells ---- */

const char *fill_cell(const struct filling *filling, const struct csv_row *row, enum heading heading)
{
	size_t at = filling->at[heading];
	return at < row->count ? row->cells[at] : "";
}

static bool is_blank_at(const char *s, size_t *len)
{
	*len = strncmp(s, "\xe3\x80\x80", 3) == 0 ? 3 : 1; /* a full-width blank */
	return *len == 3 || (*s && strchr(" \t\r\n", *s));
}

/* Without the blanks around it; owned. */
char *fill_trimmed(const char *s)
{
	size_t len, end = 0;
	while (is_blank_at(s, &len))
		s += len;
	for (size_t at = 0; s[at]; at += len)
		if (!is_blank_at(s + at, &len))
			end = at + len;
	return xstrndup(s, end);
}

/* So much of a foreign text as a sentence bears. */
int fill_shown(const char *s)
{
	return (int)text_fit(s, strlen(s), 60, NULL);
}

/* The words of a note, line ends as LF; NULL when empty. Told when it holds what no text may hold. */
static char *text_of(struct filling *filling, const struct csv_row *row, enum heading heading)
{
	const char *cell = fill_cell(filling, row, heading);
	struct strbuf text = {0};
	size_t at;
	uint32_t cp;
	for (const char *s = cell; *s; s++)
		if (*s == '\r')
			strbuf_adds(&text, s[1] == '\n' ? "" : "\n");
		else
			strbuf_addc(&text, *s);
	if (text_find_unfit(strbuf_str(&text), text.len, &at, &cp))
		fill_fault(filling, row, filling->at[heading],
			   TR(filling->lang, "%s 列に使えない文字（U+%04X）があります。",
			      "Column %s holds a character (U+%04X) that no text may hold."),
			   fill_headings[heading], (unsigned)cp);
	if (!text.len)
		strbuf_release(&text);
	return text.len ? strbuf_detach(&text) : NULL;
}

static bool is_empty_row(const struct csv_row *row, size_t from)
{
	for (size_t i = from; i < row->count; i++)
		if (*row->cells[i])
			return false;
	return true;
}

/* ---- which question ---- */

static bool is_in(const struct item *item, const char *questionnaire)
{
	size_t len = strlen(questionnaire);
	return strncmp(item->key, questionnaire, len) == 0 && item->key[len] == '/';
}

static void fault_unknown(struct filling *filling, const struct csv_row *row, const char *name)
{
	struct suggestion suggestion = {.word = name};
	for (size_t i = 0; i < filling->instrument->count; i++)
		suggest_try(&suggestion, strchr(name, '/') ? filling->instrument->items[i].key
							   : filling->instrument->items[i].question->id);
	if (suggestion.best)
		fill_fault(filling, row, filling->at[HEADING_QUESTION],
			   TR(filling->lang, "設問「%.*s」はありません。「%s」ではありませんか。",
			      "There is no question \"%.*s\". Did you mean \"%s\"?"),
			   fill_shown(name), name, suggestion.best);
	else
		fill_fault(filling, row, filling->at[HEADING_QUESTION],
			   TR(filling->lang, "設問「%.*s」はありません。", "There is no question \"%.*s\"."),
			   fill_shown(name), name);
}

/* The item that a key or a question's own id names; ITEM_NONE, told, when none or several do. */
static size_t find_item(struct filling *filling, const struct csv_row *row, const char *name,
			const char *questionnaire)
{
	size_t found = ITEM_NONE, matches = 0;
	for (size_t i = 0; i < filling->instrument->count; i++) {
		const struct item *item = &filling->instrument->items[i];
		if (strcmp(strchr(name, '/') ? item->key : item->question->id, name) != 0)
			continue;
		if (*questionnaire && !is_in(item, questionnaire))
			continue;
		matches++;
		found = i;
	}
	if (matches == 1)
		return found;
	if (matches)
		fill_fault(filling, row, filling->at[HEADING_QUESTION],
			   TR(filling->lang,
			      "設問「%.*s」は複数の質問票にあります。「質問票/設問」の形で書いてください。",
			      "Several questionnaires have a question \"%.*s\"; write "
			      "\"questionnaire/question\"."),
			   fill_shown(name), name);
	else
		fault_unknown(filling, row, name);
	return ITEM_NONE;
}

static size_t item_of(struct filling *filling, const struct csv_row *row)
{
	char *name = fill_trimmed(fill_cell(filling, row, HEADING_QUESTION));
	char *questionnaire = fill_trimmed(fill_cell(filling, row, HEADING_QUESTIONNAIRE));
	size_t item = ITEM_NONE;
	if (*name)
		item = find_item(filling, row, name, questionnaire);
	else
		fill_fault(filling, row, filling->at[HEADING_QUESTION],
			   TR(filling->lang, "question 列が空です。", "Column question is empty."));
	if (item != ITEM_NONE && filling->sheet->lines[item]) {
		fill_fault(filling, row, filling->at[HEADING_QUESTION],
			   TR(filling->lang, "設問「%s」は %zu 行目にもあります。",
			      "Question \"%s\" stands in line %zu too."),
			   filling->instrument->items[item].key, filling->sheet->lines[item]);
		item = ITEM_NONE;
	}
	free(name);
	free(questionnaire);
	return item;
}

/* ---- what is answered ---- */

static bool read_state(struct filling *filling, const struct csv_row *row, struct answer *answer)
{
	char *word = fill_trimmed(fill_cell(filling, row, HEADING_STATE));
	bool known = answer_state_parse(*word             ? word
					: answer->options ? "answered"
							  : "blank",
					&answer->state);
	if (!known)
		fill_fault(filling, row, filling->at[HEADING_STATE],
			   TR(filling->lang,
			      "state「%.*s」はありません（answered、unknown、na、blank のどれか）。",
			      "There is no state \"%.*s\" (answered, unknown, na or blank)."),
			   fill_shown(word), word);
	free(word);
	return known;
}

static bool read_options(struct filling *filling, const struct csv_row *row, const struct question *question,
			 struct answer *answer)
{
	struct err err = {.lang = filling->lang};
	char *ids = fill_trimmed(fill_cell(filling, row, HEADING_OPTIONS));
	bool known = answer_options_parse(question, ids, &answer->options, &err);
	if (!known)
		fill_fault(filling, row, filling->at[HEADING_OPTIONS], "%s", err.text);
	free(ids);
	return known;
}

/* ---- a row ---- */

/* What is amiss with an answer as a whole: the state, the reason it gives or lacks, or what it says. */
static size_t fault_cell(const struct filling *filling, const struct question *question,
			 const struct answer *answer)
{
	bool na = answer->state == STATE_NA;
	enum heading heading = na && !question->may_be_na ? HEADING_STATE
			       : na || answer->reason     ? HEADING_REASON
							  : HEADING_OPTIONS;
	return filling->at[heading] != SIZE_MAX ? filling->at[heading] : filling->at[HEADING_STATE];
}

static void read_row(struct filling *filling, const struct csv_row *row)
{
	if (!is_empty_row(row, filling->columns))
		fill_fault(filling, row, filling->columns,
			   TR(filling->lang,
			      "見出しのない列に文字があります（コンマを含む文は「\"」で囲んでください）。",
			      "There is text beyond the last heading; put a text with commas in quotes."));
	size_t item = fill_person(filling, row) ? item_of(filling, row) : ITEM_NONE;
	if (item == ITEM_NONE)
		return;
	const struct question *question = filling->instrument->items[item].question;
	struct answer *answer = &filling->sheet->filled.answers.at[item];
	size_t before = filling->fault_count;
	filling->sheet->lines[item] = row->line;
	answer->note = text_of(filling, row, HEADING_NOTE);
	answer->evidence = text_of(filling, row, HEADING_EVIDENCE);
	answer->reason = text_of(filling, row, HEADING_REASON);
	bool options_known = read_options(filling, row, question, answer);
	if (!read_state(filling, row, answer) || !options_known || filling->fault_count > before)
		return;
	struct err err = {.lang = filling->lang};
	if (!answer_check(question, answer, &err))
		fill_fault(filling, row, fault_cell(filling, question, answer), "%s", err.text);
}

/* ---- the file ---- */

static void read_heading(struct filling *filling, const struct csv_row *row, size_t column)
{
	char *name = fill_trimmed(row->cells[column]);
	for (size_t h = 0; h < HEADING_COUNT; h++) {
		if (strcmp(name, fill_headings[h]) != 0)
			continue;
		if (filling->at[h] != SIZE_MAX)
			fill_fault(
				filling, row, column,
				TR(filling->lang, "見出し %s が二つあります。", "There are two headings %s."),
				name);
		filling->at[h] = column;
	}
	free(name);
}

static bool read_headings(struct filling *filling, const struct csv *csv)
{
	static const struct csv_row none = {.line = 1};
	for (size_t h = 0; h < HEADING_COUNT; h++)
		filling->at[h] = SIZE_MAX;
	for (size_t i = 0; csv->count && i < csv->rows[0].count; i++)
		read_heading(filling, &csv->rows[0], i);
	filling->columns = csv->count ? csv->rows[0].count : 0;
	if (filling->at[HEADING_QUESTION] == SIZE_MAX ||
	    (filling->at[HEADING_STATE] == SIZE_MAX && filling->at[HEADING_OPTIONS] == SIZE_MAX))
		fill_fault(filling, csv->count ? &csv->rows[0] : &none, SIZE_MAX,
			   TR(filling->lang,
			      "見出しに question と、state か options が必要です（区切りはコンマ）。",
			      "The headings must name question, and state or options (with commas between "
			      "them)."));
	return !filling->fault_count;
}

static bool tell_faults(struct filling *filling, struct err *err)
{
	size_t count = filling->fault_count;
	if (!count)
		return true;
	if (count > FAULTS_SHOWN)
		strbuf_addf(filling->faults,
			    TR(filling->lang, "%s: ほかに %zu 件の誤りがあります。\n", "%s: and %zu more.\n"),
			    filling->file, count - FAULTS_SHOWN);
	return fail_as(err, ERR_INVALID,
		       TR(filling->lang, "%s に %zu 件の誤りがあるため、何も取り込んでいません。",
			  "%s: nothing was taken in (faults: %zu)."),
		       filling->file, count);
}

static bool read_rows(struct filling *filling, const struct csv *csv, struct err *err)
{
	filling->csv = csv;
	bool readable = read_headings(filling, csv);
	filling->many = filling->many && filling->at[HEADING_RESPONDENT] != SIZE_MAX;
	if (!filling->many)
		fill_add_sheet(filling, "");
	for (size_t i = 1; readable && i < csv->count; i++)
		if (!is_empty_row(&csv->rows[i], 0))
			read_row(filling, &csv->rows[i]);
	return tell_faults(filling, err);
}

/* What was read goes over into *filled, which is empty after a fault. Returns `done`. */
static bool end_filling(struct filling *filling, bool done, struct filled_list *filled)
{
	filled->list = xcalloc(filling->sheet_count + 1, sizeof *filled->list);
	filled->count = filling->sheet_count;
	filled->many = filling->many;
	for (size_t i = 0; i < filling->sheet_count; i++) {
		filled->list[i] = filling->sheets[i].filled;
		free(filling->sheets[i].lines);
	}
	free(filling->sheets);
	free(filling->file);
	if (!done)
		filled_release(filled);
	return done;
}

static bool read_file(const struct instrument *instrument, bool many, struct filled_list *filled,
		      const char *file, const char *bytes, size_t len, struct strbuf *faults, struct err *err)
{
	struct csv csv;
	struct err why = {.lang = err->lang};
	struct filling filling = {
		.instrument = instrument,
		.many = many,
		.file = text_safe(file, strlen(file), false),
		.faults = faults,
		.lang = err->lang,
	};
	bool done = csv_parse(&csv, bytes, len, &why);
	if (done) {
		done = read_rows(&filling, &csv, err);
		csv_release(&csv);
	} else {
		csv_tell(&csv, filling.file, &why, err);
	}
	return end_filling(&filling, done, filled);
}

bool fill_read(const struct instrument *instrument, struct answers *answers, const char *file,
	       const char *bytes, size_t len, struct strbuf *faults, struct err *err)
{
	struct filled_list filled;
	if (!read_file(instrument, false, &filled, file, bytes, len, faults, err))
		return false;
	answers_release(answers);
	*answers = filled.list[0].answers;
	filled.list[0].answers = (struct answers){0};
	filled_release(&filled);
	return true;
}

bool fill_read_many(const struct instrument *instrument, struct filled_list *filled, const char *file,
		    const char *bytes, size_t len, struct strbuf *faults, struct err *err)
{
	struct filled_list read;
	if (!read_file(instrument, true, &read, file, bytes, len, faults, err))
		return false;
	filled_release(filled);
	*filled = read;
	return true;
}
