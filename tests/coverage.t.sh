#!/bin/sh
# SPDX-License-Identifier: MIT
# The page that `questionnaires --coverage` makes: the table of questionnaires/README.md is it, and its numbers are those
# of the files. BLESS=1 in the environment writes the table anew; read the difference before you keep it.

set -u
cd "$SRC" || exit 1
. "$SRC/tests/sh_lib.sh"

folder=$SRC/questionnaires
page() { run questionnaires --coverage --questionnaires "$folder" "$@"; }
cell() { awk -F ' *[|] *' -v label="$1" -v column="$2" '
  /^\| (段階|stage) / { for (i = 2; i < NF; i++) if ($i == column) at = i }
  $3 == label { print $at }' "$out"; }
# has NAME LABEL QUESTIONNAIRE PATTERN: the cell begins so.
has() { check "$1" [ "$(expr "$(cell "$2" "\`$3\`")" : "$4")" -gt 0 ]; }

page --lang ja
status_is "the page is made" 0
if [ "${BLESS:-}" ]; then
  awk -v page="$out" '{ if ($0 == "<!-- /coverage -->") while ((getline line < page) > 0) print line
    if ($0 == "<!-- /coverage -->") inside = 0
    if (!inside) print
    if ($0 == "<!-- coverage -->") inside = 1 }' "$folder/README.md" >"$work/README.md" && cp "$work/README.md" "$folder/README.md"
fi
sed -n '/^<!-- coverage -->$/,/^<!-- \/coverage -->$/p' "$folder/README.md" | sed '1d;$d' >"$work/shown"
check "the README shows it (BLESS=1 sh tests/coverage.t.sh writes it)" diff "$out" "$work/shown"
check "each line of the table has as many cells" \
  [ "$(grep '^|' "$out" | tr -cd '|\n' | awk '{ print length }' | sort -u | wc -l)" -eq 1 ]
says "red flags count for their criterion" "| アドバイザーとの二人三脚 |"
for name in silo-breakdown advisor-dependence citizen-participation plan-and-governance \
  trial-and-rollout; do
  questions=$(grep -c '^      - id: ' "$folder/$name.yaml")
  flags=$(grep -c '^ *flag:' "$folder/$name.yaml")
  has "the sum of $name is that of its file" 計 "$name" "$questions / $flags / "
done
has "a selection has the questions it takes" 計 quick-check "$(grep -c '^  - ' "$folder/quick-check.yaml") / "

# What guidebook.yaml holds is fed by what the questionnaires promise: no cell of these is empty.
page --lang en
status_is "the page is made in English" 0
says "the English page says what the numbers are" "questions / red flags / sources"
promised() { # QUESTIONNAIRE LABEL…
  questionnaire=$1
  shift
  for label; do
    has "$questionnaire feeds $label" "$label" "$questionnaire" "[1-9]"
  done
}
promised silo-breakdown "Whole-office effort" "Shared purpose" "Office structure" "Staff knowledge" \
  "Local relations"
promised advisor-dependence "In tandem with advisors" "Outside specialists" "No rushed vision or plan" \
  "Analysis of the place"
promised citizen-participation "Wide participation" "Core team" "Hearing local needs" "Shared vision" \
  "Needs behind the plan"
promised plan-and-governance "Flexible plan" "Needs behind the plan" "Governance rules" "Forming the consortium" \
  "Contents of the plan"
promised trial-and-rollout "Trials with a purpose" "Flexible roll-out" "Long-term effort"

# A questionnaire of one's own is a column too.
mkdir "$work/own"
sed -e 's/^id: quick-check/id: own-check/' "$folder/quick-check.yaml" >"$work/own/own-check.yaml"
run questionnaires --coverage --questionnaires "$work/own" --lang en
says "a questionnaire of one's own is a column" "\`own-check\`"
run list --coverage
status_is "no other command takes --coverage" 2

finish
