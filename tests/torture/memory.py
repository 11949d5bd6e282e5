# SPDX-License-Identifier: MIT
"""Each allocation fails in turn, alone or with all after it (memory.c): no crash, a sentence, nothing saved is lost."""

import glob
import os
import random
import tempfile

import faults as f
import kill as k
import torture as t

LIBRARY = os.path.join(t.BUILD, "memory.so")
MOST = 150 if t.CI else 3000  # of a command's allocations
LEAVING = ("merge", "workshop copy", "workshop copy over one")
AT_WIZARD = 60 if t.CI else 600
STEPS = 6


class Memory(f.Faults):
    """The commands of faults.py, and those that only read."""

    def count(self, work):
        """How many allocations a run makes."""
        super().count(work)
        place = self.new_place(work)
        made = self.traced(place, lambda env: work.run(place, env))
        t.remove(place)
        return made

    def traced(self, place, run):
        trace = place + ".trace"
        run(t.shim(place, LIBRARY, trace=trace))
        with open(trace, encoding="utf-8") as file:
            made = int(file.read())
        os.remove(trace)
        return made

    def more_works(self):
        yaml = sorted(glob.glob(os.path.join(t.SRC, "questionnaires", "*.yaml")))
        db = t.sqlite3.connect(self.begin + "/a.db")
        shown = db.execute("SELECT id FROM assessment WHERE NOT workshop").fetchone()[0]
        db.close()
        return [
            f.Work("check", ["check", *yaml], ["a.db"], self.check_read),
            f.Work("list", ["list"], ["a.db"], self.check_read),
            f.Work("show", ["show", shown], ["a.db"], self.check_read),
        ]

    def check_read(self, place, done, rows):
        return self.unchanged(rows)

    def case(self, case):
        name, at, more = case
        work = next(work for work in self.works if work.name == name)
        place = self.new_place(work)
        done = work.run(place, t.shim(place, LIBRARY, fault=f"{at}{more}"))
        # What is being built has a name, in a folder of the owner's, until it is done; who dies leaves it.
        may_leave = {"unlink"} if name in LEAVING and t.DYING in done[2] else set()
        problems = self.judge(work, place, done, may_leave)
        t.remove(place)
        return problems

    def lies(self, work):
        """In the middle of it the program crashes, or ends as if all were done: both are seen."""
        for end in ("abort", "silent"):
            place = self.new_place(work)
            done = work.run(place, t.shim(place, LIBRARY, fault=self.calls[work.name] // 2, end=end))
            problems = self.judge(work, place, done, set())
            t.remove(place)
            if not problems:
                print(f"  control: {work.name}, {end}: not seen")
                return False
        return True

    # --- the wizard

    def at_wizard(self, case):
        at, more = case
        place = tempfile.mkdtemp(dir=self.folder)
        seen, (status, restored, told) = k.session(
            place + "/a.db", self.folder + "/choices.yaml", 1, STEPS, "wait", t.shim(place, LIBRARY, fault=f"{at}{more}"))
        bad, rows = t.examine(place + "/a.db")
        gone = k.missing(seen, rows)
        bad += [f"seen as saved, and lost: {gone}"] if gone else []
        bad += [] if restored else ["the terminal was left as it was"]
        if status not in (0, 1, 2, 3, 143):
            bad.append(f"ended with {status}")
        elif status not in (0, 143) and not told:
            bad.append("ended without a word")
        t.remove(place)
        return bad

    def wizard_cases(self):
        """From where it is about to open the terminal on."""
        t.write_choices(self.folder + "/choices.yaml")
        place = tempfile.mkdtemp(dir=self.folder)
        first, last = (self.traced(place, lambda env, n=n: k.session(
            f"{place}/{n}.db", self.folder + "/choices.yaml", 1, n, "wait", env)) for n in (0, STEPS))
        at = range(first - 3000, last + 1)
        return t.sample([(n, more) for n in at for more in ("", "+")], AT_WIZARD)

    def wizard_lies(self):
        """Killed, a program cannot give the terminal back."""
        place = tempfile.mkdtemp(dir=self.folder)
        return not k.session(place + "/a.db", self.folder + "/choices.yaml", 1, STEPS, "kill", {})[1][1]


def spread(made, most):
    """Numbers of allocations: all of them, or so many spread over them."""
    return range(1, made + 1) if made <= most else sorted(random.Random(t.SEED).sample(range(1, made + 1), most))


def main():
    folder = t.make_folder()
    try:
        memory = Memory(folder)
        writing = list(memory.works)
        for work in memory.more_works():
            memory.works.append(work)
            memory.calls[work.name] = memory.count(work)
        cases = [(name, at, "+" if n % 3 == 2 else "") for name, made in memory.calls.items()
                 for n, at in enumerate(spread(made, MOST))]
        failures = t.run_cases(memory.case, cases)
        has_wizard = os.path.exists(k.WIZARD)
        wizard = memory.wizard_cases() if has_wizard else []
        failures += [(("wizard", *case), problems) for case, problems in t.run_cases(memory.at_wizard, wizard)]
        # The controls: a program that crashes or lies there, whatever it was writing; and one that leaves the terminal as it was.
        caught = all([memory.lies(work) for work in writing])
        t.tell("Out of memory: a sentence, no crash, nothing saved is lost", len(cases) + len(wizard), failures,
               caught and (not has_wizard or memory.wizard_lies()))
    finally:
        t.remove(folder)


if __name__ == "__main__":
    main()
