/* SPDX-License-Identifier: MIT */
/*
 * Local government codes (全国地方公共団体コード): six digits, the last a check digit (総務省: 1st to 5th
 * digit times 6 5 4 3 2, sum modulo 11, 11 minus that, its last digit; when the sum is below 11, 11 minus the
 * sum), and fiscal years.
 */
#ifndef MODEL_MUNICIPALITY_H
#define MODEL_MUNICIPALITY_H

#include "base/err.h"

/*
 * Take what a person typed (full-width digits, blanks, hyphen allowed): "" stays ""; six digits with the
 * right check digit; five digits get theirs. Anything else: a sentence (also for the five digits that may be
 * a code that lost its leading zero). out: 6 digits or "".
 */
bool municipality_code_parse(const char *typed, char out[7], struct err *err);

/* "2026-11-22", "2026/11/22", "R8.11.22", "令和8年11月22日" to ISO; "" stays "". */
bool date_parse(const char *typed, char out[11], struct err *err);
/* 令和8年11月22日 / 22 November 2026; owned. "" for "". */
char *date_words(const char *iso, enum lang lang);
/* The fiscal year (April to March) a date lies in; 0 for "". */
int fiscal_year_of(const char *iso);
/* 令和8年度 / FY2026; owned. "" for 0. */
char *fiscal_year_words(int year, enum lang lang);
bool fiscal_year_parse(const char *typed, int *year, struct err *err);

#endif
