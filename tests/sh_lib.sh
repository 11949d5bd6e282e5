# SPDX-License-Identifier: MIT
# shellcheck shell=sh
# For scripts that run the program:  . "$SRC/tests/sh_lib.sh"  … checks …  finish
#
#   run ARGUMENT…            the program, with its output in $out and $errors (files) and its exit status in $status
#   check NAME COMMAND…      ok when the command succeeds
#   status_is NAME NUMBER    ok when the last run ended so; shows what it printed otherwise
#   says NAME TEXT           ok when its standard output holds the text (tells NAME TEXT: its standard error)
#   skip NAME REASON

passed=0 failed=0 skipped=0
work=$(mktemp -d "${TMPDIR:-/tmp}/tenken-sh.XXXXXX") || exit 1
trap 'chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work"' EXIT
out=$work/out errors=$work/errors status=0
: >"$out"
: >"$errors"

ok() { echo "ok $1" && passed=$((passed + 1)); }
not_ok() {
  echo "not ok $1"
  failed=$((failed + 1))
  sed 's/^/  out: /' "$out" | head -n 20
  sed 's/^/  err: /' "$errors" | head -n 20
}
skip() {
  echo "skipped $1: $2"
  skipped=$((skipped + 1))
}

check() {
  name=$1
  shift
  if "$@"; then ok "$name"; else not_ok "$name"; fi
}

run() {
  "$TENKEN" "$@" >"$out" 2>"$errors" </dev/null
  status=$?
}

# run_with FILE ARGUMENT…: the same with the file as its standard input.
run_with() {
  input=$1
  shift
  "$TENKEN" "$@" >"$out" 2>"$errors" <"$input"
  status=$?
}

status_is() { check "$1" [ "$status" -eq "$2" ]; }
says() { check "$1" grep -qF -e "$2" "$out"; }
tells() { check "$1" grep -qF -e "$2" "$errors"; }
silent() { check "$1" [ ! -s "$out" ]; }

# No control characters but line feeds (and the carriage returns of CSV): nothing that a terminal obeys.
is_clean() { ! LC_ALL=C tr -d '\n\r' <"$1" | LC_ALL=C grep -q '[[:cntrl:]]'; }

finish() {
  echo "$passed passed, $failed failed, $skipped skipped"
  [ "$failed" -eq 0 ]
  exit
}
