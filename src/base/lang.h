/* SPDX-License-Identifier: MIT */
/*
 * The two languages of the interface, and text that is said in both.
 *
 *   TR(lang, "保存しました", "Saved")      one of two literals, also as a printf format
 *   struct tr                              the same as data, for tables and files
 */
#ifndef BASE_LANG_H
#define BASE_LANG_H

enum lang { LANG_JA, LANG_EN };

struct tr {
	const char *ja, *en;
};

#define TR(lang, ja_text, en_text) ((lang) == LANG_JA ? (ja_text) : (en_text))

static inline const char *tr_in(struct tr text, enum lang lang)
{
	return TR(lang, text.ja, text.en);
}

#endif
