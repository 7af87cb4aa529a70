"""JSON-LD in the pages: it is there, it is JSON, and no text of strangers ends its block."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from msgspec import structs

from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.bibtex_entry import BibtexEntry
from claimweave.review.reference import Reference
from claimweave.site.data.structured_data import claim_data, reference_data
from claimweave.site.publication import UNPUBLISHED, Publication
from review_words import unidentified_key

HOSTILE = "</script><script>alert(1)</script> <!--<script> ]]> & \u2028 \"'"
PUBLISHED = Publication("Tea", "https://tea.example/", "")
CLAIM = "ect-il6-predicts-response"


class _Blocks(HTMLParser):
    """Collects the blocks of JSON-LD of a page, and counts all scripts."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[str] = []
        self.scripts = 0
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self._inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.blocks.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "script"


def block_of(html: str) -> dict[str, Any]:
    parser = _Blocks()
    parser.feed(html)
    (block,) = parser.blocks
    result: dict[str, Any] = json.loads(block)
    assert result["@context"] == "https://schema.org"
    return result


def test_each_claim_and_reference_has_its_block(site: Path, base: EvidenceBase) -> None:
    for claim in base.review.claims.values():
        page = site / "claims" / claim.id / "index.html"
        block = block_of(page.read_text(encoding="utf-8"))
        assert (block["@type"], block["text"]) == ("Claim", claim.text)
        cited = [u for u in base.uses[claim.id] if u.reference.key != base.review.source_key]
        assert [c["name"] for c in block.get("citation", [])] == [u.reference.title for u in cited]
        assert ("appearance" in block) == bool(claim.record.asserted)
    page = site / "references" / "Park2017" / "index.html"
    block = block_of(page.read_text(encoding="utf-8"))
    assert block["@type"] == "ScholarlyArticle"
    assert block["sameAs"] == "https://doi.org/10.1016/j.jpsychires.2016.09.025"
    assert len(block["author"]) == 7
    assert block["isPartOf"]["name"] == "Journal of Psychiatric Research"


def test_a_local_build_has_no_addresses_of_its_own(base: EvidenceBase) -> None:
    claim = base.review.claims[CLAIM]
    assert "@id" not in str(claim_data(base, claim, UNPUBLISHED))
    block = block_of(str(claim_data(base, claim, PUBLISHED)))
    assert block["@id"] == block["url"] == f"https://tea.example/claims/{CLAIM}/"
    assert {c["@id"] for c in block["citation"]} == {
        f"https://tea.example/references/{use.reference.key}/" for use in base.uses[CLAIM]
    }


def test_what_nobody_can_look_up_is_no_article(base: EvidenceBase) -> None:
    block = block_of(
        str(reference_data(base.review.references[unidentified_key(base)], UNPUBLISHED))
    )
    assert block["@type"] == "CreativeWork"
    assert set(block) == {"@context", "@type", "name"}


def test_no_text_ends_the_block(base: EvidenceBase) -> None:
    claim = base.review.claims[CLAIM]
    hostile = structs.replace(claim, record=structs.replace(claim.record, claim=HOSTILE))
    fields = {"title": HOSTILE, "author": f"{HOSTILE}, Jo", "journal": HOSTILE, "identity": "named"}
    reference = Reference("X2001", 1, BibtexEntry("article", "X2001", fields, {}, 1))
    for html, name in (
        (str(claim_data(base, hostile, PUBLISHED)), "text"),
        (str(reference_data(reference, PUBLISHED)), "name"),
    ):
        parser = _Blocks()
        parser.feed(html)
        assert parser.scripts == 1
        assert block_of(html)[name] == HOSTILE
        inner = html.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
        assert not {"<", ">", "&"} & set(inner)
