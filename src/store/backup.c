/* SPDX-License-Identifier: MIT */
#include "store/backup.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "store/db.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ENDING ".db"
enum { DATE_LEN = SYS_DATE_SIZE - 1, NAME_LEN = DATE_LEN + sizeof ENDING - 1, DAY_SECONDS = 86400 };

static char *folder_of(const char *database)
{
	struct strbuf name = {0};
	strbuf_addf(&name, "%s.backups", database);
	return strbuf_detach(&name);
}

/* ---- those there are ---- */

static bool is_date(const char *name)
{
	static const char form[] = "dddd-dd-dd";
	for (size_t i = 0; i < DATE_LEN; i++)
		if (form[i] == 'd' ? name[i] < '0' || name[i] > '9' : name[i] != form[i])
			return false;
	return true;
}

static int newest_first(const void *a, const void *b)
{
	return strcmp(((const struct backup *)b)->date, ((const struct backup *)a)->date);
}

void backups_release(struct backups *backups)
{
	for (size_t i = 0; i < backups->count; i++)
		free(backups->list[i].path);
	free(backups->list);
	*backups = (struct backups){0};
}

bool backups_list(const char *database, struct backups *out, struct err *err)
{
	char **names, *folder = folder_of(database);
	size_t count;
	*out = (struct backups){0};
	bool ok = file_list(folder, ENDING, &names, &count, err);
	if (ok) {
		out->list = xcalloc(count + 1, sizeof *out->list);
		for (size_t i = 0; i < count; i++) {
			if (strlen(names[i]) != NAME_LEN || !is_date(names[i]))
				continue;
			struct backup *backup = &out->list[out->count++];
			backup->path = file_join(folder, names[i]);
			memcpy(backup->date, names[i], DATE_LEN);
		}
		qsort(out->list, out->count, sizeof *out->list, newest_first);
		file_list_release(names, count);
	}
	free(folder);
	return ok;
}

/* ---- thinning ---- */

static int64_t day_number(const char *date)
{
	char iso[SYS_TIME_SIZE];
	int64_t seconds = 0;
	(void)snprintf(iso, sizeof iso, "%.10sT00:00:00Z", date);
	(void)sys_time_parse(iso, &seconds);
	return seconds / DAY_SECONDS;
}

static void drop(struct backups *backups, size_t at)
{
	(void)unlink(backups->list[at].path); /* one that stays is dropped another day */
	free(backups->list[at].path);
	backups->count--;
	memmove(&backups->list[at], &backups->list[at + 1], (backups->count - at) * sizeof *backups->list);
}

/* Which one would be missed least? The one whose neighbours lie closest together for their age; never the
 * newest. */
static size_t least_missed(const struct backups *backups, int64_t today)
{
	size_t best = backups->count - 1;
	double least = 2;
	for (size_t i = 1; i + 1 < backups->count; i++) {
		int64_t older = day_number(backups->list[i + 1].date);
		int64_t gap = day_number(backups->list[i - 1].date) - older;
		int64_t age = today > older ? today - older : 1;
		if ((double)gap / (double)age < least) {
			least = (double)gap / (double)age;
			best = i;
		}
	}
	return best;
}

static void thin(const char *database, const char *date)
{
	struct backups backups;
	struct err ignored = {0};
	int64_t today = day_number(date);
	if (!backups_list(database, &backups, &ignored))
		return;
	while (backups.count > 1 &&
	       today - day_number(backups.list[backups.count - 1].date) > BACKUP_DAYS_KEPT)
		drop(&backups, backups.count - 1);
	while (backups.count > BACKUPS_KEPT)
		drop(&backups, least_missed(&backups, today));
	backups_release(&backups);
}

/* What a program that died while copying left: .DATE.db.…, of a day that is over. */
static void sweep(const char *folder, const char *date)
{
	DIR *dir = opendir(folder);
	for (struct dirent *entry; dir && (entry = readdir(dir));) {
		const char *name = entry->d_name;
		if (name[0] != '.' || strlen(name) <= 1 + NAME_LEN || !is_date(name + 1) ||
		    strncmp(name + 1 + DATE_LEN, ENDING ".", sizeof ENDING) != 0 ||
		    strncmp(name + 1, date, DATE_LEN) == 0)
			continue;
		char *path = file_join(folder, name);
		(void)unlink(path);
		free(path);
	}
	if (dir)
		(void)closedir(dir);
}

/* ---- today's ---- */

static char *path_of(const struct store *store, const char *date)
{
	struct strbuf name = {0};
	strbuf_addf(&name, "%s.backups/%s" ENDING, store->path, date);
	return strbuf_detach(&name);
}

static bool copy_to_folder(struct store *store, const char *date, struct err *err)
{
	char *path = path_of(store, date), *folder = folder_of(store->path);
	bool ok = file_exists(path);
	if (!ok && store->announce)
		store->announce(store->announce_self, store_backup_due(store));
	if (!ok) {
		ok = file_make_dirs(folder, err) &&
		     (copy_database(store->sqlite, store->path, path, false, err) ||
		      (err->kind != ERR_DAMAGED && file_exists(path))); /* another was quicker */
		if (ok) {
			err_clear(err);
			thin(store->path, date);
			sweep(folder, date);
		}
	}
	free(path);
	free(folder);
	return ok;
}

void store_keep_backups(struct store *store)
{
	store->keeps_backups = true;
}

void store_announce_backups(struct store *store, void (*announce)(void *self, int64_t bytes), void *self)
{
	store->announce = announce;
	store->announce_self = self;
}

/* Is it time, as far as this run knows? *fault: that could not be told. */
static bool is_due(struct store *store, const char *date, struct err *fault)
{
	int64_t saved;
	return store->keeps_backups && strcmp(store->backed_up, date) != 0 &&
	       db_number(store, "SELECT EXISTS (SELECT 1 FROM answer_log)", &saved, fault) && saved;
}

int64_t store_backup_due(struct store *store)
{
	char date[SYS_DATE_SIZE];
	struct err ignored = {0};
	int64_t pages = 0, size = 0;
	sys_date_local(sys_now(), date);
	char *path = path_of(store, date);
	if (is_due(store, date, &ignored) && !file_exists(path) &&
	    db_number(store, "PRAGMA page_count", &pages, &ignored))
		(void)db_number(store, "PRAGMA page_size", &size, &ignored);
	free(path);
	return pages * size;
}

bool store_backup_today(struct store *store, struct err *err)
{
	char date[SYS_DATE_SIZE];
	struct err why = {.lang = err->lang};
	sys_date_local(sys_now(), date);
	bool due = is_due(store, date, &why);
	if (!due && !why.set)
		return true;
	if (due)
		(void)copy_to_folder(store, date, &why);
	if (why.kind == ERR_DAMAGED) {
		*err = err->set ? *err : why;
		return false;
	}
	/* One that cannot be made is tried again by the next run: not with every answer. */
	memcpy(store->backed_up, date, sizeof date);
	if (why.set)
		store->backup_fault = why;
	return true;
}

bool store_backup_fault(struct store *store, struct err *out)
{
	if (!store->backup_fault.set)
		return false;
	out->set = false;
	bool said = !fail_as(
		out, store->backup_fault.kind,
		TR(out->lang, "本日の控えを作成できませんでした。%s", "Today's backup could not be made. %s"),
		store->backup_fault.text);
	store->backup_fault = (struct err){0};
	return said;
}
