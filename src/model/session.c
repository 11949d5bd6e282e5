/* SPDX-License-Identifier: MIT */
#include "model/session.h"

#include "base/alloc.h"

#include <stdlib.h>

static void make_blank(struct session *session)
{
	answers_init(&session->answers, session->instrument.count);
	session->asked = xcalloc(session->instrument.count, sizeof *session->asked);
	session->items = xcalloc(session->instrument.count, sizeof *session->items);
	session_update_flow(session);
}

bool session_init(struct session *session, struct document **documents, size_t count, size_t chosen_count,
		  struct err *err)
{
	*session = (struct session){
		.documents = documents, .document_count = count, .chosen_count = chosen_count};
	session->framework = documents[0]->framework;
	const struct document *const *questionnaires = (const struct document *const *)documents + 1;
	if (!instrument_build(&session->instrument, session->framework, questionnaires, chosen_count,
			      questionnaires, count - 1, err))
		return false;
	make_blank(session);
	return true;
}

void session_like(struct session *session, const struct session *other)
{
	*session = (struct session){
		.documents = other->documents,
		.document_count = other->document_count,
		.chosen_count = other->chosen_count,
		.framework = other->framework,
		.instrument = other->instrument,
		.shares = true,
	};
	make_blank(session);
}

static void release_shared(struct session *session)
{
	if (session->shares)
		return;
	instrument_release(&session->instrument);
	for (size_t i = 0; i < session->document_count; i++) {
		document_release(session->documents[i]);
		free(session->documents[i]);
	}
	free(session->documents);
}

void session_release(struct session *session)
{
	assessment_release(&session->assessment);
	answers_release(&session->answers);
	release_shared(session);
	free(session->asked);
	free(session->items);
	*session = (struct session){0};
}

bool session_is_open(const struct session *session)
{
	return session->framework != NULL;
}

void session_update_flow(struct session *session)
{
	if (!session->second) {
		flow_asked(&session->instrument, &session->answers, session->asked);
		return;
	}
	for (size_t i = 0; i < session->instrument.count; i++)
		session->asked[i] = i == session->second_item ? ASKED_YES : ASKED_NO;
}

bool session_unsaved(const struct session *session)
{
	for (size_t i = 0; i < session->instrument.count; i++)
		if (session->items[i].unsaved)
			return true;
	return false;
}

size_t session_resume_at(const struct session *session)
{
	const char *position = session->assessment.position;
	if (position && *position) {
		size_t at = instrument_item(&session->instrument, position);
		if (at != ITEM_NONE && session->asked[at] == ASKED_YES)
			return at;
	}
	size_t blank = flow_first_blank(&session->instrument, &session->answers, session->asked);
	return blank != ITEM_NONE ? blank : flow_first(session->asked, session->instrument.count);
}
