"""Rules about what is read of an entry: names that are none, and texts with no plain form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem
from claimweave.review.entry_words import KINDS
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.review.reading.bibtex_places import kind_span
from claimweave.review.reading.entry_values import is_shown, read_value
from claimweave.rules.bibliography import at_field
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference

_NAMES = (
    "author",
    "editor",
    "translator",
    "bookauthor",
    "editora",
    "editorb",
    "editorc",
    "afterword",
    "foreword",
    "introduction",
    "commentator",
    "annotator",
    "holder",
)
"""Fields that are lists of names."""

MOST_SHOWN = 3
"""Pieces of a field that a message shows; the others are counted."""


@rule("entries", reads=BIBLIOGRAPHY)
def malformed_name(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A list of names is none.

    What it checks:
        In `author`, `editor` and the other fields of persons, `and` stands between two names.
        A name is `Family, Given`, `Given Family`, `Family, Jr., Given`, or
        `family=…, given=…, prefix=…`; a body stands in braces. A list that leaves names out ends
        with `and others`. No name is empty, and none has a semicolon, an `et al.`, a `&` outside
        of braces, or commas that make it look like several.
    Why:
        What is no list is read as one odd name, and each citation shows it so.
    Fails:
        author = {Adler, I., Brandt, O., Cole, A.}
    How to mend:
        Write `Adler, I. and Brandt, O. and Cole, A.`, and a body as `{Ministry of Fields}`.
    """
    for reference in base.review.references.values():
        tally.checked += 1
        for field in _NAMES:
            if field not in reference.entry.fields:
                continue
            for fault in reference.names(field).faults:
                message, _, help_ = fault.partition(": ")
                span = at_field(base.review, reference, field)
                yield Problem(span, f"the {field} of {reference.key} is no list: {message}", help_)


@rule("entries", severity="warning", reads=BIBLIOGRAPHY)
def misread_entry(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A part of an entry is read otherwise than it may be meant.

    What it checks:
        Each command of LaTeX, each formula, and each sub- or superscript in a field that is shown
        has a plain form. What has none stays as it is written. No field and no `@string` stands
        twice, `year` and `date` agree, and the kind of a work is one that BibTeX or biblatex has.
        This is a warning, and does not fail a build.
    Why:
        Readers see the command in place of what it prints, or only one of two values.
    Fails:
        title = {Barley at $10^{0.5}$ plots}
    How to mend:
        Write the sign itself, or the words: bibliographies are UTF-8. Keep one of two fields.
    """
    yield from problems_read(base.review, "misread-entry")
    for reference in base.review.references.values():
        tally.checked += 1
        yield from _texts(base, reference)
        yield from _unknown_kind(base, reference)
        date, year = reference.entry.fields.get("date", ""), reference.entry.fields.get("year", "")
        if date and year and not date.startswith(year):
            message = f"{reference.key} says two dates: {date} and {year}; the first counts"
            yield Problem(at_field(base.review, reference, "date"), message, "keep one of the two")


_AS_WRITTEN = (
    "has no plain form, and stays as it is written",
    "write the sign itself or its name in words",
)
_LEFT_OUT = (
    "is left out, because it is never printed",
    "put an address into the field url, or remove it",
)
"""What is said of a piece of a field, and the help."""


def _texts(base: EvidenceBase, reference: Reference) -> Iterator[Problem]:
    """Yield what has no plain form, once for each field."""
    entry = reference.entry
    for name in entry.lines:
        source = entry.sources.get(name, "")
        if not ("\\" in source or "$" in source or "<" in source) or not is_shown(name):
            continue
        found = read_value(name, source)
        told = ((found.as_written, _AS_WRITTEN), (found.left_out, _LEFT_OUT))
        for pieces, (what, help_) in told:
            if pieces:
                message = f"in the {name} of {reference.key}, {_shown(pieces)} {what}"
                yield Problem(at_field(base.review, reference, name), message, help_)


def _shown(pieces: tuple[str, ...]) -> str:
    shown = ", ".join(" ".join(piece.split())[:60] for piece in pieces[:MOST_SHOWN])
    more = len(pieces) - MOST_SHOWN
    return f"{shown} and {more} more" if more > 0 else shown


def _unknown_kind(base: EvidenceBase, reference: Reference) -> Iterator[Problem]:
    """Yield a kind that nobody knows; one that looks misspelt is told as such elsewhere."""
    kind = reference.entry.kind
    if kind not in KINDS and not did_you_mean(kind, KINDS):
        span = kind_span(base.review.files[BIBLIOGRAPHY], reference.entry)
        message = f"there is no kind of work @{kind}: it is read as @misc"
        yield Problem(span, message, "write the kind that BibTeX or biblatex has for it")
