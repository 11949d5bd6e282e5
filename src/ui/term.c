/* SPDX-License-Identifier: MIT */
/*
 * curses is used for what it knows best: what a terminal of some name understands, and how to turn one screen
 * into another with few bytes. Bytes typed are read here (utf8_input), signals and modes are the guard's.
 */
#include "ui/term.h"

#include "base/alloc.h"
#include "base/sys.h"
#include "ui/device.h"
#include "ui/glyph.h"
#include "ui/guard.h"
#include "ui/utf8_input.h"

#define NCURSES_NOMACROS 1
#include <curses.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termcap.h>
#include <unistd.h>
#include <wchar.h>

#define ESCAPE_MS  50
#define PROBE_MS   300 /* a terminal that has not answered by then will not */
#define SYNC_CELLS 200 /* fewer changed cells come in one piece anyway */

enum palette { PALETTE_MONO, PALETTE_8, PALETTE_256, PALETTE_COUNT };
enum { PAIR_ACCENT = 1, PAIR_DIM };

struct look {
	attr_t attributes;
	short pair;
};

/* clang-format off */

/* On the terminal's own background, dark or light: one accent colour, a grey as far from black as from white. */
static const struct look looks[PALETTE_COUNT][STYLE_COUNT] = {
	[PALETTE_MONO] = {
		[STYLE_TITLE] = {A_REVERSE, 0}, [STYLE_KEY] = {A_BOLD, 0},  [STYLE_HEADING] = {A_BOLD, 0},
		[STYLE_FOCUS] = {A_REVERSE, 0}, [STYLE_DIM] = {A_DIM, 0},   [STYLE_WARNING] = {A_BOLD, 0},
		[STYLE_FIELD] = {A_UNDERLINE, 0},
	},
	[PALETTE_8] = {
		[STYLE_TITLE] = {A_REVERSE, 0}, [STYLE_KEY] = {A_BOLD, 0},  [STYLE_HEADING] = {A_BOLD, 0},
		[STYLE_FOCUS] = {A_BOLD, PAIR_ACCENT}, [STYLE_DIM] = {A_DIM, 0}, [STYLE_WARNING] = {A_BOLD, 0},
		[STYLE_ACCENT] = {A_NORMAL, PAIR_ACCENT}, [STYLE_FIELD] = {A_UNDERLINE, 0},
	},
	[PALETTE_256] = {
		[STYLE_TITLE] = {A_REVERSE, 0}, [STYLE_KEY] = {A_BOLD, 0},  [STYLE_HEADING] = {A_BOLD, 0},
		[STYLE_FOCUS] = {A_BOLD, PAIR_ACCENT}, [STYLE_DIM] = {A_NORMAL, PAIR_DIM},
		[STYLE_ACCENT] = {A_NORMAL, PAIR_ACCENT}, [STYLE_WARNING] = {A_BOLD, 0},
		[STYLE_FIELD] = {A_UNDERLINE, 0},
	},
};

static const struct { const char *capability; uint32_t key; } key_names[] = {
	{"kcuu1", K_UP}, {"kcud1", K_DOWN}, {"kcub1", K_LEFT}, {"kcuf1", K_RIGHT}, {"khome", K_HOME}, {"kend", K_END},
	{"kpp", K_PAGE_UP}, {"knp", K_PAGE_DOWN}, {"kent", K_ENTER}, {"kcbt", K_BACK_TAB}, {"kbs", K_BACKSPACE},
	{"kdch1", K_DELETE}, {"kf1", K_F1}, {"kf2", K_F2}, {"kf3", K_F3}, {"kf4", K_F4}, {"kf5", K_F5}, {"kf6", K_F6},
	{"kf7", K_F7}, {"kf8", K_F8}, {"kf9", K_F9}, {"kf10", K_F10},
};

/* clang-format on */

#define KEY_NAMES (sizeof key_names / sizeof *key_names)

struct term {
	SCREEN *screen;
	struct term_options options;
	struct escape_key keys[KEY_NAMES];
	struct utf8_input input;
	enum palette palette;
	int rows, cols;
	struct cell *shown; /* what curses was last given; columns 0xFF: not known */
	bool wide;          /* ambiguous characters take two columns here */
	bool mouse;
	bool off;  /* the terminal is given back, as long as we are stopped */
	bool gone; /* nobody is there any more */
	bool cursor_hidden;
	int64_t asked_ms; /* when the terminal was asked for its widths; 0: it was not, or has answered */
	unsigned long frames, handled; /* for test_marks: frames shown, keys handed out */
};

/* ---- opening ---- */

static bool refuse_no_tty(struct err *err)
{
	return fail(err,
		    TR(err->lang, "画面を表示するには、標準入力と標準出力が端末である必要があります。",
		       "To draw its screen, it needs a terminal as standard input and standard output."));
}

static bool refuse_type(struct err *err)
{
	const char *type = sys_env("TERM");
	if (!type)
		return fail(err, TR(err->lang, "環境変数 TERM が空のため、画面を表示できません。",
				    "The environment variable TERM is empty, so no screen can be drawn."));
	return fail(err,
		    TR(err->lang, "端末の種類「%s」（環境変数 TERM）では、画面を表示できません。",
		       "No screen can be drawn on a terminal of type \"%s\" (environment variable TERM)."),
		    type);
}

/* The string of a capability of the terminal that is set up; NULL when it has none. */
static const char *capability(const char *name)
{
	const char *string = tigetstr(name);
	return string && (intptr_t)string != -1 && *string ? string : NULL;
}

bool term_usable(struct err *err)
{
	if (!device_is_terminal())
		return refuse_no_tty(err);
	const char *type = sys_env("TERM");
	bool moves = type && tgetent(NULL, type) == 1 && capability("cup");
	return moves || refuse_type(err);
}

static int clamp(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

/* curses believes LINES and COLUMNS above all, so it gets our measures, and nobody's afterwards: 10000x10000
 * takes 8 GB. */
static SCREEN *new_screen(const struct term *term)
{
	char rows[16], cols[16];
	snprintf(rows, sizeof rows, "%d", term->rows);
	snprintf(cols, sizeof cols, "%d", term->cols);
	setenv("LINES", rows, 1);
	setenv("COLUMNS", cols, 1);
	SCREEN *screen = sys_env("TERM") ? newterm(NULL, stdout, stdin) : NULL;
	unsetenv("LINES");
	unsetenv("COLUMNS");
	return screen;
}

/* RGB terminals (xterm-direct) take a colour number above 7 as red, green and blue. */
static bool takes_rgb(void)
{
	return tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || capability("RGB");
}

static enum palette open_palette(bool mono)
{
	if (mono || !has_colors() || start_color() != OK || use_default_colors() != OK)
		return PALETTE_MONO;
	if (COLORS < 256 || takes_rgb()) {
		init_pair(PAIR_ACCENT, COLOR_CYAN, -1);
		return PALETTE_8;
	}
	init_pair(PAIR_ACCENT, 30, -1); /* teal, contrast above 4 on black and on white */
	init_pair(PAIR_DIM, 243, -1);
	return PALETTE_256;
}

static void open_input(struct term *term)
{
	size_t count = 0;
	for (size_t i = 0; i < KEY_NAMES; i++) {
		const char *bytes = capability(key_names[i].capability);
		if (bytes && bytes[0] == 27 && bytes[1])
			term->keys[count++] = (struct escape_key){bytes, key_names[i].key};
	}
	const char *delay = sys_env("ESCDELAY");
	long ms = delay ? strtol(delay, NULL, 10) : 0;
	term->input.escape_ms = ms > 0 && ms <= 5000 ? (int)ms : ESCAPE_MS;
	term->input.keys = term->keys;
	term->input.key_count = count;
}

static void modes_on(const struct term *term)
{
	device_send(term->mouse ? "\033[?2004h\033[?1000h\033[?1006h" : "\033[?2004h");
}

static void modes_off(const struct term *term)
{
	device_send(term->mouse ? "\033[?1006l\033[?1000l\033[?2004l" : "\033[?2004l");
}

/* Draw an ambiguous character and ask where the cursor is. The first frame erases it; the answer comes with
 * the input. */
static void ask_width(struct term *term)
{
	const char *report = capability("u7");
	if (term->options.ambiguous != TERM_WIDE_ASK || !report || strcmp(report, "\033[6n") != 0)
		return;
	device_send("\r\xE2\x97\x8B\033[6n\r");
	term->asked_ms = sys_monotonic_ms();
}

static void forget_shown(struct term *term)
{
	size_t cells = (size_t)term->rows * (size_t)term->cols;
	term->shown = xrealloc(term->shown, cells, sizeof *term->shown);
	for (size_t i = 0; i < cells; i++)
		term->shown[i] = (struct cell){.columns = 0xFF};
	werase(stdscr);
	clearok(curscr, TRUE);
}

static void close_screen(struct term *term)
{
	delscreen(term->screen);
	guard_close();
	utf8_input_release(&term->input);
	free(term->shown);
	free(term);
}

bool term_open(struct term **term, struct term_options options, struct err *err)
{
	if (!device_is_terminal())
		return refuse_no_tty(err);
	if (!guard_open(err))
		return false;
	struct term *t = xcalloc(1, sizeof *t);
	t->options = options;
	t->wide = options.ambiguous == TERM_WIDE_YES;
	device_size(&t->rows, &t->cols);
	t->screen = new_screen(t);
	if (!t->screen) {
		guard_close();
		free(t);
		return refuse_type(err);
	}
	if (!capability("cup")) {
		endwin();
		guard_modes();
		close_screen(t);
		return refuse_type(err);
	}
	raw();
	noecho();
	nonl();
	typeahead(-1);
	t->palette = open_palette(options.mono);
	t->mouse = capability("kmous") != NULL;
	open_input(t);
	keypad(stdscr, TRUE);
	forget_shown(t);
	modes_on(t);
	ask_width(t);
	*term = t;
	return true;
}

/* ---- closing and stopping ---- */

static bool read_input(struct term *term, int wait_ms);

static void terminal_off(struct term *term)
{
	const char *normal = capability("cnorm");
	modes_off(term);
	endwin();
	if (term->cursor_hidden &&
	    normal) /* again: leaving the second screen hides it on terminals made with libvterm */
		device_send(normal);
	guard_modes();
	term->off = true;
}

static void terminal_on(struct term *term)
{
	term->off = false;
	reset_prog_mode();
	modes_on(term);
	term->cursor_hidden = false;
	forget_shown(term);
}

/* An answer that is still on its way would be typed into the shell. */
static void await_answer(struct term *term)
{
	struct event event;
	while (term->asked_ms && !term->gone) {
		int64_t left = term->asked_ms + PROBE_MS - sys_monotonic_ms();
		if (left <= 0 || !read_input(term, (int)left))
			break;
		while (utf8_input_next(&term->input, false, &event))
			event_release(&event);
		if (term->input.cursor_known)
			break;
	}
}

void term_close(struct term *term)
{
	if (!term)
		return;
	await_answer(term);
	if (!term->off)
		terminal_off(term);
	close_screen(term);
}

void term_size(const struct term *term, int *rows, int *cols)
{
	*rows = term->rows;
	*cols = term->cols;
}

/* ---- events ---- */

/* Wait for bytes or a signal; true when bytes came. */
static bool read_input(struct term *term, int wait_ms)
{
	struct pollfd fds[2] = {
		{.fd = STDIN_FILENO, .events = POLLIN},
		{.fd = guard_fd(), .events = POLLIN},
	};
	if (poll(fds, 2, wait_ms) <= 0 || !fds[0].revents)
		return false;
	char bytes[4096];
	ssize_t n = fds[0].revents & POLLIN ? read(STDIN_FILENO, bytes, sizeof bytes) : 0;
	if (n > 0)
		utf8_input_add(&term->input, bytes, (size_t)n, sys_monotonic_ms());
	else if (n == 0 || (errno != EAGAIN && errno != EINTR))
		term->gone = true;
	return n > 0;
}

static bool resized(struct term *term, struct event *event)
{
	int rows, cols;
	device_size(&rows, &cols);
	if (rows == term->rows && cols == term->cols)
		return false;
	term->rows = rows;
	term->cols = cols;
	resize_term(rows, cols);
	forget_shown(term);
	*event = (struct event){.kind = EVENT_RESIZE, .rows = rows, .cols = cols};
	return true;
}

/* Ctrl-Z: others have the terminal until we are continued. Told to leave meanwhile, we do not take it again.
 */
static bool stop(struct term *term, struct event *event)
{
	terminal_off(term);
	guard_stop();
	if (!guard_leaving())
		terminal_on(term);
	*event = (struct event){.kind = EVENT_WAKE};
	return true;
}

/* Continued after a stop that nobody told us of: the terminal is as others left it. */
static bool wake(struct term *term, struct event *event)
{
	terminal_off(term);
	terminal_on(term);
	*event = (struct event){.kind = EVENT_WAKE};
	return true;
}

static bool leave(int number, struct event *event)
{
	*event = (struct event){.kind = EVENT_LEAVE, .signal = number};
	return true;
}

static bool signal_event(struct term *term, struct event *event)
{
	for (int number; (number = guard_signal()) != 0;) {
		if (number == SIGTSTP)
			return stop(term, event);
		if (number == SIGCONT)
			return wake(term, event);
		if (number != SIGWINCH)
			return leave(number, event);
		if (resized(term, event))
			return true;
	}
	return false;
}

/* The terminal said where its cursor was after one ambiguous character. True when the screen is to be drawn
 * again. */
static bool width_answered(struct term *term, struct event *event)
{
	if (!term->input.cursor_known)
		return false;
	term->input.cursor_known = false;
	bool news = term->asked_ms && term->input.cursor_col == 2;
	term->asked_ms = 0;
	if (!news)
		return false;
	term->wide = true;
	forget_shown(term);
	*event = (struct event){.kind = EVENT_WAKE};
	return true;
}

static bool input_event(struct term *term, bool give_up, struct event *event)
{
	bool found = utf8_input_next(&term->input, give_up, event);
	if (!found)
		return width_answered(term, event);
	if (event->kind == EVENT_KEY && event->key == K_CTRL + 'c')
		return leave(SIGINT, event);
	if (event->kind == EVENT_KEY && event->key == K_CTRL + 'z')
		return stop(term, event);
	term->handled++;
	return true;
}

static int shorter(int a, int b)
{
	return a < 0 || (b >= 0 && b < a) ? b : a;
}

bool term_event(struct term *term, int wait_ms, struct event *event)
{
	int64_t until = wait_ms > 0 ? sys_monotonic_ms() + wait_ms : 0;
	for (;;) {
		if (input_event(term, false, event) || signal_event(term, event))
			return true;
		if (term->gone)
			return leave(0, event);
		int64_t now = sys_monotonic_ms();
		int patience = utf8_input_wait(&term->input, now);
		int left = wait_ms > 0 ? (int)(until > now ? until - now : 0) : wait_ms;
		if (read_input(term, shorter(patience, left)) || term->gone)
			continue;
		now = sys_monotonic_ms();
		if (utf8_input_wait(&term->input, now) == 0 && input_event(term, true, event))
			return true;
		if (wait_ms >= 0 && now >= until)
			return signal_event(term, event);
	}
}

/* ---- frames ---- */

static bool is_same(const struct cell *a, const struct cell *b)
{
	return a->cp == b->cp && a->columns == b->columns && a->style == b->style &&
	       memcmp(a->marks, b->marks, sizeof a->marks) == 0;
}

static void put(const struct term *term, int row, int col, const struct cell *cell)
{
	struct look look = looks[term->palette][cell->style < STYLE_COUNT ? cell->style : STYLE_NORMAL];
	wchar_t text[CELL_MARKS + 2] = {glyph_of(cell, term->wide)};
	for (int i = 0; i < CELL_MARKS; i++)
		text[i + 1] = (wchar_t)cell->marks[i];
	cchar_t out;
	if (setcchar(&out, text, look.attributes, look.pair, NULL) != OK) {
		text[1] = L'\0';
		setcchar(&out, text, look.attributes, look.pair, NULL);
	}
	mvwadd_wch(stdscr, row, col, &out);
}

/* Give curses the cells that are not as it has them; how many. Left to right: a new character may cut an old
 * wide one. */
static int put_changes(struct term *term, const struct canvas *canvas)
{
	int changes = 0;
	for (int row = 0; row < term->rows && row < canvas->rows; row++) {
		const struct cell *cells = canvas->cells + (size_t)row * (size_t)canvas->cols;
		struct cell *shown = term->shown + (size_t)row * (size_t)term->cols;
		for (int col = 0; col < term->cols && col < canvas->cols; col++) {
			if (is_same(&cells[col], &shown[col]))
				continue;
			shown[col] = cells[col];
			changes++;
			if (cells[col].columns)
				put(term, row, col, &cells[col]);
		}
	}
	return changes;
}

static void place_cursor(struct term *term, const struct canvas *canvas)
{
	bool hidden = canvas->caret_row < 0 || canvas->caret_row >= term->rows || canvas->caret_col < 0;
	if (hidden != term->cursor_hidden)
		curs_set(hidden ? 0 : 1);
	term->cursor_hidden = hidden;
	wmove(stdscr, hidden ? term->rows - 1 : canvas->caret_row,
	      hidden ? 0 : clamp(canvas->caret_col, 0, term->cols - 1));
}

void term_show(struct term *term, const struct canvas *canvas)
{
	if (term->off)
		return;
	bool sync = put_changes(term, canvas) >= SYNC_CELLS;
	place_cursor(term, canvas);
	if (sync)
		device_send("\033[?2026h");
	wnoutrefresh(stdscr);
	doupdate();
	if (sync)
		device_send("\033[?2026l");
	term->frames++;
	if (term->options.test_marks) {
		char mark[96];
		snprintf(mark, sizeof mark, "\033]2;f=%lu;in=%lu;sz=%dx%d\a", term->frames, term->handled,
			 term->cols, term->rows);
		device_send(mark);
	}
}
