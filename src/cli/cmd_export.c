/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/sessions.h"
#include "cli/subjects.h"

#include <stdlib.h>

enum { PAGE = 500 };

struct opened {
	struct session *list;
	size_t count, cap;
};

static bool open_one(struct opened *opened, struct store *store, const char *id, struct err *err)
{
	opened->list = xgrow(opened->list, &opened->cap, opened->count + 1, sizeof *opened->list);
	struct session *session = &opened->list[opened->count++];
	*session = (struct session){0};
	return sessions_open(session, store, id, err);
}

static bool open_all(struct opened *opened, struct world *world, struct err *err)
{
	struct assessment_list page = {.more = true};
	size_t at = 0;
	bool ok = true;
	while (ok && page.more) {
		if (!store_list(world->store, false, at, PAGE, &page, err))
			return false;
		for (size_t i = 0; ok && i < page.count; i++)
			if (!page.list[i].example) /* an invented town is no data */
				ok = open_one(opened, world->store, page.list[i].id, err);
		at += page.count;
		bool more = page.more;
		assessment_list_release(&page);
		page.more = more;
	}
	return ok;
}

static bool open_wanted(struct opened *opened, struct world *world, struct err *err)
{
	const struct options *options = world->options;
	if (!options->operand_count)
		return open_all(opened, world, err);
	for (size_t i = 0; i < options->operand_count; i++)
		if (!open_one(opened, world->store, options->operands[i], err))
			return false;
	return true;
}

static struct report_options report_options(const struct options *options)
{
	static const enum report_encoding encodings[] = {ENCODING_UTF8_BOM, ENCODING_UTF8, ENCODING_CP932};
	static const enum report_labels labels[] = {LABELS_JA, LABELS_EN};
	struct report_options r = {
		.table = options_word(options, OPT_TABLE) ? REPORT_ANSWERS : REPORT_SCORES,
		.format = options_word(options, OPT_FORMAT) ? REPORT_JSON : REPORT_CSV,
		.encoding = options->given[OPT_OUTPUT] ? ENCODING_UTF8_BOM : ENCODING_UTF8,
	};
	if (r.format == REPORT_JSON)
		r.encoding = ENCODING_UTF8;
	if (options->given[OPT_ENCODING])
		r.encoding = encodings[options_word(options, OPT_ENCODING)];
	if (options->given[OPT_LABELS])
		r.labels = labels[options_word(options, OPT_LABELS)];
	return r;
}

static bool write_file(struct world *world, const struct strbuf *bytes, struct report_result result,
		       struct err *err)
{
	const char *path = world->options->value[OPT_OUTPUT];
	char *again = NULL;
	size_t len, rows;
	if (!file_write(path, strbuf_str(bytes), bytes->len, world->options->given[OPT_FORCE], err) ||
	    !file_read(path, bytes->len, &again, &len, err))
		return false;
	bool ok = report_count_rows(again, len, &rows, err);
	free(again);
	if (!ok)
		return false;
	cli_say(TR(world->lang, "%zu行を書き出し、%zu行を読み直して確かめました：%s",
		   "%zu rows written, %zu read back and checked: %s"),
		result.rows, rows, path);
	return true;
}

static bool report(struct world *world, const struct opened *opened, struct err *err)
{
	struct report_options options = report_options(world->options);
	struct subjects subjects;
	struct strbuf bytes = {0};
	struct report_result result = {0};
	subjects_init(&subjects, opened->count);
	for (size_t i = 0; i < opened->count; i++)
		subjects_add(&subjects, &opened->list[i]);
	bool ok = report_write(subjects.list, subjects.count, options, &bytes, &result, err);
	if (ok && world->options->given[OPT_OUTPUT])
		ok = write_file(world, &bytes, result, err);
	else if (ok)
		cli_write(strbuf_str(&bytes), bytes.len);
	if (ok && result.neutralised)
		cli_say(TR(world->lang, "数式とみなされるセル%zuの先頭に ' を付けました。",
			   "%zu cells that would run as formulas got a ' in front."),
			result.neutralised);
	strbuf_release(&bytes);
	subjects_release(&subjects);
	return ok;
}

bool cmd_export(struct world *world, struct err *err)
{
	struct opened opened = {0};
	struct report_options options = report_options(world->options);
	if (options.format == REPORT_JSON && options.encoding != ENCODING_UTF8)
		return fail_as(err, ERR_USAGE,
			       TR(world->lang, "JSON の文字コードは utf-8 だけです。",
				  "JSON is written in utf-8 only."));
	bool ok = world_store(world, STORE_READ, err) && open_wanted(&opened, world, err) &&
		  report(world, &opened, err);
	for (size_t i = 0; i < opened.count; i++)
		session_release(&opened.list[i]);
	free(opened.list);
	return ok;
}
