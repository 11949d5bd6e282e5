/* SPDX-License-Identifier: MIT */
#include "cli/plain.h"

#include "cli/plain_parts.h"

#include <stdlib.h>

static void say_end(struct plain *p)
{
	struct flow_count count = flow_tally(&p->session.instrument, &p->session.answers, p->session.asked);
	cli_printf("\n%s", TR(p->world->lang, "最後の設問まで来ました。", "That was the last question. "));
	if (count.blank)
		cli_printf(TR(p->world->lang, "未回答は%zu問です（g で一覧）。",
			      "%zu are still blank (g lists them)."),
			   count.blank);
	cli_print("\n");
	if (!p->told)
		plain_say_result(p);
}

static void walk(struct plain *p)
{
	bool say = true;
	while (!p->ended) {
		const struct question *question =
			p->item == ITEM_NONE ? NULL : p->session.instrument.items[p->item].question;
		if (say && question)
			plain_say_question(p);
		else if (say)
			say_end(p);
		char *text = plain_ask(
			p, question ? TR(p->world->lang, "回答（? で使い方）: ", "Answer (? for help): ")
				    : TR(p->world->lang, "p 戻る  g 一覧  r 結果  q 終了: ",
					 "p back  g list  r result  q leave: "));
		if (!text)
			break;
		plain_refresh(p);
		question = p->item == ITEM_NONE ? NULL : p->session.instrument.items[p->item].question;
		struct plain_line line = plain_parse(text, question, p->world->lang);
		free(text);
		say = plain_do(p, &line);
		if (line.action == PLAIN_LEAVE)
			return;
	}
}

/* Nothing is left unsaved without a word; what was said last is where one stands. */
static bool finish(struct plain *p, struct err *err)
{
	struct err unplaced = {.lang = p->world->lang};
	err->lang = p->world->lang;
	if (session_unsaved(&p->session) && !plain_save(p))
		return fail(err,
			    TR(err->lang, "保存できていない回答があります。", "Some answers are not saved."));
	if (p->item != ITEM_NONE) /* not knowing the place costs no answer */
		(void)p->port.position(p->world, &p->session, p->item, &unplaced);
	if (p->ended && !p->told)
		plain_say_result(p);
	cli_printf(TR(p->world->lang,
		      "\n回答はすべて保存してあります。続きは tenken --plain、結果は tenken show %.8s で。\n",
		      "\nAll answers are saved. Go on with tenken --plain; see the result with tenken show "
		      "%.8s.\n"),
		   p->session.assessment.id);
	return true;
}

bool plain_run(struct world *world, struct session *session, struct err *err)
{
	struct plain p = {.world = world, .port = port_of(world)};
	bool ok = true;
	err->lang = world->lang;
	if (session) {
		p.session = *session;
		*session = (struct session){0};
	} else {
		ok = plain_begin(&p, err);
	}
	if (world->catalog.notices.len)
		cli_say("%s", strbuf_str(&world->catalog.notices));
	if (ok && session_is_open(&p.session)) {
		p.item = session_resume_at(&p.session);
		walk(&p);
		ok = finish(&p, err);
	}
	session_release(&p.session);
	return ok;
}
