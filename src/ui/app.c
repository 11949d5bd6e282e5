/* SPDX-License-Identifier: MIT */
#include "ui/app.h"
#include "ui/rescue.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static const struct screen *const SCREENS[SCREEN_COUNT] = {
	[SCREEN_HOME] = &screen_home,         [SCREEN_SETUP] = &screen_setup,
	[SCREEN_SEARCH] = &screen_search,     [SCREEN_QUESTION] = &screen_question,
	[SCREEN_OVERVIEW] = &screen_overview, [SCREEN_NOTE] = &screen_note,
	[SCREEN_REASON] = &screen_reason,     [SCREEN_RESULTS] = &screen_results,
	[SCREEN_WHY] = &screen_why,           [SCREEN_EXPORT] = &screen_export,
	[SCREEN_ASK] = &screen_ask,           [SCREEN_HELP] = &screen_help,
	[SCREEN_WORKSHOP] = &screen_workshop, [SCREEN_PERSON] = &screen_person,
	[SCREEN_HANDOVER] = &screen_handover, [SCREEN_ENTRY] = &screen_entry,
	[SCREEN_REVEAL] = &screen_reveal,     [SCREEN_DISCUSS] = &screen_discuss,
	[SCREEN_SECOND] = &screen_second,     [SCREEN_ACTIONS] = &screen_actions,
	[SCREEN_ACTION] = &screen_action,     [SCREEN_COMPARE] = &screen_compare,
};

const struct screen *screen_get(enum screen_id id)
{
	return SCREENS[id];
}

void app_init(struct app *app, const struct port *port, enum lang lang, int rows, int cols)
{
	*app = (struct app){.lang = lang, .port = port, .rows = rows, .cols = cols};
}

static void setup_release(struct setup *setup)
{
	for (size_t i = 0; i < SETUP_TEXTS; i++)
		editor_release(&setup->texts[i]);
	free(setup->picked);
	free(setup->fixed);
}

void app_release(struct app *app)
{
	session_release(&app->session);
	workshop_state_release(&app->workshop_ui);
	group_state_release(&app->group_ui);
	score_release(&app->score);
	steps_release(&app->steps);
	hints_release(&app->hints);
	assessment_list_release(&app->home.saved);
	editor_release(&app->home.words);
	setup_release(&app->setup);
	editor_release(&app->note);
	editor_release(&app->evidence);
	editor_release(&app->reason);
	editor_release(&app->export.path);
	free(app->ask.text);
	free(app->notice.text);
	*app = (struct app){0};
}

void app_start(struct app *app)
{
	app->depth = 0;
	app_push(app, SCREEN_HOME);
	app_perform(app, EFFECT(LIST));
}

void app_start_rescue(struct app *app)
{
	app->depth = 0;
	rescue_ask(app);
}

void app_start_session(struct app *app, struct session *session)
{
	app_start(app);
	app->session = *session;
	*session = (struct session){0};
	if (workshop_is_group(app)) {
		workshop_opened(app);
		return;
	}
	app_push(app, SCREEN_QUESTION);
	app_goto(app, session_resume_at(&app->session));
}

/* ---- screens ---- */

enum screen_id app_screen(const struct app *app)
{
	return app->depth ? app->stack[app->depth - 1] : SCREEN_HOME;
}

static void push(struct app *app, enum screen_id id)
{
	/* A screen stands on the stack once: going there again is going back. */
	for (size_t i = 0; i < app->depth; i++)
		if (app->stack[i] == id) {
			app->depth = i + 1;
			return;
		}
	if (app->depth == STACK_MAX)
		return;
	app->stack[app->depth++] = id;
	app->scroll = 0;
	if (screen_get(id)->enter)
		screen_get(id)->enter(app);
}

void app_push(struct app *app, enum screen_id id)
{
	int shown = (int)id;
	if (!workshop_admits(app, &shown))
		return;
	push(app, (enum screen_id)shown);
}

void app_replace(struct app *app, enum screen_id id)
{
	int shown = (int)id;
	if (!workshop_admits(app, &shown))
		return;
	if (app->depth)
		app->depth--;
	push(app, (enum screen_id)shown);
}

void app_pop(struct app *app)
{
	if (app->depth > 1)
		app->depth--;
	app->scroll = 0;
}

void app_notice(struct app *app, enum style style, char *owned)
{
	free(app->notice.text);
	app->notice = (struct notice){.style = style, .text = owned};
}

void app_ask(struct app *app, char *owned_text)
{
	free(app->ask.text);
	app->ask = (struct ask){.text = owned_text};
	app_push(app, SCREEN_ASK);
}

void app_ask_choice(struct app *app, struct tr label, struct effect effect)
{
	struct ask *ask = &app->ask;
	if (ask->count < sizeof ask->choice / sizeof *ask->choice) {
		ask->choice[ask->count].label = label;
		ask->choice[ask->count++].effect = effect;
	}
}

void app_goto(struct app *app, size_t item)
{
	app->item = item;
	app->focus = SIZE_MAX;
	if (item == ITEM_NONE)
		return;
	const struct question *question = app->session.instrument.items[item].question;
	const struct answer *answer = &app->session.answers.at[item];
	bool none_row = question->type == QUESTION_CHECKLIST;
	size_t after = question->option_count + none_row;
	if (answer->state == STATE_UNKNOWN)
		app->focus = after;
	else if (answer->state == STATE_NA)
		app->focus = after + 1;
	else if (answer->state == STATE_ANSWERED && answer->options == OPTIONS_NONE)
		app->focus = question->option_count;
	else if (answer->state == STATE_ANSWERED)
		for (size_t i = question->option_count; i-- > 0;)
			if (answer->options & (UINT32_C(1) << i))
				app->focus = i;
}

const struct answers *app_answers(const struct app *app)
{
	return group_is_there(app) ? &group_of(app)->effective : &app->session.answers;
}

struct effect app_open_item(struct app *app, size_t item)
{
	if (group_is_there(app))
		return effect_of(EFFECT_DISCUSS, item);
	app_push(app, SCREEN_QUESTION);
	app_goto(app, item);
	return EFFECT(NONE);
}

void app_score(struct app *app)
{
	score_release(&app->score);
	steps_release(&app->steps);
	hints_release(&app->hints);
	const struct answers *answers = app_answers(app);
	score_compute_voted(&app->score, &app->session.instrument, answers,
			    group_is_there(app) ? group_of(app)->items : NULL);
	advise(&app->steps, &app->score, answers, app->session.assessment.stage);
	hints_find(&app->hints, &app->session.instrument, answers, app->score.asked);
}

/* ---- events ---- */

bool binding_enabled(const struct app *app, const struct binding *binding)
{
	return !binding->enabled || binding->enabled(app);
}

static enum command command_for(const struct app *app, uint32_t key)
{
	for (const struct binding *b = screen_get(app_screen(app))->bindings; b->command != CMD_NONE; b++)
		for (size_t i = 0; i < sizeof b->keys / sizeof *b->keys && b->keys[i]; i++)
			if (b->keys[i] == key && binding_enabled(app, b))
				return b->command;
	return CMD_NONE;
}

enum command app_command(const struct app *app, const struct event *event)
{
	if (event->kind != EVENT_KEY)
		return CMD_NONE;
	uint32_t key = event->key;
	if (!screen_get(app_screen(app))->typing)
		key = text_narrow_cp(key); /* full-width digits and letters count like narrow ones */
	return command_for(app, key);
}

/* A question about the database is made of words: in the language there is now, under whatever stands on it.
 */
static void ask_again(struct app *app)
{
	size_t depth = app->depth;
	bool asked = false;
	for (size_t i = 0; i < depth; i++)
		asked = asked || app->stack[i] == SCREEN_ASK;
	if (asked && app->ask.rescue)
		rescue_ask(app);
	app->depth = depth;
}

static struct effect toggle_language(struct app *app)
{
	app->lang = app->lang == LANG_JA ? LANG_EN : LANG_JA;
	app_notice(app, STYLE_NORMAL, NULL);
	struct err err = {.lang = app->lang};
	if (!app->port->remember(app->port->self, "lang", TR(app->lang, "ja", "en"), &err))
		app_notice(app, STYLE_WARNING, xstrdup(err.text));
	ask_again(app);
	return EFFECT(NONE);
}

/* What no screen took. */
static struct effect update_above(struct app *app, enum command command, const struct event *event)
{
	switch (command) {
	case CMD_HELP:
		app_push(app, SCREEN_HELP);
		return EFFECT(NONE);
	case CMD_LANG:
		return toggle_language(app);
	case CMD_BACK:
		if (app->depth == 1 && app_screen(app) == SCREEN_ASK) /* a question before anything else */
			return EFFECT(QUIT);
		app_pop(app);
		return EFFECT(NONE);
	case CMD_LEAVE:
		return session_is_open(&app->session) ? EFFECT(CLOSE) : EFFECT(QUIT);
	default:
		break;
	}
	if (event->kind == EVENT_KEY && text_is_kana(event->key) && !screen_get(app_screen(app))->typing)
		app_notice(app, STYLE_WARNING,
			   xstrdup(TR(app->lang,
				      "日本語入力をオフ（半角英数）にしてから、キーを押してください。",
				      "Switch the Japanese input method off, then press the key again.")));
	return EFFECT(NONE);
}

static struct effect click(struct app *app, const struct event *event)
{
	const struct screen *screen = screen_get(app_screen(app));
	int left, cols, top, height;
	app_body(app, &left, &cols, &top, &height);
	struct view view;
	view_init(&view, cols, app->rows);
	view.scroll = app->scroll;
	screen->layout(app, &view);
	int hit = view_hit(&view, top, height, event->row);
	view_release(&view);
	return hit != HIT_NONE && screen->click ? screen->click(app, hit) : EFFECT(NONE);
}

void app_finish_note(struct app *app)
{
	const struct event none = {.kind = EVENT_WAKE};
	while (app_screen(app) == SCREEN_HELP && app->depth > 1)
		app_pop(app);
	if (app_screen(app) == SCREEN_NOTE)
		screen_note.update(app, CMD_DONE, &none);
}

void app_event(struct app *app, const struct event *event)
{
	if (event->kind == EVENT_RESIZE) {
		app->home.stale = app->home.stale || (app->home.saved.more && event->rows > app->rows);
		app->rows = event->rows;
		app->cols = event->cols;
		return;
	}
	if (event->kind == EVENT_WAKE)
		return;
	if (event->kind == EVENT_LEAVE) {
		app_finish_note(app);
		app_perform(app, EFFECT(ABANDON));
		return;
	}
	/* A failed save stays said until it is mended; anything else has been read by now. */
	if (!(app->notice.style == STYLE_WARNING && app_unsaved(app)))
		app_notice(app, STYLE_NORMAL, NULL);
	struct effect effect;
	if (event->kind == EVENT_CLICK) {
		effect = click(app, event);
	} else {
		enum command command = app_command(app, event);
		effect = screen_get(app_screen(app))->update(app, command, event);
		if (effect.kind == EFFECT_PASS)
			effect = update_above(app, command, event);
	}
	if (effect.kind != EFFECT_NONE && effect.kind != EFFECT_CHANGED)
		app_perform(app, effect);
}

void app_settle(struct app *app)
{
	if (!app->home.stale || (app_screen(app) != SCREEN_HOME && app_screen(app) != SCREEN_SEARCH))
		return;
	app->home.stale = false;
	app_perform(app, EFFECT(LIST));
}

size_t focus_move(size_t focus, size_t count, size_t page, enum command command, bool *moved)
{
	*moved = true;
	size_t last = count ? count - 1 : 0;
	bool none = focus == SIZE_MAX;
	switch (command) {
	case CMD_UP:
		return none ? last : focus > 0 ? focus - 1 : 0;
	case CMD_DOWN:
		return none ? 0 : focus < last ? focus + 1 : last;
	case CMD_PAGE_UP:
		return none || focus < page ? 0 : focus - page;
	case CMD_PAGE_DOWN:
		return none ? last : focus + page < last ? focus + page : last;
	case CMD_FIRST:
		return 0;
	case CMD_LAST:
		return last;
	default:
		*moved = false;
		return focus;
	}
}
