# SPDX-License-Identifier: MIT
"""Three programs on one database, each answering line by line, one of them killed each round: nothing is lost."""

import os
import queue
import random
import signal
import subprocess
import tempfile
import threading

import torture as t

ROUNDS = 3 if t.CI else 50
CHANGES = 30 if t.CI else 60  # of each program in a round
TOGETHER = 3


class Program(threading.Thread):
    """One of them, typed at by a thread: notes that nobody else writes, and options. `talk` is what it said."""

    def __init__(self, place, questions, goes_on, dice, name, env):
        super().__init__(daemon=True)
        self.talk, self.dice, self.title = t.Talk(questions), dice, name
        arguments = ["--plain"] if goes_on else ["run", "--plain", "quick-check"]
        self.process = subprocess.Popen(
            [t.TENKEN, *arguments, "--lang", "en", "--questionnaires", os.path.join(t.SRC, "questionnaires")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
            env={**os.environ, **env, "TENKEN_DB": place + "/a.db"})
        self.changes, self.done = 0, queue.Queue()

    def next_line(self):
        if self.talk.prompt == "note":
            self.changes += 1
            self.done.put(self.changes)
            return f"{self.title} {self.changes}"
        if self.changes >= CHANGES:
            return "q"
        if self.talk.prompt == "end":
            return "g 1" if self.dice.random() < 0.5 else "p"
        return self.dice.choice(["e", "e", "1", "2", "", "p", "d"])

    def run(self):
        try:
            for line in self.process.stdout:
                line = line.rstrip("\n")
                if self.talk.line(line):
                    text = self.next_line()
                    self.talk.typed(text)
                elif line.endswith(": ") and not self.talk.key:  # what to go on with, and where it is
                    text = "1" if line.startswith("Number (Enter: 1)") else ""
                else:
                    continue
                self.process.stdin.write(text + "\n")
                self.process.stdin.flush()
        except (BrokenPipeError, OSError):
            pass  # killed
        finally:
            self.done.put(None)

    def end(self):
        self.join(t.SECONDS)
        if self.is_alive():
            self.process.kill()
            return None
        told = self.process.stderr.read()
        return self.process.wait(), told


class Several:
    def __init__(self, folder):
        self.folder, self.questions = folder, t.Questions()

    def round(self, place, number, dice, env):
        """All begin together; when one has made so many changes as the dice say, it is killed: problems, acked."""
        programs = [Program(place, self.questions, at > 0, dice, f"round {number} program {at}", env)
                    for at in range(TOGETHER)]
        victim = dice.choice(programs)
        moment = dice.randrange(1, CHANGES)
        for program in programs:
            program.start()
        while (made := victim.done.get(timeout=t.SECONDS)) is not None and made < moment:
            pass
        victim.process.send_signal(signal.SIGKILL)
        problems = []
        for program in programs:
            end = program.end()
            if end is None:
                problems.append(f"{program.title} hung")
            elif end[0] not in (0, 1) and program is not victim:
                problems.append(f"{program.title} ended with {end[0]}")
            elif end[0] == 1 and not end[1].strip():
                problems.append(f"{program.title} failed without a word")
        return problems, [program.talk.acked for program in programs]

    def torture(self, rounds, seed, env=None):
        """[(round, problems)] of those that failed, and how many changes were acknowledged."""
        place, dice, all_acked, failures = tempfile.mkdtemp(dir=self.folder), random.Random(seed), [], []
        status, _, told = t.tenken("run", "--plain", "quick-check", text="q\n", env={"TENKEN_DB": place + "/a.db"})
        assert status == 0, told
        for number in range(rounds):
            problems, acked = self.round(place, number, dice, env(place) if env else {})
            all_acked += acked
            bad, rows = t.examine(place + "/a.db")
            problems += bad
            problems += [f"said to be saved, and lost: {gone}" for gone in (t.lost(a, rows) for a in all_acked) if gone]
            if problems:
                failures.append((f"round {number}", problems))
            if bad:
                break
        return failures, sum(map(len, all_acked))


def main():
    folder = t.make_folder()
    try:
        several = Several(folder)
        failures, acked = several.torture(ROUNDS, t.SEED)
        # The control: a system that says yes to each lock, and locks nothing.
        unlocked, _ = several.torture(10, t.SEED, lambda place: t.shim(place, fault="lie:1+", calls="fcntl"))
        t.tell(f"Three programs at once, one killed: nothing is lost ({acked} changes)", ROUNDS, failures, bool(unlocked))
        print(f"  control: {unlocked[:1]}")
    finally:
        t.remove(folder)


if __name__ == "__main__":
    main()
