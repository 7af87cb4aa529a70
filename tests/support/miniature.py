"""A miniature review about tea and sleep, written into a folder: what unit tests read and count."""

from __future__ import annotations

from textwrap import dedent
from typing import TYPE_CHECKING

from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.review_reader import read_review

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

REVIEW_YML = """
title: Tea and sleep
subject: sleep
source: SourceReview
sections:
  S1: {title: Black tea, folder: 1-tea}
  T1: {title: Table 1, folder: table-1}
table:
  locator: T1
  title: Table 1
  rows: drink
  columns: measure
  row_terms: [tea, milk]
  column_terms: [length, depth]
  question: before
  relations:
    helps: {stance: supports, label: Helps}
    none: {stance: contradicts, label: Does not help}
"""

VOCABULARY_YML = """
axes:
  drink: {label: Drink, terms: {tea: {label: Tea}, milk: {label: Milk}}}
  measure: {label: Measure, terms: {length: {label: Length}, depth: {label: Depth}}}
questions: {before: {label: Before}, after: {label: After}}
designs: {trial: {label: Trial}, cohort: {label: Cohort}}
"""

SENTENCES_YML = f"""
sentences:
  S1.p1.s1: {{cites: [1], length: 10, sha256: {"a" * 64}}}
  S1.p1.s2: {{cites: [], length: 20, sha256: {"b" * 64}}}
"""

TABLE_YML = "entries: []\n"

KEYS = ("Ash2001", "Birch2002", "Cedar2003", "Elm2004", "Fir2005")


def bibliography() -> str:
    """Return a bibliography of five references and the review itself."""
    entries = ["@misc{SourceReview, title = {Tea and sleep}, identity = {unidentified}}\n"]
    entries += [
        f"@article{{{key},\n  author = {{{key[:-4]}, Jo}},\n  title = {{Sleep {number}}},\n"
        f"  year = {{{key[-4:]}}},\n  reviewnumber = {{{number}}},\n  identity = {{named}},\n}}\n"
        for number, key in enumerate(KEYS, start=1)
    ]
    return "".join(entries)


def write_review(
    root: Path,
    claims: Mapping[str, str],
    studies: Mapping[str, str] | None = None,
    pages: Mapping[str, str] | None = None,
) -> Path:
    """Write a review: claims by `folder/id`, study sheets by key, pages by path below docs/."""
    files = {
        "claims/_review/review.yml": REVIEW_YML,
        "claims/_review/vocabulary.yml": VOCABULARY_YML,
        "claims/_review/sentences.yml": SENTENCES_YML,
        "claims/_review/table-1.yml": TABLE_YML,
        "bibliography.bib": bibliography(),
    }
    files |= {f"claims/{name}.yml": dedent(text) for name, text in claims.items()}
    files |= {f"claims/_studies/{key}.yml": dedent(t) for key, t in (studies or {}).items()}
    files |= {f"docs/{path}": text for path, text in (pages or {}).items()}
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return root


def evidence_base(
    root: Path,
    claims: Mapping[str, str],
    studies: Mapping[str, str] | None = None,
) -> EvidenceBase:
    """Write a review, read it back, and return its evidence base; every file must be readable.

    Names that lead nowhere may stand in it.
    """
    review = read_review(write_review(root, claims, studies))
    assert {problem.rule for problem in review.problems} <= {"unknown-reference"}
    return EvidenceBase(review)


def claim(evidence: str = "[]", **fields: str) -> str:
    """Return a claim file's text; `evidence` and further fields in YAML's flow style."""
    lines = {"claim": "Tea before bed goes with longer sleep.", "kind": "association"}
    lines |= {"asserted": "[S1.p1.s1]", "evidence": evidence}
    lines |= fields
    return "".join(f"{name}: {value}\n" for name, value in lines.items())
