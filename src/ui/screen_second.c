/* SPDX-License-Identifier: MIT */
/* A second round on one question: whose turn it is, and the end of it. Nobody's answer is shown. */
#include "ui/app.h"

#include "base/alloc.h"

#include <stdlib.h>

/* Those who have handed in, then the row that closes the round. */
static const struct respondent *person_at(const struct app *app, size_t row)
{
	const struct respondents *people = &app->workshop_ui.people;
	for (size_t i = 0; i < people->count; i++)
		if (*people->list[i].handed_in_at && row-- == 0)
			return &people->list[i];
	return NULL;
}

static size_t row_count(const struct app *app)
{
	size_t count = 0;
	while (person_at(app, count))
		count++;
	return count + 1;
}

/* clang-format off */
static const struct binding BINDINGS[] = {
	{CMD_ENTER, {K_ENTER, ' ', K_RIGHT}, "Enter", {"選ぶ", "choose"}, {"選んだ人の番にします。最後の行では締め切ります", "Begin this person's turn; on the last row, close the round"}, NULL},
	BIND_MOVE,
	BIND_BACK,
	BIND_GLOBAL,
	BIND_END,
};
/* clang-format on */

/* Every round begins at its first person: where the last one ended is the row that closes it, for good. */
static void enter(struct app *app)
{
	app->group_ui.second_focus = 0;
}

static struct effect ask_end(struct app *app)
{
	app_ask(app,
		xstrdup(TR(app->lang, "締め切ると、この設問の二回目はもう受け付けません。締め切りますか。",
			   "Once it is closed, nobody can answer this question again. Close it?")));
	app_ask_choice(app, (struct tr){"まだ締め切らない", "Not yet"}, EFFECT(NONE));
	app_ask_choice(app, (struct tr){"締め切る", "Close it"}, EFFECT(SECOND_END));
	return EFFECT(NONE);
}

static struct effect open_row(struct app *app)
{
	const struct respondent *person = person_at(app, app->group_ui.second_focus);
	if (!person)
		return ask_end(app);
	char *id = xstrdup(person->id); /* the list is read anew */
	workshop_begin_turn(app, id, app->item);
	free(id);
	return EFFECT(NONE);
}

static struct effect update(struct app *app, enum command command, const struct event *event)
{
	(void)event;
	struct group_state *g = &app->group_ui;
	bool moved;
	g->second_focus = focus_move(g->second_focus, row_count(app), 5, command, &moved);
	if (moved)
		return EFFECT(NONE);
	return command == CMD_ENTER ? open_row(app) : EFFECT(PASS);
}

static struct effect click(struct app *app, int hit)
{
	bool again = app->group_ui.second_focus == (size_t)hit;
	app->group_ui.second_focus = (size_t)hit;
	return again ? open_row(app) : EFFECT(NONE);
}

static void layout(const struct app *app, struct view *view)
{
	if (app->item == ITEM_NONE)
		return;
	view_text(view, 0, STYLE_HEADING,
		  tr_in(app->session.instrument.items[app->item].question->text, app->lang));
	view_text(view, 0, STYLE_NORMAL,
		  TR(app->lang,
		     "順番に、もう一度だけ答えます。答えない人がいてもかまいません。全員が終わったら締め切っ"
		     "てください。",
		     "Everybody answers once more, in turn; some may leave it. Close the round when all are "
		     "done."));
	view_air(view);
	size_t count = row_count(app);
	for (size_t row = 0; row < count; row++) {
		const struct respondent *person = person_at(app, row);
		if (!person)
			view_air(view);
		size_t at = view_item(view, 0, NULL, 2, person ? STYLE_NORMAL : STYLE_HEADING,
				      person ? person->alias
					     : TR(app->lang, "［ 締め切って、違いを見る ］",
						  "[ Close it and see what moved ]"),
				      (int)row);
		if (app->group_ui.second_focus == row)
			view_focus(view, at);
	}
}

const struct screen screen_second = {
	.title = {"二回目の回答", "Second round"},
	.bindings = BINDINGS,
	.enter = enter,
	.update = update,
	.click = click,
	.layout = layout,
};
