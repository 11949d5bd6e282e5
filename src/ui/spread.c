/* SPDX-License-Identifier: MIT */
#include "ui/spread.h"

#include "base/strbuf.h"
#include "base/text.h"

/* Cells filled from below, 0 to 4 dots of both columns. */
static void add_level(struct strbuf *out, size_t level)
{
	static const uint32_t levels[] = {0x2800, 0x28c0, 0x28e4, 0x28f6, 0x28ff};
	char bytes[4];
	strbuf_add(out, bytes, text_encode(levels[level < 4 ? level : 4], bytes));
}

char *spread_values(const struct spread *spread)
{
	struct strbuf out = {0};
	size_t most = 1;
	for (int v = 0; v < 4; v++)
		most = spread->counts[v] > most ? spread->counts[v] : most;
	for (int v = 0; v < 4; v++) {
		size_t count = spread->counts[v], level = count ? (4 * count + most - 1) / most : 0;
		if (v)
			strbuf_addc(&out, ' ');
		add_level(&out, level);
		add_level(&out, level);
	}
	return strbuf_detach(&out);
}

char *spread_people(size_t people, size_t most, int columns)
{
	struct strbuf out = {0};
	size_t room = (size_t)columns, cells = people;
	if (most > room) /* more people than columns: in proportion, but nobody vanishes */
		cells = people ? (people * room + most - 1) / most : 0;
	for (size_t i = 0; i < cells; i++)
		add_level(&out, 4);
	return strbuf_detach(&out);
}
