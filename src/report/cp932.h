/* SPDX-License-Identifier: MIT */
/*
 * CP932, the Shift_JIS of Japanese Windows, one character at a time: exact or not at all. ¥ is no backslash
 * here, 〜 no ～. The only door to iconv.
 */
#ifndef REPORT_CP932_H
#define REPORT_CP932_H

#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

struct cp932;

/* NULL, with a sentence, where the system's iconv has no CP932 that agrees with the one of Windows. */
struct cp932 *cp932_open(struct err *err);
void cp932_close(struct cp932 *cp932); /* NULL is fine */

/* False when CP932 lacks the character: what its bytes would be read as is compared with it. */
bool cp932_encode(const struct cp932 *cp932, uint32_t cp, char out[2], size_t *len);

/*
 * One character of n > 0 bytes. False when they begin with none. The few characters that CP932 has twice or
 * thrice (≒, ∵, NEC's and IBM's kanji) are read from each of their places.
 */
bool cp932_decode(const struct cp932 *cp932, const char *bytes, size_t n, size_t *used, uint32_t *cp);

#endif
