/* SPDX-License-Identifier: MIT */
/* A damaged database is never an empty start: the person is told, and offered the newest whole copy. */
#include "ui/rescue.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "model/municipality.h"

#include <stdlib.h>
#include <string.h>

void rescue_release(struct rescue *rescue)
{
	free(rescue->path);
	free(rescue->date);
	*rescue = (struct rescue){0};
}

/* What there is to do, in the words of the question. */
static char *question(const struct app *app, const struct rescue *rescue)
{
	struct strbuf text = {0};
	strbuf_addf(&text,
		    rescue->lost ? TR(app->lang, "保存先のファイル（%s）の中身がなくなっています。",
				      "The file that answers are kept in (%s) is missing or empty.")
				 : TR(app->lang, "保存先のファイル（%s）が壊れています。",
				      "The file that answers are kept in (%s) is damaged."),
		    rescue->path);
	if (rescue->date) {
		char *day = date_words(rescue->date, app->lang);
		strbuf_addf(
			&text,
			TR(app->lang,
			   "\n%"
			   "sに自動で作成した控えがあり、壊れていないことを確かめました。控えには、その日の最"
			   "初の保存の前までの内容があります。どうしますか。",
			   "\nA backup made automatically on %s is whole. It holds what had been saved "
			   "before that day's first save. What would you like to do?"),
			day);
		free(day);
	} else {
		strbuf_adds(
			&text,
			TR(app->lang,
			   "\n壊れていない控えは見つかりません。別の場所に控えがあれば、いったん終わり、次"
			   "のとおり入力すると戻せます：tenken recover ファイル名",
			   "\nNo whole backup was found. If you keep one elsewhere, leave and type: "
			   "tenken recover FILE"));
	}
	return strbuf_detach(&text);
}

void rescue_ask(struct app *app)
{
	struct rescue rescue = {0};
	struct err err = {.lang = app->lang};
	if (!app->port->rescue(app->port->self, &rescue, &err)) {
		app_notice(app, STYLE_WARNING, xstrdup(err.text));
		rescue_release(&rescue);
		return;
	}
	app_ask(app, question(app, &rescue));
	if (rescue.date)
		app_ask_choice(app,
			       (struct tr){"控えから戻す（今のファイルも残します）",
					   "Recover from the backup (the present file is kept)"},
			       EFFECT(RECOVER));
	if (rescue.lost)
		app_ask_choice(app,
			       (struct tr){"戻さずに、新しく始める（控えは残します）",
					   "Begin anew without it (the backups are kept)"},
			       EFFECT(ANEW));
	app_ask_choice(app, (struct tr){"何もせずに終わる", "Leave, nothing done"}, EFFECT(ABANDON));
	app->ask.rescue = true;
	rescue_release(&rescue);
}

bool rescue_perform(struct app *app, struct effect effect)
{
	struct err err = {.lang = app->lang};
	char *kept = NULL;
	bool anew = effect.kind == EFFECT_ANEW;
	if (effect.kind != EFFECT_RECOVER && !anew)
		return false;
	if (!app->port->recover(app->port->self, anew, &kept, &err)) {
		app_notice(app, STYLE_WARNING, xstrdup(err.text));
		free(kept);
		return false;
	}
	struct strbuf text = {0};
	strbuf_adds(&text, anew ? TR(app->lang, "新しく始めました。", "A new beginning.")
				: TR(app->lang, "控えから戻しました。", "Recovered from the backup."));
	if (kept)
		strbuf_addf(&text,
			    TR(app->lang, "元のファイルは %s に残しました。", " The old file is kept as %s."),
			    file_basename(kept));
	app_notice(app, STYLE_NOTICE, strbuf_detach(&text));
	free(kept);
	return true;
}
