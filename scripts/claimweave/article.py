"""The article's own text, when somebody has it: are our facts right, and our words ours?"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from claimweave.spelling import composed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from claimweave.model.ledger import Sentence
    from claimweave.model.review import Review

RUN = 8
"""Words in a row that count as copied."""


def read_article(path: Path) -> str:
    """Return the text of a UTF-8 file in Unicode's composed form."""
    return composed(path.read_text(encoding="utf-8-sig"))


def missing_sentences(sentences: Mapping[str, Sentence], text: str) -> list[str]:
    """Return the locators of sentences that do not stand in the text, white space left out.

    A sentence is known by its length and its SHA-256 only, so each place of the text is tried,
    beginning where the last sentence ended.
    """
    squeezed = re.sub(r"\s+", "", text)
    missing, start = [], 0
    for locator, sentence in sentences.items():
        found = _find(squeezed, sentence, start)
        if found < 0:
            missing.append(locator)
        else:
            start = found + int(sentence.length)
    return missing


def _find(text: str, sentence: Sentence, start: int) -> int:
    places: list[int] = [*range(start, len(text) - int(sentence.length) + 1), *range(start)]
    for place in places:
        part = text[place : place + sentence.length]
        if hashlib.sha256(part.encode()).hexdigest() == sentence.sha256:
            return place
    return -1


def shared_runs(review: Review, text: str) -> Iterator[tuple[str, str]]:
    """Yield (path, words) for each run of eight or more words that we share with the article."""
    words = _words(text)
    known = {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
    ours = [(claim.path, claim.text) for claim in review.claims.values()]
    ours += [(page.path, page.text) for page in review.pages]
    for study in review.studies.values():
        ours += [(study.path, finding.says) for finding in study.record.findings]
    for path, own in ours:
        own_words = _words(own)
        for i in range(len(own_words) - RUN + 1):
            if tuple(own_words[i : i + RUN]) in known:
                yield path, " ".join(own_words[i : i + RUN])
                break


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
