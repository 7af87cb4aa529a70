"""Where a review names claims and references: each place of each name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Span
from claimweave.review.review import EXEMPTIONS, SETTINGS

if TYPE_CHECKING:
    from claimweave.diagnostics.problem import Where
    from claimweave.review.reading.page_reader import Page
    from claimweave.review.review import Review

Places = dict[str, list["Where"]]

OF_CLAIMS = ("claim-not-woven", "same-assertion")
"""Rules whose exemptions are for claims. Those of sentences name locators."""

OF_SENTENCES = ("sentence-not-encoded",)


def claims_named(review: Review) -> Places:
    """Return the places at which claims and pages name a claim, in the order of the files."""
    places: Places = {}
    for claim in review.claims_and_stubs:
        for field in ("rests_on", "opposes"):
            for index, other in enumerate(getattr(claim.record, field)):
                places.setdefault(other, []).append(AtKey(claim.path, (field, index)))
    for page in review.pages:
        for claim_id, span in page.woven:
            if not claim_id.startswith("!"):
                places.setdefault(claim_id, []).append(within(page, claim_id, span))
    return places


def within(page: Page, claim_id: str, span: Span) -> Span:
    """Return where an id stands within the brackets that weave it in."""
    if not claim_id:
        return span
    line = page.text.split("\n")[span.line - 1]
    column = line.find(claim_id, span.column + 1)
    return Span(page.path, span.line, column + 1, len(claim_id))


def references_cited(review: Review) -> Places:
    """Return the places at which claims cite a reference."""
    places: Places = {}
    for claim in review.claims_and_stubs:
        for index, evidence in enumerate(claim.evidence):
            where = AtKey(claim.path, ("evidence", index, "cites"))
            places.setdefault(evidence.cites, []).append(where)
    return places


def named_beside(review: Review, name: str, *, claim: bool) -> list[Where]:
    """Return where exemptions, and for a reference the settings, name it by its id or key."""
    places: list[Where] = []
    for rule, subjects in review.exemptions.exemptions.items():
        if name in subjects and rule not in OF_SENTENCES and (rule in OF_CLAIMS) == claim:
            places.append(AtKey(EXEMPTIONS, ("exemptions", rule, name), on_key=True))
    if not claim and review.source_key == name:
        places.append(AtKey(SETTINGS, ("source",)))
    return places
