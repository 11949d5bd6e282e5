/* SPDX-License-Identifier: MIT */
#include "report/fill.h"

#include "base/alloc.h"
#include "base/text.h"
#include "model/suggest.h"
#include "model/words.h"
#include "report/csv.h"

#include <stdlib.h>
#include <string.h>

#define FAULTS_SHOWN 50

enum heading {
	HEADING_QUESTION,
	HEADING_QUESTIONNAIRE,
	HEADING_STATE,
	HEADING_OPTIONS,
	HEADING_NOTE,
	HEADING_EVIDENCE,
	HEADING_REASON,
	HEADING_COUNT,
};

static const char *const heading_names[HEADING_COUNT] = {
	"question", "questionnaire", "state", "options", "note", "evidence", "reason",
};

struct filling {
	const struct instrument *instrument;
	struct answers answers;   /* what the file says so far */
	size_t *lines;            /* of each item: the row that answers it, 0 for none yet */
	size_t at[HEADING_COUNT]; /* which column; SIZE_MAX when there is none */
	size_t columns;
	char *file; /* safe to print */
	struct strbuf *faults;
	size_t fault_count;
	enum lang lang;
};

__attribute__((format(printf, 3, 4))) static void fault(struct filling *filling, size_t line,
							const char *format, ...)
{
	if (filling->fault_count++ >= FAULTS_SHOWN)
		return;
	struct strbuf sentence = {0};
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&sentence, format, args);
	va_end(args);
	char *safe = text_safe(strbuf_str(&sentence), sentence.len, false);
	strbuf_addf(filling->faults, "%s:%zu: %s\n", filling->file, line, safe);
	free(safe);
	strbuf_release(&sentence);
}

/* ---- cells ---- */

static const char *cell_of(const struct filling *filling, const struct csv_row *row, enum heading heading)
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
static char *trimmed(const char *s)
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
static int shown(const char *s)
{
	return (int)text_fit(s, strlen(s), 60, NULL);
}

/* The words of a note, line ends as LF; NULL when empty. Told when it holds what no text may hold. */
static char *text_of(struct filling *filling, const struct csv_row *row, enum heading heading)
{
	const char *cell = cell_of(filling, row, heading);
	struct strbuf text = {0};
	size_t at;
	uint32_t cp;
	for (const char *s = cell; *s; s++)
		if (*s == '\r')
			strbuf_adds(&text, s[1] == '\n' ? "" : "\n");
		else
			strbuf_addc(&text, *s);
	if (text_find_unfit(strbuf_str(&text), text.len, &at, &cp))
		fault(filling, row->line,
		      TR(filling->lang, "%s 列に使えない文字（U+%04X）があります。",
			 "Column %s holds a character (U+%04X) that no text may hold."),
		      heading_names[heading], (unsigned)cp);
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
		fault(filling, row->line,
		      TR(filling->lang, "設問「%.*s」はありません。「%s」ではありませんか。",
			 "There is no question \"%.*s\". Did you mean \"%s\"?"),
		      shown(name), name, suggestion.best);
	else
		fault(filling, row->line,
		      TR(filling->lang, "設問「%.*s」はありません。", "There is no question \"%.*s\"."),
		      shown(name), name);
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
		fault(filling, row->line,
		      TR(filling->lang,
			 "設問「%.*s」は複数の質問票にあります。「質問票/設問」の形で書いてください。",
			 "Several questionnaires have a question \"%.*s\"; write "
			 "\"questionnaire/question\"."),
		      shown(name), name);
	else
		fault_unknown(filling, row, name);
	return ITEM_NONE;
}

static size_t item_of(struct filling *filling, const struct csv_row *row)
{
	char *name = trimmed(cell_of(filling, row, HEADING_QUESTION));
	char *questionnaire = trimmed(cell_of(filling, row, HEADING_QUESTIONNAIRE));
	size_t item = ITEM_NONE;
	if (*name)
		item = find_item(filling, row, name, questionnaire);
	else
		fault(filling, row->line,
		      TR(filling->lang, "question 列が空です。", "Column question is empty."));
	if (item != ITEM_NONE && filling->lines[item]) {
		fault(filling, row->line,
		      TR(filling->lang, "設問「%s」は %zu 行目にもあります。",
			 "Question \"%s\" stands in line %zu too."),
		      filling->instrument->items[item].key, filling->lines[item]);
		item = ITEM_NONE;
	}
	free(name);
	free(questionnaire);
	return item;
}

/* ---- what is answered ---- */

static bool read_state(struct filling *filling, const struct csv_row *row, struct answer *answer)
{
	char *word = trimmed(cell_of(filling, row, HEADING_STATE));
	bool known = answer_state_parse(*word             ? word
					: answer->options ? "answered"
							  : "blank",
					&answer->state);
	if (!known)
		fault(filling, row->line,
		      TR(filling->lang,
			 "state「%.*s」はありません（answered、unknown、na、blank のどれか）。",
			 "There is no state \"%.*s\" (answered, unknown, na or blank)."),
		      shown(word), word);
	free(word);
	return known;
}

static bool read_options(struct filling *filling, const struct csv_row *row, const struct question *question,
			 struct answer *answer)
{
	struct err err = {.lang = filling->lang};
	char *ids = trimmed(cell_of(filling, row, HEADING_OPTIONS));
	bool known = answer_options_parse(question, ids, &answer->options, &err);
	if (!known)
		fault(filling, row->line, "%s", err.text);
	free(ids);
	return known;
}

static void read_row(struct filling *filling, const struct csv_row *row)
{
	if (!is_empty_row(row, filling->columns))
		fault(filling, row->line,
		      TR(filling->lang,
			 "見出しのない列に文字があります（コンマを含む文は「\"」で囲んでください）。",
			 "There is text beyond the last heading; put a text with commas in quotes."));
	size_t item = item_of(filling, row);
	if (item == ITEM_NONE)
		return;
	const struct question *question = filling->instrument->items[item].question;
	struct answer *answer = &filling->answers.at[item];
	size_t before = filling->fault_count;
	filling->lines[item] = row->line;
	answer->note = text_of(filling, row, HEADING_NOTE);
	answer->evidence = text_of(filling, row, HEADING_EVIDENCE);
	answer->reason = text_of(filling, row, HEADING_REASON);
	bool options_known = read_options(filling, row, question, answer);
	if (!read_state(filling, row, answer) || !options_known || filling->fault_count > before)
		return;
	struct err err = {.lang = filling->lang};
	if (!answer_check(question, answer, &err))
		fault(filling, row->line, "%s", err.text);
}

/* ---- the file ---- */

static void read_heading(struct filling *filling, const struct csv_row *row, size_t column)
{
	char *name = trimmed(row->cells[column]);
	for (size_t h = 0; h < HEADING_COUNT; h++) {
		if (strcmp(name, heading_names[h]) != 0)
			continue;
		if (filling->at[h] != SIZE_MAX)
			fault(filling, row->line,
			      TR(filling->lang, "見出し %s が二つあります。", "There are two headings %s."),
			      name);
		filling->at[h] = column;
	}
	free(name);
}

static bool read_headings(struct filling *filling, const struct csv *csv)
{
	for (size_t h = 0; h < HEADING_COUNT; h++)
		filling->at[h] = SIZE_MAX;
	for (size_t i = 0; csv->count && i < csv->rows[0].count; i++)
		read_heading(filling, &csv->rows[0], i);
	filling->columns = csv->count ? csv->rows[0].count : 0;
	if (filling->at[HEADING_QUESTION] == SIZE_MAX ||
	    (filling->at[HEADING_STATE] == SIZE_MAX && filling->at[HEADING_OPTIONS] == SIZE_MAX))
		fault(filling, csv->count ? csv->rows[0].line : 1,
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

static bool read_answers(struct filling *filling, const struct csv *csv, struct err *err)
{
	if (read_headings(filling, csv))
		for (size_t i = 1; i < csv->count; i++)
			if (!is_empty_row(&csv->rows[i], 0))
				read_row(filling, &csv->rows[i]);
	return tell_faults(filling, err);
}

bool fill_read(const struct instrument *instrument, struct answers *answers, const char *file,
	       const char *bytes, size_t len, struct strbuf *faults, struct err *err)
{
	struct csv csv;
	struct err why = {.lang = err->lang};
	struct filling filling = {
		.instrument = instrument,
		.lines = xcalloc(instrument->count + 1, sizeof *filling.lines),
		.file = text_safe(file, strlen(file), false),
		.faults = faults,
		.lang = err->lang,
	};
	answers_init(&filling.answers, instrument->count);
	bool done = csv_parse(&csv, bytes, len, &why);
	if (done) {
		done = read_answers(&filling, &csv, err);
		csv_release(&csv);
	} else {
		fail_as(err, why.kind, "%s: %s", filling.file, why.text);
	}
	if (done) {
		answers_release(answers);
		*answers = filling.answers;
	} else {
		answers_release(&filling.answers);
	}
	free(filling.lines);
	free(filling.file);
	return done;
}

/* ---- an empty one ---- */

static void add_text(struct strbuf *out, const char *text)
{
	csv_comma(out);
	csv_text(out, text ? text : "");
}

/* "id = words", a line each: what may be written into `options`. */
static void add_option_choices(struct strbuf *out, const struct question *question, enum lang lang)
{
	struct strbuf lines = {0};
	for (size_t i = 0; i < question->option_count; i++)
		strbuf_addf(&lines, "%s%s = %s", i ? "\n" : "", question->options[i].id,
			    tr_in(question->options[i].text, lang));
	if (question->type == QUESTION_CHECKLIST)
		strbuf_addf(&lines, "\n%s = %s\n%s", OPTIONS_NONE_ID, TR(lang, "どれもない", "None of these"),
			    TR(lang, "（複数のときは ; で区切る）", "(several: put ; between them)"));
	add_text(out, strbuf_str(&lines));
	strbuf_release(&lines);
}

/* The same for `state`, which may stay empty where an option is given. */
static void add_state_choices(struct strbuf *out, const struct question *question, enum lang lang)
{
	struct strbuf lines = {0};
	strbuf_addf(&lines, "%s = %s", answer_state_id(STATE_UNKNOWN),
		    tr_in(state_word(STATE_UNKNOWN), lang));
	if (question->may_be_na)
		strbuf_addf(&lines, "\n%s = %s%s", answer_state_id(STATE_NA),
			    tr_in(state_word(STATE_NA), lang),
			    TR(lang, "（reason に理由を書く）", " (say why in reason)"));
	add_text(out, strbuf_str(&lines));
	strbuf_release(&lines);
}

void fill_blank(const struct instrument *instrument, enum lang lang, struct strbuf *out)
{
	strbuf_adds(out, "\xef\xbb\xbfquestion,question_text,option_choices,state_choices,options,state,note,"
			 "evidence,reason");
	csv_end_row(out);
	for (size_t i = 0; i < instrument->count; i++) {
		const struct question *question = instrument->items[i].question;
		csv_plain(out, instrument->items[i].key);
		add_text(out, tr_in(question->text, lang));
		add_option_choices(out, question, lang);
		add_state_choices(out, question, lang);
		strbuf_adds(out, ",,,,,");
		csv_end_row(out);
	}
}
