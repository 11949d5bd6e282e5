/* SPDX-License-Identifier: MIT */
/* What is to be done, by whom, until when: begun from a criterion or from a question that was talked about.
 */
#ifndef MODEL_ACTION_H
#define MODEL_ACTION_H

#include "base/lang.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum action_state { ACTION_OPEN, ACTION_DOING, ACTION_DONE, ACTION_DROPPED, ACTION_STATES };

/* Strings are owned, never NULL once filled. */
struct action {
	char *id;        /* UUID; "" or NULL: not saved yet */
	char *criterion; /* id, or "" */
	char *question;  /* key, or "" */
	char *text;      /* what is to be done */
	char *owner;     /* the department, in words */
	char *due;       /* ISO date, or "" */
	enum action_state state;
	char *created_at; /* UTC, ISO 8601 */
	char *from;       /* id of the action of an earlier assessment that it goes on with, or "" */
	int64_t revision; /* how often it was saved */
};

struct actions {
	struct action *list; /* as they were made */
	size_t count;
};

void action_copy(struct action *to, const struct action *from); /* `to` is released first */
void action_release(struct action *action);                     /* back to zero */
void actions_release(struct actions *actions);

const char *action_state_id(enum action_state state); /* open doing done dropped */
bool action_state_parse(const char *word, enum action_state *state);
struct tr action_state_word(enum action_state state);

#endif
