/* SPDX-License-Identifier: MIT */
#include "ui/event.h"

#include <stdlib.h>

void event_release(struct event *event)
{
	free(event->text);
	*event = (struct event){0};
}
