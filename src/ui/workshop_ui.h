/* SPDX-License-Identifier: MIT */
/*
 * The side of a workshop before the reveal: its people, whose turn it is, a paper sheet typed in. A turn is a
 * session of its own in app.session; the group's is set aside meanwhile and comes back when the turn ends.
 *
 *   workshop screen, hand-over, the person's questions, hand-over, workshop screen
 *   workshop screen, a paper sheet, workshop screen
 *
 * Included by app.h, which knows the rest of struct app.
 */
#ifndef UI_WORKSHOP_UI_H
#define UI_WORKSHOP_UI_H

#include "model/people.h"
#include "model/session.h"
#include "ui/editor.h"

struct app;
struct effect;

#define ALIAS_COLUMNS 20 /* of an alias where it stands in a line; a longer one is cut */

enum person_field {
	PERSON_ALIAS,
	PERSON_DEPARTMENT,
	PERSON_ROLE,
	PERSON_CONSENT,
	PERSON_DONE,
	PERSON_FIELDS
};

enum handover {                    /* what the hand-over screen says */
		HANDOVER_GIVE,     /* to the person whose turn is next */
		HANDOVER_LATER,    /* back: the turn goes on another time */
		HANDOVER_DONE,     /* back: handed in */
		HANDOVER_ANSWERED, /* back: answered in a second round */
};

struct workshop_state {
	struct respondents people; /* without the group */
	size_t focus;              /* the row among them */

	struct session group; /* set aside while app.session is a turn */
	size_t group_item;    /* where the group's session was */
	size_t base;          /* how many screens lie below the turn's */
	enum handover handover;
	struct respondent next; /* whose turn the hand-over screen is for */
	size_t second_item;     /* the question of a second round, else ITEM_NONE */
	bool paper;             /* the turn is typed in from paper */

	struct editor alias; /* the person form */
	char *person;        /* id; "" or NULL: a new one */
	size_t department, role, person_focus;
	bool consents;
};

void workshop_state_release(struct workshop_state *state);

/* ---- what others need ---- */

/* Is the open session a workshop's own, not somebody's turn? And is its seal unbroken? */
bool workshop_is_group(const struct app *app);
bool workshop_is_sealed(const struct app *app);
/* The sentence instead of everything that the seal keeps. */
const char *workshop_seal_words(const struct app *app);
/*
 * May this screen be shown now? Sealed, a workshop's session has no results, overview or export; a turn has
 * its questions only. When not, it says why. After the reveal the group's own answers are given on the
 * discussion screen and nowhere else: *id is changed to that.
 */
bool workshop_admits(struct app *app, int *id);

/* Give the laptop to a person: the hand-over screen, then the turn. second_item: the question of a second
 * round, which alone is asked then; else ITEM_NONE. When the turn ends one is back at the screen one was. */
void workshop_begin_turn(struct app *app, const char *person, size_t second_item);

/* ---- between perform.c and the screens ---- */

void workshop_opened(struct app *app);                /* after a workshop's session was opened: its screen */
void workshop_read_people(struct app *app);           /* anew, through the port */
void workshop_end_turn(struct app *app, bool sealed); /* saved already: back to the group's session */
void workshop_perform(struct app *app, struct effect effect);
void workshop_ask_hand_in(struct app *app);

const struct respondent *workshop_focused(const struct app *app); /* NULL: on nobody */
void workshop_count(const struct app *app, size_t *handed_in, size_t *people);
/* The alias of whose turn it is, cut to ALIAS_COLUMNS; in the view's arena. */
const char *workshop_alias_short(const struct app *app, struct view *view);
/* An alias that nobody has yet: the next number; owned. */
char *workshop_free_alias(const struct app *app);
/* Does another than this person have the alias? */
bool workshop_alias_taken(const struct app *app, const char *alias, const char *person);

/* How much of a department's or role's word comes before its brackets. */
size_t workshop_short_word(const char *word);
/* Departments that will not be shown since they are too small, as bits by index into DEPARTMENTS. After the
 * reveal those who have not handed in count for nothing. */
unsigned workshop_small_departments(const struct respondents *people, bool revealed, bool *none_shown);
/* And what that costs, in a sentence or two; owned; NULL when there are none, or all are anonymous. */
char *workshop_small_words(const struct app *app, const struct respondents *people);

#endif
