"""Rules about study sheets: what a cited source reports, and where that was read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from claimweave.diagnostics.problem import AtKey, Problem, Span, moving
from claimweave.evidence.finding_text import decimal_text
from claimweave.identifiers.doi import without_address
from claimweave.review.key_word import sheet_name
from claimweave.review.paths import STUDIES
from claimweave.rules.cohorts import cohort_faults
from claimweave.rules.registry import Tally, problems_read, rule
from claimweave.words.suggestions import misspelling_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review
    from claimweave.review.study import Estimate, Study


BRING_BACK = (
    "bring the entry of the work that was read back into bibliography.bib; if it has another key "
    "now, rename the sheet to that key"
)


@rule("study sheets", optional=True)
def invalid_study(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A study sheet does not have the form of one.

    What it checks:
        Each file in `claims/_studies/` ends in `.yml`, and has the fields of a study sheet and no
        others, each of the right type and with an allowed value. An estimate is a finite number,
        and lies within its interval, whose lower end is the lower one; what the vocabulary calls a
        ratio lies above 0, interval and all. None of its findings stands in it twice, and no two
        sheets belong to one reference. No two cohorts have names that look like one, and none is
        called "none" or "unknown".
    Why:
        What a source reports decides whether the review's use of it agrees.
    Fails:
        design: meta-analysis
        read: abstracts
    How to mend:
        The message names the field, what is allowed there, and the nearest allowed word.
    """
    tally.checked = base.review.files_read.get("invalid-study", 0)
    yield from problems_read(base.review, "invalid-study")
    for study in base.review.studies.values():
        findings = study.record.findings
        for index, finding in enumerate(findings):
            if finding in findings[:index]:
                where = AtKey(study.path, ("findings", index))
                yield Problem(
                    where, "this finding stands here twice", "remove this one: both say the same"
                )
            yield from _ratio_faults(base.review, study.path, index, finding.estimate)
    yield from cohort_faults(base.review.studies.values())


def _ratio_faults(
    review: Review, path: str, index: int, estimate: Estimate | None
) -> Iterator[Problem]:
    """Yield each end of a ratio, and its value, that no ratio can have."""
    known = review.measures.get(estimate.measure) if estimate else None
    if estimate is None or known is None or known.scale != "ratio":
        return
    for name in ("value", "low", "high"):
        number = getattr(estimate, name)
        if number is not None and number <= 0:
            where = AtKey(path, ("findings", index, "estimate", name))
            message = f"{estimate.measure} is a ratio, and no ratio is {decimal_text(number)}"
            help_ = "look it up in the source: it may be a logarithm, or a difference"
            yield Problem(where, message, help_)


@rule("study sheets", optional=True)
def study_without_reference(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A study sheet belongs to no entry of the bibliography, or to one that nobody can have read.

    What it checks:
        The name of each file in `claims/_studies/` is the key of an entry. The entry is not
        unidentified, and not the review's own.
    Why:
        A sheet without its reference is never shown and never counted. What a work reports can
        be known only by somebody who knows which work it is.
    Fails:
        claims/_studies/Addler2001.yml, where the entry is called Adler2001
    How to mend:
        Rename the file to the entry's key; letter case counts.
    """
    known = base.review.references
    for study in base.review.studies.values():
        if base.review.may_have_key(study.key):
            tally.skip("its entry in the bibliography cannot be read")
            continue
        tally.checked += 1
        if study.key not in known:
            message = f'no entry of the bibliography is called "{study.key}"'
            near = misspelling_of(study.key, known)
            free = near if near and near not in base.review.studies else ""
            to = f"{STUDIES}/{sheet_name(free)}.yml" if free else ""
            help_ = f"rename it to {to}" if to else BRING_BACK
            fix = moving(study.path, to) if to else None
            yield Problem(Span(study.path), message, help_, fix=fix)
        elif study.key == base.review.source_key:
            message = f"{study.key} is the review itself: what it reports is said by claims"
            yield Problem(Span(study.path), message, "move what it says into claims")
        elif known[study.key].identity == "unidentified":
            message = f"nobody knows which work {study.key} is, and this sheet says what it reports"
            help_ = "say in the bibliography which work it is, or give the sheet its right name"
            yield Problem(Span(study.path), message, help_)


@rule("study sheets with findings or an address", optional=True)
def finding_without_place(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A finding does not say where it was read, or was read elsewhere than in its source.

    What it checks:
        A study sheet with findings has `where`. Any `where` is an http or https address, and one
        of the entry's own: it holds its whole DOI or PMID, or stands in its `url` or
        `metadatasource`. If data or a program were looked at, the sheet says which `version`, or
        on which day they were `seen`.
    Why:
        Nothing about a reference is invented: whoever doubts a finding can go and read it. Data and
        programs change under one address.
    Fails:
        read: abstract
        where: null
        findings: [{nutrient: nitrate, crop: barley, question: yield, direction: positive, …}]
    How to mend:
        Write the address of the page where you read it. If that is not the entry's DOI or
        PubMed page, add it to the entry's `metadatasource`.
    """
    for study in base.review.studies.values():
        reference = base.review.references.get(study.key)
        if not study.record.findings and study.record.where is None:
            continue
        if reference is None:
            tally.skip("its entry in the bibliography is missing or cannot be read")
            continue
        tally.checked += 1
        yield from _changing(study)
        if study.record.where is None:
            message = "findings without `where`: nobody can see where they were read"
            help_ = f"add the page's address to {study.path}"
            yield Problem(AtKey(study.path, ("findings",), on_key=True), message, help_)
        elif not _is_place_of(reference, study.record.where):
            message = f"this address is not one of the entry {reference.key}"
            help_ = "it should hold the entry's DOI or PMID, or stand in its metadatasource"
            yield Problem(AtKey(study.path, ("where",)), message, help_)


_CHANGING = {"data": "data were", "program": "program was"}


def _changing(study: Study) -> Iterator[Problem]:
    """Yield the problem of a sheet of data or a program, of which nobody can tell which it was."""
    record = study.record
    if record.read in _CHANGING and not (record.version or record.seen):
        message = f"nobody can tell which {_CHANGING[record.read]} looked at: it may have changed"
        help_ = "say its `version`, or on which day it was `seen`"
        yield Problem(AtKey(study.path, ("read",)), message, help_)


def _is_place_of(reference: Reference, where: str) -> bool:
    """Whether an address belongs to an entry; a part of a longer DOI or address does not count."""
    address = where.casefold()
    if not address.startswith(("https://", "http://")):
        return False
    seen = f"{reference.field('metadatasource')} {reference.field('url')}".casefold()
    listed = {known.rstrip("/.,;)") for known in re.findall(r"https?://[^\s<>\"]+", seen)}
    if address.rstrip("/") in listed:
        return True
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    path = f"{unquote(parts.path).rstrip('/')}/"
    values = {value for _, value in parse_qsl(parts.query)}
    own = (without_address(reference.field("doi")), reference.field("pmid"))
    return any(name and (f"/{name}/" in path or name in values) for name in own)
