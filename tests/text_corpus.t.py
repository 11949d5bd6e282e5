#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Texts that break other programs, pasted and typed into the wizard, saved, exported, and read by others.

What the editor documents is all that may happen to a text: CR LF and CR are line feeds, a tab is a blank, what no text may hold
(controls, direction overrides, tags, noncharacters) is U+FFFD, the rest is composed (NFC).
"""
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from pty_wizard import F10, TAB, Wizard, paste  # noqa: E402

TENKEN = os.environ.get("TENKEN", ".build/tenken")
THEMES = ["silo-breakdown", "advisor-dependence", "citizen-participation", "plan-and-governance", "trial-and-rollout"]
TEXT_MAX = 20000  # bytes in a note
LINE_MAX = 400  # bytes in a field of one line
HOME = "\033OH"

FORMULAS = [lead + "1+1" for lead in "=+-@＝＋－＠"] + [
    "\t=1+1", "\r=1+1", "\n=1+1", "'=1+1", "''=1", "'", "''", "'もの'", "=", "-", "@", "＝",
    "=HYPERLINK(\"http://a.example\",\"b\")",
    "=cmd|' /C calc'!A0", "@SUM(1,2)", "-2+3\n=4", " =1", "\u3000=1", "%=1", "|=1", "1=1",
]
CSV = [
    "a,b", "a;b", "a\tb", '"', '""', '"""', '",', ',"', 'say "no"', '"quoted"', "one\ntwo", "one\r\ntwo", "one\rtwo",
    "\n\n", "\r\n\r\n", "last\n", "\nfirst", 'はい、\n「いいえ」, "はい"', "null", "NULL", "TRUE", "0120", "1-1", "12:30", "3E5", "\\", "\\n", "\\\"",
    "#N/A", "%s%n", "'; DROP TABLE answer; --", "<b>&amp;</b>", "${HOME}", "`id`", "../../etc/passwd", "a\u3000", "  a  ", "　全角の空白　",
]
JAPANESE = [
    "𠮷野家", "髙島市", "山﨑", "𩸽", "𠀋", "〜と～", "−と－", "‖と∥", "¢£¬と￠￡￢", "―と—", "①㈱㍻㋿", "葛󠄀城市", "辻󠄀", "禰󠄁豆子",
    "か\u3099き\u3099は\u309a", "カ\u3099", "ハ\u309a", "ｶﾞｷﾞﾊﾟ", "神", "羽", "Å", "é e\u0301", "Ω", "ヶケヵカ", "々〆〇", "ゝゞヽヾ", "ー‐‑–—―",
]
MARKS = [
    "👩‍👧‍👦", "🏳️‍🌈", "👍🏽", "🇯🇵", "1️⃣", "☺︎☺️", "🫠", "a\u200bb", "a\u200db", "a\ufeffb", "\ufeff", "a\u00adb", "e" + "\u0301" * 40,
    "\u0301",
    "นี่", "한글", "한글", "שלום", "مرحبا", "𝔘𝔫𝔦", "\U0010fffd", "\ue000", "\ufffd",
]
UNFIT = (
    ["a" + "".join(chr(c) + "b" for c in range(0x01, 0x20)), "a\x00b", "a\x7fb"]
    + ["a" + "".join(chr(c) + "b" for c in range(0x80, 0xA0))]
    + ["\033[2J\033[31mred\033[0m", "\033]2;title\a", "\033P1$r\033\\", "\x9b31m"]
    + ["a" + chr(c) + "b" for c in (0x61C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202E, 0x2066, 0x2069, 0x206F)]
    + ["a\ufff9b\ufffac\ufffbd", "a\U000e0041\U000e007fb", "\ufdd0\ufffe\uffff\U0001ffff", "invoice\u202efdp.exe"]
)
LONG = ["あ" * (TEXT_MAX // 3), "=" * TEXT_MAX, ('"' + "、\r\n") * 3000, "x\n" * (TEXT_MAX // 2)]
TOO_LONG = ["あ" * (TEXT_MAX // 3 + 1), "y" * 100000]
# Bytes that are no UTF-8, as surrogateescape has them.
BYTES = ["a\udcffb", "\udce3\udc81", "\udced\udca0\udc80", "\udcc0\udcaf", "\udcf4\udc90\udc80\udc80"]
ALL = FORMULAS + CSV + JAPANESE + MARKS + UNFIT + LONG + TOO_LONG + BYTES

passed = failed = 0


def judge(name, wrong):
    global passed, failed
    for line in wrong[:10]:
        print("  " + ascii(line)[:400])
    print("ok" if not wrong else "not ok", name)
    passed, failed = passed + (not wrong), failed + bool(wrong)


def load_readers():
    spec = importlib.util.spec_from_file_location("csv_readers", os.path.join(HERE, "csv_readers.t.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def is_unfit(c):
    n = ord(c)
    return (
        (n < 0x20 and c not in "\t\n")
        or 0x7F <= n < 0xA0
        or n in (0x61C, 0x200E, 0x200F)
        or 0x2028 <= n <= 0x202E
        or 0x2066 <= n <= 0x206F
        or 0xFDD0 <= n <= 0xFDEF
        or n & 0xFFFE == 0xFFFE
        or 0xFFF9 <= n <= 0xFFFB
        or 0xD800 <= n <= 0xDFFF  # a byte that is no UTF-8
        or 0xE0000 <= n <= 0xE007F
    )


def kept(text):
    """What the editor makes of it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join("\ufffd" if is_unfit(c) else " " if c == "\t" else c for c in text)
    text = unicodedata.normalize("NFC", text)
    return text if len(text.encode()) <= TEXT_MAX else ""


def can_be_typed(text):
    """Below the blank all but Enter are keys that do something; and a lone byte is waited for to become a character."""
    return len(text) < 200 and not any((ord(c) < 0x20 and c != "\n") or c == "\x7f" or 0xD800 <= ord(c) <= 0xDFFF for c in text)


def write_notes(folder, name, texts):
    """In one assessment: a text pasted as each note and typed as the evidence. Its id."""
    db = os.path.join(folder, "a.db")
    wizard = Wizard([TENKEN, "run", *THEMES, "--title", name], {"TENKEN_DB": db})
    for at, text in enumerate(texts):
        wizard.keys(*(["n"] if at else []), "e", paste(text), TAB)
        if can_be_typed(text):
            wizard.type(text)
        wizard.keys(F10)
    status = wizard.leave("q", "q")
    if status:
        raise AssertionError(f"the wizard ended with {status}")
    listed = subprocess.run([TENKEN, "--db", db, "list"], capture_output=True, check=True).stdout.decode()
    return next(line.split()[0] for line in listed.splitlines() if line.endswith(name))


def export(folder, ids, encoding, form="csv", into_file=False):
    argv = [TENKEN, "--db", os.path.join(folder, "a.db"), "export", "--table", "answers", "--format", form]
    argv += ["--encoding", encoding] if form == "csv" else []
    path = os.path.join(folder, encoding + "." + form)
    argv += ["-o", path] if into_file else []
    done = subprocess.run(argv + ids, capture_output=True, check=False)
    if not into_file:
        with open(path, "wb") as file:
            file.write(done.stdout)
    return done, path


def wanted(texts, guarded):
    rows = []
    for text in texts:
        evidence = kept(text) if can_be_typed(text) else ""
        rows.append((guarded(kept(text)), guarded(evidence)))
    return [row for row in rows if any(row)]


def compare(rows, texts, guarded):
    """What is wrong in the notes of these rows, the heading first."""
    note, evidence = rows[0].index("note"), rows[0].index("evidence")
    got = [(row[note], row[evidence]) for row in rows[1:] if row[note] or row[evidence]]
    want = wanted(texts, guarded)
    wrong = [f"{len(got)} rows with a text, not {len(want)}"] if len(got) != len(want) else []
    return wrong + [f"{g!r}, not {w!r}" for g, w in zip(got, want) if g != w]


def check_readers(folder, ids, texts, encodings, by):
    for encoding, codec in encodings:
        done, path = export(folder, ids, encoding, into_file=encoding != "utf-8")
        wrong = [] if done.returncode == 0 else [done.stderr]
        for name, reader in by.items():
            judge(f"{name} reads {len(texts)} notes in {encoding}",
                  wrong or compare(reader(path, codec), texts, READERS.guarded))


def check_json(folder, ids, texts):
    done, _ = export(folder, ids, "utf-8", form="json")
    objects = json.loads(done.stdout)
    rows = [["note", "evidence"]] + [[entry["note"], entry["evidence"]] for entry in objects]
    judge(f"JSON has {len(texts)} notes", compare(rows, texts, lambda text: text))


def check_filled_again(folder, ids, texts):
    """What was exported makes the same answers: the guards are taken off again."""
    wrong = []
    for at, one in enumerate(ids):
        _, path = export(folder, [one], "utf-8")
        made = subprocess.run([TENKEN, "--db", os.path.join(folder, "a.db"), "fill", "--title", "again", path],
                              capture_output=True, check=False)
        if made.returncode:
            return [made.stderr]
        done, _ = export(folder, [made.stdout.decode().strip()], "utf-8", form="json")
        rows = [["note", "evidence"]] + [[entry["note"], entry["evidence"]] for entry in json.loads(done.stdout)]
        wrong += compare(rows, texts[at], lambda text: text)
    return wrong


def check_no_cp932(folder, ids):
    done, path = export(folder, ids, "cp932", into_file=True)
    wrong = [] if done.returncode == 3 and not os.path.exists(path) else [f"status {done.returncode}"]
    told = done.stderr.decode()
    wrong += [] if "U+20BB7" in told or "𠮷" in told else [told]
    judge("CP932 refuses what it lacks, names it and writes no file", wrong)


def fits_cp932(text):
    text = kept(text)
    try:
        return text.encode("cp932").decode("cp932") == text
    except UnicodeError:
        return False


def in_parts(texts, count):
    return [texts[i:i + count] for i in range(0, len(texts), count)]


def check_titles(folder):
    """Names on the command line: kept as they are, composed as what is typed is, or refused."""
    db, wrong = os.path.join(folder, "titles.db"), []
    names = [text for text in FORMULAS + CSV + JAPANESE + MARKS if "\n" not in text and "\r" not in text]
    refused = [text for text in UNFIT if "\0" not in text] + BYTES
    for name in names + refused:
        argv = [TENKEN, "--db", db, "run", "--plain", "quick-check", "--title", name, "--municipality", name]
        done = subprocess.run([os.fsencode(a) for a in argv], capture_output=True, stdin=subprocess.DEVNULL, check=False)
        if done.returncode != (2 if name in refused else 0):
            wrong.append(f"{name!r}: status {done.returncode}: {done.stderr!r}")
    table = subprocess.run([TENKEN, "--db", db, "export", "--format", "json"], capture_output=True, check=True)
    for column in ("title", "municipality"):
        got = {entry[column] for entry in json.loads(table.stdout)}
        wrong += [f"{column}: {text!r} is not there" for text in names if unicodedata.normalize("NFC", text) not in got]
    judge(f"{len(names)} names are kept and {len(refused)} refused", wrong)


def kept_name(text):
    """What a field of one line makes of it; it holds so many bytes, or nothing."""
    line = kept(text).replace("\n", " ")
    return line if len(line.encode()) <= LINE_MAX else ""


def stripped(name):
    return name.strip(" \t\u3000")


def write_names(db, texts):
    """An assessment for each text, which is pasted before the title proposed and as municipality and alias. The proposed title."""
    wizard = Wizard([TENKEN, "--lang", "ja"], {"TENKEN_DB": db})
    for text in ["", *texts]:
        wizard.keys("n", HOME, paste(text), TAB, paste(text), *[TAB] * 8, paste(text), F10, "q")
    if wizard.leave("q"):
        raise AssertionError("the wizard failed")
    listed = subprocess.run([TENKEN, "--db", db, "list", "--lang", "ja"], capture_output=True, check=True).stdout.decode()
    return re.search(r"自己点検 令和.*日$", listed.splitlines()[-1]).group(0)


def firsts(rows, column, key="assessment_id"):
    """One row of each assessment, in the order in which they were begun."""
    found = {}
    for row in rows[1:]:
        found.setdefault(row[rows[0].index(key)], row[rows[0].index(column)])
    return list(found.values())[::-1]


def check_names(folder, by):
    db, texts = os.path.join(folder, "names.db"), [text for text in ALL if len(text) < 2000]
    proposed = write_names(db, texts)
    want = {
        "title": [stripped(kept_name(text) + proposed) for text in ["", *texts]],
        "municipality": [stripped(kept_name(text)) for text in ["", *texts]],
        "respondent": [stripped(kept_name(text)) or "1" for text in ["", *texts]],
    }
    for table, columns in (("scores", ("title", "municipality")), ("answers", ("respondent",))):
        path = os.path.join(folder, table + ".csv")
        subprocess.run([TENKEN, "--db", db, "export", "--table", table, "-o", path], capture_output=True, check=True)
        for reader, read in by.items():
            rows, wrong = read(path, "utf-8-sig"), []
            for column in columns:
                got, wanted_cells = firsts(rows, column), [READERS.guarded(text) for text in want[column]]
                wrong += [f"{len(got)} of {len(wanted_cells)}"] if len(got) != len(wanted_cells) else []
                wrong += [f"{column}: {g!r}, not {w!r}" for g, w in zip(got, wanted_cells) if g != w]
            judge(f"{reader} reads {len(texts)} names of the set-up screen ({', '.join(columns)})", wrong)


def main():
    encodings = [("utf-8-bom", "utf-8-sig"), ("utf-8", "utf-8")]
    by = {"python": READERS.by_python}
    if shutil.which("node"):
        by["node"] = READERS.by_node
    else:
        print("skipped the reader in Node: it is not installed")
    scratch = "/dev/shm" if os.path.isdir("/dev/shm") else None  # many small writes, whose safety is not what is tried here
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        parts = in_parts(ALL, 44)
        ids = [write_notes(folder, f"part{at}", part) for at, part in enumerate(parts)]
        check_readers(folder, ids, ALL, encodings, by)
        check_json(folder, ids, ALL)
        judge("what was exported makes the same answers again", check_filled_again(folder, ids, parts))
        check_no_cp932(folder, ids)
        fitting = [text for text in ALL if kept(text) and fits_cp932(text) and len(text) < 200][:44]
        check_readers(folder, [write_notes(folder, "narrow", fitting)], fitting, [("cp932", "cp932")], by)
        check_titles(folder)
        check_names(folder, by)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


READERS = load_readers()

if __name__ == "__main__":
    sys.exit(main())
