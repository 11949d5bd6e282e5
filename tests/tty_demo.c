/* SPDX-License-Identifier: MIT */
/*
 * A program for tests of ui/term: shows on the screen what events it gets, newest last, and a line in each
 * style. q leaves · F8 asks for more memory than there is · F9 aborts · F10 shows characters that a terminal
 * must not obey What makes it leave is also its exit status: 100 + signal. With WIDE=yes or WIDE=no it does
 * not ask for widths.
 */
#include "base/alloc.h"
#include "base/sys.h"
#include "ui/term.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINES_KEPT 8
#define STYLES_ROW 12

struct demo {
	int rows, cols;
	char lines[LINES_KEPT][256];
	size_t count;
	bool hostile, hidden;
};

static const char *const names[] = {
	"first", "up",  "down",    "left",      "right",  "home",   "end", "page up",  "page down",
	"enter", "tab", "backtab", "backspace", "delete", "escape", "f1",  "f2",       "f3",
	"f4",    "f5",  "f6",      "f7",        "f8",     "f9",     "f10", "wheel up", "wheel down"};

static char *add_line(struct demo *demo)
{
	if (demo->count == LINES_KEPT) {
		memmove(demo->lines[0], demo->lines[1], sizeof demo->lines - sizeof *demo->lines);
		demo->count--;
	}
	return demo->lines[demo->count++];
}

static void note_key(char *line, size_t size, uint32_t key)
{
	if (key >= K_CTRL)
		snprintf(line, size, "control %c", (int)(key - K_CTRL));
	else if (key > K_FIRST)
		snprintf(line, size, "%s", names[key - K_FIRST]);
	else
		snprintf(line, size, "U+%04X", (unsigned)key);
}

/* A paste on one line: its length, LF as |. */
static void note_paste(char *line, size_t size, const char *text)
{
	snprintf(line, size, "paste %zu %s", strlen(text), text);
	for (char *c = line; *c; c++)
		if (*c == '\n')
			*c = '|';
}

static void note(struct demo *demo, const struct event *event)
{
	char *line = add_line(demo);
	size_t size = sizeof demo->lines[0];
	if (event->kind == EVENT_KEY)
		note_key(line, size, event->key);
	else if (event->kind == EVENT_PASTE)
		note_paste(line, size, event->text);
	else if (event->kind == EVENT_CLICK)
		snprintf(line, size, "click %d,%d", event->row, event->col);
	else if (event->kind == EVENT_RESIZE)
		snprintf(line, size, "resize %dx%d", event->cols, event->rows);
	else
		snprintf(line, size, "wake");
	if (event->kind == EVENT_RESIZE) {
		demo->rows = event->rows;
		demo->cols = event->cols;
	}
}

static void act(struct demo *demo, const struct event *event)
{
	if (event->kind != EVENT_KEY)
		return;
	if (event->key == K_F7)
		demo->hidden = true;
	if (event->key == K_F8)
		free(xmalloc(SIZE_MAX / 2));
	if (event->key == K_F9)
		abort();
	if (event->key == K_F10)
		demo->hostile = true;
}

static void draw(const struct demo *demo, struct canvas *canvas)
{
	char title[64];
	canvas_resize(canvas, demo->rows, demo->cols);
	snprintf(title, sizeof title, "端末の試験 %dx%d", demo->cols, demo->rows);
	canvas_fill(canvas, 0, 0, demo->cols, STYLE_TITLE);
	canvas_text(canvas, 0, 1, STYLE_TITLE, title);
	canvas_text(canvas, 1, 0, STYLE_NORMAL, "ambiguous … → ① ○ ×|");
	for (size_t i = 0; i < demo->count; i++)
		canvas_text(canvas, 2 + (int)i, 0, i + 1 == demo->count ? STYLE_FOCUS : STYLE_NORMAL,
			    demo->lines[i]);
	for (int style = 0; style < STYLE_COUNT; style++)
		canvas_text(canvas, STYLES_ROW + style / 2, style % 2 * 20, (enum style)style, "文字 text");
	if (demo->hostile)
		canvas_text(canvas, 10, 0, STYLE_NORMAL,
			    "a\033[2Jb\x9b"
			    "31mc\rd\u202ee\u2066f\u200dg\U000E0041h\x7fi\xc2\x85j\tk\u0378l\xff|");
	if (!demo->hidden)
		canvas_caret(canvas, 2 + (int)demo->count, 3);
}

/* All events that are there, then one frame. Returns the exit status. */
static int run(struct term *term)
{
	struct demo demo = {0};
	struct canvas canvas;
	struct event event = {0};
	int status = -1;
	term_size(term, &demo.rows, &demo.cols);
	canvas_init(&canvas, demo.rows, demo.cols);
	while (status < 0) {
		draw(&demo, &canvas);
		term_show(term, &canvas);
		for (int wait = -1; status < 0 && term_event(term, wait, &event); wait = 0) {
			if (event.kind == EVENT_LEAVE) {
				status = 100 + event.signal;
			} else if (event.kind == EVENT_KEY && event.key == 'q') {
				status = 0;
			} else {
				note(&demo, &event);
				act(&demo, &event);
			}
			event_release(&event);
		}
	}
	canvas_release(&canvas);
	return status;
}

static enum term_wide wide(void)
{
	const char *said = sys_env("WIDE");
	if (!said)
		return TERM_WIDE_ASK;
	return strcmp(said, "yes") == 0 ? TERM_WIDE_YES : TERM_WIDE_NO;
}

int main(void)
{
	struct err err = {.lang = LANG_EN};
	struct term *term = NULL;
	struct term_options options = {.ambiguous = wide(), .mono = sys_env("NO_COLOR"), .test_marks = true};
	sys_utf8_locale();
	if (!term_usable(&err) || !term_open(&term, options, &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	int status = run(term);
	term_close(term);
	printf("left with %d\n", status);
	return status;
}
