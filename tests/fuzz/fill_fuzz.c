/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as a filled-in CSV of one or many respondents: each fault names its line, and what is taken in
 * could have been keyed in and comes back when it is written and read again. The first byte picks the
 * language, and one or many. Seeds: corpus/fill/.
 */
#include "base/sys.h"
#include "base/text.h"
#include "report/csv.h"
#include "report/fill.h"
#include "report_fixture.h"

#include <stdint.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define MUST(condition) ((condition) ? (void)0 : abort())

static struct town town;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	if (!sys_utf8_locale())
		return -1;
	town_init(&town);
	return 0;
}

static bool is_printable(const char *s)
{
	size_t at;
	uint32_t cp;
	return text_is_utf8(s, strlen(s), NULL) && !text_find_unfit(s, strlen(s), &at, &cp);
}

/* Every line of the faults begins with the file's name and, but for the last, a number. */
static void check_told(const struct strbuf *faults, const struct err *err)
{
	MUST(err->set && is_printable(err->text) && is_printable(strbuf_str(faults)));
	MUST(!faults->len || faults->bytes[faults->len - 1] == '\n');
	for (const char *line = strbuf_str(faults); *line; line = strchr(line, '\n') + 1) {
		MUST(strncmp(line, "in.csv:", 7) == 0);
		const char *end = strchr(line, '\n');
		MUST((line[7] >= '1' && line[7] <= '9') || end[1] == '\0');
	}
}

static void check_text(const char *text)
{
	MUST(!text || (*text && strlen(text) <= CSV_CELL_MAX && is_printable(text)));
}

static void check_sheet(const struct filled *sheet)
{
	const struct instrument *instrument = &town.f->instrument;
	MUST(is_printable(sheet->person.alias) && !strchr(sheet->person.alias, '\n'));
	MUST(!*sheet->person.department ||
	     kind_find(DEPARTMENTS, DEPARTMENT_COUNT, sheet->person.department) < DEPARTMENT_COUNT);
	MUST(!*sheet->person.role || kind_find(ROLES, ROLE_COUNT, sheet->person.role) < ROLE_COUNT);
	MUST(sheet->answers.count == instrument->count);
	for (size_t i = 0; i < instrument->count; i++) {
		const struct answer *answer = &sheet->answers.at[i];
		struct err err = {.lang = LANG_EN};
		MUST(answer_check(instrument->items[i].question, answer, &err));
		check_text(answer->note);
		check_text(answer->evidence);
		check_text(answer->reason);
	}
}

static void write_sheet(const struct filled *sheet, struct strbuf *out)
{
	const struct instrument *instrument = &town.f->instrument;
	for (size_t i = 0; i < instrument->count; i++) {
		const struct answer *answer = &sheet->answers.at[i];
		char *options = answer_options_join(instrument->items[i].question, answer->options);
		const char *const cells[] = {sheet->person.alias,
					     sheet->person.department,
					     sheet->person.role,
					     instrument->items[i].key,
					     answer_state_id(answer->state),
					     options,
					     answer->note,
					     answer->evidence,
					     answer->reason};
		for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
			if (c)
				csv_comma(out);
			csv_text(out, cells[c] ? cells[c] : "");
		}
		csv_end_row(out);
		free(options);
	}
}

static bool is_same(const struct filled *a, const struct filled *b)
{
	for (size_t i = 0; i < a->answers.count; i++)
		if (!answer_equals(&a->answers.at[i], &b->answers.at[i]))
			return false;
	return strcmp(a->person.alias, b->person.alias) == 0 && strcmp(a->person.role, b->person.role) == 0 &&
	       strcmp(a->person.department, b->person.department) == 0;
}

static void read_again(const struct filled_list *filled)
{
	struct strbuf out = {0}, faults = {0};
	struct filled_list again = {0};
	struct err err = {.lang = LANG_EN};
	strbuf_adds(&out, "respondent,department,role,question,state,options,note,evidence,reason\r\n");
	for (size_t i = 0; i < filled->count; i++) {
		check_sheet(&filled->list[i]);
		write_sheet(&filled->list[i], &out);
	}
	MUST(fill_read_many(&town.f->instrument, &again, "in.csv", out.bytes, out.len, &faults, &err));
	MUST(again.count == filled->count && faults.len == 0);
	for (size_t i = 0; i < filled->count; i++)
		MUST(is_same(&filled->list[i], &again.list[i]));
	filled_release(&again);
	strbuf_release(&out);
}

static void fill_many(const char *bytes, size_t len, enum lang lang)
{
	struct strbuf faults = {0};
	struct filled_list filled = {0};
	struct err err = {.lang = lang};
	if (!fill_read_many(&town.f->instrument, &filled, "in.csv", bytes, len, &faults, &err)) {
		MUST(!filled.list);
		check_told(&faults, &err);
	} else if (filled.many) {
		MUST(!err.set && !faults.len && filled.count <= FILL_PEOPLE_MAX);
		read_again(&filled);
	} else {
		MUST(!err.set && !faults.len && filled.count == 1);
		check_sheet(&filled.list[0]);
	}
	filled_release(&filled);
	strbuf_release(&faults);
}

static void fill_one(const char *bytes, size_t len, enum lang lang)
{
	struct strbuf faults = {0};
	struct filled one = {
		.person = {.alias = xstrdup("one"), .department = xstrdup(""), .role = xstrdup("")}};
	struct err err = {.lang = lang};
	if (fill_read(&town.f->instrument, &one.answers, "in.csv", bytes, len, &faults, &err))
		read_again(&(struct filled_list){.list = &one, .count = 1});
	else
		check_told(&faults, &err);
	respondent_release(&one.person);
	answers_release(&one.answers);
	strbuf_release(&faults);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	enum lang lang = data[0] & 1 ? LANG_EN : LANG_JA;
	(data[0] & 2 ? fill_one : fill_many)((const char *)data + 1, size - 1, lang);
	return 0;
}
