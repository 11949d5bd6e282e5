/* SPDX-License-Identifier: MIT */
#include "ui/guard.h"

#include "base/alloc.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

#define STACK_SIZE    65536
#define RESET_WAIT_MS 200

enum how { HOW_TELL, HOW_CRASH };

/* clang-format off */

static const struct { int number; enum how how; } heard[] = { /* those that are told in the order they are told in */
	{SIGHUP,  HOW_TELL},  {SIGTERM, HOW_TELL},  {SIGINT,  HOW_TELL},  {SIGQUIT, HOW_TELL},
	{SIGUSR1, HOW_TELL},  {SIGUSR2, HOW_TELL},  {SIGALRM, HOW_TELL},  {SIGVTALRM, HOW_TELL}, {SIGPROF, HOW_TELL},
	{SIGCONT, HOW_TELL},  {SIGTSTP, HOW_TELL},  {SIGWINCH, HOW_TELL},
	{SIGSEGV, HOW_CRASH}, {SIGBUS,  HOW_CRASH}, {SIGILL,  HOW_CRASH}, {SIGFPE,  HOW_CRASH},
	{SIGABRT, HOW_CRASH}, {SIGSYS,  HOW_CRASH}, {SIGTRAP, HOW_CRASH}, {SIGXCPU, HOW_CRASH},
};

/* clang-format on */

#define HEARD   (sizeof heard / sizeof *heard)
#define LEAVING 9 /* so many of them, from the first, mean to leave: they would end it without more ado */

/*
 * Synchronised updates, paste, mouse, application keys, attributes and character set; the cursor to the last
 * row, for terminals without a second screen; leave that screen; show the cursor.
 */
static const char reset[] =
	"\033[?2026l\033[?2004l\033[?1006l\033[?1000l\033[?1l\033>\033[0m\033(B\033[999;1H\r\n"
	"\033[?1049l\033[?25h";

struct guard {
	volatile sig_atomic_t open;
	volatile sig_atomic_t came[HEARD], rung; /* rung: there may be a byte in the pipe */
	int pipe[2];                             /* only wakes poll: which signal it was is in `came` */
	struct termios modes;
	struct sigaction before[HEARD];
	stack_t stack_before;
	bool at_exit;
	_Alignas(16) char stack[STACK_SIZE];
};

/* What a signal handler can see has to be static. */
/* NOLINTNEXTLINE(cppcoreguidelines-avoid-non-const-global-variables) */
static struct guard guard;

void guard_give_back(void)
{
	if (!guard.open)
		return;
	guard.open = 0;
	/* A terminal that takes nothing must not keep a dying program. */
	struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
	if (poll(&out, 1, RESET_WAIT_MS) > 0) {
		ssize_t written = write(STDOUT_FILENO, reset, sizeof reset - 1);
		(void)written; /* there is nobody to tell */
	}
	tcsetattr(STDIN_FILENO, TCSANOW, &guard.modes);
}

static void tell(int number)
{
	int error = errno;
	for (size_t i = 0; i < HEARD; i++)
		if (heard[i].number == number)
			guard.came[i] = 1;
	guard.rung = 1;
	ssize_t written = write(guard.pipe[1], "", 1);
	(void)written; /* full: poll wakes anyway */
	errno = error;
}

/* SA_RESETHAND has put the default action back; the signal comes again on return, and ends the program as it
 * should. */
static void crash(int number)
{
	guard_give_back();
	raise(number);
}

static void listen(void)
{
	stack_t stack = {.ss_sp = guard.stack, .ss_size = sizeof guard.stack};
	sigaltstack(&stack, &guard.stack_before);
	for (size_t i = 0; i < HEARD; i++) {
		bool is_crash = heard[i].how == HOW_CRASH;
		struct sigaction action = {.sa_handler = is_crash ? crash : tell};
		action.sa_flags = is_crash ? SA_ONSTACK | (int)SA_RESETHAND : SA_RESTART;
		sigemptyset(&action.sa_mask);
		if (is_crash)
			sigaddset(&action.sa_mask, SIGTTOU); /* in the background, tcsetattr would stop it */
		guard.came[i] = 0;
		sigaction(heard[i].number, &action, &guard.before[i]);
	}
}

static bool open_pipe(void)
{
	if (pipe(guard.pipe) != 0)
		return false;
	for (int i = 0; i < 2; i++) {
		fcntl(guard.pipe[i], F_SETFD, FD_CLOEXEC);
		fcntl(guard.pipe[i], F_SETFL, O_NONBLOCK);
	}
	return true;
}

bool guard_open(struct err *err)
{
	if (tcgetattr(STDIN_FILENO, &guard.modes) != 0)
		return fail(err, TR(err->lang, "端末の状態を読み取れません。",
				    "Cannot read the state of the terminal."));
	if (!open_pipe())
		return fail(err, TR(err->lang, "パイプを作れません。", "Cannot make a pipe."));
	listen();
	alloc_on_death(guard_give_back);
	if (!guard.at_exit)
		guard.at_exit = atexit(guard_give_back) == 0;
	guard.open = 1;
	return true;
}

void guard_close(void)
{
	guard.open = 0;
	alloc_on_death(NULL);
	for (size_t i = 0; i < HEARD; i++)
		sigaction(heard[i].number, &guard.before[i], NULL);
	sigaltstack(&guard.stack_before, NULL);
	close(guard.pipe[0]);
	close(guard.pipe[1]);
}

int guard_fd(void)
{
	return guard.pipe[0];
}

int guard_signal(void)
{
	if (!guard.rung)
		return 0;
	guard.rung = 0;
	char bytes[64];
	while (read(guard.pipe[0], bytes, sizeof bytes) > 0)
		continue;
	for (size_t i = 0; i < HEARD; i++)
		if (guard.came[i]) {
			guard.came[i] = 0;
			guard.rung = 1; /* there may be another */
			return heard[i].number;
		}
	return 0;
}

bool guard_leaving(void)
{
	for (size_t i = 0; i < LEAVING; i++)
		if (guard.came[i])
			return true;
	return false;
}

void guard_modes(void)
{
	tcsetattr(STDIN_FILENO, TCSANOW, &guard.modes);
}

void guard_stop(void)
{
	/* By default, that is: stop here. The return says that it was continued, so CONT need not be told. */
	struct sigaction plain = {.sa_handler = SIG_DFL}, stop, resume;
	sigemptyset(&plain.sa_mask);
	sigaction(SIGTSTP, &plain, &stop);
	sigaction(SIGCONT, &plain, &resume);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &stop, NULL);
	sigaction(SIGCONT, &resume, NULL);
}
