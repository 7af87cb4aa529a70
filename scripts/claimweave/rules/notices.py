"""Rules about what became of the references since: read offline, from the dated file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.evidence.notices import NoticeStatus, notice_status
from claimweave.review.paths import BIBLIOGRAPHY, NOTICES
from claimweave.review.same_title import RETRACTED_TITLE, same_title
from claimweave.rules.bibliography import at_field
from claimweave.rules.registry import Tally, rule
from claimweave.words.counting import listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.notices import Notice, NoticeKind
    from claimweave.review.reference import Reference

_SKIPPED = {
    "no-doi": "it has no DOI, so nobody can look it up",
    "not-looked-up": "it was not looked up yet: claimweave verify does so",
}
_REASON = "say in exemptions.yml, under {rule}, why it stays"


@rule("references", optional=True, exemptable=True, reads=NOTICES)
def retracted_reference(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim cites a reference that has been retracted.

    What it checks:
        By `claims/_review/notices.yml`, no reference that a claim cites was retracted, withdrawn
        or removed, and no title begins as those of retracted works do (`RETRACTED: …`). A
        reference that nobody has looked up, or whose look-up failed, is skipped and counted as
        such: it is unknown, and not clean.
    Why:
        A claim must not rest on a work that its own publisher has taken back, unless readers are
        told why it still does.
    Fails:
        evidence:
          - cites: Adler2001    # retracted in 2010, by notices.yml
    How to mend:
        Remove the citation. If it has to stay, as it does where the review itself cites the work,
        say why in `claims/_review/exemptions.yml` under `retracted-reference`: the site shows it.
    """
    yield from _titles(base, tally)
    for reference, status in _known(base, tally, _state_known):
        cited = base.uses_by_reference[reference.key]
        if status.state != "retracted" or not cited or tally.exempt(reference.key):
            continue
        notice = _shown(status, "retraction")
        help_ = f"{_REASON.format(rule=tally.rule)}; if it should not, take the citation out"
        for use in cited:
            index = use.claim.evidence.index(use.evidence)
            where = AtKey(use.claim.path, ("evidence", index, "cites"))
            yield Problem(where, f"{reference.key} was retracted{notice}", help_)


def _titles(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """Yield the references whose own title says that they were retracted: it needs no look-up."""
    for reference in base.review.references.values():
        title = reference.title
        said = RETRACTED_TITLE.match(title) or title.startswith("RETRACTED")
        known = notice_status(base.review, reference).state == "retracted"
        if not said or known or tally.exempt(reference.key):
            continue
        tally.checked += 1
        message = f"the title of {reference.key} says that it was retracted"
        help_ = f"{_REASON.format(rule=tally.rule)}; if it should not, take its citations out"
        yield Problem(at_field(base.review, reference, "title"), message, help_)


@rule("references", severity="warning", optional=True, exemptable=True, reads=NOTICES)
def expression_of_concern(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A reference is under an expression of concern.

    What it checks:
        By `claims/_review/notices.yml`, no reference is under an expression of concern. This is a
        warning, and does not fail a build. Corrections are shown on the site, and are no warning.
    Why:
        Editors who doubt a work say so before they know whether to retract it.
    Fails:
        An entry Adler2001 in `bibliography.bib`, and a notice of the kind `concern` on its DOI.
    How to mend:
        Read the notice. If the reference stays, say why in `claims/_review/exemptions.yml` under
        `expression-of-concern`.
    """
    for reference, status in _known(base, tally, _state_known):
        if status.state == "concern" and not tally.exempt(reference.key):
            notice = _shown(status, "concern")
            message = f"{reference.key} is under an expression of concern{notice}"
            help_ = f"read the notice, and {_REASON.format(rule=tally.rule)}"
            yield Problem(at_field(base.review, reference, "doi"), message, help_)


@rule("references", severity="warning", optional=True, exemptable=True, reads=NOTICES)
def doi_mismatch(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A DOI leads to another work than its entry says, or nowhere.

    What it checks:
        By `claims/_review/notices.yml`, Crossref knows each DOI, and its title and year are those
        of the entry. Titles are compared by their words: case, accents, punctuation, a subtitle,
        and up to 15 of 100 words may differ. The year may be that of print or online publication.
        This is a warning, and does not fail a build.
    Why:
        A DOI with a wrong digit sends readers to another work, and notices are looked up by it.
    Fails:
        doi = {10.1000/barley}    and Crossref has a work about beans there
    How to mend:
        Correct the DOI, the title or the year. A DOI that another registry than Crossref has given
        out, as for a data set, is exempted with that reason under `doi-mismatch`.
    """
    for reference, status in _known(base, tally, _title_known):
        differences = list(_differences(reference, status))
        if differences and not tally.exempt(reference.key):
            help_ = f"correct the entry, or {_REASON.format(rule=tally.rule)}"
            for field, message in differences:
                yield Problem(at_field(base.review, reference, field), message, help_)


def _known(
    base: EvidenceBase, tally: Tally, judged: Callable[[NoticeStatus], bool]
) -> Iterator[tuple[Reference, NoticeStatus]]:
    """Yield each reference that can be judged; the others are skipped with the reason.

    An exemption of what cannot be judged now is neither needed nor needless.
    """
    review = base.review
    for reference in review.references.values():
        status = notice_status(review, reference)
        reason = ""
        if NOTICES in review.broken:
            reason = f"{NOTICES} cannot be read"
        elif BIBLIOGRAPHY in review.broken:
            reason = f"{BIBLIOGRAPHY} cannot be read"
        elif not judged(status):
            reason = _SKIPPED.get(str(status.why), "its look-up failed, so it is unknown")
        if reason:
            tally.skip(reason)
            tally.used_exemptions.add(reference.key)
        else:
            tally.checked += 1
            yield reference, status


def _state_known(status: NoticeStatus) -> bool:
    return status.state != "unknown"


def _title_known(status: NoticeStatus) -> bool:
    """Whether it is known where the DOI leads; a title stays known when a later look-up fails."""
    return status.why == "no-such-doi" or (status.found is not None and bool(status.found.title))


def _differences(reference: Reference, status: NoticeStatus) -> Iterator[tuple[str, str]]:
    """Yield (field, what the registry has instead)."""
    found = status.found
    if status.why == "no-such-doi":
        yield "doi", f"Crossref does not know the DOI of {reference.key}"
    if found is None:
        return
    if found.title and reference.title and not same_title(found.title, reference.title):
        yield "title", f'the DOI of {reference.key} leads to "{found.title[:100]}"'
    year = reference.year_number
    if found.years and year is not None and year not in found.years:
        years = listed(str(y) for y in found.years)
        yield "year", f"the entry {reference.key} says {year}, its DOI {years}"


def _shown(status: NoticeStatus, kind: NoticeKind) -> str:
    """Return the notices of a kind in brackets: their DOIs and days."""
    return "".join(f" ({named(notice)})" for notice in status.notices if notice.kind == kind)


def named(notice: Notice) -> str:
    """Return how a notice is named: what the registry calls it, its DOI, its day."""
    parts = (notice.type.replace("_", " "), notice.doi, notice.date)
    return ", ".join(part for part in parts if part)
