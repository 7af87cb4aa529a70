"""Rules about the bibliography: readable, complete, used, and honest about identity."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from claimweave.diagnostics import Problem, Span
from claimweave.model.reference import IDENTITIES
from claimweave.model.review import BIBLIOGRAPHY
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.sources.bibtex_reader import field_span
from claimweave.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.model.reference import Reference
    from claimweave.model.review import Review

_DOI = re.compile(r"10\.\d{4,9}/[!-~]*[^\s.,;:]")
_WANTED = {
    "named": ("author", "year", "title", "metadatasource"),
    "inferred": ("author", "title", "note", "metadatasource"),
    "unidentified": ("title", "note"),
}


def at_field(review: Review, reference: Reference, field: str | None = None) -> Span:
    """Return where an entry's key stands, or one of its fields."""
    return field_span(review.files[BIBLIOGRAPHY], reference.entry, field)


@rule("files")
def invalid_bibtex(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """An entry of the bibliography cannot be read.

    What it checks:
        `bibliography.bib` is readable, and nothing in it is passed over: no entry lacks a brace,
        a quote, a comma or a key, and none has a field twice.
    Why:
        BibTeX readers drop what they cannot read, and the reference is gone without a word.
    Fails:
        @article{Kruse2018,
          title = {Inflammation and improvement,
          year = {2018}
        }
    How to mend:
        Close the field's brace. The entries after it are read again.
    """
    tally.checked = base.review.files_read.get("invalid-bibtex", 0)
    yield from problems_read(base.review, "invalid-bibtex")


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
        @article{Kruse2018, doi = {10.4088/JCP.17m11597}, …}
        @article{Kruse2018a, doi = {10.4088/jcp.17M11597}, …}
    How to mend:
        Keep one entry, and let all claims cite its key.
    """
    review = base.review
    yield from problems_read(review, "duplicate-reference")
    seen: dict[tuple[str, str], Reference] = {}
    for reference in review.references.values():
        tally.checked += 1
        for field, value in _identifiers(reference):
            first = seen.setdefault((field, value), reference)
            if first is not reference and not _different_works(field, first, reference):
                if tally.exempt(reference.key):
                    break
                message = f"{reference.key} has the same {field} as {first.key}"
                span = at_field(review, reference, field)
                yield Problem(span, message, "keep one of the two entries")
                break


def _identifiers(reference: Reference) -> Iterator[tuple[str, str]]:
    for field in ("reviewnumber", "doi", "pmid"):
        if reference.field(field):
            yield field, reference.field(field).casefold()
    words = re.findall(r"\w+", _folded(reference.title))
    if len(words) >= 5:  # noqa: PLR2004 - shorter titles are alike by chance
        yield "title", " ".join(words)
        for index, word in enumerate(words):
            if not any(c.isdigit() for c in word):
                yield "title", " ".join([*words[:index], "*", *words[index + 1 :]])


def _different_works(field: str, first: Reference, second: Reference) -> bool:
    dois = first.field("doi").casefold(), second.field("doi").casefold()
    return field == "title" and bool(dois[0] and dois[1]) and dois[0] != dois[1]


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
        elif reference.key in review.unreadable_text:
            tally.skip("a claim file that may cite it cannot be read")
        elif not tally.exempt(reference.key):
            tally.checked += 1
            span = at_field(review, reference)
            help_ = "cite it in a claim, remove it, or give a reason in exemptions.yml"
            yield Problem(span, f"no claim cites {reference.key}", help_)


@rule("entries", reads=BIBLIOGRAPHY)
def missing_field(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """An entry lacks a field that its kind of identity needs.

    What it checks:
        Each entry has a title and an `identity`. A named one has author, year and
        `metadatasource`; an inferred one author, `metadatasource` and a note that says why; an
        unidentified one a note. All but the review itself have a `reviewnumber`, or an `added`
        date when the review does not cite them.
    Why:
        Readers must be able to look a reference up, or be told that nobody can yet.
    Fails:
        @misc{Ref17, title = {Reference 17 of the source review}}
    How to mend:
        Add the field. If nobody has seen it, the identity is `unidentified`.
    """
    review = base.review
    for reference in review.references.values():
        tally.checked += 1
        span = at_field(review, reference)
        if not reference.field("reviewnumber") and not reference.field("added"):
            if reference.key != review.source_key:
                help_ = "its number in the source review, or added = {2026-01-31} if it has none"
                yield Problem(span, f"{reference.key} lacks the field reviewnumber", help_)
        elif reference.field("reviewnumber") and reference.number is None:
            span_ = at_field(review, reference, "reviewnumber")
            yield Problem(span_, "reviewnumber is not a whole number", "write digits only")
        if not reference.identity:
            help_ = f"one of: {', '.join(IDENTITIES)}"
            yield Problem(span, f"{reference.key} lacks the field identity", help_)
        for field in _WANTED.get(reference.identity, ("title",)):
            if not reference.field(field):
                message = f"{reference.key} lacks the field {field}"
                help_ = f"needed when identity is {reference.identity or 'not given'}"
                yield Problem(span, message, help_)


@rule("identifiers", optional=True, reads=BIBLIOGRAPHY)
def malformed_doi(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A DOI, PMID or address does not have the form of one.

    What it checks:
        A DOI begins with `10.` and has no address or full stop around it, a PMID has digits only,
        and a `url` begins with http:// or https://.
    Why:
        Pages make links of them, and duplicates are found by them.
    Fails:
        doi = {https://doi.org/10.1016/j.jad.2019.06.040}
    How to mend:
        Keep what follows `doi.org/`.
    """
    for reference in base.review.references.values():
        for field, value in (("doi", _DOI), ("pmid", re.compile(r"\d{1,9}")),
                             ("url", re.compile(r"https?://[!-~]+"))):  # fmt: skip
            text = reference.field(field)
            if not text:
                continue
            tally.checked += 1
            if not value.fullmatch(text):
                bare = re.sub(r"^(https?://)?(dx\.)?doi\.org/|^doi:\s*|[.,;:\s]+$", "", text)
                help_ = f"write {bare}" if field == "doi" and _DOI.fullmatch(bare) else ""
                span = at_field(base.review, reference, field)
                yield Problem(span, f'"{text[:80]}" is not a valid {field}', help_)


@rule("entries", reads=BIBLIOGRAPHY)
def identity_mismatch(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """An entry contradicts what its key or its identity says.

    What it checks:
        `identity` is named, inferred or unidentified. An unidentified entry has no author, DOI or
        PMID. The year and the name in a key are those of the entry, accents aside, and the number
        in a key like Ref17 is its `reviewnumber`.
    Why:
        An entry that says "nobody knows" and has a DOI is wrong in one of the two.
    Fails:
        @misc{Ref17, identity = {unidentified}, doi = {10.1016/j.jad.2019.06.040}, …}
    How to mend:
        Correct the field, or rename the key and each `cites` that means it.
    """
    review = base.review
    for reference in review.references.values():
        tally.checked += 1
        if reference.identity and reference.identity not in IDENTITIES:
            span = at_field(review, reference, "identity")
            message = f'"{reference.identity}" is not an identity'
            help_ = (
                f"{did_you_mean(reference.identity, IDENTITIES)} one of: {', '.join(IDENTITIES)}"
            )
            yield Problem(span, message, help_.strip())
        if reference.identity == "unidentified":
            for field in ("doi", "pmid", "author"):
                if reference.field(field):
                    span = at_field(review, reference, field)
                    message = f"{reference.key} is unidentified, and has a {field}"
                    yield Problem(span, message, "make it inferred or named, or remove the field")
        for field, message in _key_faults(reference):
            help_ = "correct the field, or rename the key and each `cites`"
            yield Problem(at_field(review, reference, field), message, help_)


def _key_faults(reference: Reference) -> Iterator[tuple[str, str]]:
    numbered = re.fullmatch(r"Ref(\d+)", reference.key)
    if numbered and reference.number is not None and int(numbered.group(1)) != reference.number:
        yield "reviewnumber", f"{reference.key} has the reviewnumber {reference.number}"
    dated = re.fullmatch(r"([A-Za-z]+?)((?:19|20)\d\d)[a-z]?", reference.key)
    if not dated:
        return
    name, year = dated.groups()
    if reference.year and reference.year != year:
        yield "year", f"the key says {year}, the entry {reference.year}"
    family = (
        re.sub(r"[^a-z]", "", _folded(reference.authors[0].family)) if reference.authors else ""
    )
    if family and name.lower() not in family and family not in name.lower():
        yield "author", f"the key says {name}, the entry {reference.authors[0].family}"


def _folded(text: str) -> str:
    """Lower-case without accents: `Więdłocha` and `Wiedlocha` are one name."""
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("ø", "o"))
    return "".join(c for c in plain if not unicodedata.combining(c)).casefold()
