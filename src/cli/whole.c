/* SPDX-License-Identifier: MIT */
#include "cli/whole.h"

bool whole_open(struct whole *whole, struct store *store, const char *id, struct shelf *shelf,
		struct err *err)
{
	*whole = (struct whole){0};
	if (!(shelf ? sessions_open_next(&whole->session, store, id, shelf, err)
		    : sessions_open(&whole->session, store, id, err)))
		return false;
	if (whole->session.assessment.workshop &&
	    !sessions_workshop(&whole->session, store, &whole->workshop, err))
		return false;
	return store_actions(store, whole->session.assessment.id, &whole->actions, err);
}

void whole_release(struct whole *whole)
{
	workshop_release(&whole->workshop);
	actions_release(&whole->actions);
	session_release(&whole->session);
}

const struct workshop *whole_workshop(const struct whole *whole)
{
	return whole->session.assessment.workshop ? &whole->workshop : NULL;
}

void whole_subject(const struct whole *whole, struct subjects *subjects)
{
	subjects_add(subjects, &whole->session, whole_workshop(whole), &whole->actions);
}
