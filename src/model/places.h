/* SPDX-License-Identifier: MIT */
/*
 * The 47 prefectures and 1,741 municipalities of Japan (Tokyo's special wards among them, wards of designated
 * cities not), with their codes and kana as in 総務省「全国地方公共団体コード」; and the 6 villages of the
 * Northern Territories, which can be found and are out of every count. The table is part of the program.
 *
 *   struct place found[8];
 *   size_t n = places_find("うつのみや", found, 8);
 */
#ifndef MODEL_PLACES_H
#define MODEL_PLACES_H

#include "base/lang.h"

#include <stdbool.h>
#include <stddef.h>

enum { PLACES_PREFECTURES = 47, PLACES_MUNICIPALITIES = 1741 };

/* The text lives as long as the program. Of a prefecture, name and kana are its own. */
struct place {
	const char *code; /* six digits */
	const char *prefecture, *prefecture_kana, *name, *kana;
	bool is_prefecture;
	bool counted; /* false for the six villages alone */
};

/* All of them in the order of their codes: i from 0 to places_count() - 1. */
size_t places_count(void);
struct place places_at(size_t i);

/* The place with exactly these six digits. */
bool places_by_code(const char *code, struct place *out);

/*
 * What a person may have meant so far, at most `max`; returns how many are in out. Any bytes may come in; ""
 * finds nothing. It fits from the beginning, with or without its prefecture:
 *
 *   kanji    宇都宮, 栃木県宇都宮市; 益子町 also as 栃木県芳賀郡益子町
 *   kana     うつのみや, ウツノミヤ, ｳﾂﾉﾐﾔ
 *   romaji   utsunomiya, utunomiya, Utsunomiya-shi, Utsunomiya City; osaka, oosaka, ousaka
 *   code     092011, 09201, 92011, 9201 (without its check digit, its leading zero, or both), full-width too
 *   label    what place_label gave, in both languages; "Fuchu, Tokyo"
 *
 * Those that fit to their end (with or without 市, 区, 町, 村) come first, then those that go on, then those
 * of a prefecture that was typed; each in the order of codes. The same name in several prefectures is there
 * several times.
 */
size_t places_find(const char *typed, struct place *out, size_t max);

/*
 * 宇都宮市（栃木県） / Utsunomiya City (Tochigi); 栃木県 / Tochigi Prefecture. Romaji from the kana. Owned.
 */
char *place_label(const struct place *place, enum lang lang);
/* 宇都宮市 / Utsunomiya City. Owned. */
char *place_name(const struct place *place, enum lang lang);

#endif
