"""Where a review names claims and references: each place of each name."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from claimweave.diagnostics.problem import AtKey, Span
from claimweave.review.fields import Direction
from claimweave.review.paths import EXEMPTIONS, SETTINGS
from claimweave.review.reading.page_reader import span_of
from claimweave.review.reading.yaml_places import extent

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


def within(page: Page, name: str, span: Span) -> Span:
    """Return where an id or a key stands within the brackets that weave it in."""
    if not name:
        return span
    line = page.text.split("\n")[span.line - 1]
    column = line.find(name, span.column + 1)
    return Span(page.path, span.line, column + 1, len(name))


def references_cited(review: Review) -> Places:
    """Return the places at which claims cite a reference, and those at which pages name it."""
    places: Places = {}
    for claim in review.claims_and_stubs:
        for index, evidence in enumerate(claim.evidence):
            where = AtKey(claim.path, ("evidence", index, "cites"))
            places.setdefault(evidence.cites, []).append(where)
    for page in review.pages:
        for key, span in page.named:
            places.setdefault(key, []).append(within(page, key, span))
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


def queries_naming(review: Review, name: str) -> list[Where]:
    """Return the places at which queries of checks compare something with a name.

    A word that the review uses for something else is no such name: `'barley'` may be a crop.
    """
    if is_another_word(review, name):
        return []
    return [
        where
        for claim in review.claims.values()
        for reading, record in (claim.record.check.readings if claim.record.check else {}).items()
        if record.compares_with(name)
        for where in _within_query(review, claim.path, reading, name)
    ]


def _within_query(review: Review, path: str, reading: str, name: str) -> list[Where]:
    """Return each place of a name within a query; one of the form of before is the check's own."""
    source = review.files[path]
    paths = (("check", "readings", reading, "sql"), ("check", "sql"))
    start, end = next((found for keys in paths if (found := extent(source, keys))[1]), (0, 0))
    places: list[Where] = []
    at = source.text.find(f"'{name}'", start, end)
    while at >= 0:
        places.append(span_of(path, source.text, at + 1, at + 1 + len(name)))
        at = source.text.find(f"'{name}'", at + 1, end)
    return places


def is_another_word(review: Review, name: str) -> bool:
    """Whether the review uses a word for something else than a claim."""
    words = {*review.questions, *review.designs, *review.thresholds, *review.references}
    words |= {term for axis in review.axes.values() for term in axis.terms}
    words |= {section.folder for section in review.sections.values()}
    return name in words or name in review.kinds or name in get_args(Direction)
