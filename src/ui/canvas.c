/* SPDX-License-Identifier: MIT */
#include "ui/canvas.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

void canvas_init(struct canvas *canvas, int rows, int cols)
{
	*canvas = (struct canvas){0};
	canvas_resize(canvas, rows, cols);
}

void canvas_release(struct canvas *canvas)
{
	free(canvas->cells);
	*canvas = (struct canvas){0};
}

void canvas_resize(struct canvas *canvas, int rows, int cols)
{
	canvas->rows = rows < 1 ? 1 : rows;
	canvas->cols = cols < 1 ? 1 : cols;
	size_t cells = (size_t)canvas->rows * (size_t)canvas->cols;
	canvas->cells = xrealloc(canvas->cells, cells, sizeof *canvas->cells);
	canvas_clear(canvas);
}

static struct cell *cell_at(const struct canvas *canvas, int row, int col)
{
	return &canvas->cells[(size_t)row * (size_t)canvas->cols + (size_t)col];
}

void canvas_clear(struct canvas *canvas)
{
	for (int row = 0; row < canvas->rows; row++)
		for (int col = 0; col < canvas->cols; col++)
			*cell_at(canvas, row, col) = (struct cell){.columns = 1};
	canvas->caret_row = canvas->caret_col = -1;
	canvas->clipped = 0;
}

/* Before a cell is written: a wide character that loses one of its halves leaves a blank. */
static void split_wide(struct canvas *canvas, int row, int col)
{
	struct cell *cell = cell_at(canvas, row, col);
	if (cell->columns == 0 && col > 0)
		*cell_at(canvas, row, col - 1) = (struct cell){.columns = 1, .style = cell->style};
	if (cell->columns == 2 && col + 1 < canvas->cols)
		*cell_at(canvas, row, col + 1) = (struct cell){.columns = 1, .style = cell->style};
}

static void put(struct canvas *canvas, int row, int col, enum style style, uint32_t cp, int columns)
{
	split_wide(canvas, row, col);
	if (columns == 2)
		split_wide(canvas, row, col + 1);
	*cell_at(canvas, row, col) =
		(struct cell){.cp = cp, .columns = (uint8_t)columns, .style = (uint8_t)style};
	if (columns == 2)
		*cell_at(canvas, row, col + 1) = (struct cell){.columns = 0, .style = (uint8_t)style};
}

static void put_mark(struct canvas *canvas, int row, int col, uint32_t cp)
{
	if (col > 0 && cell_at(canvas, row, col)->columns == 0)
		col--;
	struct cell *cell = cell_at(canvas, row, col);
	for (int i = 0; cell->cp && i < CELL_MARKS; i++)
		if (!cell->marks[i]) {
			cell->marks[i] = cp;
			return;
		}
}

static bool is_tail(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

/* Nothing but printable ASCII, kana, kanji and their punctuation (U+3000 to U+9FFF without the marks that
 * combine): safe and composed as it is, and most of what is drawn. */
static bool is_plain(const char *text, size_t n)
{
	for (size_t i = 0; i < n;) {
		const unsigned char *b = (const unsigned char *)text + i;
		if (*b >= 0x20 && *b <= 0x7e) {
			i++;
			continue;
		}
		if (n - i < 3 || *b < 0xE3 || *b > 0xE9 || !is_tail(text[i + 1]) || !is_tail(text[i + 2]))
			return false;
		unsigned cp = (*b & 0xFU) << 12 | (b[1] & 0x3FU) << 6 | (b[2] & 0x3FU);
		if ((cp >= 0x302A && cp <= 0x302F) || cp == 0x3099 || cp == 0x309A)
			return false;
		i += 3;
	}
	return true;
}

/* Draws safe text until `limit` (a column that is not drawn any more). Returns the column after it; *cut:
 * something was left. */
static int draw_safe(struct canvas *canvas, int row, int col, int limit, enum style style, const char *text,
		     size_t n, bool *cut)
{
	int last = -1;
	for (size_t i = 0; i < n;) {
		uint32_t cp;
		i += text_decode(text + i, n - i, &cp);
		if (cp == '\n')
			break;
		int columns = text_cp_columns(cp);
		if (columns <= 0) {
			if (last >= 0 && cp >= 0x300)
				put_mark(canvas, row, last, cp);
			continue;
		}
		if (col + columns > limit) {
			*cut = true;
			break;
		}
		if (col >= 0)
			put(canvas, row, col, style, cp, columns);
		last = col;
		col += columns;
	}
	return col;
}

static int draw(struct canvas *canvas, int row, int col, int limit, enum style style, const char *text,
		size_t n, bool *cut)
{
	if (row < 0 || row >= canvas->rows || col < 0 || col >= canvas->cols)
		return col;
	if (is_plain(text, n))
		return draw_safe(canvas, row, col, limit, style, text, n, cut);
	char *safe = text_safe(text, n, true);
	int end = draw_safe(canvas, row, col, limit, style, safe, strlen(safe), cut);
	free(safe);
	return end;
}

int canvas_text_n(struct canvas *canvas, int row, int col, enum style style, const char *text, size_t n)
{
	bool cut = false;
	int end = draw(canvas, row, col, canvas->cols, style, text, n, &cut);
	canvas->clipped += cut;
	return end - col;
}

int canvas_text(struct canvas *canvas, int row, int col, enum style style, const char *text)
{
	return canvas_text_n(canvas, row, col, style, text, strlen(text));
}

int canvas_text_in(struct canvas *canvas, int row, int col, int columns, enum style style, const char *text)
{
	int limit = col + columns < canvas->cols ? col + columns : canvas->cols;
	bool cut = false;
	int end = draw(canvas, row, col, limit, style, text, strlen(text), &cut);
	if (!cut)
		return end - col;
	/* Again with room for the two dots; a wide character may leave a blank before them. */
	canvas_fill(canvas, row, col, limit - col, style);
	int dots = limit - col >= 4 ? 2 : 0;
	bool again = false;
	end = draw(canvas, row, col, limit - dots, style, text, strlen(text), &again);
	for (int i = 0; i < dots; i++)
		put(canvas, row, end++, style, '.', 1);
	return end - col;
}

void canvas_fill(struct canvas *canvas, int row, int col, int columns, enum style style)
{
	if (row < 0 || row >= canvas->rows)
		return;
	for (int i = col < 0 ? 0 : col; i < col + columns && i < canvas->cols; i++)
		put(canvas, row, i, style, 0, 1);
}

void canvas_style(struct canvas *canvas, int row, int col, int columns, enum style style)
{
	if (row < 0 || row >= canvas->rows)
		return;
	for (int i = col < 0 ? 0 : col; i < col + columns && i < canvas->cols; i++)
		cell_at(canvas, row, i)->style = (uint8_t)style;
}

void canvas_caret(struct canvas *canvas, int row, int col)
{
	if (row >= 0 && row < canvas->rows && col >= 0) {
		canvas->caret_row = row;
		canvas->caret_col = col < canvas->cols ? col : canvas->cols - 1;
	}
}

static void add_cp(struct strbuf *out, uint32_t cp)
{
	char bytes[4];
	strbuf_add(out, bytes, text_encode(cp, bytes));
}

char *canvas_row(const struct canvas *canvas, int row)
{
	struct strbuf out = {0};
	size_t kept = 0; /* up to the last character that is not a blank */
	for (int col = 0; col < canvas->cols; col++) {
		const struct cell *cell = cell_at(canvas, row, col);
		if (cell->columns == 0)
			continue;
		add_cp(&out, cell->cp ? cell->cp : ' ');
		for (int i = 0; i < CELL_MARKS && cell->marks[i]; i++)
			add_cp(&out, cell->marks[i]);
		if (cell->cp && cell->cp != ' ')
			kept = out.len;
	}
	strbuf_remove(&out, kept, out.len - kept);
	return strbuf_detach(&out);
}

char *canvas_dump(const struct canvas *canvas)
{
	struct strbuf out = {0};
	for (int row = 0; row < canvas->rows; row++) {
		char *line = canvas_row(canvas, row);
		strbuf_addf(&out, "%s\n", line);
		free(line);
	}
	return strbuf_detach(&out);
}
