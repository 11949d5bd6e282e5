/* SPDX-License-Identifier: MIT */
/* One self-assessment as set up: whose, as of when, which questionnaires; and how far it is. Strings are
 * owned, never NULL once filled. */
#ifndef MODEL_ASSESSMENT_H
#define MODEL_ASSESSMENT_H

#include <stdbool.h>
#include <stddef.h>

struct assessment {
	char *id;
	char *title, *municipality, *municipality_code; /* "" where not given */
	char *reference_date;                           /* ISO or "" */
	char *stage;                                    /* framework stage id or "" */
	int fiscal_year;                                /* 0: not given */
	char *started_at, *updated_at;
	char *position;       /* key of the question to come back to, or "" */
	bool binned, example; /* example: the invented one, made from the shipped CSV */
	int answered, asked;  /* progress as of the last save; answered counts every state but blank */
	bool workshop;        /* several respondents; `respondent` is then the group itself */
	bool anonymous;       /* of a workshop: no department is shown, whatever its size */
	bool revealed;        /* of a workshop: what was handed in is open to all */
	int minutes;          /* of a workshop: for the talk; 0: not given */
	char *respondent;     /* id of its one respondent, or of the one whose turn it is */
	char *alias, *department, *role; /* the respondent's; "" where not given */
};

struct assessment_list {
	struct assessment *list;
	size_t count;
	bool more; /* there are rows after these */
};

void assessment_copy(struct assessment *to, const struct assessment *from); /* `to` is released first */
void assessment_release(struct assessment *assessment);                     /* back to zero */
void assessment_list_release(struct assessment_list *list);

#endif
