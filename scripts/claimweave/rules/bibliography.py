"""Rules about the bibliography: readable, complete, used, and honest about identity."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import Problem, Span
from claimweave.references.doi import DOI, without_address
from claimweave.review.reading.bibtex_reader import field_span, value_span
from claimweave.review.reference import IDENTITIES, YEAR
from claimweave.review.review import BIBLIOGRAPHY
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.words.spelling import folded
from claimweave.words.suggestions import slip_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review


def at_field(review: Review, reference: Reference, field: str | None = None) -> Span:
    """Return where an entry's key stands, or one of its fields."""
    return field_span(review.files[BIBLIOGRAPHY], reference.entry, field)


@rule("files")
def invalid_bibtex(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """An entry of the bibliography cannot be read.

    What it checks:
        `bibliography.bib` is readable, and nothing in it is passed over: no entry lacks a brace,
        a quote, a comma or a key, and none has a field twice. No other bibliography lies beside
        it.
    Why:
        BibTeX readers drop what they cannot read, and the reference is gone without a word.
    Fails:
        @article{Adler2001,
          title = {Nitrate before sowing,
          year = {2018}
        }
    How to mend:
        Close the field's brace. The entries after it are read again.
    """
    tally.checked = base.review.files_read.get("invalid-bibtex", 0)
    yield from problems_read(base.review, "invalid-bibtex")


@rule("entries", exemptable=True, reads=BIBLIOGRAPHY)
def unused_reference(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A reference is in the bibliography, and no claim cites it.

    What it checks:
        Each entry is cited by at least one claim.
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
    for reference in review.references.values():
        if reference.key in cited or reference.key == review.source_key:
            tally.checked += 1
        elif review.settings is None and not reference.number:
            tally.skip("it may be the source review: review.yml cannot be read")
        elif reference.key in review.unreadable_text:
            tally.skip("a claim file that may cite it cannot be read")
        elif not tally.exempt(reference.key):
            tally.checked += 1
            span = at_field(review, reference)
            help_ = "cite it in a claim, remove it, or give a reason in exemptions.yml"
            yield Problem(span, f"no claim cites {reference.key}", help_)


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
        for field, value in (("doi", DOI), ("pmid", re.compile(r"\d{1,9}")),
                             ("url", re.compile(r"https?://[!-~]+"))):  # fmt: skip
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
        return replace(problem, help=_FORMS[field])
    return written_in(review, reference, field, bare, problem)


def written_in(
    review: Review, reference: Reference, field: str, text: str, problem: Problem
) -> Problem:
    """Return a problem with the text that a field should have as its help, and as its fix."""
    span = value_span(review.files[BIBLIOGRAPHY], reference.entry, field)
    fix = Fix(f"write {text}", (Edit(span, text),), safe=True) if span else None
    return replace(problem, help=f"write {text}", fix=fix)


@rule("entries", reads=BIBLIOGRAPHY)
def identity_mismatch(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """An entry contradicts what its key or its identity says.

    What it checks:
        `identity` is named, inferred or unidentified. An unidentified entry has no author, DOI or
        PMID, and one with a `reviewnumber` no `added` day. The year and the name in a key are
        those of the entry, accents aside, and the number in a key like Ref17 is its
        `reviewnumber`.
    Why:
        An entry that says "nobody knows" and has a DOI is wrong in one of the two.
    Fails:
        @misc{Ref17, identity = {unidentified}, doi = {10.1000/barley}, …}
    How to mend:
        Correct the field. To give the work another key, `claimweave rename OLD NEW`.
    """
    review = base.review
    for reference in review.references.values():
        tally.checked += 1
        if reference.identity and reference.identity not in IDENTITIES:
            span = at_field(review, reference, "identity")
            message = f'"{reference.identity}" is not an identity'
            problem = Problem(span, message, f"one of: {', '.join(IDENTITIES)}")
            slip = slip_of(reference.identity, IDENTITIES)
            if slip:
                problem = written_in(review, reference, "identity", slip, problem)
            yield problem
        if reference.identity == "unidentified":
            for field in ("doi", "pmid", "author"):
                if reference.field(field):
                    span = at_field(review, reference, field)
                    message = f"{reference.key} is unidentified, and has a {field}"
                    yield Problem(span, message, "make it inferred or named, or remove the field")
        if reference.field("reviewnumber") and reference.field("added"):
            message = f"{reference.key} has a number in the review, and a day on which it was added"
            help_ = "keep the number if the review cites it, and the day if it does not"
            yield Problem(at_field(review, reference, "added"), message, help_)
        for field, message in _key_faults(reference):
            help_ = "correct the field; to give it another key: claimweave rename"
            yield Problem(at_field(review, reference, field), message, help_)


def _key_faults(reference: Reference) -> Iterator[tuple[str, str]]:
    numbered = re.fullmatch(r"Ref([0-9]{1,6})", reference.key)
    if numbered and reference.number is not None and int(numbered.group(1)) != reference.number:
        yield "reviewnumber", f"{reference.key} has the reviewnumber {reference.number}"
    dated = re.fullmatch(r"([A-Za-z]+?)((?:19|20)\d\d)[a-z]?", reference.key)
    if not dated:
        return
    name, year = dated.groups()
    if YEAR.fullmatch(reference.year) and reference.year != year:
        yield "year", f"the key says {year}, the entry {reference.year}"
    family = re.sub(r"[^a-z]", "", folded(reference.authors[0].family)) if reference.authors else ""
    if family and name.lower() not in family and family not in name.lower():
        yield "author", f"the key says {name}, the entry {reference.authors[0].family}"
