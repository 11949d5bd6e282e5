/* SPDX-License-Identifier: MIT */
#include "ui/setup.h"

#include "base/alloc.h"
#include "base/sys.h"
#include "base/text.h"
#include "model/municipality.h"
#include "model/people.h"
#include "ui/setup_place.h"
#include "ui/setup_scope.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MINUTES_USUAL "40"

/* The fields before the questionnaires. `text`: index into setup.texts, -1 for a choice. */
struct field {
	int text;
	struct tr label, hint;
};

/* clang-format off */
static const struct field FIELDS[FIELD_QUESTIONNAIRES] = {
	[FIELD_TITLE]        = {TEXT_TITLE,        {"名前", "Title"},
		{"一覧に出る名前です。必ず入れます。", "Shown in the list. The only thing that is required."}},
	[FIELD_MUNICIPALITY] = {TEXT_MUNICIPALITY, {"市町村名", "Municipality"},
		{"漢字、かな、ローマ字、団体コードで探せます。団体の名前など、自由に書いてもかまいません。", "Found by kanji, kana, romaji or code; anything else may be written too."}},
	[FIELD_CODE]         = {TEXT_CODE,         {"団体コード", "Government code"},
		{"全国地方公共団体コード6桁。5桁のときは、検査数字か先頭の0を補います。", "The six-digit local government code. To five digits the check digit or the leading 0 is added."}},
	[FIELD_DATE]         = {TEXT_DATE,         {"基準日", "Reference date"},
		{"いつの状態を答えるか。例：令和8年11月22日、R8.11.22、2026-11-22", "The day the answers describe, such as 22 November 2026 or 2026-11-22."}},
	[FIELD_YEAR]         = {TEXT_YEAR,         {"年度", "Fiscal year"},
		{"例：令和8年度、2026", "April to March, such as 2026."}},
	[FIELD_STAGE]        = {-1,                {"今いると思う段階", "Stage you are in"},
		{"ガイドブックの5段階のうち、今どこにいると考えるか。左右の矢印で選びます。", "Of the guidebook's five stages. Choose with the left and right arrows."}},
	[FIELD_MODE]         = {-1,                {"進め方", "Way of working"},
		{"一人で、または話し合って一つの回答にまとめます。", "One answer, by one person or after talking."}},
	[FIELD_DEPARTMENT]   = {-1,                {"回答者の部局", "Your department"},
		{"左右の矢印で選びます。", "Choose with the left and right arrows."}},
	[FIELD_ROLE]         = {-1,                {"回答者の役割", "Your role"},
		{"左右の矢印で選びます。", "Choose with the left and right arrows."}},
	[FIELD_ALIAS]        = {TEXT_ALIAS,        {"回答者の呼び名", "Your alias"},
		{"本名でなくてかまいません。", "Need not be your real name."}},
	[FIELD_ANONYMOUS]    = {-1,                {"匿名", "Anonymity"},
		{"全員を匿名にすると部局を表示しません。部局間の認識差も出しません。", "With everyone anonymous no department is shown, and no gap between departments."}},
	[FIELD_MINUTES]      = {TEXT_MINUTES,      {"話し合いの時間", "Minutes of talk"},
		{"話し合いの時間（分）。話し合う設問の数の目安にします。例：40", "For the talk, such as 40. It tells how many questions to talk about."}},
	[FIELD_SCOPE]        = {-1,                {"点検の範囲", "Scope"},
		{"左右の矢印で選びます。下の質問票を一つずつ選ぶこともできます。", "Choose with the left and right arrows, or pick questionnaires one by one below."}},
};
/* clang-format on */

static size_t field_count(const struct app *app)
{
	return FIELD_QUESTIONNAIRES + app->choice_count + 1;
}

/* Only what matters to the way of working has a row; that way itself is chosen once. */
static bool has_row(const struct app *app, size_t field)
{
	const struct setup *setup = &app->setup;
	switch (field) {
	case FIELD_MODE:
		return !setup->editing;
	case FIELD_DEPARTMENT:
	case FIELD_ROLE:
	case FIELD_ALIAS:
		return !setup->workshop;
	case FIELD_ANONYMOUS:
		return setup->workshop && !setup->editing;
	case FIELD_MINUTES:
		return setup->workshop;
	default:
		return true;
	}
}

static size_t next_field(const struct app *app, size_t field, size_t step)
{
	size_t count = field_count(app);
	do
		field = (field + step) % count;
	while (!has_row(app, field));
	return field;
}

static bool on_button(const struct app *app)
{
	return app->setup.focus + 1 == field_count(app);
}

static bool on_text(const struct app *app)
{
	return app->setup.focus < FIELD_QUESTIONNAIRES && FIELDS[app->setup.focus].text >= 0;
}

static bool on_choice(const struct app *app)
{
	return app->setup.focus < FIELD_QUESTIONNAIRES && FIELDS[app->setup.focus].text < 0;
}

static bool on_questionnaire(const struct app *app)
{
	return app->setup.focus >= FIELD_QUESTIONNAIRES && !on_button(app);
}

static bool no_place_offered(const struct app *app)
{
	return !setup_place_offers(app);
}

static bool is_new(const struct app *app)
{
	return !app->setup.editing;
}

static bool is_old(const struct app *app)
{
	return app->setup.editing;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_DONE, {K_CTRL + 's', K_F10}, "Ctrl-S", {"始める", "begin"}, {"この内容で点検を始めます（F10でも）", "Begin with these settings (also F10)"}, is_new},
	{CMD_DONE, {K_CTRL + 's', K_F10}, "Ctrl-S", {"保存して戻る", "save"}, {"設定を保存して戻ります（F10でも）", "Save the settings and go back (also F10)"}, is_old},
	{CMD_BACK, {K_ESCAPE}, "Esc", {"戻る", "back"}, {"始めずに戻ります", "Go back without beginning"}, NULL},
	{CMD_ENTER, {K_ENTER}, "Enter", {"選ぶ", "pick"}, {"候補の市町村を選び、名前と団体コードを入れます", "Pick a place listed, with its name and code"}, setup_place_offers},
	{CMD_ENTER, {K_ENTER}, "Enter", {"次へ", "next"}, {"次の項目へ進みます。最後の行では始めます", "On to the next field; on the last row, begin"}, no_place_offered},
	{CMD_LEFT, {K_LEFT}, "Left", {NULL, NULL}, {"前の選択肢（左矢印）", "The choice before (left arrow)"}, on_choice},
	{CMD_RIGHT, {K_RIGHT, ' '}, "Space", {"選ぶ", "choose"}, {"次の選択肢（右矢印でも）", "The next choice (also the right arrow)"}, on_choice},
	{CMD_CHOOSE, {' ', 'x'}, "Space", {"選ぶ／外す", "pick or drop"}, {"質問票を選ぶ、または外します", "Pick the questionnaire or drop it"}, on_questionnaire},
	{CMD_FIELD_NEXT, {K_TAB, K_DOWN, K_WHEEL_DOWN}, "Tab", {"次の項目", "next field"}, {"次の項目へ（下矢印でも）", "Next field (also the down arrow)"}, NULL},
	{CMD_FIELD_PREV, {K_BACK_TAB, K_UP, K_WHEEL_UP}, "Shift-Tab", {NULL, NULL}, {"前の項目へ（上矢印でも）", "Field before (also the up arrow)"}, NULL},
	{CMD_UNDO, {K_CTRL + 'u'}, "Ctrl-U", {NULL, NULL}, {"文字の入力を取り消します", "Undo what was typed"}, on_text},
	{CMD_HELP, {K_F1}, "F1", {"ヘルプ", "help"}, {"この画面の説明とキーの一覧を開きます", "Open help on this screen, with its keys"}, NULL},
	{CMD_LANG, {K_F2}, "F2", {"English", "日本語"}, {"表示を英語に切り替えます", "Switch to Japanese"}, NULL},
	BIND_END,
};
/* clang-format on */

static void make_room(struct app *app)
{
	struct setup *setup = &app->setup;
	free(setup->picked);
	free(setup->fixed);
	setup->picked = xcalloc(app->choice_count + 1, sizeof *setup->picked);
	setup->fixed = xcalloc(app->choice_count + 1, sizeof *setup->fixed);
	setup->focus = FIELD_TITLE;
	setup->searching = false;
	setup->candidate = 0;
	setup->picked_code[0] = '\0';
}

static void set_text(struct app *app, int text, const char *value)
{
	editor_set(&app->setup.texts[text], value, false);
}

void setup_begin(struct app *app, size_t which)
{
	make_room(app);
	struct setup *setup = &app->setup;
	setup->editing = false;
	setup->stage = setup->department = setup->role = 0;
	setup->workshop = which == 2;
	setup->anonymous = false;
	for (int i = 0; i < SETUP_TEXTS; i++)
		set_text(app, i, "");
	char today[SYS_DATE_SIZE];
	sys_date_local(app->port->now(app->port->self), today);
	char *day = date_words(today, app->lang), *year = fiscal_year_words(fiscal_year_of(today), app->lang);
	struct strbuf title = {0};
	strbuf_addf(&title,
		    setup->workshop ? TR(app->lang, "ワークショップ %s", "Workshop, %s")
				    : TR(app->lang, "自己点検 %s", "Self-check, %s"),
		    day);
	set_text(app, TEXT_TITLE, strbuf_str(&title));
	set_text(app, TEXT_DATE, day);
	set_text(app, TEXT_YEAR, year);
	set_text(app, TEXT_MINUTES, MINUTES_USUAL);
	strbuf_release(&title);
	free(day);
	free(year);
	/* A workshop of an hour and a half has time for a sheet of a dozen. */
	setup->follows_stage = which == 1;
	setup_scope_set(app, which == 1 ? SCOPE_FIRST : SCOPE_SHORT);
}

static size_t stage_index(const struct framework *framework, const char *id)
{
	for (size_t i = 0; i < framework->stage_count; i++)
		if (strcmp(framework->stages[i].id, id) == 0)
			return i + 1;
	return 0;
}

static size_t kind_index(const struct kind *kinds, size_t count, const char *id)
{
	size_t i = kind_find(kinds, count, id);
	return i < count ? i + 1 : 0;
}

void setup_edit(struct app *app)
{
	make_room(app);
	struct setup *setup = &app->setup;
	const struct assessment *a = &app->session.assessment;
	setup->editing = true;
	setup->follows_stage = false;
	set_text(app, TEXT_TITLE, a->title);
	set_text(app, TEXT_MUNICIPALITY, a->municipality);
	set_text(app, TEXT_CODE, a->municipality_code);
	char *day = date_words(a->reference_date, app->lang);
	set_text(app, TEXT_DATE, day);
	free(day);
	char *year = fiscal_year_words(a->fiscal_year, app->lang);
	set_text(app, TEXT_YEAR, year);
	free(year);
	set_text(app, TEXT_ALIAS, a->alias);
	setup->workshop = a->workshop;
	setup->anonymous = a->anonymous;
	char minutes[16];
	snprintf(minutes, sizeof minutes, "%d", a->minutes);
	set_text(app, TEXT_MINUTES, a->minutes > 0 ? minutes : "");
	setup->stage = stage_index(app->framework, a->stage);
	setup->department = kind_index(DEPARTMENTS, DEPARTMENT_COUNT, a->department);
	setup->role = kind_index(ROLES, ROLE_COUNT, a->role);
	for (size_t i = 0; i < app->choice_count; i++)
		for (size_t d = 1; d <= app->session.chosen_count; d++)
			if (strcmp(app->session.documents[d]->id, app->choices[i].id) == 0)
				setup->picked[i] = setup->fixed[i] = true;
}

/* ---- update ---- */

static size_t *choice_of(struct setup *setup, size_t field)
{
	return field == FIELD_STAGE        ? &setup->stage
	       : field == FIELD_DEPARTMENT ? &setup->department
					   : &setup->role;
}

static size_t choice_limit(const struct app *app, size_t field)
{
	return field == FIELD_STAGE        ? app->framework->stage_count
	       : field == FIELD_DEPARTMENT ? DEPARTMENT_COUNT
					   : ROLE_COUNT;
}

static void turn(struct app *app, int by)
{
	struct setup *setup = &app->setup;
	switch (setup->focus) {
	case FIELD_SCOPE:
		setup_scope_turn(app, by);
		return;
	case FIELD_MODE:
		setup->workshop = !setup->workshop;
		return;
	case FIELD_ANONYMOUS:
		setup->anonymous = !setup->anonymous;
		return;
	default:
		break;
	}
	size_t *value = choice_of(&app->setup, app->setup.focus),
	       all = choice_limit(app, app->setup.focus) + 1;
	*value = (*value + (by > 0 ? 1 : all - 1)) % all;
	if (app->setup.focus == FIELD_STAGE)
		setup_scope_follow(app);
}

static void toggle(struct app *app)
{
	size_t i = app->setup.focus - FIELD_QUESTIONNAIRES;
	app->setup.follows_stage = false;
	if (!app->setup.fixed[i])
		app->setup.picked[i] = !app->setup.picked[i];
	else
		app_notice(
			app, STYLE_NOTICE,
			xstrdup(TR(app->lang, "始めた後は、質問票を外すことはできません。",
				   "A questionnaire cannot be taken away once the assessment has begun.")));
}

static struct effect finish(struct app *app)
{
	setup_place_left(app);
	return app->setup.editing ? EFFECT(UPDATE) : EFFECT(CREATE);
}

/* A key for the text of the field in focus. */
static bool type(struct app *app, const struct event *event)
{
	struct editor *editor = &app->setup.texts[FIELDS[app->setup.focus].text];
	char *before = xstrdup(editor_text(editor));
	bool mine = editor_event(editor, event, EDITOR_LINE_MAX * 2);
	if (mine && strcmp(before, editor_text(editor)) != 0)
		setup_place_typed(app);
	free(before);
	return mine;
}

static void go_to(struct app *app, size_t field)
{
	setup_place_left(app);
	app->setup.focus = field;
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	size_t focus = app->setup.focus, count = field_count(app);
	bool moving = command == CMD_FIELD_NEXT || command == CMD_FIELD_PREV || command == CMD_ENTER ||
		      command == CMD_DONE || command == CMD_BACK || command == CMD_HELP ||
		      command == CMD_LANG;
	if (!moving && on_text(app) && type(app, event))
		return EFFECT(NONE);
	if (event->kind == EVENT_KEY && setup_place_key(app, command, event->key))
		return EFFECT(NONE);
	switch (command) {
	case CMD_DONE:
		return finish(app);
	case CMD_ENTER:
		if (on_button(app))
			return finish(app);
		go_to(app, next_field(app, focus, 1));
		break;
	case CMD_FIELD_NEXT:
		go_to(app, next_field(app, focus, 1));
		break;
	case CMD_FIELD_PREV:
		go_to(app, next_field(app, focus, count - 1));
		break;
	case CMD_LEFT:
	case CMD_RIGHT:
		turn(app, command == CMD_RIGHT ? 1 : -1);
		break;
	case CMD_CHOOSE:
		toggle(app);
		break;
	default:
		return EFFECT(PASS);
	}
	return EFFECT(NONE);
}

static struct effect click(struct app *app, int hit)
{
	if (hit >= HIT_PLACE) {
		setup_place_pick(app, (size_t)(hit - HIT_PLACE));
		return EFFECT(NONE);
	}
	go_to(app, (size_t)hit);
	if (on_button(app))
		return finish(app);
	if (on_questionnaire(app))
		toggle(app);
	else if (on_choice(app))
		turn(app, 1);
	return EFFECT(NONE);
}

/* ---- layout ---- */

static const char *choice_word(const struct app *app, struct view *view, size_t field)
{
	const struct setup *setup = &app->setup;
	switch (field) {
	case FIELD_SCOPE:
		return setup_scope_word(app, view);
	case FIELD_MODE:
		return setup->workshop ? TR(app->lang, "ワークショップ", "Workshop")
				       : TR(app->lang, "一つの回答にまとめる", "One answer");
	case FIELD_ANONYMOUS:
		return setup->anonymous ? TR(app->lang, "部局を表示しない（全員匿名）", "Show no department")
					: TR(app->lang, "部局を表示する", "Show departments");
	default:
		break;
	}
	size_t value = *choice_of((struct setup *)(uintptr_t)&app->setup, field);
	if (value == 0)
		return TR(app->lang, "（選ばない）", "(not given)");
	if (field == FIELD_STAGE)
		return tr_in(app->framework->stages[value - 1].title, app->lang);
	return tr_in((field == FIELD_DEPARTMENT ? DEPARTMENTS : ROLES)[value - 1].word, app->lang);
}

enum { LABEL = 20, FIELD_COLUMNS = 60, CODE_COLUMNS = 10 };

static size_t layout_text(const struct app *app, struct view *view, size_t i, bool focused)
{
	int room = view->cols - LABEL - 2, wanted = i == FIELD_CODE ? CODE_COLUMNS : FIELD_COLUMNS;
	int columns = room > wanted ? wanted : room;
	size_t row =
		editor_layout(&app->setup.texts[FIELDS[i].text], view, LABEL, columns, 1, focused, (int)i);
	const char *place = i == FIELD_CODE ? setup_place_of_code(app, view) : NULL;
	if (place && room - columns > 2)
		view_span(view, row, LABEL + columns + 2, room - columns - 2, STYLE_DIM, place);
	return row;
}

static const char *hint_of(const struct app *app, size_t field)
{
	if (field == FIELD_MODE && app->setup.workshop)
		return TR(app->lang,
			  "それぞれが別々に答えて、違いを話し合います。参加者は次の画面で加えます。",
			  "Each answers apart, then you talk about the differences. The people come next.");
	return tr_in(FIELDS[field].hint, app->lang);
}

static void layout_field(const struct app *app, struct view *view, size_t i)
{
	bool focused = app->setup.focus == i, in_list = focused && setup_place_in_list(app);
	size_t row;
	if (FIELDS[i].text >= 0) {
		row = layout_text(app, view, i, focused && !in_list);
	} else {
		row = view_row(view, (int)i);
		view_span(view, row, LABEL, view->cols - LABEL, STYLE_NORMAL,
			  view_format(view, "‹ %s ›", choice_word(app, view, i)));
	}
	view_span(view, row, 2, LABEL - 3, STYLE_NORMAL, tr_in(FIELDS[i].label, app->lang));
	if (!focused)
		return;
	view_text(view, LABEL, STYLE_DIM, hint_of(app, i));
	if (!in_list)
		view_focus(view, row);
	for (size_t r = row + 1; r < view->count; r++) /* the hint stays quiet */
		view->rows[r].spans[0].style = STYLE_DIM;
	if (FIELDS[i].text < 0)
		view_caret(view, row, LABEL);
	if (i == FIELD_MUNICIPALITY || i == FIELD_CODE)
		setup_place_layout(app, view, LABEL);
}

static void layout(const struct app *app, struct view *view)
{
	for (size_t i = 0; i < FIELD_QUESTIONNAIRES; i++) {
		if (!has_row(app, i))
			continue;
		if (i == FIELD_SCOPE)
			view_air(view);
		layout_field(app, view, i);
	}
	setup_scope_layout(app, view, LABEL);
	if (app->setup.editing)
		view_text(view, LABEL, STYLE_DIM,
			  TR(app->lang, "質問票を加えられます。外すことはできません。",
			     "Questionnaires can be added, not taken away."));
	for (size_t i = 0; i < app->choice_count; i++) {
		const struct choice *choice = &app->choices[i];
		size_t hit = FIELD_QUESTIONNAIRES + i;
		const char *text = view_format(view, TR(app->lang, "%s（%zu問）", "%s (%zu questions)"),
					       tr_in(choice->title, app->lang), choice->questions);
		size_t row =
			view_item(view, 2, app->setup.picked[i] ? "☒" : "☐", 5, STYLE_NORMAL, text, (int)hit);
		if (app->setup.focus == hit) {
			view_focus(view, row);
			view_caret(view, row, 2);
		}
	}
	view_air(view);
	size_t button = field_count(app) - 1;
	size_t row =
		view_item(view, 0, NULL, 2, STYLE_HEADING,
			  app->setup.editing ? TR(app->lang, "［ 保存して戻る ］", "[ Save and go back ]")
					     : TR(app->lang, "［ この内容で始める ］", "[ Begin ]"),
			  (int)button);
	if (app->setup.focus == button) {
		view_focus(view, row);
		view_caret(view, row, 2);
	}
}

const struct screen screen_setup = {
	.title = {"設定", "Set-up"},
	.bindings = BINDINGS,
	.typing = true,
	.update = update,
	.click = click,
	.layout = layout,
};
