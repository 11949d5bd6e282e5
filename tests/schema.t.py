# SPDX-License-Identifier: MIT
"""Holds questionnaire.schema.json, which editors use, and the loader (`tenken check`) to the same verdict.

Over what ships, the examples of questionnaires/README.md, the corpus tests/bad, and each of the good files made
wrong in every place and in many ways. What the loader alone can see is listed in LOADER_ALONE.
"""

import copy
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

try:
    import yaml
except ImportError:
    print("skipped tests/schema.t.py: python3-yaml is not installed")
    print("0 passed, 0 failed")
    sys.exit(0)
try:
    import jsonschema
except ImportError:
    jsonschema = None

# What a schema cannot say of a document, or a reader of YAML does not hand on to it. An entry that is not needed is
# a failure too.
REFERENCE = "a reference: what it names stands elsewhere"
TWICE = "ids that repeat in a list of maps"
READER = "gone once the YAML has been read: two keys of one name, anchors, merge keys, directives"
CODE = "characters by their code, written with a backslash"
COUNTED = "one number against another, or against how many options there are"
LOADER_ALONE = {
    "anchor": READER,
    "condition-forward": REFERENCE,
    "condition-loop": REFERENCE,
    "condition-option": REFERENCE,
    "condition-unknown": REFERENCE,
    "contradiction-one-question": REFERENCE,
    "escape-bidi": CODE,
    "escape-carriage-return": CODE,
    "escape-esc": CODE,
    "escape-nul": CODE,
    "flag-other-criterion": REFERENCE,
    "framework-duplicates": TWICE,
    "framework-source-unknown": REFERENCE,
    "framework-stage-unknown": REFERENCE,
    "framework-unknown": REFERENCE,
    "id-duplicate": TWICE,
    "key-duplicate": READER,
    "merge-key": READER,
    "source-unknown": REFERENCE,
    "tag-directive": READER,
    "thresholds-above": COUNTED,
    "thresholds-decreasing": COUNTED,
    "use-unknown": REFERENCE,
}

SRC = os.environ.get("SRC", ".")
TENKEN = os.environ.get("TENKEN", os.path.join(SRC, ".build/tenken"))
SCHEMA_FILE = os.path.join(SRC, "questionnaires/questionnaire.schema.json")
README_FILE = os.path.join(SRC, "questionnaires/README.md")
SMALL = [os.path.join(SRC, "tests/load", name) for name in ("framework.yaml", "base.yaml")]

counts = {True: 0, False: 0}


def report(ok, name, details=()):
    """Of a test that fails the details are shown as well."""
    for line in [] if ok else list(details)[:20]:
        print("  " + line)
    print(("ok " if ok else "not ok ") + name)
    counts[ok] += 1


# --- YAML as an editor reads it: version 1.2, core schema ---------------------------------------------------------


class Core(yaml.SafeLoader):
    yaml_implicit_resolvers = {}


def core_int(loader, node):
    return int(loader.construct_scalar(node), 0)


for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)", "-+.0123456789"),
    ("merge", r"<<", "<"),
):
    Core.add_implicit_resolver(
        "tag:yaml.org,2002:" + tag, re.compile("(?:" + pattern + r")\Z"), list(first) + ([""] if tag == "null" else [])
    )


def read(data):
    """The document, or None when no editor could hand it on: not UTF-8, not YAML, or empty."""
    try:
        return yaml.load(data.decode("utf-8"), Core)
    except (UnicodeDecodeError, yaml.YAMLError, ValueError):
        return None


# --- a validator for the part of JSON Schema (draft 7) that is used ------------------------------------------------

SCHEMA = json.load(open(SCHEMA_FILE, encoding="utf-8"))
NOTES = {"$schema", "$comment", "title", "description", "default", "definitions", "patternErrorMessage"}


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "number": is_number,
    "integer": lambda v: is_number(v) and v == int(v),
}


def same(a, b):
    return json.dumps(a, sort_keys=True) == json.dumps(b, sort_keys=True)


def matches(pattern, value):
    return re.search(re.sub(r"\$$", r"\\Z", pattern), value) is not None


# keyword: (type of value that it speaks of, is it so?)
ASSERTIONS = {
    "type": (object, lambda want, v, s: TYPES[want](v)),
    "const": (object, lambda want, v, s: same(want, v)),
    "enum": (object, lambda want, v, s: any(same(one, v) for one in want)),
    "pattern": (str, lambda want, v, s: matches(want, v)),
    "maxLength": (str, lambda want, v, s: len(v) <= want),
    "minimum": (float, lambda want, v, s: v >= want),
    "maximum": (float, lambda want, v, s: v <= want),
    "minItems": (list, lambda want, v, s: len(v) >= want),
    "maxItems": (list, lambda want, v, s: len(v) <= want),
    "uniqueItems": (list, lambda want, v, s: len({json.dumps(one, sort_keys=True) for one in v}) == len(v)),
    "contains": (list, lambda want, v, s: any(valid(want, one) for one in v)),
    "items": (list, lambda want, v, s: all(valid(want, one) for one in v)),
    "required": (dict, lambda want, v, s: all(key in v for key in want)),
    "properties": (dict, lambda want, v, s: all(valid(want[key], v[key]) for key in v if key in want)),
    "additionalProperties": (dict, lambda want, v, s: want is not False or all(key in s["properties"] for key in v)),
    "allOf": (object, lambda want, v, s: all(valid(one, v) for one in want)),
    "anyOf": (object, lambda want, v, s: any(valid(one, v) for one in want)),
    "not": (object, lambda want, v, s: not valid(want, v)),
    "if": (object, lambda want, v, s: valid(s.get("then" if valid(want, v) else "else", True), v)),
    "then": (object, lambda want, v, s: True),
    "else": (object, lambda want, v, s: True),
}


def valid(schema, value):
    if isinstance(schema, bool):
        return schema
    if "$ref" in schema:
        return valid(SCHEMA["definitions"][schema["$ref"].removeprefix("#/definitions/")], value)
    for keyword, want in schema.items():
        if keyword in NOTES:
            continue
        kind, holds = ASSERTIONS[keyword]  # a keyword that is not here has to be added before the schema uses it
        speaks = is_number(value) if kind is float else isinstance(value, kind)
        if speaks and not holds(want, value, schema):
            return False
    return True


second_opinion = jsonschema and jsonschema.Draft7Validator(SCHEMA)
disagreements = []


def ask_second(document, verdict, name):
    if second_opinion and second_opinion.is_valid(document) != verdict:
        disagreements.append(f"{name}: jsonschema says {not verdict}")


def schema_verdict(data, name):
    document = read(data)
    if document is None:
        return False
    verdict = valid(SCHEMA, document)
    ask_second(document, verdict, name)
    return verdict


def loader_verdicts(paths, beside):
    """{path: (is it good?, is nothing told?)} of the files, of which others may stand beside them."""
    command = [TENKEN, "check", "--lang", "en", *beside, *paths]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    lines = (done.stdout + b"\n" + done.stderr).decode("utf-8", "replace").splitlines()
    if done.returncode not in (0, 3):
        raise RuntimeError(f"tenken check ended with {done.returncode}: {lines[-5:]}")
    said = [re.match(r"(.*?\.yaml)[:0-9]*: (no errors|error|warning)", line) for line in lines]
    good = {match[1] for match in said if match and match[2] == "no errors"}
    told = {match[1] for match in said if match and match[2] != "no errors"}
    if done.returncode == 0 and not good.issuperset(paths):
        raise RuntimeError("tenken check ended with 0 and passes over a file")
    return {path: (path in good, path not in told) for path in paths}


# --- files as they are ----------------------------------------------------------------------------------------------


def content(path):
    with open(path, "rb") as file:
        return file.read()


def check_whole(what, paths, beside):
    """Files without error or warning, for both."""
    for path, (good, silent) in loader_verdicts(paths, beside).items():
        schema = schema_verdict(content(path), path)
        report(good and silent and schema, f"{what} {os.path.basename(path)}", [f"loader {good}, {silent}, schema {schema}"])


def check_corpus():
    needed = set()
    paths = sorted(glob.glob(os.path.join(SRC, "tests/bad/*.yaml")))
    for path, (loader, _) in loader_verdicts(paths, SMALL).items():
        name = os.path.basename(path).removesuffix(".yaml")
        schema = schema_verdict(content(path), name)
        if schema and not loader:
            needed.add(name)
        ok = loader == schema or (schema and name in LOADER_ALONE)
        report(ok, "corpus " + name, [f"loader: {loader}, schema: {schema}"])
    report(needed == set(LOADER_ALONE), "every exception is needed", sorted(set(LOADER_ALONE) - needed))


def readme_examples(folder):
    """The fenced YAML of the README, each block a whole file whose first line is `# NAME.yaml`."""
    text = content(README_FILE).decode("utf-8")
    paths = []
    for block in re.findall(r"^```yaml\n(.*?)^```$", text, re.M | re.S):
        name = re.match(r"# ([a-z-]+\.yaml)\n", block)
        paths.append(os.path.join(folder, name.group(1) if name else f"unnamed-{len(paths)}.yaml"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            file.write(block)
    return paths


# --- files made wrong -----------------------------------------------------------------------------------------------

# None of these is an id, so none makes a reference that only the loader could follow.
REPLACEMENTS = ["Not An Id", "", " ", "1", "two\nlines", None, True, False, -1, 0, 25, 1001, 1000001, 1.5, 0.0001234]
REPLACEMENTS += [[], {}, ["Not An Id"], [["a"]], {"ja": "あ"}, {"colour": "red"}]


def places(node, path=(), kind=""):
    """Every place of a document, as a path and a name in which list positions do not count."""
    if isinstance(node, dict):
        kind = node.get("type", kind) if "options" in node else kind
        for key, value in node.items():
            yield path + (key,), kind
            yield from places(value, path + (key,), kind)
    elif isinstance(node, list):
        for i, value in enumerate(node):
            yield path + (i,), kind
            yield from places(value, path + (i,), kind)


def changed(document, path, change):
    """A copy in which change(parent, last step) was made."""
    twin = copy.deepcopy(document)
    parent = twin
    for step in path[:-1]:
        parent = parent[step]
    change(parent, path[-1])
    return twin


def mutants(document):
    seen = set()
    for path, kind in places(document):
        place = kind + ":" + "/".join("*" if isinstance(step, int) else step for step in path)
        flagged = isinstance(path[-1], str) and "flag" in parent_of(document, path)
        if (place, flagged) in seen:
            continue
        seen.add((place, flagged))
        where = "/".join(map(str, path))
        if isinstance(path[-1], str):
            yield f"{where} taken out", changed(document, path, lambda parent, last: parent.pop(last))
        if isinstance(parent_of(document, path + ("",)), dict):
            yield f"{where}/colour added", changed(document, path, lambda p, last: p[last].update(colour="red"))
        for value in REPLACEMENTS:
            yield f"{where} = {value!r}", changed(document, path, lambda p, last, v=value: p.__setitem__(last, v))
    yield "colour added", {**document, "colour": "red"}


def parent_of(document, path):
    for step in path[:-1]:
        document = document[step]
    return document


def compare(folder, beside, cases):
    """A line for each (name, document, expected or None) on which the two differ, or miss what is expected."""
    paths = []
    os.mkdir(folder)
    for i, (_, document, _) in enumerate(cases):
        paths.append(os.path.join(folder, f"{i}.yaml"))
        with open(paths[-1], "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False)  # JSON is YAML
    wrong = []
    for (name, document, expected), (loader, _) in zip(cases, loader_verdicts(paths, beside).values()):
        schema = valid(SCHEMA, document)
        if loader != schema or expected not in (None, loader):
            wrong.append(f"{name}: loader {loader}, schema {schema}, expected {expected}")
    for name, document, _ in cases[::5]:
        ask_second(document, valid(SCHEMA, document), name)
    return wrong


def check_mutants(folder, path, beside):
    name = os.path.basename(path)
    cases = [(name, document, None) for name, document in mutants(read(content(path)))]
    wrong = compare(os.path.join(folder, "mutants-" + name), beside, cases)
    report(not wrong and len(cases) > 50, f"{name} changed in {len(cases)} ways", wrong)


# --- limits, from both sides ----------------------------------------------------------------------------------------


def tr(text="a"):
    return {"ja": text, "en": text}


def named(prefix, count, **rest):
    return [{"id": f"{prefix}{i}", **copy.deepcopy(rest)} for i in range(count)]


def wide_framework(sources=1, stages=1, criteria=1, advice=1):
    common = dict(stage="t0", kind="task", origin="text", source="s0", title=tr(), sound=tr(), risk=tr())
    return {
        "format": 1,
        "id": "wide",
        "version": 1,
        "title": tr(),
        "sources": named("s", sources, where=tr(), title=tr()),
        "stages": named("t", stages, title=tr(), purpose=tr()),
        "criteria": named("c", criteria, **common, advice=[{"text": tr()}] * advice),
    }


def wide(sections=1, questions=1, options=2, criteria=1, **rest):
    question = {"type": "choice", "level": 1, "text": tr(), "help": tr(), "source": "s0", "basis": "stated"}
    question["criteria"] = [f"c{i}" for i in range(criteria)]
    question["options"] = [{"id": f"o{i}", "value": 3 * i // (options - 1 or 1), "text": tr()} for i in range(options)]
    groups = named("g", sections, title=tr(), questions=None)
    for group in groups:
        group["questions"] = [{**one, **rest} for one in named(f"q{group['id']}-", questions, **question)]
    return {"format": 1, "id": "broad", "version": 1, "framework": "wide", "title": tr(), "sections": groups}


def selection(count):
    head = {key: value for key, value in wide().items() if key != "sections"}
    return {**head, "id": "chosen", "use": [f"broad/qg0-{i}" for i in range(count)]}


def conditioned(count):
    document = wide(questions=2, options=24)
    condition = {"question": "qg0-0", "is": [f"o{i % 24}" for i in range(count)]}
    document["sections"][0]["questions"][1]["ask_if"] = condition
    return document


def contradictory(count):
    document = wide(questions=2)
    sides = [{"question": "qg0-0", "is": ["o0"]}, {"question": "qg0-1", "at_least": 3}]
    document["contradictions"] = [{"between": sides, "text": tr()}] * count
    return document


def check_limits(folder):
    base, framework = (os.path.join(folder, "wide", name) for name in ("broad.yaml", "wide.yaml"))
    os.mkdir(os.path.join(folder, "wide"))
    for path, document in ((framework, wide_framework(criteria=20)), (base, wide(questions=200))):
        with open(path, "w", encoding="utf-8") as file:
            yaml.safe_dump(document, file)
    frameworks = [
        (f"{what} {count}", wide_framework(**{what: count}), good)
        for what, limit in (("sources", 200), ("stages", 16), ("criteria", 200), ("advice", 16))
        for count, good in ((limit, True), (limit + 1, False))
    ]
    others = [
        (f"{what} {count}", make(count), good)
        for what, make, limit in (
            ("sections", lambda n: wide(sections=n), 200),
            ("questions", lambda n: wide(questions=n), 200),
            ("options", lambda n: wide(options=n), 24),
            ("criteria of a question", lambda n: wide(criteria=n), 16),
            ("use", selection, 200),
            ("is", conditioned, 24),
            ("contradictions", contradictory, 200),
            ("letters of an id", lambda n: {**wide(), "id": "i" * n}, 64),
            ("level", lambda n: wide(level=n), 3),
            ("weight", lambda n: wide(weight=n), 1000),
            ("version", lambda n: {**wide(), "version": n}, 1000000),
        )
        for count, good in ((limit, True), (limit + 1, False))
    ]
    others += [(f"options {n}", wide(options=n), n == 2) for n in (1, 2)]
    others += [("weight 0.001", wide(weight=0.001), True), ("weight 0.0005", wide(weight=0.0005), False)]
    wrong = compare(os.path.join(folder, "limits"), [framework, base], frameworks + others)
    report(not wrong, f"limits from both sides ({len(frameworks) + len(others)} files)", wrong)


# --- keys -----------------------------------------------------------------------------------------------------------


def check_keys():
    """The loader's tables, the schema and the README know the same keys."""
    source = "".join(content(path).decode() for path in sorted(glob.glob(os.path.join(SRC, "src/model/load_*.c"))))
    tables = re.findall(r"struct field (\w+)_fields\[\] = \{(.*?)\n\};", source, re.S)
    known = {name: set(re.findall(r'\{"(\w+)",', body)) for name, body in tables}
    told = {
        name: set(schema["properties"])
        for name, schema in SCHEMA["definitions"].items()
        if "properties" in schema and name not in ("title", "text")
    }
    wrong = [f"{n}: {known.get(n, set()) ^ told.get(n, set())}" for n in known | told if known.get(n) != told.get(n)]
    report(len(known) >= 12 and not wrong, "the loader and the schema know the same keys", wrong)
    japanese, _, english = content(README_FILE).decode("utf-8").partition("\n# Writing ")
    keys = sorted(set().union(*told.values()))
    missing = [key for key in keys if f"| `{key}` |" not in japanese or f"| `{key}` |" not in english]
    report(not missing, "the README explains every key in both languages", missing)


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "readme"))
        examples = readme_examples(os.path.join(folder, "readme"))
        report(len(examples) == 3, "the README has a questionnaire, a selection and a framework", examples)
        check_keys()
        check_whole("ships", sorted(glob.glob(os.path.join(SRC, "questionnaires/*.yaml"))), [])
        check_whole("README", examples, [])
        check_corpus()
        check_limits(folder)
        for path in SMALL + [os.path.join(SRC, "tests/load/selection.yaml")]:
            check_mutants(folder, path, SMALL)
    if second_opinion:
        report(not disagreements, "jsonschema agrees with the validator here", disagreements)
    else:
        print("skipped the second opinion on the schema: python3-jsonschema is not installed")
    print(f"{counts[True]} passed, {counts[False]} failed")
    return 1 if counts[False] else 0


if __name__ == "__main__":
    sys.exit(main())
