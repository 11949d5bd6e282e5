# SPDX-License-Identifier: MIT
"""The wizard killed while somebody types: what its screen showed as saved is in the database."""

import os
import random
import subprocess
import tempfile

import torture as t

WIZARD = os.path.join(t.BUILD, "wizard")
GROUP = 10  # kills of one database
STEPS = 12 if t.CI else 800
# What a command that only reads may say where a write was cut off.
INTERRUPTED, EMPTY = "holds a write that was interrupted", "is empty; what was saved is not in it"
CALLS = ["", "write", "fsync", "unlink", "open", "ftruncate,unlink", "fcntl"]


def session(database, questionnaire, seed, steps, how, env):
    """One person at the wizard (wizard.c): seen as saved, as (question, option); its end, as three numbers."""
    settings = {name: value for name, value in env.items() if name != "LD_PRELOAD"}
    settings["WIZARD_PRELOAD"] = env.get("LD_PRELOAD", "")
    if not settings["WIZARD_PRELOAD"]:
        del settings["WIZARD_PRELOAD"]
    done = subprocess.run([WIZARD, database, questionnaire, str(seed), str(steps), how], env={**os.environ, **settings},
                          stdout=subprocess.PIPE, encoding="utf-8", timeout=600, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    seen = [(int(line[1]), int(line[2])) for line in lines if line[0] == "saved"]
    ends = [[int(word) for word in line[1:]] for line in lines if line[0] == "end"]
    return seen, ends[0]


def missing(seen, rows):
    """The first answer seen as saved that the log does not hold, question by question in their order."""
    for question in range(1, t.CHOICES + 1):
        key = f"choices/of.q{question}"
        rest = iter([0] + [int(row[t.OPTIONS][1:] or 0) for row in rows if row[0] == key])
        last = None
        for at, option in seen:
            if at != question or option == last:
                continue
            last = option
            if not any(row == option for row in rest):
                return f"question {question}, option {option}"
    return None


class Kill:
    def __init__(self, folder):
        self.folder = folder
        self.questionnaire = folder + "/choices.yaml"
        t.write_choices(self.questionnaire)
        self.calls = {calls: self.count(calls) for calls in CALLS}

    def count(self, calls):
        """How many of these calls a whole session makes."""
        place, trace = tempfile.mkdtemp(dir=self.folder), self.folder + "/trace"
        session(place + "/a.db", self.questionnaire, 1, STEPS, "wait", t.shim(place, trace=trace, calls=calls))
        with open(trace, encoding="utf-8") as file:
            count = len(file.readlines())
        os.remove(trace)
        return count

    def one(self, place, dice, old):
        """One session that is killed: what is wrong after it, all rows, answers seen as saved."""
        calls = dice.choice(CALLS)
        fault, steps, how = None, STEPS, "wait"
        if dice.random() < 0.4:
            steps, how = dice.randrange(STEPS + 1), "kill"
        else:
            fault = f"{dice.choice(['before', 'after'])}:{1 + dice.randrange(self.calls[calls])}"
        env = t.shim(place, fault=fault, calls=calls) if fault else {}
        seen, (status, *_) = session(place + "/a.db", self.questionnaire, dice.randrange(1 << 30), steps, how, env)
        if status != 137 and (how, status) != ("wait", 143):
            return [f"ended with {status}"], old, 0
        bad = self.taken_up(place, dice)
        more, rows = t.examine(place + "/a.db")
        more = more + t.look_at_copies(place + "/a.db")[0]
        bad += more
        if rows[: len(old)] != old:
            bad.append("what an earlier run had saved is another")
        gone = missing(seen, rows[len(old):])
        return bad + ([f"seen as saved, and lost: {gone} (after {how} {fault} {calls})"] if gone else []), rows, len(seen)

    def taken_up(self, place, dice):
        """Half of the time the program itself comes first, and not the harness."""
        env = {"TENKEN_DB": place + "/a.db"}
        if dice.random() < 0.5 or not os.path.exists(place + "/a.db"):
            return []
        status, _, told = t.tenken("list", env=env)
        if status == 0 or INTERRUPTED in told or EMPTY in told:
            status, _, told = t.tenken("--plain", env=env, text="q\n")
            status = status or t.tenken("list", env=env)[0]
        return [f"not taken up again: {told}"] if status else []

    def group(self, seed):
        dice, place, rows, problems, seen = random.Random(seed), tempfile.mkdtemp(dir=self.folder), [], [], 0
        for _ in range(GROUP):
            bad, rows, more = self.one(place, dice, rows)
            problems += bad
            seen += more
        with open(self.folder + "/seen", "a", encoding="utf-8") as file:
            file.write(f"{seen}\n")
        t.remove(place)
        return problems

    def lying(self, seed):
        """The control: what is written is said to be written from some call on, and is not."""
        place = tempfile.mkdtemp(dir=self.folder)
        env = t.shim(place, fault=f"lie:{400 + seed}+", calls="write,fsync,unlink,ftruncate")
        seen, _ = session(place + "/a.db", self.questionnaire, seed, STEPS * 4, "kill", env)
        bad, rows = t.examine(place + "/a.db")
        return bad + [gone for gone in [missing(seen, rows)] if gone]


def main():
    folder = t.make_folder()
    try:
        kill = Kill(folder)
        groups = range(t.SEED * 1000, t.SEED * 1000 + (10 if t.CI else 100))
        failures = t.run_cases(kill.group, groups)
        control = any("question" in str(kill.lying(seed)) for seed in range(8))
        with open(folder + "/seen", encoding="utf-8") as file:
            seen = sum(map(int, file))
        t.tell(f"Killed: what the screen showed as saved is there ({seen} answers)", len(groups) * GROUP, failures, control)
    finally:
        t.remove(folder)


if __name__ == "__main__":
    main()
