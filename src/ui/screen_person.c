/* SPDX-License-Identifier: MIT */
/* One person of a workshop: alias, department, role, consent. */
#include "ui/app.h"

#include "base/alloc.h"
#include "base/text.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct {
	struct tr label, hint;
} FIELDS[PERSON_DONE] = {
	[PERSON_ALIAS]      = {{"呼び名", "Alias"},
		{"本名でなくてかまいません。番号を紙に書いておくと、後で続きを答えられます。", "Need not be a real name. Whoever notes the number down can go on later."}},
	[PERSON_DEPARTMENT] = {{"部局", "Department"},
		{"左右の矢印で選びます。", "Choose with the left and right arrows."}},
	[PERSON_ROLE]       = {{"役割", "Role"},
		{"左右の矢印で選びます。職員、管理職、首長などの回答が、市町村の回答になります。", "Choose with the left and right arrows. Staff, managers and the mayor's office form the municipality's answer."}},
	[PERSON_CONSENT]    = {{"表示への同意", "Consent"},
		{"同じ部局の人が3人未満でも、部局の回答として表示してよい。人数が少ないと、誰の回答かが分かることがあるため、本人に確かめます。", "May be shown as a department's answer even when fewer than three are from it. With so few, others may tell whose answer it is: ask the person."}},
};

static bool on_alias(const struct app *app)
{
	return app->workshop_ui.person_focus == PERSON_ALIAS;
}

static bool on_choice(const struct app *app)
{
	return !on_alias(app) && app->workshop_ui.person_focus < PERSON_DONE;
}

static const struct binding BINDINGS[] = {
	{CMD_DONE, {K_CTRL + 's', K_F10}, "Ctrl-S", {"保存", "save"}, {"この内容で保存して戻ります（F10でも）", "Save and go back (also F10)"}, NULL},
	{CMD_BACK, {K_ESCAPE}, "Esc", {"戻る", "back"}, {"保存せずに戻ります", "Go back without saving"}, NULL},
	{CMD_ENTER, {K_ENTER}, "Enter", {"次へ", "next"}, {"次の項目へ進みます。最後の行では保存します", "On to the next field; on the last row, save"}, NULL},
	{CMD_LEFT, {K_LEFT}, "Left", {NULL, NULL}, {"前の選択肢（左矢印）", "The choice before (left arrow)"}, on_choice},
	{CMD_RIGHT, {K_RIGHT, ' '}, "Space", {"選ぶ", "choose"}, {"次の選択肢（右矢印でも）", "The next choice (also the right arrow)"}, on_choice},
	{CMD_FIELD_NEXT, {K_TAB, K_DOWN, K_WHEEL_DOWN}, "Tab", {"次の項目", "next field"}, {"次の項目へ（下矢印でも）", "Next field (also the down arrow)"}, NULL},
	{CMD_FIELD_PREV, {K_BACK_TAB, K_UP, K_WHEEL_UP}, "Shift-Tab", {NULL, NULL}, {"前の項目へ（上矢印でも）", "Field before (also the up arrow)"}, NULL},
	{CMD_UNDO, {K_CTRL + 'u'}, "Ctrl-U", {NULL, NULL}, {"文字の入力を取り消します", "Undo what was typed"}, on_alias},
	{CMD_HELP, {K_F1}, "F1", {"ヘルプ", "help"}, {"この画面の説明とキーの一覧を開きます", "Open help on this screen, with its keys"}, NULL},
	{CMD_LANG, {K_F2}, "F2", {"English", "日本語"}, {"表示を英語に切り替えます", "Switch to Japanese"}, NULL},
	BIND_END,
};
/* clang-format on */

static size_t choice_of(const struct kind *kinds, size_t count, const char *id)
{
	size_t i = kind_find(kinds, count, id);
	return i < count ? i + 1 : 0;
}

static const struct respondent *edited(const struct app *app)
{
	const struct workshop_state *w = &app->workshop_ui;
	for (size_t i = 0; w->person && i < w->people.count; i++)
		if (strcmp(w->people.list[i].id, w->person) == 0)
			return &w->people.list[i];
	return NULL;
}

static void enter(struct app *app)
{
	struct workshop_state *w = &app->workshop_ui;
	const struct respondent *person = edited(app);
	char *alias = person ? xstrdup(person->alias) : workshop_free_alias(app);
	editor_set(&w->alias, alias, false);
	free(alias);
	w->person_focus = PERSON_ALIAS;
	w->department = choice_of(DEPARTMENTS, DEPARTMENT_COUNT, person ? person->department : "");
	w->role = choice_of(ROLES, ROLE_COUNT, person ? person->role : "staff");
	w->consents = person && person->consents;
}

/* ---- update ---- */

static void refuse(struct app *app, const char *sentence)
{
	app->workshop_ui.person_focus = PERSON_ALIAS;
	app_notice(app, STYLE_WARNING, xstrdup(sentence));
}

static bool is_blank(uint32_t cp)
{
	return cp == ' ' || cp == '\t' || cp == 0x3000;
}

/* Without blanks around it, full-width ones too; owned. */
static char *trimmed(const char *text)
{
	size_t n = strlen(text), from = n, to = 0;
	uint32_t cp;
	for (size_t at = 0, step; at < n; at += step) {
		step = text_decode(text + at, n - at, &cp);
		if (is_blank(cp))
			continue;
		from = at < from ? at : from;
		to = at + step;
	}
	return to > from ? text_nfc(text + from, to - from) : xstrdup("");
}

static struct effect finish(struct app *app)
{
	struct workshop_state *w = &app->workshop_ui;
	char *alias = trimmed(editor_text(&w->alias));
	editor_set(&w->alias, alias, false);
	bool is_empty = !*alias, is_taken = workshop_alias_taken(app, alias, w->person ? w->person : "");
	free(alias);
	if (is_empty) {
		refuse(app, TR(app->lang, "呼び名を入れてください。本名でなくてかまいません。",
			       "Please give an alias. It need not be a real name."));
		return EFFECT(NONE);
	}
	if (is_taken) {
		refuse(app, TR(app->lang, "同じ呼び名の人がいます。別の呼び名にしてください。",
			       "Somebody has this alias. Please use another one."));
		return EFFECT(NONE);
	}
	return EFFECT(PERSON_PUT);
}

static void turn(struct app *app, size_t by)
{
	struct workshop_state *w = &app->workshop_ui;
	switch (w->person_focus) {
	case PERSON_DEPARTMENT:
		w->department = (w->department + (by ? by : DEPARTMENT_COUNT)) % (DEPARTMENT_COUNT + 1);
		break;
	case PERSON_ROLE:
		w->role = (w->role + (by ? by : ROLE_COUNT)) % (ROLE_COUNT + 1);
		break;
	case PERSON_CONSENT:
		w->consents = !w->consents;
		break;
	default:
		break;
	}
}

static bool is_moving(enum command command)
{
	return command == CMD_FIELD_NEXT || command == CMD_FIELD_PREV || command == CMD_ENTER ||
	       command == CMD_DONE || command == CMD_BACK || command == CMD_HELP || command == CMD_LANG;
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	struct workshop_state *w = &app->workshop_ui;
	if (!is_moving(command) && on_alias(app) && editor_event(&w->alias, event, ALIAS_COLUMNS * 2))
		return EFFECT(NONE);
	switch (command) {
	case CMD_DONE:
		return finish(app);
	case CMD_ENTER:
		if (w->person_focus == PERSON_DONE)
			return finish(app);
		w->person_focus++;
		break;
	case CMD_FIELD_NEXT:
		w->person_focus = (w->person_focus + 1) % PERSON_FIELDS;
		break;
	case CMD_FIELD_PREV:
		w->person_focus = (w->person_focus + PERSON_FIELDS - 1) % PERSON_FIELDS;
		break;
	case CMD_LEFT:
	case CMD_RIGHT:
		turn(app, command == CMD_RIGHT ? 1 : 0);
		break;
	default:
		return EFFECT(PASS);
	}
	return EFFECT(NONE);
}

static struct effect click(struct app *app, int hit)
{
	app->workshop_ui.person_focus = (size_t)hit;
	if (hit == PERSON_DONE)
		return finish(app);
	turn(app, 1);
	return EFFECT(NONE);
}

/* ---- layout ---- */

enum { LABEL = 20, FIELD_COLUMNS = 30 };

static const char *value_word(const struct app *app, size_t field)
{
	const struct workshop_state *w = &app->workshop_ui;
	if (field == PERSON_CONSENT)
		return w->consents ? TR(app->lang, "同意あり", "Yes, consents") : TR(app->lang, "なし", "No");
	size_t value = field == PERSON_DEPARTMENT ? w->department : w->role;
	if (!value)
		return TR(app->lang, "（選ばない）", "(not given)");
	return tr_in((field == PERSON_DEPARTMENT ? DEPARTMENTS : ROLES)[value - 1].word, app->lang);
}

static void layout_field(const struct app *app, struct view *view, size_t field)
{
	const struct workshop_state *w = &app->workshop_ui;
	bool focused = w->person_focus == field;
	size_t row = field == PERSON_ALIAS
			     ? editor_layout(&w->alias, view, LABEL, FIELD_COLUMNS, 1, focused, (int)field)
			     : view_item(view, 0, NULL, LABEL, STYLE_NORMAL,
					 view_format(view, "‹ %s ›", value_word(app, field)), (int)field);
	view_span(view, row, 2, LABEL - 3, STYLE_NORMAL, tr_in(FIELDS[field].label, app->lang));
	size_t after = view->count;
	if (focused || field == PERSON_CONSENT)
		view_text(view, LABEL, STYLE_DIM, tr_in(FIELDS[field].hint, app->lang));
	if (!focused)
		return;
	view_focus(view, row);
	for (size_t r = after; r < view->count; r++) /* the hint stays quiet */
		view->rows[r].spans[0].style = STYLE_DIM;
	if (field != PERSON_ALIAS)
		view_caret(view, row, LABEL);
}

/* What the list would be with this person in it as the form has it; too few of a department are told of
 * now, when there is still time to ask for consent. */
static char *warning(const struct app *app)
{
	const struct workshop_state *w = &app->workshop_ui;
	if (!w->department)
		return NULL;
	struct respondents with = {xcalloc(w->people.count + 1, sizeof *with.list), 0};
	const char *id = DEPARTMENTS[w->department - 1].id;
	bool none;
	for (size_t i = 0; i < w->people.count; i++)
		if (!w->person || strcmp(w->people.list[i].id, w->person) != 0)
			with.list[with.count++] = w->people.list[i]; /* borrowed */
	with.list[with.count++] = (struct respondent){
		.department = (char *)(uintptr_t)id,
		.role = (char *)(uintptr_t)(w->role ? ROLES[w->role - 1].id : ""),
		.consents = w->consents,
	};
	bool is_small = workshop_small_departments(&with, false, &none) & 1u << (w->department - 1);
	char *words = is_small ? workshop_small_words(app, &with) : NULL;
	free(with.list);
	return words;
}

static void layout(const struct app *app, struct view *view)
{
	for (size_t field = 0; field < PERSON_DONE; field++)
		layout_field(app, view, field);
	char *words = warning(app);
	if (words) {
		view_air(view);
		view_text(view, 2, STYLE_WARNING, view_take(view, words));
	}
	view_air(view);
	size_t row = view_item(view, 0, NULL, 2, STYLE_HEADING,
			       app->workshop_ui.person
				       ? TR(app->lang, "［ 保存して戻る ］", "[ Save and go back ]")
				       : TR(app->lang, "［ この人を加える ］", "[ Add this person ]"),
			       PERSON_DONE);
	if (app->workshop_ui.person_focus == PERSON_DONE) {
		view_focus(view, row);
		view_caret(view, row, 2);
	}
}

const struct screen screen_person = {
	.title = {"参加者", "Participant"},
	.bindings = BINDINGS,
	.typing = true,
	.enter = enter,
	.update = update,
	.click = click,
	.layout = layout,
};
