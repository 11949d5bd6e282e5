/* SPDX-License-Identifier: MIT */
/* One workshop in memory: its people, and what each has answered of the quick check. */
#include "fake_port.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static size_t find(const struct fake *fake, const char *id)
{
	for (size_t i = 0; i < fake->people.count; i++)
		if (strcmp(fake->people.list[i].id, id) == 0)
			return i;
	return SIZE_MAX;
}

static void add(struct fake *fake, const struct respondent *person)
{
	struct respondents *all = &fake->people;
	if (!all->list)
		all->list = xcalloc(FAKE_PEOPLE_MAX, sizeof *all->list);
	if (all->count < FAKE_PEOPLE_MAX)
		respondent_copy(&all->list[all->count++], person);
}

void fake_person(struct fake *fake, const char *alias, const char *department, const char *role, int state)
{
	char id[16];
	snprintf(id, sizeof id, "p%zu", fake->people.count);
	const struct respondent person = {
		.id = id,
		.alias = (char *)(uintptr_t)alias,
		.department = (char *)(uintptr_t)department,
		.role = (char *)(uintptr_t)role,
		.handed_in_at = (char *)(uintptr_t)(state > 1 ? "2026-11-22T05:00:00Z" : ""),
		.begun = state > 0,
	};
	add(fake, &person);
}

static bool people(void *self, const char *assessment, struct respondents *out, struct err *err)
{
	(void)assessment;
	(void)err;
	const struct fake *fake = self;
	const char none[] = "";
	out->list = xcalloc(fake->people.count + 1, sizeof *out->list);
	const struct respondent group = {
		.id = (char *)(uintptr_t) "group", .alias = (char *)(uintptr_t)none, .group = true};
	respondent_copy(&out->list[out->count++], &group);
	for (size_t i = 0; i < fake->people.count; i++)
		respondent_copy(&out->list[out->count++], &fake->people.list[i]);
	return true;
}

static bool person_put(void *self, const char *assessment, struct respondent *person, struct err *err)
{
	(void)assessment;
	struct fake *fake = self;
	size_t at = find(fake, person->id);
	if (at == SIZE_MAX) {
		char id[16];
		snprintf(id, sizeof id, "p%zu", fake->people.count);
		free(person->id);
		person->id = xstrdup(id);
		add(fake, person);
		return true;
	}
	if (*fake->people.list[at].handed_in_at)
		return fail(err, "%s", "sealed");
	person->begun = fake->people.list[at].begun;
	respondent_copy(&fake->people.list[at], person);
	return true;
}

static bool person_remove(void *self, const char *assessment, const char *person, struct err *err)
{
	(void)assessment;
	struct fake *fake = self;
	size_t at = find(fake, person);
	if (at == SIZE_MAX || *fake->people.list[at].handed_in_at)
		return fail(err, "%s", "sealed");
	respondent_release(&fake->people.list[at]);
	for (size_t i = at; i + 1 < fake->people.count; i++)
		fake->people.list[i] = fake->people.list[i + 1];
	fake->people.list[--fake->people.count] = (struct respondent){0};
	return true;
}

static bool open_turn(void *self, const char *assessment, const char *person, size_t second_item,
		      struct session *out, struct err *err)
{
	(void)assessment;
	static const char *const quick[] = {"quick-check"};
	struct fake *fake = self;
	size_t at = find(fake, person);
	if (at == SIZE_MAX || (second_item == ITEM_NONE && *fake->people.list[at].handed_in_at))
		return fail(err, "%s", "sealed");
	fake_session(fake, out, quick, 1);
	out->turn = true;
	out->second = second_item != ITEM_NONE;
	out->second_item = second_item;
	out->assessment.workshop = true;
	free(out->assessment.respondent);
	free(out->assessment.alias);
	out->assessment.respondent = xstrdup(person);
	out->assessment.alias = xstrdup(fake->people.list[at].alias);
	for (size_t i = 0; !out->second && i < fake->turns[at].count; i++)
		answer_copy(&out->answers.at[i], &fake->turns[at].at[i]);
	if (fake->contested != ITEM_NONE)
		out->items[fake->contested].contested = true;
	session_update_flow(out);
	return true;
}

void fake_workshop_saved(struct fake *fake, const struct session *turn)
{
	size_t at = turn->turn ? find(fake, turn->assessment.respondent) : SIZE_MAX;
	if (at == SIZE_MAX || turn->second)
		return;
	fake->people.list[at].begun = true;
	answers_release(&fake->turns[at]);
	answers_init(&fake->turns[at], turn->answers.count);
	for (size_t i = 0; i < turn->answers.count; i++)
		answer_copy(&fake->turns[at].at[i], &turn->answers.at[i]);
}

static bool hand_in(void *self, const struct session *turn, struct err *err)
{
	struct fake *fake = self;
	size_t at = find(fake, turn->assessment.respondent);
	if (at == SIZE_MAX)
		return fail(err, "%s", "nobody");
	free(fake->people.list[at].handed_in_at);
	fake->people.list[at].handed_in_at = xstrdup("2026-11-22T05:30:00Z");
	return true;
}

static bool reveal(void *self, struct session *session, struct err *err)
{
	(void)self;
	(void)err;
	session->assessment.revealed = true;
	return true;
}

void fake_workshop_init(struct fake *fake)
{
	fake->contested = ITEM_NONE;
	fake->port.people = people;
	fake->port.person_put = person_put;
	fake->port.person_remove = person_remove;
	fake->port.open_turn = open_turn;
	fake->port.hand_in = hand_in;
	fake->port.reveal = reveal;
	fake_group_init(fake);
}

void fake_workshop_release(struct fake *fake)
{
	respondents_release(&fake->people);
	fake_group_release(fake);
	for (size_t i = 0; i < FAKE_PEOPLE_MAX; i++)
		answers_release(&fake->turns[i]);
}
