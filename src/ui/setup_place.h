/* SPDX-License-Identifier: MIT */
/*
 * Picking the municipality in set-up: below the field of its name, and that of its code, stand the places
 * that may be meant by what was typed. They show once a person has typed; what is typed stays free text until
 * one of them is picked, and a code that came from a pick does not outlive the name it came with.
 */
#ifndef UI_SETUP_PLACE_H
#define UI_SETUP_PLACE_H

#include "ui/app.h"

/* A click on the nth of them means this. */
#define HIT_PLACE 100000

/* Looks for the places that may be meant by the text of the field in focus, and shows them below it. */
void setup_place_search(struct app *app);
/* The text of the field in focus was changed by the person. */
void setup_place_typed(struct app *app);
/* The focus leaves the field: what its text says beyond doubt goes into the other one. */
void setup_place_left(struct app *app);
/* A key on one of the two fields that means its list rather than the form. */
bool setup_place_key(struct app *app, enum command command, uint32_t key);
void setup_place_pick(struct app *app, size_t nth);

bool setup_place_offers(const struct app *app); /* are there places to pick from? */
/* Is the focus on one of them, not on the field? */
bool setup_place_in_list(const struct app *app);
/* The rows below the field in focus: its places, and how many more there are. */
void setup_place_layout(const struct app *app, struct view *view, int indent);
/* The place that the code field names, in words for beside it; NULL when there is none. In the view's arena.
 */
const char *setup_place_of_code(const struct app *app, struct view *view);

#endif
