/* SPDX-License-Identifier: MIT */
#include "extra.h"

bool extra_open(char **args)
{
	(void)args;
	return true;
}

bool extra_save(int question, int row)
{
	(void)question;
	(void)row;
	return false;
}
