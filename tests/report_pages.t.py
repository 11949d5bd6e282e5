#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The golden answer sheets as a browser reads them: every tag closed, nothing fetched, nothing run, one page."""
import html.parser
import os
import re
import sys

GOLDEN = os.path.join(os.environ.get("SRC", "."), "tests", "golden")
VOID = {"meta", "br"}
KNOWN = {"html", "head", "meta", "title", "style", "body", "section", "h1", "p", "br", "b", "em", "div", "table", "tr", "td",
         "th", "span"}


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.faults, self.attributes, self.numbers, self.cell = [], [], {}, [], False

    def handle_starttag(self, tag, attrs):
        if tag not in KNOWN:
            self.faults.append(f"<{tag}> is not known")
        for name, value in attrs:
            self.attributes.setdefault((tag, name), []).append(value)
        self.cell = tag == "td" and ("class", "n") in attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        if self.cell:
            self.numbers.append(int(data))
            self.cell = False


def check(name, good):
    print(("ok " if good else "not ok ") + name)
    return bool(good)


def judge(lang):
    name = f"sheet.{lang}.html"
    with open(os.path.join(GOLDEN, name), encoding="utf-8") as file:
        text = file.read()
    page = Page()
    page.feed(text)
    page.close()
    for fault in page.faults:
        print("  " + fault)
    return [
        check(f"{name}: every tag is closed", not page.faults and not page.open),
        check(f"{name}: its language is said", page.attributes.get(("html", "lang")) == [lang]),
        check(f"{name}: nothing is fetched or run", not re.search(r"https?:|url\(|@import|\bon\w+=|src=|href=", text)),
        check(f"{name}: twelve questions, each with 0", page.numbers.count(0) == 12),
        check(f"{name}: one page", text.count("<section") == 1),
        check(f"{name}: A4, black on white", "@page { size: A4;" in text and "color: #000; background: #fff" in text),
    ]


results = judge("ja") + judge("en")
print(f"{sum(results)} passed, {len(results) - sum(results)} failed")
sys.exit(0 if all(results) else 1)
