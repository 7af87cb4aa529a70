"""What a name that leads nowhere means, and how it is said in which places it still stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimweave.diagnostics.fix import Edit, Fix
from claimweave.diagnostics.problem import AtKey, Problem, Span
from claimweave.review.reading.yaml_places import locate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimweave.diagnostics.problem import Where
    from claimweave.review.review import Review

MOST_LISTED = 8
"""Places that a message lists; it counts the others."""


class Meaning(NamedTuple):
    """What a name means: the new one, and why; `sure` where nothing else can be meant."""

    name: str
    why: str
    sure: bool = True


def renaming(old: str, new: str, at: Sequence[Where], message: str, otherwise: str = "") -> Problem:
    """Return the problem of a name for which another is meant, wherever it stands.

    `otherwise` says what to do if that other one is not meant: then nobody applies it unasked.
    """
    fix = Fix(f"write {new}", tuple(Edit(where, new) for where in at), safe=not otherwise)
    help_ = f"run `claimweave rename {old} {new}`"
    if otherwise:
        help_ = f"look at both: if {new} is the same, {help_}; {otherwise}"
    return Problem(at[0], message, help_, fix=fix)


def listed_places(review: Review, at: Sequence[Where]) -> str:
    """Return how many places there are, and which others than the first."""
    if len(at) == 1:
        return " here"
    others = [_shown(review, where) for where in at[1 : MOST_LISTED + 1]]
    more = len(at) - 1 - len(others)
    listed = ", ".join([*others, *([f"and {more} more"] if more else [])])
    return f" in {len(at)} places: here, {listed}"


def _shown(review: Review, where: Where) -> str:
    if isinstance(where, AtKey):
        source = review.files.get(where.path)
        where = locate(source, where) if source else Span(where.path)
    return f"{where.path}:{where.line}"
