/* SPDX-License-Identifier: MIT */
/* A workshop after the reveal, in memory: everybody who handed in has answered in a pattern that differs. */
#include "fake_port.h"

#include "base/alloc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Person i's answer to item j: apart enough to be talked about. */
static void give(const struct question *question, struct answer *answer, size_t i, size_t j)
{
	if ((i + j) % 7 == 0)
		answer_set_state(answer, STATE_UNKNOWN);
	else
		answer_choose(question, answer, (i * (1 + j % 3) + j) % question->option_count);
}

static bool workshop(void *self, const struct session *session, struct workshop *out, struct err *err)
{
	struct fake *fake = self;
	size_t count = session->instrument.count;
	(void)err;
	*out = (struct workshop){.people = xcalloc(fake->people.count + 1, sizeof *out->people)};
	for (size_t i = 0; i < fake->people.count; i++) {
		if (!*fake->people.list[i].handed_in_at) {
			out->waiting++;
			continue;
		}
		struct person_answers *p = &out->people[out->count++];
		respondent_copy(&p->person, &fake->people.list[i]);
		answers_init(&p->answers, count);
		answers_init(&p->second, count);
		p->at = xcalloc(count + 1, sizeof *p->at);
		p->revisions = xcalloc(count + 1, sizeof *p->revisions);
		for (size_t j = 0; j < count; j++) {
			const struct question *question = session->instrument.items[j].question;
			give(question, &p->answers.at[j], i, j);
			if (fake->second == SECOND_CLOSED && question->type == QUESTION_CHOICE && i < 3)
				answer_choose(question, &p->second.at[j], question->option_count - 1);
		}
	}
	workshop_compute(out, session);
	return true;
}

static bool second_round(void *self, const struct session *session, size_t item, enum second_step step,
			 enum second_state *state, struct err *err)
{
	struct fake *fake = self;
	(void)session;
	(void)item;
	(void)err;
	if (step == SECOND_BEGIN)
		fake->second = SECOND_OPEN;
	if (step == SECOND_END)
		fake->second = SECOND_CLOSED;
	*state = fake->second;
	return true;
}

static bool actions(void *self, const char *assessment, struct actions *out, struct err *err)
{
	struct fake *fake = self;
	(void)assessment;
	(void)err;
	*out = (struct actions){.list = xcalloc(fake->actions.count + 1, sizeof *out->list)};
	for (size_t i = 0; i < fake->actions.count; i++)
		action_copy(&out->list[out->count++], &fake->actions.list[i]);
	return true;
}

static size_t find(const struct fake *fake, const char *id)
{
	for (size_t i = 0; i < fake->actions.count; i++)
		if (strcmp(fake->actions.list[i].id, id ? id : "") == 0)
			return i;
	return fake->actions.count;
}

static bool action_put(void *self, const char *assessment, struct action *action, struct err *err)
{
	struct fake *fake = self;
	(void)assessment;
	if (!fake->actions.list)
		fake->actions.list = xcalloc(FAKE_PEOPLE_MAX, sizeof *fake->actions.list);
	size_t at = find(fake, action->id);
	if (at == FAKE_PEOPLE_MAX)
		return fail(err, "%s", "no room");
	if (at == fake->actions.count) {
		char id[32];
		snprintf(id, sizeof id, "a%zu", at);
		free(action->id);
		action->id = xstrdup(id);
		fake->actions.count++;
	}
	action_copy(&fake->actions.list[at], action);
	return true;
}

static bool action_remove(void *self, const char *assessment, const char *action, struct err *err)
{
	struct fake *fake = self;
	(void)assessment;
	size_t at = find(fake, action);
	if (at == fake->actions.count)
		return fail(err, "%s", "gone");
	action_release(&fake->actions.list[at]);
	fake->actions.count--;
	for (size_t i = at; i < fake->actions.count; i++)
		fake->actions.list[i] = fake->actions.list[i + 1];
	fake->actions.list[fake->actions.count] = (struct action){0};
	return true;
}

static bool actions_carry(void *self, const struct session *session, size_t *carried, struct err *err)
{
	struct action old = {.text = xstrdup("研修計画に、施策担当部局の職員向けの研修を入れる"),
			     .owner = xstrdup("人事課"),
			     .due = xstrdup("2027-03-31"),
			     .state = ACTION_DOING};
	bool ok = action_put(self, session->assessment.id, &old, err);
	action_release(&old);
	*carried = ok;
	return ok;
}

static bool comparable(void *self, const struct session *session, struct assessment_list *out,
		       struct err *err)
{
	(void)self;
	(void)session;
	(void)err;
	const struct assessment earlier = {.id = (char *)(uintptr_t) "earlier",
					   .title = (char *)(uintptr_t) "前の年の自己点検",
					   .reference_date = (char *)(uintptr_t) "2025-11-20"};
	*out = (struct assessment_list){.list = xcalloc(1, sizeof *out->list), .count = 1};
	assessment_copy(&out->list[0], &earlier);
	return true;
}

/* The same questions a year before: all at their lowest but one. */
static bool compare(void *self, const struct session *session, const char *earlier, struct session *other,
		    struct comparison *out, struct err *err)
{
	(void)err;
	(void)earlier;
	static const char *const all[] = {"silo-breakdown", "advisor-dependence", "citizen-participation"};
	struct score before, after;
	struct workshop now;
	fake_session(self, other, all, 3);
	for (size_t i = 0; i < other->instrument.count; i++)
		answer_choose(other->instrument.items[i].question, &other->answers.at[i], 0);
	workshop(self, session, &now, err);
	score_compute(&before, &other->instrument, &other->answers);
	score_compute_voted(&after, &session->instrument, &now.group.effective, now.group.items);
	comparison_make(out, &before, &after);
	workshop_release(&now);
	score_release(&before);
	score_release(&after);
	return true;
}

void fake_group_init(struct fake *fake)
{
	fake->port.workshop = workshop;
	fake->port.second_round = second_round;
	fake->port.actions = actions;
	fake->port.action_put = action_put;
	fake->port.action_remove = action_remove;
	fake->port.actions_carry = actions_carry;
	fake->port.comparable = comparable;
	fake->port.compare = compare;
}

void fake_group_release(struct fake *fake)
{
	actions_release(&fake->actions);
}
