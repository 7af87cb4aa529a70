"""The audit's pages and its data: what is found stands there once, and leads where it says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import structs

from altered import without_role
from assembly import BASE
from claimweave.addresses.audit_addresses import AUDIT_PAGES, PAGE_OF, UNLISTED
from claimweave.addresses.links import Links
from claimweave.evidence.audit.whole import findings
from claimweave.evidence.audit.wording import summaries
from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.facts import Facts
from claimweave.review.reading.review_reader import read_review
from claimweave.rules import site_paths
from claimweave.site.data.audit_data import audit_items
from claimweave.site.environment import page
from claimweave.site.pages.audit_group_pages import citing, words
from claimweave.site.pages.audit_pages import audit_pages
from claimweave.site.pages.audit_parts import AuditPart
from claimweave.site.pages.audit_table_page import text_and_table
from claimweave.site.pages.audit_unlisted_page import unlisted
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.parts.findings import key_findings
from claimweave.words import counting
from miniature import claim, evidence_base


def shown(base: EvidenceBase, part: AuditPart) -> str:
    given = {"lists": part.lists, **part.shown}
    return page(part.template, part.page, base, wording=counting, **given)


@pytest.fixture(scope="module")
def parts(base: EvidenceBase) -> dict[str, str]:
    made = (unlisted(base), text_and_table(base), citing(base), words(base))
    return {part.page: shown(base, part) for part in made}


def test_each_finding_has_its_sentence_on_its_page(
    base: EvidenceBase, parts: dict[str, str]
) -> None:
    for item, found in zip(audit_items(base), findings(base), strict=True):
        text = parts.get(PAGE_OF[found.kind])
        if text is None:
            continue
        bare = re.sub(r"<[^>]+>", "", text).replace("&#39;", "'").replace("&#34;", '"')
        assert item["sentence"] in bare.replace("&amp;", "&"), item


def test_programs_get_the_ids_of_what_readers_see(base: EvidenceBase) -> None:
    items = audit_items(base)
    ten = [item for item in items if item["kind"] == "on-both-sides"]
    assert ["Strawbridge2015"] in [item["references"] for item in ten]
    unlisted_ = [item for item in items if item["kind"] == "unlisted-result"]
    assert {"row": "ect", "column": "TNF-α"} in [c for item in unlisted_ for c in item["cells"]]
    assert {item["page"] for item in items} <= {
        f"{path.removesuffix('.md')}/" for path in AUDIT_PAGES
    }


def test_the_page_of_a_cell_says_what_it_would_read(base: EvidenceBase) -> None:
    claim_id = "ect-tnf-predicts-response"
    text = claim_page_text(base, base.review.claims[claim_id])
    assert "it would read 2 : 3" in text
    assert f'href="../../audit/unlisted-results/#{claim_id}"' in text
    lacking = {cell.cell.claim.id for cell in base.unlisted.values()}
    whole = next(cell.claim for cell in base.cells if cell.claim.id not in lacking)
    assert "it would read" not in claim_page_text(base, whole)


def test_the_anchor_that_a_claim_leads_to_is_there(parts: dict[str, str]) -> None:
    assert "{#ect-tnf-predicts-response}" in parts[UNLISTED]


def test_the_printed_caption_is_quoted_as_printed(
    base: EvidenceBase, parts: dict[str, str]
) -> None:
    assert base.review.tables[0].caption is not None
    printed = base.review.tables[0].caption.printed
    text = parts["audit/text-and-table.md"]
    assert f"“{printed}”" in text
    assert "quoted as the review prints it" in text


def test_what_is_not_looked_for_is_said(base: EvidenceBase) -> None:
    silent = without_role(without_role(base, "abstract"), "conclusion")
    for part, roles in (
        (citing(silent), ["conclusion"] * 2),
        (words(silent), ["abstract", "conclusion"]),
    ):
        told = re.findall(r"Not looked for: .*?“role: (\w+)”", shown(silent, part))
        assert sorted(told) == sorted(roles)


@pytest.mark.parametrize("strengths", [0, 1])
def test_how_many_claims_say_how_firmly_they_are_worded(tmp_path: Path, strengths: int) -> None:
    fields = {"strength": "plain"} if strengths else {}
    base = evidence_base(tmp_path, {"1-tea/a": claim(**fields), "1-tea/b": claim()})
    text = shown(base, words(base))
    assert ("no claim says how firmly" in text) == (not strengths)
    assert ("Of 2 claims, 1 say" in text) == bool(strengths)


def test_the_audit_and_the_home_page_begin_with_the_conclusions(base: EvidenceBase) -> None:
    told = list(key_findings(base, Links("index.md")))
    assert told[0].number == summaries.of_conclusions(base).number
    assert len(told) <= 5
    index = dict(audit_pages(base))["audit/index.md"]
    headings = re.findall(r'<h2><a href="([^"]+)"', index)
    assert headings[0] == "../audit/conclusions/"
    assert len(headings) == len(AUDIT_PAGES) - 1


def test_the_check_asks_for_the_pages_that_the_audit_has() -> None:
    for table in (True, False):
        review = read_review(BASE)
        assert review.settings is not None
        if not table:
            settings = structs.replace(review.settings, table=None)
            review = structs.replace(review, settings=settings, entries_of={})
        made = {path for path, _ in audit_pages(EvidenceBase(review))}
        assert made == set(site_paths.audit_pages(review))
        assert made <= site_paths.own_pages(Facts(review))
        assert (UNLISTED in site_paths.own_pages(Facts(review))) == table
