"""Cards for a woven page: what a claim's mark and a superscript number show when pointed at.

The server writes them into the page, as templates that no browser shows; `assets/cards.js` shows
one at a time. Nothing is asked for, and without scripts marks and numbers are plain links.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence import wording
from claimweave.site.environment import environment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.addresses.links import Links
    from claimweave.evidence.base import EvidenceBase
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Claim


MOST = 6
"""Studies that a card lists; the claim's page has the others."""


@dataclass(frozen=True, slots=True)
class StudyLine:
    """One study on a claim's card: the use made of it, and its design and size in words."""

    use: Use
    design: str


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """What the card of a claim shows; `more` counts the studies that found no room."""

    claim: Claim
    verdict: str
    lines: tuple[StudyLine, ...]
    more: int


def cards_html(base: EvidenceBase, links: Links, claim_ids: Iterable[str]) -> str:
    """Return the cards of the claims on a page and of all that they cite, as one block of HTML."""
    claims = [base.review.claims[i] for i in dict.fromkeys(claim_ids) if i in base.review.claims]
    if not claims:
        return ""
    cards = [claim_card(base, claim) for claim in claims]
    cited = {use.reference.key: use for claim in claims for use in cited_uses(base, claim)}
    template = environment().get_template("cards.html.j2")
    html = template.render(
        cards=cards,
        references=[
            (
                u.reference,
                wording.design_and_size(base, u.study),
                len({x.claim.id for x in base.uses_by_reference[u.reference.key]}),
            )
            for u in cited.values()
        ],
        links=links,
        wording=wording,
    )
    return "".join(line.strip() for line in html.split("\n"))


def cited_uses(base: EvidenceBase, claim: Claim) -> list[Use]:
    """Return a claim's uses for, then those of background, then against, each by number.

    The review's own assertions are left out: this is what the superscripts show.
    """
    uses = base.facts.citations(claim)
    order = {"supports": 0, "neither": 1, "background": 2, "contradicts": 3}
    return sorted(uses, key=lambda u: (order[u.evidence.stance], u.reference.number or 10**9))


def claim_card(base: EvidenceBase, claim: Claim) -> ClaimCard:
    """Return a claim's card: the studies for and against; background is left to its page."""
    uses = [u for u in cited_uses(base, claim) if u.evidence.stance != "background"]
    shown = uses if len(uses) <= MOST else uses[: MOST - 1]
    lines = tuple(StudyLine(use, wording.design_and_size(base, use.study)) for use in shown)
    return ClaimCard(claim, base.verdict(claim), lines, len(uses) - len(shown))
