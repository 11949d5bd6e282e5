#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Holds a tree to its layout, layers and library walls (src/README.md).   sh tests/layers.sh [DIR]
# Prints each breach as "file:line: sentence"; exit status 1 when there is one.

set -u
cd "${1:-$(dirname "$0")/..}" || exit 2

# Top level: fixed, whatever else is there beside dotfiles is a breach.
top_level() {
  for entry in *; do
    case $entry in
    src | questionnaires | tests | Makefile | README.md | LICENSE) ;;
    *) echo "$entry:1: The top level is fixed: src questionnaires tests Makefile README.md LICENSE and dotfiles." ;;
    esac
  done
}

sources() { # KIND…: the files of src/ and tests/ with these endings
  for ending; do
    find src tests -name "*.$ending" -type f
  done | LC_ALL=C sort
}

c_files() {
  # shellcheck disable=SC2046 # our own file names have no blanks
  awk '
  function breach(sentence) { print FILENAME ":" FNR ": " sentence }

  BEGIN {
    below["base"] = " base "
    below["model"] = " base model "
    below["store"] = " base model store "
    below["report"] = " base model report "
    below["ui"] = " base model ui "
    below["cli"] = " base model store report ui cli "
    below[""] = below["cli"]
    split("unicase uniconv unictype unigbrk unilbrk unimetadata uniname uninorm unistdio unistr unitypes uniwbrk uniwidth", names)
    for (i in names)
      unistring[names[i] ".h"] = 1
  }

  FNR == 1 {
    in_src = FILENAME ~ /^src\//
    is_c = FILENAME ~ /\.c$/
    layer = FILENAME
    sub(/^src\//, "", layer)
    own = layer
    sub(/\.c$/, ".h", own)
    if (!sub(/\/.*/, "", layer))
      layer = ""
    own_exists = 0
    if (in_src && is_c && layer != "" && (getline ignored < ("src/" own)) > 0)
      own_exists = 1
    close("src/" own)
    includes = 0
    in_function = 0
    if ($0 != "/* SPDX-License-Identifier: MIT */")
      breach("The first line is to be /* SPDX-License-Identifier: MIT */.")
  }

  FNR == 601 && in_src && is_c { breach("The file has more than 600 lines; a file is one noun.") }

  in_src && /^[{]/ { in_function = 1 }
  in_src && /^[}]/ { in_function = 0 }
  in_src && in_function && /^[ \t]*#[ \t]*if/ { breach("No #if inside a function.") }

  !in_src { next }

  /^[ \t]*#[ \t]*include[ \t]*"/ {
    name = $0
    sub(/^[^"]*"/, "", name)
    sub(/".*/, "", name)
    includes++
    folder = name
    if (!sub(/\/.*/, "", folder) || !(folder in below) || name ~ /\.\./)
      breach("\"" name "\" is to be written as \"layer/name.h\".")
    else if (index(below[layer], " " folder " ") == 0)
      breach((layer == "" ? "main" : layer) "/ may not include \"" name "\".")
    if (includes == 1 && own_exists && name != own)
      breach("The first include is to be the own header, \"" own "\".")
  }

  /^[ \t]*#[ \t]*include[ \t]*</ {
    name = $0
    sub(/^[^<]*</, "", name)
    sub(/>.*/, "", name)
    includes++
    if (includes == 1 && own_exists)
      breach("The first include is to be the own header, \"" own "\".")
    last = name
    sub(/.*\//, "", last)
    if (last ~ /^(curses|ncurses|term|panel|menu|form)\.h$/ && FILENAME != "src/ui/term.c")
      breach("<" name "> belongs to src/ui/term.c alone.")
    if (last == "yaml.h" && FILENAME != "src/model/yaml.c")
      breach("<" name "> belongs to src/model/yaml.c alone.")
    if (last ~ /^sqlite3/ && layer != "store")
      breach("<" name "> belongs to src/store/ alone.")
    if ((last in unistring) && FILENAME != "src/base/text.c" && FILENAME != "src/base/wrap.c")
      breach("<" name "> belongs to src/base/text.c and src/base/wrap.c alone.")
    if (name ~ /^(sys\/socket|netdb|arpa\/inet|netinet\/.*)\.h$/)
      breach("The program has no network code, so <" name "> has no place in it.")
    if (last == "vterm.h")
      breach("<" name "> is for tests alone.")
  }
  ' $(sources c h)
}

# Scripts say their licence too, in the first line or below #!.
licences() {
  # shellcheck disable=SC2046 # our own file names have no blanks
  awk '
  function judge() { if (file != "" && !said) print file ":1: The first lines are to hold # SPDX-License-Identifier: MIT." }
  FNR == 1 { judge(); file = FILENAME; said = 0 }
  FNR <= 2 && $0 == "# SPDX-License-Identifier: MIT" { said = 1 }
  END { judge() }
  ' Makefile $(sources sh py)
}

# Words that mark something unfinished, put together so that this file does not hold them.
unfinished="(^|[^A-Za-z0-9_])(TO""DO|FIX""ME|XX""X|HA""CK)([^A-Za-z0-9_]|\$)"
words() {
  find src questionnaires tests Makefile README.md -type f ! -path 'tests/fuzz/corpus/*' \
    -exec grep -nE "$unfinished" /dev/null {} + 2>/dev/null | LC_ALL=C sort |
    sed -E 's/^([^:]*:[0-9]*):.*/\1: A word that marks something unfinished; finish it, or file an issue./'
}

breaches=$(
  [ -n "$(sources c)" ] || echo "src:1: There is no C file here; nothing was looked at."
  top_level
  [ -z "$(sources c)" ] || c_files
  licences
  words
)
[ -z "$breaches" ] && exit 0
printf '%s\n' "$breaches"
exit 1
