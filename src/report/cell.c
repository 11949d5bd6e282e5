/* SPDX-License-Identifier: MIT */
#include "report/cell.h"

#include <stdlib.h>

void cell_text(struct cell *cell, const char *text)
{
	cell->kind = CELL_TEXT;
	strbuf_adds(&cell->text, text ? text : "");
}

void cell_owned(struct cell *cell, char *text)
{
	cell_text(cell, text);
	free(text);
}

void cell_number(struct cell *cell, int64_t number)
{
	/* By hand: most cells of a table are numbers, and a format costs twenty times as much. */
	char digits[20];
	size_t at = sizeof digits;
	uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
	do
		digits[--at] = (char)('0' + rest % 10);
	while (rest /= 10);
	cell->kind = CELL_NUMBER;
	if (number < 0)
		strbuf_addc(&cell->text, '-');
	strbuf_add(&cell->text, digits + at, sizeof digits - at);
}

void cell_fraction(struct cell *cell, struct fraction fraction)
{
	if (!fraction.den)
		return;
	bool negative = fraction.num < 0;
	if (negative)
		fraction.num = -fraction.num;
	int rounded = fraction_4(fraction);
	cell->kind = CELL_NUMBER;
	strbuf_addf(&cell->text, "%s%d.%04d", negative && rounded ? "-" : "", rounded / 10000,
		    rounded % 10000);
}

void cell_thousandths(struct cell *cell, int64_t thousandths)
{
	cell_number(cell, thousandths / 1000);
	int rest = (int)(thousandths % 1000), digits = 3;
	if (!rest)
		return;
	for (; rest % 10 == 0; rest /= 10)
		digits--;
	strbuf_addf(&cell->text, ".%0*d", digits, rest);
}
