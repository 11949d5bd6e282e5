/* SPDX-License-Identifier: MIT */
/*
 * make_db DATABASE COUNT EVERY FRAMEWORK QUESTIONNAIRE: a database of so many saved assessments over one
 * questionnaire, through the program's own store. Every EVERY-th has all its questions answered.
 */
#include "base/alloc.h"
#include "base/file.h"
#include "base/sys.h"
#include "model/document.h"
#include "store/store.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* SQLite calls these. A file that nobody else uses need not be flushed a hundred thousand times. */
int fsync(int fd)
{
	(void)fd;
	return 0;
}

int fdatasync(int fd)
{
	(void)fd;
	return 0;
}

static void die(const char *why)
{
	fprintf(stderr, "make_db: %s\n", why);
	exit(1);
}

static void load(struct document *document, const char *path, const struct framework *framework)
{
	struct err err = {.lang = LANG_EN};
	struct diags diags = {.lang = LANG_EN, .file = path};
	char *bytes;
	size_t len;
	if (!file_read(path, DOCUMENT_BYTES_MAX, &bytes, &len, &err))
		die(err.text);
	if (!document_parse(document, path, bytes, len, &diags))
		die("a document does not load");
	const struct document *others[] = {document};
	if (framework && !document_link(document, framework, others, 1, &diags))
		die("the questionnaire does not fit the framework");
	document_digest(document);
	diag_release(&diags);
	free(bytes);
}

static struct stored_document stored(const struct document *document, enum document_role role)
{
	return (struct stored_document){
		.digest = xstrdup(document->digest),
		.id = xstrdup(document->id),
		.version = document->version,
		.text = xstrndup(document->text, document->len),
		.len = document->len,
		.role = role,
	};
}

/* One change for each question: its option number `pick`, counted round. */
static size_t answer_all(const struct document *document, size_t pick, struct change *changes)
{
	const struct questionnaire *questionnaire = document->questionnaire;
	for (size_t i = 0; i < questionnaire->question_count; i++) {
		const struct question *question = &questionnaire->questions[i];
		struct strbuf key = {0};
		strbuf_addf(&key, "%s/%s", document->id, question->id);
		changes[i] = (struct change){
			.question = strbuf_detach(&key),
			.state = "answered",
			.options = question->options[(pick + i) % question->option_count].id,
			.note = i % 5 ? "" : "7月の課長会議で確認した。",
			.evidence = "",
			.reason = "",
			.parent = "",
		};
	}
	return questionnaire->question_count;
}

static void save_answers(struct store *store, const struct assessment *assessment,
			 const struct document *document, size_t pick, const char *now)
{
	struct err err = {.lang = LANG_EN};
	struct change *changes = xcalloc(document->questionnaire->question_count, sizeof *changes);
	size_t count = answer_all(document, pick, changes);
	struct progress progress = {
		.answered = (int)count, .asked = (int)count, .position = changes[count - 1].question};
	int64_t seq = 0;
	if (!store_save(store, assessment->id, assessment->respondent, changes, count, progress, now, &seq,
			&err))
		die(err.text);
	for (size_t i = 0; i < count; i++)
		free((char *)(uintptr_t)changes[i].question);
	free(changes);
}

static void fill(struct store *store, size_t count, size_t every, const struct document *framework,
		 const struct document *questionnaire)
{
	struct err err = {.lang = LANG_EN};
	struct stored_document list[] = {stored(framework, ROLE_FRAMEWORK),
					 stored(questionnaire, ROLE_QUESTIONNAIRE)};
	struct stored_documents documents = {.list = list, .count = 2};
	for (size_t i = 0; i < count; i++) {
		char title[64], now[SYS_TIME_SIZE];
		snprintf(title, sizeof title, "自己点検 企画課 %zu", i + 1);
		sys_time_iso(1700000000 + (int64_t)i * 60, now);
		const struct assessment setup = {.title = title, .municipality = title, .fiscal_year = 2026};
		struct assessment assessment = {0};
		assessment_copy(&assessment, &setup);
		if (!store_create(store, &assessment, &documents, now, &err))
			die(err.text);
		if (every && i % every == 0)
			save_answers(store, &assessment, questionnaire, i, now);
		assessment_release(&assessment);
	}
}

int main(int argc, char **argv)
{
	struct document framework, questionnaire;
	struct err err = {.lang = LANG_EN};
	struct store *store;
	if (argc != 6)
		die("DATABASE COUNT EVERY FRAMEWORK QUESTIONNAIRE");
	load(&framework, argv[4], NULL);
	load(&questionnaire, argv[5], framework.framework);
	if (!store_open(&store, argv[1], STORE_CREATE, &err))
		die(err.text);
	fill(store, strtoul(argv[2], NULL, 10), strtoul(argv[3], NULL, 10), &framework, &questionnaire);
	store_close(store);
	return 0;
}
