"""The numbers of the home page, the table and the audit: counted again from the published data.

By SQL over the published database, from the published list of findings and from the ledger's own
file, and not by what prints them. A sentence with a number that nothing here counts fails.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import PROJECT

from page_tree import Element, parsed

ENTRIES = """SELECT DISTINCT p.treatment, p.marker, e.reference, e.stance, e.agreement
  FROM evidence e JOIN cell_places p ON e.claim = p.claim AND e.at = p.at
  WHERE e.number IS NOT NULL AND e.reference <> 'SourceReview'"""
UNLISTED = """SELECT DISTINCT f.reference, f.treatment, f.marker, f.direction, x.reference
  FROM findings f JOIN cell_places p USING (treatment, marker)
  LEFT JOIN entries x USING (treatment, marker, reference)
  WHERE f.question = 'baseline' AND coalesce(x.agreement, '') <> 'agrees'
  AND f.reference IN (SELECT reference FROM evidence WHERE number IS NOT NULL)
  AND NOT (x.reference IS NOT NULL AND f.direction = 'not-reported')"""
TEXT_ONLY = """SELECT DISTINCT e.reference FROM evidence e JOIN claims c ON c.id = e.claim
  WHERE e.stance <> 'background' AND c.kind IN ('association', 'effect', 'synthesis')
  AND e.number IS NOT NULL AND e.at NOT LIKE 'T1.%' AND e.reference <> 'SourceReview'
  AND c.marker IS NOT NULL AND (c.treatment IN (SELECT treatment FROM cells)
    OR c.marker IN (SELECT marker FROM cells))
  AND e.reference NOT IN (SELECT reference FROM entries)"""
RESULTS = "SELECT claim, verdict FROM readings WHERE counts IS NULL"
QUERIES = {
    "verdicts": "SELECT verdict FROM claims WHERE id IN (SELECT claim FROM readings)",
    "claims": "SELECT id, strength FROM claims",
    "cited": "SELECT DISTINCT claim FROM evidence WHERE reference <> 'SourceReview'",
    "items": "SELECT DISTINCT claim, reference, stance, agreement FROM evidence",
    "entries": "SELECT * FROM entries",
    "unlisted": UNLISTED,
    "results": RESULTS,
    "lenses": "SELECT claim, lens, verdict FROM lens_verdicts",
    "cells": "SELECT treatment, marker, supports, contradicts FROM cells",
    "references": "SELECT key, identity FROM refs WHERE number IS NOT NULL",
    "read": "SELECT key FROM studies WHERE read IS NOT NULL",
    "text only": TEXT_ONLY,
    "designs": "SELECT key, design FROM studies",
}

Numbers = tuple[int, ...]


class Counted:
    """What can be counted in the published data, and in the ledger."""

    def __init__(self, site: Path) -> None:
        with closing(sqlite3.connect(site / "data" / "evidence.sqlite")) as database:
            database.execute(f"CREATE TEMP VIEW entries AS {ENTRIES}")
            self.rows = {name: database.execute(sql).fetchall() for name, sql in QUERIES.items()}
        with (site / "data" / "audit.json").open(encoding="utf-8") as stream:
            self.audit: list[dict[str, Any]] = json.load(stream)["audit"]
        with (site / "data" / "claims.json").open(encoding="utf-8") as stream:
            self.items = sum(len(claim["evidence"]) for claim in json.load(stream)["claims"])
        self.kinds = Counter(item["kind"] for item in self.audit)
        ledger = PROJECT / "claims" / "_review"
        text = (ledger / "sentences.yml").read_text("utf-8")
        self.sentences: dict[str, Any] = yaml.safe_load(text)["sentences"]
        with (site / "data" / "table-1.csv").open(encoding="utf-8", newline="") as stream:
            self.table = list(csv.DictReader(stream))

    def verdicts(self) -> Counter[str]:
        return Counter(verdict for (verdict,) in self.rows["verdicts"])

    def same(self) -> dict[str, str]:
        """Claims all of whose readings come to one verdict, which is a decided one."""
        found: dict[str, set[str]] = {}
        for claim, verdict in self.rows["results"]:
            found.setdefault(claim, set()).add(verdict)
        one = {claim: next(iter(v)) for claim, v in found.items() if len(v) == 1}
        return {claim: verdict for claim, verdict in one.items() if verdict != "undetermined"}

    def kept(self) -> int:
        """How many of these no lens turns that leaves enough to decide."""
        under: dict[str, set[str]] = {}
        for claim, _, verdict in self.rows["lenses"]:
            under.setdefault(claim, set()).add(verdict)
        return sum(under[claim] <= {v, "undetermined"} for claim, v in self.same().items())

    def agreements(self, name: str) -> Counter[str]:
        return Counter(row[-1] for row in self.rows[name] if row[-1])

    def directions(self) -> Counter[str]:
        return Counter(row[3] for row in self.rows["unlisted"])

    def of(self, *kinds: str) -> int:
        return sum(self.kinds[kind] for kind in kinds)

    def silent(self) -> int:
        return sum("asserts_nothing" in sentence for sentence in self.sentences.values())

    def pairs(self) -> int:
        return sum(len(sentence["cites"]) for sentence in self.sentences.values())

    def identified(self) -> int:
        return sum(identity != "unidentified" for _, identity in self.rows["references"])

    def caption(self) -> Numbers:
        """Works of the table by design: as the caption says, any other, and not known."""
        works, designs = {row["reference"] for row in self.table}, dict(self.rows["designs"])
        known = [designs[key] for key in works if key in designs]
        such = sum(design in ("meta-analysis", "systematic-review") for design in known)
        return such, len(works), len(known) - such, len(works) - len(known)

    def would_read(self, column: str, row: str) -> tuple[Numbers, Numbers, int]:
        """What a cell counts, what it would with the results it lacks, and how many on no side."""
        ((for_, against),) = {
            (s, c) for t, m, s, c in self.rows["cells"] if (t, m) == (row, column)
        }
        sides = {"supports": for_, "contradicts": against}
        neither = 0
        for reference, treatment, marker, direction, listed in self.rows["unlisted"]:
            if (treatment, marker) != (row, column):
                continue
            if listed:
                (stance,) = {
                    e[3] for e in self.rows["entries"] if e[:3] == (row, column, reference)
                }
                sides[stance] -= 1
            if direction in ("positive", "negative", "unsigned"):
                sides["supports"] += 1
            elif direction == "none":
                sides["contradicts"] += 1
            else:
                neither += 1
        return (for_, against), (sides["supports"], sides["contradicts"]), neither

    def uncited(self) -> int:
        return len(self.rows["claims"]) - len(self.rows["cited"])


SAID: list[tuple[str, Callable[[Counted], Numbers]]] = [
    (r"(\d+) of (\d+) (?:executable conclusions )?come to the same in every reading",
     lambda c: (len(c.same()), len(c.rows["verdicts"]))),
    (r"Of these (\d+), (\d+) stays? so under each of (\d+) lenses [a-z ]+ and (\d+) do(?:es)? not",
     lambda c: (len(c.same()), c.kept(), len({lens for _, lens, _ in c.rows["lenses"]}),
                len(c.same()) - c.kept())),
    (r"(\d+) holds?, (\d+) depends? on the reading and (\d+) cannot be decided",
     lambda c: (c.verdicts()["holds"], c.verdicts()["depends"], c.verdicts()["undetermined"])),
    (r"(\d+) conclusions of the review that speak about the evidence",
     lambda c: (len(c.rows["verdicts"]),)),
    (r"(\d+) results that cited works report",
     lambda c: (len(c.rows["unlisted"]),)),
    (r"(\d+) such results are in (\d+) of (\d+) cells",
     lambda c: (len(c.rows["unlisted"]), len({row[1:3] for row in c.rows["unlisted"]}),
                len(c.rows["cells"]))),
    (r"(\d+) of them found no relation, and of (\d+) we have not seen",
     lambda c: (c.directions()["none"], c.directions()["not-reported"])),
    (r"(\d+) of (\d+) entries of Table 1 have a source",
     lambda c: (c.agreements("entries")["agrees"], len(c.table))),
    (r"(\d+) answer another question, and (\d+) were not read",
     lambda c: (c.agreements("entries")["another-question"],
                c.agreements("entries")["not-read"])),
    (r"All (\d+) entries", lambda c: (len(c.table),)),
    (r"(\d+) times the text and the table",
     lambda c: (c.of("text-against-table", "without-number"),)),
    (r"(\d+) times a conclusion cites otherwise",
     lambda c: (c.of("first-in-conclusion", "cited-anew", "left-out", "on-both-sides"),)),
    (r"(\d+) times a claim is worded",
     lambda c: (c.of("firmer-than-basis", "firmer-while-denied", "one-sided-abstract",
                     "not-taken-up", "two-meanings"),)),
    (r"(\d+) of (\d+) uses of a citation that were compared agree",
     lambda c: (c.agreements("items")["agrees"],
                c.agreements("items").total() - c.agreements("items")["not-read"])),
    (r"(\d+) more have a source that we have not read",
     lambda c: (c.agreements("items")["not-read"],)),
    (r"(\d+) others are listed here", lambda c: (c.of("source-differs"),)),
    (r"(\d+) (?:of (\d+) claims|claims of (\d+)) are asserted",
     lambda c: (c.uncited(), len(c.rows["claims"]))),
    (r"(\d+) references cannot be identified",
     lambda c: (len(c.rows["references"]) - c.identified(),)),
    (r"^(\d+) claims$|encoded as (\d+) claims(?! with)", lambda c: (len(c.rows["claims"]),)),
    (r"^(\d+) of (\d+) sentences encoded; (\d+) assert nothing",
     lambda c: (len(c.sentences) - c.silent(), len(c.sentences), c.silent())),
    (r"(\d+) of (\d+) sentences are encoded", lambda c: (len(c.sentences),) * 2),
    (r"(\d+) sentences assert nothing; the ledger", lambda c: (c.silent(),)),
    (r"^Sentences (\d+) (\d+)",
     lambda c: (len(c.sentences), len(c.sentences) - c.silent())),
    (r"^Citations in sentences (\d+) (\d+)|^(\d+) of (\d+) citations in sentences",
     lambda c: (c.pairs(),) * 2),
    (r"^Table entries (\d+) (\d+)|^(\d+) of (\d+) table entries", lambda c: (len(c.table),) * 2),
    (r"^References (\d+) (\d+)", lambda c: (len(c.rows["references"]),) * 2),
    (r"(\d+) identified, (\d+) read in part",
     lambda c: (c.identified(), len(c.rows["read"]))),
    (r"^(\d+) of (\d+) references identified",
     lambda c: (c.identified(), len(c.rows["references"]))),
    (r"Of (\d+) claims, (\d+) say how firmly",
     lambda c: (len(c.rows["claims"]), sum(bool(s) for _, s in c.rows["claims"]))),
    (r"; by the sheets, (\d+) of its (\d+) works have such [^,]+, (\d+) another, and (\d+) were",
     lambda c: c.caption()),
    (r"encoded as (\d+) claims with (\d+) evidence items",
     lambda c: (len(c.rows["claims"]), c.items)),
    (r"asserts (\d+) of (\d+) claims and cites nothing",
     lambda c: (c.uncited(), len(c.rows["claims"]))),
    (r"(\d+) references cited as evidence in the text", lambda c: (len(c.rows["text only"]),)),
]  # fmt: skip
"""What a sentence says, and what its numbers are by the published data."""

NAMES = re.compile(
    r"“[^”]*”|\bTable 1\b|\b(?:IL|TNF|IFN)-\w+|\bSHA-256\b|\b\w+ \d{4} \[\d+\]|\b[A-Z]\w+ \d{4}\b"
    r"|\bas of \d{4}-\d\d-\d\d\b|#"
)
"""Where a figure is a part of a name, or of what is quoted."""

PAGES = ("index.html", "audit/index.html", "audit/ledger/index.html",
         "audit/conclusions/index.html", "audit/review-and-sources/index.html",
         "audit/without-citation/index.html", "audit/unlisted-results/index.html",
         "audit/words-and-evidence/index.html", "audit/conclusion-and-text/index.html",
         "audit/text-and-table/index.html")  # fmt: skip

FIGURES = ("cw-ff", "cw-mx", "cw-use", "cw-printed", "cw-site", "cw-check", "cw-signs")
"""Parts that have tests of their own, and what stands around a page."""


@pytest.fixture(scope="module")
def counted(site: Path) -> Counted:
    return Counted(site)


def text_of(element: Element) -> str:
    parts = (part if isinstance(part, str) else f" {text_of(part)} " for part in element.content)
    return re.sub(r"\s+([.,;:?)])", r"\1", " ".join("".join(parts).split()))


def article(site: Path, path: str) -> Element:
    tree = parsed((site / path).read_text(encoding="utf-8"))
    return next(e for e in tree.walk() if e.tag == "article")


def sentences(page: Element) -> Iterator[str]:
    """Yield each text of a page's own that stands in no list of claims, findings or works."""
    for element in page.walk():
        around = [element, *element.ancestors()]
        if any(name.startswith(FIGURES) for e in around for name in e.classes):
            continue
        lists = [e for e in around if e.tag in ("ul", "ol")]
        if any("cw-key-findings" not in e.classes for e in lists):
            continue
        own = "cw-line" not in {name for e in around for name in e.classes}
        if element.tag == "p" and element.parent and element.parent.tag == "section":
            if "cw-audit-number" not in element.classes:
                number = next(e for e in element.parent.walk() if "cw-audit-number" in e.classes)
                yield f"{text_of(number)} {text_of(element)}"
        elif element.tag in ("p", "tr") and own and not any(e.tag == "li" for e in around):
            yield text_of(element)
        elif element.tag == "li":
            number, text = (e for e in element.content if isinstance(e, Element))
            own_parts = [p for p in text.content if isinstance(p, str) or p.tag == "a"]
            said = " ".join(p if isinstance(p, str) else text_of(p) for p in own_parts)
            yield f"{text_of(number)} {' '.join(said.split())}"
        elif element.tag == "div" and {e.tag for e in element.walk()} >= {"dt", "dd"}:
            what, number = (next(e for e in element.walk() if e.tag == t) for t in ("dt", "dd"))
            yield f"{text_of(number)} {text_of(what)}"


CELL = re.compile(
    r"Under (?P<column>\S+) \((?P<row>\w+)\), Table 1 has (\d+) ?: (\d+) entries \(for ?: against\)"
    r"\. With .*?, it would read (\d+) ?: (\d+)(?:; (\d+) of them stands? on neither side)?\."
)


def wrong_cell(counted: Counted, said: re.Match[str]) -> list[str]:
    """Return what is said of a cell with what it lacks, where the data say otherwise."""
    told = [int(n) for n in said.groups()[2:] if n]
    now, then, neither = counted.would_read(said["column"], said["row"].lower())
    wanted = [*now, *then, *([neither] if neither else [])]
    return [] if told == wanted else [f"{said.group()!r}: {wanted} by the data"]


def wrong(counted: Counted, said: str) -> list[str]:
    """Return what a sentence counts otherwise than the data do, and what nothing counts."""
    if cell := CELL.fullmatch(said):
        return wrong_cell(counted, cell)
    found, left = [], said
    for pattern, numbers in SAID:
        for match in re.finditer(pattern, said):
            told = tuple(int(n) for n in match.groups() if n)
            if told != numbers(counted):
                found.append(f"{match.group()!r} is {numbers(counted)} by the data")
            left = left.replace(match.group(), "")
    left = NAMES.sub("", left)
    return found + ([f"nothing counts: {left!r}"] if re.search(r"\d", left) else [])


@pytest.mark.parametrize("path", PAGES)
def test_each_number_of_a_page_is_that_of_the_data(site: Path, counted: Counted, path: str) -> None:
    told = [said for said in sentences(article(site, path)) if re.search(r"\d", said)]
    assert [fault for said in told for fault in wrong(counted, said)] == []
    assert told or "words" not in path


def test_a_number_that_is_wrong_or_that_nothing_counts_is_found(counted: Counted) -> None:
    claims = len(counted.rows["claims"])
    assert wrong(counted, f"They are encoded as {claims} claims.") == []
    assert wrong(counted, f"They are encoded as {claims + 1} claims.")
    assert wrong(counted, "A number 12 of something new.")


@pytest.mark.parametrize("path", PAGES[1:])
def test_each_heading_counts_what_stands_below_it(site: Path, path: str) -> None:
    page = article(site, path)
    flat = [e for e in page.walk() if e.tag in ("h2", "ul", "summary")]
    for place, element in enumerate(flat):
        text = text_of(element)
        if element.tag == "ul" or not (number := re.search(r"\((\d+)\)|^(\d+) claims? con", text)):
            continue
        below = next((e for e in flat[place + 1 :] if e.tag == "ul"), None)
        wanted = int(number.group(1) or number.group(2))
        if "nobody can look up" in text:
            continue  # its list is a page of its own, and its sentence is counted
        assert (below is None and not wanted) or (
            below is not None
            and sum(isinstance(e, Element) and e.tag == "li" for e in below.content) == wanted
        ), text


def test_the_table_counts_its_entries(site: Path, counted: Counted) -> None:
    listed = Counter((row["treatment"], row["marker"], row["relation"]) for row in counted.table)
    by_sql = {(t, m): (s, c) for t, m, s, c in counted.rows["cells"]}
    both = [
        tuple(n for (t, m, _), n in sorted(listed.items(), reverse=True) if (t, m) == pair)
        for pair in by_sql
    ]
    assert [sum(pair) for pair in both] == [sum(pair) for pair in by_sql.values()]
    page = article(site, "table-1/index.html")
    told = [int(n) for n in re.findall(r": (\d+) entr(?:y|ies)\b", text_of(page))]
    assert sum(told) == len(counted.table)
    assert sorted(told) == sorted(n for pair in by_sql.values() for n in pair)
    shown = [int(text_of(e)) for e in page.walk() if e.get("data-n")]
    assert sorted(n for n in shown if n) == sorted(listed.values())
