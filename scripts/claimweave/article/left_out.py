"""What of an article is no prose: it is counted, and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.article.article import Doubt

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator


def left_out_doubts(counted: Counter[str]) -> Iterator[Doubt]:
    """Yield a line for each kind of thing that is left out, with how many there are."""
    for what, number in sorted(counted.items()):
        if number > 0 and what:
            yield Doubt(0, f"left out: {what}" + (f", {number} times" if number > 1 else ""))
