/* SPDX-License-Identifier: MIT */
#include "cli/options.h"

#include "base/alloc.h"
#include "base/sys.h"
#include "model/suggest.h"

#include <stdlib.h>
#include <string.h>

struct parser {
	struct options *options;
	char **argv;
	int argc, at;
	struct err *err;
};

bool cli_takes(const struct cli_command *command, enum opt opt)
{
	if (opt < CLI_EVERYWHERE)
		return true;
	for (size_t i = 0; i < sizeof command->options / sizeof *command->options; i++) {
		if (command->options[i] == OPT_COUNT)
			return false;
		if (command->options[i] == opt)
			return true;
	}
	return false;
}

/* The language of the messages must be known before the first one. */
static enum lang look_for_lang(int argc, char **argv)
{
	for (int i = 1; i < argc && argv[i] && strcmp(argv[i], "--") != 0; i++) {
		const char *value = NULL;
		if (strncmp(argv[i], "--lang=", 7) == 0)
			value = argv[i] + 7;
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			value = argv[i + 1];
		if (value && strcmp(value, "en") == 0)
			return LANG_EN;
		if (value && strcmp(value, "ja") == 0)
			return LANG_JA;
	}
	return sys_lang();
}

static bool unknown_option(struct parser *p, const char *name, size_t len)
{
	char *word = xstrndup(name, len);
	struct suggestion near = {.word = word};
	for (size_t i = 0; i < OPT_COUNT; i++)
		suggest_try(&near, CLI_OPTIONS[i].name);
	if (near.best)
		fail_as(p->err, ERR_USAGE,
			TR(p->err->lang, "--%s というオプションはありません。--%s のことですか。",
			   "There is no option --%s. Did you mean --%s?"),
			word, near.best);
	else
		fail_as(p->err, ERR_USAGE,
			TR(p->err->lang,
			   "--%s というオプションはありません。tenken --help で一覧を見られます。",
			   "There is no option --%s. tenken --help lists them."),
			word);
	free(word);
	return false;
}

static bool check_word(struct parser *p, enum opt opt, const char *value)
{
	const struct cli_option *row = &CLI_OPTIONS[opt];
	if (!row->values[0])
		return true;
	struct suggestion near = {.word = value};
	char all[128] = "";
	size_t used = 0;
	for (size_t i = 0; i < CLI_VALUES_MAX && row->values[i]; i++) {
		if (strcmp(row->values[i], value) == 0)
			return true;
		suggest_try(&near, row->values[i]);
		used += (size_t)snprintf(all + used, sizeof all - used, "%s%s", i ? ", " : "",
					 row->values[i]);
	}
	return fail_as(p->err, ERR_USAGE,
		       TR(p->err->lang, "--%s に「%s」は指定できません。使えるのは %s です。",
			  "--%s cannot be \"%s\". It takes %s."),
		       row->name, value, all);
}

static bool take(struct parser *p, enum opt opt, const char *value)
{
	struct options *o = p->options;
	const struct cli_option *row = &CLI_OPTIONS[opt];
	if (row->argument && !value) {
		if (p->at + 1 >= p->argc)
			return fail_as(
				p->err, ERR_USAGE,
				TR(p->err->lang, "--%s には値（%s）が必要です。", "--%s needs a value (%s)."),
				row->name, row->argument);
		value = p->argv[++p->at];
	} else if (!row->argument && value) {
		return fail_as(p->err, ERR_USAGE,
			       TR(p->err->lang, "--%s に値は指定できません。", "--%s takes no value."),
			       row->name);
	}
	if (value && !check_word(p, opt, value))
		return false;
	if (o->given[opt] && row->argument && !row->repeat)
		return fail_as(p->err, ERR_USAGE,
			       TR(p->err->lang, "--%s が2回指定されています。", "--%s is given twice."),
			       row->name);
	o->given[opt] = true;
	o->value[opt] = value;
	if (opt == OPT_QUESTIONNAIRE)
		o->questionnaires[o->questionnaire_count++] = value;
	return true;
}

static bool take_long(struct parser *p, const char *text)
{
	size_t len = strcspn(text, "=");
	for (size_t i = 0; i < OPT_COUNT; i++)
		if (strlen(CLI_OPTIONS[i].name) == len && strncmp(CLI_OPTIONS[i].name, text, len) == 0)
			return take(p, (enum opt)i, text[len] ? text + len + 1 : NULL);
	return unknown_option(p, text, len);
}

/* -o FILE, -oFILE, -h */
static bool take_short(struct parser *p, const char *text)
{
	for (size_t i = 0; i < OPT_COUNT; i++)
		if (CLI_OPTIONS[i].letter && CLI_OPTIONS[i].letter == text[0] &&
		    (text[1] == '\0' || CLI_OPTIONS[i].argument))
			return take(p, (enum opt)i, text[1] ? text + 1 : NULL);
	return fail_as(p->err, ERR_USAGE,
		       TR(p->err->lang,
			  "-%s というオプションはありません。tenken --help で一覧を見られます。",
			  "There is no option -%s. tenken --help lists them."),
		       text);
}

static bool find_command(struct parser *p)
{
	struct options *o = p->options;
	o->command = &CLI_COMMANDS[0];
	if (!o->operand_count)
		return true;
	const char *name = o->operands[0];
	struct suggestion near = {.word = name};
	for (size_t i = 1; i < CLI_COMMAND_COUNT; i++) {
		if (strcmp(CLI_COMMANDS[i].name, name) == 0) {
			o->command = &CLI_COMMANDS[i];
			o->operand_count--;
			memmove((void *)o->operands, (const void *)(o->operands + 1),
				o->operand_count * sizeof *o->operands);
			return true;
		}
		suggest_try(&near, CLI_COMMANDS[i].name);
	}
	if (near.best)
		return fail_as(p->err, ERR_USAGE,
			       TR(p->err->lang, "「%s」というコマンドはありません。%s のことですか。",
				  "There is no command \"%s\". Did you mean %s?"),
			       name, near.best);
	return fail_as(p->err, ERR_USAGE,
		       TR(p->err->lang,
			  "「%s」というコマンドはありません。tenken --help で一覧を見られます。",
			  "There is no command \"%s\". tenken --help lists them."),
		       name);
}

static bool check_command(struct parser *p)
{
	const struct options *o = p->options;
	const struct cli_command *c = o->command;
	enum lang lang = p->err->lang;
	if (o->given[OPT_HELP] || o->given[OPT_VERSION])
		return true;
	for (size_t i = 0; i < OPT_COUNT; i++)
		if (o->given[i] && !cli_takes(c, (enum opt)i))
			return fail_as(p->err, ERR_USAGE,
				       TR(lang,
					  "--%s は、ここでは使えません。tenken %s --help をご覧ください。",
					  "--%s has no meaning here. See tenken %s --help."),
				       CLI_OPTIONS[i].name, c->name);
	if (o->operand_count > c->most)
		return fail_as(
			p->err, ERR_USAGE,
			TR(lang, "余分な引数「%s」があります。", "There is an argument too many: \"%s\"."),
			o->operands[c->most]);
	size_t least = o->given[OPT_BLANK] ? 0 : c->least;
	if (o->operand_count < least)
		return fail_as(p->err, ERR_USAGE,
			       TR(lang, "tenken %s には %s の指定が必要です。", "tenken %s needs %s."),
			       c->name, c->operands);
	return true;
}

bool options_parse(struct options *options, int argc, char **argv, struct err *err)
{
	struct parser p = {options, argv, argc, 0, err};
	bool only_operands = false;
	size_t room = (size_t)(argc > 0 ? argc : 0) + 1;
	*options = (struct options){.program = argc > 0 ? argv[0] : "tenken"};
	options->operands = xcalloc(room, sizeof *options->operands);
	options->questionnaires = xcalloc(room, sizeof *options->questionnaires);
	err->lang = look_for_lang(argc, argv);
	for (p.at = 1; p.at < argc; p.at++) {
		const char *arg = argv[p.at];
		bool ok = true;
		if (only_operands || arg[0] != '-' || !arg[1])
			options->operands[options->operand_count++] = arg;
		else if (strcmp(arg, "--") == 0)
			only_operands = true;
		else if (arg[1] == '-')
			ok = take_long(&p, arg + 2);
		else
			ok = take_short(&p, arg + 1);
		if (!ok)
			return false;
	}
	return find_command(&p) && check_command(&p);
}

void options_release(struct options *options)
{
	free((void *)options->operands);
	free((void *)options->questionnaires);
	*options = (struct options){0};
}

size_t options_word(const struct options *options, enum opt opt)
{
	const char *value = options->value[opt];
	for (size_t i = 0; value && i < CLI_VALUES_MAX && CLI_OPTIONS[opt].values[i]; i++)
		if (strcmp(CLI_OPTIONS[opt].values[i], value) == 0)
			return i;
	return 0;
}
