#!/bin/sh
# SPDX-License-Identifier: MIT
# What the analysers say of the tree, one test each; an analyser that is not installed is named and left out.

set -u
cd "$(dirname "$0")/.." || exit 1
make=${MAKE:-make}
jobs=$(nproc 2>/dev/null || echo 2)
passed=0 failed=0
log=$(mktemp "${TMPDIR:-/tmp}/tenken-lint.XXXXXX") || exit 1
trap 'rm -f "$log"' EXIT

have() { command -v "$1" >/dev/null 2>&1; }

# judge NAME COMMAND…: a test that passes when the command does; what it printed is shown when it does not.
judge() {
  name=$1
  shift
  if "$@" >"$log" 2>&1; then
    echo "ok $name" && passed=$((passed + 1))
  else
    tail -n 100 "$log"
    echo "not ok $name" && failed=$((failed + 1))
  fi
}

files() { # ENDING…
  for ending; do find src tests -name "*.$ending" -type f; done | LC_ALL=C sort
}

# Scripts.
scripts() { files sh && echo .ci/run; }
check_scripts() { scripts | tr '\n' '\0' | xargs -0 shellcheck; }
if have shellcheck; then
  judge "shellcheck" check_scripts
else
  echo "skipped shellcheck: it is not installed"
fi
for shell in bash zsh fish; do
  file=src/completions/tenken.$shell
  [ -f "$file" ] || continue
  if have $shell; then
    judge "$shell reads its completion" $shell -n "$file"
  else
    echo "skipped the completion for $shell: it is not installed"
  fi
done

# The layout of the code, by version 14: other versions lay a few things out otherwise.
format=$(command -v clang-format-14 || command -v clang-format)
check_format() { files c h | tr '\n' '\0' | xargs -0 "$format" --dry-run -Werror; }
if [ -n "$format" ] && "$format" --version | grep -q 'version 14\.'; then
  judge "clang-format" check_format
else
  echo "skipped clang-format: version 14 is not installed"
fi

# Analysers.
flags=$($make -s print-flags) || exit 1
check_cppcheck() {
  # shellcheck disable=SC2046 # the flags are words
  cppcheck --quiet --std=c11 --language=c -j "$jobs" --enable=warning,performance,portability --inline-suppr \
    --error-exitcode=1 --suppress=missingIncludeSystem --suppress=normalCheckLevelMaxBranches \
    $(echo "$flags" | grep -E '^-[ID]') src
}
if have cppcheck; then
  judge "cppcheck" check_cppcheck
else
  echo "skipped cppcheck: it is not installed"
fi

# One file a process, so that no file's findings depend on another's.
check_tidy() {
  # shellcheck disable=SC2016 # that shell expands them: the file, and the flags as words
  files c | grep '^src/' | tr '\n' '\0' |
    FLAGS=$flags xargs -0 -n 1 -P "$jobs" sh -c 'clang-tidy --quiet "$1" -- $FLAGS' tidy
}
if have clang-tidy; then
  judge "clang-tidy" check_tidy
else
  echo "skipped clang-tidy: it is not installed"
fi

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
