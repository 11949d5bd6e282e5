/* SPDX-License-Identifier: MIT */
/* What the screens of a workshop ask for after the reveal, done through the port. */
#include "ui/app.h"

#include "base/alloc.h"
#include "base/text.h"
#include "model/municipality.h"

#include <stdlib.h>
#include <string.h>

static void tell(struct app *app, struct tr words)
{
	app_notice(app, STYLE_NOTICE, xstrdup(tr_in(words, app->lang)));
}

static void leave_ask(struct app *app)
{
	if (app_screen(app) == SCREEN_ASK)
		app_pop(app);
}

/* ---- reading ---- */

static void load_actions(struct app *app)
{
	struct group_state *g = &app->group_ui;
	struct err err = {.lang = app->lang};
	actions_release(&g->actions);
	if (!app->port->actions(app->port->self, app->session.assessment.id, &g->actions, &err))
		app_failed(app, &err);
	if (g->action_focus >= g->actions.count)
		g->action_focus = g->actions.count ? g->actions.count - 1 : 0;
}

void group_load(struct app *app)
{
	struct group_state *g = &app->group_ui;
	struct err err = {.lang = app->lang};
	if (!workshop_is_group(app) || workshop_is_sealed(app))
		return;
	workshop_release(&g->workshop);
	if (!app->port->workshop(app->port->self, &app->session, &g->workshop, &err))
		app_failed(app, &err);
	load_actions(app);
}

static void put_minutes(struct app *app, int minutes)
{
	struct assessment wanted = {0};
	struct err err = {.lang = app->lang};
	assessment_copy(&wanted, &app->session.assessment);
	wanted.minutes = minutes;
	if (!app->port->update(app->port->self, &app->session, &wanted, NULL, 0, &err))
		app_failed(app, &err);
	assessment_release(&wanted);
}

/* ---- a second round ---- */

static void look_at_second(struct app *app, enum second_step step)
{
	struct err err = {.lang = app->lang};
	if (!app->port->second_round(app->port->self, &app->session, app->item, step, &app->group_ui.second,
				     &err))
		app_failed(app, &err);
}

static void begin_second(struct app *app)
{
	leave_ask(app);
	look_at_second(app, SECOND_BEGIN);
	if (app->group_ui.second == SECOND_OPEN)
		app_push(app, SCREEN_SECOND);
}

static void end_second(struct app *app)
{
	leave_ask(app);
	look_at_second(app, SECOND_END);
	if (app->group_ui.second != SECOND_CLOSED)
		return;
	if (app_screen(app) == SCREEN_SECOND)
		app_pop(app);
	group_load(app);
	tell(app, (struct tr){"締め切りました。一回目との違いを表示しています。",
			      "The second round is closed. What moved is shown."});
}

/* ---- actions ---- */

static bool read_form(struct app *app, struct err *err)
{
	struct group_state *g = &app->group_ui;
	char date[11] = "";
	const char *due = editor_text(&g->due), *text = editor_text(&g->text),
		   *owner = editor_text(&g->owner);
	if (!*text) {
		g->form_focus = ACTION_TEXT;
		return fail(err, "%s",
			    TR(err->lang, "何をするかを入れてください。", "Say what is to be done."));
	}
	if (*due && !date_parse(due, date, err)) {
		g->form_focus = ACTION_DUE;
		return false;
	}
	free(g->form.text);
	free(g->form.owner);
	free(g->form.due);
	g->form.text = text_nfc(text, strlen(text));
	g->form.owner = text_nfc(owner, strlen(owner));
	g->form.due = xstrdup(date);
	return true;
}

static void save_action(struct app *app)
{
	struct err err = {.lang = app->lang};
	if (!read_form(app, &err) ||
	    !app->port->action_put(app->port->self, app->session.assessment.id, &app->group_ui.form, &err)) {
		app_failed(app, &err);
		return;
	}
	app_pop(app);
	load_actions(app);
	tell(app, (struct tr){"取組を保存しました。", "The action is saved."});
}

static void remove_action(struct app *app)
{
	struct group_state *g = &app->group_ui;
	struct err err = {.lang = app->lang};
	leave_ask(app);
	if (g->action_focus >= g->actions.count)
		return;
	if (!app->port->action_remove(app->port->self, app->session.assessment.id,
				      g->actions.list[g->action_focus].id, &err)) {
		app_failed(app, &err);
		return;
	}
	load_actions(app);
	tell(app, (struct tr){"取組を消しました。", "The action is removed."});
}

static void carry(struct app *app)
{
	struct err err = {.lang = app->lang};
	size_t carried;
	if (!app->port->actions_carry(app->port->self, &app->session, &carried, &err)) {
		app_failed(app, &err);
		return;
	}
	load_actions(app);
	if (!carried) {
		tell(app, (struct tr){"引き継げる取組は、前の自己点検にありません。",
				      "No earlier assessment has actions to carry on."});
		return;
	}
	struct strbuf text = {0};
	strbuf_addf(&text,
		    TR(app->lang, "前の自己点検から%zu件の取組を引き継ぎました。",
		       "Carried on from an earlier assessment: %zu."),
		    carried);
	app_notice(app, STYLE_NOTICE, strbuf_detach(&text));
}

/* ---- comparing ---- */

static void list_earlier(struct app *app)
{
	struct group_state *g = &app->group_ui;
	struct err err = {.lang = app->lang};
	assessment_list_release(&g->earlier);
	if (!app->port->comparable(app->port->self, &app->session, &g->earlier, &err)) {
		app_failed(app, &err);
		return;
	}
	if (!g->earlier.count) {
		tell(app, (struct tr){"同じ市町村の、前の自己点検がありません。",
				      "There is no earlier assessment of the same municipality."});
		return;
	}
	g->is_compared = false;
	g->compare_focus = 0;
	app_push(app, SCREEN_COMPARE);
}

static void compare(struct app *app, size_t which)
{
	struct group_state *g = &app->group_ui;
	struct err err = {.lang = app->lang};
	if (which >= g->earlier.count)
		return;
	comparison_release(&g->comparison);
	session_release(&g->other);
	g->is_compared = app->port->compare(app->port->self, &app->session, g->earlier.list[which].id,
					    &g->other, &g->comparison, &err);
	if (!g->is_compared)
		app_failed(app, &err);
	g->compare_focus = 0;
}

void group_perform(struct app *app, struct effect effect)
{
	switch (effect.kind) {
	case EFFECT_DISCUSS:
		app->item = effect.arg;
		app_push(app, SCREEN_DISCUSS);
		look_at_second(app, SECOND_LOOK);
		break;
	case EFFECT_MINUTES:
		put_minutes(app, (int)effect.arg);
		return;
	case EFFECT_SECOND_BEGIN:
		begin_second(app);
		break;
	case EFFECT_SECOND_END:
		end_second(app);
		break;
	case EFFECT_ACTIONS:
		load_actions(app);
		app_push(app, SCREEN_ACTIONS);
		break;
	case EFFECT_ACTION_SAVE:
		save_action(app);
		break;
	case EFFECT_ACTION_REMOVE:
		remove_action(app);
		break;
	case EFFECT_ACTION_CARRY:
		carry(app);
		break;
	case EFFECT_COMPARE_LIST:
		list_earlier(app);
		break;
	case EFFECT_COMPARE:
		compare(app, effect.arg);
		break;
	default:
		break;
	}
}
