/* SPDX-License-Identifier: MIT */
#include "model/search.h"

#include "base/alloc.h"
#include "base/strbuf.h"
#include "model/kana.h"
#include "model/places.h"

#include <stdlib.h>
#include <string.h>

enum { WORDS_MAX = 8, ID_SHORTEST = 4, CODE_LENGTH = 6 };

struct word {
	char *folded;                /* owned */
	bool is_id;                  /* may be the beginning of one */
	const char **codes, **names; /* of the places that it may mean, each in order */
	size_t place_count;
};

struct search {
	struct word words[WORDS_MAX];
	size_t count;
	struct strbuf text; /* folded, of the row that is looked at */
};

/* Append the folded text. */
static void add_folded(struct strbuf *b, const char *text)
{
	size_t room = strlen(text) * 3 + 1; /* a byte that is no character becomes three */
	char *folded = xmalloc(room);
	kana_fold_text(text, folded, room);
	strbuf_adds(b, folded);
	free(folded);
}

static int compare_texts(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The first two digits of a code are the prefecture's. */
static bool is_within(const char *code, const struct place *prefectures, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (prefectures[i].is_prefecture && strncmp(prefectures[i].code, code, 2) == 0)
			return true;
	return false;
}

static void find_places(struct word *word)
{
	size_t all = places_count(), count;
	struct place *found = xcalloc(all, sizeof *found);
	count = places_find(word->folded, found, all);
	word->codes = xcalloc(count + all, sizeof *word->codes);
	word->names = xcalloc(count + all, sizeof *word->names);
	for (size_t i = 0; i < count + all; i++) {
		struct place place = i < count ? found[i] : places_at(i - count);
		if (i >= count && !is_within(place.code, found, count))
			continue;
		word->codes[word->place_count] = place.code;
		word->names[word->place_count++] = place.name;
	}
	qsort(word->codes, word->place_count, sizeof *word->codes, compare_texts);
	qsort(word->names, word->place_count, sizeof *word->names, compare_texts);
	free(found);
}

bool search_has_words(const char *typed)
{
	static const char wide[] = "\xe3\x80\x80";
	for (;;) {
		typed += strspn(typed, " \t\n");
		if (strncmp(typed, wide, sizeof wide - 1) != 0)
			return *typed;
		typed += sizeof wide - 1;
	}
}

static void add_word(struct search *search, const char *folded, size_t len)
{
	struct word *word = &search->words[search->count++];
	word->folded = xstrndup(folded, len);
	word->is_id = len >= ID_SHORTEST && strspn(word->folded, "0123456789abcdef-") == len;
	find_places(word);
}

struct search *search_begin(const char *typed)
{
	struct search *search = xcalloc(1, sizeof *search);
	struct strbuf folded = {0};
	add_folded(&folded, typed);
	const char *s = strbuf_str(&folded);
	while (*(s += strspn(s, " \n")) && search->count < WORDS_MAX) {
		size_t len = strcspn(s, " \n");
		add_word(search, s, len);
		s += len;
	}
	strbuf_release(&folded);
	if (search->count)
		return search;
	search_end(search);
	return NULL;
}

/* A name counts where no code says which of several places it is. */
static bool has_place(const struct word *word, const char *municipality, const char *code)
{
	size_t size = sizeof *word->codes;
	if (!*code)
		return bsearch(&municipality, word->names, word->place_count, size, compare_texts);
	return (strlen(code) == CODE_LENGTH && strncmp(code, word->folded, strlen(word->folded)) == 0) ||
	       bsearch(&code, word->codes, word->place_count, size, compare_texts);
}

/* The texts are folded once per row, and only where something else has not told already. */
static bool has_text(struct search *search, const struct word *word, const char *title,
		     const char *municipality)
{
	if (!search->text.len) {
		add_folded(&search->text, title);
		strbuf_addc(&search->text, '\n'); /* no word goes over it */
		add_folded(&search->text, municipality);
	}
	return strstr(strbuf_str(&search->text), word->folded);
}

bool search_fits(struct search *search, const char *id, const char *title, const char *municipality,
		 const char *municipality_code)
{
	strbuf_reset(&search->text);
	for (size_t i = 0; i < search->count; i++) {
		const struct word *word = &search->words[i];
		bool fits = (word->is_id && strncmp(id, word->folded, strlen(word->folded)) == 0) ||
			    has_place(word, municipality, municipality_code) ||
			    has_text(search, word, title, municipality);
		if (!fits)
			return false;
	}
	return true;
}

void search_end(struct search *search)
{
	if (!search)
		return;
	for (size_t i = 0; i < search->count; i++) {
		free(search->words[i].folded);
		free((void *)search->words[i].codes);
		free((void *)search->words[i].names);
	}
	strbuf_release(&search->text);
	free(search);
}
