#!/bin/sh
# SPDX-License-Identifier: MIT
# A whole workshop on the command line: nine people's sheets, the seal attacked by every command, the reveal, what comes
# out; then copies answered apart and merged in all six orders, and files that are no databases.

set -u
cd "$SRC" || exit 1
# shellcheck source=tests/sh_lib.sh
. "$SRC/tests/sh_lib.sh"

export TENKEN_DB="$work/tenken.db" LANG=en_GB.UTF-8 LC_ALL=
unset LC_ALL

# sheet FILE ALIAS DEPARTMENT ROLE SHIFT: the answers of one person to the quick check, the options turned by SHIFT.
sheet() {
  awk -F'\t' -v alias="$2" -v department="$3" -v role="$4" -v shift="$5" '
    { n = split($2, options, ";"); at = (NR * 3 + shift) % (n + 1)
      printf "%s,%s,%s,%s,%s,%s\r\n", alias, department, role, $1, at ? "answered" : "unknown", at ? options[at] : "" }
  ' "$work/questions" >>"$1"
}

run fill --blank quick-check
# Question, tab, the ids of its options: the words behind " = " are for people.
python3 - "$out" >"$work/questions" <<'PY'
import csv, sys
for row in csv.DictReader(open(sys.argv[1], encoding="utf-8-sig")):
    ids = [line.split(" = ")[0] for line in row["option_choices"].split("\n") if " = " in line]
    print(row["question"] + "\t" + ";".join(i for i in ids if i != "_none"))
PY
check "the quick check has twelve questions" [ "$(wc -l <"$work/questions")" -eq 12 ]

head='respondent,department,role,question,state,options\r\n'
# shellcheck disable=SC2059 # the line ends
printf "$head" >"$work/nine.csv"
n=0
for who in information:staff information:manager information:staff policy:staff policy:staff policy:manager \
  industry:staff finance:staff finance:manager; do
  n=$((n + 1))
  sheet "$work/nine.csv" "SECRETNAME$n" "${who%:*}" "${who#*:}" "$n"
done

run fill --title "Workshop" --municipality A --questionnaire quick-check "$work/nine.csv"
status_is "nine people's sheets make a workshop" 0
tells "how many is told" "9 people"
id=$(cat "$out")

# --- the seal ------------------------------------------------------------------------------------------------------

run list
says "the list counts people" "9/9"
sealed() { # NAME ARGUMENT…
  name=$1
  shift
  run "$@"
  check "$name tells nothing" [ ! -s "$out" ]
  check "$name says why" grep -q -e "before the reveal" -e "not been revealed" "$errors"
}
sealed "show" show "$id"
status_is "show fails" 1
sealed "minutes" minutes "$id"
for table in scores answers agreement departments actions; do
  sealed "export of $table" export --table $table "$id"
  status_is "export of $table fails" 1
  run export --table $table
  status_is "export of all $table leaves it out" 0
  check "and gives no row of it" [ "$(wc -l <"$out")" -eq 1 ]
  tells "and says so" "not been revealed"
done
run export --format json "$id"
status_is "export as JSON fails" 1
run compare "$id" "$id"
status_is "compare fails" 1
silent "compare tells nothing"
printf 'q\n' >"$work/quit"
run_with "$work/quit" --plain
check "the line-by-line mode does not open it" sh -c "! grep -q -e departments -e SECRETNAME '$out'"
run fill --blank "$id"
check "an empty sheet of it has no answers" sh -c "! grep -q SECRETNAME '$out'"
check "no name was told anywhere" sh -c "! grep -rq SECRETNAME '$errors'"

# --- more sheets, and mistakes in them -----------------------------------------------------------------------------

run fill --into "$id" "$work/nine.csv"
status_is "a name twice is refused" 2
tells "and named" "SECRETNAME1"
# shellcheck disable=SC2059
printf "$head" >"$work/bad.csv"
sheet "$work/bad.csv" ten policy staff 1
sheet "$work/bad.csv" ten finance staff 2
run fill --into "$id" "$work/bad.csv"
status_is "a sheet with faults is refused" 3
tells "with the line" "bad.csv:14:"
run list
says "and nobody was added" "9/9"

# --- copies --------------------------------------------------------------------------------------------------------

for i in 1 2 3; do
  run workshop copy "$id" "$work/copy$i.db"
  status_is "copy $i" 0
  # shellcheck disable=SC2059
  printf "$head" >"$work/more.csv"
  sheet "$work/more.csv" "more$i" policy staff "$((i + 20))"
  run --db "$work/copy$i.db" fill --into "$id" "$work/more.csv"
  status_is "copy $i gets a sheet" 0
done
run workshop copy "$id" "$work/copy1.db"
status_is "a file that is there is not replaced" 1
cp "$TENKEN_DB" "$work/before.db"
# The reveal is at one time, so that the files may be the same to the byte.
first=
for order in "1 2 3" "1 3 2" "2 1 3" "2 3 1" "3 1 2" "3 2 1"; do
  merged=$(echo "$order" | tr -d ' ')
  cp "$work/before.db" "$work/m$merged.db"
  for i in $order; do
    run --db "$work/m$merged.db" merge "$work/copy$i.db"
    status_is "order $order: copy $i is taken in" 0
  done
  says "the balance of $order" "lost 0"
  run --db "$work/m$merged.db" merge "$work/copy1.db" "$work/copy2.db"
  status_is "order $order: once more is fine" 0
  TENKEN_TEST_TIME=1800000000
  export TENKEN_TEST_TIME
  run --db "$work/m$merged.db" workshop reveal "$id"
  unset TENKEN_TEST_TIME
  : >"$work/all$merged"
  for table in scores answers agreement departments actions; do
    run --db "$work/m$merged.db" export --table $table "$id"
    status_is "order $order: $table" 0
    cat "$out" >>"$work/all$merged"
  done
  [ -n "$first" ] || first=$merged
  check "order $order gives the same exports" cmp -s "$work/all$first" "$work/all$merged"
done
check "twelve people are in them" grep -q ',11,' "$work/all$first"

for file in "$SRC/README.md" "$work/nine.csv" "$work/none.db" "$work"; do
  cp "$TENKEN_DB" "$work/same.db"
  run merge "$file"
  check "$(basename "$file") is no database" [ "$status" -ne 0 ]
  check "and changes nothing" cmp -s "$TENKEN_DB" "$work/same.db"
done

# --- after the reveal ----------------------------------------------------------------------------------------------

run workshop reveal "$id"
status_is "the reveal" 0
run workshop reveal "$id"
status_is "once more is fine" 0
run fill --into "$id" "$work/more.csv"
check "nobody is added after it" [ "$status" -ne 0 ]
for lang in ja en; do
  run show "$id" --lang $lang
  status_is "show in $lang" 0
  run minutes "$id" --lang $lang
  status_is "minutes in $lang" 0
  check "the minutes in $lang name nobody" sh -c "! grep -q SECRETNAME '$out'"
  check "the minutes in $lang are clean" is_clean "$out"
done
run export --table answers "$id"
says "people of large departments stand under their names" "SECRETNAME1,information"
check "those of small ones do not" sh -c "! grep -q -e SECRETNAME7 -e SECRETNAME8 -e SECRETNAME9 '$out'"
check "a row for each question of each person and the group" [ "$(($(wc -l <"$out") - 1))" -ge 120 ]
run export --table departments "$id"
says "departments" ",policy,"
check "small departments are folded" sh -c "! grep -q -e ,industry, -e ,finance, '$out'"
run export --table agreement --labels en -o "$work/agreement.csv" "$id"
status_is "agreement into a file" 0
tells "written, read back" "read back"
run sheet quick-check -o "$work/sheet.html"
status_is "a sheet" 0
check "it is a page" grep -q '<html lang="en">' "$work/sheet.html"
run workshop guide --lang ja
says "the card" "90分"
run workshop dance
status_is "another word is a mistake" 2
run compare "$id" "$id"
status_is "compared with itself" 0
says "nothing changed" "no change"

finish
