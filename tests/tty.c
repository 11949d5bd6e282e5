/* SPDX-License-Identifier: MIT */
#include "tty.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/sys.h"
#include "base/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vterm.h>

#define LIMIT_MS  20000
#define MOST_ROWS 500 /* what is beyond is not kept; memory is finite */
#define MOST_COLS 1000

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

/* ---- bytes ---- */

/* Keep what the program has sent; waits for so long when it has sent nothing. False at its end or when
 * nothing came. */
static bool take(struct tty *tty, int64_t wait_ms)
{
	struct pollfd in = {.fd = tty->master, .events = POLLIN};
	if (tty->ended || poll(&in, 1, wait_ms > 0 ? (int)wait_ms : 0) <= 0)
		return false;
	char bytes[65536];
	ssize_t n = read(tty->master, bytes, sizeof bytes);
	if (n > 0)
		strbuf_add(&tty->raw, bytes, (size_t)n);
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		tty->ended = true;
	return n > 0;
}

/* The program may be waiting for us to read while it should read. */
void tty_send(struct tty *tty, const char *bytes, size_t n)
{
	while (n > 0 && !tty->ended) {
		ssize_t written = write(tty->master, bytes, n);
		if (written > 0) {
			bytes += written;
			n -= (size_t)written;
			continue;
		}
		if (errno != EINTR && errno != EAGAIN)
			return;
		struct pollfd both = {.fd = tty->master, .events = POLLIN | POLLOUT};
		poll(&both, 1, LIMIT_MS);
		take(tty, 0);
	}
}

/* ---- the terminal ---- */

static void answer(const char *bytes, size_t n, void *user)
{
	struct tty *tty = user;
	if (!tty->silent)
		tty_send(tty, bytes, n);
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

static _Noreturn void run(const char *const *argv, const char *const *env, int slave)
{
	set_environment(env);
	setsid();
	if (ioctl(slave, TIOCSCTTY, 0) == 0 && dup2(slave, 0) == 0 && dup2(slave, 1) == 1 &&
	    dup2(slave, 2) == 2)
		execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

/* A pseudo-terminal of this size; its other end, where programs run. */
static int open_pty(struct tty *tty)
{
	struct winsize size = {.ws_row = (unsigned short)tty->rows, .ws_col = (unsigned short)tty->cols};
	tty->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
	if (tty->master < 0 || grantpt(tty->master) != 0 || unlockpt(tty->master) != 0)
		abort();
	int slave = open(ptsname(tty->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (slave < 0 || ioctl(slave, TIOCSWINSZ, &size) != 0 || tcgetattr(slave, &tty->before) != 0)
		abort();
	tty->after = tty->before;
	return slave;
}

struct tty *tty_start(const char *const *argv, const char *const *env, int rows, int cols)
{
	struct tty *tty = xcalloc(1, sizeof *tty);
	tty->rows = rows;
	tty->cols = cols;
	int slave = open_pty(tty), life[2];
	tty->rows = rows < MOST_ROWS ? rows : MOST_ROWS;
	tty->cols = cols < MOST_COLS ? cols : MOST_COLS;
	if (pipe(life) != 0)
		abort();
	fcntl(life[0], F_SETFD, FD_CLOEXEC);
	fflush(stdout);
	tty->pid = fork();
	if (tty->pid < 0)
		abort();
	if (tty->pid == 0)
		run(argv, env, slave);
	close(slave);
	close(life[1]);
	tty->life = life[0];
	open_screen(tty);
	return tty;
}

void tty_free(struct tty *tty)
{
	if (!tty->reaped) {
		kill(tty->pid, SIGKILL);
		waitpid(tty->pid, NULL, 0);
	}
	if (tty->master >= 0)
		close(tty->master);
	close(tty->life);
	vterm_free(tty->vt);
	strbuf_release(&tty->raw);
	strbuf_release(&tty->text);
	free(tty);
}

long tty_pid(const struct tty *tty)
{
	return tty->pid;
}

void tty_silent(struct tty *tty)
{
	tty->silent = true;
}

/* ---- frames ---- */

static void feed(struct tty *tty, size_t to)
{
	if (to > tty->fed)
		vterm_input_write(tty->vt, tty->raw.bytes + tty->fed, to - tty->fed);
	tty->fed = to;
}

static const char *find(const char *bytes, size_t n, const char *what, size_t len)
{
	for (size_t at = 0; len <= n && at <= n - len; at++)
		if (memcmp(bytes + at, what, len) == 0)
			return bytes + at;
	return NULL;
}

/* The next mark among the bytes that came: the screen gets what stands before it. False when there is none.
 */
static bool next_mark(struct tty *tty)
{
	static const char begin[] = "\033]2;f=";
	const char *fresh = strbuf_str(&tty->raw) + tty->fed;
	size_t n = tty->raw.len - tty->fed;
	const char *mark = find(fresh, n, begin, sizeof begin - 1);
	const char *end = mark ? memchr(mark, '\a', n - (size_t)(mark - fresh)) : NULL;
	if (!end)
		return false;
	char text[96] = {0};
	size_t len = (size_t)(end - mark);
	memcpy(text, mark, len < sizeof text ? len : sizeof text - 1);
	bool read = sscanf(text, "\033]2;f=%lu;in=%lu;sz=%dx%d", &tty->frame, &tty->handled, &tty->frame_cols,
			   &tty->frame_rows) == 4;
	size_t after = tty->fed + (size_t)(end - fresh) + 1;
	feed(tty, tty->fed + (size_t)(mark - fresh));
	tty->fed = after;
	return read;
}

/* The end of the next frame; false at the program's end or when it is too late. */
static bool next_frame(struct tty *tty, int64_t until)
{
	while (!next_mark(tty)) {
		int64_t left = until - sys_monotonic_ms();
		if (tty->ended)
			feed(tty, tty->raw.len);
		if (tty->ended || left <= 0)
			return false;
		take(tty, left);
	}
	return true;
}

static int64_t limit(void)
{
	return sys_monotonic_ms() + LIMIT_MS;
}

/* Why a wait was in vain, for the log. */
static bool in_vain(struct tty *tty, const char *waited_for)
{
	printf("  %s: %s; frame %lu, %lu of %lu keys handled, %dx%d. The screen:\n%s", waited_for,
	       tty->ended ? "the program ended" : "it did not come", tty->frame, tty->handled, tty->expected,
	       tty->frame_cols, tty->frame_rows, tty_screen(tty));
	return false;
}

bool tty_wait_frame(struct tty *tty)
{
	return next_frame(tty, limit()) || in_vain(tty, "a frame");
}

bool tty_wait_text(struct tty *tty, const char *text)
{
	for (int64_t until = limit(); !tty_has(tty, text);)
		if (!next_frame(tty, until))
			return tty_has(tty, text) || in_vain(tty, text);
	return true;
}

bool tty_wait_output(struct tty *tty, const char *bytes)
{
	size_t len = strlen(bytes);
	for (int64_t until = limit();;) {
		const char *from = strbuf_str(&tty->raw) + tty->looked;
		const char *found = find(from, tty->raw.len - tty->looked, bytes, len);
		if (found) {
			tty->looked += (size_t)(found - from) + len;
			while (next_mark(tty))
				continue;
			if (tty->fed < tty->looked)
				feed(tty, tty->looked);
			return true;
		}
		int64_t left = until - sys_monotonic_ms();
		if (tty->ended || left <= 0)
			return in_vain(tty, bytes);
		take(tty, left);
	}
}

bool tty_resize(struct tty *tty, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)cols};
	while (next_mark(tty))
		continue;
	vterm_set_size(tty->vt, rows, cols);
	tty->rows = rows;
	tty->cols = cols;
	ioctl(tty->master, TIOCSWINSZ, &size);
	for (int64_t until = limit(); tty->frame_rows != rows || tty->frame_cols != cols;)
		if (!next_frame(tty, until))
			return in_vain(tty, "a frame of the new size");
	return true;
}

bool tty_quiet(struct tty *tty, int ms)
{
	size_t before = tty->raw.len;
	take(tty, ms);
	return tty->raw.len == before && !tty->ended;
}

/* ---- keys ---- */

static bool wait_handled(struct tty *tty)
{
	int64_t until = limit();
	while (tty->handled < tty->expected)
		if (!next_frame(tty, until))
			return tty->ended ? false : in_vain(tty, "keys");
	return tty->handled == tty->expected || in_vain(tty, "more keys handled than were typed");
}

bool tty_send_keys(struct tty *tty, const char *bytes, size_t n, int keys)
{
	if (tty->frame == 0 && !tty_wait_frame(tty))
		return false;
	tty->expected += (unsigned long)keys;
	tty_send(tty, bytes, n);
	return wait_handled(tty);
}

/* clang-format off */

static const struct { const char *name, *bytes; } names[] = {
	{"Enter", "\r"}, {"Tab", "\t"}, {"S-Tab", "\033[Z"}, {"Esc", "\033"}, {"BS", "\177"}, {"Del", "\033[3~"},
	{"Up", "\033OA"}, {"Down", "\033OB"}, {"Right", "\033OC"}, {"Left", "\033OD"}, {"Home", "\033OH"},
	{"End", "\033OF"}, {"PgUp", "\033[5~"}, {"PgDn", "\033[6~"}, {"Space", " "}, {"lt", "<"}, {"gt", ">"},
	{"F1", "\033OP"}, {"F2", "\033OQ"}, {"F3", "\033OR"}, {"F4", "\033OS"}, {"F5", "\033[15~"}, {"F6", "\033[17~"},
	{"F7", "\033[18~"}, {"F8", "\033[19~"}, {"F9", "\033[20~"}, {"F10", "\033[21~"},
	{"wheel-up", "\033[<64;1;1M"}, {"wheel-down", "\033[<65;1;1M"},
};

/* clang-format on */

/* The bytes of what stands in <>; false when nothing is called so. */
static bool named(const char *name, size_t n, struct strbuf *out)
{
	static const char paste[] = "paste:";
	int row, col;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i].name) == n && memcmp(names[i].name, name, n) == 0) {
			strbuf_adds(out, names[i].bytes);
			return true;
		}
	if (n > sizeof paste - 2 && memcmp(name, paste, sizeof paste - 1) == 0) {
		strbuf_adds(out, "\033[200~");
		strbuf_add(out, name + sizeof paste - 1, n - (sizeof paste - 1));
		strbuf_adds(out, "\033[201~");
	} else if (sscanf(name, "click:%d,%d>", &row, &col) == 2) {
		strbuf_addf(out, "\033[<0;%d;%dM\033[<0;%d;%dm", col + 1, row + 1, col + 1, row + 1);
	} else if (n == 3 && name[0] == 'C' && name[1] == '-') {
		strbuf_addc(out, (char)(name[2] & 0x1f));
	} else {
		return false;
	}
	return true;
}

/* One token of a script into `out`; returns its length, 0 when it cannot be read. */
static size_t token(const char *script, struct strbuf *out)
{
	if (*script == '<') {
		const char *end = strchr(script, '>');
		size_t n = end ? (size_t)(end - script) : 0;
		return n > 1 && named(script + 1, n - 1, out) ? n + 1 : 0;
	}
	uint32_t cp;
	size_t n = text_decode(script, strlen(script), &cp);
	strbuf_add(out, script, n);
	return n;
}

/* Send what was gathered, and wait. */
static bool flush_keys(struct tty *tty, struct strbuf *bytes, int *keys)
{
	bool good = !bytes->len || tty_send_keys(tty, bytes->bytes, bytes->len, *keys);
	strbuf_reset(bytes);
	*keys = 0;
	return good;
}

/*
 * Typed in one go, but after Escape we wait, for with what follows it could be another key; before Ctrl-C and
 * Ctrl-Z too, for no frame need come between the keys before them and the end.
 */
bool tty_keys(struct tty *tty, const char *script)
{
	struct strbuf bytes = {0}, one = {0};
	bool good = true;
	int keys = 0;
	while (*script && good) {
		strbuf_reset(&one);
		size_t n = token(script, &one);
		if (n == 0) {
			printf("  not a key: %s\n", script);
			good = false;
			break;
		}
		script += n;
		bool ends = one.bytes[0] == 3 || one.bytes[0] == 26;
		if (ends)
			good = flush_keys(tty, &bytes, &keys);
		strbuf_add(&bytes, one.bytes, one.len);
		keys += !ends;
		if (good && (ends || (one.bytes[0] == 27 && one.len == 1)))
			good = flush_keys(tty, &bytes, &keys);
	}
	good = good && flush_keys(tty, &bytes, &keys);
	strbuf_release(&bytes);
	strbuf_release(&one);
	return good;
}

/* ---- looking ---- */

static void add_row(struct tty *tty, int row)
{
	size_t kept = tty->text.len;
	for (int col = 0; col < tty->cols; col++) {
		VTermScreenCell cell;
		char bytes[4];
		vterm_screen_get_cell(tty->screen, (VTermPos){row, col}, &cell);
		if (cell.chars[0] == (uint32_t)-1)
			continue; /* the right half of a wide character */
		if (!cell.chars[0])
			strbuf_addc(&tty->text, ' ');
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i]; i++)
			strbuf_add(&tty->text, bytes, text_encode(cell.chars[i], bytes));
		if (cell.chars[0] && cell.chars[0] != ' ')
			kept = tty->text.len;
	}
	strbuf_remove(&tty->text, kept, tty->text.len - kept);
}

const char *tty_screen_row(struct tty *tty, int row)
{
	strbuf_reset(&tty->text);
	if (row < 0)
		row += tty->rows;
	add_row(tty, row);
	return strbuf_str(&tty->text);
}

const char *tty_screen(struct tty *tty)
{
	strbuf_reset(&tty->text);
	for (int row = 0; row < tty->rows; row++) {
		add_row(tty, row);
		strbuf_addc(&tty->text, '\n');
	}
	return strbuf_str(&tty->text);
}

bool tty_has(struct tty *tty, const char *text)
{
	return strstr(tty_screen(tty), text) != NULL;
}

void tty_cursor(struct tty *tty, int *row, int *col)
{
	VTermPos at;
	vterm_state_get_cursorpos(vterm_obtain_state(tty->vt), &at);
	*row = tty->cursor_hidden ? -1 : at.row;
	*col = tty->cursor_hidden ? -1 : at.col;
}

struct tty_look tty_look(struct tty *tty, int row, int col)
{
	VTermScreenCell cell;
	vterm_screen_get_cell(tty->screen, (VTermPos){row, col}, &cell);
	return (struct tty_look){.bold = cell.attrs.bold,
				 .reverse = cell.attrs.reverse,
				 .underline = cell.attrs.underline != 0,
				 .coloured = !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) ||
					     !VTERM_COLOR_IS_DEFAULT_BG(&cell.bg)};
}

/* ---- the end ---- */

void tty_kill(struct tty *tty, int number)
{
	kill(tty->pid, number);
}

void tty_hang_up(struct tty *tty)
{
	close(tty->master);
	tty->master = -1;
	tty->ended = true;
}

/* Read on until nobody is left who could send. */
static bool wait_gone(struct tty *tty)
{
	for (int64_t until = limit();;) {
		struct pollfd fds[2] = {{.fd = tty->life, .events = POLLIN},
					{.fd = tty->ended ? -1 : tty->master, .events = POLLIN}};
		int64_t left = until - sys_monotonic_ms();
		if (left <= 0)
			return false;
		poll(fds, 2, (int)left);
		take(tty, 0);
		while (next_mark(tty))
			continue;
		if (fds[0].revents)
			return true;
	}
}

int tty_wait_exit(struct tty *tty)
{
	if (!wait_gone(tty)) {
		in_vain(tty, "the program's end");
		return -1;
	}
	while (take(tty,
		    LIMIT_MS)) /* what it sent last may come after its death; then comes the end of file */
		continue;
	while (next_mark(tty))
		continue;
	feed(tty, tty->raw.len);
	if (tty->master >= 0)
		tcgetattr(tty->master, &tty->after);
	tty->reaped = waitpid(tty->pid, &tty->status, 0) == tty->pid;
	return WIFEXITED(tty->status) ? WEXITSTATUS(tty->status) : 128 + WTERMSIG(tty->status);
}

static const char *last_of(const struct tty *tty, const char *a, const char *b)
{
	const char *last = NULL;
	size_t len = strlen(a);
	for (size_t at = 0; at + len <= tty->raw.len; at++)
		if (memcmp(tty->raw.bytes + at, a, len) == 0)
			last = a;
		else if (memcmp(tty->raw.bytes + at, b, len) == 0)
			last = b;
	return last;
}

static bool same_modes(const struct termios *a, const struct termios *b)
{
	return a->c_iflag == b->c_iflag && a->c_oflag == b->c_oflag && a->c_cflag == b->c_cflag &&
	       a->c_lflag == b->c_lflag && memcmp(a->c_cc, b->c_cc, sizeof a->c_cc) == 0;
}

bool tty_restored(struct tty *tty)
{
	static const char paste_on[] = "\033[?2004h", paste_off[] = "\033[?2004l";
	if (tty->master >= 0)
		tcgetattr(tty->master, &tty->after);
	bool modes = same_modes(&tty->before, &tty->after);
	bool paste = last_of(tty, paste_on, paste_off) == paste_on;
	if (!modes)
		printf("  the modes of the terminal are not as before\n");
	if (tty->alternate)
		printf("  the second screen was not left\n");
	if (tty->cursor_hidden)
		printf("  the cursor is hidden\n");
	if (tty->mouse != VTERM_PROP_MOUSE_NONE)
		printf("  the mouse is still reported\n");
	if (paste)
		printf("  pastes are still bracketed\n");
	return modes && !paste && !tty->alternate && !tty->cursor_hidden &&
	       tty->mouse == VTERM_PROP_MOUSE_NONE;
}

const char *tty_raw_bytes(struct tty *tty, size_t *n)
{
	*n = tty->raw.len;
	return strbuf_str(&tty->raw);
}

bool tty_sent(struct tty *tty, const char *bytes)
{
	return tty->raw.len && find(tty->raw.bytes, tty->raw.len, bytes, strlen(bytes));
}

/* The length of a sequence that curses sends to an xterm, 0 when it is none. */
static size_t sequence(const char *bytes, size_t n)
{
	size_t at = 2;
	if (n < 2 || bytes[0] != 27)
		return 0;
	if (bytes[1] == ']') {
		const char *end = memchr(bytes, '\a', n);
		return end ? (size_t)(end - bytes) + 1 : 0;
	}
	if (bytes[1] == '(' || bytes[1] == ')')
		return n >= 3 ? 3 : 0;
	if (bytes[1] != '[')
		return strchr("=>78M", bytes[1]) ? 2 : 0;
	while (at < n && bytes[at] >= 0x20 && bytes[at] <= 0x3f)
		at++;
	return at < n ? at + 1 : 0;
}

bool tty_sent_clean(struct tty *tty)
{
	for (size_t at = 0; at < tty->raw.len;) {
		const char *bytes = tty->raw.bytes + at;
		size_t n = tty->raw.len - at, len = sequence(bytes, n);
		uint32_t cp = ' ';
		if (!len)
			len = text_decode(bytes, n, &cp);
		bool bad = (cp == 0xFFFD && len == 1) || cp == '\t' ||
			   (text_is_unfit(cp) && cp != '\r' && cp != '\b');
		if (bad) {
			printf("  byte %zu of what was sent: U+%04X\n", at, (unsigned)cp);
			return false;
		}
		at += len;
	}
	return true;
}

bool tty_remove_database(const char *path)
{
	char folder[600];
	char **found;
	size_t count;
	struct err err = {.lang = LANG_EN};
	unlink(path);
	snprintf(folder, sizeof folder, "%s.backups", path);
	if (!file_list(folder, ".db", &found, &count, &err))
		return false;
	for (size_t i = 0; i < count; i++) {
		char *copy = file_join(folder, found[i]);
		unlink(copy);
		free(copy);
	}
	file_list_release(found, count);
	return rmdir(folder) == 0 || !file_exists(folder);
}

long tty_proc_number(const struct tty *tty, const char *file, const char *name)
{
	char path[64], line[512];
	long number = -1;
	snprintf(path, sizeof path, "/proc/%ld/%s", tty_pid(tty), file);
	FILE *in = fopen(path, "r");
	while (in && fgets(line, sizeof line, in))
		if (strncmp(line, name, strlen(name)) == 0)
			number = strtol(line + strlen(name), NULL, 10);
	if (in)
		fclose(in);
	return number;
}

bool tty_is_asleep(const struct tty *tty)
{
	char path[64], line[512];
	bool asleep = false;
	snprintf(path, sizeof path, "/proc/%ld/status", tty_pid(tty));
	FILE *in = fopen(path, "r");
	while (in && fgets(line, sizeof line, in))
		asleep = asleep || strncmp(line, "State:\tS", 8) == 0;
	if (in)
		fclose(in);
	return asleep;
}
