/* SPDX-License-Identifier: MIT */
/* The rows of the results, which the "why" screen explains. */
#ifndef UI_RESULTS_H
#define UI_RESULTS_H

#include "ui/app.h"

enum result_kind { RESULT_STAGE, RESULT_CRITERION, RESULT_STEP, RESULT_END };

struct result_row {
	enum result_kind kind;
	size_t index; /* of the stage, the criterion (framework) or the step (app->steps) */
};

struct result_row results_row(const struct app *app, size_t row);

#endif
