#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh calls nothing passed that did not pass: in a small tree of its own, each way to fail is a failure.

set -u
cd "$SRC" || exit 1
passed=0 failed=0
unset BUILD TEST_SECONDS

# try NAME WANTED: the tree with one script, from standard input, ends with the line WANTED and its status.
try() {
  rm -rf "$TMPDIR/tree"
  mkdir -p "$TMPDIR/tree/tests"
  cp tests/run.sh "$TMPDIR/tree/tests"
  cat >"$TMPDIR/tree/tests/planted.t.sh"
  TEST_SECONDS=2 sh "$TMPDIR/tree/tests/run.sh" >"$TMPDIR/printed"
  status=$?
  case $2 in *" 0 failed") wanted=0 ;; *) wanted=1 ;; esac
  if [ "$(tail -n 1 "$TMPDIR/printed")" = "$2" ] && [ "$status" -eq $wanted ]; then
    echo "ok $1" && passed=$((passed + 1))
  else
    cat "$TMPDIR/printed"
    echo "not ok $1 (status $status)" && failed=$((failed + 1))
  fi
}

try "what passes is counted" "2 passed, 0 failed" <<'END'
echo "ok one"; echo "ok two"; echo "2 passed, 0 failed"
END
try "what is skipped is not counted" "1 passed, 0 failed" <<'END'
echo "ok one"; echo "skipped two: no reason"; echo "1 passed, 0 failed, 1 skipped"
END
try "what fails is counted" "1 passed, 1 failed" <<'END'
echo "ok one"; echo "not ok two"; echo "1 passed, 1 failed"; exit 1
END
try "a failure counts whatever the status" "1 passed, 1 failed" <<'END'
echo "ok one"; echo "not ok two"; echo "1 passed, 1 failed"
END
try "a status counts whatever the line says" "1 passed, 1 failed" <<'END'
echo "ok one"; echo "1 passed, 0 failed"; exit 3
END
try "a death counts" "1 passed, 1 failed" <<'END'
echo "ok one"; kill -9 $$
END
try "a missing closing line counts" "1 passed, 1 failed" <<'END'
echo "ok one"
END
try "no test at all is a failure" "0 passed, 1 failed" <<'END'
echo "0 passed, 0 failed"
END
try "one that never ends is a failure" "1 passed, 1 failed" <<'END'
echo "ok one"; sleep 1000
END
try "words of a test are no counts" "1 passed, 1 failed" <<'END'
echo "ok one"; echo "9 passed, 0 failed"; echo "and more"
END
try "a script that cannot be read is a failure" "0 passed, 1 failed" <<'END'
if then
END
try "each has a home of its own" "1 passed, 0 failed" <<'END'
[ -d "$HOME" ] && [ "$XDG_DATA_HOME" = "$HOME/data" ] && [ "$LC_ALL" = C.UTF-8 ] && echo "ok one" &&
  echo "1 passed, 0 failed"
END
rm -f "$TMPDIR/tree/tests/planted.t.sh"
if sh "$TMPDIR/tree/tests/run.sh" >"$TMPDIR/printed"; then
  echo "not ok a tree without tests is a failure" && failed=$((failed + 1))
else
  echo "ok a tree without tests is a failure" && passed=$((passed + 1))
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
