/* SPDX-License-Identifier: MIT */
/*
 * A screen as data: cells with a character and a style. Screens draw here; ui/term shows it; tests read it.
 * Positions are (row, column) from 0. A wide character takes its cell and a continuation cell (columns 0)
 * after it.
 */
#ifndef UI_CANVAS_H
#define UI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum style { /* what a cell means; ui/term knows how that looks on which terminal */
	     STYLE_NORMAL,
	     STYLE_TITLE,   /* the title line */
	     STYLE_FOOTER,  /* the line of keys: labels */
	     STYLE_KEY,     /* a key's name in it */
	     STYLE_HEADING, /* bold */
	     STYLE_FOCUS,   /* the row one is on */
	     STYLE_DIM,     /* secondary; never the only sign */
	     STYLE_ACCENT,  /* the one accent colour: bars, the chosen option */
	     STYLE_NOTICE,  /* saved … */
	     STYLE_WARNING, /* not saved …; a red flag's mark */
	     STYLE_FIELD,   /* where text is typed: underlined */
	     STYLE_COUNT,
};

#define CELL_MARKS 3

struct cell {
	uint32_t cp;                /* 0 is a blank */
	uint32_t marks[CELL_MARKS]; /* combining characters after it, 0-terminated if fewer */
	uint8_t columns;            /* 1 or 2; 0: right half of the wide character before it */
	uint8_t style;
};

struct canvas {
	int rows, cols;
	struct cell *cells;
	int caret_row, caret_col; /* where the hardware cursor stands; -1: nowhere in particular */
	int clipped; /* how often a text met the right edge and was cut: a fault, which tests look at */
};

void canvas_init(struct canvas *canvas, int rows, int cols); /* at least 1x1, blank */
void canvas_release(struct canvas *canvas);
void canvas_resize(struct canvas *canvas, int rows, int cols); /* blank again */
void canvas_clear(struct canvas *canvas);

/*
 * Write text (made safe: controls, bidi and the like never reach a cell) on one row; LF ends it. Returns the
 * columns used. What does not fit is cut at a whole character and counted in `clipped`. Outside of the canvas
 * nothing is drawn or counted.
 */
int canvas_text(struct canvas *canvas, int row, int col, enum style style, const char *text);
int canvas_text_n(struct canvas *canvas, int row, int col, enum style style, const char *text, size_t n);
/* The same within `columns`, cut with ".." on purpose, so not counted. */
int canvas_text_in(struct canvas *canvas, int row, int col, int columns, enum style style, const char *text);
void canvas_fill(struct canvas *canvas, int row, int col, int columns,
		 enum style style); /* blanks of a style */
void canvas_style(struct canvas *canvas, int row, int col, int columns,
		  enum style style); /* keeps the characters */
void canvas_caret(struct canvas *canvas, int row, int col);

/* One row as UTF-8, trailing blanks removed; owned. The whole as lines; owned. */
char *canvas_row(const struct canvas *canvas, int row);
char *canvas_dump(const struct canvas *canvas);

#endif
