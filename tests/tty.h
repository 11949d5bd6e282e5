/* SPDX-License-Identifier: MIT */
/*
 * A terminal for tests: a program in a pseudo-terminal, its screen kept by libvterm.
 *
 *   struct tty *tty = tty_start(argv, env, 24, 80);
 *   CHECK(tty_keys(tty, "abc<Enter><Down>"));        typed, handled and drawn when it returns
 *   CHECK_STR(tty_screen_row(tty, 0), "…");
 *   tty_keys(tty, "q");  CHECK_INT(tty_wait_exit(tty), 0);  CHECK(tty_restored(tty));
 *   tty_free(tty);
 *
 * The program must end its frames with the mark ESC ]2;f=FRAME;in=KEYS;sz=COLSxROWS BEL: keys are waited for
 * until a frame says that it has handled them, and the screen is only looked at where a frame ends. Nothing
 * sleeps. What has not come after 20 seconds is a failure; then the screen is printed, and the function
 * returns false.
 */
#ifndef TESTS_TTY_H
#define TESTS_TTY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct tty;

/* `env`: "NAME=value" sets, "NAME" unsets, on top of this environment with TERM=xterm-256color; NULL for
 * nothing. */
struct tty *tty_start(const char *const *argv, const char *const *env, int rows, int cols);
void tty_free(struct tty *tty); /* kills the program if it still runs */
long tty_pid(const struct tty *tty);

/*
 * Characters are keys; Enter Tab S-Tab Esc BS Del Up Down Left Right Home End PgUp PgDn F1–F10 Space lt gt,
 * C-x (control), wheel-up, wheel-down, click:ROW,COL (from 0) and paste:TEXT stand in <>. C-c and C-z are not
 * waited for. False also when the program ended instead of drawing.
 */
bool tty_keys(struct tty *tty, const char *script);
void tty_send(struct tty *tty, const char *bytes, size_t n); /* bytes as they are; nothing is waited for */
bool tty_send_keys(struct tty *tty, const char *bytes, size_t n,
		   int keys);     /* … and wait: they make so many keys */
void tty_silent(struct tty *tty); /* questions to the terminal are not answered */

bool tty_wait_frame(struct tty *tty);                  /* the next frame that was not looked at yet */
bool tty_wait_text(struct tty *tty, const char *text); /* … until a row of a frame holds it */
bool tty_wait_output(
	struct tty *tty,
	const char *bytes); /* … until it was sent after the last tty_wait_output, frame or not */
bool tty_resize(struct tty *tty, int rows, int cols); /* waits for a frame of this size */
bool tty_quiet(struct tty *tty, int ms);              /* does it send nothing for so long? */

/* The screen where the last frame ended, or after the program's end. Texts are UTF-8, valid until the next
 * call. */
const char *tty_screen_row(struct tty *tty,
			   int row);     /* trailing blanks removed; from the last one when negative */
const char *tty_screen(struct tty *tty); /* rows, each with LF */
bool tty_has(struct tty *tty, const char *text);
void tty_cursor(struct tty *tty, int *row, int *col);

struct tty_look {
	bool bold, reverse, underline, coloured;
};
struct tty_look tty_look(struct tty *tty, int row, int col);

void tty_kill(struct tty *tty, int number);
void tty_hang_up(struct tty *tty);  /* the window is closed */
int tty_wait_exit(struct tty *tty); /* exit status, or 128 + signal; -1 when it does not end */

/* Modes, screen, cursor, mouse and paste as before the start? Says what is not. */
bool tty_restored(struct tty *tty);
const char *tty_raw_bytes(struct tty *tty, size_t *n); /* all that was sent; not a string: it may hold NUL */
bool tty_sent(struct tty *tty, const char *bytes);

/* Is there, beside the terminal's own sequences, no C0 (but CR LF BS), DEL, C1, bidi control, tag or broken
 * UTF-8 in what was sent? Says where. */
bool tty_sent_clean(struct tty *tty);

/* The number after `name` in /proc/PID/FILE; -1 where there is none. */
long tty_proc_number(const struct tty *tty, const char *file, const char *name);
bool tty_is_asleep(const struct tty *tty);

/* Takes a database away with the copies that the program made of it; true when those were all that lay in
 * their folder. */
bool tty_remove_database(const char *path);

#endif
