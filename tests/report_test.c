/* SPDX-License-Identifier: MIT */
#include "report/report.h"

#include "base/text.h"
#include "check.h"
#include "report/cp932.h"
#include "report/csv.h"
#include "report/json.h"
#include "report_fixture.h"

static const char scores_golden[] =
	"assessment_id,title,municipality_code,municipality,fiscal_year,started_at,updated_at,framework,"
	"stage,criterion,kind,"
	"questions,answered,unknown,not_applicable,blank,coverage,score_low,score,score_high,level_low,level_"
	"high,verdict,"
	"open_flags,opinion_low,opinion_high,gap,gap_policy_information,respondents,split_flags\r\n"
	"5f0c,\"自己点検, "
	"試行\",011002,髙島市,2026,2026-11-20T00:00:00Z,2026-11-22T01:02:03Z,guide,initiation,"
	"whole-office,caution,4,3,0,1,0,1.0000,0.2222,0.2222,0.2222,0,0,flagged,\"town/q1:a;other/"
	"q7:a\",,,,,,\r\n"
	"5f0c,\"自己点検, "
	"試行\",011002,髙島市,2026,2026-11-20T00:00:00Z,2026-11-22T01:02:03Z,guide,preparation,"
	"people,task,3,1,1,0,1,0.3333,0.2222,,0.8889,0,2,withheld,,,,,,,\r\n";

static const char answers_golden[] =
	"assessment_id,questionnaire,questionnaire_version,questionnaire_digest,respondent,department,role,"
	"section,question,"
	"state,options,value,level,weight,note,evidence,reason,answered_at,revision,asked,question_text,"
	"options_text,"
	"state_text,basis\r\n"
	"5f0c,town,3,d1,1,digital,staff,team,q0,answered,c,2,1,1,\"'=1+1\",\"「規程」\n\"\"第3条\"\"\",,"
	"2026-11-22T01:02:03Z,1,yes,\"A question, in words\",there,Answered,\r\n"
	"5f0c,town,3,d1,1,digital,staff,team,q1,answered,a,0,1,1,,,,2026-11-22T01:02:03Z,1,yes,"
	"\"A question, in words\",absent,Answered,\r\n"
	"5f0c,town,3,d1,1,digital,staff,team,q2,na,,,2,1.5,,,\"合併の前,今はない\",2026-11-22T01:02:03Z,1,"
	"yes,"
	"\"A question, in words\",,Not applicable,\r\n"
	"5f0c,town,3,d1,1,digital,staff,team,q3,answered,\"a;c\",2,1,1,,,,2026-11-22T01:02:03Z,1,yes,"
	"\"A question, in words\",absent / there,Answered,\r\n"
	"5f0c,town,3,d1,1,digital,staff,team,q4,unknown,,,1,1,\"''=2\",,,2026-11-22T01:02:03Z,1,yes,"
	"\"A question, in words\",,Don't know,\r\n"
	"5f0c,town,3,d1,1,digital,staff,team,q5,blank,,,2,1,,,,,0,pending,\"A question, in "
	"words\",,Blank,\r\n"
	"5f0c,town,3,d1,1,digital,staff,team,q6,answered,d,3,1,1,,,,2026-11-22T01:02:03Z,1,no,"
	"\"A question, in words\",there,Answered,\r\n"
	"5f0c,other,1,d2,1,digital,staff,team,q7,answered,a,0,1,1,,,,2026-11-22T01:02:03Z,1,yes,"
	"\"A question, in words\",absent,Answered,\r\n";

static const char json_golden[] =
	"[\n"
	"{\"assessment_id\":\"5f0c\",\"title\":\"自己点検, "
	"試行\",\"municipality_code\":\"011002\",\"municipality\":\"髙島市\","
	"\"fiscal_year\":null,\"started_at\":\"2026-11-20T00:00:00Z\",\"updated_at\":\"2026-11-22T01:02:"
	"03Z\","
	"\"framework\":\"guide\",\"stage\":\"initiation\",\"criterion\":\"whole-office\",\"kind\":"
	"\"caution\",\"questions\":4,"
	"\"answered\":3,\"unknown\":0,\"not_applicable\":1,\"blank\":0,\"coverage\":1.0000,\"score_low\":0."
	"2222,"
	"\"score\":0.2222,\"score_high\":0.2222,\"level_low\":0,\"level_high\":0,\"verdict\":\"flagged\","
	"\"open_flags\":\"town/q1:a;other/q7:a\","
	"\"opinion_low\":null,\"opinion_high\":null,\"gap\":null,\"gap_policy_information\":null,"
	"\"respondents\":null,\"split_flags\":null},\n"
	"{\"assessment_id\":\"5f0c\",\"title\":\"自己点検, "
	"試行\",\"municipality_code\":\"011002\",\"municipality\":\"髙島市\","
	"\"fiscal_year\":null,\"started_at\":\"2026-11-20T00:00:00Z\",\"updated_at\":\"2026-11-22T01:02:"
	"03Z\","
	"\"framework\":\"guide\",\"stage\":\"preparation\",\"criterion\":\"people\",\"kind\":\"task\","
	"\"questions\":3,"
	"\"answered\":1,\"unknown\":1,\"not_applicable\":0,\"blank\":1,\"coverage\":0.3333,\"score_low\":0."
	"2222,"
	"\"score\":null,\"score_high\":0.8889,\"level_low\":0,\"level_high\":2,\"verdict\":\"withheld\","
	"\"open_flags\":\"\","
	"\"opinion_low\":null,\"opinion_high\":null,\"gap\":null,\"gap_policy_information\":null,"
	"\"respondents\":null,\"split_flags\":null}\n"
	"]\n";

static struct report_result write_town(struct town *town, struct report_options options, struct strbuf *out)
{
	struct report_result result;
	struct err err = {0};
	CHECK(report_write(&town->subject, 1, options, out, &result, &err));
	CHECK_STR(err.text, "");
	return result;
}

TEST(scores_are_written_as_agreed)
{
	struct town town = {0};
	struct strbuf out = {0};
	town_init(&town);
	struct report_result result =
		write_town(&town, (struct report_options){.encoding = ENCODING_UTF8}, &out);
	CHECK_STR(strbuf_str(&out), scores_golden);
	CHECK_INT(result.rows, 2);
	CHECK_INT(result.neutralised, 0);
	strbuf_release(&out);
	town_release(&town);
}

TEST(answers_are_written_with_labels)
{
	struct town town = {0};
	struct strbuf out = {0};
	town_init(&town);
	struct report_options options = {REPORT_ANSWERS, REPORT_CSV, ENCODING_UTF8, LABELS_EN};
	struct report_result result = write_town(&town, options, &out);
	CHECK_STR(strbuf_str(&out), answers_golden);
	CHECK_INT(result.rows, 8);
	CHECK_INT(result.neutralised, 2);
	strbuf_release(&out);
	town_release(&town);
}

/* One after the other, where what stays the same is written once, against each as if it were the first. */
static void compare_written(struct town *town, struct report_options options)
{
	struct strbuf anew = {0}, kept = {0};
	struct report_result one, two;
	struct err err = {0};
	struct subject subjects[3] = {town->subject, town->subject, town->subject};
	subjects[1].assessment_id = "=1";
	subjects[1].title = "@ another";
	subjects[1].department = "-x";
	subjects[2].fiscal_year = 0;
	CHECK(report_write(subjects, 3, options, &anew, &one, &err));
	subjects[1].like_before = subjects[2].like_before = true;
	CHECK(report_write(subjects, 3, options, &kept, &two, &err));
	CHECK_STR(strbuf_str(&kept), strbuf_str(&anew));
	CHECK_INT(two.rows, one.rows);
	CHECK_INT(two.neutralised, one.neutralised);
	CHECK(options.table != REPORT_ANSWERS || options.format != REPORT_CSV || one.neutralised > 16);
	strbuf_release(&anew);
	strbuf_release(&kept);
}

TEST(what_stays_the_same_is_written_the_same)
{
	struct town town = {0};
	town_init(&town);
	for (int table = REPORT_SCORES; table <= REPORT_ACTIONS; table++)
		for (int labels = LABELS_NONE; labels <= LABELS_EN; labels++) {
			struct report_options options = {(enum report_table)table, REPORT_CSV, ENCODING_UTF8,
							 (enum report_labels)labels};
			compare_written(&town, options);
			options.encoding = ENCODING_UTF8_BOM;
			options.format = REPORT_JSON;
			compare_written(&town, options);
		}
	town_release(&town);
}

TEST(another_instrument_is_not_like_the_one_before)
{
	struct town town = {0};
	struct strbuf out = {0};
	struct report_result result;
	struct err err = {0};
	town_init(&town);
	struct subject subjects[2] = {town.subject, town.subject};
	struct item items[1] = {town.f->items[TOWN_ITEMS - 1]};
	struct instrument small = {town.subject.instrument->framework, items, 1};
	subjects[1].instrument = &small;
	struct report_options options = {REPORT_ANSWERS, REPORT_CSV, ENCODING_UTF8, LABELS_NONE};
	CHECK(report_write(subjects, 2, options, &out, &result, &err));
	CHECK_INT(result.rows, TOWN_ITEMS + 1);
	const char *last = strrchr(strbuf_str(&out), '5');
	while (last && last > strbuf_str(&out) && last[-1] != '\n')
		last--;
	CHECK(last && strncmp(last, "5f0c,other,1,d2,1,digital,staff,team,q7,", 40) == 0);
	strbuf_release(&out);
	town_release(&town);
}

TEST(labels_come_after_the_columns_that_never_change)
{
	struct town town = {0};
	struct strbuf out = {0};
	town_init(&town);
	struct report_options options = {REPORT_SCORES, REPORT_CSV, ENCODING_UTF8, LABELS_JA};
	struct report_result result = write_town(&town, options, &out);
	CHECK(strstr(strbuf_str(&out),
		     "verdict,open_flags,stage_title,criterion_title,verdict_text,opinion_low,") != NULL);
	CHECK(strstr(strbuf_str(&out), ",初動段階,全庁体制,") != NULL);
	CHECK(strstr(strbuf_str(&out), ",準備段階,\"'=住民\",") != NULL);
	CHECK_INT(result.neutralised, 1);
	CHECK_INT(report_column_count(REPORT_SCORES), 30);
	CHECK_INT(report_column_count(REPORT_ANSWERS), 21);
	CHECK_STR(report_column_name(REPORT_SCORES, 23), "open_flags");
	CHECK_STR(report_column_name(REPORT_ANSWERS, 19), "asked");
	strbuf_release(&out);
	town_release(&town);
}

TEST(json_has_the_same_names_and_null_for_what_is_not)
{
	struct town town = {0};
	struct strbuf out = {0};
	town_init(&town);
	town.subject.fiscal_year = 0;
	for (enum report_encoding e = ENCODING_UTF8_BOM; e <= ENCODING_UTF8; e++) {
		struct report_options options = {.format = REPORT_JSON, .encoding = e};
		struct report_result result = write_town(&town, options, &out);
		CHECK_STR(strbuf_str(&out), json_golden);
		CHECK_INT(result.rows, 2);
	}
	struct report_result result;
	struct err err = {.lang = LANG_EN};
	CHECK(!report_write(&town.subject, 1,
			    (struct report_options){.format = REPORT_JSON, .encoding = ENCODING_CP932}, &out,
			    &result, &err));
	CHECK_INT(err.kind, ERR_USAGE);
	strbuf_release(&out);
	town_release(&town);
}

TEST(nothing_to_report_is_a_header_or_an_empty_array)
{
	struct strbuf out = {0};
	struct report_result result;
	struct err err = {0};
	size_t rows = 9;
	CHECK(report_write(NULL, 0, (struct report_options){.encoding = ENCODING_UTF8}, &out, &result, &err));
	CHECK_INT(out.len, strchr(scores_golden, '\n') - scores_golden + 1);
	CHECK(report_count_rows(out.bytes, out.len, &rows, &err));
	CHECK_INT(rows, 0);
	CHECK(report_write(NULL, 0, (struct report_options){.format = REPORT_JSON}, &out, &result, &err));
	CHECK_STR(strbuf_str(&out), "[\n]\n");
	CHECK(report_count_rows(out.bytes, out.len, &rows, &err));
	CHECK_INT(rows, 0);
	strbuf_release(&out);
}

TEST(without_a_question_of_level_1_there_is_no_level)
{
	struct town town = {0};
	struct strbuf out = {0};
	town_init(&town);
	town.f->questions[3].level = town.f->questions[4].level = 2;
	town_score(&town);
	write_town(&town, (struct report_options){.encoding = ENCODING_UTF8}, &out);
	CHECK(strstr(strbuf_str(&out), ",people,task,3,1,1,0,1,0.3333,0.2222,,0.8889,,,none,,,,,,,\r\n") !=
	      NULL);
	strbuf_release(&out);
	town_release(&town);
}

TEST(every_encoding_says_the_same)
{
	struct town town = {0};
	struct strbuf out = {0};
	town_init(&town);
	struct csv reference = {0};
	for (enum report_encoding e = ENCODING_UTF8_BOM; e <= ENCODING_CP932; e++) {
		struct report_options options = {REPORT_ANSWERS, REPORT_CSV, e, LABELS_JA};
		struct csv csv;
		struct err err = {0};
		size_t rows = 0;
		write_town(&town, options, &out);
		CHECK_INT(strncmp(out.bytes, "\xef\xbb\xbf", 3) == 0, e == ENCODING_UTF8_BOM);
		CHECK(report_count_rows(out.bytes, out.len, &rows, &err));
		CHECK_INT(rows, 8);
		CHECK(csv_parse(&csv, out.bytes, out.len, &err));
		CHECK_STR(csv.rows[1].cells[14], "=1+1");
		CHECK_STR(csv.rows[1].cells[15], "「規程」\n\"第3条\"");
		CHECK_STR(csv.rows[5].cells[14], "'=2");
		if (e == ENCODING_UTF8_BOM) {
			reference = csv;
			continue;
		}
		CHECK_INT(csv.count, reference.count);
		for (size_t r = 0; r < csv.count; r++)
			for (size_t c = 0; c < csv.rows[r].count; c++)
				CHECK_STR(csv.rows[r].cells[c], reference.rows[r].cells[c]);
		csv_release(&csv);
	}
	csv_release(&reference);
	strbuf_release(&out);
	town_release(&town);
}

TEST(what_cp932_lacks_is_told_with_row_and_column)
{
	struct town town = {0};
	struct strbuf out = {0};
	struct report_result result;
	struct err err = {.lang = LANG_EN};
	struct report_options options = {REPORT_ANSWERS, REPORT_CSV, ENCODING_CP932, LABELS_NONE};
	town_init(&town);
	town.f->answers.at[1].note = xstrdup("𠮷野〜, 𠮷");
	town.f->answers.at[2].evidence = xstrdup("¥100 −1");
	town.f->answers.at[3].note = xstrdup("髙①～－﨑㈱ｱ");
	CHECK(!report_write(&town.subject, 1, options, &out, &result, &err));
	CHECK_INT(err.kind, ERR_INVALID);
	CHECK_STR(err.text, "Nothing was written, since CP932 lacks characters in 5 places: row 3 column "
			    "note \"𠮷\" (U+20BB7), "
			    "row 3 column note \"〜\" (U+301C), row 4 column evidence \"¥\" (U+00A5), "
			    "row 4 column evidence \"−\" (U+2212).");
	CHECK_INT(out.len, 0);
	CHECK_INT(result.rows, 0);
	free(town.f->answers.at[5].note);
	town.f->answers.at[5].note = xstrdup("ⓐⓑⓒⓓⓔⓕⓖⓗⓘⓙⓚⓛ");
	err = (struct err){.lang = LANG_JA};
	CHECK(!report_write(&town.subject, 1, options, &out, &result, &err));
	CHECK(strstr(err.text, "17 か所") != NULL);
	CHECK(strstr(err.text, "3 行目の note 列「𠮷」(U+20BB7)、") != NULL);
	CHECK(strstr(err.text, "「ⓕ」(U+24D5) など。") != NULL);
	strbuf_release(&out);
	town_release(&town);
}

TEST(cp932_is_exact_or_not_at_all)
{
	struct err err = {0};
	struct cp932 *cp932 = cp932_open(&err);
	CHECK(cp932 != NULL);
	static const uint32_t lacking[] = {0xA5,   0x203E,  0x301C, 0x2212, 0x2016, 0xA2,   0xA3,   0xAC,
					   0x2014, 0x20BB7, 0x80,   0xA0,   0xFEFF, 0xFFFD, 0x1F600};
	for (size_t i = 0; i < sizeof lacking / sizeof *lacking; i++) {
		char out[2];
		size_t len;
		CHECK(!cp932_encode(cp932, lacking[i], out, &len));
	}
	size_t there = 0;
	for (uint32_t cp = 0; cp <= 0x10FFFF; cp++) {
		char out[2];
		size_t len, used;
		uint32_t back;
		if ((cp >= 0xD800 && cp <= 0xDFFF) || !cp932_encode(cp932, cp, out, &len))
			continue;
		there += cp < 0xE000 || cp > 0xF8FF;
		if (!cp932_decode(cp932, out, len, &used, &back) || back != cp || used != len)
			CHECK_INT(back, cp);
	}
	/* ASCII, kana, JIS X 0208, then NEC's row 13, IBM's kanji and signs without what is there twice */
	CHECK_INT(there, 128 + 63 + 6879 + 74 + 360 + 13);
	static const char *const broken[] = {"\x80", "\xA0", "\xFD", "\xFF", "\x81", "\x81\x20", "\x85\x40"};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		size_t used;
		uint32_t cp;
		CHECK(!cp932_decode(cp932, broken[i], strlen(broken[i]), &used, &cp));
	}
	cp932_close(cp932);
}

/* ---- CSV ---- */

static void check_guard(const char *text, const char *cell)
{
	struct strbuf out = {0};
	bool guarded = csv_text(&out, text);
	CHECK_STR(strbuf_str(&out), cell);
	CHECK_INT(guarded, strstr(cell, "\"'") == cell);
	strbuf_release(&out);
}

TEST(formulas_are_guarded)
{
	check_guard("=1+1", "\"'=1+1\"");
	check_guard("+1", "\"'+1\"");
	check_guard("-1", "\"'-1\"");
	check_guard("@A1", "\"'@A1\"");
	check_guard("\t=1", "\"'\t=1\"");
	check_guard("\r=1", "\"'\r=1\"");
	check_guard("\n=1", "\"'\n=1\"");
	check_guard("＝1", "\"'＝1\"");
	check_guard("＋1", "\"'＋1\"");
	check_guard("－1", "\"'－1\"");
	check_guard("＠1", "\"'＠1\"");
	check_guard("'=1", "\"''=1\"");
	check_guard("''=1", "\"'''=1\"");
	check_guard("'もの'", "'もの'");
	check_guard("1=1", "1=1");
	check_guard("", "");
	check_guard("a,\"b\"", "\"a,\"\"b\"\"\"");
	check_guard(" a", "\" a\"");
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525U + 1013904223U;
	return *state >> 8;
}

static char *random_text(uint32_t *state)
{
	static const char *const pieces[] = {"髙",           "𠮷",   "〜",   "～", "\"", "\"\"", "\r",
					     "\n",           "\r\n", ",",    "=",  "'",  "'=",   "''",
					     "＝",           "@",    "\t",   " ",  "a",  ";",    "1",
					     "\xef\xbb\xbf", "é",    "\x1b", "-"};
	struct strbuf text = {0};
	for (uint32_t n = next_random(state) % 7; n > 0; n--)
		strbuf_adds(&text, pieces[next_random(state) % (sizeof pieces / sizeof *pieces)]);
	strbuf_adds(&text, "");
	return strbuf_detach(&text);
}

TEST(hostile_texts_come_back_as_they_were)
{
	enum { ROWS = 400, COLUMNS = 5 };
	static char *texts[ROWS][COLUMNS];
	uint32_t state = 7;
	struct strbuf out = {0};
	struct csv csv;
	struct err err = {0};
	for (size_t r = 0; r < ROWS; r++) {
		for (size_t c = 0; c < COLUMNS; c++) {
			if (c)
				csv_comma(&out);
			texts[r][c] = random_text(&state);
			csv_text(&out, texts[r][c]);
		}
		csv_end_row(&out);
	}
	CHECK(csv_parse(&csv, out.bytes, out.len, &err));
	CHECK_STR(err.text, "");
	CHECK_INT(csv.count, ROWS);
	for (size_t r = 0; r < csv.count; r++) {
		CHECK_INT(csv.rows[r].count, COLUMNS);
		for (size_t c = 0; c < csv.rows[r].count; c++)
			/* a file may not begin with a BOM that is text: it is the file's own */
			if (r || c)
				CHECK_STR(csv.rows[r].cells[c], texts[r][c]);
	}
	for (size_t r = 0; r < ROWS; r++)
		for (size_t c = 0; c < COLUMNS; c++)
			free(texts[r][c]);
	csv_release(&csv);
	strbuf_release(&out);
}

/* Rows as "a|b/c|d", each with the line it begins in. */
static void check_parse(const char *bytes, size_t len, const char *want)
{
	struct csv csv;
	struct err err = {.lang = LANG_EN};
	struct strbuf got = {0};
	if (csv_parse(&csv, bytes, len, &err))
		for (size_t r = 0; r < csv.count; r++) {
			strbuf_addf(&got, "%s%zu:", r ? "/" : "", csv.rows[r].line);
			for (size_t c = 0; c < csv.rows[r].count; c++)
				strbuf_addf(&got, "%s%s", c ? "|" : "", csv.rows[r].cells[c]);
		}
	else
		strbuf_addf(&got, "%s%zu:%zu %s", err.kind == ERR_INVALID ? "" : "kind? ", csv.fault.line,
			    csv.fault.column, err.text);
	CHECK_STR(strbuf_str(&got), want);
	csv_release(&csv);
	strbuf_release(&got);
}
#define PARSE(literal, want) check_parse(literal, sizeof(literal) - 1, want)

TEST(the_reader_takes_what_spreadsheets_write)
{
	PARSE("", "");
	check_parse(NULL, 0, "");
	PARSE("a,b\r\nc,d\r\n", "1:a|b/2:c|d");
	PARSE("a,b\nc,d", "1:a|b/2:c|d");
	PARSE("a,b\rc,d\r", "1:a|b/2:c|d");
	PARSE("\xef\xbb\xbf"
	      "a,b\n\n\r\n,\n",
	      "1:a|b/4:|");
	PARSE("\"\"\n", "1:");
	PARSE("\"a\nb\",\"c\r\nd\"\n\"x\"", "1:a\nb|c\r\nd/4:x");
	PARSE("\"a\"\"b\",a\"b\n", "1:a\"b|a\"b");
	PARSE("\"'=1\",'=1,'a\n", "1:=1|=1|'a");
	PARSE("\x96\xE2,\xFB\xFC\x93\x87\n\x81\x60,\xB1\n", "1:問|髙島/2:～|ｱ");
	PARSE("\x81\xE0\x87\x90\n", "1:≒≒"); /* one of the characters that CP932 has twice */
}

TEST(the_reader_names_the_place_of_a_fault)
{
	PARSE("a\n\"b\nc\n", "2:1 a quote is not closed.");
	PARSE("a\n\"b\nc\" ,d\n", "3:3 there is text after a closing quote.");
	PARSE("あい,\"う\" ,d\n", "1:7 there is text after a closing quote.");
	PARSE("a\r\nあ\r\n,い,\"\n", "3:4 a quote is not closed.");
	PARSE("a\r\nb\0c\n", "2:2 a NUL byte; save the file as CSV.");
	PARSE("a\nb\n\xFF\xFE\n", "3:1 the text is neither UTF-8 nor CP932 (Shift_JIS).");
	PARSE("a\n\x96\xE2,\xFF\n", "2:3 the text is neither UTF-8 nor CP932 (Shift_JIS).");
	PARSE("\xef\xbb\xbf"
	      "a\n\x96\xE2\n",
	      "2:1 the text is not valid UTF-8.");
}

static void check_places(const char *text, const char *want)
{
	struct csv csv;
	struct err err = {.lang = LANG_EN};
	struct strbuf got = {0};
	CHECK(csv_parse(&csv, text, strlen(text), &err));
	for (size_t r = 0; r < csv.count; r++)
		for (size_t c = 0; c <= csv.rows[r].count; c++) {
			struct mark mark = csv_place(&csv, &csv.rows[r], c);
			strbuf_addf(&got, "%zu:%zu ", mark.line, mark.column);
		}
	CHECK_STR(strbuf_str(&got), want);
	csv_release(&csv);
	strbuf_release(&got);
}

TEST(every_cell_has_its_place)
{
	check_places("a,bb,c\n\n,\n", "1:1 1:3 1:6 1:7 3:1 3:2 3:2 ");
	check_places("あ,\"い\r\nう\",え\r\nx", "1:1 1:3 2:4 2:5 3:1 3:2 ");
	check_places("\xef\xbb\xbf\"'=1\",'=1,x", "1:1 1:7 1:11 1:12 ");
	check_places("\x96\xE2,\xB1,b\n\x96\xE2", "1:1 1:3 1:5 1:6 2:1 2:2 "); /* CP932 */
}

static void check_limit(char piece, size_t count, const char *want)
{
	struct strbuf text = {0};
	for (size_t i = 0; i < count; i++)
		strbuf_adds(&text, piece == '\n' ? "a\n" : (char[]){piece, '\0'});
	check_parse(text.bytes, text.len, want);
	strbuf_release(&text);
}

TEST(the_reader_has_limits)
{
	check_limit('a', CSV_CELL_MAX + 1, "1:1 a cell has too many bytes (at most 20000).");
	check_limit(',', CSV_COLUMNS_MAX, "1:201 too many columns (at most 200).");
	check_limit('\n', CSV_ROWS_MAX + 1, "100001:1 too many rows (at most 100000).");
	check_limit('a', CSV_BYTES_MAX + 1, "0:0 The file is too large (at most 16 MiB).");
	struct strbuf out = {0}, text = {0};
	struct csv csv;
	struct err err = {0};
	strbuf_addc(&text, '=');
	while (text.len < CSV_CELL_MAX)
		strbuf_addc(&text, 'a');
	csv_text(&out, text.bytes);
	CHECK(csv_parse(&csv, out.bytes, out.len, &err)); /* the guard does not count */
	CHECK_INT(csv.count, 1);
	csv_release(&csv);
	strbuf_release(&out);
	strbuf_release(&text);
}

/* ---- counting what was written ---- */

static void check_count(const char *text, long long rows)
{
	struct err err = {.lang = LANG_EN};
	size_t got = 99;
	bool done = report_count_rows(text, strlen(text), &got, &err);
	if (done ? (long long)got != rows : rows >= 0)
		printf("%s\n", text);
	CHECK_INT(done ? (long long)got : -1, rows);
	CHECK_INT(done, !err.set);
}

TEST(a_damaged_file_is_not_counted)
{
	check_count("a,b\r\n1,2\r\n", 1);
	check_count("a,b\r\n1,2\r\n3\r\n", -1);
	check_count("a,b\r\n1,\"2\r\n", -1);
	check_count("", -1);
	check_count("[]", 0);
	check_count("[ {} , {\"a\" : 1} ]\n", 2);
	check_count("[{\"a\":-0.5e+3,\"b\":\"\\u00e9\\n\",\"c\":null,\"d\":true,\"e\":false}]", 1);
	static const char *const broken[] = {"[",
					     "[{}",
					     "[{},]",
					     "[{}]x",
					     "[{\"a\"}]",
					     "[{\"a\":}]",
					     "[{\"a\":01}]",
					     "[{\"a\":1.}]",
					     "[{\"a\":\"\n\"}]",
					     "[{\"a\":\"\\x\"}]",
					     "[{\"a\":\"\\u12g4\"}]",
					     "[{\"a\":\"b}]",
					     "[{\"a\":1,}]",
					     "[1]",
					     "[{\"a\":[]}]",
					     "[{\"a\":nul}]",
					     "[{\"a\":1e}]",
					     "[{\"a\":-}]",
					     "[{a:1}]",
					     "[{\"a\":\"\xFF\"}]"};
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++)
		check_count(broken[i], -1);
}

TEST(json_escapes_what_a_terminal_might_obey)
{
	struct strbuf out = {0};
	json_text(&out, "a\"\\\n\t\x1b\x7f\xc2\x9b\xe2\x80\xae\xf3\xa0\x80\x81\xff髙𠮷");
	CHECK_STR(strbuf_str(&out),
		  "\"a\\\"\\\\\\n\\t\\u001b\\u007f\\u009b\\u202e\\udb40\\udc01\xef\xbf\xbd髙𠮷\"");
	strbuf_release(&out);
}

TESTS(RUN(scores_are_written_as_agreed), RUN(answers_are_written_with_labels),
      RUN(what_stays_the_same_is_written_the_same), RUN(another_instrument_is_not_like_the_one_before),
      RUN(labels_come_after_the_columns_that_never_change),
      RUN(json_has_the_same_names_and_null_for_what_is_not),
      RUN(nothing_to_report_is_a_header_or_an_empty_array),
      RUN(without_a_question_of_level_1_there_is_no_level), RUN(every_encoding_says_the_same),
      RUN(what_cp932_lacks_is_told_with_row_and_column), RUN(cp932_is_exact_or_not_at_all),
      RUN(formulas_are_guarded), RUN(hostile_texts_come_back_as_they_were),
      RUN(the_reader_takes_what_spreadsheets_write), RUN(the_reader_names_the_place_of_a_fault),
      RUN(every_cell_has_its_place), RUN(the_reader_has_limits), RUN(a_damaged_file_is_not_counted),
      RUN(json_escapes_what_a_terminal_might_obey))
