/* SPDX-License-Identifier: MIT */
/*
 * The least that a program on ncursesw can do: paint a question on 80x24, move a highlight, go to the next.
 * Nothing that uses ncurses can be faster. With extra_save: paint, commit, then say saved.
 */
#include "extra.h"

#include <curses.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

#define OPTIONS 6

static const char *const LINES_OF[] = {
	"部局をまたいで実際に作業をする推進チームはありますか。",
	"取組の目的は、関係する部局の間でどこまで共有されていますか。",
	"住民の困りごとを、どの段階でどのように確かめていますか。",
};

static void paint(int question, int row, const char *notice)
{
	erase();
	attron(A_REVERSE);
	mvprintw(0, 0, "%-60s %3d/30%*s", " 自己点検", question % 30 + 1, 12, "");
	attroff(A_REVERSE);
	mvaddstr(2, 3, "庁内の推進体制");
	mvaddstr(4, 3, LINES_OF[question % 3]);
	for (int i = 0; i < OPTIONS; i++) {
		if (i == row)
			attron(A_BOLD);
		mvprintw(6 + i, 3, "%s %d  %s（%d）", i == row ? ">" : " ", i + 1,
			 LINES_OF[(question + i) % 3], question);
		attroff(A_BOLD);
	}
	mvaddstr(22, 3, notice);
	attron(A_REVERSE);
	mvprintw(23, 0, "%-72s", " Enter 決定して次へ  p 戻る  q 終了");
	attroff(A_REVERSE);
	move(6 + row, 3);
	refresh();
}

/* The sign of a whole frame that the wizard gives in its tests, so that both are timed alike. */
static void mark(bool marks)
{
	static int frame;
	if (!marks)
		return;
	printf("\033]2;f=%d\a", ++frame);
	fflush(stdout);
}

int main(int argc, char **argv)
{
	int question = 0, row = 0;
	bool marks = getenv("TENKEN_TEST_MARKS") != NULL;
	(void)argc;
	setlocale(LC_ALL, "");
	if (!extra_open(argv + 1))
		return 1;
	initscr();
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	for (bool changed = false;; changed = true) {
		paint(question, row, "");
		mark(marks);
		if (changed && extra_save(question, row)) {
			paint(question, row, "保存しました");
			mark(marks);
		}
		int key = getch();
		if (key == 'q' || key == ERR)
			break;
		else if (key == KEY_DOWN)
			row = (row + 1) % OPTIONS;
		else if (key == KEY_UP)
			row = (row + OPTIONS - 1) % OPTIONS;
		else if (key >= '1' && key < '1' + OPTIONS)
			row = key - '1';
		else if (key == 'n')
			question++;
		else if (key == 'p' && question > 0)
			question--;
	}
	endwin();
	return 0;
}
