/* SPDX-License-Identifier: MIT */
/* What can go wrong with what is saved, looked at one by one: a line each, and what to do. */
#include "cli/commands.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "cli/progress.h"
#include "cli/whole.h"
#include "model/municipality.h"
#include "store/backup.h"
#include "store/doctor.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

enum level { FINE, ADVICE, DAMAGE };

struct doctor {
	struct world *world;
	const char *database;
	size_t found[3]; /* by level */
	struct shelf shelf;
};

__attribute__((format(printf, 4, 5))) static void report(struct doctor *d, enum level level, struct tr what,
							 const char *format, ...)
{
	static const struct tr marks[] = {
		{"正常", "fine"}, {"注意", "note"}, {"異常", "DAMAGE"}}; /* of one width each */
	struct strbuf text = {0};
	va_list args;
	va_start(args, format);
	strbuf_vaddf(&text, format, args);
	va_end(args);
	cli_printf(TR(d->world->lang, "%s  %s：%s\n", "%-6s  %s: %s\n"), tr_in(marks[level], d->world->lang),
		   tr_in(what, d->world->lang), strbuf_str(&text));
	strbuf_release(&text);
	d->found[level]++;
}

#define SAY(ja, en) TR(d->world->lang, ja, en)

/* ---- what lies in it ---- */

static void say_examination(struct doctor *d, const struct examination *e)
{
	struct tr structure = {"構造", "structure"}, rows = {"参照", "references"},
		  texts = {"質問票の原本", "texts of questionnaires"}, answers = {"回答", "answers"};
	if (e->broken) {
		report(d, DAMAGE, structure, SAY("壊れています（%s）", "damaged (%s)"),
		       e->first ? e->first : "");
		return; /* what was counted after that says nothing */
	}
	report(d, FINE, structure, "%s", SAY("壊れていません", "whole"));
	report(d, e->astray ? DAMAGE : FINE, rows,
	       e->astray ? SAY("つながりの切れた記録が%lld件あります", "%lld rows refer to what is not there")
			 : SAY("すべてつながっています", "all are there"),
	       (long long)e->astray);
	if (e->altered)
		report(d, DAMAGE, texts,
		       SAY("%lld件のうち%lld件が書き換わっています", "of %lld, %lld were altered"),
		       (long long)e->documents, (long long)e->altered);
	else
		report(d, FINE, texts, SAY("%lld件とも、保存したときのままです", "%lld, as they were saved"),
		       (long long)e->documents);
	long long wrong = e->differing + e->orphans;
	if (wrong)
		report(d, DAMAGE, answers,
		       SAY("%lld件のうち%lld件が、変更の記録%lld件と合いません",
			   "of %lld, %lld do not agree with the %lld changes recorded"),
		       (long long)e->answers, wrong, (long long)e->changes);
	else
		report(d, FINE, answers,
		       SAY("%lld件とも、変更の記録%lld件と合っています",
			   "%lld, in agreement with %lld recorded changes"),
		       (long long)e->answers, (long long)e->changes);
}

/* ---- can everything be opened and scored? ---- */

struct scored {
	size_t done, failed, behind;
	struct err first;
	char *of; /* the id of the first that failed; owned */
};

static bool open_and_score(struct doctor *d, const char *id, bool *behind, struct err *err)
{
	struct whole whole;
	bool ok = whole_open(&whole, d->world->store, id, &d->shelf, err);
	*behind = false;
	if (ok && !whole.session.assessment.workshop) {
		struct score score = {0};
		struct flow_count count =
			flow_tally(&whole.session.instrument, &whole.session.answers, whole.session.asked);
		score_compute(&score, &whole.session.instrument, &whole.session.answers);
		score_release(&score);
		*behind = whole.session.assessment.asked != (int)count.visible;
	}
	whole_release(&whole);
	if (!ok && err->kind == ERR_SEALED) { /* as it should be */
		err_clear(err);
		return true;
	}
	return ok;
}

static void score_one(struct doctor *d, const char *id, struct scored *scored)
{
	struct err err = {.lang = d->world->lang};
	bool behind;
	scored->done++;
	if (open_and_score(d, id, &behind, &err)) {
		scored->behind += behind;
		return;
	}
	if (!scored->failed++) {
		scored->first = err;
		scored->of = xstrdup(id);
	}
}

static bool score_all(struct doctor *d, struct scored *scored, struct err *err)
{
	enum { PAGE = 10000 }; /* of the rows before a page all are read again */
	struct progress_line line = {.lang = d->world->lang, .what = {"読み直しています", "Reading"}};
	for (int binned = 0; binned < 2; binned++) {
		struct assessment_list page = {.more = true};
		for (size_t at = 0; page.more; at += PAGE) {
			if (!store_list(d->world->store, binned, at, PAGE, &page, err))
				return false;
			for (size_t i = 0; i < page.count; i++) {
				score_one(d, page.list[i].id, scored);
				progress_say(&line, scored->done, 0);
			}
			bool more = page.more;
			assessment_list_release(&page);
			page.more = more;
		}
	}
	progress_end(&line);
	return true;
}

static void say_scored(struct doctor *d, const struct scored *scored)
{
	struct tr what = {"自己点検", "assessments"};
	if (scored->failed)
		report(d, DAMAGE, what,
		       SAY("%zu件のうち%zu件を読み直せません（%.8s：%s）",
			   "of %zu, %zu cannot be read and scored (%.8s: %s)"),
		       scored->done, scored->failed, scored->of, scored->first.text);
	else
		report(d, FINE, what,
		       SAY("%zu件とも、読み直して採点できました", "%zu, read and scored again"),
		       scored->done);
	if (scored->behind)
		report(d, ADVICE, what,
		       SAY("%zu件は、一覧の設問数が実際と異なります（開いて1問答え直すと直ります）",
			   "of %zu the list tells another number of questions; answering one puts that "
			   "right"),
		       scored->behind);
}

static bool look_inside(struct doctor *d, struct err *err)
{
	struct examination e;
	if (!store_examine(d->world->store, &e, err))
		return false;
	say_examination(d, &e);
	struct scored scored = {0};
	bool ok = e.broken || score_all(d, &scored, err);
	if (ok && !e.broken)
		say_scored(d, &scored);
	free(scored.of);
	examination_release(&e);
	return ok;
}

/* ---- what lies around it ---- */

static void look_at_modes(struct doctor *d)
{
	struct stat info;
	struct tr what = {"権限", "permissions"};
	if (stat(d->database, &info) != 0)
		return;
	if (info.st_mode & 077)
		report(d, ADVICE, what,
		       SAY("ほかの利用者も読み書きできます（chmod 600 '%s' で本人だけになります）",
			   "others may read or write it; make it yours alone with chmod 600 '%s'"),
		       d->database);
	else
		report(d, FINE, what, "%s", SAY("本人だけが読み書きできます", "yours alone"));
}

static void look_at_space(struct doctor *d)
{
	struct statvfs disk;
	struct stat info;
	struct tr what = {"空き容量", "free space"};
	enum { MEGABYTE = 1000000, WANTED = 50 };
	if (statvfs(d->database, &disk) != 0 || stat(d->database, &info) != 0)
		return;
	double left = (double)disk.f_bavail * (double)disk.f_frsize / MEGABYTE;
	double wanted = WANTED + 4.0 * (double)info.st_size / MEGABYTE;
	if (left < wanted)
		report(d, ADVICE, what,
		       SAY("%.0f MB しかありません（%.0f MB 以上を空けてください）",
			   "%.0f MB only; please make it %.0f MB or more"),
		       left, wanted);
	else
		report(d, FINE, what, "%.1f GB", left / 1000);
}

static void look_at_backups(struct doctor *d)
{
	struct backups backups;
	struct err err = {.lang = d->world->lang};
	struct tr what = {"控え", "backups"};
	if (!backups_list(d->database, &backups, &err)) {
		report(d, ADVICE, what, "%s", err.text);
		return;
	}
	size_t whole = backups_newest_whole(&backups);
	char *day = whole < backups.count ? date_words(backups.list[whole].date, d->world->lang) : NULL;
	if (day)
		report(d, whole ? ADVICE : FINE, what,
		       whole ? SAY("%zu件。新しいものが壊れています。壊れていないうちで最新は%sです",
				   "%zu; the newest is damaged, the newest whole one is of %s")
			     : SAY("%zu件。最新は%sで、壊れていません", "%zu; the newest, of %s, is whole"),
		       backups.count, day);
	else if (backups.count)
		report(d, ADVICE, what, SAY("%zu件とも壊れています", "all %zu are damaged"), backups.count);
	else
		report(d, FINE, what, "%s",
		       SAY("まだありません（次の日の最初の保存の前に作成します）",
			   "none yet; one is made before the first save of another day"));
	free(day);
	backups_release(&backups);
}

static void look_at_journal(struct doctor *d)
{
	struct stat info;
	struct strbuf name = {0};
	strbuf_addf(&name, "%s-journal", d->database);
	if (stat(strbuf_str(&name), &info) == 0 && info.st_size > 0)
		report(d, ADVICE, (struct tr){"書きかけの記録", "journal"}, "%s",
		       SAY("前回の保存が途中で終わっています。開くと、その前の状態に戻ります",
			   "the last save was cut off; on opening it is taken back"));
	strbuf_release(&name);
}

/* ---- all of it ---- */

static void conclude(struct doctor *d)
{
	if (d->found[DAMAGE])
		cli_print(
			SAY("異常があります。このファイルには書き込まず、tenken recover "
			    "で控えから戻してください。"
			    "今のファイルは別の名前で残ります。\n",
			    "There is damage. Save nothing more in this file; tenken recover brings back the "
			    "newest whole backup and keeps this file under another name.\n"));
	else if (d->found[ADVICE])
		cli_print(SAY("保存した内容に異常はありません。注意の行をご覧ください。\n",
			      "What is saved is whole. Please see the notes above.\n"));
	else
		cli_print(SAY("異常はありません。\n", "All is well.\n"));
	if (d->found[DAMAGE])
		d->world->status = 3;
}

static bool pass_on(const struct err *why, struct err *err)
{
	if (!err->set)
		*err = *why;
	return false;
}

static bool open_it(struct doctor *d, struct err *err)
{
	struct err why = {.lang = err->lang};
	if (!file_exists(d->database))
		return store_is_lost(d->database, err)
			       ? false
			       : fail(err, SAY("%s はまだありません。", "%s does not exist yet."),
				      d->database);
	/* Nothing is changed; only a database of an older version cannot be looked at as it is. */
	return world_store(d->world, STORE_READ, &why) ||
	       (why.kind != ERR_DAMAGED && world_store(d->world, STORE_CREATE, err)) || pass_on(&why, err);
}

bool cmd_doctor(struct world *world, struct err *err)
{
	char *database = world_database(world, err);
	struct doctor doctor = {.world = world, .database = database};
	if (!database)
		return false;
	cli_printf(TR(world->lang, "データベース：%s\n", "Database: %s\n"), database);
	look_at_journal(&doctor);
	bool ok = open_it(&doctor, err);
	if (ok) {
		ok = look_inside(&doctor, err);
		look_at_modes(&doctor);
		look_at_space(&doctor);
	} else if (err->kind == ERR_DAMAGED) {
		report(&doctor, DAMAGE, (struct tr){"構造", "structure"}, "%s", err->text);
		err_clear(err);
		ok = true;
	}
	if (ok) {
		look_at_backups(&doctor);
		conclude(&doctor);
	}
	shelf_release(&doctor.shelf);
	free(database);
	return ok;
}
