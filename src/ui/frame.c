/* SPDX-License-Identifier: MIT */
/* The frame around every screen: title line, body, notice line, keys. */
#include "ui/app.h"

#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIN_ROWS 16
#define MIN_COLS 60
#define BODY_MAX 108 /* a line longer than this is hard to read */

void app_body(const struct app *app, int *left, int *cols, int *top, int *height)
{
	int margin = app->cols >= 70 ? 3 : 2;
	*cols = app->cols - 2 * margin;
	if (*cols > BODY_MAX)
		*cols = BODY_MAX;
	*left = (app->cols - *cols) / 2;
	*top = app->rows >= 20 ? 2 : 1;
	*height = app->rows - *top - 2 - (app->rows >= 20 ? 1 : 0);
}

static void draw_title(const struct app *app, struct view *view, struct canvas *canvas, int left)
{
	const struct screen *screen = screen_get(app_screen(app));
	canvas_fill(canvas, 0, 0, canvas->cols, STYLE_TITLE);
	const char *status = screen->status ? screen->status(app, view) : NULL;
	int right = status ? text_columns(status) : 0;
	int room = canvas->cols - left - (right ? right + left + 2 : left);
	const char *where = tr_in(screen->title, app->lang);
	const char *program = TR(app->lang, "スマートシティ自己点検", "Smart-city self-check");
	bool home = app_screen(app) == SCREEN_HOME && !app->home.bin;
	const char *text = view_format(view, "%s%s%s", program, home ? "" : "  ", home ? "" : where);
	if (text_columns(text) > room && !home)
		text = where; /* narrow: where one is matters more */
	canvas_text_in(canvas, 0, left, room, STYLE_TITLE, text);
	if (right)
		canvas_text_in(canvas, 0, canvas->cols - left - right, right, STYLE_TITLE, status);
}

static const char *keys_shown(const struct binding *b)
{
	return b->shown ? b->shown : "";
}

/* One key and its label in the footer; returns the columns it takes with the gap before it. */
static int footer_columns(const struct app *app, const struct binding *b)
{
	return text_columns(keys_shown(b)) + 1 + text_columns(tr_in(b->label, app->lang)) + 2;
}

static bool in_footer(const struct app *app, const struct binding *b)
{
	return tr_in(b->label, app->lang) && binding_enabled(app, b);
}

static bool is_global(const struct binding *b)
{
	return b->command == CMD_HELP || b->command == CMD_LANG;
}

/* The keys that work now, as many as fit; help and language always do. */
static void draw_footer(const struct app *app, struct canvas *canvas, int left)
{
	const struct binding *bindings = screen_get(app_screen(app))->bindings;
	int row = canvas->rows - 1, col = left, room = canvas->cols - 2 * left + 2;
	canvas_fill(canvas, row, 0, canvas->cols, STYLE_FOOTER);
	for (const struct binding *b = bindings; b->command != CMD_NONE; b++)
		if (is_global(b) && in_footer(app, b))
			room -= footer_columns(app, b);
	for (const struct binding *b = bindings; b->command != CMD_NONE; b++) {
		if (!in_footer(app, b))
			continue;
		int columns = footer_columns(app, b);
		if (!is_global(b)) {
			if (columns > room)
				continue;
			room -= columns;
		}
		if (col + columns - 2 > canvas->cols)
			break;
		col += canvas_text(canvas, row, col, STYLE_KEY, keys_shown(b)) + 1;
		col += canvas_text(canvas, row, col, STYLE_FOOTER, tr_in(b->label, app->lang)) + 2;
	}
}

static void draw_notice(const struct app *app, struct canvas *canvas, int left, int row)
{
	if (!app->notice.text)
		return;
	/* A long one (a path, a cause) may use the row above as well: nothing of it should be lost. */
	struct text_line *lines;
	int width = canvas->cols - 2 * left;
	size_t count = text_wrap(app->notice.text, width < 2 ? 2 : width, &lines);
	size_t shown = count < 3 ? count : 3;
	for (size_t i = 0; i < shown; i++) {
		int at = row - (int)(shown - 1 - i);
		if (shown > 1)
			canvas_fill(canvas, at, 0, canvas->cols, STYLE_NORMAL);
		canvas_text_n(canvas, at, left, app->notice.style, app->notice.text + lines[i].start,
			      lines[i].len);
	}
	free(lines);
}

static void draw_too_small(const struct app *app, struct canvas *canvas)
{
	char text[160];
	snprintf(text, sizeof text,
		 TR(app->lang, "画面が小さすぎます。%d桁×%d行以上に広げてください。回答は保存されています。",
		    "The window is too small. Please make it at least %d by %d. Your answers are safe."),
		 MIN_COLS, MIN_ROWS);
	struct text_line *lines;
	size_t count = text_wrap(text, canvas->cols < 2 ? 2 : canvas->cols, &lines);
	for (size_t i = 0; i < count && (int)i < canvas->rows; i++) {
		char line[200];
		snprintf(line, sizeof line, "%.*s", (int)lines[i].len, text + lines[i].start);
		canvas_text_in(canvas, (int)i, 0, canvas->cols, STYLE_NORMAL, line);
	}
	free(lines);
}

void app_draw(const struct app *app, struct canvas *canvas)
{
	canvas_clear(canvas);
	if (canvas->rows < MIN_ROWS || canvas->cols < MIN_COLS) {
		draw_too_small(app, canvas);
		return;
	}
	int left, cols, top, height;
	app_body(app, &left, &cols, &top, &height);
	struct view view;
	view_init(&view, cols, app->rows);
	view.scroll = app->scroll;
	screen_get(app_screen(app))->layout(app, &view);
	view_draw(&view, canvas, top, height, left);
	draw_title(app, &view, canvas, 1);
	draw_notice(app, canvas, left, canvas->rows - 2);
	draw_footer(app, canvas, 1);
	view_release(&view);
}
