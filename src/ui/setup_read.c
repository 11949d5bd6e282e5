/* SPDX-License-Identifier: MIT */
/* What was entered in set-up, checked. */
#include "ui/setup.h"

#include "base/alloc.h"
#include "base/text.h"
#include "model/municipality.h"
#include "model/people.h"
#include "ui/setup_place.h"

#include <stdlib.h>
#include <string.h>

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

static void replace(char **to, char *owned)
{
	free(*to);
	*to = owned;
}

enum { MINUTES_MAX = 600 };

/* Minutes of talk: a number, full-width digits too, or nothing. */
static bool read_minutes(struct app *app, struct assessment *out, struct err *err)
{
	char *typed = field_text(app, TEXT_MINUTES);
	size_t n = strlen(typed), at = 0;
	int minutes = 0;
	bool ok = true;
	while (at < n && ok) {
		uint32_t cp;
		at += text_decode(typed + at, n - at, &cp);
		cp = text_narrow_cp(cp);
		ok = cp >= '0' && cp <= '9';
		minutes = ok ? minutes * 10 + (int)(cp - '0') : 0;
		ok = ok && minutes <= MINUTES_MAX;
	}
	free(typed);
	out->minutes = minutes;
	if (ok)
		return true;
	app->setup.focus = FIELD_MINUTES;
	return fail(err,
		    TR(err->lang, "話し合いの時間は、0から%dまでの数字（分）で入れてください。",
		       "Please give the minutes of talk as a number from 0 to %d."),
		    MINUTES_MAX);
}

/* What set-up says of a workshop, or of the one who answers. */
static bool read_mode(struct app *app, struct assessment *out, struct err *err)
{
	const struct setup *setup = &app->setup;
	const char *department = "", *role = "";
	out->workshop = setup->workshop;
	out->anonymous = setup->workshop && setup->anonymous;
	if (setup->workshop) {
		replace(&out->alias, xstrdup(""));
	} else {
		replace(&out->alias, field_text(app, TEXT_ALIAS));
		department = setup->department ? DEPARTMENTS[setup->department - 1].id : "";
		role = setup->role ? ROLES[setup->role - 1].id : "";
	}
	replace(&out->department, xstrdup(department));
	replace(&out->role, xstrdup(role));
	return !setup->workshop || read_minutes(app, out, err);
}

static bool read_codes(struct app *app, struct assessment *out, struct err *err)
{
	char code[7], date[11];
	char *typed = field_text(app, TEXT_CODE);
	bool ok = municipality_code_parse(typed, code, err);
	free(typed);
	if (!ok) {
		app->setup.focus = FIELD_CODE;
		setup_place_search(app); /* where two fit they stand below it */
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
	replace(&out->stage, xstrdup(setup->stage ? app->framework->stages[setup->stage - 1].id : ""));
	if (!read_codes(app, out, err) || !read_mode(app, out, err))
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
