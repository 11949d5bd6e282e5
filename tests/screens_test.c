/* SPDX-License-Identifier: MIT */
/*
 * Every screen in both languages at 80x24, 60x16 and 160x45, as text beside what it should be
 * (tests/golden/NAME.txt). UPDATE_GOLDEN=1 writes the files: read them before they are committed. On every
 * canvas drawn here: nothing is cut that should show, no ambiguous-width character, the caret stands where
 * one types or chooses.
 */
#include "check.h"
#include "fake_port.h"
#include "golden.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "base/sys.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void add_saved(struct fake *fake, const char *id, const char *title, const char *municipality,
		      bool binned)
{
	const struct assessment a = {
		.id = (char *)(uintptr_t)id,
		.title = (char *)(uintptr_t)title,
		.municipality = (char *)(uintptr_t)municipality,
		.updated_at = (char *)(uintptr_t) "2026-11-20T01:02:03Z",
		.answered = 12,
		.asked = 51,
		.binned = binned,
	};
	assessment_copy(&fake->saved[fake->saved_count++], &a);
}

#define BEGIN             \
	struct fake fake; \
	fake_init(&fake)
#define END fake_release(&fake)

/* Answers most of the quick check: 3, then values up and down, don't know, blank. */
#define QUICK "<Enter><F10>"
#define QUICK_ANSWERED \
	QUICK "2<Enter>3<Enter>2<Enter>d<Enter>5<Enter>1 2 3<Enter>4<Enter>3<Enter>2<Enter>2<Enter>3<Enter>"

TEST(home_empty)
{
	BEGIN;
	golden_show(&fake, "home-empty", "");
	END;
}

TEST(home_saved)
{
	BEGIN;
	add_saved(&fake, "a", "自己点検 令和8年11月20日", "宇都宮市", false);
	add_saved(&fake, "b", "企画課と福祉課の合同点検（とても長い名前を付けた場合でも一覧が崩れないこと）",
		  "", false);
	add_saved(&fake, "c", "やり直し", "", true);
	golden_show(&fake, "home-saved", "<Down><Down><Down><Down>");
	golden_show(&fake, "home-bin", "b");
	END;
}

TEST(search)
{
	BEGIN;
	add_saved(&fake, "a", "自己点検 令和8年11月20日", "宇都宮市", false);
	add_saved(&fake, "b", "企画課と福祉課の合同点検（とても長い名前を付けた場合でも一覧が崩れないこと）",
		  "", false);
	add_saved(&fake, "c", "合同点検、2回目", "", true);
	golden_show(&fake, "search", "/");
	golden_show(&fake, "search-typed", "/ウツノミヤx<BS>");
	golden_show(&fake, "search-none", "/横浜");
	golden_show(&fake, "search-found", "/合同<Enter>");
	golden_show(&fake, "search-bin", "b/合同<Enter>");
	for (int i = 0; i < 60; i++) {
		char title[32];
		snprintf(title, sizeof title, "自己点検 第%d回", i + 1);
		add_saved(&fake, "d", title, i % 3 ? "佐賀市" : "", false);
	}
	golden_show(&fake, "home-many", "<Down><Down><Down><Down>");
	golden_show(&fake, "search-many", "/さが 回");
	END;
}

TEST(setup)
{
	BEGIN;
	golden_show(&fake, "setup", "<Enter>");
	golden_show(&fake, "setup-choice", "n<Tab><Tab><Tab><Tab><Tab><Right><Right>");
	golden_show(&fake, "setup-bottom", "n<BTab>");
	golden_show(&fake, "setup-scope", "n<Tab><Tab><Tab><Tab><Tab><Right><Right><Right><Right>");
	golden_show(&fake, "setup-place", "<Enter><Tab>fuchu<Down>");
	golden_show(&fake, "setup-code", "<Enter><Tab><Tab>12203");
	golden_show(&fake, "setup-many", "<Enter><Tab>みなみ");
	golden_show(&fake, "setup-invalid", "<Enter><Tab><Tab>092012<F10>");
	END;
}

TEST(question)
{
	BEGIN;
	golden_show(&fake, "question", QUICK);
	golden_show(&fake, "question-chosen", QUICK "3");
	golden_show(&fake, "question-checklist", QUICK "nnnn5n1 3");
	golden_show(&fake, "question-unknown", QUICK "nnd");
	golden_show(&fake, "question-kana", QUICK "か");
	END;
}

TEST(every_question_fits)
{
	BEGIN;
	static const char *const all[] = {"silo-breakdown", "advisor-dependence", "citizen-participation",
					  "plan-and-governance", "trial-and-rollout"};
	for (int l = 0; l < 2; l++)
		for (size_t s = 0; s < GOLDEN_SIZES; s++) {
			struct session session;
			fake_session(&fake, &session, all, sizeof all / sizeof *all);
			struct app app;
			app_init(&app, &fake.port, l ? LANG_EN : LANG_JA, golden_sizes[s].rows,
				 golden_sizes[s].cols);
			app_start_session(&app, &session);
			struct canvas canvas;
			canvas_init(&canvas, golden_sizes[s].rows, golden_sizes[s].cols);
			for (size_t i = 0; i < app.session.instrument.count; i++) {
				app_goto(&app, i);
				const struct question *q = app.session.instrument.items[i].question;
				/* Whatever row one is on, it shows. */
				for (size_t row = 0; row <= q->option_count; row++) {
					app.focus = row;
					app_draw(&app, &canvas);
					golden_check_cells(&canvas, app.session.instrument.items[i].key);
					char *dump = canvas_dump(&canvas);
					if (row < q->option_count) {
						struct text_line *lines;
						const char *text = tr_in(q->options[row].text, app.lang);
						int left, cols, top, height;
						app_body(&app, &left, &cols, &top, &height);
						text_wrap(text, cols - 7, &lines);
						char *first = xstrndup(text + lines[0].start, lines[0].len);
						if (!strstr(dump, first)) {
							printf("%s at %dx%d: not shown: %s\n%s",
							       app.session.instrument.items[i].key,
							       golden_sizes[s].cols, golden_sizes[s].rows,
							       first, dump);
							check_failures++;
						}
						free(first);
						free(lines);
					}
					CHECK(canvas.caret_row > 0);
					free(dump);
				}
			}
			canvas_release(&canvas);
			app_release(&app);
		}
	END;
}

TEST(overview)
{
	BEGIN;
	golden_show(&fake, "overview", QUICK_ANSWERED "mg");
	END;
}

TEST(notes)
{
	BEGIN;
	golden_show(&fake, "note",
		    QUICK
		    "e7月の課長会議で確認した。次は「福祉課」と話す。<Enter>2行目<Tab>庁議録 令和8年7月");
	END;
}

TEST(results)
{
	BEGIN;
	golden_show(&fake, "results-blank", QUICK "r");
	golden_show(&fake, "results", QUICK_ANSWERED "r");
	golden_show(&fake, "results-bottom", QUICK_ANSWERED "r<End>");
	golden_show(&fake, "why-stage", QUICK_ANSWERED "r<Enter>");
	golden_show(&fake, "why", QUICK_ANSWERED "r<Down><Enter>");
	golden_show(&fake, "why-bottom", QUICK_ANSWERED "r<Down><Enter><End>");
	END;
}

TEST(export_screen)
{
	BEGIN;
	golden_show(&fake, "export", QUICK_ANSWERED "rc");
	golden_show(&fake, "export-done", QUICK_ANSWERED "rc<Enter>");
	fake.file_exists = true;
	golden_show(&fake, "export-exists", QUICK_ANSWERED "rc<Enter>");
	END;
}

TEST(help)
{
	BEGIN;
	golden_show(&fake, "help-home", "?");
	golden_show(&fake, "help-question", QUICK "?");
	golden_show(&fake, "help-question-keys", QUICK "?<PgDn><PgDn>");
	END;
}

TEST(unsaved)
{
	BEGIN;
	fake.fail_save = "ディスクに空きがありません。";
	golden_show(&fake, "unsaved", QUICK "3");
	golden_show(&fake, "unsaved-leave", QUICK "3q");
	END;
}

TEST(too_small)
{
	BEGIN;
	for (int l = 0; l < 2; l++) {
		struct app app;
		app_init(&app, &fake.port, l ? LANG_EN : LANG_JA, 10, 30);
		app_start(&app);
		struct canvas canvas;
		canvas_init(&canvas, 10, 30);
		app_draw(&app, &canvas);
		char *dump = canvas_dump(&canvas);
		CHECK(strstr(dump, l ? "too small" : "小さすぎます") != NULL);
		free(dump);
		for (int rows = 1; rows < 20; rows++)
			for (int cols = 1; cols < 70; cols += 3) {
				canvas_resize(&canvas, rows, cols);
				app.rows = rows;
				app.cols = cols;
				app_draw(&app, &canvas);
				CHECK_INT(canvas.clipped, 0);
			}
		canvas_release(&canvas);
		app_release(&app);
	}
	END;
}

static const struct check_test ALL[] = {
	RUN(home_empty), RUN(home_saved),          RUN(search),   RUN(setup),
	RUN(question),   RUN(every_question_fits), RUN(overview), RUN(notes),
	RUN(results),    RUN(export_screen),       RUN(help),     RUN(unsaved),
	RUN(too_small),
};

int main(void)
{
	if (!sys_utf8_locale())
		return 1;
	return check_run(ALL, sizeof ALL / sizeof *ALL);
}
