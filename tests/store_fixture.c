/* SPDX-License-Identifier: MIT */
#include "store_fixture.h"

#include "base/alloc.h"
#include "base/file.h"

#include <dirent.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

_Noreturn static void give_up(const char *what)
{
	printf("the test itself failed: %s\n", what);
	exit(1);
}

void fixture_dir(struct fixture *f, const char *parent)
{
	const char *tmp = parent ? parent : getenv("TMPDIR");
	*f = (struct fixture){0};
	snprintf(f->dir, sizeof f->dir, "%s/tenken-store.XXXXXX", tmp && *tmp ? tmp : "/tmp");
	if (!mkdtemp(f->dir))
		give_up("mkdtemp");
	fixture_path(f, "t.db", f->db);
}

void fixture_path(const struct fixture *f, const char *name, char out[500])
{
	snprintf(out, 500, "%s/%s", f->dir, name);
}

void fixture_open(struct fixture *f)
{
	char book[] = "book", silo[] = "silo", text[] = "id: book\n", other_text[] = "id: silo\n\0tail";
	struct stored_document list[] = {
		{.id = book, .version = 1, .text = text, .len = 9, .role = ROLE_FRAMEWORK},
		{.id = silo, .version = 3, .text = other_text, .len = 14, .role = ROLE_QUESTIONNAIRE},
	};
	struct stored_documents documents = {.list = list, .count = 2};
	fixture_dir(f, NULL);
	f->a.title = xstrdup("庁内の点検");
	f->a.municipality = xstrdup("A市");
	f->a.alias = xstrdup("回答者1");
	f->a.fiscal_year = 2026;
	if (!store_open(&f->store, f->db, STORE_CREATE, &f->err) ||
	    !store_create(f->store, &f->a, &documents, NOW, &f->err))
		give_up(f->err.text);
}

void fixture_reopen(struct fixture *f)
{
	struct stored_answers answers;
	store_close(f->store);
	if (!store_open(&f->store, f->db, STORE_CREATE, &f->err) ||
	    !store_answers(f->store, f->a.id, f->a.respondent, &answers, &f->err))
		give_up(f->err.text);
	f->seq = answers.seq;
	stored_answers_release(&answers);
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
	(void)info, (void)type, (void)ftw;
	return remove(path);
}

void fixture_close(struct fixture *f)
{
	store_close(f->store);
	assessment_release(&f->a);
	if (nftw(f->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS) != 0)
		printf("%s could not be removed\n", f->dir);
}

bool save_one(struct store *store, struct fixture *f, const char *question, const char *option, char head[37],
	      int64_t *seq, bool *conflict, struct err *err)
{
	struct change change = {.question = question,
				.state = *option ? "answered" : "blank",
				.options = option,
				.note = "メモ",
				.parent = head};
	struct progress progress = {.answered = 1, .asked = 9, .position = question};
	bool ok = store_save(store, f->a.id, f->a.respondent, &change, 1, progress, LATER, seq, err);
	*conflict = change.conflict;
	if (ok && !change.conflict)
		memcpy(head, change.head, sizeof change.head);
	return ok;
}

const char *answer_of(struct store *store, struct fixture *f, const char *question)
{
	static char said[200];
	struct stored_answers answers;
	struct err err = {.lang = LANG_EN};
	said[0] = '\0';
	if (!store_answers(store, f->a.id, f->a.respondent, &answers, &err))
		return "unreadable";
	for (size_t i = 0; i < answers.count; i++) {
		const struct stored_answer *answer = &answers.list[i];
		if (strcmp(answer->question, question) == 0)
			snprintf(said, sizeof said, "%s %s r%d", answer->state, answer->options,
				 (int)answer->revision);
	}
	stored_answers_release(&answers);
	return said;
}

sqlite3 *raw_open(const char *path)
{
	sqlite3 *raw;
	if (sqlite3_open(path, &raw) != SQLITE_OK)
		give_up(path);
	return raw;
}

void raw_exec(sqlite3 *raw, const char *sql)
{
	if (sqlite3_exec(raw, sql, NULL, NULL, NULL) != SQLITE_OK)
		give_up(sqlite3_errmsg(raw));
}

long long raw_number(sqlite3 *raw, const char *sql)
{
	sqlite3_stmt *stmt;
	if (sqlite3_prepare_v2(raw, sql, -1, &stmt, NULL) != SQLITE_OK)
		give_up(sqlite3_errmsg(raw));
	long long number = sqlite3_step(stmt) == SQLITE_ROW ? sqlite3_column_int64(stmt, 0) : -1;
	sqlite3_finalize(stmt);
	return number;
}

long long file_number(const char *path, const char *sql)
{
	sqlite3 *raw = raw_open(path);
	long long number = raw_number(raw, sql);
	sqlite3_close(raw);
	return number;
}

void put_file(const char *path, const void *bytes, size_t len)
{
	FILE *file = fopen(path, "wb");
	if (!file || fwrite(bytes, 1, len, file) != len || fclose(file) != 0)
		give_up(path);
}

char *get_file(const char *path, size_t *len)
{
	FILE *file = fopen(path, "rb");
	char *bytes = NULL;
	size_t cap = 0, n;
	*len = 0;
	if (!file)
		give_up(path);
	do {
		bytes = xgrow(bytes, &cap, *len + 65536, 1);
		n = fread(bytes + *len, 1, 65536, file);
		*len += n;
	} while (n > 0);
	(void)fclose(file);
	return bytes;
}

int mode_of(const char *path)
{
	struct stat info;
	return stat(path, &info) == 0 ? (int)(info.st_mode & 07777) : -1;
}

int count_files(const char *dir)
{
	DIR *folder = opendir(dir);
	const struct dirent *entry;
	int count = 0;
	if (!folder)
		return -1;
	while ((entry = readdir(folder)) != NULL)
		count += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
	closedir(folder);
	return count;
}

bool is_sentence(const struct err *err, const char *path, const char *ja, const char *en)
{
	size_t n = strlen(err->text);
	bool ends = err->lang == LANG_JA ? n > 3 && strcmp(err->text + n - 3, "。") == 0
					 : n > 1 && err->text[n - 1] == '.';
	bool says = err->set && strstr(err->text, TR(err->lang, ja, en)) != NULL;
	bool ok = ends && says && (!path || strstr(err->text, path) != NULL);
	if (!ok)
		printf("said: \"%s\", not: … %s …\n", err->text, TR(err->lang, ja, en));
	return ok;
}

static char *get_file_if_any(const char *path, size_t *len)
{
	struct stat info;
	*len = 0;
	bool readable = stat(path, &info) == 0 && S_ISREG(info.st_mode) && access(path, R_OK) == 0;
	return readable ? get_file(path, len) : NULL;
}

bool is_refused(const char *path, enum store_mode mode, const char *ja, const char *en)
{
	size_t before_len, len;
	char *before = get_file_if_any(path, &before_len);
	bool ok = true;
	for (int lang = LANG_JA; lang <= LANG_EN; lang++) {
		struct store *store = NULL;
		struct err err = {.lang = (enum lang)lang};
		ok = !store_open(&store, path, mode, &err) && !store && is_sentence(&err, path, ja, en) &&
		     (err.kind == ERR_FAILED || err.kind == ERR_DAMAGED) && ok;
	}
	char *after = get_file_if_any(path, &len);
	ok = ok && len == before_len && (!before || memcmp(before, after, len) == 0);
	free(before);
	free(after);
	return ok;
}
