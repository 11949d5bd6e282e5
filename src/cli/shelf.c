/* SPDX-License-Identifier: MIT */
#include "cli/shelf.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

void shelf_release(struct shelf *shelf)
{
	session_release(&shelf->read);
	session_release(&shelf->blank);
	free(shelf->order);
	free(shelf->key);
	*shelf = (struct shelf){0};
}

/* ---- the documents ---- */

static bool fill_shelf(struct shelf *shelf, struct store *store, const char *id, struct err *err)
{
	struct stored_documents documents = {0};
	bool ok =
		store_documents(store, id, &documents, err) && sessions_build(&shelf->blank, &documents, err);
	stored_documents_release(&documents);
	return ok;
}

/* Have its documents here. *same: they are those of before. */
static bool find_on_shelf(struct shelf *shelf, struct store *store, const char *id, bool *same,
			  struct err *err)
{
	char *key;
	if (!store_documents_key(store, id, &key, err))
		return false;
	*same = shelf->key && strcmp(shelf->key, key) == 0;
	bool ok = true;
	if (!*same) {
		shelf_release(shelf);
		ok = fill_shelf(shelf, store, id, err);
	}
	if (ok && !*same)
		shelf->key = key;
	else
		free(key);
	return ok;
}

bool sessions_open_next(struct session *session, struct store *store, const char *id, struct shelf *shelf,
			struct err *err)
{
	bool changed, same;
	struct assessment assessment = {0};
	*session = (struct session){0};
	bool ok = store_find(store, id, &assessment, err) &&
		  find_on_shelf(shelf, store, assessment.id, &same, err);
	if (ok) {
		session_like(session, &shelf->blank);
		assessment_copy(&session->assessment, &assessment);
	}
	assessment_release(&assessment);
	return ok && sessions_reread(session, store, &changed, err);
}

/* ---- answers in one go ---- */

struct keyed {
	const char *key;
	size_t item;
};

static int compare_keyed(const void *left, const void *right)
{
	const struct keyed *a = left, *b = right;
	return strcmp(a->key, b->key);
}

/* The order in which the store gives answers. */
static size_t *order_of(const struct instrument *instrument)
{
	struct keyed *keyed = xcalloc(instrument->count + 1, sizeof *keyed);
	size_t *order = xcalloc(instrument->count + 1, sizeof *order);
	for (size_t i = 0; i < instrument->count; i++)
		keyed[i] = (struct keyed){instrument->items[i].key, i};
	qsort(keyed, instrument->count, sizeof *keyed, compare_keyed);
	for (size_t i = 0; i < instrument->count; i++)
		order[i] = keyed[i].item;
	free(keyed);
	return order;
}

static void make_blank(struct session *session)
{
	for (size_t i = 0; i < session->instrument.count; i++) {
		answer_release(&session->answers.at[i]);
		session->items[i].at[0] = '\0';
		session->items[i].revision = 0;
	}
}

/* ITEM_NONE for what its questionnaires do not have. */
static size_t find_item(struct shelf *shelf, const char *key)
{
	const struct instrument *instrument = &shelf->read.instrument;
	for (; shelf->next < instrument->count; shelf->next++) {
		size_t item = shelf->order[shelf->next];
		int order = strcmp(instrument->items[item].key, key);
		if (order == 0)
			return item;
		if (order > 0)
			break;
	}
	return ITEM_NONE;
}

static bool take_row(void *self, const struct answer_row *row)
{
	struct shelf *shelf = self;
	struct session *session = &shelf->read;
	size_t item = find_item(shelf, row->question), len = strlen(row->at);
	if (item == ITEM_NONE)
		return true;
	const struct question *question = session->instrument.items[item].question;
	struct answer *answer = &session->answers.at[item];
	struct item_state *state = &session->items[item];
	if (!answer_state_parse(row->state, &answer->state) || len >= sizeof state->at ||
	    !answer_options_parse(question, row->options, &answer->options, &shelf->fault))
		return false;
	answer->note = *row->note ? xstrdup(row->note) : NULL;
	answer->evidence = *row->evidence ? xstrdup(row->evidence) : NULL;
	answer->reason = *row->reason ? xstrdup(row->reason) : NULL;
	memcpy(state->at, row->at, len + 1);
	state->revision = row->revision;
	return answer_check(question, answer, &shelf->fault);
}

/* The strings of it, for as long as it is read. */
static void move_in(struct session *session, struct assessment *listed)
{
	assessment_release(&session->assessment);
	session->assessment = *listed;
	*listed = (struct assessment){0};
}

bool shelf_read(struct shelf *shelf, struct store *store, struct assessment *listed, bool *plain, bool *same,
		struct err *err)
{
	*plain = false;
	if (!find_on_shelf(shelf, store, listed->id, same, err))
		return false;
	if (!session_is_open(&shelf->read)) {
		*same = false;
		session_like(&shelf->read, &shelf->blank);
		shelf->order = order_of(&shelf->read.instrument);
	}
	make_blank(&shelf->read);
	shelf->next = 0;
	err_clear(&shelf->fault);
	if (!store_each_answer(store, listed, plain, take_row, shelf, err))
		return false;
	if (*plain) {
		move_in(&shelf->read, listed);
		session_update_flow(&shelf->read);
	}
	return true;
}
