"""Rules about the bibliography: readable, complete, used, and honest about identity."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import Problem, Span
from claimweave.identifiers.doi import DOI, without_address
from claimweave.review.paths import BIBLIOGRAPHY
from claimweave.review.reading.bibtex_places import field_span, value_span
from claimweave.rules.registry import Tally, problems_read, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review


def at_field(review: Review, reference: Reference, field: str | None = None) -> Span:
    """Return where an entry's key stands, or one of its fields."""
    named = reference.origin(field) if field else None
    return field_span(review.files[BIBLIOGRAPHY], reference.entry, named)


@rule("files")
def invalid_bibtex(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """An entry of the bibliography cannot be read.

    What it checks:
        `bibliography.bib` is readable, and nothing in it is passed over: no entry lacks a brace,
        a quote, a comma or a key, none says twice which work it is, no macro is without a
        definition, and no entry takes fields from one that is not there. Text between two entries
        is a comment, and so is a line that begins with a percent sign. No other bibliography lies
        beside it. A fault of one entry stays with it: all others are read.
    Why:
        BibTeX readers drop what they cannot read, and the reference is gone without a word.
    Fails:
        @article{Adler2001,
          title = {Nitrate before sowing,
          year = {2018}
        }
    How to mend:
        Close the field's brace. The entries after it are read all the same.
    """
    tally.checked = base.review.files_read.get("invalid-bibtex", 0)
    yield from problems_read(base.review, "invalid-bibtex")


@rule("entries", exemptable=True, reads=BIBLIOGRAPHY)
def unused_reference(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A reference is in the bibliography, and no claim cites it.

    What it checks:
        Each entry is cited by at least one claim, or another entry takes fields from it. While the
        review is a draft, one with a `reviewnumber`, or in a stub, may still wait for its claim:
        it is counted.
    Why:
        A reference that nothing rests on is either a claim that is missing, or should go.
    Fails:
        An entry Ref99 in `bibliography.bib`, and no claim with `cites: Ref99`.
    How to mend:
        Cite it where it belongs, or remove it. If it has to stay for a time, say why in
        `claims/_review/exemptions.yml` under `unused-reference`.
    """
    review = base.review
    cited = {e.cites for claim in review.claims.values() for e in claim.evidence}
    in_stubs = {e.cites for stub in review.stubs.values() for e in stub.rest.evidence}
    cited |= {key for one in review.references.values() for key in one.entry.parents}
    for reference in review.references.values():
        if reference.key in cited or reference.key == review.source_key:
            tally.checked += 1
        elif review.settings is None and not reference.number:
            tally.skip("it may be the source review: review.yml cannot be read")
        elif reference.key in review.unreadable_text:
            tally.skip("a claim file that may cite it cannot be read")
        elif reference.key in in_stubs and not review.is_draft:
            tally.skip("a stub cites it, which the rule unfinished-claim tells")
        elif not tally.exempt(reference.key):
            tally.checked += 1
            span = at_field(review, reference)
            help_ = (
                "cite it in a claim, or say in exemptions.yml why it stays; if nobody needs it, "
            )
            help_ += "it can go"
            waits = reference.number is not None or reference.key in in_stubs
            message = f"no claim cites {reference.key}"
            yield Problem(span, message, help_, not_yet=waits)


_IDENTIFIERS = {
    "doi": DOI,
    "pmid": re.compile(r"\d{1,9}"),
    "url": re.compile(r"https?://[!-~]+"),
}
"""Field to the form that it has."""


@rule("identifiers", optional=True, reads=BIBLIOGRAPHY)
def malformed_doi(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A DOI, PMID or address does not have the form of one.

    What it checks:
        A DOI begins with `10.` and has no address or full stop around it, a PMID has digits only,
        and a `url` begins with http:// or https://.
    Why:
        Pages make links of them, and duplicates are found by them.
    Fails:
        doi = {https://doi.org/10.1000/barley}
    How to mend:
        Keep what follows `doi.org/`.
    """
    for reference in base.review.references.values():
        for field, value in _IDENTIFIERS.items():
            text = reference.field(field)
            if not text:
                continue
            tally.checked += 1
            if not value.fullmatch(text):
                span = at_field(base.review, reference, field)
                message = f'"{text[:80]}" is not a valid {field}'
                yield _with_form(base.review, reference, field, Problem(span, message))


_FORMS = {
    "doi": "a DOI looks like 10.1000/182",
    "pmid": "a PMID has digits only",
    "url": "an address begins with https://",
}


def _with_form(review: Review, reference: Reference, field: str, problem: Problem) -> Problem:
    """Return the problem with the identifier as it should be, where that can be told."""
    text = reference.field(field)
    bare = without_address(text) if field == "doi" else text
    if field == "pmid" and (digits := re.fullmatch(r"\D*?(\d{1,9})/?", text)):
        bare = digits[1]
    if bare == text or (field == "doi" and not DOI.fullmatch(bare)):
        return problem._replace(help=_FORMS[field])
    return written_in(review, reference, field, bare, problem)


def written_in(
    review: Review, reference: Reference, field: str, text: str, problem: Problem
) -> Problem:
    """Return a problem with the text that a field should have as its help, and as its fix."""
    span = value_span(review.files[BIBLIOGRAPHY], reference.entry, field)
    fix = Fix(f"write {text}", (Edit(span, text),), safe=True) if span else None
    return problem._replace(help=f"write {text}", fix=fix)
