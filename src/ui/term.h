/* SPDX-License-Identifier: MIT */
/*
 * The terminal: the one file that knows curses. Opened once; gives events, shows canvases, and is given back
 * on every way out: closed, stopped (Ctrl-Z), TERM, HUP, INT, QUIT, crashes, out of memory.
 */
#ifndef UI_TERM_H
#define UI_TERM_H

#include "base/err.h"
#include "ui/canvas.h"
#include "ui/event.h"

struct term;

enum term_wide {
	TERM_WIDE_ASK,
	TERM_WIDE_NO,
	TERM_WIDE_YES
}; /* are East-Asian-Ambiguous characters two columns wide? */

struct term_options {
	enum term_wide
		ambiguous; /* ASK: the terminal is asked, and the first paint does not wait for the answer */
	bool mono;         /* NO_COLOR */
	bool test_marks;   /* end each frame with OSC 2 ; f=FRAME;in=KEYS;sz=COLSxROWS BEL, so that a test
			      can wait for it */
};

/* Can a full screen be drawn here? A reason why not, in a sentence, when stdin or stdout is no terminal or
 * TERM cannot move the cursor. */
bool term_usable(struct err *err);
/* The Linux console without Japanese glyphs: start in English and name fbterm, kmscon, SSH. */
bool term_cannot_japanese(void);

bool term_open(struct term **term, struct term_options options, struct err *err);
void term_close(struct term *term);
void term_size(const struct term *term, int *rows, int *cols);

/*
 * The next event. wait_ms: 0 only what is there already, -1 until there is one. False when there is none.
 * Sizes are clamped to 1..1000 columns and 1..500 rows.
 */
bool term_event(struct term *term, int wait_ms, struct event *event);

/* Show the frame: only what changed is sent, in one synchronised update. */
void term_show(struct term *term, const struct canvas *canvas);

/* For tests: how many events have been handed out since the last frame is counted by term_event. */
#endif
