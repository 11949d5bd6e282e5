/* SPDX-License-Identifier: MIT */
/*
 * The outside world of the wizard, in memory: the shipped questionnaires, no disk, a clock that stands still.
 * What a test wants to see or to go wrong is in the struct.
 */
#ifndef TESTS_FAKE_PORT_H
#define TESTS_FAKE_PORT_H

#include "ui/app.h"

#define FAKE_SAVED_MAX  300
#define FAKE_PEOPLE_MAX 20

struct fake {
	struct port port;
	struct choice choices[16];
	size_t choice_count;
	struct document *catalog[16]; /* [0] is the framework */
	size_t catalog_count;
	struct assessment saved[FAKE_SAVED_MAX]; /* newest first */
	size_t saved_count;
	const char *fail_save; /* a sentence: saving fails with it */
	size_t conflict_item;  /* the next save meets another program's change here; ITEM_NONE */
	size_t saves, lists;
	size_t undo_item; /* what undo says it undid; ITEM_NONE: nothing */
	bool undo_refused, changed, file_exists;
	/* One workshop's people; what each has answered, over fake_session() of the quick check. */
	void (*prepare)(struct fake *fake); /* called before each walk of golden_show(); NULL: nothing */
	struct respondents people;
	struct answers turns[FAKE_PEOPLE_MAX];
	size_t contested; /* this item of every turn has another version; ITEM_NONE */
	enum second_state second;
	int minutes; /* as last put */
	struct actions actions;
	/* The database: damaged or lost, the day of its newest whole copy (NULL: none), what goes wrong. */
	bool damaged, lost;
	const char *backup_date, *backup_told, *fail_recover;
	size_t recoveries;
	char exported[256]; /* the last path written */
	char language[8];   /* the last one remembered */
};

void fake_init(struct fake *fake); /* loads $SRC/questionnaires */
void fake_release(struct fake *fake);

/* An open session over these questionnaires (ids), all blank. */
void fake_session(struct fake *fake, struct session *out, const char *const *ids, size_t count);

/* A workshop's part of the port, in fake_workshop.c; fake_init() and fake_release() call these. */
void fake_workshop_init(struct fake *fake);
void fake_workshop_release(struct fake *fake);
void fake_workshop_saved(struct fake *fake, const struct session *turn);
/* After the reveal, in fake_group.c. */
void fake_group_init(struct fake *fake);
void fake_group_release(struct fake *fake);
/* One more person; handed in, begun or neither. */
void fake_person(struct fake *fake, const char *alias, const char *department, const char *role, int state);

/* Give the app keys: text as typed, and <Enter> <Esc> <Up> … <C-s> <F1> <click:ROW,COL> <paste:TEXT>. Saves
 * as the loop does. */
void fake_keys(struct app *app, const char *keys);

#endif
