/* SPDX-License-Identifier: MIT */
/* Prints the keys of the question and home screens as Markdown, from the tables that do the work: keys_table
 * ja|en. */
#include "ui/app.h"

#include <stdio.h>
#include <string.h>

static void print_screen(enum screen_id id, const char *title, enum lang lang)
{
	printf("| %s | |\n|---|---|\n", title);
	for (const struct binding *b = screen_get(id)->bindings; b->command != CMD_NONE; b++)
		printf("| `%s` | %s |\n", b->shown, tr_in(b->help, lang));
	printf("\n");
}

int main(int argc, char **argv)
{
	enum lang lang = argc > 1 && strcmp(argv[1], "en") == 0 ? LANG_EN : LANG_JA;
	print_screen(SCREEN_QUESTION, TR(lang, "設問の画面", "On a question"), lang);
	print_screen(SCREEN_HOME, TR(lang, "最初の画面", "On the first screen"), lang);
	return 0;
}
