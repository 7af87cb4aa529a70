"""The drawing of what a claim rests on: its boxes, their places and their ways."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

from claimweave.addresses.links import Links
from claimweave.evidence.base import EvidenceBase
from claimweave.site.parts.diagram import BOX, GAP, MOST, WIDTH, diagram, diagram_svg
from miniature import claim, evidence_base

FOR = "{cites: Ash2001, stance: supports, at: [S1.p1.s1]}"
AGAINST = "{cites: Elm2004, stance: contradicts, at: [S1.p1.s1]}"
LINKS = Links("claims/middle.md")


def base_of(tmp_path: Path, below: int = 1) -> EvidenceBase:
    claims = {
        "1-tea/ground": claim(f"[{FOR}]"),
        "1-tea/middle": claim(f"[{FOR}, {AGAINST}]", rests_on="[ground]"),
        "1-tea/alone": claim(f"[{FOR}]", claim='"A <b>bold</b> & \\"quoted\\" claim."'),
    }
    claims |= {f"1-tea/top-{i}": claim("[]", rests_on="[middle]") for i in range(below)}
    return evidence_base(tmp_path, claims)


def test_a_claim_that_stands_alone_has_none(tmp_path: Path) -> None:
    base = base_of(tmp_path)
    assert diagram(base, base.review.claims["alone"], LINKS) is None
    assert diagram_svg(base, base.review.claims["alone"], LINKS) is None


def test_boxes_stand_in_order_and_do_not_overlap(tmp_path: Path) -> None:
    base = base_of(tmp_path)
    drawn = diagram(base, base.review.claims["middle"], LINKS)
    assert drawn is not None
    assert [n.address for n in drawn.above] == ["#for", "#against", "../../claims/ground/"]
    assert [n.address for n in drawn.below] == ["../../claims/top-0/"]
    boxes = [*drawn.above, drawn.own, *drawn.below]
    assert [b.y for b in boxes] == [i * (BOX + GAP) for i in range(5)]
    assert drawn.height == boxes[-1].y + BOX
    assert drawn.description == (
        "It rests on 1 other claim, 1 source for it and 1 source against it. 1 claim rests on it."
    )


def test_many_claims_are_counted_and_not_all_drawn(tmp_path: Path) -> None:
    base = base_of(tmp_path, below=MOST + 3)
    drawn = diagram(base, base.review.claims["middle"], LINKS)
    assert drawn is not None
    assert len(drawn.below) == MOST
    assert (drawn.below[-1].text, drawn.below[-1].address) == ("and 4 more claims", "#resting")


def test_it_is_well_formed_and_names_itself(tmp_path: Path) -> None:
    claims = {
        "1-tea/ground": claim(f"[{FOR}]", claim='"A <b>bold</b> & \\"quoted\\" claim."'),
        "1-tea/middle": claim("[]", rests_on="[ground]"),
    }
    base = evidence_base(tmp_path, claims)
    svg = diagram_svg(base, base.review.claims["middle"], LINKS)
    root = ET.fromstring(str(svg))  # noqa: S314 - our own drawing
    assert (root.get("width"), root.get("role")) == (str(WIDTH), "group")
    names = [root.find(f"*[@id='{i}']") for i in (root.get("aria-labelledby") or "").split()]
    assert [n is not None and bool(n.text) for n in names] == [True, True]
    links = list(root.iter("a"))
    assert [a.get("href") for a in links] == ["../../claims/ground/"]
    assert "".join(links[0].itertext()).endswith('A <b>bold</b> & "quoted" claim.')
