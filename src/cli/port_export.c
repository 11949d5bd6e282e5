/* SPDX-License-Identifier: MIT */
#include "cli/port.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/sys.h"
#include "base/text.h"
#include "cli/whole.h"
#include "report/minutes.h"

#include <stdlib.h>
#include <string.h>

/* ~/x is what people type; only a shell would have replaced it. */
static char *expand(const char *path)
{
	const char *home = sys_env("HOME");
	if (home && path[0] == '~' && path[1] == '/')
		return file_join(home, path + 2);
	return xstrdup(path);
}

static bool write_and_count(const char *path, const struct strbuf *bytes, bool replace,
			    struct export_done *done, struct err *err)
{
	char *again = NULL;
	size_t len;
	if (!file_write(path, strbuf_str(bytes), bytes->len, replace, err) ||
	    !file_read(path, bytes->len, &again, &len, err))
		return false;
	bool ok = report_count_rows(again, len, &done->rows_read_back, err);
	free(again);
	return ok;
}

/* One that is not a workshop is written as it is on the screen: what could not be saved is rescued so. */
static bool make(struct world *world, const struct session *session, struct report_options options,
		 bool minutes, struct strbuf *bytes, struct report_result *result, struct err *err)
{
	struct whole whole = {0};
	struct subjects subjects;
	bool workshop = session->assessment.workshop,
	     ok = workshop ? whole_open(&whole, world->store, session->assessment.id, NULL, err)
			   : options.table != REPORT_ACTIONS ||
				     store_actions(world->store, session->assessment.id, &whole.actions, err);
	subjects_init(&subjects, 1);
	if (ok && workshop)
		whole_subject(&whole, &subjects);
	else if (ok)
		subjects_add(&subjects, session, NULL, &whole.actions);
	if (ok && minutes)
		minutes_write(&(struct minutes){&subjects.list[0], session->assessment.reference_date},
			      err->lang, bytes);
	else if (ok)
		ok = report_write(subjects.list, subjects.count, options, bytes, result, err);
	subjects_release(&subjects);
	whole_release(&whole);
	return ok;
}

bool port_export(void *self, const struct session *session, const struct export_request *request,
		 struct export_done *done, struct err *err)
{
	static const enum report_encoding encodings[] = {ENCODING_UTF8_BOM, ENCODING_UTF8, ENCODING_CP932};
	bool minutes = request->table == EXPORT_MINUTES;
	struct report_options options = {.table = minutes ? REPORT_SCORES : (enum report_table)request->table,
					 .encoding = encodings[request->encoding],
					 .labels = err->lang == LANG_JA ? LABELS_JA : LABELS_EN};
	struct strbuf bytes = {0};
	struct report_result result = {0};
	*done = (struct export_done){0};
	if (!*request->path)
		return fail(err, TR(err->lang, "書き出すファイルの名前を入力してください。",
				    "Enter a name for the file."));
	char *path = expand(request->path);
	if (!request->replace && file_exists(path)) {
		done->exists = true;
		free(path);
		return true;
	}
	bool ok = make(self, session, options, minutes, &bytes, &result, err) &&
		  (minutes ? file_write(path, strbuf_str(&bytes), bytes.len, request->replace, err)
			   : write_and_count(path, &bytes, request->replace, done, err));
	done->rows_written = ok ? result.rows : 0;
	done->neutralised = ok ? result.neutralised : 0;
	strbuf_release(&bytes);
	free(path);
	return ok;
}

/* ---- what to propose ---- */

static char *documents_folder(void)
{
	static const char *const names[] = {"ドキュメント", "Documents"};
	const char *documents = sys_env("XDG_DOCUMENTS_DIR"), *home = sys_env("HOME");
	if (documents && documents[0] == '/' && file_is_dir(documents))
		return xstrdup(documents);
	for (size_t i = 0; home && i < sizeof names / sizeof *names; i++) {
		char *dir = file_join(home, names[i]);
		if (file_is_dir(dir))
			return dir;
		free(dir);
	}
	return home ? xstrdup(home) : file_absolute(".");
}

/* As part of a file name on any system: no separators, nothing Windows refuses, 32 columns at most. */
static void add_name(struct strbuf *out, const char *text)
{
	char *safe = text_safe(text, strlen(text), false);
	int columns;
	size_t fits = text_fit(safe, strlen(safe), 32, &columns);
	for (size_t i = 0; i < fits; i++) {
		char c = safe[i];
		bool unfit = (unsigned char)c < 0x20 || strchr("/\\:*?\"<>| ", c) || (c == '.' && i == 0);
		strbuf_addc(out, unfit ? '_' : c);
	}
	free(safe);
}

char *port_export_path(void *self, const struct session *session, int table)
{
	const struct world *world = self;
	const struct assessment *a = &session->assessment;
	struct strbuf name = {0};
	char date[SYS_DATE_SIZE];
	sys_date_local(sys_now(), date);
	strbuf_adds(&name, TR(world->lang, "自己点検_", "self-inspection_"));
	add_name(&name, a->municipality && *a->municipality ? a->municipality : a->title);
	static const struct tr tables[] = {
		{"得点", "scores"},      {"回答", "answers"}, {"一致度", "agreement"},
		{"部局", "departments"}, {"取組", "actions"}, {"記録", "minutes"},
	};
	strbuf_addf(&name, "_%s_%s.%s", tr_in(tables[table], world->lang), date,
		    table == EXPORT_MINUTES ? "md" : "csv");
	char *folder = documents_folder();
	char *path = file_join(folder, strbuf_str(&name));
	strbuf_release(&name);
	free(folder);
	return path;
}
