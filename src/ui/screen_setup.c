/* SPDX-License-Identifier: MIT */
#include "ui/setup.h"

#include "base/alloc.h"
#include "base/sys.h"
#include "base/text.h"
#include "model/municipality.h"
#include "model/people.h"

#include <stdlib.h>
#include <string.h>

/* The fields before the questionnaires. `text`: index into setup.texts, -1 for a choice. */
struct field {
	int text;
	struct tr label, hint;
};

enum { TEXT_TITLE, TEXT_MUNICIPALITY, TEXT_CODE, TEXT_DATE, TEXT_YEAR, TEXT_ALIAS };

/* clang-format off */
static const struct field FIELDS[FIELD_QUESTIONNAIRES] = {
	[FIELD_TITLE]        = {TEXT_TITLE,        {"名前", "Title"},
		{"一覧に出る名前です。必ず入れます。", "Shown in the list. The only thing that is required."}},
	[FIELD_MUNICIPALITY] = {TEXT_MUNICIPALITY, {"市町村名", "Municipality"},
		{"例：A市。複数の市町村で取り組むときは連名でもかまいません。", "For example City A; several names for a joint effort."}},
	[FIELD_CODE]         = {TEXT_CODE,         {"団体コード", "Government code"},
		{"全国地方公共団体コード6桁。5桁で入れると検査数字を補います。", "The six-digit local government code; from five digits the check digit is worked out."}},
	[FIELD_DATE]         = {TEXT_DATE,         {"基準日", "Reference date"},
		{"いつの状態を答えるか。例：2026-11-22、令和8年11月22日", "The day the answers describe, such as 2026-11-22."}},
	[FIELD_YEAR]         = {TEXT_YEAR,         {"年度", "Fiscal year"},
		{"例：令和8年度、2026", "April to March, such as 2026."}},
	[FIELD_STAGE]        = {-1,                {"今いると思う段階", "Stage you are in"},
		{"ガイドブックの5段階のうち、今どこにいると考えるか。左右の矢印で選びます。", "Of the guidebook's five stages. Choose with the left and right arrows."}},
	[FIELD_DEPARTMENT]   = {-1,                {"回答者の部局", "Your department"},
		{"左右の矢印で選びます。", "Choose with the left and right arrows."}},
	[FIELD_ROLE]         = {-1,                {"回答者の役割", "Your role"},
		{"左右の矢印で選びます。", "Choose with the left and right arrows."}},
	[FIELD_ALIAS]        = {TEXT_ALIAS,        {"回答者の呼び名", "Your alias"},
		{"本名でなくてかまいません。", "Need not be your real name."}},
};
/* clang-format on */

static size_t field_count(const struct app *app)
{
	return FIELD_QUESTIONNAIRES + app->choice_count + 1;
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
	{CMD_ENTER, {K_ENTER}, "Enter", {"次へ", "next"}, {"次の項目へ進みます。最後の行では始めます", "On to the next field; on the last row, begin"}, NULL},
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
	for (int i = 0; i < SETUP_TEXTS; i++)
		set_text(app, i, "");
	char today[SYS_DATE_SIZE];
	sys_date_local(app->port->now(app->port->self), today);
	char *day = date_words(today, app->lang), *year = fiscal_year_words(fiscal_year_of(today), app->lang);
	struct strbuf title = {0};
	strbuf_addf(&title, TR(app->lang, "自己点検 %s", "Self-check, %s"), day);
	set_text(app, TEXT_TITLE, strbuf_str(&title));
	set_text(app, TEXT_DATE, today);
	set_text(app, TEXT_YEAR, year);
	strbuf_release(&title);
	free(day);
	free(year);
	for (size_t i = 0; i < app->choice_count; i++)
		setup->picked[i] = app->choices[i].selection == (which == 0);
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
	set_text(app, TEXT_TITLE, a->title);
	set_text(app, TEXT_MUNICIPALITY, a->municipality);
	set_text(app, TEXT_CODE, a->municipality_code);
	set_text(app, TEXT_DATE, a->reference_date);
	char *year = fiscal_year_words(a->fiscal_year, app->lang);
	set_text(app, TEXT_YEAR, year);
	free(year);
	set_text(app, TEXT_ALIAS, a->alias);
	setup->stage = stage_index(app->framework, a->stage);
	setup->department = kind_index(DEPARTMENTS, DEPARTMENT_COUNT, a->department);
	setup->role = kind_index(ROLES, ROLE_COUNT, a->role);
	for (size_t i = 0; i < app->choice_count; i++)
		for (size_t d = 1; d <= app->session.chosen_count; d++)
			if (strcmp(app->session.documents[d]->id, app->choices[i].id) == 0)
				setup->picked[i] = setup->fixed[i] = true;
}

/* A field's text without white space around it, full-width blanks too; owned. */
static char *field_text(const struct app *app, int text)
{
	const char *s = editor_text(&app->setup.texts[text]);
	size_t n = strlen(s);
	uint32_t cp;
	for (size_t step; n && (step = text_decode(s, n, &cp), cp == ' ' || cp == 0x3000 || cp == '\t');
	     s += step)
		n -= step;
	while (n && (s[n - 1] == ' ' || s[n - 1] == '\t' || (n >= 3 && memcmp(s + n - 3, "\u3000", 3) == 0)))
		n -= s[n - 1] == ' ' || s[n - 1] == '\t' ? 1 : 3;
	return text_nfc(s, n);
}

static bool read_codes(struct app *app, struct assessment *out, struct err *err)
{
	char code[7], date[11];
	char *typed = field_text(app, TEXT_CODE);
	bool ok = municipality_code_parse(typed, code, err);
	free(typed);
	if (!ok) {
		app->setup.focus = FIELD_CODE;
		return false;
	}
	typed = field_text(app, TEXT_DATE);
	ok = date_parse(typed, date, err);
	free(typed);
	if (!ok) {
		app->setup.focus = FIELD_DATE;
		return false;
	}
	typed = field_text(app, TEXT_YEAR);
	ok = fiscal_year_parse(typed, &out->fiscal_year, err);
	free(typed);
	if (!ok) {
		app->setup.focus = FIELD_YEAR;
		return false;
	}
	free(out->municipality_code);
	free(out->reference_date);
	out->municipality_code = xstrdup(code);
	out->reference_date = xstrdup(date);
	return true;
}

static void replace(char **to, char *owned)
{
	free(*to);
	*to = owned;
}

bool setup_read(struct app *app, struct assessment *out, struct err *err)
{
	const struct setup *setup = &app->setup;
	const struct assessment none = {0};
	assessment_copy(out, setup->editing ? &app->session.assessment : &none);
	replace(&out->title, field_text(app, TEXT_TITLE));
	if (!*out->title) {
		app->setup.focus = FIELD_TITLE;
		return fail(err, "%s", TR(err->lang, "名前を入れてください。", "Please give it a title."));
	}
	replace(&out->municipality, field_text(app, TEXT_MUNICIPALITY));
	replace(&out->alias, field_text(app, TEXT_ALIAS));
	replace(&out->stage, xstrdup(setup->stage ? app->framework->stages[setup->stage - 1].id : ""));
	replace(&out->department, xstrdup(setup->department ? DEPARTMENTS[setup->department - 1].id : ""));
	replace(&out->role, xstrdup(setup->role ? ROLES[setup->role - 1].id : ""));
	if (!read_codes(app, out, err))
		return false;
	bool any = false;
	for (size_t i = 0; i < app->choice_count; i++)
		any = any || setup->picked[i];
	if (!any && !setup->editing) {
		app->setup.focus = FIELD_QUESTIONNAIRES;
		return fail(err, "%s",
			    TR(err->lang, "質問票を一つ以上選んでください。",
			       "Please pick at least one questionnaire."));
	}
	return true;
}

const char **setup_picked(const struct app *app, size_t *count)
{
	const char **ids = xcalloc(app->choice_count + 1, sizeof *ids);
	*count = 0;
	for (size_t i = 0; i < app->choice_count; i++)
		if (app->setup.picked[i] && !app->setup.fixed[i])
			ids[(*count)++] = app->choices[i].id;
	return ids;
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
	size_t *value = choice_of(&app->setup, app->setup.focus),
	       all = choice_limit(app, app->setup.focus) + 1;
	*value = (*value + (by > 0 ? 1 : all - 1)) % all;
}

static void toggle(struct app *app)
{
	size_t i = app->setup.focus - FIELD_QUESTIONNAIRES;
	if (!app->setup.fixed[i])
		app->setup.picked[i] = !app->setup.picked[i];
	else
		app_notice(
			app, STYLE_NOTICE,
			xstrdup(TR(app->lang, "始めた後は、質問票を外すことはできません。",
				   "A questionnaire cannot be taken away once the assessment has begun.")));
}

static struct effect finish(const struct app *app)
{
	return app->setup.editing ? EFFECT(UPDATE) : EFFECT(CREATE);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	struct setup *setup = &app->setup;
	bool moving = command == CMD_FIELD_NEXT || command == CMD_FIELD_PREV || command == CMD_ENTER ||
		      command == CMD_DONE || command == CMD_BACK || command == CMD_HELP ||
		      command == CMD_LANG;
	if (!moving && on_text(app) &&
	    editor_event(&setup->texts[FIELDS[setup->focus].text], event, EDITOR_LINE_MAX * 2))
		return EFFECT(NONE);
	switch (command) {
	case CMD_DONE:
		return finish(app);
	case CMD_ENTER:
		if (on_button(app))
			return finish(app);
		setup->focus++;
		break;
	case CMD_FIELD_NEXT:
		setup->focus = (setup->focus + 1) % field_count(app);
		break;
	case CMD_FIELD_PREV:
		setup->focus = (setup->focus + field_count(app) - 1) % field_count(app);
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
	app->setup.focus = (size_t)hit;
	if (on_button(app))
		return finish(app);
	if (on_questionnaire(app))
		toggle(app);
	else if (on_choice(app))
		turn(app, 1);
	return EFFECT(NONE);
}

/* ---- layout ---- */

static const char *choice_word(const struct app *app, size_t field)
{
	size_t value = *choice_of((struct setup *)(uintptr_t)&app->setup, field);
	if (value == 0)
		return TR(app->lang, "（選ばない）", "(not given)");
	if (field == FIELD_STAGE)
		return tr_in(app->framework->stages[value - 1].title, app->lang);
	return tr_in((field == FIELD_DEPARTMENT ? DEPARTMENTS : ROLES)[value - 1].word, app->lang);
}

static void layout_field(const struct app *app, struct view *view, size_t i)
{
	const int label = 20;
	bool focused = app->setup.focus == i;
	size_t row;
	if (FIELDS[i].text >= 0) {
		int columns = view->cols - label - 2 > 60 ? 60 : view->cols - label - 2;
		row = editor_layout(&app->setup.texts[FIELDS[i].text], view, label, columns, 1, focused,
				    (int)i);
	} else {
		row = view_row(view, (int)i);
		view_span(view, row, label, view->cols - label, STYLE_NORMAL,
			  view_format(view, "‹ %s ›", choice_word(app, i)));
	}
	view_span(view, row, 2, label - 3, STYLE_NORMAL, tr_in(FIELDS[i].label, app->lang));
	if (!focused)
		return;
	view_text(view, label, STYLE_DIM, tr_in(FIELDS[i].hint, app->lang));
	view_focus(view, row);
	for (size_t r = row + 1; r < view->count; r++) /* the hint stays quiet */
		view->rows[r].spans[0].style = STYLE_DIM;
	if (FIELDS[i].text < 0)
		view_caret(view, row, label);
}

static void layout(const struct app *app, struct view *view)
{
	for (size_t i = 0; i < FIELD_QUESTIONNAIRES; i++)
		layout_field(app, view, i);
	view_air(view);
	view_text(view, 2, STYLE_HEADING,
		  app->setup.editing ? TR(app->lang, "質問票（加えることができます）",
					  "Questionnaires (more can be added)")
				     : TR(app->lang, "質問票", "Questionnaires"));
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
