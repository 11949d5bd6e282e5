#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What the words say and what the program ($TENKEN) does: the key table of the README, the code map, manual pages, completions, installation.

set -u
# shellcheck source=tests/sh_lib.sh
. "$SRC/tests/sh_lib.sh"
cd "$SRC" || exit 1

keys=$(dirname "$TENKEN")/tests/keys_table
for lang in ja en; do
  sed -n "/^<!-- keys $lang -->/,/^<!-- \/keys -->/p" README.md | sed '1d;$d' >"$work/readme"
  "$keys" "$lang" >"$work/keys"
  check "README's keys ($lang) are the program's" cmp -s "$work/readme" "$work/keys"
done

# The code map: each file has its row and each row its file.
for folder in base model store report ui cli; do
  # shellcheck disable=SC2016 # the backquotes are Markdown's
  sed -n "/^## $folder\/\$/,/^## /p" src/README.md | grep '^|' | cut -d'|' -f2 | grep -o '`[^`]*`' | tr -d '`' | sort >"$work/rows"
  find "src/$folder" -type f -exec basename {} \; | sort >"$work/files"
  check "the code map has the files of $folder" cmp -s "$work/rows" "$work/files"
done

# Every command and option that --help tells of stands in the manual pages and completions.
"$TENKEN" --lang en --help >"$out" 2>"$errors"
words=$("$TENKEN" --lang en --help | grep -o -e '--[a-z][a-z-]*' | sort -u)
for command in run list show export check questionnaires fill delete restore; do
  words="$words $("$TENKEN" --lang en "$command" --help | grep -o -e '--[a-z][a-z-]*' | sort -u)"
  for page in src/tenken.1 src/tenken.ja.1; do
    check "$page: $command" grep -q "^\\.It Cm $command" "$page"
  done
  for shell in bash zsh fish; do check "$shell completion: $command" grep -qw "$command" "src/completions/tenken.$shell"; done
done
for word in $(echo "$words" | tr ' ' '\n' | sort -u); do
  for page in src/tenken.1 src/tenken.ja.1; do
    check "$page: $word" grep -q -e "^\\.It.* Fl -${word#--}\\( \\|\$\\)" "$page"
  done
  check "bash completion: $word" grep -q -e "$word" src/completions/tenken.bash
  check "zsh completion: $word" grep -q -e "'$word\\[" src/completions/tenken.zsh
  check "fish completion: $word" grep -q -e "-l ${word#--} " src/completions/tenken.fish
done
if command -v mandoc >/dev/null 2>&1; then
  check "the manual pages are clean mdoc" mandoc -Tlint -Wwarning src/tenken.1 src/tenken.ja.1
else
  skip "mandoc" "not installed"
fi
for shell in bash zsh fish; do
  if command -v $shell >/dev/null 2>&1; then
    check "$shell reads its completion" $shell -n "src/completions/tenken.$shell"
  else
    skip "$shell" "not installed"
  fi
done
finish
