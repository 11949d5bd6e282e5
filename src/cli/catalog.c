/* SPDX-License-Identifier: MIT */
#include "cli/catalog.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/sys.h"
#include "model/suggest.h"

#include <stdlib.h>
#include <string.h>

/* ---- where ---- */

static bool ends_with(const char *s, const char *suffix)
{
	size_t n = strlen(s), m = strlen(suffix);
	return n >= m && strcmp(s + n - m, suffix) == 0;
}

bool catalog_is_path(const char *name)
{
	return strchr(name, '/') || ends_with(name, ".yaml") || ends_with(name, ".yml");
}

/* Takes over the string; a folder is looked into once. */
static void add_folder(struct catalog *catalog, char *folder)
{
	for (size_t i = 0; i < catalog->folder_count; i++)
		if (strcmp(catalog->folders[i], folder) == 0) {
			free(folder);
			return;
		}
	catalog->folders = xgrow(catalog->folders, &catalog->folder_cap, catalog->folder_count + 1,
				 sizeof *catalog->folders);
	catalog->folders[catalog->folder_count++] = folder;
}

/* The XDG specification: relative paths are to be ignored, and these are the defaults. */
static void add_data_dirs(struct catalog *catalog)
{
	const char *dirs = sys_env("XDG_DATA_DIRS");
	if (!dirs)
		dirs = "/usr/local/share:/usr/share";
	while (*dirs) {
		size_t n = strcspn(dirs, ":");
		char *dir = xstrndup(dirs, n);
		if (dir[0] == '/')
			add_folder(catalog, file_join(dir, "tenken/questionnaires"));
		free(dir);
		dirs += n + (dirs[n] == ':');
	}
}

/* The program's own data: of the tree that it was built in, or where it was installed. */
static void add_own_data(struct catalog *catalog, const char *program)
{
	char *path = program && strchr(program, '/') ? file_absolute(program) : NULL;
	char *build = path ? strstr(path, "/.build/") : NULL;
	if (build) {
		*build = '\0';
		add_folder(catalog, file_join(path, "questionnaires"));
	}
	free(path);
	add_folder(catalog, xstrdup(TENKEN_DATADIR "/questionnaires"));
}

static void add_folders(struct catalog *catalog, struct catalog_places places)
{
	if (places.folder)
		add_folder(catalog, xstrdup(places.folder));
	char *data = sys_data_dir();
	if (data)
		add_folder(catalog, file_join(data, "questionnaires"));
	free(data);
	add_data_dirs(catalog);
	add_own_data(catalog, places.program);
	add_folder(catalog, xstrdup("questionnaires"));
}

char *catalog_file(const struct catalog *catalog, const char *name)
{
	for (size_t i = 0; i < catalog->folder_count; i++) {
		char *path = file_join(catalog->folders[i], name);
		if (file_exists(path))
			return path;
		free(path);
	}
	return NULL;
}

/* ---- reading ---- */

static bool load_file(struct catalog *catalog, const char *path, bool given, struct err *err)
{
	char *bytes;
	size_t len;
	for (size_t i = 0; i < catalog->count; i++)
		if (strcmp(catalog->entries[i].path, path) == 0)
			return true;
	if (!file_read(path, DOCUMENT_BYTES_MAX, &bytes, &len, err))
		return false;
	catalog->entries =
		xgrow(catalog->entries, &catalog->cap, catalog->count + 1, sizeof *catalog->entries);
	struct catalog_entry *entry = &catalog->entries[catalog->count++];
	*entry = (struct catalog_entry){.path = xstrdup(path), .given = given};
	entry->diags = (struct diags){.lang = catalog->lang, .file = entry->path};
	entry->document = xcalloc(1, sizeof *entry->document);
	entry->usable = document_take(entry->document, path, bytes, len, &entry->diags);
	return true;
}

static void notice(struct catalog *catalog, const char *path, const char *why)
{
	strbuf_addf(&catalog->notices,
		    TR(catalog->lang, "tenken: %s は使いません（%s）。詳しくは tenken check %s\n",
		       "tenken: %s is passed over (%s). For more: tenken check %s\n"),
		    path, why, path);
}

static bool load_folder(struct catalog *catalog, const char *folder, bool quiet)
{
	char **names;
	size_t count;
	struct err err = {.lang = catalog->lang};
	if (!file_list(folder, ".yaml", &names, &count, &err))
		return false;
	for (size_t i = 0; i < count; i++) {
		char *path = file_join(folder, names[i]);
		struct err unread = {.lang = catalog->lang};
		if (!load_file(catalog, path, false, &unread) && !quiet)
			strbuf_addf(&catalog->notices, "tenken: %s\n", unread.text);
		free(path);
	}
	file_list_release(names, count);
	return true;
}

/* Of several with one id the first that is whole counts; a given file always does. */
static void hide_doubles(struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->count; i++) {
		struct catalog_entry *entry = &catalog->entries[i];
		for (size_t j = 0; j < i && !entry->given && !entry->hidden; j++) {
			const struct catalog_entry *before = &catalog->entries[j];
			entry->hidden = before->usable && before->document->kind == entry->document->kind &&
					strcmp(before->document->id, entry->document->id) == 0;
		}
	}
}

/* By the id it names: a questionnaire with other faults still hears of its wrong references. */
static const struct document *framework_of(const struct catalog *catalog, const struct document *document)
{
	const char *id = document->framework_id;
	return id && *id ? catalog_framework(catalog, id) : NULL;
}

static void link_entry(struct catalog *catalog, struct catalog_entry *entry,
		       const struct document *const *all, size_t count)
{
	if (entry->document->kind == DOCUMENT_FRAMEWORK || entry->hidden)
		return;
	const struct document *framework = framework_of(catalog, entry->document);
	bool linked = document_link(entry->document, framework ? framework->framework : NULL, all, count,
				    &entry->diags);
	entry->usable = entry->usable && linked && entry->document->questionnaire;
}

static void link_all(struct catalog *catalog)
{
	const struct document **all = xcalloc(catalog->count + 1, sizeof *all);
	size_t count = 0;
	for (size_t i = 0; i < catalog->count; i++) {
		const struct catalog_entry *entry = &catalog->entries[i];
		if (!entry->hidden && entry->document->kind == DOCUMENT_QUESTIONNAIRE &&
		    entry->document->questionnaire)
			all[count++] = entry->document;
	}
	/* Selections last: what they use should be linked by then. */
	for (int selections = 0; selections < 2; selections++)
		for (size_t i = 0; i < catalog->count; i++) {
			const struct questionnaire *q = catalog->entries[i].document->questionnaire;
			if ((q && q->use_count > 0) == (selections == 1))
				link_entry(catalog, &catalog->entries[i], all, count);
		}
	free((void *)all);
}

static void tell_passed_over(struct catalog *catalog, size_t beside)
{
	for (size_t i = beside; i < catalog->count; i++) {
		const struct catalog_entry *entry = &catalog->entries[i];
		if (entry->usable || entry->hidden)
			continue;
		if (entry->diags.errors)
			notice(catalog, entry->path, TR(catalog->lang, "誤りがあります", "it has errors"));
		else
			notice(catalog, entry->path,
			       TR(catalog->lang, "枠組みが見つかりません", "its framework is not found"));
	}
}

/* Is there everything that they refer to? */
static bool is_complete(const struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->count; i++) {
		const struct document *document = catalog->entries[i].document;
		const struct questionnaire *questionnaire = document->questionnaire;
		if (document->kind == DOCUMENT_QUESTIONNAIRE &&
		    (!questionnaire || questionnaire->use_count || !framework_of(catalog, document)))
			return false;
	}
	return true;
}

/* What lies beside the given files, then the folders. *beside: so many are not of the folders. */
static void load_others(struct catalog *catalog, struct catalog_places places, size_t *beside)
{
	for (size_t i = 0; i < places.file_count; i++) {
		char *folder = file_dirname(places.files[i]);
		load_folder(catalog, folder, true);
		free(folder);
	}
	*beside = catalog->count;
	add_folders(catalog, places);
	for (size_t i = 0; i < catalog->folder_count; i++)
		if (!load_folder(catalog, catalog->folders[i], false) && i == 0 && places.folder)
			strbuf_addf(
				&catalog->notices,
				TR(catalog->lang, "tenken: %s を読めません。\n", "tenken: cannot read %s.\n"),
				places.folder);
}

bool catalog_load(struct catalog *catalog, struct catalog_places places, struct err *err)
{
	for (size_t i = 0; i < places.file_count; i++)
		if (!load_file(catalog, places.files[i], true, err))
			return false;
	size_t beside = catalog->count;
	if (!places.given_alone || !is_complete(catalog))
		load_others(catalog, places, &beside);
	if (places.folder && !file_is_dir(places.folder))
		return fail(err,
			    TR(err->lang, "--questionnaires のフォルダー %s がありません。",
			       "There is no folder %s (--questionnaires)."),
			    places.folder);
	hide_doubles(catalog);
	link_all(catalog);
	tell_passed_over(catalog, beside);
	return true;
}

void catalog_release(struct catalog *catalog)
{
	for (size_t i = 0; i < catalog->count; i++) {
		document_release(catalog->entries[i].document);
		free(catalog->entries[i].document);
		diag_release(&catalog->entries[i].diags);
		free(catalog->entries[i].path);
	}
	for (size_t i = 0; i < catalog->folder_count; i++)
		free(catalog->folders[i]);
	free(catalog->entries);
	free(catalog->folders);
	strbuf_release(&catalog->notices);
	*catalog = (struct catalog){0};
}
