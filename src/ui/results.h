/* SPDX-License-Identifier: MIT */
/* The rows of the results, which the "why" screen explains; all but the hints, which lead to a question. */
#ifndef UI_RESULTS_H
#define UI_RESULTS_H

#include "ui/app.h"

enum result_kind { RESULT_STAGE, RESULT_CRITERION, RESULT_HINT, RESULT_STEP, RESULT_LATER, RESULT_END };

struct result_row {
	enum result_kind kind;
	size_t index; /* of the stage, the criterion (framework; also of RESULT_LATER), the hint (app->hints)
			 or the step (app->steps) */
	size_t part;  /* of a step or a later one: 0 what is asked for, then what to do, one by one */
};

struct result_row results_row(const struct app *app, size_t row);

#endif
