"""The rule that finds two entries for one work."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem
from claimweave.review.review import BIBLIOGRAPHY
from claimweave.rules.bibliography import at_field
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference

SHORTEST_TITLE = 5
"""Titles of fewer words are alike by chance."""


@rule("entries", exemptable=True, reads=BIBLIOGRAPHY)
def duplicate_reference(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Two entries are the same work.

    What it checks:
        No two entries share a key, a number, a DOI or a PMID (letter case does not count), and no
        two titles differ by at most one word. Titles that differ in a number only are two works,
        and so are entries whose DOIs differ.
    Why:
        A work that stands twice in the bibliography is counted as two studies.
    Fails:
        @article{Adler2001, doi = {10.1000/barley}, …}
        @article{Adler2001a, doi = {10.1000/BARLEY}, …}
    How to mend:
        Keep one entry, and let all claims cite its key.
    """
    review = base.review
    yield from problems_read(review, "duplicate-reference")
    seen: Seen = {}
    for reference in review.references.values():
        tally.checked += 1
        found = first_like(reference, seen)
        if found and not tally.exempt(reference.key):
            name, first = found
            alike = ", letter case aside" if name == "key" else ""
            message = f"{reference.key} has the same {name} as {first.key}{alike}"
            span = at_field(review, reference, name)
            yield Problem(span, message, "keep one of the two entries")


Seen = dict[tuple[str, str], "Reference"]
"""What earlier references are known by: (field, value) to the first that has it."""


def first_like(reference: Reference, seen: Seen) -> tuple[str, Reference] | None:
    """Return the field in which a reference is one that was seen, and that one; or note it."""
    for field, value, wanted in _identifiers(reference):
        first = seen.setdefault((field, value), reference) if not wanted else None
        first = seen.get((field, wanted)) if wanted else first
        if first is None or first is reference or _different_works(field, first, reference):
            continue
        return field.partition(" ")[0], first
    return None


def _identifiers(reference: Reference) -> Iterator[tuple[str, str, str]]:
    """Yield (field, what the entry is known by, or else what another must be known by).

    A title is known as a whole, with each word left open (one word differs), and with each word
    left out; the latter must meet a whole title, and the other way round (one word more or less).
    """
    yield "key", reference.key.casefold(), ""
    if reference.field("reviewnumber"):
        yield "reviewnumber", str(reference.number or reference.field("reviewnumber")), ""
    for field in ("doi", "pmid"):
        if reference.field(field):
            yield field, reference.field(field).casefold(), ""
    words = re.findall(r"\w+", folded(reference.title))
    if len(words) < SHORTEST_TITLE:
        return
    whole = " ".join(words)
    yield "title", whole, ""
    yield "title one shorter", "", whole
    for index, word in enumerate(words):
        if not any(c.isdigit() for c in word):
            shorter = " ".join([*words[:index], *words[index + 1 :]])
            yield "title", " ".join([*words[:index], "*", *words[index + 1 :]]), ""
            yield "title one shorter", shorter, ""
            yield "title", "", shorter


def _different_works(field: str, first: Reference, second: Reference) -> bool:
    dois = first.field("doi").casefold(), second.field("doi").casefold()
    return field.startswith("title") and bool(dois[0] and dois[1]) and dois[0] != dois[1]
