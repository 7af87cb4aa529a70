"""Other words for what a claim speaks of, as the vocabulary has them: a search finds it by them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.claim import Claim
    from claimweave.review.vocabulary import Term


def search_words(base: EvidenceBase, claim: Claim) -> list[str]:
    """Return the other names of the terms that a claim is about or names, those it uses left out.

    They are words that a reader may look for, and not always names for the very same thing.
    """
    vocabulary = base.review.vocabulary
    if vocabulary is None:
        return []
    found: dict[str, str] = {}
    for name, axis in vocabulary.axes.items():
        for key, term in axis.terms.items():
            if claim.topic.axes.get(name) == key or _names(claim.text, key, term):
                found |= {word.casefold(): word for word in (*term.synonyms, term.label)}
    return [word for word in found.values() if not _has(claim.text, word)]


def _names(text: str, key: str, term: Term) -> bool:
    return any(_has(text, word) for word in (key, term.label, *term.words))


def _has(text: str, word: str) -> bool:
    """Whether a text has a word, or several, whole: `oats` is not in `floats`."""
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))
