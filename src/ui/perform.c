/* SPDX-License-Identifier: MIT */
/* Effects: what the screens ask for, done through the port, and what came of it told to the model. */
#include "ui/app.h"
#include "ui/home.h"
#include "ui/rescue.h"
#include "ui/setup.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/sys.h"

#include <stdlib.h>
#include <string.h>

static struct err new_err(const struct app *app)
{
	return (struct err){.lang = app->lang};
}

void app_failed(struct app *app, const struct err *err)
{
	/* What is typed and not saved comes first: it can still be written elsewhere. */
	if (err->kind == ERR_DAMAGED && !app_unsaved(app))
		rescue_ask(app);
	else
		app_notice(app, STYLE_WARNING, xstrdup(err->text));
}

__attribute__((format(printf, 3, 4))) static void say(struct app *app, enum style style, const char *format,
						      ...)
{
	struct strbuf text = {0};
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	app_notice(app, style, strbuf_detach(&text));
}

/* ---- saving ---- */

bool app_unsaved(const struct app *app)
{
	return session_is_open(&app->session) && session_unsaved(&app->session);
}

static void tell_saved(struct app *app, const struct save_done *done)
{
	char clock[6];
	sys_clock_local(app->port->now(app->port->self), clock);
	if (done->conflict_item == ITEM_NONE) {
		say(app, STYLE_NOTICE, TR(app->lang, "保存しました %s", "Saved %s"), clock);
		return;
	}
	app_goto(app, done->conflict_item);
	say(app, STYLE_WARNING,
	    TR(app->lang,
	       "別の画面が先にこの設問に回答していました。その回答を表示しています。変えるときは、もう一度選"
	       "んでください。",
	       "Another window answered this first. Its answer is shown; choose again to change it."));
}

bool app_commit(struct app *app)
{
	if (!app_unsaved(app))
		return true;
	struct err err = new_err(app);
	struct save_done done = {.conflict_item = ITEM_NONE};
	int64_t before = sys_monotonic_ms();
	/* Where one is goes with the answers: after a kill one comes back to the last saved question. */
	bool ok = app->port->save(app->port->self, &app->session, &done, &err);
	app->saved_late = sys_monotonic_ms() - before > 100;
	if (!ok) {
		say(app, STYLE_WARNING, TR(app->lang, "保存できていません。%s", "Not saved. %s"), err.text);
		return false;
	}
	session_update_flow(&app->session);
	tell_saved(app, &done);
	return true;
}

void app_backup(struct app *app)
{
	struct err err = new_err(app), told = new_err(app);
	if (!app->port->backup(app->port->self, &told, &err))
		app_failed(app, &err);
	else if (told.set)
		app_notice(app, STYLE_WARNING, xstrdup(told.text));
}

void app_refresh(struct app *app)
{
	if (!session_is_open(&app->session))
		return;
	struct err err = new_err(app);
	bool changed = false;
	if (!app->port->refresh(app->port->self, &app->session, &changed, &err)) {
		app_failed(app, &err);
		return;
	}
	if (!changed)
		return;
	session_update_flow(&app->session);
	if (app->item != ITEM_NONE)
		app_goto(app, app->item);
	group_load(app);
	app_score(app);
	workshop_read_people(app);
	say(app, STYLE_WARNING,
	    TR(app->lang, "別の画面での変更を取り込みました。",
	       "Changes made in another window are now shown."));
}

/* ---- leaving ---- */

static void ask_unsaved(struct app *app, enum effect_kind leave)
{
	app_ask(app, xstrdup(TR(app->lang, "保存できていない回答があります。どうしますか。",
				"Some answers are not saved. What would you like to do?")));
	app_ask_choice(app, (struct tr){"もう一度保存する", "Try to save again"}, EFFECT(COMMIT));
	if (!app->session.turn) /* a person's own answers leave the program by the seal alone */
		app_ask_choice(app,
			       (struct tr){"回答を別の場所のファイルに書き出す",
					   "Write the answers to a file elsewhere"},
			       EFFECT(EXPORT_ASK));
	app_ask_choice(app, (struct tr){"保存せずに終わる", "Leave without saving"},
		       effect_of(EFFECT_ABANDON, leave));
}

/* At the beginning as many as may be seen; more when somebody moves on them. */
static size_t window(const struct app *app)
{
	bool moved = app->home.focus > 0 || app->home.offset > 0;
	return moved || app->rows > HOME_WINDOW ? HOME_WINDOW : (size_t)app->rows;
}

static void list(struct app *app)
{
	struct err err = new_err(app);
	assessment_list_release(&app->home.saved);
	if (!app->port->list(app->port->self, app->home.bin, editor_text(&app->home.words), app->home.offset,
			     window(app), &app->home.saved, &app->home.total, &err))
		app_failed(app, &err);
	size_t rows = home_row_count(app);
	if (app->home.focus >= rows)
		app->home.focus = rows ? rows - 1 : 0;
}

static void go_home(struct app *app)
{
	session_release(&app->session);
	score_release(&app->score);
	steps_release(&app->steps);
	workshop_state_release(&app->workshop_ui);
	group_state_release(&app->group_ui);
	app->depth = 0;
	app_push(app, SCREEN_HOME);
	app->home.offset = 0;
	list(app);
}

static void close_session(struct app *app)
{
	struct err err = new_err(app);
	if (app->session.turn) { /* the group's session comes back, not the first screen */
		workshop_end_turn(app, false);
		return;
	}
	/* Where one leaves is where one comes back to; not knowing it costs no answer. */
	if (app->item != ITEM_NONE && app_screen(app) != SCREEN_RESULTS && !workshop_is_group(app))
		app->port->position(app->port->self, &app->session, app->item, &err);
	go_home(app);
}

static void leave(struct app *app, enum effect_kind kind)
{
	if (app_unsaved(app)) {
		ask_unsaved(app, kind);
		return;
	}
	if (session_is_open(&app->session))
		close_session(app);
	if (kind == EFFECT_QUIT)
		app->quit = true;
}

static void abandon(struct app *app, enum effect_kind kind)
{
	for (size_t i = 0; i < app->session.instrument.count; i++)
		app->session.items[i].unsaved = false;
	if (kind == EFFECT_CLOSE) {
		close_session(app);
		return;
	}
	struct err err = new_err(app);
	if (session_is_open(&app->session) && app->item != ITEM_NONE)
		app->port->position(app->port->self, &app->session, app->item, &err);
	app->quit = true;
}

/* ---- opening ---- */

static void opened(struct app *app, struct session *session, enum screen_id id)
{
	session_release(&app->session);
	app->session = *session;
	app->depth = 0;
	app_push(app, SCREEN_HOME);
	app->results_focus = app->overview_focus = 0;
	if (workshop_is_group(app)) {
		workshop_opened(app);
	} else {
		app_goto(app, session_resume_at(&app->session));
		app_push(app, SCREEN_QUESTION);
	}
	if (id != SCREEN_QUESTION)
		app_push(app, id);
}

static void open_focused(struct app *app, enum screen_id id)
{
	const struct assessment *assessment = home_focused(app);
	if (!assessment)
		return;
	struct session session = {0};
	struct err err = new_err(app);
	if (!app->port->open(app->port->self, assessment->id, &session, &err)) {
		session_release(&session);
		app_failed(app, &err);
		return;
	}
	opened(app, &session, id);
}

static void open_example(struct app *app)
{
	struct session session = {0};
	struct err err = new_err(app);
	if (!app->port->example(app->port->self, &session, &err)) {
		session_release(&session);
		app_failed(app, &err);
		return;
	}
	opened(app, &session, SCREEN_RESULTS);
}

/* ---- set-up ---- */

static bool need_choices(struct app *app)
{
	struct err err = new_err(app);
	if (app->port->choices(app->port->self, &app->choices, &app->choice_count, &app->framework, &err))
		return true;
	app_failed(app, &err);
	return false;
}

static void begin_setup(struct app *app, size_t first)
{
	if (!need_choices(app))
		return;
	if (first != SIZE_MAX) {
		setup_begin(app, first);
		app_push(app, SCREEN_SETUP);
		return;
	}
	if (!session_is_open(&app->session))
		open_focused(app, SCREEN_QUESTION);
	if (!session_is_open(&app->session))
		return;
	setup_edit(app);
	app_push(app, SCREEN_SETUP);
}

static void finish_setup(struct app *app, bool create)
{
	struct assessment wanted = {0};
	struct err err = new_err(app);
	size_t count;
	const char **ids = setup_picked(app, &count);
	struct session session = {0};
	bool ok = setup_read(app, &wanted, &err);
	if (ok && create)
		ok = app->port->create(app->port->self, &wanted, ids, count, &session, &err);
	else if (ok)
		ok = app->port->update(app->port->self, &app->session, &wanted, ids, count, &err);
	free((void *)ids);
	assessment_release(&wanted);
	if (!ok) {
		session_release(&session);
		app_failed(app, &err);
	} else if (create) {
		editor_set(&app->home.words, "", false); /* it is to be seen when one comes back */
		opened(app, &session, SCREEN_QUESTION);
		say(app, STYLE_NOTICE, "%s",
		    workshop_is_group(app)
			    ? TR(app->lang, "ワークショップを作りました。a で参加者を加えます。",
				 "The workshop is made. Press a to add the people.")
			    : TR(app->lang, "始めます。回答は1問ごとに自動で保存します。",
				 "Here we go. Each answer is saved as you give it."));
	} else {
		app_pop(app);
		if (!workshop_is_group(app))
			app_goto(app, session_resume_at(&app->session));
		group_recompute(app);
		app_score(app); /* the results may be what it goes back to */
		say(app, STYLE_NOTICE, TR(app->lang, "設定を保存しました。", "The settings are saved."));
	}
}

/* ---- the rest ---- */

static void undo(struct app *app)
{
	if (workshop_is_sealed(app))
		return;
	struct err err = new_err(app);
	struct undo_done done = {0};
	if (!app->port->undo(app->port->self, &app->session, &done, &err)) {
		app_failed(app, &err);
		return;
	}
	session_update_flow(&app->session);
	if (done.refused) {
		say(app, STYLE_WARNING,
		    TR(app->lang,
		       "別の画面でより新しい変更があるため、取り消しませんでした。最新の回答を表示しています"
		       "。",
		       "Not undone: another window made a newer change. The latest answers are shown."));
	} else if (!done.done) {
		say(app, STYLE_NOTICE,
		    TR(app->lang, "取り消す変更はありません。", "There is nothing to undo."));
	} else {
		app_push(app, SCREEN_QUESTION);
		app_goto(app, done.item);
		say(app, STYLE_NOTICE,
		    TR(app->lang, "直前の変更を取り消し、保存しました。",
		       "The last change is undone, and saved."));
	}
}

static void mark(struct app *app, size_t item)
{
	struct err err = new_err(app);
	bool marked = !app->session.items[item].marked;
	if (!app->port->mark(app->port->self, &app->session, item, marked, &err)) {
		app_failed(app, &err);
		return;
	}
	app->session.items[item].marked = marked;
	say(app, STYLE_NOTICE, "%s",
	    marked ? TR(app->lang, "「あとで」の印を付けました。一覧（g）で確かめられます。",
			"Marked for later. The overview (g) shows it.")
		   : TR(app->lang, "「あとで」の印を外しました。", "The mark is taken off."));
}

static void bin(struct app *app)
{
	const struct assessment *assessment = home_focused(app);
	if (!assessment)
		return;
	struct err err = new_err(app);
	bool to_bin = !app->home.bin;
	if (!app->port->bin(app->port->self, assessment->id, to_bin, &err)) {
		app_failed(app, &err);
		return;
	}
	list(app);
	say(app, STYLE_NOTICE, "%s",
	    to_bin ? TR(app->lang, "ごみ箱に入れました。b でごみ箱を開き、戻せます。",
			"Moved to the bin. Press b to open the bin and take it out again.")
		   : TR(app->lang, "ごみ箱から戻しました。", "Taken out of the bin."));
}

static void export_ask(struct app *app, size_t table)
{
	if (!session_is_open(&app->session)) {
		open_focused(app, SCREEN_RESULTS);
		if (!session_is_open(&app->session))
			return;
	}
	/* When the database fails the answers themselves are what must be rescued. */
	app->export.table = app_unsaved(app) ? 1 : (int)table;
	app->export.touched = false;
	app_push(app, SCREEN_EXPORT);
	char *path = app->port->export_path(app->port->self, &app->session, app->export.table);
	editor_set(&app->export.path, path, false);
	free(path);
}

static void export_file(struct app *app, bool replace)
{
	int screen = SCREEN_EXPORT;
	if (!workshop_admits(app, &screen))
		return;
	struct err err = new_err(app);
	struct export_done done = {0};
	struct export_request request = {
		.path = editor_text(&app->export.path),
		.table = app->export.table,
		.encoding = app->export.encoding,
		.replace = replace,
	};
	if (app_screen(app) == SCREEN_ASK)
		app_pop(app);
	if (!app->port->export(app->port->self, &app->session, &request, &done, &err)) {
		app_failed(app, &err);
		return;
	}
	if (done.exists) {
		app_ask(app, xstrdup(TR(app->lang, "同じ名前のファイルがあります。置き換えますか。",
					"A file of this name exists. Replace it?")));
		app_ask_choice(app, (struct tr){"いいえ、名前を変える", "No, use another name"},
			       EFFECT(NONE));
		app_ask_choice(app, (struct tr){"はい、置き換える", "Yes, replace it"},
			       effect_of(EFFECT_EXPORT, 1));
		return;
	}
	app_pop(app);
	if (request.table == EXPORT_MINUTES) {
		say(app, STYLE_NOTICE,
		    TR(app->lang, "記録を書き出しました。%s", "The minutes are written: %s"), request.path);
		return;
	}
	say(app, STYLE_NOTICE,
	    TR(app->lang, "%zu行を書き出し、%zu行を読み直して確かめました。%s",
	       "%zu rows written, %zu read back and checked: %s"),
	    done.rows_written, done.rows_read_back, request.path);
}

/* With everything saved. */
static void perform_saved(struct app *app, struct effect effect)
{
	switch (effect.kind) {
	case EFFECT_LIST:
		list(app);
		break;
	case EFFECT_OPEN:
		open_focused(app, (enum screen_id)effect.arg);
		break;
	case EFFECT_EXAMPLE:
		open_example(app);
		break;
	case EFFECT_SETUP:
		begin_setup(app, effect.arg);
		break;
	case EFFECT_CREATE:
	case EFFECT_UPDATE:
		finish_setup(app, effect.kind == EFFECT_CREATE);
		break;
	case EFFECT_UNDO:
		undo(app);
		break;
	case EFFECT_MARK:
		mark(app, effect.arg);
		break;
	case EFFECT_BIN:
		bin(app);
		break;
	case EFFECT_RECOVER:
	case EFFECT_ANEW:
		if (rescue_perform(app, effect))
			go_home(app);
		break;
	default:
		workshop_perform(app, effect);
		group_perform(app, effect);
		break;
	}
}

void app_perform(struct app *app, struct effect effect)
{
	/* Any effect first commits what is unsaved; where that fails, leaving asks and the others wait. */
	bool committed = app_commit(app);
	switch (effect.kind) {
	case EFFECT_ABANDON:
		abandon(app, effect.arg ? (enum effect_kind)effect.arg : EFFECT_QUIT);
		return;
	case EFFECT_QUIT:
	case EFFECT_CLOSE:
		leave(app, effect.kind);
		return;
	case EFFECT_COMMIT:
		if (committed && app_screen(app) == SCREEN_ASK)
			app_pop(app);
		return;
	case EFFECT_EXPORT_ASK:
		export_ask(app, effect.arg);
		return;
	case EFFECT_EXPORT:
		export_file(app, effect.arg == 1);
		return;
	default:
		break;
	}
	if (committed)
		perform_saved(app, effect);
}
