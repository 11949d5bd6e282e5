/* SPDX-License-Identifier: MIT */
#include "ui/workshop_ui.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "model/group.h"
#include "ui/app.h"

#include <stdlib.h>
#include <string.h>

void workshop_state_release(struct workshop_state *state)
{
	respondents_release(&state->people);
	session_release(&state->group);
	respondent_release(&state->next);
	editor_release(&state->alias);
	free(state->person);
	*state = (struct workshop_state){0};
}

bool workshop_is_group(const struct app *app)
{
	return session_is_open(&app->session) && app->session.assessment.workshop && !app->session.turn;
}

bool workshop_is_sealed(const struct app *app)
{
	return workshop_is_group(app) && !app->session.assessment.revealed;
}

const char *workshop_seal_words(const struct app *app)
{
	return TR(
		app->lang,
		"提出された回答は、公開まで誰にも見えません。結果や書き出しは、公開した後に使えます。",
		"What was handed in is seen by nobody before the reveal. Results and export come after it.");
}

/* What a screen shows, as far as it matters to a workshop. */
enum shows { SHOWS_NOTHING, SHOWS_ANSWERS, SHOWS_RESULTS };

static enum shows shows(int id)
{
	static const enum shows table[SCREEN_COUNT] = {
		[SCREEN_QUESTION] = SHOWS_ANSWERS, [SCREEN_OVERVIEW] = SHOWS_ANSWERS,
		[SCREEN_NOTE] = SHOWS_ANSWERS,     [SCREEN_REASON] = SHOWS_ANSWERS,
		[SCREEN_ENTRY] = SHOWS_ANSWERS,    [SCREEN_RESULTS] = SHOWS_RESULTS,
		[SCREEN_WHY] = SHOWS_RESULTS,      [SCREEN_EXPORT] = SHOWS_RESULTS,
		[SCREEN_REVEAL] = SHOWS_RESULTS,   [SCREEN_DISCUSS] = SHOWS_RESULTS,
		[SCREEN_ACTIONS] = SHOWS_RESULTS,  [SCREEN_ACTION] = SHOWS_RESULTS,
		[SCREEN_COMPARE] = SHOWS_RESULTS,  [SCREEN_SECOND] = SHOWS_RESULTS,
	};
	return table[id];
}

bool workshop_admits(struct app *app, int *id)
{
	bool turn = app->session.turn;
	if (!session_is_open(&app->session) || (!turn && !app->session.assessment.workshop) ||
	    shows(*id) == SHOWS_NOTHING)
		return true;
	if (turn ? shows(*id) == SHOWS_RESULTS : workshop_is_sealed(app)) {
		app_notice(app, STYLE_NOTICE, xstrdup(workshop_seal_words(app)));
		return false;
	}
	if (!turn && *id == SCREEN_QUESTION)
		*id = SCREEN_DISCUSS;
	else if (!turn && *id == SCREEN_OVERVIEW)
		*id = SCREEN_REVEAL;
	return true;
}

/* ---- people ---- */

const struct respondent *workshop_focused(const struct app *app)
{
	const struct workshop_state *w = &app->workshop_ui;
	return w->focus < w->people.count ? &w->people.list[w->focus] : NULL;
}

void workshop_count(const struct app *app, size_t *handed_in, size_t *people)
{
	const struct respondents *all = &app->workshop_ui.people;
	*handed_in = 0;
	*people = all->count;
	for (size_t i = 0; i < all->count; i++)
		*handed_in += *all->list[i].handed_in_at != '\0';
}

bool workshop_alias_taken(const struct app *app, const char *alias, const char *person)
{
	const struct respondents *all = &app->workshop_ui.people;
	for (size_t i = 0; i < all->count; i++)
		if (strcmp(all->list[i].alias, alias) == 0 && strcmp(all->list[i].id, person) != 0)
			return true;
	return false;
}

const char *workshop_alias_short(const struct app *app, struct view *view)
{
	const char *alias = app->session.assessment.alias ? app->session.assessment.alias : "";
	int used;
	size_t fits = text_fit(alias, strlen(alias), ALIAS_COLUMNS, &used);
	return view_format(view, "%.*s%s", (int)fits, alias, alias[fits] ? ".." : "");
}

char *workshop_free_alias(const struct app *app)
{
	for (size_t n = app->workshop_ui.people.count + 1;; n++) {
		struct strbuf alias = {0};
		strbuf_addf(&alias, TR(app->lang, "%zu番", "No. %zu"), n);
		char *text = strbuf_detach(&alias);
		if (!workshop_alias_taken(app, text, ""))
			return text;
		free(text);
	}
}

/* ---- departments too small to be shown ---- */

struct department_size {
	size_t people, consenting;
};

unsigned workshop_small_departments(const struct respondents *people, bool revealed, bool *none_shown)
{
	struct department_size sizes[DEPARTMENT_MAX] = {{0, 0}};
	for (size_t i = 0; i < people->count; i++) {
		const struct respondent *person = &people->list[i];
		size_t d = kind_find(DEPARTMENTS, DEPARTMENT_COUNT, person->department);
		if (d == DEPARTMENT_COUNT || !role_is_own(person->role) ||
		    (revealed && !*person->handed_in_at))
			continue;
		sizes[d].people++;
		sizes[d].consenting += person->consents;
	}
	unsigned small = 0;
	const size_t other = kind_find(DEPARTMENTS, DEPARTMENT_COUNT, "other");
	size_t folded = sizes[other].people;
	for (size_t d = 0; d < DEPARTMENT_COUNT; d++) {
		if (!sizes[d].people || sizes[d].people >= GROUP_SMALLEST ||
		    sizes[d].consenting == sizes[d].people)
			continue;
		small |= 1u << d;
		folded += d == other ? 0 : sizes[d].people;
	}
	*none_shown = small && folded < GROUP_SMALLEST;
	return small;
}

size_t workshop_short_word(const char *word)
{
	const char *wide = strstr(word, "（"), *narrow = strstr(word, " (");
	return wide ? (size_t)(wide - word) : narrow ? (size_t)(narrow - word) : strlen(word);
}

static void add_department(struct strbuf *text, enum lang lang, size_t department)
{
	const char *word = tr_in(DEPARTMENTS[department].word, lang);
	strbuf_addf(text, "%.*s", (int)workshop_short_word(word), word);
}

static void add_cost(struct strbuf *text, enum lang lang, unsigned small, bool none)
{
	bool information = small & 1u << kind_find(DEPARTMENTS, DEPARTMENT_COUNT, "information");
	bool policy = small & 1u << kind_find(DEPARTMENTS, DEPARTMENT_COUNT, "policy");
	if (none)
		strbuf_addf(
			text, "%s",
			TR(lang,
			   "「その他」にまとめても3人未満なので、どの部局も表示できず、部局間の認識差が出せ"
			   "ません。",
			   "Even folded into \"Other\" they are fewer than three: no department can be "
			   "shown, and no gap between departments."));
	else
		strbuf_addf(text, "%s", TR(lang, "「その他」にまとめます。", "Folded into \"Other\". "));
	if (!none && (information || policy))
		strbuf_addf(text, "%s",
			    TR(lang, "情報・企画部局と施策担当部局との認識差が出せません。",
			       "The gap between information or planning and policy cannot be given."));
}

char *workshop_small_words(const struct app *app, const struct respondents *people)
{
	bool none;
	const struct assessment *a = &app->session.assessment;
	unsigned small = workshop_small_departments(people, a->revealed, &none);
	if (!small || a->anonymous)
		return NULL;
	struct strbuf text = {0};
	strbuf_addf(&text, "%s",
		    TR(app->lang, "部局として表示しません（3人未満で、全員の同意がないため）：",
		       "Not shown as a department, with fewer than three people and not all consenting: "));
	const char *between = "";
	for (size_t d = 0; d < DEPARTMENT_COUNT; d++)
		if (small & 1u << d) {
			strbuf_addf(&text, "%s", between);
			add_department(&text, app->lang, d);
			between = TR(app->lang, "、", "; ");
		}
	strbuf_addf(&text, "%s", TR(app->lang, "。", ". "));
	add_cost(&text, app->lang, small, none);
	return strbuf_detach(&text);
}
