"""The rule that what a query asks for is there: ids, keys, places, terms and words."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, get_args

from claimweave.diagnostics.problem import AtKey, Problem, misspelt
from claimweave.evidence.agreement import Agreement
from claimweave.evidence.facts import Standing
from claimweave.evidence.verdicts.query_texts import compared_texts
from claimweave.review.fields import Direction, ReadAs, Stance, Strength
from claimweave.review.paths import LENSES
from claimweave.review.reference import IDENTITIES
from claimweave.rules.registry import Tally, rule

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from claimweave.diagnostics.problem import Where
    from claimweave.evidence.base import EvidenceBase

_LISTED = 12
"""Words of a column that a help lists; more of them help nobody."""

_NAMES = frozenset({"id", "claim", "reference", "key", "at"})
"""Columns of names: which of them is meant, no list can tell."""


class _Known(NamedTuple):
    """What a column may hold, and what one of these is called."""

    called: str
    values: Collection[str]


@rule("queries", optional=True)
def unknown_in_query(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A query asks for a claim, a work, a place or a word that is not there.

    What it checks:
        Each text that the query of a reading, or the condition of a lens, compares with a column
        is one that the column can hold: the id of a claim, a citation key, a locator, a term of
        the vocabulary, a stance, a direction. Columns that hold free text are not looked at.
    Why:
        The database finds nothing for what is not there, and says nothing: the reading counts
        less than it says, and nobody knows why.
    Fails:
        sql: SELECT count(*) > 2 FROM evidence WHERE stance = 'support'
    How to mend:
        Write the word as the files have it; letter case counts. Where a claim or a work got
        another name, `claimweave rename OLD NEW` writes it in queries, too. For one that is gone,
        look at what the sentence of the reading says, and ask for what is there now.
    """
    known = _known(base)
    for where, sql in _queries(base):
        tally.checked += 1
        yield from _unknown(where, sql, known)


def unknown_askers(base: EvidenceBase) -> Callable[[str], bool]:
    """Return what tells of a query whether it asks for something that is not there."""
    known = _known(base)
    return lambda sql: any(text not in known[column].values for column, text in _asked(sql, known))


def _queries(base: EvidenceBase) -> Iterator[tuple[Where, str]]:
    for claim in base.review.claims.values():
        for name, reading in claim.record.check.readings.items() if claim.record.check else ():
            yield AtKey(claim.path, ("check", "readings", name, "sql")), reading.sql
    for name, lens in base.review.lenses.items():
        if lens.where:
            yield AtKey(LENSES, ("lenses", name, "where")), lens.where


def _unknown(where: Where, sql: str, known: Mapping[str, _Known]) -> Iterator[Problem]:
    for column, text in _asked(sql, known):
        called, values = known[column]
        if text in values:
            continue
        short = column not in _NAMES and len(values) <= _LISTED
        otherwise = f"{column} is one of: {', '.join(sorted(values))}" if short else _NOWHERE
        message = f'this query asks for the {called} "{text}", and there is none'
        found = misspelt(where, message, text, values, "" if column in _NAMES else otherwise)
        # The word is a part of the query: what puts a word in its place would put it in the whole.
        yield Problem(where, found.message, found.help or otherwise)


_NOWHERE = (
    "write the name that it has now; if it is gone, bring it back, or ask for what the reading's "
    "sentence still means"
)


def _asked(sql: str, known: Mapping[str, _Known]) -> Iterator[tuple[str, str]]:
    return ((column, text) for column, text in compared_texts(sql) if column in known)


def _known(base: EvidenceBase) -> dict[str, _Known]:
    """Return each column whose values are known; none of a file that cannot be read."""
    review = base.review
    known = {
        "stance": _Known("stance", get_args(Stance)),
        "direction": _Known("direction", get_args(Direction)),
        "agreement": _Known("agreement", get_args(Agreement)),
        "verdict": _Known("standing", get_args(Standing)),
        "strength": _Known("strength", get_args(Strength)),
        "read": _Known("way of reading", get_args(ReadAs)),
        "identity": _Known("identity", IDENTITIES),
    }
    if not review.broken:
        keys = {*review.references, review.source_key}
        known |= {name: _Known("citation key", keys) for name in ("reference", "key")}
        known["id"] = _Known("claim", review.claims)
        texts = {claim.text for claim in review.claims.values()}
        known["claim"] = _Known("claim", {*review.claims, *texts})
        known["at"] = _Known("place", base.locator_order)
    if review.vocabulary:
        words = review.vocabulary
        known |= {axis: _Known(axis, of.terms) for axis, of in words.axes.items()}
        known["question"] = _Known("question", words.questions)
        known["design"] = _Known("design", words.designs)
        known["kind"] = _Known("kind", review.kinds)
    return known
