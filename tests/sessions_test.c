/* SPDX-License-Identifier: MIT */
/* Sessions over a real database and the questionnaires that ship: two programs on one assessment, undo, what
 * is not ours to touch. */
#include "base/alloc.h"
#include "check.h"
#include "cli/catalog.h"
#include "cli/shelf.h"
#include "store_fixture.h"

#include <stdlib.h>
#include <unistd.h>

struct desk {
	char dir[300], db[400];
	struct store *a, *b; /* two programs */
	struct session one, two;
	struct err err;
};

static struct assessment setup(void)
{
	char title[] = "t";
	struct assessment a = {.title = title}, copy = {0};
	assessment_copy(&copy, &a);
	return copy;
}

static void collect(const char *name, struct stored_documents *documents, struct err *err)
{
	struct catalog catalog = {0};
	struct strbuf told = {0};
	char folder[400];
	snprintf(folder, sizeof folder, "%s/questionnaires", getenv("SRC") ? getenv("SRC") : ".");
	struct catalog_places places = {.folder = folder};
	CHECK(catalog_load(&catalog, places, err));
	CHECK(catalog_collect(&catalog, &name, 1, documents, &told, err));
	catalog_release(&catalog);
	strbuf_release(&told);
}

static void sit_down(struct desk *d)
{
	*d = (struct desk){.err = {.lang = LANG_EN}};
	struct stored_documents documents = {0};
	struct assessment wanted = setup();
	snprintf(d->dir, sizeof d->dir, "%s/sessions.XXXXXX", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp");
	CHECK(mkdtemp(d->dir) != NULL);
	snprintf(d->db, sizeof d->db, "%s/t.db", d->dir);
	collect("quick-check", &documents, &d->err);
	CHECK(store_open(&d->a, d->db, STORE_CREATE, &d->err));
	CHECK(sessions_create(&d->one, d->a, &wanted, &documents, NULL, &d->err));
	CHECK(store_open(&d->b, d->db, STORE_CREATE, &d->err));
	CHECK(sessions_open(&d->two, d->b, d->one.assessment.id, &d->err));
	CHECK_STR(d->err.text, "");
	stored_documents_release(&documents);
	assessment_release(&wanted);
}

static void get_up(struct desk *d)
{
	session_release(&d->one);
	session_release(&d->two);
	store_close(d->a);
	store_close(d->b);
	unlink(d->db);
	rmdir(d->dir);
}

static void choose(struct session *s, size_t item, size_t option)
{
	answer_choose(s->instrument.items[item].question, &s->answers.at[item], option);
	s->items[item].unsaved = true;
}

TEST(a_save_is_seen_by_the_other)
{
	struct desk d;
	struct save_done done;
	bool changed;
	sit_down(&d);
	choose(&d.one, 0, 1);
	choose(&d.one, 1, 2);
	CHECK(sessions_save(&d.one, d.a, &done, &d.err));
	CHECK_INT(done.saved, 2);
	CHECK(done.conflict_item == ITEM_NONE);
	CHECK(!session_unsaved(&d.one));
	CHECK_INT(d.one.items[0].revision, 1);
	CHECK(sessions_refresh(&d.two, d.b, &changed, &d.err));
	CHECK(changed);
	CHECK(answer_equals(&d.one.answers.at[0], &d.two.answers.at[0]));
	CHECK_STR(d.two.items[1].head, d.one.items[1].head);
	CHECK(sessions_refresh(&d.two, d.b, &changed, &d.err));
	CHECK(!changed);
	get_up(&d);
}

TEST(neither_of_two_loses)
{
	struct desk d;
	struct save_done done;
	sit_down(&d);
	choose(&d.one, 0, 1);
	CHECK(sessions_save(&d.one, d.a, &done, &d.err));
	choose(&d.two, 0, 2);
	choose(&d.two, 3, 1);
	CHECK(sessions_save(&d.two, d.b, &done, &d.err));
	CHECK_INT(done.conflict_item, 0);
	CHECK_INT(done.saved, 1);
	CHECK(d.two.answers.at[0].options == 2); /* the first one's stands, and is shown */
	CHECK(!session_unsaved(&d.two));
	choose(&d.two, 0, 3); /* settles it */
	CHECK(sessions_save(&d.two, d.b, &done, &d.err));
	CHECK(done.conflict_item == ITEM_NONE);
	get_up(&d);
}

TEST(unsaved_answers_stay_when_others_are_read)
{
	struct desk d;
	struct save_done done;
	bool changed;
	sit_down(&d);
	choose(&d.one, 0, 1);
	CHECK(sessions_save(&d.one, d.a, &done, &d.err));
	choose(&d.two, 0, 3);
	CHECK(sessions_refresh(&d.two, d.b, &changed, &d.err));
	CHECK(d.two.answers.at[0].options == 8);
	CHECK(d.two.items[0].unsaved);
	get_up(&d);
}

TEST(undo_walks_back_and_counts_anew)
{
	struct desk d;
	struct save_done done;
	struct undo_done undone;
	struct assessment found = {0};
	sit_down(&d);
	choose(&d.one, 0, 1);
	CHECK(sessions_save(&d.one, d.a, &done, &d.err));
	choose(&d.one, 0, 2);
	CHECK(sessions_save(&d.one, d.a, &done, &d.err));
	CHECK(sessions_undo(&d.one, d.a, &undone, &d.err));
	CHECK(undone.done);
	CHECK_INT(undone.item, 0);
	CHECK(d.one.answers.at[0].options == 2);
	CHECK(sessions_undo(&d.one, d.a, &undone, &d.err));
	CHECK_INT(d.one.answers.at[0].state, STATE_BLANK);
	CHECK(store_find(d.a, d.one.assessment.id, &found, &d.err));
	CHECK_INT(found.answered, 0);
	assessment_release(&found);
	CHECK(sessions_undo(&d.one, d.a, &undone, &d.err));
	CHECK(!undone.done);
	get_up(&d);
}

TEST(a_failed_save_keeps_the_answer)
{
	struct desk d;
	struct save_done done;
	char away[450];
	sit_down(&d);
	snprintf(away, sizeof away, "%s.away", d.db);
	choose(&d.one, 0, 1);
	CHECK(rename(d.db, away) == 0);
	CHECK(!sessions_save(&d.one, d.a, &done, &d.err));
	CHECK(d.err.text[0]);
	CHECK(d.one.items[0].unsaved);
	CHECK(d.one.answers.at[0].options == 2);
	CHECK(rename(away, d.db) == 0);
	err_clear(&d.err);
	if (!sessions_save(&d.one, d.a, &done,
			   &d.err)) { /* the first try after it may be what mends the connection */
		err_clear(&d.err);
		CHECK(sessions_save(&d.one, d.a, &done, &d.err));
	}
	CHECK(!session_unsaved(&d.one));
	get_up(&d);
}

/* ---- many in turn ---- */

static struct assessment listed(struct desk *d)
{
	struct assessment_list list;
	struct assessment a = {0};
	CHECK(store_list(d->b, false, 0, 10, &list, &d->err));
	CHECK_INT(list.count, 1);
	assessment_copy(&a, &list.list[0]);
	assessment_list_release(&list);
	return a;
}

/* Read it at once and as the wizard does; the same of both. Returns whether it was simple enough. */
static bool read_both_ways(struct desk *d, struct shelf *shelf, struct assessment a)
{
	bool plain, same, before = session_is_open(&shelf->read);
	CHECK(store_hold(d->b, &d->err));
	CHECK(shelf_read(shelf, d->b, &a, &plain, &same, &d->err));
	store_let_go(d->b);
	assessment_release(&a);
	if (!plain)
		return false;
	CHECK_INT(same, before);
	session_release(&d->two);
	CHECK(sessions_open(&d->two, d->b, d->one.assessment.id, &d->err));
	CHECK_STR(shelf->read.assessment.respondent, d->two.assessment.respondent);
	CHECK_STR(shelf->read.assessment.title, d->two.assessment.title);
	CHECK_INT(shelf->read.instrument.count, d->two.instrument.count);
	for (size_t i = 0; i < d->two.instrument.count; i++) {
		CHECK(answer_equals(&shelf->read.answers.at[i], &d->two.answers.at[i]));
		CHECK_STR(shelf->read.items[i].at, d->two.items[i].at);
		CHECK_INT(shelf->read.items[i].revision, d->two.items[i].revision);
		CHECK_INT(shelf->read.asked[i], d->two.asked[i]);
	}
	return true;
}

TEST(many_in_turn_are_read_as_one_is)
{
	struct desk d;
	struct save_done done;
	struct shelf shelf = {0};
	sit_down(&d);
	CHECK(read_both_ways(&d, &shelf, listed(&d)));
	for (size_t i = 0; i < d.one.instrument.count; i++)
		choose(&d.one, i, i % 2);
	d.one.answers.at[1].note = xstrdup("会議録, \"第3回\"\n二行目");
	answer_set_state(&d.one.answers.at[2], STATE_UNKNOWN);
	CHECK(sessions_save(&d.one, d.a, &done, &d.err));
	CHECK(read_both_ways(&d, &shelf, listed(&d)));
	answer_set_state(&d.one.answers.at[1], STATE_BLANK); /* what was there before must not stay */
	free(d.one.answers.at[1].note);
	d.one.answers.at[1].note = NULL;
	d.one.items[1].unsaved = true;
	CHECK(sessions_save(&d.one, d.a, &done, &d.err));
	CHECK(read_both_ways(&d, &shelf, listed(&d)));
	CHECK_STR(d.err.text, "");
	shelf_release(&shelf);
	get_up(&d);
}

TEST(what_is_not_so_simple_is_left_to_the_other_way)
{
	static const char *const odd[] = {
		"UPDATE answer SET state = 'na'", /* without a reason */
		"UPDATE answer SET options = 'no-such-option'",
		"UPDATE answer SET note = 'a' || char(27) || '[2J'",
		"UPDATE answer SET at = 'at any time, or so they say'",
		"UPDATE assessment SET updated_at = '2001-01-01T00:00:00Z'", /* changed since it was listed */
		"UPDATE assessment SET workshop = 1",
		"UPDATE respondent SET removed = 1",
	};
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
		struct desk d;
		struct save_done done;
		struct shelf shelf = {0};
		sit_down(&d);
		choose(&d.one, 0, 1);
		CHECK(sessions_save(&d.one, d.a, &done, &d.err));
		struct assessment a = listed(&d);
		sqlite3 *raw = raw_open(d.db);
		raw_exec(raw, odd[i]);
		sqlite3_close(raw);
		if (read_both_ways(&d, &shelf, a))
			CHECK_STR(odd[i], "");
		CHECK_STR(d.err.text, "");
		shelf_release(&shelf);
		get_up(&d);
	}
}

TEST(the_position_comes_back)
{
	struct desk d;
	struct save_done done;
	sit_down(&d);
	choose(&d.one, 4, 0);
	CHECK(sessions_save(&d.one, d.a, &done, &d.err));
	session_release(&d.two);
	CHECK(sessions_open(&d.two, d.b, d.one.assessment.id, &d.err));
	CHECK_INT(session_resume_at(&d.two), 4);
	get_up(&d);
}

TESTS(RUN(a_save_is_seen_by_the_other), RUN(neither_of_two_loses),
      RUN(unsaved_answers_stay_when_others_are_read), RUN(undo_walks_back_and_counts_anew),
      RUN(a_failed_save_keeps_the_answer), RUN(many_in_turn_are_read_as_one_is),
      RUN(what_is_not_so_simple_is_left_to_the_other_way), RUN(the_position_comes_back))
