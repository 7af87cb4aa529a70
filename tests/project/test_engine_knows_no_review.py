"""The engine knows no review: none of the first one's words stands in it, anywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from claimweave.evidence.base import EvidenceBase
from review_words import ORDINARY, STEMS, occurrences, words_of

ENGINE = Path(__file__).parents[2] / "scripts" / "claimweave"
VENDORED = ENGINE / "site" / "vendored"  # other people's


def texts() -> dict[str, str]:
    """Return the text files of the engine, by path; every file of its own is one."""
    files = [f for f in sorted(ENGINE.rglob("*")) if f.is_file() and f.suffix != ".pyc"]
    files = [f for f in files if VENDORED not in f.parents]
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
    gone = [w for w in ORDINARY if next(occurrences(whole, [w], ["\\Z\\A"]), None) is None]
    assert gone == []


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
