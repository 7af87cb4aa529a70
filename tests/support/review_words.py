"""The words of a review, and where they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from functools import cache

import pytest

from claimweave.evidence.base import EvidenceBase

STEMS = ("antidepress", "cytokine", "depress", "inflammat", "neuroinflammat")
"""The first review's subject: no word of the engine begins so."""


ORDINARY = {
    "another question": "what an agreement is called in any review",
    "baseline": "a value of CSS and of matplotlib: the line that letters stand on",
    "change": "a plain English word",
    "group": "a plain English word",
    "level": "a plain English word; of nesting, of headings",
    "other": "a plain English word",
}
"""Words of the first review's vocabulary that the engine may use, and why."""


def words_of(base: EvidenceBase) -> set[str]:
    """Return names, labels and synonyms of axes, terms and questions, and the citation keys.

    Study designs are left out: they are words of method, and belong to no single review.
    """
    vocabulary = base.review.vocabulary
    assert vocabulary is not None
    found = set(vocabulary.axes)
    terms = [vocabulary.questions, *(axis.terms for axis in vocabulary.axes.values())]
    for named in terms:
        for name, term in named.items():
            found |= {name, term.label, *term.words} | ({term.short} if term.short else set())
    found |= {axis.label for axis in vocabulary.axes.values()}
    found |= {f"{name}s" for name in vocabulary.axes}
    found |= {key for key in base.review.references if re.search(r"[12]\d{3}", key)}
    return {word.casefold() for word in found}


def unidentified_key(base: EvidenceBase) -> str:
    """Return the key of a reference that nobody could look up, and that a claim has in support.

    Which ones these are changes with each that a contributor identifies.
    """
    for key, reference in base.review.references.items():
        stances = {use.evidence.stance for use in base.uses_by_reference[key]}
        nobody_knows = reference.number and reference.identity == "unidentified"
        if nobody_knows and "supports" in stances:
            return key
    pytest.skip("every reference of this review is identified")


def apart(text: str) -> str:
    """Return a text with the words of names such as `row_terms` and `rowTerms` apart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("_", " "))


def occurrences(text: str, words: Iterable[str], stems: Iterable[str]) -> Iterator[str]:
    """Yield each line of the text that has one of the words, or a word with one of the stems."""
    pattern = _pattern(frozenset(words), tuple(stems))
    lines, whole_text = text.split("\n"), apart(text)
    for match in pattern.finditer(whole_text):
        number = whole_text.count("\n", 0, match.start())
        yield f"{number + 1}: {match.group()}: {lines[number].strip()[:80]}"


@cache
def _pattern(words: frozenset[str], stems: tuple[str, ...]) -> re.Pattern[str]:
    whole = rf"{_one_of(words)}(?!\w)"
    return re.compile(rf"(?<!\w)(?:{whole}|(?:{'|'.join(stems)}))", re.IGNORECASE)


def _one_of(words: Collection[str]) -> str:
    """Return a pattern of words in which what begins alike stands once.

    Tried one after the other at each place of all texts, they would take four times as long.
    """
    after: dict[str, list[str]] = {}
    for word in words:
        if word:
            after.setdefault(word[0], []).append(word[1:])
    if not after:
        return ""
    ways = "|".join(
        ("[- ]" if sign == "-" else re.escape(sign)) + _one_of(rest)
        for sign, rest in sorted(after.items())
    )
    return f"(?:{ways}){'?' * ('' in words)}"
