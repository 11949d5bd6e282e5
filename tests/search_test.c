/* SPDX-License-Identifier: MIT */
#include "model/search.h"

#include "base/sys.h"
#include "check.h"
#include "model/kana.h"

#include <string.h>

struct row {
	const char *id, *title, *municipality, *code;
};

static const struct row yokohama = {"3f2a91c0-1111-4222-8333-944455556666", "自己点検 令和８年度 第１回",
				    "横浜市", "141003"};
static const struct row nameless = {"aa00bb11-1111-4222-8333-944455556666", "Self-Check ｶﾞｲﾄﾞ 100%_a\\'", "",
				    ""};
static const struct row named = {"00ff00ff-1111-4222-8333-944455556666", "x", "宇都宮市", ""};

static bool fits(const struct row *row, const char *typed)
{
	struct search *search = search_begin(typed);
	bool fit = search && search_fits(search, row->id, row->title, row->municipality, row->code);
	bool again = search && search_fits(search, row->id, row->title, row->municipality, row->code);
	CHECK(fit == again);
	search_end(search);
	return fit;
}

TEST(found_by_whatever_people_type)
{
	static const char *const typed[] = {
		"横浜",
		"横",
		"市",
		"よこはま",
		"ヨコハマ",
		"ﾖｺﾊﾏ",
		"yokohama",
		"YOKO",
		"ｙｏｋｏ",
		"yokohama 8",
		"第1回 令和8",
		"第１回　横浜",
		"14100",
		"141003",
		"１４１００３",
		"kanagawa",
		"神奈川県",
		"かながわ",
		"神奈川県横浜市",
		"3f2a",
		"3F2A91C0",
		"3f2a91c0-1111-4222-8333-944455556666",
		"  横浜\t",
		"点検",
	};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		if (!fits(&yokohama, typed[i]))
			CHECK_STR(typed[i], "");
	static const char *const title[] = {"self",  "CHECK", "ガイド", "がいど",
					    "ｶﾞｲﾄﾞ", "100%",  "%_a\\'", "0%_"};
	for (size_t i = 0; i < sizeof title / sizeof *title; i++)
		if (!fits(&nameless, title[i]))
			CHECK_STR(title[i], "");
	CHECK(fits(&named, "うつのみや"));
	CHECK(fits(&named, "utsunomiya"));
	CHECK(fits(&named, "栃木"));
}

TEST(not_found_by_anything_else)
{
	static const char *const typed[] = {
		"川崎", "浜横",      "yokosuka",    "ハマヨコ", "横浜 川崎", "4100",
		"3f2",  "f2a91c0",   "100%",        "a_",       "%",         "_",
		"\xff", "検 令和９", "回\n横\n浜x", "1410030",  "第1回横浜",
	};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++)
		if (fits(&yokohama, typed[i]))
			CHECK_STR(typed[i], "");
	CHECK(!fits(&nameless, "横浜"));
	CHECK(!fits(&named, "kanagawa"));
}

TEST(blanks_alone_look_for_nothing)
{
	static const char *const blank[] = {"", " ", "\t\n", "　", " 　 "};
	for (size_t i = 0; i < sizeof blank / sizeof *blank; i++) {
		CHECK(!search_has_words(blank[i]));
		struct search *search = search_begin(blank[i]);
		CHECK(search == NULL);
		search_end(search);
	}
	CHECK(search_has_words("　x"));
	CHECK(search_has_words("\xe3\x80"));
}

TEST(long_and_odd_texts_are_taken)
{
	static char many[20001], odd[2001];
	for (size_t i = 0; i + 2 < sizeof many; i += 2)
		memcpy(many + i, "x ", 2);
	memset(odd, 0xE3, sizeof odd - 1);
	CHECK(fits(&named, many)); /* of the words all are the same */
	CHECK(!fits(&named, odd));
	const struct row wide = {named.id, odd, odd, odd};
	CHECK(!fits(&wide, "横浜"));
	CHECK(fits(&wide, odd));
	char folded[10];
	CHECK(kana_fold_text("カキク", folded, 10) && strcmp(folded, "かきく") == 0);
	CHECK(!kana_fold_text("カキクケ", folded, 10));
	CHECK_STR(folded, "");
}

TESTS(RUN(found_by_whatever_people_type), RUN(not_found_by_anything_else), RUN(blanks_alone_look_for_nothing),
      RUN(long_and_odd_texts_are_taken))
