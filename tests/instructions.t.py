#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""How many instructions a start and a key take, beside what tests/instructions.csv says they took.

The numbers hold for the compiler and libraries named in that file; elsewhere this is skipped. A rise of over 10 % fails;
where it is meant, UPDATE_INSTRUCTIONS=1 writes the file anew, for a commit that says why.
"""

import csv
import glob
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile

TENKEN, SRC = os.environ["TENKEN"], os.environ["SRC"]
BASELINE = os.path.join(SRC, "tests", "instructions.csv")
ALLOWED = 1.10
KEYS = 20
LATEST = 120  # seconds without a frame: it hangs
MARK = re.compile(rb"\x1b\]2;f=\d+;in=(\d+);[^\x07]*\x07")

QUICK = [b"\r", b"\x1b[21~"]  # set-up of the quick check, and F10
# What is measured: keys before, keys counted (in turn). Without keys it is the start itself.
KINDS = [
    ("first start", [], []),
    ("highlight moved", QUICK, [b"\x1bOB", b"\x1bOA"]),
    ("answer chosen", QUICK, [b"1", b"2"]),
    ("next question", QUICK, [b"n", b"p"]),
    ("results opened", QUICK + [b"1"], [b"r", b"\x1b"]),
]
# Commands, each after the ones above it, on one database.
COMMANDS = [
    ("all questionnaires checked", ["check"]),
    ("an assessment taken from a CSV", ["fill", "--title", "A", "questionnaires/examples/example-city.csv"]),
    ("its answers exported", ["export", "--table", "answers"]),
    ("what is saved looked through", ["doctor"]),
]
VALGRIND = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]


def environment(folder):
    return {
        "PATH": os.environ["PATH"],
        "HOME": folder,
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "TENKEN_DB": os.path.join(folder, "a.db"),
        "TENKEN_TEST_MARKS": "1",
        "TENKEN_TEST_SEED": "1",
        "TENKEN_TEST_TIME": "1795325520",
        "TENKEN_AMBIGUOUS": "1",
        "TZ": "UTC0",
    }


def counted(log):
    with open(log, encoding="utf-8") as file:
        return int(re.search(r"I +refs: +([\d,]+)", file.read()).group(1).replace(",", ""))


def versions():
    def first(*command):
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\n")[0].strip()

    libraries = subprocess.run(["ldd", TENKEN], capture_output=True, text=True, check=False).stdout
    names = sorted(
        os.path.basename(os.path.realpath(path))
        for path in re.findall(r"=> (\S+)", libraries)
        if re.search(r"libc\.|ncurses|tinfo|sqlite|yaml|unistring", path)
    )
    # What was taken into the program itself is told by what it was built with.
    taken = [
        package + " " + first("pkg-config", "--modversion", package)
        for package in ("ncursesw", "sqlite3", "yaml-0.1")
    ]
    return "; ".join([first(os.environ.get("CC", "cc"), "--version"), first("ldd", "--version"), *names, *taken])


class Wizard:
    """The program under valgrind in a terminal of 80x24."""

    def __init__(self, folder):
        self.log = os.path.join(folder, "log")
        command = [*VALGRIND, "--log-file=" + self.log, TENKEN, "--questionnaires", os.path.join(SRC, "questionnaires")]
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.execvpe(command[0], command, environment(folder))
        subprocess.run(["stty", "rows", "24", "cols", "80"], stdin=self.terminal, check=True)
        self.handled = -1
        self.wait()

    def read(self):
        if not select.select([self.terminal], [], [], LATEST)[0]:
            raise RuntimeError("the program draws nothing more")
        try:
            return os.read(self.terminal, 65536)
        except OSError:  # it has ended
            return b""

    def wait(self):
        """For the first frame after more input was handled than before it."""
        taken, before = b"", self.handled
        while self.handled <= before:
            got = self.read()
            if not got:
                raise RuntimeError("the program has ended")
            taken += got
            for mark in MARK.finditer(taken):
                self.handled = max(self.handled, int(mark.group(1)))

    def key(self, key):
        os.write(self.terminal, key)
        self.wait()

    def end(self):
        os.write(self.terminal, b"\x03")
        while self.read():
            pass
        os.waitpid(self.child, 0)
        os.close(self.terminal)
        return counted(self.log)


def count(before, keys):
    with tempfile.TemporaryDirectory() as folder:
        wizard = Wizard(folder)
        for key in before + keys:
            wizard.key(key)
        return wizard.end()


def start_again():
    """On a database that is there already."""
    with tempfile.TemporaryDirectory() as folder:
        Wizard(folder).end()
        return Wizard(folder).end()


def measure():
    measured = {"start": start_again()}
    for name, before, keys in KINDS:
        total = count(before, [keys[i % len(keys)] for i in range(KEYS)] if keys else [])
        measured[name] = (total - count(before, [])) // KEYS if keys else total
    with tempfile.TemporaryDirectory() as folder:
        log = os.path.join(folder, "log")
        for name, command in COMMANDS:
            words = sorted(glob.glob(os.path.join(SRC, "questionnaires", "*.yaml"))) if command[0] == "check" else command[1:]
            subprocess.run([*VALGRIND, "--log-file=" + log, TENKEN, command[0], *words], env=environment(folder), cwd=SRC,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
            measured[name] = counted(log)
    return measured


def skip(why):
    print("skipped instruction counts: " + why)
    print("0 passed, 0 failed, 1 skipped")
    sys.exit(0)


def main():
    if not shutil.which("valgrind"):
        skip("valgrind is not installed")
    with open(TENKEN, "rb") as program:
        if b"__asan_init" in program.read():
            skip("a build with sanitizers counts their instructions too")
    here = versions()
    if os.environ.get("UPDATE_INSTRUCTIONS"):
        with open(BASELINE, "w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(["# " + here, ""])
            writer.writerows(measure().items())
        print("written")
        return
    with open(BASELINE, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    if rows[0][0] != "# " + here:
        skip("they were counted with " + rows[0][0][2:])
    failed, measured = 0, measure()
    for name, number in rows[1:]:
        ratio = measured[name] / int(number)
        print(f"{'ok' if ratio <= ALLOWED else 'not ok'} {name}: {measured[name]} instructions, {ratio:.2f} of what it was")
        if ratio > ALLOWED:
            print("  more than 10 % over tests/instructions.csv; if that is meant, write it anew with UPDATE_INSTRUCTIONS=1")
            failed += 1
    print(f"{len(rows) - 1 - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


main()
