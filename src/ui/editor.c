/* SPDX-License-Identifier: MIT */
#include "ui/editor.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

#define UNDO_MAX 200

static void forget_undo(struct editor *editor)
{
	for (size_t i = 0; i < editor->undo_count; i++)
		free(editor->undo[i].text);
	editor->undo_count = 0;
	editor->typing = false;
}

void editor_set(struct editor *editor, const char *text, bool multiline)
{
	forget_undo(editor);
	strbuf_reset(&editor->text);
	strbuf_adds(&editor->text, text ? text : "");
	editor->caret = editor->text.len;
	editor->multiline = multiline;
	editor->full = false;
}

void editor_release(struct editor *editor)
{
	forget_undo(editor);
	free(editor->undo);
	strbuf_release(&editor->text);
	*editor = (struct editor){0};
}

const char *editor_text(const struct editor *editor)
{
	return strbuf_str(&editor->text);
}

static void remember(struct editor *editor, bool typing)
{
	if (typing && editor->typing)
		return;
	editor->typing = typing;
	if (editor->undo_count == UNDO_MAX) {
		free(editor->undo[0].text);
		memmove(editor->undo, editor->undo + 1, (UNDO_MAX - 1) * sizeof *editor->undo);
		editor->undo_count--;
	}
	editor->undo = xgrow(editor->undo, &editor->undo_cap, editor->undo_count + 1, sizeof *editor->undo);
	editor->undo[editor->undo_count++] =
		(struct snapshot){.text = xstrdup(editor_text(editor)), .caret = editor->caret};
}

static void undo(struct editor *editor)
{
	if (editor->undo_count == 0)
		return;
	struct snapshot *last = &editor->undo[--editor->undo_count];
	strbuf_reset(&editor->text);
	strbuf_adds(&editor->text, last->text);
	editor->caret = last->caret;
	editor->typing = false;
	free(last->text);
}

/* A typed mark may join the character before the caret: the caret then stands after both. */
static void to_boundary(struct editor *editor)
{
	size_t at = 0;
	while (at < editor->caret)
		at = text_next(editor_text(editor), editor->text.len, at);
	editor->caret = at;
}

static void insert(struct editor *editor, const char *bytes, size_t n)
{
	size_t limit = editor->multiline ? EDITOR_TEXT_MAX : EDITOR_LINE_MAX;
	editor->full = editor->text.len + n > limit;
	if (editor->full)
		return;
	strbuf_insert(&editor->text, editor->caret, bytes, n);
	editor->caret += n;
	to_boundary(editor);
}

/* In one line a line break becomes a blank, a tab too; unfit characters were replaced where the paste came
 * in. */
static void paste(struct editor *editor, const char *text)
{
	remember(editor, false);
	struct strbuf clean = {0};
	for (const char *c = text; *c; c++)
		if (*c == '\t' || (*c == '\n' && !editor->multiline))
			strbuf_addc(&clean, ' ');
		else if (*c != '\r')
			strbuf_addc(&clean, *c);
	insert(editor, strbuf_str(&clean), clean.len);
	strbuf_release(&clean);
}

static void erase(struct editor *editor, size_t from, size_t to)
{
	if (from >= to)
		return;
	remember(editor, false);
	strbuf_remove(&editor->text, from, to - from);
	editor->caret = from;
	to_boundary(editor);
}

/* The wrapped line the caret is in. After the break's white space belongs to the line before it. */
static size_t line_of(const struct text_line *lines, size_t count, size_t caret)
{
	size_t at = 0;
	for (size_t i = 1; i < count; i++)
		if (lines[i].start <= caret)
			at = i;
	return at;
}

static void move_rows(struct editor *editor, int columns, int by)
{
	struct text_line *lines;
	const char *s = editor_text(editor);
	size_t count = text_wrap(s, columns, &lines), at = line_of(lines, count, editor->caret);
	size_t within = editor->caret - lines[at].start;
	int col = text_columns_n(s + lines[at].start, within < lines[at].len ? within : lines[at].len);
	if (by < 0 && at == 0)
		editor->caret = 0;
	else if (by > 0 && at + 1 == count)
		editor->caret = editor->text.len;
	else {
		const struct text_line *to = &lines[by < 0 ? at - 1 : at + 1];
		int used;
		editor->caret = to->start + text_fit(s + to->start, to->len, col, &used);
	}
	free(lines);
}

static void line_end(struct editor *editor, int columns, bool to_end)
{
	struct text_line *lines;
	size_t count = text_wrap(editor_text(editor), columns, &lines),
	       at = line_of(lines, count, editor->caret);
	editor->caret = lines[at].start + (to_end ? lines[at].len : 0);
	free(lines);
}

static bool move_or_erase(struct editor *editor, uint32_t key, int columns)
{
	const char *s = editor_text(editor);
	size_t n = editor->text.len, at = editor->caret;
	switch (key) {
	case K_LEFT:
		editor->caret = text_prev(s, n, at);
		break;
	case K_RIGHT:
		editor->caret = text_next(s, n, at);
		break;
	case K_HOME:
	case K_CTRL + 'a':
		line_end(editor, columns, false);
		break;
	case K_END:
	case K_CTRL + 'e':
		line_end(editor, columns, true);
		break;
	case K_BACKSPACE:
		erase(editor, text_prev(s, n, at), at);
		return true;
	case K_DELETE:
		erase(editor, at, text_next(s, n, at));
		return true;
	case K_CTRL + 'u':
	case K_CTRL + '_':
		undo(editor);
		return true;
	default:
		return false;
	}
	editor->typing = false;
	return true;
}

bool editor_event(struct editor *editor, const struct event *event, int columns)
{
	if (columns < 2)
		columns = 2;
	if (event->kind == EVENT_PASTE) {
		paste(editor, event->text);
		return true;
	}
	if (event->kind != EVENT_KEY)
		return false;
	editor->full = false;
	if (editor->multiline && (event->key == K_UP || event->key == K_DOWN)) {
		move_rows(editor, columns, event->key == K_UP ? -1 : 1);
		editor->typing = false;
		return true;
	}
	if (editor->multiline && event->key == K_ENTER) {
		remember(editor, false);
		insert(editor, "\n", 1);
		return true;
	}
	if (event->key >= K_FIRST)
		return move_or_erase(editor, event->key, columns);
	if (text_is_unfit(event->key) || event->key < 0x20)
		return false;
	char bytes[4];
	size_t n = text_encode(event->key, bytes);
	remember(editor, true);
	insert(editor, bytes, n);
	return true;
}

/* A field shows that it is one although it is empty: underlined blanks. */
static const char *padding(struct view *view, int columns)
{
	struct strbuf blanks = {0};
	for (int i = 0; i < columns; i++)
		strbuf_addc(&blanks, ' ');
	return view_take(view, strbuf_detach(&blanks));
}

static size_t layout_line(const struct editor *editor, struct view *view, int indent, int columns,
			  bool focused, int hit)
{
	const char *s = editor_text(editor);
	size_t n = editor->text.len, from = 0;
	/* One row that follows the caret: leave out from the left until it fits. */
	while (text_columns_n(s + from, editor->caret - from) >= columns)
		from = text_next(s, n, from);
	int used;
	size_t len = text_fit(s + from, n - from, columns, &used);
	size_t row = view_row(view, hit);
	view_span(view, row, indent, 0, STYLE_FIELD, arena_strndup(&view->arena, s + from, len));
	view_span(view, row, indent + used, 0, STYLE_FIELD, padding(view, columns - used));
	if (focused)
		view_caret(view, row, indent + text_columns_n(s + from, editor->caret - from));
	return row;
}

size_t editor_layout(const struct editor *editor, struct view *view, int indent, int columns, int rows,
		     bool focused, int hit)
{
	if (columns < 2)
		columns = 2;
	if (!editor->multiline)
		return layout_line(editor, view, indent, columns, focused, hit);
	struct text_line *lines;
	const char *s = editor_text(editor);
	size_t count = text_wrap(s, columns, &lines), at = line_of(lines, count, editor->caret),
	       first = view->count;
	for (size_t i = 0; i < count || i < (size_t)rows; i++) {
		size_t row = view_row(view, hit);
		int used = i < count ? lines[i].columns : 0;
		if (i < count)
			view_span(view, row, indent, 0, STYLE_FIELD,
				  arena_strndup(&view->arena, s + lines[i].start, lines[i].len));
		if (used < columns)
			view_span(view, row, indent + used, 0, STYLE_FIELD, padding(view, columns - used));
		if (focused && i == at) {
			size_t within = editor->caret - lines[i].start;
			int col = text_columns_n(s + lines[i].start,
						 within < lines[i].len ? within : lines[i].len);
			view_caret(view, row, indent + (col < columns ? col : columns - 1));
		}
	}
	free(lines);
	return first;
}
