"""A forest plot of the numbers that sources report: one line a source, and nothing is pooled.

It is a table whose middle column is drawn: whoever does not see it has the numbers beside it, and
the links. Each line is a small SVG whose places are shares of its width, so that it is made once
and fits a telephone as well as paper. No script and no font is needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from claimweave.evidence import estimate_wording, wording
from claimweave.evidence.estimate_sources import estimates_for_claim
from claimweave.evidence.estimate_wording import AXES, UNDRAWN
from claimweave.site.environment import environment
from claimweave.site.parts.number_axis import axis_of

if TYPE_CHECKING:
    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.estimates import EstimateGroup, EstimateLine, Estimates
    from claimweave.review.claim import Claim
    from claimweave.review.reference import Reference
    from claimweave.site.parts.number_axis import NumberAxis, Tick

OUTLINES = {
    "supports": "M-5.5 4.5 0-5.5 5.5 4.5Z",
    "contradicts": "M-5.5-4.5 0 5.5 5.5-4.5Z",
    "neither": "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0M-3.5 3.5 3.5-3.5",
    "": "M-4.5-4.5h9v9h-9Z",
}
"""The mark of a value, by how its source is filed: the sign that stands beside its name."""


@dataclass(frozen=True, slots=True)
class ShownLine:
    """One line: its source, and its number in words; `places` are low, value and high."""

    reference: Reference
    filed: str
    mark: str
    style: str
    about: str
    number: str
    places: tuple[float, float, float] | None
    outline: str
    undrawn: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """Numbers of one kind: what they are, the lines, and the axis if they are drawn."""

    title: str
    lines: tuple[ShownLine, ...]
    nothing: float | None
    ticks: tuple[Tick, ...]
    axis: str
    more: str


def forest_html(base: EvidenceBase, links: Links, estimates: Estimates | None) -> Markup | None:
    """Return the numbers of a page as HTML: what is drawn, and what is not; None without any."""
    if estimates is None:
        return None
    template = environment().get_template("forest.html.j2")
    html = template.render(
        base=base,
        links=links,
        told=estimate_wording.told(estimates),
        samples=estimate_wording.samples_told(estimates),
        groups=[shown_group(base, group) for group in estimates.drawn],
        others=[shown_group(base, group) for group in estimates.undrawn],
        wording=wording,
    )
    return Markup("".join(line.strip() for line in html.split("\n")))  # noqa: S704 - escaped


def forest_of_claim(base: EvidenceBase, claim: Claim, links: Links) -> Markup | None:
    """Return the numbers of a claim's sources; one alone stands with its evidence already."""
    found = estimates_for_claim(base, claim)
    return forest_html(base, links, found) if found and found.numbers > 1 else None


def shown_group(base: EvidenceBase, group: EstimateGroup) -> ShownGroup:
    """Return numbers of one kind as a page shows them."""
    title = estimate_wording.kind_named(base, group.kind)
    more = estimate_wording.more_told(group)
    if not group.drawn or group.scale is None:
        lines = tuple(_shown(base, line, None) for line in group.lines)
        return ShownGroup(title, lines, None, (), "", more)
    axis = axis_of(group.scale, (end for line in group.drawn for end in _ends(line)))
    lines = tuple(_shown(base, line, axis) for line in group.lines)
    return ShownGroup(title, lines, axis.nothing, axis.ticks, AXES[group.scale], more)


def _ends(line: EstimateLine) -> tuple[float, float, float]:
    """Return the lower end, the value and the upper end of a line that can be drawn."""
    number = line.estimate
    assert number.low is not None
    assert number.high is not None
    return number.low, number.value, number.high


def _shown(base: EvidenceBase, line: EstimateLine, axis: NumberAxis | None) -> ShownLine:
    places = None
    if axis and not line.undrawn:
        low, value, high = map(axis.place, _ends(line))
        places = low, value, high
    return ShownLine(
        line.reference,
        estimate_wording.filed_in_words(line),
        estimate_wording.filed_mark(line.stance),
        f"cw-s-{line.stance}" if line.stance else "",
        estimate_wording.about_narrower(base, line),
        estimate_wording.number_alone(line.estimate),
        places,
        OUTLINES[line.stance or ""],
        UNDRAWN[line.undrawn] if line.undrawn else "",
    )
