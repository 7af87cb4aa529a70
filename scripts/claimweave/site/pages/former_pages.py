"""The page at the address of an id under which a claim once stood: where the claim is now.

It needs no script: whoever follows an old citation reads where the claim is, and a browser goes
on by itself where there is one place to go. Search engines and the site's own search pass it over.
Source: WCAG 2.2, technique H76 (a refresh without a delay).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.addresses.links import Links, claim_page
from claimweave.site.environment import page
from claimweave.site.parts.front_matter import description_text, front_matter_text
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase


def former_page_text(base: EvidenceBase, old: str) -> str:
    """Return the Markdown of the page at an old id; its front matter names the one claim of now."""
    path = claim_page(old)
    claims = [base.review.claims[claim_id] for claim_id in base.review.former_ids[old]]
    now = listed(claim.id for claim in claims)
    said = f"The claim {old} is called {now} now."
    if len(claims) > 1:
        said = f"The claim {old} was split into {len(claims)} claims: {now}."
    return page(
        "former_claim.md.j2",
        path,
        base,
        old=old,
        claims=claims,
        description=description_text(said),
        moved_to=front_matter_text(Links(path).claim(claims[0].id)) if len(claims) == 1 else "",
        canonical=front_matter_text(claim_page(claims[0].id)) if len(claims) == 1 else "",
    )
