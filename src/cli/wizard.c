/* SPDX-License-Identifier: MIT */
/*
 * Saving, in one thread: take in all input that is there, paint, commit what is unsaved, say so, wait. No
 * paint waits for the disk, and nothing is called saved before it is on it.
 */
#include "cli/wizard.h"

#include "base/alloc.h"
#include "base/sys.h"
#include "cli/port.h"
#include "store/backup.h"
#include "ui/app.h"
#include "ui/term.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* So many events at the most before the next paint: a stuck key must not freeze the screen. */
enum { EVENTS_MAX = 5000 };

struct wizard {
	struct world *world;
	struct app app;
	struct term *term;
	struct canvas canvas;
	struct strbuf lost; /* why answers could not be saved when we had to leave */
};

static void paint(struct wizard *w)
{
	int rows, cols;
	term_size(w->term, &rows, &cols);
	w->app.rows = rows;
	w->app.cols = cols;
	if (rows != w->canvas.rows || cols != w->canvas.cols)
		canvas_resize(&w->canvas, rows, cols);
	app_settle(&w->app);
	app_draw(&w->app, &w->canvas);
	term_show(w->term, &w->canvas);
}

/* The copy of the day, when there is something to see already. */
static void back_up(struct wizard *w)
{
	if (w->app.port->backup_due(w->app.port->self) > WORLD_LONG_BACKUP) {
		app_notice(&w->app, STYLE_NOTICE, xstrdup(tr_in(world_backup_words(), w->app.lang)));
		paint(w);
		app_notice(&w->app, STYLE_NORMAL, NULL);
	}
	app_backup(&w->app);
}

static void paint_and_save(struct wizard *w)
{
	bool unsaved = app_unsaved(&w->app);
	if (unsaved && w->app.saved_late)
		app_notice(&w->app, STYLE_NOTICE, xstrdup(TR(w->app.lang, "保存中です。", "Saving.")));
	paint(w);
	if (!unsaved)
		return;
	back_up(w); /* it may be a new day */
	app_commit(&w->app);
	paint(w);
}

static void leave(struct wizard *w, const struct event *event)
{
	app_finish_note(&w->app);
	if (!app_commit(&w->app) && w->app.notice.text)
		strbuf_adds(&w->lost, w->app.notice.text);
	w->world->status = 128 + (event->signal ? event->signal : SIGHUP);
	app_event(&w->app, event);
	w->app.quit = true;
}

static void take(struct wizard *w, struct event *event)
{
	if (event->kind == EVENT_LEAVE)
		leave(w, event);
	else
		app_event(&w->app, event);
	event_release(event);
}

/* Wait for something, then take in all that is there. */
static void take_in(struct wizard *w)
{
	struct event event = {0};
	bool ticks;
	(void)group_seconds_left(&w->app, &ticks);
	/* A count-down is painted once a second; without one nothing wakes us. */
	if (!term_event(w->term, ticks ? 1000 : -1, &event))
		return;
	if (event.kind == EVENT_KEY || event.kind == EVENT_CLICK || event.kind == EVENT_PASTE)
		app_refresh(&w->app);
	take(w, &event);
	for (int i = 0; i < EVENTS_MAX && !w->app.quit && term_event(w->term, 0, &event); i++)
		take(w, &event);
}

static struct term_options term_options(const struct world *world)
{
	static const enum term_wide wide[] = {TERM_WIDE_NO, TERM_WIDE_YES};
	const char *ambiguous = sys_env("TENKEN_AMBIGUOUS"), *marks = sys_env("TENKEN_TEST_MARKS");
	struct term_options options = {.ambiguous = TERM_WIDE_ASK, .mono = sys_env("NO_COLOR") != NULL};
	if (world->options->given[OPT_AMBIGUOUS])
		options.ambiguous = wide[options_word(world->options, OPT_AMBIGUOUS)];
	else if (ambiguous && (strcmp(ambiguous, "1") == 0 || strcmp(ambiguous, "2") == 0))
		options.ambiguous = wide[*ambiguous == '2'];
	options.test_marks = marks && strcmp(marks, "1") == 0;
	return options;
}

static void begin(struct wizard *w, const struct port *port, struct session *session, bool rescue)
{
	struct world *world = w->world;
	int rows, cols;
	bool no_glyphs = !world->options->given[OPT_LANG] && world->lang == LANG_JA && term_cannot_japanese();
	if (no_glyphs)
		world->lang = LANG_EN;
	term_size(w->term, &rows, &cols);
	canvas_init(&w->canvas, rows, cols);
	app_init(&w->app, port, world->lang, rows, cols);
	if (rescue)
		app_start_rescue(&w->app);
	else if (session)
		app_start_session(&w->app, session);
	else
		app_start(&w->app);
	if (no_glyphs)
		app_notice(
			&w->app, STYLE_NOTICE,
			xstrdup("This console has no Japanese characters; fbterm, kmscon or SSH show them."));
}

static bool run(struct world *world, struct session *session, bool rescue, struct err *err)
{
	struct wizard w = {.world = world};
	if (!sys_utf8_locale())
		return fail(err, "This system has no UTF-8 locale, which the screen needs. Please install "
				 "one, or use --plain.");
	if (!term_open(&w.term, term_options(world), err))
		return false;
	if (world->store) /* said on the screen */
		store_announce_backups(world->store, NULL, NULL);
	struct port port = port_of(world);
	begin(&w, &port, session, rescue);
	paint(&w);
	back_up(&w);
	while (!w.app.quit) {
		paint_and_save(&w);
		take_in(&w);
	}
	app_release(&w.app);
	term_close(w.term);
	canvas_release(&w.canvas);
	if (world->catalog.notices.len)
		cli_say("%s", strbuf_str(&world->catalog.notices));
	if (w.lost.len)
		cli_say("tenken: %s", strbuf_str(&w.lost));
	strbuf_release(&w.lost);
	return true;
}

bool wizard_run(struct world *world, struct session *session, struct err *err)
{
	return run(world, session, false, err);
}

bool wizard_rescue(struct world *world, struct err *err)
{
	return run(world, NULL, true, err);
}
