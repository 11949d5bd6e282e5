/* SPDX-License-Identifier: MIT */
/* Inside the line-by-line mode: what is said (plain_say.c), what a line means (plain_read.c) and does
 * (plain_do.c), how it begins (plain_begin.c); the loop is in plain.c. */
#ifndef CLI_PLAIN_PARTS_H
#define CLI_PLAIN_PARTS_H

#include "cli/port.h"

struct plain {
	struct world *world;
	struct port port;
	struct session session;
	size_t item; /* the question one is at; ITEM_NONE after the last */
	bool ended;  /* the input is at its end */
	bool told;   /* the result as it is now has been printed */
};

enum plain_action {
	PLAIN_BAD, /* line.why says what is wrong with it */
	PLAIN_NEXT,
	PLAIN_ANSWER, /* line.answer */
	PLAIN_NA,     /* a reason is still to be asked */
	PLAIN_BACK,
	PLAIN_NOTE,
	PLAIN_UNDO,
	PLAIN_HELP,
	PLAIN_LIST,
	PLAIN_GO, /* line.number */
	PLAIN_RESULT,
	PLAIN_LANG,
	PLAIN_LEAVE,
};

struct plain_line {
	enum plain_action action;
	struct answer answer; /* state and options only */
	size_t number;
	struct err why;
};

/* What a line means at this question (NULL: after the last one). Full-width characters count like narrow
 * ones. */
struct plain_line plain_parse(const char *text, const struct question *question, enum lang lang);

/* A number alone, from 1 to `most`; 0 when it is none. An empty line is `empty`. */
size_t plain_number(const char *text, size_t most, size_t empty);

/* One line of standard input, without its end; owned. NULL at the end of the input; *ended is then set. Too
 * long or not UTF-8: "" and *bad. */
char *plain_read(bool *ended, bool *bad);

/* A line in answer to a prompt; owned; NULL at the end of the input. What cannot be read is told, and asked
 * for again. */
char *plain_ask(struct plain *p, const char *prompt);

/* Choose what to begin. True with the session still closed: the person left. */
bool plain_begin(struct plain *p, struct err *err);
/* Do what the line means. Returns whether the question is to be said again. */
bool plain_do(struct plain *p, struct plain_line *line);
/* Commit and say so. False when it was not saved, or another program was quicker. */
bool plain_save(struct plain *p);
void plain_refresh(struct plain *p);

void plain_say_question(const struct plain *p);
void plain_say_help(const struct plain *p);
void plain_say_list(const struct plain *p);
void plain_say_result(struct plain *p);
void plain_prompt(const char *text);

#endif
