/* SPDX-License-Identifier: MIT */
/* The wizard over a database that is damaged or lost: what is asked, and what each answer does. */
#include "check.h"
#include "fake_port.h"
#include "golden.h"

#include "base/sys.h"

#include <stdlib.h>
#include <string.h>

static const char *notice(const struct app *app)
{
	return app->notice.text ? app->notice.text : "";
}

static void begin(struct fake *fake, struct app *app)
{
	app_init(app, &fake->port, LANG_EN, 24, 80);
	app_start(app);
}

static void end(struct fake *fake, struct app *app)
{
	app_release(app);
	fake_release(fake);
}

static void make(struct fake *fake, bool lost, const char *date)
{
	fake_init(fake);
	fake->damaged = true;
	fake->lost = lost;
	fake->backup_date = date;
}

TEST(what_is_asked)
{
	struct fake fake;
	make(&fake, false, "2026-11-21");
	golden_show(&fake, "rescue", "");
	fake.backup_date = NULL;
	golden_show(&fake, "rescue-none", "");
	fake.backup_date = "2026-11-21";
	fake.lost = true;
	golden_show(&fake, "rescue-lost", "");
	fake_release(&fake);
}

TEST(recovered)
{
	struct fake fake;
	struct app app;
	make(&fake, false, "2026-11-21");
	begin(&fake, &app);
	CHECK_INT(app_screen(&app), SCREEN_ASK);
	fake_keys(&app, "1");
	CHECK_INT(app_screen(&app), SCREEN_HOME);
	CHECK_INT(fake.recoveries, 1);
	CHECK(strstr(notice(&app), "tenken.db.damaged-20261122-053210") != NULL);
	CHECK(!app.quit);
	end(&fake, &app);
}

TEST(begun_anew)
{
	struct fake fake;
	struct app app;
	make(&fake, true, "2026-11-21");
	begin(&fake, &app);
	fake_keys(&app, "2");
	CHECK_INT(app_screen(&app), SCREEN_HOME);
	CHECK_INT(fake.recoveries, 1);
	CHECK_STR(notice(&app), "A new beginning.");
	end(&fake, &app);
}

TEST(left_alone)
{
	static const char *const keys[] = {"2", "q", "<Esc>"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		struct fake fake;
		struct app app;
		make(&fake, false, "2026-11-21");
		app_init(&app, &fake.port, LANG_EN, 24, 80);
		app_start_rescue(&app);
		fake_keys(&app, keys[i]);
		CHECK(app.quit);
		CHECK_INT(fake.recoveries, 0);
		end(&fake, &app);
	}
}

TEST(a_recovery_that_fails_can_be_tried_again)
{
	struct fake fake;
	struct app app;
	make(&fake, false, "2026-11-21");
	fake.fail_recover = "The disk is full.";
	begin(&fake, &app);
	fake_keys(&app, "1");
	CHECK_INT(app_screen(&app), SCREEN_ASK);
	CHECK_STR(notice(&app), "The disk is full.");
	fake.fail_recover = NULL;
	fake_keys(&app, "1");
	CHECK_INT(app_screen(&app), SCREEN_HOME);
	end(&fake, &app);
}

TEST(asked_in_the_other_language)
{
	struct fake fake;
	struct app app;
	make(&fake, false, "2026-11-21");
	begin(&fake, &app);
	CHECK(strstr(app.ask.text, "is damaged") != NULL);
	fake_keys(&app, "L");
	CHECK(strstr(app.ask.text, "壊れています") != NULL);
	CHECK_STR(fake.language, "ja");
	end(&fake, &app);
}

/* Found while an assessment is open: what is typed and unsaved is not thrown away for it. */
TEST(asked_in_the_other_language_after_help)
{
	struct fake fake;
	struct app app;
	make(&fake, false, "2026-11-21");
	begin(&fake, &app);
	fake_keys(&app, "?L");
	CHECK_INT(app_screen(&app), SCREEN_HELP); /* it stays where it is */
	CHECK(strstr(app.ask.text, "壊れています") != NULL);
	fake_keys(&app, "<Esc>");
	CHECK_INT(app_screen(&app), SCREEN_ASK);
	fake_keys(&app, "?L<Esc>");
	CHECK(strstr(app.ask.text, "is damaged") != NULL);
	CHECK_INT(fake.recoveries, 0);
	end(&fake, &app);
}

TEST(found_in_the_middle)
{
	struct fake fake;
	struct app app;
	fake_init(&fake);
	begin(&fake, &app);
	fake_keys(&app, "<Enter><F10>3");
	fake.damaged = true;
	fake.backup_date = "2026-11-21";
	fake.fail_save = "The disk is full.";
	fake_keys(&app, "4");
	app_backup(&app);
	CHECK_INT(app_screen(&app), SCREEN_QUESTION);
	CHECK(app_unsaved(&app));
	fake.fail_save = NULL;
	CHECK(app_commit(&app));
	app_backup(&app);
	CHECK_INT(app_screen(&app), SCREEN_ASK);
	fake_keys(&app, "1");
	CHECK_INT(app_screen(&app), SCREEN_HOME);
	CHECK(!session_is_open(&app.session));
	end(&fake, &app);
}

TEST(a_copy_that_cannot_be_made_is_told)
{
	struct fake fake;
	struct app app;
	fake_init(&fake);
	fake.backup_told = "Today's backup could not be made.";
	begin(&fake, &app);
	app_backup(&app);
	CHECK_STR(notice(&app), "Today's backup could not be made.");
	CHECK_INT(app_screen(&app), SCREEN_HOME);
	end(&fake, &app);
}

static const struct check_test ALL[] = {
	RUN(what_is_asked),
	RUN(recovered),
	RUN(begun_anew),
	RUN(left_alone),
	RUN(a_recovery_that_fails_can_be_tried_again),
	RUN(asked_in_the_other_language),
	RUN(asked_in_the_other_language_after_help),
	RUN(found_in_the_middle),
	RUN(a_copy_that_cannot_be_made_is_told),
};

int main(void)
{
	if (!sys_utf8_locale())
		return 1;
	return check_run(ALL, sizeof ALL / sizeof *ALL);
}
