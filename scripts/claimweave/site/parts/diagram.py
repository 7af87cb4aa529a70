"""A small drawing of what a claim rests on and what rests on it: boxes in a column, and lines.

It is drawn 320 units wide and shown at that size, so it can be read on the narrowest telephone.
The words stand in HTML within the drawing: the browser breaks their lines. Plain lists of the same
claims stand beside it on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from claimweave.site.environment import environment
from claimweave.words import labels
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim

WIDTH = 320
BOX = 44
GAP = 10
INDENT = 22
"""Room on the left for the lines that join the boxes to the claim."""

MOST = 7
"""Boxes drawn on one side; the others are counted in one more."""


@dataclass(frozen=True, slots=True)
class Node:
    """One box: where it leads, what it says, and its class for colour; `y` is its upper edge."""

    address: str
    mark: str
    text: str
    style: str
    y: int
    x: int = INDENT

    @property
    def middle(self) -> int:
        """The height at which its line ends."""
        return self.y + BOX // 2


@dataclass(frozen=True, slots=True)
class Diagram:
    """The boxes above the claim, the claim's own, those below it, and the height of it all."""

    above: tuple[Node, ...]
    own: Node
    below: tuple[Node, ...]
    height: int
    description: str


def diagram_svg(base: EvidenceBase, claim: Claim, links: Links) -> Markup | None:
    """Return the drawing as SVG, or None for a claim that stands alone."""
    drawn = diagram(base, claim, links)
    if drawn is None:
        return None
    template = environment().get_template("diagram.svg.j2")
    svg = template.render(d=drawn, WIDTH=WIDTH, BOX=BOX, INDENT=INDENT)
    return Markup("".join(line.strip() for line in svg.split("\n")))  # noqa: S704 - escaped


def diagram(base: EvidenceBase, claim: Claim, links: Links) -> Diagram | None:
    """Lay the drawing out: sources and claims that it rests on above, those resting on it below."""
    claims = base.review.claims
    under = [claims[i] for i in dict.fromkeys(claim.record.rests_on) if i in claims]
    over = [claims[i] for i in base.resting.get(claim.id, ()) if i in claims]
    if not under and not over:
        return None
    above = [*_sources(base, claim), *_claims(base, under, links, "#rests-on")]
    below = _claims(base, over, links, "#resting")
    step = BOX + GAP
    own_y = len(above) * step
    own = _of_claim(base, claim, "", own_y, 0)
    return Diagram(
        tuple(_placed(above, 0)),
        own,
        tuple(_placed(below, own_y + step)),
        own_y + BOX + len(below) * step,
        f"It rests on {_counted(base, claim, len(under))}. "
        f"{plural(len(over), 'claim rests', 'claims rest')} on it.",
    )


def _counted(base: EvidenceBase, claim: Claim, claims: int) -> str:
    for_, against = _sides(base, claim)
    parts = [plural(claims, "other claim")] if claims else []
    parts += [f"{plural(for_, 'source')} for it"] if for_ else []
    parts += [f"{plural(against, 'source')} against it"] if against else []
    neither = _on_no_side(base, claim)
    parts += [f"{plural(neither, 'source')} on neither side"] if neither else []
    return listed(parts) or "nothing else"


def _sides(base: EvidenceBase, claim: Claim) -> tuple[int, int]:
    own = base.facts.citations(claim)
    stances = [u.evidence.stance for u in own]
    return stances.count("supports"), stances.count("contradicts")


def _on_no_side(base: EvidenceBase, claim: Claim) -> int:
    return sum(use.evidence.stance == "neither" for use in base.facts.citations(claim))


def _sources(base: EvidenceBase, claim: Claim) -> list[Node]:
    for_, against = _sides(base, claim)
    nodes = []
    if for_:
        text = f"{plural(for_, 'source')} cited for it"
        nodes.append(Node("#for", "▲", text, "cw-s-supports", 0))
    if against:
        text = f"{plural(against, 'source')} cited against it"
        nodes.append(Node("#against", "▼", text, "cw-s-contradicts", 0))
    if neither := _on_no_side(base, claim):
        text = f"{plural(neither, 'source')} filed on neither side"
        nodes.append(Node("#neither", labels.STANCES["neither"].mark, text, "cw-s-neither", 0))
    return nodes


def _claims(base: EvidenceBase, claims: list[Claim], links: Links, rest: str) -> list[Node]:
    drawn = claims if len(claims) <= MOST else claims[: MOST - 1]
    nodes = [_of_claim(base, claim, links.claim(claim.id), 0, INDENT) for claim in drawn]
    if len(drawn) < len(claims):
        more = f"and {len(claims) - len(drawn)} more claims"
        nodes.append(Node(rest, "…", more, "cw-s-background", 0))
    return nodes


def _of_claim(base: EvidenceBase, claim: Claim, address: str, y: int, x: int) -> Node:
    verdict = base.verdict(claim)
    return Node(address, labels.VERDICTS[verdict].mark, claim.text, f"cw-v-{verdict}", y, x)


def _placed(nodes: Iterable[Node], top: int) -> Iterable[Node]:
    for index, node in enumerate(nodes):
        y = top + index * (BOX + GAP)
        yield Node(node.address, node.mark, node.text, node.style, y, node.x)
