/* SPDX-License-Identifier: MIT */
/*
 * One open assessment in memory: its documents, its instrument, its answers and, for each item, what the
 * store said of them. Everything the wizard, the line-by-line mode, `show` and `export` work on. Zero is
 * none.
 */
#ifndef MODEL_SESSION_H
#define MODEL_SESSION_H

#include "model/answers.h"
#include "model/assessment.h"
#include "model/flow.h"

struct item_state {
	char head[37]; /* the change this answer comes from; "" before the first */
	char at[21];   /* when; "" before the first */
	int64_t revision;
	bool contested; /* another version stands beside it until somebody chooses again */
	bool marked;    /* for later */
	bool unsaved;   /* differs from what is on the disk, as far as we know */
};

struct session {
	struct assessment assessment;
	struct document **documents; /* owned; framework, questionnaires in order, bases of selections */
	size_t document_count;
	size_t chosen_count; /* documents[1] … documents[chosen_count] are the chosen questionnaires */
	const struct framework *framework;
	struct instrument instrument;
	struct answers answers;
	enum asked *asked;        /* one per item; session_update_flow() after a change of answers */
	struct item_state *items; /* one per item */
	int64_t seq;              /* the newest change of the log that these answers take in */
	bool shares;              /* documents and instrument belong to the session that it was made like */
	bool turn;                /* of a workshop: one person's own answers; assessment.respondent is who */
	bool second;              /* the turn is of a second round: `second_item` alone is asked */
	size_t second_item;
};

/*
 * Take over the documents (first the framework, then `chosen_count` questionnaires, then bases), all linked,
 * and build the rest; answers are blank. On failure the documents are still owned by the session:
 * session_release().
 */
bool session_init(struct session *session, struct document **documents, size_t count, size_t chosen_count,
		  struct err *err);
/* Blank, over the documents and the instrument of another one, which must outlive it. */
void session_like(struct session *session, const struct session *other);
void session_release(struct session *session);
bool session_is_open(const struct session *session);

void session_update_flow(struct session *session);
bool session_unsaved(const struct session *session);
/* The item to come back to: the saved position if visible, else the first blank, else the first. ITEM_NONE
 * when nothing is asked. */
size_t session_resume_at(const struct session *session);

#endif
