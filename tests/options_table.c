/* SPDX-License-Identifier: MIT */
/*
 * Prints the command line's table as lines, for what is tested against it: the manual pages and completions.
 *
 *   command NAME [OPERANDS]                       NAME is - for the program alone
 *   option NAME --OPTION[=ARGUMENT] [-LETTER]     NAME is * for those that go with every command
 *   values --OPTION WORD…
 *   example LINE
 */
#include "cli/options.h"

#include <stdio.h>

static void print_option(const char *command, enum opt opt)
{
	const struct cli_option *o = &CLI_OPTIONS[opt];
	printf("option %s --%s%s%s", command, o->name, o->argument ? "=" : "",
	       o->argument ? o->argument : "");
	if (o->letter)
		printf(" -%c", o->letter);
	printf("\n");
}

static void print_values(enum opt opt)
{
	const struct cli_option *o = &CLI_OPTIONS[opt];
	if (!o->values[0])
		return;
	printf("values --%s", o->name);
	for (size_t i = 0; i < sizeof o->values / sizeof *o->values && o->values[i]; i++)
		printf(" %s", o->values[i]);
	printf("\n");
}

static void print_command(const struct cli_command *c)
{
	const char *name = *c->name ? c->name : "-";
	printf("command %s%s%s\n", name, *c->operands ? " " : "", c->operands);
	for (size_t i = 0; i < sizeof c->options / sizeof *c->options && c->options[i] != OPT_COUNT; i++)
		print_option(name, c->options[i]);
	for (size_t i = 0; i < sizeof c->examples / sizeof *c->examples && c->examples[i].line; i++)
		printf("example %s\n", c->examples[i].line);
}

int main(void)
{
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++)
		print_command(&CLI_COMMANDS[i]);
	for (enum opt opt = 0; opt < OPT_COUNT; opt++) {
		if (opt < CLI_EVERYWHERE)
			print_option("*", opt);
		print_values(opt);
	}
	return 0;
}
