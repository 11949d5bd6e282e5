/* SPDX-License-Identifier: MIT */
/*
 * What stands on a screen's body, as rows of text: made purely from the model and a width, then drawn into
 * the canvas and used once more to tell what a click means. Rows that do not fit scroll so that the focus
 * stays visible; pinned ones stay.
 */
#ifndef UI_VIEW_H
#define UI_VIEW_H

#include "base/arena.h"
#include "ui/canvas.h"

#include <stdbool.h>
#include <stddef.h>

#define HIT_NONE  (-1)
#define ROW_SPANS 8

struct span {
	int col, columns; /* columns: cut with ".." to so many; 0: as long as it is */
	enum style style;
	const char *text;
};

struct row {
	struct span spans[ROW_SPANS];
	int span_count;
	int hit; /* what a click on the row means to its screen */
};

struct view {
	struct arena arena; /* texts made for this frame */
	int cols;           /* columns there are for the body */
	bool roomy;         /* enough rows for air between the parts */
	struct row *rows;
	size_t count, cap;
	size_t pinned;                   /* the first rows, which do not scroll */
	size_t focus_first, focus_count; /* rows that should be seen; count 0: none */
	size_t scroll;                   /* rows to leave out from the top where nothing has the focus */
	long caret_row;                  /* -1: at the start of the focus */
	int caret_col;
};

void view_init(struct view *view, int cols, int rows);
void view_release(struct view *view);

/* printf into the view's arena. */
__attribute__((format(printf, 2, 3))) const char *view_format(struct view *view, const char *format, ...);
/* Take an owned string into the arena. */
const char *view_take(struct view *view, char *owned);

/* Rows. Each returns the index of the (first) new row. */
size_t view_blank(struct view *view);
size_t view_air(struct view *view); /* a blank row where there is room for it */
size_t view_text(struct view *view, int indent, enum style style, const char *text); /* wrapped */
/* A mark at `mark_col`, then text wrapped with a hanging indent at `indent`; all its rows mean `hit`. */
size_t view_item(struct view *view, int mark_col, const char *mark, int indent, enum style style,
		 const char *text, int hit);
/* Text in a column of its own, wrapped within `columns` from `indent`. */
size_t view_wrapped(struct view *view, int indent, int columns, enum style style, const char *text, int hit);
size_t view_row(struct view *view, int hit); /* an empty row for view_span */
void view_span(struct view *view, size_t row, int col, int columns, enum style style, const char *text);

void view_pin(struct view *view);                 /* the rows so far stay */
void view_focus(struct view *view, size_t first); /* the rows from `first` on are what one is at; they get
						     STYLE_FOCUS and "> " at column 0 */
/* One reads line by line: that row has the focus, is shown by its mark, and is highlighted where it means
 * something. */
void view_reading(struct view *view, size_t row);
void view_caret(struct view *view, size_t row, int col);

/* Draw into rows [top, top + height) of the canvas, from column `left`. */
void view_draw(const struct view *view, struct canvas *canvas, int top, int height, int left);
/* What stands at that place when drawn so; HIT_NONE. */
int view_hit(const struct view *view, int top, int height, int row);

#endif
