/* SPDX-License-Identifier: MIT */
#include "cli/sessions.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "base/sys.h"
#include "model/words_group.h"

#include <stdlib.h>
#include <string.h>

/* ---- documents ---- */

static bool parse_one(struct document *document, const struct stored_document *stored, struct err *err)
{
	struct diags diags = {.lang = err->lang, .file = stored->id};
	bool ok = document_parse(document, stored->id, stored->text, stored->len, &diags);
	/* The store has compared it with the text already. */
	(void)snprintf(document->digest, sizeof document->digest, "%s", stored->digest);
	if (!ok)
		fail_as(err, ERR_INVALID,
			TR(err->lang, "保存されている質問票「%s」を読み取れません（%s）。",
			   "The stored questionnaire \"%s\" cannot be read (%s)."),
			stored->id, diags.count ? diags.list[0].text : "");
	diag_release(&diags);
	return ok;
}

/* Bases first, then what may use them. */
static bool link_all(struct document **documents, size_t count, struct err *err)
{
	const struct document *const *others = (const struct document *const *)documents + 1;
	for (size_t i = count; i-- > 1;) {
		struct diags diags = {.lang = err->lang, .file = documents[i]->id};
		bool ok = document_link(documents[i], documents[0]->framework, others, count - 1, &diags);
		if (!ok)
			fail_as(err, ERR_INVALID,
				TR(err->lang, "質問票「%s」を枠組みと結び付けられません（%s）。",
				   "The questionnaire \"%s\" does not fit its framework (%s)."),
				documents[i]->id, diags.count ? diags.list[0].text : "");
		diag_release(&diags);
		if (!ok)
			return false;
	}
	return true;
}

static bool parse_all(struct document **documents, const struct stored_documents *stored, size_t *count,
		      size_t *chosen, struct err *err)
{
	static const enum document_role order[] = {ROLE_FRAMEWORK, ROLE_QUESTIONNAIRE, ROLE_BASE};
	for (size_t r = 0; r < sizeof order / sizeof *order; r++)
		for (size_t i = 0; i < stored->count; i++) {
			if (stored->list[i].role != order[r])
				continue;
			documents[*count] = xcalloc(1, sizeof **documents);
			*chosen += order[r] == ROLE_QUESTIONNAIRE;
			if (!parse_one(documents[(*count)++], &stored->list[i], err))
				return false;
		}
	if (!*count || !documents[0]->framework)
		return fail_as(err, ERR_INVALID,
			       TR(err->lang, "保存されている自己点検に枠組みがありません。",
				  "The stored assessment has no framework."));
	for (size_t i = 1; i < *count; i++)
		if (!documents[i]->questionnaire)
			return fail_as(err, ERR_INVALID,
				       TR(err->lang, "保存されている「%s」は質問票ではありません。",
					  "The stored \"%s\" is not a questionnaire."),
				       documents[i]->id);
	return true;
}

bool sessions_build(struct session *session, const struct stored_documents *stored, struct err *err)
{
	struct document **documents = xcalloc(stored->count + 1, sizeof *documents);
	size_t count = 0, chosen = 0;
	*session = (struct session){0};
	if (parse_all(documents, stored, &count, &chosen, err) && link_all(documents, count, err))
		return session_init(session, documents, count, chosen, err);
	session->documents = documents;
	session->document_count = count;
	return false;
}

/* ---- answers ---- */

static char *kept(const char *text)
{
	return text && *text ? xstrdup(text) : NULL;
}

static bool read_answer(const struct question *question, const struct stored_answer *stored,
			struct answer *answer, struct err *err)
{
	*answer = (struct answer){.note = kept(stored->note),
				  .evidence = kept(stored->evidence),
				  .reason = kept(stored->reason)};
	struct err why = {.lang = err->lang};
	bool ok = answer_state_parse(stored->state, &answer->state) &&
		  answer_options_parse(question, stored->options, &answer->options, &why) &&
		  answer_check(question, answer, &why);
	if (ok)
		return true;
	answer_release(answer);
	return fail_as(err, ERR_INVALID,
		       TR(err->lang, "保存されている設問 %s の回答を読み取れません。%s",
			  "The stored answer to %s cannot be read. %s"),
		       stored->question, why.text);
}

/* One answer as the disk has it; unsaved ones stay what the person made them. */
static bool take_answer(struct session *session, const struct stored_answer *stored, bool *changed,
			struct err *err)
{
	size_t at = instrument_item(&session->instrument, stored->question);
	if (at == ITEM_NONE)
		return true;
	struct item_state *state = &session->items[at];
	if (state->marked != stored->marked || state->contested != stored->contested)
		*changed = true;
	state->marked = stored->marked;
	state->contested = stored->contested;
	if (state->unsaved || strcmp(state->head, stored->head) == 0)
		return true;
	struct answer answer;
	if (!read_answer(session->instrument.items[at].question, stored, &answer, err))
		return false;
	answer_release(&session->answers.at[at]);
	session->answers.at[at] = answer;
	(void)snprintf(state->head, sizeof state->head, "%s", stored->head);
	(void)snprintf(state->at, sizeof state->at, "%s", stored->at);
	state->revision = stored->revision;
	*changed = true;
	return true;
}

static void drop_marks(struct session *session, const struct stored_answers *stored, bool *changed)
{
	for (size_t i = 0; i < session->instrument.count; i++) {
		bool there = false;
		for (size_t j = 0; session->items[i].marked && j < stored->count && !there; j++)
			there = strcmp(stored->list[j].question, session->instrument.items[i].key) == 0;
		if (!session->items[i].marked || there)
			continue;
		session->items[i].marked = false;
		*changed = true;
	}
}

/* Of a turn in the second round: that one question, from the answer under its marked key. */
static bool reread_second(struct session *session, struct store *store, bool *changed, struct err *err)
{
	struct stored_answer stored;
	bool there;
	const struct assessment *a = &session->assessment;
	char *key = session->instrument.items[session->second_item].key;
	if (!store_second_answer(store, a->id, a->respondent, key, &stored, &there, err))
		return false;
	bool ok = true;
	if (there) {
		free(stored.question);
		stored.question = xstrdup(key);
		ok = take_answer(session, &stored, changed, err);
	}
	stored_answer_release(&stored);
	return ok;
}

bool sessions_reread(struct session *session, struct store *store, bool *changed, struct err *err)
{
	struct stored_answers stored;
	*changed = false;
	if (session->second)
		return reread_second(session, store, changed, err);
	if (!store_answers(store, session->assessment.id, session->assessment.respondent, &stored, err))
		return false;
	bool ok = true;
	for (size_t i = 0; ok && i < stored.count; i++)
		ok = take_answer(session, &stored.list[i], changed, err);
	drop_marks(session, &stored, changed);
	session->seq = stored.seq;
	stored_answers_release(&stored);
	session_update_flow(session);
	return ok;
}

/* Another program may have revealed a workshop. */
static bool reread_reveal(struct session *session, struct store *store, bool *changed, struct err *err)
{
	struct assessment now = {0};
	if (!session->assessment.workshop || session->turn)
		return true;
	bool ok = store_find(store, session->assessment.id, &now, err);
	if (ok && now.revealed != session->assessment.revealed)
		*changed = session->assessment.revealed = true;
	assessment_release(&now);
	return ok;
}

bool sessions_refresh(struct session *session, struct store *store, bool *changed, struct err *err)
{
	bool written;
	*changed = false;
	if (!store_changed(store, &written, err))
		return false;
	return !written ||
	       (sessions_reread(session, store, changed, err) && reread_reveal(session, store, changed, err));
}

static bool open_documents(struct session *session, struct store *store, const struct assessment *assessment,
			   struct err *err)
{
	struct stored_documents documents = {0};
	if (!store_documents(store, assessment->id, &documents, err))
		return false;
	bool ok = sessions_build(session, &documents, err);
	stored_documents_release(&documents);
	if (ok)
		assessment_copy(&session->assessment, assessment);
	return ok;
}

static bool open_found(struct session *session, struct store *store, const struct assessment *assessment,
		       struct err *err)
{
	bool changed;
	return open_documents(session, store, assessment, err) &&
	       sessions_reread(session, store, &changed, err);
}

bool sessions_open(struct session *session, struct store *store, const char *id, struct err *err)
{
	struct assessment assessment = {0};
	*session = (struct session){0};
	bool ok = store_find(store, id, &assessment, err) && open_found(session, store, &assessment, err);
	assessment_release(&assessment);
	return ok;
}

/* ---- workshops ---- */

static struct respondent *find_person(const struct respondents *people, const char *id)
{
	for (size_t i = 0; i < people->count; i++)
		if (strcmp(people->list[i].id, id) == 0)
			return &people->list[i];
	return NULL;
}

/* The assessment as its respondent has it. */
static void sit_down(struct assessment *assessment, const struct respondent *person)
{
	struct {
		char **to;
		const char *from;
	} const texts[] = {
		{&assessment->respondent, person->id},
		{&assessment->alias, person->alias},
		{&assessment->department, person->department},
		{&assessment->role, person->role},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		free(*texts[i].to);
		*texts[i].to = xstrdup(texts[i].from);
	}
}

static bool begin_turn(struct session *session, struct store *store, const struct assessment *assessment,
		       const char *person, size_t second_item, struct err *err)
{
	struct respondents people;
	bool changed;
	if (!open_documents(session, store, assessment, err) ||
	    !store_respondents(store, assessment->id, &people, err))
		return false;
	const struct respondent *who = find_person(&people, person);
	if (who)
		sit_down(&session->assessment, who);
	respondents_release(&people);
	if (!who)
		return fail(err, TR(err->lang, "この回答者はいません。", "There is no such respondent."));
	free(session->assessment.position); /* where the group is is not where this person is */
	session->assessment.position = xstrdup("");
	session->turn = true;
	session->second = second_item != ITEM_NONE;
	session->second_item = session->second ? second_item : 0;
	return sessions_reread(session, store, &changed, err);
}

bool sessions_open_turn(struct session *session, struct store *store, const char *id, const char *person,
			size_t second_item, struct err *err)
{
	struct assessment assessment = {0};
	*session = (struct session){0};
	bool ok = store_find(store, id, &assessment, err) &&
		  begin_turn(session, store, &assessment, person, second_item, err);
	assessment_release(&assessment);
	return ok;
}

/* KEY#2 belongs to the second answers. */
static bool take_person_answer(const struct session *session, struct person_answers *p,
			       const struct stored_answer *stored, struct err *err)
{
	size_t len = strlen(stored->question), mark = sizeof STORE_SECOND - 1;
	bool second = len > mark && strcmp(stored->question + len - mark, STORE_SECOND) == 0;
	char *key = xstrdup(stored->question);
	if (second)
		key[len - mark] = '\0';
	size_t at = instrument_item(&session->instrument, key);
	free(key);
	if (at == ITEM_NONE)
		return true;
	struct answer *answer = second ? &p->second.at[at] : &p->answers.at[at];
	if (!second) {
		(void)snprintf(p->at[at], sizeof p->at[at], "%s", stored->at);
		p->revisions[at] = stored->revision;
	}
	return read_answer(session->instrument.items[at].question, stored, answer, err);
}

static bool read_person(const struct session *session, struct store *store, const struct respondent *person,
			struct person_answers *p, struct err *err)
{
	struct stored_answers stored;
	size_t count = session->instrument.count;
	*p = (struct person_answers){.at = xcalloc(count + 1, sizeof *p->at),
				     .revisions = xcalloc(count + 1, sizeof *p->revisions)};
	respondent_copy(&p->person, person);
	answers_init(&p->answers, count);
	answers_init(&p->second, count);
	if (!store_answers(store, session->assessment.id, person->id, &stored, err))
		return false;
	bool ok = true;
	for (size_t i = 0; ok && i < stored.count; i++)
		ok = take_person_answer(session, p, &stored.list[i], err);
	stored_answers_release(&stored);
	return ok;
}

bool sessions_workshop(const struct session *session, struct store *store, struct workshop *out,
		       struct err *err)
{
	struct respondents people;
	*out = (struct workshop){0};
	if (!session->assessment.revealed)
		return fail_as(err, ERR_SEALED, "%s", tr_in(words_sealed(), err->lang));
	if (!store_respondents(store, session->assessment.id, &people, err))
		return false;
	out->people = xcalloc(people.count + 1, sizeof *out->people);
	bool ok = true;
	for (size_t i = 0; ok && i < people.count; i++) {
		if (people.list[i].group)
			continue;
		if (*people.list[i].handed_in_at)
			ok = read_person(session, store, &people.list[i], &out->people[out->count++], err);
		else
			out->waiting++;
	}
	respondents_release(&people);
	if (ok)
		workshop_compute(out, session);
	else
		workshop_release(out);
	return ok;
}

/* ---- saving ---- */

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

static struct progress progress_of(const struct session *session, const char *position)
{
	struct flow_count count = flow_tally(&session->instrument, &session->answers, session->asked);
	return (struct progress){
		.answered = (int)(count.answered + count.unknown + count.not_applicable),
		.asked = (int)count.visible,
		.position = position,
	};
}

/* Owned: question and options. */
static struct change change_of(const struct session *session, size_t item)
{
	const struct answer *answer = &session->answers.at[item];
	struct strbuf key = {0};
	strbuf_addf(&key, "%s%s", session->instrument.items[item].key, session->second ? STORE_SECOND : "");
	return (struct change){
		.question = strbuf_detach(&key),
		.state = answer_state_id(answer->state),
		.options = answer_options_join(session->instrument.items[item].question, answer->options),
		.note = or_empty(answer->note),
		.evidence = or_empty(answer->evidence),
		.reason = or_empty(answer->reason),
		.parent = session->items[item].head,
	};
}

/* What was saved is as it is now; where another program was quicker, its answer is read. */
static bool take_saved(struct session *session, struct store *store, const struct change *changes,
		       const size_t *items, size_t count, const char *now, struct save_done *done,
		       struct err *err)
{
	bool changed;
	for (size_t i = 0; i < count; i++) {
		struct item_state *state = &session->items[items[i]];
		state->unsaved = false;
		if (changes[i].conflict) {
			if (done->conflict_item == ITEM_NONE)
				done->conflict_item = items[i];
			continue;
		}
		(void)snprintf(state->head, sizeof state->head, "%s", changes[i].head);
		(void)snprintf(state->at, sizeof state->at, "%s", now);
		state->revision = changes[i].revision;
		done->saved++;
	}
	return done->conflict_item == ITEM_NONE || sessions_reread(session, store, &changed, err);
}

/*
 * A commit that reported an error may be in the file. Unsaved items keep the head they were made from, by
 * which the store recognises its own change when it is tried again.
 */
static void mend(struct session *session, struct store *store)
{
	struct err again = {0};
	bool changed;
	if (store_reopen(store, &again))
		(void)sessions_reread(session, store, &changed,
				      &again); /* the first failure is the one told */
}

bool sessions_save(struct session *session, struct store *store, struct save_done *done, struct err *err)
{
	struct change *changes = xcalloc(session->instrument.count + 1, sizeof *changes);
	size_t *items = xcalloc(session->instrument.count + 1, sizeof *items);
	size_t count = 0;
	char now[SYS_TIME_SIZE];
	sys_time_iso(sys_now(), now);
	*done = (struct save_done){.conflict_item = ITEM_NONE};
	for (size_t i = 0; i < session->instrument.count; i++)
		if (session->items[i].unsaved) {
			items[count] = i;
			changes[count++] = change_of(session, i);
		}
	session_update_flow(session);
	const char *position = count ? changes[count - 1].question : NULL;
	struct assessment *assessment = &session->assessment;
	bool ok = store_save(store, assessment->id, assessment->respondent, changes, count,
			     progress_of(session, position), now, &session->seq, err);
	if (ok)
		ok = take_saved(session, store, changes, items, count, now, done, err);
	else
		mend(session, store);
	for (size_t i = 0; i < count; i++) {
		free((void *)(uintptr_t)changes[i].question);
		free((void *)(uintptr_t)changes[i].options);
	}
	free(changes);
	free(items);
	return ok;
}

bool sessions_undo(struct session *session, struct store *store, struct undo_done *done, struct err *err)
{
	struct undone undone = {0};
	char now[SYS_TIME_SIZE];
	bool changed;
	const struct assessment *a = &session->assessment;
	sys_time_iso(sys_now(), now);
	*done = (struct undo_done){.item = ITEM_NONE};
	if (!store_undo(store, a->id, a->respondent, now, &session->seq, &undone, err)) {
		mend(session, store);
		return false;
	}
	done->done = undone.done;
	done->refused = undone.refused;
	if (undone.question)
		done->item = instrument_item(&session->instrument, undone.question);
	free(undone.question);
	if (!sessions_reread(session, store, &changed, err))
		return false;
	if (!done->done)
		return true;
	session_update_flow(session);
	if (done->item == ITEM_NONE)
		done->item = session_resume_at(session);
	return store_save(store, a->id, a->respondent, NULL, 0, progress_of(session, NULL), now,
			  &session->seq, err);
}

/* ---- making ---- */

static void fill_blanks(struct assessment *assessment)
{
	char **const texts[] = {
		&assessment->title,          &assessment->municipality, &assessment->municipality_code,
		&assessment->reference_date, &assessment->stage,        &assessment->position,
		&assessment->alias,          &assessment->department,   &assessment->role};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		if (!*texts[i])
			*texts[i] = xstrdup("");
}

/* Half an assessment is none. */
void sessions_take_away(struct store *store, const char *id)
{
	struct err err = {0};
	char now[SYS_TIME_SIZE];
	sys_time_iso(sys_now(), now);
	if (store_bin(store, id, true, now, &err))
		(void)store_purge(store, id, now, &err);
}

bool sessions_give(struct session *session, struct store *store, const struct answers *answers,
		   struct err *err)
{
	struct save_done done;
	for (size_t i = 0; i < session->instrument.count; i++) {
		const struct answer *answer = &answers->at[i];
		if (answer->state == STATE_BLANK && !answer->note && !answer->evidence)
			continue;
		answer_copy(&session->answers.at[i], answer);
		session->items[i].unsaved = true;
	}
	return sessions_save(session, store, &done, err);
}

bool sessions_create(struct session *session, struct store *store, const struct assessment *setup,
		     const struct stored_documents *documents, const struct answers *answers, struct err *err)
{
	struct assessment assessment = {0};
	char now[SYS_TIME_SIZE];
	sys_time_iso(sys_now(), now);
	if (!sessions_build(session, documents, err))
		return false;
	assessment_copy(&assessment, setup);
	fill_blanks(&assessment);
	assessment.answered = 0;
	assessment.asked = progress_of(session, NULL).asked;
	bool ok = store_create(store, &assessment, documents, now, err);
	if (ok)
		assessment_copy(&session->assessment, &assessment);
	if (ok && answers && !sessions_give(session, store, answers, err)) {
		sessions_take_away(store, assessment.id);
		ok = false;
	}
	assessment_release(&assessment);
	return ok;
}
