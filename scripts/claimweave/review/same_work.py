"""Whether two entries are one work: by their key, their number, their identifiers, their title."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.identifiers.doi import doi_in_address, same_doi
from claimweave.identifiers.pubmed import pmid_in_address
from claimweave.review.like_titles import before_subtitle, words_of_title
from claimweave.review.same_title import SHORTEST_PART
from claimweave.words.pattern import pattern
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from claimweave.review.reference import Reference

SHORTEST_TITLE = 5
"""Titles of fewer words are alike by chance: such works are one when all else is the same, too."""

_ARCHIVE = pattern(r"rxiv|preprint|\bssrn\b|research square", re.IGNORECASE)
_DOI_OF_AN_ARCHIVE = pattern(
    r"10\.(?:48550/arxiv|1101/(?:[0-9]{4}\.[0-9]{2}\.[0-9]{2}\.)?[0-9]+(?:v[0-9]+)?\Z|64898/"
    r"|21203/rs\.|2139/ssrn|31234/|31219/|20944/|26434/|35542/)"
)
"""How DOIs begin that archives give to preprints: arXiv, bioRxiv, Research Square, SSRN, OSF."""

_ONLY_SOUGHT = frozenset({"title whole", "title before its subtitle"})
"""What a reference is known by to those alone that look for it: see `_without_subtitle`."""

LONGEST_TITLE = 40
"""Longer titles are compared as a whole: each word left out costs as much as the title is long."""

Seen = dict[tuple[str, str], "Reference"]
"""What earlier references are known by: (field, value) to the first that has it."""


BY_NUMBER = "reviewnumber"
"""The field that says which work of the review it is, and nothing about the work itself."""


def first_like(
    reference: Reference, seen: Seen, without: Collection[str] = (), *, titled: bool = True
) -> tuple[str, Reference] | None:
    """Return the field in which a reference is one that was seen, and that one; or note it.

    The field is `preprint` where one of the two seems to be the preprint of the other. What is in
    a field that it goes `without` shows nothing. It is `titled` unless its title is known to be
    like no other one (`with_like_titles`).
    """
    for field, value, wanted in _identifiers(reference, titled=titled):
        if field in without:
            continue
        if wanted:
            first = seen.get((field, wanted))
        else:
            first = seen.setdefault((field, value), reference)
            first = None if field in _ONLY_SOUGHT else first
        if first is None or first is reference:
            continue
        if field.startswith("title") and is_preprint(first) != is_preprint(reference):
            return "preprint", first
        if not _different_works(field, first, reference):
            return field.partition(" ")[0], first
    return None


def is_preprint(reference: Reference) -> bool:
    """Whether a reference says of itself that it is a preprint: by where it lies, or by its DOI."""
    doi, journal = _doi(reference), reference.field("journal")
    archive = reference.field("archiveprefix") or ("arxiv" if reference.field("eprint") else "")
    lies = _ARCHIVE.search(f"{archive} {journal} {reference.field('howpublished')}")
    return bool(_DOI_OF_AN_ARCHIVE.match(doi)) or (bool(lies) and (not doi or not journal))


def _identifiers(reference: Reference, *, titled: bool) -> Iterator[tuple[str, str, str]]:
    """Yield (field, what the entry is known by, or else what another must be known by).

    A title is known as a whole, with each word left open (one word differs), and with each word
    left out; the latter must meet a whole title, and the other way round (one word more or less).
    One of more than forty words is known as a whole only.
    """
    yield "key", reference.key.casefold(), ""
    if number := reference.field("reviewnumber"):
        yield BY_NUMBER, str(reference.number or number), ""
    if doi := _doi(reference):
        yield "doi", doi, ""
    if pmid := _pmid(reference):
        yield "pmid", pmid, ""
    if titled:
        yield from _titles(reference)


def _titles(reference: Reference) -> Iterator[tuple[str, str, str]]:
    """Yield the same of its title."""
    words = words_of_title(reference.title)
    yield from _without_subtitle(reference, words)
    if len(words) < SHORTEST_TITLE:
        yield from _short_title(reference, words)
        return
    whole = " ".join(words)
    yield "title", whole, ""
    yield "title one shorter", "", whole
    if len(words) > LONGEST_TITLE:
        return
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


def _without_subtitle(reference: Reference, words: list[str]) -> Iterator[tuple[str, str, str]]:
    """Yield a title without its subtitle, which must meet a whole title, and the other way round.

    Two titles that both have a subtitle are not held against each other: they may be two parts.
    """
    authors = reference.authors
    if not authors:
        return
    family = folded(authors[0].family)
    main = before_subtitle(reference.title)
    if len(main) < len(words):
        name = f"{family} {' '.join(main)}"
        if len(main) >= SHORTEST_PART:
            yield "title whole", "", name
            yield "title before its subtitle", name, ""
    elif len(words) >= SHORTEST_PART:
        name = f"{family} {' '.join(words)}"
        yield "title before its subtitle", "", name
        yield "title whole", name, ""


def _doi(reference: Reference) -> str:
    """Return the DOI of a reference in one writing, be it in `doi` or in its address."""
    return same_doi(reference.field("doi")) or doi_in_address(reference.field("url"))


def _pmid(reference: Reference) -> str:
    """Return the PMID of a reference, be it in `pmid`, in its address or in `eprint`."""
    if reference.field("pmid"):
        return reference.field("pmid").casefold()
    if reference.field("archiveprefix").casefold() == "pubmed":
        return reference.field("eprint")
    return pmid_in_address(reference.field("url"))


def _different_works(field: str, first: Reference, second: Reference) -> bool:
    dois = _doi(first), _doi(second)
    return field.startswith("title") and bool(dois[0] and dois[1]) and dois[0] != dois[1]
