"""A place of the reviewed article in words, and what the claims make of it.

A place is a sentence (`S3.2.p4.s1`), a cell of the table, or what its locator begins with: a
section, a paragraph, a row. The article's own words are not here: its length, without white
space, and the numbers that it cites tell a sentence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.evidence.place_wording import place
from claimweave.words.counting import listed, plural
from claimweave.words.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim


_PARAGRAPH = re.compile(r"p(\d+)")


def place_around(base: EvidenceBase, locator: str) -> str:
    """Return the narrowest part of the review in which a place would lie; empty for none."""
    names = locator.split(".")
    around = [".".join(names[:end]) for end in range(len(names) - 1, 0, -1)]
    places = list(base.locator_order)
    return next((a for a in around if any(p.startswith(f"{a}.") for p in places)), "")


def place_text(base: EvidenceBase, locator: str) -> str | None:
    """Return what is known of a place, in lines; None when the review has no such place."""
    if locator in base.locator_order:
        lines = [f"{locator}: {place(base, locator)}", *_known(base, locator)]
    else:
        inside = [other for other in base.locator_order if other.startswith(f"{locator}.")]
        if not inside:
            return None
        lines = [f"{_part(base, locator)}: {plural(len(inside), 'place')}", ""]
        width = max(map(len, inside))
        lines += [f"  {other:<{width}}  {_short(base, other)}" for other in inside]
        lines += ["", "`claimweave explain` with one of these says what is asserted there."]
    return "\n".join(map(printable, lines))


def _part(base: EvidenceBase, locator: str) -> str:
    """Return what a locator begins with, in words: a section with its title."""
    settings = base.review.settings
    part = settings.section_of(locator) if settings else None
    if settings is None or part is None:
        return locator
    words = [settings.sections[part].title]
    rest = locator.removeprefix(part).removeprefix(".")
    paragraph = _PARAGRAPH.fullmatch(rest)
    words += [f"paragraph {paragraph[1]}"] if paragraph else [rest] if rest else []
    return f"{locator}: {', '.join(words)}"


def _short(base: EvidenceBase, locator: str) -> str:
    asserting, _ = _claims(base, locator)
    said = plural(len(asserting), "claim")
    sentence = base.review.sentences.get(locator)
    if sentence is None:
        return said
    if not asserting and sentence.asserts_nothing:
        said = "asserts nothing"
    cites = f", cites {', '.join(map(str, sentence.cites))}" if sentence.cites else ""
    return f"{sentence.length} letters and signs{cites}; {said}"


def _known(base: EvidenceBase, locator: str) -> Iterator[str]:
    sentence = base.review.sentences.get(locator)
    if sentence:
        yield f"It has {sentence.length} letters and signs, blanks left out."
        if sentence.cites:
            yield f"It cites {', '.join(_cited(base, number) for number in sentence.cites)}."
        else:
            yield "It cites nothing."
        if sentence.asserts_nothing:
            yield f"It asserts nothing: {sentence.asserts_nothing}"
        for number, reason in sentence.departures.items():
            yield f"The claims depart from the citation {number}: {reason}"
    asserting, citing = _claims(base, locator)
    for stub in base.review.stubs_at.get(locator, ()):
        yield f"There is a stub for it, {stub.rest.path}: {listed(stub.open_fields)} left open."
    yield from _listed("Asserted there", asserting)
    yield from _listed("Cited there, for what is asserted elsewhere", citing)
    if not asserting and not citing:
        yield "No claim asserts anything there, or is cited for there."


def _cited(base: EvidenceBase, number: int) -> str:
    reference = base.review.references_by_number.get(number)
    return f"{number} ({reference.key})" if reference else str(number)


def _claims(base: EvidenceBase, locator: str) -> tuple[list[Claim], list[Claim]]:
    """Return the claims that are asserted at a place, and others whose evidence is cited there."""
    claims = [base.review.claims[name] for name in sorted(base.review.claims)]
    asserting = [claim for claim in claims if locator in claim.record.asserted]
    citing = [c for c in claims if any(locator in e.at for e in c.evidence) and c not in asserting]
    return asserting, citing


def _listed(heading: str, claims: list[Claim]) -> Iterator[str]:
    if claims:
        yield from ("", f"{heading}:")
        yield from (f"  {claim.id}: {claim.text}" for claim in claims)
