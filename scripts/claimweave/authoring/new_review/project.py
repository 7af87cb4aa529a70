"""The files of a new review, made from the answers: claims, ledger, pages, site and tests."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined

from claimweave.references.bibliography_form import form_of_bibliography
from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS, LEDGER, STUDIES
from claimweave.review.sentence_hash import length_and_hash
from claimweave.review.writing.yaml_form import form_of_claim, form_of_study
from claimweave.words.escape import markdown_text

if TYPE_CHECKING:
    from claimweave.authoring.new_review.answers import Answers, Axis, Term

SENTENCES = (
    "This is an example: the first sentence of your article takes its place.",
    "This is another one, which no claim asserts yet, so that the review is a draft.",
)
"""The sentences of the new ledger. They are ours, so they may stand here."""

FILES = {
    "README.md": "README.md",
    "Makefile": "Makefile",
    "requirements.txt": "requirements.txt",
    ".gitignore": "gitignore",
    ".pre-commit-config.yaml": "pre-commit-config.yaml",
    ".github/workflows/checks.yml": "checks.yml",
    ".github/workflows/comment.yml": "comment.yml",
    ".github/workflows/publish.yml": "publish.yml",
    ".github/workflows/verify.yml": "verify.yml",
    ".github/dependabot.yml": "dependabot.yml",
    ".github/pull_request_template.md": "pull_request_template.md",
    "mkdocs.yml": "mkdocs.yml",
    "bibliography.bib": "bibliography.bib",
    "claims/_review/review.yml": "review.yml",
    "claims/_review/vocabulary.yml": "vocabulary.yml",
    "claims/_review/sentences.yml": "sentences.yml",
    "claims/_review/table-1.yml": "table-1.yml",
    "claims/_studies/Example2001.yml": "Example2001.yml",
    "claims/1-first-section/example-claim.yml": "example-claim.yml",
    "docs/index.md": "index.md",
    "docs/methods.md": "methods.md",
    "docs/table-1.md": "table-1.md",
    "docs/review/1-first-section.md": "1-first-section.md",
    "tests/test_review.py": "test_review.txt",
}
"""Path in the new review to the name of its template in `files/`."""

OF_A_TABLE = ("claims/_review/table-1.yml", "docs/table-1.md")
"""Those that a review without a table does not have."""


def start_files(answers: Answers) -> dict[str, str]:
    """Return path to content for every file of the new review, in a fixed order."""
    first = (answers.rows.terms[0], answers.columns.terms[0])
    values = {
        "a": answers,
        "row": first[0],
        "column": first[1],
        "sentences": [_example_sentence(text) for text in SENTENCES],
    }
    written = {p: name for p, name in FILES.items() if answers.table or p not in OF_A_TABLE}
    files = {path: _render(name, values) for path, name in written.items()}
    if answers.table:
        files |= _cells(answers, values)
    axes = (answers.rows.key, answers.columns.key)
    return {path: _formed(path, text, axes) for path, text in files.items()}


def _cells(answers: Answers, values: dict[str, object]) -> dict[str, str]:
    """Return the claim of each cell of the table; the first has the example's entry."""
    pairs = [(row, column) for row in answers.rows.terms for column in answers.columns.terms]
    return {
        f"claims/table-1/{_cell_id(answers, row, column)}.yml": _render(
            "empty-cell.yml" if index else "first-cell.yml",
            values | {"row": row, "column": column},
        )
        for index, (row, column) in enumerate(pairs)
    }


def _example_sentence(text: str) -> dict[str, object]:
    length, sha256 = length_and_hash(text)
    return {"text": text, "length": length, "sha256": sha256}


def _formed(path: str, text: str, axes: tuple[str, ...]) -> str:
    """Return a file in the form that `claimweave fmt` gives it."""
    if path == BIBLIOGRAPHY:
        return form_of_bibliography(text)
    if path.startswith(f"{STUDIES}/"):
        return form_of_study(text, axes)
    claim = path.startswith(f"{CLAIMS}/") and not path.startswith(f"{LEDGER}/")
    return form_of_claim(text, axes) if claim else text


def _cell_id(answers: Answers, row: Term, column: Term) -> str:
    return f"table-{answers.rows.slug(row)}-{answers.columns.slug(column)}"


def _render(name: str, values: dict[str, object]) -> str:
    return _templates().get_template(name).render(values)


@cache
def _templates() -> Environment:
    """Return the templates. Their signs are none of YAML, BibTeX, Markdown or of workflows."""
    result = Environment(
        loader=PackageLoader("claimweave.authoring.new_review", "files"),
        autoescape=False,  # noqa: S701 - no HTML; `quoted` and `md` write what others chose
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    result.filters["quoted"] = lambda text: json.dumps(text, ensure_ascii=False)
    result.filters["md"] = markdown_text
    result.filters["keys"] = _keys
    return result


def _keys(axis: Axis) -> str:
    return ", ".join(json.dumps(term.key, ensure_ascii=False) for term in axis.terms)


def template_names() -> set[str]:
    """Return the names of all templates that are there."""
    return {
        item.name
        for item in (resources.files("claimweave.authoring.new_review") / "files").iterdir()
    }
