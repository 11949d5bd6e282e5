/* SPDX-License-Identifier: MIT */
/*
 * Agreement A on an ordered scale: C. van der Eijk, "Measuring agreement in ordered rating scales", Quality
 * and Quantity 35 (2001). The counts are taken apart into layers, each a pattern of empty and non-empty
 * categories of equal height; each layer's agreement says how near to one peak its pattern is.
 */
#include "model/group.h"

enum { CATEGORIES_MAX = 16 };

static int64_t greatest_divisor(int64_t a, int64_t b)
{
	while (b) {
		int64_t rest = a % b;
		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

static struct fraction sum(struct fraction a, struct fraction b)
{
	int64_t common = greatest_divisor(a.den, b.den);
	struct fraction s = {a.num * (b.den / common) + b.num * (a.den / common), a.den / common * b.den};
	int64_t shared = greatest_divisor(s.num, s.den);
	return shared ? (struct fraction){s.num / shared, s.den / shared} : s;
}

/* Triples i < j < k of the pattern: TU such as 110 or 011 (towards one peak), TDU such as 101 (two peaks). */
static void count_triples(const size_t *left, size_t categories, int64_t *tu, int64_t *tdu)
{
	*tu = *tdu = 0;
	for (size_t i = 0; i < categories; i++)
		for (size_t j = i + 1; j < categories; j++)
			for (size_t k = j + 1; k < categories; k++) {
				bool a = left[i] > 0, b = left[j] > 0, c = left[k] > 0;
				*tu += b && a != c;
				*tdu += a && !b && c;
			}
}

/* U (1 - (|P| - 1) / (K - 1)) of the pattern that is left. */
static struct fraction layer_agreement(const size_t *left, size_t categories, int64_t filled)
{
	int64_t k = (int64_t)categories, tu, tdu;
	if (filled == 1)
		return (struct fraction){1, 1};
	count_triples(left, categories, &tu, &tdu);
	if (tu + tdu == 0)
		return (struct fraction){0, 1};
	return (struct fraction){((k - 2) * tu - (k - 1) * tdu) * (k - filled),
				 (k - 2) * (tu + tdu) * (k - 1)};
}

struct fraction agreement(const size_t *counts, size_t categories)
{
	size_t left[CATEGORIES_MAX] = {0}, all = 0;
	struct fraction a = {0, 1};
	for (size_t i = 0; i < categories && i < CATEGORIES_MAX; i++)
		all += left[i] = counts[i];
	if (all < 2)
		return (struct fraction){0, 0};
	for (;;) {
		size_t smallest = 0;
		int64_t filled = 0;
		for (size_t i = 0; i < categories; i++) {
			if (left[i] && (!smallest || left[i] < smallest))
				smallest = left[i];
			filled += left[i] > 0;
		}
		if (!smallest)
			return a;
		struct fraction layer = layer_agreement(left, categories, filled);
		a = sum(a,
			(struct fraction){layer.num * (int64_t)smallest * filled, layer.den * (int64_t)all});
		for (size_t i = 0; i < categories; i++)
			left[i] -= left[i] ? smallest : 0;
	}
}
