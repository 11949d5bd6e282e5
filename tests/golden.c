/* SPDX-License-Identifier: MIT */
#include "golden.h"

#include "base/file.h"
#include "base/strbuf.h"
#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct golden_size golden_sizes[GOLDEN_SIZES] = {{24, 80}, {16, 60}, {45, 160}};

int golden_cells(const struct canvas *canvas, const char *name)
{
	int failures = 0;
	for (int i = 0; i < canvas->rows * canvas->cols; i++) {
		const struct cell *cell = &canvas->cells[i];
		if (cell->cp && text_is_ambiguous(cell->cp)) {
			printf("%s: U+%04X is of ambiguous width\n", name, (unsigned)cell->cp);
			failures++;
		}
	}
	if (canvas->clipped) {
		printf("%s: %d texts were cut\n", name, canvas->clipped);
		failures++;
	}
	return failures;
}

static char *golden_path(const char *name)
{
	const char *src = getenv("SRC");
	struct strbuf path = {0};
	strbuf_addf(&path, "%s/tests/golden/%s.txt", src ? src : ".", name);
	return strbuf_detach(&path);
}

static int compare(const char *name, const char *got)
{
	int failures = 0;
	char *path = golden_path(name), *want;
	size_t len;
	struct err err = {.lang = LANG_EN};
	if (getenv("UPDATE_GOLDEN")) {
		failures += !file_write(path, got, strlen(got), true, &err);
	} else if (!file_read(path, 1 << 20, &want, &len, &err)) {
		printf("%s\n", err.text);
		failures++;
	} else {
		if (strcmp(got, want) != 0) {
			printf("%s differs. It is now:\n%s", path, got);
			failures++;
		}
		free(want);
	}
	free(path);
	return failures;
}

int golden_walk(struct fake *fake, const char *name, const char *keys)
{
	int failures = 0;
	for (int l = 0; l < 2; l++) {
		struct strbuf all = {0};
		for (size_t s = 0; s < GOLDEN_SIZES; s++) {
			struct app app;
			if (fake->prepare)
				fake->prepare(fake);
			app_init(&app, &fake->port, l ? LANG_EN : LANG_JA, golden_sizes[s].rows,
				 golden_sizes[s].cols);
			app_start(&app);
			fake_keys(&app, keys);
			struct canvas canvas;
			canvas_init(&canvas, golden_sizes[s].rows, golden_sizes[s].cols);
			app_settle(&app);
			app_draw(&app, &canvas);
			char *dump = canvas_dump(&canvas), title[128];
			snprintf(title, sizeof title, "%s %s %dx%d", name, l ? "en" : "ja",
				 golden_sizes[s].cols, golden_sizes[s].rows);
			failures += golden_cells(&canvas, title);
			strbuf_addf(&all, "==== %dx%d, caret %d,%d\n%s", golden_sizes[s].cols,
				    golden_sizes[s].rows, canvas.caret_row, canvas.caret_col, dump);
			free(dump);
			canvas_release(&canvas);
			app_release(&app);
		}
		char file[128];
		snprintf(file, sizeof file, "%s.%s", name, l ? "en" : "ja");
		failures += compare(file, strbuf_str(&all));
		strbuf_release(&all);
	}
	return failures;
}
