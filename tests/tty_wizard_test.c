/* SPDX-License-Identifier: MIT */
/*
 * The program itself in an emulated terminal: a whole assessment is walked through, left, taken up again,
 * resized, killed. $TENKEN is the program, $SRC the tree.
 */
#include "check.h"
#include "tty.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "base/sys.h"

#include <ftw.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct place {
	char dir[256], db[320], csv[320], db_env[340], src[512];
};

static void place_make(struct place *p)
{
	const char *tmp = getenv("TMPDIR"), *src = getenv("SRC");
	snprintf(p->dir, sizeof p->dir, "%s/tenken-tty-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(p->dir))
		exit(1);
	snprintf(p->db, sizeof p->db, "%s/a.db", p->dir);
	snprintf(p->csv, sizeof p->csv, "%s/結果.csv", p->dir);
	snprintf(p->db_env, sizeof p->db_env, "TENKEN_DB=%s", p->db);
	snprintf(p->src, sizeof p->src, "%s/questionnaires", src ? src : ".");
}

static int remove_one(const char *path, const struct stat *info, int type, struct FTW *ftw)
{
	(void)info, (void)type, (void)ftw;
	return remove(path);
}

static void place_remove(struct place *p)
{
	CHECK(nftw(p->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS) == 0);
}

static struct tty *start_in(const struct place *p, const char *lang, int rows, int cols)
{
	const char *program = getenv("TENKEN");
	const char *argv[] = {
		program ? program : ".build/tenken", "--lang", lang, "--questionnaires", p->src, NULL};
	const char *env[] = {p->db_env, "TENKEN_TEST_MARKS=1", "LC_ALL=C.UTF-8", "NO_COLOR", NULL};
	struct tty *tty = tty_start(argv, env, rows, cols);
	CHECK(tty_wait_frame(tty));
	return tty;
}

static void leave(struct tty *tty)
{
	tty_keys(tty, "q");
	tty_send(tty, "q", 1);
	CHECK_INT(tty_wait_exit(tty), 0);
	CHECK(tty_restored(tty));
	CHECK(tty_sent_clean(tty));
	tty_free(tty);
}

TEST(a_whole_quick_check)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start_in(&p, "ja", 24, 80);
	CHECK(tty_has(tty, "短い点検から始める"));
	CHECK(tty_keys(tty, "<Enter><F10>"));
	CHECK(tty_has(tty, "設問 1/11"));
	CHECK(tty_keys(tty, "3"));
	CHECK(tty_wait_text(tty, "保存しました"));
	CHECK(tty_keys(tty, "<Enter>4<Enter>3<Enter>5<Enter>5<Enter>123<Enter>4<Enter>4<Enter>5<Enter>5<"
			    "Enter>5<Enter>3<Enter>"));
	CHECK(tty_wait_text(tty, "結果"));
	CHECK(tty_has(tty, "初動段階"));
	CHECK(tty_has(tty, "回答 12/12"));
	CHECK(tty_keys(tty, "L"));
	CHECK(tty_has(tty, "Answered 12/12"));
	CHECK(tty_keys(tty, "L<Down><Enter>"));
	CHECK(tty_has(tty, "得点"));
	CHECK(tty_keys(tty, "<Esc>c<Up>"));
	for (int i = 0; i < 200; i++)
		CHECK(tty_keys(tty, "<BS>"));
	struct strbuf path = {0};
	strbuf_addf(&path, "%s<C-s>", p.csv);
	CHECK(tty_keys(tty, strbuf_str(&path)));
	strbuf_release(&path);
	CHECK(tty_wait_text(tty, "読み直して確かめました"));
	char *bytes;
	size_t len;
	struct err err = {.lang = LANG_EN};
	CHECK(file_read(p.csv, 1 << 20, &bytes, &len, &err));
	CHECK(len > 3 && memcmp(bytes,
				"\xef\xbb\xbf"
				"assessment_id,title,",
				22) == 0);
	CHECK(strstr(bytes, "advisor-tandem") != NULL);
	free(bytes);
	struct stat st;
	CHECK(stat(p.db, &st) == 0 && (st.st_mode & 0777) == 0600);
	leave(tty);
	place_remove(&p);
}

TEST(killed_in_the_middle_and_taken_up_again)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start_in(&p, "en", 24, 80);
	CHECK(tty_keys(tty, "<Enter><F10>3<Enter>4<Enter>2"));
	CHECK(tty_wait_text(tty, "Saved"));
	tty_kill(tty, SIGKILL);
	tty_wait_exit(tty);
	tty_free(tty);
	tty = start_in(&p, "en", 24, 80);
	CHECK(tty_has(tty, "3/11"));
	CHECK(tty_keys(tty, "<End><Enter>"));
	CHECK(tty_has(tty, "Question 3/11")); /* the last question that was saved */
	CHECK(tty_has(tty, "✓ 2"));
	CHECK(tty_keys(tty, "p"));
	CHECK(tty_has(tty, "✓ 4"));
	CHECK(tty_keys(tty, "u")); /* the log outlives the program */
	CHECK(tty_has(tty, "Question 3/11"));
	CHECK(!tty_has(tty, "✓"));
	leave(tty);
	place_remove(&p);
}

TEST(left_and_resumed_at_the_same_question)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start_in(&p, "ja", 24, 80);
	CHECK(tty_keys(tty, "<Enter><F10>3<Enter>nnn"));
	CHECK(tty_has(tty, "設問 5/11"));
	leave(tty);
	tty = start_in(&p, "ja", 24, 80);
	CHECK(tty_keys(tty, "<End><Enter>"));
	CHECK(tty_has(tty, "設問 5/11"));
	leave(tty);
	place_remove(&p);
}

TEST(window_closed)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start_in(&p, "ja", 24, 80);
	CHECK(tty_keys(tty, "<Enter><F10>3"));
	tty_hang_up(tty);
	tty_wait_exit(tty);
	tty_free(tty);
	tty = start_in(&p, "ja", 24, 80);
	CHECK(tty_has(tty, "1/11"));
	leave(tty);
	place_remove(&p);
}

TEST(resized_at_any_moment)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start_in(&p, "ja", 24, 80);
	CHECK(tty_keys(tty, "<Enter><F10>"));
	CHECK(tty_resize(tty, 16, 60));
	CHECK(tty_has(tty, "設問 1/11"));
	CHECK(tty_resize(tty, 5, 20));
	CHECK(tty_has(tty, "画面が"));
	CHECK(tty_keys(tty, "3"));
	CHECK(tty_resize(tty, 1, 1));
	CHECK(tty_resize(tty, 45, 160));
	CHECK(tty_has(tty, "✓ 3"));
	leave(tty);
	place_remove(&p);
}

TEST(two_programs_on_one_database)
{
	struct place p;
	place_make(&p);
	struct tty *one = start_in(&p, "en", 24, 80);
	CHECK(tty_keys(one, "<Enter><F10>"));
	struct tty *two = start_in(&p, "en", 24, 80);
	CHECK(tty_keys(two, "<End><Enter>"));
	CHECK(tty_has(two, "Question 1/11"));
	CHECK(tty_keys(one, "3"));
	CHECK(tty_wait_text(one, "Saved"));
	CHECK(tty_keys(two, "n")); /* any key looks */
	CHECK(tty_keys(two, "p"));
	CHECK(tty_has(two, "✓ 3"));
	CHECK(tty_keys(two, "n4"));
	CHECK(tty_wait_text(two, "Saved"));
	CHECK(tty_keys(one, "n"));
	CHECK(tty_has(one, "✓ 4"));
	leave(one);
	leave(two);
	place_remove(&p);
}

TEST(hostile_text_is_shown_and_not_obeyed)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start_in(&p, "ja", 24, 80);
	CHECK(tty_keys(tty, "<Enter>"));
	static const char evil[] = "\xe2\x80\xae"
				   "A\xc2\x9b"
				   "31m\xe2\x80\x8b";
	struct strbuf paste = {0};
	strbuf_addf(&paste, "\033[200~%s\033[201~", evil);
	CHECK(tty_send_keys(tty, strbuf_str(&paste), paste.len, 1));
	strbuf_release(&paste);
	CHECK(tty_wait_text(tty, "31m"));
	CHECK(tty_keys(tty, "<F10>"));
	leave(tty);
	place_remove(&p);
}

TEST(a_database_that_is_none)
{
	struct place p;
	place_make(&p);
	struct err err = {.lang = LANG_EN};
	CHECK(file_write(p.db, "this is a letter, not a database, and it is long enough", 55, true, &err));
	const char *program = getenv("TENKEN");
	const char *argv[] = {program ? program : ".build/tenken", "--lang", "en", NULL};
	const char *env[] = {p.db_env, "TENKEN_TEST_MARKS=1", NULL};
	struct tty *tty = tty_start(argv, env, 24, 80);
	CHECK_INT(tty_wait_exit(tty), 3);
	char *bytes;
	size_t len;
	CHECK(file_read(p.db, 1000, &bytes, &len, &err) && len == 55);
	free(bytes);
	tty_free(tty);
	place_remove(&p);
}

static void spoil(const char *path)
{
	char *bytes;
	size_t len;
	struct err err = {.lang = LANG_EN};
	CHECK(file_read(path, 1 << 24, &bytes, &len, &err));
	memset(bytes, 'x', len < 3000 ? len : 3000);
	CHECK(file_write(path, bytes, len, true, &err));
	free(bytes);
}

/* Answered one day, damaged over night: the copy made in the morning is offered, and holds the answers. */
TEST(a_damaged_database_is_brought_back)
{
	struct place p;
	place_make(&p);
	setenv("TENKEN_TEST_TIME", "1775001600", 1);
	struct tty *tty = start_in(&p, "ja", 24, 80);
	CHECK(tty_keys(tty, "<Enter><F10>3"));
	CHECK(tty_wait_text(tty, "保存しました"));
	CHECK(tty_keys(tty, "n4"));
	CHECK(tty_wait_text(tty, "保存しました"));
	leave(tty);
	setenv("TENKEN_TEST_TIME", "1775088000", 1);
	tty = start_in(&p, "ja", 24, 80); /* the copy of the day comes after the first frame */
	CHECK(tty_keys(tty, "<Down>"));
	tty_send(tty, "q", 1);
	CHECK_INT(tty_wait_exit(tty), 0);
	tty_free(tty);
	spoil(p.db);
	tty = start_in(&p, "ja", 24, 80);
	CHECK(tty_has(tty, "令和8年4月2日"));
	CHECK(tty_keys(tty, "L"));
	CHECK(tty_has(tty, "A backup made automatically"));
	CHECK(tty_keys(tty, "L1"));
	CHECK(tty_has(tty, "控えから戻しました"));
	CHECK(tty_has(tty, "a.db.damaged-20260402-000000"));
	CHECK(tty_keys(tty, "<End><Enter>"));
	CHECK(tty_has(tty, "設問 2/11"));
	CHECK(tty_has(tty, "✓ 4"));
	leave(tty);
	CHECK(unlink(p.db) == 0);
	tty = start_in(&p, "en", 16, 60);
	CHECK(tty_has(tty, "Begin anew"));
	tty_send(tty, "\033", 1); /* nothing is done */
	CHECK_INT(tty_wait_exit(tty), 0);
	CHECK(tty_restored(tty));
	CHECK(!file_exists(p.db));
	tty_free(tty);
	unsetenv("TENKEN_TEST_TIME");
	place_remove(&p);
}

static const struct check_test ALL[] = {
	RUN(a_damaged_database_is_brought_back),
	RUN(a_whole_quick_check),
	RUN(killed_in_the_middle_and_taken_up_again),
	RUN(left_and_resumed_at_the_same_question),
	RUN(window_closed),
	RUN(resized_at_any_moment),
	RUN(two_programs_on_one_database),
	RUN(hostile_text_is_shown_and_not_obeyed),
	RUN(a_database_that_is_none),
};

int main(void)
{
	if (!sys_utf8_locale())
		return 1;
	return check_run(ALL, sizeof ALL / sizeof *ALL);
}
