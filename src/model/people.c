/* SPDX-License-Identifier: MIT */
#include "model/people.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

/* clang-format off */
const struct kind DEPARTMENTS[] = {
	{"information", {"情報・企画部局", "Information or planning"}},
	{"industry",    {"産業振興部局", "Industry"}},
	{"policy",      {"施策担当部局（福祉、まちづくり、環境など）", "Policy (welfare, town-building, environment, etc.)"}},
	{"finance",     {"財政部局", "Finance"}},
	{"other",       {"その他", "Other"}},
};
const struct kind ROLES[] = {
	{"staff",     {"担当職員", "Staff"}},
	{"manager",   {"管理職", "Manager"}},
	{"executive", {"首長、副首長、教育長など", "Mayor, deputy mayor or the like"}},
	{"outside",   {"外部の専門家", "Outside specialist"}},
	{"council",   {"議会", "Municipal council"}},
	{"business",  {"地元経済界", "Local business"}},
	{"citizen",   {"市民、住民団体", "Citizen or residents' group"}},
	{"academia",  {"大学、研究機関", "University or research body"}},
};
/* clang-format on */
const size_t DEPARTMENT_COUNT = sizeof DEPARTMENTS / sizeof *DEPARTMENTS;
const size_t ROLE_COUNT = sizeof ROLES / sizeof *ROLES;

size_t kind_find(const struct kind *kinds, size_t count, const char *id)
{
	for (size_t i = 0; i < count; i++)
		if (id && strcmp(kinds[i].id, id) == 0)
			return i;
	return count;
}

bool role_is_own(const char *role)
{
	static const char *const own[] = {"", "staff", "manager", "executive"};
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (strcmp(role ? role : "", own[i]) == 0)
			return true;
	return false;
}

void respondent_release(struct respondent *respondent)
{
	char *const texts[] = {respondent->id,   respondent->alias,    respondent->department,
			       respondent->role, respondent->added_at, respondent->handed_in_at};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		free(texts[i]);
	*respondent = (struct respondent){0};
}

static char *copy_text(const char *text)
{
	return xstrdup(text ? text : "");
}

void respondent_copy(struct respondent *to, const struct respondent *from)
{
	struct respondent copy = *from;
	copy.id = copy_text(from->id);
	copy.alias = copy_text(from->alias);
	copy.department = copy_text(from->department);
	copy.role = copy_text(from->role);
	copy.added_at = copy_text(from->added_at);
	copy.handed_in_at = copy_text(from->handed_in_at);
	respondent_release(to);
	*to = copy;
}

void respondents_release(struct respondents *respondents)
{
	for (size_t i = 0; i < respondents->count; i++)
		respondent_release(&respondents->list[i]);
	free(respondents->list);
	*respondents = (struct respondents){0};
}
