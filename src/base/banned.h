/* SPDX-License-Identifier: MIT */
/* Functions nobody calls here, with what to call instead. Included on every compile by the Makefile
 * (-include). */
#ifndef BASE_BANNED_H
#define BASE_BANNED_H

/* The system's headers come first: they may name these functions themselves. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BANNED(function, instead) function##_is_banned_use_##instead

#undef strcpy
#define strcpy(a, b) BANNED(strcpy, strbuf)
#undef strcat
#define strcat(a, b) BANNED(strcat, strbuf)
#undef strncpy
#define strncpy(a, b, n) BANNED(strncpy, strbuf)
#undef strncat
#define strncat(a, b, n) BANNED(strncat, strbuf)
#undef sprintf
#define sprintf(...) BANNED(sprintf, snprintf)
#undef vsprintf
#define vsprintf(...) BANNED(vsprintf, vsnprintf)
#undef strtok
#define strtok(a, b) BANNED(strtok, strcspn)
#undef localtime
#define localtime(t) BANNED(localtime, sys_now)
#undef gmtime
#define gmtime(t) BANNED(gmtime, gmtime_r)
#undef atoi
#define atoi(s) BANNED(atoi, strtol)

#endif
