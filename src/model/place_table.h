/* SPDX-License-Identifier: MIT */
/*
 * The rows that the build makes from municipalities.csv (municipalities.awk), for places.c alone: in the
 * order of their codes, each prefecture before its municipalities. Arrays, not pointers, so that nothing is
 * relocated.
 */
#ifndef MODEL_PLACE_TABLE_H
#define MODEL_PLACE_TABLE_H

#include <stddef.h>

enum { PLACE_PREFECTURES = 47 };

enum place_kind { PLACE_MUNICIPALITY, PLACE_PREFECTURE, PLACE_UNCOUNTED };

struct place_row {
	char code[7], name[24], kana[40];
	unsigned char kind; /* enum place_kind */
};

extern const struct place_row place_rows[];
extern const size_t place_row_count;
/* Where prefecture n (01 to 47) stands: place_prefecture_rows[n - 1]. */
extern const unsigned short place_prefecture_rows[PLACE_PREFECTURES];

#endif
