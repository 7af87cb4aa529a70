"""A new reference that the bibliography has already: refused, as the rule would have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.references import RefusedError
from claimweave.review.same_work import first_like

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimweave.review.reference import Reference
    from claimweave.review.same_work import Seen


class DuplicateError(RefusedError):
    """The work is in the bibliography already; the message says under which key."""


def refuse_known(new: Reference, others: Iterable[Reference]) -> None:
    """Hold a new reference against each other one, as the rule `duplicate-reference` does.

    Raises:
        DuplicateError: when it is there already.
    """
    for other in others:
        seen: Seen = {}
        first_like(other, seen)
        found = first_like(new, seen)
        if found:
            field = {"reviewnumber": "number in the review"}.get(found[0], found[0])
            message = f"{other.key} has the same {field}, so nothing was added"
            if field == "preprint":
                message = f"{other.key} has the same title, and one of the two is the preprint"
            if other.identity == "unidentified":
                message += (
                    f"; to say which work it is: claimweave cite … --identifies {other.key}, "
                    'or the form "Identify a reference"'
                )
            raise DuplicateError(message, found[0])
