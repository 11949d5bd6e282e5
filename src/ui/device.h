/* SPDX-License-Identifier: MIT */
/* The terminal as a device: standard input and output. */
#ifndef UI_DEVICE_H
#define UI_DEVICE_H

#include <stdbool.h>

bool device_is_terminal(void); /* both? */

/* What the terminal says of its size, clamped to 1..500 rows and 1..1000 columns; 24 and 80 when it says
 * nothing. */
void device_size(int *rows, int *cols);

/* Bytes as they are, past curses, whose own buffer is empty between its calls. A terminal that is gone takes
 * them silently. */
void device_send(const char *bytes);

#endif
