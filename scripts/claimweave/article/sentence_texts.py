"""The texts of the ledger's sentences, where somebody has the article: shown, and never kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.review.sentence_hash import length_and_hash

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.article.draft import Draft
    from claimweave.review.ledger import Sentence


def sentence_texts(sentences: Mapping[str, Sentence], draft: Draft) -> dict[str, str]:
    """Return locator to text, as printed, of each sentence that the article has like the ledger."""
    printed = {length_and_hash(sentence.text)[1]: sentence.printed for sentence in draft.sentences}
    return {at: printed[one.sha256] for at, one in sentences.items() if one.sha256 in printed}
