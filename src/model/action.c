/* SPDX-License-Identifier: MIT */
#include "model/action.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *id;
	struct tr word;
} STATES[ACTION_STATES] = {
	[ACTION_OPEN] = {"open", {"未着手", "to do"}},
	[ACTION_DOING] = {"doing", {"進行中", "under way"}},
	[ACTION_DONE] = {"done", {"完了", "done"}},
	[ACTION_DROPPED] = {"dropped", {"取りやめ", "dropped"}},
};

static char *copy_text(const char *text)
{
	return xstrdup(text ? text : "");
}

void action_release(struct action *action)
{
	char *const texts[] = {action->id,    action->criterion, action->question,   action->text,
			       action->owner, action->due,       action->created_at, action->from};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		free(texts[i]);
	*action = (struct action){0};
}

void action_copy(struct action *to, const struct action *from)
{
	struct action copy = *from;
	copy.id = copy_text(from->id);
	copy.criterion = copy_text(from->criterion);
	copy.question = copy_text(from->question);
	copy.text = copy_text(from->text);
	copy.owner = copy_text(from->owner);
	copy.due = copy_text(from->due);
	copy.created_at = copy_text(from->created_at);
	copy.from = copy_text(from->from);
	action_release(to);
	*to = copy;
}

void actions_release(struct actions *actions)
{
	for (size_t i = 0; i < actions->count; i++)
		action_release(&actions->list[i]);
	free(actions->list);
	*actions = (struct actions){0};
}

const char *action_state_id(enum action_state state)
{
	return STATES[state].id;
}

bool action_state_parse(const char *word, enum action_state *state)
{
	for (size_t i = 0; i < ACTION_STATES; i++)
		if (strcmp(STATES[i].id, word) == 0) {
			*state = (enum action_state)i;
			return true;
		}
	return false;
}

struct tr action_state_word(enum action_state state)
{
	return STATES[state].word;
}
