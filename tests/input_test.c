/* SPDX-License-Identifier: MIT */
/* Bytes to events (ui/utf8_input, ui/escape): whole, in pieces of every size, and broken. */
#include "check.h"

#include "base/alloc.h"
#include "base/text.h"
#include "ui/utf8_input.h"

#include <stdlib.h>

static const struct escape_key terminfo[] = {{"\033OA", K_UP}, {"\033[[A", K_F1}, {"\033[3~", K_DELETE}};

/* The events as words: keys as themselves or <number above K_FIRST>, "[paste]", "(row,col)". */
static void say(struct strbuf *out, struct event *event)
{
	char bytes[4];
	if (event->kind == EVENT_PASTE)
		strbuf_addf(out, "[%s]", event->text);
	else if (event->kind == EVENT_CLICK)
		strbuf_addf(out, "(%d,%d)", event->row, event->col);
	else if (event->key >= K_CTRL)
		strbuf_addf(out, "<C-%c>", (char)(event->key - K_CTRL));
	else if (event->key > K_FIRST)
		strbuf_addf(out, "<%u>", (unsigned)(event->key - K_FIRST));
	else
		strbuf_add(out, bytes, text_encode(event->key, bytes));
	event_release(event);
}

static void drain(struct utf8_input *input, bool give_up, struct strbuf *out)
{
	struct event event;
	while (utf8_input_next(input, give_up, &event))
		say(out, &event);
}

/* All that these bytes make when they come in pieces of `piece` bytes and nothing comes after them. */
static char *events(const char *bytes, size_t n, size_t piece)
{
	struct utf8_input input = {.escape_ms = 50, .keys = terminfo, .key_count = 3};
	struct strbuf out = {0};
	for (size_t at = 0; at < n; at += piece) {
		utf8_input_add(&input, bytes + at, n - at < piece ? n - at : piece, 0);
		drain(&input, false, &out);
	}
	while (utf8_input_wait(&input, 0) >= 0)
		drain(&input, true, &out);
	utf8_input_release(&input);
	return out.bytes ? strbuf_detach(&out) : xstrdup("");
}

#define CHECK_EVENTS(literal, want)                                              \
	do {                                                                     \
		for (size_t piece = 1; piece <= sizeof(literal); piece++) {      \
			char *got = events(literal, sizeof(literal) - 1, piece); \
			CHECK_STR(got, want);                                    \
			free(got);                                               \
		}                                                                \
	} while (0)

TEST(characters)
{
	CHECK_EVENTS("aあ𠮷ｱé", "aあ𠮷ｱé");
}

TEST(bad_bytes_cost_one_each)
{
	CHECK_EVENTS("a\xff"
		     "b",
		     "a\uFFFDb");
	CHECK_EVENTS("\xe3\x81"
		     "b",
		     "\uFFFD\uFFFDb");                                /* a character cut short */
	CHECK_EVENTS("\xc0\xaf", "\uFFFD\uFFFD");                     /* overlong */
	CHECK_EVENTS("\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD");           /* surrogate */
	CHECK_EVENTS("\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"); /* above Unicode */
	CHECK_EVENTS("\xe3\x81", "\uFFFD\uFFFD");                     /* nothing comes after it */
	CHECK_EVENTS("\xe2\x80\xae"
		     "x",
		     "\uFFFDx"); /* a bidi override is no character of a text */
}

TEST(controls)
{
	char want[64];
	snprintf(want, sizeof want, "<%d><%d><%d><%d><%d><C-a><C-z><C-_><C-@>", K_ENTER - K_FIRST,
		 K_ENTER - K_FIRST, K_TAB - K_FIRST, K_BACKSPACE - K_FIRST, K_BACKSPACE - K_FIRST);
	CHECK_EVENTS("\r\n\t\b\x7f\x01\x1a\x1f\0", want);
}

static void check_key(const char *bytes, int key)
{
	char want[32];
	snprintf(want, sizeof want, "%s<%d>", "x", key - K_FIRST);
	struct strbuf typed = {0};
	strbuf_addf(&typed, "x%s", bytes);
	for (size_t piece = 1; piece <= typed.len; piece++) {
		char *got = events(typed.bytes, typed.len, piece);
		CHECK_STR(got, want);
		free(got);
	}
	strbuf_release(&typed);
}

TEST(keys)
{
	static const struct {
		const char *bytes;
		int key;
	} rows[] = {
		{"\033OA", K_UP},
		{"\033[A", K_UP},
		{"\033[1;5A", K_UP},
		{"\033OB", K_DOWN},
		{"\033[D", K_LEFT},
		{"\033[C", K_RIGHT},
		{"\033[H", K_HOME},
		{"\033[1~", K_HOME},
		{"\033OF", K_END},
		{"\033[8~", K_END},
		{"\033[5~", K_PAGE_UP},
		{"\033[6~", K_PAGE_DOWN},
		{"\033[3~", K_DELETE},
		{"\033[Z", K_BACK_TAB},
		{"\033OM", K_ENTER},
		{"\033[[A", K_F1},
		{"\033[[E", K_F5},
		{"\033OP", K_F1},
		{"\033OR", K_F3},
		{"\033[15~", K_F5},
		{"\033[21~", K_F10},
		{"\033", K_ESCAPE},
		{"\033[<64;1;1M", K_WHEEL_UP},
		{"\033[<65;9;9M", K_WHEEL_DOWN},
		{"\033[M\x60!!", K_WHEEL_UP},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		check_key(rows[i].bytes, rows[i].key);
}

TEST(escape_before_other_keys)
{
	char want[32];
	snprintf(want, sizeof want, "<%d>x<%d><%d>あ", K_ESCAPE - K_FIRST, K_ESCAPE - K_FIRST,
		 K_UP - K_FIRST);
	CHECK_EVENTS("\033x\033\033OA\xe3\x81\x82", want);
}

TEST(a_sequence_that_says_nothing_leaves_no_letters)
{
	CHECK_EVENTS("\033[2~a\033[200;1;2;3;4;5;6;7u\033[?62;22cb\033[>41;370;0c\033[Ic\033Ozd", "abcd");
	CHECK_EVENTS("a\033[12;3", "a"); /* half of one */
	CHECK_EVENTS("a\033[99999999999999999999~b", "ab");
	CHECK_EVENTS("a\033[1;2\rb", "a<9>b"); /* broken off by Enter */
}

TEST(click_is_reported_once)
{
	CHECK_EVENTS("\033[<0;8;4M\033[<0;8;4m", "(3,7)");
	CHECK_EVENTS("\033[<2;8;4M\033[<2;8;4m\033[<32;8;4M\033[<0;0;0m", ""); /* right, moved, nowhere */
	CHECK_EVENTS("\033[M (!\033[M#(!", "(0,7)");                           /* X10: press, release */
}

TEST(pastes)
{
	CHECK_EVENTS("a\033[200~x\r\ny\rz\n\033[201~b", "a[x\ny\nz\n]b");
	CHECK_EVENTS("\033[200~\033[201~", "[]");
	CHECK_EVENTS("\033[200~か\xe3\x82\x99\033[201~", "[が]");
	CHECK_EVENTS("\033[200~a\033[A\x07\xff\xe2\x80\xae\t\033[201~", "[a\uFFFD[A\uFFFD\uFFFD\uFFFD\t]");
	CHECK_EVENTS("\033[200~never ends\r", "[never ends\n]");
	CHECK_EVENTS("\033[201~a", "a");
}

TEST(waits)
{
	struct utf8_input input = {.escape_ms = 50};
	struct event event;
	CHECK_INT(utf8_input_wait(&input, 1000), -1);
	utf8_input_add(&input, "\033", 1, 1000);
	CHECK(!utf8_input_next(&input, false, &event));
	CHECK_INT(utf8_input_wait(&input, 1010), 40);
	CHECK_INT(utf8_input_wait(&input, 2000), 0);
	utf8_input_add(&input, "[200~x", 6, 2000);
	CHECK(!utf8_input_next(&input, false, &event));
	CHECK_INT(utf8_input_wait(&input, 2000), UTF8_INPUT_PASTE_MS);
	CHECK(utf8_input_next(&input, true, &event));
	CHECK_INT(event.kind, EVENT_PASTE);
	event_release(&event);
	CHECK_INT(utf8_input_wait(&input, 2000), -1);
	utf8_input_release(&input);
}

TEST(a_paste_without_end_is_cut)
{
	struct utf8_input input = {.escape_ms = 50};
	struct event event = {0};
	char block[4096];
	memset(block, 'x', sizeof block);
	utf8_input_add(&input, "\033[200~", 6, 0);
	for (size_t i = 0; i < UTF8_INPUT_PASTE_MOST / sizeof block + 10; i++) {
		utf8_input_add(&input, block, sizeof block, 0);
		CHECK(!utf8_input_next(&input, false, &event));
	}
	utf8_input_add(&input, "\033[201~k", 7, 0);
	CHECK(utf8_input_next(&input, false, &event));
	CHECK(event.text && strlen(event.text) <= UTF8_INPUT_PASTE_MOST + 16);
	event_release(&event);
	CHECK(utf8_input_next(&input, false, &event));
	CHECK_INT(event.key, 'k');
	utf8_input_release(&input);
}

TEST(cursor_report)
{
	struct utf8_input input = {.escape_ms = 50};
	struct event event;
	utf8_input_add(&input, "\033[1;3Ra", 7, 0);
	CHECK(utf8_input_next(&input, false, &event));
	CHECK_INT(event.key, 'a');
	CHECK(input.cursor_known);
	CHECK_INT(input.cursor_col, 2);
	utf8_input_release(&input);
}

TESTS(RUN(characters), RUN(bad_bytes_cost_one_each), RUN(controls), RUN(keys), RUN(escape_before_other_keys),
      RUN(a_sequence_that_says_nothing_leaves_no_letters), RUN(click_is_reported_once), RUN(pastes),
      RUN(waits), RUN(a_paste_without_end_is_cut), RUN(cursor_report))
