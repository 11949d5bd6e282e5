/* SPDX-License-Identifier: MIT */
#include "model/answers.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

static const char *const state_ids[STATE_COUNT] = {
	[STATE_BLANK] = "blank",
	[STATE_ANSWERED] = "answered",
	[STATE_UNKNOWN] = "unknown",
	[STATE_NA] = "na",
};

void answers_init(struct answers *answers, size_t count)
{
	answers->at = xcalloc(count ? count : 1, sizeof *answers->at);
	answers->count = count;
}

void answers_release(struct answers *answers)
{
	for (size_t i = 0; i < answers->count; i++)
		answer_release(&answers->at[i]);
	free(answers->at);
	*answers = (struct answers){0};
}

void answer_copy(struct answer *to, const struct answer *from)
{
	if (to == from)
		return;
	answer_release(to);
	*to = (struct answer){
		.state = from->state,
		.options = from->options,
		.note = xstrdup(from->note),
		.evidence = xstrdup(from->evidence),
		.reason = xstrdup(from->reason),
	};
}

void answer_release(struct answer *answer)
{
	free(answer->note);
	free(answer->evidence);
	free(answer->reason);
	*answer = (struct answer){0};
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

bool answer_equals(const struct answer *a, const struct answer *b)
{
	return a->state == b->state && a->options == b->options && same_text(a->note, b->note) &&
	       same_text(a->evidence, b->evidence) && same_text(a->reason, b->reason);
}

static uint32_t option_bits(const struct question *question)
{
	size_t count = question->option_count < 31 ? question->option_count : 31;
	return (UINT32_C(1) << count) - 1;
}

static size_t count_bits(uint32_t bits)
{
	size_t n = 0;
	for (; bits; bits &= bits - 1)
		n++;
	return n;
}

/* Is it a set of options that an answered answer may hold? Every answer has exactly one reading, so nothing
 * ticked is none. */
static bool options_fit(const struct question *question, uint32_t options)
{
	if (question->type == QUESTION_CHECKLIST && options == OPTIONS_NONE)
		return true;
	if (!options || (options & ~option_bits(question)))
		return false;
	return question->type == QUESTION_CHECKLIST || count_bits(options) == 1;
}

static int checklist_value(const struct question *question, size_t ticks)
{
	for (int value = 3; value > 0; value--)
		if (question->thresholds[value - 1] > 0 && ticks >= (size_t)question->thresholds[value - 1])
			return value;
	return 0;
}

int answer_value(const struct question *question, const struct answer *answer)
{
	if (answer->state != STATE_ANSWERED || !options_fit(question, answer->options))
		return -1;
	if (question->type == QUESTION_CHECKLIST)
		return answer->options == OPTIONS_NONE
			       ? 0
			       : checklist_value(question, count_bits(answer->options));
	for (size_t i = 0; i < question->option_count; i++)
		if (answer->options & UINT32_C(1) << i)
			return question->options[i].value;
	return -1;
}

static void drop_reason(struct answer *answer)
{
	free(answer->reason);
	answer->reason = NULL;
}

void answer_choose(const struct question *question, struct answer *answer, size_t option)
{
	bool checklist = question->type == QUESTION_CHECKLIST;
	if (option > question->option_count || (option == question->option_count && !checklist))
		return;
	uint32_t before = answer->state == STATE_ANSWERED ? answer->options : 0;
	if (!checklist)
		answer->options = UINT32_C(1) << option;
	else if (option == question->option_count)
		answer->options = before == OPTIONS_NONE ? 0 : OPTIONS_NONE;
	else
		answer->options = (before & ~OPTIONS_NONE) ^ UINT32_C(1) << option;
	answer->state = answer->options ? STATE_ANSWERED : STATE_BLANK;
	drop_reason(answer);
}

void answer_set_state(struct answer *answer, enum answer_state state)
{
	if (state == STATE_ANSWERED) /* needs an option: answer_choose() */
		return;
	answer->state = state;
	answer->options = 0;
	if (state != STATE_NA)
		drop_reason(answer);
}

/* Nothing but blanks, the full-width one among them? */
static bool is_empty_text(const char *s)
{
	while (s && *s)
		if (strchr(" \t\n\r", *s))
			s++;
		else if (strncmp(s, "\xe3\x80\x80", 3) == 0)
			s += 3;
		else
			return false;
	return true;
}

static bool check_options(const struct question *question, const struct answer *answer, struct err *err)
{
	if (options_fit(question, answer->options))
		return true;
	if (question->type == QUESTION_CHOICE)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "設問 %s には、選択肢を一つ選んでください。",
				  "Question %s takes exactly one of its options."),
			       question->id);
	return fail_as(err, ERR_INVALID,
		       TR(err->lang,
			  "設問 %s には、一つ以上の選択肢か、%s（どれもない）だけを選んでください。",
			  "Question %s takes one or more of its options, or %s (none of them) alone."),
		       question->id, OPTIONS_NONE_ID);
}

static bool check_na(const struct question *question, const struct answer *answer, struct err *err)
{
	if (!question->may_be_na)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "設問 %s には「該当なし」と回答できません。",
				  "Question %s cannot be answered \"not applicable\"."),
			       question->id);
	if (is_empty_text(answer->reason))
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "設問 %s を「該当なし」とする理由を書いてください。",
				  "Give the reason why question %s does not apply."),
			       question->id);
	return true;
}

bool answer_check(const struct question *question, const struct answer *answer, struct err *err)
{
	if ((int)answer->state < 0 || answer->state >= STATE_COUNT)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "設問 %s の回答の状態が正しくありません。",
				  "Question %s has an answer in no known state."),
			       question->id);
	if (answer->state == STATE_ANSWERED && !check_options(question, answer, err))
		return false;
	if (answer->state != STATE_ANSWERED && answer->options)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "設問 %s は回答済みでないため、選択肢を持てません。",
				  "Question %s is not answered, so it cannot hold options."),
			       question->id);
	if (answer->state == STATE_NA)
		return check_na(question, answer, err);
	if (!is_empty_text(answer->reason))
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "設問 %s に理由を書けるのは「該当なし」のときだけです。",
				  "Question %s can hold a reason only when it is not applicable."),
			       question->id);
	return true;
}

const char *answer_state_id(enum answer_state state)
{
	return state_ids[state];
}

bool answer_state_parse(const char *word, enum answer_state *state)
{
	for (size_t i = 0; i < STATE_COUNT; i++)
		if (strcmp(word, state_ids[i]) == 0) {
			*state = (enum answer_state)i;
			return true;
		}
	return false;
}

static void add_id(struct strbuf *ids, const char *id)
{
	if (ids->len)
		strbuf_addc(ids, ';');
	strbuf_adds(ids, id);
}

char *answer_options_join(const struct question *question, uint32_t options)
{
	struct strbuf b = {0};
	for (size_t i = 0; i < question->option_count; i++)
		if (options & UINT32_C(1) << i)
			add_id(&b, question->options[i].id);
	if (options & OPTIONS_NONE)
		add_id(&b, OPTIONS_NONE_ID);
	return strbuf_detach(&b);
}

static bool same_id(const char *id, const char *word, size_t len)
{
	return strlen(id) == len && memcmp(id, word, len) == 0;
}

/* The bit of one id; 0 when the question has no such option. */
static uint32_t option_bit(const struct question *question, const char *word, size_t len)
{
	if (question->type == QUESTION_CHECKLIST && same_id(OPTIONS_NONE_ID, word, len))
		return OPTIONS_NONE;
	for (size_t i = 0; i < question->option_count; i++)
		if (same_id(question->options[i].id, word, len))
			return UINT32_C(1) << i;
	return 0;
}

static bool parse_option(const struct question *question, const char *word, size_t len, uint32_t *options,
			 struct err *err)
{
	int shown = len < 80 ? (int)len : 80;
	uint32_t bit = option_bit(question, word, len);
	if (!bit)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "設問 %s に選択肢「%.*s」はありません。",
				  "Question %s has no option \"%.*s\"."),
			       question->id, shown, word);
	if (*options & bit)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "設問 %s で選択肢「%.*s」が二度書かれています。",
				  "Question %s names option \"%.*s\" twice."),
			       question->id, shown, word);
	*options |= bit;
	return true;
}

bool answer_options_parse(const struct question *question, const char *text, uint32_t *options,
			  struct err *err)
{
	*options = 0;
	if (is_empty_text(text))
		return true;
	for (const char *s = text;; s++) {
		s += strspn(s, " \t");
		size_t len = strcspn(s, ";"), trimmed = len;
		while (trimmed > 0 && (s[trimmed - 1] == ' ' || s[trimmed - 1] == '\t'))
			trimmed--;
		if (!parse_option(question, s, trimmed, options, err))
			return false;
		s += len;
		if (!*s)
			return true;
	}
}
