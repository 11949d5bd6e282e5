/* SPDX-License-Identifier: MIT */
#include "cli/result.h"

#include "model/municipality.h"
#include "model/words_group.h"

#include <stdlib.h>

static void add_owned(struct strbuf *out, char *owned)
{
	strbuf_adds(out, owned ? owned : "");
	free(owned);
}

static void add_gaps(const struct session *session, const struct group *group, enum lang lang,
		     struct strbuf *out)
{
	size_t count = 0;
	for (size_t c = 0; c < session->framework->criterion_count; c++) {
		const struct criterion *criterion = &session->framework->criteria[c];
		char *gap = words_gap(&group->gaps[c], lang);
		if (gap && !count++)
			strbuf_addf(out, "\n%s\n", TR(lang, "部局間の認識差", "How departments see it"));
		if (gap)
			strbuf_addf(out,
				    TR(lang, "  %s：%s（ガイドブックの注意：%s）\n",
				       "  %s: %s (The guidebook's caution: %s)\n"),
				    tr_in(criterion->label, lang), gap, tr_in(criterion->risk, lang));
		free(gap);
	}
	char *reliance = words_reliance(group->reliance, lang);
	if (reliance)
		strbuf_addf(out, "  %s\n", reliance);
	free(reliance);
}

static void add_outcome(const struct spread *s, enum lang lang, struct strbuf *out)
{
	if (s->agreed)
		strbuf_adds(out, TR(lang, "、合意済み", ", agreed"));
	else if (s->left_open)
		strbuf_adds(out, TR(lang, "、結論を出さず残した", ", left open"));
}

static void add_agenda(const struct session *session, const struct group *group, enum lang lang,
		       struct strbuf *out)
{
	if (group->agenda_count)
		strbuf_addf(out, "\n%s\n", TR(lang, "話し合う設問", "What to talk about"));
	for (size_t i = 0; i < group->agenda_count; i++) {
		const struct spread *s = &group->items[group->agenda[i]];
		strbuf_addf(out, TR(lang, " %2zu  %s（", " %2zu  %s ("), i + 1,
			    tr_in(session->instrument.items[group->agenda[i]].question->text, lang));
		add_owned(out, words_why(s, lang));
		add_outcome(s, lang, out);
		strbuf_adds(out, TR(lang, "）\n", ")\n"));
	}
}

static void add_contested(const struct session *session, enum lang lang, struct strbuf *out)
{
	size_t count = 0;
	for (size_t i = 0; i < session->instrument.count; i++)
		count += session->items[i].contested;
	if (count)
		strbuf_addf(out,
			    TR(lang,
			       "\n合意した回答のうち、別のパソコンでの版も残っている設問が%"
			       "zu問あります。その設問で選び直すと決まります。\n",
			       "\nOf what was agreed, %zu questions have a second version from another "
			       "laptop. Choose again to settle them.\n"),
			    count);
}

void result_group(const struct session *session, const struct workshop *workshop, enum lang lang,
		  struct strbuf *out)
{
	strbuf_addf(out, "\n%s", TR(lang, "ワークショップ：", "Workshop: "));
	add_owned(out, words_handed_in(workshop->count, workshop->waiting, lang));
	strbuf_addc(out, '\n');
	add_gaps(session, &workshop->group, lang, out);
	add_agenda(session, &workshop->group, lang, out);
	add_contested(session, lang, out);
}

void result_actions(const struct actions *actions, enum lang lang, struct strbuf *out)
{
	if (actions && actions->count)
		strbuf_addf(out, "\n%s\n", TR(lang, "これからの取組", "Actions"));
	for (size_t i = 0; actions && i < actions->count; i++) {
		const struct action *a = &actions->list[i];
		char *due = *a->due ? date_words(a->due, lang) : NULL;
		strbuf_addf(out, TR(lang, "  - %s（%s、%s、%s）\n", "  - %s (%s, %s, %s)\n"), a->text,
			    *a->owner ? a->owner : TR(lang, "担当は未定", "nobody yet"),
			    due ? due : TR(lang, "期限は未定", "no date"),
			    tr_in(action_state_word(a->state), lang));
		free(due);
	}
}
