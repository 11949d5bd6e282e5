/* SPDX-License-Identifier: MIT */
#include "tty.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/sys.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

#define LIMIT_MS 20000

struct tty {
	int master, life; /* life: end of file when the program and all it started are gone */
	pid_t pid;
	bool ended, silent, reaped;
	int status;
	struct termios before, after; /* after: the last that could be read */
	VTerm *vt;
	VTermScreen *screen;
	int rows, cols;
	bool alternate, cursor_hidden;
	int mouse;
	struct strbuf raw;
	size_t fed, looked; /* bytes of raw that the screen has; that tty_wait_output has passed */
	unsigned long frame, handled, expected;
	int frame_rows, frame_cols;
	struct strbuf text; /* what the last look returned */
};

/* ---- the terminal ---- */

static void write_all(int fd, const char *bytes, size_t n)
{
	while (n > 0) {
		ssize_t written = write(fd, bytes, n);
		if (written < 0 && errno != EINTR && errno != EAGAIN)
			return;
		if (written > 0) {
			bytes += written;
			n -= (size_t)written;
		}
	}
}

static void answer(const char *bytes, size_t n, void *user)
{
	struct tty *tty = user;
	if (!tty->silent && !tty->ended)
		write_all(tty->master, bytes, n);
}

static int on_property(VTermProp property, VTermValue *value, void *user)
{
	struct tty *tty = user;
	if (property == VTERM_PROP_ALTSCREEN)
		tty->alternate = value->boolean;
	else if (property == VTERM_PROP_CURSORVISIBLE)
		tty->cursor_hidden = !value->boolean;
	else if (property == VTERM_PROP_MOUSE)
		tty->mouse = value->number;
	return 1;
}

static void open_screen(struct tty *tty)
{
	static const VTermScreenCallbacks callbacks = {.settermprop = on_property};
	tty->vt = vterm_new(tty->rows, tty->cols);
	vterm_set_utf8(tty->vt, 1);
	vterm_output_set_callback(tty->vt, answer, tty);
	tty->screen = vterm_obtain_screen(tty->vt);
	vterm_screen_set_callbacks(tty->screen, &callbacks, tty);
	vterm_screen_enable_altscreen(tty->screen, 1);
	vterm_screen_reset(tty->screen, 1);
}

static void set_environment(const char *const *env)
{
	setenv("TERM", "xterm-256color", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	unsetenv("NO_COLOR");
	unsetenv("ESCDELAY");
	for (; env && *env; env++) {
		const char *equals = strchr(*env, '=');
		char *name = equals ? xstrndup(*env, (size_t)(equals - *env)) : xstrdup(*env);
		if (equals)
			setenv(name, equals + 1, 1);
		else
			unsetenv(name);
		free(name);
	}
}

struct tty *tty_start(const char *const *argv, const char *const *env, int rows, int cols)
{
	struct tty *tty = xcalloc(1, sizeof *tty);
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	int life[2];
	if (pipe(life) != 0)
		abort();
	fcntl(life[0], F_SETFD, FD_CLOEXEC);
	fflush(stdout);
	tty->pid = forkpty(&tty->master, NULL, NULL, &size);
	if (tty->pid < 0)
		abort();
	if (tty->pid == 0) {
		set_environment(env);
		execvp(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	close(life[1]);
	tty->life = life[0];
	tty->rows = rows;
	tty->cols = cols;
	fcntl(tty->master, F_SETFD, FD_CLOEXEC);
	open_screen(tty);
	return tty;
}
