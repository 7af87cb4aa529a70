"""How far a draft is: how much of the source review is encoded, each number with its whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimweave.evidence.audit.coverage import coverage
from claimweave.words.counting import listed, plural

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.audit.coverage import Coverage
    from claimweave.evidence.facts import Facts
    from claimweave.review.table import Table

NOT_ENCODED = "sentence-not-encoded"
"""The rule from which `exemptions.yml` may exempt a sentence."""


@dataclass(frozen=True, slots=True)
class Part:
    """So many things of a kind are encoded; `name` is for programs, `kind` for people."""

    name: str
    kind: str
    done: int
    total: int

    @property
    def said(self) -> str:
        """The numbers in words: `20 of 70 citations in sentences`."""
        return f"{self.done} of {self.total} {self.kind}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a draft is.

    The first of the `parts` counts sentences: those that a claim asserts, those that assert
    nothing, and those that are exempted with a reason.
    """

    parts: tuple[Part, ...]
    assert_nothing: int
    exempted: int
    stubs: int

    @property
    def sentences(self) -> str:
        """How many sentences are encoded, in words."""
        return f"{self.parts[0].said} encoded"

    @property
    def said(self) -> str:
        """All numbers in words, the sentences first; what the review does not have is left out."""
        nothing, exempted = self.assert_nothing, self.exempted
        more = [f"{nothing} {'asserts' if nothing == 1 else 'assert'} nothing"] if nothing else []
        more += [f"{exempted} {'is' if exempted == 1 else 'are'} exempted"] if exempted else []
        of_these = f" (of these, {listed(more)})" if more else ""
        others = [part.said for part in self.parts[1:] if part.total]
        said = listed([f"{self.sentences}{of_these}", *others])
        waiting = "claim waits as a stub" if self.stubs == 1 else "claims wait as stubs"
        return f"{said}; {self.stubs} {waiting}" if self.stubs else said


def progress_of(facts: Facts) -> Progress:
    """Count how much is encoded."""
    covered, silent = coverage(facts), facts.review.sentences
    asserted = {at for claim in facts.review.claims.values() for at in claim.record.asserted}
    encoded = asserted | facts.review.apart
    open_ = [at for at, one in silent.items() if at not in encoded and not one.asserts_nothing]
    exempted = sum(bool(facts.review.exemption(NOT_ENCODED, at)) for at in open_)
    parts = [
        Part(
            "sentences",
            plural_of("sentence", covered.sentences),
            covered.sentences - len(open_) + exempted,
            covered.sentences,
        ),
        *_apart(covered),
        Part("citations", "citations in sentences", covered.pairs_encoded, covered.pairs),
        *(part for table in facts.review.tables for part in _table_parts(facts, table)),
        Part(
            "references",
            "references cited by a claim",
            covered.references_cited,
            covered.references,
        ),
        Part("woven", "claims on a page", _woven(facts), covered.claims),
    ]
    nothing = sum(bool(one.asserts_nothing) for at, one in silent.items() if at not in asserted)
    return Progress(tuple(parts), nothing, exempted, len(facts.review.stubs))


def plural_of(word: str, number: int) -> str:
    """Return a word as it stands behind `1 of 7`: the whole decides its number."""
    return plural(number, word).partition(" ")[2]


def _apart(covered: Coverage) -> Iterator[Part]:
    if covered.apart:
        yield Part("apart", "places in figures and boxes", covered.apart_encoded, covered.apart)


def _table_parts(facts: Facts, table: Table) -> Iterator[Part]:
    """Yield the parts of a table; those of the first are called as in a review with one."""
    first = facts.review.tables[0].locator == table.locator
    which = "" if first else f"-{table.locator}"
    cells, of_entries = facts.cells_of(table), len(facts.review.entries_of.get(table.locator, ()))
    asked = len(facts.asked_pairs(table))
    entries = sum(len(cell.entries) for cell in cells)
    yield Part(f"entries{which}", f"entries of {table.title}", entries, of_entries)
    yield Part(f"cells{which}", f"cells of {table.title}", len(cells), asked)


def _woven(facts: Facts) -> int:
    """Return how many claims stand on a page: woven in by name, or shown by a table."""
    shown = {cell.claim.id for cell in facts.cells}
    return sum(claim_id in facts.woven_in or claim_id in shown for claim_id in facts.review.claims)
