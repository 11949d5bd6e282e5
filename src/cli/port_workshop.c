/* SPDX-License-Identifier: MIT */
/* The workshop side of the wizard's port onto the store. */
#include "cli/port_workshop.h"

#include "base/alloc.h"
#include "base/sys.h"
#include "cli/sessions.h"

#include <stdlib.h>
#include <string.h>

/* ---- people and turns ---- */

static bool port_people(void *self, const char *assessment, struct respondents *out, struct err *err)
{
	struct world *world = self;
	return store_respondents(world->store, assessment, out, err);
}

static bool port_person_put(void *self, const char *assessment, struct respondent *person, struct err *err)
{
	struct world *world = self;
	char now[21];
	world_now(now);
	return store_respondent_put(world->store, assessment, person, now, err);
}

static bool port_person_remove(void *self, const char *assessment, const char *person, struct err *err)
{
	struct world *world = self;
	char now[21];
	world_now(now);
	return store_respondent_remove(world->store, assessment, person, now, err);
}

static bool port_open_turn(void *self, const char *assessment, const char *person, size_t second_item,
			   struct session *out, struct err *err)
{
	struct world *world = self;
	return sessions_open_turn(out, world->store, assessment, person, second_item, err);
}

static bool port_hand_in(void *self, const struct session *turn, struct err *err)
{
	struct world *world = self;
	char now[21];
	world_now(now);
	return store_hand_in(world->store, turn->assessment.id, turn->assessment.respondent, now, err);
}

/* ---- after the reveal ---- */

static bool port_reveal(void *self, struct session *session, struct err *err)
{
	struct world *world = self;
	char now[21];
	world_now(now);
	if (!store_reveal(world->store, session->assessment.id, now, err))
		return false;
	session->assessment.revealed = true;
	return true;
}

static bool port_workshop(void *self, const struct session *session, struct workshop *out, struct err *err)
{
	struct world *world = self;
	return sessions_workshop(session, world->store, out, err);
}

static bool port_second_round(void *self, const struct session *session, size_t item, enum second_step step,
			      enum second_state *state, struct err *err)
{
	struct world *world = self;
	const char *id = session->assessment.id, *key = session->instrument.items[item].key;
	char now[21];
	world_now(now);
	if (step == SECOND_BEGIN && !store_second_open(world->store, id, key, now, err))
		return false;
	if (step == SECOND_END && !store_second_close(world->store, id, key, now, err))
		return false;
	return store_second_round(world->store, id, key, state, err);
}

/* ---- actions ---- */

static bool port_actions(void *self, const char *assessment, struct actions *out, struct err *err)
{
	struct world *world = self;
	return store_actions(world->store, assessment, out, err);
}

static bool port_action_put(void *self, const char *assessment, struct action *action, struct err *err)
{
	struct world *world = self;
	char now[21];
	world_now(now);
	return store_action_put(world->store, assessment, action, now, err);
}

static bool port_action_remove(void *self, const char *assessment, const char *action, struct err *err)
{
	struct world *world = self;
	return store_action_remove(world->store, assessment, action, err);
}

/* ---- earlier assessments ---- */

enum { LOOK_BACK = 1000, COMPARABLE_MAX = 50 };

/* Of the same place: by its code, else by its name. */
static bool is_same_place(const struct assessment *a, const struct assessment *b)
{
	if (*a->municipality_code || *b->municipality_code)
		return strcmp(a->municipality_code, b->municipality_code) == 0;
	return *a->municipality && strcmp(a->municipality, b->municipality) == 0;
}

/* Begun before it, of the same place, and not sealed. */
static bool is_earlier(const struct assessment *a, const struct assessment *own)
{
	return strcmp(a->id, own->id) != 0 && !a->example && (!a->workshop || a->revealed) &&
	       strcmp(a->started_at, own->started_at) <= 0 && is_same_place(a, own);
}

static bool port_comparable(void *self, const struct session *session, struct assessment_list *out,
			    struct err *err)
{
	struct world *world = self;
	struct assessment_list all;
	*out = (struct assessment_list){0};
	if (!store_list(world->store, false, 0, LOOK_BACK, &all, err))
		return false;
	out->list = xcalloc(COMPARABLE_MAX, sizeof *out->list);
	for (size_t i = 0; i < all.count && out->count < COMPARABLE_MAX; i++)
		if (is_earlier(&all.list[i], &session->assessment))
			assessment_copy(&out->list[out->count++], &all.list[i]);
	assessment_list_release(&all);
	return true;
}

static bool score_of(struct world *world, const struct session *session, struct score *score, struct err *err)
{
	struct workshop workshop;
	if (!session->assessment.workshop) {
		score_compute(score, &session->instrument, &session->answers);
		return true;
	}
	if (!sessions_workshop(session, world->store, &workshop, err))
		return false;
	score_compute_voted(score, &session->instrument, &workshop.group.effective, workshop.group.items);
	workshop_release(&workshop);
	return true;
}

static bool port_compare(void *self, const struct session *session, const char *earlier,
			 struct session *other, struct comparison *out, struct err *err)
{
	struct world *world = self;
	struct score one = {0}, two = {0};
	bool ok = sessions_open(other, world->store, earlier, err) && score_of(world, other, &one, err) &&
		  score_of(world, session, &two, err);
	if (ok)
		comparison_make(out, &one, &two);
	score_release(&one);
	score_release(&two);
	return ok;
}

static bool port_actions_carry(void *self, const struct session *session, size_t *carried, struct err *err)
{
	struct world *world = self;
	struct assessment_list earlier;
	char now[21];
	world_now(now);
	*carried = 0;
	if (!port_comparable(self, session, &earlier, err))
		return false;
	bool ok = true;
	for (size_t i = 0; ok && i < earlier.count && !*carried; i++)
		ok = store_actions_carry(world->store, earlier.list[i].id, session->assessment.id, now,
					 carried, err);
	assessment_list_release(&earlier);
	return ok;
}

void port_add_workshop(struct port *port)
{
	port->people = port_people;
	port->person_put = port_person_put;
	port->person_remove = port_person_remove;
	port->open_turn = port_open_turn;
	port->hand_in = port_hand_in;
	port->reveal = port_reveal;
	port->workshop = port_workshop;
	port->second_round = port_second_round;
	port->actions = port_actions;
	port->action_put = port_action_put;
	port->action_remove = port_action_remove;
	port->actions_carry = port_actions_carry;
	port->comparable = port_comparable;
	port->compare = port_compare;
}
