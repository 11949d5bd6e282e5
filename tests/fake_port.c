/* SPDX-License-Identifier: MIT */
#include "fake_port.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/text.h"
#include "model/search.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const FILES[] = {"guidebook",          "quick-check",           "silo-breakdown",
				    "advisor-dependence", "citizen-participation", "plan-and-governance",
				    "trial-and-rollout"};
#define FILE_COUNT (sizeof FILES / sizeof *FILES)

/* A copy of its own: sessions own their documents. */
static struct document *load(const char *name)
{
	char path[512];
	const char *src = getenv("SRC");
	snprintf(path, sizeof path, "%s/questionnaires/%s.yaml", src ? src : ".", name);
	struct err err = {.lang = LANG_EN};
	char *bytes;
	size_t len;
	if (!file_read(path, DOCUMENT_BYTES_MAX, &bytes, &len, &err)) {
		printf("%s\n", err.text);
		exit(1);
	}
	struct document *document = xcalloc(1, sizeof *document);
	struct diags diags = {.lang = LANG_EN, .file = path};
	if (!document_parse(document, path, bytes, len, &diags)) {
		printf("%s does not load\n", path);
		exit(1);
	}
	diag_release(&diags);
	free(bytes);
	return document;
}

static void load_all(struct document **documents)
{
	for (size_t i = 0; i < FILE_COUNT; i++)
		documents[i] = load(FILES[i]);
	for (size_t i = 1; i < FILE_COUNT; i++) {
		struct diags diags = {.lang = LANG_EN, .file = FILES[i]};
		if (!document_link(documents[i], documents[0]->framework,
				   (const struct document *const *)documents + 1, FILE_COUNT - 1, &diags))
			printf("%s does not link\n", FILES[i]);
		diag_release(&diags);
	}
}

void fake_session(struct fake *fake, struct session *out, const char *const *ids, size_t count)
{
	(void)fake;
	struct document *all[FILE_COUNT];
	load_all(all);
	struct document **documents = xcalloc(FILE_COUNT, sizeof *documents);
	size_t n = 0, chosen = 0;
	documents[n++] = all[0];
	bool used[FILE_COUNT] = {true};
	for (size_t c = 0; c < count; c++)
		for (size_t i = 1; i < FILE_COUNT; i++)
			if (!used[i] && strcmp(all[i]->id, ids[c]) == 0) {
				documents[n++] = all[i];
				used[i] = true;
				chosen++;
			}
	for (size_t i = 1; i < FILE_COUNT; i++)
		if (!used[i])
			documents[n++] = all[i];
	struct err err = {.lang = LANG_EN};
	if (!session_init(out, documents, n, chosen, &err)) {
		printf("%s\n", err.text);
		exit(1);
	}
	const struct assessment setup = {.title = (char *)(uintptr_t) "自己点検",
					 .municipality = (char *)(uintptr_t) "A市"};
	assessment_copy(&out->assessment, &setup);
}

static int64_t now(void *self)
{
	(void)self;
	return 1795325520; /* 2026-11-22 05:32 UTC */
}

static bool list(void *self, bool binned, const char *typed, size_t offset, size_t limit,
		 struct assessment_list *out, size_t *total, struct err *err)
{
	struct fake *fake = self;
	struct search *search = search_begin(typed);
	fake->lists++;
	*total = 0;
	if (fake->damaged) {
		search_end(search);
		return fail_as(err, ERR_DAMAGED, "damaged");
	}
	out->list = xcalloc(limit, sizeof *out->list);
	size_t at = 0;
	for (size_t i = 0; i < fake->saved_count; i++) {
		const struct assessment *a = &fake->saved[i];
		if (a->binned != binned ||
		    (search && !search_fits(search, a->id, a->title, a->municipality, a->municipality_code)))
			continue;
		*total += search != NULL;
		if (at++ < offset)
			continue;
		out->more = out->count == limit;
		if (!out->more)
			assessment_copy(&out->list[out->count++], a);
	}
	search_end(search);
	return true;
}

static bool choices(void *self, const struct choice **out, size_t *count, const struct framework **framework,
		    struct err *err)
{
	(void)err;
	struct fake *fake = self;
	*out = fake->choices;
	*count = fake->choice_count;
	*framework = fake->catalog[0]->framework;
	return true;
}

static bool create(void *self, const struct assessment *setup, const char *const *ids, size_t count,
		   struct session *out, struct err *err)
{
	(void)err;
	fake_session(self, out, ids, count);
	assessment_copy(&out->assessment, setup);
	free(out->assessment.id);
	out->assessment.id = xstrdup("new");
	return true;
}

static bool open_saved(void *self, const char *id, struct session *out, struct err *err)
{
	static const char *const all[] = {"silo-breakdown", "advisor-dependence", "citizen-participation"};
	struct fake *fake = self;
	for (size_t i = 0; i < fake->saved_count; i++)
		if (strcmp(fake->saved[i].id, id) == 0) {
			fake_session(fake, out, all, 3);
			assessment_copy(&out->assessment, &fake->saved[i]);
			return true;
		}
	return fail(err, "%s", "no such assessment");
}

static bool example(void *self, struct session *out, struct err *err)
{
	(void)err;
	static const char *const all[] = {"silo-breakdown", "advisor-dependence", "citizen-participation"};
	fake_session(self, out, all, 3);
	return true;
}

static bool update(void *self, struct session *session, const struct assessment *setup,
		   const char *const *ids, size_t count, struct err *err)
{
	struct fake *fake = self;
	(void)ids;
	(void)count;
	(void)err;
	fake->minutes = setup->minutes;
	assessment_copy(&session->assessment, setup);
	return true;
}

static bool save(void *self, struct session *session, struct save_done *done, struct err *err)
{
	struct fake *fake = self;
	if (fake->fail_save)
		return fail(err, "%s", fake->fail_save);
	fake->saves++;
	for (size_t i = 0; i < session->instrument.count; i++) {
		done->saved += session->items[i].unsaved;
		session->items[i].unsaved = false;
	}
	fake_workshop_saved(fake, session);
	done->conflict_item = fake->conflict_item;
	fake->conflict_item = ITEM_NONE;
	return true;
}

static bool undo(void *self, struct session *session, struct undo_done *done, struct err *err)
{
	(void)err;
	struct fake *fake = self;
	done->refused = fake->undo_refused;
	done->done = !fake->undo_refused && fake->undo_item != ITEM_NONE;
	done->item = fake->undo_item;
	if (done->done)
		answer_set_state(&session->answers.at[done->item], STATE_BLANK);
	return true;
}

static bool mark(void *self, struct session *session, size_t item, bool marked, struct err *err)
{
	(void)self;
	(void)session;
	(void)item;
	(void)marked;
	(void)err;
	return true;
}

static bool position(void *self, struct session *session, size_t item, struct err *err)
{
	(void)self;
	(void)session;
	(void)item;
	(void)err;
	return true;
}

static bool refresh(void *self, struct session *session, bool *changed, struct err *err)
{
	(void)session;
	(void)err;
	struct fake *fake = self;
	*changed = fake->changed;
	fake->changed = false;
	return true;
}

static bool bin(void *self, const char *id, bool binned, struct err *err)
{
	(void)err;
	struct fake *fake = self;
	for (size_t i = 0; i < fake->saved_count; i++)
		if (strcmp(fake->saved[i].id, id) == 0)
			fake->saved[i].binned = binned;
	return true;
}

static bool export(void *self, const struct session *session, const struct export_request *request,
		   struct export_done *done, struct err *err)
{
	(void)session;
	(void)err;
	struct fake *fake = self;
	if (fake->file_exists && !request->replace) {
		done->exists = true;
		return true;
	}
	snprintf(fake->exported, sizeof fake->exported, "%s", request->path);
	done->rows_written = done->rows_read_back = 14;
	return true;
}

static char *export_path(void *self, const struct session *session, int table)
{
	(void)self;
	(void)session;
	return xstrdup(table == 1 ? "/home/a/ドキュメント/自己点検_A市_回答.csv"
				  : "/home/a/ドキュメント/自己点検_A市_得点.csv");
}

static bool remember(void *self, const char *name, const char *value, struct err *err)
{
	(void)name;
	(void)err;
	struct fake *fake = self;
	snprintf(fake->language, sizeof fake->language, "%s", value);
	return true;
}

static bool backup(void *self, struct err *told, struct err *err)
{
	struct fake *fake = self;
	if (fake->backup_told)
		fail(told, "%s", fake->backup_told);
	return !fake->damaged || fail_as(err, ERR_DAMAGED, "damaged");
}

static int64_t backup_due(void *self)
{
	(void)self;
	return 0;
}

static bool rescue(void *self, struct rescue *out, struct err *err)
{
	struct fake *fake = self;
	(void)err;
	*out = (struct rescue){.path = xstrdup("/home/a/.local/share/tenken/tenken.db"),
			       .date = fake->backup_date ? xstrdup(fake->backup_date) : NULL,
			       .lost = fake->lost};
	return true;
}

static bool recover(void *self, bool anew, char **kept, struct err *err)
{
	struct fake *fake = self;
	*kept = NULL;
	if (fake->fail_recover)
		return fail(err, "%s", fake->fail_recover);
	if (!anew && !fake->lost)
		*kept = xstrdup("/home/a/.local/share/tenken/tenken.db.damaged-20261122-053210");
	fake->damaged = fake->lost = false;
	fake->recoveries++;
	return true;
}

void fake_init(struct fake *fake)
{
	setenv("TZ", "JST-9", 1); /* days are local ones */
	*fake = (struct fake){.conflict_item = ITEM_NONE, .undo_item = ITEM_NONE};
	fake->port = (struct port){
		.self = fake,
		.now = now,
		.list = list,
		.choices = choices,
		.create = create,
		.open = open_saved,
		.example = example,
		.update = update,
		.save = save,
		.undo = undo,
		.mark = mark,
		.position = position,
		.refresh = refresh,
		.bin = bin,
		.export = export,
		.export_path = export_path,
		.remember = remember,
		.backup = backup,
		.backup_due = backup_due,
		.rescue = rescue,
		.recover = recover,
	};
	fake_workshop_init(fake);
	load_all(fake->catalog);
	fake->catalog_count = FILE_COUNT;
	for (size_t i = 1; i < FILE_COUNT; i++) {
		const struct questionnaire *q = fake->catalog[i]->questionnaire;
		fake->choices[fake->choice_count++] = (struct choice){
			.id = q->id,
			.title = q->title,
			.intro = q->intro,
			.questions = q->use_count ? q->use_count : q->question_count,
			.selection = q->use_count > 0,
			.first_stage = questionnaire_first_stage(q, fake->catalog[0]->framework),
		};
	}
}

void fake_release(struct fake *fake)
{
	fake_workshop_release(fake);
	for (size_t i = 0; i < fake->catalog_count; i++) {
		document_release(fake->catalog[i]);
		free(fake->catalog[i]);
	}
	for (size_t i = 0; i < fake->saved_count; i++)
		assessment_release(&fake->saved[i]);
}

/* ---- keys ---- */

static const struct {
	const char *name;
	uint32_t key;
} KEYS[] = {
	{"Enter", K_ENTER}, {"Esc", K_ESCAPE}, {"Up", K_UP},         {"Down", K_DOWN},      {"Left", K_LEFT},
	{"Right", K_RIGHT}, {"Tab", K_TAB},    {"BTab", K_BACK_TAB}, {"BS", K_BACKSPACE},   {"Del", K_DELETE},
	{"Home", K_HOME},   {"End", K_END},    {"PgUp", K_PAGE_UP},  {"PgDn", K_PAGE_DOWN}, {"F1", K_F1},
	{"F2", K_F2},       {"F10", K_F10},    {"lt", '<'},          {"Space", ' '},
};

static void event(struct app *app, const struct event *e)
{
	app_event(app, e);
	/* As the loop does once the input is drained. */
	if (app_unsaved(app))
		app_commit(app);
}

static void named(struct app *app, const char *name)
{
	struct event e = {.kind = EVENT_KEY};
	if (strncmp(name, "C-", 2) == 0)
		e.key = K_CTRL + (unsigned char)name[2];
	else if (sscanf(name, "click:%d,%d", &e.row, &e.col) == 2)
		e.kind = EVENT_CLICK;
	else if (strncmp(name, "paste:", 6) == 0) {
		e.kind = EVENT_PASTE;
		e.text = (char *)(uintptr_t)(name + 6);
	}
	for (size_t i = 0; i < sizeof KEYS / sizeof *KEYS; i++)
		if (strcmp(KEYS[i].name, name) == 0)
			e.key = KEYS[i].key;
	event(app, &e);
}

void fake_keys(struct app *app, const char *keys)
{
	size_t n = strlen(keys);
	for (size_t i = 0; i < n;) {
		const char *end = keys[i] == '<' ? strchr(keys + i, '>') : NULL;
		if (end) {
			char name[256];
			snprintf(name, sizeof name, "%.*s", (int)(end - keys - (long)i) - 1, keys + i + 1);
			named(app, name);
			i = (size_t)(end - keys) + 1;
			continue;
		}
		struct event e = {.kind = EVENT_KEY};
		i += text_decode(keys + i, n - i, &e.key);
		event(app, &e);
	}
	app_settle(app);
}
