/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/text.h"
#include "report/filling.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* The length of the words without what stands in brackets behind them. */
static size_t bare_length(const char *words)
{
	static const char *const brackets[] = {"（", " ("};
	size_t length = strlen(words);
	for (size_t i = 0; i < sizeof brackets / sizeof *brackets; i++) {
		const char *bracket = strstr(words, brackets[i]);
		if (bracket && (size_t)(bracket - words) < length)
			length = (size_t)(bracket - words);
	}
	return length;
}

static bool is_word(const char *written, const char *words)
{
	size_t bare = bare_length(words);
	return strcasecmp(written, words) == 0 ||
	       (strlen(written) == bare && strncasecmp(written, words, bare) == 0);
}

/*
 * The id of a kind that somebody wrote as its id or its words in either language, with or without what stands
 * in brackets there, letters large or small; NULL when there is none.
 */
static const char *find_kind(const struct kind *kinds, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (is_word(word, kinds[i].id) || is_word(word, kinds[i].word.ja) ||
		    is_word(word, kinds[i].word.en))
			return kinds[i].id;
	return NULL;
}

/* Ends with the file: a person more moves those before. */
struct sheet *fill_add_sheet(struct filling *filling, const char *alias)
{
	struct respondent person = {0};
	filling->sheets = xrealloc(filling->sheets, filling->sheet_count + 1, sizeof *filling->sheets);
	struct sheet *sheet = &filling->sheets[filling->sheet_count++];
	*sheet = (struct sheet){.lines = xcalloc(filling->instrument->count + 1, sizeof *sheet->lines)};
	respondent_copy(&sheet->filled.person, &person);
	free(sheet->filled.person.alias);
	sheet->filled.person.alias = xstrdup(alias);
	answers_init(&sheet->filled.answers, filling->instrument->count);
	return sheet;
}

static struct sheet *find_sheet(struct filling *filling, const struct csv_row *row, const char *alias)
{
	size_t at;
	uint32_t cp;
	for (size_t i = 0; i < filling->sheet_count; i++)
		if (strcmp(filling->sheets[i].filled.person.alias, alias) == 0)
			return &filling->sheets[i];
	if (text_find_unfit(alias, strlen(alias), &at, &cp) || strchr(alias, '\n'))
		fill_fault(filling, row, filling->at[HEADING_RESPONDENT],
			   TR(filling->lang, "respondent 列に使えない文字があります。",
			      "Column respondent holds a character that no name may hold."));
	else if (filling->sheet_count == FILL_PEOPLE_MAX)
		fill_fault(
			filling, row, filling->at[HEADING_RESPONDENT],
			TR(filling->lang, "回答者は %d 人までです。", "There may be %d respondents at most."),
			FILL_PEOPLE_MAX);
	else
		return fill_add_sheet(filling, alias);
	return NULL;
}

/* A department or a role, said once or in every row of the respondent, and never in two ways. */
static void read_kind(struct filling *filling, const struct csv_row *row, enum heading heading, char **id,
		      size_t *line)
{
	bool is_role = heading == HEADING_ROLE;
	const struct kind *kinds = is_role ? ROLES : DEPARTMENTS;
	char *word = fill_trimmed(fill_cell(filling, row, heading));
	const char *found = find_kind(kinds, is_role ? ROLE_COUNT : DEPARTMENT_COUNT, word);
	if (*word && !found) {
		fill_fault(filling, row, filling->at[heading],
			   TR(filling->lang, "%s「%.*s」はありません（%s などの ID か、そのことば）。",
			      "There is no %s \"%.*s\" (write an id such as %s, or its words)."),
			   fill_headings[heading], fill_shown(word), word, kinds[0].id);
	} else if (*word && *line && strcmp(*id, found) != 0) {
		fill_fault(filling, row, filling->at[heading],
			   TR(filling->lang, "%s が %zu 行目と違います（回答者「%.*s」）。",
			      "The %s differs from the one in line %zu (respondent \"%.*s\")."),
			   fill_headings[heading], *line, fill_shown(filling->sheet->filled.person.alias),
			   filling->sheet->filled.person.alias);
	} else if (*word && !*line) {
		free(*id);
		*id = xstrdup(found);
		*line = row->line;
	}
	free(word);
}

static bool says_nothing(const struct filling *filling, const struct csv_row *row)
{
	for (size_t h = HEADING_STATE; h < HEADING_COUNT; h++)
		if (*fill_cell(filling, row, (enum heading)h))
			return false;
	return true;
}

/* Sets filling->sheet. False: the row is to be passed over, told where that is a fault. */
bool fill_person(struct filling *filling, const struct csv_row *row)
{
	filling->sheet = filling->sheets;
	if (!filling->many)
		return true;
	char *written = fill_trimmed(fill_cell(filling, row, HEADING_RESPONDENT));
	char *alias = text_nfc(written, strlen(written));
	filling->sheet = NULL;
	if (*alias && strcmp(alias, "_group") != 0)
		filling->sheet = find_sheet(filling, row, alias);
	else if (!*alias && !says_nothing(filling, row))
		fill_fault(filling, row, filling->at[HEADING_RESPONDENT],
			   TR(filling->lang, "respondent 列が空です。", "Column respondent is empty."));
	free(written);
	free(alias);
	if (!filling->sheet)
		return false;
	struct respondent *person = &filling->sheet->filled.person;
	read_kind(filling, row, HEADING_DEPARTMENT, &person->department, &filling->sheet->department_line);
	read_kind(filling, row, HEADING_ROLE, &person->role, &filling->sheet->role_line);
	return true;
}

void filled_release(struct filled_list *filled)
{
	for (size_t i = 0; i < filled->count; i++) {
		respondent_release(&filled->list[i].person);
		answers_release(&filled->list[i].answers);
	}
	free(filled->list);
	*filled = (struct filled_list){0};
}
