"""Generates a review of any size, for measuring: claims, references, ledger, pages, a site.

It has what a real review has, in proportion: ten sections, a table whose rows grow with the
review, claims without a citation, references that nobody can look up, study sheets of which some
report otherwise, and executable claims. The same size gives the same files.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from bench_entries import bibliography
from bench_numbers import (
    SECTIONS,
    THINGS,
    cited,
    family,
    has_cell,
    key,
    locator,
    rows,
    section,
    stance,
    topic,
    year,
)

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS_A_PAGE = 50

SITE = """site_name: A generated review
site_url: ""
strict: true
theme:
  name: material
  font: false
  palette:
    - {media: "(prefers-color-scheme: light)", scheme: default}
    - {media: "(prefers-color-scheme: dark)", scheme: slate}
plugins: [search, claimweave]
markdown_extensions: [tables, attr_list, toc: {permalink: "#"}]
not_in_nav: |
  /claims/*
  /references/*
  /rules/*
  /page-*
nav:
  - Home: index.md
  - Table: table-1.md
  - Audit: [audit/index.md, audit/text-and-table.md, audit/review-and-sources.md,
            audit/conclusions.md, audit/without-citation.md, audit/ledger.md]
  - Claims: claims/index.md
  - References: [references/index.md, references/help-identify.md]
  - Rules: rules/index.md
  - Downloads: downloads.md
"""


def generate(root: Path, size: int, *, site: bool = False, abstracts: bool = False) -> Path:
    """Write a clean review of `size` claims and `size` references below `root`; return it.

    With `site` it has also what makes pages: a `mkdocs.yml`, a table, an executable claim for each
    section, and a study sheet for every fourth reference. Without, it is for checking alone.
    With `abstracts` each reference that is known has one, and a list of files, as reference
    managers write them.
    """
    files = {**_ledger(size, site=site), **_claims(size, site=site), **_pages(size, site=site)}
    files["bibliography.bib"] = bibliography(size, abstracts=abstracts)
    if site:
        files["mkdocs.yml"] = SITE
        files |= {f"claims/_studies/{key(n)}.yml": _sheet(n) for n in range(1, size + 1, 4)}
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


# The files.


def _ledger(size: int, *, site: bool) -> dict[str, str]:
    sections = [f"  S{n}: {{title: Part {n}, folder: part-{n}}}" for n in range(1, SECTIONS + 1)]
    actions = [f"x{n}" for n in range(1, rows(size) + 1)]
    table = (
        "table:\n  locator: T1\n  title: Table 1\n  rows: action\n  columns: thing\n"
        f"  row_terms: [{', '.join(actions)}]\n  column_terms: [{', '.join(THINGS)}]\n"
        "  question: baseline\n  relations:\n"
        "    predictor: {stance: supports, label: Predictor}\n"
        "    none: {stance: contradicts, label: No relation}\n"
    )
    terms = ", ".join(f"{row}: {{label: Action {row[1:]}}}" for row in actions)
    if site:
        sections.append("  T1: {title: Table 1, folder: table-1}")
    found = {
        "review.yml": "title: A generated review\nsubject: nothing\nsource: SourceReview\n"
        + "\n".join(["sections:", *sections, table if site else ""]),
        "vocabulary.yml": "axes:\n  thing: {label: Thing, terms: "
        "{a: {label: A}, b: {label: B}, c: {label: C}}}\n"
        f"  action: {{label: Action, terms: {{{terms}}}}}\n"
        "questions: {baseline: {label: Before}, change: {label: During}}\n"
        "designs: {cohort: {label: Cohort}}\n",
        "sentences.yml": "\n".join(
            ["sentences:", *(_sentence(n, size, site=site) for n in range(1, size + 1)), ""]
        ),
    }
    if site:
        cells = range(1, min(3 * rows(size), size) + 1)
        entries = [
            _table_entry(cell, n, size) for cell in cells for n in cited(cell, size, site=site)
        ]
        found["table-1.yml"] = "\n".join(["entries:", *entries, ""])
    return {f"claims/_review/{name}": text for name, text in found.items()}


def _sentence(number: int, size: int, *, site: bool) -> str:
    cites = ", ".join(map(str, cited(number, size, site=site)))
    line = f"  {locator(number, size)}: {{cites: [{cites}], {_facts(number, 1)}}}"
    if number % 20 == 0:
        other = locator(number, size).replace(".s1", ".s2")
        line += f"\n  {other}: {{cites: [], {_facts(number, 2)}, asserts_nothing: It leads on.}}"
    return line


def _facts(number: int, sentence: int) -> str:
    digest = hashlib.sha256(f"sentence {number}.{sentence}".encode()).hexdigest()
    return f"length: {40 + number % 90}, sha256: {digest}"


def _relation(number: int) -> str:
    return "predictor" if stance(number) == "supports" else "none"


def _table_entry(cell: int, number: int, size: int) -> str:
    thing, action = topic(cell, size)
    return (
        f"  - {{action: {action}, relation: {_relation(number)}, thing: {thing}, "
        f"author: {family(number)}, year: {year(number)}, number: {number}}}"
    )


def _claims(size: int, *, site: bool) -> dict[str, str]:
    found = {}
    for number in range(1, size + 1):
        last = section(number, size) != section(number + 1, size)
        folder = f"claims/part-{section(number, size)}"
        text = _claim(number, size, site=site)
        text += _check(section(number, size)) if site and last else ""
        found[f"{folder}/generated-claim-{number}.yml"] = text
    return found


def _claim(number: int, size: int, *, site: bool) -> str:
    place, (thing, action) = locator(number, size), topic(number, size)
    own_cell = has_cell(number, size, site=site)
    cells = [f"T1.{action}.{name}.{thing}" for name in ("predictor", "none")] if own_cell else []
    works = cited(number, size, site=site)
    at = {n: [place, f"T1.{action}.{_relation(n)}.{thing}"] if own_cell else [place] for n in works}
    evidence = [(key(n), stance(n), at[n]) for n in works]
    evidence = evidence or [("SourceReview", "supports", [place])]
    other = f"rests_on: [generated-claim-{number // 2}]\n" if number > 1 else ""
    return (
        f"""# yaml-language-server: $schema=../../docs/schema/claim.schema.json
claim: Generated claim {number} of {size} says that thing {thing} goes with more of {action}.
kind: association
asserted: [{", ".join([place, *cells])}]
topic: {{thing: {thing}, action: {action}, question: baseline}}
evidence:
"""
        + "".join(
            f"  - cites: {key}\n    stance: {stance}\n    at: [{', '.join(places)}]\n"
            for key, stance, places in evidence
        )
        + other
    )


def _check(section: int) -> str:
    """Return a check that holds: every other one reads the cells, the others the evidence."""
    sql = (
        "SELECT sum(supports) > sum(contradicts) FROM cells"
        if section % 2
        else "SELECT count(DISTINCT reference) >= 3 FROM evidence WHERE stance = 'supports'"
    )
    says = "Entries for it are more than those against it, or they are several."
    reading = f"      says: {says}\n      sql: {sql}\n      verdict: holds\n"
    return f"check:\n  readings:\n    counted:\n{reading}"


def _sheet(number: int) -> str:
    thing = THINGS[(number - 1) % 3]
    direction = ("positive", "negative", "none", "mixed")[number // 4 % 4]
    return f"""design: cohort
participants: {20 + number % 300}
read: abstract
where: https://doi.org/10.5555/generated.{number}
findings:
  - {{thing: {thing}, action: x1, question: baseline, direction: {direction}, says: It was so.}}
"""


def _pages(size: int, *, site: bool) -> dict[str, str]:
    found = {"docs/index.md": "# A generated review\n"}
    if site:
        found["docs/table-1.md"] = "# Table 1\n\n[[!matrix]]\n"
    for page, first in enumerate(range(1, size + 1, CLAIMS_A_PAGE), start=1):
        numbers = range(first, min(first + CLAIMS_A_PAGE, size + 1))
        woven = "\n".join(f"[[generated-claim-{n}]]" for n in numbers)
        found[f"docs/page-{page}.md"] = f"# Page {page}\n\n{woven}\n"
    return found
