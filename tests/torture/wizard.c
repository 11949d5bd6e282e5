/* SPDX-License-Identifier: MIT */
/*
 * A person at the wizard, until it is killed:  wizard DATABASE QUESTIONNAIRE SEED STEPS HOW
 *
 * Begins an assessment of the questionnaire (choices only, none of them conditional), and types at random.
 * HOW: `kill` ends it with SIGKILL at a random moment after so many steps; `wait` tells it to go (SIGTERM)
 * then, if it still runs. Prints what was seen:
 *
 *   saved QUESTION OPTION   the screen said saved, and showed this answer (0: none)
 *   end STATUS RESTORED TOLD SHOWN
 *                           its exit status; is the terminal as before, is there a word on it, was there a
 * screen?
 *
 * The program gets $WIZARD_PRELOAD as LD_PRELOAD; $TENKEN is the program.
 */
#include "tty.h"

#include "base/sys.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ROWS = 24, COLS = 80 };

struct person {
	struct tty *tty;
	unsigned random;
	int out;
	int question, count, option; /* as seen last; 0: on another screen, no answer */
	int told_question, told_option;
};

static int dice(struct person *p, int sides)
{
	p->random = p->random * 1103515245U + 12345U;
	return (int)((p->random >> 16) % (unsigned)sides);
}

static bool says_saved(struct person *p)
{
	return strstr(tty_screen_row(p->tty, -2), "aved") && !tty_has(p->tty, "Not saved");
}

/* Has it come to an end with saving, well or not? */
static bool says_something(struct person *p)
{
	const char *notice = tty_screen_row(p->tty, -2);
	return *notice && !strstr(notice, "Saving.");
}

/* Look at the screen; tell what it says is saved, each once. */
static void look(struct person *p)
{
	const char *title = strstr(tty_screen_row(p->tty, 0), "Question ");
	title = title ? strstr(title + 1, "Question ") : NULL;
	if (!title || sscanf(title, "Question %d/%d", &p->question, &p->count) != 2)
		p->question = 0;
	p->option = 0;
	for (int row = 1; row < ROWS; row++) {
		const char *tick = strstr(tty_screen_row(p->tty, row), "✓ ");
		if (tick && sscanf(tick, "✓ %d", &p->option) == 1)
			break;
	}
	if (!says_saved(p) || !p->question)
		return;
	if (p->told_question != p->question || p->told_option != p->option)
		dprintf(p->out, "saved %d %d\n", p->question, p->option);
	p->told_question = p->question;
	p->told_option = p->option;
}

/* Some keys: choices, each another one than before; to a neighbour; the last change undone. The last choice
 * is returned, 0: none. */
static int pick_keys(struct person *p, char keys[8])
{
	int n = 0, what = dice(p, 10), option = p->option;
	for (int more = what < 6 ? 1 + dice(p, 3) : 0; more > 0; more--) {
		option = 1 + (option + dice(p, 3)) % 4;
		keys[n++] = (char)('0' + option);
	}
	if (what >= 5 && what < 9)
		keys[n++] = p->question < p->count && dice(p, 3) ? 'n' : 'p';
	if (what == 9)
		keys[n++] = 'u';
	keys[n] = '\0';
	return what < 6 ? option : 0;
}

/* Type and look; where one stays at the question, until it is said what became of the choice. False when the
 * program has ended. */
static bool step(struct person *p)
{
	char keys[8];
	int at = p->question, option = pick_keys(p, keys);
	bool stays = option && keys[strlen(keys) - 1] == '0' + option;
	if (!tty_keys(p->tty, keys))
		return false;
	look(p);
	while (stays && !says_something(p))
		if (!tty_wait_frame(p->tty))
			return false;
		else
			look(p);
	if (option && at && p->question != at && says_saved(p))
		dprintf(p->out, "saved %d %d\n", at, option);
	return true;
}

static void die_at_random(struct person *p)
{
	char keys[8];
	struct timespec pause = {.tv_nsec = dice(p, 4000) * 1000L};
	pick_keys(p, keys);
	tty_send(p->tty, keys, strlen(keys));
	nanosleep(&pause, NULL);
	tty_kill(p->tty, SIGKILL);
}

static struct tty *start(char **argv)
{
	char db[600], preload[600];
	const char *program = getenv("TENKEN"), *library = getenv("WIZARD_PRELOAD");
	const char *arguments[] = {program, "--lang", "en", "run", argv[2], NULL};
	snprintf(db, sizeof db, "TENKEN_DB=%s", argv[1]);
	snprintf(preload, sizeof preload, "LD_PRELOAD%s%s", library ? "=" : "", library ? library : "");
	const char *env[] = {db, "TENKEN_TEST_MARKS=1", "LC_ALL=C.UTF-8", "NO_COLOR", preload, NULL};
	return tty_start(arguments, env, ROWS, COLS);
}

int main(int argc, char **argv)
{
	if (argc != 6 || !sys_utf8_locale() || !getenv("TENKEN"))
		return 2;
	int silence = open("/dev/null", O_WRONLY), steps = (int)strtol(argv[4], NULL, 10);
	struct person p = {.out = dup(1), .random = (unsigned)strtoul(argv[3], NULL, 10), .tty = start(argv)};
	dup2(silence, 1); /* the harness tells of waits in vain, which are the rule here */
	bool alive = tty_wait_frame(p.tty);
	if (alive)
		look(&p);
	while (alive && steps-- > 0)
		alive = step(&p);
	if (alive && strcmp(argv[5], "kill") == 0)
		die_at_random(&p);
	else if (alive)
		tty_kill(p.tty, SIGTERM);
	if (!alive)
		tty_kill(p.tty, SIGKILL); /* if it has not ended already */
	while (tty_wait_frame(p.tty))
		look(&p);
	int status =
		tty_wait_exit(p.tty); /* half a frame may be left on the screen, so that is not looked at */
	fflush(stdout);
	const char *screen = tty_screen(p.tty);
	bool told = screen[strspn(screen, " \n")];
	dprintf(p.out, "end %d %d %d\n", status, tty_restored(p.tty), told);
	tty_free(p.tty);
	return 0;
}
