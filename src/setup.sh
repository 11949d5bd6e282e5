#!/bin/sh
# SPDX-License-Identifier: MIT
#
# On a machine that has only a shell and a package manager:
#
#   sh src/setup.sh run [ARGUMENT…]   install what is missing, build, open the wizard
#   sh src/setup.sh test              install what is missing, build, run every test
#   sh src/setup.sh WORD…             install what is missing, then make WORD…
#
# It shows what is missing and the exact command, and asks where someone can answer. Run by root without a terminal,
# or with CI or TENKEN_YES set, it goes ahead. What only tests use and cannot be had is named, and those tests skipped.

set -u
cd "$(dirname "$0")/.." || exit 1

# --- what is needed -----------------------------------------------------------------------------------------------
# thing | for | how it is found | package of apt | dnf | pacman | apk | zypper | brew
# "for": run (always), test (tests), some (tests that are skipped without it), heavy (such tests, in CI), bench. "-"
# stands where a package manager has none, or where another row's package brings it.
needs() {
  cat <<'TABLE'
compiler      |run  |compiler|gcc libc6-dev|gcc|gcc|gcc musl-dev|gcc|-
make          |run  |command make|make|make|make|make|make|-
pkg-config    |run  |command pkg-config|pkg-config|pkgconf-pkg-config|pkgconf|pkgconf|pkg-config|pkgconf
ncurses       |run  |library curses.h ncursesw|libncurses-dev|ncurses-devel|ncurses|ncurses-dev|ncurses-devel|ncurses
libyaml       |run  |library yaml.h yaml|libyaml-dev|libyaml-devel|libyaml|yaml-dev|libyaml-devel|libyaml
sqlite        |run  |library sqlite3.h sqlite3|libsqlite3-dev|sqlite-devel|sqlite|sqlite-dev|sqlite3-devel|sqlite
libunistring  |run  |library unistr.h unistring|libunistring-dev|libunistring-devel|libunistring|libunistring-dev|libunistring-devel|libunistring
bash          |test |command bash|bash|bash|bash|bash|bash|bash
python3       |test |command python3|python3|python3|python|python3|python3|python
libvterm      |test |library vterm.h vterm|libvterm-dev|libvterm-devel|libvterm|libvterm-dev|libvterm-devel|libvterm
clang         |some |command clang|clang|clang|clang|clang|clang|-
libFuzzer     |some |fuzzer|libclang-rt-dev|compiler-rt|compiler-rt|compiler-rt|-|-
clang-format  |some |command clang-format|clang-format|clang-tools-extra|-|clang-extra-tools|clang-tools|clang-format
clang-tidy    |some |command clang-tidy|clang-tidy|clang-tools-extra|-|clang-extra-tools|clang-tools|-
cppcheck      |some |command cppcheck|cppcheck|cppcheck|cppcheck|cppcheck|cppcheck|cppcheck
valgrind      |some |command valgrind|valgrind libc6-dbg|valgrind|valgrind|valgrind musl-dbg|valgrind|-
strace        |some |command strace|strace|strace|strace|strace|strace|-
shellcheck    |some |command shellcheck|shellcheck|ShellCheck|shellcheck|shellcheck|ShellCheck|shellcheck
mandoc        |some |command mandoc|mandoc|mandoc|mandoc|mandoc|mandoc|mandoc
sqlite3       |some |command sqlite3|sqlite3|sqlite|-|sqlite|sqlite3|-
pyyaml        |some |python yaml|python3-yaml|python3-pyyaml|python-yaml|py3-yaml|python3-PyYAML|-
node          |some |command node|nodejs|nodejs|nodejs|nodejs|nodejs-default|node
tmux          |some |command tmux|tmux|tmux|tmux|tmux|tmux|tmux
zsh           |some |command zsh|zsh|zsh|zsh|zsh|zsh|zsh
fish          |some |command fish|fish|fish|fish|fish|fish|fish
libreoffice   |heavy|command soffice|libreoffice-calc|libreoffice-calc|libreoffice-still|libreoffice-calc|libreoffice-calc|-
dialog        |bench|command dialog|dialog|dialog|dialog|dialog|dialog|dialog
TABLE
}

# --- saying things in the reader's language ------------------------------------------------------------------------

lang=ja
for value in "${LC_ALL:-}" "${LC_MESSAGES:-}" "${LANG:-}"; do
  case $value in
  ja*) break ;;
  en*) lang=en && break ;;
  esac
done

say() { # JAPANESE ENGLISH, on stderr: standard output belongs to what is run
  if [ $lang = ja ]; then printf '%s\n' "$1" >&2; else printf '%s\n' "$2" >&2; fi
}

die() {
  say "$@"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

# --- the package manager -------------------------------------------------------------------------------------------

manager=
for candidate in apt-get dnf pacman apk zypper brew; do
  have $candidate && manager=$candidate && break
done

case $manager in
apt-get) install="apt-get install -y --no-install-recommends" refresh="apt-get update" ;;
dnf) install="dnf install -y" refresh="dnf makecache" ;;
pacman) install="pacman -S --needed --noconfirm" refresh="pacman -Sy" ;;
apk) install="apk add" refresh="apk update" ;;
zypper) install="zypper --non-interactive install --no-recommends" refresh="zypper --non-interactive refresh" ;;
brew) install="brew install" refresh="brew update" ;;
*) install='' refresh='' ;;
esac

package_is_installed() {
  case $manager in
  apt-get) dpkg-query -W -f '${Status}' "$1" 2>/dev/null | grep -q 'install ok installed' ;;
  dnf | zypper) rpm -q --whatprovides "$1" >/dev/null 2>&1 ;;
  pacman) pacman -Q "$1" >/dev/null 2>&1 ;;
  apk) apk info -e "$1" >/dev/null 2>&1 ;;
  brew) brew list --versions "$1" >/dev/null 2>&1 ;;
  *) false ;;
  esac
}

lists_are_empty() { # a fresh image knows of no package
  case $manager in
  apt-get) ! find /var/lib/apt/lists -name '*_Packages*' 2>/dev/null | grep -q . ;;
  pacman) ! find /var/lib/pacman/sync -name '*.db' 2>/dev/null | grep -q . ;;
  *) false ;;
  esac
}

# How root's work is done: nothing for root and Homebrew, sudo or doas for others, and none is a "no".
as_root=
root_is_reachable=yes
if [ "$manager" != brew ] && [ "$(id -u)" -ne 0 ]; then
  if have sudo; then
    as_root=sudo
    [ -t 0 ] || as_root="sudo -n"
  elif have doas; then
    as_root=doas
    [ -t 0 ] || as_root="doas -n"
  else
    root_is_reachable=no
  fi
fi

# --- what is missing -----------------------------------------------------------------------------------------------

scratch=$(mktemp -d "${TMPDIR:-/tmp}/tenken-setup.XXXXXX") || exit 1
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM HUP

compiles() { # COMPILER FLAGS…, the program on standard input
  "$@" -x c -o "$scratch/a" - >/dev/null 2>&1
}

compiler_is_there() {
  have cc && printf '#include <stdio.h>\nint main(void) { return 0; }\n' | compiles cc
}

# Is there a header with its library? The compiler knows best; without one, the package manager is asked.
library_is_there() { # HEADER LIBRARY PACKAGE
  compiler_is_there || {
    package_is_installed "$3"
    return
  }
  case $2 in yaml) pc=yaml-0.1 ;; *) pc=$2 ;; esac
  flags=$(pkg-config --cflags --libs "$pc" 2>/dev/null || echo "-l$2")
  if [ "$manager" = brew ]; then
    brew=$(brew --prefix)
    flags="$flags -I$brew/include -L$brew/lib -I$brew/opt/$3/include -L$brew/opt/$3/lib"
  fi
  # shellcheck disable=SC2086 # the flags are words; the library comes last, as linkers want it
  printf '#include <stdio.h>\n#include <%s>\nint main(void) { return 0; }\n' "$1" >"$scratch/a.c" &&
    cc -o "$scratch/a" "$scratch/a.c" $flags >/dev/null 2>&1
}

fuzzer_is_there() {
  printf 'int LLVMFuzzerTestOneInput(void);\nint LLVMFuzzerTestOneInput(void) { return 0; }\n' |
    compiles clang -fsanitize=fuzzer,address,undefined
}

is_there() { # WORDS-OF-THE-TABLE PACKAGES
  packages=$2
  # shellcheck disable=SC2086 # the words of the table
  set -- $1
  case $1 in
  compiler) compiler_is_there ;;
  command) have "$2" ;;
  library) library_is_there "$2" "$3" "${packages%% *}" ;;
  fuzzer) fuzzer_is_there ;;
  python) python3 -c "import $2" 2>/dev/null || /usr/bin/python3 -c "import $2" 2>/dev/null ;;
  esac
}

# look_for KINDS: sets `missing` (things) and `wanted` (their packages).
look_for() {
  missing='' wanted=''
  needs >"$scratch/needs"
  while IFS='|' read -r thing kind how apt dnf pacman apk zypper brew; do
    case " $1 " in *" ${kind%% *} "*) ;; *) continue ;; esac
    case $manager in
    apt-get) packages=$apt ;;
    dnf) packages=$dnf ;;
    pacman) packages=$pacman ;;
    apk) packages=$apk ;;
    zypper) packages=$zypper ;;
    brew) packages=$brew ;;
    *) packages=- ;;
    esac
    is_there "$how" "$packages" && continue
    missing="$missing ${thing%% *}"
    for package in $packages; do
      case " $wanted - " in *" $package "*) ;; *) wanted="$wanted $package" ;; esac
    done
  done <"$scratch/needs"
}

# --- installing ----------------------------------------------------------------------------------------------------

someone_answers() { [ -t 0 ] && [ -t 2 ]; }

root_command() { # WORDS
  if [ "$manager" = apt-get ]; then
    # shellcheck disable=SC2086 # either may be no word or two
    $as_root env DEBIAN_FRONTEND=noninteractive PERL_BADLANG=0 $1
  else
    # shellcheck disable=SC2086
    $as_root $1
  fi
}

# The packages, with fresh lists when there are none or when they name what the server no longer has.
install_packages() {
  if lists_are_empty; then root_command "$refresh" </dev/null >&2 || return 1; fi
  root_command "$install $1" </dev/null >&2 && return
  root_command "$refresh" </dev/null >&2 && root_command "$install $1" </dev/null >&2
}

# Nobody is asked by root without a terminal, with CI or with TENKEN_YES.
agree() {
  if [ -n "${CI:-}${TENKEN_YES:-}" ]; then return 0; fi
  if someone_answers; then
    if [ $lang = ja ]; then printf '実行しますか。 [Y/n] ' >&2; else printf 'Go ahead? [Y/n] ' >&2; fi
    read -r answer || return 1
    case $answer in '' | [Yy]* | はい | ｙ* | Ｙ*) return 0 ;; *) return 1 ;; esac
  fi
  [ "$(id -u)" -eq 0 ]
}

shown_command() { # PACKAGES
  lists_are_empty && printf '%s%s && ' "${as_root:+$as_root }" "$refresh"
  printf '%s%s%s' "${as_root:+$as_root }" "$install" "$1"
}

# Shows the command for what is missing, and says whether it may be run.
offer() {
  say "足りないもの:$missing" "Missing:$missing"
  if [ -z "$wanted" ]; then
    case "$manager $missing " in
    brew*" compiler "* | brew*" make "*)
      say "xcode-select --install を実行してから、もう一度お試しください。" "Run xcode-select --install, then try again."
      ;;
    *)
      say "パッケージ（apt、dnf、pacman、apk、zypper、brew）では入れられません。手作業で入れてください。" \
        "No package manager here (apt, dnf, pacman, apk, zypper, brew) has them; please install them by hand."
      ;;
    esac
    return 1
  fi
  say "入れるためのコマンド:" "The command that installs it:"
  printf '  %s\n' "$(shown_command "$wanted")" >&2
  if [ $root_is_reachable = no ]; then
    say "管理者権限が必要です。上のコマンドを管理者として実行してから、もう一度お試しください。" \
      "This needs an administrator: run the command above as root, then try again."
    return 1
  fi
  agree && return
  say "何も入れませんでした。上のコマンドを実行してから、もう一度お試しください。" \
    "Nothing was installed. Run the command above, then try again."
  return 1
}

# What nothing works without.
require() { # KINDS
  look_for "$1"
  [ -n "$missing" ] || return 0
  offer || exit 1
  install_packages "$wanted"
  look_for "$1"
  [ -z "$missing" ] || die "まだ足りません:$missing。上の表示をご確認ください。" \
    "Still missing:$missing. Please see the messages above."
}

# What some tests use: all at once, then one by one, and what cannot be had is told.
wish_for() { # KINDS
  look_for "$1"
  [ -n "$missing" ] || return 0
  if offer && ! install_packages "$wanted"; then
    for package in $wanted; do
      root_command "$install $package" </dev/null >&2 ||
        say "パッケージ $package は入れられませんでした。" "The package $package could not be installed."
    done
  fi
  look_for "$1"
  [ -z "$missing" ] || say "次のものがないため、使うテストは省かれます:$missing" \
    "These could not be had, so the tests that use them are skipped:$missing"
}

# --- the commands --------------------------------------------------------------------------------------------------

jobs=$(nproc 2>/dev/null || sysctl -n hw.ncpu 2>/dev/null || echo 2)

usage() {
  say "使い方: sh src/setup.sh run（開く） | test（すべてのテスト） | make に渡す語（all、install など）" \
    "Usage: sh src/setup.sh run (open the wizard) | test (every test) | words for make (all, install, …)"
}

case ${1:-} in
'')
  usage
  exit 2
  ;;
-h | --help)
  usage
  ;;
run)
  shift
  require run
  say "組み立てています…" "Building…"
  make -s -j "$jobs" all >"$scratch/build.log" 2>&1 || {
    cat "$scratch/build.log" >&2
    die "組み立てられませんでした。" "The build failed."
  }
  rm -rf "$scratch" # exec leaves no one to do it
  exec .build/tenken "$@"
  ;;
test | check-all)
  require "run test"
  wish_for some
  if [ -n "${CI:-}" ]; then
    wish_for heavy
  elif ! have soffice; then
    say "skipped LibreOffice を使うテスト: 大きいため入れません（CI を設定すると入れます）" \
      "skipped the tests with LibreOffice: it is large, and only installed when CI is set"
  fi
  make -j "$jobs" programs || die "組み立てられませんでした。" "The build failed."
  rm -rf "$scratch"
  exec sh tests/run.sh all
  ;;
*)
  require run
  for word; do
    case $word in
    san | lint | fuzz | valgrind | compilers | check | test) wish_for "test some" && break ;;
    bench) wish_for "bench some" && break ;;
    esac
  done
  rm -rf "$scratch"
  exec make "$@"
  ;;
esac
