#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Runs tests and adds them up.   sh tests/run.sh [STAGE]...   (make check, make check-all; default: tests; all: all of these)
#
#   tests      the test programs and the scripts tests/*.t.sh, tests/*.t.py on the build in $BUILD (.build)
#   compilers  builds with gcc and with clang, a warning is an error
#   san        the same tests on a build with the address and undefined-behaviour sanitizers
#   valgrind   the test programs under valgrind, without those that drive a terminal; TENKEN_TEST_QUICK=1 is set
#   lint       tests/lint.sh
#   fuzz       each tests/fuzz/*_fuzz.c for FUZZ_SECONDS (10; with CI set 60), from the seeds in tests/fuzz/corpus/NAME/
#
# A test program or script prints "ok …" or "not ok …" lines and ends with "N passed, N failed" (", N skipped" may
# follow); what it leaves out it names in a line "skipped …". It is called at the top of the tree with TENKEN (the
# program), SRC (the top), LC_ALL=C.UTF-8 and a HOME of its own. One that ends without its closing line, with another
# status than its line says, after too long or without a test counts as a failed test.
# As many run at once as there are processors. The last line is the sum: "N passed, N failed".

set -u
cd "$(dirname "$0")/.." || exit 1
top=$(pwd)
build=${BUILD:-.build}
make=${MAKE:-make}
limit=${TEST_SECONDS:-900}
fuzz_seconds=${FUZZ_SECONDS:-${CI:+60}}
fuzz_seconds=${fuzz_seconds:-10}
jobs=$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)

have() { command -v "$1" >/dev/null 2>&1; }

# --- one program or script (run.sh one VARIANT-DIR LOG-DIR WRAPPER FILE), in a process of its own ------------------

interpreter() {
  case $1 in
  *.py) echo python3 ;;
  *.sh) if head -n 1 "$1" | grep -q bash; then echo bash; else echo sh; fi ;;
  esac
}

within_limit() {
  if have timeout; then timeout -k 10 "$limit" "$@"; else "$@"; fi
}

# Run FILE under WRAPPER (a command in words, or nothing) into $log.
run_into_log() {
  home=$(mktemp -d "${TMPDIR:-/tmp}/tenken-test.XXXXXX") || exit 1
  mkdir "$home/config" "$home/data" "$home/state" "$home/cache" "$home/run" "$home/tmp"
  chmod 700 "$home/run"
  # shellcheck disable=SC2086 # the wrapper is words
  within_limit env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL -u TENKEN_DB -u NO_COLOR -u LINES -u COLUMNS \
    -u LANG -u LC_MESSAGES LC_ALL=C.UTF-8 TENKEN="$top/$dir/tenken" SRC="$top" \
    HOME="$home" XDG_CONFIG_HOME="$home/config" XDG_DATA_HOME="$home/data" XDG_STATE_HOME="$home/state" \
    XDG_CACHE_HOME="$home/cache" XDG_RUNTIME_DIR="$home/run" XDG_DATA_DIRS="$home/none" TMPDIR="$home/tmp" \
    $wrapper "$@" >"$log" 2>&1 </dev/null
  status=$?
  rm -rf "$home"
}

# Sum of a log whose program ended with $status: "PASSED FAILED", and why it counts as failed in $why.
judge() {
  line=$(tail -n 1 "$log" | grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$')
  passed=$(grep -c '^ok ' "$log")
  failed=$(grep -c '^not ok ' "$log")
  why=
  if [ -z "$line" ]; then
    why="ended without its closing line (status $status)"
    [ "$status" -eq 124 ] && why="was stopped after $limit seconds"
    failed=$((failed + 1))
    return
  fi
  passed=${line%% passed*}
  failed=${line#* passed, }
  failed=${failed%% failed*}
  if [ "$status" -ne 0 ] && [ "$failed" -eq 0 ]; then
    why="ended with status $status though its line says that nothing failed"
    failed=1
  elif [ "$status" -eq 0 ] && [ "$failed" -ne 0 ]; then
    why="ended with status 0 though its line says that $failed failed"
  elif [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ] && ! grep -q '^skipped ' "$log"; then
    why="ran no test"
    failed=1
  fi
}

one() {
  dir=$1 logs=$2 wrapper=$3 file=$4
  name=$(basename "$file")
  log=$logs/$name.log
  began=$(date +%s)
  case $file in
  *.t.*) run_into_log "$(interpreter "$file")" "$file" ;;
  *) run_into_log "$file" ;;
  esac
  judge
  if [ -n "$wrapper" ]; then # under valgrind it is the program as a whole that passes
    [ "$failed" -eq 0 ] && passed=1 || passed=0 failed=1
  fi
  text="$name: $passed passed, $failed failed ($(($(date +%s) - began)) s)"
  [ "$failed" -eq 0 ] || text="$text${why:+
  | $name $why}
$(grep -v '^ok ' "$log" | tail -n 80 | sed 's/^/  | /')"
  printf '%s\n' "$text"
  echo "$passed $failed $logs/$name" >"$logs/$name.sum"
}

if [ "${1:-}" = one ]; then
  shift
  [ $# -eq 4 ] && one "$@"
  exit 0
fi

# In a process of its own (run.sh fuzz-one FOLDER SOURCE): its end goes into FOLDER/NAME.status.
fuzz_one() {
  name=$(basename "$2" _fuzz.c)
  rm -f "$1/$name.status"
  mkdir -p "$1/corpus/$name"
  dict=
  [ -f "tests/fuzz/$name.dict" ] && dict=-dict=tests/fuzz/$name.dict
  seeds=
  [ -d "tests/fuzz/corpus/$name" ] && seeds=tests/fuzz/corpus/$name
  # shellcheck disable=SC2086 # either may be no word
  LC_ALL=C.UTF-8 "$1/tests/fuzz/${name}_fuzz" -max_total_time="$fuzz_seconds" -timeout=10 \
    -rss_limit_mb=1024 -print_final_stats=1 -artifact_prefix="$1/$name-" $dict "$1/corpus/$name" $seeds \
    >"$1/$name.log" 2>&1
  echo $? >"$1/$name.status"
}

if [ "${1:-}" = fuzz-one ]; then
  fuzz_one "$2" "$3"
  exit 0
fi

# --- stages ---------------------------------------------------------------------------------------------------

total=$(mktemp -d "${TMPDIR:-/tmp}/tenken-run.XXXXXX") || exit 1
trap 'rm -rf "$total"' EXIT
trap 'exit 130' INT TERM HUP
: >"$total/sums"
: >"$total/skipped"

count() { echo "$1 $2 $3" >>"$total/sums"; } # PASSED FAILED NAME
skip() {
  echo "skipped $*"
  echo "$*" >>"$total/skipped"
}
passed() { echo "ok $1" && count 1 0 "$1"; }
failed() { echo "not ok $1" && count 0 1 "$1"; }

is_program() { [ -f "$1" ] && grep -q -e '^TESTS' -e '^int main' "$1"; } # the Makefile asks the same

# What to run on a build: KIND `all`, or `units` for the programs without a terminal alone. Scripts that never run
# the program are not run again on a variant.
list() { # DIR KIND
  for source in tests/*_test.c; do
    is_program "$source" || continue
    name=$(basename "$source" .c)
    case $2:$name in
    all:tty_*) have_vterm || continue ;;
    *:tty_*) continue ;;
    esac
    echo "$1/tests/$name"
  done
  [ "$2" = all ] || return
  for script in tests/*.t.sh tests/*.t.py; do
    [ -f "$script" ] || continue
    case $script in *.py) have python3 || continue ;; esac
    [ "$1" = .build ] || grep -q TENKEN "$script" || continue
    echo "$script"
  done
}

have_vterm() { ${PKG_CONFIG:-pkg-config} --exists vterm 2>/dev/null; }

note_missing() {
  have_vterm || for source in tests/tty_*_test.c; do
    is_program "$source" && skip "$source: libvterm is not installed"
  done
  have python3 || for script in tests/*.t.py; do
    [ -f "$script" ] && skip "$script: python3 is not installed"
  done
}

run_list() { # DIR KIND WRAPPER
  logs=$1/log${3:+-valgrind}
  rm -rf "$logs"
  mkdir -p "$logs"
  list "$1" "$2" | sort -u | tr '\n' '\0' | xargs -0 -n 1 -P "$jobs" sh tests/run.sh one "$1" "$logs" "$3"
  for sum in "$logs"/*.sum; do
    [ -f "$sum" ] && cat "$sum" >>"$total/sums"
  done
  grep -h '^skipped ' "$logs"/*.log 2>/dev/null | sed 's/^skipped //' >>"$total/skipped"
}

build_variant() { # NAME GOALS…: quiet unless it fails
  variant=$1
  shift
  $make -k -j "$jobs" VARIANT="$variant" "$@" >"$total/$variant.log" 2>&1 && return
  grep -E '(error|warning|Error|undefined)' "$total/$variant.log" | head -n 60
  return 1
}

stage_tests() {
  note_missing
  run_list "$build" all ""
}

stage_compilers() {
  for compiler in gcc clang; do
    if ! have "$compiler"; then
      skip "the build with $compiler: it is not installed"
    elif build_variant "$compiler" WERROR=1 programs; then
      passed "$compiler builds everything without a warning"
    else
      failed "$compiler builds everything without a warning"
    fi
  done
}

stage_san() {
  if ! echo 'int main(void) { return 0; }' | "$(command -v clang || echo cc)" -fsanitize=address,undefined \
    -x c -o "$total/san" - 2>/dev/null; then
    skip "the tests under the sanitizers: the compiler has no sanitizer libraries"
    return
  fi
  if build_variant san programs; then
    UBSAN_OPTIONS=print_stacktrace=1 run_list .build/san all ""
  else
    failed "the build with sanitizers"
  fi
}

stage_valgrind() {
  if ! have valgrind; then
    skip "the test programs under valgrind: it is not installed"
    return
  fi
  $make -s -j "$jobs" programs || { failed "the build for valgrind" && return; }
  TENKEN_TEST_QUICK=1 run_list "$build" units \
    "valgrind -q --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite --show-leak-kinds=definite"
}

stage_lint() {
  sh tests/lint.sh >"$total/lint.log" 2>&1
  status=$?
  cat "$total/lint.log"
  log=$total/lint.log
  judge
  [ -n "$why" ] && echo "not ok lint.sh $why"
  count "$passed" "$failed" lint.sh
  sed -n 's/^skipped //p' "$total/lint.log" >>"$total/skipped"
}

stage_fuzz() {
  if ! echo 'int LLVMFuzzerTestOneInput(void); int LLVMFuzzerTestOneInput(void) { return 0; }' |
    clang -fsanitize=fuzzer -x c -o "$total/fuzz" - 2>/dev/null; then
    skip "the fuzz targets: clang with libFuzzer is not installed"
    return
  fi
  if ! build_variant fuzz fuzzers; then
    failed "the build of the fuzz targets"
    return
  fi
  find tests/fuzz -name '*_fuzz.c' | LC_ALL=C sort | xargs -n 1 -P "$jobs" sh "$0" fuzz-one .build/fuzz
  for source in tests/fuzz/*_fuzz.c; do
    name=$(basename "$source" _fuzz.c)
    if [ "$(cat ".build/fuzz/$name.status" 2>/dev/null)" = 0 ]; then
      passed "fuzz $name ($(sed -n 's/^stat::number_of_executed_units: *//p' ".build/fuzz/$name.log") runs)"
    else
      tail -n 60 ".build/fuzz/$name.log"
      failed "fuzz $name (what broke it: .build/fuzz/$name-*)"
    fi
  done
}

[ $# -gt 0 ] || set -- tests
[ "$1" = all ] && set -- tests compilers san valgrind lint fuzz
for stage; do
  echo "== $stage"
  case $stage in
  tests | compilers | san | valgrind | lint | fuzz) "stage_$stage" ;;
  *) echo "run.sh: no stage is called $stage" >&2 && exit 2 ;;
  esac
done

echo "== sum"
sort -u "$total/skipped" | sed 's/^/skipped /'
awk '$2 > 0 { sub(/^[0-9]+ [0-9]+ /, ""); print "failed: " $0 }' "$total/sums"
awk '{ p += $1; f += $2 } END { printf "%d passed, %d failed\n", p, f; exit f > 0 || p == 0 }' "$total/sums"
