"""The marks of the figure of the home page: what each is called, looks like, and leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.addresses.links import claim_page, use_anchor
from claimweave.addresses.term_addresses import TermLinks
from claimweave.evidence import wording
from claimweave.evidence.filed_and_found import ELSEWHERE
from claimweave.words import labels

if TYPE_CHECKING:
    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.filed_and_found import FiledAndFound, Mark
    from claimweave.review.reference import Reference
    from claimweave.review.table import Pair


@dataclass(frozen=True, slots=True)
class ShownMark:
    """A mark as the page draws it.

    `number` tells which two marks of the two states are one. `stance` is that of an entry, `fill`
    whether its source agrees. `name` is the work, `reports` what it reports in a few words.
    """

    number: int
    pair: Pair
    filed: str
    found: str
    stance: str
    fill: str
    name: str
    reports: str
    address: str
    listed: bool
    inferred: bool


def shown_marks(base: EvidenceBase, marks: FiledAndFound, links: Links) -> tuple[ShownMark, ...]:
    """Return each mark as the page draws it, in the order of the table."""
    return tuple(
        _shown(base, marks, links, number, mark) for number, mark in enumerate(marks.marks)
    )


def _shown(
    base: EvidenceBase, marks: FiledAndFound, links: Links, number: int, mark: Mark
) -> ShownMark:
    reference = base.review.references[mark.key]
    return ShownMark(
        number,
        mark.pair,
        mark.filed,
        mark.found,
        mark.use.evidence.stance if mark.use else "",
        labels.fill_of(mark.use.agreement) if mark.use else "",
        _name(reference),
        _reports(base, marks, mark),
        _address(base, links, mark),
        mark.use is not None,
        reference.identity == "inferred",
    )


def _name(reference: Reference) -> str:
    number = f" [{reference.number}]" if reference.number else ""
    doubt = f" ({labels.DOUBTS['inferred']})" if reference.identity == "inferred" else ""
    return f"{reference.short_name}{number}{doubt}"


def _reports(base: EvidenceBase, marks: FiledAndFound, mark: Mark) -> str:
    """Return what a source reports; of another question, which it answers."""
    if mark.says in (ELSEWHERE, "silent", "not-read"):
        said = labels.AGREEMENTS[mark.says].label
        others = (wording.question_in_sentence(base, name) for name in mark.elsewhere)
        return ": ".join(filter(None, (said, ", ".join(others))))
    return wording.directions(base, marks.table.question)[mark.says].label


def _address(base: EvidenceBase, links: Links, mark: Mark) -> str:
    """Return where a mark leads: to its evidence on the cell's claim, or to the pair's answer."""
    if mark.use:
        anchor = use_anchor(mark.use.evidence.stance, mark.key)
        return links.to(claim_page(mark.use.claim.id), anchor)
    return f"{TermLinks(base.facts, links).answer(mark.pair)}#left-out"
