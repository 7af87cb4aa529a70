"""The printed entries of a table, held against the citations in its cells."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, missing
from claimweave.review.reading.ledger_reader import table_path
from claimweave.words.spelling import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.review import Review
    from claimweave.review.table import Table, TableEntry
    from claimweave.rules.registry import Tally

Place = tuple[str, int]
"""A cell's locator, and the number of a reference."""

Item = tuple["Claim", int]
"""A claim, and the index of one of its evidence items."""


def entry_faults(
    base: EvidenceBase,
    table: Table,
    claims: Mapping[tuple[str, str], list[Claim]],
    tally: Tally,
) -> Iterator[Problem]:
    """Yield what is wrong with printed entries, and what they and the claims have otherwise.

    `claims` are those that assert each cell, by its row and its column.
    """
    review = base.review
    printed: dict[Place, int] = {}
    for index, entry in enumerate(review.entries_of.get(table.locator, ())):
        tally.checked += 1
        where = AtKey(table_path(table), ("entries", index))
        fault = _entry_fault(table, entry)
        if fault:
            yield Problem(where, *fault)
            continue
        assert entry.counted_as is not None
        place = table.place_of(entry), entry.counted_as
        if place in printed:
            message = f"{entry.author} {entry.year} ({place[1]}) stands in {place[0]} twice"
            yield Problem(where, message, "remove this one, if the article prints it there once")
        printed.setdefault(place, index)
        yield from _another_work(review, entry, where, tally)
    owners = {
        table.cell(row, relation, column): found[0]
        for (row, column), found in claims.items()
        for relation in table.relations
        if len(found) == 1
    }
    found, elsewhere = _claimed(review, table, owners)
    yield from (problem for problems in elsewhere.values() for problem in problems)
    apart = {place: index for place, index in printed.items() if place not in elsewhere}
    yield from _entries_apart(review, table, apart, found, tally)
    yield from _stance_faults(base, table, found)


def _another_work(
    review: Review, entry: TableEntry, where: AtKey, tally: Tally
) -> Iterator[Problem]:
    """Yield that an entry has another author or year than the reference of its number."""
    reference = review.references_by_number.get(entry.counted_as or 0)
    if reference is None or reference.identity == "unidentified" or not reference.authors:
        return
    printed, known = folded(entry.author), folded(reference.authors[0].family)
    # What the key and the entry disagree on, the rule `identity-mismatch` tells.
    shared = set(re.findall(r"\w+", printed)) & set(re.findall(r"\w+", known))
    same_name = bool(shared) or printed in folded(reference.key)
    year = str(entry.year)
    if same_name and (reference.year in ("", year) or year in reference.key):
        return
    if entry.reason:
        tally.skip("its reason says why it differs from its reference")
        return
    message = f"{entry.author} {entry.year} has the number of {reference.short_name}"
    help_ = "correct the number, the author or the year, or say in `reason` why they differ"
    yield Problem(where, message, help_)


def _entry_fault(table: Table, entry: TableEntry) -> tuple[str, str] | None:
    """Return what is wrong with an entry of the transcription itself, and how to mend it."""
    name = f"{entry.author} {entry.year}"
    if entry.relation not in table.relations:
        message = f'"{entry.relation}" is not a relation of the table'
        return message, f"allowed: {', '.join(table.relations)}"
    if table.turns and entry.row == entry.column:
        message = f"{name} stands where {entry.row} would be compared with itself"
        return message, f"correct {table.rows} or {table.columns}: hold it against the article"
    if entry.number is not None and entry.taken_as is not None:
        return f"{name} has a printed number, and is taken as another", "remove `taken_as`"
    if entry.counted_as is None or (entry.number is None and not entry.reason):
        return f"{name} has no number, and nothing says what it is", "add `taken_as` and `reason`"
    return None


def _claimed(
    review: Review, table: Table, owners: Mapping[str, Claim]
) -> tuple[dict[Place, list[Item]], dict[Place, list[Problem]]]:
    """Return the evidence that stands in cells of the table, and what stands in another's cell."""
    found: dict[Place, list[Item]] = {}
    elsewhere: dict[Place, list[Problem]] = {}
    for claim in review.claims.values():
        for index, evidence in enumerate(claim.evidence):
            reference = review.references.get(evidence.cites)
            for at, locator in enumerate(evidence.at):
                owner = owners.get(locator)
                if not table.has_cell(locator) or not review.is_cited(evidence):
                    continue  # of what the review does not cite, the rule `uncited-place` tells
                if owner is not None and owner is not claim:
                    where = AtKey(claim.path, ("evidence", index, "at", at))
                    message = f"the entries of {locator} belong to the claim {owner.id}"
                    place = locator, (reference.number if reference else None) or 0
                    problem = Problem(where, message, "move the citation there")
                    elsewhere.setdefault(place, []).append(problem)
                elif reference is not None and reference.number is not None:
                    found.setdefault((locator, reference.number), []).append((claim, index))
    return found, elsewhere


def _entries_apart(
    review: Review,
    table: Table,
    printed: Mapping[Place, int],
    found: Mapping[Place, list[Item]],
    tally: Tally,
) -> Iterator[Problem]:
    unknown = {
        locator
        for claim in review.claims.values()
        for evidence in claim.evidence
        for locator in (evidence.at if evidence.cites not in review.references else ())
    }
    for (locator, number), index in printed.items():
        if (locator, number) in found or locator in review.unreadable_text:
            continue
        if review.may_have_number(number) or locator in unknown:
            tally.skip("its entry in the bibliography is missing or cannot be read")
            continue
        entry = review.entries_of[table.locator][index]
        where = AtKey(table_path(table), ("entries", index))
        message = f"{entry.author} {entry.year} ({number}) stands in {locator}, in no claim"
        yield missing(where, message, f"add it to the claim's evidence with at: [{locator}]")
    for (locator, number), items in found.items():
        if (locator, number) in printed:
            continue
        others = [at for at, n in printed if n == number]
        help_ = f"printed in: {', '.join(others)}" if others else "the table does not print it"
        for claim, index in items:
            keys = AtKey(claim.path, ("evidence", index, "at"))
            cites = claim.evidence[index].cites
            yield Problem(keys, f"the table does not print {cites} in {locator}", help_)


def _stance_faults(
    base: EvidenceBase, table: Table, found: Mapping[Place, list[Item]]
) -> Iterator[Problem]:
    for (locator, _), items in found.items():
        if locator not in base.cell_places:
            continue  # the rule `unknown-locator` tells it
        wanted = table.relations[base.cell_places[locator][1]].stance
        for claim, index in items:
            if claim.evidence[index].stance != wanted:
                where = AtKey(claim.path, ("evidence", index, "stance"))
                said = "neither supports nor contradicts" if wanted == "neither" else wanted
                message = f"an entry of {locator} {said} the claim, and this says otherwise"
                help_ = f"hold it against the article: the stance is {wanted}, or `at` another cell"
                yield Problem(where, message, help_)
