#!/bin/sh
# SPDX-License-Identifier: MIT
#
# backup, recover, doctor, and what every command says of a database that is damaged or lost.

set -u
# shellcheck source=tests/sh_lib.sh
. "$SRC/tests/sh_lib.sh"
cd "$SRC" || exit 1
db=$work/t.db
TENKEN_DB=$db TZ=UTC0
export TENKEN_DB TZ
day() { TENKEN_TEST_TIME=$((1775001600 + $1 * 86400)) && export TENKEN_TEST_TIME; } # 0: 2026-04-01

# noise PAGE: over the beginning of that page of the database.
noise() { dd if="$TENKEN" of="$db" bs=1 skip=4096 seek=$(($1 * 4096 - 4096)) count=600 conv=notrunc 2>/dev/null; }

run doctor
status_is "no database yet" 1
tells "no database yet: said" "まだありません"
check "and none is made" [ ! -e "$db" ]

day 0
run fill --title 一 questionnaires/examples/example-city.csv
first=$(cat "$out")
check "a first assessment alone has no backup" [ ! -e "$db.backups" ]
run doctor --lang en
status_is "a whole database" 0
says "is said to be whole" "All is well."
says "with its answers" "in agreement with"
day 1
run fill --title 二 questionnaires/examples/example-city.csv
check "a backup is made before the first write of a day" [ -f "$db.backups/2026-04-02.db" ]
check "for the owner alone" [ "$(find "$db.backups" -perm 600 -name '*.db' | wc -l)" -eq 1 ]
run list --db "$db.backups/2026-04-02.db"
says "it holds what was before" "一"
check "and no more" [ "$(wc -l <"$out")" -eq 1 ]
day 2
run list
run show "$first"
check "reading makes none" [ ! -e "$db.backups/2026-04-03.db" ]
run delete "$first"
check "each command that writes does" [ -f "$db.backups/2026-04-03.db" ]

# --- backup

run backup "$work/copy.db"
status_is "a backup where one wants it" 0
run export --table answers
cp "$out" "$work/answers"
run export --table answers --db "$work/copy.db"
check "holds the same" cmp -s "$work/answers" "$out"
run backup "$work/copy.db"
status_is "an existing file is refused" 1
run backup --force "$work/copy.db"
status_is "and replaced by --force" 0
run backup --force "$db"
status_is "never onto itself" 1

# --- a whole database is left alone

cp "$db" "$work/kept.db"
run recover
status_is "a whole database is not recovered" 1
tells "and the way is told" "--force"
check "it is as it was" cmp -s "$db" "$work/kept.db"
run recover "$work/copy.db" --force
status_is "unless one insists" 0
check "what was there is kept" [ -f "$(ls "$db".damaged-*)" ]
rm "$db".damaged-*

# --- damaged

noise 3
noise 4
cp "$db" "$work/noisy.db"
run doctor --lang en
status_is "damage is found" 3
says "and named" "DAMAGE"
says "with what to do" "tenken recover"
for command in list "delete $first" --plain "run --plain quick-check"; do
  # shellcheck disable=SC2086
  run $command
  status_is "damaged, $command: 3" 3
  tells "damaged, $command: what to do" "tenken recover"
done
check "nobody wrote to it" cmp -s "$db" "$work/noisy.db"
run recover --lang en
status_is "recovered" 0
tells "from which day" "3 April 2026"
check "the damaged file is kept" cmp -s "$(ls "$db".damaged-*)" "$work/noisy.db"
run doctor
status_is "whole again" 0
run list
check "both are there" [ "$(wc -l <"$out")" -eq 2 ]

# --- lost, emptied, cut off

rm "$db".damaged-*
for how in lost empty short; do
  case $how in
  lost) rm "$db" ;;
  empty) : >"$db" ;;
  short) dd if="$work/noisy.db" of="$db" bs=4096 count=2 2>/dev/null ;;
  esac
  for command in list "show $first" --plain doctor; do
    # shellcheck disable=SC2086
    run $command
    status_is "$how, $command: 3" 3
  done
  run recover
  status_is "$how: recovered" 0
  run list
  check "$how: all are there again" [ "$(wc -l <"$out")" -eq 2 ]
done
HOME=$work/home
mkdir -p "$HOME/.local/share/tenken/tenken.db.backups"
cp "$db" "$HOME/.local/share/tenken/tenken.db.backups/2026-04-01.db"
(
  unset TENKEN_DB XDG_DATA_HOME
  "$TENKEN" list >"$out" 2>"$errors"
)
status=$?
status_is "a lost database in the usual place is no empty list" 3

# --- what cannot be recovered from

rm -rf "$db.backups"
noise 1
cp "$db" "$work/noisy.db"
run recover
status_is "no backup" 3
tells "no backup: said" "recover FILE"
for file in "$work/none.db" "$work/noisy.db" README.md "$work"; do
  run recover "$file"
  check "not from ${file##*/}" [ "$status" -ne 0 ]
done
check "it is as it was" cmp -s "$db" "$work/noisy.db"
run recover "$work/copy.db"
status_is "from a backup kept elsewhere" 0
run doctor
status_is "and all is whole" 0

# --- what is not damage

chmod 644 "$db"
run doctor --lang en
status_is "permissions are a note" 0
says "and how to mend them" "chmod 600"

finish
