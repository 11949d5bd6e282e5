/* SPDX-License-Identifier: MIT */
/*
 * Two columns of questions as a table of two cells, which every browser and word processor lays out alike.
 * How high a question will be is reckoned from its words, so that pages and columns are broken by us and the
 * same everywhere.
 */
#include "report/sheet.h"

#include "base/text.h"
#include "model/people.h"
#include "model/words.h"

#include <stdlib.h>
#include <string.h>

/*
 * A column is 91 mm wide, and 232 mm (English: 235) are left below the head. A line of Japanese at 8.5 pt
 * holds 30 ems and is 3.8 mm high; one of English at 8 pt holds about 68 letters and is 3.6 mm high.
 */
static const struct paper {
	const char *size;  /* of the letters */
	int width;         /* half-width characters in a line of a column */
	size_t half_lines; /* in a column of a page */
} papers[] = {
	[LANG_JA] = {"8.5pt", 60, 120},
	[LANG_EN] = {"8pt", 68, 130},
};

enum { NUMBER_WIDTH = 4 };

struct sheet {
	const struct instrument *instrument;
	const char *title;
	enum lang lang;
	struct strbuf *out;
	size_t pages;
};

/* ---- words into HTML ---- */

static void add_escaped(struct strbuf *out, const char *text)
{
	static const struct {
		char c;
		const char *entity;
	} entities[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"}, {'"', "&quot;"}, {'\'', "&#39;"}};
	char *safe = text_safe(text ? text : "", text ? strlen(text) : 0, false);
	for (const char *s = safe; *s; s++) {
		size_t i = 0, count = sizeof entities / sizeof *entities;
		while (i < count && entities[i].c != *s)
			i++;
		if (i < count)
			strbuf_adds(out, entities[i].entity);
		else
			strbuf_addc(out, *s);
	}
	free(safe);
}

static void add_tr(struct sheet *sheet, struct tr text)
{
	add_escaped(sheet->out, tr_in(text, sheet->lang));
}

static void add_say(struct sheet *sheet, const char *ja, const char *en)
{
	strbuf_adds(sheet->out, TR(sheet->lang, ja, en));
}

/* ---- whom a question is for ---- */

static bool opens(const struct condition *condition, const struct option *option, size_t index)
{
	return condition->by_value ? option->value >= condition->at_least
				   : (condition->options & UINT32_C(1) << index) != 0;
}

/* 問5で3、4、5に○を付けた方 */
static void add_numbers(struct strbuf *out, const struct condition *condition, const struct question *parent,
			enum lang lang)
{
	size_t last = 0, count = 0;
	for (size_t i = 0; i < parent->option_count; i++)
		if (opens(condition, &parent->options[i], i))
			last = i;
	for (size_t i = 0; i < parent->option_count; i++) {
		if (!opens(condition, &parent->options[i], i))
			continue;
		const char *between = TR(lang, "、", i == last ? " or " : ", ");
		strbuf_addf(out, "%s%zu", count++ ? between : "", i + 1);
	}
}

/* 問5で3以上の方, where everything from one number on opens it: the shortest way to say so. */
static size_t from_number(const struct condition *condition, const struct question *parent)
{
	size_t first = 0;
	while (first < parent->option_count && !opens(condition, &parent->options[first], first))
		first++;
	for (size_t i = first; i < parent->option_count; i++)
		if (!opens(condition, &parent->options[i], i))
			return 0;
	return first + 1 < parent->option_count ? first + 1 : 0;
}

static void add_condition(struct strbuf *out, const struct instrument *instrument, size_t index,
			  enum lang lang)
{
	const struct item *item = &instrument->items[index];
	const struct condition *condition = item->question->condition;
	if (!condition || item->parent == ITEM_NONE)
		return;
	const struct question *parent = instrument->items[item->parent].question;
	size_t number = item->parent + 1, from = from_number(condition, parent);
	if (condition->by_value && parent->type == QUESTION_CHECKLIST) {
		int ticks = parent->thresholds[condition->at_least - 1];
		strbuf_addf(out,
			    TR(lang, "問%zuで%d個以上に○を付けた方",
			       "If in question %zu you circled at least %d"),
			    number, ticks);
	} else if (from) {
		strbuf_addf(out,
			    TR(lang, "問%zuで%zu以上の方", "If your answer to question %zu is %zu or more"),
			    number, from);
	} else {
		strbuf_addf(out, TR(lang, "問%zuで", "If your answer to question %zu is "), number);
		add_numbers(out, condition, parent, lang);
		strbuf_adds(out, TR(lang, "に○を付けた方", ""));
	}
}

/* ---- how high it will be ---- */

static size_t lines_of(const char *text, int width)
{
	struct text_line *lines = NULL;
	size_t count = text_wrap(text ? text : "", width, &lines);
	free(lines);
	return count;
}

/* In half lines. */
static size_t height_of(const struct instrument *instrument, size_t index, enum lang lang)
{
	const struct question *question = instrument->items[index].question;
	int width = papers[lang].width;
	size_t lines = 1 + lines_of(tr_in(question->text, lang), width - NUMBER_WIDTH); /* with 0 */
	if (question->condition)
		lines++;
	if (question->type == QUESTION_CHECKLIST)
		lines += 2; /* "none of these", and that several may be circled */
	if (question->may_be_na)
		lines++;
	for (size_t i = 0; i < question->option_count; i++)
		lines += lines_of(tr_in(question->options[i].text, lang), width - NUMBER_WIDTH);
	return 2 * lines + 1;
}

/* The questions of one page: `middle` begins the right column. */
struct leaf {
	size_t first, middle, end;
};

static size_t fill_column(const struct sheet *sheet, size_t at, size_t end)
{
	size_t used = 0, first = at;
	for (; at < end; at++) {
		used += height_of(sheet->instrument, at, sheet->lang);
		if (used > papers[sheet->lang].half_lines && at > first)
			break;
	}
	return at;
}

/* The left column takes half of the lines where both fit on the page, so that neither is long. */
static size_t balance(const struct sheet *sheet, const struct leaf *leaf)
{
	size_t total = 0, used = 0, at = leaf->first;
	for (size_t i = leaf->first; i < leaf->end; i++)
		total += height_of(sheet->instrument, i, sheet->lang);
	for (; at < leaf->middle && 2 * used < total; at++)
		used += height_of(sheet->instrument, at, sheet->lang);
	return fill_column(sheet, at, leaf->end) == leaf->end ? at : leaf->middle;
}

static struct leaf leaf_from(const struct sheet *sheet, size_t first)
{
	size_t most = sheet->instrument->count - first;
	if (most > SHEET_QUESTIONS_MAX)
		most = SHEET_QUESTIONS_MAX;
	struct leaf leaf = {.first = first};
	leaf.middle = fill_column(sheet, first, first + most);
	leaf.end = fill_column(sheet, leaf.middle, first + most);
	leaf.middle = balance(sheet, &leaf);
	return leaf;
}

size_t sheet_pages(const struct instrument *instrument, enum lang lang)
{
	struct sheet sheet = {.instrument = instrument, .lang = lang};
	size_t pages = 0;
	for (size_t at = 0; at < instrument->count; pages++)
		at = leaf_from(&sheet, at).end;
	return pages ? pages : 1;
}

/* ---- a question ---- */

static void add_row(struct sheet *sheet, size_t number, struct tr text)
{
	strbuf_addf(sheet->out, "<tr><td class=\"n\">%zu</td><td>", number);
	add_tr(sheet, text);
	strbuf_adds(sheet->out, "</td></tr>\n");
}

static void add_question(struct sheet *sheet, size_t index)
{
	const struct question *question = sheet->instrument->items[index].question;
	struct strbuf *out = sheet->out, condition = {0};
	add_condition(&condition, sheet->instrument, index, sheet->lang);
	strbuf_adds(out, "<div class=\"q\">\n<p>");
	if (condition.len)
		strbuf_addf(out, "<em>%s</em><br>\n", strbuf_str(&condition));
	strbuf_addf(out, TR(sheet->lang, "<b>問%zu</b> ", "<b>%zu.</b> "), index + 1);
	add_tr(sheet, question->text);
	if (question->type == QUESTION_CHECKLIST)
		add_say(sheet, "<br>\n（あてはまる番号すべてに○）",
			"<br>\n(circle every number that applies)");
	strbuf_adds(out, "</p>\n<table>\n");
	for (size_t i = 0; i < question->option_count; i++)
		add_row(sheet, i + 1, question->options[i].text);
	if (question->type == QUESTION_CHECKLIST)
		add_row(sheet, question->option_count + 1, none_word());
	add_row(sheet, 0, state_word(STATE_UNKNOWN));
	if (question->may_be_na)
		add_say(sheet, "<tr><td></td><td>該当なし（理由：　　　　　　　　　　）</td></tr>\n",
			"<tr><td></td><td>Not applicable (why: ______________________)</td></tr>\n");
	strbuf_adds(out, "</table>\n</div>\n");
	strbuf_release(&condition);
}

/* ---- a page ---- */

/* Kinds to circle: 1 情報・企画部局 2 産業振興部局 */
static void add_kinds(struct sheet *sheet, const char *ja, const char *en, const struct kind *kinds,
		      size_t count)
{
	strbuf_adds(sheet->out, "<tr><th>");
	add_say(sheet, ja, en);
	strbuf_adds(sheet->out, "</th><td>");
	for (size_t i = 0; i < count; i++) {
		strbuf_addf(sheet->out, "%s<span>%zu ", i ? TR(sheet->lang, "　", " &nbsp; ") : "", i + 1);
		add_tr(sheet, kinds[i].word);
		strbuf_adds(sheet->out, "</span>");
	}
	strbuf_adds(sheet->out, "</td></tr>\n");
}

static void add_boxes(struct sheet *sheet)
{
	strbuf_adds(sheet->out, "<table class=\"who\">\n<tr><th>");
	add_say(sheet, "呼び名", "Alias");
	strbuf_adds(sheet->out, "</th><td class=\"alias\">");
	add_say(sheet, "（本名は書かないでください）", "(please do not write your real name)");
	strbuf_adds(sheet->out, "</td></tr>\n");
	add_kinds(sheet, "部局", "Department", DEPARTMENTS, DEPARTMENT_COUNT);
	add_kinds(sheet, "立場", "Role", ROLES, ROLE_COUNT);
	/* Consent counts only when it was given before the answers. */
	add_say(sheet,
		"<tr><th>同意</th><td>提出した人が3人未満でも、部局や立場を示してよい：　はい　・　いいえ</"
		"td></tr>\n",
		"<tr><th>Consent</th><td>My department or role may be shown even if fewer than three hand "
		"in: "
		"&nbsp; yes &nbsp;/&nbsp; no</td></tr>\n");
	strbuf_adds(sheet->out, "</table>\n");
}

static void add_head(struct sheet *sheet, size_t page)
{
	strbuf_adds(sheet->out, "<h1>");
	add_escaped(sheet->out, sheet->title);
	if (sheet->pages > 1)
		strbuf_addf(sheet->out, TR(sheet->lang, "（%zu/%zuページ）", " (page %zu of %zu)"), page,
			    sheet->pages);
	strbuf_adds(sheet->out, "</h1>\n");
	if (page > 1) {
		add_say(sheet, "<p class=\"how\">呼び名：＿＿＿＿＿＿＿＿＿＿</p>\n",
			"<p class=\"how\">Alias: ____________________</p>\n");
		return;
	}
	add_boxes(sheet);
	add_say(sheet,
		"<p class=\"how\">各問で、今の状態に最も近い番号一つに○を付けてください。"
		"わからないときは0です。人を評価するものではありません。",
		"<p class=\"how\">For each question, circle the one number that is closest to how things are "
		"now; 0 if you do not know. Nobody is being assessed.");
	if (sheet->pages > 1)
		strbuf_addf(sheet->out, TR(sheet->lang, "全部で%zuページあります。", " There are %zu pages."),
			    sheet->pages);
	strbuf_adds(sheet->out, "</p>\n");
}

static void add_page(struct sheet *sheet, const struct leaf *leaf, size_t page)
{
	strbuf_addf(sheet->out, "<section%s>\n", page > 1 ? " class=\"more\"" : "");
	add_head(sheet, page);
	strbuf_adds(sheet->out, "<table class=\"page\"><tr><td>\n");
	for (size_t i = leaf->first; i < leaf->end; i++) {
		if (i == leaf->middle)
			strbuf_adds(sheet->out, "</td><td>\n");
		add_question(sheet, i);
	}
	strbuf_adds(sheet->out, "</td></tr></table>\n</section>\n");
}

static const char style[] =
	"<style>\n"
	"@page { size: A4; margin: 10mm 11mm; }\n"
	"body { margin: 0; color: #000; background: #fff; font-family: \"Noto Sans CJK JP\", \"Noto Sans "
	"JP\", "
	"\"Yu Gothic\", Meiryo, \"Hiragino Sans\", sans-serif; }\n"
	"h1 { font-size: 12pt; margin: 0 0 1mm; }\n"
	"p { margin: 0; }\n"
	"em { font-style: normal; text-decoration: underline; }\n"
	".how { margin: 1.2mm 0; }\n"
	"section.more { break-before: page; page-break-before: always; }\n"
	"table { border-collapse: collapse; }\n"
	"td, th { padding: 0; vertical-align: top; text-align: left; font-size: inherit; }\n"
	".who { width: 100%; }\n"
	".who td, .who th { border: 0.3mm solid #000; padding: 0.4mm 1.2mm; }\n"
	".who th { width: 6em; }\n"
	".who span { white-space: nowrap; }\n"
	".who .alias { height: 6mm; font-size: 7pt; }\n"
	".page { width: 100%; table-layout: fixed; }\n"
	".page > tbody > tr > td { width: 50%; padding-right: 3mm; }\n"
	".q { margin: 0 0 1.6mm; break-inside: avoid; page-break-inside: avoid; }\n"
	".q .n { width: 6mm; text-align: center; }\n"
	"</style>\n";

void sheet_write(const struct instrument *instrument, const char *title, enum lang lang, struct strbuf *out)
{
	struct sheet sheet = {
		.instrument = instrument,
		.title = title,
		.lang = lang,
		.out = out,
		.pages = sheet_pages(instrument, lang),
	};
	strbuf_addf(out, "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n<title>",
		    TR(lang, "ja", "en"));
	add_escaped(out, title);
	strbuf_adds(out, "</title>\n");
	strbuf_adds(out, style);
	strbuf_addf(out, "<style>body { font-size: %s; line-height: 1.28; }</style>\n", papers[lang].size);
	strbuf_adds(out, "</head>\n<body>\n");
	size_t page = 1;
	for (size_t at = 0; at < instrument->count; page++) {
		struct leaf leaf = leaf_from(&sheet, at);
		add_page(&sheet, &leaf, page);
		at = leaf.end;
	}
	strbuf_adds(out, "</body>\n</html>\n");
}
