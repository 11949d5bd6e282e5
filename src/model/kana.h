/* SPDX-License-Identifier: MIT */
/*
 * Japanese names in the forms in which they can be compared, and in Latin letters. Works on the short names
 * of places: what does not fit into KANA_TEXT bytes is refused. Any bytes may come in.
 */
#ifndef MODEL_KANA_H
#define MODEL_KANA_H

#include <stdbool.h>
#include <stddef.h>

enum { KANA_TEXT = 128 };

/*
 * One form for what people type alike: narrow ASCII in small letters, hiragana for katakana of either width
 * (composed with its marks), every hyphen and ー as '-', vowels without macron or circumflex, one variant of
 * kanji that are used for each other (ヶケ 竜龍 恵惠 釜竈 …). Blanks become ' '; variation selectors go.
 * False, and "" in out, when it does not fit.
 */
bool kana_fold(const char *s, char out[KANA_TEXT]);
/* The same for texts of any length into so many bytes, at least 1: three times its own and the NUL are always
 * enough. */
bool kana_fold_text(const char *s, char *out, size_t room);

/* The Hepburn letters of hiragana, every vowel written: おおさか "oosaka", まっちゃ "matcha". False at any
 * other character. */
bool kana_spell(const char *hiragana, char out[KANA_TEXT]);

/*
 * The same letters for every usual way to write a name: Hepburn, Kunrei, Nihon-shiki and what an input method
 * takes (shi si, tsu tu, ja zya jya, fu hu, nn n m before b m p), long vowels as one (osaka oosaka ousaka
 * ohsaka). Takes folded text; blanks, hyphens and apostrophes are left out. False when it holds anything but
 * letters.
 */
bool kana_loose(const char *folded, char out[KANA_TEXT]);

/*
 * As it stands on a signpost: Hepburn without macrons, a capital first: おおさか Osaka, こうち Kochi. Vowels
 * of two words stay apart where a name of a municipality has them (かつうら Katsuura). False at anything but
 * hiragana.
 */
bool kana_romaji(const char *hiragana, char out[KANA_TEXT]);

#endif
