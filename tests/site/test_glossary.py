"""Abbreviations of the glossary: which are taken, where they are marked; text stays text."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimweave.addresses.links import Links
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.review_reader import read_review
from claimweave.site.parts.glossary import Entry, Explainer, abbreviations
from claimweave.words.escape import markdown_text
from miniature import claim, evidence_base, write_review

GLOSSARY = """# Glossary

## Sleep

### REM sleep

The part of sleep with
quick movements of the eyes.

More about it.

### Nap

Not an abbreviation.

### Slow wave (SWS) {#slow}

Deep sleep, <b>bold</b> & "quoted".

```
### CODE

Not an entry.
```

### EEG

A curve.
"""
ENTRIES = {"EEG": Entry("EEG", "eeg", "A curve."), "REM-1": Entry("REM-1", "rem-1", "One.")}


def base(root: Path, glossary: str) -> EvidenceBase:
    write_review(root, {"1-tea/tea": claim()}, pages={"glossary.md": glossary})
    return EvidenceBase(read_review(root))


def marked(*texts: str) -> list[str]:
    explainer = Explainer(ENTRIES, Links("review/x.md"))
    return [str(explainer.mark(markdown_text(text))) for text in texts]


def test_abbreviations_of_a_glossary(tmp_path: Path) -> None:
    assert abbreviations(base(tmp_path, GLOSSARY)) == {
        "REM sleep": Entry(
            "REM sleep", "rem-sleep", "The part of sleep with quick movements of the eyes."
        ),
        "SWS": Entry("SWS", "slow", 'Deep sleep, <b>bold</b> & "quoted".'),
        "EEG": Entry("EEG", "eeg", "A curve."),
    }


def test_a_review_without_a_glossary_has_none(tmp_path: Path) -> None:
    assert abbreviations(evidence_base(tmp_path, {"1-tea/tea": claim()})) == {}


def test_only_the_first_place_on_a_page_is_marked() -> None:
    first, second = marked("The EEG and the EEG.", "An EEG.")
    assert first.count("<a ") == 1
    assert first.index("<a ") < first.index("EEG") < first.rindex("EEG")
    assert 'href="../../glossary/#eeg"' in first
    assert "<a " not in second


@pytest.mark.parametrize("text", ["EEGx", "xEEG", "non-EEG", "EEG-like", "eeg", "REM-12", "REM"])
def test_parts_of_other_words_are_let_pass(text: str) -> None:
    assert "<a " not in marked(text)[0]


@pytest.mark.parametrize(
    ("text", "word"),
    [("(EEG)", "EEG"), ("EEGs", "EEG"), ("EEG, too", "EEG"), ("the REM-1.", "REM&#45;1")],
)
def test_whole_words_and_plurals_are_marked(text: str, word: str) -> None:
    assert f">{word}</a>" in marked(text)[0]


def test_hostile_words_of_a_glossary_stay_text() -> None:
    entry = Entry('XX"><script>', "x", "<script>alert(1)</script>")
    explainer = Explainer({entry.word: entry}, Links("x.md"))
    explainer.mark(markdown_text('see XX"><script> there'))
    assert "&lt;script&gt;alert" in explainer.cards()
    assert "<script" not in explainer.cards()


def test_a_page_without_abbreviations_has_no_cards() -> None:
    explainer = Explainer(ENTRIES, Links("x.md"))
    explainer.mark(markdown_text("Nothing to explain."))
    assert explainer.cards() == ""
