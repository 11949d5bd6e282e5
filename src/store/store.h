/* SPDX-License-Identifier: MIT */
/*
 * Keeping answers: one SQLite file, every change committed before it is called saved, every change kept in a
 * log.
 *
 * Strings in results are owned by them (…_release). Ids are UUIDs. Times are UTC, ISO 8601, given by the
 * caller. Every function that returns bool fails with one sentence; nothing is half done (one transaction
 * each). After a failed write the connection is not to be trusted (a commit that reported an error may be in
 * the file): store_reopen(), read again, then retry.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/err.h"
#include "model/action.h"
#include "model/assessment.h"
#include "model/search.h"
#include "model/workshop.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct store;

enum store_mode {
	STORE_CREATE, /* open, make and migrate as needed */
	STORE_READ,   /* read only; a missing file is an error */
};

/* Where a program run writes from: a UUID of its own, kept in each change as its seat. */
bool store_open(struct store **store, const char *path, enum store_mode mode, struct err *err);
bool store_reopen(struct store *store, struct err *err);
void store_close(struct store *store); /* NULL is fine */
const char *store_path(const struct store *store);

/* ---- assessments ---- */

/* Newest first, of one second the one begun last; reads only the rows asked for, however many are saved. The
 * respondent's fields stay "": store_find() has them. */
bool store_list(struct store *store, bool binned, size_t offset, size_t limit, struct assessment_list *out,
		struct err *err);
/* Those of them that fit, and how many there are in all; goes through all that are saved, and keeps only what
 * is asked for. */
bool store_search(struct store *store, bool binned, struct search *search, size_t offset, size_t limit,
		  struct assessment_list *out, size_t *total, struct err *err);
/* By id or an unambiguous beginning of one (at least 4 characters); binned ones too. ERR_USAGE when none or
 * several. */
bool store_find(struct store *store, const char *id, struct assessment *out, struct err *err);

enum document_role {
	ROLE_FRAMEWORK = 0,
	ROLE_QUESTIONNAIRE = 1, /* chosen for the assessment, in this order */
	ROLE_BASE = 2,          /* a questionnaire that a selection takes questions from */
};

struct stored_document {
	char *digest, *id;
	int64_t version;
	char *text; /* exact bytes, NUL-terminated as well */
	size_t len;
	enum document_role role;
};
struct stored_documents {
	struct stored_document *list;
	size_t count;
};
void stored_documents_release(struct stored_documents *documents);

/* Make an assessment with its respondent and documents. The ids in *assessment are filled in; so are
 * started_at and updated_at from `now`. */
bool store_create(struct store *store, struct assessment *assessment,
		  const struct stored_documents *documents, const char *now, struct err *err);
/* Change title … role of an existing one (all the fields that set-up shows). */
bool store_update(struct store *store, const struct assessment *assessment, const char *now, struct err *err);
/*
 * Add questionnaires to an assessment; those it has already (by id, in whatever version) are left as they
 * are, except that a ROLE_BASE becomes a ROLE_QUESTIONNAIRE when it is added as one.
 */
bool store_add_documents(struct store *store, const char *assessment,
			 const struct stored_documents *documents, const char *now, struct err *err);
bool store_documents(struct store *store, const char *assessment, struct stored_documents *out,
		     struct err *err);
/* The same text for assessments of the same documents in the same roles and order; owned. Reads none of the
 * documents. */
bool store_documents_key(struct store *store, const char *assessment, char **key, struct err *err);
bool store_bin(struct store *store, const char *assessment, bool binned, const char *now, struct err *err);
bool store_purge(struct store *store, const char *assessment, const char *now,
		 struct err *err); /* only from the bin; its id stays known */

struct stored_answer;

#define STORE_SECOND "#2" /* behind the key of a question: its answer in a second round */

/* ---- the people of a workshop ---- */

/*
 * The seal: what a person handed in cannot be read by any function here until the workshop is revealed, nor
 * changed ever after (a second round apart); store_answers(), store_undo() and store_save() refuse with
 * ERR_SEALED. The group itself is never sealed.
 */
bool store_respondents(struct store *store, const char *assessment, struct respondents *out, struct err *err);
/* Add one (id NULL or ""; id and added_at are filled in) or change alias, department, role and consent of one
 * who has not handed in. An alias that another one has is refused: ERR_USAGE. */
bool store_respondent_put(struct store *store, const char *assessment, struct respondent *respondent,
			  const char *now, struct err *err);
/* Only one who has not handed in; the answers stay in the log, out of every count. */
bool store_respondent_remove(struct store *store, const char *assessment, const char *respondent,
			     const char *now, struct err *err);
/* Seal. Once more is fine. */
bool store_hand_in(struct store *store, const char *assessment, const char *respondent, const char *now,
		   struct err *err);
/* Open what was handed in to all. Once more is fine. */
bool store_reveal(struct store *store, const char *assessment, const char *now, struct err *err);

/*
 * A second round of private answers on one question, after the reveal. Its answers are changes of KEY#2.
 * While it is open they can be saved, and store_answers() leaves them out; the person whose turn it is gets
 * the own one by store_second_answer(). Closed, they are read by all and cannot be changed.
 */
bool store_second_answer(struct store *store, const char *assessment, const char *respondent,
			 const char *question, struct stored_answer *out, bool *there, struct err *err);
bool store_second_round(struct store *store, const char *assessment, const char *question,
			enum second_state *state, struct err *err);
bool store_second_open(struct store *store, const char *assessment, const char *question, const char *now,
		       struct err *err);
bool store_second_close(struct store *store, const char *assessment, const char *question, const char *now,
			struct err *err);

/* ---- actions ---- */

bool store_actions(struct store *store, const char *assessment, struct actions *out, struct err *err);
/* A new one (id NULL or "": id, created_at and revision are filled in) or the same again, changed. */
bool store_action_put(struct store *store, const char *assessment, struct action *action, const char *now,
		      struct err *err);
bool store_action_remove(struct store *store, const char *assessment, const char *action, struct err *err);
/* Those of another assessment that are not done or dropped, and not there yet, each as a new one that names
 * it as its `from`. */
bool store_actions_carry(struct store *store, const char *from, const char *to, const char *now,
			 size_t *carried, struct err *err);

/* ---- several laptops ---- */

struct balance { /* of one kind of row */
	size_t in_file, added, same;
	size_t newer;  /* theirs took the place of ours, or ours stayed since it is newer */
	size_t purged; /* left out: deleted for good here */
};
struct merge_result {
	struct balance assessments, documents, people, answers, actions; /* answers: changes of the log */
	size_t conflicts; /* questions of which two versions stand now */
};
/*
 * Take in another database, which is hostile until it has been checked: all or nothing, and the file is not
 * touched. Any number of files in any order, any number of times, comes to the same. ERR_INVALID with what is
 * wrong with the file.
 */
bool store_merge(struct store *store, const char *path, const char *now, struct merge_result *out,
		 struct err *err);
/* A database with this assessment alone. */
bool store_extract(struct store *store, const char *assessment, const char *path, bool replace,
		   struct err *err);

/* ---- answers ---- */

struct stored_answer {  /* as derived from the log; also the content of a change */
	char *question; /* key: questionnaire/question */
	char *state;    /* answered unknown na blank */
	char *options;  /* ids joined by ; */
	char *note, *evidence, *reason;
	char *head;       /* id of the change it comes from; "" before the first */
	char *at;         /* when that was */
	int64_t revision; /* length of the chain; 0 before the first */
	bool marked;      /* for later; not part of a change */
	bool contested;   /* another version stands beside it until somebody settles it */
};
void stored_answer_release(struct stored_answer *answer);
struct stored_answers {
	struct stored_answer *list;
	size_t count;
	int64_t seq; /* the log's newest entry that these take in: what this program has seen */
};
void stored_answers_release(struct stored_answers *answers);
bool store_answers(struct store *store, const char *assessment, const char *respondent,
		   struct stored_answers *out, struct err *err);

struct answer_row { /* an answer as it stands, borrowed */
	const char *question, *state, *options, *note, *evidence, *reason, *at;
	int64_t revision;
};
/*
 * For many assessments in turn: each answer of one that a single respondent gives, in the order of the keys,
 * without marks, versions and the place in the log. Fills in the respondent of *assessment, which is as
 * store_list() gave it. *plain false: `take` said false, or this is not so simple (a workshop, changed since,
 * a text that other hands put there): read it with store_answers() then. What was taken is of no use then.
 */
bool store_each_answer(struct store *store, struct assessment *assessment, bool *plain,
		       bool (*take)(void *self, const struct answer_row *row), void *self, struct err *err);

/*
 * All that is read between the two is of one moment, and read quicker. Nothing may be written meanwhile, and
 * saves of other programs wait: not for longer than a save may take.
 */
bool store_hold(struct store *store, struct err *err);
void store_let_go(struct store *store);

/* The versions of one answer that stand beside it, unsettled; a store_save() by somebody who has seen them
 * settles them. */
bool store_versions(struct store *store, const char *assessment, const char *respondent, const char *question,
		    struct stored_answers *out, struct err *err);

struct change {
	const char *question, *state, *options, *note, *evidence, *reason;
	const char *parent; /* head that the person saw; "" for none */
	/* out: */
	char head[37]; /* the new change's id */
	int64_t revision;
	bool conflict; /* another program had changed this answer: both are in the log, the other's stands;
			  re-read */
};

struct progress {
	int answered, asked;
	const char *position; /* key; NULL leaves it */
};

/*
 * Append all changes in one transaction, update the answers derived from them and the assessment's progress.
 * When it returns true they are on the disk. *seq: in: what was seen, out: what is seen now (own changes
 * only, unless nothing else came between). A question is in `changes` at most once. A change that is no
 * conflict settles the branches of its question that were seen. No changes at all is fine: the progress
 * alone. The same change again, after a failure that had reached the disk, is not a second one.
 */
bool store_save(struct store *store, const char *assessment, const char *respondent, struct change *changes,
		size_t count, struct progress progress, const char *now, int64_t *seq, struct err *err);

struct undone {
	bool done;      /* false: nothing to undo */
	bool refused;   /* another program's change is newer */
	char *question; /* where it happened; owned; NULL unless done */
};
/*
 * Append a change that takes back this respondent's newest change that is neither undone nor an undo.
 * Repeated, it walks back, also over changes of earlier program runs. Progress and position are not touched:
 * read again, then store_save() without changes.
 */
bool store_undo(struct store *store, const char *assessment, const char *respondent, const char *now,
		int64_t *seq, struct undone *out, struct err *err);

/* The place to come back to, and marks for later: not answers, so not in the log. */
bool store_position(struct store *store, const char *assessment, const char *question, struct err *err);
bool store_mark(struct store *store, const char *assessment, const char *respondent, const char *question,
		bool marked, struct err *err);

/* Has another program written since the last call (or since open)? Cheap: PRAGMA data_version. */
bool store_changed(struct store *store, bool *changed, struct err *err);

/* ---- settings ---- */
bool store_setting(struct store *store, const char *name, char **value,
		   struct err *err); /* owned; NULL when unset */
/* NULL unsets it. */
bool store_set_setting(struct store *store, const char *name, const char *value, struct err *err);

/* A whole copy of the database at another path, by the backup API, flushed and renamed into place. */
bool store_copy(struct store *store, const char *path, bool replace, struct err *err);

#endif
