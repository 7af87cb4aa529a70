"""Literate pages: which [[ids]] are woven, where they stand, and what is code."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimweave.disk.text_files import TextFile
from claimweave.review.reading.page_reader import Page, blank_code, prose_lines, read_page, span_of
from full_runs import examples

PATH = "docs/review/x.md"


def read(text: str) -> Page:
    return read_page(TextFile(PATH, text))


def woven(text: str) -> list[tuple[str, int, int, int]]:
    return [(name, s.line, s.column, s.length) for name, s in read(text).woven]


def names(text: str) -> list[str]:
    return [name for name, _ in read(text).woven]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("[[a]]", [("a", 1, 1, 5)]),
        ("# T\n\n[[a]] x [[b-c]]\n", [("a", 3, 1, 5), ("b-c", 3, 9, 7)]),
        ("[[ a ]]", [("a", 1, 1, 7)]),
        ("é😀 [[ä]]", [("ä", 1, 4, 5)]),
        ("[[!table]]", [("!table", 1, 1, 10)]),
        ("| x | [[a]] |\n", [("a", 1, 7, 5)]),
        ("[[a]][[a]]", [("a", 1, 1, 5), ("a", 1, 6, 5)]),
        ("[[]]", [("", 1, 1, 4)]),
        ("[[a b]]", [("a b", 1, 1, 7)]),
    ],
)
def test_woven_ids_with_their_places(text: str, found: list[tuple[str, int, int, int]]) -> None:
    assert woven(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "[a]",
        "[[a\nb]]",
        "[[a]b]]",
        "[" * 500,
        "[[" + "a" * 201 + "]]",
        "`[[a]]`",
        "``[[a]] ` [[b]]``",
        "```\n[[a]]\n```\n",
        "```yaml\n[[a]]\n```\n",
        "~~~\n[[a]]\n~~~\n",
        "````\n```\n[[a]]\n```\n````\n",
        "```\n[[a]]\n\n[[b]]\n```   \n",
        "<!-- [[a]] -->",
        "<!--\n[[a]]\n\n[[b]]\n-->\n",
    ],
)
def test_nothing_is_woven(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "`[[x]]` [[a]]",
        "```\n[[x]]\n```\n[[a]]",
        "~~~\n[[x]]\n~~~\n[[a]]\n~~~\n[[x]]\n~~~",
        "<!-- [[x]] --> [[a]] <!-- [[x]] -->",
        "``` and [[a]]",
        "a ` and [[a]]",
        "<!- [[a]] ->",
    ],
)
def test_what_stands_beside_code_is_woven(text: str) -> None:
    assert names(text) == ["a"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Title\n", "Title"),
        ("text\n\n#   Spaced title  \n# Second\n", "Spaced title"),
        ("## Part\n", ""),
        ("", ""),
        ("#no\n", ""),
        ("```\n# code\n```\n# Real\n", "Real"),
        ("<!-- # hidden -->\n", ""),
    ],
)
def test_title(text: str, title: str) -> None:
    assert read(text).title == title


def test_prose_has_neither_code_nor_claims_and_keeps_its_columns() -> None:
    page = read("One [[a]] two `three`.\n```\nfour\n```\nfive <!-- six --> seven\n")
    lines = dict(prose_lines(page))
    assert lines[1] == "One       two        ."
    assert lines[3] == "    "
    assert lines[5] == "five              seven"


def test_span_of_counts_from_one_and_has_a_length() -> None:
    text = "ab\ncdé\n"
    assert span_of(PATH, text, 0, 2) == span_of(PATH, text, 0, 2)
    span = span_of(PATH, text, 5, 6)
    assert (span.line, span.column, span.length) == (2, 3, 1)
    empty = span_of(PATH, text, 0, 0)
    assert (empty.line, empty.column, empty.length) == (1, 1, 1)


MARKDOWN = st.text(
    st.one_of(st.sampled_from(list("[]`~<>!-# \n\\aé|")), st.characters(exclude_categories=["Cs"])),
    max_size=120,
)


@examples(200, derandomize=True)
@given(MARKDOWN)
def test_any_text_is_read_and_blanking_keeps_every_place(text: str) -> None:
    blank = blank_code(text)
    assert len(blank) == len(text)
    assert [i for i, c in enumerate(blank) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]
    assert all(b in (" ", t) for b, t in zip(blank, text, strict=True))
    page = read(text)
    lines = text.split("\n")
    for name, span in page.woven:
        found = lines[span.line - 1][span.column - 1 : span.column - 1 + span.length]
        assert found.startswith("[[")
        assert found.endswith("]]")
        assert found[2:-2].strip() == name
    assert len(list(prose_lines(page))) == len(lines)
