"""Two evidence bases compared, before and after a change.

What stands in a file that cannot be read is unknown: it is neither gone nor added.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Generic, TypeVar

from claimweave.evidence.base import EvidenceBase
from claimweave.evidence.changes.alteration import (
    FORMERLY,
    Alteration,
    of_claims,
    of_new_claim,
    of_new_reference,
    of_references,
    of_studies,
)
from claimweave.evidence.changes.change import (
    AgreementChange,
    CellChange,
    Change,
    RecordChange,
    VerdictFlip,
)
from claimweave.evidence.wording import term_label
from claimweave.review.key_word import key_of
from claimweave.review.reading.renamed_review import under_new_ids

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from claimweave.evidence.agreement import Agreement
    from claimweave.evidence.uses import Cell, Use
    from claimweave.review.claim import Claim
    from claimweave.review.fields import Stance
    from claimweave.review.reference import Reference
    from claimweave.review.review import Review
    from claimweave.review.study import Study
    from claimweave.review.table import Pair

V = TypeVar("V")


def compare(before: EvidenceBase, after: EvidenceBase) -> Change:
    """Return what is different in `after`; each list by key, cells in the table's order."""
    renamed = _renamed(before.review, after.review)
    if renamed:  # else all that names one of them would seem to be different
        before = EvidenceBase(under_new_ids(before.review, renamed))
    old, new = before.review, after.review
    unknown = {key_of(PurePosixPath(p).stem) for p in old.broken | new.broken}
    whole = not {"bibliography", "review", "vocabulary"} & unknown
    return Change(
        claims=tuple(_claims(before, after, renamed, unknown)),
        cells=tuple(_cells(before, after)) if whole else (),
        verdicts=tuple(_verdicts(before, after)) if whole else (),
        references=tuple(
            _records(
                old.references,
                new.references,
                _REFERENCES,
                {*old.references, *new.references} if "bibliography" in unknown else set(),
            )
        ),
        unused=tuple(_unused(before, after)),
        studies=tuple(_records(old.studies, new.studies, _STUDIES, unknown)),
        agreements=tuple(_agreements(before, after)),
        unreadable=tuple(sorted(new.broken)),
    )


@dataclass(frozen=True)
class _Telling(Generic[V]):
    """How a sort of records is told: its text, what is different in one, and what a new one is."""

    text: Callable[[V], str]
    altered: Callable[[V, V], Iterator[Alteration]]
    new: Callable[[V], Iterator[Alteration]]


_CLAIMS: _Telling[Claim] = _Telling(lambda claim: claim.text, of_claims, of_new_claim)
_REFERENCES: _Telling[Reference] = _Telling(lambda r: r.short_name, of_references, of_new_reference)
_STUDIES: _Telling[Study] = _Telling(lambda _: "", of_studies, lambda _: iter(()))


def _records(
    before: Mapping[str, V],
    after: Mapping[str, V],
    telling: _Telling[V],
    unknown: Collection[str],
) -> Iterator[RecordChange]:
    for key in sorted({*before, *after}):
        old, new = before.get(key), after.get(key)
        if old is not None and new is not None:
            alterations = tuple(telling.altered(old, new))
            if alterations:
                yield RecordChange("changed", key, telling.text(new), alterations)
        elif key in unknown:
            continue
        elif new is not None:
            yield RecordChange("added", key, telling.text(new), tuple(telling.new(new)))
        elif old is not None:
            yield RecordChange("gone", key, telling.text(old))


def _renamed(before: Review, after: Review) -> dict[str, str]:
    """Return the ids that are gone, to the new claim that each has become, by `formerly`.

    A claim of which several have become parts, or that is part of one of several, is none.
    """
    gone = before.claims.keys() - after.claims.keys()
    heirs = {old: after.former_ids[old] for old in sorted(gone) if old in after.former_ids}
    every = [claim_id for found in heirs.values() for claim_id in found]
    return {
        old: found[0]
        for old, found in heirs.items()
        if len(found) == 1 and every.count(found[0]) == 1 and found[0] not in before.claims
    }


def _claims(
    before: EvidenceBase,
    after: EvidenceBase,
    renamed: Mapping[str, str],
    unknown: Collection[str],
) -> Iterator[RecordChange]:
    """Yield what is different in claims: one that was renamed is one, and neither gone nor new."""
    was = {new: old for old, new in renamed.items()}
    now = after.review.former_ids
    for record in _records(before.review.claims, after.review.claims, _CLAIMS, unknown):
        if record.id in was:
            old = was[record.id]
            kept = tuple(a for a in record.alterations if (a.what, a.after) != (FORMERLY, old))
            yield replace(record, kind="renamed", alterations=kept, before=old)
        elif record.kind == "gone" and record.id in now:
            heirs = tuple(Alteration("leads on to", "", heir) for heir in now[record.id])
            yield replace(record, alterations=heirs)
        else:
            yield record


def _cells(before: EvidenceBase, after: EvidenceBase) -> Iterator[CellChange]:
    old, new = _by_terms(before), _by_terms(after)
    for place in dict.fromkeys((*new, *old)):
        was, now = old.get(place), new.get(place)
        gone, there = _entries(was), _entries(now)
        if _counts(was) != _counts(now) or gone != there:
            names = _names(after if now else before, place)
            gained = tuple(entry for entry in there if entry not in gone)
            lost = tuple(entry for entry in gone if entry not in there)
            yield CellChange(*names, _counts(was), _counts(now), gained, lost)


def _by_terms(base: EvidenceBase) -> dict[Pair, Cell]:
    return {cell.pair: cell for cell in base.cells}


def _counts(cell: Cell | None) -> tuple[int, int] | None:
    return (len(cell.supports), len(cell.contradicts)) if cell else None


def _entries(cell: Cell | None) -> list[tuple[Stance, str]]:
    """Return a cell's entries in an order that does not depend on the file's."""
    entries = cell.entries if cell else ()
    return sorted((use.evidence.stance, use.reference.key) for use in entries)


def _names(base: EvidenceBase, pair: Pair) -> tuple[str, str]:
    """Return the labels of a cell's terms, from the vocabulary; of several tables, with its own."""
    table = base.review.tables_by_locator.get(pair.table)
    if table is None:
        return pair.row, pair.column
    row, column = (term_label(base, *term) for term in table.axes_of(pair).items())
    return (f"{table.title}: {row}" if len(base.review.tables) > 1 else row), column


def _verdicts(before: EvidenceBase, after: EvidenceBase) -> Iterator[VerdictFlip]:
    for claim_id, claim in sorted(after.review.claims.items()):
        old = before.review.claims.get(claim_id)
        if old is None or bool(old.record.check) != bool(claim.record.check):
            continue  # a check that came or went is told as a change of the claim
        was, now = before.verdict(old), after.verdict(claim)
        readings = list(_readings(before, after, claim))
        single = claim.record.check and len(claim.record.check.readings) == 1
        if was != now and not (single and readings):
            yield VerdictFlip(claim_id, claim.text, was, now, "")
        yield from readings


def _readings(before: EvidenceBase, after: EvidenceBase, claim: Claim) -> Iterator[VerdictFlip]:
    """Yield the readings of a claim that come out otherwise; one that is new has no before."""
    if claim.id not in before.check_results or claim.id not in after.check_results:
        return
    old = before.check_results[claim.id].readings
    for name, now in after.check_results[claim.id].readings.items():
        was = old.get(name)
        if was and was.verdict != now.verdict:
            yield VerdictFlip(
                claim.id, claim.text, was.verdict, now.verdict, now.record.verdict, name
            )


def _unused(before: EvidenceBase, after: EvidenceBase) -> Iterator[str]:
    """Yield the references that had a use and have none, unless a broken claim may use them."""
    for key, uses in sorted(after.uses_by_reference.items()):
        used = before.uses_by_reference.get(key)
        if used and not uses and key not in after.review.unreadable_text:
            yield key


def _agreements(before: EvidenceBase, after: EvidenceBase) -> Iterator[AgreementChange]:
    old, new = _by_use(before), _by_use(after)
    for item in sorted(old.keys() & new.keys()):
        was, now = old[item], new[item]
        if was and now and was != now:
            yield AgreementChange(item[0], item[1], was, now)


def _by_use(base: EvidenceBase) -> dict[tuple[str, str, str], Agreement | None]:
    def item(use: Use) -> tuple[str, str, str]:
        return (use.claim.id, use.reference.key, use.evidence.stance)

    return {item(use): use.agreement for uses in base.uses.values() for use in uses}
