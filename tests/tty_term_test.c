/* SPDX-License-Identifier: MIT */
/* ui/term in a real (emulated) terminal, by way of tty_demo, which shows the events that it gets. */
#include "check.h"
#include "tty.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/sys.h"

#include <dirent.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>

#define NEWEST     9 /* the row of the newest event when there are eight or more */
#define STYLES_ROW 12

/* Beside the program under test. */
static char *demo_path(void)
{
	const char *program = sys_env("TENKEN");
	const char *slash = program ? strrchr(program, '/') : NULL;
	struct strbuf path = {0};
	strbuf_addf(&path, "%.*s/tests/tty_demo", slash ? (int)(slash - program) : 6,
		    slash ? program : ".build");
	return strbuf_detach(&path);
}

static struct tty *start_in(const char *const *env, int rows, int cols)
{
	char *path = demo_path();
	const char *argv[] = {path, NULL};
	struct tty *tty = tty_start(argv, env, rows, cols);
	free(path);
	return tty;
}

static struct tty *start(const char *const *env)
{
	return start_in(env, 24, 80);
}

static void leave(struct tty *tty)
{
	tty_keys(tty, "q");
	CHECK_INT(tty_wait_exit(tty), 0);
	CHECK(tty_restored(tty));
	CHECK(tty_sent_clean(tty));
	tty_free(tty);
}

TEST(first_frame)
{
	struct tty *tty = start(NULL);
	int row, col;
	CHECK(tty_wait_frame(tty));
	CHECK_STR(tty_screen_row(tty, 0), " 端末の試験 80x24");
	CHECK_STR(tty_screen_row(tty, 1), "ambiguous … → ① ○ ×|");
	tty_cursor(tty, &row, &col);
	CHECK_INT(row, 2);
	CHECK_INT(col, 3);
	CHECK(tty_look(tty, 0, 70).reverse);
	CHECK(!tty_look(tty, 1, 0).reverse);
	leave(tty);
}

TEST(keys)
{
	static const struct {
		const char *typed, *shown;
	} rows[] = {
		{"<Up>", "up"},         {"<Down>", "down"},
		{"<Left>", "left"},     {"<Right>", "right"},
		{"<Home>", "home"},     {"<End>", "end"},
		{"<PgUp>", "page up"},  {"<PgDn>", "page down"},
		{"<Enter>", "enter"},   {"<C-j>", "enter"},
		{"<Tab>", "tab"},       {"<S-Tab>", "backtab"},
		{"<BS>", "backspace"},  {"<C-h>", "backspace"},
		{"<Del>", "delete"},    {"<Esc>", "escape"},
		{"<F1>", "f1"},         {"<F2>", "f2"},
		{"<F3>", "f3"},         {"<F4>", "f4"},
		{"<F5>", "f5"},         {"<F6>", "f6"},
		{"<F7>", "f7"},         {"<wheel-up>", "wheel up"},
		{"<C-a>", "control a"}, {"<C-s>", "control s"},
		{"<C-_>", "control _"}, {"<wheel-down>", "wheel down"},
		{"9", "U+0039"},        {"あ", "U+3042"},
		{"𠮷", "U+20BB7"},      {"Ａ", "U+FF21"},
		{"<Space>", "U+0020"},
	};
	struct tty *tty = start(NULL);
	CHECK(tty_keys(tty, "12345678"));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		CHECK(tty_keys(tty, rows[i].typed));
		CHECK_STR(tty_screen_row(tty, NEWEST), rows[i].shown);
	}
	leave(tty);
}

TEST(keys_typed_at_once_are_all_there)
{
	struct tty *tty = start(NULL);
	CHECK(tty_keys(tty, "かな<Up><Down>漢<Enter>x"));
	CHECK_STR(tty_screen_row(tty, 2), "U+304B");
	CHECK_STR(tty_screen_row(tty, 5), "down");
	CHECK_STR(tty_screen_row(tty, 8), "U+0078");
	leave(tty);
}

TEST(bad_bytes)
{
	struct tty *tty = start(NULL);
	CHECK(tty_send_keys(tty,
			    "\xff"
			    "a\xe3\x81"
			    "b",
			    5, 5));
	CHECK_STR(tty_screen_row(tty, 2), "U+FFFD");
	CHECK_STR(tty_screen_row(tty, 3), "U+0061");
	CHECK_STR(tty_screen_row(tty, 4), "U+FFFD");
	CHECK_STR(tty_screen_row(tty, 5), "U+FFFD");
	CHECK_STR(tty_screen_row(tty, 6), "U+0062");
	leave(tty);
}

TEST(paste)
{
	struct tty *tty = start(NULL);
	CHECK(tty_keys(tty, "<paste:一行目\r\n二行目\rか\u3099>z"));
	CHECK_STR(tty_screen_row(tty, 2), "paste 23 一行目|二行目|が");
	CHECK_STR(tty_screen_row(tty, 3), "U+007A");
	leave(tty);
}

TEST(a_long_paste_comes_whole)
{
	struct tty *tty = start(NULL);
	struct strbuf script = {0};
	strbuf_adds(&script, "<paste:");
	for (int i = 0; i < 10000; i++)
		strbuf_adds(&script, "あ");
	strbuf_adds(&script, ">");
	CHECK(tty_keys(tty, strbuf_str(&script)));
	CHECK(tty_has(tty, "paste 30000 あああ"));
	strbuf_release(&script);
	leave(tty);
}

TEST(a_paste_without_end_is_given_up)
{
	struct tty *tty = start(NULL);
	CHECK(tty_send_keys(tty, "\033[200~half\r", 11, 1));
	CHECK_STR(tty_screen_row(tty, 2), "paste 5 half|");
	leave(tty);
}

TEST(click)
{
	struct tty *tty = start(NULL);
	CHECK(tty_keys(tty, "<click:3,7><click:23,79>x"));
	CHECK_STR(tty_screen_row(tty, 2), "click 3,7");
	CHECK_STR(tty_screen_row(tty, 3), "click 23,79");
	CHECK_STR(tty_screen_row(tty, 4), "U+0078");
	leave(tty);
}

TEST(resize)
{
	static const int sizes[][2] = {{16, 60}, {1, 1}, {2, 3}, {500, 1000}, {24, 80}, {50, 200}, {24, 80}};
	struct tty *tty = start(NULL);
	CHECK(tty_wait_frame(tty));
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
		CHECK(tty_resize(tty, sizes[i][0], sizes[i][1]));
	CHECK_STR(tty_screen_row(tty, 0), " 端末の試験 80x24");
	CHECK_STR(tty_screen_row(tty, 8), "resize 80x24");
	CHECK_STR(tty_screen_row(tty, STYLES_ROW), "文字 text           文字 text");
	leave(tty);
}

TEST(a_terminal_too_large_is_clamped)
{
	struct tty *tty = start_in(NULL, 20000, 20000);
	CHECK(tty_wait_text(tty, "端末の試験 1000x500"));
	leave(tty);
}

TEST(lines_and_columns_are_not_believed)
{
	static const char *const hostile[] = {"LINES=10000", "COLUMNS=10000", NULL};
	static const char *const small[] = {"LINES=1", "COLUMNS=-7", NULL};
	const char *const *const cases[] = {hostile, small};
	for (size_t i = 0; i < 2; i++) {
		struct tty *tty = start(cases[i]);
		CHECK(tty_wait_text(tty, "端末の試験 80x24"));
		CHECK(tty_resize(tty, 30, 90));
		leave(tty);
	}
}

/* A shell with job control starts it, as people do. */
TEST(stop_and_continue)
{
	char *path = demo_path();
	struct strbuf script = {0};
	strbuf_addf(&script, "set -m; '%s'; echo stopped; read line; fg; echo ended $?", path);
	const char *argv[] = {"sh", "-c", strbuf_str(&script), NULL};
	struct tty *tty = tty_start(argv, NULL, 24, 80);
	CHECK(tty_keys(tty, "a"));
	for (int round = 0; round < 1; round++) {
		CHECK(tty_keys(tty, "<C-z>"));
		CHECK(tty_wait_output(tty, "stopped\r\n"));
		CHECK(tty_restored(tty));
		tty_send(tty, "\n", 1);
		CHECK(tty_wait_text(tty, "wake"));
		CHECK_STR(tty_screen_row(tty, 0), " 端末の試験 80x24");
		CHECK(tty_keys(tty, "<click:1,1><paste:p>"));
		CHECK_STR(tty_screen_row(tty, 5), "paste 1 p");
	}
	tty_keys(tty, "q");
	CHECK(tty_wait_output(tty, "ended 0"));
	CHECK_INT(tty_wait_exit(tty), 0);
	CHECK(tty_restored(tty));
	tty_free(tty);
	strbuf_release(&script);
	free(path);
}

/* kill %1 continues a stopped job where it has no terminal: it must end all the same, and leave the terminal
 * alone. */
TEST(told_to_leave_while_stopped)
{
	char *path = demo_path();
	struct strbuf script = {0};
	strbuf_addf(&script, "set -m; '%s'; kill -TERM %%1; kill -CONT %%1; read line", path);
	const char *argv[] = {"sh", "-c", strbuf_str(&script), NULL};
	struct tty *tty = tty_start(argv, NULL, 24, 80);
	CHECK(tty_keys(tty, "a<C-z>"));
	CHECK(tty_wait_output(tty, "left with 115"));
	tty_send(tty, "\n", 1);
	CHECK_INT(tty_wait_exit(tty), 0);
	CHECK(tty_restored(tty));
	tty_free(tty);
	strbuf_release(&script);
	free(path);
}

TEST(hidden_cursor)
{
	struct tty *tty = start(NULL);
	int row, col;
	CHECK(tty_keys(tty, "a<F7>"));
	tty_cursor(tty, &row, &col);
	CHECK_INT(row, -1);
	CHECK(tty_keys(tty, "b"));
	leave(tty);
}

/* Nobody could continue a program that has the terminal for itself, so Ctrl-Z must not stop it for ever. */
TEST(stop_without_a_shell)
{
	struct tty *tty = start(NULL);
	CHECK(tty_keys(tty, "a<C-z>"));
	CHECK(tty_wait_text(tty, "wake"));
	CHECK(tty_keys(tty, "b"));
	leave(tty);
}

TEST(stopped_and_continued_by_others)
{
	struct tty *tty = start(NULL);
	CHECK(tty_wait_frame(tty));
	tty_kill(tty, SIGSTOP);
	tty_kill(tty, SIGCONT);
	CHECK(tty_wait_text(tty, "wake"));
	CHECK(tty_keys(tty, "<click:1,1>"));
	leave(tty);
}

static void check_death(int number, int status)
{
	struct tty *tty = start(NULL);
	CHECK(tty_keys(tty, "a"));
	int64_t before = sys_monotonic_ms();
	tty_kill(tty, number);
	CHECK_INT(tty_wait_exit(tty), status);
	CHECK(sys_monotonic_ms() - before < 1000);
	CHECK(tty_restored(tty));
	tty_free(tty);
}

TEST(told_to_leave)
{
	static const int numbers[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		check_death(numbers[i], 100 + numbers[i]);
}

TEST(crashes)
{
	static const int numbers[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		check_death(numbers[i], 128 + numbers[i]);
}

TEST(abort_and_no_memory)
{
	static const char *const env[] = {"ASAN_OPTIONS=allocator_may_return_null=1", NULL};
	struct tty *tty = start(env);
	tty_keys(tty, "a<F9>");
	CHECK_INT(tty_wait_exit(tty), 128 + SIGABRT);
	CHECK(tty_restored(tty));
	tty_free(tty);
	tty = start(env);
	tty_keys(tty, "a<F8>");
	CHECK_INT(tty_wait_exit(tty), 1);
	CHECK(tty_restored(tty));
	CHECK(tty_has(tty, "Out of memory"));
	tty_free(tty);
}

TEST(control_c)
{
	struct tty *tty = start(NULL);
	tty_keys(tty, "a<C-c>");
	CHECK_INT(tty_wait_exit(tty), 100 + SIGINT);
	CHECK(tty_restored(tty));
	tty_free(tty);
}

TEST(window_closed)
{
	struct tty *tty = start(NULL);
	CHECK(tty_keys(tty, "a"));
	int64_t before = sys_monotonic_ms();
	tty_hang_up(tty);
	int status = tty_wait_exit(tty);
	CHECK(status == 100 ||
	      status == 100 + SIGHUP); /* the signal, or the end of the input, whichever is seen first */
	CHECK(sys_monotonic_ms() - before < 1000);
	tty_free(tty);
}

/* With HUP ignored by whoever started it, too. */
TEST(window_closed_without_a_signal)
{
	char *path = demo_path();
	struct strbuf script = {0};
	strbuf_addf(&script, "trap '' HUP; '%s'; exit $?", path);
	const char *argv[] = {"sh", "-c", strbuf_str(&script), NULL};
	struct tty *tty = tty_start(argv, NULL, 24, 80);
	CHECK(tty_keys(tty, "a"));
	tty_hang_up(tty);
	CHECK(tty_wait_exit(tty) >= 100);
	tty_free(tty);
	strbuf_release(&script);
	free(path);
}

TEST(idle_is_asleep)
{
	struct tty *tty = start(NULL);
	CHECK(tty_keys(tty, "a<Esc>"));
	if (tty_proc_number(tty, "status", "voluntary_ctxt_switches:") < 0) {
		printf("skipped idle_is_asleep: there is no /proc\n");
	} else {
		for (int64_t until = sys_monotonic_ms() + 20000;
		     !tty_is_asleep(tty) && sys_monotonic_ms() < until;)
			poll(NULL, 0, 1);
		long before = tty_proc_number(tty, "status", "voluntary_ctxt_switches:");
		CHECK(tty_quiet(tty, 700));
		CHECK_INT(tty_proc_number(tty, "status", "voluntary_ctxt_switches:"), before);
	}
	leave(tty);
}

/* Did it choose a colour (SGR 30 to 49, 90 to 107)? */
static bool sent_colour(struct tty *tty)
{
	size_t n;
	const char *bytes = tty_raw_bytes(tty, &n);
	for (size_t at = 0; at + 2 < n; at++) {
		const char *number = bytes + at + 2;
		if (bytes[at] != 27 || bytes[at + 1] != '[' || number[strspn(number, "0123456789;:")] != 'm')
			continue;
		for (; *number != 'm'; number += *number == ';' || *number == ':') {
			char *end;
			long value = strtol(number, &end, 10);
			if ((value >= 30 && value < 50) || (value >= 90 && value < 108))
				return true;
			number = end;
		}
	}
	return false;
}

TEST(no_colours)
{
	static const char *const env[] = {"NO_COLOR=1", NULL};
	struct tty *tty = start(env);
	CHECK(tty_keys(tty, "a"));
	CHECK(!sent_colour(tty));
	CHECK(tty_look(tty, 2, 0).reverse); /* the focus */
	CHECK(!tty_look(tty, 2, 0).coloured);
	leave(tty);
	tty = start(NULL);
	CHECK(tty_keys(tty, "a"));
	CHECK(sent_colour(tty));
	CHECK(tty_look(tty, 2, 0).coloured && tty_look(tty, 2, 0).bold && !tty_look(tty, 2, 0).reverse);
	leave(tty);
}

TEST(other_terminals)
{
	static const char *const types[] = {"linux", "vt100", "screen",      "tmux-256color",
					    "rxvt",  "xterm", "xterm-direct"};
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		char type[32];
		snprintf(type, sizeof type, "TERM=%s", types[i]);
		const char *env[] = {type, NULL};
		struct tty *tty = start(env);
		if (!tty_wait_text(tty, "端末の試験") && tty_has(tty, "No screen can be drawn")) {
			printf("skipped %s: terminfo here does not have it\n", types[i]);
		} else {
			CHECK(tty_keys(tty, "<Up><F1><BS>x"));
			CHECK_STR(tty_screen_row(tty, 2), "up");
			CHECK_STR(tty_screen_row(tty, 3), "f1");
			CHECK_STR(tty_screen_row(tty, 4), "backspace");
			CHECK_STR(tty_screen_row(tty, 5), "U+0078");
			tty_keys(tty, "q");
			CHECK_INT(tty_wait_exit(tty), 0);
		}
		tty_free(tty);
	}
}

static void check_refused(const char *term, const char *sentence)
{
	const char *env[] = {term, NULL};
	struct tty *tty = start(env);
	CHECK_INT(tty_wait_exit(tty), 1);
	CHECK(tty_has(tty, sentence));
	CHECK(!tty_sent(tty, "\033"));
	CHECK(tty_restored(tty));
	tty_free(tty);
}

TEST(terminals_that_cannot)
{
	check_refused("TERM=dumb", "No screen can be drawn on a terminal of type \"dumb\"");
	check_refused("TERM=no-such-terminal",
		      "No screen can be drawn on a terminal of type \"no-such-terminal\"");
	check_refused("TERM=../../etc/passwd", "No screen can be drawn on a terminal");
	check_refused("TERM=", "TERM is empty");
	check_refused("TERM", "TERM is empty");
}

TEST(no_terminal)
{
	char *path = demo_path();
	struct strbuf script = {0};
	strbuf_addf(&script, "'%s' </dev/null; '%s' | cat", path, path);
	const char *argv[] = {"sh", "-c", strbuf_str(&script), NULL};
	struct tty *tty = tty_start(argv, NULL, 24, 80);
	CHECK(tty_wait_output(tty, "needs a terminal"));
	CHECK(tty_wait_output(tty, "needs a terminal"));
	CHECK_INT(tty_wait_exit(tty), 0);
	tty_free(tty);
	strbuf_release(&script);
	free(path);
}

TEST(hostile_text_is_not_obeyed)
{
	struct tty *tty = start(NULL);
	CHECK(tty_keys(tty, "<F10>"));
	CHECK_STR(tty_screen_row(tty, 10),
		  "a\uFFFD[2Jb\uFFFD31mc\uFFFDd\uFFFDe\uFFFDfg\uFFFDh\uFFFDi\uFFFDj k\uFFFDl\uFFFD|");
	leave(tty);
}

#define NARROW   "ambiguous … → ① ○ ×|"
#define STOOD_IN "ambiguous . > 1 o x|"

TEST(ambiguous_characters)
{
	static const char *const yes[] = {"WIDE=yes", NULL}, *const no[] = {"WIDE=no", NULL};
	struct tty *tty = start(yes);
	CHECK(tty_wait_text(tty, STOOD_IN));
	CHECK(!tty_sent(tty, "\033[6n"));
	leave(tty);
	tty = start(no);
	CHECK(tty_wait_text(tty, NARROW));
	CHECK(!tty_sent(tty, "\033[6n"));
	leave(tty);
	tty = start(NULL); /* answers by itself: one column */
	CHECK(tty_keys(tty, "a"));
	CHECK_STR(tty_screen_row(tty, 1), NARROW);
	CHECK_STR(tty_screen_row(tty, 2), "U+0061");
	leave(tty);
	tty = start(NULL);
	tty_silent(tty);
	CHECK(tty_keys(tty, "a")); /* painted although nothing was answered */
	CHECK_STR(tty_screen_row(tty, 1), NARROW);
	tty_send(tty, "\033[1;3R", 6);
	CHECK(tty_wait_text(tty, STOOD_IN));
	CHECK(tty_keys(tty, "b"));
	CHECK(!tty_has(tty, "escape"));
	leave(tty);
}

TESTS(RUN(first_frame), RUN(keys), RUN(keys_typed_at_once_are_all_there), RUN(bad_bytes), RUN(paste),
      RUN(a_long_paste_comes_whole), RUN(a_paste_without_end_is_given_up), RUN(click), RUN(resize),
      RUN(a_terminal_too_large_is_clamped), RUN(lines_and_columns_are_not_believed), RUN(stop_and_continue),
      RUN(told_to_leave_while_stopped), RUN(hidden_cursor), RUN(stop_without_a_shell),
      RUN(stopped_and_continued_by_others), RUN(told_to_leave), RUN(crashes), RUN(abort_and_no_memory),
      RUN(control_c), RUN(window_closed), RUN(window_closed_without_a_signal), RUN(idle_is_asleep),
      RUN(no_colours), RUN(other_terminals), RUN(terminals_that_cannot), RUN(no_terminal),
      RUN(hostile_text_is_not_obeyed), RUN(ambiguous_characters))
