/* SPDX-License-Identifier: MIT */
/* The facilitator's card: ninety minutes on one page of A4, as Markdown that also reads as plain text. */
#ifndef REPORT_GUIDE_H
#define REPORT_GUIDE_H

#include "base/lang.h"

const char *guide_text(enum lang lang);

#endif
