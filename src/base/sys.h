/* SPDX-License-Identifier: MIT */
/*
 * What comes from outside and changes between runs: clock, random ids, environment, locale.
 * Under TENKEN_TEST_TIME (seconds since 1970) and TENKEN_TEST_SEED (a number) both are fixed, so that output
 * is reproducible.
 */
#ifndef BASE_SYS_H
#define BASE_SYS_H

#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SYS_TIME_SIZE 21 /* 2026-11-22T05:32:10Z and NUL */
#define SYS_UUID_SIZE 37
#define SYS_DATE_SIZE 11 /* 2026-11-22 and NUL */

int64_t sys_now(void); /* seconds since 1970, UTC */
int64_t sys_monotonic_ms(void);
void sys_time_iso(int64_t seconds, char out[SYS_TIME_SIZE]); /* UTC, ISO 8601 */
bool sys_time_parse(const char *iso, int64_t *seconds);
void sys_date_local(int64_t seconds, char out[SYS_DATE_SIZE]); /* the local day */
void sys_clock_local(int64_t seconds, char out[6]);            /* local HH:MM */
void sys_uuid(char out[SYS_UUID_SIZE]);                        /* version 4, lower case */

const char *sys_env(const char *name); /* NULL when unset or empty */

/* The language named by the first of LC_ALL, LC_MESSAGES, LANG that begins with ja or en; Japanese when none
 * does. */
enum lang sys_lang(void);

/* Make LC_CTYPE a UTF-8 one (the user's, else C.UTF-8, else any we know), LC_NUMERIC stays C. False when
 * there is none. */
bool sys_utf8_locale(void);

/* $XDG_DATA_HOME/tenken or ~/.local/share/tenken, owned; NULL when there is no home. */
char *sys_data_dir(void);

#endif
