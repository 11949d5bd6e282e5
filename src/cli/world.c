/* SPDX-License-Identifier: MIT */
#include "cli/world.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/file_reason.h"
#include "base/sys.h"
#include "base/text.h"
#include "store/backup.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void world_release(struct world *world)
{
	struct err fault = {.lang = world->lang};
	if (world->store && store_backup_fault(world->store, &fault))
		cli_say("tenken: %s", fault.text);
	store_close(world->store);
	catalog_release(&world->catalog);
	free(world->choices);
	*world = (struct world){0};
}

static const char *named_database(const struct world *world)
{
	return world->options->given[OPT_DB] ? world->options->value[OPT_DB] : sys_env("TENKEN_DB");
}

char *world_database(const struct world *world, struct err *err)
{
	const char *named = named_database(world);
	if (named && !*named) {
		fail_as(err, ERR_USAGE,
			TR(world->lang, "--db にファイル名を指定してください。",
			   "--db needs the name of a file."));
		return NULL;
	}
	if (named)
		return file_absolute(named);
	char *dir = sys_data_dir();
	if (!dir) {
		fail(err, TR(world->lang,
			     "保存先が分かりません。環境変数 HOME を設定するか、--db "
			     "でファイルを指定してください。",
			     "There is no place to save to. Set HOME, or name a file with --db."));
		return NULL;
	}
	char *path = file_join(dir, "tenken.db");
	free(dir);
	return path;
}

struct tr world_backup_words(void)
{
	return (struct tr){"本日の控えを作成しています。しばらくお待ちください。",
			   "Making today's backup; one moment, please."};
}

/* Somebody who looks at a terminal shall not think that it hangs. */
static void announce_backup(void *self, int64_t bytes)
{
	const struct world *world = self;
	if (bytes > WORLD_LONG_BACKUP && isatty(STDERR_FILENO))
		cli_say("%s", tr_in(world_backup_words(), world->lang));
}

bool world_store(struct world *world, enum store_mode mode, struct err *err)
{
	if (world->store)
		return true;
	char *path = world_database(world, err);
	if (!path)
		return false;
	bool ok = true;
	if (mode == STORE_CREATE && !named_database(world)) {
		char *dir = file_dirname(path);
		ok = file_make_dirs(dir, err);
		free(dir);
	}
	ok = ok && store_open(&world->store, path, mode, err);
	if (ok) {
		store_keep_backups(world->store);
		store_announce_backups(world->store, announce_backup, world);
	}
	free(path);
	return ok;
}

bool world_catalog(struct world *world, struct err *err)
{
	const struct options *options = world->options;
	if (world->catalog_loaded)
		return true;
	struct catalog_places places = {.folder = options->value[OPT_QUESTIONNAIRES],
					.program = options->program};
	/* Every operand of check is a file; elsewhere a name may be one. */
	const char **files =
		xcalloc(options->operand_count + options->questionnaire_count + 1, sizeof *files);
	bool operands = strcmp(options->command->name, "run") == 0;
	bool all = strcmp(options->command->name, "check") == 0;
	for (size_t i = 0; i < options->operand_count; i++)
		if (all || (operands && catalog_is_path(options->operands[i])))
			files[places.file_count++] = options->operands[i];
	for (size_t i = 0; i < options->questionnaire_count; i++)
		if (catalog_is_path(options->questionnaires[i]))
			files[places.file_count++] = options->questionnaires[i];
	if (options->given[OPT_BLANK] && catalog_is_path(options->value[OPT_BLANK]))
		files[places.file_count++] = options->value[OPT_BLANK];
	places.files = files;
	places.given_alone = all;
	world->catalog.lang = world->lang;
	world->catalog_loaded = catalog_load(&world->catalog, places, err);
	free((void *)files);
	return world->catalog_loaded;
}

void world_now(char out[21])
{
	sys_time_iso(sys_now(), out);
}

void world_remembered_lang(struct world *world)
{
	if (world->options->given[OPT_LANG])
		return;
	struct err err = {.lang = world->lang};
	char *lang = NULL;
	/* A setting that cannot be read is no reason not to begin. */
	if (store_setting(world->store, "lang", &lang, &err) && lang)
		world->lang = strcmp(lang, "en") == 0 ? LANG_EN : LANG_JA;
	free(lang);
}

/* ---- what goes out ---- */

static void put_safe(FILE *out, const char *bytes, size_t len)
{
	char *safe = text_safe(bytes, len, true);
	fputs(safe, out);
	free(safe);
}

void cli_say(const char *format, ...)
{
	struct strbuf b = {0};
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&b, format, args);
	va_end(args);
	if (b.len && b.bytes[b.len - 1] != '\n')
		strbuf_addc(&b, '\n');
	put_safe(stderr, strbuf_str(&b), b.len);
	strbuf_release(&b);
}

void cli_print(const char *text)
{
	put_safe(stdout, text, strlen(text));
}

void cli_printf(const char *format, ...)
{
	struct strbuf b = {0};
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&b, format, args);
	va_end(args);
	put_safe(stdout, strbuf_str(&b), b.len);
	strbuf_release(&b);
}

void cli_write(const char *bytes, size_t len)
{
	(void)fwrite(bytes, 1, len, stdout); /* cli_flush() tells */
}

bool cli_flush(struct err *err)
{
	errno = 0;
	if (fflush(stdout) == 0 && !ferror(stdout))
		return true;
	int error = errno;
	if (error == EPIPE) /* as with `| head`: the reader had enough, and nobody needs to hear of it */
		return fail(err, "%s", "");
	return fail(
		err,
		TR(err->lang, "標準出力に書き込めません（%s）。", "Cannot write to standard output (%s)."),
		file_reason(error, err->lang));
}
