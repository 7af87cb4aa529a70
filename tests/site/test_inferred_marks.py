"""A work that was identified by what is said of it: marked wherever the review is judged by it."""

from __future__ import annotations

import re
from html import unescape

import pytest

from claimweave.addresses.links import Links
from claimweave.evidence.audit.wording.names import reference_named
from claimweave.evidence.audit.wording.told import plain_text
from claimweave.evidence.base import EvidenceBase
from claimweave.site.pages.audit_pages import audit_pages
from claimweave.site.pages.claim_pages import claim_page_text
from claimweave.site.parts.blocks import BLOCK_RENDERERS
from claimweave.site.parts.cards import cards_html
from claimweave.site.parts.matrix import matrix_html
from claimweave.site.parts.table import table_html
from claimweave.site.parts.weave import weave

MARK = "(identity inferred)"
NAMED_LINK = re.compile(
    r'<a [^>]*href="[^"]*references/(?P<key>[^/"]+)/"[^>]*>(?!Open the reference)[^<]+</a>'
    r'(?P<behind>(?: ?<span class="cw-(?:number|design|unprinted)"[^>]*>[^<]*</span>)*)'
)
LINKS = Links("table-1.md")
JUDGING_CLAIMS = (
    "tnf-may-fall-on-antidepressants",
    "ketamine-tnf-predicts-response",
    "raised-cytokines-poorer-antidepressant-response",
)


def marked(html: str) -> dict[str, set[bool]]:
    """Return for each work that is linked by its name whether the mark stands behind it."""
    found: dict[str, set[bool]] = {}
    for link in NAMED_LINK.finditer(html):
        found.setdefault(link["key"], set()).add(MARK in link["behind"])
    return found


def all_marked(base: EvidenceBase, html: str) -> set[str]:
    """Assert that just the inferred works of a page are marked, each time; return these."""
    inferred = {k for k, r in base.review.references.items() if r.identity == "inferred"}
    found = marked(html)
    assert {key: seen for key, seen in found.items() if seen != {key in inferred}} == {}
    return inferred & set(found)


@pytest.mark.parametrize("claim_id", JUDGING_CLAIMS)
def test_the_page_of_a_claim_marks_them(base: EvidenceBase, claim_id: str) -> None:
    assert all_marked(base, claim_page_text(base, base.review.claims[claim_id]))


def test_a_named_work_has_no_mark(base: EvidenceBase) -> None:
    claim = base.review.claims["ect-crp-predicts-response"]
    assert MARK not in claim_page_text(base, claim)


def test_the_audit_marks_them(base: EvidenceBase) -> None:
    whole = "".join(text for _, text in audit_pages(base))
    assert all_marked(base, whole)


def test_what_programs_get_of_the_audit_says_so(base: EvidenceBase) -> None:
    assert plain_text(reference_named(base, "Ma2016")) == "Ma 2016 [30] (identity inferred)"
    assert plain_text(reference_named(base, "Dahl2014")) == "Dahl 2014 [70]"


def test_the_table_and_its_synthesis_mark_them(base: EvidenceBase) -> None:
    assert all_marked(base, table_html(base, LINKS)) == {"Wang2024"}
    assert all_marked(base, BLOCK_RENDERERS["synthesis"](base, LINKS)) == {"Wang2024"}


def test_the_marks_of_the_other_views_say_so(base: EvidenceBase) -> None:
    titles = re.findall(r' title="(Wang 2024 [^"]*)"', matrix_html(base, LINKS))
    assert titles
    assert [t for t in titles if not t.startswith(f"Wang 2024 [78] {MARK}")] == []
    assert f"Chen 2018 [63] {MARK}" not in matrix_html(base, LINKS)


def test_cards_and_numbers_of_a_woven_claim_say_so(base: EvidenceBase) -> None:
    claim_id = "tnf-may-fall-on-antidepressants"
    assert "Ma2016" in all_marked(base, cards_html(base, LINKS, [claim_id]))
    a_page = base.review.pages[0]
    woven = unescape(weave(base, a_page._replace(text=f"[[{claim_id}]]"), {}))
    assert f"Ma 2016 {MARK}" in woven
    assert f"Yao 2020 {MARK}" not in woven
