"""Rules about a review that is still being encoded: its state, and its stubs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem, missing
from claimweave.review.paths import SETTINGS
from claimweave.review.stub import OPEN
from claimweave.rules.registry import Tally, rule
from claimweave.words.counting import listed

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


@rule("stubs", optional=True)
def unfinished_claim(base: EvidenceBase, tally: Tally) -> Iterator[Problem]:
    """A claim file is a stub: something in it is left open.

    What it checks:
        No field of a claim file is `TODO`. A stub is no claim: it counts as no evidence, stands in
        no count, and its page is not made. While the review is a draft, it is counted. Its places,
        and what it cites there, are checked like those of a claim.
    Why:
        `claimweave source stubs` fills in what follows from the ledger. The wording, the stance,
        the topic, the kind and the strength are for somebody who reads the article.
    Fails:
        claim: TODO
        kind: TODO
    How to mend:
        Fill in each `TODO`, or take out the line of a field that does not apply. `claimweave next`
        asks for them, and gives the claim an id that is made of its words.
    """
    for stub in base.review.stubs.values():
        tally.checked += 1
        said = listed(stub.open_fields)
        verb = "is" if len(stub.open_fields) == 1 else "are"
        message = f"this claim is a stub: its {said} {verb} left open ({OPEN})"
        help_ = (
            "fill it in, or take out the line of a field that does not apply: `claimweave next` "
        )
        yield missing(AtKey(stub.rest.path, stub.open_[0]), message, f"{help_}asks for it")
