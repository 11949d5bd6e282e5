/* SPDX-License-Identifier: MIT */
#include "report/roll.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

static const char *text_of(const char *text)
{
	return text ? text : "";
}

/* ---- who is named ---- */

static size_t other_department(void)
{
	return kind_find(DEPARTMENTS, DEPARTMENT_COUNT, "other");
}

static bool is_at_home(const struct workshop *workshop, size_t person)
{
	size_t shown = workshop->shown[person];
	return shown < DEPARTMENT_COUNT &&
	       strcmp(DEPARTMENTS[shown].id, text_of(workshop->people[person].person.department)) == 0;
}

bool roll_role_shown(const struct workshop *workshop, const char *role)
{
	size_t count = 0;
	bool all = true;
	for (size_t i = 0; i < workshop->count; i++) {
		const struct respondent *person = &workshop->people[i].person;
		if (strcmp(text_of(person->role), text_of(role)) != 0)
			continue;
		count++;
		all = all && person->consents;
	}
	return count >= GROUP_SMALLEST || (count > 0 && all);
}

static enum veil first_veil(const struct workshop *workshop, size_t person, bool folded)
{
	const char *role = text_of(workshop->people[person].person.role);
	if (!workshop->any_shown)
		return VEIL_HIDDEN;
	if (!role_is_own(role))
		return roll_role_shown(workshop, role) ? VEIL_NONE : VEIL_HIDDEN;
	if (workshop->shown[person] >= DEPARTMENT_COUNT)
		return VEIL_HIDDEN;
	if (folded && workshop->shown[person] == other_department())
		return VEIL_FOLDED;
	return is_at_home(workshop, person) ? VEIL_NONE : VEIL_FOLDED;
}

static bool anyone_folded(const struct workshop *workshop)
{
	for (size_t i = 0; i < workshop->count; i++)
		if (role_is_own(text_of(workshop->people[i].person.role)) &&
		    workshop->shown[i] < DEPARTMENT_COUNT && !is_at_home(workshop, i))
			return true;
	return false;
}

/* Are there so few hidden people that they are told by being left over? */
static bool are_left_over(const struct workshop *workshop, const enum veil *veils)
{
	size_t hidden = 0;
	bool all = true;
	for (size_t i = 0; i < workshop->count; i++)
		if (veils[i] == VEIL_HIDDEN) {
			hidden++;
			all = all && workshop->people[i].person.consents;
		}
	return hidden > 0 && hidden < GROUP_SMALLEST && !all;
}

enum veil *roll_veils(const struct workshop *workshop)
{
	if (!workshop->count)
		return NULL;
	enum veil *veils = xcalloc(workshop->count, sizeof *veils);
	bool folded = anyone_folded(workshop);
	for (size_t i = 0; i < workshop->count; i++)
		veils[i] = first_veil(workshop, i, folded);
	for (int widest = VEIL_FOLDED; widest >= VEIL_NONE && are_left_over(workshop, veils); widest--)
		for (size_t i = 0; i < workshop->count; i++)
			if ((int)veils[i] >= widest)
				veils[i] = VEIL_HIDDEN;
	return veils;
}

/* ---- the rows ---- */

static int compare_texts(const char *a, const char *b)
{
	return strcmp(text_of(a), text_of(b));
}

/* By the veil, the question and what is written in the row; never by who wrote it. */
static int compare_rows(const void *left, const void *right)
{
	const struct roll_row *a = left, *b = right;
	if (a->veil != b->veil)
		return a->veil < b->veil ? -1 : 1;
	if (a->veil == VEIL_NONE && a->person != b->person)
		return a->person < b->person ? -1 : 1;
	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	if (a->answer->state != b->answer->state)
		return a->answer->state < b->answer->state ? -1 : 1;
	if (a->answer->options != b->answer->options)
		return a->answer->options < b->answer->options ? -1 : 1;
	if (a->asked != b->asked)
		return a->asked < b->asked ? -1 : 1;
	if (a->second != b->second)
		return a->second ? 1 : -1;
	int texts = compare_texts(a->answer->note, b->answer->note);
	if (!texts)
		texts = compare_texts(a->answer->evidence, b->answer->evidence);
	return texts ? texts : compare_texts(a->answer->reason, b->answer->reason);
}

static struct roll_row row_of(const struct person_answers *person, size_t item)
{
	bool second = item < person->second.count && person->second.at[item].state != STATE_BLANK;
	return (struct roll_row){
		.item = item,
		.answer = second ? &person->second.at[item] : &person->answers.at[item],
		.second = second,
	};
}

/* What is asked of somebody follows from the answers that count. */
static void find_asked(struct roll_row *rows, const struct instrument *instrument)
{
	struct answers counted = {.at = xcalloc(instrument->count + 1, sizeof *counted.at),
				  .count = instrument->count};
	enum asked *asked = xcalloc(instrument->count + 1, sizeof *asked);
	for (size_t i = 0; i < instrument->count; i++)
		counted.at[i] = *rows[i].answer; /* a look only: its texts stay where they are */
	flow_asked(instrument, &counted, asked);
	for (size_t i = 0; i < instrument->count; i++)
		rows[i].asked = asked[i];
	free(asked);
	free(counted.at);
}

void roll_make(struct roll *roll, const struct workshop *workshop, const struct instrument *instrument)
{
	size_t items = instrument->count;
	enum veil *veils = roll_veils(workshop);
	*roll = (struct roll){.rows = xcalloc(workshop->count * items + 1, sizeof *roll->rows)};
	for (size_t p = 0; p < workshop->count; p++) {
		struct roll_row *rows = &roll->rows[p * items];
		for (size_t i = 0; i < items; i++) {
			rows[i] = row_of(&workshop->people[p], i);
			rows[i].person = p;
			rows[i].veil = veils[p];
		}
		find_asked(rows, instrument);
	}
	roll->count = workshop->count * items;
	qsort(roll->rows, roll->count, sizeof *roll->rows, compare_rows);
	free(veils);
}

void roll_release(struct roll *roll)
{
	free(roll->rows);
	*roll = (struct roll){0};
}
