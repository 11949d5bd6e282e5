#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What the program promises of answers once they are saved, put to the proof.   SIZE=ci|release sh tests/torture/run.sh [PART]...
#
#   faults    every call to the system fails in turn, in each way, once or for ever: told, and nothing lost
#   kill      the wizard killed while somebody types: what its screen showed as saved is there
#   power     disks as they may be after the power went: what was said to be saved is there
#   memory    every allocation fails in turn: a sentence, no crash, the terminal given back
#   several   three programs on one database, one of them killed each round
#
# Each part has a control, a program or a system that breaks the promise: a part whose control is not caught has
# failed. TENKEN is the program and SRC the tree, by default those of here; TORTURE_SEED (1) varies what is drawn.
# Needs Linux with glibc (LD_PRELOAD, /proc), a C compiler and python3; the wizard also libvterm. Builds into
# .build/torture/. Ends with "N passed, N failed".

set -u
cd "$(dirname "$0")/../.." || exit 1
export SRC="${SRC:-$PWD}" TENKEN="${TENKEN:-$PWD/.build/tenken}" SIZE="${SIZE:-ci}" LC_ALL=C.UTF-8
export TORTURE_BUILD="${TORTURE_BUILD:-$PWD/.build/torture}" PYTHONDONTWRITEBYTECODE=1
unset TENKEN_DB NO_COLOR LINES COLUMNS LD_PRELOAD
passed=0 failed=0
ok() { echo "ok $1" && passed=$((passed + 1)); }
not_ok() { echo "not ok $1" && failed=$((failed + 1)); }
finish() {
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}
leave_out() {
  echo "skipped torture: $1"
  finish
}

have() { command -v "$1" >/dev/null 2>&1; }

[ "$(uname -s)" = Linux ] || leave_out "what comes between a program and the system here is for Linux"
have python3 || leave_out "python3 is not installed"
grep -q -e __asan_init -e __ubsan_handle "$TENKEN" && leave_out "a program with sanitizers takes none beside it"

mkdir -p "$TORTURE_BUILD" || exit 1
work=$(mktemp -d "${TMPDIR:-/tmp}/tenken-torture.XXXXXX") || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM HUP

# --- building ---------------------------------------------------------------------------------------------------

cc=${CC:-cc}
warn="-Wall -Wextra -Wshadow -Wconversion"
library() { # NAME
  # shellcheck disable=SC2086 # the flags are words
  "$cc" -std=gnu11 -O2 $warn -shared -fPIC -o "$TORTURE_BUILD/$1.so" "tests/torture/$1.c" -ldl
}
wizard() {
  # shellcheck disable=SC2046,SC2086 # so are these
  "$cc" $(${MAKE:-make} -s print-flags) -Itests -O1 -g $warn -o "$TORTURE_BUILD/wizard" tests/torture/wizard.c \
    tests/tty.c src/base/*.c $(${PKG_CONFIG:-pkg-config} --libs vterm) -lunistring
}
# The program again where it has curses in itself: memory.c needs curses as a library that something can come before.
shared() {
  objects=$(dirname "$TENKEN")/obj
  # shellcheck disable=SC2046 # and these
  "$cc" -pie -o "$TORTURE_BUILD/tenken" $(for file in src/*/*.c src/main.c; do echo "$objects/${file%.c}.o"; done) \
    "$objects/gen/municipalities.o" $(${PKG_CONFIG:-pkg-config} --libs ncursesw yaml-0.1 sqlite3) -lunistring
}
echo '#include <gnu/libc-version.h>' | "$cc" -fsyntax-only -x c - 2>/dev/null || leave_out "the C library is not glibc"
if library shim && library memory && shared; then
  ok "the libraries that come between are built"
else
  not_ok "the libraries that come between are built"
  finish
fi
rm -f "$TORTURE_BUILD/wizard"
if ! ${PKG_CONFIG:-pkg-config} --exists vterm 2>/dev/null; then
  echo "skipped the wizard killed: libvterm is not installed"
elif ! wizard; then
  not_ok "the person at the wizard is built"
  finish
fi

# --- the parts --------------------------------------------------------------------------------------------------

# One part; its rows (PROMISE, cases, failures, what its control did, between tabs) are added to the table.
part() {
  began=$(date +%s)
  program=$TENKEN
  [ "$1" != memory ] || program=$TORTURE_BUILD/tenken
  TENKEN=$program python3 "tests/torture/$1.py" >"$work/$1" 2>&1
  status=$?
  grep -v '^row	' "$work/$1"
  if [ "$status" -ne 0 ] || ! grep '^row	' "$work/$1" >"$work/row"; then
    not_ok "$1 runs to its end (status $status)"
    return
  fi
  cut -f 2- "$work/row" >>"$work/table"
  IFS='	' read -r _ promise cases failures control <"$work/row"
  if [ "$cases" -gt 0 ] && [ "$failures" -eq 0 ]; then
    ok "$1: $promise, $cases cases ($(($(date +%s) - began)) s)"
  else
    not_ok "$1: $promise, $failures of $cases cases"
  fi
  if [ "$control" = "fails, as it should" ]; then
    ok "$1: its control is caught"
  else
    not_ok "$1: its control is caught"
  fi
}

[ $# -gt 0 ] || set -- faults kill power memory several
: >"$work/table"
for name; do
  [ "$name" = kill ] && [ ! -x "$TORTURE_BUILD/wizard" ] && continue
  part "$name"
done

echo
printf 'promise\tcases\tfailures\tcontrol\n' | cat - "$work/table" | awk -F'\t' '
  { printf "%-78s | %6s | %8s | %s\n", $1, $2, $3, $4 }'
echo
finish
