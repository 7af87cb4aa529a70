"""What each table of the evidence base holds: its columns, and its rows from a review's facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import astuple

from claimweave.evidence.database_views import cell_columns
from claimweave.review.record import record_fields
from claimweave.review.study import Estimate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimweave.evidence.facts import Facts
    from claimweave.evidence.uses import Use
    from claimweave.review.claim import Topic

Row = tuple[str | int | float | None, ...]
Filled = tuple[tuple[str, ...], list[Row]]
"""The columns of a table, and its rows."""

ESTIMATE = tuple(f"estimate_{name}" for name in record_fields(Estimate))
"""The columns of a finding's estimate, which is one group in a study sheet."""

_NO_NUMBER = (None,) * len(ESTIMATE)


def claims_table(facts: Facts) -> Filled:
    """Return the claims; the verdict of a check is not known yet."""
    own = ("id", "claim", "kind", "strength", "section", "verdict")
    return (*own, *facts.axes, "question", "direction"), list(_claims(facts))


def _claims(facts: Facts) -> Iterator[Row]:
    for _, claim in sorted(facts.review.claims.items()):
        topic, record = claim.topic, claim.record
        terms = _terms_named(topic, facts.axes)
        standing = None if record.check else facts.standing(claim)
        own = (claim.id, claim.text, record.kind, record.strength, claim.folder, standing)
        yield (*own, *terms, topic.question, topic.direction)


def _terms_named(topic: Topic, axes: Sequence[str]) -> list[str | None]:
    """Return the terms that a topic names on each axis, with a space between several."""
    named = topic.named
    return [" ".join(named[axis]) if axis in named else None for axis in axes]


def topics_table(facts: Facts) -> Filled | None:
    """Return each claim with each choice of its terms; None where nobody has a list.

    Whoever asks for the claims on a term asks here, where a claim may name several.
    """
    if not any(claim.topic.has_lists for claim in facts.review.claims.values()):
        return None
    return ("claim", *facts.axes, "question", "direction"), list(_topics(facts))


def _topics(facts: Facts) -> Iterator[Row]:
    for _, claim in sorted(facts.review.claims.items()):
        asked = (claim.topic.question, claim.topic.direction)
        for way in claim.topic.ways if claim.record.topic else ():
            yield (claim.id, *(way.get(axis) for axis in facts.axes), *asked)


def evidence_table(facts: Facts) -> Filled:
    """Return each evidence item, once for each place at which it stands."""
    own = ("claim", "reference", "number", "stance", "at")
    columns = (*own, *facts.axes, "question", "agreement", "added", "compared_on")
    rows = [
        _evidence_row(facts.axes, use, locator)
        for _, uses in sorted(facts.uses.items())
        for use in uses
        for locator in use.evidence.at or (None,)
    ]
    return columns, rows


def _evidence_row(axes: Sequence[str], use: Use, locator: str | None) -> Row:
    topic, evidence = use.claim.topic, use.evidence
    own = (use.claim.id, use.reference.key, use.reference.number, evidence.stance, locator)
    compared_on = " ".join(use.narrower) or None
    terms = _terms_named(topic, axes)
    return (*own, *terms, topic.question, use.agreement, evidence.added, compared_on)


def references_table(facts: Facts) -> Filled:
    """Return the references, in the order of the bibliography."""
    columns = ("key", "number", "identity", "title", "authors", "year", "journal", "doi", "pmid")
    return columns, list(_references(facts))


def _references(facts: Facts) -> Iterator[Row]:
    for key, ref in facts.review.references.items():
        own = (key, ref.number, ref.identity or None, ref.title or None)
        fields = (ref.field(name) or None for name in ("journal", "doi", "pmid"))
        yield (*own, ref.field("author") or None, ref.year_number, *fields)


def studies_table(facts: Facts) -> Filled:
    """Return the studies of which there is a sheet."""
    own = ("key", "design", "participants", "population", "cohort", "read")
    return (*own, "year", "version", "seen"), list(_studies(facts))


def _studies(facts: Facts) -> Iterator[Row]:
    for key, study in sorted(facts.review.studies.items()):
        reference, sheet = facts.review.references.get(key), study.record
        year = reference.year_number if reference else None
        own = (key, sheet.design, sheet.participants, sheet.population, sheet.cohort, sheet.read)
        yield (*own, year, sheet.version, sheet.seen)


def findings_table(facts: Facts) -> Filled:
    """Return what each study reports, finding by finding."""
    columns = ("reference", *facts.axes, "question", "direction", "says", *ESTIMATE)
    return columns, list(_findings(facts))


def _findings(facts: Facts) -> Iterator[Row]:
    for key, study in sorted(facts.review.studies.items()):
        for finding in study.record.results:
            terms = [finding.axes.get(axis) for axis in facts.axes]
            number = astuple(finding.estimate) if finding.estimate else _NO_NUMBER
            yield (key, *terms, finding.question, finding.direction, finding.says, *number)


def thresholds_table(facts: Facts) -> Filled:
    """Return the numbers that checks compare with."""
    thresholds = facts.review.thresholds.items()
    return ("name", "value"), [(name, threshold.value) for name, threshold in thresholds]


def cell_places_table(facts: Facts) -> Filled:
    """Return the places of each cell that a claim stands for, table by table and row by row."""
    axes, table_id = cell_columns(facts.review.tables)
    return ("claim", *axes, "at", *table_id), list(_cell_places(facts))


def _cell_places(facts: Facts) -> Iterator[Row]:
    axes, table_id = cell_columns(facts.review.tables)
    for cell in facts.cells:
        terms = cell.table.axes_of(cell.pair)
        own = (cell.table.locator,) if table_id else ()
        for place in cell.table.places(cell.row, cell.column):
            yield (cell.claim.id, *(terms.get(axis) for axis in axes), place, *own)
