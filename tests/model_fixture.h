/* SPDX-License-Identifier: MIT */
/*
 * A small instrument built by hand, for tests that need no YAML. Storage is static and fixed; fixture_reset()
 * empties it.
 *
 *   struct fixture *f = fixture_reset(1);              one stage
 *   size_t c = fixture_criterion(f, 0, "団体");
 *   size_t q = fixture_choice(f, 1, c);                level 1, options of the values 0 1 2 3
 *   f->questions[q].weight = 500;
 *   fixture_answer(f, q, 2);                           option 2
 */
#ifndef TESTS_MODEL_FIXTURE_H
#define TESTS_MODEL_FIXTURE_H

#include "model/answers.h"
#include "model/instrument.h"

#include <stdlib.h>
#include <string.h>

enum { FIXTURE_MAX = 16, FIXTURE_OPTIONS = 6 };

struct fixture {
	struct stage stages[FIXTURE_MAX];
	struct criterion criteria[FIXTURE_MAX];
	struct framework framework;
	struct question questions[FIXTURE_MAX];
	struct option options[FIXTURE_MAX][FIXTURE_OPTIONS];
	struct flag flags[FIXTURE_MAX][FIXTURE_OPTIONS];
	struct condition conditions[FIXTURE_MAX];
	size_t feeds[FIXTURE_MAX][FIXTURE_MAX];
	char ids[FIXTURE_MAX][8];
	struct item items[FIXTURE_MAX];
	struct instrument instrument;
	struct answers answers;
};

static inline struct fixture *fixture_reset(size_t stages)
{
	static struct fixture f;
	static const struct stage names[] = {
		{"initiation", {"初動段階", "Initiation"}, {"", ""}},
		{"preparation", {"準備段階", "Preparation"}, {"", ""}},
		{"planning", {"計画段階", "Planning"}, {"", ""}},
	};
	f.answers.count = f.answers.at ? FIXTURE_MAX : 0;
	answers_release(&f.answers);
	memset(&f, 0, sizeof f);
	for (size_t i = 0; i < stages; i++)
		f.stages[i] = names[i % 3];
	f.framework.stages = f.stages;
	f.framework.stage_count = stages;
	f.framework.criteria = f.criteria;
	f.instrument.framework = &f.framework;
	f.instrument.items = f.items;
	answers_init(&f.answers, FIXTURE_MAX);
	f.answers.count = 0;
	return &f;
}

static inline void fixture_release(struct fixture *f)
{
	f->answers.count = FIXTURE_MAX;
	answers_release(&f->answers);
}

static inline size_t fixture_criterion(struct fixture *f, size_t stage, const char *label)
{
	size_t i = f->framework.criterion_count++;
	f->criteria[i] = (struct criterion){.id = label, .stage = stage};
	f->criteria[i].title = f->criteria[i].label = (struct tr){label, label};
	return i;
}

static inline size_t fixture_question(struct fixture *f, enum question_type type, int level, size_t criterion)
{
	static const char *const option_ids[] = {"a", "b", "c", "d", "e", "f"};
	size_t i = f->instrument.count++;
	snprintf(f->ids[i], sizeof f->ids[i], "q%u", (unsigned)i % 100u);
	f->answers.count = f->instrument.count;
	f->feeds[i][0] = criterion;
	f->questions[i] = (struct question){
		.id = f->ids[i],
		.type = type,
		.level = level,
		.weight = WEIGHT_ONE,
		.criteria = f->feeds[i],
		.criterion_count = 1,
		.options = f->options[i],
		.option_count = 4,
		.thresholds = {1, 2, 4},
	};
	for (int o = 0; o < FIXTURE_OPTIONS; o++)
		f->options[i][o] = (struct option){
			.id = option_ids[o],
			.value = type == QUESTION_CHECKLIST ? 0
				 : o < 3                    ? o
							    : 3,
		};
	f->items[i] = (struct item){.question = &f->questions[i], .key = f->ids[i], .parent = ITEM_NONE};
	return i;
}

static inline size_t fixture_choice(struct fixture *f, int level, size_t criterion)
{
	return fixture_question(f, QUESTION_CHOICE, level, criterion);
}

static inline void fixture_flag(struct fixture *f, size_t question, size_t option, size_t criterion, int cap)
{
	f->flags[question][option] = (struct flag){.criterion = criterion, .cap = cap};
	f->options[question][option].flag = &f->flags[question][option];
}

/* Asked only when the parent has at least this value. */
static inline void fixture_condition(struct fixture *f, size_t question, size_t parent, int at_least)
{
	f->conditions[question] =
		(struct condition){.question = parent, .by_value = true, .at_least = at_least};
	f->questions[question].condition = &f->conditions[question];
	f->items[question].parent = parent;
}

static inline void fixture_answer(struct fixture *f, size_t question, size_t option)
{
	answer_choose(&f->questions[question], &f->answers.at[question], option);
}

static inline void fixture_state(struct fixture *f, size_t question, enum answer_state state)
{
	answer_set_state(&f->answers.at[question], state);
}

#endif
