"""Rules about the fields of an entry: none is missing, malformed or misspelt."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem, Span, meant
from claimweave.review.entry_words import KINDS, misspelt_fields
from claimweave.review.fields import is_day
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.review.reading.bibtex_places import kind_span
from claimweave.review.reference import IDENTITIES, YEAR
from claimweave.rules.bibliography import at_field
from claimweave.rules.registry import Tally, rule
from claimweave.words.suggestions import slip_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review

_NO_YEAR = ("inpreparation", "submitted", "forthcoming", "inpress", "prepublished", "undated")
"""What `pubstate` says of a work without a year: biblatex's words for one that has not appeared,
and ours for one that does not say when it did."""

_PAGES = re.compile(r"([0-9]{1,9})\s*[-\u2010-\u2015]{1,3}\s*([0-9]{1,9})")

_WANTED = {
    "named": ("author", "year", "title", "metadatasource"),
    "inferred": ("author", "title", "note", "metadatasource"),
    "unidentified": ("title", "note"),
}


@rule("entries", reads=BIBLIOGRAPHY)
def missing_field(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """An entry lacks a field that its kind of identity needs.

    What it checks:
        Each entry has a title and an `identity`. A named one has author, year and
        `metadatasource`; an inferred one author, `metadatasource` and a note that says why; an
        unidentified one a note. Editors stand for authors in what is no article. All but the
        review itself have a `reviewnumber`, or an `added` date when the review does not cite them.
        A year has four digits. A work that has not appeared yet says so in `pubstate` (`inpress`,
        `forthcoming`, `submitted`, `inpreparation`, `prepublished`), and so does one that says
        nowhere when it appeared (`undated`): they need none. Pages do not run backwards.
    Why:
        Readers must be able to look a reference up, or be told that nobody can yet.
    Fails:
        @misc{Ref17, title = {Reference 17 of the source review}}
    How to mend:
        Add the field. If nobody has seen it, the identity is `unidentified`.
    """
    review = base.review
    faulty = _faulty(review)
    for reference in review.references.values():
        if reference.key in faulty:
            tally.skip("what it lacks may stand in what cannot be read")
            continue
        tally.checked += 1
        yield from _unsaid(review, reference)
        yield from _malformed(review, reference)
        for field in _lacking(reference):
            message = f"{reference.key} lacks the field {field}"
            help_ = f"needed when identity is {reference.identity or 'not given'}"
            yield Problem(at_field(review, reference), message, help_)


def _faulty(review: Review) -> set[str]:
    """Return the keys of entries with a fault of their own, or with one right behind them."""
    lines = [reference.entry.line for reference in review.references.values()]
    keys = list(review.references)
    return {
        keys[behind - 1]
        for problem in review.problems
        if problem.rule == "invalid-bibtex" and isinstance(problem.where, Span)
        if (behind := bisect_right(lines, problem.where.line))
        and problem.where.path == BIBLIOGRAPHY
    }


def _unsaid(review: Review, reference: Reference) -> Iterator[Problem]:
    """Yield what an entry does not say of its place in the review and of its identity."""
    placed = reference.field("reviewnumber") or reference.field("added")
    is_cited = review.source_key in review.references and reference.key != review.source_key
    if is_cited and not placed:
        help_ = "its number in the source review, or added = {2026-01-31} if it has none"
        span = at_field(review, reference)
        yield Problem(span, f"{reference.key} lacks the field reviewnumber", help_)
    if not reference.identity:
        help_ = f"one of: {', '.join(IDENTITIES)}"
        span = at_field(review, reference)
        yield Problem(span, f"{reference.key} lacks the field identity", help_)


def _malformed(review: Review, reference: Reference) -> Iterator[Problem]:
    """Yield the numbers and days of an entry that are none."""
    added, year = reference.field("added"), reference.year
    if reference.field("reviewnumber") and reference.number is None:
        span = at_field(review, reference, "reviewnumber")
        yield Problem(span, "reviewnumber is not a whole number", "write digits only")
    if added and not is_day(added):
        span = at_field(review, reference, "added")
        yield Problem(span, f'"{added}" is no day', "write 2026-01-31")
    if year and not YEAR.fullmatch(year):
        span = at_field(review, reference, "year")
        yield Problem(span, f'"{year[:40]}" is no year', _year_help(year))
    pages = _PAGES.fullmatch(reference.field("pages"))
    if pages and len(pages[1]) == len(pages[2]) and int(pages[1]) > int(pages[2]):
        span = at_field(review, reference, "pages")
        message = f"the pages run backwards, from {pages[1]} to {pages[2]}"
        yield Problem(span, message, "look them up, and correct the first or the last")


def _lacking(reference: Reference) -> Iterator[str]:
    """Yield the fields that an entry needs and lacks; a misspelt one is told as such."""
    told = set(misspelt_fields(reference.entry.fields).values())
    if reference.field("pubstate") in _NO_YEAR:
        told.add("year")
    if reference.editors and reference.entry.kind != "article":
        told.add("author")  # an edited book, a report of a body
    for field in _WANTED.get(reference.identity, ("title",)):
        if not reference.field(field) and field not in told:
            yield field


def _year_help(text: str) -> str:
    """Return how a year is written, or how to say that there is none."""
    if re.fullmatch(r"[12][0-9]{3}[a-z]", text):
        return f"write {text[:4]}; the letter stands in the key"
    if re.search(r"press|forthcoming|submitted|preparation|accepted", text, re.IGNORECASE):
        return "leave the year out, and write pubstate = {inpress}, or another of biblatex's words"
    if re.search(r"[0-9]{4}\s*[/–-]", text):
        return "write date = {2019/2020} for a range, or the one year in which it appeared"
    return "write four digits; if it says none, leave the year out, and write pubstate = {undated}"


@rule("entries", reads=BIBLIOGRAPHY)
def misspelt_entry(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """The kind of an entry does not exist, or a field has a misspelt name.

    What it checks:
        The kind of each entry (`@article`) is no misspelt one of BibTeX or biblatex. No field has
        a name that is but one letter away from one that is used here. Other fields may be added
        freely.
    Why:
        A reader that does not know a kind or a field passes it over, and what it says is in no
        citation.
    Fails:
        @artcle{Adler2001,
          auhtor = {Adler, Ida},
    How to mend:
        Write the word that the message suggests. What has no kind of its own is `@misc`.
    """
    for reference in base.review.references.values():
        tally.checked += 1
        kind = reference.entry.kind
        slip = slip_of(kind, KINDS) if kind not in KINDS else ""
        if slip:
            message = f"there is no kind of work @{kind}"
            span = kind_span(base.review.files[BIBLIOGRAPHY], reference.entry)
            yield meant(span, message, slip)
        for name, right in misspelt_fields(reference.entry.fields).items():
            message = f'the field "{name}" is used by nothing, and looks like a misspelt {right}'
            span = at_field(base.review, reference, name)
            problem = meant(span, message, right)
            if right in reference.entry.fields:
                help_ = f"put what both say into {right}"
                problem = Problem(span, message, help_)
            yield problem
