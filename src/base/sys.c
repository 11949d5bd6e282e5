/* SPDX-License-Identifier: MIT */
#include "base/sys.h"

#include "base/alloc.h"
#include "base/strbuf.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <langinfo.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

/* The years that four digits can say: 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z. */
#define TIME_FIRST (INT64_C(-62135596800))
#define TIME_LAST  (INT64_C(253402300799))

const char *sys_env(const char *name)
{
	const char *value = getenv(name);
	return value && *value ? value : NULL;
}

static bool env_number(const char *name, int64_t *number)
{
	const char *value = sys_env(name);
	char *end;
	if (!value)
		return false;
	errno = 0;
	long long found = strtoll(value, &end, 10);
	if (errno || *end)
		return false;
	*number = found;
	return true;
}

int64_t sys_now(void)
{
	int64_t seconds;
	return env_number("TENKEN_TEST_TIME", &seconds) ? seconds : (int64_t)time(NULL);
}

int64_t sys_monotonic_ms(void)
{
	struct timespec now = {0};
	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static time_t in_range(int64_t seconds)
{
	if (seconds < TIME_FIRST)
		return (time_t)TIME_FIRST;
	return (time_t)(seconds > TIME_LAST ? TIME_LAST : seconds);
}

/* The digits of a number, with zeros before it. */
static void put_digits(char *out, size_t count, int number)
{
	for (; count > 0; number /= 10)
		out[--count] = (char)('0' + number % 10);
}

/* By hand: a list has a day in each row, and strftime takes ten times as long. */
static void put_time(char out[SYS_TIME_SIZE], const struct tm *tm)
{
	memcpy(out, "0000-00-00T00:00:00Z", SYS_TIME_SIZE);
	put_digits(out, 4, tm->tm_year + 1900);
	put_digits(out + 5, 2, tm->tm_mon + 1);
	put_digits(out + 8, 2, tm->tm_mday);
	put_digits(out + 11, 2, tm->tm_hour);
	put_digits(out + 14, 2, tm->tm_min);
	put_digits(out + 17, 2, tm->tm_sec);
}

void sys_time_iso(int64_t seconds, char out[SYS_TIME_SIZE])
{
	time_t time = in_range(seconds);
	struct tm tm = {0};
	gmtime_r(&time, &tm);
	put_time(out, &tm);
}

/* Whatever does not come back as the same text (a 31st of April, a missing zero) was no time. */
bool sys_time_parse(const char *iso, int64_t *seconds)
{
	struct tm tm = {0};
	char again[SYS_TIME_SIZE];
	if (strlen(iso) != SYS_TIME_SIZE - 1)
		return false;
	for (size_t i = 0; i < SYS_TIME_SIZE - 1; i++) {
		char shape = "dddd-dd-ddTdd:dd:ddZ"[i];
		if (shape == 'd' ? iso[i] < '0' || iso[i] > '9' : iso[i] != shape)
			return false;
	}
	tm.tm_year = (int)strtol(iso, NULL, 10) - 1900;
	tm.tm_mon = (int)strtol(iso + 5, NULL, 10) - 1;
	tm.tm_mday = (int)strtol(iso + 8, NULL, 10);
	tm.tm_hour = (int)strtol(iso + 11, NULL, 10);
	tm.tm_min = (int)strtol(iso + 14, NULL, 10);
	tm.tm_sec = (int)strtol(iso + 17, NULL, 10);
	int64_t found = timegm(&tm);
	sys_time_iso(found, again);
	if (strcmp(again, iso) != 0)
		return false;
	*seconds = found;
	return true;
}

static struct tm local(int64_t seconds)
{
	static bool zone_read; /* asking again costs a system call each, and a list has a date in each row */
	time_t time = in_range(seconds);
	struct tm tm = {0};
	if (!zone_read)
		tzset();
	zone_read = true;
	localtime_r(&time, &tm);
	return tm;
}

void sys_date_local(int64_t seconds, char out[SYS_DATE_SIZE])
{
	struct tm tm = local(seconds);
	char all[SYS_TIME_SIZE];
	put_time(all, &tm);
	memcpy(out, all, SYS_DATE_SIZE - 1);
	out[SYS_DATE_SIZE - 1] = '\0';
}

void sys_clock_local(int64_t seconds, char out[6])
{
	struct tm tm = local(seconds);
	if (strftime(out, 6, "%H:%M", &tm) == 0)
		out[0] = '\0';
}

/* SplitMix64 (Steele, Lea, Flood 2014). */
static uint64_t next_random(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

static void fill(unsigned char *bytes, size_t n, uint64_t *state)
{
	for (size_t i = 0; i < n; i++)
		bytes[i] = (unsigned char)(next_random(state) & 0xFF);
}

static bool read_urandom(unsigned char *bytes, size_t n)
{
	int fd = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return false;
	ssize_t got = read(fd, bytes, n);
	close(fd);
	return got == (ssize_t)n;
}

/* Ids need only be different, not secret: where there is no randomness at all the clock and the process do.
 */
static void random_bytes(unsigned char *bytes, size_t n)
{
	static uint64_t drawn; /* how many ids this process has made from a seed */
	int64_t seed;
	if (env_number("TENKEN_TEST_SEED", &seed)) {
		uint64_t state = (uint64_t)seed;
		state = next_random(&state) + drawn++;
		fill(bytes, n, &state);
	} else if (getentropy(bytes, n) != 0 && !read_urandom(bytes, n)) {
		struct timespec now = {0};
		clock_gettime(CLOCK_REALTIME, &now);
		uint64_t state = (uint64_t)now.tv_sec << 30 ^ (uint64_t)now.tv_nsec;
		state = next_random(&state) + ((uint64_t)getpid() << 32) + drawn++;
		fill(bytes, n, &state);
	}
}

void sys_uuid(char out[SYS_UUID_SIZE])
{
	unsigned char b[16];
	size_t at = 0;
	random_bytes(b, sizeof b);
	b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);
	for (size_t i = 0; i < sizeof b; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[at++] = '-';
		out[at++] = "0123456789abcdef"[b[i] >> 4];
		out[at++] = "0123456789abcdef"[b[i] & 0xF];
	}
	out[at] = '\0';
}

enum lang sys_lang(void)
{
	static const char *const names[] = {"LC_ALL", "LC_MESSAGES", "LANG"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const char *value = sys_env(names[i]);
		if (value && strncmp(value, "ja", 2) == 0)
			return LANG_JA;
		if (value && strncmp(value, "en", 2) == 0)
			return LANG_EN;
	}
	return LANG_JA;
}

/* Only LC_CTYPE is ever set. A locale that can be set may still be plain ASCII: LANG=C succeeds. */
bool sys_utf8_locale(void)
{
	static const char *const names[] = {"", "C.UTF-8", "C.utf8", "en_US.UTF-8", "ja_JP.UTF-8", "UTF-8"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (!setlocale(LC_CTYPE, names[i]))
			continue;
		const char *codeset = nl_langinfo(CODESET);
		if (strcasecmp(codeset, "UTF-8") == 0 || strcasecmp(codeset, "utf8") == 0)
			return true;
	}
	return false;
}

char *sys_data_dir(void)
{
	struct strbuf dir = {0};
	const char *data = sys_env("XDG_DATA_HOME"), *home = sys_env("HOME");
	if (data && data[0] == '/') /* the XDG specification: a relative path is to be ignored */
		strbuf_addf(&dir, "%s/tenken", data);
	else if (home)
		strbuf_addf(&dir, "%s/.local/share/tenken", home);
	else
		return NULL;
	return strbuf_detach(&dir);
}
