#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What report/ writes, read by others: Python's csv and json, a reader in Node, LibreOffice where it is installed.

report_dump (built beside the tests) writes the texts it is given; every reader must give each of them back, with a ' before
what a spreadsheet would run.
"""
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

DUMP = os.path.join(os.path.dirname(os.environ.get("TENKEN", ".build/tenken")), "tests", "report_dump")
FORMULA = re.compile("[=+\\-@\t\r\n＝＋－＠]")
COLUMNS = {"scores": ("title", "municipality"), "answers": ("note", "evidence")}

FIXED = [
    "", "髙島市", "𠮷野家", "〜～", "a,b", 'say "no"', '"', '""', '",', "one\ntwo", "one\r\ntwo", "one\rtwo", "\n", "\r", "\t",
    "=1+1", "=HYPERLINK(\"http://a\",\"b\")", "+1", "-1", "@SUM(A1)", "＝1", "＋1", "－1", "＠1", "'=1", "''=1", "'''＝1",
    "'", "''", "'もの'", "1=1", " =1", "a;=1", "a\t=1", "0120", "1-1", "12:30", "3E5", "TRUE", "はい、\n「いいえ」, \"はい\"",
    "null", "\\", "\\n", "ｱｲｳ", "①㈱", "é", "🙂", "\ufeff", "a\u3000", "  a  ",
]
PIECES = ["髙", "𠮷", "〜", "～", '"', '""', ",", "=", "'", "＝", "-", "\r", "\n", "\r\n", "\t", " ", ";", "a", "7", "\\", "－"]

NODE = r"""
const [file, encoding] = process.argv.slice(1);
const text = new TextDecoder(encoding, {fatal: true}).decode(require('fs').readFileSync(file));
const rows = [];
const token = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
let row = [];
while (token.lastIndex < text.length) {
  const m = token.exec(text);
  if (!m) throw new Error('no cell at ' + token.lastIndex);
  row.push(m[1] !== undefined ? m[1].replace(/""/g, '"') : m[2]);
  if (m[3] !== ',') { rows.push(row); row = []; }
}
process.stdout.write(JSON.stringify(rows));
"""

passed = failed = 0


def judge(name, wrong):
    global passed, failed
    for line in wrong[:10]:
        print("  " + ascii(line))
    print("ok" if not wrong else "not ok", name)
    passed, failed = passed + (not wrong), failed + bool(wrong)


def texts_of(fits):
    rng = random.Random(932)
    made = ["".join(rng.choice(PIECES) for _ in range(rng.randrange(1, 8))) for _ in range(400)]
    return [t for t in FIXED + made if fits(t)]


def in_cp932(text):
    try:
        return text.encode("cp932").decode("cp932") == text
    except UnicodeError:
        return False


def guarded(text):
    return "'" + text if FORMULA.match(text.lstrip("'")) else text


def dump(table, kind, encoding, texts):
    given = "".join(t + "\0" for t in texts).encode()
    done = subprocess.run([DUMP, table, kind, encoding], input=given, capture_output=True, check=False)
    return done.returncode, done.stdout, done.stderr.decode().strip().splitlines()[-1]


def by_python(path, encoding):
    with open(path, encoding=encoding, newline="") as file:
        return list(csv.reader(file, strict=True))


def by_node(path, encoding):
    name = {"utf-8-sig": "utf-8", "utf-8": "utf-8", "cp932": "shift_jis"}[encoding]
    done = subprocess.run(["node", "-e", NODE, path, name], capture_output=True, check=False)
    if done.returncode:
        raise ValueError(done.stderr.decode())
    return json.loads(done.stdout)


def by_libreoffice(path, _encoding):
    folder = os.path.dirname(path)
    sheet = "Text - txt - csv (StarCalc):44,34,76,1"
    subprocess.run(["soffice", "-env:UserInstallation=file://" + folder + "/profile", "--headless", "--infilter=" + sheet,
                    "--convert-to", "csv:" + sheet + ",,0,true,true", "--outdir", folder + "/out", path],
                   check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=300)
    with open(folder + "/out/" + os.path.basename(path), encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


def kept_by_a_spreadsheet(text):
    """Not what it takes for a number or a time whatever one does; and with its own line ends, the only ones that answers have."""
    return "\r" not in text and not re.fullmatch("[0-9][-0-9:.,/E ]*", text.strip())


def compare(rows, table, texts):
    """What is wrong in the rows of a CSV over these texts."""
    wrong = []
    if len(rows) != len(texts) + 1:
        return [f"{len(rows)} rows, not {len(texts) + 1}"]
    for row, text in zip(rows[1:], texts):
        if len(row) != len(rows[0]):
            wrong.append(f"{len(row)} cells: {row}")
            continue
        for column in COLUMNS[table]:
            cell = row[rows[0].index(column)]
            if cell != guarded(text):
                wrong.append(f"{column}: {cell!r}, not {guarded(text)!r}")
        wrong += [f"a formula: {cell!r}" for cell in row if FORMULA.match(cell)]
    return wrong


def check_reader(name, reader, folder, choices, fits=lambda text: True):
    for table in COLUMNS:
        for encoding, codec in choices:
            texts = texts_of(lambda text: fits(text) and (codec != "cp932" or in_cp932(text)))
            status, out, told = dump(table, "csv", encoding, texts)
            path = os.path.join(folder, f"{name}-{table}-{encoding}.csv")
            with open(path, "wb") as file:
                file.write(out)
            neutralised = sum(guarded(t) != t for t in texts) * 2
            wrong = [] if status == 0 else [f"status {status}: {told}"]
            if told != f"{len(texts)} {neutralised}":
                wrong.append(f"told {told}, not {len(texts)} {neutralised}")
            if out.startswith(b"\xef\xbb\xbf") != (encoding == "utf-8-bom"):
                wrong.append("BOM")
            try:
                wrong += compare(reader(path, codec), table, texts)
            except (ValueError, UnicodeError, csv.Error, subprocess.SubprocessError) as error:
                wrong.append(str(error))
            judge(f"{name} reads {table} in {encoding}: {len(texts)} texts", wrong)


def check_json(table):
    texts = texts_of(lambda text: True)
    status, out, told = dump(table, "json", "utf-8", texts)
    objects = json.loads(out)
    wrong = [] if status == 0 and len(objects) == len(texts) and out.endswith(b"}\n]\n") else [f"{status} {told}"]
    for entry, text in zip(objects, texts):
        wrong += [f"{c}: {entry[c]!r}, not {text!r}" for c in COLUMNS[table] if entry[c] != text]
    _, table_csv, _ = dump(table, "csv", "utf-8", [])
    names = next(csv.reader(io.StringIO(table_csv.decode())))
    wrong += [f"names {list(e)}" for e in objects if list(e) != names]
    judge(f"json has {table} with the names of the CSV: {len(texts)} texts", wrong)


def check_refused():
    wrong = []
    for text in ["𠮷", "〜", "¥100", "−1", "é", "🙂", "\ufeff", "‾", "—"]:
        status, out, told = dump("answers", "csv", "cp932", ["よい", text])
        if status != 1 or out or "row 3 column note" not in told:
            wrong.append(f"{text}: status {status}, {len(out)} bytes, {told}")
    judge("cp932 refuses what it lacks and writes nothing", wrong)


def main():
    encodings = [("utf-8-bom", "utf-8-sig"), ("utf-8", "utf-8"), ("cp932", "cp932")]
    with tempfile.TemporaryDirectory() as folder:
        check_reader("python", by_python, folder, encodings)
        if shutil.which("node"):
            check_reader("node", by_node, folder, encodings)
        else:
            print("skipped the reader in Node: it is not installed")
        if shutil.which("soffice"):
            check_reader("libreoffice", by_libreoffice, folder, encodings[:1], kept_by_a_spreadsheet)
        else:
            print("skipped LibreOffice as a reader: it is not installed")
        for table in COLUMNS:
            check_json(table)
        check_refused()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
