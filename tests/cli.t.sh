#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line: every command, its mistakes and exit statuses, both languages, plain mode through a whole questionnaire.

set -u
cd "$SRC" || exit 1
. "$SRC/tests/sh_lib.sh"

export TENKEN_DB="$work/tenken.db" LANG=en_GB.UTF-8 LC_ALL=
unset LC_ALL
folder=$SRC/questionnaires
example=$folder/examples/example-city.csv
esc=$(printf '\033')

# --- help, version, usage ------------------------------------------------------------------------------------------

run --version
status_is "--version succeeds" 0
says "--version says the name" "tenken "
for command in "" run list show export check questionnaires fill sheet workshop merge minutes compare delete restore; do
  for lang in ja en; do
    # shellcheck disable=SC2086 # no command is no word
    run $command --help --lang $lang
    status_is "$command --help --lang $lang succeeds" 0
    check "$command --help --lang $lang begins with examples" sh -c "sed -n 3p '$out' | grep -q -e 例 -e Examples"
    check "$command --help --lang $lang is at most 110 columns wide" [ "$(wc -L <"$out")" -le 110 ]
  done
done

usage() { # NAME TEXT ARGUMENT…
  name=$1 text=$2
  shift 2
  run "$@"
  status_is "$name: status 2" 2
  tells "$name: told" "$text"
  silent "$name: nothing on standard output"
}
usage "misspelt command" "Did you mean list?" lisst
usage "misspelt option" "Did you mean --table?" export --tabel=scores
usage "misspelt option in Japanese" "--table のことですか" export --tabel=scores --lang ja
usage "unknown command" "There is no command" frobnicate
usage "unknown short option" "There is no option -z" list -z
usage "option without its value" "--db needs a value" list --db
usage "flag with a value" "takes no value" list --bin=1
usage "option twice" "given twice" export --table scores --table answers
usage "word that the option does not take" "It takes scores, answers, agreement, departments, actions." export --table marks
usage "language that there is not" "It takes ja, en." --lang=fr
usage "option of another command" "has no meaning here" list --table scores
usage "argument too many" "argument too many" show abcd x
usage "argument missing" "needs ID" show
usage "empty database name" "needs the name of a file" list --db ""
usage "fill without a title" "--title" fill "$example"
usage "bad municipality code" "code" fill --title t --municipality-code 123 "$example"
usage "JSON in CP932" "utf-8 only" export --format json --encoding cp932

# --- no database ---------------------------------------------------------------------------------------------------

run list
status_is "list of a missing database fails" 1
tells "list of a missing database says so" "$TENKEN_DB"
check "list makes no database" [ ! -e "$TENKEN_DB" ]
(unset TENKEN_DB && exec "$TENKEN" list >"$out" 2>"$errors")
status=$?
status_is "list before anything was saved succeeds" 0
tells "list before anything was saved says how to begin" "Begin with: tenken"
run
status_is "the wizard without a terminal fails" 1
tells "the wizard without a terminal names --plain" "tenken --plain"

# --- questionnaires and check --------------------------------------------------------------------------------------

run questionnaires
status_is "questionnaires succeeds" 0
says "questionnaires lists" "silo-breakdown"
run check "$folder"/*.yaml
status_is "what ships is free of errors" 0
check "check says so of each" [ "$(grep -c 'no errors' "$out")" -eq "$(find "$folder" -maxdepth 1 -name '*.yaml' | wc -l)" ]

mkdir "$work/own" "$work/plain"
sed -e 's/^id: silo-breakdown/id: own-silo/' "$folder/silo-breakdown.yaml" >"$work/own/own-silo.yaml"
sed -e 's/^id: silo-breakdown/id: broken/' -e 's/level: 1/levle: 1/' "$folder/silo-breakdown.yaml" >"$work/own/broken.yaml"
run check "$work/own/own-silo.yaml"
status_is "check finds the framework in the usual places" 0
run check "$work/own/broken.yaml"
status_is "check of a broken file: 3" 3
check "check names line and column" grep -q "broken.yaml:[0-9]*:[0-9]*: error: " "$errors"
sed -e 's/^id: silo-breakdown/id: both/' -e 's/level: 1/level: 9/' -e 's/source: initiation.purpose/source: initiation.prpose/' \
  "$folder/silo-breakdown.yaml" >"$work/both.yaml"
run check "$work/both.yaml"
tells "check tells of a wrong value" "from 1 to 3"
tells "and in the same run of a wrong reference" "initiation.purpose"
run check "$work/none.yaml"
status_is "check of a missing file: 1" 1
run questionnaires --questionnaires "$work/own"
says "a folder of one's own is searched" "own-silo"
tells "a broken file in it is passed over with a notice" "tenken check $work/own/broken.yaml"
check "the broken one is not listed" sh -c "! grep -q '^broken ' '$out'"
run questionnaires --questionnaires "$work/nowhere"
status_is "a folder that is not there: 1" 1
run fill --blank broken --questionnaires "$work/own"
status_is "a broken questionnaire asked for by name: 3" 3
check "and its mistakes are told" grep -q "broken.yaml:[0-9]*:[0-9]*: error: " "$errors"
run run --plain silo-brekdown
status_is "misspelt questionnaire: 2" 2
tells "misspelt questionnaire: did you mean" "Did you mean silo-breakdown?"
check "and no assessment is made" [ "$("$TENKEN" list 2>/dev/null | wc -l)" -eq 0 ]

# --- fill, show, list, export --------------------------------------------------------------------------------------

run fill --title '=1+1 "A,市"' --municipality 'A市' --municipality-code 131016 "$example"
status_is "fill succeeds" 0
id=$(cat "$out")
check "fill prints an id" sh -c "grep -qE '^[0-9a-f]{8}-[0-9a-f-]{27}$' '$out'"
check "the database is its owner's alone" [ "$(stat -c %a "$TENKEN_DB" 2>/dev/null || stat -f %Lp "$TENKEN_DB")" = 600 ]
short=$(echo "$id" | cut -c1-8)
run list
says "list has it" "$short"
says "list has its title" '=1+1 "A,市"'
for lang in ja en; do
  run show "$short" --lang $lang
  status_is "show --lang $lang succeeds" 0
  check "show --lang $lang has a result" grep -q -e '5項目が整っています' -e '5 of 7 items are in place' "$out"
  check "show --lang $lang is clean" is_clean "$out"
done
usage "show of an unknown id" "00000000" show 00000000

run export --table scores
status_is "export succeeds" 0
check "CSV on standard output has no mark" sh -c "! head -c 3 '$out' | od -An -tx1 | grep -q 'ef bb bf'"
check "lines end with CR LF" [ "$(tr -cd '\r' <"$out" | wc -c)" -eq "$(wc -l <"$out")" ]
says "a title that is a formula is guarded" "'=1+1"
tells "and counted" "in front"
run export -o "$work/scores.csv"
status_is "export to a file succeeds" 0
check "a file begins with the mark" sh -c "head -c 3 '$work/scores.csv' | od -An -tx1 | grep -q 'ef bb bf'"
tells "rows written and read back are told" "read back"
silent "nothing on standard output"
cp "$work/scores.csv" "$work/kept.csv"
run export -o "$work/scores.csv" --lang ja
status_is "an existing file is refused" 1
check "and left as it was" cmp -s "$work/scores.csv" "$work/kept.csv"
run export -o "$work/scores.csv" --force
status_is "--force replaces it" 0
run export --format json --table answers "$id"
status_is "JSON succeeds" 0
if command -v python3 >/dev/null; then
  check "JSON is read by Python" python3 -c 'import json,sys; assert len(json.load(open(sys.argv[1]))) >= 48' "$out"
fi
run export --encoding cp932 --labels ja "$id"
status_is "CP932 succeeds" 0
run export "$id" 00000000
status_is "one unknown id: 2" 2
silent "one unknown id: nothing is exported"

# What was exported makes the same answers again.
run export --table answers "$id"
cp "$out" "$work/answers.csv"
run fill --title again "$work/answers.csv"
status_is "an export can be filled in" 0
again=$(cat "$out")
same() { "$TENKEN" export --table answers "$1" | cut -d, -f8-15; }
same "$id" >"$work/one"
same "$again" >"$work/two"
check "the round trip gives the same answers" cmp -s "$work/one" "$work/two"

run fill --blank quick-check
status_is "an empty sheet succeeds" 0
check "an empty sheet has its questions" grep -q "silo-breakdown/" "$out"
cp "$out" "$work/blank.csv"
run fill --blank "$short"
status_is "an empty sheet of an assessment succeeds" 0
run fill --title blank "$work/blank.csv"
status_is "an empty sheet can be read" 0
before=$("$TENKEN" list | wc -l)
printf 'question,state,options\nsilo-breakdown/team.exists,answered,nothing\nsilo-breakdown/no.such,answered,none\n' >"$work/bad.csv"
run fill --title bad "$work/bad.csv"
status_is "faults in the CSV: 3" 3
tells "first fault with its line" "bad.csv:2:"
tells "second fault too" "bad.csv:3:"
check "and nothing is saved" [ "$("$TENKEN" list | wc -l)" -eq "$before" ]
run fill --title t "$work/none.csv"
status_is "a missing CSV: 1" 1
run fill --title "a${esc}[31m" "$example"
status_is "control characters in a title: 2" 2

# --- delete and restore --------------------------------------------------------------------------------------------

run delete "$again"
status_is "delete succeeds" 0
check "it is gone from the list" sh -c "! \"$TENKEN\" list | grep -q $(echo "$again" | cut -c1-8)"
run list --bin
says "it is in the bin" "$(echo "$again" | cut -c1-8)"
run restore "$again"
status_is "restore succeeds" 0
check "it is back" sh -c "\"$TENKEN\" list | grep -q $(echo "$again" | cut -c1-8)"
run delete --purge "$again"
status_is "what is not in the bin is not purged" 1
run delete "$again" 00000000
status_is "delete with one unknown id: 2" 2
run list --bin
silent "and nothing was deleted"
run delete "$again" && run delete --purge "$again"
status_is "purge from the bin succeeds" 0
run show "$again"
status_is "it is gone for good" 2

# --- plain mode ----------------------------------------------------------------------------------------------------

# Piped through the whole quick check: 2 to every question, full-width here and there.
{ for _ in 1 2 3 4 5 6 7 8 9 10; do printf '2\n２\n'; done; } >"$work/all"
run_with "$work/all" run --plain quick-check --title whole
status_is "a whole quick check succeeds" 0
says "each answer is saved" "Saved."
says "the last question is told" "That was the last question."
says "the result is shown" "stage gate"
check "plain mode is clean" is_clean "$out"
check "all is answered" sh -c "\"$TENKEN\" list | grep whole | grep -qE '([0-9]+)/\\1 '"

# Ended in the middle, and gone on with.
printf '1\nd\n' >"$work/part"
run_with "$work/part" run quick-check --title part
status_is "without a terminal run asks line by line, and the end of input is no failure" 0
says "the result so far is shown" "answers 2/"
says "how to go on is said" "tenken --plain"
printf '1\nabc\n9\n1 2\nx\n?\nL\nあ\nu\n3\ng\ng 2\nr\nq\n' >"$work/more"
run_with "$work/more" --plain
status_is "going on succeeds" 0
says "it offers the newest unfinished one" "Go on with: part (2/"
says "nonsense gets a sentence" "That was not understood."
says "a number too high gets a sentence" "The numbers go from 1"
says "two numbers get a sentence" "Only one number"
says "x where it may not be gets a sentence" "cannot be answered"
says "? says why" "Why it is asked:"
says "L switches to Japanese" "取り消し"
says "kana gets a hint" "日本語入力をオフ"
says "saved in Japanese" "保存しました。"
run list --lang en
check "undo and the new answer are saved" sh -c "grep part '$out' | grep -q ' 2/'"
run_with /dev/null --plain --lang en
status_is "end of input at the menu succeeds" 0
before=$("$TENKEN" list | wc -l)
printf 'q\n' >"$work/q"
run_with "$work/q" --plain --lang en
status_is "q at the menu succeeds" 0
check "and makes nothing" [ "$("$TENKEN" list | wc -l)" -eq "$before" ]
printf '2\nmine\nふちゅう\nうつのみや\n1\n1\n' >"$work/new"
run_with "$work/new" --plain --lang en
status_is "a new one from the menu succeeds" 0
check "with its title and answer" sh -c "\"$TENKEN\" list | grep mine | grep -q ' 1/'"
says "the places of one name have their prefectures" "342084 Fuchu City (Hiroshima)"
mine=$("$TENKEN" list | sed -n 's/^\([0-9a-f]*\) .*mine$/\1/p')
run show "$mine" --lang en
says "the municipality is the one picked" "Utsunomiya City"
printf '4\nlong\nA市ほか2市\nq\n' >"$work/long"
run_with "$work/long" --plain --lang en
status_is "the whole path begins from the menu" 0
says "what is no place stays as it is typed" "Question 1 of"
check "with all its questions" sh -c "\"$TENKEN\" list | grep long | grep -qE ' 0/[4-9][0-9]'"
run run quick-check --title bycode --municipality-code 09201 --lang en
run show "$("$TENKEN" list | sed -n 's/^\([0-9a-f]*\) .*bycode$/\1/p')" --lang en
says "a code gives the name" "Utsunomiya City"

# Checklists, notes, reasons.
printf '2\n1 2 3\np\ne\nThe note.\n9 9\n0 1\nnone\np\n' >"$work/lists"
run_with "$work/lists" run --plain silo-breakdown --title lists --lang en
status_is "checklists succeed" 0
says "several numbers are taken" "Answer so far: Answered  1 The council  2 Local business"
says "a note is taken" "Note: The note."
says "none of these stands alone" "cannot go with other numbers"
says "none of these is taken" "Answer so far: Answered  0 None of these"
run_with "$work/lists" run --plain silo-breakdown --title lists2 --lang ja
status_is "checklists in Japanese succeed" 0
printf '\377\376\nq\n' >"$work/bytes"
run_with "$work/bytes" run --plain silo-breakdown --title bytes --lang en
says "what is not UTF-8 is asked for again" "unreadable"
head -c 100000 /dev/zero | tr '\0' 1 >"$work/long"
run_with "$work/long" run --plain silo-breakdown --title long --lang en
status_is "an endless line succeeds" 0
printf '1' >"$work/no-newline"
run_with "$work/no-newline" run --plain silo-breakdown --title no-newline --lang en
check "a last line without its end counts" sh -c "\"$TENKEN\" list | grep no-newline | grep -q ' 1/'"

# --- what is hostile, and what goes wrong --------------------------------------------------------------------------

mkdir "$work/here" && cd "$work/here" || exit 1
for hostile in "${esc}[31mred" "$(printf 'a\342\200\256b')" "$(printf '\377\376')" "-" "$(printf 'a\nb')"; do
  for command in show check run fill delete restore export "fill --blank" "--db" "--questionnaires" "--lang" "export -o"; do
    # shellcheck disable=SC2086 # words
    run $command "$hostile"
    check "hostile $command: fails kindly ($status)" [ "$status" -ge 0 -a "$status" -le 3 ]
    check "hostile $command: messages are clean" is_clean "$errors"
    check "hostile $command: output is clean" is_clean "$out"
  done
done
cd "$SRC" || exit 1
mkdir "$work/esc${esc}[31m"
cp "$work/own/broken.yaml" "$work/esc${esc}[31m/"
run check "$work/esc${esc}[31m/broken.yaml"
check "ESC in a path is not printed" is_clean "$errors"

echo "this is not a database, whatever its name says, and it is long enough to be looked at" >"$work/not.db"
cp "$work/not.db" "$work/not.kept"
for command in list "show $short" export "delete $short" "--plain" "run quick-check"; do
  # shellcheck disable=SC2086
  run --db "$work/not.db" $command
  status_is "not a database, $command: 3" 3
  tells "not a database, $command: told" "not.db"
done
check "and it is left as it was" cmp -s "$work/not.db" "$work/not.kept"
run list --db "$work"
status_is "a folder as the database: 1" 1

if command -v sqlite3 >/dev/null; then
  cp "$TENKEN_DB" "$work/newer.db"
  sqlite3 "$work/newer.db" 'PRAGMA user_version = 9999'
  cp "$work/newer.db" "$work/newer.kept"
  for command in list "run --plain quick-check"; do
    # shellcheck disable=SC2086
    run --db "$work/newer.db" $command
    status_is "a newer database, $command: 1" 1
  done
  check "a newer database is left as it was" cmp -s "$work/newer.db" "$work/newer.kept"
else
  skip "a newer database" "sqlite3 is not installed"
fi

cp "$TENKEN_DB" "$work/ro.db"
chmod 444 "$work/ro.db"
as_other=
[ "$(id -u)" -eq 0 ] && as_other="setpriv --reuid 65534 --regid 65534 --clear-groups --"
if [ -z "$as_other" ] || { command -v setpriv >/dev/null && chmod 755 "$work" && $as_other test -r "$work/ro.db"; }; then
  # shellcheck disable=SC2086
  $as_other "$TENKEN" --db "$work/ro.db" list >"$out" 2>"$errors"
  status=$?
  status_is "a read-only database can be listed" 0
  # shellcheck disable=SC2086
  $as_other "$TENKEN" --db "$work/ro.db" run --plain quick-check >"$out" 2>"$errors" </dev/null
  status=$?
  status_is "nothing is saved in it: 1" 1
  tells "and that is told" "ro.db"
else
  skip "a read-only database" "root can write everything, and setpriv or the folder does not let another user try"
fi

if [ -w /dev/full ]; then
  "$TENKEN" export >/dev/full 2>"$errors" </dev/null
  status=$?
  status_is "a full disk behind standard output: 1" 1
  tells "a full disk is told" "standard output"
fi
"$TENKEN" list >&- 2>"$errors"
status=$?
check "closed standard output does no harm" [ "$status" -le 1 ]
"$TENKEN" show "$short" <&- 2>&- >"$out"
status=$?
status_is "closed standard input and error do no harm" 0
{ "$TENKEN" export --table answers 2>"$errors"; echo $? >"$work/piped"; } | true
check "a reader that goes away is no crash" [ "$(cat "$work/piped")" -le 1 ]

# --- many at once are what each is by itself -----------------------------------------------------------------------

# Of different questionnaires in turn, so that none is written with the questions of the one before it.
many=$work/many.db
for kind in quick-check silo-breakdown quick-check citizen-participation silo-breakdown; do
  run --db "$many" fill --blank "$kind"
  cp "$out" "$work/many.csv"
  run --db "$many" fill --title "$kind" "$work/many.csv"
  cat "$out" >>"$work/many.ids"
done
# And with follow-ups asked here and not there.
for plan in agreed none drafting; do
  printf '%s\n' question,options,state,note "plan-and-governance/plan.exists,$plan,answered,=$plan" \
    'plan-and-governance/plan.public,,unknown,' >"$work/many.csv"
  [ $plan != none ] || printf '%s\n' question,state plan-and-governance/plan.exists,unknown >"$work/many.csv"
  run --db "$many" fill --title "$plan" "$work/many.csv"
  status_is "a sheet with the plan $plan" 0
  cat "$out" >>"$work/many.ids"
done
run --db "$many" list QUICK ｃｈｅｃｋ
check "a search among what is saved" [ "$(wc -l <"$out")" = 2 ]
run --db "$many" list "$(sed -n 2p "$work/many.ids" | cut -c1-8)"
check "by the beginning of an id" sh -c "grep -q silo-breakdown '$out' && [ \"\$(wc -l <'$out')\" = 1 ]"
run --db "$many" list "zz${esc}[31m" --lang en
status_is "nothing found is no failure" 0
silent "nothing on stdout"
tells "but said" "No assessment has"
run --db "$many" list zz --lang ja
tells "in Japanese, too" "「zz」に当てはまる自己点検はありません。"
run --db "$many" list --bin quick
tells "the bin is searched by itself" "No assessment has"
for table in answers scores; do
  : >"$work/one-by-one"
  while read -r id; do
    run --db "$many" export --table $table "$id"
    tail -n +2 "$out" >>"$work/one-by-one"
  done <"$work/many.ids"
  # shellcheck disable=SC2046 # ids are words
  run --db "$many" export --table $table $(cat "$work/many.ids")
  tail -n +2 "$out" >"$work/at-once"
  check "$table of many at once" cmp -s "$work/at-once" "$work/one-by-one"
  check "and there are some" [ "$(wc -l <"$work/at-once")" -gt 30 ]
  run --db "$many" export --table $table
  tail -n +2 "$out" | sort >"$work/all"
  sort "$work/one-by-one" >"$work/one-by-one.sorted"
  check "$table of all that are saved" cmp -s "$work/all" "$work/one-by-one.sorted"
done

finish
