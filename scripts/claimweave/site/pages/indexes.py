"""The indexes: claims in the review's order, references by number, those nobody can look up."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from claimweave.evidence import wording
from claimweave.site.environment import page
from claimweave.site.pages import long_lists
from claimweave.site.pages.long_lists import LongList, by_letter, by_number, divided, list_pages
from claimweave.site.parts.index_filter import (
    claims_json,
    counted_verdicts,
    filters,
    indexed,
    types_of_works,
)
from claimweave.site.parts.notices import summary
from claimweave.site.publication import UNPUBLISHED, Publication
from claimweave.words import labels

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.ledger import Section
    from claimweave.review.reference import Reference


CLAIMS = "claims/index.md"
CLAIMS_DATA = "claims/index.json"
REFERENCES = "references/index.md"
HELP_IDENTIFY = "references/help-identify.md"


def index_pages(
    base: EvidenceBase, publication: Publication = UNPUBLISHED
) -> Iterator[tuple[str, str]]:
    """Yield (path, content) of each index, of the pages of its lists, and of its data."""
    yield from _claims_index(base)
    yield from _references_index(base)
    yield from _help_identify(base, publication)


def _claims_index(base: EvidenceBase) -> Iterator[tuple[str, str]]:
    sections = divided(_sections(base))
    claims = [item for section in sections for item in section.items]
    long = any(section.pages for section in sections)
    yield (
        CLAIMS,
        page(
            "claims_index.md.j2",
            CLAIMS,
            base,
            sections=sections,
            filters=filters(base, claims),
            verdicts=list(wording.known_verdicts(base)),
            standings=[v for v in labels.VERDICTS if counted_verdicts(claims)[v]],
            counted_verdicts=counted_verdicts,
            source=CLAIMS_DATA if long else "",
            size=long_lists.SIZE,
            wording=wording,
        ),
    )
    yield from list_pages(base, CLAIMS, "Claims", sections)
    if long:
        yield CLAIMS_DATA, claims_json(claims)


def _references_index(base: EvidenceBase) -> Iterator[tuple[str, str]]:
    references = base.review.references.values()
    counted = [(r, len({u.claim.id for u in base.uses_by_reference[r.key]})) for r in references]
    numbered = sorted(
        ((r, n) for r, n in counted if r.number), key=lambda pair: pair[0].number or 0
    )
    others = [(r, n) for r, n in counted if not r.number]
    # Of a long list each page keeps its numbers, whoever is identified later.
    apart = not long_lists.is_long(len(counted))
    unknown = [(r, n) for r, n in numbered if apart and r.identity == "unidentified"]
    known = [pair for pair in numbered if pair not in unknown]
    lists = divided(
        [
            LongList(
                "By number",
                "numbers",
                "numbered_references",
                "references/number.md",
                known,
                by_number(lambda pair: pair[0].number),
            ),
            LongList(
                "Not identified",
                "unidentified",
                "numbered_references",
                "references/unidentified.md",
                unknown,
                by_number(lambda pair: pair[0].number),
            ),
            LongList(
                "Without a number", "others", "other_references", "references/other.md", others
            ),
        ]
    )
    named = ((r, n) for r, n in counted if r.identity != "unidentified")
    long = any(item.pages for item in lists)
    names = divided(by_letter(named, "other_references", "references/name"), 0) if long else []
    yield (
        REFERENCES,
        page(
            "references_index.md.j2",
            REFERENCES,
            base,
            total=len(numbered),
            noticed=summary(base, references),
            lists=[item for item in lists if item.items],
            names=names,
            counts=_identity_counts([r for r, _ in numbered]),
            wording=wording,
        ),
    )
    yield from list_pages(base, REFERENCES, "References", [*lists, *names])


def _help_identify(base: EvidenceBase, publication: Publication) -> Iterator[tuple[str, str]]:
    unidentified = _unidentified(base, publication)
    everyone = LongList(
        "By number",
        "",
        "unidentified",
        HELP_IDENTIFY,
        unidentified,
        by_number(lambda pair: pair[0].number),
    )
    lists = divided([everyone], long_lists.SIZE)
    yield (
        HELP_IDENTIFY,
        page(
            "help_identify.md.j2",
            HELP_IDENTIFY,
            base,
            total=len(unidentified),
            lists=lists,
            wording=wording,
        ),
    )
    yield from list_pages(base, HELP_IDENTIFY, "Help identify", lists)


def reading_order(base: EvidenceBase, claim: Claim) -> tuple[int, str]:
    """Sort key: where the review first asserts the claim, then its id."""
    order = base.locator_order
    places = [order[locator] for locator in claim.record.asserted if locator in order]
    return (min(places, default=len(order)), claim.id)


def in_reading_order(base: EvidenceBase, claims: Iterable[Claim]) -> list[Claim]:
    """Return claims in the order in which the review first asserts them."""
    return sorted(claims, key=lambda claim: reading_order(base, claim))


def _sections(base: EvidenceBase) -> Iterator[LongList]:
    types = types_of_works(base)
    for section, claims in by_section(base, base.review.claims.values()):
        items = [indexed(base, claim, types) for claim in claims]
        path = section_page("claims/section", section.folder)
        yield LongList(section.title, section.folder, "indexed_claims", path, items)


def by_section(
    base: EvidenceBase, claims: Iterable[Claim]
) -> Iterator[tuple[Section, list[Claim]]]:
    """Yield each section that has any of the claims, with these in the order of the review."""
    folders: dict[str, list[Claim]] = {}
    for claim in claims:
        folders.setdefault(claim.folder, []).append(claim)
    for section in base.review.sections.values():
        if found := folders.get(section.folder):
            yield section, in_reading_order(base, found)


def section_page(folder: str, section: str) -> str:
    """Return where the list of a section is: a folder within a folder is one word there."""
    return f"{folder}/{section.replace('/', '--')}.md"


def _identity_counts(references: list[Reference]) -> str:
    found = Counter(reference.identity for reference in references)
    return (
        f"{found['named']} are named by author and year in the review, {found['inferred']} are "
        f"inferred from the sentence that cites them, and {found['unidentified']} cannot be "
        "looked up yet."
    )


def _unidentified(
    base: EvidenceBase, publication: Publication
) -> list[tuple[Reference, list[dict[str, Any]], str]]:
    """Return each with the claims that lean on it, and the form in which it is named."""
    found = [
        r for r in base.review.references.values() if r.identity == "unidentified" and r.number
    ]
    return [
        (
            reference,
            [
                {"claim": use.claim, "cited_with": _cited_with(base, use.claim, reference)}
                for use in base.uses_by_reference[reference.key]
            ],
            publication.identify_url(reference.key),
        )
        for reference in sorted(found, key=lambda r: r.number or 0)
    ]


def _cited_with(base: EvidenceBase, claim: Claim, reference: Reference) -> list[Reference]:
    others = (use.reference for use in base.uses[claim.id])
    return [r for r in others if r.key not in (reference.key, base.review.source_key)]
