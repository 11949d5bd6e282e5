/* SPDX-License-Identifier: MIT */
/* A workshop: its people and how far they are, nothing of any answer; what comes next. */
#include "ui/app.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <stdlib.h>
#include <string.h>

static bool is_revealed(const struct app *app)
{
	return app->session.assessment.revealed;
}

static bool is_open_still(const struct app *app)
{
	return !is_revealed(app);
}

/* On somebody whose turn can be, who can be changed or taken off. */
static bool on_waiting(const struct app *app)
{
	const struct respondent *person = workshop_focused(app);
	return !is_revealed(app) && person && !*person->handed_in_at;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"この人の番", "this person's turn"}, {"選んだ人の番にします（パソコンを渡す画面が出ます）", "Begin this person's turn; a hand-over screen comes first"}, on_waiting},
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"話し合う設問", "what to talk about"}, {"今日話し合う設問を開きます", "Open the questions to talk about"}, is_revealed},
	{CMD_NEW, {'a'}, "a", {"人を加える", "add"}, {"参加者を加えます", "Add a person"}, is_open_still},
	{CMD_PAPER, {'i'}, "i", {"紙から入力", "from paper"}, {"選んだ人の紙の回答を、数字だけで続けて入力します", "Type in this person's paper sheet, digits alone"}, on_waiting},
	{CMD_REVEAL, {'o'}, "o", {"公開する", "reveal"}, {"提出された回答を公開します。取り消せません", "Reveal what was handed in; it cannot be undone"}, is_open_still},
	{CMD_EDIT, {'e'}, "e", {"変更", "change"}, {"選んだ人の呼び名、部局、役割、同意を変えます（提出前の人だけ）", "Change this person's alias, department, role or consent, before handing in"}, on_waiting},
	{CMD_BIN, {'D', K_DELETE}, "D", {"外す", "remove"}, {"選んだ人を一覧から外します（提出前の人だけ。Deleteでも）", "Take this person off the list, before handing in (also Delete)"}, on_waiting},
	{CMD_RESULTS, {'r'}, "r", {"結果", "results"}, {"結果を見ます", "See the results"}, is_revealed},
	{CMD_RESULTS, {'r', 'g', 'c'}, "r", {NULL, NULL}, {"結果や書き出しは、公開した後に使えます", "Results and export come after the reveal"}, is_open_still},
	{CMD_TO_ACTIONS, {'t'}, "t", {"取組", "actions"}, {"次に取り組むことの一覧を開きます", "Open the list of actions"}, is_revealed},
	{CMD_EXPORT, {'c'}, "c", {"CSV", "CSV"}, {"一致度などをCSVに書き出します", "Write agreement and other tables to a CSV file"}, is_revealed},
	{CMD_COMPARE, {'v'}, "v", {"前回と比べる", "compare"}, {"同じ市町村の、前の自己点検と比べます", "Compare with an earlier one of the same municipality"}, is_revealed},
	{CMD_TO_MINUTES, {'w'}, "w", {"記録", "minutes"}, {"話し合いの記録を書き出します", "Write the minutes"}, is_revealed},
	BIND_MOVE,
	{CMD_LEAVE, {'q', K_ESCAPE, 'p', K_LEFT}, "q", {"中断", "leave"}, {"最初の画面へ戻ります。回答はすべて保存されています", "Leave for the first screen; all answers are saved"}, NULL},
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

static struct effect begin_turn(struct app *app)
{
	const struct respondent *person = workshop_focused(app);
	char *id = person ? xstrdup(person->id) : NULL; /* the list is read anew */
	if (id)
		workshop_begin_turn(app, id, ITEM_NONE);
	free(id);
	return EFFECT(NONE);
}

static struct effect ask_remove(struct app *app)
{
	const struct respondent *person = workshop_focused(app);
	struct strbuf text = {0};
	strbuf_addf(&text,
		    person->begun ? TR(app->lang, "%sさんを一覧から外しますか。途中までの回答は数えません。",
				       "Take %s off the list? The answers so far will not count.")
				  : TR(app->lang, "%sさんを一覧から外しますか。", "Take %s off the list?"),
		    person->alias);
	app_ask(app, strbuf_detach(&text));
	app_ask_choice(app, (struct tr){"外さない", "No"}, EFFECT(NONE));
	app_ask_choice(app, (struct tr){"外す", "Take off"}, EFFECT(PERSON_REMOVE));
	return EFFECT(NONE);
}

static struct effect ask_reveal(struct app *app)
{
	size_t in, people;
	workshop_count(app, &in, &people);
	if (!in) {
		app_notice(app, STYLE_NOTICE,
			   xstrdup(TR(app->lang, "まだ、だれも提出していません。公開は、提出の後にできます。",
				      "Nobody has handed in yet. The reveal comes after that.")));
		return EFFECT(NONE);
	}
	struct strbuf text = {0};
	strbuf_addf(&text, "%s",
		    TR(app->lang, "公開すると、提出された回答を全員で見られます。取り消しはできません。",
		       "The reveal opens what was handed in to all. It cannot be undone."));
	if (people > in)
		strbuf_addf(&text,
			    TR(app->lang, "まだ提出していない人が%zu人います。その人の回答は数えません。",
			       " Not handed in yet: %zu. They will not be counted."),
			    people - in);
	else
		strbuf_addf(&text, "%s", TR(app->lang, "全員が提出しました。", " All have handed in."));
	app_ask(app, strbuf_detach(&text));
	app_ask_choice(app, (struct tr){"まだ公開しない", "Not yet"}, EFFECT(NONE));
	app_ask_choice(app, (struct tr){"公開する", "Reveal"}, EFFECT(REVEAL));
	return EFFECT(NONE);
}

static struct effect show(struct app *app, enum screen_id id)
{
	app_push(app, id);
	return EFFECT(NONE);
}

static struct effect person_form(struct app *app, bool is_new)
{
	struct workshop_state *w = &app->workshop_ui;
	free(w->person);
	w->person = is_new ? NULL : xstrdup(workshop_focused(app)->id);
	return show(app, SCREEN_PERSON);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	struct workshop_state *w = &app->workshop_ui;
	bool moved;
	size_t page = app->rows > 12 ? (size_t)app->rows - 10 : 4;
	w->focus = focus_move(w->focus, w->people.count, page, command, &moved);
	if (moved)
		return EFFECT(NONE);
	switch (command) {
	case CMD_ENTER:
		return is_revealed(app) ? show(app, SCREEN_REVEAL) : begin_turn(app);
	case CMD_NEW:
		return person_form(app, true);
	case CMD_EDIT:
		return person_form(app, false);
	case CMD_PAPER:
		return EFFECT(PAPER);
	case CMD_BIN:
		return ask_remove(app);
	case CMD_REVEAL:
		return ask_reveal(app);
	case CMD_RESULTS: /* sealed, it says so */
		return show(app, SCREEN_RESULTS);
	case CMD_TO_ACTIONS:
		return show(app, SCREEN_ACTIONS);
	case CMD_TO_MINUTES:
		return effect_of(EFFECT_EXPORT_ASK, EXPORT_MINUTES);
	case CMD_EXPORT:
		return effect_of(EFFECT_EXPORT_ASK, EXPORT_AGREEMENT);
	case CMD_COMPARE:
		return EFFECT(COMPARE_LIST);
	default:
		return EFFECT(PASS);
	}
}

static struct effect click(struct app *app, int hit)
{
	struct workshop_state *w = &app->workshop_ui;
	bool again = w->focus == (size_t)hit;
	w->focus = (size_t)hit;
	return again && on_waiting(app) ? begin_turn(app) : EFFECT(NONE);
}

/* ---- layout ---- */

static const char *next_step(const struct app *app)
{
	size_t in, people;
	workshop_count(app, &in, &people);
	if (is_revealed(app))
		return TR(app->lang, "公開しました。Enter で、今日話し合う設問を開きます。",
			  "Revealed. Press Enter for the questions to talk about.");
	if (!people)
		return TR(app->lang, "まず、a で参加者を加えます。本名は要りません。",
			  "First press a to add the people. No real names are needed.");
	if (in == people)
		return TR(app->lang, "全員が提出しました。o で公開し、話し合いを始めます。",
			  "All have handed in. Press o to reveal, and the talk begins.");
	return TR(app->lang,
		  "次の人を選び、Enter を押してパソコンを渡します。紙に書いた回答は i で入力します。",
		  "Choose who is next, press Enter and pass the laptop. Answers on paper go in with i.");
}

static const char *person_state(const struct app *app, const struct respondent *person)
{
	return *person->handed_in_at ? TR(app->lang, "提出済み", "Handed in")
	       : person->begun       ? TR(app->lang, "途中", "Begun")
				     : TR(app->lang, "まだ", "Not yet");
}

/* The word of a kind without its brackets: a row has no room for examples. */
static const char *kind_word(const struct app *app, struct view *view, const struct kind *kinds, size_t count,
			     const char *id)
{
	size_t i = kind_find(kinds, count, id);
	const char *word = i < count ? tr_in(kinds[i].word, app->lang) : "";
	return view_format(view, "%.*s", (int)workshop_short_word(word), word);
}

enum { ALIAS_COL = 2, DEPARTMENT = 24, STATE = 10, NARROW = 70 };

static void layout_person(const struct app *app, struct view *view, size_t i)
{
	const struct respondent *person = &app->workshop_ui.people.list[i];
	bool focused = app->workshop_ui.focus == i, narrow = view->cols < NARROW;
	int alias = view->cols >= 90 ? ALIAS_COLUMNS : 12;
	int department = ALIAS_COL + alias + 1, state = view->cols - STATE;
	int role = narrow ? department : department + DEPARTMENT;
	const char *role_text = kind_word(app, view, ROLES, ROLE_COUNT, person->role);
	/* Where there is little room the role stands below, of the one in focus alone. */
	size_t row = narrow ? view_row(view, (int)i)
			    : view_wrapped(view, role, state - role - 1, STYLE_NORMAL, role_text, (int)i);
	view_span(view, row, ALIAS_COL, alias, STYLE_NORMAL, person->alias);
	view_span(view, row, department, DEPARTMENT - 1, STYLE_NORMAL,
		  kind_word(app, view, DEPARTMENTS, DEPARTMENT_COUNT, person->department));
	view_span(view, row, state, STATE, *person->handed_in_at ? STYLE_ACCENT : STYLE_DIM,
		  person_state(app, person));
	if (narrow && focused && *role_text)
		view_wrapped(view, role, state - role - 1, STYLE_NORMAL, role_text, (int)i);
	if (focused)
		view_focus(view, row);
}

static void layout(const struct app *app, struct view *view)
{
	const struct workshop_state *w = &app->workshop_ui;
	const struct assessment *a = &app->session.assessment;
	view_text(view, 0, STYLE_HEADING,
		  *a->municipality ? view_format(view, "%s  %s", a->title, a->municipality) : a->title);
	view_text(view, 0, STYLE_NORMAL, next_step(app));
	view_air(view);
	for (size_t i = 0; i < w->people.count; i++)
		layout_person(app, view, i);
	if (w->people.count)
		view_air(view);
	size_t caret = view->count;
	if (!is_revealed(app))
		view_text(view, 0, STYLE_DIM,
			  TR(app->lang, "回答は、提出されると公開まで誰にも見えません。",
			     "Once handed in, answers are seen by nobody before the reveal."));
	if (a->anonymous)
		view_text(view, 0, STYLE_DIM,
			  TR(app->lang,
			     "全員を匿名にしているため、部局は表示しません。部局間の認識差も出しません。",
			     "All are anonymous: no department is shown, and no gap between them."));
	char *small = workshop_small_words(app, &w->people);
	if (small)
		view_text(view, 0, STYLE_WARNING, view_take(view, small));
	if (!w->people.count)
		view_caret(view, caret, 0);
}

static const char *status(const struct app *app, struct view *view)
{
	size_t in, people;
	workshop_count(app, &in, &people);
	return view_format(view, TR(app->lang, "提出 %zu/%zu人", "Handed in %zu/%zu"), in, people);
}

const struct screen screen_workshop = {
	.title = {"ワークショップ", "Workshop"},
	.bindings = BINDINGS,
	.update = update,
	.click = click,
	.layout = layout,
	.status = status,
};
