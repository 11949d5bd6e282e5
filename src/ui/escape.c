/* SPDX-License-Identifier: MIT */
#include "ui/escape.h"

#include "ui/event.h"

#include <stdbool.h>
#include <string.h>

#define LONGEST     64 /* no sequence that means something is longer */
#define NUMBERS     4
#define NUMBER_MOST 10000

struct csi { /* ESC [ marker numbers final */
	char marker, final;
	int numbers[NUMBERS]; /* those left out are 0 */
	int count;
	size_t len;
};

/* clang-format off */

static const struct { char final; uint32_t key; } letters[] = { /* ESC [ … X and ESC O X */
	{'A', K_UP}, {'B', K_DOWN}, {'C', K_RIGHT}, {'D', K_LEFT}, {'H', K_HOME}, {'F', K_END},
	{'P', K_F1}, {'Q', K_F2}, {'S', K_F4}, {'Z', K_BACK_TAB},
};

static const struct { int number; uint32_t key; } tildes[] = { /* ESC [ N ~ */
	{1, K_HOME}, {3, K_DELETE}, {4, K_END}, {5, K_PAGE_UP}, {6, K_PAGE_DOWN}, {7, K_HOME}, {8, K_END},
	{11, K_F1}, {12, K_F2}, {13, K_F3}, {14, K_F4}, {15, K_F5}, {17, K_F6}, {18, K_F7}, {19, K_F8},
	{20, K_F9}, {21, K_F10},
};

/* clang-format on */

static struct escape take(enum escape_kind kind, size_t len)
{
	return (struct escape){.kind = kind, .len = len};
}

static struct escape take_key(uint32_t key, size_t len)
{
	return (struct escape){.kind = key ? ESCAPE_KEY : ESCAPE_OTHER, .len = len, .key = key};
}

static uint32_t letter_key(char final)
{
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].final == final)
			return letters[i].key;
	return 0;
}

static uint32_t tilde_key(int number)
{
	for (size_t i = 0; i < sizeof tildes / sizeof *tildes; i++)
		if (tildes[i].number == number)
			return tildes[i].key;
	return 0;
}

/* The button number of a mouse report, without the bits for shift, meta and control. */
static int button_of(int code)
{
	return code & ~(4 | 8 | 16);
}

static struct escape mouse(int button, bool click, int row, int col, size_t len)
{
	if (button == 64 || button == 65)
		return take_key(button == 64 ? K_WHEEL_UP : K_WHEEL_DOWN, len);
	if (!click || row < 1 || col < 1)
		return take(ESCAPE_OTHER, len);
	return (struct escape){.kind = ESCAPE_CLICK, .len = len, .row = row - 1, .col = col - 1};
}

/* ESC [ M and three bytes. The release does not say which button it was, so the press is the click. */
static struct escape x10_mouse(const char *bytes, size_t n)
{
	if (n < 6)
		return take(ESCAPE_UNFINISHED, 0);
	int button = button_of((unsigned char)bytes[3] - 32);
	return mouse(button, button == 0, (unsigned char)bytes[5] - 32, (unsigned char)bytes[4] - 32, 6);
}

static struct escape csi_meaning(const struct csi *csi)
{
	const int *numbers = csi->numbers;
	if (csi->marker == '<' && csi->final == 'M')
		return mouse(button_of(numbers[0]), false, numbers[2], numbers[1], csi->len);
	if (csi->marker == '<' && csi->final == 'm') {
		int button = button_of(numbers[0]);
		return button == 0 ? mouse(0, true, numbers[2], numbers[1], csi->len)
				   : take(ESCAPE_OTHER, csi->len);
	}
	if (csi->marker)
		return take(ESCAPE_OTHER, csi->len);
	if (csi->final == 'R' && csi->count == 2 && numbers[0] > 0 && numbers[1] > 0)
		return (struct escape){
			.kind = ESCAPE_CURSOR, .len = csi->len, .row = numbers[0] - 1, .col = numbers[1] - 1};
	if (csi->final == '~')
		return numbers[0] == 200 ? take(ESCAPE_PASTE, csi->len)
					 : take_key(tilde_key(numbers[0]), csi->len);
	return take_key(letter_key(csi->final), csi->len);
}

/* Parameters after ESC [, until the final byte; false when it has not come yet. A byte that fits nowhere ends
 * it. */
static bool csi_read(const char *bytes, size_t n, struct csi *csi)
{
	size_t at = 2;
	if (at < n && strchr("<=>?", bytes[at]) && bytes[at])
		csi->marker = bytes[at++];
	for (; at < n; at++) {
		unsigned char byte = (unsigned char)bytes[at];
		if (byte >= '0' && byte <= '9') {
			csi->count = csi->count ? csi->count : 1;
			int *number = csi->count <= NUMBERS ? &csi->numbers[csi->count - 1] : NULL;
			if (number && *number < NUMBER_MOST)
				*number = *number * 10 + (byte - '0');
		} else if (byte == ';' || byte == ':') {
			csi->count = csi->count ? csi->count + 1 : 2;
		} else if (byte < 0x20 || byte > 0x3f) {
			bool final = byte >= 0x40 && byte < 0x7f;
			csi->final = final ? bytes[at] : '\0';
			csi->len = at + final;
			return true;
		}
	}
	csi->len = n;
	return n >= LONGEST;
}

static struct escape csi_parse(const char *bytes, size_t n)
{
	if (n >= 3 && bytes[2] == '[') /* the Linux console's F1 to F5 */
		return n < 4 ? take(ESCAPE_UNFINISHED, 0)
			     : take_key(bytes[3] >= 'A' && bytes[3] <= 'E' ? K_F1 + (uint32_t)(bytes[3] - 'A')
									   : 0,
					4);
	if (n >= 3 && bytes[2] == 'M')
		return x10_mouse(bytes, n);
	struct csi csi = {0};
	if (!csi_read(bytes, n, &csi))
		return take(ESCAPE_UNFINISHED, 0);
	return csi_meaning(&csi);
}

static struct escape ss3_parse(const char *bytes, size_t n)
{
	if (n < 3)
		return take(ESCAPE_UNFINISHED, 0);
	if ((unsigned char)bytes[2] < 0x40 || (unsigned char)bytes[2] >= 0x7f)
		return take(ESCAPE_ALONE, 1);
	if (bytes[2] == 'M')
		return take_key(K_ENTER, 3);
	return take_key(bytes[2] == 'R' ? K_F3 : letter_key(bytes[2]), 3);
}

struct escape escape_parse(const char *bytes, size_t n, const struct escape_key *keys, size_t count)
{
	const struct escape_key *found = NULL;
	size_t longest = 0;
	bool begun = n == 1;
	for (size_t i = 0; i < count; i++) {
		size_t len = strlen(keys[i].bytes);
		if (memcmp(bytes, keys[i].bytes, len < n ? len : n) != 0)
			continue;
		if (len > n) {
			begun = true;
		} else if (len > longest) {
			found = &keys[i];
			longest = len;
		}
	}
	if (found)
		return take_key(found->key, longest);
	if (begun)
		return take(ESCAPE_UNFINISHED, 0);
	if (bytes[1] == '[')
		return csi_parse(bytes, n);
	return bytes[1] == 'O' ? ss3_parse(bytes, n) : take(ESCAPE_ALONE, 1);
}
