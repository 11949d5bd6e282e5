#!/bin/sh
# SPDX-License-Identifier: MIT
# The tree keeps to its layout and layers, and layers.sh sees every kind of breach when one is planted in a copy.

set -u
cd "$SRC" || exit 1
# Kept in a file, since plant runs behind a pipe and so in a process of its own.
told=$TMPDIR/told
ok() { echo "ok $1" | tee -a "$told"; }
not_ok() { echo "not ok $1" | tee -a "$told"; }

if sh tests/layers.sh . >"$TMPDIR/found"; then
  ok "the tree has no breach"
else
  cat "$TMPDIR/found"
  not_ok "the tree has no breach"
fi

copy=$TMPDIR/copy
mkdir "$copy"
cp -R src questionnaires tests Makefile LICENSE "$copy"
[ -f README.md ] && cp README.md "$copy"

# plant NAME FILE LINE: the text from standard input becomes FILE of the copy (or is added to it, when LINE is
# `end`); a breach at FILE:LINE is to be told, and no other in that file.
plant() {
  mkdir -p "$(dirname "$copy/$2")"
  line=$3
  if [ "$line" = end ]; then
    cp "$copy/$2" "$TMPDIR/kept"
    cat >>"$copy/$2"
    line=$(($(wc -l <"$copy/$2")))
  else
    cat >"$copy/$2"
  fi
  sh tests/layers.sh "$copy" >"$TMPDIR/found"
  status=$?
  if [ "$status" -eq 1 ] && [ "$(grep -F "$2:" "$TMPDIR/found" | cut -d: -f1,2)" = "$2:$line" ]; then
    ok "$1"
  else
    echo "$2:$line was to be told; status $status, told was:"
    cat "$TMPDIR/found"
    not_ok "$1"
  fi
  if [ "$3" = end ]; then cp "$TMPDIR/kept" "$copy/$2"; else rm -f "$copy/$2"; fi
}

spdx='/* SPDX-License-Identifier: MIT */'
including() { printf '%s\n#include %s\n' "$spdx" "$1"; } # a file that includes $1 in line 2

# Arrows: every pair that is not allowed.
arrow() { including "\"$2/planted.h\"" | plant "$1 may not include $2" "src/$1/zz_planted.c" 2; }
for upper in model store report ui cli; do arrow base $upper; done
for upper in store report ui cli; do arrow model $upper; done
for sibling in report ui cli; do arrow store $sibling; done
for sibling in store ui cli; do arrow report $sibling; done
for sibling in store report cli; do arrow ui $sibling; done
including '"base/../ui/term.h"' | plant "no way round by .." src/base/zz_planted.c 2
including '"err.h"' | plant "an include names its layer" src/base/zz_planted.c 2
including '"ui/planted.h"' | plant "a header keeps to the layers too" src/model/zz_planted.h 2
printf '%s\n#include <stdio.h>\n' "$spdx" >"$copy/src/base/zz_planted.h"
including '<stdio.h>' | plant "the own header comes first" src/base/zz_planted.c 2
rm -f "$copy/src/base/zz_planted.h"

# Walls.
wall() { including "<$1>" | plant "<$1> has no place in $2" "$2" 2; }
wall curses.h src/ui/zz_planted.c
wall ncursesw/curses.h src/cli/zz_planted.c
wall term.h src/ui/zz_planted.h
wall yaml.h src/model/zz_planted.c
wall yaml.h src/store/yaml.c
wall sqlite3.h src/cli/zz_planted.c
wall sqlite3.h src/zz_planted.c
wall unigbrk.h src/base/zz_planted.c
wall unilbrk.h src/ui/zz_planted.c
wall uninorm.h src/base/text.h.h
wall sys/socket.h src/base/zz_planted.c
wall vterm.h src/ui/zz_planted.c

# The rest of the house.
echo 'int planted;' | plant "a C file without its licence" src/base/zz_planted.c 1
echo 'int planted;' | plant "a header of the tests without its licence" tests/zz_planted.h 1
printf '#!/bin/sh\necho\n' | plant "a script without its licence" tests/zz_planted.sh 1
echo 'planted' | plant "something new at the top" planted.txt 1
printf '%s\nvoid f(void)\n{\n#ifdef PLANTED\n#endif\n}\n' "$spdx" | plant "#ifdef inside a function" src/base/zz_planted.c 4
{ echo "$spdx" && awk 'BEGIN { for (i = 0; i < 600; i++) print "" }'; } | plant "a file too long" src/base/zz_planted.c 601
for word in "TO""DO" "FIX""ME" "XX""X" "HA""CK"; do
  printf '%s\n/* %s: planted */\n' "$spdx" $word | plant "the word $word in C" src/ui/zz_planted.c 2
done
echo "# TO""DO planted" | plant "an unfinished word in the Makefile" Makefile end
echo "# FIX""ME planted" | plant "an unfinished word in a questionnaire" questionnaires/zz_planted.yaml 1

# And what is allowed passes: main and cli over everything, unistd beside unistring, and an empty place is refused.
mkdir -p "$TMPDIR/good/src/cli" "$TMPDIR/good/tests" "$TMPDIR/empty/src" "$TMPDIR/empty/tests"
echo '# SPDX-License-Identifier: MIT' | tee "$TMPDIR/good/Makefile" >"$TMPDIR/empty/Makefile"
for layer in base model store report ui cli; do including "\"$layer/planted.h\"" | tail -n 1; done >"$TMPDIR/arrows"
{ echo "$spdx" && cat "$TMPDIR/arrows" && echo '#include <unistd.h>'; } | tee "$TMPDIR/good/src/main.c" >"$TMPDIR/good/src/cli/a.c"
if sh tests/layers.sh "$TMPDIR/good"; then ok "what is allowed passes"; else not_ok "what is allowed passes"; fi
if sh tests/layers.sh "$TMPDIR/empty" >/dev/null; then not_ok "no sources is a breach"; else ok "no sources is a breach"; fi

failed=$(grep -c '^not ok' "$told")
echo "$(grep -c '^ok' "$told") passed, $failed failed"
[ "$failed" -eq 0 ]
