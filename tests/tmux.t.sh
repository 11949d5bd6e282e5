#!/bin/sh
# SPDX-License-Identifier: MIT
#
# A second opinion on widths and keys: the program ($TENKEN) in tmux, walked a little way in both languages.

set -u
passed=0 failed=0
ok() { passed=$((passed + 1)); echo "ok $1"; }
not_ok() { failed=$((failed + 1)); echo "not ok $1"; tmux -S "$socket" capture-pane -p -t 0 2>/dev/null; }
finish() { echo "$passed passed, $failed failed"; [ "$failed" -eq 0 ]; exit $?; }

if ! command -v tmux >/dev/null 2>&1; then
  echo "skipped tmux: not installed"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
fi

dir=$(mktemp -d "${TMPDIR:-/tmp}/tenken-tmux.XXXXXX") || exit 1
socket=$dir/s
trap 'tmux -S "$socket" kill-server 2>/dev/null; rm -rf "$dir"' EXIT

screen() { tmux -S "$socket" capture-pane -p -t 0; }

# Wait until the screen holds the text: for a condition, at most 20 seconds.
shows() {
  tries=0
  while [ "$tries" -lt 400 ]; do
    if screen 2>/dev/null | grep -qF -- "$1"; then return 0; fi
    sleep 0.05
    tries=$((tries + 1))
  done
  return 1
}

expect() { if shows "$2"; then ok "$1"; else not_ok "$1: $2"; fi; }
key() { tmux -S "$socket" send-keys -t 0 "$@"; }

tmux -u -S "$socket" -f /dev/null new-session -d -x 60 -y 16 \
  "TENKEN_DB='$dir/a.db' LC_ALL=C.UTF-8 '$TENKEN' --lang ja --questionnaires '$SRC/questionnaires'" || exit 1
expect "home in Japanese" "短い点検から始める"
key Enter
expect "set-up" "名前"
key F10
expect "first question" "設問 1/11"
key 3
expect "saved" "保存しました"
key L
expect "English at once" "Question 1/11"
tmux -S "$socket" resize-window -t 0 -x 100 -y 30 2>/dev/null
expect "resized" "Do not know"
key r
expect "results" "Answered 1/11"
key q
expect "home again" "1/11"
key q
tries=0
while tmux -S "$socket" has-session 2>/dev/null && [ "$tries" -lt 400 ]; do sleep 0.05; tries=$((tries + 1)); done
if [ "$tries" -lt 400 ]; then ok "left"; else not_ok "left"; fi
finish
