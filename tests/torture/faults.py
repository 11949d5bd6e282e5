# SPDX-License-Identifier: MIT
"""Each call of the program to the system fails in turn, in each way, once or from then on (shim.c)."""

import filecmp
import os
import shutil
import tempfile

import torture as t

ERRORS = ["ENOSPC", "EIO", "EROFS", "EMFILE", "EACCES", "ENODEV", "short"]
OLD = "the file that was there before\n"

# One at each question, with notes, a look back, an undone change and a question left out.
LINES = ["1", "e", "first note", "2", "p", "3", "", "e", "second note", "u", "2", "d", "1", "e", "third note", "q"]


class Work:
    """A command with its input, in a copy of a folder where it begins; `check` gives what is wrong afterwards."""

    def __init__(self, name, arguments, begin, check, lines=None):
        self.name, self.arguments, self.begin, self.check, self.lines = name, arguments, begin, check, lines

    def run(self, place, env):
        env = {**env, "TENKEN_DB": place + "/a.db", "TMPDIR": place + "/tmp"}
        arguments = [a.replace("@", place + "/") for a in self.arguments]
        return t.tenken(*arguments, env=env, text="".join(line + "\n" for line in self.lines or []))


class Faults:
    def __init__(self, folder):
        self.folder = folder
        self.questions = t.Questions()
        self.begin = folder + "/begin"
        self.make_begin()
        self.works = [
            Work("fill", ["fill", "--title", "T", "@sheet.csv"], ["sheet.csv"], self.check_fill),
            Work("run --plain", ["run", "--plain", "quick-check"], [], self.check_plain, LINES),
            Work("taken up after a kill", ["--plain"], ["cut/a.db", "cut/a.db-journal"], self.check_taken_up,
                 ["1", *LINES]),
            Work("export", ["export", "--table", "answers", "--force", "-o", "@out.csv"], ["a.db", "out.csv"],
                 self.check_export),
            Work("export of a new file", ["export", "--table", "answers", "-o", "@new.csv"], ["a.db"],
                 self.check_export_new),
            Work("merge", ["merge", "@b.db"], ["a.db", "b.db"], self.check_merge),
            Work("workshop copy", ["workshop", "copy", self.workshop, "@out.db"], ["a.db"], self.check_copy),
            Work("workshop copy over one", ["workshop", "copy", self.workshop, "@b.db", "--force"],
                 ["a.db", "b.db"], self.check_copy_over),
        ]
        self.calls = {work.name: self.count(work) for work in self.works}

    # --- where the commands begin

    def make_begin(self):
        os.mkdir(self.begin)
        for name, text in (("sheet.csv", self.questions.csv()), ("out.csv", OLD)):
            with open(f"{self.begin}/{name}", "w", encoding="utf-8") as file:
                file.write(text)
        self.make("a.db", "fill", "--title", "A", self.begin + "/sheet.csv")
        sheet = self.folder + "/people.csv"
        with open(sheet, "w", encoding="utf-8") as file:
            head, *rows = self.questions.csv(1).splitlines()
            file.write(f"respondent,department,role,{head}\n")
            for who in ("p,policy,staff", "q,finance,manager"):
                file.writelines(f"{who},{row}\n" for row in rows)
        self.workshop = self.make("a.db", "fill", "--title", "W", "--questionnaire", "quick-check", sheet).strip()
        with open(sheet, "w", encoding="utf-8") as file:
            file.write(self.questions.csv(2))
        self.make("b.db", "fill", "--title", "B", sheet)
        self.make_cut()
        self.before = t.examine(self.begin + "/a.db")[1]
        self.other = t.examine(self.begin + "/b.db")[1]
        self.sheet_size = len(self.other)

    def make_cut(self):
        """A database whose newest save was cut off in the middle of being written."""
        os.mkdir(self.begin + "/cut")
        env = t.shim(self.begin + "/cut", fault="before:7", calls="unlink")
        env["TENKEN_DB"] = self.begin + "/cut/a.db"
        _, out, _ = t.tenken("run", "--plain", "quick-check", env=env, text="1\n2\n1\n2\n1\n2\n1\n2\n")
        self.cut = t.read_talk(self.questions, "12121212", out).acked
        assert self.cut and os.path.getsize(self.begin + "/cut/a.db-journal")

    def make(self, db, *arguments):
        status, out, told = t.tenken(*arguments, env={"TENKEN_DB": f"{self.begin}/{db}"})
        assert status == 0, told
        return out

    def new_place(self, work):
        place = tempfile.mkdtemp(dir=self.folder)
        os.mkdir(place + "/tmp")
        for name in work.begin:
            shutil.copy(f"{self.begin}/{name}", place)
        return place

    def count(self, work):
        """The calls of a run without faults, which also shows what is right."""
        place, trace = self.new_place(work), f"{self.folder}/trace"
        done = work.run(place, t.shim(place, trace=trace))
        with open(trace, encoding="utf-8") as file:
            calls = [line.split()[0] for line in file]
        os.remove(trace)
        for kind in ("out.csv", "new.csv"):
            if os.path.exists(f"{place}/{kind}") and work.name.startswith("export"):
                with open(f"{place}/{kind}", encoding="utf-8") as file:
                    self.exported = file.read()
        problems = self.judge(work, place, done, set())
        t.remove(place)
        assert done[0] == 0 and not problems, (work.name, problems, done)
        return calls

    # --- what must be so afterwards

    def check_fill(self, place, done, rows):
        if len(rows) not in (0, self.sheet_size):
            return [f"{len(rows)} of {self.sheet_size} answers"]
        if done[0] == 0 and not rows:
            return ["said to be saved, and is not there"]
        return [] if done[0] == 0 or not done[1] else ["an id though it failed"]

    def check_plain(self, place, done, rows):
        talk = t.read_talk(self.questions, LINES, done[1])
        gone = t.lost(talk.acked, rows)
        if gone:
            return [f"said to be saved, and lost: {gone}"]
        if (done[0] == 0) != talk.all_saved:
            return [f"status {done[0]}, and all_saved is {talk.all_saved}"]
        return []

    def check_taken_up(self, place, done, rows):
        gone = t.lost(self.cut, rows)
        return [f"saved before, and lost: {gone}"] if gone else self.check_plain(place, done, rows)

    def check_export(self, place, done, rows):
        with open(place + "/out.csv", encoding="utf-8", errors="replace") as file:
            now = file.read()
        if now != self.exported and (now != OLD or done[0] == 0):
            return ["the target is neither the old nor the new one" if now != OLD else "said to be written"]
        return self.unchanged(rows)

    def check_export_new(self, place, done, rows):
        if not os.path.exists(place + "/new.csv"):
            return ["said to be written"] if done[0] == 0 else self.unchanged(rows)
        with open(place + "/new.csv", encoding="utf-8", errors="replace") as file:
            if file.read() != self.exported:
                return ["the target is not whole"]
        return self.unchanged(rows)

    def unchanged(self, rows):
        return [] if rows == self.before else ["the database is another"]

    def check_merge(self, place, done, rows):
        if not filecmp.cmp(f"{place}/b.db", f"{self.begin}/b.db", shallow=False):
            return ["the source was changed"]
        if len(rows) not in (len(self.before), len(self.before) + len(self.other)):
            return [f"{len(rows)} rows: a merge in part"]
        if done[0] == 0 and len(rows) == len(self.before):
            return ["said to be taken in, and is not"]
        return []

    def copied(self, path, done):
        """A copy holds the assessment whole and no answer of anybody (it is not revealed)."""
        bad, rows = t.examine(path)
        db = t.sqlite3.connect(path)
        there = db.execute("SELECT count(*) FROM assessment WHERE id = ?", (self.workshop,)).fetchone()[0]
        db.close()
        return bad or ([] if there == 1 else ["the copy does not hold the workshop"])

    def check_copy(self, place, done, rows):
        if os.path.exists(place + "/out.db"):
            return self.copied(place + "/out.db", done) or self.unchanged(rows)
        return ["said to be copied"] if done[0] == 0 else self.unchanged(rows)

    def check_copy_over(self, place, done, rows):
        if filecmp.cmp(f"{place}/b.db", f"{self.begin}/b.db", shallow=False):
            return ["said to be copied"] if done[0] == 0 else self.unchanged(rows)
        return self.copied(place + "/b.db", done) or self.unchanged(rows)

    # --- one case

    def judge(self, work, place, done, hit):
        status, out, told = done
        problems = [t.is_bad_end(status)] if t.is_bad_end(status) else []
        if status and not told.strip():
            problems.append("failed without a word")
        bad, rows = t.examine(place + "/a.db")
        problems += bad + work.check(place, done, rows)
        allowed = {*map(os.path.basename, work.begin), "a.db", "a.db-journal", "a.db.backups", "new.csv", "out.db", "tmp"}
        bad, stray = t.look_at_copies(place + "/a.db")
        problems += bad
        if t.DYING in told:
            stray = []  # of a copy that was being made: taken away on another day
        stray += [name for name in os.listdir(place) if name not in allowed] + os.listdir(place + "/tmp")
        if "unlink" not in hit and stray:
            problems.append(f"left behind: {stray}")
        return problems

    def case(self, case):
        name, what, at, more = case
        work = next(work for work in self.works if work.name == name)
        place = self.new_place(work)
        trace = place + ".trace"
        done = work.run(place, t.shim(place, fault=f"{what}:{at}{more}", trace=trace))
        with open(trace, encoding="utf-8") as file:
            hit = {line.split("!")[0] for line in file if "!" in line.split()[0]}
        problems = self.judge(work, place, done, hit)
        os.remove(trace)
        t.remove(place)
        return problems

    def cases(self, errors):
        return [(name, error, at + 1, more) for name, calls in self.calls.items() for error in errors
                for at, call in enumerate(calls) for more in ("", "+")
                if error not in ("short", "lie") or call in ("write", "fsync", "unlink", "ftruncate", "rename")]


def main():
    folder = t.make_folder()
    try:
        faults = Faults(folder)
        cases = t.sample(faults.cases(ERRORS), 1400)
        failures = t.run_cases(faults.case, cases)
        # The control: a system that says that it has written, and has not.
        lies = [case for case in faults.cases(["lie"]) if case[3]]
        unseen = t.run_cases(faults.case, lies[:: max(1, len(lies) // 60)])
        seen = {case[0] for case, problems in unseen}
        t.tell("I/O faults are told, nothing said to be saved is lost", len(cases), failures,
               {"fill", "run --plain", "merge"} <= seen)
    finally:
        t.remove(folder)


if __name__ == "__main__":
    main()
