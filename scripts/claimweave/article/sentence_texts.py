"""The texts of the ledger's sentences, where somebody has the article: shown, and never kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimweave.article.draft import Draft
    from claimweave.review.ledger import Sentence


def sentence_texts(sentences: Mapping[str, Sentence], draft: Draft) -> dict[str, str]:
    """Return locator to text of each sentence that the article has as the ledger has it."""
    texts = {hashlib.sha256(s.squeezed.encode()).hexdigest(): s.text for s in draft.sentences}
    return {at: texts[one.sha256] for at, one in sentences.items() if one.sha256 in texts}
