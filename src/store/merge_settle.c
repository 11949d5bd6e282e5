/* SPDX-License-Identifier: MIT */
/*
 * Which version of an answer stands. The changes of one answer are a graph in which each names those it
 * replaced, and of these the one it was made from. Those that nothing replaces are its heads. One head: that
 * is the answer. More: two laptops changed the same thing; the head with the longest chain stands, of equal
 * ones the smaller id, and the others wait as branches until somebody settles them. That is read off the
 * graph alone, so it comes out alike on every laptop and in any order. All changes of one person are looked
 * at together.
 */
#include "base/alloc.h"
#include "store/db.h"
#include "store/merge_parts.h"

#include <stdlib.h>
#include <string.h>

#define NONE SIZE_MAX

struct version {
	char *id, *question, *undoes; /* owned */
	int64_t revision;
	bool branch; /* as it is kept now */
	bool replaced, stands;
	size_t made_from;   /* NONE: the first of its answer */
	size_t waits_for;   /* replaced ones that the walk has not come to yet */
	size_t edge, edges; /* those that replace it: a range of the edges */
};

struct edge {
	size_t from, to; /* `to` replaces `from` */
};

struct graph {
	struct version *list; /* by id */
	size_t count, cap;
	struct edge *edges; /* by `from` */
	size_t edge_count, edge_cap;
};

static void graph_release(struct graph *g)
{
	for (size_t i = 0; i < g->count; i++) {
		free(g->list[i].id);
		free(g->list[i].question);
		free(g->list[i].undoes);
	}
	free(g->list);
	free(g->edges);
}

static int order_by_id(const void *a, const void *b)
{
	return strcmp(((const struct version *)a)->id, ((const struct version *)b)->id);
}

static size_t find(const struct graph *g, char *id)
{
	const struct version key = {.id = id};
	const struct version *it =
		g->count ? bsearch(&key, g->list, g->count, sizeof *g->list, order_by_id) : NULL;
	return it ? (size_t)(it - g->list) : NONE;
}

static bool read_versions(struct merge *m, const char *respondent, struct graph *g, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt = db_prepare(
		m->store,
		"SELECT id, question, undoes, revision, branch FROM answer_log WHERE respondent = ?1", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	while (db_next(m->store, stmt, &ok, err)) {
		g->list = xgrow(g->list, &g->cap, g->count + 1, sizeof *g->list);
		g->list[g->count++] = (struct version){.id = db_text(stmt, 0),
						       .question = db_text(stmt, 1),
						       .undoes = db_text(stmt, 2),
						       .revision = db_int(stmt, 3),
						       .branch = db_int(stmt, 4) != 0,
						       .made_from = NONE};
	}
	if (g->count)
		qsort(g->list, g->count, sizeof *g->list, order_by_id);
	return ok;
}

/* Both are there, of one answer, and no change is made from two. */
static bool add_edge(struct graph *g, char *change, char *parent, bool made_from)
{
	size_t to = find(g, change), from = find(g, parent);
	if (to == NONE || from == NONE || strcmp(g->list[to].question, g->list[from].question) != 0 ||
	    (made_from && g->list[to].made_from != NONE))
		return false;
	g->edges = xgrow(g->edges, &g->edge_cap, g->edge_count + 1, sizeof *g->edges);
	g->edges[g->edge_count++] = (struct edge){from, to};
	g->list[from].replaced = true;
	g->list[to].waits_for++;
	if (made_from)
		g->list[to].made_from = from;
	return true;
}

static bool read_edges(struct merge *m, const char *respondent, struct graph *g, bool *sound, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt =
		db_prepare(m->store,
			   "SELECT p.change, p.parent, p.stood FROM answer_log l JOIN answer_parent"
			   " p ON p.change = l.id WHERE l.respondent = ?1",
			   err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, respondent);
	while (db_next(m->store, stmt, &ok, err)) {
		char *change = db_text(stmt, 0), *parent = db_text(stmt, 1);
		*sound = add_edge(g, change, parent, db_int(stmt, 2) != 0) && *sound;
		free(change);
		free(parent);
	}
	return ok;
}

static int order_by_from(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;
	return (x->from > y->from) - (x->from < y->from);
}

static void sort_edges(struct graph *g)
{
	if (g->edge_count)
		qsort(g->edges, g->edge_count, sizeof *g->edges, order_by_from);
	for (size_t i = g->edge_count; i-- > 0;) {
		struct version *from = &g->list[g->edges[i].from];
		from->edge = i;
		from->edges++;
	}
}

/* No change comes before itself: a walk that goes on where everything replaced was seen sees them all. */
static bool has_no_loop(struct graph *g)
{
	size_t cap = 0, waiting = 0, seen = 0;
	size_t *next = xgrow(NULL, &cap, g->count + 1, sizeof *next);
	for (size_t i = 0; i < g->count; i++)
		if (!g->list[i].waits_for)
			next[waiting++] = i;
	while (waiting) {
		const struct version *v = &g->list[next[--waiting]];
		seen++;
		for (size_t i = v->edge; i < v->edge + v->edges; i++) {
			const size_t to = g->edges[i].to;
			g->list[to].waits_for--;
			if (g->list[to].waits_for == 0)
				next[waiting++] = to;
		}
	}
	free(next);
	return seen == g->count;
}

/* Each is one longer than what it was made from; the first of all is 1 and replaces nothing. What one takes
 * back is a change of the same answer. */
static bool is_sound(const struct graph *g, size_t i)
{
	const struct version *v = &g->list[i];
	int64_t before = v->made_from == NONE ? 0 : g->list[v->made_from].revision;
	if (v->revision != before + 1 || (v->made_from == NONE && v->waits_for))
		return false;
	size_t undone = *v->undoes ? find(g, v->undoes) : NONE;
	return !*v->undoes ||
	       (undone != NONE && undone != i && strcmp(g->list[undone].question, v->question) == 0);
}

static bool graph_is_sound(struct graph *g)
{
	for (size_t i = 0; i < g->count; i++)
		if (!is_sound(g, i))
			return false;
	sort_edges(g);
	return has_no_loop(g);
}

/* ---- what stands ---- */

/* Answer by answer; in each the heads first, of these the longest chain, then the smaller id. */
static int order_by_standing(const void *a, const void *b)
{
	const struct version *x = *(struct version *const *)a, *y = *(struct version *const *)b;
	int question = strcmp(x->question, y->question);
	if (question)
		return question;
	if (x->replaced != y->replaced)
		return x->replaced - y->replaced;
	if (x->revision != y->revision)
		return (x->revision < y->revision) - (x->revision > y->revision);
	return strcmp(x->id, y->id);
}

static bool put_branch(struct merge *m, const struct version *v, struct err *err)
{
	if (v->branch == !v->stands)
		return true;
	sqlite3_stmt *stmt = db_prepare(m->store, "UPDATE answer_log SET branch = ?2 WHERE id = ?1", err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, v->id);
	db_bind_int(stmt, 2, !v->stands);
	return db_run(m->store, stmt, err);
}

static bool put_answer(struct merge *m, const char *id, struct err *err)
{
	sqlite3_stmt *stmt = db_prepare(
		m->store,
		"INSERT INTO answer (respondent, question, head, state, options, note, evidence, reason, at,"
		" revision) SELECT respondent, question, id, state, options, note, evidence, reason, at,"
		" revision FROM answer_log WHERE id = ?1 ON CONFLICT (respondent, question) DO UPDATE SET "
		"head ="
		" excluded.head, state = excluded.state, options = excluded.options, note = excluded.note,"
		" evidence = excluded.evidence, reason = excluded.reason, at = excluded.at, revision ="
		" excluded.revision WHERE head <> excluded.head",
		err);
	if (!stmt)
		return false;
	db_bind_text(stmt, 1, id);
	return db_run(m->store, stmt, err);
}

/* The versions of one answer, in the order of standing. */
static bool settle_answer(struct merge *m, struct graph *g, struct version **versions, size_t count,
			  struct err *err)
{
	for (struct version *v = versions[0];;) {
		v->stands = true;
		if (v->made_from == NONE)
			break;
		v = &g->list[v->made_from];
	}
	for (size_t i = 0; i < count; i++)
		if (!put_branch(m, versions[i], err))
			return false;
	m->out->conflicts += count > 1 && !versions[1]->replaced;
	return put_answer(m, versions[0]->id, err);
}

static bool settle_answers(struct merge *m, struct graph *g, struct err *err)
{
	bool ok = true;
	struct version **order = xcalloc(g->count + 1, sizeof *order);
	for (size_t i = 0; i < g->count; i++)
		order[i] = &g->list[i];
	if (g->count)
		qsort(order, g->count, sizeof *order, order_by_standing);
	for (size_t i = 0, n; ok && i < g->count; i += n) {
		for (n = 1; i + n < g->count && strcmp(order[i]->question, order[i + n]->question) == 0;)
			n++;
		ok = settle_answer(m, g, order + i, n, err);
	}
	free(order);
	return ok;
}

/* ---- whose ---- */

void merge_touch(struct merge *m, const char *respondent, bool in_file)
{
	if (m->person_count && strcmp(m->persons[m->person_count - 1].id, respondent) == 0)
		return;
	m->persons = xgrow(m->persons, &m->person_cap, m->person_count + 1, sizeof *m->persons);
	m->persons[m->person_count++] = (struct touched){xstrdup(respondent), in_file};
}

void merge_touched_release(struct merge *m)
{
	for (size_t i = 0; i < m->person_count; i++)
		free(m->persons[i].id);
	free(m->persons);
	m->persons = NULL;
	m->person_count = m->person_cap = 0;
}

/* What two programs made of one answer here was settled by who came first; after a merge the graph does. */
static bool touch_branched(struct merge *m, struct err *err)
{
	bool ok;
	sqlite3_stmt *stmt =
		db_prepare(m->store, "SELECT DISTINCT respondent FROM answer_log WHERE branch = 1", err);
	if (!stmt)
		return false;
	while (db_next(m->store, stmt, &ok, err))
		merge_touch(m, db_peek(stmt, 0), false);
	return ok;
}

/* Those of the file first. */
static int order_by_person(const void *a, const void *b)
{
	const struct touched *x = a, *y = b;
	int id = strcmp(x->id, y->id);
	return id ? id : y->in_file - x->in_file;
}

static bool settle_person(struct merge *m, const struct touched *person, struct err *err)
{
	struct graph g = {0};
	bool sound = true;
	bool ok = read_versions(m, person->id, &g, err) && read_edges(m, person->id, &g, &sound, err);
	sound = sound && ok && graph_is_sound(&g);
	if (sound)
		ok = settle_answers(m, &g, err);
	else if (ok && person->in_file)
		ok = merge_refuse(m, "answer_log", err);
	graph_release(&g);
	return ok;
}

bool merge_settle(struct merge *m, struct err *err)
{
	if (!touch_branched(m, err))
		return false;
	if (m->person_count)
		qsort(m->persons, m->person_count, sizeof *m->persons, order_by_person);
	for (size_t i = 0; i < m->person_count; i++) {
		bool again = i > 0 && strcmp(m->persons[i - 1].id, m->persons[i].id) == 0;
		if (!again && !settle_person(m, &m->persons[i], err))
			return false;
	}
	return true;
}
