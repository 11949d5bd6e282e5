/* SPDX-License-Identifier: MIT */
#include "cli/port.h"

#include "base/alloc.h"
#include "base/sys.h"
#include "cli/fill_new.h"
#include "cli/port_workshop.h"
#include "cli/sessions.h"
#include "store/backup.h"

#include <stdlib.h>
#include <string.h>

static int64_t port_now(void *self)
{
	(void)self;
	return sys_now();
}

static bool port_list(void *self, bool binned, const char *typed, size_t offset, size_t limit,
		      struct assessment_list *out, size_t *total, struct err *err)
{
	struct world *world = self;
	struct search *search = search_begin(typed);
	*total = 0;
	bool ok = search ? store_search(world->store, binned, search, offset, limit, out, total, err)
			 : store_list(world->store, binned, offset, limit, out, err);
	search_end(search);
	return ok;
}

/* ---- questionnaires ---- */

/* The first criterion of the framework that it feeds: the order in which the guidebook comes to its theme. */
static size_t theme(const struct questionnaire *q)
{
	size_t first = SIZE_MAX;
	for (size_t i = 0; i < q->question_count; i++)
		for (size_t c = 0; c < q->questions[i].criterion_count; c++)
			if (q->questions[i].criteria[c] < first)
				first = q->questions[i].criteria[c];
	return first;
}

static bool comes_before(const struct questionnaire *a, const struct questionnaire *b)
{
	bool selection = a->use_count > 0;
	if (selection != (b->use_count > 0))
		return selection;
	return theme(a) < theme(b);
}

static void insert_choice(struct world *world, const struct questionnaire *q,
			  const struct questionnaire **order)
{
	size_t at = world->choice_count++;
	for (; at > 0 && comes_before(q, order[at - 1]); at--) {
		order[at] = order[at - 1];
		world->choices[at] = world->choices[at - 1];
	}
	order[at] = q;
	world->choices[at] = (struct choice){
		.id = q->id,
		.title = q->title,
		.intro = q->intro,
		.questions = questionnaire_size(q),
		.selection = q->use_count > 0,
		.first_stage = questionnaire_first_stage(q, world->framework),
	};
}

/* Those of one framework: selections, which are short, then the others in the framework's order. */
static void fill_choices(struct world *world, const struct document *framework)
{
	const struct catalog *catalog = &world->catalog;
	const struct questionnaire **order = xcalloc(catalog->count + 1, sizeof *order);
	world->choices = xcalloc(catalog->count + 1, sizeof *world->choices);
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_entry *entry = &catalog->entries[i];
		const struct questionnaire *q = entry->document->questionnaire;
		if (entry->usable && !entry->hidden && q && strcmp(q->framework, framework->id) == 0)
			insert_choice(world, q, order);
	}
	free((void *)order);
}

static bool port_choices(void *self, const struct choice **out, size_t *count,
			 const struct framework **framework, struct err *err)
{
	struct world *world = self;
	if (!world->choices) {
		if (!world_catalog(world, err))
			return false;
		const struct document *document = catalog_main_framework(&world->catalog);
		if (!document)
			return fail(
				err,
				TR(err->lang,
				   "質問票が見つかりません。--questionnaires "
				   "でフォルダーを指定してください。",
				   "No questionnaires are found. Name their folder with --questionnaires."));
		world->framework = document->framework;
		fill_choices(world, document);
	}
	*out = world->choices;
	*count = world->choice_count;
	*framework = world->framework;
	return true;
}

/* ---- assessments ---- */

static bool port_create(void *self, const struct assessment *setup, const char *const *questionnaires,
			size_t count, struct session *out, struct err *err)
{
	struct world *world = self;
	struct stored_documents documents = {0};
	struct strbuf told = {0};
	bool ok = world_catalog(world, err) &&
		  catalog_collect(&world->catalog, questionnaires, count, &documents, &told, err) &&
		  sessions_create(out, world->store, setup, &documents, NULL, err);
	stored_documents_release(&documents);
	strbuf_release(&told);
	return ok;
}

static bool port_open(void *self, const char *id, struct session *out, struct err *err)
{
	struct world *world = self;
	return sessions_open(out, world->store, id, err);
}

/* The example that was made before, unless it is in the bin or gone. */
static bool open_remembered(struct world *world, struct session *out)
{
	struct err err = {.lang = world->lang};
	char *id = NULL;
	bool ok = store_setting(world->store, "example", &id, &err) && id &&
		  sessions_open(out, world->store, id, &err) && !out->assessment.binned;
	free(id);
	if (!ok)
		session_release(out);
	return ok;
}

static bool port_example(void *self, struct session *out, struct err *err)
{
	struct world *world = self;
	if (open_remembered(world, out))
		return true;
	if (!world_catalog(world, err))
		return false;
	char *path = catalog_file(&world->catalog, "examples/example-city.csv");
	if (!path)
		return fail(err, TR(err->lang, "例のファイル（examples/example-city.csv）が見つかりません。",
				    "The example (examples/example-city.csv) is not found."));
	struct assessment setup = {
		.title = xstrdup(TR(err->lang, "A市の例（架空）", "Example: city A (invented)")),
		.municipality = xstrdup(TR(err->lang, "A市（架空）", "City A (invented)")),
		.example = true,
	};
	struct strbuf told = {0};
	size_t people;
	bool ok = fill_new(world, path, &setup, NULL, 0, out, &people, &told, err);
	if (ok) /* not remembering it only makes a second one the next time */
		(void)store_set_setting(world->store, "example", out->assessment.id,
					&(struct err){.lang = err->lang});
	strbuf_release(&told);
	assessment_release(&setup);
	free(path);
	return ok;
}

/* ---- changing one ---- */

static bool has_id(const struct stored_documents *documents, const char *id)
{
	for (size_t i = 0; i < documents->count; i++)
		if (strcmp(documents->list[i].id, id) == 0)
			return true;
	return false;
}

/* Would the assessment still open with these added? What cannot be read again must not be stored. */
static bool fits(struct world *world, const char *id, const struct stored_documents *added, struct err *err)
{
	struct stored_documents has = {0};
	struct session trial = {0};
	if (!store_documents(world->store, id, &has, err))
		return false;
	struct stored_documents both = {.list = xcalloc(has.count + added->count + 1, sizeof *both.list)};
	for (size_t i = 0; i < has.count; i++)
		both.list[both.count++] = has.list[i];
	for (size_t i = 0; i < added->count; i++)
		if (!has_id(&has, added->list[i].id))
			both.list[both.count++] = added->list[i];
	bool ok = sessions_build(&trial, &both, err);
	session_release(&trial);
	free(both.list); /* its documents belong to the other two */
	stored_documents_release(&has);
	return ok;
}

static bool add_questionnaires(struct world *world, const struct session *session, const char *const *names,
			       size_t count, bool *added, struct err *err)
{
	struct stored_documents documents = {0};
	struct strbuf told = {0};
	char now[SYS_TIME_SIZE];
	const char **new_ones = xcalloc(count + 1, sizeof *new_ones);
	size_t new_count = 0;
	for (size_t i = 0; i < count; i++) {
		bool there = false;
		for (size_t j = 1; j <= session->chosen_count; j++)
			there = there || strcmp(session->documents[j]->id, names[i]) == 0;
		if (!there)
			new_ones[new_count++] = names[i];
	}
	*added = new_count > 0;
	world_now(now);
	bool ok = !new_count ||
		  (world_catalog(world, err) &&
		   catalog_collect(&world->catalog, new_ones, new_count, &documents, &told, err) &&
		   fits(world, session->assessment.id, &documents, err) &&
		   store_add_documents(world->store, session->assessment.id, &documents, now, err));
	stored_documents_release(&documents);
	strbuf_release(&told);
	free((void *)new_ones);
	return ok;
}

/* What set-up shows, onto what the assessment is otherwise. */
static void take_setup(struct assessment *to, const struct assessment *setup)
{
	struct {
		char **to;
		const char *from;
	} const texts[] = {
		{&to->title, setup->title},
		{&to->municipality, setup->municipality},
		{&to->municipality_code, setup->municipality_code},
		{&to->reference_date, setup->reference_date},
		{&to->stage, setup->stage},
		{&to->alias, setup->alias},
		{&to->department, setup->department},
		{&to->role, setup->role},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		char *text = xstrdup(texts[i].from ? texts[i].from : "");
		free(*texts[i].to);
		*texts[i].to = text;
	}
	to->fiscal_year = setup->fiscal_year;
	to->anonymous = setup->anonymous;
	to->minutes = setup->minutes;
}

static bool reread_whole(struct world *world, struct session *session, struct err *err)
{
	struct session again = {0};
	if (!sessions_open(&again, world->store, session->assessment.id, err)) {
		session_release(&again);
		return false;
	}
	session_release(session);
	*session = again;
	/* More questions are more to be asked: the list of saved ones says so from now on. */
	struct save_done done;
	return sessions_save(session, world->store, &done, err);
}

static bool port_update(void *self, struct session *session, const struct assessment *setup,
			const char *const *questionnaires, size_t count, struct err *err)
{
	struct world *world = self;
	struct assessment wanted = {0};
	char now[SYS_TIME_SIZE];
	bool added = false;
	world_now(now);
	assessment_copy(&wanted, &session->assessment);
	take_setup(&wanted, setup);
	bool ok = add_questionnaires(world, session, questionnaires, count, &added, err) &&
		  store_update(world->store, &wanted, now, err);
	if (ok)
		assessment_copy(&session->assessment, &wanted);
	assessment_release(&wanted);
	return ok && (!added || reread_whole(world, session, err));
}

/* ---- answers ---- */

static bool port_save(void *self, struct session *session, struct save_done *done, struct err *err)
{
	struct world *world = self;
	return sessions_save(session, world->store, done, err);
}

static bool port_undo(void *self, struct session *session, struct undo_done *done, struct err *err)
{
	struct world *world = self;
	return sessions_undo(session, world->store, done, err);
}

static bool port_mark(void *self, struct session *session, size_t item, bool marked, struct err *err)
{
	struct world *world = self;
	return store_mark(world->store, session->assessment.id, session->assessment.respondent,
			  session->instrument.items[item].key, marked, err);
}

static bool port_position(void *self, struct session *session, size_t item, struct err *err)
{
	struct world *world = self;
	return store_position(world->store, session->assessment.id, session->instrument.items[item].key, err);
}

static bool port_refresh(void *self, struct session *session, bool *changed, struct err *err)
{
	struct world *world = self;
	return sessions_refresh(session, world->store, changed, err);
}

static bool port_bin(void *self, const char *id, bool binned, struct err *err)
{
	struct world *world = self;
	char now[SYS_TIME_SIZE];
	world_now(now);
	return store_bin(world->store, id, binned, now, err);
}

static bool port_remember(void *self, const char *name, const char *value, struct err *err)
{
	struct world *world = self;
	if (strcmp(name, "lang") == 0) /* what this side says from now on is in that language too */
		world->lang = strcmp(value, "en") == 0 ? LANG_EN : LANG_JA;
	/* Before a damaged database has been seen to there is no place to remember it in. */
	return !world->store || store_set_setting(world->store, name, value, err);
}

/* ---- copies ---- */

static bool port_backup(void *self, struct err *told, struct err *err)
{
	struct world *world = self;
	if (!world->store)
		return true;
	if (!store_backup_today(world->store, err))
		return false;
	(void)store_backup_fault(world->store, told);
	return true;
}

static int64_t port_backup_due(void *self)
{
	struct world *world = self;
	return world->store ? store_backup_due(world->store) : 0;
}

static bool port_rescue(void *self, struct rescue *out, struct err *err)
{
	struct world *world = self;
	struct backups backups = {0};
	struct err lost = {.lang = err->lang};
	*out = (struct rescue){.path = world_database(world, err)};
	if (!out->path || !backups_list(out->path, &backups, err))
		return false;
	size_t at = backups_newest_whole(&backups);
	if (at < backups.count)
		out->date = xstrdup(backups.list[at].date);
	out->lost = store_is_lost(out->path, &lost) && lost.kind == ERR_DAMAGED;
	backups_release(&backups);
	return true;
}

static bool port_recover(void *self, bool anew, char **kept, struct err *err)
{
	struct world *world = self;
	struct backup used = {0};
	struct store *fresh = NULL;
	char *database = world_database(world, err);
	*kept = NULL;
	if (!database)
		return false;
	bool ok = anew ? store_open_anew(&fresh, database, err)
		       : store_recover_newest(database, &used, kept, err) &&
				  store_open(&fresh, database, STORE_CREATE, err);
	if (ok) {
		store_close(world->store);
		world->store = fresh;
		store_keep_backups(world->store);
	}
	free(used.path);
	free(database);
	return ok;
}

struct port port_of(struct world *world)
{
	struct port port = {
		.self = world,
		.now = port_now,
		.list = port_list,
		.choices = port_choices,
		.create = port_create,
		.open = port_open,
		.example = port_example,
		.update = port_update,
		.save = port_save,
		.undo = port_undo,
		.mark = port_mark,
		.position = port_position,
		.refresh = port_refresh,
		.bin = port_bin,
		.export = port_export,
		.export_path = port_export_path,
		.remember = port_remember,
		.backup = port_backup,
		.backup_due = port_backup_due,
		.rescue = port_rescue,
		.recover = port_recover,
	};
	port_add_workshop(&port);
	return port;
}
