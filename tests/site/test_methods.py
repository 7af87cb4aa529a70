"""The methods page and the glossary: complete, with no typed counts and no dead links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from markdown.extensions.toc import slugify

from claimweave.evidence.synthesis import FEWEST

PAGES = ("methods.md", "glossary.md")

SWIM_ITEMS = (
    "1 Grouping studies for synthesis",
    "2 Standardised metric and transformation methods",
    "3 Synthesis methods",
    "4 Criteria used to prioritise results",
    "5 Heterogeneity in reported effects",
    "6 Certainty of the evidence",
    "7 Data presentation",
    "8 Reporting of results",
    "9 Limitations of the synthesis",
)

MEDICINE = (
    "Baseline", "BDNF", "Biomarker", "Cohort", "CRP", "Cytokine", "ECT", "HPA axis", "IDO", "IL-6",
    "Ketamine", "Kynurenine pathway", "Major depressive disorder", "Meta-analysis", "Microglia",
    "Narrative review", "Neurogenesis", "Predictor", "Randomised trial", "Response", "SSRI", "TCA",
    "TNF-α", "Treatment-resistant depression (TRD)",
)  # fmt: skip

THIS_SITE = (
    "Agreement", "Asserted only", "Claim", "Contested", "Evidence", "Finding", "Ledger", "Locator",
    "Null result", "Reference", "Robustness", "Sign test", "Stance", "Verdict",
)  # fmt: skip

COUNTED_ELSEWHERE = re.compile(
    r"\d(?:[\d,.]*\d)?\s+(?:\w+\s+){0,2}(?:references?|claims?|sentences?|studies|study|sources?)\b",
    re.IGNORECASE,
)
HEADING = re.compile(r"^(#{1,6}) (.+?)(?: \{#([\w-]+)\})?$", re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
SENTENCE = re.compile(r"[^.!?]+[.!?](?=\s|$)")


def read(project: Path, page: str) -> str:
    return CODE.sub("", (project / "docs" / page).read_text(encoding="utf-8"))


def parts(text: str, level: int) -> dict[str, str]:
    """Heading of this level to the text below it, up to the next heading of it or above."""
    found = [h for h in HEADING.finditer(text) if len(h[1]) <= level]
    ends = [h.start() for h in found[1:]] + [len(text)]
    return {h[2]: text[h.end() : e] for h, e in zip(found, ends, strict=True) if len(h[1]) == level}


def anchors(text: str) -> set[str]:
    return {h[3] or slugify(h[2], "-") for h in HEADING.finditer(text)}


def test_all_nine_swim_items_are_answered_in_order(project: Path) -> None:
    items = parts(parts(read(project, "methods.md"), 2)["The nine SWiM items"], 3)
    assert tuple(items) == SWIM_ITEMS
    too_short = [name for name, text in items.items() if len(SENTENCE.findall(text)) < 2]
    assert too_short == []


@pytest.mark.parametrize("page", PAGES)
def test_no_count_is_typed_that_is_computed_elsewhere(project: Path, page: str) -> None:
    text = HEADING.sub("", read(project, page))
    assert [m.group() for m in COUNTED_ELSEWHERE.finditer(text)] == []


@pytest.mark.parametrize("typed", ["79 references", "207 claims", "36 of the sources", "1 study"])
def test_a_typed_count_would_be_found(typed: str) -> None:
    assert COUNTED_ELSEWHERE.search(typed)


def test_the_sign_test_s_threshold_is_the_one_that_is_used(project: Path) -> None:
    assert FEWEST == 6
    assert "fewer than six directions" in read(project, "methods.md")


@pytest.mark.parametrize("page", PAGES)
def test_every_relative_link_leads_somewhere(
    woven: Mapping[str, str | bytes], project: Path, page: str
) -> None:
    rendered = set(woven) | set(PAGES)
    targets = [t for t in LINK.findall(read(project, page)) if not t.startswith("https://")]
    dead = []
    for target in targets:
        path, _, anchor = target.partition("#")
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page
        if path not in rendered or (anchor and anchor not in anchors(read(project, path))):
            dead.append(target)
    assert dead == []
    assert page == "glossary.md" or targets


def test_the_methods_page_leads_to_what_it_speaks_of(project: Path) -> None:
    linked = set(LINK.findall(read(project, "methods.md")))
    assert linked >= {
        "audit/conclusions.md", "audit/ledger.md", "audit/review-and-sources.md",
        "audit/text-and-table.md", "audit/unlisted-results.md", "audit/conclusion-and-text.md",
        "audit/words-and-evidence.md", "data/evidence.sqlite", "glossary.md",
        "references/help-identify.md", "rules/index.md", "table-1.md",
    }  # fmt: skip


@pytest.mark.parametrize(("part", "terms"), [("Medicine", MEDICINE), ("This site", THIS_SITE)])
def test_the_glossary_defines_each_term_once_and_in_order(
    project: Path, part: str, terms: tuple[str, ...]
) -> None:
    defined = parts(parts(read(project, "glossary.md"), 2)[part], 3)
    assert set(terms) <= set(defined)
    assert list(defined) == sorted(defined, key=str.casefold)
    lengths = {term: len(SENTENCE.findall(text)) for term, text in defined.items()}
    assert {term: n for term, n in lengths.items() if not 1 <= n <= 2} == {}


def test_the_anchors_of_the_glossary_are_unique(project: Path) -> None:
    text = read(project, "glossary.md")
    named = [h[3] or slugify(h[2], "-") for h in HEADING.finditer(text)]
    assert len(named) == len(set(named))
    assert all(named)
