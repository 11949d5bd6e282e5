/* SPDX-License-Identifier: MIT */
/* One value of a YAML file into one member of a struct, as its row in a table says (model/bind.h). */
#ifndef MODEL_VALUE_H
#define MODEL_VALUE_H

#include "model/bind.h"

/* Put what stands at `node` at `at`, whose type the row tells. Whatever is wrong is told, and then nothing is
 * put. */
void value_put(struct loader *loader, const struct field *field, const struct node *node, void *at);

#endif
