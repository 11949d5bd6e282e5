/* SPDX-License-Identifier: MIT */
#include "model/places.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "model/kana.h"
#include "model/place_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/*
 * A search folds what was typed once, and each row's names as it comes to them: 1,794 rows take less than a
 * key press does, and no second table has to be kept in step with the first.
 */

/* How well a row fits; what is smaller is shown first. */
enum fit { FIT_EXACT, FIT_BEGINS, FIT_WITHIN, FIT_NONE };

/* The words behind a name. */
enum suffix { SUFFIX_CITY = 1, SUFFIX_WARD = 2, SUFFIX_TOWN = 4, SUFFIX_VILLAGE = 8, SUFFIX_PREFECTURE = 16 };

/* Longer endings before those that they end in. */
static const struct {
	const char *kanji, *kana, *english;
	enum suffix suffix;
} endings[] = {
	{"市", "し", "City", SUFFIX_CITY},
	{"区", "く", "City", SUFFIX_WARD}, /* as the special wards call themselves */
	{"町", "ちょう", "Town", SUFFIX_TOWN},
	{"町", "まち", "Town", SUFFIX_TOWN},
	{"村", "むら", "Village", SUFFIX_VILLAGE},
	{"村", "そん", "Village", SUFFIX_VILLAGE},
	{"県", "けん", "Prefecture", SUFFIX_PREFECTURE},
	{"府", "ふ", "Prefecture", SUFFIX_PREFECTURE},
	{"都", "と", "Metropolis", SUFFIX_PREFECTURE},
};
enum { ENDINGS = sizeof endings / sizeof *endings };

static const struct {
	const char *word;
	unsigned suffixes;
} suffix_words[] = {
	{"shi", SUFFIX_CITY},
	{"si", SUFFIX_CITY},
	{"city", SUFFIX_CITY | SUFFIX_WARD},
	{"ku", SUFFIX_WARD},
	{"ward", SUFFIX_WARD},
	{"cho", SUFFIX_TOWN},
	{"chou", SUFFIX_TOWN},
	{"tyo", SUFFIX_TOWN},
	{"tyou", SUFFIX_TOWN},
	{"machi", SUFFIX_TOWN},
	{"mati", SUFFIX_TOWN},
	{"town", SUFFIX_TOWN},
	{"mura", SUFFIX_VILLAGE},
	{"son", SUFFIX_VILLAGE},
	{"village", SUFFIX_VILLAGE},
	{"ken", SUFFIX_PREFECTURE},
	{"fu", SUFFIX_PREFECTURE},
	{"to", SUFFIX_PREFECTURE},
	{"prefecture", SUFFIX_PREFECTURE},
	{"metropolis", SUFFIX_PREFECTURE},
};

/* ---- rows ---- */

static const struct place_row *prefecture_row(const struct place_row *row)
{
	size_t number = (size_t)(row->code[0] - '0') * 10 + (size_t)(row->code[1] - '0');
	return &place_rows[place_prefecture_rows[number - 1]];
}

static struct place place_of(const struct place_row *row)
{
	const struct place_row *prefecture = prefecture_row(row);
	return (struct place){
		.code = row->code,
		.prefecture = prefecture->name,
		.prefecture_kana = prefecture->kana,
		.name = row->name,
		.kana = row->kana,
		.is_prefecture = row->kind == PLACE_PREFECTURE,
		.counted = row->kind != PLACE_UNCOUNTED,
	};
}

size_t places_count(void)
{
	return place_row_count;
}

struct place places_at(size_t i)
{
	return place_of(&place_rows[i]);
}

bool places_by_code(const char *code, struct place *out)
{
	size_t low = 0, high = place_row_count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(code, place_rows[middle].code);
		if (order == 0) {
			*out = place_of(&place_rows[middle]);
			return true;
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* Length without `ending`, or 0 when s does not end so or nothing else is left. */
static size_t without(const char *s, const char *ending)
{
	size_t len = strlen(s), tail = strlen(ending);
	return len > tail && strcmp(s + len - tail, ending) == 0 ? len - tail : 0;
}

/* Which ending the names have; ENDINGS for none (北海道). */
static size_t ending_of(const char *name, const char *kana)
{
	size_t i = 0;
	while (i < ENDINGS && !(without(name, endings[i].kanji) && without(kana, endings[i].kana)))
		i++;
	return i;
}

/* ---- what was typed ---- */

/* One piece of it in the forms that rows are compared in; a form that it has not is "". */
struct form {
	char folded[KANA_TEXT]; /* without blanks and hyphens */
	char loose[KANA_TEXT];
};

struct wanted {
	char digits[8];        /* when it is a code */
	struct form name;      /* all of it but the prefecture behind */
	struct form base;      /* the same without the suffix that stands apart: Utsunomiya-shi */
	unsigned suffixes;     /* which that may be; 0 for none */
	struct form behind;    /* the prefecture behind: "Fuchu, Tokyo", 府中市（東京都） */
	const char *of_county; /* in name.folded, behind 郡; NULL when it is not looked at */
	const struct place_row *prefecture; /* that it begins with, when of_county is set */
};

static struct form form_of(const char *text, size_t len)
{
	struct form f = {{0}, {0}};
	char cut[KANA_TEXT] = "";
	size_t n = 0;
	memcpy(cut, text, len);
	for (size_t i = 0; i < len; i++)
		if (!strchr(" -", cut[i]))
			f.folded[n++] = cut[i];
	kana_loose(cut, f.loose);
	return f;
}

static size_t trimmed(const char *text, size_t len)
{
	while (len > 0 && strchr(" -", text[len - 1]))
		len--;
	return len;
}

/* The suffixes that the last word begins, and the length without it. A word that is not finished yet counts,
 * so that "Utsunomiya Ci" still finds. */
static unsigned take_suffix(const char *text, size_t *len)
{
	size_t at = *len;
	unsigned suffixes = 0;
	while (at > 0 && !strchr(" -", text[at - 1]))
		at--;
	size_t word = *len - at;
	if (at == 0 || word == 0)
		return 0;
	for (size_t i = 0; i < sizeof suffix_words / sizeof *suffix_words; i++)
		if (strncmp(suffix_words[i].word, text + at, word) == 0)
			suffixes |= suffix_words[i].suffixes;
	if (suffixes)
		*len = trimmed(text, at);
	return suffixes;
}

/* Six digits at most, with blanks and hyphens between; else "". */
static void read_digits(const char *folded, char digits[8])
{
	size_t n = 0;
	for (; *folded; folded++) {
		if (strchr(" -", *folded))
			continue;
		if (*folded < '0' || *folded > '9' || n == 6) {
			digits[0] = '\0';
			return;
		}
		digits[n++] = *folded;
		digits[n] = '\0';
	}
}

static bool read_wanted(const char *typed, struct wanted *w)
{
	char text[KANA_TEXT];
	*w = (struct wanted){.suffixes = 0};
	if (!kana_fold(typed, text))
		return false;
	size_t skip = strspn(text, " -"), len = strcspn(text + skip, "(,");
	const char *name = text + skip, *behind = name + len;
	behind += strspn(behind, "(, ");
	size_t behind_len = trimmed(behind, strcspn(behind, "),"));
	len = trimmed(name, len);
	read_digits(text, w->digits);
	w->name = form_of(name, len);
	w->suffixes = take_suffix(name, &len);
	w->base = form_of(name, len);
	take_suffix(behind, &behind_len);
	w->behind = form_of(behind, behind_len);
	return *w->name.folded != '\0';
}

struct before { /* the prefecture of a row, in the forms that are compared */
	const struct place_row *row;
	char name[KANA_TEXT], loose[KANA_TEXT];
	bool named; /* there is such a form */
	bool meant; /* it is the one that was typed behind the name, if one was */
};

/* ---- comparing ---- */

static enum fit better(enum fit a, enum fit b)
{
	return a < b ? a : b;
}

/* stem: the length of `full` without its 市, 県 … */
static enum fit fit_text(const char *full, size_t stem, const char *typed)
{
	size_t n = strlen(typed);
	if (n == 0 || strncmp(full, typed, n) != 0)
		return FIT_NONE;
	return full[n] == '\0' || n == stem ? FIT_EXACT : FIT_BEGINS;
}

/* As above, and with the prefecture before. */
static enum fit fit_with(const char *prefecture, const char *full, size_t stem, const char *typed)
{
	size_t n = strlen(prefecture);
	enum fit fit = fit_text(full, stem, typed);
	if (strncmp(typed, prefecture, n) != 0)
		return fit;
	return better(fit, typed[n] ? fit_text(full, stem, typed + n) : FIT_WITHIN);
}

static enum fit fit_code(const struct place_row *row, const char *digits)
{
	size_t n = strlen(digits);
	if (n == 0)
		return FIT_NONE;
	if (strncmp(row->code, digits, n) == 0)
		return n >= 5 ? FIT_EXACT : FIT_BEGINS;
	if (row->code[0] != '0' || strncmp(row->code + 1, digits, n) != 0)
		return FIT_NONE;
	return n >= 4 ? FIT_EXACT : FIT_BEGINS;
}

/* Is `typed` the beginning of the name, the kana or the romaji of a prefecture? */
static bool is_of_prefecture(const struct place_row *prefecture, const struct form *typed)
{
	char name[KANA_TEXT], letters[KANA_TEXT], loose[KANA_TEXT];
	if (!kana_fold(prefecture->name, name))
		return false;
	if (fit_text(name, 0, typed->folded) != FIT_NONE ||
	    fit_text(prefecture->kana, 0, typed->folded) != FIT_NONE)
		return true;
	return *typed->loose && kana_spell(prefecture->kana, letters) && kana_loose(letters, loose) &&
	       fit_text(loose, 0, typed->loose) != FIT_NONE;
}

/* The romaji of two kana texts together, `len` bytes of the second, for comparing. */
static void loose_of(const char *first, const char *second, size_t len, char out[KANA_TEXT])
{
	char kana[KANA_TEXT], letters[KANA_TEXT];
	out[0] = '\0';
	snprintf(kana, sizeof kana, "%s%.*s", first, (int)len, second);
	if (kana_spell(kana, letters))
		kana_loose(letters, out);
}

static enum fit fit_romaji(const struct place_row *row, const struct before *before, size_t stem_bytes,
			   unsigned suffix, const struct wanted *w)
{
	char full[KANA_TEXT], stem[KANA_TEXT] = "";
	const char *prefecture = before->row->kana;
	loose_of("", row->kana, strlen(row->kana), full);
	bool has_suffix = suffix & w->suffixes, begins = fit_text(full, 0, w->name.loose) != FIT_NONE;
	if (has_suffix || begins)
		loose_of("", row->kana, stem_bytes, stem);
	enum fit fit = begins ? fit_text(full, strlen(stem), w->name.loose) : FIT_NONE;
	if (has_suffix && strcmp(stem, w->base.loose) == 0)
		fit = FIT_EXACT;
	if (fit != FIT_NONE || row->kind == PLACE_PREFECTURE)
		return fit;
	size_t n = strlen(before->loose);
	if (strncmp(w->name.loose, before->loose, n) != 0)
		return FIT_NONE;
	if (!w->name.loose[n])
		return FIT_WITHIN;
	/* Together, as the last o of ほっかいどう swallows the first of おたる. */
	loose_of(prefecture, row->kana, strlen(row->kana), full);
	loose_of(prefecture, row->kana, stem_bytes, stem);
	return fit_text(full, strlen(stem), w->name.loose);
}

/* Rows of one prefecture stand together, so that its forms are made once for all of them. */
static void go_before(struct before *before, const struct place_row *row, const struct wanted *w)
{
	if (before->row == row)
		return;
	*before = (struct before){.row = row};
	before->named = kana_fold(row->name, before->name);
	before->meant = !*w->behind.folded || is_of_prefecture(row, &w->behind);
	loose_of("", row->kana, strlen(row->kana), before->loose);
}

static enum fit fit_row(const struct place_row *row, const struct before *before, const struct wanted *w)
{
	const struct place_row *prefecture = before->row;
	char name[KANA_TEXT];
	size_t ending = ending_of(row->name, row->kana), name_stem = 0, kana_stem = strlen(row->kana);
	if (*w->digits)
		return fit_code(row, w->digits);
	if (!before->meant || !before->named || !kana_fold(row->name, name))
		return FIT_NONE;
	if (ending < ENDINGS) {
		name_stem = without(name, endings[ending].kanji);
		kana_stem = without(row->kana, endings[ending].kana);
	}
	if (w->of_county)
		return w->prefecture && w->prefecture != prefecture ? FIT_NONE
								    : fit_text(name, name_stem, w->of_county);
	enum fit fit = better(fit_with(before->name, name, name_stem, w->name.folded),
			      fit_with(prefecture->kana, row->kana, kana_stem, w->name.folded));
	if (!*w->name.loose)
		return fit;
	unsigned suffix = ending < ENDINGS ? endings[ending].suffix : 0;
	return better(fit, fit_romaji(row, before, kana_stem, suffix, w));
}

/* ---- finding ---- */

/* Two passes would compare every row twice; so what fits is kept by its number and put in order at the end.
 */
static size_t find_rows(const struct wanted *w, struct place *out, size_t max)
{
	size_t found = 0;
	struct before before = {0};
	unsigned char *fits = xmalloc(place_row_count);
	for (size_t i = 0; i < place_row_count; i++) {
		go_before(&before, prefecture_row(&place_rows[i]), w);
		fits[i] = (unsigned char)fit_row(&place_rows[i], &before, w);
	}
	for (unsigned fit = FIT_EXACT; fit < FIT_NONE; fit++)
		for (size_t i = 0; i < place_row_count && found < max; i++)
			if (fits[i] == fit)
				out[found++] = place_of(&place_rows[i]);
	free(fits);
	return found;
}

/* The official address of a town names its county (郡), which the table has not. False when there is none. */
static bool read_county(struct wanted *w)
{
	const char *county = strstr(w->name.folded, "郡");
	if (!county || county == w->name.folded)
		return false;
	w->of_county = county + strlen("郡");
	for (size_t i = 0; i < PLACE_PREFECTURES && !w->prefecture; i++) {
		const struct place_row *row = &place_rows[place_prefecture_rows[i]];
		char name[KANA_TEXT];
		if (kana_fold(row->name, name) && strncmp(w->name.folded, name, strlen(name)) == 0)
			w->prefecture = row;
	}
	return *w->of_county != '\0';
}

size_t places_find(const char *typed, struct place *out, size_t max)
{
	struct wanted w;
	if (max == 0 || !read_wanted(typed, &w))
		return 0;
	size_t found = find_rows(&w, out, max);
	return found || !read_county(&w) ? found : find_rows(&w, out, max);
}

/* ---- labels ---- */

static void add_romaji(struct strbuf *b, const char *kana, size_t len)
{
	char stem[KANA_TEXT] = "", romaji[KANA_TEXT];
	memcpy(stem, kana, len);
	kana_romaji(stem, romaji);
	strbuf_adds(b, romaji);
}

/* with_suffix: "Tochigi Prefecture", else "Tochigi". */
static void add_english(struct strbuf *b, const char *name, const char *kana, bool with_suffix)
{
	size_t ending = ending_of(name, kana);
	add_romaji(b, kana, ending < ENDINGS ? without(kana, endings[ending].kana) : strlen(kana));
	if (with_suffix && ending < ENDINGS)
		strbuf_addf(b, " %s", endings[ending].english);
}

char *place_name(const struct place *place, enum lang lang)
{
	struct strbuf b = {0};
	if (lang == LANG_JA)
		return xstrdup(place->name);
	add_english(&b, place->name, place->kana, true);
	return strbuf_detach(&b);
}

char *place_label(const struct place *place, enum lang lang)
{
	struct strbuf b = {0};
	if (place->is_prefecture)
		return place_name(place, lang);
	if (lang == LANG_JA) {
		strbuf_addf(&b, "%s（%s%s）", place->name, place->prefecture,
			    place->counted ? "" : "・北方領土");
		return strbuf_detach(&b);
	}
	add_english(&b, place->name, place->kana, true);
	strbuf_adds(&b, " (");
	add_english(&b, place->prefecture, place->prefecture_kana, false);
	strbuf_adds(&b, place->counted ? ")" : ", Northern Territories)");
	return strbuf_detach(&b);
}
