/* SPDX-License-Identifier: MIT */
/*
 * What to talk about. It is made from the votes alone, so that a question stays where it is on the list when
 * something has been agreed on it.
 */
#include "base/alloc.h"
#include "model/group_parts.h"

enum { MINUTES_EACH = 10 };

/* Of 2 or 3 answers A says little; then two steps between them are a division. */
static bool is_divided(const struct spread *s)
{
	if (s->answered < 4)
		return s->answered >= 2 && s->highest - s->lowest >= 2;
	return 5 * s->a.num < 2 * s->a.den;
}

static unsigned reasons_of(const struct spread *s)
{
	return (s->votes_split ? AGENDA_FLAG : 0u) | (is_divided(s) ? AGENDA_DIVIDED : 0u) |
	       (s->unknown && 3 * s->unknown >= s->n ? AGENDA_UNKNOWN : 0u);
}

static struct fraction or_one(struct fraction a)
{
	return a.den ? a : (struct fraction){1, 1};
}

/* Split flags, then A ascending, then the share of don't-knows descending; the questionnaire's order is kept
 * by the caller. */
static bool comes_before(const struct spread *a, const struct spread *b)
{
	bool flag_a = a->reasons & AGENDA_FLAG, flag_b = b->reasons & AGENDA_FLAG;
	if (flag_a != flag_b)
		return flag_a;
	struct fraction x = or_one(a->a), y = or_one(b->a);
	if (x.num * y.den != y.num * x.den)
		return x.num * y.den < y.num * x.den;
	return a->unknown * b->n > b->unknown * a->n;
}

/* The lowest question on which all agree. */
static size_t consensus(const struct group *group)
{
	size_t found = ITEM_NONE;
	for (size_t i = 0; i < group->score.instrument->count; i++) {
		const struct spread *s = &group->items[i];
		if (group->score.asked[i] != ASKED_YES || s->reasons || s->answered < 2 ||
		    s->answered != s->n || s->lowest != s->highest)
			continue;
		if (found == ITEM_NONE || s->lowest < group->items[found].lowest)
			found = i;
	}
	return found;
}

void agenda_make(struct group *group)
{
	size_t count = group->score.instrument->count;
	group->agenda = xcalloc(count + 1, sizeof *group->agenda);
	for (size_t i = 0; i < count; i++) {
		if (group->score.asked[i] != ASKED_YES)
			continue;
		group->items[i].reasons = reasons_of(&group->items[i]);
		if (!group->items[i].reasons)
			continue;
		size_t at = group->agenda_count++;
		for (; at > 0 && comes_before(&group->items[i], &group->items[group->agenda[at - 1]]); at--)
			group->agenda[at] = group->agenda[at - 1];
		group->agenda[at] = i;
	}
	size_t agreed = consensus(group);
	if (agreed == ITEM_NONE)
		return;
	group->items[agreed].reasons = AGENDA_CONSENSUS;
	group->agenda[group->agenda_count++] = agreed;
}

size_t agenda_fits(const struct group *group, int minutes)
{
	size_t fits = minutes > MINUTES_EACH ? (size_t)minutes / MINUTES_EACH : 1;
	return fits < group->agenda_count ? fits : group->agenda_count;
}

bool agenda_has_room(const struct group *group, size_t place, int minutes)
{
	size_t fits = agenda_fits(group, minutes);
	if (!group->agenda_count)
		return false;
	bool last_is_consensus =
		group->items[group->agenda[group->agenda_count - 1]].reasons & AGENDA_CONSENSUS;
	if (!last_is_consensus || fits < 2)
		return place < fits;
	return place + 1 < fits || place + 1 == group->agenda_count;
}
