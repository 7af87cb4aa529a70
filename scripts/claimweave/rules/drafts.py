"""The rule about the state of a review that is still being encoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.review.review import SETTINGS
from claimweave.rules.registry import Tally, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase

STATE = AtKey(SETTINGS, ("state",))
"""Where a review says that it is a draft."""


@rule("draft states", severity="warning", optional=True)
def needless_draft(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A review is called a draft, and everything in it is encoded.

    What it checks:
        With `state: draft` in `review.yml`, some rule finds something that is not encoded yet.
        While anything else is wrong, that is told first.
    Why:
        In a draft, a sentence that loses its claim is counted, and is no error. Once all is
        encoded, nothing may be lost any more without an error.
    Fails:
        state: draft    # and each sentence, citation and cell has its claim
    How to mend:
        Take the line `state: draft` out of `claims/_review/review.yml`.
    """
    if not base.review.is_draft:
        return
    if base.review.broken:
        tally.skip("a file cannot be read, so whether all is encoded cannot be told")
        return
    tally.checked = 1
    yield from ()  # what all other rules found is known only after they have run


def draft_to_end() -> Problem:
    """Return the problem of a draft in which nothing is missing."""
    message = "this review is called a draft, and everything in it is encoded"
    help_ = f"take the line `state: draft` out of {SETTINGS}: from then on, whatever is lost is an "
    return Problem(STATE, message, help_ + "error")
