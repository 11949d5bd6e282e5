/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/whole.h"

#include <stdlib.h>

enum { PAGE = 500 };

struct opened {
	struct whole **list; /* each by itself: subjects point into them */
	size_t count, cap;
	size_t sealed; /* left out */
};

static bool open_one(struct opened *opened, struct store *store, const char *id, struct err *err)
{
	opened->list = xgrow((void *)opened->list, &opened->cap, opened->count + 1, sizeof *opened->list);
	struct whole *whole = xcalloc(1, sizeof *whole);
	opened->list[opened->count++] = whole;
	return whole_open(whole, store, id, err);
}

/* Among all, a workshop that is still sealed is left out, and said so. */
static bool open_or_skip(struct opened *opened, struct store *store, const char *id, struct err *err)
{
	struct err why = {.lang = err->lang};
	if (open_one(opened, store, id, &why))
		return true;
	if (why.kind != ERR_SEALED)
		return fail_as(err, why.kind, "%s", why.text);
	whole_release(opened->list[--opened->count]);
	free(opened->list[opened->count]);
	opened->sealed++;
	return true;
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
				ok = open_or_skip(opened, world->store, page.list[i].id, err);
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
		.table = (enum report_table)options_word(options, OPT_TABLE),
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
		whole_subject(opened->list[i], &subjects);
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
	if (ok && opened.sealed)
		cli_say(TR(world->lang, "公開前のワークショップ%zu件は、書き出していません。",
			   "Not written: %zu workshops that have not been revealed."),
			opened.sealed);
	for (size_t i = 0; i < opened.count; i++) {
		whole_release(opened.list[i]);
		free(opened.list[i]);
	}
	free((void *)opened.list);
	return ok;
}
