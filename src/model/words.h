/* SPDX-License-Identifier: MIT */
/* The words of results, said once for the screen, the line-by-line mode and `show`. All results are owned
 * strings. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include "model/score.h"

struct tr verdict_word(enum verdict verdict); /* 未着手 着手 基礎 実践 定着 … */
struct tr level_word(int level);              /* 1 基礎 2 実践 3 定着 */
struct tr state_word(enum answer_state state);
struct tr none_word(void); /* the last row of a checklist: どれもない */
struct tr basis_word(enum question_basis basis);
struct tr kind_word(enum criterion_kind kind);

/* "42-67", "31" or "-": the score in 0..100, or its bounds while it is withheld or open. */
char *words_score(const struct criterion_score *c, enum lang lang);
/* "着手　基礎：4問中2問": the verdict with the progress inside the level, 以上 while it may be higher. */
char *words_verdict(const struct criterion_score *c, enum lang lang);
/* 初動段階は、7項目中5項目が整っています。 */
char *words_stage(const struct score *score, size_t stage, enum lang lang);
/* One or two sentences an official can read aloud: where one stands, what comes next. */
char *words_headline(const struct score *score, const char *own_stage, enum lang lang);
/* 段階の目安は本ツール独自のものです。 */
struct tr words_gate_note(void);

#endif
