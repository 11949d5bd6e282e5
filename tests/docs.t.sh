#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What the words say and what the program ($TENKEN) does: the README's keys and pictures, the code map, the manual
# pages, the completions, what is installed. Two small programs print the tables that do the work: keys_table, options_table.

set -u
# shellcheck source=tests/sh_lib.sh
. "$SRC/tests/sh_lib.sh"
cd "$SRC" || exit 1
build=$(dirname "$TENKEN")
HOME=$work/home PATH=$build:$PATH
export HOME PATH
unset XDG_DATA_HOME XDG_DATA_DIRS XDG_CONFIG_HOME TENKEN_DB
mkdir "$HOME"

# same NAME FILE FILE: shows what differs.
same() {
  check "$1" diff "$2" "$3" >"$work/diff"
  cat "$work/diff"
}

# --- README --------------------------------------------------------------------------------------------------------

for lang in ja en; do
  sed -n "/^<!-- keys $lang -->/,/^<!-- \/keys -->/p" README.md | sed '1d;$d' >"$work/readme"
  "$build/tests/keys_table" $lang >"$work/keys"
  same "README's keys ($lang) are the program's" "$work/keys" "$work/readme"
done

# picture NUMBER: what stands in the README's block of that number.
picture() { awk -v wanted="$1" '/^```/ { n++; next } n == 2 * wanted - 1' README.md; }

# Its pictures are the golden screens, without the empty lines above the footer.
shows() { # NUMBER GOLDEN
  picture "$1" | grep -v '^ *$' >"$work/picture"
  awk '/^====/ { n++; next } n == 1' "tests/golden/$2" | grep -v '^ *$' >"$work/golden"
  same "README's picture $1 is $2" "$work/golden" "$work/picture"
}
shows 1 question-chosen.ja.txt
shows 2 results.ja.txt

# --- the code map --------------------------------------------------------------------------------------------------

# Each file has its row and each row its file.
mapped() { # HEADING FOLDER
  # shellcheck disable=SC2016 # the backquotes are Markdown's
  awk -v heading="## $1" '/^## / { on = $0 == heading; next } on && /^\| `/' src/README.md |
    cut -d'|' -f2 | grep -o '`[^`]*`' | tr -d '`' | LC_ALL=C sort >"$work/rows"
  for file in "$2"/* "$2"/.[!.]*; do
    [ -f "$file" ] && basename "$file"
  done | grep -v '^README\.md$' | LC_ALL=C sort >"$work/files"
  same "the code map has the files of $2" "$work/files" "$work/rows"
}
for folder in src/*/; do
  folder=$(basename "$folder")
  mapped "$folder/" "src/$folder"
done
mapped "Beside them" src

# --- manual pages --------------------------------------------------------------------------------------------------

table=$work/table
"$build/tests/options_table" >"$table"
check "the table of options can be walked" [ -s "$table" ]

# What a page says of commands, options, words and examples, in the words of options_table.
said() {
  awk '
    /^\.Sh/ { part = $2; next }
    (part == "SYNOPSIS" || part == "書式") && /^\.Nm/ { command = $3 ? $3 : "-"; print "command " command }
    (part == "SYNOPSIS" || part == "書式") && /^\.(Op )?Fl/ {
      sub(/^\.(Op )?Fl -/, ""); print "option " command " --" $1 ($2 == "Ar" ? "=" $3 : "") }
    (part == "SYNOPSIS" || part == "書式") && /^\.(Op )?Ar/ {
      word = $2 == "Ar" ? $3 : $2; dots = /\.\.\.$/ ? "..." : ""
      print "operand " command " " ($1 == ".Op" ? "[" word dots "]" : word dots) }
    (part == "OPTIONS" || part == "オプション") && /^\.It Fl/ {
      letter = $4 == "," ? " -" $3 : ""
      sub(/^\.It (Fl [a-zA-Z] , )?Fl -/, "")
      name = $1; print "described --" name ($2 == "Ar" ? "=" $3 : "") letter }
    (part == "OPTIONS" || part == "オプション") && /^(Values: |値：)/ {
      sub(/^(Values: |値：)/, ""); sub(/(\.|。)$/, ""); gsub(/,/, ""); print "values --" name " " $0 }
    (part == "EXAMPLES" || part == "例") && /^\.Dl / { sub(/^\.Dl /, ""); gsub(/\\\(aq/, "\047"); print "example " $0 }
    (part == "COMMANDS" || part == "コマンド") && /^\.It Cm/ { print "explained " $3 }
  ' "$1" | LC_ALL=C sort -u
}

# The table in those words.
awk '
  $1 == "command" { print "command " $2; if ($3) print "operand " $2 " " $3; if ($2 != "-") print "explained " $2; next }
  $1 == "option" { if ($2 != "*") print "option " $2 " " $3; print "described " $3 ($4 ? " " $4 : ""); next }
  { print }
' "$table" | LC_ALL=C sort -u >"$work/table-said"

# The names in quotes in the source are those that the program asks its environment for; the tests' own are no one's business.
variables=$(grep -rhoE 'sys_env\("[A-Z_]+"\)|"LC_ALL"|"LC_MESSAGES"|"LANG"' src | grep -oE '[A-Z_]{4,}' | grep -v -e '^TENKEN_TEST' -e '^HOME$' | sort -u)
run fill --title A questionnaires/examples/example-city.csv
status_is "an assessment to ask for" 0
id=$(cut -c1-8 "$out")
for page in src/tenken.1 src/tenken.ja.1; do
  said $page >"$work/page-said"
  same "$page says what the table says" "$work/table-said" "$work/page-said"
  for variable in $variables; do
    check "$page: $variable" grep -q -e "^\\.It.* Ev $variable\\( \\|\$\\)" $page
  done
  for exported in scores answers agreement departments actions; do
    run export --table $exported
    header=$(head -n 1 "$out" | tr -d '\r' | sed 's/,/ , /g')
    check "$page: the columns of $exported" grep -q -e "^\\.Li $header\\( \\.\\)\\{0,1\\}\$" $page
  done
  if command -v mandoc >/dev/null 2>&1; then
    check "$page is clean mdoc" mandoc -Tlint -Wwarning $page
  else
    skip "mandoc of $page" "not installed"
  fi
done

# --- completions ---------------------------------------------------------------------------------------------------

# OPTION COMMAND WORD…: the options that take certain words, with a command that has them ("*": any; "-": the program alone).
awk '
  $1 == "option" { sub(/=.*/, "", $3); if (!($3 in of)) of[$3] = $2 }
  $1 == "values" { sub(/^values /, ""); option = $1; sub(/^[^ ]* /, ""); line[option] = $0 }
  END { for (option in line) print option, of[option], line[option] }
' "$table" >"$work/words"

names=$(awk '$1 == "command" && $2 != "-" { print $2 }' "$table" | LC_ALL=C sort)
options_of() { awk -v c="$1" '$1 == "option" && ($2 == c || $2 == "*") { sub(/=.*/, "", $3); print $3 }' "$table" | LC_ALL=C sort; }
letters=$(awk '$1 == "option" && $4 { print $4 }' "$table" | LC_ALL=C sort -u)
run fill --title B questionnaires/examples/example-city.csv
binned=$(cut -c1-8 "$out")
run delete "$binned"
status_is "one in the bin to ask for" 0

# offered SHELL WORD…: what the shell offers for the last word, sorted, one a line.
offered() {
  shell=$1
  shift
  case $shell in
  bash)
    # shellcheck disable=SC2016 # that shell expands them
    bash --norc -c '
      source src/completions/tenken.bash
      COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
      _tenken
      [ ${#COMPREPLY[@]} -eq 0 ] || printf "%s\n" "${COMPREPLY[@]}"' bash tenken "$@"
    ;;
  fish)
    # shellcheck disable=SC2016 # that shell expands them
    LINE="tenken $*" fish -c 'source src/completions/tenken.fish; complete -C "$LINE"' | cut -f1
    ;;
  esac 2>>"$errors" | LC_ALL=C sort
}

offers() { # NAME WANTED SHELL WORD…
  name=$1 wanted=$2
  shift 2
  : >"$errors"
  offered "$@" >"$out"
  check "$1: $name" [ "$(cat "$out")" = "$wanted" ]
}

for shell in bash fish; do
  if ! command -v $shell >/dev/null 2>&1; then
    skip "$shell" "not installed"
    continue
  fi
  check "$shell reads its completion" $shell -n src/completions/tenken.$shell
  offers "the commands" "$names" $shell ""
  for command in - $names; do
    words=$command
    [ "$command" = - ] && words=
    # shellcheck disable=SC2086 # nothing, or one word
    offers "the options of $command" "$(options_of $command)" $shell $words --
  done
  while read -r option command words; do
    case $command in '*' | -) command='' ;; esac
    # shellcheck disable=SC2086 # words
    offers "the words of $option" "$(printf '%s\n' $words | LC_ALL=C sort)" $shell $command "$option" ""
  done <"$work/words"
  offers "what is saved" "$id" "$shell" show ""
  offers "what is in the bin" "$binned" "$shell" restore ""
  offers "to delete" "$id" "$shell" delete ""
  offers "to delete for good" "$binned" "$shell" delete --purge ""
  offers "a questionnaire" quick-check "$shell" run quick
  offers "nothing of a database that is not there" "" "$shell" --db "$work/none.db" show ""
done
check "bash: no database was made by asking" [ ! -e "$work/none.db" ]

# zsh completes only where someone types, so what its function hands to _arguments is looked at.
if command -v zsh >/dev/null 2>&1; then
  check "zsh reads its completion" zsh -n src/completions/tenken.zsh
  cat >"$work/look.zsh" <<'ZSH'
_arguments() {
  if [[ $1 == -C ]]; then
    state=operand
    (( $#words == 0 )) && print -rl -- "$@"
    return 1
  fi
  print -rl -- "$@"
}
_describe() { print -rl -- ${(P)4%%:*} }
words=("$@")
function _tenken_look { source src/completions/tenken.zsh }
_tenken_look 2>/dev/null
[[ $1 == commands ]] && _tenken_commands
true
ZSH
  zsh -f "$work/look.zsh" commands | grep -v : | LC_ALL=C sort >"$out"
  check "zsh: the commands" [ "$(cat "$out")" = "$names" ]
  for command in - $names; do
    if [ "$command" = - ]; then zsh -f "$work/look.zsh"; else zsh -f "$work/look.zsh" "$command"; fi >"$work/specs" 2>"$errors"
    grep -o -e '^[^[]*\[' "$work/specs" | grep -o -e '--[a-z-]*' | LC_ALL=C sort -u >"$out"
    check "zsh: the options of $command" [ "$(cat "$out")" = "$(options_of "$command")" ]
    cat "$work/specs" >>"$work/all-specs"
  done
  while read -r option _ words; do
    check "zsh: the words of $option" grep -q -e "^$option=.*:($words)\$" "$work/all-specs"
  done <"$work/words"
  for letter in $letters; do
    check "zsh: $letter" grep -q -e "^\\((.*)\\)\\{0,1\\}$letter+\\{0,1\\}\\[" "$work/all-specs"
  done
else
  skip "zsh" "not installed"
fi
for letter in $letters; do
  check "fish: $letter" grep -q -e " -s ${letter#-} " src/completions/tenken.fish
done

# --- installing ----------------------------------------------------------------------------------------------------

# The program that is there is put in place (-o all): nothing is built while other tests run.
root=$work/root
put() {
  "${MAKE:-make}" -s -o all "$1" BUILD="${build#"$SRC/"}" PREFIX=/usr/local DESTDIR="$root" >"$out" 2>"$errors"
  status=$?
}
put install
status_is "make install" 0
for file in bin/tenken share/man/man1/tenken.1 share/man/ja/man1/tenken.1 share/bash-completion/completions/tenken \
  share/zsh/site-functions/_tenken share/fish/vendor_completions.d/tenken.fish share/tenken/questionnaires/README.md; do
  check "it puts $file in place" [ -f "$root/usr/local/$file" ]
done
installed() {
  (cd "$HOME" && XDG_DATA_DIRS=$root/usr/local/share "$root/usr/local/bin/tenken" "$@") >"$out" 2>"$errors"
  status=$?
}
installed questionnaires
status_is "the installed program runs" 0
find questionnaires -name '*.yaml' ! -name guidebook.yaml | sed "s|^|$root/usr/local/share/tenken/|" | LC_ALL=C sort >"$work/wanted"
sed 's|.* /|/|' "$out" | LC_ALL=C sort >"$work/found"
same "and finds what was installed" "$work/wanted" "$work/found"
installed fill --title C "$root/usr/local/share/tenken/questionnaires/examples/example-city.csv"
status_is "its example can be read" 0
put uninstall
status_is "make uninstall" 0
find "$root" ! -type d >"$out"
check "uninstall leaves no file" [ ! -s "$out" ]
check "and no folder of ours" [ ! -e "$root/usr/local/share/tenken" ]
finish
