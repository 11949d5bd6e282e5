/* SPDX-License-Identifier: MIT */
/* Workshops in the store: people, the seal from every side, the reveal, second rounds, actions. */
#include "base/alloc.h"
#include "check.h"
#include "store_fixture.h"

#include <stdlib.h>
#include <string.h>

static struct stored_documents no_documents;

struct shop {
	struct fixture f;
	struct respondent people[3];
};

static struct respondent person(const char *alias, const char *department)
{
	return (struct respondent){
		.alias = xstrdup(alias), .department = xstrdup(department), .role = xstrdup("staff")};
}

static void shop_open(struct shop *s)
{
	*s = (struct shop){0};
	fixture_open(&s->f);
	assessment_release(&s->f.a);
	s->f.a = (struct assessment){.title = xstrdup("W"), .workshop = true, .minutes = 40};
	char **const texts[] = {&s->f.a.municipality,   &s->f.a.municipality_code,
				&s->f.a.reference_date, &s->f.a.stage,
				&s->f.a.position,       &s->f.a.alias,
				&s->f.a.department,     &s->f.a.role};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		*texts[i] = xstrdup("");
	CHECK(store_create(s->f.store, &s->f.a, &no_documents, NOW, &s->f.err));
	static const char *const names[] = {"1", "2", "3"};
	for (size_t i = 0; i < 3; i++) {
		s->people[i] = person(names[i], i ? "policy" : "information");
		CHECK(store_respondent_put(s->f.store, s->f.a.id, &s->people[i], NOW, &s->f.err));
	}
}

static void shop_close(struct shop *s)
{
	for (size_t i = 0; i < 3; i++)
		respondent_release(&s->people[i]);
	fixture_close(&s->f);
}

static bool answer(struct shop *s, size_t who, const char *question, const char *option)
{
	struct change change = {question, "answered", option, "", "", "", "", "", 0, false};
	int64_t seq = 0;
	struct progress progress = {7, 9, "q"};
	return store_save(s->f.store, s->f.a.id, who < 3 ? s->people[who].id : s->f.a.respondent, &change, 1,
			  progress, NOW, &seq, &s->f.err);
}

static bool was_sealed(struct shop *s)
{
	bool sealed = s->f.err.set && s->f.err.kind == ERR_SEALED && s->f.err.text[0];
	err_clear(&s->f.err);
	return sealed;
}

TEST(people_of_a_workshop)
{
	struct shop s;
	struct respondents got;
	struct assessment a;
	shop_open(&s);
	CHECK(store_respondents(s.f.store, s.f.a.id, &got, &s.f.err));
	CHECK_INT(got.count, 4);
	CHECK(got.list[0].group && strcmp(got.list[0].id, s.f.a.respondent) == 0);
	CHECK_STR(got.list[1].department, "information");
	CHECK(!got.list[1].begun && !*got.list[1].handed_in_at);
	respondents_release(&got);
	CHECK(store_find(s.f.store, s.f.a.id, &a, &s.f.err));
	CHECK(a.workshop && !a.revealed && a.minutes == 40);
	CHECK_INT(a.asked, 3);
	CHECK_INT(a.answered, 0);
	CHECK_STR(a.respondent, s.f.a.respondent); /* the group, though others were added */
	assessment_release(&a);
	struct respondent twin = person("2", "");
	CHECK(!store_respondent_put(s.f.store, s.f.a.id, &twin, NOW, &s.f.err));
	CHECK(is_sentence(&s.f.err, NULL, "ほかの人", "another person"));
	err_clear(&s.f.err);
	respondent_release(&twin);
	free(s.people[1].alias);
	s.people[1].alias = xstrdup("二");
	s.people[1].consents = true;
	CHECK(store_respondent_put(s.f.store, s.f.a.id, &s.people[1], NOW, &s.f.err));
	CHECK(store_respondent_remove(s.f.store, s.f.a.id, s.people[2].id, NOW, &s.f.err));
	CHECK(store_respondents(s.f.store, s.f.a.id, &got, &s.f.err));
	CHECK_INT(got.count, 3);
	CHECK_STR(got.list[2].alias, "二");
	CHECK(got.list[2].consents);
	respondents_release(&got);
	CHECK(!answer(&s, 2, "q/a", "x")); /* who is off the list has no turn */
	err_clear(&s.f.err);
	shop_close(&s);
}

TEST(no_workshop_has_no_people)
{
	struct fixture f;
	fixture_open(&f);
	struct respondent r = person("1", "");
	CHECK(!store_respondent_put(f.store, f.a.id, &r, NOW, &f.err));
	CHECK(is_sentence(&f.err, NULL, "ワークショップではありません", "no workshop"));
	err_clear(&f.err);
	CHECK(!store_reveal(f.store, f.a.id, NOW, &f.err));
	respondent_release(&r);
	fixture_close(&f);
}

/* Every function that could tell of it or change it. */
static void check_sealed(struct shop *s)
{
	struct stored_answers got;
	struct stored_answer one;
	struct undone undone;
	int64_t seq = 0;
	bool there;
	const char *who = s->people[0].id;
	CHECK(!store_answers(s->f.store, s->f.a.id, who, &got, &s->f.err) && was_sealed(s));
	CHECK(!store_versions(s->f.store, s->f.a.id, who, "q/a", &got, &s->f.err) && was_sealed(s));
	CHECK(!store_second_answer(s->f.store, s->f.a.id, who, "q/a", &one, &there, &s->f.err) &&
	      was_sealed(s));
	CHECK(!store_undo(s->f.store, s->f.a.id, who, NOW, &seq, &undone, &s->f.err) && was_sealed(s));
	CHECK(!store_mark(s->f.store, s->f.a.id, who, "q/a", true, &s->f.err) && was_sealed(s));
	CHECK(!answer(s, 0, "q/a", "y") && was_sealed(s));
	CHECK(!answer(s, 0, "q/a#2", "y") && was_sealed(s));
	CHECK(!store_respondent_put(s->f.store, s->f.a.id, &s->people[0], NOW, &s->f.err) && was_sealed(s));
	CHECK(!store_respondent_remove(s->f.store, s->f.a.id, who, NOW, &s->f.err) && was_sealed(s));
}

TEST(what_is_handed_in_is_sealed)
{
	struct shop s;
	struct stored_answers got;
	struct assessment a;
	shop_open(&s);
	CHECK(answer(&s, 0, "q/a", "x"));
	CHECK(store_answers(s.f.store, s.f.a.id, s.people[0].id, &got, &s.f.err)); /* the own turn */
	CHECK_INT(got.count, 1);
	stored_answers_release(&got);
	CHECK(store_hand_in(s.f.store, s.f.a.id, s.people[0].id, NOW, &s.f.err));
	CHECK(store_hand_in(s.f.store, s.f.a.id, s.people[0].id, LATER, &s.f.err));
	CHECK_INT(file_number(s.f.db, "SELECT count(*) FROM respondent WHERE handed_in_at = '" NOW "'"), 1);
	check_sealed(&s);
	CHECK(store_find(s.f.store, s.f.a.id, &a,
			 &s.f.err)); /* people are counted, nothing of their answers */
	CHECK_INT(a.answered, 1);
	CHECK_INT(a.asked, 3);
	CHECK_STR(a.position, "");
	assessment_release(&a);
	CHECK(answer(&s, 1, "q/a", "y")); /* another's turn goes on */

	CHECK(store_reveal(s.f.store, s.f.a.id, NOW, &s.f.err));
	CHECK(store_reveal(s.f.store, s.f.a.id, LATER, &s.f.err));
	CHECK(store_answers(s.f.store, s.f.a.id, s.people[0].id, &got, &s.f.err));
	CHECK(got.count == 1 && strcmp(got.list[0].options, "x") == 0);
	stored_answers_release(&got);
	CHECK(!answer(&s, 0, "q/a", "y") && was_sealed(&s)); /* read, and never changed */
	struct undone undone;
	int64_t seq = 0;
	CHECK(!store_undo(s.f.store, s.f.a.id, s.people[0].id, NOW, &seq, &undone, &s.f.err) &&
	      was_sealed(&s));
	CHECK(answer(&s, 9, "q/a", "y")); /* the group agrees on something */
	CHECK(!store_hand_in(s.f.store, s.f.a.id, s.people[1].id, NOW, &s.f.err));
	err_clear(&s.f.err);
	struct respondent late = person("9", "");
	CHECK(!store_respondent_put(s.f.store, s.f.a.id, &late, NOW, &s.f.err));
	respondent_release(&late);
	shop_close(&s);
}

TEST(a_second_round)
{
	struct shop s;
	enum second_state state;
	struct stored_answers got;
	struct stored_answer one;
	bool there;
	shop_open(&s);
	CHECK(answer(&s, 0, "q/a", "x"));
	CHECK(store_hand_in(s.f.store, s.f.a.id, s.people[0].id, NOW, &s.f.err));
	CHECK(!store_second_open(s.f.store, s.f.a.id, "q/a", NOW, &s.f.err)); /* not before the reveal */
	err_clear(&s.f.err);
	CHECK(store_reveal(s.f.store, s.f.a.id, NOW, &s.f.err));
	CHECK(store_second_round(s.f.store, s.f.a.id, "q/a", &state, &s.f.err) && state == SECOND_NONE);
	CHECK(store_second_open(s.f.store, s.f.a.id, "q/a", NOW, &s.f.err));
	CHECK(store_second_round(s.f.store, s.f.a.id, "q/a", &state, &s.f.err) && state == SECOND_OPEN);
	CHECK(answer(&s, 0, "q/a#2", "z"));
	CHECK(!answer(&s, 0, "q/b#2", "z") && was_sealed(&s)); /* of that question alone */
	CHECK(store_answers(s.f.store, s.f.a.id, s.people[0].id, &got, &s.f.err));
	CHECK_INT(got.count, 1); /* while it is open nobody reads it with the rest */
	stored_answers_release(&got);
	CHECK(store_second_answer(s.f.store, s.f.a.id, s.people[0].id, "q/a", &one, &there, &s.f.err));
	CHECK(there && strcmp(one.options, "z") == 0);
	stored_answer_release(&one);
	CHECK(store_second_close(s.f.store, s.f.a.id, "q/a", NOW, &s.f.err));
	CHECK(store_second_round(s.f.store, s.f.a.id, "q/a", &state, &s.f.err) && state == SECOND_CLOSED);
	CHECK(!answer(&s, 0, "q/a#2", "x") && was_sealed(&s));
	CHECK(store_answers(s.f.store, s.f.a.id, s.people[0].id, &got, &s.f.err));
	CHECK(got.count == 2 && strcmp(got.list[0].options, "x") == 0); /* the first answer is kept */
	CHECK(got.count == 2 && strcmp(got.list[1].question, "q/a#2") == 0);
	stored_answers_release(&got);
	shop_close(&s);
}

static struct action action_of(const char *text, enum action_state state)
{
	return (struct action){.criterion = xstrdup("c"),
			       .text = xstrdup(text),
			       .owner = xstrdup("企画課"),
			       .due = xstrdup("2027-03-31"),
			       .state = state};
}

TEST(actions_are_kept_and_carried_on)
{
	struct shop s;
	struct actions got;
	size_t carried;
	shop_open(&s);
	struct action one = action_of("one", ACTION_OPEN), two = action_of("two", ACTION_DONE);
	CHECK(store_action_put(s.f.store, s.f.a.id, &one, NOW, &s.f.err));
	CHECK(store_action_put(s.f.store, s.f.a.id, &two, LATER, &s.f.err));
	one.state = ACTION_DOING;
	CHECK(store_action_put(s.f.store, s.f.a.id, &one, LATER, &s.f.err));
	CHECK_INT(one.revision, 2);
	CHECK(store_actions(s.f.store, s.f.a.id, &got, &s.f.err));
	CHECK_INT(got.count, 2);
	CHECK(got.list[0].state == ACTION_DOING && strcmp(got.list[0].created_at, NOW) == 0);
	CHECK_STR(got.list[0].owner, "企画課");
	actions_release(&got);
	struct assessment next = {0};
	assessment_copy(&next, &s.f.a);
	CHECK(store_create(s.f.store, &next, &no_documents, NOW, &s.f.err));
	CHECK(store_actions_carry(s.f.store, s.f.a.id, next.id, NOW, &carried, &s.f.err));
	CHECK_INT(carried, 1);
	CHECK(store_actions_carry(s.f.store, s.f.a.id, next.id, NOW, &carried, &s.f.err));
	CHECK_INT(carried, 0);
	CHECK(store_actions(s.f.store, next.id, &got, &s.f.err));
	CHECK(got.count == 1 && strcmp(got.list[0].from, one.id) == 0);
	actions_release(&got);
	CHECK(store_action_remove(s.f.store, s.f.a.id, one.id, &s.f.err));
	CHECK(store_actions(s.f.store, s.f.a.id, &got, &s.f.err));
	CHECK_INT(got.count, 1);
	actions_release(&got);
	CHECK(!store_action_remove(s.f.store, next.id, one.id, &s.f.err)); /* of another assessment */
	err_clear(&s.f.err);
	action_release(&one);
	action_release(&two);
	assessment_release(&next);
	shop_close(&s);
}

TESTS(RUN(people_of_a_workshop), RUN(no_workshop_has_no_people), RUN(what_is_handed_in_is_sealed),
      RUN(a_second_round), RUN(actions_are_kept_and_carried_on))
