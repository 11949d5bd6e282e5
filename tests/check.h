/* SPDX-License-Identifier: MIT */
/*
 * The smallest test frame that does: a test is a function in a table, a check that fails says where and goes
 * on.
 *
 *   TEST(adds) { CHECK_INT(1 + 1, 2); }
 *   TESTS(RUN(adds))
 *
 * Prints "ok NAME" or "not ok NAME" per test and ends with "N passed, N failed"; exit status 1 when one
 * failed.
 */
#ifndef TESTS_CHECK_H
#define TESTS_CHECK_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

struct check_test {
	const char *name;
	void (*run)(void);
};

static int check_failures; /* of the test that runs */

#define TEST(name) static void test_##name(void)
#define RUN(name)                  \
	{                          \
#name, test_##name \
	}

#define CHECK(condition)                                                               \
	do {                                                                           \
		if (!(condition)) {                                                    \
			printf("%s:%d: not so: %s\n", __FILE__, __LINE__, #condition); \
			check_failures++;                                              \
		}                                                                      \
	} while (0)

#define CHECK_INT(got, want)                                                                         \
	do {                                                                                         \
		long long check_got = (long long)(got), check_want = (long long)(want);              \
		if (check_got != check_want) {                                                       \
			printf("%s:%d: %s is %lld, not %lld\n", __FILE__, __LINE__, #got, check_got, \
			       check_want);                                                          \
			check_failures++;                                                            \
		}                                                                                    \
	} while (0)

#define CHECK_STR(got, want)                                                                          \
	do {                                                                                          \
		const char *check_got = (got), *check_want = (want);                                  \
		if (!check_got || !check_want || strcmp(check_got, check_want) != 0) {                \
			printf("%s:%d: %s is\n  \"%s\", not\n  \"%s\"\n", __FILE__, __LINE__, #got,   \
			       check_got ? check_got : "(null)", check_want ? check_want : "(null)"); \
			check_failures++;                                                             \
		}                                                                                     \
	} while (0)

static inline int check_run(const struct check_test *tests, size_t count)
{
	int passed = 0, failed = 0;
	for (size_t i = 0; i < count; i++) {
		check_failures = 0;
		tests[i].run();
		printf("%s %s\n", check_failures ? "not ok" : "ok", tests[i].name);
		*(check_failures ? &failed : &passed) += 1;
		fflush(stdout);
	}
	printf("%d passed, %d failed\n", passed, failed);
	return failed ? 1 : 0;
}

#define TESTS(...)                                                      \
	int main(void)                                                  \
	{                                                               \
		static const struct check_test tests[] = {__VA_ARGS__}; \
		return check_run(tests, sizeof tests / sizeof *tests);  \
	}

#endif
