"""What became of an id under which a claim once stood, in a sentence for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.words.counting import listed
from claimweave.words.printable import printable
from claimweave.words.suggestions import misspelling_of

if TYPE_CHECKING:
    from claimweave.review.review import Review


def now_called(review: Review, claim_id: str) -> str:
    """Return which claim, or claims, an old id stands for; empty where it is none."""
    now = review.former_ids.get(claim_id)
    if now is None:
        return ""
    if len(now) == 1:
        return f'the claim "{printable(claim_id)}" is called {now[0]} now'
    return f'the claim "{printable(claim_id)}" was split into {listed(now)}'


def former_meant(review: Review, word: str) -> str:
    """Return the old id of which a word is surely a misspelling, and what became of it; or ""."""
    near = misspelling_of(word, review.former_ids)
    return f'did you mean "{near}"? {now_called(review, near)}' if near else ""
