/* SPDX-License-Identifier: MIT */
/* A small town with two criteria, open flags, every state of an answer, every way of being asked; for tests
 * of report/. */
#ifndef TESTS_REPORT_FIXTURE_H
#define TESTS_REPORT_FIXTURE_H

#include "base/alloc.h"
#include "model/score.h"
#include "model_fixture.h"
#include "report/report.h"

enum { TOWN_ITEMS = 8 };

struct town {
	struct fixture *f;
	struct section section;
	struct questionnaire questionnaire;
	struct document document, other;
	char keys[TOWN_ITEMS][16];
	const char *answered_at[TOWN_ITEMS];
	int64_t revisions[TOWN_ITEMS];
	struct score score;
	struct subject subject;
};

static inline void town_questions(struct fixture *f)
{
	size_t office = fixture_criterion(f, 0, "whole-office"), people = fixture_criterion(f, 1, "people");
	fixture_criterion(f, 1, "not-fed");
	f->criteria[office].title = (struct tr){"全庁体制", "The whole office"};
	f->criteria[people].title = (struct tr){"=住民", "-People"};
	f->criteria[people].kind = CRITERION_TASK;
	fixture_choice(f, 1, office);
	fixture_choice(f, 1, office);
	fixture_choice(f, 2, office);
	fixture_question(f, QUESTION_CHECKLIST, 1, people);
	fixture_choice(f, 1, people);
	fixture_choice(f, 2, people);
	fixture_choice(f, 1, office);
	fixture_choice(f, 1, office);
	fixture_flag(f, 1, 0, office, 1);
	fixture_flag(f, 7, 0, office, 1);
	fixture_condition(f, 5, 4, 2);
	fixture_condition(f, 6, 1, 2);
	f->questions[2].weight = 1500;
	f->questions[2].may_be_na = true;
	for (size_t i = 0; i < TOWN_ITEMS; i++) {
		f->questions[i].text = (struct tr){"問い、その文", "A question, in words"};
		for (size_t o = 0; o < FIXTURE_OPTIONS; o++)
			f->options[i][o].text = (struct tr){o ? "ある" : "ない", o ? "there" : "absent"};
	}
}

static inline void town_answers(struct fixture *f)
{
	fixture_answer(f, 0, 2);
	fixture_answer(f, 1, 0);
	fixture_state(f, 2, STATE_NA);
	f->answers.at[2].reason = xstrdup("合併の前,今はない");
	fixture_answer(f, 3, 0);
	fixture_answer(f, 3, 2);
	fixture_state(f, 4, STATE_UNKNOWN);
	fixture_answer(f, 6, 3);
	fixture_answer(f, 7, 0);
	f->answers.at[0].note = xstrdup("=1+1");
	f->answers.at[0].evidence = xstrdup("「規程」\n\"第3条\"");
	f->answers.at[4].note = xstrdup("'=2");
}

/* Fill *town (zero or released); score it again by town_score() after a change of answers. */
static inline void town_score(struct town *town)
{
	score_release(&town->score);
	score_compute(&town->score, &town->f->instrument, &town->f->answers);
}

static inline void town_init(struct town *town)
{
	struct fixture *f = fixture_reset(2);
	town_questions(f);
	town_answers(f);
	f->framework.id = "guide";
	town->f = f;
	town->section = (struct section){.id = "team"};
	town->questionnaire =
		(struct questionnaire){.id = "town", .sections = &town->section, .section_count = 1};
	town->document = (struct document){
		.id = "town", .version = 3, .digest = "d1", .questionnaire = &town->questionnaire};
	town->other = (struct document){
		.id = "other", .version = 1, .digest = "d2", .questionnaire = &town->questionnaire};
	for (size_t i = 0; i < TOWN_ITEMS; i++) {
		bool other = i == TOWN_ITEMS - 1;
		snprintf(town->keys[i], sizeof town->keys[i], "%s/%s", other ? "other" : "town",
			 f->questions[i].id);
		f->items[i].key = town->keys[i];
		f->items[i].document = other ? &town->other : &town->document;
		town->answered_at[i] = f->answers.at[i].state == STATE_BLANK ? "" : "2026-11-22T01:02:03Z";
		town->revisions[i] = f->answers.at[i].state != STATE_BLANK;
	}
	town_score(town);
	town->subject = (struct subject){
		.assessment_id = "5f0c",
		.title = "自己点検, 試行",
		.municipality_code = "011002",
		.municipality = "髙島市",
		.started_at = "2026-11-20T00:00:00Z",
		.updated_at = "2026-11-22T01:02:03Z",
		.fiscal_year = 2026,
		.respondent = "1",
		.department = "digital",
		.role = "staff",
		.instrument = &f->instrument,
		.answers = &f->answers,
		.score = &town->score,
		.answered_at = town->answered_at,
		.revisions = town->revisions,
	};
}

static inline void town_release(struct town *town)
{
	score_release(&town->score);
	fixture_release(town->f);
}

#endif
