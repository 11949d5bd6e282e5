/* SPDX-License-Identifier: MIT */
#include "model/people.h"
#include "model/words.h"
#include "report/csv.h"
#include "report/fill.h"

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
		strbuf_addf(&lines, "\n%s = %s\n%s", OPTIONS_NONE_ID, tr_in(none_word(), lang),
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

/* "id = words", a line each: what may be written into `department` and `role`. */
static void add_kind_choices(struct strbuf *out, const struct kind *kinds, size_t count, enum lang lang)
{
	struct strbuf lines = {0};
	for (size_t i = 0; i < count; i++)
		strbuf_addf(&lines, "%s%s = %s", i ? "\n" : "", kinds[i].id, tr_in(kinds[i].word, lang));
	add_text(out, strbuf_str(&lines));
	strbuf_release(&lines);
}

static void add_question(struct strbuf *out, const struct item *item, enum lang lang)
{
	const struct question *question = item->question;
	csv_plain(out, item->key);
	add_text(out, tr_in(question->text, lang));
	add_option_choices(out, question, lang);
	add_state_choices(out, question, lang);
	strbuf_adds(out, ",,,,,");
}

static const char columns[] = "question,question_text,option_choices,state_choices,options,state,note,"
			      "evidence,reason";

void fill_blank(const struct instrument *instrument, enum lang lang, struct strbuf *out)
{
	strbuf_addf(out, "\xef\xbb\xbf%s", columns);
	csv_end_row(out);
	for (size_t i = 0; i < instrument->count; i++) {
		add_question(out, &instrument->items[i], lang);
		csv_end_row(out);
	}
}

void fill_blank_many(const struct instrument *instrument, enum lang lang, struct strbuf *out)
{
	strbuf_addf(out, "\xef\xbb\xbfrespondent,department,role,%s,department_choices,role_choices",
		    columns);
	csv_end_row(out);
	for (size_t i = 0; i < instrument->count; i++) {
		strbuf_adds(out, ",,,");
		add_question(out, &instrument->items[i], lang);
		add_kind_choices(out, DEPARTMENTS, DEPARTMENT_COUNT, lang);
		add_kind_choices(out, ROLES, ROLE_COUNT, lang);
		csv_end_row(out);
	}
}
