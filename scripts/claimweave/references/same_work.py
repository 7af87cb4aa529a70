"""Whether two entries are one work: by their key, their number, their identifiers, their title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.references import RefusedError
from claimweave.references.doi import without_address
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimweave.review.reference import Reference

SHORTEST_TITLE = 5
"""Titles of fewer words are alike by chance: such works are one when all else is the same, too."""

Seen = dict[tuple[str, str], "Reference"]
"""What earlier references are known by: (field, value) to the first that has it."""


class DuplicateError(RefusedError):
    """The work is in the bibliography already; the message says under which key."""


def refuse_known(new: Reference, others: Iterable[Reference]) -> None:
    """Hold a new reference against each other one, as the rule `duplicate-reference` does.

    Raises:
        DuplicateError: when it is there already.
    """
    for other in others:
        seen: Seen = {}
        first_like(other, seen)
        found = first_like(new, seen)
        if found:
            field = {"reviewnumber": "number in the review"}.get(found[0], found[0])
            message = f"{other.key} has the same {field}, so nothing was added"
            if other.identity == "unidentified":
                message += (
                    f"; to say which work it is: claimweave cite … --identifies {other.key}, "
                    'or the form "Identify a reference"'
                )
            raise DuplicateError(message, found[0])


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
    if reference.field("doi"):
        yield "doi", without_address(reference.field("doi")), ""
    if reference.field("pmid"):
        yield "pmid", reference.field("pmid").casefold(), ""
    words = re.findall(r"\w+", folded(reference.title))
    if len(words) < SHORTEST_TITLE:
        yield from _short_title(reference, words)
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


def _short_title(reference: Reference, words: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield a short title with all that else tells works apart: who, when, of what, and where."""
    named = reference.authors or reference.editors
    if not words or not named or not reference.year:
        return
    rest = map(reference.field, ("year", "journal", "booktitle", "volume", "number", "pages"))
    known = (reference.entry.kind, *(folded(name.family) for name in named), *map(folded, rest))
    yield "title of few words", "\n".join([" ".join(words), *known]), ""


def _different_works(field: str, first: Reference, second: Reference) -> bool:
    dois = without_address(first.field("doi")), without_address(second.field("doi"))
    return field.startswith("title") and bool(dois[0] and dois[1]) and dois[0] != dois[1]
