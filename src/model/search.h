/* SPDX-License-Identifier: MIT */
/*
 * Looking for assessments: which of many has all the words that somebody typed?
 *
 *   struct search *search = search_begin("yokohama 令和8");
 *   if (search_fits(search, id, title, municipality, code)) …
 *   search_end(search);
 *
 * Words stand apart by blanks, the full-width one among them. Each must be found: in the title or in the name
 * of the municipality (anywhere in it; letters large or small, wide or narrow, hiragana or katakana alike);
 * as the beginning of its code or of the id; or as the beginning, in kanji, kana or romaji, of the place that
 * the code stands for (without a code: that is called so), or of its prefecture (model/places.h).
 */
#ifndef MODEL_SEARCH_H
#define MODEL_SEARCH_H

#include <stdbool.h>

struct search;

/* Is it more than blanks? */
bool search_has_words(const char *typed);
/* NULL when nothing but blanks was typed: that fits everything. Words beyond the 8th are not looked at. */
struct search *search_begin(const char *typed);
bool search_fits(struct search *search, const char *id, const char *title, const char *municipality,
		 const char *municipality_code);
void search_end(struct search *search); /* NULL is fine */

#endif
