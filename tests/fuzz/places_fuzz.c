/* SPDX-License-Identifier: MIT */
/*
 * Any bytes typed where a municipality, a date or a fiscal year is asked for: what is found is found again by
 * its own label, and what was read is read again as the same. The first byte says how many places are wanted,
 * and in which language. Seeds: corpus/places/.
 */
#include "base/sys.h"
#include "base/text.h"
#include "model/kana.h"
#include "model/municipality.h"
#include "model/places.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 128 };

#define MUST(condition) ((condition) ? (void)0 : abort())

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	return sys_utf8_locale() ? 0 : -1;
}

static bool is_written(const char *out, const char *letters)
{
	size_t n = strnlen(out, KANA_TEXT);
	return n < KANA_TEXT && (!letters || strspn(out, letters) == n);
}

/* The forms for comparing: they fit, are themselves when made again, and hold what they may. */
static void forms(const char *typed)
{
	char folded[KANA_TEXT], again[KANA_TEXT], loose[KANA_TEXT], spelt[KANA_TEXT], romaji[KANA_TEXT];
	bool fits = kana_fold(typed, folded);
	MUST(is_written(folded, NULL) && (fits || !*folded));
	MUST(!fits || (kana_fold(folded, again) && strcmp(folded, again) == 0));
	bool is_loose = kana_loose(folded, loose);
	MUST(is_written(loose, "abcdefghijklmnopqrstuvwxyz") && (is_loose || !*loose));
	bool spells = kana_spell(typed, spelt), has_romaji = kana_romaji(typed, romaji);
	MUST(is_written(spelt, NULL) && (spells || !*spelt));
	MUST(is_written(romaji, NULL) && (has_romaji || !*romaji));
}

static bool is_among(const struct place *place, const struct place *list, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(place->code, list[i].code) == 0)
			return true;
	return false;
}

static void found_by_label(const struct place *place, enum lang lang)
{
	static struct place again[MOST];
	char *label = place_label(place, lang), *name = place_name(place, lang);
	MUST(text_is_utf8(label, strlen(label), NULL) && *name);
	MUST(is_among(place, again, places_find(label, again, MOST)));
	free(label);
	free(name);
}

/* Fewer of them are the first of them. */
static void found_fewer(const char *typed, const struct place *found, size_t count, size_t fewer)
{
	static struct place first[MOST];
	MUST(places_find(typed, first, fewer) == (count < fewer ? count : fewer));
	for (size_t i = 0; i < count && i < fewer; i++)
		MUST(strcmp(first[i].code, found[i].code) == 0);
}

static void search(const char *typed, size_t wanted, enum lang lang)
{
	static struct place found[MOST];
	size_t count = places_find(typed, found, wanted);
	MUST(count <= wanted && (*typed || !count));
	for (size_t i = 0; i < count; i++) {
		struct place place;
		MUST(places_by_code(found[i].code, &place) && strcmp(place.name, found[i].name) == 0);
		MUST(!is_among(&found[i], found, i));
	}
	if (count)
		found_by_label(&found[wanted % count], lang);
	if (wanted % 2)
		found_fewer(typed, found, count, wanted / 2);
}

static bool told(const struct err *err)
{
	return err->set && *err->text && text_is_utf8(err->text, strlen(err->text), NULL);
}

static void code(const char *typed, enum lang lang)
{
	char out[7] = "", again[7] = "";
	struct err err = {.lang = lang};
	if (!municipality_code_parse(typed, out, &err)) {
		MUST(told(&err));
		return;
	}
	MUST(!*out || (strlen(out) == 6 && strspn(out, "0123456789") == 6));
	MUST(municipality_code_parse(out, again, &err) && strcmp(out, again) == 0);
}

static void day(const char *typed, enum lang lang)
{
	char iso[11] = "", again[11] = "";
	struct err err = {.lang = lang};
	if (!date_parse(typed, iso, &err)) {
		MUST(told(&err));
		return;
	}
	MUST(date_parse(iso, again, &err) && strcmp(iso, again) == 0);
	char *words = date_words(iso, lang);
	MUST(date_parse(words, again, &err) && strcmp(iso, again) == 0);
	MUST((*iso != '\0') == (fiscal_year_of(iso) != 0));
	free(words);
}

static void fiscal_year(const char *typed, enum lang lang)
{
	int year = 0, again = 0;
	struct err err = {.lang = lang};
	if (!fiscal_year_parse(typed, &year, &err)) {
		MUST(told(&err));
		return;
	}
	char *words = fiscal_year_words(year, lang);
	MUST(fiscal_year_parse(words, &again, &err) && year == again);
	free(words);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	enum lang lang = data[0] & 0x80 ? LANG_EN : LANG_JA;
	char *typed = strndup((const char *)data + 1, size - 1);
	MUST(typed);
	forms(typed);
	search(typed, data[0] % MOST, lang);
	code(typed, lang);
	day(typed, lang);
	fiscal_year(typed, lang);
	free(day_words(typed, lang));
	free(typed);
	return 0;
}
