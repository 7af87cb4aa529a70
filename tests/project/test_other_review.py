"""A second review of another field, with other axes, by the same engine: skylark plots."""

from __future__ import annotations

import csv
import html
import re
import sqlite3
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import LOOKED_UP

from claimweave.evidence.audit.conclusion_citations import first_in_conclusion
from claimweave.evidence.audit.coverage import coverage
from claimweave.evidence.audit.whole import findings
from claimweave.evidence.audit.wording.sentences import sentence
from claimweave.evidence.audit.wording.told import plain_text
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.wording import directions
from claimweave.review.key_word import word_of
from claimweave.review.paths import NOTICES
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import Report, check
from claimweave.words import labels as words
from review_words import ORDINARY, STEMS, occurrences, words_of

OTHER = Path(__file__).parents[1] / "other_review"
NO_DRAFT = {"needless-draft", "unfinished-claim"}
WITHOUT_PICTURES = {"unsafe-picture", "unused-file", "file-out-of-place", "dead-link"}
"""What is about pictures and links: its pages have none."""


@pytest.fixture(scope="module")
def other() -> Report:
    return check(read_review(OTHER))


def rows(site: Path, name: str) -> list[dict[str, str]]:
    with (site / "data" / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class _Cells(HTMLParser):
    """Collects the text of each cell of a page's first table, row by row."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.depth = 0
        self.tables = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.tables += tag == "table"
        if tag == "tr" and self.tables == 1:
            self.rows.append([])
        if tag in ("td", "th") and self.tables == 1:
            self.rows[-1].append("")
            self.depth = 1

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self.depth = 0

    def handle_data(self, data: str) -> None:
        if self.depth and self.tables == 1:
            self.rows[-1][-1] = f"{self.rows[-1][-1]} {data}".strip()


def test_it_is_clean(other: Report) -> None:
    assert other.diagnostics == ()
    assert coverage(other.base.facts).encoded == coverage(other.base.facts).sentences == 12


def test_every_rule_finds_something_to_check(other: Report) -> None:
    """So that nothing passes for want of a case."""
    idle = {rule for rule, count in other.counts.items() if not count.checked}
    assert not (OTHER / NOTICES).exists()
    compares_nothing = {"compared-with-itself", "stale-schema"}  # and keeps no schemas
    assert idle == LOOKED_UP | WITHOUT_PICTURES | NO_DRAFT | compares_nothing


def test_a_query_over_its_own_axes_decides(other: Report, other_site: Path) -> None:
    claim = other.base.review.claims["use-uk"]
    assert claim.record.check is not None
    assert other.base.verdict(claim) == "holds"
    with closing(sqlite3.connect(other_site / "data/evidence.sqlite")) as connection:
        for reading in claim.record.check.readings.values():
            assert connection.execute(reading.sql).fetchall() == [(1,)]
    page = (other_site / "claims/use-uk/index.html").read_text(encoding="utf-8")
    assert words.VERDICTS["holds"].label in page


def test_the_audit_finds_what_only_its_key_messages_cite(other: Report) -> None:
    (found,) = first_in_conclusion(other.base.facts)
    assert found.references == ("Ref5",)
    assert found.claims == ("seed-eaters-do-not-prefer-plots",)
    assert all(plain_text(sentence(f, other.base)) for f in findings(other.base))


def test_its_table_has_the_counts_of_the_page(other: Report) -> None:
    counted = {(c.row, c.column): (len(c.supports), len(c.contradicts)) for c in other.base.cells}
    assert counted == {
        ("productivity", "uk"): (2, 0),
        ("productivity", "mainland"): (0, 1),
        ("use", "uk"): (0, 0),
        ("use", "mainland"): (2, 0),
    }


def test_what_its_sources_report_is_held_against_the_use_of_them(other: Report) -> None:
    uses = {
        (use.claim.id, use.reference.key): use.agreement
        for uses in other.base.uses.values()
        for use in uses
    }
    assert uses["productivity-uk", "Stoate2007"] == "agrees"
    assert uses["productivity-mainland", "Fischer2009"] == "not-reported"
    assert uses["seed-eaters-do-not-prefer-plots", "Ref5"] == "not-read"
    assert uses["no-further-study-of-populations", "SkylarkPage"] is None


def test_the_site_renders_the_table_with_its_own_axes(other_site: Path) -> None:
    page = _Cells()
    page.feed((other_site / "index.html").read_text(encoding="utf-8"))
    assert page.rows[0] == ["Outcome and relation", "United Kingdom", "Mainland Europe"]
    heads = [re.sub(r"\s+", " ", row[0]) for row in page.rows[1:]]
    assert heads == [
        "▲ More with plots Productivity",
        "▼ No more with plots Productivity",
        "▲ More with plots Use",
        "▼ No more with plots Use",
    ]
    assert "Donald 2005" in page.rows[1][1]
    assert "Fischer 2009" in page.rows[2][2]
    assert "no study listed" in page.rows[3][1]


def test_its_figure_has_each_entry_twice_under_its_own_words(other_site: Path) -> None:
    page = BeautifulSoup((other_site / "index.html").read_bytes(), "html.parser")
    table = rows(other_site, "table-1.csv")
    for state in ("filed", "found"):
        entries = page.select(f".cw-ff-{state} td a.cw-ff-mark:not(.cw-ff-left)")
        assert len(entries) == len(table)
    heads = [head.get_text() for head in page.select(".cw-ff-filed .cw-ff-word")]
    assert heads[:2] == ["More with plots", "No more with plots"]
    lines = [" ".join(head.get_text().split()) for head in page.select(".cw-ff-filed tbody th")]
    assert lines == [
        "Productivity United Kingdom",
        "Productivity Mainland Europe",
        "Use United Kingdom",
        "Use Mainland Europe",
    ]


def test_its_data_have_its_own_columns(other_site: Path) -> None:
    table = rows(other_site, "table-1.csv")
    assert list(table[0]) == ["outcome", "relation", "region", "reference", "number"]
    assert len(table) == 5
    assert {"outcome", "region"} < set(rows(other_site, "evidence.csv")[0])
    with closing(sqlite3.connect(other_site / "data/evidence.sqlite")) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(cells)")]
        found = connection.execute("SELECT region FROM findings WHERE reference = 'Stoate2007'")
        assert found.fetchall() == [("uk",)]
    assert columns == ["claim", "outcome", "region", "supports", "contradicts"]


def test_each_claim_and_reference_has_a_page(other: Report, other_site: Path) -> None:
    for claim in other.base.review.claims.values():
        text = (other_site / "claims" / claim.id / "index.html").read_text(encoding="utf-8")
        assert claim.text in html.unescape(text)
    for key in other.base.review.references:
        assert (other_site / "references" / word_of(key) / "index.html").is_file()


def test_its_directions_are_its_own(other: Report, other_site: Path) -> None:
    assert directions(other.base)["positive"].label == "more"
    assert directions(other.base, "skylarks")["none"].label == "no difference"
    assert directions(other.base, "other-birds")["none"].label == "no preference"
    assert directions(other.base)["mixed"] == words.DIRECTIONS["mixed"]
    page = (other_site / "references/Stoate2007/index.html").read_text(encoding="utf-8")
    assert re.search(r"↑</span>\s*more</td>", page)


def test_the_directions_of_the_first_review_are_its_own(base: EvidenceBase) -> None:
    said = "A higher level, or a rise, goes with improvement."
    assert directions(base, "baseline")["positive"] == words.Wording("↑", "positive", said)
    assert directions(base, "level")["negative"].label == "falls"
    assert directions(base, "level")["mixed"] == words.DIRECTIONS["mixed"]


def test_no_word_of_the_first_review_is_on_its_site(base: EvidenceBase, other_site: Path) -> None:
    unwanted = words_of(base) - set(ORDINARY) | {"medical advice"}
    found = []
    for page in sorted(other_site.rglob("*.html")):
        text = re.sub(r"<style.*?</style>", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
        found += [f"{page.name}:{line}" for line in occurrences(text, unwanted, STEMS)]
    assert found == []
