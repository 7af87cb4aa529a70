"""Generates a review of any size, for measuring: claims, references, ledger and pages."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

CLAIMS_A_PAGE = 200

REVIEW = """title: A generated review
subject: nothing
source: SourceReview
sections:
  S1: {title: Generated, folder: generated}
"""
VOCABULARY = """axes:
  thing: {label: Thing, terms: {a: {label: A}, b: {label: B}, c: {label: C}}}
  action: {label: Action, terms: {x: {label: X}, y: {label: Y}}}
questions: {baseline: {label: Before}}
designs: {cohort: {label: Cohort}}
"""


def generate(root: Path, size: int) -> Path:
    """Write a clean review of `size` claims and `size` references below `root`; return it."""
    ledger = root / "claims" / "_review"
    folder = root / "claims" / "generated"
    pages = root / "docs"
    for path in (ledger, folder, pages):
        path.mkdir(parents=True)
    (ledger / "review.yml").write_text(REVIEW, encoding="utf-8")
    (ledger / "vocabulary.yml").write_text(VOCABULARY, encoding="utf-8")
    sentences, entries, prose = ["sentences:"], [_source()], []
    for number in range(1, size + 1):
        locator = f"S1.p{number}.s1"
        sentences.append(_sentence(locator, number))
        entries.append(_entry(number))
        name = f"generated-claim-{number}"
        (folder / f"{name}.yml").write_text(_claim(number, locator, size), encoding="utf-8")
        prose.append(f"[[{name}]]")
    (ledger / "sentences.yml").write_text("\n".join(sentences) + "\n", encoding="utf-8")
    (root / "bibliography.bib").write_text("\n".join(entries), encoding="utf-8")
    for first in range(0, size, CLAIMS_A_PAGE):
        text = "\n".join(prose[first : first + CLAIMS_A_PAGE])
        page = pages / f"page-{first // CLAIMS_A_PAGE + 1}.md"
        page.write_text(f"# Page {first // CLAIMS_A_PAGE + 1}\n\n{text}\n", encoding="utf-8")
    (pages / "index.md").write_text("# A generated review\n", encoding="utf-8")
    return root


def _sentence(locator: str, number: int) -> str:
    digest = hashlib.sha256(f"sentence {number}".encode()).hexdigest()
    return f"  {locator}: {{cites: [{number}], length: {40 + number % 90}, sha256: {digest}}}"


def _source() -> str:
    return """@misc{SourceReview,
  title = {{The generated review}},
  identity = {unidentified},
  note = {It does not exist.},
}
"""


def _entry(number: int) -> str:
    year = 1980 + number % 45
    word = hashlib.sha256(str(number).encode()).hexdigest()
    return f"""@article{{Author{number}x{year},
  author = {{Author{number}, Given and Second, Name}},
  title = {{{{On {word[:6]} and {word[6:12]} in {word[12:18]} after {word[18:24]}}}}},
  journal = {{Journal of Generated Results}},
  year = {{{year}}},
  volume = {{{number % 60 + 1}}},
  pages = {{{number}--{number + 9}}},
  doi = {{10.5555/generated.{number}}},
  reviewnumber = {{{number}}},
  identity = {{named}},
  metadatasource = {{generated}},
}}
"""


def _claim(number: int, locator: str, size: int) -> str:
    year = 1980 + number % 45
    other = f"rests_on: [generated-claim-{number // 2}]\n" if number > 1 else ""
    return f"""# yaml-language-server: $schema=../../docs/schema/claim.schema.json
claim: Generated claim {number} of {size} says that thing {"abc"[number % 3]} goes with more of it.
kind: association
asserted: [{locator}]
topic: {{thing: {"abc"[number % 3]}, action: {"xy"[number % 2]}, question: baseline}}
evidence:
  - cites: Author{number}x{year}
    stance: {"supports" if number % 5 else "contradicts"}
    at: [{locator}]
{other}"""
