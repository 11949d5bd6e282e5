/* SPDX-License-Identifier: MIT */
/* Between the store and an open assessment: what is on the disk into a session, and back. */
#ifndef CLI_SESSIONS_H
#define CLI_SESSIONS_H

#include "model/session.h"
#include "model/workshop.h"
#include "store/store.h"
#include "ui/port.h"

/* Open by id or an unambiguous beginning of one. Answers to questions that its questionnaires do not have
 * stay where they are. */
bool sessions_open(struct session *session, struct store *store, const char *id, struct err *err);

/* From documents, without a store: everything blank. */
bool sessions_build(struct session *session, const struct stored_documents *documents, struct err *err);

/* Make an assessment with these documents and open it; its answers, where given (NULL: none), are saved with
 * it: all or nothing. */
bool sessions_create(struct session *session, struct store *store, const struct assessment *setup,
		     const struct stored_documents *documents, const struct answers *answers,
		     struct err *err);

/* One person's turn in a workshop: that person's own answers. second_item: the question of a second round,
 * the only one that is asked then; else ITEM_NONE. */
bool sessions_open_turn(struct session *session, struct store *store, const char *id, const char *person,
			size_t second_item, struct err *err);

/* Everybody's answers and what comes of them; ERR_SEALED before the reveal. */
bool sessions_workshop(const struct session *session, struct store *store, struct workshop *out,
		       struct err *err);

/* Save these answers as one's own: all or nothing. */
bool sessions_give(struct session *session, struct store *store, const struct answers *answers,
		   struct err *err);
/* An assessment that was just made, and is not to be. */
void sessions_take_away(struct store *store, const char *id);

/* Commit all unsaved items in one transaction. On failure they stay unsaved, and what is on the disk is read
 * again. */
bool sessions_save(struct session *session, struct store *store, struct save_done *done, struct err *err);

bool sessions_undo(struct session *session, struct store *store, struct undo_done *done, struct err *err);

/* Read what is saved once more; unsaved answers stay. *changed: something here is different now. */
bool sessions_reread(struct session *session, struct store *store, bool *changed, struct err *err);

/* When another program wrote to the file: the same. */
bool sessions_refresh(struct session *session, struct store *store, bool *changed, struct err *err);

#endif
