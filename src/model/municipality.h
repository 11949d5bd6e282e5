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
 * right check digit, whether a municipality has them or not (unions have codes of their own); five digits get
 * their check digit or their leading zero back, whichever gives a municipality. Anything else: a sentence;
 * where five digits fit two municipalities (12203), or none, in both ways, it names both.
 * out: 6 digits or "".
 */
bool municipality_code_parse(const char *typed, char out[7], struct err *err);

/* "2026-11-22", "2026/11/22", "R8.11.22", "令和8年11月22日", "22 November 2026" to ISO; "" stays "". */
bool date_parse(const char *typed, char out[11], struct err *err);
/* 令和8年11月22日 / 22 November 2026; owned. "" for "". */
char *date_words(const char *iso, enum lang lang);
/* The same of the local day of a time in UTC (2026-11-22T05:32:10Z); owned. "" for what is no time. */
char *day_words(const char *utc, enum lang lang);
/* The fiscal year (April to March) a date lies in; 0 for "". */
int fiscal_year_of(const char *iso);
/* 令和8年度 / FY2026; owned. "" for 0. */
char *fiscal_year_words(int year, enum lang lang);
bool fiscal_year_parse(const char *typed, int *year, struct err *err);

#endif
