/* SPDX-License-Identifier: MIT */
/*
 * One respondent's answers: an array beside instrument.items, same indices. Zero is blank.
 * The strings are owned (NULL is ""). What an answer is worth is answer_value().
 */
#ifndef MODEL_ANSWERS_H
#define MODEL_ANSWERS_H

#include "model/instrument.h"

#include <stdbool.h>
#include <stdint.h>

enum answer_state { STATE_BLANK, STATE_ANSWERED, STATE_UNKNOWN, STATE_NA, STATE_COUNT };

#define OPTIONS_NONE_ID "_none"             /* the last, exclusive row of every checklist */
#define OPTIONS_NONE    (UINT32_C(1) << 31) /* its bit */

struct answer {
	enum answer_state state;
	uint32_t options; /* bit i = option i; checklist: or OPTIONS_NONE alone. 0 unless answered */
	char *note, *evidence, *reason; /* reason: why it does not apply, with STATE_NA */
};

struct answers {
	struct answer *at;
	size_t count;
};

void answers_init(struct answers *answers, size_t count);
void answers_release(struct answers *answers);
void answer_copy(struct answer *to, const struct answer *from); /* `to` is released first */
void answer_release(struct answer *answer);                     /* back to zero */
bool answer_equals(const struct answer *a, const struct answer *b);

/* 0..3 of an answered answer; -1 in any other state. Checklist: ticks through the thresholds. */
int answer_value(const struct question *question, const struct answer *answer);

/* Choose an option of a choice, or tick / untick one of a checklist (index option_count is _none). Keeps note
 * and evidence; drops the reason. */
void answer_choose(const struct question *question, struct answer *answer, size_t option);
void answer_set_state(struct answer *answer,
		      enum answer_state state); /* UNKNOWN, NA, BLANK: options are dropped */

/* May this answer be given to this question? One sentence when not (bad bits, na not allowed or without
 * reason, …). */
bool answer_check(const struct question *question, const struct answer *answer, struct err *err);

/* The words of files: answered unknown na blank. */
const char *answer_state_id(enum answer_state state);
bool answer_state_parse(const char *word, enum answer_state *state);

/* Ids joined by ';' ("_none" for the exclusive row), owned; and back: false with a sentence for an id that is
 * not there. */
char *answer_options_join(const struct question *question, uint32_t options);
bool answer_options_parse(const struct question *question, const char *text, uint32_t *options,
			  struct err *err);

#endif
