/* SPDX-License-Identifier: MIT */
/*
 * The program itself under signals and in worlds that are not as they should be: what was answered is saved,
 * the terminal is given back, the exit status says why, nothing hangs. What the terminal layer alone does is
 * proven in tty_term_test.c. $TENKEN is the program, $SRC the tree.
 */
#include "check.h"
#include "tty.h"

#include "base/strbuf.h"
#include "base/sys.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUICK   "run quick-check --lang en"
#define TYPED   "e書きかけ"
#define BLINDLY "1\n\n\n2\nq\n\004" /* the quick check, no names, an answer, leave */
#define ENDING  "; echo \"ended $?\"; read line"

struct place {
	char dir[256], db[320], db_env[340];
};

static const char *program(void)
{
	const char *path = getenv("TENKEN");
	return path ? path : ".build/tenken";
}

static void place_make(struct place *p)
{
	const char *tmp = getenv("TMPDIR");
	snprintf(p->dir, sizeof p->dir, "%s/tenken-signal-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(p->dir))
		exit(1);
	snprintf(p->db, sizeof p->db, "%s/a.db", p->dir);
	snprintf(p->db_env, sizeof p->db_env, "TENKEN_DB=%s", p->db);
}

static void place_remove(const struct place *p)
{
	CHECK(tty_remove_database(p->db));
	CHECK(rmdir(p->dir) == 0); /* and nothing was left beside it */
}

/* `command`: its arguments, read by a shell that the program takes the place of. */
static struct tty *start(const struct place *p, const char *command, const char *const *more)
{
	struct strbuf line = {0};
	strbuf_addf(&line, "exec '%s' %s", program(), command);
	const char *argv[] = {"sh", "-c", strbuf_str(&line), NULL};
	const char *env[16] = {p->db_env, "TENKEN_TEST_MARKS=1", "LC_ALL=C.UTF-8"};
	for (size_t i = 0; more && more[i] && i + 4 < 16; i++)
		env[3 + i] = more[i];
	struct tty *tty = tty_start(argv, env, 24, 80);
	strbuf_release(&line);
	return tty;
}

/* The quick check at its first question, which was answered. */
static struct tty *start_answered(const struct place *p, const char *const *more)
{
	struct tty *tty = start(p, QUICK, more);
	CHECK(tty_keys(tty, "3"));
	CHECK(tty_wait_text(tty, "Saved"));
	return tty;
}

static void leave(struct tty *tty)
{
	tty_keys(tty, "q");
	tty_send(tty, "q", 1);
	CHECK_INT(tty_wait_exit(tty), 0);
	CHECK(tty_restored(tty));
	CHECK(tty_sent_clean(tty));
	tty_free(tty);
}

/* What a command prints on standard output; its status. */
static int output_of(const struct place *p, const char *arguments, struct strbuf *out)
{
	struct strbuf line = {0};
	strbuf_addf(&line, "'%s' --db '%s' %s </dev/null 2>&1", program(), p->db, arguments);
	FILE *from = popen(strbuf_str(&line), "r");
	char bytes[4096];
	size_t n;
	while (from && (n = fread(bytes, 1, sizeof bytes, from)) > 0)
		strbuf_add(out, bytes, n);
	int status = from ? pclose(from) : -1;
	strbuf_release(&line);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static bool exports(const struct place *p, const char *text)
{
	struct strbuf out = {0};
	bool there = output_of(p, "export --table answers", &out) == 0 && strstr(strbuf_str(&out), text);
	if (!there)
		printf("  \"%s\" is not among the answers:\n%.300s\n", text, strbuf_str(&out));
	strbuf_release(&out);
	return there;
}

/* ---- told to leave ---- */

static void check_told(int number, int status)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start_answered(&p, NULL);
	tty_kill(tty, number);
	CHECK_INT(tty_wait_exit(tty), status);
	CHECK(tty_restored(tty));
	CHECK(tty_sent_clean(tty));
	tty_free(tty);
	CHECK(exports(&p, ",answered,"));
	place_remove(&p);
}

TEST(told_to_leave)
{
	static const int numbers[] = {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGALRM};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		check_told(numbers[i], 128 + numbers[i]);
}

/* The words in an open note are as much as an answer to those who wrote them. */
static void check_note_kept(int number, const char *keys)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start_answered(&p, NULL);
	CHECK(tty_keys(tty, keys));
	if (number)
		tty_kill(tty, number);
	else
		tty_hang_up(tty);
	CHECK(tty_wait_exit(tty) >= 128);
	tty_free(tty);
	CHECK(exports(&p, "書きかけ"));
	place_remove(&p);
}

TEST(a_note_being_written_is_kept)
{
	check_note_kept(SIGTERM, TYPED);
	check_note_kept(SIGHUP, TYPED "<Tab>evidence");
	check_note_kept(0, TYPED);
	check_note_kept(SIGTERM, TYPED "<F1>"); /* with help over it */
	check_note_kept(SIGINT, TYPED);
}

TEST(signals_that_are_no_reason_to_leave)
{
	static const int numbers[] = {SIGPIPE, SIGXFSZ, SIGURG, SIGCHLD, SIGWINCH, SIGCONT};
	struct place p;
	place_make(&p);
	struct tty *tty = start_answered(&p, NULL);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		tty_kill(tty, numbers[i]);
	CHECK(tty_keys(tty, "n4"));
	CHECK(tty_wait_text(tty, "Saved"));
	CHECK(tty_has(tty, "✓ 4"));
	leave(tty);
	place_remove(&p);
}

/* All at once: one of them is told. */
TEST(signals_at_once)
{
	static const int numbers[] = {SIGWINCH, SIGTERM, SIGCONT, SIGHUP, SIGWINCH, SIGTERM, SIGINT};
	struct place p;
	place_make(&p);
	struct tty *tty = start_answered(&p, NULL);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		tty_kill(tty, numbers[i]);
	CHECK(tty_wait_exit(tty) > 128);
	CHECK(tty_restored(tty));
	tty_free(tty);
	CHECK(exports(&p, ",answered,"));
	place_remove(&p);
}

TEST(window_closed_while_keys_are_on_their_way)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start_answered(&p, NULL);
	tty_send(tty, "nnnppp\033[200~half a pas", 21);
	tty_hang_up(tty);
	int status = tty_wait_exit(tty);
	CHECK(status >= 128);
	tty_free(tty);
	CHECK(exports(&p, ",answered,"));
	place_remove(&p);
}

/* By the shell, as Ctrl-Z and fg do it, three times; what is typed meanwhile is the shell's. */
TEST(stopped_and_continued)
{
	struct place p;
	struct strbuf script = {0};
	place_make(&p);
	strbuf_addf(&script,
		    "set -m; '%s' " QUICK
		    "; for i in 1 2 3; do echo \"stopped $i\"; read line; fg; done" ENDING,
		    program());
	const char *argv[] = {"sh", "-c", strbuf_str(&script), NULL};
	const char *env[] = {p.db_env, "TENKEN_TEST_MARKS=1", "LC_ALL=C.UTF-8", NULL};
	struct tty *tty = tty_start(argv, env, 24, 80);
	CHECK(tty_keys(tty, "3"));
	for (int round = 1; round <= 3; round++) {
		char told[32];
		snprintf(told, sizeof told, "stopped %d\r\n", round);
		CHECK(tty_keys(tty, "<C-z>"));
		CHECK(tty_wait_output(tty, told));
		CHECK(tty_restored(tty));
		tty_send(tty, "4\n", 2);
		CHECK(tty_wait_text(tty, "Question 1/11"));
		CHECK(tty_keys(tty, "m"));
	}
	CHECK(tty_has(tty, "✓ 3"));
	tty_keys(tty, "q");
	tty_send(tty, "q", 1);
	CHECK(tty_wait_output(tty, "ended 0"));
	CHECK(tty_restored(tty));
	tty_free(tty);
	strbuf_release(&script);
	place_remove(&p);
}

/* ---- the window ---- */

TEST(a_storm_of_sizes)
{
	static const int sizes[][2] = {{1, 1}, {24, 80},  {2, 1},   {1, 200},  {200, 1}, {16, 60},
				       {3, 3}, {50, 200}, {15, 59}, {500, 20}, {5, 5},   {24, 80}};
	struct place p;
	place_make(&p);
	struct tty *tty = start_answered(&p, NULL);
	static const char *const screens[] = {"", "e", "<F1>", "<Esc><Esc>g", "<Esc>r"};
	for (size_t s = 0; s < sizeof screens / sizeof *screens; s++) {
		CHECK(tty_keys(tty, screens[s]));
		for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
			CHECK(tty_resize(tty, sizes[i][0], sizes[i][1]));
	}
	CHECK(tty_keys(tty, "<Esc>"));
	CHECK(tty_has(tty, "✓ 3"));
	leave(tty);
	place_remove(&p);
}

TEST(numbers_in_the_environment_are_not_believed)
{
	static const char *const cases[][3] = {
		{"LINES=0", "COLUMNS=0"},
		{"LINES=-1", "COLUMNS=-1"},
		{"LINES=10000", "COLUMNS=10000"},
		{"LINES=many", "COLUMNS=\033[2J"},
		{"LINES=99999999999999999999", "COLUMNS=1e9"},
		{"ESCDELAY=-5", "TABSIZE=0"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct place p;
		place_make(&p);
		struct tty *tty = start_answered(&p, cases[i]);
		CHECK(tty_has(tty, "Question 1/11"));
		leave(tty);
		place_remove(&p);
	}
}

/* ---- a world that is not as it should be ---- */

/* Line by line instead, told, and without a byte that a simple terminal could not bear. */
static void check_plain(const char *const *env, const char *told)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start(&p, "--lang en", env);
	CHECK(tty_wait_output(tty, told));
	CHECK(tty_wait_output(tty, "Number (Enter: 1)"));
	tty_send(tty, BLINDLY, sizeof BLINDLY - 1);
	CHECK_INT(tty_wait_exit(tty), 0);
	CHECK(tty_restored(tty));
	CHECK(!tty_sent(tty, "\033"));
	tty_free(tty);
	CHECK(exports(&p, ",answered,"));
	place_remove(&p);
}

TEST(terminals_that_cannot)
{
	static const char *const cases[][3] = {
		{"TERM=dumb"},
		{"TERM=no-such-terminal"},
		{"TERM=\033[2J\xe2\x80\xae"},
		{"TERM=../../../../etc/passwd"},
		{"TERM=%s%n%s"},
	};
	static const char *const empty[] = {"TERM=", NULL}, *const unset[] = {"TERM", NULL};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_plain(cases[i], "No screen can be drawn");
	check_plain(empty, "TERM is empty");
	check_plain(unset, "TERM is empty");
}

/* The same of an assessment that is begun at once; told unless it was asked for. */
TEST(beginning_where_no_screen_can_be_drawn)
{
	static const char *const dumb[] = {"TERM=dumb", NULL};
	static const char *const arguments[] = {QUICK, "--plain " QUICK};
	for (int asked_for = 0; asked_for < 2; asked_for++) {
		struct place p;
		place_make(&p);
		struct tty *tty = start(&p, arguments[asked_for], dumb);
		CHECK(tty_wait_output(tty, "Question 1"));
		CHECK_INT(tty_sent(tty, "No screen can be drawn"), !asked_for);
		tty_send(tty, "q\n", 2);
		CHECK_INT(tty_wait_exit(tty), 0);
		tty_free(tty);
		place_remove(&p);
	}
}

/* A name without end is cut where a sentence ends. */
TEST(a_terminal_of_a_name_without_end)
{
	static char term[70000];
	memset(term, 'x', sizeof term - 1);
	memcpy(term, "TERM=", 5);
	const char *const env[] = {term, NULL};
	check_plain(env, "No screen can be drawn");
}

/* Wherever terminfo looks, it finds the terminal in the end or says that it does not. */
TEST(terminfo_that_is_nonsense)
{
	static const char *const cases[][2] = {
		{"TERMINFO=/dev/null"}, {"TERMINFO=/nonexistent"}, {"TERMINFO=hex:ffff"},
		{"TERMINFO=b64:AAAA"},  {"TERMINFO=\033[31m"},     {"TERMINFO=/dev/zero"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct place p;
		place_make(&p);
		struct tty *tty = start(&p, QUICK, cases[i]);
		if (tty_wait_output(tty, "Question 1") && tty_sent(tty, "\033[?1049h")) {
			CHECK(tty_keys(tty, "3"));
			leave(tty);
		} else {
			tty_send(tty, "q\n", 2);
			CHECK_INT(tty_wait_exit(tty), 0);
			CHECK(tty_restored(tty));
			tty_free(tty);
		}
		place_remove(&p);
	}
}

TEST(language_and_time_zone_that_are_nonsense)
{
	static const char *const cases[][5] = {
		{"LC_ALL", "LANG", "LC_CTYPE", "TZ"},
		{"LC_ALL=", "LANG=C", "TZ="},
		{"LC_ALL=xx_YY.UTF-8", "TZ=Nowhere/At_All"},
		{"LC_ALL=ja_JP.SJIS", "TZ=:/dev/zero"},
		{"LC_ALL=../../x", "TZ=:../../../../../etc/passwd"},
		{"LC_ALL", "LANG=\033[2J", "TZ=\033[2J99999999999999"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct place p;
		place_make(&p);
		struct tty *tty = start_answered(&p, cases[i]);
		CHECK(tty_keys(tty, "e髙𠮷"));
		CHECK(tty_has(tty, "髙𠮷"));
		CHECK(tty_keys(tty, "<F10>"));
		leave(tty);
		CHECK(exports(&p, "髙𠮷"));
		place_remove(&p);
	}
}

/* Without TENKEN_DB: no home, one that is no folder, one that is a file. */
TEST(nowhere_to_save)
{
	static const char *const cases[][5] = {
		{"TENKEN_DB", "XDG_DATA_HOME", "HOME"},
		{"TENKEN_DB", "XDG_DATA_HOME", "HOME="},
		{"TENKEN_DB", "XDG_DATA_HOME", "HOME=/dev/null"},
		{"TENKEN_DB", "XDG_DATA_HOME=/dev/null/x\033[2J", "HOME=/nonexistent"},
		{"TENKEN_DB", "XDG_DATA_HOME=/proc", "HOME=/proc"},
		{"TENKEN_DB=/proc/x.db"},
		{"TENKEN_DB=/dev/zero"},
		{"TENKEN_DB=/dev/tty"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct place p;
		place_make(&p);
		struct tty *tty = start(&p, QUICK, cases[i]);
		CHECK_INT(tty_wait_exit(tty), 1);
		CHECK(tty_restored(tty));
		CHECK(tty_sent_clean(tty));
		CHECK(tty_sent(tty, "tenken: "));
		CHECK(!tty_sent(tty, "\033"));
		tty_free(tty);
		place_remove(&p);
	}
}

/* A folder that nobody may write in: told, not drawn. Root may write anywhere. */
TEST(a_folder_that_is_read_only)
{
	if (geteuid() == 0) {
		printf("skipped a_folder_that_is_read_only: root may write anywhere\n");
		return;
	}
	struct place p;
	place_make(&p);
	CHECK(chmod(p.dir, 0500) == 0);
	struct tty *tty = start(&p, QUICK, NULL);
	CHECK_INT(tty_wait_exit(tty), 1);
	CHECK(tty_restored(tty));
	CHECK(tty_sent(tty, p.db));
	tty_free(tty);
	CHECK(chmod(p.dir, 0700) == 0);
	place_remove(&p);
}

/* ---- streams that are closed ---- */

static void check_closed(const char *closed, bool draws)
{
	struct place p;
	struct strbuf command = {0};
	place_make(&p);
	strbuf_addf(&command, "--lang en %s", closed);
	struct tty *tty = start(&p, strbuf_str(&command), NULL);
	if (draws) {
		CHECK(tty_keys(tty, "<Enter><F10>3"));
		leave(tty);
	} else {
		tty_send(tty, BLINDLY, sizeof BLINDLY - 1);
		int status = tty_wait_exit(tty);
		CHECK(status == 0 || status == 1);
		CHECK(tty_restored(tty));
		CHECK(!tty_sent(tty, "\033"));
		tty_free(tty);
	}
	if (access(p.db, F_OK) == 0)
		CHECK(exports(&p, ",answered,"));
	strbuf_release(&command);
	place_remove(&p);
}

/* Without its output it is answered line by line, blindly; without its input not at all. */
TEST(the_wizard_with_a_stream_closed)
{
	check_closed("<&-", false);
	check_closed(">&-", false);
	check_closed("<&- >&-", false);
	check_closed("2>&-", true);
}

TEST(commands_with_streams_closed)
{
	static const char *const closed[] = {"<&-", ">&-", "2>&-", "<&- >&-", ">&- 2>&-", "<&- >&- 2>&-"};
	static const char *const commands[] = {"list",           "show",  "export",
					       "questionnaires", "sheet", "run --plain quick-check",
					       "check x",        "--help"};
	struct place p;
	place_make(&p);
	leave(start_answered(&p, NULL));
	struct strbuf before = {0};
	CHECK_INT(output_of(&p, "export --table answers", &before), 0);
	for (size_t i = 0; i < sizeof closed / sizeof *closed; i++)
		for (size_t c = 0; c < sizeof commands / sizeof *commands; c++) {
			struct strbuf line = {0}, out = {0};
			strbuf_addf(&line, "%s %s", commands[c], closed[i]);
			int status = output_of(&p, strbuf_str(&line), &out);
			if (status < 0 || status > 3) {
				printf("  %s: status %d\n", strbuf_str(&line), status);
				check_failures++;
			}
			strbuf_release(&line);
			strbuf_release(&out);
		}
	CHECK(exports(&p, ",answered,")); /* nothing was written into the database instead */
	strbuf_release(&before);
	place_remove(&p);
}

/* ---- at rest ---- */

static void check_rest(struct tty *tty)
{
	for (int64_t until = sys_monotonic_ms() + 20000; !tty_is_asleep(tty) && sys_monotonic_ms() < until;)
		poll(NULL, 0, 1);
	long before = tty_proc_number(tty, "status", "voluntary_ctxt_switches:");
	CHECK(tty_quiet(tty, 500));
	CHECK_INT(tty_proc_number(tty, "status", "voluntary_ctxt_switches:"), before);
}

/* Nothing wakes it: no screen of it looks at a clock or at the file. */
TEST(at_rest_it_sleeps)
{
	static const char *const screens[] = {"", "e", "<F1>", "<Esc><Esc>g", "<Esc>r", "c", "<Esc><Esc>q"};
	struct place p;
	place_make(&p);
	struct tty *tty = start_answered(&p, NULL);
	if (tty_proc_number(tty, "status", "voluntary_ctxt_switches:") < 0)
		printf("skipped at_rest_it_sleeps: there is no /proc\n");
	for (size_t i = 0; i < sizeof screens / sizeof *screens; i++) {
		CHECK(tty_keys(tty, screens[i]));
		if (tty_proc_number(tty, "status", "voluntary_ctxt_switches:") >= 0)
			check_rest(tty);
	}
	tty_send(tty, "q", 1);
	CHECK_INT(tty_wait_exit(tty), 0);
	CHECK(tty_restored(tty));
	tty_free(tty);
	place_remove(&p);
}

static const struct check_test ALL[] = {
	RUN(told_to_leave),
	RUN(a_note_being_written_is_kept),
	RUN(signals_that_are_no_reason_to_leave),
	RUN(signals_at_once),
	RUN(window_closed_while_keys_are_on_their_way),
	RUN(stopped_and_continued),
	RUN(a_storm_of_sizes),
	RUN(numbers_in_the_environment_are_not_believed),
	RUN(terminals_that_cannot),
	RUN(beginning_where_no_screen_can_be_drawn),
	RUN(a_terminal_of_a_name_without_end),
	RUN(terminfo_that_is_nonsense),
	RUN(language_and_time_zone_that_are_nonsense),
	RUN(nowhere_to_save),
	RUN(a_folder_that_is_read_only),
	RUN(the_wizard_with_a_stream_closed),
	RUN(commands_with_streams_closed),
	RUN(at_rest_it_sleeps),
};

int main(void)
{
	if (!sys_utf8_locale())
		return 1;
	signal(SIGPIPE, SIG_IGN);
	return check_run(ALL, sizeof ALL / sizeof *ALL);
}
