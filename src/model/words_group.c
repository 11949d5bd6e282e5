/* SPDX-License-Identifier: MIT */
#include "model/words_group.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <inttypes.h>
#include <stdlib.h>

struct tr words_sealed(void)
{
	return (struct tr){"提出された回答は、公開するまで誰にも表示しません。",
			   "What has been handed in is shown to nobody before the reveal."};
}

char *words_handed_in(size_t handed_in, size_t waiting, enum lang lang)
{
	struct strbuf text = {0};
	strbuf_addf(&text, TR(lang, "提出 %zu人、未提出 %zu人", "%zu handed in, %zu still to come"),
		    handed_in, waiting);
	return strbuf_detach(&text);
}

/* Rounded half away from zero. */
static int64_t scaled(struct fraction f, int64_t scale)
{
	int64_t twice = 2 * scale * f.num;
	return (twice + (twice < 0 ? -f.den : f.den)) / (2 * f.den);
}

char *words_a(const struct spread *spread)
{
	struct strbuf text = {0};
	if (spread->has_a) {
		int64_t a = scaled(spread->a, 100);
		strbuf_addf(&text, "%s%" PRId64 ".%02" PRId64, a < 0 ? "-" : "", (a < 0 ? -a : a) / 100,
			    (a < 0 ? -a : a) % 100);
	}
	return text.len ? strbuf_detach(&text) : xstrdup("");
}

static struct tr agreement_word(struct fraction a)
{
	if (10 * a.num >= 8 * a.den)
		return (struct tr){"回答はそろっています", "Answers agree"};
	if (10 * a.num >= 4 * a.den)
		return (struct tr){"回答はおおむねそろっています", "Answers largely agree"};
	if (a.num >= 0)
		return (struct tr){"回答が分かれています", "Answers differ"};
	return (struct tr){"回答が大きく分かれています", "Answers are far apart"};
}

char *words_agreement(const struct spread *spread, enum lang lang)
{
	struct strbuf text = {0};
	if (!spread->has_a)
		return xstrdup(TR(lang, "回答が少なく、比べられません", "Too few answers to compare"));
	char *a = words_a(spread);
	strbuf_addf(&text, TR(lang, "%s（一致度 %s%s）", "%s (agreement %s%s)"),
		    tr_in(agreement_word(spread->a), lang), a,
		    spread->indicative ? TR(lang, "、参考", ", indicative") : "");
	free(a);
	return strbuf_detach(&text);
}

char *words_reasons(unsigned reasons, enum lang lang)
{
	static const struct {
		unsigned reason;
		struct tr words;
	} ROWS[] = {
		{AGENDA_FLAG,
		 {"留意すべき状態かどうかで分かれている", "divided on a state that calls for caution"}},
		{AGENDA_DIVIDED, {"回答に開きがある", "answers are apart"}},
		{AGENDA_UNKNOWN, {"わからない人が多い", "many do not know"}},
		{AGENDA_CONSENSUS, {"全員の回答がそろっている", "all gave the same answer"}},
	};
	struct strbuf text = {0};
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++)
		if (reasons & ROWS[i].reason)
			strbuf_addf(&text, "%s%s", text.len ? TR(lang, "、", ", ") : "",
				    tr_in(ROWS[i].words, lang));
	return text.len ? strbuf_detach(&text) : xstrdup("");
}

char *words_why(const struct spread *spread, enum lang lang)
{
	struct strbuf text = {0};
	char *reasons = words_reasons(spread->reasons, lang), *a = words_a(spread);
	if (!*reasons) {
		free(reasons);
		free(a);
		return words_agreement(spread, lang);
	}
	strbuf_adds(&text, reasons);
	if (*a)
		strbuf_addf(&text, TR(lang, "（一致度 %s%s）", " (agreement %s%s)"), a,
			    spread->indicative ? TR(lang, "、参考", ", indicative") : "");
	free(reasons);
	free(a);
	return strbuf_detach(&text);
}

struct tr value_word(int value)
{
	static const struct tr WORDS[] = {{"まだない", "not yet"},
					  {"一部", "partly"},
					  {"おおむね", "largely"},
					  {"できている", "in place"}};
	return value >= 0 && value < 4 ? WORDS[value] : (struct tr){"わからない", "do not know"};
}

struct tr department_short(size_t department)
{
	static const struct tr SHORT[] = {{"情報・企画", "Information"},
					  {"産業", "Industry"},
					  {"施策担当", "Policy"},
					  {"財政", "Finance"},
					  {"その他", "Other"}};
	return department < sizeof SHORT / sizeof *SHORT ? SHORT[department] : (struct tr){"", ""};
}

char *words_stand(const struct stand *stand, enum lang lang)
{
	struct strbuf text = {0};
	strbuf_adds(&text, tr_in(value_word(stand->answered ? stand->median : -1), lang));
	if (stand->answered && stand->lowest != stand->highest)
		strbuf_addf(&text, TR(lang, "（%sから%sまで）", " (%s to %s)"),
			    tr_in(value_word(stand->lowest), lang), tr_in(value_word(stand->highest), lang));
	strbuf_addf(&text, TR(lang, "　%zu人", "  %zu"), stand->n);
	if (stand->unknown && stand->answered)
		strbuf_addf(&text, TR(lang, "（わからない %zu人）", " (%zu do not know)"), stand->unknown);
	return strbuf_detach(&text);
}

/* Tenths of a step on the scale of 0 to 3. */
static int64_t tenths(struct fraction f)
{
	int64_t t = scaled(f, 30);
	return t < 0 ? -t : t;
}

char *words_gap(const struct gap *gap, enum lang lang)
{
	struct strbuf text = {0};
	if (gap->is_signed) {
		struct fraction f = gap->policy_over_information;
		int64_t t = tenths(f);
		if (!t)
			return xstrdup(
				TR(lang, "施策担当部局と情報・企画部局の見方は、同じです。",
				   "The policy departments and information or planning see it alike."));
		strbuf_addf(&text,
			    TR(lang,
			       "施策担当部局は、情報・企画部局より平均で%" PRId64 ".%" PRId64
			       "段階%s見ています。",
			       "The policy departments see it %" PRId64 ".%" PRId64
			       " steps %s than information or planning does."),
			    t / 10, t % 10,
			    f.num < 0 ? TR(lang, "低く", "lower") : TR(lang, "高く", "higher"));
		return strbuf_detach(&text);
	}
	if (!gap->exists || !tenths(gap->size))
		return NULL;
	int64_t t = tenths(gap->size);
	strbuf_addf(&text,
		    TR(lang, "部局の間に、平均で%" PRId64 ".%" PRId64 "段階の開きがあります。",
		       "Departments are %" PRId64 ".%" PRId64 " steps apart on average."),
		    t / 10, t % 10);
	return strbuf_detach(&text);
}

char *words_reliance(struct fraction reliance, enum lang lang)
{
	struct strbuf text = {0};
	if (!reliance.den)
		return NULL;
	strbuf_addf(&text,
		    TR(lang,
		       "外部依存の目安：担当職員の過半数が「わからない」とし、外部の専門家が答えた設問は、"
		       "%" PRId64 "問中%" PRId64 "問です。",
		       "Reliance on outsiders: of %" PRId64 " questions there are %" PRId64
		       " that most of the staff do not know and an outside specialist answered."),
		    reliance.den, reliance.num);
	return strbuf_detach(&text);
}

struct tr change_word(enum change_kind kind)
{
	static const struct tr WORDS[] = {
		[CHANGE_NONE] = {"変化があるとはいえません", "no change that can be told"},
		[CHANGE_UP] = {"前回より進みました", "has moved forward"},
		[CHANGE_DOWN] = {"前回より下がりました", "has fallen back"},
		[CHANGE_NOT_COMPARABLE] = {"設問が違うため、比べられません",
					   "not comparable: the questions differ"},
		[CHANGE_NOT_ASKED] = {"どちらも聞いていません", "asked in neither"},
	};
	return WORDS[kind];
}

char *words_points(struct fraction change)
{
	struct strbuf text = {0};
	int64_t points = scaled(change, 100);
	strbuf_addf(&text, "%s%" PRId64, points > 0 ? "+" : "", points);
	return strbuf_detach(&text);
}
