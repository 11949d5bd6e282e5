/* SPDX-License-Identifier: MIT */
#include "ui/device.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define MOST_ROWS 500
#define MOST_COLS 1000

bool device_is_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

static int at_most(int value, int most)
{
	return value < most ? value : most;
}

void device_size(int *rows, int *cols)
{
	struct winsize size = {0};
	bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row && size.ws_col;
	*rows = known ? at_most(size.ws_row, MOST_ROWS) : 24;
	*cols = known ? at_most(size.ws_col, MOST_COLS) : 80;
}

void device_send(const char *bytes)
{
	size_t n = strlen(bytes);
	while (n > 0) {
		ssize_t written = write(STDOUT_FILENO, bytes, n);
		struct pollfd out = {.fd = STDOUT_FILENO, .events = POLLOUT};
		if (written < 0 && errno == EAGAIN)
			poll(&out, 1, -1);
		else if (written < 0 && errno != EINTR)
			return; /* poll on the input will say that it is gone */
		if (written > 0) {
			bytes += written;
			n -= (size_t)written;
		}
	}
}
