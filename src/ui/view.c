/* SPDX-License-Identifier: MIT */
#include "ui/view.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

void view_init(struct view *view, int cols, int rows)
{
	*view = (struct view){.cols = cols < 4 ? 4 : cols, .roomy = rows >= 20, .caret_row = -1};
}

void view_release(struct view *view)
{
	arena_release(&view->arena);
	free(view->rows);
	*view = (struct view){0};
}

const char *view_format(struct view *view, const char *format, ...)
{
	struct strbuf text = {0};
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	return view_take(view, strbuf_detach(&text));
}

const char *view_take(struct view *view, char *owned)
{
	const char *kept = arena_strdup(&view->arena, owned ? owned : "");
	free(owned);
	return kept;
}

size_t view_row(struct view *view, int hit)
{
	view->rows = xgrow(view->rows, &view->cap, view->count + 1, sizeof *view->rows);
	view->rows[view->count] = (struct row){.hit = hit};
	return view->count++;
}

void view_span(struct view *view, size_t row, int col, int columns, enum style style, const char *text)
{
	struct row *r = &view->rows[row];
	if (r->span_count < ROW_SPANS && text && *text)
		r->spans[r->span_count++] =
			(struct span){.col = col, .columns = columns, .style = style, .text = text};
}

size_t view_blank(struct view *view)
{
	return view_row(view, HIT_NONE);
}

size_t view_air(struct view *view)
{
	return view->roomy ? view_blank(view) : view->count;
}

size_t view_wrapped(struct view *view, int indent, int columns, enum style style, const char *text, int hit)
{
	struct text_line *lines;
	size_t first = view->count, count = text_wrap(text, columns < 2 ? 2 : columns, &lines);
	for (size_t i = 0; i < count; i++) {
		size_t row = view_row(view, hit);
		view_span(view, row, indent, 0, style,
			  arena_strndup(&view->arena, text + lines[i].start, lines[i].len));
	}
	free(lines);
	return first;
}

size_t view_item(struct view *view, int mark_col, const char *mark, int indent, enum style style,
		 const char *text, int hit)
{
	size_t first = view_wrapped(view, indent, view->cols - indent, style, text, hit);
	if (mark && *mark)
		view_span(view, first, mark_col, 0, style, arena_strdup(&view->arena, mark));
	return first;
}

size_t view_text(struct view *view, int indent, enum style style, const char *text)
{
	return view_item(view, 0, NULL, indent, style, text, HIT_NONE);
}

void view_pin(struct view *view)
{
	view->pinned = view->count;
}

void view_focus(struct view *view, size_t first)
{
	view->focus_first = first;
	view->focus_count = view->count - first;
	for (size_t i = first; i < view->count; i++) {
		struct row *row = &view->rows[i];
		for (int s = 0; s < row->span_count; s++)
			if (row->spans[s].style != STYLE_WARNING && row->spans[s].style != STYLE_FIELD)
				row->spans[s].style = STYLE_FOCUS;
	}
	if (first < view->count)
		view_span(view, first, 0, 0, STYLE_FOCUS, ">");
}

void view_reading(struct view *view, size_t row)
{
	if (row >= view->count)
		row = view->count ? view->count - 1 : 0;
	size_t count = view->count;
	view->count = row < count ? row + 1 : count; /* view_focus takes the rows up to the last */
	if (row < count && view->rows[row].hit != HIT_NONE)
		view_focus(view, row);
	view->count = count;
	view->focus_first = row;
	view->focus_count = count ? 1 : 0;
}

void view_caret(struct view *view, size_t row, int col)
{
	view->caret_row = (long)row;
	view->caret_col = col;
}

/* How the rows fall on a body of so many rows: the pinned ones, then a window on the others. */
struct window {
	size_t pinned, start, shown;
};

static struct window place(const struct view *view, int height)
{
	size_t h = height < 0 ? 0 : (size_t)height;
	/* Pinned rows may take what leaves room for the whole focus, and a row more. */
	size_t need = view->focus_count + 1 > 3 ? view->focus_count + 1 : 3;
	size_t pinned = view->pinned;
	if (view->count > h && pinned + need > h)
		pinned = 0;
	struct window w = {.pinned = pinned, .start = pinned};
	size_t room = h - (pinned < h ? pinned : h), rest = view->count - pinned;
	w.shown = rest < room ? rest : room;
	if (rest <= room)
		return w;
	size_t most = view->count - w.shown; /* the last start there is */
	if (view->focus_count == 0) {
		w.start = pinned + view->scroll;
	} else {
		size_t middle = view->focus_first + view->focus_count / 2;
		w.start = middle > pinned + w.shown / 2 ? middle - w.shown / 2 : pinned;
		if (view->focus_first < w.start)
			w.start = view->focus_first > pinned ? view->focus_first : pinned;
	}
	if (w.start > most)
		w.start = most;
	return w;
}

static void draw_row(const struct row *row, struct canvas *canvas, int at, int left, int cols)
{
	for (int s = 0; s < row->span_count; s++) {
		const struct span *span = &row->spans[s];
		if (span->columns > 0)
			canvas_text_in(canvas, at, left + span->col, span->columns, span->style, span->text);
		else
			canvas_text(canvas, at, left + span->col, span->style, span->text);
	}
	(void)cols;
}

static void draw_caret(const struct view *view, struct canvas *canvas, struct window w, int top, int left)
{
	size_t row = view->caret_row >= 0 ? (size_t)view->caret_row : view->focus_first;
	if (view->caret_row < 0 && view->focus_count == 0)
		return;
	if (row < w.pinned)
		canvas_caret(canvas, top + (int)row, left + view->caret_col);
	else if (row >= w.start && row < w.start + w.shown)
		canvas_caret(canvas, top + (int)(w.pinned + row - w.start), left + view->caret_col);
}

void view_draw(const struct view *view, struct canvas *canvas, int top, int height, int left)
{
	struct window w = place(view, height);
	int at = top;
	for (size_t i = 0; i < w.pinned && at < top + height; i++)
		draw_row(&view->rows[i], canvas, at++, left, view->cols);
	for (size_t i = 0; i < w.shown && at < top + height; i++)
		draw_row(&view->rows[w.start + i], canvas, at++, left, view->cols);
	/* Small triangles at the edge tell that there is more. */
	int edge = left + view->cols < canvas->cols ? left + view->cols : canvas->cols - 1;
	if (w.start > w.pinned)
		canvas_text(canvas, top + (int)w.pinned, edge, STYLE_DIM, "▴");
	if (w.start + w.shown < view->count && height > 0)
		canvas_text(canvas, top + height - 1, edge, STYLE_DIM, "▾");
	draw_caret(view, canvas, w, top, left);
}

int view_hit(const struct view *view, int top, int height, int row)
{
	struct window w = place(view, height);
	if (row < top || row >= top + height)
		return HIT_NONE;
	size_t i = (size_t)(row - top);
	if (i < w.pinned)
		return view->rows[i].hit;
	i -= w.pinned;
	return i < w.shown ? view->rows[w.start + i].hit : HIT_NONE;
}
