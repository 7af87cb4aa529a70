"""`claimweave source import`: an article that we made up, in three ways of citing."""

from __future__ import annotations

import hashlib
import re
import time
from pathlib import Path

import pytest
import yaml

from claimweave.article.blocks import read_blocks
from claimweave.article.citations import expand, find_citations
from claimweave.article.draft import Draft, draft_ledger
from claimweave.article.sentences import split_sentences
from claimweave.commands.command_line import main

ARTICLE = """\
ABSTRACT

Tea keeps some people awake. We ask whom, and tell of 12 studies that looked.

Keywords: tea, sleep, night

1. What tea does to
the night

Black tea holds a stimulant{1}. It is drunk in 40 countries, e.g. in
Ireland and in Kenya{2,3}. Green tea
has less of it{4-6} and may be milder.

Dr. Ash et al. (2001){7} gave milk to
20 people. Did they sleep? They did (see Fig. 2).

1.1 CHILDREN

Nobody has asked children{8}.

2. Conclusion

Tea in the evening shortens the night{1,4-5}.

Table 1: Who slept

Ash 2001; 20
Birch 2002; 31

Milk might be better. More should be known.

References

1. Ash, Jo. Tea. 2001.
"""

EXPECTED = {
    "S0.p1.s1": ("Tea keeps some people awake.", []),
    "S0.p1.s2": ("We ask whom, and tell of 12 studies that looked.", []),
    "S1.p1.s1": ("Black tea holds a stimulant{1}.", [1]),
    "S1.p1.s2": ("It is drunk in 40 countries, e.g. in Ireland and in Kenya{2,3}.", [2, 3]),
    "S1.p1.s3": ("Green tea has less of it{4-6} and may be milder.", [4, 5, 6]),
    "S1.p2.s1": ("Dr. Ash et al. (2001){7} gave milk to 20 people.", [7]),
    "S1.p2.s2": ("Did they sleep?", []),
    "S1.p2.s3": ("They did (see Fig. 2).", []),
    "S1.1.p1.s1": ("Nobody has asked children{8}.", [8]),
    "S2.p1.s1": ("Tea in the evening shortens the night{1,4-5}.", [1, 4, 5]),
    "S2.p2.s1": ("Milk might be better.", []),
    "S2.p2.s2": ("More should be known.", []),
}

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
STYLES = {
    "brackets": lambda numbers: f" [{numbers}]",
    "superscripts": lambda numbers: numbers.replace("-", "–").translate(RAISED),
    "plain": lambda numbers: f" {numbers}",
}


def cited(text: str, style: str) -> str:
    """Write the marks {1,2} of a text as an article of that style prints them."""
    return re.sub(r"\{([\d,-]+)\}", lambda match: STYLES[style](match[1]), text)


def found(draft: Draft) -> dict[str, tuple[str, list[int]]]:
    return {s.locator: (s.printed, list(s.cites)) for s in draft.sentences}


@pytest.mark.parametrize("style", STYLES)
def test_sentences_and_citations(style: str) -> None:
    draft = draft_ledger(cited(ARTICLE, style))
    assert draft.style == style
    assert found(draft) == {
        locator: (cited(text, style), numbers) for locator, (text, numbers) in EXPECTED.items()
    }


@pytest.mark.parametrize("style", STYLES)
def test_sections(style: str) -> None:
    draft = draft_ledger(cited(ARTICLE, style))
    assert draft.sections == {
        "S0": "ABSTRACT",
        "S1": "What tea does to the night",
        "S1.1": "CHILDREN",
        "S2": "Conclusion",
    }


def test_what_is_left_out_is_told_with_its_lines() -> None:
    draft = draft_ledger(cited(ARTICLE, "brackets"))
    assert [(d.line, d.message) for d in draft.doubts] == [
        (0, "the list of references at the end (1 work) is no prose"),
        (5, "lines 5 to 5 are left out as keywords"),
        (25, "lines 25 to 28 are left out as a table or a caption"),
    ]


def test_numbers_behind_a_full_stop() -> None:
    text = "Introduction\n\nTea is old.1,2 Milk is older.3-5 Nobody knows why.6\n"
    draft = draft_ledger(text)
    assert found(draft) == {
        "S1.p1.s1": ("Tea is old.1,2", [1, 2]),
        "S1.p1.s2": ("Milk is older.3-5", [3, 4, 5]),
        "S1.p1.s3": ("Nobody knows why.6", [6]),
    }


def test_a_number_glued_to_its_word_is_taken_and_doubted() -> None:
    draft = draft_ledger("Introduction\n\nTea is old 1,2. Sleep is\nolder3.\n")
    assert draft.sentences[1].cites == (3,)
    assert [(d.line, d.message) for d in draft.doubts] == [
        (3, 'S1.p1.s2: "3" is taken for a citation: it follows its word without a space')
    ]


def test_a_number_that_may_be_one_is_doubted_when_it_is_passed_over() -> None:
    draft = draft_ledger("Introduction\n\nTea is old 1.\nWe tried cultivar 7 twice.\n")
    assert [s.cites for s in draft.sentences] == [(1,), ()]
    assert (4, 'S1.p1.s2: "7" is taken for a quantity') in [
        (d.line, d.message) for d in draft.doubts
    ]


def test_a_jump_is_doubted() -> None:
    assert (
        "90 is far above 2, the highest number before it"
        in find_citations("Tea is old 90.", "plain", 2).doubts
    )


@pytest.mark.parametrize(
    "text",
    [
        "After 12 weeks it was better.",
        "It fell by 30% within 5 days.",
        "Milk with 3 of 4 parts was warm.",
        "The tea was poured 40 minutes later.",
        "Type 2 tea and Table 3 are meant.",
        "It held 2.5 g and p = 0.03 was found.",
        "The isomer 2,3-diol was there in 1998.",
    ],
)
def test_quantities_are_no_citations(text: str) -> None:
    assert find_citations(text, "plain", 50).numbers == ()


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("3", (3,)),
        ("1-3", (1, 2, 3)),
        ("1–3, 7", (1, 2, 3, 7)),
        ("¹²˒¹⁴⁻¹⁶", (12, 14, 15, 16)),
        ("5-2", None),
        ("1-99", None),
        ("0", None),
        ("1-2-3", None),
    ],
)
def test_ranges_are_written_out(printed: str, numbers: tuple[int, ...] | None) -> None:
    assert expand(printed) == numbers


def test_a_missing_full_stop_is_guessed_and_doubted() -> None:
    (block,) = read_blocks("Tea may be a cause However, nobody knows.")
    parts = split_sentences(block)
    assert [part.text for part in parts] == ["Tea may be a cause", "However, nobody knows."]
    assert [bool(part.doubt) for part in parts] == [True, True]


def test_lines_that_begin_with_a_quantity_are_no_headings() -> None:
    text = "1. Tea\n\nTea was given to\n2 Irish people. It took\n37. Milk was better.\n"
    assert [b.kind for b in read_blocks(text)] == ["heading", "paragraph"]


def test_double_spacing_is_no_end_of_a_paragraph() -> None:
    lines = ["Tea keeps some awake until", "late. It is drunk at night.", "Nobody knows the cause."]
    assert len(read_blocks("\n\n".join(lines) + "\n")) == 1
    assert len(read_blocks("\n".join([*lines[:2], "", lines[2]]) + "\n")) == 2


# The command

REVIEW_YML = "title: Tea\nsubject: sleep\nsource: SourceReview\nsections: {}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    ledger = tmp_path / "own" / "claims" / "_review"
    ledger.mkdir(parents=True)
    (ledger / "review.yml").write_text(REVIEW_YML, encoding="utf-8")
    (tmp_path / "article.txt").write_text(cited(ARTICLE, "plain"), encoding="utf-8")
    return tmp_path / "own"


def run(project: Path, *arguments: str) -> int:
    article = str(project.parent / "article.txt")
    return main(["--project", str(project), "source", "import", article, *arguments])


def test_the_draft_is_a_ledger_that_verifies(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project) == 0
    written = (project / "claims/_review/sentences.yml").read_text(encoding="utf-8")
    ledger = yaml.safe_load(written)["sentences"]
    assert list(ledger) == list(EXPECTED)
    for locator, (text, numbers) in EXPECTED.items():
        squeezed = "".join(re.sub(r"\{[\d,-]+\}", "", text).split())
        assert ledger[locator] == {
            "cites": numbers,
            "length": len(squeezed),
            "sha256": hashlib.sha256(squeezed.encode()).hexdigest(),
        }
    assert "awake" not in written, "the ledger holds facts, and not the text"
    assert (
        "Sentences: 12, sections: 4, references cited: 8, in places: 11 (plain)"
        in capsys.readouterr().out
    )
    main(["--project", str(project), "source", "verify", str(project.parent / "article.txt")])
    assert "12 of 12 sentences of the ledger stand in the text" in capsys.readouterr().out


def test_a_ledger_is_never_written_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ledger = project / "claims/_review/sentences.yml"
    ledger.write_text("mine\n", encoding="utf-8")
    assert run(project) == 2
    assert "--force" in capsys.readouterr().err
    assert ledger.read_text(encoding="utf-8") == "mine\n"
    assert run(project, "--force") == 0
    assert ledger.read_text(encoding="utf-8").startswith("# ")


def test_numbers_are_held_against_a_bibliography(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bib = project / "list.bib"
    numbers = [1, 2, 3, 4, 5, 6, 7, 9]
    entries = [
        f"@misc{{Work{n},\n  title = {{W}},\n  reviewnumber = {{{n}}},\n}}\n" for n in numbers
    ]
    bib.write_text("".join(entries), encoding="utf-8")
    assert run(project, "--bib", str(bib)) == 0
    out = capsys.readouterr().out
    assert "No entry in the bibliography: 8\n" in out
    assert "No sentence cites: 9 (Work9)\n" in out


def test_each_sentence_can_be_shown(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "--show") == 0
    assert "S1.p1.s2 [2, 3] It is drunk in 40 countries" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\n \n", "has no sentence"),
        (b"", "has no sentence"),
        (b"\xff\xfea\0", "it is text in UTF-16: save the article as plain text in UTF-8"),
        (b"A sentence.\nK\xe4se.\n", "byte 0xE4 in line 2 is not UTF-8"),
        (b"A\0sentence.", "it holds bytes that are no text"),
        (b"%PDF-1.7\n\xe2", "it is a PDF"),
        (b"PK\x03\x04\xe2", "the Word document is broken"),
        (b'\xef\xbb\xbf \n<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>', "entities"),
        (b"<!DOCTYPE html><p></p>", "has no sentence"),
        (b"word " * 500_000, "it has more than 2 MB"),
    ],
)
def test_what_is_no_article_is_refused(
    content: bytes, said: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.parent / "article.txt").write_bytes(content)
    assert run(project) == 2
    assert said in capsys.readouterr().err
    assert not (project / "claims/_review/sentences.yml").exists()


def test_a_bibliography_that_cannot_be_read_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(project, "--bib", str(project / "none.bib")) == 2
    assert "this file is missing" in capsys.readouterr().err
    assert not (project / "claims/_review/sentences.yml").exists()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("# A\n\n" * 100_000, id="headings", marks=pytest.mark.full),
        pytest.param(
            "A word" + "¹²³⁴⁵⁶⁷⁸⁹" * 2 + " goes on. Another" + "⁰" * 5000 + " does. One² more³.\n",
            id="raised figures",
        ),
        pytest.param("1 Fields\n\n" + "[" * 500_000, id="brackets", marks=pytest.mark.full),
        pytest.param("Word " * 200_000, id="one line"),
    ],
)
def test_hostile_articles_end_in_time_and_memory(
    content: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.parent / "article.txt").write_text(content, encoding="utf-8")
    began = time.process_time()
    assert run(project) in (0, 2)
    assert time.process_time() - began < 10
    assert "fault of the tool" not in capsys.readouterr().err
