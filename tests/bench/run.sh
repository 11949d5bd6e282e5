#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Measures the program against the least that could do the same: make bench (TENKEN the program, SRC the top of the tree).
# Informative: ratios within one run, programs taking turns, medians; the exit status tells only whether all could be run.
#
#   BENCH_RUNS   how often each program is started (21)      BENCH_KEYS   keys in each of the runs that type (40)
#
# Everything is built and kept in .build/bench/; the databases are made anew when the store changed.

set -u
: "${TENKEN:?make bench sets it}" "${SRC:?make bench sets it}"
runs=${BENCH_RUNS:-21}
keys=${BENCH_KEYS:-40}
here=$SRC/tests/bench
build=$(dirname "$TENKEN")
work=$build/bench
cc=${CC:-cc}
failures=0

have() { command -v "$1" >/dev/null 2>&1; }
note() { echo "bench: $*" >&2; }

# --- building ---------------------------------------------------------------------------------------------------

flags_of() { ${PKG_CONFIG:-pkg-config} --cflags "$1" 2>/dev/null; }
libs_of() { ${PKG_CONFIG:-pkg-config} --libs "$1" 2>/dev/null || echo "$2"; }

# NAME SOURCES AND LIBRARIES
compile() {
  name=$1
  shift
  # shellcheck disable=SC2046 # flags are words
  "$cc" -std=c11 -O2 -I"$SRC/src" -I"$here" -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE -D_XOPEN_SOURCE=600 \
    -o "$work/$name" "$@" || exit 1
}

build_all() {
  mkdir -p "$work/home" "$work/thirty" || exit 1
  cp "$TENKEN" "$work/tenken" || exit 1 # it may be built again meanwhile
  TENKEN=$work/tenken
  curses=$(libs_of ncursesw -lncursesw)
  sqlite=$(libs_of sqlite3 -lsqlite3)
  yaml=$(libs_of yaml-0.1 -lyaml)
  parts=$(find "$build/obj/src/base" "$build/obj/src/model" "$build/obj/src/store" "$build/obj/gen" -name '*.o')
  # shellcheck disable=SC2086 # libraries and objects are words
  {
    compile probe "$here/probe.c"
    compile floor "$here/floor.c" "$here/extra_none.c" $curses
    compile floor_save "$here/floor.c" "$here/extra_save.c" $curses $sqlite
    compile floor_libs "$here/floor.c" "$here/extra_libs.c" $curses $sqlite $yaml -lunistring
    compile yaml_loop "$here/yaml_loop.c" $yaml
    compile make_db "$here/make_db.c" $parts $sqlite $yaml -lunistring
  }
}

# QUESTIONS BYTES-OF-HELP: a questionnaire on the shipped framework
questionnaire() {
  awk -v count="$1" -v help="$2" 'BEGIN {
    print "format: 1\nid: bench\nversion: 1\nframework: smart-city-guidebook\ntitle:\n  ja: 計測用\n  en: For measuring\nsections:"
    for (i = 1; i <= count; i++) {
      if (i % 10 == 1)
        printf "  - id: part%d\n    title:\n      ja: 第%d部\n      en: Part %d\n    questions:\n", i, i, i
      printf "      - id: q%d\n        type: choice\n        level: %d\n        criteria: [whole-office]\n", i, i % 3 + 1
      printf "        text:\n          ja: 部局をまたいで作業をする推進チームはありますか（その%d）。\n", i
      printf "          en: Is there a team that works across departments (item %d)?\n        help:\n", i
      printf "          ja: 誰が進めるかを確かめます。"
      for (n = 0; n < help; n += 81) printf "定期的に集まると、それぞれの部局が自分の業務との関わりを"
      printf "\n          en: Who carries the work.\n        source: initiation.purpose\n        basis: stated\n        options:\n"
      for (o = 0; o < 4; o++) {
        printf "          - id: o%d\n            value: %d\n            text:\n", o, o
        printf "              ja: 集まる時期を決めて作業を進めている（%d）\n              en: It meets at set times (%d)\n", o, o
      }
    }
  }'
}

# FILE COUNT EVERY FRAMEWORK QUESTIONNAIRE
database() {
  [ -f "$work/$1" ] && [ -z "$(find "$SRC/src/store" "$here/make_db.c" -newer "$work/$1" -name '*.c')" ] && return
  note "making a database of $2 saved assessments"
  rm -f "$work/$1" "$work/$1-journal"
  "$work/make_db" "$work/$1.new" "$2" "$3" "$4" "$5" &&
    mv -f "$work/$1.new" "$work/$1" || exit 1
}

prepare() {
  cp "$SRC/questionnaires/guidebook.yaml" "$work/thirty/" &&
    questionnaire 30 200 >"$work/thirty/bench.yaml" &&
    questionnaire 50 200 >"$work/fifty.yaml" &&
    mkdir -p "$work/large" && cp "$work/thirty/guidebook.yaml" "$work/large/" &&
    questionnaire 200 3600 >"$work/large/large.yaml" || exit 1
  database thousand.db 1000 1 "$work/thirty/guidebook.yaml" "$work/thirty/bench.yaml"
  database million.db 20000 1 "$work/thirty/guidebook.yaml" "$work/fifty.yaml"
  # Only lists are read of these, so short documents do.
  database one.db 1 1 "$SRC/tests/load/framework.yaml" "$SRC/tests/load/base.yaml"
  database many.db 100000 100 "$SRC/tests/load/framework.yaml" "$SRC/tests/load/base.yaml"
  cp "$work/thousand.db" "$work/typed.db" || exit 1
}

# --- measuring --------------------------------------------------------------------------------------------------

probe() { # prints a line of figures for each program; none when it could not run
  (cd "$work/home" && env "$@") || { note "could not be measured: $*" && return 1; }
}

line() { printf '%s\n' "$1" | sed -n "$2p" | cut -d ' ' -f "$3"; } # FIGURES LINE FIELD

row() { printf '%-62s %10s %10s %8s %8s  %s\n' "$@"; }

# WHAT FIGURES OURS THEIRS FIELD UNIT GOAL: the ratio of one line's figure to another's
ratio() {
  a=$(line "$2" "$3" "$5") b=$(line "$2" "$4" "$5")
  if [ -z "$a" ] || [ -z "$b" ]; then
    row "$1" - - - "$7" "could not be measured"
    failures=$((failures + 1))
    return
  fi
  set -- "$1" "$6" "$7" "$(awk -v a="$a" -v b="$b" 'BEGIN { if (b > 0) printf "%.2f", a / b; else print "-" }')" \
    "$(awk -v a="$a" -v u="$6" 'BEGIN { printf (u == "ms" ? "%.2f" : "%d") " " u, a }')" \
    "$(awk -v b="$b" -v u="$6" 'BEGIN { printf (u == "ms" ? "%.2f" : "%d") " " u, b }')"
  row "$1" "$5" "$6" "$4" "$3" "$(verdict "$4" "$3")"
}

# WHAT FIGURES LINE FIELD UNIT GOAL: a figure that is to be no more than the goal by itself
figure() {
  a=$(line "$2" "$3" "$4")
  if [ -z "$a" ]; then
    row "$1" - - - "$6" "could not be measured"
    failures=$((failures + 1))
    return
  fi
  a=$(awk -v a="$a" 'BEGIN { printf "%g", a }')
  row "$1" "$a${5:+ $5}" "" "" "$6" "$(verdict "$a" "$6")"
}

verdict() { awk -v a="$1" -v goal="$2" 'BEGIN { print (goal == "-" ? "" : a != "-" && a + 0 <= goal + 0 ? "met" : "missed") }'; }

skip() { row "$1" - - - - "skipped: $2"; }

starting() {
  menu='部局をまたいで実際に作業をする推進チームはありますか。'
  set -- "" "$TENKEN" --lang ja --db "$work/thousand.db" --questionnaires "$work/thirty" \
    ::: "" "$work/floor" ::: "" "$work/floor_libs" "$work/thousand.db"
  have dialog && set -- "$@" ::: "" dialog --menu "$menu" 20 74 6 1 ない 2 準備をしている 3 ある 4 定期的に作業を進めている
  figures=$(probe "$work/probe" start "$runs" 0 "$@")
  ratio "start, 1,000 saved / bare ncursesw" "$figures" 1 2 1 ms 1.80
  if have dialog; then
    ratio "start, 1,000 saved / dialog" "$figures" 1 4 1 ms 1.35
  else
    skip "start, 1,000 saved / dialog" "dialog is not installed"
  fi
  ratio "start, 1,000 saved / a program that uses the same libraries" "$figures" 1 3 1 ms -
  ratio "bytes of the first screen / bare ncursesw" "$figures" 1 2 2 B -
  figures=$(probe "$work/probe" start "$runs" 0 \
    "" "$TENKEN" --lang ja --db "$work/many.db" ::: "" "$TENKEN" --lang ja --db "$work/one.db")
  ratio "start, 100,000 saved / 1 saved" "$figures" 1 2 1 ms 1.10
  figures=$(probe "$work/probe" start 5 0 \
    "" "$TENKEN" --lang ja --db "$work/typed.db" run "$work/thirty/bench.yaml" ::: "" "$work/floor")
  ratio "start in a new one of 30 questions / bare ncursesw" "$figures" 1 2 1 ms -
}

ask="--lang ja --db $work/typed.db --questionnaires $SRC/questionnaires run silo-breakdown"

# WHAT KEYS PAINTED-GOAL SAVED: the same keys to the program and to the floor that saves each of them
typing() {
  # shellcheck disable=SC2086 # words
  figures=$(probe TENKEN_TEST_MARKS=1 "$work/probe" keys 5 "$keys" "$2" "$TENKEN" $ask \
    ::: "$2" "$work/floor_save" "$work/floor.db" ::: "$2" "$work/floor")
  ratio "$1, painted / floor that saves" "$figures" 1 2 1 ms "$3"
  [ -z "$4" ] || ratio "$1, and said to be saved / the same" "$figures" 1 2 2 ms -
  ratio "$1, painted / bare ncursesw that saves nothing" "$figures" 1 3 1 ms -
  ratio "$1, bytes / the same" "$figures" 1 2 3 B -
}

keying() {
  down=$(printf '\033OB') up=$(printf '\033OA')
  typing "highlight moved" "$down|$down/$down|$up" 1.15 ""
  typing "answer chosen" "1/2|1" 1.15 saved
  typing "step to the next question" "n/n|p" 1.50 ""
  # shellcheck disable=SC2086 # words
  figures=$(probe TENKEN_TEST_MARKS=1 "$work/probe" hold 5 300 -d "$work/typed.db" "1/2|1|3" "$TENKEN" $ask)
  figure "300 keys at once: ms until all is saved" "$figures" 1 1 ms -
  figure "300 keys at once: frames (painted, then said to be saved)" "$figures" 1 2 "" 2
  figure "300 keys at once: commits" "$figures" 1 3 "" 1
}

resting() {
  if [ ! -r /proc/self/schedstat ]; then
    skip "memory, idle" "this system has no /proc"
    return
  fi
  # shellcheck disable=SC2086 # words
  figures=$(probe TENKEN_TEST_MARKS=1 "$work/probe" keys 3 10 "1/2|1" "$TENKEN" $ask \
    ::: "1/2|1" "$work/floor_libs" "$work/typed.db" "$SRC"/questionnaires/*.yaml)
  ratio "peak memory / a program that uses the same libraries" "$figures" 1 2 4 KiB 1.50
  # shellcheck disable=SC2086 # words
  figures=$(probe "$work/probe" idle 3 2000 "1/2" "$TENKEN" $ask)
  figure "idle for 2 s: CPU" "$figures" 1 1 ms 0
  figure "idle for 2 s: wake-ups" "$figures" 1 2 "" 0
}

reading() {
  set -- "$work/large/large.yaml" "$work/large/guidebook.yaml"
  figures=$(probe "$work/probe" whole "$runs" 0 "" "$TENKEN" check "$@" ::: "" "$work/yaml_loop" "$@")
  ratio "check a questionnaire of 1 MiB / bare libyaml" "$figures" 1 2 1 ms 1.70
  if ! have sqlite3; then
    skip "export of 1,000 / sqlite3" "sqlite3 is not installed"
    return
  fi
  query="SELECT a.id, a.title, b.* FROM assessment a JOIN respondent r ON r.assessment = a.id JOIN answer b ON b.respondent = r.id"
  figures=$(probe "$work/probe" whole 3 0 "" "$TENKEN" --db "$work/thousand.db" export --table answers \
    ::: "" sqlite3 -readonly -csv -header "$work/thousand.db" "$query")
  ratio "export 30,000 answers of 1,000 / the sqlite3 shell" "$figures" 1 2 1 ms -
  figures=$(probe "$work/probe" whole 5 0 "" "$TENKEN" --db "$work/million.db" export --table answers \
    ::: "" sqlite3 -readonly -csv -header "$work/million.db" "$query")
  ratio "export 1,000,000 answers of 20,000 / the sqlite3 shell" "$figures" 1 2 1 ms 0.85
}

searching() {
  if ! have sqlite3; then
    skip "search among 100,000 saved / sqlite3" "sqlite3 is not installed"
    return
  fi
  set -- "$work/many.db" "SELECT id FROM assessment WHERE title LIKE '%zz%' OR municipality LIKE '%zz%'"
  figures=$(probe "$work/probe" whole 5 0 "" "$TENKEN" --db "$1" list zz ::: "" sqlite3 -readonly "$@" 2>/dev/null)
  ratio "search among 100,000 saved / the sqlite3 shell, LIKE" "$figures" 1 2 1 ms -
}

unset LC_ALL LC_CTYPE LC_MESSAGES NO_COLOR COLUMNS LINES TENKEN_DB TENKEN_AMBIGUOUS TENKEN_TEST_MARKS XDG_DATA_HOME \
  XDG_DOCUMENTS_DIR COLORTERM TMUX STY 2>/dev/null
build_all
export TERM=xterm-256color LANG=C.UTF-8 HOME="$work/home" XDG_DATA_DIRS="$work/none"
prepare
row "what" ours theirs ratio goal ""
starting
keying
resting
reading
searching
[ "$failures" -eq 0 ] || { note "$failures could not be measured" && exit 1; }
