/* SPDX-License-Identifier: MIT */
/* What a person does to the program. Keys are Unicode code points, or one of enum key. */
#ifndef UI_EVENT_H
#define UI_EVENT_H

#include <stdbool.h>
#include <stdint.h>

enum key { /* above Unicode */
	   K_FIRST = 0x110000,
	   K_UP,
	   K_DOWN,
	   K_LEFT,
	   K_RIGHT,
	   K_HOME,
	   K_END,
	   K_PAGE_UP,
	   K_PAGE_DOWN,
	   K_ENTER,
	   K_TAB,
	   K_BACK_TAB,
	   K_BACKSPACE,
	   K_DELETE,
	   K_ESCAPE,
	   K_F1,
	   K_F2,
	   K_F3,
	   K_F4,
	   K_F5,
	   K_F6,
	   K_F7,
	   K_F8,
	   K_F9,
	   K_F10,
	   K_WHEEL_UP,
	   K_WHEEL_DOWN,
	   K_CTRL, /* K_CTRL + 'a' … 'z': with the control key; other controls likewise (Ctrl-_ is K_CTRL +
		      '_') */
	   K_LAST = K_CTRL + 0x80,
};

enum event_kind {
	EVENT_KEY,
	EVENT_PASTE,  /* text, NFC, line ends as LF, unfit characters replaced */
	EVENT_CLICK,  /* left button released at row, col */
	EVENT_RESIZE, /* rows, cols: the new size */
	EVENT_WAKE,   /* continued after a stop: draw again */
	EVENT_LEAVE,  /* TERM, HUP, INT or the terminal is gone: save what is unsaved and leave */
};

struct event {
	enum event_kind kind;
	uint32_t key;
	int row, col;   /* CLICK */
	int rows, cols; /* RESIZE */
	int signal;     /* LEAVE: the signal, 0 when the terminal is gone */
	char *text;     /* PASTE: owned by whoever took the event */
};

void event_release(struct event *event);

#endif
