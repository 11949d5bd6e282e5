/* SPDX-License-Identifier: MIT */
/*
 * The command line as one table: commands and options with what they take, their words in both languages and
 * their examples. Parsing, --help, the manual page and the completions all come from it.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum opt {
	OPT_DB,
	OPT_LANG,
	OPT_QUESTIONNAIRES,
	OPT_HELP,
	OPT_VERSION, /* the ones up to here go with every command */
	OPT_PLAIN,
	OPT_AMBIGUOUS,
	OPT_TITLE,
	OPT_MUNICIPALITY,
	OPT_MUNICIPALITY_CODE,
	OPT_QUESTIONNAIRE,
	OPT_BLANK,
	OPT_TABLE,
	OPT_FORMAT,
	OPT_ENCODING,
	OPT_LABELS,
	OPT_OUTPUT,
	OPT_FORCE,
	OPT_BIN,
	OPT_PURGE,
	OPT_COVERAGE,
	OPT_INTO,
	OPT_COUNT,
};

enum { CLI_VALUES_MAX = 8 }; /* words that an option takes */

#define CLI_EVERYWHERE (OPT_VERSION + 1)

struct cli_option {
	const char *name;                   /* without the dashes */
	char letter;                        /* the short form, 0: none */
	const char *argument;               /* FILE; NULL: takes none */
	const char *values[CLI_VALUES_MAX]; /* the words it takes, the default first; none: any text */
	bool repeat;                        /* may be given several times */
	struct tr help;
};

struct cli_example {
	const char *line;
	struct tr says;
};

struct world;

struct cli_command {
	const char *name;     /* "": the program alone */
	const char *operands; /* as in the usage line; "" for none */
	size_t least, most;   /* how many of them */
	enum opt options[10]; /* besides those that go everywhere, up to OPT_COUNT */
	struct tr summary, details;
	struct cli_example examples[4];
	bool (*run)(struct world *world, struct err *err);
};

extern const struct cli_option CLI_OPTIONS[OPT_COUNT];
extern const struct cli_command CLI_COMMANDS[];
extern const size_t CLI_COMMAND_COUNT;

struct options {
	const char *program;               /* argv[0] */
	const struct cli_command *command; /* CLI_COMMANDS[0] when none is named */
	bool given[OPT_COUNT];
	const char *value[OPT_COUNT]; /* the last one given; borrowed from argv; NULL when not given */
	const char **questionnaires;  /* each --questionnaire; owned array */
	size_t questionnaire_count;
	const char **operands; /* owned array */
	size_t operand_count;
};

/* err->lang is set from --lang or the environment before anything else. ERR_USAGE names what is wrong, and
 * what may have been meant. */
bool options_parse(struct options *options, int argc, char **argv, struct err *err);
void options_release(struct options *options);

/* Which of its words an option was given; 0 (the default) when it was not. */
size_t options_word(const struct options *options, enum opt opt);
bool cli_takes(const struct cli_command *command, enum opt opt);

#endif
