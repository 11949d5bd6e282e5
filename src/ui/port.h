/* SPDX-License-Identifier: MIT */
/*
 * The outside world as the wizard sees it: saved assessments, questionnaires, exports, the clock. A test
 * fakes it. Functions fail with one sentence; what they fill is owned by the caller.
 */
#ifndef UI_PORT_H
#define UI_PORT_H

#include "base/err.h"
#include "model/action.h"
#include "model/assessment.h"
#include "model/compare.h"
#include "model/workshop.h"

struct choice {         /* a questionnaire one can pick in set-up */
	const char *id; /* borrowed from the port */
	struct tr title, intro;
	size_t questions;
	bool selection;
	size_t first_stage; /* the earliest of the framework's stages that it asks about */
};

/* The tables that can be written. */
enum { EXPORT_SCORES, EXPORT_ANSWERS, EXPORT_AGREEMENT, EXPORT_DEPARTMENTS, EXPORT_ACTIONS, EXPORT_MINUTES };

struct export_request {
	const char *path;
	int table;    /* EXPORT_… */
	int encoding; /* 0 UTF-8 with BOM (Excel on Windows), 1 UTF-8, 2 CP932 */
	bool replace; /* the person said that an existing file may be replaced */
};

struct export_done {
	size_t rows_written, rows_read_back, neutralised;
	bool exists; /* nothing was written: there is such a file, ask */
};

struct save_done {
	size_t saved;
	size_t conflict_item; /* another program had changed this one: its answer is shown now; ITEM_NONE */
};

struct undo_done {
	bool done, refused; /* refused: another program's change is newer */
	size_t item;
};

/* A damaged database, and what can be done. */
struct rescue {
	char *path; /* of the database; owned */
	char *date; /* ISO, of the newest whole copy; owned; NULL: there is none */
	bool lost;  /* it is not there at all, or empty */
};
void rescue_release(struct rescue *rescue);

enum second_step { SECOND_LOOK, SECOND_BEGIN, SECOND_END };

struct port {
	void *self;
	int64_t (*now)(void *self);
	/* What has the words that were typed (model/search.h), and how many there are; nothing but blanks:
	 * what is saved, and *total is 0. */
	bool (*list)(void *self, bool binned, const char *typed, size_t offset, size_t limit,
		     struct assessment_list *out, size_t *total, struct err *err);
	bool (*choices)(void *self, const struct choice **out, size_t *count,
			const struct framework **framework, struct err *err);
	/* Make an assessment over these questionnaires and open it. */
	bool (*create)(void *self, const struct assessment *setup, const char *const *questionnaires,
		       size_t count, struct session *out, struct err *err);
	bool (*open)(void *self, const char *id, struct session *out, struct err *err);
	/* The invented example town, made on first use. */
	bool (*example)(void *self, struct session *out, struct err *err);
	/* Change what set-up shows; add questionnaires (those it has already are passed over) and reread. */
	bool (*update)(void *self, struct session *session, const struct assessment *setup,
		       const char *const *questionnaires, size_t count, struct err *err);
	/* Commit everything unsaved in one transaction; marks it saved. */
	bool (*save)(void *self, struct session *session, struct save_done *done, struct err *err);
	bool (*undo)(void *self, struct session *session, struct undo_done *done, struct err *err);
	bool (*mark)(void *self, struct session *session, size_t item, bool marked, struct err *err);
	bool (*position)(void *self, struct session *session, size_t item, struct err *err);
	/* Has another program changed the file? If so reread what is saved; unsaved answers stay. */
	bool (*refresh)(void *self, struct session *session, bool *changed, struct err *err);
	bool (*bin)(void *self, const char *id, bool binned, struct err *err);
	bool (*export)(void *self, const struct session *session, const struct export_request *request,
		       struct export_done *done, struct err *err);
	/* A folder and a file name to propose; owned. */
	char *(*export_path)(void *self, const struct session *session, int table);
	bool (*remember)(void *self, const char *name, const char *value, struct err *err); /* a setting */

	/* How many bytes the next call copies; 0: none is to be made. */
	int64_t (*backup_due)(void *self);
	/* Today's copy, unless it is there. False with ERR_DAMAGED; another failure is told in `told`. */
	bool (*backup)(void *self, struct err *told, struct err *err);
	/* What can be done about the database, which is damaged or lost. */
	bool (*rescue)(void *self, struct rescue *out, struct err *err);
	/* Put the newest whole copy in its place, or (anew) begin an empty one; open it. *kept: the name
	 * under which the damaged file was kept; owned; NULL: none. */
	bool (*recover)(void *self, bool anew, char **kept, struct err *err);

	/* Workshops. `session` is the group's: opened by `open`, its answers are what was agreed. */
	bool (*people)(void *self, const char *assessment, struct respondents *out, struct err *err);
	/* Add one (id NULL or "") or change one who has not handed in. */
	bool (*person_put)(void *self, const char *assessment, struct respondent *person, struct err *err);
	bool (*person_remove)(void *self, const char *assessment, const char *person, struct err *err);
	/* A turn: the session of that person's own answers. second_item: the question of a second round, else
	 * ITEM_NONE. */
	bool (*open_turn)(void *self, const char *assessment, const char *person, size_t second_item,
			  struct session *out, struct err *err);
	bool (*hand_in)(void *self, const struct session *turn, struct err *err);
	bool (*reveal)(void *self, struct session *session, struct err *err); /* sets assessment.revealed */
	/* Everybody's answers and what comes of them; ERR_SEALED before the reveal. */
	bool (*workshop)(void *self, const struct session *session, struct workshop *out, struct err *err);
	bool (*second_round)(void *self, const struct session *session, size_t item, enum second_step step,
			     enum second_state *state, struct err *err);
	bool (*actions)(void *self, const char *assessment, struct actions *out, struct err *err);
	bool (*action_put)(void *self, const char *assessment, struct action *action, struct err *err);
	bool (*action_remove)(void *self, const char *assessment, const char *action, struct err *err);
	/* From the newest earlier assessment of the same municipality that has some left. */
	bool (*actions_carry)(void *self, const struct session *session, size_t *carried, struct err *err);
	/* The earlier assessments that this one can be compared with, newest first; then the comparison. */
	bool (*comparable)(void *self, const struct session *session, struct assessment_list *out,
			   struct err *err);
	bool (*compare)(void *self, const struct session *session, const char *earlier, struct session *other,
			struct comparison *out, struct err *err);
};

#endif
