/* SPDX-License-Identifier: MIT */
#include "cli/subjects.h"

#include "base/alloc.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>

void subjects_init(struct subjects *subjects, size_t room)
{
	*subjects = (struct subjects){.room = room};
	subjects->list = xcalloc(room + 1, sizeof *subjects->list);
	subjects->scores = xcalloc(room + 1, sizeof *subjects->scores);
}

void subjects_add(struct subjects *subjects, const struct session *session, const struct workshop *workshop,
		  const struct actions *actions)
{
	assert(subjects->count < subjects->room);
	const struct assessment *a = &session->assessment;
	size_t items = session->instrument.count;
	struct score *score = &subjects->scores[subjects->count];
	const char **at = xcalloc(items + 1, sizeof *at);
	int64_t *revisions = xcalloc(items + 1, sizeof *revisions);
	for (size_t i = 0; i < items; i++) {
		at[i] = session->items[i].at;
		revisions[i] = session->items[i].revision;
	}
	score_compute(score, &session->instrument, &session->answers);
	subjects->list[subjects->count++] = (struct subject){
		.assessment_id = a->id,
		.title = a->title,
		.municipality_code = a->municipality_code,
		.municipality = a->municipality,
		.started_at = a->started_at,
		.updated_at = a->updated_at,
		.fiscal_year = a->fiscal_year,
		.respondent = *a->alias ? a->alias : "1",
		.department = a->department,
		.role = a->role,
		.instrument = &session->instrument,
		.answers = &session->answers,
		.score = score,
		.answered_at = at,
		.revisions = revisions,
		.workshop = workshop,
		.actions = actions,
	};
}

void subjects_release(struct subjects *subjects)
{
	for (size_t i = 0; i < subjects->count; i++) {
		score_release(&subjects->scores[i]);
		free((void *)(uintptr_t)subjects->list[i].answered_at);
		free((void *)(uintptr_t)subjects->list[i].revisions);
	}
	free(subjects->list);
	free(subjects->scores);
	*subjects = (struct subjects){0};
}
