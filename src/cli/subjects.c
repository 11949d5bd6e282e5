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

static void fill(struct subject *subject, const struct session *session, const char *const *at,
		 const int64_t *revisions, const struct score *score)
{
	const struct assessment *a = &session->assessment;
	*subject = (struct subject){
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
	};
}

static void take_items(const struct session *session, const char **at, int64_t *revisions)
{
	for (size_t i = 0; i < session->instrument.count; i++) {
		at[i] = session->items[i].at;
		revisions[i] = session->items[i].revision;
	}
}

void subjects_add(struct subjects *subjects, const struct session *session, const struct workshop *workshop,
		  const struct actions *actions)
{
	assert(subjects->count < subjects->room);
	size_t items = session->instrument.count;
	struct score *score = &subjects->scores[subjects->count];
	const char **at = xcalloc(items + 1, sizeof *at);
	int64_t *revisions = xcalloc(items + 1, sizeof *revisions);
	take_items(session, at, revisions);
	score_compute(score, &session->instrument, &session->answers);
	struct subject *subject = &subjects->list[subjects->count++];
	fill(subject, session, at, revisions, score);
	subject->workshop = workshop;
	subject->actions = actions;
}

void subjects_read_again(struct subjects *subjects, const struct session *session, bool scored)
{
	struct subject *subject = &subjects->list[0];
	struct score *score = &subjects->scores[0];
	assert(subjects->count == 1 && subject->instrument == &session->instrument);
	const char **at = (const char **)(uintptr_t)subject->answered_at;
	int64_t *revisions = (int64_t *)(uintptr_t)subject->revisions;
	take_items(session, at, revisions);
	if (scored) {
		score_release(score);
		score_compute(score, &session->instrument, &session->answers);
	}
	for (size_t i = 0; i < session->instrument.count; i++)
		score->asked[i] = session->asked[i];
	fill(subject, session, at, revisions, score);
	subject->like_before = true;
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
