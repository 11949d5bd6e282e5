/* SPDX-License-Identifier: MIT */
#include "base/alloc.h"
#include "base/file.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/whole.h"

#include <stdlib.h>

enum {
	PAGE = 10000, /* of the rows before a page all are read again */
	HELD = 100    /* how many are read as of one moment: some milliseconds for other programs to wait */
};

struct exporting {
	struct world *world;
	struct report *report;
	enum report_table table;
	struct shelf shelf;
	struct subjects simple; /* what shelf_read() reads, as a subject */
	struct progress_line progress;
	size_t done, total; /* total 0: unknown */
	size_t sealed;      /* left out */
};

static bool add_one(struct exporting *e, const char *id, struct err *err)
{
	struct whole whole;
	struct subjects subject;
	subjects_release(&e->simple); /* the next is not like the one before */
	bool ok = whole_open(&whole, e->world->store, id, &e->shelf, err);
	if (ok) {
		subjects_init(&subject, 1);
		whole_subject(&whole, &subject);
		report_add(e->report, &subject.list[0]);
		subjects_release(&subject);
		progress_say(&e->progress, ++e->done, e->total);
	}
	whole_release(&whole);
	return ok;
}

/* Among all, a workshop that is still sealed is left out, and said so. */
static bool add_or_skip(struct exporting *e, const char *id, struct err *err)
{
	struct err why = {.lang = err->lang};
	if (add_one(e, id, &why))
		return true;
	if (why.kind != ERR_SEALED)
		return fail_as(err, why.kind, "%s", why.text);
	e->sealed++;
	return true;
}

/* One that a single respondent answered, where a table is of nothing but answers. */
static bool add_simple(struct exporting *e, struct assessment *listed, bool *added, struct err *err)
{
	bool same;
	*added = false;
	if (listed->workshop || (e->table != REPORT_ANSWERS && e->table != REPORT_SCORES))
		return true;
	if (!shelf_read(&e->shelf, e->world->store, listed, added, &same, err))
		return false;
	if (!same)
		subjects_release(&e->simple);
	if (!*added)
		return true;
	if (e->simple.count) {
		subjects_read_again(&e->simple, &e->shelf.read, e->table == REPORT_SCORES);
	} else {
		subjects_init(&e->simple, 1);
		subjects_add(&e->simple, &e->shelf.read, NULL, NULL);
	}
	report_add(e->report, &e->simple.list[0]);
	progress_say(&e->progress, ++e->done, e->total);
	return true;
}

static bool add_listed(struct exporting *e, struct assessment *listed, struct err *err)
{
	bool added;
	if (listed->example) /* an invented town is no data */
		return true;
	return add_simple(e, listed, &added, err) && (added || add_or_skip(e, listed->id, err));
}

static bool add_page(struct exporting *e, struct assessment_list *page, struct err *err)
{
	bool ok = true;
	for (size_t i = 0; ok && i < page->count; i++) {
		if (i % HELD == 0) {
			store_let_go(e->world->store);
			ok = store_hold(e->world->store, err);
		}
		ok = ok && add_listed(e, &page->list[i], err);
	}
	store_let_go(e->world->store);
	return ok;
}

static bool add_all(struct exporting *e, struct err *err)
{
	struct assessment_list page = {.more = true};
	size_t at = 0;
	bool ok = true;
	while (ok && page.more) {
		if (!store_list(e->world->store, false, at, PAGE, &page, err))
			return false;
		ok = add_page(e, &page, err);
		at += page.count;
		bool more = page.more;
		assessment_list_release(&page);
		page.more = more;
	}
	return ok;
}

static bool add_wanted(struct exporting *e, struct err *err)
{
	const struct options *options = e->world->options;
	e->total = options->operand_count;
	if (!options->operand_count)
		return add_all(e, err);
	for (size_t i = 0; i < options->operand_count; i++)
		if (!add_one(e, options->operands[i], err))
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

static bool write_out(struct world *world, const struct strbuf *bytes, struct report_result result,
		      struct err *err)
{
	if (!world->options->given[OPT_OUTPUT])
		cli_write(strbuf_str(bytes), bytes->len);
	else if (!write_file(world, bytes, result, err))
		return false;
	if (result.neutralised)
		cli_say(TR(world->lang, "数式とみなされるセル%zuの先頭に ' を付けました。",
			   "%zu cells that would run as formulas got a ' in front."),
			result.neutralised);
	return true;
}

/* One assessment after the other, so that any number of them fits into memory. */
static bool export(struct exporting *e, struct report_options options, struct strbuf *bytes, struct err *err)
{
	struct report_result result;
	e->report = report_begin(options, bytes, err);
	if (!e->report)
		return false;
	bool ok = add_wanted(e, err);
	progress_end(&e->progress);
	ok = report_end(e->report, &result, err) && ok;
	return ok && write_out(e->world, bytes, result, err);
}

bool cmd_export(struct world *world, struct err *err)
{
	struct exporting e = {.world = world,
			      .table = (enum report_table)options_word(world->options, OPT_TABLE),
			      .progress = {.lang = world->lang, .what = {"書き出しています", "Exporting"}}};
	struct report_options options = report_options(world->options);
	struct strbuf bytes = {0};
	if (options.format == REPORT_JSON && options.encoding != ENCODING_UTF8)
		return fail_as(err, ERR_USAGE,
			       TR(world->lang, "JSON の文字コードは utf-8 だけです。",
				  "JSON is written in utf-8 only."));
	bool ok = world_store(world, STORE_READ, err) && export(&e, options, &bytes, err);
	if (ok && e.sealed)
		cli_say(TR(world->lang, "公開前のワークショップ%zu件は、書き出していません。",
			   "Not written: %zu workshops that have not been revealed."),
			e.sealed);
	subjects_release(&e.simple);
	shelf_release(&e.shelf);
	strbuf_release(&bytes);
	return ok;
}
