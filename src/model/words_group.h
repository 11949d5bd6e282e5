/* SPDX-License-Identifier: MIT */
/* The words of workshops and comparisons, said once for screens, minutes and `show`. char * is owned. */
#ifndef MODEL_WORDS_GROUP_H
#define MODEL_WORDS_GROUP_H

#include "model/action.h"
#include "model/compare.h"
#include "model/group.h"

/* Before the reveal, in place of anything that the answers would tell. */
struct tr words_sealed(void);
/* 提出 3人、未提出 6人 */
char *words_handed_in(size_t handed_in, size_t waiting, enum lang lang);
/* 回答が大きく分かれています（一致度 -0.60） */
char *words_agreement(const struct spread *spread, enum lang lang);
/* The number alone: -0.60; "" where there is none. */
char *words_a(const struct spread *spread);
/* Why a question is on the agenda, joined. */
char *words_reasons(unsigned reasons, enum lang lang);
/* The same with the number; of a question that is not on it, how far answers agree. */
char *words_why(const struct spread *spread, enum lang lang);
/* A value of 0 to 3 in words; anything else: do not know. */
struct tr value_word(int value);
/* A department's position in a few words: 施策担当部局：一部（0人わからない） */
char *words_stand(const struct stand *stand, enum lang lang);
/* The kind of department without its examples in brackets. */
struct tr department_short(size_t department);
/* One plain sentence; NULL where there is no gap to speak of. */
char *words_gap(const struct gap *gap, enum lang lang);
char *words_reliance(struct fraction reliance, enum lang lang);
struct tr change_word(enum change_kind kind);
/* +12, -3, 0: in points of 100. */
char *words_points(struct fraction change);

#endif
