"""Each kind of slip in a YAML file: told at its own line, with a remedy that mends just that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from assembly import BASE
from claimweave.diagnostics.problem import Span
from claimweave.disk.text_files import TextFile
from claimweave.review.reading.yaml_reader import read_yaml
from claimweave.review.writing.yaml_values import same
from yaml_slips import Slip, fixed, slips

if TYPE_CHECKING:
    from claimweave.diagnostics.problem import Problem
    from claimweave.review.reading.yaml_reader import Data

LONG = """claim: Barley yields more where the soil holds more nitrate before sowing.
kind: association
asserted: [S1.p1.s1]
topic:
  nutrient: nitrate
  crop: barley
  question: before-sowing
evidence:
  - cites: Adler2001
    stance: supports
    at:
      - S1.p1.s1
      - S1.p1.s2
  - cites: Brandt2005
    stance: contradicts
    at: [S1.p1.s2]
    note: "It says: no."
  - {cites: Cole2001, stance: background, at: [S1.p1.s2]}
rests_on: [a-b, c-d]
check:
  readings:
    one:
      says: More of it is listed.
      sql: SELECT 1
      verdict: holds
"""
TEXTS = {
    **{path.stem: path.read_text(encoding="utf-8") for path in sorted(BASE.rglob("*.yml"))},
    "long": LONG,
}
CHANGES_THE_TEXT = {
    "a sign of YAML",
    "a colon in a text",
    "a quote within",
    "an apostrophe",
    "a comment within",
    "a long text",
}
"""Slips after which a text reads otherwise, quoted as it stands."""

SAID = {
    "a space too many": ("belongs at",),
    "a space too few": ("belongs at",),
    "a tab": ("a tab",),
    "a wide space": ("a wide space",),
    "a lookalike": ("it only looks like one",),
    "a comment within": ("a # behind a space begins a comment",),
    "a long text": ("a colon and a space in a text", "this quote ", "this apostrophe ends"),
    "no-break": ("a no-break space",),
    "a glued hyphen": ("a hyphen begins an item only with a space",),
    "no colon": ("a colon is missing",),
    "a glued colon": ("a space is missing behind the colon",),
    "an equals sign": ("a colon is missing",),
    "an open bracket": ("is never closed",),
    "the wrong bracket": ("closes what", "is never closed"),
    "no opening bracket": ("closes nothing",),
    "an open quote": ("this quote", "this apostrophe"),
    "a sign of YAML": ("needs quotes", "are not allowed"),
    "a colon in a text": ("a colon and a space in a text",),
    "a quote within": ("and more follows", "this quote is never closed"),
    "an apostrophe": ("this apostrophe ends the text", "this quote"),
}
"""Kind of slip to how its message may run."""


def read(text: str) -> tuple[Data, list[Problem]]:
    return read_yaml(TextFile("x.yml", text))


def mended(text: str) -> tuple[Data, list[Problem]]:
    """Apply the first fix again and again; return the data, and the first problem of each time."""
    told: list[Problem] = []
    for _ in range(8):
        data, problems = read(text)
        if not problems:
            return data, told
        told.append(problems[0])
        fix = next((p.fix for p in problems if p.fix), None)
        if fix is None:
            break
        text = fixed(text, fix)
    return None, told


def faults_told(slip: Slip, meant: Data) -> str:
    """Return what is wrong with how a slip is told and mended; an empty text where nothing is."""
    data, told = mended(slip.text)
    if not told:
        return "" if same(data, meant) else "read otherwise"
    where = told[0].where
    assert isinstance(where, Span)
    if not slip.line <= where.line <= slip.last:
        return f"told at line {where.line}: {told[0].message}"
    if not any(words in told[0].message for words in SAID[slip.kind]):
        return f"told as: {told[0].message}"
    if slip.kind not in CHANGES_THE_TEXT and not same(data, meant):
        return f"mended otherwise: {told[0].help}"
    return "" if data is not None else f"not mended: {told[0].help}"


READ_OTHERWISE = {
    "no opening bracket",
    "a lookalike",
    "a wide space",
    "a space too few",
    "a space too many",
    "no-break",
    "a glued hyphen",
}
"""Slips that may make another value of the right shape: the model tells these."""

OF_WORDS = {"no colon", "a glued colon", "an equals sign"}
"""The same, where a key has several words: they and what follows are another key then."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=[] if name in ("long", "vocabulary") else pytest.mark.full)
        for name in TEXTS
    ],
)
def test_each_slip_is_told_at_its_line_and_mended_by_its_remedy(name: str) -> None:
    meant, problems = read(TEXTS[name])
    assert problems == []
    wrong = []
    for slip in slips(TEXTS[name]):
        said = faults_told(slip, meant)
        line = slip.text.split("\n")[slip.line - 1]
        otherwise = READ_OTHERWISE | OF_WORDS if re.match(r" *\w+ \w", line) else READ_OTHERWISE
        if said and not (said == "read otherwise" and slip.kind in otherwise):
            wrong.append((slip.kind, line, said))
    assert wrong == [], wrong


@pytest.mark.parametrize(
    ("text", "line", "message", "help_"),
    [
        # The hyphen of a second item: never "keep one of the two".
        ("e:\n  - cites: A\n    stance: s\n    cites: B\n    stance: c\n", 4,
         "a second item begins here, and its hyphen is missing", "write `- cites:`"),
        ("e:\n  - cites: A\n    stance: s\n  cites: B\n    stance: c\n", 4,
         "a second item begins here, and its hyphen is missing", "write `- cites:`"),
        ("e:\n  - cites: A\n    stance: s\n  cites: B\n  stance: c\n", 4,
         "a second item begins here, and its hyphen is missing", "write `- cites:`"),
        ("e:\n- cites: A\n  at: [x]\n  stance: s\n  at: [y]\n  cites: B\n", 5,
         "a second item begins here, and its hyphen is missing", "write `- at:`"),
        ("e:\n  - {cites: A, stance: s, cites: B, stance: c}\n", 2,
         "a second item begins here", "close the first with }"),
        ("e:\n    cites: A\n    stance: s\n  - cites: B\n    stance: c\n", 2,
         "the first item of this list begins here", "write `- cites:`"),
        # Keys that stand twice for another reason.
        ("e: [a]\nk: x\ne: [b]\n", 3, "is here twice", "put what both hold under one `e:`"),
        ("k: x\ne: y\nk: x\n", 3, "is here twice", "remove this one: both say the same"),
        ("k: x\ne: y\nk: z\n", 3, "is here twice", "the first counts, in line 1"),
        # A comma ends a text within braces.
        ("f: {says: Some more, and some less.}\n", 1, "a comma ends a text within { }",
         '"Some more, and some less."'),
        ("f: {says: One, two, three, k: x}\n", 1, "a comma ends a text", '"One, two, three"'),
        ('f: {says: He said "no", and left, k: x}\n', 1, "a comma ends a text",
         """'He said "no", and left'"""),
        ("f: {a: x, crop barley, k: x}\n", 1, "a comma ends a text", '"x, crop barley"'),
        ("f: {sql: x IN ('a','b'), k: x}\n", 1, "a comma ends a text", """"x IN ('a','b')\""""),
        ("f: {sql: x IN ('a', 'b') AND y, k: x}\n", 1, "a comma ends a text",
         """"x IN ('a', 'b') AND y\""""),
        ("f: {k: x, sql: min(a, b, 'c') > max(d, 'e')}\n", 1, "a comma ends a text",
         """"min(a, b, 'c') > max(d, 'e')\""""),
        ('f: {says: More, "and" less, k: x}\n', 1, "a comma ends a text", """'More, "and" less'"""),
        ("f: {a: x, stance supports, k: x}\n", 1, "a colon is missing behind stance", "stance: "),
        ("f: {crop:barley, k: x}\n", 1, "a space is missing behind the colon", "crop: barley"),
        # A text's second line.
        ("claim: Barley yields more where the soil\nholds more of it.\nk: x\n", 2,
         "goes on with the text above", "put 2 spaces before it"),
        # Quotes of print, and several quotes.
        ("a: x\nclaim: “Barley: yes”\n", 2, "“ is no quote of YAML", '"Barley: yes"'),
        ('claim: "Nitrate" feeds barley\nk: x\n', 1, "this quote ends the text",
         """'"Nitrate" feeds barley'"""),
        ('claim: "Barley.\nk: x\nnote: "Beans."\n', 1, "this quote is never closed", "close it"),
        # Marks of documents.
        ("k: x\n---\nl: y\n", 2, "a second document begins here", "remove this line"),
        ("k: x\n...\nl: y\n", 2, "a second document begins here", "remove this line"),
    ],
)  # fmt: skip
def test_what_a_fault_is_called(text: str, line: int, message: str, help_: str) -> None:
    _, problems = read(text)
    (problem,) = problems
    assert isinstance(problem.where, Span)
    assert (problem.where.line, message in problem.message) == (line, True), problem
    assert help_ in problem.help
    if problem.fix and problem.fix.safe:
        data, told = mended(text)
        assert data is not None, told


@pytest.mark.parametrize(
    "text", ["a: [\n", "a: {\n\n", "- [", "a:\n  - {b: [\n", "'", "? [", "[\n\n"]
)
def test_what_ends_too_soon_is_told(text: str) -> None:
    data, problems = read(text)
    assert data is None
    assert problems


def test_a_second_item_keeps_what_both_items_say() -> None:
    data, _ = mended("e:\n  - cites: A\n    stance: s\n    cites: B\n    stance: c\n")
    assert data == {"e": [{"cites": "A", "stance": "s"}, {"cites": "B", "stance": "c"}]}


def test_two_faults_are_told_one_after_the_other() -> None:
    data, told = mended(LONG.replace("kind: ", "kind ").replace("    stance: c", "   stance: c"))
    assert [p.message for p in told] == [
        "a colon is missing behind kind",
        "this line is indented by 3 spaces, and belongs at 4",
    ]
    assert same(data, read(LONG)[0])


def test_a_fault_deep_in_a_long_file_is_told_with_little_work() -> None:
    listed = (f"  S1.p{n}.s1:\n    cites: []\n    length: 9\n" for n in range(1, 10_001))
    text = "sentences:\n" + "".join(listed)
    slip = text.replace("  S1.p9000.s1:\n    cites: []", "  S1.p9000.s1:\n    cites []")
    _, (problem,) = read(slip)
    assert problem.message == "a colon is missing behind cites"
    assert problem.where == Span("x.yml", 3 * 9000, 5, 5)
