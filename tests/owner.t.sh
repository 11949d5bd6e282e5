#!/bin/sh
# SPDX-License-Identifier: MIT
# Only the owner reads the answers: the modes of every file and folder that the program makes, also under umask 000;
# nothing left beside them; and, seen by strace, no network, no other program and no file touched anywhere else.

set -u
cd "$SRC" || exit 1
# shellcheck source=tests/sh_lib.sh
. "$SRC/tests/sh_lib.sh"

umask 000
home=$work/home
places="$home $work/made $work/tmp"
mkdir "$home" "$work/made" "$work/tmp" "$work/look"
chmod 755 "$home" "$work/made" "$work/tmp"
unset TENKEN_DB XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME XDG_CACHE_HOME LC_ALL
export HOME="$home" TMPDIR="$work/tmp" LANG=en_GB.UTF-8
data=$home/.local/share/tenken
db=$data/tenken.db

# made: every file and folder that was made, "MODE TYPE PATH", those of the test itself left out.
made() {
  # shellcheck disable=SC2086 # the places are words
  find $places -mindepth 1 -printf '%m %y %p\n' 2>/dev/null | LC_ALL=C sort
}

# loose: those that anybody but the owner could do anything with.
loose() { made | grep -v -e '^600 f ' -e '^700 d '; }
private() { # NAME
  loose >"$out"
  check "$1: 0600 for files, 0700 for folders" [ ! -s "$out" ]
}

# kept NAME FILE…: these are the files there are, and no other.
kept() {
  name=$1
  shift
  for file; do echo "$file"; done | LC_ALL=C sort >"$work/look/wanted"
  made | sed -n 's/^[0-9]* [^d] //p' | grep -v '/tenken\.db\.backups/[0-9-]*\.db$' | LC_ALL=C sort >"$work/look/there"
  diff "$work/look/wanted" "$work/look/there" >"$errors"
  check "$name: nothing is left beside them" [ ! -s "$errors" ]
}

if ! find "$work" -maxdepth 0 -printf '' 2>/dev/null; then
  skip "the modes of files" "this find has no -printf"
  finish
fi

# --- everything that writes -----------------------------------------------------------------------------------------

# all_of_it NAME: each way to make a file once. The program runs under $wrapper, a command in words.
wrapper=
tenken() {
  # shellcheck disable=SC2086 # the wrapper is words
  $wrapper "$TENKEN" "$@" >"$out" 2>"$errors" </dev/null
  status=$?
}

wizard() { # KEYS ARGUMENT…
  keys=$1
  shift
  # shellcheck disable=SC2086
  TENKEN_TEST_MARKS=1 python3 tests/pty_wizard.py "$keys" $wrapper "$TENKEN" "$@" >"$out" 2>"$errors"
  status=$?
}

all_of_it() {
  if command -v python3 >/dev/null; then
    wizard '3n4n2eabc\e\eq' run quick-check --title wizard
    status_is "$1: the wizard" 0
  fi
  printf '2\n2\nq\n' >"$work/look/plain"
  # shellcheck disable=SC2086
  $wrapper "$TENKEN" run --plain quick-check --title plain <"$work/look/plain" >"$out" 2>"$errors"
  status=$?
  status_is "$1: line by line" 0
  tenken fill --title filled questionnaires/examples/example-city.csv
  status_is "$1: fill" 0
  id=$(cat "$out")
  printf 'respondent,department,role,question,state\nA,policy,staff,purpose.agreed,unknown\nB,policy,staff,purpose.agreed,unknown\n' \
    >"$work/look/many.csv"
  tenken fill --title workshop --questionnaire silo-breakdown "$work/look/many.csv"
  status_is "$1: fill of a workshop" 0
  workshop=$(cat "$out")
  tenken workshop copy "$workshop" "$work/made/copy.db"
  status_is "$1: a copy" 0
  tenken merge --db "$work/made/other.db" "$work/made/copy.db"
  status_is "$1: merge" 0
  tenken workshop reveal "$workshop"
  status_is "$1: the reveal" 0
  tenken minutes "$workshop" -o "$work/made/minutes.md"
  status_is "$1: minutes" 0
  tenken sheet quick-check -o "$work/made/sheet.html"
  status_is "$1: a sheet" 0
  for format in csv json; do
    tenken export --table answers --format $format -o "$work/made/answers.$format"
    status_is "$1: $format" 0
    tenken export --table answers --format $format -o "$work/made/answers.$format" --force
    status_is "$1: $format in place of the one there" 0
  done
  tenken delete "$id" && tenken delete --purge "$id"
  status_is "$1: deleted for good" 0
  tenken list
  tenken show "$workshop"
  status_is "$1: show" 0
}

files="$db $work/made/copy.db $work/made/other.db $work/made/minutes.md $work/made/sheet.html $work/made/answers.csv
$work/made/answers.json"
clean() { rm -rf "$home/.local" "$work"/made/* "$work"/tmp/*; }

all_of_it "umask 000"
private "after all of it"
# shellcheck disable=SC2086 # the files are words
kept "after all of it" $files
check "the folder of the database is there" [ -d "$data" ]

# A file that others could read, or a folder of one's own choice, is taken as it is; what comes beside it is private.
mkdir "$work/made/open"
chmod 755 "$work/made/open"
"$TENKEN" run --plain quick-check --db "$work/made/open/new.db" </dev/null >"$out" 2>"$errors"
check "a new database in an open folder is its owner's alone" [ "$(stat -c %a "$work/made/open/new.db")" = 600 ]
check "and the folder stays as it was" [ "$(stat -c %a "$work/made/open")" = 755 ]
clean

# What fails leaves nothing either.
echo "no database" >"$work/look/none.db"
for words in "merge $work/look/none.db" "fill --title x $work/look/none.db" "export -o $work/made/none/x.csv" \
  "workshop copy 00000000 $work/made/copy.db" "minutes 00000000 -o $work/made/minutes.md" \
  "sheet no-such -o $work/made/sheet.html" "run --plain no-such" "export --table answers -o $work/made 00000000"; do
  # shellcheck disable=SC2086
  tenken $words
  check "$words: fails" [ "$status" -ne 0 ]
done
kept "after what failed" "$db"
private "after what failed"
clean

# --- what the system is asked for -----------------------------------------------------------------------------------

# Calls that make, change, link or delete a file, or speak to anybody.
calls=network,process,open,openat,creat,mkdir,mkdirat,rename,renameat,renameat2,unlink,unlinkat,rmdir,link,linkat
calls=$calls,symlink,symlinkat,chmod,fchmodat,chown,lchown,fchownat,truncate,utimensat,setxattr,mknod,mknodat
trace=$work/look/trace

# elsewhere: of what was traced, the calls that write at another place than the data, what was named, and TMPDIR.
elsewhere() {
  grep -hE -e 'O_(WRONLY|RDWR|CREAT|TRUNC)' -e '^0 (creat|mk|rename|unlink|rmdir|link|symlink|ch|fch|lch|trunc|utime|setx)' \
    "$trace" | grep -vE -e ' = -1 ' \
    -e "\"$work/(home|made|tmp)(/|\")" -e '"/dev/(null|tty|pts/[0-9]+)"'
}

export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0" # a traced program cannot look for leaks
if command -v strace >/dev/null && strace -f -o "$trace" true 2>/dev/null; then
  wrapper="strace -ff -qq -e trace=$calls -o $work/look/strace" # a file for each process
  all_of_it "traced"
  set -- "$work/look"/strace.*
  check "every command was traced" [ $# -ge 16 ]
  sed 's/^/0 /' "$@" >"$trace"
  check "the trace shows what is written" grep -q "O_CREAT.* = [0-9]" "$trace"
  grep -E '^0 (socket|connect|bind|listen|accept|send|recv)' "$trace" >"$out"
  check "no network" [ ! -s "$out" ]
  grep -E '^0 (fork|vfork|clone|clone3|execveat)\(' "$trace" >"$out"
  check "no other process" [ ! -s "$out" ]
  check "no other program" [ "$(grep -c '^0 execve(' "$trace")" -eq $# ]
  elsewhere >"$out"
  check "nothing is written anywhere else" [ ! -s "$out" ]
  private "traced"
else
  skip "what the system is asked for" "strace is not installed, or may not trace here"
fi

finish
