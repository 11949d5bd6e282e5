/* SPDX-License-Identifier: MIT */
/* Why the system would not, as a phrase for the brackets of a sentence: an errno in the reader's language. */
#ifndef BASE_FILE_REASON_H
#define BASE_FILE_REASON_H

#include "base/lang.h"

const char *file_reason(int error,
			enum lang lang); /* borrowed; of an errno not in the table, the C library's words */

#endif
