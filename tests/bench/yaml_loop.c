/* SPDX-License-Identifier: MIT */
/* The least that a program on libyaml can do: take every event of the files and drop it. */
#include <stdbool.h>
#include <stdio.h>
#include <yaml.h>

static bool read_yaml(const char *path)
{
	yaml_parser_t parser;
	yaml_event_t event;
	bool end = false;
	FILE *in = fopen(path, "rb");
	if (!in || !yaml_parser_initialize(&parser))
		return false;
	yaml_parser_set_input_file(&parser, in);
	while (!end && yaml_parser_parse(&parser, &event)) {
		end = event.type == YAML_STREAM_END_EVENT;
		yaml_event_delete(&event);
	}
	yaml_parser_delete(&parser);
	fclose(in);
	return end;
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		if (!read_yaml(argv[i]))
			return 1;
	return argc < 2;
}
