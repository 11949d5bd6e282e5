/* SPDX-License-Identifier: MIT */
/* What a floor (floor.c) does besides painting: nothing, save each key, or touch every library the wizard
 * links. */
#ifndef BENCH_EXTRA_H
#define BENCH_EXTRA_H

#include <stdbool.h>

bool extra_open(char **args);           /* before the first paint; args end with NULL */
bool extra_save(int question, int row); /* after a key is painted: is it on the disk now? */

#endif
