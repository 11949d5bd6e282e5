/* SPDX-License-Identifier: MIT */
/* What a line of input does. */
#include "cli/plain_parts.h"

#include "base/alloc.h"
#include "cli/cmd_run.h"

#include <stdlib.h>
#include <string.h>

static struct err new_err(const struct plain *p)
{
	return (struct err){.lang = p->world->lang};
}

static void say_err(const struct err *err)
{
	cli_printf("%s\n", err->text);
}

char *plain_ask(struct plain *p, const char *prompt)
{
	bool bad;
	for (;;) {
		plain_prompt(prompt);
		char *line = plain_read(&p->ended, &bad);
		if (!bad)
			return line;
		free(line);
		cli_printf("%s\n",
			   TR(p->world->lang,
			      "読み取れない文字か、長すぎる行でした。もう一度入力してください。",
			      "The line was too long or held unreadable characters. Please type it again."));
	}
}

bool plain_save(struct plain *p)
{
	struct err err = new_err(p);
	struct save_done done;
	if (!p->port.save(p->world, &p->session, &done, &err)) {
		cli_printf(TR(p->world->lang, "保存できていません。%s\n", "Not saved. %s\n"), err.text);
		return false;
	}
	session_update_flow(&p->session);
	if (done.conflict_item != ITEM_NONE) {
		p->item = done.conflict_item;
		cli_printf("%s\n", TR(p->world->lang,
				      "別の画面が先にこの設問に回答していました。その回答を表示します。変える"
				      "ときは、もう一度選んでください。",
				      "Another window answered this first. Its answer is shown; choose again "
				      "to change it."));
		return false;
	}
	cli_printf("%s\n", TR(p->world->lang, "保存しました。", "Saved."));
	return true;
}

/* Take over a changed answer, which is the caller's no more, and commit it. */
static bool change(struct plain *p, struct answer *answer)
{
	answer_release(&p->session.answers.at[p->item]);
	p->session.answers.at[p->item] = *answer;
	p->session.items[p->item].unsaved = true;
	p->told = false;
	session_update_flow(&p->session);
	return plain_save(p);
}

static void go_on(struct plain *p)
{
	if (p->item != ITEM_NONE)
		p->item = flow_next(p->session.asked, p->session.instrument.count, p->item);
}

static void go_back(struct plain *p)
{
	size_t count = p->session.instrument.count;
	size_t before = flow_prev(p->session.asked, count, p->item == ITEM_NONE ? count : p->item);
	if (before == ITEM_NONE)
		cli_printf("%s\n", TR(p->world->lang, "最初の設問です。", "This is the first question."));
	else
		p->item = before;
}

static void go_to(struct plain *p, size_t number)
{
	for (size_t i = 0; number && i < p->session.instrument.count; i++)
		if (p->session.asked[i] == ASKED_YES && --number == 0) {
			p->item = i;
			return;
		}
	cli_printf("%s\n", TR(p->world->lang, "その番号の設問はありません。g で一覧を見られます。",
			      "There is no such question. g lists them."));
}

static void answer(struct plain *p, const struct answer *given)
{
	struct answer next = {0};
	answer_copy(&next, &p->session.answers.at[p->item]);
	free(next.reason);
	next.reason = NULL;
	next.state = given->state;
	next.options = given->options;
	if (change(p, &next))
		go_on(p);
}

static bool text_is_fine(struct plain *p, const char *text)
{
	struct err err = new_err(p);
	if (check_text(text, &err))
		return true;
	say_err(&err);
	return false;
}

static void not_applicable(struct plain *p)
{
	const struct question *question = p->session.instrument.items[p->item].question;
	if (!question->may_be_na) {
		cli_printf("%s\n",
			   TR(p->world->lang,
			      "この設問では「該当なし」は選べません。分からないときは d を入力してください。",
			      "This question cannot be answered \"not applicable\". If it is not known, type "
			      "d."));
		return;
	}
	char *reason = plain_ask(p, TR(p->world->lang, "該当しない理由（Enterでやめます）: ",
				       "Why does it not apply? (Enter: leave it) "));
	if (reason && reason[strspn(reason, " ")] && text_is_fine(p, reason)) {
		struct answer next = {0};
		answer_copy(&next, &p->session.answers.at[p->item]);
		free(next.reason);
		next.state = STATE_NA;
		next.options = 0;
		next.reason = xstrdup(reason);
		if (change(p, &next))
			go_on(p);
	}
	free(reason);
}

static void note(struct plain *p)
{
	const struct answer *now = &p->session.answers.at[p->item];
	if (now->note)
		cli_printf(TR(p->world->lang, "いまのメモ：%s\n", "The note: %s\n"), now->note);
	char *line = plain_ask(p, TR(p->world->lang, "メモ（Enterで変えません。- で消します）: ",
				     "Note (Enter: leave it as it is; - removes it): "));
	if (line && *line && text_is_fine(p, line)) {
		struct answer next = {0};
		answer_copy(&next, now);
		free(next.note);
		next.note = strcmp(line, "-") == 0 ? NULL : xstrdup(line);
		change(p, &next);
	}
	free(line);
}

static void undo(struct plain *p)
{
	struct err err = new_err(p);
	struct undo_done done;
	p->told = false;
	if (!p->port.undo(p->world, &p->session, &done, &err)) {
		say_err(&err);
		return;
	}
	session_update_flow(&p->session);
	if (done.refused) {
		cli_printf(
			"%s\n",
			TR(p->world->lang,
			   "別の画面でより新しい変更があるため、取り消しませんでした。最新の回答を表示します"
			   "。",
			   "Not undone: another window made a newer change. The latest answers are shown."));
	} else if (!done.done) {
		cli_printf("%s\n",
			   TR(p->world->lang, "取り消す変更はありません。", "There is nothing to undo."));
	} else {
		p->item = done.item;
		cli_printf("%s\n", TR(p->world->lang, "直前の変更を取り消し、保存しました。",
				      "The last change is undone, and saved."));
	}
}

static void switch_lang(struct plain *p)
{
	struct err err = new_err(p);
	enum lang other = p->world->lang == LANG_JA ? LANG_EN : LANG_JA;
	p->told = false;
	if (!p->port.remember(p->world, "lang", TR(other, "ja", "en"), &err))
		say_err(&err);
}

void plain_refresh(struct plain *p)
{
	struct err err = new_err(p);
	bool changed;
	if (!p->port.refresh(p->world, &p->session, &changed, &err)) {
		say_err(&err);
	} else if (changed) {
		session_update_flow(&p->session);
		p->told = false;
		cli_printf("%s\n", TR(p->world->lang, "別の画面での変更を取り込みました。",
				      "Changes made in another window are now shown."));
	}
}

bool plain_do(struct plain *p, struct plain_line *line)
{
	switch (line->action) {
	case PLAIN_BAD:
		say_err(&line->why);
		return false;
	case PLAIN_NEXT:
		go_on(p);
		return true;
	case PLAIN_ANSWER:
		answer(p, &line->answer);
		return true;
	case PLAIN_NA:
		not_applicable(p);
		return true;
	case PLAIN_BACK:
		go_back(p);
		return true;
	case PLAIN_NOTE:
		note(p);
		return true;
	case PLAIN_UNDO:
		undo(p);
		return true;
	case PLAIN_HELP:
		plain_say_help(p);
		return false;
	case PLAIN_LIST:
		plain_say_list(p);
		return false;
	case PLAIN_GO:
		go_to(p, line->number);
		return true;
	case PLAIN_RESULT:
		plain_say_result(p);
		return false;
	case PLAIN_LANG:
		switch_lang(p);
		return true;
	case PLAIN_LEAVE:
		return false;
	}
	return false;
}
