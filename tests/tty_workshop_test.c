/* SPDX-License-Identifier: MIT */
/*
 * A workshop of nine in four departments, played whole in an emulated terminal: set up, answered in turns and
 * from paper, killed in mid-turn, sealed, revealed, talked through, written out; in both languages.
 */
#include "check.h"
#include "tty.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "base/sys.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct place {
	char dir[256], db[320], out[320], db_env[340], src[512];
};

static void place_make(struct place *p)
{
	const char *tmp = getenv("TMPDIR"), *src = getenv("SRC");
	snprintf(p->dir, sizeof p->dir, "%s/tenken-tty-XXXXXX", tmp ? tmp : "/tmp");
	if (!mkdtemp(p->dir))
		exit(1);
	snprintf(p->db, sizeof p->db, "%s/a.db", p->dir);
	snprintf(p->out, sizeof p->out, "%s/out.md", p->dir);
	snprintf(p->db_env, sizeof p->db_env, "TENKEN_DB=%s", p->db);
	snprintf(p->src, sizeof p->src, "%s/questionnaires", src ? src : ".");
}

static void place_remove(struct place *p)
{
	(void)tty_remove_database(p->db);
	unlink(p->out);
	rmdir(p->dir);
}

static struct tty *start(const struct place *p, const char *lang)
{
	const char *program = getenv("TENKEN");
	const char *argv[] = {
		program ? program : ".build/tenken", "--lang", lang, "--questionnaires", p->src, NULL};
	const char *env[] = {p->db_env, "TENKEN_TEST_MARKS=1", "LC_ALL=C.UTF-8", "NO_COLOR", NULL};
	struct tty *tty = tty_start(argv, env, 24, 80);
	CHECK(tty_wait_frame(tty));
	return tty;
}

/* To the saved workshop, which is the last row. */
static struct tty *resume(const struct place *p, const char *lang)
{
	struct tty *tty = start(p, lang);
	CHECK(tty_keys(tty, "<End><Enter>"));
	return tty;
}

static void add_nine(struct tty *tty)
{
	/* How often the department's field is turned: information, industry, policy, finance. */
	static const int departments[] = {1, 1, 1, 3, 3, 3, 2, 4, 4};
	for (size_t i = 0; i < sizeof departments / sizeof *departments; i++) {
		CHECK(tty_keys(tty, "a<Tab>"));
		for (int turn = 0; turn < departments[i]; turn++)
			CHECK(tty_keys(tty, "<Right>"));
		CHECK(tty_keys(tty, "<C-s>"));
	}
}

/* One turn: the same option everywhere, then handed in. */
static void take_turn(struct tty *tty, char option, const char *handed_in)
{
	char keys[8];
	CHECK(tty_keys(tty, "<Enter>")); /* the hand-over */
	CHECK(tty_keys(tty, "<Enter>")); /* the questions */
	for (int i = 0; i < 40 && !tty_has(tty, handed_in); i++) {
		snprintf(keys, sizeof keys, "%cn", option);
		CHECK(tty_keys(tty, keys));
		if (i == 14)
			CHECK(tty_keys(tty, "h"));
	}
	CHECK(tty_has(tty, handed_in));
	CHECK(tty_keys(tty, "2")); /* hand in */
	CHECK(tty_keys(tty, "<Enter>"));
}

/* A sheet of paper: digits, and Enter where several may be ticked and behind the last. */
static void type_sheet(struct tty *tty, char digit, const char *handed_in)
{
	char keys[4] = {digit, '\0'};
	CHECK(tty_keys(tty, "i"));
	for (int i = 0; i < 12 && !tty_has(tty, handed_in); i++)
		CHECK(tty_keys(tty, keys));
	for (int i = 0; i < 20 && !tty_has(tty, handed_in); i++)
		CHECK(tty_keys(tty, "<Enter>"));
	CHECK(tty_has(tty, handed_in));
	CHECK(tty_keys(tty, "2"));
}

/* No screen of the sealed workshop tells more than who has handed in. */
static void attack_seal(struct tty *tty, const char *sealed)
{
	static const char *const keys[] = {"r", "g", "c", "u", "e", "m", "t",
					   "w", "v", "s", "d", "x", "1", "2"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		CHECK(tty_keys(tty, keys[i]));
		CHECK(!tty_has(tty, "⣿"));
		CHECK(!tty_has(tty, "✓"));
		CHECK(tty_keys(tty, "<Esc>"));
		if (!tty_has(tty, sealed)) /* Esc left the workshop: back to it */
			CHECK(tty_keys(tty, "<End><Enter>"));
	}
}

struct words {
	const char *lang, *workshop, *sealed, *ask, *agenda, *agreed, *written;
};

static void play(const struct words *w)
{
	struct place p;
	place_make(&p);
	struct tty *tty = start(&p, w->lang);
	CHECK(tty_keys(tty, "<Down><Down><Enter>"));
	CHECK(tty_keys(tty, "<F10>"));
	CHECK(tty_wait_text(tty, w->workshop));
	add_nine(tty);
	/* The first is killed in mid-turn, and takes the turn up again by the alias alone. */
	CHECK(tty_keys(tty, "<Home><Enter><Enter>3n2"));
	CHECK(tty_wait_text(tty, "✓"));
	tty_kill(tty, SIGKILL);
	tty_wait_exit(tty);
	tty_free(tty);
	tty = resume(&p, w->lang);
	CHECK(tty_keys(tty, "<Home>"));
	take_turn(tty, '3', w->ask);
	for (char digit = '1'; digit <= '4'; digit++)
		take_turn(tty, digit, w->ask);
	attack_seal(tty, w->sealed);
	CHECK(tty_keys(tty, "<Home><Down><Down><Down><Down><Down>"));
	for (char digit = '1'; digit <= '4'; digit++)
		type_sheet(tty, digit, w->ask);
	CHECK(tty_keys(tty, "o2"));
	CHECK(tty_keys(tty, "<Enter>"));
	CHECK(tty_wait_text(tty, w->agenda));
	/* Three questions are agreed on. */
	CHECK(tty_keys(tty, "<Enter>2"));
	CHECK(tty_wait_text(tty, w->agreed));
	CHECK(tty_keys(tty, "n3n1<Esc>r"));
	CHECK(tty_keys(tty, "<Esc><Esc>"));
	CHECK(tty_keys(tty, "w<Up>"));
	for (int i = 0; i < 200; i++)
		CHECK(tty_keys(tty, "<BS>"));
	struct strbuf path = {0};
	strbuf_addf(&path, "%s<C-s>", p.out);
	CHECK(tty_keys(tty, strbuf_str(&path)));
	strbuf_release(&path);
	CHECK(tty_wait_text(tty, w->written));
	char *bytes = NULL;
	size_t len;
	struct err err = {.lang = LANG_EN};
	CHECK(file_read(p.out, 1 << 20, &bytes, &len, &err));
	CHECK(bytes && strstr(bytes, "# ") != NULL);
	free(bytes);
	CHECK(tty_keys(tty, "q"));
	tty_send(tty, "q", 1);
	CHECK_INT(tty_wait_exit(tty), 0);
	CHECK(tty_restored(tty));
	CHECK(tty_sent_clean(tty));
	tty_free(tty);
	place_remove(&p);
}

TEST(a_workshop_in_japanese)
{
	play(&(struct words){"ja", "ワークショップ", "次の人を選び", "提出すると", "話し合う設問",
			     "合意しました", "記録を書き出しました"});
}

TEST(a_workshop_in_english)
{
	play(&(struct words){"en", "Workshop", "Choose who is next", "Once handed in", "What to talk about",
			     "is agreed", "minutes are written"});
}

static const struct check_test ALL[] = {
	RUN(a_workshop_in_japanese),
	RUN(a_workshop_in_english),
};

int main(void)
{
	if (!sys_utf8_locale())
		return 1;
	return check_run(ALL, sizeof ALL / sizeof *ALL);
}
