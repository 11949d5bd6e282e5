/* SPDX-License-Identifier: MIT */
#include "model/workshop.h"

#include "base/alloc.h"

#include <stdlib.h>

void workshop_compute(struct workshop *workshop, const struct session *session)
{
	struct member *members = xcalloc(workshop->count + 1, sizeof *members);
	const struct respondent **people = xcalloc(workshop->count + 1, sizeof *people);
	for (size_t i = 0; i < workshop->count; i++) {
		struct person_answers *p = &workshop->people[i];
		members[i] = (struct member){&p->person, &p->answers, &p->second};
		people[i] = &p->person;
	}
	group_release(&workshop->group);
	group_compute(&workshop->group, &session->instrument, members, workshop->count, &session->answers,
		      session->assessment.anonymous);
	free(workshop->shown);
	workshop->shown = xcalloc(workshop->count + 1, sizeof *workshop->shown);
	people_shown(people, workshop->count, session->assessment.anonymous, workshop->shown,
		     &workshop->any_shown);
	free((void *)people);
	free(members);
}

void workshop_release(struct workshop *workshop)
{
	for (size_t i = 0; i < workshop->count; i++) {
		struct person_answers *p = &workshop->people[i];
		respondent_release(&p->person);
		answers_release(&p->answers);
		answers_release(&p->second);
		free(p->at);
		free(p->revisions);
	}
	free(workshop->people);
	free(workshop->shown);
	group_release(&workshop->group);
	*workshop = (struct workshop){0};
}
