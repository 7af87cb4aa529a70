"""Works in a row behind a claim are all that is cited for it; each way to write such a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assembly import CASES, assemble
from claimweave.disk.text_files import TextFile
from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.page_reader import read_page
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.named_works import works_named_amiss
from claimweave.rules.registry import Tally

if TYPE_CHECKING:
    from pathlib import Path

A, B, C = "[[@Adler2001]]", "[[@Brandt2005]]", "[[@Ref3]]"
THREE = "[[nitrate-feeds-barley]]"
"""A claim for which all three works are cited."""

WHOLE = (
    f"{THREE}\nCited for this are {A}, {B} and {C}.",
    f"{THREE}\nCited for this are {C}, {B}, as well as {A}.",
    f"- {THREE} {A}, {B}; {C}",
    f"{THREE} ({A},\n{B}, {C}).",
    f"{THREE} Cited are {A}, {B}, {C} & {A}!",
)
NO_ROW = (
    f"{THREE} It was so in {A}.",
    f"{THREE} It was so in {A}; not so in {B}.",
    f"{THREE} It was so in {A} and {B}, two fields.",
    f"{THREE} In {A} and {B}: it was so.",
    f"{THREE}\n \t\nIt was so in {A} and {B}.",
    f"In {A} and {B}. {THREE}",
    f"{THREE} Text. `{A} and {B}.`",
    f"{THREE} Text <!-- {A} and {B}. -->",
)
LEFT_OUT = (
    f"{THREE}\nCited for this are {A} and {B}.",
    f"{THREE} {A}, {B}",
    f"{THREE} ({A} and {B})",
    f"{THREE} It was so in {C}. Cited are {A},\n{B}.\nMore text.",
    f"In {A} and {C}, {THREE}\nCited are {A} and {B}.\n\nText.",
    f"[[beans-nitrate]]\n{THREE}\nCited are {A} and {B}.",
)


@pytest.fixture(scope="module")
def fields(tmp_path_factory: pytest.TempPathFactory) -> EvidenceBase:
    target: Path = tmp_path_factory.mktemp("rows") / "project"
    return EvidenceBase(read_review(assemble(CASES / "citation-in-prose/good-row-whole", target)))


def tally(base: EvidenceBase) -> Tally:
    return Tally(base.review, "citation-in-prose")


def told(base: EvidenceBase, text: str) -> list[str]:
    """Return what is told of a page."""
    page = read_page(TextFile("docs/index.md", f"# A page\n\n{text}\n\n{THREE}\n"))
    return [problem.message for problem in works_named_amiss(base, page, tally(base))]


@pytest.mark.parametrize("text", WHOLE + NO_ROW)
def test_nothing_is_told_of_a_row_that_is_whole_or_none(fields: EvidenceBase, text: str) -> None:
    assert told(fields, text) == []


@pytest.mark.parametrize("text", LEFT_OUT)
def test_what_a_row_leaves_out_is_told(fields: EvidenceBase, text: str) -> None:
    (message,) = told(fields, text)
    assert message.startswith("this row of works does not name Ref3, also cited for nitrate")


def test_a_row_takes_no_work_from_another_paragraph(fields: EvidenceBase) -> None:
    (message,) = told(fields, f"[[beans-nitrate]]\nCited are {B} and {A}.")
    assert message.startswith("this row of works names Adler2001, which no claim before it")


def test_a_work_that_no_claim_cites_is_told_once(fields: EvidenceBase) -> None:
    text = f"[[beans-nitrate]]\nCited are {B} and {A}."
    page = read_page(TextFile("docs/index.md", f"# A page\n\n{text}\n"))
    (problem,) = works_named_amiss(fields, page, tally(fields))
    assert problem.message == "this page names Adler2001, and no claim that it weaves in cites it"


def test_a_misspelt_key_is_told_by_its_own_rule_alone(fields: EvidenceBase) -> None:
    assert told(fields, f"{THREE}\nCited are {A}, {B} and [[@Ref33]].") == []
