"""Reports of one work are judged only where it is known which entry is the review itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

import claimweave.rules.checking  # noqa: F401 - importing registers the rules
from claimweave.evidence.base import EvidenceBase
from claimweave.rules.oppositions import borrowed_contradiction
from claimweave.rules.registry import Tally
from miniature import claim, evidence_base

if TYPE_CHECKING:
    from pathlib import Path

AGAINST = "{cites: Cedar2003, stance: contradicts, at: [S1.p1.s2]}"


def told(base: EvidenceBase) -> tuple[int, int]:
    """How many problems there are, and how many claims were skipped."""
    tally = Tally(base.review, "borrowed-contradiction")
    return len(list(borrowed_contradiction(base, tally))), tally.skipped.total()


def test_nobody_is_asked_to_take_a_citation_out_while_the_settings_cannot_be_read(
    tmp_path: Path,
) -> None:
    own = "{cites: SourceReview, stance: supports, at: [S1.p1.s1]}"
    claims = {
        "1-tea/a": claim(f"[{own}, {AGAINST}]", opposes="[b]"),
        "1-tea/b": claim(
            "[{cites: Cedar2003, stance: supports, at: [S1.p1.s2]}]", asserted="[S1.p1.s2]"
        ),
    }
    base = evidence_base(tmp_path, claims)
    assert told(base) == (0, 0), "the review's own entry is no work that it cites"
    assert told(EvidenceBase(structs.replace(base.review, settings=None))) == (0, 2)


def test_a_report_of_one_work_is_told(tmp_path: Path) -> None:
    one = "{cites: Ash2001, stance: supports, at: [S1.p1.s1]}"
    claims = {
        "1-tea/a": claim(f"[{one}, {AGAINST}]", opposes="[b]"),
        "1-tea/b": claim(
            "[{cites: Cedar2003, stance: supports, at: [S1.p1.s2]}]", asserted="[S1.p1.s2]"
        ),
    }
    assert told(evidence_base(tmp_path, claims)) == (1, 0)


@pytest.mark.parametrize(
    ("place", "first"),
    [("S1.p1.s2", "take this item out here"), ("S1.p2.s1", "list S1.p1.s2 under `at` of it in b")],
)
def test_no_place_of_a_citation_is_lost_by_the_remedy(
    tmp_path: Path, place: str, first: str
) -> None:
    one = "{cites: Ash2001, stance: supports, at: [S1.p1.s1]}"
    claims = {
        "1-tea/a": claim(f"[{one}, {AGAINST}]", opposes="[b]"),
        "1-tea/b": claim(f"[{{cites: Cedar2003, stance: supports, at: [{place}]}}]"),
    }
    base = evidence_base(tmp_path, claims)
    (problem,) = borrowed_contradiction(base, Tally(base.review, "borrowed-contradiction"))
    assert problem.help.startswith(first)
    assert "b keeps the citation" in problem.help
