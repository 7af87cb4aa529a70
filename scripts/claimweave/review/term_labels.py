"""What the terms of a vocabulary are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.review.axis import Term


def labels_of_terms(terms: Mapping[str, Term]) -> dict[str, str]:
    """Return word to label."""
    return {name: term.label for name, term in terms.items()}
