/* SPDX-License-Identifier: MIT */
/* Several respondents, by hand: the vectors of A, then each rule and its edge. */
#include "model/group.h"

#include "check.h"
#include "model_fixture.h"

enum { PEOPLE_MAX = 12 };

static struct respondent persons[PEOPLE_MAX];
static struct answers said[PEOPLE_MAX], second[PEOPLE_MAX];
static struct member members[PEOPLE_MAX];
static size_t people;
static struct answers agreed;
static struct group group;

static void add_person(const struct fixture *f, const char *department, const char *role)
{
	persons[people] = (struct respondent){.department = (char *)(uintptr_t)department,
					      .role = (char *)(uintptr_t)role};
	answers_init(&said[people], f->instrument.count);
	answers_init(&second[people], f->instrument.count);
	members[people] = (struct member){&persons[people], &said[people], &second[people]};
	people++;
}

static void begin(const struct fixture *f)
{
	people = 0;
	answers_init(&agreed, f->instrument.count);
}

static void compute(const struct fixture *f)
{
	group_release(&group);
	group_compute(&group, &f->instrument, members, people, &agreed, false);
}

static void end(void)
{
	for (size_t i = 0; i < people; i++) {
		answers_release(&said[i]);
		answers_release(&second[i]);
	}
	answers_release(&agreed);
	group_release(&group);
}

/* One staff member for each letter: a to f an option, u unknown, n na, - blank. */
static void vote(const struct fixture *f, size_t question, const char *letters)
{
	while (people < strlen(letters))
		add_person(f, "", "staff");
	for (size_t i = 0; letters[i]; i++) {
		struct answer *answer = &said[i].at[question];
		answer_release(answer);
		if (letters[i] == 'u' || letters[i] == 'n')
			answer_set_state(answer, letters[i] == 'u' ? STATE_UNKNOWN : STATE_NA);
		else if (letters[i] != '-')
			answer_choose(&f->questions[question], answer, (size_t)(letters[i] - 'a'));
	}
}

static bool is_thousandths(struct fraction a, int64_t wanted)
{
	if (!a.den)
		return false;
	int64_t twice = 2 * (1000 * a.num - wanted * a.den);
	return twice <= a.den && twice >= -a.den;
}

TEST(agreement_has_the_published_values)
{
	static const struct {
		size_t counts[4];
		int64_t thousandths;
	} VECTORS[] = {
		{{5, 0, 0, 0}, 1000}, {{4, 1, 0, 0}, 867},   {{3, 2, 0, 0}, 733}, {{1, 3, 1, 0}, 600},
		{{4, 0, 1, 0}, 533},  {{2, 2, 1, 0}, 467},   {{4, 0, 0, 1}, 200}, {{1, 1, 1, 1}, 0},
		{{3, 0, 0, 2}, -600}, {{2, 0, 0, 2}, -1000},
	};
	for (size_t i = 0; i < sizeof VECTORS / sizeof *VECTORS; i++)
		CHECK(is_thousandths(agreement(VECTORS[i].counts, 4), VECTORS[i].thousandths));
	static const size_t seven[] = {30, 40, 210, 130, 530, 50, 10};
	struct fraction a = agreement(seven, 7);
	CHECK_INT((20000 * a.num + a.den) / (2 * a.den), 6113);
	CHECK_INT(agreement((size_t[]){1, 0, 0, 0}, 4).den, 0);
}

TEST(the_provisional_answer)
{
	static const struct {
		const char *votes;
		enum answer_state state;
		size_t option;
	} ROWS[] = {
		{"abc", STATE_ANSWERED, 1},  {"abcd", STATE_ANSWERED, 1}, {"aaad", STATE_ANSWERED, 0},
		{"ddda", STATE_ANSWERED, 3}, {"cuu", STATE_UNKNOWN, 0},   {"cu", STATE_ANSWERED, 2},
		{"c-", STATE_ANSWERED, 2},   {"--c", STATE_UNKNOWN, 0},   {"nna", STATE_NA, 0},
		{"na", STATE_ANSWERED, 0},   {"nnab", STATE_ANSWERED, 0}, {"u", STATE_UNKNOWN, 0},
	};
	for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
		struct fixture *f = fixture_reset(1);
		size_t q = fixture_choice(f, 1, fixture_criterion(f, 0, "c"));
		begin(f);
		vote(f, q, ROWS[i].votes);
		compute(f);
		CHECK_INT(group.provisional.at[q].state, ROWS[i].state);
		if (ROWS[i].state == STATE_ANSWERED)
			CHECK_INT(group.provisional.at[q].options, UINT32_C(1) << ROWS[i].option);
		end();
	}
}

TEST(nobody_to_ask_leaves_it_blank)
{
	struct fixture *f = fixture_reset(1);
	size_t q = fixture_choice(f, 1, fixture_criterion(f, 0, "c"));
	begin(f);
	compute(f);
	CHECK_INT(group.provisional.at[q].state, STATE_BLANK);
	add_person(f, "", "council"); /* stands beside the group */
	persons[0].consents = true;
	answer_choose(&f->questions[q], &said[0].at[q], 3);
	compute(f);
	CHECK_INT(group.items[q].n, 0);
	CHECK_INT(group.items[q].beside.median, 3);
	CHECK_INT(group.beside, 1);
	end();
}

TEST(of_checklists_the_smaller_string_of_equal_values)
{
	struct fixture *f = fixture_reset(1);
	size_t q = fixture_question(f, QUESTION_CHECKLIST, 1, fixture_criterion(f, 0, "c"));
	begin(f);
	for (size_t i = 0; i < 2; i++)
		add_person(f, "", "manager");
	answer_choose(&f->questions[q], &said[0].at[q], 0); /* 1000 */
	answer_choose(&f->questions[q], &said[1].at[q], 2); /* 0010 is the smaller string */
	compute(f);
	CHECK_INT(group.provisional.at[q].options, 1u << 2);
	end();
}

TEST(a_hidden_question_has_no_votes)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c"), parent = fixture_choice(f, 1, c),
	       child = fixture_choice(f, 1, c);
	fixture_condition(f, child, parent, 2);
	begin(f);
	vote(f, parent, "aad");
	vote(f, child, "ddd"); /* two of them gave it while it was visible to them */
	compute(f);
	CHECK_INT(group.items[child].n, 1);
	CHECK_INT(group.score.asked[child], ASKED_NO); /* the group's own answer is a */
	answer_choose(&f->questions[parent], &agreed.at[parent], 2);
	compute(f);
	CHECK_INT(group.score.asked[child], ASKED_YES);
	end();
}

TEST(flags_open_at_half_and_split_below)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c"), q = fixture_choice(f, 1, c);
	fixture_flag(f, q, 0, c, 1);
	begin(f);
	vote(f, q, "aadd");
	compute(f);
	CHECK_INT(group.items[q].flag, FLAG_OPEN);
	CHECK_INT(group.score.criteria[c].verdict, VERDICT_FLAGGED);
	vote(f, q, "addd");
	compute(f);
	CHECK_INT(group.items[q].flag, FLAG_SPLIT);
	CHECK(group.score.criteria[c].verdict != VERDICT_FLAGGED);
	CHECK(group.items[q].reasons & AGENDA_FLAG);
	CHECK_INT(group.score.criteria[c].level_low, 1);
	f->flags[q][0].cap = 0; /* caps level_low alone */
	compute(f);
	CHECK_INT(group.score.criteria[c].level_low, 0);
	CHECK_INT(group.score.criteria[c].level_high, 1);
	answer_choose(&f->questions[q], &agreed.at[q], 3); /* what is agreed settles it */
	compute(f);
	CHECK_INT(group.items[q].flag, FLAG_CLOSED);
	CHECK_INT(group.score.criteria[c].level_low, 1);
	CHECK(group.items[q].reasons & AGENDA_FLAG); /* it stays on the list that is being talked through */
	answer_release(&agreed.at[q]);
	answer_choose(&f->questions[q], &agreed.at[q], 0);
	compute(f);
	CHECK_INT(group.items[q].flag, FLAG_OPEN);
	end();
}

TEST(few_answers_open_a_flag_among_many_unknown)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c"), q = fixture_choice(f, 1, c);
	fixture_flag(f, q, 0, c, 1);
	begin(f);
	vote(f, q, "auuuu");
	compute(f);
	CHECK_INT(group.provisional.at[q].state, STATE_UNKNOWN);
	CHECK_INT(group.score.criteria[c].verdict, VERDICT_FLAGGED);
	CHECK_INT(group.score.criteria[c].possible_flags, 0);
	end();
}

TEST(the_band_of_opinion_collapses_where_agreed)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c"), p = fixture_choice(f, 1, c), q = fixture_choice(f, 1, c);
	begin(f);
	vote(f, p, "abd");
	vote(f, q, "ccc");
	compute(f);
	CHECK_INT(fraction_percent(group.bands[c].low), 33);  /* 0 + 2 of 6 */
	CHECK_INT(fraction_percent(group.bands[c].high), 83); /* 3 + 2 of 6 */
	answer_choose(&f->questions[p], &agreed.at[p], 1);
	compute(f);
	CHECK_INT(fraction_percent(group.bands[c].low), 50);
	CHECK_INT(fraction_percent(group.bands[c].high), 50);
	CHECK_INT(fraction_percent(group.score.criteria[c].score), 50);
	end();
}

TEST(the_agenda)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c"), q[6];
	for (size_t i = 0; i < 6; i++)
		q[i] = fixture_choice(f, 1, c);
	fixture_flag(f, q[3], 0, c, 1);
	begin(f);
	vote(f, q[0], "bbbbb"); /* all the same, and low */
	vote(f, q[1], "aaadd"); /* A -0.6 */
	vote(f, q[2], "uubbb"); /* many do not know */
	vote(f, q[3], "adddd"); /* a split flag */
	vote(f, q[4], "ccccc"); /* all the same, higher */
	vote(f, q[5], "aaaad"); /* A 0.2 */
	compute(f);
	CHECK_INT(group.agenda_count, 5);
	const size_t wanted[] = {q[3], q[1], q[5], q[2], q[0]};
	for (size_t i = 0; i < 5 && i < group.agenda_count; i++)
		CHECK_INT(group.agenda[i], wanted[i]);
	CHECK_INT(group.items[q[0]].reasons, AGENDA_CONSENSUS);
	CHECK_INT(agenda_fits(&group, 40), 4);
	CHECK_INT(agenda_fits(&group, 0), 1);
	CHECK_INT(agenda_fits(&group, 500), 5);
	CHECK(agenda_has_room(&group, 2, 40));
	CHECK(!agenda_has_room(&group, 3, 40)); /* its place is kept for the one they agree on */
	CHECK(agenda_has_room(&group, 4, 40));
	CHECK(agenda_has_room(&group, 0, 10) && !agenda_has_room(&group, 4, 10));
	end();
}

TEST(below_four_answers_two_steps_are_a_division)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c"), p = fixture_choice(f, 1, c), q = fixture_choice(f, 1, c);
	begin(f);
	vote(f, p, "bbd");
	vote(f, q, "bbc");
	compute(f);
	CHECK(group.items[p].indicative && group.items[p].reasons == AGENDA_DIVIDED);
	CHECK_INT(group.items[q].reasons, 0);
	end();
}

static void set_person(size_t i, const char *department, const char *role, bool consents)
{
	persons[i].department = (char *)(uintptr_t)department;
	persons[i].role = (char *)(uintptr_t)role;
	persons[i].consents = consents;
}

static size_t kind(const char *id)
{
	return kind_find(DEPARTMENTS, DEPARTMENT_COUNT, id);
}

TEST(departments_and_their_gap)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c"), q = fixture_choice(f, 1, c);
	begin(f);
	vote(f, q, "dddabu");
	for (size_t i = 0; i < 6; i++)
		set_person(i, i < 3 ? "information" : "policy", "staff", false);
	compute(f);
	CHECK_INT(group.items[q].departments[kind("information")].median, 3);
	CHECK_INT(group.items[q].departments[kind("policy")].median, 0); /* the lower of a and b */
	CHECK_INT(group.items[q].departments[kind("policy")].unknown, 1);
	CHECK(group.gaps[c].exists && group.gaps[c].is_signed);
	CHECK_INT(fraction_percent(group.gaps[c].size), 100);
	CHECK_INT(group.gaps[c].policy_over_information.num, -3);
	CHECK_INT(group.gaps[c].policy_over_information.den, 3);
	end();
}

static bool shown_as(size_t count, bool anonymous, const char *const *wanted)
{
	const struct respondent *list[PEOPLE_MAX];
	size_t shown[PEOPLE_MAX];
	bool any, all = true;
	for (size_t i = 0; i < count; i++)
		list[i] = &persons[i];
	people_shown(list, count, anonymous, shown, &any);
	for (size_t i = 0; i < count; i++)
		all = all && shown[i] == (wanted[i] ? kind(wanted[i]) : DEPARTMENT_COUNT);
	return all;
}

TEST(small_groups_are_folded)
{
	for (size_t i = 0; i < 3; i++)
		set_person(i, "policy", "staff", false);
	set_person(3, "information", "staff", false);
	set_person(4, "finance", "staff", false);
	set_person(5, "", "manager", false);
	CHECK(shown_as(6, false,
		       (const char *const[]){"policy", "policy", "policy", "other", "other", "other"}));
	CHECK(shown_as(6, true, (const char *const[]){NULL, NULL, NULL, NULL, NULL, NULL}));
	/* Two in その他 would be found out: then nobody's department is shown. */
	CHECK(shown_as(5, false, (const char *const[]){NULL, NULL, NULL, NULL, NULL}));
	persons[3].consents = true; /* all of the department consented */
	CHECK(shown_as(4, false, (const char *const[]){"policy", "policy", "policy", "information"}));
	set_person(4, "information", "staff", false); /* one of two did not */
	CHECK(shown_as(5, false, (const char *const[]){NULL, NULL, NULL, NULL, NULL}));
	set_person(4, "policy", "outside", true); /* who stands beside has no department */
	CHECK(shown_as(5, false, (const char *const[]){"policy", "policy", "policy", "information", NULL}));
}

TEST(reliance_on_outsiders)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c"), p = fixture_choice(f, 1, c), q = fixture_choice(f, 1, c);
	begin(f);
	vote(f, p, "uuad");
	vote(f, q, "uacd");
	set_person(3, "", "outside", false);
	compute(f);
	CHECK_INT(group.reliance.num, 1);
	CHECK_INT(group.reliance.den, 2);
	set_person(2, "", "manager", false); /* two of the staff are too few to say */
	compute(f);
	CHECK_INT(group.reliance.den, 0);
	end();
}

TEST(a_second_answer_takes_the_place_of_the_first)
{
	struct fixture *f = fixture_reset(1);
	size_t c = fixture_criterion(f, 0, "c"), q = fixture_choice(f, 1, c);
	begin(f);
	vote(f, q, "aad");
	for (size_t i = 0; i < 2; i++)
		answer_choose(&f->questions[q], &second[i].at[q], 2);
	compute(f);
	CHECK_INT(group.items[q].second, 2);
	CHECK(!group.items[q].has_before); /* of two it would be plain who said what at first */
	CHECK_INT(group.items[q].before[0], 0);
	CHECK_INT(group.items[q].counts[0], 0);
	CHECK_INT(group.items[q].counts[2], 2);
	CHECK_INT(group.provisional.at[q].options, 1u << 2);
	answer_choose(&f->questions[q], &second[2].at[q], 2);
	compute(f);
	CHECK(group.items[q].has_before); /* the same three people, before and after */
	CHECK_INT(group.items[q].before[0], 2);
	CHECK_INT(group.items[q].before[3], 1);
	CHECK_INT(group.items[q].counts[2], 3);
	end();
}

TESTS(RUN(agreement_has_the_published_values), RUN(the_provisional_answer),
      RUN(nobody_to_ask_leaves_it_blank), RUN(of_checklists_the_smaller_string_of_equal_values),
      RUN(a_hidden_question_has_no_votes), RUN(flags_open_at_half_and_split_below),
      RUN(few_answers_open_a_flag_among_many_unknown), RUN(the_band_of_opinion_collapses_where_agreed),
      RUN(the_agenda), RUN(below_four_answers_two_steps_are_a_division), RUN(departments_and_their_gap),
      RUN(small_groups_are_folded), RUN(reliance_on_outsiders),
      RUN(a_second_answer_takes_the_place_of_the_first))
