/* SPDX-License-Identifier: MIT */
/*
 * A small text editor on graphemes: what is typed or pasted, a caret, undo. One line or several.
 * The text is NFC-agnostic: kept as typed (input is normalised where it enters). Zero is empty.
 */
#ifndef UI_EDITOR_H
#define UI_EDITOR_H

#include "base/strbuf.h"
#include "ui/event.h"
#include "ui/view.h"

#include <stdbool.h>

#define EDITOR_LINE_MAX 400   /* bytes in a single-line field */
#define EDITOR_TEXT_MAX 20000 /* bytes in a note */

struct snapshot {
	char *text;
	size_t caret;
};

struct editor {
	struct strbuf text;
	size_t caret; /* byte offset, always at a grapheme's start */
	bool multiline;
	bool full; /* the last thing typed did not fit any more */
	struct snapshot *undo;
	size_t undo_count, undo_cap;
	bool typing; /* the newest snapshot is for a run of typed characters */
};

void editor_set(struct editor *editor, const char *text, bool multiline); /* caret at the end, no undo */
void editor_release(struct editor *editor);
const char *editor_text(const struct editor *editor);

/* Take the event if it is for a text: characters, paste, Backspace, Delete, arrows, Home, End, Ctrl-U undo.
 * False: not mine. */
bool editor_event(struct editor *editor, const struct event *event, int columns);

/* Its rows at `indent`, in STYLE_FIELD, with the caret where it is if `focused`; `rows` at least. Returns the
 * first row. */
size_t editor_layout(const struct editor *editor, struct view *view, int indent, int columns, int rows,
		     bool focused, int hit);

#endif
