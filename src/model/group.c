/* SPDX-License-Identifier: MIT */
/*
 * The group's answers are made item by item, for conditions are evaluated on them; the votes on flags, the
 * positions of departments and the bands follow from what the members chose. What needs talk is in
 * group_agenda.c.
 */
#include "model/group.h"

#include "base/alloc.h"
#include "model/group_parts.h"

#include <stdlib.h>

/* ---- what each member says ---- */

static const struct answer *said_by(const struct member *m, size_t item)
{
	if (m->second && m->second->at[item].state != STATE_BLANK)
		return &m->second->at[item];
	return &m->answers->at[item];
}

/* Which questions were visible to whom: by their own answers, the first ones. */
static enum asked *visible_to(const struct instrument *instrument, const struct member *members, size_t count)
{
	enum asked *asked = xcalloc(instrument->count * count + 1, sizeof *asked);
	for (size_t i = 0; i < count; i++)
		flow_asked(instrument, members[i].answers, asked + i * instrument->count);
	return asked;
}

/* ---- the provisional answer ---- */

struct vote {
	int value;
	uint32_t options;
};

/* -1, 0, 1: by value, then the position of the option or the ticks as a string of 0 and 1. */
static int compare_votes(const struct question *question, const struct vote *a, const struct vote *b)
{
	if (a->value != b->value)
		return a->value < b->value ? -1 : 1;
	for (size_t i = 0; i < question->option_count; i++) {
		bool in_a = a->options >> i & 1, in_b = b->options >> i & 1;
		if (in_a == in_b)
			continue;
		/* Of two choices the one that is picked first is smaller; of two strings the one with 0. */
		bool smaller = question->type == QUESTION_CHECKLIST ? in_b : in_a;
		return smaller ? -1 : 1;
	}
	return 0;
}

static void insert_vote(const struct question *question, struct vote *votes, size_t count, struct vote vote)
{
	for (; count > 0 && compare_votes(question, &vote, &votes[count - 1]) < 0; count--)
		votes[count] = votes[count - 1];
	votes[count] = vote;
}

static void add_said(struct spread *s, const struct question *question, const struct answer *answer,
		     struct vote *votes)
{
	int value = answer_value(question, answer);
	s->n++;
	s->unknown += answer->state == STATE_UNKNOWN;
	s->na += answer->state == STATE_NA;
	s->blank += answer->state == STATE_BLANK;
	if (value < 0)
		return;
	insert_vote(question, votes, s->answered++, (struct vote){value, answer->options});
	s->counts[value]++;
	for (size_t i = 0; i < question->option_count; i++)
		s->picked[i] += answer->options >> i & 1;
	s->picked[question->option_count] += (answer->options & OPTIONS_NONE) != 0;
	if (s->lowest < 0 || value < s->lowest)
		s->lowest = value;
	if (value > s->highest)
		s->highest = value;
}

static struct answer provisional(const struct spread *s, const struct vote *votes)
{
	if (s->n == 0)
		return (struct answer){.state = STATE_BLANK};
	if (2 * s->na > s->n)
		return (struct answer){.state = STATE_NA};
	if (s->answered && 2 * s->answered >= s->n)
		return (struct answer){.state = STATE_ANSWERED,
				       .options = votes[(s->answered - 1) / 2].options};
	return (struct answer){.state = STATE_UNKNOWN};
}

/* ---- flags ---- */

enum flag_state spread_flag(const struct spread *s, const struct question *question, size_t option)
{
	size_t picked = s->picked[option];
	if (!question->options[option].flag)
		return FLAG_CLOSED;
	if (s->agreed)
		return s->agreed_options >> option & 1 ? FLAG_OPEN : FLAG_CLOSED;
	if (!picked)
		return FLAG_CLOSED;
	return 2 * picked >= s->answered ? FLAG_OPEN : FLAG_SPLIT;
}

/* What the votes alone say, whatever was agreed since. */
static bool votes_split(const struct spread *s, const struct question *question)
{
	struct spread votes = *s;
	votes.agreed = false;
	for (size_t i = 0; i < question->option_count; i++)
		if (spread_flag(&votes, question, i) == FLAG_SPLIT)
			return true;
	return false;
}

static enum flag_state worst_flag(const struct spread *s, const struct question *question)
{
	enum flag_state worst = FLAG_CLOSED;
	for (size_t i = 0; i < question->option_count; i++) {
		enum flag_state state = spread_flag(s, question, i);
		worst = state > worst ? state : worst;
	}
	return worst;
}

/* ---- one question ---- */

static void take_agreed(struct spread *s, const struct answer *agreed)
{
	s->agreed = agreed->state == STATE_ANSWERED || agreed->state == STATE_NA;
	s->left_open = agreed->state == STATE_UNKNOWN;
	s->agreed_options = agreed->state == STATE_ANSWERED ? agreed->options : 0;
}

static void second_round(struct spread *s, const struct question *question, const struct member *m,
			 size_t item)
{
	const struct answer *first = &m->answers->at[item];
	int value = answer_value(question, first);
	s->second += m->second && m->second->at[item].state != STATE_BLANK;
	s->unknown_before += first->state == STATE_UNKNOWN;
	if (value >= 0)
		s->before[value]++;
}

static void gather(struct group *group, const struct crew *crew, size_t item, struct vote *votes)
{
	const struct question *question = crew->instrument->items[item].question;
	struct spread *s = &group->items[item];
	s->lowest = s->highest = -1;
	for (size_t i = 0; i < crew->count; i++) {
		const struct member *m = &crew->members[i];
		if (!role_is_own(m->person->role) || !crew_saw(crew, i, item))
			continue;
		add_said(s, question, said_by(m, item), votes);
		second_round(s, question, m, item);
	}
	s->has_before = s->second >= GROUP_SMALLEST;
	for (int v = 0; v < 4; v++)
		s->before[v] = s->has_before ? s->before[v] : 0;
	s->unknown_before = s->has_before ? s->unknown_before : 0;
	s->a = agreement(s->counts, 4);
	s->has_a = s->a.den != 0;
	s->indicative = s->answered < 4;
	take_agreed(s, &crew->agreed->at[item]);
	s->flag = worst_flag(s, question);
	s->votes_split = votes_split(s, question);
}

bool crew_saw(const struct crew *crew, size_t member, size_t item)
{
	return crew->visible[member * crew->instrument->count + item] == ASKED_YES;
}

/* ---- departments ---- */

/* Those who stand beside the group are as few as a small department, and are shown by the same rule. */
static bool beside_is_shown(const struct crew *crew, bool anonymous)
{
	size_t people = 0, consenting = 0;
	for (size_t i = 0; i < crew->count; i++) {
		if (role_is_own(crew->members[i].person->role))
			continue;
		people++;
		consenting += crew->members[i].person->consents;
	}
	return !anonymous && (people >= GROUP_SMALLEST || consenting == people);
}

static void add_stand(struct stand *stand, const struct question *question, const struct answer *answer,
		      size_t counts[4])
{
	int value = answer_value(question, answer);
	if (!stand->n++)
		stand->lowest = stand->highest = stand->median = -1;
	stand->unknown += answer->state == STATE_UNKNOWN;
	if (value < 0)
		return;
	stand->answered++;
	counts[value]++;
	if (stand->lowest < 0 || value < stand->lowest)
		stand->lowest = value;
	if (value > stand->highest)
		stand->highest = value;
	size_t below = 0;
	for (stand->median = 0; below + counts[stand->median] <= (stand->answered - 1) / 2; stand->median++)
		below += counts[stand->median];
}

static void place_departments(struct group *group, const struct crew *crew, size_t item)
{
	const struct question *question = crew->instrument->items[item].question;
	struct spread *s = &group->items[item];
	size_t counts[DEPARTMENT_MAX + 1][4] = {{0}};
	for (size_t i = 0; i < crew->count; i++) {
		const struct member *m = &crew->members[i];
		bool own = role_is_own(m->person->role);
		size_t d = crew->shown[i];
		if (!crew_saw(crew, i, item) || (own ? d >= DEPARTMENT_COUNT : !crew->beside_shown))
			continue;
		add_stand(own ? &s->departments[d] : &s->beside, question, said_by(m, item),
			  counts[own ? d : DEPARTMENT_MAX]);
	}
}

/* ---- criteria ---- */

static bool feeds(const struct question *question, size_t criterion)
{
	for (size_t i = 0; i < question->criterion_count; i++)
		if (question->criteria[i] == criterion)
			return true;
	return false;
}

static struct criterion_band band_of(const struct group *group, size_t criterion)
{
	const struct score *score = &group->score;
	const struct criterion_score *c = &score->criteria[criterion];
	int64_t low = 0, high = 0;
	if (!c->score.den)
		return (struct criterion_band){{0, 0}, {0, 0}};
	for (size_t i = 0; i < score->instrument->count; i++) {
		const struct question *question = score->instrument->items[i].question;
		const struct spread *s = &group->items[i];
		int value = answer_value(question, &group->effective.at[i]);
		if (!feeds(question, criterion) || score->asked[i] != ASKED_YES || value < 0)
			continue;
		bool settled = s->agreed || s->lowest < 0;
		low += question->weight * (settled ? value : s->lowest);
		high += question->weight * (settled ? value : s->highest);
	}
	return (struct criterion_band){{low, 3 * c->weight_answered}, {high, 3 * c->weight_answered}};
}

static void add_gap(struct gap *gap, int64_t *size, int64_t *policy, int64_t *both, const struct spread *s)
{
	size_t information = kind_find(DEPARTMENTS, DEPARTMENT_COUNT, "information"),
	       policies = kind_find(DEPARTMENTS, DEPARTMENT_COUNT, "policy"), answered = 0;
	int lowest = 3, highest = 0;
	for (size_t d = 0; d < DEPARTMENT_COUNT; d++) {
		const struct stand *stand = &s->departments[d];
		if (!stand->answered)
			continue;
		answered++;
		lowest = stand->median < lowest ? stand->median : lowest;
		highest = stand->median > highest ? stand->median : highest;
	}
	if (answered < 2)
		return;
	gap->questions++;
	*size += highest - lowest;
	if (!s->departments[policies].answered || !s->departments[information].answered)
		return;
	++*both;
	*policy += s->departments[policies].median - s->departments[information].median;
}

static struct gap gap_of(const struct group *group, size_t criterion)
{
	const struct score *score = &group->score;
	struct gap gap = {0};
	int64_t size = 0, policy = 0, both = 0;
	for (size_t i = 0; i < score->instrument->count; i++)
		if (feeds(score->instrument->items[i].question, criterion) && score->asked[i] == ASKED_YES)
			add_gap(&gap, &size, &policy, &both, &group->items[i]);
	gap.exists = gap.questions > 0;
	gap.is_signed = both > 0;
	gap.size = (struct fraction){size, 3 * (int64_t)gap.questions};
	gap.policy_over_information = (struct fraction){policy, 3 * both};
	return gap;
}

/* ---- reliance on outsiders ---- */

static bool relies(const struct crew *crew, size_t item)
{
	size_t staff = 0, unknown = 0;
	bool outside = false;
	const struct question *question = crew->instrument->items[item].question;
	for (size_t i = 0; i < crew->count; i++) {
		const struct answer *answer = said_by(&crew->members[i], item);
		if (!crew_saw(crew, i, item))
			continue;
		if (person_is(crew->members[i].person, "staff")) {
			staff++;
			unknown += answer->state == STATE_UNKNOWN;
		}
		if (person_is(crew->members[i].person, "outside"))
			outside = outside || answer_value(question, answer) >= 0;
	}
	return outside && 2 * unknown > staff;
}

static struct fraction reliance(const struct group *group, const struct crew *crew)
{
	size_t staff = 0, outside = 0;
	struct fraction share = {0, 0};
	for (size_t i = 0; i < crew->count; i++) {
		staff += person_is(crew->members[i].person, "staff");
		outside += person_is(crew->members[i].person, "outside");
	}
	if (!outside || staff < GROUP_SMALLEST)
		return share;
	for (size_t i = 0; i < crew->instrument->count; i++) {
		if (group->score.asked[i] != ASKED_YES)
			continue;
		share.den++;
		share.num += relies(crew, i);
	}
	return share;
}

/* ---- the whole ---- */

static void answer_items(struct group *group, const struct crew *crew)
{
	size_t count = crew->instrument->count;
	struct vote *votes = xcalloc(crew->count + 1, sizeof *votes);
	answers_init(&group->provisional, count);
	answers_init(&group->effective, count);
	for (size_t i = 0; i < count; i++) {
		gather(group, crew, i, votes);
		group->provisional.at[i] = provisional(&group->items[i], votes);
		answer_copy(&group->effective.at[i],
			    group->items[i].agreed ? &crew->agreed->at[i] : &group->provisional.at[i]);
		place_departments(group, crew, i);
	}
	free(votes);
}

static void judge_criteria(struct group *group, const struct crew *crew)
{
	size_t count = crew->instrument->framework->criterion_count;
	group->bands = xcalloc(count + 1, sizeof *group->bands);
	group->gaps = xcalloc(count + 1, sizeof *group->gaps);
	for (size_t c = 0; c < count; c++) {
		group->bands[c] = band_of(group, c);
		group->gaps[c] = gap_of(group, c);
	}
	group->reliance = reliance(group, crew);
}

void group_compute(struct group *group, const struct instrument *instrument, const struct member *members,
		   size_t count, const struct answers *agreed, bool anonymous)
{
	struct crew crew = {.instrument = instrument,
			    .members = members,
			    .count = count,
			    .agreed = agreed,
			    .visible = visible_to(instrument, members, count),
			    .shown = xcalloc(count + 1, sizeof *crew.shown)};
	const struct respondent **people = xcalloc(count + 1, sizeof *people);
	bool any;
	*group = (struct group){.items = xcalloc(instrument->count + 1, sizeof *group->items)};
	for (size_t i = 0; i < count; i++) {
		people[i] = members[i].person;
		*(role_is_own(people[i]->role) ? &group->own : &group->beside) += 1;
	}
	people_shown(people, count, anonymous, crew.shown, &any);
	crew.beside_shown = beside_is_shown(&crew, anonymous);
	answer_items(group, &crew);
	score_compute_voted(&group->score, instrument, &group->effective, group->items);
	judge_criteria(group, &crew);
	agenda_make(group);
	free((void *)people);
	free(crew.shown);
	free(crew.visible);
}

void group_release(struct group *group)
{
	answers_release(&group->provisional);
	answers_release(&group->effective);
	score_release(&group->score);
	free(group->items);
	free(group->bands);
	free(group->gaps);
	free(group->agenda);
	*group = (struct group){0};
}
