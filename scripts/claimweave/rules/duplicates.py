"""The rule that finds two entries for one work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import Problem
from claimweave.review.like_titles import with_like_titles
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.review.same_work import BY_NUMBER, Seen, first_like, is_preprint
from claimweave.rules.bibliography import at_field
from claimweave.rules.registry import Tally, problems_read, rule

HELP = (
    "let each claim cite one of the two, and put into its entry what both say; only then the other "
    "can go"
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review


@rule("entries", exemptable=True, reads=BIBLIOGRAPHY)
def duplicate_reference(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Two entries are the same work.

    What it checks:
        No two entries share a key, a number, a DOI or a PMID (letter case does not count, nor
        whether it stands in a field of its own or in the `url`), and no two titles differ by at
        most one word, or by a subtitle of one of them under the same first author;
        those of more than forty words are held against one another as a whole, and those of less
        than five are one when kind, names, year, journal or book, volume, issue and pages are the
        same, too. Titles that differ in a number only are two works, and so are entries whose DOIs
        differ. Of a preprint and a published work with the same title it is asked whether they are
        one.
    Why:
        A work that stands twice in the bibliography is counted as two studies.
    Fails:
        @article{Adler2001, doi = {10.1000/barley}, …}
        @article{Adler2001a, doi = {10.1000/BARLEY}, …}
    How to mend:
        Keep one entry, and let all claims cite its key. If both are meant, say why in
        `claims/_review/exemptions.yml` under `duplicate-reference`.
    """
    review = base.review
    yield from problems_read(review, "duplicate-reference")
    seen: Seen = {}
    alike = with_like_titles(review.references.values())
    for reference in review.references.values():
        tally.checked += 1
        found = first_like(reference, seen, titled=reference.key in alike)
        if found and not tally.exempt(reference.key):
            name, first = found
            yield _problem(review, reference, name, first)


def _problem(review: Review, reference: Reference, name: str, first: Reference) -> Problem:
    """Return what is said of a reference that is like another one."""
    if name == "preprint":
        early, late = (reference, first) if is_preprint(reference) else (first, reference)
        message = f"is {early.key} the preprint of {late.key}? They have the same title"
        help_ = "keep the published one, or say in exemptions.yml why both are meant"
        return Problem(at_field(review, reference, "title"), message, help_)
    if name == BY_NUMBER and not _same_but_for_the_number(reference, first):
        message = f"{reference.key} has the number {first.number} of {first.key}, and all else "
        message += "is another"
        help_ = "a number is that of one work in the review: correct it in one of the two; if both "
        help_ += f"are one work, {HELP}"
        return Problem(at_field(review, reference, name), message, help_)
    alike = ", letter case aside" if name == "key" else ""
    message = f"{reference.key} has the same {name} as {first.key}{alike}"
    held = name if reference.field(name) else "url" if name in ("doi", "pmid") else name
    return Problem(at_field(review, reference, held), message, HELP)


def _same_but_for_the_number(one: Reference, other: Reference) -> bool:
    seen: Seen = {}
    first_like(one, seen, {BY_NUMBER})
    return first_like(other, seen, {BY_NUMBER}) is not None
