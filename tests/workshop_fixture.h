/* SPDX-License-Identifier: MIT */
/*
 * A workshop on the quick check that ships, for tests of report/: nine people in four departments and one
 * from outside, one who did not hand in, three questions that were talked about. What comes out of the
 * answers is put together here by hand or in the simplest way, so that these tests speak of what is reported
 * alone.
 */
#ifndef TESTS_WORKSHOP_FIXTURE_H
#define TESTS_WORKSHOP_FIXTURE_H

#include "base/alloc.h"
#include "instrument_fixture.h"
#include "report/report.h"

enum { PEOPLE = 10, ITEMS = 12 };

static const struct hand { /* one sheet: a digit a question, as it is typed in; '-' is blank */
	const char *alias, *department, *role, *digits;
	size_t shown;
} hands[PEOPLE] = {
	{"うめ", "information", "staff", "434440554433", 0},
	{"さくら", "information", "staff", "434450554433", 0},
	{"もみじ", "information", "manager", "544440455443", 0},
	{"きく", "policy", "staff", "222230332221", 2},
	{"すすき", "policy", "staff", "223220322222", 2},
	{"はぎ", "policy", "manager", "211230232321", 2},
	{"=ふじ", "industry", "staff", "333330333322", 4},
	{"つばき", "industry", "staff", "303330333302", 4},
	{"まつ", "finance", "manager", "300030300000", 4},
	{"すぎ", "", "outside", "433440444433", 5},
};

struct meeting {
	struct shipped shipped;
	struct instrument instrument;
	struct workshop workshop;
	struct answers agreed;
	struct actions actions;
	struct action steps[2];
	const char *answered_at[ITEMS];
	int64_t revisions[ITEMS];
	struct subject subject;
};

static inline void give(const struct question *question, struct answer *answer, char digit)
{
	if (digit == '0')
		answer_set_state(answer, STATE_UNKNOWN);
	else if (digit != '-' && (size_t)(digit - '1') < question->option_count)
		answer_choose(question, answer, (size_t)(digit - '1'));
}

static inline void meeting_people(struct meeting *m)
{
	struct workshop *w = &m->workshop;
	w->count = PEOPLE;
	w->waiting = 1;
	w->any_shown = true;
	w->people = xcalloc(PEOPLE, sizeof *w->people);
	w->shown = xcalloc(PEOPLE, sizeof *w->shown);
	for (size_t p = 0; p < PEOPLE; p++) {
		struct person_answers *person = &w->people[p];
		respondent_copy(&person->person, &(struct respondent){0});
		const char *const texts[] = {hands[p].alias, hands[p].department, hands[p].role};
		char **const to[] = {&person->person.alias, &person->person.department, &person->person.role};
		for (size_t t = 0; t < COUNT(texts); t++) {
			free(*to[t]);
			*to[t] = xstrdup(texts[t]);
		}
		answers_init(&person->answers, ITEMS);
		answers_init(&person->second, ITEMS);
		person->at = xcalloc(ITEMS, sizeof *person->at);
		person->revisions = xcalloc(ITEMS, sizeof *person->revisions);
		for (size_t i = 0; i < ITEMS; i++) {
			give(m->instrument.items[i].question, &person->answers.at[i], hands[p].digits[i]);
			snprintf(person->at[i], sizeof person->at[i], "2026-11-22T05:%02zu:%02zuZ", p, i);
			person->revisions[i] = 1;
		}
		w->shown[p] = hands[p].shown;
	}
}

static inline void count_stand(struct stand *stand, const struct answer *answer, int value)
{
	bool first = stand->answered == 0;
	stand->n++;
	stand->answered += answer->state == STATE_ANSWERED;
	stand->unknown += answer->state == STATE_UNKNOWN;
	if (value < 0)
		return;
	stand->lowest = first || value < stand->lowest ? value : stand->lowest;
	stand->highest = first || value > stand->highest ? value : stand->highest;
}

/* The lower median of the values of those who are shown there. */
static inline int middle(const struct meeting *m, size_t item, size_t department)
{
	size_t counts[4] = {0}, total = 0, below = 0;
	for (size_t p = 0; p < PEOPLE; p++) {
		int value = answer_value(m->instrument.items[item].question,
					 &m->workshop.people[p].answers.at[item]);
		if (m->workshop.shown[p] == department && value >= 0) {
			counts[value]++;
			total++;
		}
	}
	for (int v = 0; v < 4; v++)
		if ((below += counts[v]) * 2 >= total && total)
			return v;
	return -1;
}

static inline void meeting_spread(struct meeting *m, size_t item, struct spread *spread)
{
	const struct question *question = m->instrument.items[item].question;
	spread->lowest = spread->highest = -1;
	for (size_t p = 0; p < PEOPLE; p++) {
		const struct person_answers *person = &m->workshop.people[p];
		const struct answer *answer = &person->answers.at[item];
		int value = answer_value(question, answer);
		if (!role_is_own(person->person.role))
			continue;
		spread->n++;
		spread->answered += answer->state == STATE_ANSWERED;
		spread->unknown += answer->state == STATE_UNKNOWN;
		spread->blank += answer->state == STATE_BLANK;
		count_stand(&spread->departments[m->workshop.shown[p]], answer, value);
		if (value < 0)
			continue;
		spread->counts[value]++;
		spread->lowest = spread->lowest < 0 || value < spread->lowest ? value : spread->lowest;
		spread->highest = value > spread->highest ? value : spread->highest;
		for (size_t o = 0; o < question->option_count; o++)
			spread->picked[o] += (answer->options >> o) & 1;
	}
	for (size_t d = 0; d < DEPARTMENT_COUNT; d++)
		spread->departments[d].median = middle(m, item, d);
}

static inline void meeting_agreed(struct meeting *m)
{
	struct spread *items = m->workshop.group.items;
	answers_init(&m->agreed, ITEMS);
	give(m->instrument.items[0].question, &m->agreed.at[0], '3');
	m->agreed.at[0].note =
		xstrdup("# 施策担当部局は「依頼が来たときだけ」| 関わる\n<b>月1回</b>の打合せを望む声\n\n"
			"1. まず福祉から");
	m->agreed.at[0].evidence = xstrdup("会議録（令和8年10月）で確認した");
	answer_set_state(&m->agreed.at[2], STATE_UNKNOWN);
	m->agreed.at[2].note = xstrdup("どの部局と話したかの記録がない");
	items[0].agreed = true;
	items[2].left_open = true;
	items[0].reasons = items[2].reasons = AGENDA_DIVIDED;
	items[1].reasons = AGENDA_FLAG;
	items[1].flag = FLAG_SPLIT;
	items[5].reasons = AGENDA_UNKNOWN;
	items[4].reasons = AGENDA_CONSENSUS;
	items[0].has_a = true;
	items[0].a = (struct fraction){-1, 8};
	items[0].second = 3;
	items[0].has_before = true;
	items[0].before[0] = 3;
	items[0].before[3] = 6;
}

static inline void meeting_group(struct meeting *m)
{
	struct group *g = &m->workshop.group;
	size_t criteria = m->instrument.framework->criterion_count;
	g->items = xcalloc(ITEMS, sizeof *g->items);
	g->bands = xcalloc(criteria, sizeof *g->bands);
	g->gaps = xcalloc(criteria, sizeof *g->gaps);
	g->agenda = xcalloc(ITEMS, sizeof *g->agenda);
	g->own = PEOPLE - 1;
	g->beside = 1;
	for (size_t i = 0; i < ITEMS; i++)
		meeting_spread(m, i, &g->items[i]);
	meeting_agreed(m);
	static const size_t agenda[] = {1, 0, 2, 5, 4};
	for (; g->agenda_count < COUNT(agenda); g->agenda_count++)
		g->agenda[g->agenda_count] = agenda[g->agenda_count];
	answers_init(&g->effective, ITEMS);
	for (size_t i = 0; i < ITEMS; i++)
		answer_copy(&g->effective.at[i],
			    i == 0 || i == 2 ? &m->agreed.at[i] : &m->workshop.people[7].answers.at[i]);
	score_compute(&g->score, &m->instrument, &g->effective);
	g->bands[0].low = (struct fraction){1, 3};
	g->bands[0].high = (struct fraction){2, 3};
	g->gaps[0] = (struct gap){true, false, {1, 4}, {0, 0}, 3};
	g->gaps[1] = (struct gap){true, true, {2, 3}, {-2, 3}, 3};
	g->reliance = (struct fraction){1, 12};
}

static inline void meeting_actions(struct meeting *m)
{
	m->steps[0] = (struct action){.id = xstrdup("a1"),
				      .criterion = xstrdup("whole-office"),
				      .question = xstrdup("silo-breakdown/team.exists"),
				      .text = xstrdup("=推進チームの要綱案を作る | 4月まで"),
				      .owner = xstrdup("企画課"),
				      .due = xstrdup("2027-03-31"),
				      .state = ACTION_DOING,
				      .created_at = xstrdup("2026-11-22T06:00:00Z"),
				      .from = xstrdup("")};
	m->steps[1] = (struct action){.id = xstrdup("a2"),
				      .criterion = xstrdup(""),
				      .question = xstrdup(""),
				      .text = xstrdup("各部局との話し合いを\n予定する"),
				      .owner = xstrdup(""),
				      .due = xstrdup(""),
				      .created_at = xstrdup("2026-11-22T06:01:00Z"),
				      .from = xstrdup("")};
	m->actions = (struct actions){m->steps, COUNT(m->steps)};
}

/* False, told, when what ships cannot be loaded. */
static inline bool meeting_init(struct meeting *m)
{
	struct err err = {.lang = LANG_EN};
	*m = (struct meeting){0};
	if (!load_shipped(&m->shipped))
		return false;
	const struct document *chosen[] = {&m->shipped.documents[QUICK]};
	CHECK(instrument_build(&m->instrument, m->shipped.framework, chosen, 1, m->shipped.all, SHIPPED,
			       &err));
	CHECK_INT(m->instrument.count, ITEMS);
	meeting_people(m);
	meeting_group(m);
	meeting_actions(m);
	for (size_t i = 0; i < ITEMS; i++) {
		m->answered_at[i] = m->agreed.at[i].state ? "2026-11-22T06:30:00Z" : "";
		m->revisions[i] = m->agreed.at[i].state ? 2 : 0;
	}
	m->subject = (struct subject){
		.assessment_id = "5f0c",
		.title = "庁内ワークショップ",
		.municipality_code = "011002",
		.municipality = "札幌市",
		.started_at = "2026-11-22T04:00:00Z",
		.updated_at = "2026-11-22T06:30:00Z",
		.fiscal_year = 2026,
		.respondent = "",
		.department = "",
		.role = "",
		.instrument = &m->instrument,
		.answers = &m->agreed,
		.answered_at = m->answered_at,
		.revisions = m->revisions,
		.workshop = &m->workshop,
		.actions = &m->actions,
	};
	return true;
}

static inline void meeting_release(struct meeting *m)
{
	struct workshop *w = &m->workshop;
	for (size_t p = 0; p < w->count; p++) {
		respondent_release(&w->people[p].person);
		answers_release(&w->people[p].answers);
		answers_release(&w->people[p].second);
		free(w->people[p].at);
		free(w->people[p].revisions);
	}
	free(w->people);
	free(w->shown);
	free(w->group.items);
	free(w->group.bands);
	free(w->group.gaps);
	free(w->group.agenda);
	answers_release(&w->group.effective);
	score_release(&w->group.score);
	answers_release(&m->agreed);
	for (size_t i = 0; i < COUNT(m->steps); i++)
		action_release(&m->steps[i]);
	instrument_release(&m->instrument);
	release_shipped(&m->shipped);
}

#endif
