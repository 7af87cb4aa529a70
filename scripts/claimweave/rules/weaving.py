"""Where a new claim is woven in: behind its neighbour, on the page of its section."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from claimweave.words.pattern import pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reading.page_reader import Page

_ALONE = pattern(r"([ \t]*(?:(?:[-*+]|\d+[.)]|>)[ \t]+)?)(?:\[\[[^\[\]\n]*\]\][ \t]*)+")
"""A line of woven claims and nothing else, in a list or a quotation, too."""


class WeavingPlace(NamedTuple):
    """A page, and the lines that are new behind its line `after` (0 is above all)."""

    path: str
    after: int
    lines: tuple[str, ...]
    neighbour: str

    @property
    def number(self) -> int:
        """The number that the line with the claim gets."""
        return self.after + len(self.lines)

    def woven(self, text: str) -> str:
        """Return the page's text with the new lines."""
        lines = text.split("\n")
        return "\n".join([*lines[: self.after], *self.lines, *lines[self.after :]])


def weaving_place(
    base: EvidenceBase, folder: str, asserted: Sequence[str], claim_id: str
) -> WeavingPlace | None:
    """Return where a claim belongs: behind the one that the review asserts last before it.

    The page is the one that weaves most claims of the section. None when no page weaves any.
    """
    claims, order = base.review.claims, base.locator_order

    def position(places: Sequence[str]) -> int:
        return min((order[place] for place in places if place in order), default=len(order))

    per_page = Counter(
        page.path
        for page in base.review.pages
        for name, _ in page.woven
        if name in claims and claims[name].folder == folder
    )
    if not per_page:
        return None
    best = max(per_page, key=lambda path: (per_page[path], path))
    page = next(page for page in base.review.pages if page.path == best)
    woven = [
        (position(claims[name].record.asserted), span.line, name)
        for name, span in page.woven
        if name in claims and claims[name].folder == folder
    ]
    before = [place for place in woven if place[0] <= position(asserted)]
    _, line, neighbour = max(before) if before else min(woven)
    return beside(page, line, neighbour, claim_id)


def beside(page: Page, line: int, neighbour: str, claim_id: str) -> WeavingPlace:
    """Return where a claim is woven in behind what stands on a line: on a line of its own."""
    lines = page.text.split("\n")
    alone = _ALONE.fullmatch(lines[line - 1].rstrip())
    if alone:
        return WeavingPlace(page.path, line, (f"{alone[1]}[[{claim_id}]]",), neighbour)
    end = line
    while end < len(lines) and lines[end].strip():
        end += 1
    return WeavingPlace(page.path, end, ("", f"[[{claim_id}]]"), neighbour)
