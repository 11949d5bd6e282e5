/* SPDX-License-Identifier: MIT */
/* Every library the wizard links, touched as it touches them: DATABASE, then YAML files. */
#include "extra.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <unilbrk.h>
#include <uninorm.h>
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

static bool read_database(const char *path)
{
	sqlite3 *db;
	return sqlite3_open(path, &db) == SQLITE_OK &&
	       sqlite3_exec(db,
			    "PRAGMA journal_mode = DELETE; PRAGMA synchronous = EXTRA;"
			    "SELECT * FROM assessment ORDER BY updated_at DESC LIMIT 100",
			    NULL, NULL, NULL) == SQLITE_OK;
}

bool extra_open(char **args)
{
	static const uint8_t text[] = "か\u3099、部局をまたぐ。";
	char breaks[sizeof text];
	size_t len = 0;
	free(u8_normalize(UNINORM_NFC, text, sizeof text, NULL, &len));
	u8_possible_linebreaks(text, sizeof text, "UTF-8", breaks);
	if (!args[0] || !read_database(args[0]))
		return false;
	for (char **path = args + 1; *path; path++)
		if (!read_yaml(*path))
			return false;
	return true;
}

bool extra_save(int question, int row)
{
	(void)question;
	(void)row;
	return false;
}
