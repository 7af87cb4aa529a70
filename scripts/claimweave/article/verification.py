"""The article's own text, when somebody has it: are our facts right, and our words ours?"""

from __future__ import annotations

import hashlib
import html
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from claimweave.article.marks import bare
from claimweave.review.sentence_hash import hashed_text, length_and_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from claimweave.article.draft import Draft
    from claimweave.review.claim import Claim
    from claimweave.review.ledger import Sentence
    from claimweave.review.review import Review

RUN = 8
"""Words in a row that count as copied."""


def missing_sentences(sentences: Mapping[str, Sentence], draft: Draft) -> list[str]:
    """Return the locators of sentences that do not stand in an article.

    A sentence is known by its length and its SHA-256 only, so each place of the text is tried,
    beginning where the last sentence ended: the ledger may end a sentence elsewhere.
    """
    text = "".join(hashed_text(sentence.text) for sentence in draft.sentences)
    missing, start = [], 0
    for locator, sentence in sentences.items():
        found = _find(text, sentence, start)
        if found < 0:
            missing.append(locator)
        else:
            start = found + int(sentence.length)
    return missing


def other_paragraphs(sentences: Mapping[str, Sentence], draft: Draft) -> Iterator[str]:
    """Say where the article ends a paragraph and the ledger does not, or the other way round."""
    known: dict[str, tuple[int, str]] = {}
    for place, found in enumerate(draft.sentences):
        known.setdefault(length_and_hash(found.text)[1], (place, _paragraph(found.locator)))
    for (first, a), (second, b) in pairwise(sentences.items()):
        if a.sha256 not in known or b.sha256 not in known or _section(first) != _section(second):
            continue
        (place, paragraph), (next_place, next_paragraph) = known[a.sha256], known[b.sha256]
        one = _paragraph(first) == _paragraph(second)
        if next_place != place + 1 or one == (paragraph == next_paragraph):
            continue
        if one:
            yield f"{first} and {second} are one paragraph in the ledger, and two in the article"
        else:
            yield f"{first} and {second} are two paragraphs in the ledger, and one in the article"


def _paragraph(locator: str) -> str:
    return locator.rpartition(".")[0]


def _section(locator: str) -> str:
    return _paragraph(_paragraph(locator))


def _find(text: str, sentence: Sentence, start: int) -> int:
    places: list[int] = [*range(start, len(text) - int(sentence.length) + 1), *range(start)]
    for place in places:
        part = text[place : place + sentence.length]
        if hashlib.sha256(part.encode("utf-8", "surrogatepass")).hexdigest() == sentence.sha256:
            return place
    return -1


def shared_runs(review: Review, draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield (path, words) for each run of eight or more words that we share with the article."""
    read = " ".join(sentence.text for sentence in draft.sentences)
    whole = " ".join(bare(block.text) for block in draft.article.blocks)
    known = {run for text in (read, whole) for run in _runs(_words(text))}
    ours = [(claim.path, own) for claim in review.claims.values() for own in _texts_of(claim)]
    titles = {tuple(_words(section.title)) for section in review.sections.values()}
    ours += [(page.path, _without_titles(page.text, titles)) for page in review.pages]
    for study in review.studies.values():
        ours += [(study.path, finding.says) for finding in study.record.findings]
    for path, own in ours:
        own_words = _words(own)
        for i in range(len(own_words) - RUN + 1):
            if tuple(own_words[i : i + RUN]) in known:
                yield path, " ".join(own_words[i : i + RUN])
                break


def _without_titles(page: str, titles: AbstractSet[tuple[str, ...]]) -> str:
    """Return a page's text without the headings that are titles of the article's sections.

    A section is called as the article calls it: `review.yml` says so, and it is no sentence. Nor
    are the addresses of links, in which the folder of a section has words of its title.
    """
    lines = re.sub(r"\]\([^()\s]*\)", "]", page).split("\n")
    return "\n".join(
        line
        for line in lines
        if not (line.startswith("#") and tuple(_words(html.unescape(line))) in titles)
    )


def _texts_of(claim: Claim) -> Iterator[str]:
    """Yield all that a claim says in words of ours: also its short form, notes and readings."""
    record, check = claim.record, claim.record.check
    readings = check.readings.values() if check else ()
    notes = (record.note, check.note if check else None, *(item.note for item in claim.evidence))
    yield from filter(None, (claim.text, record.in_text, *(r.says for r in readings), *notes))


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
