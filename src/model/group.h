/* SPDX-License-Identifier: MIT */
/*
 * Several respondents: what the group answers, where it differs, what to talk about. Pure. The definitions
 * are those of "Several respondents" in the scoring rules:
 *
 *   own people   staff, managers, executives: they form the group's answer. Council, business, citizens,
 *                academia and outside specialists stand beside it.
 *   n            own people who have handed in and to whom the question was visible by their own answers
 *   provisional  more than n/2 na: na; else at least n/2 answered: the lower median of the answered ones by
 *                (value, position) or, of checklists, by (value, ticks as a string of 0 and 1); else unknown.
 *                Conditions are evaluated on the group's answers.
 *   agreed       entered by the group, takes the provisional one's place for scoring. An agreed answer is
 *                `answered` or `na`; `unknown` says that it was talked about and left open.
 *   flag         open when at least half of those who answered picked an option with it, or the agreed
 *                answer does; split when some but fewer did and nothing is agreed: caps level_low alone
 *   band         of opinion (意見の開き): the score from every question's lowest, and from every question's
 *                highest answer; collapses where something is agreed
 *   A            agreement on an ordered scale (van der Eijk 2001, K = 4): -1 two camps at the ends … 0
 * evenly spread … 1 all the same. From 2 answers on; indicative (参考) below 4. agenda       split flags, A <
 * 0.4 (below 4 answers: values 2 or more apart), unknown >= n/3 gap          of departments (部局間の認識差)
 *   reliance     on outsiders (外部依存の目安)
 */
#ifndef MODEL_GROUP_H
#define MODEL_GROUP_H

#include "model/people.h"
#include "model/score.h"

enum { GROUP_SMALLEST = 3 }; /* a department of fewer is shown only where all of them consented */
enum { DEPARTMENT_MAX = 8 }; /* room for every kind; DEPARTMENT_COUNT of them are used */
enum { OPTION_MAX = 24 };

struct member { /* one person who has handed in; borrowed */
	const struct respondent *person;
	const struct answers *answers;
	const struct answers *second; /* second round: blank where there is none; NULL: none at all. Where it
					 is not blank it takes the place of the first answer. */
};

struct stand {    /* where one department stands on a question */
	size_t n; /* its people who are counted and saw the question */
	size_t answered, unknown;
	int median; /* lower median of their values; -1: none answered */
	int lowest, highest;
};

enum flag_state { FLAG_CLOSED, FLAG_SPLIT, FLAG_OPEN };

enum agenda_reason { AGENDA_FLAG = 1, AGENDA_DIVIDED = 2, AGENDA_UNKNOWN = 4, AGENDA_CONSENSUS = 8 };

struct spread { /* one question */
	size_t n;
	size_t answered, unknown, na, blank; /* of n */
	size_t counts[4];                    /* answered, by value 0..3 */
	size_t picked[OPTION_MAX + 1];       /* answered, by option; the last: _none */
	int lowest, highest;                 /* values; -1: none answered */
	bool has_a, indicative;
	struct fraction a; /* exact; den 0 when !has_a */
	enum flag_state flag;
	bool votes_split; /* the same from the votes alone, whatever was agreed */
	bool agreed;      /* the group's own answer is answered or na */
	uint32_t agreed_options;
	bool left_open;                           /* it is unknown */
	unsigned reasons;                         /* enum agenda_reason, as bits; 0: not on the agenda */
	struct stand departments[DEPARTMENT_MAX]; /* by index into DEPARTMENTS, people folded as shown; n 0:
						     none */
	struct stand beside;                      /* council, business, citizens, academia, outside */
	/* The second round: how many answered in it; and the first answers of the same people as above, but
	 * only from GROUP_SMALLEST second answers on: of fewer it would tell who said what at first. */
	size_t second;
	bool has_before;
	size_t before[4], unknown_before;
};

struct gap {
	bool exists, is_signed;
	struct fraction size; /* mean over questions of (largest - smallest lower median) / 3 */
	struct fraction
		policy_over_information; /* the same, signed: policy minus information; num may be < 0 */
	size_t questions;                /* that at least two shown departments answered */
};

struct group {
	struct answers provisional; /* what the answers alone say */
	struct answers effective;   /* with what was agreed in its place: what is scored */
	struct score score;         /* of effective, its flags as voted */
	struct spread *items;       /* one per item of the instrument */
	struct criterion_band {
		struct fraction low, high; /* den 0: no score there */
	} * bands;                         /* one per criterion: of opinion */
	struct gap *gaps;                  /* one per criterion */
	struct fraction reliance;          /* den 0: not given */
	size_t *agenda; /* items, most in need of talk first; the consensus item, if any, last */
	size_t agenda_count;
	size_t own, beside; /* people who have handed in */
};

/*
 * `agreed`: the group's own answers over the same instrument. `anonymous`: no department is shown. The
 * arguments are borrowed for the call only.
 */
void group_compute(struct group *group, const struct instrument *instrument, const struct member *members,
		   size_t count, const struct answers *agreed, bool anonymous);
void group_release(struct group *group);

/* Agreement A from the counts of K = `categories` ordered values, as an exact fraction; den 0 for fewer than
 * 2 answers. */
struct fraction agreement(const size_t *counts, size_t categories);

/*
 * Under which department each person is shown: an index into DEPARTMENTS, `other` when folded into it,
 * DEPARTMENT_COUNT when no department of this person may be shown at all. *any: some department is shown.
 * Only own people have departments.
 */
void people_shown(const struct respondent *const *people, size_t n, bool anonymous, size_t *department,
		  bool *any);

/* How many agenda items fit so many minutes of talk: 10 each, at least 1. */
size_t agenda_fits(const struct group *group, int minutes);

/* Is that place of the agenda among them? One place is kept for the consensus item. */
bool agenda_has_room(const struct group *group, size_t place, int minutes);

/* The state of the flag on one option. */
enum flag_state spread_flag(const struct spread *spread, const struct question *question, size_t option);

/* The score with flags as voted: one spread per item; NULL is score_compute(). */
void score_compute_voted(struct score *score, const struct instrument *instrument,
			 const struct answers *answers, const struct spread *votes);

#endif
