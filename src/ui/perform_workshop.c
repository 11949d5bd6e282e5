/* SPDX-License-Identifier: MIT */
/* What the screens of a workshop ask for before the reveal, done through the port. */
#include "ui/app.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

__attribute__((format(printf, 2, 3))) static void tell(struct app *app, const char *format, ...)
{
	struct strbuf text = {0};
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	app_notice(app, STYLE_NOTICE, strbuf_detach(&text));
}

static void leave_ask(struct app *app)
{
	if (app_screen(app) == SCREEN_ASK)
		app_pop(app);
}

/* ---- people ---- */

void workshop_read_people(struct app *app)
{
	struct workshop_state *w = &app->workshop_ui;
	if (!workshop_is_group(app))
		return;
	struct respondents all = {0};
	struct err err = {.lang = app->lang};
	if (!app->port->people(app->port->self, app->session.assessment.id, &all, &err)) {
		respondents_release(&all);
		app_failed(app, &err);
		return;
	}
	respondents_release(&w->people);
	size_t kept = 0;
	for (size_t i = 0; i < all.count; i++) {
		if (all.list[i].group)
			respondent_release(&all.list[i]);
		else
			all.list[kept++] = all.list[i];
	}
	w->people = (struct respondents){all.list, kept};
	if (w->focus >= kept)
		w->focus = kept ? kept - 1 : 0;
}

/* The row of the person; where that one is gone, the focus stays. */
static void focus_person(struct app *app, const char *id)
{
	struct workshop_state *w = &app->workshop_ui;
	for (size_t i = 0; id && i < w->people.count; i++)
		if (strcmp(w->people.list[i].id, id) == 0)
			w->focus = i;
}

/* The next one who has not handed in, from the focus on and around. */
static void focus_waiting(struct app *app)
{
	struct workshop_state *w = &app->workshop_ui;
	for (size_t step = 0; step < w->people.count; step++) {
		size_t i = (w->focus + step) % w->people.count;
		if (!*w->people.list[i].handed_in_at) {
			w->focus = i;
			return;
		}
	}
}

void workshop_opened(struct app *app)
{
	app->item = ITEM_NONE;
	app->workshop_ui.focus = 0;
	app_push(app, SCREEN_WORKSHOP);
	workshop_read_people(app);
	focus_waiting(app);
	group_load(app);
}

static void put_person(struct app *app)
{
	struct workshop_state *w = &app->workshop_ui;
	const char *alias = editor_text(&w->alias);
	const char *department = w->department ? DEPARTMENTS[w->department - 1].id : "";
	const char *role = w->role ? ROLES[w->role - 1].id : "";
	struct respondent person = {
		.id = xstrdup(w->person ? w->person : ""),
		.alias = xstrdup(alias),
		.department = xstrdup(department),
		.role = xstrdup(role),
		.added_at = xstrdup(""),
		.handed_in_at = xstrdup(""),
		.consents = w->consents,
	};
	bool is_new = !*person.id;
	struct err err = {.lang = app->lang};
	if (!app->port->person_put(app->port->self, app->session.assessment.id, &person, &err)) {
		app_failed(app, &err);
	} else {
		app_pop(app);
		workshop_read_people(app);
		focus_person(app, person.id);
		if (is_new)
			tell(app, TR(app->lang, "%sさんを加えました。", "%s is added."), person.alias);
		else
			tell(app, TR(app->lang, "%sさんの内容を変えました。", "%s is changed."),
			     person.alias);
	}
	respondent_release(&person);
}

static void remove_person(struct app *app)
{
	const struct respondent *person = workshop_focused(app);
	struct err err = {.lang = app->lang};
	leave_ask(app);
	if (!person)
		return;
	if (!app->port->person_remove(app->port->self, app->session.assessment.id, person->id, &err)) {
		app_failed(app, &err);
		return;
	}
	tell(app, TR(app->lang, "%sさんを外しました。", "%s is taken off the list."), person->alias);
	workshop_read_people(app);
}

static void reveal(struct app *app)
{
	struct err err = {.lang = app->lang};
	leave_ask(app);
	if (!app->port->reveal(app->port->self, &app->session, &err)) {
		app_failed(app, &err);
		return;
	}
	workshop_read_people(app);
	group_load(app);
}

/* ---- turns ---- */

void workshop_begin_turn(struct app *app, const char *person, size_t second_item)
{
	struct workshop_state *w = &app->workshop_ui;
	workshop_read_people(app); /* another laptop's may have been taken in, or the person gone */
	for (size_t i = 0; i < w->people.count; i++)
		if (strcmp(w->people.list[i].id, person) == 0) {
			respondent_copy(&w->next, &w->people.list[i]);
			w->second_item = second_item;
			w->handover = HANDOVER_GIVE;
			w->paper = false;
			app_push(app, SCREEN_HANDOVER);
			return;
		}
}

/* The turn of w->next: its session in place of the group's, `id` on the screens that there are now. */
static bool open_turn(struct app *app, enum screen_id id)
{
	struct workshop_state *w = &app->workshop_ui;
	struct session turn = {0};
	struct err err = {.lang = app->lang};
	if (!workshop_is_group(app))
		return false;
	if (!app->port->open_turn(app->port->self, app->session.assessment.id, w->next.id, w->second_item,
				  &turn, &err)) {
		session_release(&turn);
		app_failed(app, &err);
		return false;
	}
	if (app_screen(app) == SCREEN_HANDOVER)
		app_pop(app);
	session_release(&w->group);
	w->group = app->session;
	w->group_item = app->item;
	w->base = app->depth;
	app->session = turn;
	app_notice(app, STYLE_NORMAL, NULL);
	app_goto(app, turn.second ? turn.second_item : session_resume_at(&app->session));
	app_push(app, id);
	return true;
}

static void paper_turn(struct app *app)
{
	struct workshop_state *w = &app->workshop_ui;
	const struct respondent *person = workshop_focused(app);
	if (!person)
		return;
	respondent_copy(&w->next, person);
	w->second_item = ITEM_NONE;
	w->paper = open_turn(app, SCREEN_ENTRY);
}

void workshop_end_turn(struct app *app, bool sealed)
{
	struct workshop_state *w = &app->workshop_ui;
	if (!app->session.turn)
		return;
	bool second = app->session.second;
	struct err err = {.lang = app->lang};
	/* Where one leaves is where one comes back to; not knowing it costs no answer. */
	if (!sealed && !second && app->item != ITEM_NONE)
		app->port->position(app->port->self, &app->session, app->item, &err);
	session_release(&app->session);
	app->session = w->group;
	w->group = (struct session){0};
	app->item = w->group_item;
	app->focus = SIZE_MAX;
	app->depth = w->base;
	app->scroll = 0;
	/* Nothing of the turn stays to be seen. */
	score_release(&app->score);
	steps_release(&app->steps);
	hints_release(&app->hints);
	app_notice(app, STYLE_NORMAL, NULL);
	workshop_read_people(app);
	focus_person(app, w->next.id);
	if (sealed)
		focus_waiting(app);
	w->handover = second ? HANDOVER_ANSWERED : sealed ? HANDOVER_DONE : HANDOVER_LATER;
	if (!w->paper)
		app_push(app, SCREEN_HANDOVER);
	else if (sealed)
		tell(app, TR(app->lang, "%sさんの回答を提出しました。", "The answers of %s are handed in."),
		     w->next.alias);
	else
		tell(app,
		     TR(app->lang, "%sさんの回答を途中まで保存しました。", "What %s has so far is saved."),
		     w->next.alias);
}

void workshop_ask_hand_in(struct app *app)
{
	const struct session *s = &app->session;
	size_t blank = flow_tally(&s->instrument, &s->answers, s->asked).blank;
	struct strbuf text = {0};
	strbuf_addf(&text, "%s",
		    TR(app->lang, "提出すると、公開まで誰にも見えません。提出後は変更できません。",
		       "Once handed in, nobody sees it before the reveal, and it cannot be changed."));
	if (blank)
		strbuf_addf(&text,
			    TR(app->lang, "未回答の設問が%zu問あります。", " Questions still blank: %zu."),
			    blank);
	app_ask(app, strbuf_detach(&text));
	app_ask_choice(app, (struct tr){"まだ提出しない", "Not yet"}, EFFECT(NONE));
	app_ask_choice(app, (struct tr){"提出する", "Hand in"}, EFFECT(HAND_IN));
	if (blank && !app->workshop_ui.paper)
		app_ask_choice(app, (struct tr){"未回答の設問を見る", "See what is blank"},
			       effect_of(EFFECT_SHOW, SCREEN_OVERVIEW));
}

static void hand_in(struct app *app)
{
	struct err err = {.lang = app->lang};
	leave_ask(app);
	if (!app->session.turn || app->session.second)
		return;
	if (!app->port->hand_in(app->port->self, &app->session, &err))
		app_failed(app, &err);
	else
		workshop_end_turn(app, true);
}

void workshop_perform(struct app *app, struct effect effect)
{
	switch (effect.kind) {
	case EFFECT_SHOW:
		leave_ask(app);
		app_push(app, (enum screen_id)effect.arg);
		break;
	case EFFECT_TURN:
		open_turn(app, SCREEN_QUESTION);
		break;
	case EFFECT_TURN_END:
		workshop_end_turn(app, false);
		break;
	case EFFECT_PAPER:
		paper_turn(app);
		break;
	case EFFECT_HAND_IN:
		hand_in(app);
		break;
	case EFFECT_PERSON_PUT:
		put_person(app);
		break;
	case EFFECT_PERSON_REMOVE:
		remove_person(app);
		break;
	case EFFECT_REVEAL:
		reveal(app);
		break;
	default:
		break;
	}
}
