/* SPDX-License-Identifier: MIT */
/*
 * Gives the terminal back whatever happens. Keeps the modes it was found in, hears signals and passes them on
 * by a pipe that poll can wait on, and on a crash sends a constant reset string and sets the modes from
 * within the handler. There is one terminal, so there is one guard.
 */
#ifndef UI_GUARD_H
#define UI_GUARD_H

#include "base/err.h"

/* Takes the modes of stdin, the signals, alloc_on_death and exit. Before curses starts, so that it leaves
 * signals alone. */
bool guard_open(struct err *err);
void guard_close(void); /* signals as they were; the modes are to be set before, by guard_modes */

int guard_fd(void); /* readable: a signal came */

/* The next signal that came, 0 when none did: first those that mean to leave (HUP, TERM, INT, QUIT and any
 * other that would end a program), then CONT, TSTP, WINCH. */
int guard_signal(void);
bool guard_leaving(void); /* is one of those that mean to leave waiting? */

void guard_modes(void); /* the modes as they were found: for others, who use the terminal now */
void guard_stop(
	void); /* stop the whole job as Ctrl-Z does; returns when it is continued, at once if nobody could */

/* Reset string and modes; async-signal-safe, and nothing when no guard is open. */
void guard_give_back(void);

#endif
