/* SPDX-License-Identifier: MIT */
#include "cli/plain_parts.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { LINE_BYTES_MAX = 20000, NUMBER_MAX = 100000 };

char *plain_read(bool *ended, bool *bad)
{
	struct strbuf line = {0};
	size_t at;
	int c;
	*bad = false;
	while ((c = getchar()) != EOF && c != '\n')
		if (line.len < LINE_BYTES_MAX)
			strbuf_addc(&line, (char)c);
		else
			*bad = true;
	if (c == EOF && line.len == 0) {
		*ended = true;
		return NULL;
	}
	if (line.len && line.bytes[line.len - 1] == '\r')
		line.len--;
	if (*bad || memchr(strbuf_str(&line), '\0', line.len) ||
	    !text_is_utf8(strbuf_str(&line), line.len, &at)) {
		*bad = true;
		line.len = 0;
	}
	char *text = text_nfc(strbuf_str(&line), line.len);
	strbuf_release(&line);
	return text;
}

/* Narrow, lower case, without blanks at the ends; *kana: an input method was on. */
static char *plainly(const char *text, bool *kana)
{
	struct strbuf b = {0};
	size_t n = strlen(text);
	uint32_t cp;
	*kana = false;
	for (size_t at = 0; at < n;) {
		char out[4];
		at += text_decode(text + at, n - at, &cp);
		*kana = *kana || text_is_kana(cp);
		cp = text_narrow_cp(cp);
		if (cp == 0x3001 || cp == 0x3002 || cp == 0x30FB || cp == '.' || cp == '\t' || cp == 0x3000)
			cp = ' '; /* what people put between numbers */
		if (cp >= 'A' && cp <= 'Z')
			cp += 'a' - 'A';
		if (cp == ' ' && b.len == 0)
			continue;
		strbuf_add(&b, out, text_encode(cp, out));
	}
	while (b.len && b.bytes[b.len - 1] == ' ')
		strbuf_remove(&b, b.len - 1, 1);
	return b.len ? strbuf_detach(&b) : xstrdup("");
}

/* The next number of a list divided by blanks and commas. False at the end, or (*number is SIZE_MAX) at what
 * is no number. */
static bool next_number(const char **at, size_t *number)
{
	*at += strspn(*at, " ,");
	if (!**at)
		return false;
	size_t digits = strspn(*at, "0123456789");
	*number = SIZE_MAX;
	if (!digits || ((*at)[digits] && !strchr(" ,", (*at)[digits])))
		return false;
	unsigned long value = digits > 6 ? NUMBER_MAX : strtoul(*at, NULL, 10);
	*number = value > NUMBER_MAX ? NUMBER_MAX : (size_t)value;
	*at += digits;
	return true;
}

static bool is_numbers(const char *text)
{
	size_t number = 0;
	bool any = false;
	while (next_number(&text, &number))
		any = true;
	return any && number != SIZE_MAX;
}

size_t plain_number(const char *text, size_t most, size_t empty)
{
	bool kana;
	char *line = plainly(text, &kana);
	const char *at = line;
	size_t number = 0, more = 0;
	if (!*line)
		number = empty;
	else if (!next_number(&at, &number) || next_number(&at, &more) || more == SIZE_MAX || number > most)
		number = 0;
	free(line);
	return number;
}

static struct plain_line bad(enum lang lang, const char *text)
{
	struct plain_line line = {.action = PLAIN_BAD, .why = {.lang = lang}};
	fail(&line.why, "%s", text);
	return line;
}

static struct plain_line choose(const struct question *question, const char *at, enum lang lang)
{
	struct plain_line line = {.action = PLAIN_ANSWER, .answer = {.state = STATE_ANSWERED}};
	bool one = question->type == QUESTION_CHOICE, none = false;
	size_t number, count = 0;
	while (next_number(&at, &number)) {
		if (number > question->option_count || number > QUESTION_OPTIONS_MAX ||
		    (number == 0 && one)) {
			line = (struct plain_line){.action = PLAIN_BAD, .why = {.lang = lang}};
			fail(&line.why,
			     TR(lang, "番号は %d から %zu までです。", "The numbers go from %d to %zu."),
			     one ? 1 : 0, question->option_count);
			return line;
		}
		none = none || number == 0;
		if (number)
			line.answer.options |= UINT32_C(1) << (number - 1);
		count++;
	}
	if (one && count > 1)
		return bad(lang, TR(lang, "この設問で選べる番号は1つです。",
				    "Only one number can be chosen here."));
	if (none && line.answer.options)
		return bad(lang, TR(lang, "0（どれもない）は、ほかの番号と一緒には選べません。",
				    "0 (none of these) cannot go with other numbers."));
	if (none)
		line.answer.options = OPTIONS_NONE;
	return line;
}

static struct plain_line of_letter(char letter, enum lang lang)
{
	static const struct {
		char letter;
		enum plain_action action;
	} letters[] = {
		{'n', PLAIN_NEXT},   {'x', PLAIN_NA},   {'p', PLAIN_BACK},  {'e', PLAIN_NOTE},
		{'u', PLAIN_UNDO},   {'?', PLAIN_HELP}, {'h', PLAIN_HELP},  {'g', PLAIN_LIST},
		{'r', PLAIN_RESULT}, {'l', PLAIN_LANG}, {'q', PLAIN_LEAVE},
	};
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].letter == letter)
			return (struct plain_line){.action = letters[i].action};
	return bad(lang, TR(lang, "分かりませんでした。番号か、? で使い方をご覧ください。",
			    "That was not understood. Type a number, or ? for help."));
}

static struct plain_line parse(const char *text, bool kana, const struct question *question, enum lang lang)
{
	if (!*text)
		return (struct plain_line){.action = PLAIN_NEXT};
	if (text[0] == 'g' && is_numbers(text + 1))
		return (struct plain_line){.action = PLAIN_GO,
					   .number = plain_number(text + 1, NUMBER_MAX, 0)};
	if (question && is_numbers(text))
		return choose(question, text, lang);
	if (question && strcmp(text, "none") == 0 && question->type == QUESTION_CHECKLIST)
		return choose(question, "0", lang);
	if (question && strcmp(text, "d") == 0)
		return (struct plain_line){.action = PLAIN_ANSWER, .answer = {.state = STATE_UNKNOWN}};
	if (kana)
		return bad(lang, TR(lang, "日本語入力をオフ（半角英数）にしてから、入力してください。",
				    "Switch the Japanese input method off, then type again."));
	struct plain_line line = of_letter(text[1] ? '\0' : text[0], lang);
	bool needs_question = line.action == PLAIN_NA || line.action == PLAIN_NOTE;
	return question || !needs_question ? line : of_letter('\0', lang);
}

struct plain_line plain_parse(const char *text, const struct question *question, enum lang lang)
{
	bool kana;
	char *line = plainly(text, &kana);
	struct plain_line parsed = parse(line, kana, question, lang);
	free(line);
	return parsed;
}
