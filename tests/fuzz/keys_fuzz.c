/* SPDX-License-Identifier: MIT */
/*
 * Any bytes typed at the wizard, at any size: what is drawn stays whole, and nobody falls off a screen.
 * The first byte picks the language, what is saved and whether an assessment is open already. Then 0xFF, rows
 * and columns: the window has another size; 0xFE and a byte: the outside world changes; all else are keys.
 * Seeds: corpus/keys/.
 */
#include "fake_port.h"

#include "base/sys.h"
#include "base/text.h"
#include "ui/utf8_input.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LONGEST 500 /* each key draws a frame */

#define MUST(condition) ((condition) ? (void)0 : broken(#condition, app, canvas))

struct run {
	struct fake *fake;
	struct app app;
	struct canvas canvas;
	struct utf8_input input;
	int64_t now_ms;
};

static _Noreturn void broken(const char *condition, const struct app *app, const struct canvas *canvas)
{
	char *dump = canvas_dump(canvas);
	fprintf(stderr, "screen %d at %dx%d, caret %d,%d, clipped %d: not %s\n%s", (int)app_screen(app),
		app->cols, app->rows, canvas->caret_row, canvas->caret_col, canvas->clipped, condition, dump);
	free(dump);
	abort();
}

static void check_cell(const struct app *app, const struct canvas *canvas, int row, int col)
{
	const struct cell *cell = &canvas->cells[row * canvas->cols + col];
	if (cell->cp == 0 && cell->columns == 1 && cell->style < STYLE_COUNT && cell->marks[0] == 0)
		return;
	const struct cell *after = col + 1 < canvas->cols ? cell + 1 : NULL;
	MUST(cell->cp == 0 || (cell->cp >= 0x20 && !text_is_unfit(cell->cp)));
	for (int i = 0; i < CELL_MARKS; i++)
		MUST(!text_is_unfit(cell->marks[i]) || cell->marks[i] == 0);
	MUST(cell->style < STYLE_COUNT && cell->columns <= 2);
	MUST(cell->cp == 0 || text_cp_columns(cell->cp) == cell->columns);
	MUST(cell->columns != 2 || (after && after->columns == 0));
	MUST(cell->columns != 0 || (col > 0 && cell[-1].columns == 2));
}

static void check_editor(const struct app *app, const struct canvas *canvas, const struct editor *editor)
{
	const char *text = editor_text(editor);
	size_t at = 0;
	MUST(editor->text.len <= (editor->multiline ? EDITOR_TEXT_MAX : EDITOR_LINE_MAX));
	MUST(strlen(text) == editor->text.len && text_is_utf8(text, editor->text.len, NULL));
	while (at < editor->caret)
		at = text_next(text, editor->text.len, at);
	MUST(at == editor->caret);
}

static void check(const struct app *app, const struct canvas *canvas)
{
	MUST(app->depth >= 1 && app->depth <= STACK_MAX && app_screen(app) < SCREEN_COUNT);
	for (int row = 0; row < canvas->rows; row++)
		for (int col = 0; col < canvas->cols; col++)
			check_cell(app, canvas, row, col);
	MUST(canvas->caret_row < canvas->rows && canvas->caret_col < canvas->cols);
	MUST((canvas->caret_row < 0) == (canvas->caret_col < 0));
	for (size_t i = 0; i < SETUP_TEXTS; i++)
		check_editor(app, canvas, &app->setup.texts[i]);
	check_editor(app, canvas, &app->note);
	check_editor(app, canvas, &app->evidence);
	check_editor(app, canvas, &app->reason);
	check_editor(app, canvas, &app->export.path);
	if (canvas->rows < 16 || canvas->cols < 60)
		return;
	MUST(canvas->clipped == 0);
	MUST(canvas->caret_row >= 0 || !screen_get(app_screen(app))->typing);
}

static void draw(struct run *run)
{
	if (run->canvas.rows != run->app.rows || run->canvas.cols != run->app.cols)
		canvas_resize(&run->canvas, run->app.rows, run->app.cols);
	app_draw(&run->app, &run->canvas);
	check(&run->app, &run->canvas);
}

static void handle(struct run *run, struct event event)
{
	app_event(&run->app, &event);
	event_release(&event);
	draw(run);
	if (!app_unsaved(&run->app))
		return;
	bool saved = app_commit(&run->app);
	draw(run);
	if (saved && app_unsaved(&run->app))
		broken("saved", &run->app, &run->canvas);
}

static void drain(struct run *run, bool give_up)
{
	struct event event;
	while (!run->app.quit && utf8_input_next(&run->input, give_up, &event))
		handle(run, event);
}

/* What may happen while one types: disks fill, another program writes, the terminal stops. */
static void happen(struct run *run, uint8_t what)
{
	struct fake *fake = run->fake;
	size_t items = run->app.session.instrument.count;
	fake->fail_save = what & 1 ? "ディスク\x1b[2J" : NULL;
	fake->file_exists = what & 2;
	fake->changed = what & 4;
	fake->undo_refused = what & 8;
	fake->conflict_item = (what & 16) && items ? what % items : ITEM_NONE;
	fake->undo_item = what & 32 && items ? what % items : ITEM_NONE;
	if (what & 64)
		drain(run, true);
	if (what & 128 && !run->app.quit)
		handle(run, (struct event){.kind = EVENT_WAKE});
	if (!run->app.quit)
		app_refresh(&run->app);
	draw(run);
}

static void type(struct run *run, const uint8_t *data, size_t size)
{
	for (size_t at = 0; at < size && !run->app.quit;) {
		if (data[at] == 0xFF && at + 2 < size) {
			handle(run, (struct event){.kind = EVENT_RESIZE,
						   .rows = data[at + 1] % 70 + 1,
						   .cols = data[at + 2] % 180 + 1});
			at += 3;
		} else if (data[at] == 0xFE && at + 1 < size) {
			happen(run, data[at + 1]);
			at += 2;
		} else {
			utf8_input_add(&run->input, (const char *)data + at, 1, run->now_ms++);
			drain(run, false);
			at++;
		}
	}
	drain(run, true);
}

/* One ordinary, one long and binned, one with all that a terminal would obey. */
static void save_some(struct fake *fake)
{
	static const char *const titles[] = {"自己点検", "x\x1b]2;y\a\u202E z\n\t\x7f\xC2\x9B",
					     "か\u3099ｶﾞ𠮷👩\u200D👧"};
	for (size_t i = 0; i < 12; i++) {
		char id[8];
		snprintf(id, sizeof id, "id%zu", i);
		const struct assessment saved = {
			.id = id,
			.title = (char *)(uintptr_t)titles[i % 3],
			.municipality = (char *)(uintptr_t)titles[(i + 1) % 3],
			.updated_at =
				(char *)(uintptr_t)(i % 4 ? "2026-11-20T01:02:03Z" : "\x1b[31mnot a time"),
			.answered = (int)i,
			.asked = 12,
			.binned = i % 3 == 2,
		};
		assessment_copy(&fake->saved[fake->saved_count++], &saved);
	}
}

/*
 * The questionnaires are loaded once: sessions get copies that own nothing, and so release nothing.
 */
static void borrow_session(struct fake *fake, struct session *out, const char *const *ids, size_t count)
{
	struct document **documents = calloc(fake->catalog_count, sizeof(struct document *)),
			*framework = NULL;
	size_t chosen = 0, bases = fake->catalog_count;
	for (size_t i = 0; i < fake->catalog_count; i++) {
		struct document *copy = malloc(sizeof *copy);
		*copy = *fake->catalog[i];
		copy->arena = (struct arena){0};
		bool wanted = false;
		for (size_t c = 0; c < count; c++)
			wanted = wanted || strcmp(copy->id, ids[c]) == 0;
		if (i == 0)
			framework = copy;
		else if (wanted)
			documents[++chosen] = copy;
		else
			documents[--bases] = copy;
	}
	documents[0] = framework;
	struct err err = {.lang = LANG_EN};
	if (!session_init(out, documents, fake->catalog_count, chosen, &err))
		abort();
}

static const char *const THEMES[] = {"silo-breakdown", "advisor-dependence", "citizen-participation",
				     "plan-and-governance", "trial-and-rollout"};
enum { THEME_COUNT = sizeof THEMES / sizeof *THEMES };

static bool create(void *self, const struct assessment *setup, const char *const *ids, size_t count,
		   struct session *out, struct err *err)
{
	(void)err;
	borrow_session(self, out, ids, count);
	assessment_copy(&out->assessment, setup);
	return true;
}

static bool open_saved(void *self, const char *id, struct session *out, struct err *err)
{
	struct fake *fake = self;
	for (size_t i = 0; i < fake->saved_count; i++)
		if (strcmp(fake->saved[i].id, id) == 0)
			return create(self, &fake->saved[i], THEMES, THEME_COUNT, out, err);
	return fail(err, "%s", "no such assessment");
}

static bool example(void *self, struct session *out, struct err *err)
{
	return create(self, &(struct assessment){.title = NULL}, THEMES, THEME_COUNT, out, err);
}

static struct fake *world(void)
{
	static struct fake fake;
	return &fake;
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	if (!sys_utf8_locale())
		return -1;
	fake_init(world());
	world()->port.create = create;
	world()->port.open = open_saved;
	world()->port.example = example;
	return 0;
}

static void start(struct run *run, uint8_t how)
{
	static const char *const some[] = {"quick-check", "trial-and-rollout"};
	struct app *app = &run->app;
	if (how & 2)
		save_some(run->fake);
	app_init(app, &run->fake->port, how & 1 ? LANG_EN : LANG_JA, how & 8 ? 16 : 24, how & 8 ? 60 : 80);
	if (how & 4) {
		struct session session;
		struct err err = {.lang = LANG_EN};
		const struct assessment setup = {.id = NULL}; /* copied as "" */
		if (!create(run->fake, &setup, some, 1 + (how >> 4 & 1), &session, &err))
			abort();
		app_start_session(app, &session);
	} else {
		app_start(app);
	}
	canvas_init(&run->canvas, app->rows, app->cols);
}

/* As fake_init left it, but for the questionnaires. */
static void forget(struct fake *fake)
{
	for (size_t i = 0; i < fake->saved_count; i++)
		assessment_release(&fake->saved[i]);
	fake->saved_count = 0;
	fake->fail_save = NULL;
	fake->conflict_item = fake->undo_item = ITEM_NONE;
	fake->undo_refused = fake->changed = fake->file_exists = false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0 || size > LONGEST)
		return 0;
	struct run run = {.fake = world(), .input = {.escape_ms = 50}};
	start(&run, data[0]);
	draw(&run);
	type(&run, data + 1, size - 1);
	canvas_release(&run.canvas);
	app_release(&run.app);
	utf8_input_release(&run.input);
	forget(run.fake);
	return 0;
}
