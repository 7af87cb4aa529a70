"""The rule that holds an entry against its key and against what it says of its identity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.review.reference import IDENTITIES, YEAR
from claimweave.rules.bibliography import at_field, written_in
from claimweave.rules.registry import Tally, rule
from claimweave.words.pattern import pattern
from claimweave.words.spelling import folded
from claimweave.words.suggestions import slip_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference

_ALSO_NAMED = ("title", "shorttitle", "institution", "school", "organization", "publisher",
               "journal", "howpublished", "shortauthor", "collaboration")  # fmt: skip
"""Fields whose words may stand in a key, such as the name of a package or of an institution."""

_SMALL = frozenset({"a", "an", "and", "of", "for", "the", "in", "on", "de", "der", "und", "la"})
_UMLAUTS = pattern(r"(?<=[aou])e|(?<=a)a")


@rule("entries", exemptable=True, reads=BIBLIOGRAPHY)
def identity_mismatch(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """An entry contradicts what its key or its identity says.

    What it checks:
        `identity` is named, inferred or unidentified. An unidentified entry has no author, DOI or
        PMID, and one with a `reviewnumber` no `added` day. The year and the name in a key like
        Adler2001 are those of the entry, and the number in one like Ref17 is its `reviewnumber`.
        Accents do not count, and an umlaut may be spelt out: Mueller is Müller. A key may also
        name a body by its first letters (WHO2020), or a word of the title, such as a package.
    Why:
        An entry that says "nobody knows" and has a DOI is wrong in one of the two.
    Fails:
        @misc{Ref17, identity = {unidentified}, doi = {10.1000/barley}, …}
    How to mend:
        Correct the field. To give the work another key, `claimweave rename OLD NEW`. If both are
        right, say why in `claims/_review/exemptions.yml` under `identity-mismatch`.
    """
    for reference in base.review.references.values():
        tally.checked += 1
        faults = [*_identity_faults(reference), *_key_faults(reference)]
        if not faults or tally.exempt(reference.key):
            continue
        for field, message, help_ in faults:
            problem = Problem(at_field(base.review, reference, field), message, help_)
            slip = slip_of(reference.identity, IDENTITIES) if field == "identity" else None
            yield written_in(base.review, reference, field, slip, problem) if slip else problem


def _identity_faults(reference: Reference) -> Iterator[tuple[str, str, str]]:
    """Yield (field, what is wrong, how to mend it)."""
    if reference.identity and reference.identity not in IDENTITIES:
        message = f'"{reference.identity}" is not an identity'
        yield "identity", message, f"one of: {', '.join(IDENTITIES)}"
    if reference.identity == "unidentified":
        for field in ("doi", "pmid", "author"):
            if reference.field(field):
                message = f"{reference.key} is unidentified, and has a {field}"
                yield (
                    field,
                    message,
                    "make it inferred or named; if this is not the work, the field goes",
                )
    if reference.field("reviewnumber") and reference.field("added"):
        message = f"{reference.key} has a number in the review, and a day on which it was added"
        yield "added", message, "keep the number if the review cites it, and the day if it does not"


def _key_faults(reference: Reference) -> Iterator[tuple[str, str, str]]:
    help_ = "correct the field; to give it another key: claimweave rename"
    numbered = re.fullmatch(r"Ref([0-9]{1,6})", reference.key)
    if numbered and reference.number is not None and int(numbered.group(1)) != reference.number:
        yield "reviewnumber", f"{reference.key} has the reviewnumber {reference.number}", help_
    dated = re.fullmatch(r"([^\W\d_]+?)((?:19|20)[0-9]{2})[a-z]?", reference.key)
    if not dated:
        return
    name, year = dated.groups()
    if YEAR.fullmatch(reference.year) and year not in _years(reference):
        yield "year", f"the key says {year}, the entry {reference.year}", help_
    known = reference.authors or reference.editors
    if known and not _is_named(name, reference):
        field = "author" if reference.authors else "editor"
        yield field, f"the key says {name}, the entry {known[0].family}", help_


def _years(reference: Reference) -> set[str]:
    """Return the years that an entry has: also that of the end, and of the first edition."""
    dates = (reference.date, reference.date.end, reference.date_in("origdate"))
    return {reference.year, *(str(date.year) for date in dates if date)}


def _is_named(name: str, reference: Reference) -> bool:
    """Whether the name in a key is that of the first author, or stands elsewhere in the entry."""
    first = (reference.authors or reference.editors)[0]
    for spelt in (_letters, _without_umlauts):
        key, family = spelt(name), spelt(first.family)
        if not family or key in family or family in key:
            return True
    wanted = _letters(name)
    if first.literal and wanted in _initials(first.literal):
        return True
    texts = [reference.field(field) for field in _ALSO_NAMED]
    words = {_letters(word) for text in texts for word in re.findall(r"[\w.+-]+", text)}
    return wanted in words or any(wanted in _initials(text) for text in texts)


def _initials(text: str) -> set[str]:
    """Return the first letters of a name in words, with and without the small ones."""
    words = re.findall(r"\w+", folded(text))
    every = "".join(word[0] for word in words)
    large = "".join(word[0] for word in words if word not in _SMALL)
    return {every, large} - {""}


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", folded(text))


def _without_umlauts(text: str) -> str:
    """Return letters with umlauts in one spelling: `Mueller` and `Müller` are `muller`."""
    return _UMLAUTS.sub("", _letters(text))
