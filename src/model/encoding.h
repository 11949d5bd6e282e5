/* SPDX-License-Identifier: MIT */
/*
 * The bytes of a file before anything else looks at them: are they UTF-8, and free of characters that can
 * deceive whoever reads the file (controls, direction overrides)? libyaml would tell this with a byte offset
 * and no line.
 */
#ifndef MODEL_ENCODING_H
#define MODEL_ENCODING_H

#include "model/diag.h"

/* A byte order mark of UTF-8 is fine, and so are LF, CR LF and CR. False when there was an error. */
bool encoding_check(const char *bytes, size_t len, struct diags *diags);

/* How many bytes the UTF-8 byte order mark takes: 3 or 0. */
size_t encoding_bom(const char *bytes, size_t len);

#endif
