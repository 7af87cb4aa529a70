"""Whether the ledger of sentences is whole: no number left out, no text twice, no part unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimweave.diagnostics.problem import AtKey, Problem
from claimweave.review.reading.ledger_reader import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.review.review import Review

_LOCATOR = re.compile(r"(?P<part>.+)\.p(?P<paragraph>[0-9]{1,6})\.s(?P<sentence>[0-9]{1,6})")


def order_faults(review: Review) -> Iterator[Problem]:
    """Yield what a line that was deleted, copied or moved leaves in `sentences.yml`."""
    if SENTENCES not in review.broken:
        yield from _out_of_order(review)
    seen: dict[str, str] = {}
    for locator, sentence in review.sentences.items():
        first = seen.setdefault(sentence.sha256, locator)
        if first != locator:
            where = AtKey(SENTENCES, ("sentences", locator, "sha256"))
            message = f"{locator} has the text of {first}"
            yield Problem(where, message, "take length and hash from the sentence itself")
        if review.settings and review.settings.section_of(locator) is None:
            where = AtKey(SENTENCES, ("sentences", locator), on_key=True)
            message = f"{locator} lies in no section of review.yml"
            yield Problem(where, message, "correct the locator, or add the section")
        elif locator in review.sections and not review.shape_of(locator):
            where = AtKey(SENTENCES, ("sentences", locator), on_key=True)
            message = f"{locator} is a part of the review, and no sentence of it"
            help_ = "name paragraph and sentence; a figure or a box has its `shape` in review.yml"
            yield Problem(where, message, help_)


def _out_of_order(review: Review) -> Iterator[Problem]:
    """Yield each sentence that does not follow on the one before it in its part."""
    last: dict[str, tuple[int, int]] = {}
    for locator in review.sentences:
        found = _LOCATOR.fullmatch(locator)
        if found is None:
            continue
        here = int(found["paragraph"]), int(found["sentence"])
        before = last.get(found["part"], (0, 0))
        last[found["part"]] = here
        if here not in ((before[0], before[1] + 1), (before[0] + 1, 1)):
            where = AtKey(SENTENCES, ("sentences", locator), on_key=True)
            after = f"{found['part']}.p{before[0]}.s{before[1]}" if before[0] else "the beginning"
            message = f"{locator} does not follow on {after}"
            yield Problem(where, message, "restore what is missing between them, or the order")
