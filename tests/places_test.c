/* SPDX-License-Identifier: MIT */
/* The table of municipalities, what finds a row in it, and how names are said. */
#include "model/places.h"

#include "base/text.h"
#include "check.h"
#include "model/kana.h"
#include "model/municipality.h"
#include "model/place_table.h"

#include <stdint.h>
#include <stdlib.h>

enum { SHOWN = 12 };

/* "092011 012203": the codes that `typed` finds, at most SHOWN. */
static const char *codes_of(const char *typed)
{
	static char codes[SHOWN * 8];
	struct place found[SHOWN];
	size_t n = places_find(typed, found, SHOWN), len = 0;
	codes[0] = '\0';
	for (size_t i = 0; i < n; i++)
		len += (size_t)snprintf(codes + len, sizeof codes - len, "%s%s", i > 0 ? " " : "",
					found[i].code);
	return codes;
}

/* The code that comes first. */
static const char *first_of(const char *typed)
{
	static char first[7];
	snprintf(first, sizeof first, "%.6s", codes_of(typed));
	return first;
}

static bool finds(const char *typed, const char *code)
{
	return strstr(codes_of(typed), code) != NULL;
}

/* ---- the table ---- */

TEST(counts)
{
	size_t prefectures = 0, municipalities = 0, villages = 0;
	for (size_t i = 0; i < places_count(); i++) {
		struct place place = places_at(i);
		if (place.is_prefecture)
			prefectures++;
		else if (place.counted)
			municipalities++;
		else
			villages++;
		CHECK(place.counted || strcmp(place.prefecture, "北海道") == 0);
	}
	CHECK_INT(prefectures, PLACES_PREFECTURES);
	CHECK_INT(municipalities, PLACES_MUNICIPALITIES);
	CHECK_INT(villages, 6);
}

TEST(kinds_of_municipality)
{
	static const struct {
		const char *ending;
		int count;
	} kinds[] = {{"市", 792}, {"区", 23}, {"町", 743}, {"村", 189}};
	for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
		int count = 0;
		for (size_t i = 0; i < places_count(); i++) {
			struct place place = places_at(i);
			size_t len = strlen(place.name), tail = strlen(kinds[k].ending);
			count +=
				!place.is_prefecture && strcmp(place.name + len - tail, kinds[k].ending) == 0;
			if (k == 1 && strcmp(place.name + len - tail, "区") == 0)
				CHECK_STR(place.prefecture, "東京都");
		}
		CHECK_INT(count, kinds[k].count);
	}
}

TEST(every_row_is_sound)
{
	for (size_t i = 0; i < places_count(); i++) {
		struct place place = places_at(i), same;
		struct err err = {0};
		char code[7], letters[KANA_TEXT];
		CHECK(municipality_code_parse(place.code, code, &err)); /* and so its check digit */
		CHECK_STR(code, place.code);
		CHECK(i == 0 || strcmp(places_at(i - 1).code, place.code) < 0);
		CHECK(places_by_code(place.code, &same) && same.code == place.code);
		CHECK(text_is_utf8(place.name, strlen(place.name), &(size_t){0}) && *place.name);
		CHECK(kana_spell(place.kana, letters) && kana_spell(place.prefecture_kana, letters));
		CHECK(place_rows[i].name[sizeof place_rows[i].name - 1] == '\0');
		CHECK(place_rows[i].kana[sizeof place_rows[i].kana - 1] == '\0');
	}
}

/* Small kana are what lists of readings lose first: きよ for きょ. */
TEST(readings_have_their_small_kana)
{
	static const char *const rows[][2] = {
		{"064289", "しょうないまち"},   {"124036", "くじゅうくりまち"}, {"143839", "まなづるまち"},
		{"272299", "しじょうなわてし"}, {"473260", "ちゃたんちょう"},   {"131041", "しんじゅくく"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct place place = {0};
		CHECK(places_by_code(rows[i][0], &place));
		CHECK_STR(place.kana, rows[i][1]);
	}
}

TEST(by_code)
{
	struct place place;
	CHECK(places_by_code("092011", &place));
	CHECK_STR(place.name, "宇都宮市");
	CHECK_STR(place.prefecture, "栃木県");
	CHECK_STR(place.prefecture_kana, "とちぎけん");
	CHECK(places_by_code("090000", &place) && place.is_prefecture);
	CHECK(places_by_code("016951", &place) && !place.counted && !place.is_prefecture);
	CHECK(!places_by_code("092012", &place));
	CHECK(!places_by_code("09201", &place));
	CHECK(!places_by_code("", &place));
	CHECK(!places_by_code("999999", &place));
	CHECK(!places_by_code("141003x", &place));
}

/* ---- finding ---- */

TEST(one_city_in_every_script)
{
	static const char *const typed[] = {
		"宇都宮市",
		"宇都宮",
		"栃木県宇都宮市",
		"栃木県宇都宮",
		"栃木県 宇都宮市",
		"宇都宮市（栃木県）",
		"宇都宮市(栃木",
		"うつのみや",
		"うつのみやし",
		"うつの",
		"ウツノミヤ",
		"ｳﾂﾉﾐﾔ",
		"とちぎけんうつのみやし",
		"ﾄﾁｷﾞｹﾝｳﾂﾉﾐﾔｼ",
		"utsunomiya",
		"utunomiya",
		"Utsunomiya-shi",
		"utsunomiyashi",
		"UTSUNOMIYA CITY",
		"utsunomiya ci",
		"Utsunomiya, Tochigi",
		"Utsunomiya City (Tochigi)",
		"Utsunomiya City, Tochigi Prefecture",
		"tochigi-ken utsunomiya-shi",
		"ｕｔｓｕｎｏｍｉｙａ",
		"utsuno",
		"092011",
		"09201",
		"92011",
		"9201",
		"09201-1",
		"０９２０１１",
		"０９２０１",
		" 092 011 ",
	};
	for (size_t i = 0; i < sizeof typed / sizeof *typed; i++) {
		CHECK_STR(first_of(typed[i]), "092011");
		if (strcmp(first_of(typed[i]), "092011") != 0)
			printf("  typed: %s\n", typed[i]);
	}
}

TEST(romaji_of_every_kind)
{
	static const char *const osaka[] = {"osaka", "oosaka", "ousaka",   "Ōsaka",
					    "Ôsaka", "ohsaka", "OSAKA-SHI"};
	static const char *const shinjuku[] = {
		"shinjuku",   "sinzyuku",      "shinjyuku",     "shinnjuku",        "Shinjuku-ku",
		"shinjukuku", "Shinjuku City", "Shinjuku Ward", "Shinjuku (Tokyo)", "tokyoto shinjukuku",
	};
	for (size_t i = 0; i < sizeof osaka / sizeof *osaka; i++)
		CHECK(finds(osaka[i], "271004"));
	for (size_t i = 0; i < sizeof shinjuku / sizeof *shinjuku; i++)
		CHECK_STR(first_of(shinjuku[i]), "131041");
	CHECK_STR(first_of("kouchi-shi"), "392014");
	CHECK_STR(first_of("kochi-shi"), "392014");
	CHECK_STR(first_of("fuji-yoshida"), "192023");
	CHECK_STR(first_of("huziyosida"), "192023");
	CHECK_STR(first_of("gumma-ken"), "100005");
	CHECK_STR(first_of("Gunma Prefecture"), "100005");
	CHECK_STR(first_of("hokkaido otaru"), "012033"); /* its o swallows the first of おたる */
	CHECK_STR(first_of("hokkaidou"), "010006");
	CHECK_STR(first_of("Katsuura"), "122181");
	CHECK_STR(first_of("nasu-machi"), "094072");
	CHECK_STR(first_of("nasu-cho"), "094072"); /* 町 read the other way */
	CHECK_STR(first_of("Nasu Town"), "094072");
	CHECK_STR(codes_of("nasu-mura"), "");
	CHECK_STR(first_of("ohta-shi"), "102059");
	CHECK_STR(first_of("Shin'onsen"), "285862");
	CHECK_STR(first_of("ichinoseki"), "032093");
	CHECK_STR(first_of("itinoseki"), "032093");
	CHECK_STR(first_of("sapporo"), "011002");
	CHECK_STR(first_of("hacchoubori"), "");
}

TEST(half_typed_romaji)
{
	static const char whole[] = "shinjukuku", other[] = "utsunomiyashi";
	char typed[16] = "";
	struct place *found = calloc(places_count(), sizeof *found);
	const struct {
		const char *whole, *code;
	} words[] = {{whole, "131041"}, {other, "092011"}};
	for (size_t w = 0; w < 2; w++)
		for (size_t len = 1; len <= strlen(words[w].whole); len++) {
			snprintf(typed, sizeof typed, "%.*s", (int)len, words[w].whole);
			size_t n = places_find(typed, found, places_count()), at = 0;
			while (at < n && strcmp(found[at].code, words[w].code) != 0)
				at++;
			CHECK(at < n);
			if (at == n)
				printf("  typed: %s\n", typed);
		}
	free(found);
}

TEST(the_same_name_in_several_prefectures)
{
	CHECK_STR(codes_of("府中市"), "132063 342084");
	CHECK_STR(codes_of("伊達市"), "012335 072133");
	CHECK_STR(codes_of("fuchu-shi"), "132063 342084");
	CHECK_STR(codes_of("府中市（広島県）"), "342084");
	CHECK_STR(codes_of("Fuchu City (Hiroshima)"), "342084");
	CHECK(finds("泊村", "014036") && finds("泊村", "016969"));
	CHECK_STR(codes_of("しべつ"), "012203 016934");
}

TEST(order)
{
	/* 山形県 and 山形市 to their end, then 山形村 of 長野県 too */
	CHECK_STR(codes_of("山形"), "060003 062014 204501");
	CHECK_STR(first_of("津"), "242012");
	CHECK_STR(first_of("千葉"), "120006");
	CHECK_STR(codes_of("千葉市"), "121002");
	CHECK_STR(codes_of("12203"), "012203 122033");
	struct place found[80];
	size_t n = places_find("栃木県", found, 80);
	CHECK_INT(n, 26); /* and all that lies in it */
	CHECK_STR(found[0].code, "090000");
	CHECK_STR(found[1].code, "092011");
	CHECK_INT(places_find("とちぎけん", found, 80), 26);
	CHECK_INT(places_find("tochigi-ken", found, 80), 26);
}

TEST(old_and_other_letters)
{
	CHECK_STR(first_of("鎌ヶ谷市"), "122246");
	CHECK_STR(first_of("鎌ケ谷"), "122246");
	CHECK_STR(first_of("竜ヶ崎市"), "082082");
	CHECK_STR(first_of("塩釜市"), "042030");
	CHECK_STR(first_of("檮原町"), "394050");
	CHECK_STR(first_of("ﾆｾｺ町"), "013951");
	CHECK_STR(first_of("か\u3099まごおり"), "232149"); /* decomposed, as some systems give it */
	CHECK_STR(first_of("栃木県芳賀郡益子町"), "093424");
	CHECK_STR(first_of("芳賀郡益子町"), "093424");
	CHECK_STR(codes_of("児玉郡美里町"), "045055 113816 433489");
	CHECK_STR(codes_of("埼玉県児玉郡美里町"), "113816");
	CHECK_STR(codes_of("蒲郡市"), "232149");
}

TEST(nothing_found)
{
	struct place found[2];
	CHECK_STR(codes_of(""), "");
	CHECK_STR(codes_of("　 "), "");
	CHECK_STR(codes_of("-"), "");
	CHECK_STR(codes_of("（栃木県）"), "");
	CHECK_STR(codes_of("都宮"), "");
	CHECK_STR(codes_of("London"), "");
	CHECK_STR(codes_of("092012"), "");
	CHECK_STR(codes_of("0920111"), "");
	CHECK_STR(codes_of("企画課"), "");
	CHECK_STR(codes_of("宇都宮市（東京都）"), "");
	CHECK_INT(places_find("山", found, 0), 0);
	CHECK_INT(places_find("山", found, 2), 2);
}

/* ---- names ---- */

#define CHECK_LABEL(code, ja, en)                                    \
	do {                                                         \
		struct place check_place = {0};                      \
		CHECK(places_by_code(code, &check_place));           \
		char *check_ja = place_label(&check_place, LANG_JA); \
		char *check_en = place_label(&check_place, LANG_EN); \
		CHECK_STR(check_ja, ja);                             \
		CHECK_STR(check_en, en);                             \
		free(check_ja);                                      \
		free(check_en);                                      \
	} while (0)

TEST(labels)
{
	CHECK_LABEL("092011", "宇都宮市（栃木県）", "Utsunomiya City (Tochigi)");
	CHECK_LABEL("131041", "新宿区（東京都）", "Shinjuku City (Tokyo)");
	CHECK_LABEL("271004", "大阪市（大阪府）", "Osaka City (Osaka)");
	CHECK_LABEL("261009", "京都市（京都府）", "Kyoto City (Kyoto)");
	CHECK_LABEL("392014", "高知市（高知県）", "Kochi City (Kochi)");
	CHECK_LABEL("094072", "那須町（栃木県）", "Nasu Town (Tochigi)");
	CHECK_LABEL("473014", "国頭村（沖縄県）", "Kunigami Village (Okinawa)");
	CHECK_LABEL("012025", "函館市（北海道）", "Hakodate City (Hokkaido)");
	CHECK_LABEL("090000", "栃木県", "Tochigi Prefecture");
	CHECK_LABEL("130001", "東京都", "Tokyo Metropolis");
	CHECK_LABEL("270008", "大阪府", "Osaka Prefecture");
	CHECK_LABEL("010006", "北海道", "Hokkaido");
	CHECK_LABEL("014036", "泊村（北海道）", "Tomari Village (Hokkaido)");
	CHECK_LABEL("016969", "泊村（北海道・北方領土）", "Tomari Village (Hokkaido, Northern Territories)");
}

TEST(romaji)
{
	static const char *const names[][2] = {
		{"うつのみや", "Utsunomiya"},
		{"おおさか", "Osaka"},
		{"こうち", "Kochi"},
		{"きょうと", "Kyoto"},
		{"にいがた", "Niigata"},
		{"かつうら", "Katsuura"},
		{"とよおか", "Toyooka"},
		{"ちゅうおう", "Chuo"},
		{"しんおんせん", "Shin'onsen"},
		{"さっぽろ", "Sapporo"},
		{"はっちょう", "Hatcho"},
		{"じょうえつ", "Joetsu"},
		{"ひがしおうみ", "Higashiomi"},
		{"ぶんごおおの", "Bungoono"},
		{"りゅうがさき", "Ryugasaki"},
		{"やまのうち", "Yamanouchi"},
		{"しじょうなわて", "Shijonawate"},
		{"ふじみ", "Fujimi"},
		{"くじゅうくり", "Kujukuri"},
		{"ひょうご", "Hyogo"},
		{"つ", "Tsu"},
		{"", ""},
	};
	char out[KANA_TEXT];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		CHECK(kana_romaji(names[i][0], out));
		CHECK_STR(out, names[i][1]);
	}
	CHECK(!kana_romaji("宇都宮", out));
	CHECK_STR(out, "");
	CHECK(!kana_romaji("ゃま", out));
	CHECK(!kana_spell("abc", out));
}

/* Whatever is shown finds the place that it was shown for, in both languages. */
TEST(labels_find_their_place)
{
	struct place *found = calloc(places_count(), sizeof *found);
	for (size_t i = 0; i < places_count(); i += 7)
		for (int lang = LANG_JA; lang <= LANG_EN; lang++) {
			struct place place = places_at(i);
			char *label = place_label(&place, (enum lang)lang);
			size_t n = places_find(label, found, places_count()), at = 0;
			while (at < n && found[at].code != place.code)
				at++;
			CHECK(at < n);
			if (at == n)
				printf("  %s\n", label);
			free(label);
		}
	free(found);
}

/* ---- codes ---- */

static const char *refusal(const char *typed, enum lang lang)
{
	static char text[1024];
	char code[7];
	struct err err = {.lang = lang};
	text[0] = '\0';
	if (!municipality_code_parse(typed, code, &err))
		snprintf(text, sizeof text, "%s", err.text);
	return text;
}

TEST(two_towns_for_five_digits)
{
	CHECK(strstr(refusal("12203", LANG_JA), "122033（市川市）"));
	CHECK(strstr(refusal("12203", LANG_JA), "012203（士別市）"));
	CHECK(strstr(refusal("12203", LANG_EN), "122033 (Ichikawa City)"));
	CHECK(strstr(refusal("12203", LANG_EN), "012203 (Shibetsu City)"));
	CHECK(strstr(refusal("10103", LANG_JA), "101036、")); /* nobody's, both */
}

/* Each code of the table, with its zero or its check digit gone, comes back or is asked about. */
TEST(five_digits_are_repaired)
{
	int asked = 0;
	for (size_t i = 0; i < places_count(); i++) {
		struct place place = places_at(i);
		char five[6], code[7];
		struct err err = {0};
		snprintf(five, sizeof five, "%.5s", place.code);
		if (municipality_code_parse(five, code, &err))
			CHECK_STR(code, place.code);
		else
			CHECK(strstr(err.text, place.code) && ++asked);
		if (place.code[0] != '0')
			continue;
		err = (struct err){0};
		if (municipality_code_parse(place.code + 1, code, &err))
			CHECK_STR(code, place.code);
		else
			CHECK(strstr(err.text, place.code) && ++asked);
	}
	CHECK_INT(asked, 24); /* 12 codes that two places share, seen from both */
}

TEST(codes_of_unions_are_taken)
{
	char code[7];
	struct err err = {0};
	struct place place;
	CHECK(!places_by_code("098019", &place));
	CHECK(municipality_code_parse("09801", code, &err));
	CHECK(municipality_code_parse(code, code, &err));
}

/* ---- hostile ---- */

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

TEST(any_bytes)
{
	static const char *const pieces[] = {
		"県",     "郡", "市",     "（",     "、", "っ", "ゃ", "ﾞ",   "ﾟ",    "ー",
		"\u3099", "n",  "'",      "-",      " ",  "0",  "9",  "shi", "\xff", "\xe3\x81",
		"う",     "お", "北海道", "東京都", "o",  "h",  "c",  "ツ",  "\t",   ")"};
	uint32_t state = 1;
	struct place found[4];
	for (int round = 0; round < 600; round++) {
		char typed[300] = "";
		size_t n = 0, want = next_random(&state) % 24;
		for (size_t i = 0; i < want; i++) {
			const char *piece = pieces[next_random(&state) % (sizeof pieces / sizeof *pieces)];
			if (round % 2 == 0)
				typed[n++] = (char)(next_random(&state) % 255 + 1);
			else
				n += (size_t)snprintf(typed + n, sizeof typed - n, "%s", piece);
		}
		typed[n] = '\0';
		CHECK(places_find(typed, found, 4) <= 4);
	}
	char *huge = malloc(100001);
	memset(huge, 'k', 100000);
	huge[100000] = '\0';
	CHECK_INT(places_find(huge, found, 4), 0);
	for (size_t len = KANA_TEXT - 5; len <= KANA_TEXT + 2; len++) {
		huge[len] = '\0';
		CHECK_INT(places_find(huge, found, 4), 0);
		huge[len] = 'k';
	}
	free(huge);
}

TESTS(RUN(counts), RUN(kinds_of_municipality), RUN(every_row_is_sound), RUN(readings_have_their_small_kana),
      RUN(by_code), RUN(one_city_in_every_script), RUN(romaji_of_every_kind), RUN(half_typed_romaji),
      RUN(the_same_name_in_several_prefectures), RUN(order), RUN(old_and_other_letters), RUN(nothing_found),
      RUN(labels), RUN(romaji), RUN(labels_find_their_place), RUN(two_towns_for_five_digits),
      RUN(five_digits_are_repaired), RUN(codes_of_unions_are_taken), RUN(any_bytes))
