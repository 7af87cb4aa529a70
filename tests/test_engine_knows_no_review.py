"""The engine knows no review: none of the first one's words stands in it, anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from claimweave.evidence.base import EvidenceBase

ENGINE = Path(__file__).parent.parent / "scripts" / "claimweave"

STEMS = ("antidepress", "cytokine", "depress", "inflammat", "neuroinflammat")
"""The first review's subject: no word of the engine begins so."""

ORDINARY = {
    "another question": "what an agreement is called in any review",
    "baseline": "a value of CSS and of matplotlib: the line that letters stand on",
    "change": "a plain English word",
    "marker": "an element of SVG: the sign at the end of a line",
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
            found |= {name, term.label, *term.synonyms} | ({term.short} if term.short else set())
    found |= {axis.label for axis in vocabulary.axes.values()}
    found |= {f"{name}s" for name in vocabulary.axes}
    found |= {key for key in base.review.references if re.search(r"[12]\d{3}", key)}
    return {word.casefold() for word in found}


def apart(line: str) -> str:
    """Return a line with the words of names such as `row_terms` and `rowTerms` apart."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", line.replace("_", " "))


def occurrences(text: str, words: Iterable[str], stems: Iterable[str]) -> Iterator[str]:
    """Yield each line of the text that has one of the words, or a word with one of the stems."""
    whole = "|".join(
        re.escape(word).replace(r"\-", "[- ]") for word in sorted(words, key=len, reverse=True)
    )
    pattern = re.compile(rf"(?<!\w)(?:(?:{whole})(?!\w)|(?:{'|'.join(stems)}))", re.IGNORECASE)
    for number, line in enumerate(text.split("\n"), start=1):
        for match in pattern.finditer(apart(line)):
            yield f"{number}: {match.group()}: {line.strip()[:80]}"


def texts() -> dict[str, str]:
    """Return the text files of the engine, by path; every file of it is one."""
    files = [f for f in sorted(ENGINE.rglob("*")) if f.is_file() and f.suffix != ".pyc"]
    return {f.relative_to(ENGINE).as_posix(): f.read_text(encoding="utf-8") for f in files}


def test_no_word_of_the_first_review_stands_in_the_engine(base: EvidenceBase) -> None:
    words = words_of(base) - set(ORDINARY)
    found = [
        f"{path}:{line}"
        for path, text in texts().items()
        for line in occurrences(text, words, STEMS)
    ]
    assert found == []


def test_no_file_of_the_engine_is_called_after_the_first_review(base: EvidenceBase) -> None:
    words = words_of(base) - set(ORDINARY)
    names = "\n".join(re.sub(r"[_/.]", " ", path) for path in texts())
    assert list(occurrences(names, words, STEMS)) == []


def test_the_words_are_those_of_the_first_review(base: EvidenceBase) -> None:
    assert {"marker", "treatments", "il-6", "hs-crp", "ect", "esketamine"} <= words_of(base)
    assert len(texts()) > 50


def test_each_exception_is_a_word_of_the_first_review_that_the_engine_has(
    base: EvidenceBase,
) -> None:
    assert set(ORDINARY) <= words_of(base)
    whole = "\n".join(texts().values())
    assert [word for word in ORDINARY if not list(occurrences(whole, [word], ["\\Z\\A"]))] == []


@pytest.mark.parametrize(
    "line",
    [
        "the marker of it",
        "T1.ect.none",
        "Predicts IL-6, too",
        "TNF-α",
        "a Cytokines_list",
        "by_treatment[row]",
        "const markerNames",
        "def il_6(",
        "Kruse2018",
    ],
)
def test_a_word_in_the_engine_would_be_seen(line: str, base: EvidenceBase) -> None:
    assert list(occurrences(f"first\n{line}", words_of(base), STEMS))


@pytest.mark.parametrize("line", ["markersize=9", "collect", "etc", "IL-60", "impressed"])
def test_other_words_are_let_pass(line: str, base: EvidenceBase) -> None:
    assert list(occurrences(line, words_of(base) - set(ORDINARY), STEMS)) == []
