"""The article's own text, when somebody has it: are our facts right, and our words ours?"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from claimweave.words.spelling import composed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from claimweave.review.claim import Claim
    from claimweave.review.ledger import Sentence
    from claimweave.review.review import Review

RUN = 8
"""Words in a row that count as copied."""


ARTICLE_LIMIT = 2 * 1024 * 1024
"""Bytes that an article's text may have: a long review has 200 KB."""

_OTHER_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word document, or another file that is packed"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a document with formatting (RTF)"),
    (b"\x1f\x8b", "a packed file"),
    (b"\xff\xfe", "text in UTF-16"),
    (b"\xfe\xff", "text in UTF-16"),
    (b"<?xml", "XML"),
    (b"<!doctype", "a web page"),
    (b"<html", "a web page"),
)
"""What people have an article in, by its first bytes."""


class NoArticleError(Exception):
    """A file is not the text of an article; the message says what it is, and what to do."""


def read_article(path: Path) -> str:
    """Return the text of a UTF-8 file in Unicode's composed form.

    Raises:
        NoArticleError: when it is no plain text, or more than an article has.
        OSError: when it cannot be read.
    """
    with path.open("rb") as stream:
        raw = stream.read(ARTICLE_LIMIT + 1)
    beginning = raw[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for sign, kind in _OTHER_KINDS:
        if raw.startswith(sign) or beginning.startswith(sign):
            raise NoArticleError(f"it is {kind}: save the article as plain text in UTF-8")
    if len(raw) > ARTICLE_LIMIT:
        most = ARTICLE_LIMIT // (1024 * 1024)
        raise NoArticleError(f"it has more than {most} MB, and an article's text has not")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        shown = f"byte 0x{raw[error.start]:02X} in line {line} is not UTF-8"
        raise NoArticleError(f"{shown}: save the article as plain text in UTF-8") from None
    if "\0" in text:
        raise NoArticleError("it holds bytes that are no text: save the article as plain text")
    return composed(text)


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
    ours = [(claim.path, own) for claim in review.claims.values() for own in _texts_of(claim)]
    ours += [(page.path, page.text) for page in review.pages]
    for study in review.studies.values():
        ours += [(study.path, finding.says) for finding in study.record.findings]
    for path, own in ours:
        own_words = _words(own)
        for i in range(len(own_words) - RUN + 1):
            if tuple(own_words[i : i + RUN]) in known:
                yield path, " ".join(own_words[i : i + RUN])
                break


def _texts_of(claim: Claim) -> Iterator[str]:
    """Yield all that a claim says in words of ours: also its short form, notes and readings."""
    record, check = claim.record, claim.record.check
    readings = check.readings.values() if check else ()
    notes = (record.note, check.note if check else None, *(item.note for item in claim.evidence))
    yield from filter(None, (claim.text, record.in_text, *(r.says for r in readings), *notes))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
