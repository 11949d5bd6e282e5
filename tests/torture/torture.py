# SPDX-License-Identifier: MIT
"""What the parts of the torture share: the program under the shim, what it said, what its database holds."""

import csv
import io
import multiprocessing
import os
import random
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

TENKEN = os.environ["TENKEN"]
SRC = os.environ["SRC"]
BUILD = os.environ["TORTURE_BUILD"]
SHIM = os.path.join(BUILD, "shim.so")
CI = os.environ.get("SIZE", "ci") != "release"
SEED = int(os.environ.get("TORTURE_SEED", "1"))
DYING = "Out of memory; stopping."  # base/alloc.c
SECONDS = 60  # what takes longer hangs


def make_folder():
    """A folder of a part's own, in memory where there is such a place; removed by the caller."""
    base = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    return os.path.realpath(tempfile.mkdtemp(prefix="tenken-torture.", dir=base))


def shim(folder, library=SHIM, **settings):
    """The environment that puts the shim (shim.c) between the program and the files of the folder."""
    env = {"LD_PRELOAD": library, "TORTURE_DIR": folder}
    env.update({"TORTURE_" + name.upper(): str(value) for name, value in settings.items() if value})
    return env


def tenken(*arguments, env=None, text=None, seconds=SECONDS):
    """Run the program: status (negative: killed by that signal, None: it hung), standard output, standard error."""
    command = [TENKEN, *arguments, "--lang", "en", "--questionnaires", os.path.join(SRC, "questionnaires")]
    try:
        done = subprocess.run(command, input=text or "", env={**os.environ, **(env or {})}, timeout=seconds,
                              capture_output=True, encoding="utf-8", errors="replace")
    except subprocess.TimeoutExpired as late:
        return None, str(late.stdout or ""), str(late.stderr or "")
    return done.returncode, done.stdout, done.stderr


def is_bad_end(status):
    """Hung, ended by a signal, or with a status that it does not have."""
    return "it hung" if status is None else f"ended by signal {-status}" if status < 0 else \
        f"status {status}" if status > 3 else ""


# --- line by line ---------------------------------------------------------------------------------------------------

PROMPTS = {"Answer (? for help): ": "answer", "Note (Enter: leave it as it is; - removes it): ": "note",
           "p back  g list  r result  q leave: ": "end"}


class Questions:
    """Of a question's words on the screen: its key and the ids of its options."""

    def __init__(self):
        status, sheet, told = tenken("fill", "--blank", "quick-check")
        assert status == 0, told
        self.by_text = {}
        for row in csv.DictReader(io.StringIO(sheet.lstrip("\ufeff"))):
            ids = [line.split(" = ")[0] for line in row["option_choices"].split("\n") if " = " in line]
            self.by_text[row["question_text"]] = (row["question"], [i for i in ids if i != "_none"])

    def csv(self, shift=0):
        """A sheet that answers all of them."""
        out = io.StringIO()
        lines = csv.writer(out)
        lines.writerow(["question", "state", "options", "note"])
        for at, (key, options) in enumerate(self.by_text.values()):
            lines.writerow([key, "answered", options[(at + shift) % len(options)], f"sheet {shift} {at}"])
        return out.getvalue()


class Talk:
    """
    What the line-by-line mode said, read as it comes: `acked`, the changes that it said were saved, in order, as
    (question, column of the log, what is in it), and `open`, the last one that it did not say this of.
    """

    def __init__(self, questions):
        self.questions = questions
        self.acked, self.open = [], None
        self.key, self.options, self.change = None, [], None
        self.prompt, self.all_saved, self.head = None, False, False

    def line(self, text):
        """One line of output, without its end; True when a line of input is asked for."""
        if text in PROMPTS:
            self.prompt = PROMPTS[text]
            return True
        if text.startswith("Question ") and " of " in text:
            self.head = True
        elif self.head:
            self.key, self.options = self.questions.by_text.get(text, (None, []))  # who dies is cut off in the middle
            self.head = False
        elif text == "Saved.":
            self.acked.append(self.change)
            self.open = None
        elif text == "The last change is undone, and saved.":
            self.acked.append("undo")
        elif text.startswith("\nAll answers are saved.") or text.startswith("All answers are saved."):
            self.all_saved = True
            if self.open:
                self.acked.append(self.open)
                self.open = None
        return False

    def typed(self, text):
        """The line of input that the last prompt got."""
        if self.prompt == "note":
            self.open = self.change = (self.key, NOTE, text)
        elif self.prompt == "answer" and text == "d":
            self.open = self.change = (self.key, STATE, "unknown")
        elif self.prompt == "answer" and text.isdigit() and 0 < int(text) <= len(self.options):
            self.open = self.change = (self.key, OPTIONS, self.options[int(text) - 1])


def read_talk(questions, lines, out):
    """The same of a whole run whose input were these lines."""
    talk, lines = Talk(questions), list(lines)
    for text in out.split("\n"):
        if talk.line(text) and lines:
            talk.typed(lines.pop(0))
    return talk


# --- what a database holds ------------------------------------------------------------------------------------------

LOG = "SELECT question, options, note, state, undoes, branch FROM answer_log ORDER BY seq"
OPTIONS, NOTE, STATE, UNDOES, BRANCH = 1, 2, 3, 4, 5
LEADS = """SELECT count(*) FROM answer a JOIN answer_log l ON l.id = a.head WHERE l.options <> a.options
           OR l.note <> a.note OR l.state <> a.state"""


def look_at_copies(path):
    """The copies made by the day: what is wrong with those that have their name, and the names of what else lies there."""
    folder, bad, stray = path + ".backups", [], []
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        if re.fullmatch(r"\d{4}-\d\d-\d\d\.db", name):
            bad += [f"copy {name}: {what}" for what in examine(f"{folder}/{name}")[0]]
        else:
            stray.append(name)
    return bad, stray


def examine(path):
    """Whether it is whole, and its log: (problems, rows). One without tables has no rows."""
    if not os.path.exists(path):
        return [], []
    try:
        db = sqlite3.connect(path, timeout=10)
        try:
            whole = [row[0] for row in db.execute("PRAGMA integrity_check")]
            bad = [] if whole == ["ok"] else whole[:3]
            bad += [f"foreign key {row}" for row in db.execute("PRAGMA foreign_key_check").fetchmany(3)]
            if not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'answer_log'").fetchone():
                return bad, []
            if db.execute(LEADS).fetchone()[0]:
                bad.append("an answer is not what its log says")
            return bad, db.execute(LOG).fetchall()
        finally:
            db.close()
    except sqlite3.Error as error:
        return [str(error)], []


def lost(acked, rows):
    """The first change said to be saved that is not among the rows, in their order; None when all are there."""
    rest = iter(rows)
    for change in acked:
        if change == "undo":
            found = any(row[UNDOES] for row in rest)
        else:
            key, column, value = change
            found = any(row[0] == key and row[column] == value for row in rest)
        if not found:
            return change
    return None


# --- running cases and telling --------------------------------------------------------------------------------------

def sample(cases, most):
    """All of them in the release size, so many, picked with the seed, in the small one."""
    cases = list(cases)
    return random.Random(SEED).sample(cases, most) if CI and len(cases) > most else cases


def run_cases(function, cases):
    """[(case, problems)] of those that failed; `function` gives the problems of a case and leaves nothing behind."""
    with multiprocessing.get_context("fork").Pool(os.cpu_count() or 2) as pool:
        found = pool.imap_unordered(Guarded(function), cases, chunksize=4)
        return [(case, problems) for case, problems in found if problems]


class Guarded:
    """A mistake of the harness fails the case that it happened in."""

    def __init__(self, function):
        self.function = function

    def __call__(self, case):
        try:
            return case, self.function(case)
        except Exception as error:  # pylint: disable=broad-except
            return case, [f"the harness failed: {type(error).__name__}: {error}"]


def tell(promise, cases, failures, control_failed):
    """A part's result, for run.sh: a row of its table, and what failed."""
    for case, problems in failures[:int(os.environ.get("TORTURE_SHOW", "20"))]:
        print(f"  {promise}: {case}: {'; '.join(map(str, problems[:3]))}")
    control = "fails, as it should" if control_failed else "DID NOT FAIL"
    print(f"row\t{promise}\t{cases}\t{len(failures)}\t{control}")
    sys.stdout.flush()


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)


# --- a questionnaire of choices alone -------------------------------------------------------------------------------

CHOICES, PICKS = 12, 4


def write_choices(path):
    """CHOICES questions choices/of.q1 … with the options o1 … oPICKS, none of them conditional."""
    both = '{ja: "%s", en: "%s"}'
    lines = ["format: 1", "id: choices", "version: 1", "framework: smart-city-guidebook",
             "title: " + both % ("選ぶ", "Choices"), "intro: " + both % ("選びます。", "Choices alone."), "sections:",
             "  - id: of", "    title: " + both % ("選択", "Choices"), "    questions:"]
    for number in range(1, CHOICES + 1):
        lines += [f"      - id: of.q{number}", "        type: choice", "        level: 1",
                  "        criteria: [shared-purpose]", f"        text: {both % (f'設問{number}', f'Number {number}')}",
                  "        help: " + both % ("説明", "Help"), "        source: initiation.purpose",
                  "        basis: stated", "        options:"]
        for pick in range(1, PICKS + 1):
            lines += [f"          - id: o{pick}", f"            value: {pick - 1}",
                      f"            text: {both % (f'選択肢{pick}', f'Option {pick}')}"]
    with open(path, "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
