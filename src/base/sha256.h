/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4), for naming a document by its text. */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include <stddef.h>

#define SHA256_HEX_SIZE 65

void sha256_hex(const void *bytes, size_t len, char out[SHA256_HEX_SIZE]); /* lower case */

#endif
