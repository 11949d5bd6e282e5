#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Files that somebody made to do harm: questionnaires, CSV, databases, and what is no file at all.

Each is answered within 2 s of processor time and 64 MB, counted by the kernel, with a sentence that names the place; nothing
else on the disk changes; and no byte that a terminal obeys is printed. What single mistakes are told is in tests/bad, what a
merge refuses in store_hostile_test.c; here it is the program as a whole, and size. TENKEN_TEST_FLIPS: how many bits are
flipped (300 as a rule).
"""
import filecmp
import functools
import os
import random
import re
import resource
import shutil
import signal
import socket
import sqlite3
import stat
import struct
import subprocess
import sys
import tempfile
import threading

TENKEN = os.path.abspath(os.environ.get("TENKEN", ".build/tenken"))
SRC = os.path.abspath(os.environ.get("SRC", "."))
MB = 1 << 20
SECONDS, MEMORY = 2, 64 * MB
HANG = 60  # seconds after which a program that waits for something is ended

with open(TENKEN, "rb") as program:
    CHECKED = b"__asan_init" in program.read()  # such a build is slower, and takes memory of its own
if CHECKED:
    SECONDS, MEMORY = 40, 1 << 40
FLIPS = int(os.environ.get("TENKEN_TEST_FLIPS", "20" if CHECKED else "300"))

passed = failed = 0


def judge(name, wrong):
    global passed, failed
    for line in wrong[:12]:
        print("  " + ascii(line)[:600])
    print("ok" if not wrong else "not ok", name)
    passed, failed = passed + (not wrong), failed + bool(wrong)


# --- running ---------------------------------------------------------------------------------------------------------

class Done:
    """What became of a run: status (negative: a signal), out, err, seconds of the processor, bytes of memory at most."""

    def __init__(self, argv, env, given):
        self.hung = False
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            child = subprocess.Popen([TENKEN] + argv, env=env, stdin=given, stdout=out, stderr=err, preexec_fn=self._limit)
            timer = threading.Timer(HANG, self._end, [child.pid])
            timer.start()
            _, status, used = os.wait4(child.pid, 0)
            timer.cancel()
            child.returncode = self.status = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            self.out, self.err = out.read(), err.read()
        self.seconds, self.memory = used.ru_utime + used.ru_stime, used.ru_maxrss * 1024

    @staticmethod
    def _limit():
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not CHECKED:
            resource.setrlimit(resource.RLIMIT_AS, (1024 * MB, 1024 * MB))

    def _end(self, pid):
        self.hung = True
        os.kill(pid, signal.SIGKILL)


def is_obeyed(c):
    n = ord(c)
    return (n < 0x20 and c not in "\n\r") or 0x7F <= n < 0xA0 or n in (0x61C, 0x200E, 0x200F) or 0x2028 <= n <= 0x202E \
        or 0x2066 <= n <= 0x206F or 0xE0000 <= n <= 0xE007F


def unclean(done):
    wrong = []
    for name, told in (("output", done.out), ("messages", done.err)):
        try:
            text = told.decode()
        except UnicodeDecodeError as error:
            wrong.append(f"{name}: {error}")
            continue
        wrong += [f"{name} hold U+{ord(c):04X}" for c in sorted(set(text)) if is_obeyed(c)]
    return wrong


class Place:
    """A folder with everything a run may see or touch, and others' files, which it may not."""

    def __init__(self, folder):
        self.folder = folder
        for name in ("home", "tmp", "given", "others"):
            os.mkdir(os.path.join(folder, name))
        self.put("others/letter.txt", b"not yours\n")
        self.put("others/journal-of-another", b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
        self.env = {"HOME": self.path("home"), "TMPDIR": self.path("tmp"), "LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"],
                    "TENKEN_DB": self.path("home/own.db")}
        if "ASAN_OPTIONS" in os.environ:
            self.env["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]

    def path(self, name):
        return os.path.join(self.folder, name)

    def put(self, name, chunks):
        """A file of bytes, or of many pieces one after the other; its path."""
        path = self.path(name)
        with open(path, "wb") as file:
            for chunk in [chunks] if isinstance(chunks, bytes) else chunks:
                file.write(chunk)
        return path

    def take(self, name):
        with open(self.path(name), "rb") as file:
            return file.read()

    def look(self):
        """Everything there is, and when it was last changed, which nobody but the kernel can say; of folders their modes."""
        seen = {}
        for parent, folders, files in os.walk(self.folder):
            for name in folders + files:
                path = os.path.join(parent, name)
                info = os.lstat(path)
                seen[path] = info.st_mode, None if stat.S_ISDIR(info.st_mode) else (info.st_ino, info.st_size, info.st_ctime_ns)
        return seen

    def run(self, *argv, given=subprocess.DEVNULL, statuses=(1, 2, 3), may_change=(), look=True):
        """Runs, and what is wrong with how it went; the run itself."""
        before = self.look() if look else {}
        done = Done(list(argv), self.env, given)
        after = self.look() if look else {}
        wrong = unclean(done)
        if done.hung:
            wrong.append("it hung")
        if done.status not in statuses:
            wrong.append(f"status {done.status}: {done.err[-300:]!r}")
        if done.seconds > SECONDS or done.memory > MEMORY:
            wrong.append(f"{done.seconds:.2f} s, {done.memory // MB} MB")
        if done.status and not done.err:
            wrong.append("it says nothing")
        wrong += [f"changed: {p}" for p in sorted(before.keys() | after.keys())
                  if before.get(p) != after.get(p) and not any(p.startswith(self.path(m)) for m in may_change)]
        return [f"{' '.join(argv)[-120:]}: {w}" for w in wrong], done


# --- questionnaires --------------------------------------------------------------------------------------------------

def shipped():
    with open(os.path.join(SRC, "questionnaires/silo-breakdown.yaml"), "rb") as file:
        return file.read()


def yaml_files():
    sound = shipped()
    head, tail = sound[:200], sound[200:]
    text = sound.decode()
    many = 100000
    return {
        "deep block": b"- " * many,
        "deep map": b"".join(b" " * i + b"a:\n" for i in range(1400)),
        "deep flow": b"[" * many,
        "deep flow map": b"{a: " * many,
        "deep and closed": b"[" * 20000 + b"]" * 20000,
        "many anchors": b"".join(b"- &a%d x\n" % i for i in range(70000)),
        "laughs": b"a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + b"".join(
            b"a%d: &a%d [%s]\n" % (i, i, b",".join([b"*a%d" % (i - 1)] * 9)) for i in range(1, 30)),
        "aliases": b"a: &a x\nb: [" + b"*a, " * many + b"x]\n",
        "merge keys": b"a: &a {b: c}\nd:\n" + b"  <<: *a\n" * 50000,
        "many keys": b"".join(b"k%d: v\n" % i for i in range(80000)),
        "one key often": b"id: x\n" * many,
        "many events": b"- a\n" * 250000,
        "empty items": b"-\n" * 500000,
        "commas": b"[" + b"," * 900000,
        "question marks": b"? " * 400000,
        "colons": b": " * 400000,
        "a plain scalar without end": b"title: " + b"x" * 1000000,
        "a quoted scalar without end": b'title: "' + b"x" * 1000000,
        "a scalar of escapes": b'title: "' + b"\\n" * 400000 + b'"\n',
        "a scalar of line ends": b'title: "' + b"\n" * 1000000 + b'"\n',
        "a literal without end": b"title: |\n" + b"  x\n" * 250000,
        "a key without end": b"x" * 1000000 + b": y\n",
        "spaces": b" " * 1000000,
        "tabs": b"\t" * 1000000 + b"a: b\n",
        "comments": b"# x\n" * 260000,
        "directives": b"%YAML 1.1\n" * 50000 + b"---\na\n",
        "tag directives": b"".join(b"%%TAG !a%d! tag:x,2000:\n" % i for i in range(20000)) + b"--- a\n",
        "another version": b"%YAML 9.9\n---\n" + sound,
        "documents": b"--- a\n" * 150000,
        "tags": b"- !!python/object/apply:os.system [x]\n" * 20000,
        "a tag": b"!!python/object/apply:os.system ['true']\n",
        "line ends of many kinds": b"a: b\rc: d\r\ne: \xc2\x85f: g\xe2\x80\xa8h\n" * 1000,
        "a megabyte and one": b"# " + b"x" * MB,
        "fifty megabytes": (b"- " + b"x" * (MB - 3) + b"\n" for _ in range(50)),
        "Shift_JIS": text.encode("cp932", "replace"),
        "EUC": text.encode("euc_jp", "replace"),
        "UTF-16": text.encode("utf-16"),
        "UTF-16, big": b"\xfe\xff" + text.encode("utf-16-be"),
        "UTF-16 without mark": text.encode("utf-16-le"),
        "UTF-32": text.encode("utf-32"),
        "UTF-32, big": b"\0\0\xfe\xff" + text.encode("utf-32-be"),
        "UTF-32 without mark": text.encode("utf-32-le"),
        "UTF-32": text.encode("utf-32"),
        "UTF-7": b"+AGE-: b\n" * 10,
        "a mark twice": b"\xef\xbb\xbf" * 2 + sound,
        "a mark in it": head + b"\xef\xbb\xbf" + tail,
        "NUL": head + b"\0" + tail,
        "NULs": bytes(100000),
        "a bad byte": head + b"\xff" + tail,
        "half a character": sound + b"\xe3\x81",
        "an overlong slash": head + b"\xc0\xaf" + tail,
        "a surrogate": head + b"\xed\xa0\x80" + tail,
        "beyond Unicode": head + b"\xf4\x90\x80\x80" + tail,
        "a direction override": text.replace("id: silo", "id: \u202esilo", 1).encode(),
        "a control": text.replace("id: silo", "id: \x1b[2Jsilo", 1).encode(),
        "C1": text.replace("id: silo", "id: \x9b31msilo", 1).encode(),
        "an escaped ESC": text.replace("id: silo-breakdown", 'id: "\\e[2J\\x9b31m"', 1).encode(),
        "an escaped override": text.replace("id: silo-breakdown", 'id: "\\u202e\\u2066x"', 1).encode(),
        "an escaped NUL": text.replace("id: silo-breakdown", 'id: "a\\0b"', 1).encode(),
        "an escaped tag": text.replace("id: silo-breakdown", 'id: "\\U000E0041\\U000E007F"', 1).encode(),
        "an unknown key of controls": b'"\\e[31m\\u202e\\r\\n": x\n' + sound,
        "a key that is a map": b"{a: b}: c\n" + sound,
        "a path as an id": text.replace("id: silo-breakdown", "id: ../../../etc/passwd", 1).encode(),
        "noise": random.Random(7).randbytes(100000),
        "noise that is text": bytes(random.Random(8).choice(b"-:?[]{},#&*!|>'\"%@` \n\tab") for _ in range(100000)),
    }


# What is said of a file as a whole has no line.
WHOLE = re.compile(rb"q\.yaml: error: The file (is empty|seems to be Shift_JIS|is UTF-16|is UTF-32)|q\.yaml is too large")
LINE_AND_COLUMN = re.compile(rb"^\S*q\.yaml:[1-9][0-9]*:[1-9][0-9]*: error: ", re.M)


def check_questionnaires(place):
    wrong, worst = [], (0, "")
    files = yaml_files()
    for name in list(files):
        path = place.put("given/q.yaml", files.pop(name))
        sound = name in ("a mark twice", "a mark in it")  # an invisible character in a comment
        more, done = place.run("check", "--lang", "en", path, statuses=(0,) if sound else (3,))
        if not (sound or LINE_AND_COLUMN.search(done.err) or WHOLE.search(done.err)):
            more.append(f"no place is named: {done.err[:200]!r}")
        if name.startswith(("UTF-16", "UTF-32")) and f"is {name[:6]}.".encode() not in done.err:
            more.append(f"another encoding is named: {done.err[:200]!r}")
        wrong += [f"{name}: {w}" for w in more]
        worst = max(worst, (done.seconds, name))
        folder = place.path("given")
        for command in (["run", "--plain", path], ["fill", "--blank", path], ["questionnaires", "--questionnaires", folder]):
            more, _ = place.run(*command, statuses=(0, 1, 2, 3), may_change=["home/own.db"], look=False)
            wrong += [f"{name}: {w}" for w in more]
    os.remove(path)
    judge(f"hostile questionnaires (at most {worst[0]:.2f} s: {worst[1]})", wrong)


def check_spoilt_questionnaires(place):
    """A sound one cut off or changed by chance anywhere."""
    sound, rng, wrong = shipped(), random.Random(1), []
    for i in range(max(FLIPS // 3, 1)):
        bytes_, at = bytearray(sound), rng.randrange(len(sound))
        if i % 3 == 0:
            del bytes_[at:]
        elif i % 3 == 1:
            bytes_[at] ^= 1 << rng.randrange(8)
        else:
            bytes_[at:at + rng.randrange(40)] = rng.choice([b"", b"\0", b"\t", b"&a ", b"[", b'"', b"\n\n  - ", b"\xe3", b": "])
        path = place.put("given/q.yaml", bytes(bytes_))
        more, done = place.run("check", path, statuses=(0, 3), look=False)
        if done.status == 3 and not re.search(rb"q\.yaml:[0-9]+:[0-9]+: ", done.err):
            more.append(f"no place is named: {done.err[:200]!r}")
        wrong += more
    os.remove(path)
    judge("a sound questionnaire, cut and changed anywhere", wrong)


# --- what is no file -------------------------------------------------------------------------------------------------

def specials(place):
    """Paths, none of them a file that can be read to its end."""
    given = place.path("given")
    os.mkfifo(given + "/pipe")
    os.mkdir(given + "/folder.yaml")
    os.symlink("loop-b", given + "/loop-a")
    os.symlink("loop-a", given + "/loop-b")
    os.symlink("nowhere", given + "/dangling")
    os.symlink("pipe", given + "/to-a-pipe")
    os.symlink("/dev/zero", given + "/to-zero")
    listener = socket.socket(socket.AF_UNIX)
    os.chdir(given)  # the name of a socket is short
    listener.bind("socket")
    os.chdir(SRC)
    listener.close()
    names = ["pipe", "folder.yaml", "loop-a", "dangling", "to-a-pipe", "to-zero", "socket", "none"]
    names += ["pipe/x", "x" * 300, "x/" * 3000]
    return [os.path.join(given, name) for name in names] + ["/dev/zero", "/dev/full", "/dev/tty", "/proc/self/mem", "", "/", "."]


def check_specials(place):
    wrong = []
    commands = (["check"], ["run", "--plain"], ["fill", "--title", "x"], ["fill", "--title", "x", "--questionnaire"],
                ["fill", "--blank"], ["merge"], ["list", "--db"], ["export", "--db"], ["run", "--plain", "quick-check", "--db"],
                ["questionnaires", "--questionnaires"], ["show"], ["delete"])
    paths = specials(place)
    for path in paths:
        for command in commands:
            lenient = (0, 1, 2, 3) if command[-1] in ("--questionnaires", "--db") else (1, 2, 3)
            new = ["given/none", "given/nowhere"] if command[-1] == "--db" else []
            more, _ = place.run(*command, path, statuses=lenient, may_change=["home/own.db"] + new)
            wrong += more
    judge(f"{len(paths)} paths that are no file, {len(commands)} commands", wrong)
    shutil.rmtree(place.path("given"))
    os.mkdir(place.path("given"))


def check_names(place):
    """What a file is called is as foreign as what is in it."""
    wrong = []
    names = [b"\x1b[2J\x1b]0;x\x07", b"a\nb", b"\xff\xfe", "\u202egpj.exe".encode(), b"\xc2\x9b31m", b"-", b"%s%n", b"x" * 250, b" "]
    commands = (["check"], ["run", "--plain"], ["fill", "--title", "x"], ["merge"], ["list", "--db"], ["fill", "--blank"])
    for name in names:
        path = os.path.join(place.path("given"), os.fsdecode(name))
        with open(path, "wb") as file:
            file.write(b"question,state\nx,y\n")
        for command in commands:
            more, _ = place.run(*command, path)
            wrong += more
        os.remove(path)
    judge("names of files are printed so that nothing in them is obeyed", wrong)


# --- CSV -------------------------------------------------------------------------------------------------------------

def pieces(first, more, times):
    yield first
    for _ in range(times):
        yield more


def csv_files():
    head = b"question,state,options,note\r\n"
    people = b"respondent,question,state\r\n"
    return {
        "nothing": b"",
        "commas": (b"," * MB for _ in range(16)),
        "line ends": (b"\n" * MB for _ in range(15)),
        "quotes": pieces(head + b'"', b'"' * MB, 14),
        "empty quotes": pieces(head, b'"",' * MB, 5),
        "too large": (b"x" * MB for _ in range(17)),
        "fifty megabytes": (b"question,state\n" * 65536 for _ in range(50)),
        "a row without end": head + b"x," * 500000,
        "many columns": b"question,state," + b"x," * 300 + b"\n",
        "many rows": pieces(head, b"x,y,z,\n" * 20000, 10),
        "faults in many rows": head + b"no.such,maybe,x,y\n" * 90000,
        "a cell without end": pieces(head + b'team.exists,unknown,,"', b"x" * MB, 10),
        "a cell too long": head + b"team.exists,unknown,," + b"x" * 20001 + b"\n",
        "an open quote": pieces(head + b'team.exists,unknown,,"', b"x\n" * MB, 4),
        "text behind a quote": head + b'team.exists,unknown,,"a"b\n',
        "NUL": head + b"team.exists,unknown,,a\0b\n",
        "bad bytes": head + b"team.exists,unknown,,\xff\xfe\xfd\n",
        "half a character": head + b"team.exists,unknown,,\xe3",
        "UTF-16": head.decode().encode("utf-16"),
        "many people": people + b"".join(b"p%d,team.exists,unknown\n" % i for i in range(20000)),
        "one question often": head + b"team.exists,unknown,,\n" * 50000,
        "controls": head + "team.exists,unknown,,\x1b[2J\n".encode(),
        "a direction override": head + "team.exists,unknown,,\u202ex\n".encode(),
        "controls as a name": head + b"\x1b[2J\xe2\x80\xae,\x1b[31m,\xc2\x9b,\n",
        "a heading of controls": b"question,state,\x1b[2J\xe2\x80\xae\n\x1b,\x07,\n",
        "a person of controls": people + b"\x1b[2J\xe2\x80\xae,team.exists,unknown\n",
        "headings twice": b"question,question,state,state\n",
        "headings only": b"respondent,question\n",
        "noise": random.Random(9).randbytes(200000),
        "noise that is text": bytes(random.Random(10).choice(b'",\r\n;\'=a\t') for _ in range(500000)),
        "a database": b"SQLite format 3\0" + bytes(4000),
        "a spreadsheet": b"PK\x03\x04" + bytes(4000),
        "JSON": b"[" * 100000,
    }


def check_csv(place):
    wrong, worst, largest = [], (0, ""), (0, "")
    files = csv_files()
    for name in list(files):
        path = place.put("given/in.csv", files.pop(name))
        more, done = place.run("fill", "--lang", "en", "--title", "x", "--questionnaire", "silo-breakdown", path, statuses=(1, 3))
        if not re.search(rb"in\.csv:[1-9]|in\.csv: line [1-9]|too large", done.err):
            more.append(f"no line is named: {done.err[:200]!r}")
        told = done.err.count(b"\n")
        if told > 60:
            more.append(f"{told} lines are told")
        wrong += [f"{name}: {w}" for w in more]
        worst, largest = max(worst, (done.seconds, name)), max(largest, (done.memory, name))
    os.remove(path)
    judge(f"hostile CSV (at most {worst[0]:.2f} s: {worst[1]}; {largest[0] // MB} MB: {largest[1]})", wrong)


# --- databases -------------------------------------------------------------------------------------------------------

def make_database(place):
    """One assessment with answers, as small as it gets; its bytes."""
    db = place.path("given/sound.db")
    with open(place.put("given/keys", b"2\n2\n2\nq\n"), "rb") as keys:
        wrong, _ = place.run("--db", db, "run", "--plain", "silo-breakdown", "--title", "sound", given=keys, statuses=(0,),
                             look=False)
    judge("a sound database is made", wrong)
    os.remove(place.path("given/keys"))
    return place.take("given/sound.db")


def with_sql(place, sound, sql):
    path = place.put("given/x.db", sound)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA writable_schema = ON")
    connection.executescript(sql)
    connection.close()
    bytes_ = place.take("given/x.db")
    os.remove(path)
    return bytes_


def databases(place, sound):
    """By name what makes the bytes of each."""
    header, rng = sound[:100], random.Random(3)

    def patched(at, value):
        return sound[:at] + value + sound[at + len(value):]

    sql = {
        "a trigger": "CREATE TRIGGER t AFTER INSERT ON answer_log BEGIN DELETE FROM answer; END",
        "a trigger on a view": "CREATE VIEW v AS SELECT 1; CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN DELETE FROM answer; END",
        "a view in place of a table": "DROP TABLE setting; CREATE VIEW setting AS SELECT 'lang' AS name, char(27) AS value",
        "a view of itself": "UPDATE sqlite_schema SET type = 'view', sql = 'CREATE VIEW setting AS SELECT * FROM setting'"
                            " WHERE name = 'setting'",
        "a view without end": "DROP TABLE setting; CREATE VIEW setting AS WITH RECURSIVE c(name, value) AS (SELECT 'lang', 'en'"
                              " UNION ALL SELECT name, value FROM c) SELECT * FROM c",
        "nonsense as a table": "UPDATE sqlite_schema SET sql = 'CREATE TABLE answer (' WHERE name = 'answer'",
        "a title without end": "UPDATE assessment SET title = printf('%.*c', 3000000, 'x')",
        "a title of controls": "UPDATE assessment SET title = char(27) || '[2J' || char(8238, 155, 7, 13)",
        "a note of controls": "UPDATE answer_log SET note = char(27) || ']0;x' || char(7);"
                              " UPDATE answer SET note = char(27, 8238, 155)",
        "a question of controls": "UPDATE answer SET question = question || char(27) || '[31m'",
        "a document that is none": "UPDATE document SET text = x'ff00fe'",
        "a document without end": "UPDATE document SET text = zeroblob(30000000)",
        "no documents": "DELETE FROM document",
        "no respondents": "DELETE FROM respondent",
        "a position that is none": "UPDATE assessment SET position = char(27) || 'x', asked = 9223372036854775807, answered = -1",
        "times that are none": "UPDATE assessment SET started_at = char(27), updated_at = '9999999999999', fiscal_year = -9e18",
        "many assessments": "INSERT INTO assessment (id, title, municipality, municipality_code, reference_date, stage, fiscal_year,"
                            " started_at, updated_at, position, example, answered, asked) WITH RECURSIVE n(i) AS (SELECT 1 UNION"
                            " ALL SELECT i + 1 FROM n WHERE i < 20000) SELECT printf('%08d-0000-4000-8000-000000000000', i), 'x', '',"
                            " '', '', '', 0, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '', 0, 0, 0 FROM n",
        "a write-ahead log": "PRAGMA journal_mode = WAL",
        "another program": "PRAGMA application_id = 1",
        "a later version": "PRAGMA user_version = 9999",
        "a version below nothing": "PRAGMA user_version = -5",
    }
    files = {name: functools.partial(with_sql, place, sound, words) for name, words in sql.items()}
    spoilt = {
        "nothing": b"",
        "the header alone": header,
        "half of it": sound[:len(sound) // 2],
        "a byte less": sound[:-1],
        "a page more": sound + bytes(4096),
        "noise behind the header": header + rng.randbytes(len(sound) - 100),
        "noise": rng.randbytes(len(sound)),
        "zeros": bytes(len(sound)),
        "a letter": b"This is a letter, and no database at all; but it is long enough to have a header, if it had one.\n" * 9,
        "a page of nothing": patched(16, b"\0\0"),
        "a page of 3": patched(16, b"\0\3"),
        "pages without end": patched(28, b"\xff\xff\xff\xff"),
        "a free list of itself": patched(32, struct.pack(">II", 2, 0xffffff)),
        "reserved to the end": patched(20, b"\xff"),
        "another encoding": patched(56, b"\0\0\0\2"),
        "a later format": patched(18, b"\3\3"),
        "WAL by its header": patched(18, b"\2\2"),
    }
    files.update((name, functools.partial(bytes, bytes_)) for name, bytes_ in spoilt.items())
    return files


# What is worked out anew from the log is not looked at.
DERIVED = ("a question of controls",)
COMMANDS = (["list"], ["list", "--bin"], ["export", "--table", "answers"], ["export", "--table", "scores", "--format", "json"],
            ["run", "--plain", "quick-check"], ["--plain"], ["delete", "0000"])


def check_databases(place, sound):
    """As one's own, read and written; and to be merged. What was refused stays as it is, byte for byte."""
    wrong, files = [], databases(place, sound)
    for name, make in files.items():
        place.put("given/kept.db", make())
        path = place.path("given/x.db")
        for command in COMMANDS:
            shutil.copyfile(place.path("given/kept.db"), path)
            more, done = place.run("--db", path, *command, statuses=(0, 1, 2, 3), may_change=["given/x.db"])
            reads = command[0] in ("list", "export")
            if (reads or done.status == 1) and not filecmp.cmp(place.path("given/kept.db"), path, shallow=False):
                more.append("it was only read, or refused, and has changed")
            wrong += [f"{name}: {w}" for w in more]
        shutil.copyfile(place.path("given/kept.db"), path)
        own = place.take("home/own.db")
        more, done = place.run("merge", path, statuses=(0, 1, 2, 3), may_change=["home/own.db"])
        if done.status == 0 and name not in DERIVED:
            more.append("it was taken in")
        if place.take("home/own.db") != own:
            more += ["our own has changed"] if done.status else []
            place.put("home/own.db", own)
        wrong += [f"{name}: {w}" for w in more]
        for beside in os.listdir(place.path("given")):
            if beside.endswith(".backups"):  # the copies of a day: made by those that write
                shutil.rmtree(place.path("given/" + beside))
            elif beside not in ("sound.db", "x.db", "kept.db"):
                wrong.append(f"{name}: {beside} is left")
                os.remove(place.path("given/" + beside))
    judge(f"{len(files)} hostile databases, as one's own and to be merged", wrong)


def journal_of(name):
    """A hot journal, as SQLite's format has it, that says that the file of this name goes with it: SQLite removes such a file."""
    text = os.fsencode(name)
    head = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + struct.pack(">IIIII", 0, 0, 1, 512, 4096)
    tail = struct.pack(">I", 0x40000000 // 4096 + 1) + text + struct.pack(">II", len(text), sum(text)) + head[:8]
    return head + bytes(512 - len(head)) + tail


def check_journals(place, sound):
    """Beside a file that is to be merged: whatever it names stays."""
    wrong = []
    for ending in ("-journal", "-wal"):
        for name in ("others/letter.txt", "others/journal-of-another", "home/own.db"):
            path = place.put("given/x.db", sound)
            place.put("given/x.db" + ending, journal_of(place.path(name)))
            more, done = place.run("merge", "--lang", "en", path, statuses=(3,))
            wrong += more if b"middle of a write" in done.err else more + [f"{done.err!r}"]
            os.remove(path + ending)
        for make in (os.mkdir, os.mkfifo, lambda p: os.symlink(place.path("others/letter.txt"), p)):
            make(place.path("given/x.db" + ending))
            more, _ = place.run("merge", path, statuses=(3,))
            wrong += more
            (os.rmdir if os.path.isdir(path + ending) else os.remove)(path + ending)
    judge("journals beside a file to be merged are not obeyed", wrong)


def check_own_journals(place, sound):
    """Beside one's own: SQLite would carry out what it says as soon as it may write."""
    wrong = []
    for command in COMMANDS:
        writes = command[0] not in ("list", "export")
        path = place.put("given/x.db", sound)
        journal = place.put("given/x.db-journal", journal_of(place.path("others/letter.txt")))
        more, done = place.run("--db", path, "--lang", "en", *command, statuses=(1,), may_change=["given/x.db-journal"])
        if writes and b"not left by this program" not in done.err:
            more.append(f"{done.err!r}")
        if not os.path.exists(journal):
            more.append("the journal was played back")
            place.put("others/letter.txt", b"not yours\n")
        else:
            os.remove(journal)
        os.symlink(place.path("others/letter.txt"), journal)
        more += place.run("--db", path, *command, statuses=(1,) if writes else (0, 1))[0]
        os.remove(journal)
        wrong += more
    judge("journals beside one's own database that name other files are not obeyed", wrong)


def check_flips(place, sound):
    """One to three bits wrong anywhere, in one's own database and in one to be merged."""
    wrong, rng, taken = [], random.Random(2), 0
    for i in range(FLIPS):
        bytes_ = bytearray(sound)
        for _ in range(rng.randrange(1, 4)):
            bytes_[rng.randrange(len(sound))] ^= 1 << rng.randrange(8)
        path = place.put("given/x.db", bytes(bytes_))
        look = i % 10 == 0
        more, done = place.run("merge", path, statuses=(0, 1, 3), may_change=["home/own.db"], look=look)
        wrong, taken = wrong + more, taken + (done.status == 0)
        if place.take("given/x.db") != bytes_:
            wrong.append(f"flip {i}: the file that was merged has changed")
        command = COMMANDS[i % len(COMMANDS)]
        more, _ = place.run("--db", path, *command, statuses=(0, 1, 2, 3), may_change=["given/x.db"], look=look)
        wrong += more
    more, _ = place.run("list", statuses=(0, 1))
    judge(f"{FLIPS} files with flipped bits ({taken} of them could be merged)", wrong + more)


def main():
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:
        os.chdir(SRC)
        place = Place(folder)
        with open("/dev/null", "rb") as nothing:
            place.run("run", "--plain", "quick-check", given=nothing, statuses=(0,))
        check_questionnaires(place)
        check_spoilt_questionnaires(place)
        check_specials(place)
        check_names(place)
        check_csv(place)
        sound = make_database(place)
        check_databases(place, sound)
        check_journals(place, sound)
        check_own_journals(place, sound)
        check_flips(place, sound)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
