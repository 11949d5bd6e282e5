/* SPDX-License-Identifier: MIT */
/* Which department a person may be shown under: small groups are folded, so that nobody is found out. */
#include "model/group.h"

struct crowd {
	size_t people, consenting;
};

static size_t other(void)
{
	return kind_find(DEPARTMENTS, DEPARTMENT_COUNT, "other");
}

/* A department that was not given counts as その他. */
static size_t department_of(const struct respondent *person)
{
	size_t found = kind_find(DEPARTMENTS, DEPARTMENT_COUNT, person->department);
	return found < DEPARTMENT_COUNT ? found : other();
}

static bool too_few(struct crowd crowd)
{
	return crowd.people > 0 && crowd.people < GROUP_SMALLEST && crowd.consenting < crowd.people;
}

static void count(const struct respondent *const *people, size_t n, const size_t *department,
		  struct crowd crowds[DEPARTMENT_MAX])
{
	for (size_t i = 0; i < DEPARTMENT_MAX; i++)
		crowds[i] = (struct crowd){0, 0};
	for (size_t i = 0; i < n; i++) {
		if (department[i] >= DEPARTMENT_COUNT)
			continue;
		crowds[department[i]].people++;
		crowds[department[i]].consenting += people[i]->consents;
	}
}

void people_shown(const struct respondent *const *people, size_t n, bool anonymous, size_t *department,
		  bool *any)
{
	struct crowd crowds[DEPARTMENT_MAX];
	*any = false;
	for (size_t i = 0; i < n; i++)
		department[i] = !anonymous && role_is_own(people[i]->role) ? department_of(people[i])
									   : DEPARTMENT_COUNT;
	count(people, n, department, crowds);
	for (size_t i = 0; i < n; i++)
		if (department[i] < DEPARTMENT_COUNT && too_few(crowds[department[i]]))
			department[i] = other();
	count(people, n, department, crowds);
	bool none = too_few(crowds[other()]);
	for (size_t i = 0; i < n; i++) {
		if (none)
			department[i] = DEPARTMENT_COUNT;
		*any = *any || department[i] < DEPARTMENT_COUNT;
	}
}
