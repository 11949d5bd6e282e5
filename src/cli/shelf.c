/* SPDX-License-Identifier: MIT */
/* Many assessments, one after the other: most are of the same documents. */
#include "cli/shelf.h"

#include <stdlib.h>
#include <string.h>

void shelf_release(struct shelf *shelf)
{
	session_release(&shelf->blank);
	free(shelf->key);
	*shelf = (struct shelf){0};
}

static bool take_from_shelf(struct session *session, struct store *store, const char *id, struct shelf *shelf,
			    struct err *err)
{
	char *key;
	struct stored_documents documents = {0};
	if (!store_documents_key(store, id, &key, err))
		return false;
	bool ok = true;
	if (shelf->key && strcmp(shelf->key, key) == 0) {
		free(key);
	} else {
		shelf_release(shelf);
		ok = store_documents(store, id, &documents, err) &&
		     sessions_build(&shelf->blank, &documents, err);
		stored_documents_release(&documents);
		if (ok)
			shelf->key = key;
		else
			free(key);
	}
	if (ok)
		session_like(session, &shelf->blank);
	return ok;
}

bool sessions_open_next(struct session *session, struct store *store, const char *id, struct shelf *shelf,
			struct err *err)
{
	bool changed;
	struct assessment assessment = {0};
	*session = (struct session){0};
	bool ok = store_find(store, id, &assessment, err) &&
		  take_from_shelf(session, store, assessment.id, shelf, err);
	if (ok)
		assessment_copy(&session->assessment, &assessment);
	assessment_release(&assessment);
	return ok && sessions_reread(session, store, &changed, err);
}
