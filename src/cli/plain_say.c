/* SPDX-License-Identifier: MIT */
#include "cli/plain_parts.h"

#include "cli/result.h"
#include "model/words.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

void plain_prompt(const char *text)
{
	cli_print(text);
	if (!isatty(STDIN_FILENO)) /* nobody ends the line by typing */
		cli_print("\n");
	fflush(stdout);
}

static void say_options(const struct question *question, enum lang lang)
{
	for (size_t i = 0; i < question->option_count; i++)
		cli_printf("  %zu  %s\n", i + 1, tr_in(question->options[i].text, lang));
	if (question->type == QUESTION_CHECKLIST)
		cli_printf("  0  %s\n", tr_in(none_word(), lang));
	cli_printf("  d  %s\n", TR(lang, "把握していない、わからない", "Do not know"));
	if (question->may_be_na)
		cli_printf("  x  %s\n",
			   TR(lang, "該当なし（理由を尋ねます）", "Not applicable (a reason is asked for)"));
}

static void say_given(const struct question *question, const struct answer *answer, enum lang lang)
{
	struct strbuf b = {0};
	strbuf_adds(&b, tr_in(state_word(answer->state), lang));
	for (size_t i = 0; answer->state == STATE_ANSWERED && i < question->option_count; i++)
		if (answer->options & (UINT32_C(1) << i))
			strbuf_addf(&b, "  %zu %s", i + 1, tr_in(question->options[i].text, lang));
	if (answer->state == STATE_ANSWERED && answer->options == OPTIONS_NONE)
		strbuf_addf(&b, "  0 %s", tr_in(none_word(), lang));
	if (answer->state == STATE_NA && answer->reason)
		strbuf_addf(&b, "  %s", answer->reason);
	if (answer->state != STATE_BLANK)
		cli_printf(TR(lang, "いまの回答：%s\n", "Answer so far: %s\n"), strbuf_str(&b));
	if (answer->note)
		cli_printf(TR(lang, "メモ：%s\n", "Note: %s\n"), answer->note);
	strbuf_release(&b);
}

/* Where one is among the visible questions, from 1; *of: how many there are. */
static size_t place(const struct session *session, size_t item, size_t *of)
{
	size_t at = 0;
	*of = 0;
	for (size_t i = 0; i < session->instrument.count; i++) {
		*of += session->asked[i] == ASKED_YES;
		if (i == item)
			at = *of;
	}
	return at;
}

void plain_say_question(const struct plain *p)
{
	const struct session *s = &p->session;
	const struct item *item = &s->instrument.items[p->item];
	enum lang lang = p->world->lang;
	size_t of, at = place(s, p->item, &of);
	cli_printf(TR(lang, "\n設問 %zu/%zu  %s\n", "\nQuestion %zu of %zu  %s\n"), at, of,
		   tr_in(item_section_title(item), lang));
	cli_printf("%s\n", tr_in(item->question->text, lang));
	if (item->question->type == QUESTION_CHECKLIST)
		cli_printf("%s\n", TR(lang, "あてはまるものの番号をすべて入力します（例：1 3）。",
				      "Type the numbers of all that apply (for example 1 3)."));
	say_options(item->question, lang);
	say_given(item->question, &s->answers.at[p->item], lang);
}

static void say_keys(enum lang lang)
{
	static const struct {
		const char *key;
		struct tr says;
	} keys[] = {
		{"1 2 3", {"その番号の選択肢で答え、次へ進みます", "answer with that option and go on"}},
		{"d", {"把握していない、わからない", "do not know"}},
		{"x",
		 {"該当なし（できる設問だけ。理由を尋ねます）",
		  "not applicable (where it may be; asks for the reason)"}},
		{"Enter", {"答えずに次へ進みます", "go on without answering"}},
		{"p", {"前の設問へ戻ります", "back to the question before"}},
		{"e", {"メモを書きます", "write a note"}},
		{"u", {"直前の変更を取り消します", "undo the last change"}},
		{"g",
		 {"設問の一覧を出します（g 5 で5問目へ移ります）",
		  "list the questions (g 5 goes to the fifth)"}},
		{"r", {"いまの結果を出します", "the result so far"}},
		{"L", {"表示を英語に切り替えます", "switch to Japanese"}},
		{"q", {"終了します（回答は保存してあります）", "leave (answers are saved)"}},
	};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		cli_printf("  %-6s %s\n", keys[i].key, tr_in(keys[i].says, lang));
}

void plain_say_help(const struct plain *p)
{
	enum lang lang = p->world->lang;
	if (p->item != ITEM_NONE) {
		const struct question *question = p->session.instrument.items[p->item].question;
		cli_printf(TR(lang, "\nなぜ尋ねるか：%s\n", "\nWhy it is asked: %s\n"),
			   tr_in(question->help, lang));
		cli_printf(TR(lang, "出典：%s「%s」（%s）\n\n", "Source: %s, \"%s\" (%s)\n\n"),
			   tr_in(question->source->where, lang), tr_in(question->source->title, lang),
			   tr_in(basis_word(question->basis), lang));
	}
	say_keys(lang);
}

void plain_say_list(const struct plain *p)
{
	const struct session *s = &p->session;
	enum lang lang = p->world->lang;
	size_t number = 0;
	cli_print("\n");
	for (size_t i = 0; i < s->instrument.count; i++)
		if (s->asked[i] == ASKED_YES)
			cli_printf("%s%3zu  %s  %s\n", i == p->item ? ">" : " ", ++number,
				   tr_in(state_word(s->answers.at[i].state), lang),
				   tr_in(s->instrument.items[i].question->text, lang));
}

void plain_say_result(struct plain *p)
{
	struct strbuf text = {0};
	result_text(&p->session, NULL, NULL, p->world->lang, &text);
	cli_printf("\n%s", strbuf_str(&text));
	strbuf_release(&text);
	p->told = true;
}
