/* SPDX-License-Identifier: MIT */
#include "base/strbuf.h"
#include "base/text.h"
#include "cli/world.h"

#include <stdlib.h>

enum { HELP_COLUMNS = 78, HELP_INDENT = 26 };

/* A name on the left, its sentence wrapped on the right. */
static void add_row(struct strbuf *out, const char *name, const char *says, int indent)
{
	struct text_line *lines;
	size_t count = text_wrap(says, HELP_COLUMNS - indent, &lines);
	strbuf_addf(out, "  %s", name);
	int used = 2 + text_columns(name);
	for (size_t i = 0; i < count; i++) {
		if (i > 0 || used >= indent) {
			strbuf_addc(out, '\n');
			used = 0;
		}
		strbuf_addf(out, "%*s%.*s", indent - used, "", (int)lines[i].len, says + lines[i].start);
		used = indent;
	}
	strbuf_addc(out, '\n');
	free(lines);
}

static void add_wrapped(struct strbuf *out, const char *text)
{
	struct text_line *lines;
	size_t count = text_wrap(text, HELP_COLUMNS, &lines);
	for (size_t i = 0; i < count; i++)
		strbuf_addf(out, "%.*s\n", (int)lines[i].len, text + lines[i].start);
	free(lines);
}

static void add_option(struct strbuf *out, const struct cli_option *option, enum lang lang)
{
	struct strbuf name = {0};
	if (option->letter)
		strbuf_addf(&name, "-%c, ", option->letter);
	strbuf_addf(&name, "--%s%s%s", option->name, option->argument ? " " : "",
		    option->argument ? option->argument : "");
	add_row(out, strbuf_str(&name), tr_in(option->help, lang), HELP_INDENT);
	strbuf_release(&name);
}

static void add_examples(struct strbuf *out, const struct cli_command *command, enum lang lang)
{
	strbuf_adds(out, TR(lang, "例\n", "Examples\n"));
	for (size_t i = 0;
	     i < sizeof command->examples / sizeof *command->examples && command->examples[i].line; i++)
		strbuf_addf(out, "  %s\n      %s\n", command->examples[i].line,
			    tr_in(command->examples[i].says, lang));
	strbuf_addc(out, '\n');
}

static void add_options(struct strbuf *out, const struct cli_command *command, enum lang lang)
{
	strbuf_adds(out, TR(lang, "\nオプション\n", "\nOptions\n"));
	for (size_t i = CLI_EVERYWHERE; i < OPT_COUNT; i++)
		if (cli_takes(command, (enum opt)i))
			add_option(out, &CLI_OPTIONS[i], lang);
	for (size_t i = 0; i < CLI_EVERYWHERE; i++)
		add_option(out, &CLI_OPTIONS[i], lang);
}

static void add_commands(struct strbuf *out, enum lang lang)
{
	strbuf_adds(out, TR(lang, "\nコマンド\n", "\nCommands\n"));
	for (size_t i = 1; i < CLI_COMMAND_COUNT; i++) {
		struct strbuf name = {0};
		strbuf_addf(&name, "%s %s", CLI_COMMANDS[i].name, CLI_COMMANDS[i].operands);
		add_row(out, strbuf_str(&name), tr_in(CLI_COMMANDS[i].summary, lang), HELP_INDENT);
		strbuf_release(&name);
	}
	strbuf_adds(out, TR(lang, "  tenken COMMAND --help で、それぞれの使い方を表示します。\n",
			    "  tenken COMMAND --help shows how each is used.\n"));
}

void help_print(const struct cli_command *command, enum lang lang)
{
	struct strbuf out = {0};
	bool whole = !*command->name;
	strbuf_addf(&out, "tenken%s%s - %s\n\n", whole ? "" : " ", command->name,
		    tr_in(command->summary, lang));
	add_examples(&out, command, lang);
	strbuf_addf(&out, TR(lang, "使い方  tenken %s%s%s %s\n", "Usage  tenken %s%s%s %s\n"),
		    whole ? "[COMMAND]" : command->name, *command->operands ? " " : "", command->operands,
		    TR(lang, "[オプション]", "[OPTIONS]"));
	strbuf_addc(&out, '\n');
	add_wrapped(&out, tr_in(command->details, lang));
	if (whole)
		add_commands(&out, lang);
	add_options(&out, command, lang);
	if (whole)
		strbuf_adds(
			&out,
			TR(lang,
			   "\n終了コード  0 完了  1 失敗  2 指定の誤り  3 ファイルの内容の誤り  130 中断\n",
			   "\nExit status  0 done  1 failed  2 usage  3 a file is invalid  130 "
			   "interrupted\n"));
	cli_print(strbuf_str(&out));
	strbuf_release(&out);
}
