/* SPDX-License-Identifier: MIT */
/* Open assessments as the report layer takes them. Zero is none. */
#ifndef CLI_SUBJECTS_H
#define CLI_SUBJECTS_H

#include "model/session.h"
#include "report/report.h"

struct subjects {
	struct subject *list;
	struct score *scores;
	size_t count, room;
};

/* Room for so many; they are borrowed and must outlive it. */
void subjects_init(struct subjects *subjects, size_t room);
/* workshop NULL: one respondent; actions NULL: none. */
void subjects_add(struct subjects *subjects, const struct session *session, const struct workshop *workshop,
		  const struct actions *actions);
/* The one that was added is a session into which another assessment was read since: shelf_read(). Its scores
 * are computed only where asked for, and else those of before; what is asked is always right. */
void subjects_read_again(struct subjects *subjects, const struct session *session, bool scored);
void subjects_release(struct subjects *subjects);

#endif
