/* SPDX-License-Identifier: MIT */
/* The exact texts that assessments are of, within a transaction of the caller. */
#ifndef STORE_DOCUMENTS_H
#define STORE_DOCUMENTS_H

#include "store/store.h"

bool documents_add(struct store *store, const char *assessment, const struct stored_documents *documents,
		   struct err *err);
bool documents_drop_unused(struct store *store, struct err *err);

#endif
