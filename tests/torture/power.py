# SPDX-License-Identifier: MIT
"""
The power goes at any moment: what the program wrote is recorded (shim.c), and of each cut a disk is made as it may be
then, in two models.

ordered    the disk has what was done up to some moment since the last flush of anything, in order; the write that the
           cut falls into is torn at 512 bytes
unordered  of what a file was given since it was last flushed, each sector is there or not by itself; names made, taken
           away and changed are there or not until their folder is flushed: the first few of them, or any

Python's SQLite, and for some the program itself, then open what is left.
"""

import bisect
import os
import random
import re
import shutil
import sqlite3
import struct
import subprocess
import sys
import tempfile

import torture as t

SECTOR = 512
HEAD = struct.Struct("<c3xHH4x")  # begin of struct record in shim.c; then offset, number of bytes
REST = struct.Struct("<QI4x")
SAID_SAVED = re.compile(r"^Saved\.|and saved\.$|^All answers are saved|^[0-9a-f-]{36}$|is taken in\.$", re.MULTILINE)
SAID_WRITTEN = re.compile(r"rows written|^Copied:", re.MULTILINE)


def read_log(path, folder):
    """[(what, name, other name, offset, bytes)], names within the folder."""
    events = []
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    while at < len(data):
        what, name, other = data[at:at + 1].decode(), *struct.unpack_from("<HH", data, at + 4)
        place, size = struct.unpack_from("<QI", data, at + 8)
        at += 24
        names = [data[at:at + name].decode(), data[at + name:at + name + other].decode()]
        at += name + other
        names = [os.path.relpath(n, folder) if n.startswith("/") else n for n in names]
        events.append((what, names[0], names[1], place, data[at:at + size]))
        at += size
    return events


def put(content, at, data):
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at:at + len(data)] = data


def cut_to(content, size):
    del content[size:]
    content.extend(bytes(size - len(content)))


class Disk:
    """Names, and the contents that they stand for."""

    def __init__(self, names=None, contents=None):
        self.names, self.contents = dict(names or {}), {n: bytearray(c) for n, c in (contents or {}).items()}

    def copy(self):
        return Disk(self.names, self.contents)

    def rename(self, what, name, other, number):
        """Create, Unlink, Rename or Link, of the content with this number."""
        if what == "U" or what == "R":
            if self.names.get(name) == number:
                del self.names[name]
        if what == "C":
            self.names[name] = number
        elif what in "RL":
            self.names[other] = number

    def change(self, event, number):
        what, name, other, at, data = event
        if what in "CURL":
            self.rename(what, name, other, number)
            if what == "C":
                self.contents[number] = bytearray()
        elif what == "W":
            put(self.contents[number], at, data)
        elif what == "T":
            cut_to(self.contents[number], at)

    def files(self):
        return {name: bytes(self.contents.get(number, b"")) for name, number in self.names.items()}


class Recording:
    """The recorded events played forward, with all that is needed to make the disks of a cut behind each of them."""

    def __init__(self, events, dice):
        self.events, self.dice = events, dice
        self.live = Disk()
        self.flushed, self.since = Disk(), []  # ordered: at the last flush, and what came then
        self.safe, self.open, self.renamed = Disk(), {}, []  # unordered: what is certain, and what is not
        self.next = 1

    def step(self, event):
        what, name = event[0], event[1]
        if what == "A":
            return
        if what == "C":
            self.live.names[name] = self.next
            self.safe.contents[self.next] = bytearray()
            self.next += 1
        number = self.live.names.get(name)
        if what == "S":
            self.flush(name, number)
        if number is None:
            return  # a folder, or a file without a name
        self.live.change(event, number)
        self.since.append((event, number))
        if what in "WT":
            self.open.setdefault(number, []).append(event)
        elif what in "CURL":
            self.renamed.append((what, name, event[2], number))

    def flush(self, name, number):
        self.flushed, self.since = self.live.copy(), []
        if name == ".":
            for change in self.renamed:
                self.safe.rename(*change)
            self.renamed = []
        elif number is not None:
            self.safe.contents[number] = bytearray(self.live.contents[number])
            self.open.pop(number, None)

    # --- a disk after a cut here

    def ordered(self):
        disk, upto = self.flushed.copy(), self.dice.randrange(len(self.since) + 1)
        if self.dice.random() < 0.3:
            upto = len(self.since)
        for event, number in self.since[:upto]:
            disk.change(event, number)
        if upto < len(self.since):
            (what, name, other, at, data), number = self.since[upto]
            kept = self.dice.randrange(len(data) // SECTOR + 1) * SECTOR
            if what == "W" and kept:
                disk.change((what, name, other, at, data[:kept]), number)
        return disk.files()

    def unordered(self):
        disk, dice = Disk(self.safe.names), self.dice
        changes = self.renamed
        if dice.random() < 0.5:
            changes = changes[:dice.randrange(len(changes) + 1)]
        else:
            keep = dice.choice((0.1, 0.5, 0.9))
            changes = [change for change in changes if dice.random() < keep]
        for change in changes:
            disk.rename(*change)
        for number in set(disk.names.values()):
            disk.contents[number] = self.scattered(number)
        return disk.files()

    def scattered(self, number):
        content, dice = bytearray(self.safe.contents[number]), self.dice
        keep = dice.choice((0, 0.02, 0.5, 0.98, 1))
        for what, _, _, at, data in self.open.get(number, []):
            if what == "T":
                if dice.random() < keep:
                    cut_to(content, at)
                continue
            if len(content) < at + len(data) and dice.random() < keep:  # longer, with nothing in it
                cut_to(content, at + len(data))
            while data:
                n = SECTOR - at % SECTOR
                if dice.random() < keep:
                    put(content, at, data[:n])
                at, data = at + n, data[n:]
        return content


class Judge:
    """Is a disk after a cut as it must be? Databases are opened, and each that comes again is known."""

    def __init__(self, folder, events, ours):
        self.ours = ours
        self.folder, self.known, self.distinct = tempfile.mkdtemp(dir=folder), {}, 0
        self.rows, self.targets = [(-1, 0)], {}
        self.learn(events)

    def learn(self, events):
        """What was acknowledged when, and what it was: number of rows; versions of the other files."""
        recording, self.final = Recording(events, random.Random(0)), []
        for at, event in enumerate(events):
            recording.step(event)
            if event[0] != "A":
                continue
            said = event[4].decode("utf-8", "replace")
            files = recording.live.files()
            if SAID_SAVED.search(said):
                bad, rows = self.open_database(files)
                assert not bad, bad
                self.rows.append((at, len(rows)))
            if SAID_WRITTEN.search(said):
                for name, data in files.items():
                    versions = self.targets.setdefault(name, [(-1, None)])
                    if name.startswith("out.") and data != versions[-1][1]:
                        versions.append((at, data))
        self.targets = {name: versions for name, versions in self.targets.items() if len(versions) > 1}
        self.final = self.open_database(recording.live.files())[1]

    def open_database(self, files):
        parts = {name: files[name] for name in ("a.db", "a.db-journal") if name in files}
        key = tuple(map(hash, parts.items()))
        if key in self.known:
            return self.known[key]
        for name in os.listdir(self.folder):
            os.remove(f"{self.folder}/{name}")
        for name, data in parts.items():
            with open(f"{self.folder}/{name}", "wb") as file:
                file.write(data)
        self.distinct += 1
        by_program = self.take_up(files) if self.ours and self.distinct % 50 == 0 else []
        bad, rows = t.examine(f"{self.folder}/a.db")
        self.known[key] = by_program + bad, rows
        return self.known[key]

    def take_up(self, files):
        """For some of them the program itself comes first."""
        env = {"TENKEN_DB": f"{self.folder}/a.db"}
        if len(files.get("a.db", b"")) == 0:
            return []
        status, _, told = t.tenken("--plain", env=env, text="q\n")
        if status == 0:
            status, _, told = t.tenken("export", "--table", "answers", env=env)
        return [f"the program cannot open it: {told}"] if status else []

    def problems(self, at, files):
        """Behind the event with this number the power went, and these files were left."""
        bad, rows = self.open_database(files)
        acked = self.rows[bisect.bisect(self.rows, (at, sys.maxsize)) - 1][1]
        found = list(bad)
        if len(rows) < acked:
            found.append(f"{acked} answers were said to be saved, {len(rows)} are there")
        if rows != self.final[:len(rows)]:
            found.append("what is there is something else")
        for name, versions in self.targets.items():
            now = max(n for n, (when, _) in enumerate(versions) if when <= at)
            if files.get(name) not in [data for _, data in versions[now:now + 2]]:
                found.append(f"{name} is neither the old nor the new one")
        return found


def torture(folder, log, place, cuts, seed, ours=True, forgets=None):
    """Cut so often: (cuts with problems, disks that differed). The control's disk `forgets` to flush some files."""
    events = [event for event in read_log(log, place) if event[0] != "S" or not forgets or not forgets(event[1])]
    judge, failures = Judge(folder, events, ours), []
    dice = random.Random(seed)
    points = sorted(dice.randrange(len(events)) for _ in range(cuts))
    recording, done = Recording(events, dice), 0
    for at, event in enumerate(events):
        recording.step(event)
        while done < len(points) and points[done] == at:
            model = ("ordered", "unordered")[done % 2]
            found = judge.problems(at, getattr(recording, model)())
            if found:
                failures.append(((os.path.basename(log), model, at), found))
            done += 1
    return failures, judge.distinct


# --- what is recorded -----------------------------------------------------------------------------------------------

ANSWERS = ["1", "e", "a note", "2", "3", "u", "4", "p", "1", "", "e", "another", "2", "12", "d", "1", "q"]


class Records:
    def __init__(self, folder):
        self.folder, self.questions = folder, t.Questions()
        self.sheet = self.write("sheet.csv", self.questions.csv())
        self.other = self.write("other.csv", self.questions.csv(1))
        rows = self.questions.csv(2).splitlines()
        self.people = self.write("people.csv", "\n".join(
            ["respondent,department,role," + rows[0]] +
            [f"{who},{row}" for who in ("p,policy,staff", "q,finance,manager") for row in rows[1:]]))
        self.run({"TENKEN_DB": f"{folder}/b.db"}, "fill", "--title", "B", self.other)

    def write(self, name, text):
        with open(f"{self.folder}/{name}", "w", encoding="utf-8") as file:
            file.write(text)
        return f"{self.folder}/{name}"

    def run(self, env, *arguments, text=""):
        status, out, told = t.tenken(*arguments, env=env, text=text)
        assert status == 0, (arguments, told)
        return out.strip()

    def place(self, name):
        place, log = f"{self.folder}/{name}", f"{self.folder}/{name}.log"
        os.mkdir(place)
        return place, log, {**t.shim(place, log=log), "TENKEN_DB": f"{place}/a.db"}

    def answers(self):
        place, log, env = self.place("answers")
        text = "".join(line + "\n" for line in ANSWERS)
        self.run(env, "run", "--plain", "quick-check", text=text)
        self.run(env, "--plain", text="1\n" + text)
        self.run(env, "fill", "--title", "T", self.sheet)
        self.run(env, "merge", f"{self.folder}/b.db")
        self.run(env, "run", "--plain", "quick-check", text=text)
        return log, place

    def files(self):
        place, log, env = self.place("files")
        out = f"{place}/out.csv"
        self.run(env, "fill", "--title", "T", self.sheet)
        self.run(env, "export", "--table", "answers", "-o", out)
        self.run(env, "fill", "--title", "T", self.other)
        self.run(env, "export", "--table", "answers", "--labels", "en", "-o", out, "--force")
        workshop = self.run(env, "fill", "--title", "W", "--questionnaire", "quick-check", self.people)
        self.run(env, "workshop", "copy", workshop, f"{place}/out.db")
        self.run(env, "merge", f"{self.folder}/b.db")
        self.run(env, "workshop", "copy", workshop, f"{place}/out.db", "--force")
        return log, place

    # --- the controls

    def python(self, name, code):
        place, log, env = self.place(name)
        subprocess.run([sys.executable, "-c", code, place], env={**os.environ, **env}, check=True,
                       stdout=subprocess.DEVNULL)
        return log, place

    def careless(self):
        """A database that is flushed less than ours, its answers called saved at once."""
        return self.python("careless", """if True:
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1] + "/a.db", isolation_level=None)
            db.execute("PRAGMA synchronous = NORMAL")
            columns = "question, options, note, state, undoes, branch"
            db.execute(f"CREATE TABLE answer_log (seq INTEGER PRIMARY KEY, id, {columns})")
            db.execute(f"CREATE TABLE answer (head, {columns})")
            for n in range(60):
                db.execute(f"INSERT INTO answer_log (id, {columns}) VALUES (?, ?, '', '', '', '', 0)", (n, f"q{n}"))
                print("Saved.", flush=True)
            """)

    def in_place(self):
        """A file written where the old one stands."""
        return self.python("in_place", """if True:
            import os, sys
            for version in range(20):
                with open(sys.argv[1] + "/out.csv", "wb") as file:
                    for line in range(300):
                        file.write(b"version %d line %d " % (version, line) * 9 + b"\\n")
                    file.flush()
                    os.fsync(file.fileno())
                folder = os.open(sys.argv[1], os.O_RDONLY)
                os.fsync(folder)
                os.close(folder)
                print("rows written", flush=True)
            """)


class Part:
    """A share of the cuts, for a process of its own."""

    def __init__(self, folder):
        self.folder = folder

    def __call__(self, case):
        log, place, cuts, seed = case
        failures, distinct = torture(self.folder, log, place, cuts, seed)
        return failures + [distinct]


def main():
    folder = t.make_folder()
    try:
        records = Records(folder)
        answers, files = records.answers(), records.files()
        cuts, share = (6000, 500) if t.CI else (50000, 1000)
        cases = [(*(files if n % 3 == 2 else answers), share, t.SEED * 1000 + n) for n in range(cuts // share)]
        results = t.run_cases(Part(folder), cases)
        failures = [failure for _, found in results for failure in found if not isinstance(failure, int)]
        failures = [failure if isinstance(failure, tuple) else ("harness", [failure]) for failure in failures]
        distinct = sum(found[-1] for _, found in results if isinstance(found[-1], int))
        lost = torture(folder, *records.careless(), 400, 1, ours=False)[0]
        torn = torture(folder, *records.in_place(), 400, 1, ours=False)[0]
        # Ours, on a disk that does not obey when a folder, or the file of an export, is to be flushed.
        folders = torture(folder, *answers, 400, 1, forgets=lambda name: name == ".")[0]
        exports = torture(folder, *files, 400, 1, forgets=lambda name: name.startswith(".out"))[0]
        control = any("were said" in str(p) for _, p in lost) and any("neither" in str(p) for _, p in torn) and folders and exports
        t.tell(f"Power cut: what was said to be saved is there ({distinct} disks that differed)", cuts, failures, control)
        print(f"  controls, of 400 cuts each: careless {len(lost)}, in place {len(torn)}, no flush of folders "
              f"{len(folders)}, of exports {len(exports)}")
    finally:
        t.remove(folder)


if __name__ == "__main__":
    main()
