"""Claims that cite a data set and a program: no page calls either a study, or says they took part.

The made-up review cites one of each.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.database import build_database, tables
from claimweave.evidence.source_words import size_text, source_words
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.checking import check
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.pages.indexes import index_pages
from claimweave.site.pages.reference_pages import reference_files
from claimweave.site.parts.index_filter import filters, indexed, types_of_works
from shaped import SHAPED, shaped, shaped_base, shaped_text

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = "manure-raises-barley"
HILL, IVORY = "claims/_studies/Hill2021.yml", "claims/_studies/Ivory2022.yml"


@pytest.fixture(scope="module")
def base() -> EvidenceBase:
    return EvidenceBase(read_review(SHAPED))


def page_of(base: EvidenceBase, key: str) -> str:
    (_, page), *_ = reference_files(base, base.review.references[key])
    return page


def linked_data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_page_of_a_claim_says_what_each_source_is(base: EvidenceBase) -> None:
    page = claim_page_text(base, base.review.claims[CLAIM])
    assert "(data set)</span>" in page
    assert "(program)</span>" in page
    assert "Open data, 1200 records" in page
    assert "Model, 40 cases" in page
    assert "participants" not in page


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (
            "Hill2021",
            [
                "One data set that a scientific review cites",
                "## What was found in it",
                "<dt>What it covers</dt>",
                "<dt>What we looked at</dt>",
                "the data themselves, version 2.1, on 2026-11-02, at",
            ],
        ),
        (
            "Ivory2022",
            [
                "One program that a scientific review cites",
                "## What was found with it",
                "the program itself, version 1.4.0, at",
            ],
        ),
        (
            "Adler2001",
            [
                "One work that a scientific review cites",
                "## What it reports",
                "<dt>Who was studied</dt>",
                "48 participants",
            ],
        ),
    ],
)
def test_the_page_of_a_source_speaks_of_what_it_is(
    base: EvidenceBase, key: str, said: list[str]
) -> None:
    page = page_of(base, key)
    for words in said:
        assert words in page
    if key != "Adler2001":
        assert not re.search(r"[Ww]ho was studied|participants|[Ww]hat it reports", page)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("Hill2021", "We have not looked into these data."),
        ("Ivory2022", "We have not tried or read this program."),
    ],
)
def test_without_a_sheet_nobody_has_looked(
    base: EvidenceBase, tmp_path: Path, key: str, said: str
) -> None:
    root = shaped(tmp_path, {})
    (root / f"claims/_studies/{key}.yml").unlink()
    unread = EvidenceBase(read_review(root))
    assert said in page_of(unread, key)
    assert said in claim_page_text(unread, unread.review.claims[CLAIM])
    assert said not in claim_page_text(base, base.review.claims[CLAIM])


def test_that_another_version_was_looked_at_than_is_cited_is_told(
    base: EvidenceBase, tmp_path: Path
) -> None:
    assert "which is cited" not in page_of(base, "Hill2021")
    other = shaped_base(tmp_path, {HILL: shaped_text(HILL, ('"2.1"', '"3.0"'))})
    assert "version 3.0 (not version 2.1, which is cited), on 2026" in page_of(other, "Hill2021")


def test_machines_are_told_the_type(base: EvidenceBase) -> None:
    cited = linked_data(claim_page_text(base, base.review.claims[CLAIM]))["citation"]
    assert [item["@type"] for item in cited] == ["Dataset", "SoftwareApplication"]
    assert linked_data(page_of(base, "Hill2021"))["version"] == "2.1"
    assert linked_data(page_of(base, "Ivory2022"))["softwareVersion"] == "1.4.0"


def test_claims_are_filtered_by_the_types_of_works(base: EvidenceBase) -> None:
    claims = [
        indexed(base, claim, types_of_works(base))
        for _, claim in sorted(base.review.claims.items())
    ]
    (types,) = (found for found in filters(base, claims) if found.name == "cites")
    assert [
        (value, number) for value, _, number in types.options if value != "Article in a journal"
    ] == [
        ("Data set", 1),
        ("Software", 1),
    ]
    (own,) = (claim for claim in claims if claim.claim.id == CLAIM)
    assert own.values["cites"] == ["Data set", "Software"]
    index = dict(index_pages(base))
    assert '<input type="checkbox" name="cites" value="Data set">' in index["claims/index.md"]
    assert 'Hill 2021</a> <span class="cw-design">(data set)</span>' in index["references/index.md"]


def test_works_of_one_type_leave_no_choice_among_types(tmp_path: Path) -> None:
    text = shaped_text("bibliography.bib", ("@dataset{", "@article{"), ("@software{", "@article{"))
    base = EvidenceBase(read_review(shaped(tmp_path, {"bibliography.bib": text})))
    claims = [indexed(base, claim, types_of_works(base)) for claim in base.review.claims.values()]
    assert "cites" not in {found.name for found in filters(base, claims)}
    assert not any("cites" in claim.values for claim in claims)


def test_the_data_have_version_and_day(base: EvidenceBase) -> None:
    with closing(build_database(tables(base.facts))) as connection:
        connection.row_factory = sqlite3.Row
        sql = "SELECT * FROM studies WHERE version IS NOT NULL ORDER BY key"
        rows = [
            (row["key"], row["read"], row["version"], row["seen"])
            for row in connection.execute(sql)
        ]
    assert rows == [
        ("Hill2021", "data", "2.1", "2026-11-02"),
        ("Ivory2022", "program", "1.4.0", None),
    ]


@pytest.mark.parametrize(
    ("path", "line"), [(HILL, 'version: "2.1"\nseen: "2026-11-02"\n'), (IVORY, "version: 1.4.0\n")]
)
def test_what_may_change_has_a_version_or_a_day(tmp_path: Path, path: str, line: str) -> None:
    report = check(read_review(shaped(tmp_path, {path: shaped_text(path, (line, ""))})))
    (found,) = report.diagnostics
    assert found.rule == "finding-without-place"
    assert "nobody can tell which" in found.message


def test_the_audit_calls_neither_a_study(base: EvidenceBase) -> None:
    hill, adler = base.review.references["Hill2021"], base.review.references["Adler2001"]
    assert size_text(hill, 1) == "1 record"
    assert size_text(adler, 2) == "2 participants"
    assert size_text(hill, None) == ""
    assert source_words(None).mark == source_words(adler).mark == ""
