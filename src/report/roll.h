/* SPDX-License-Identifier: MIT */
/*
 * Which rows of a workshop's answers name a person, and in which order they stand. Private to report/.
 *
 * What tells who somebody is, is not the alias alone: it is the department, the role, the minute of the
 * answer and how often it was changed, the place of the row, and one row beside the others of the same
 * person.
 *
 *   VEIL_NONE    shown in a department of their own (people_shown), or beside the own people in a role of at
 *                least GROUP_SMALLEST who handed in, or of people who all consented: as they are
 *   VEIL_FOLDED  stands in `other` together with somebody who was folded into it. Those who belong there by
 *                themselves are veiled too: else the nameless ones among them would be the folded ones.
 *   VEIL_HIDDEN  nothing is given but the answer. Where no department is shown, this is everybody.
 *
 * Fewer than GROUP_SMALLEST hidden people who did not all consent would be told by being left over: those of
 * `other` then join them, and where that is not enough, everybody does. No row is ever left out.
 *
 * Rows of people without a veil come first, person by person as they were added. Then, question by question,
 * the folded and after them the hidden rows, within a question in the order of what was answered: no two rows
 * can be put together as one person's.
 */
#ifndef REPORT_ROLL_H
#define REPORT_ROLL_H

#include "model/workshop.h"

enum veil { VEIL_NONE, VEIL_FOLDED, VEIL_HIDDEN };

struct roll_row {
	size_t person, item;
	enum veil veil;
	enum asked asked;            /* by this person's own answers */
	const struct answer *answer; /* what counts: that of the second round where there is one; borrowed */
	bool second;                 /* it is of the second round */
};

struct roll {
	struct roll_row *rows;
	size_t count;
};

void roll_make(struct roll *roll, const struct workshop *workshop, const struct instrument *instrument);
void roll_release(struct roll *roll);

/* One per person; owned, NULL where there is none. */
enum veil *roll_veils(const struct workshop *workshop);

/* Is a role beside the own people large enough to be named, or did all in it consent? */
bool roll_role_shown(const struct workshop *workshop, const char *role);

#endif
