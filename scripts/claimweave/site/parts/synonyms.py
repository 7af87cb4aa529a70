"""Other words for the terms of the review: a search finds what it has by them, too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimweave.evidence.base import EvidenceBase
    from claimweave.review.axis import Term

SEARCH_WORDS = "assets/search-words.json"
"""Where the script of the search finds them."""


def other_words(term: Term) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return other names of a term, and names of what it includes.

    A search takes the first for the term itself. The others it looks for as they are, and for the
    term only where the site does not have them.
    """
    return tuple(term.synonyms), tuple(term.includes)


def search_words_file(base: EvidenceBase) -> Iterator[tuple[str, str]]:
    """Yield (path, JSON) of a list of (label, other names, names of what it includes) of terms."""
    vocabulary = base.review.vocabulary
    axes = vocabulary.axes.values() if vocabulary else ()
    terms = [term for axis in axes for term in axis.terms.values()]
    known = [(term.label, *other_words(term)) for term in terms]
    # A label alone counts where it can be written in more than one way: B-12, K-β.
    listed = [found for found in known if any(found[1:]) or "-" in found[0]]
    yield SEARCH_WORDS, json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
