"""The made-up article in seven forms, each read once for all tests."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from claimweave.article.article import Article, ListedWork
from claimweave.article.draft import Draft, draft_of
from claimweave.article.forms import read_article_file
from claimweave.article.pandoc import NoPandocError
from claimweave.references.incoming.file_formats import read_file
from pandoc import absent

BARLEY = Path(__file__).parents[1] / "article" / "barley"
FORMS = ("md", "tex", "xml", "docx", "brackets.txt", "vancouver.txt", "author-year.txt")
PLAIN = FORMS[4:]


def barley_file(form: str) -> Path:
    return BARLEY / (f"barley-{form}" if form in PLAIN else f"barley.{form}")


@cache
def barley_truth() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((BARLEY / "barley-truth.json").read_text(encoding="utf-8"))
    return found


@cache
def barley_works() -> tuple[ListedWork, ...]:
    entries = read_file((BARLEY / "barley.bib").read_text(encoding="utf-8"), "").entries
    return tuple(ListedWork(entry.key, entry=entry) for entry in entries)


@cache
def barley_draft(form: str) -> Draft:
    """Return the draft of a form; what pandoc reads is skipped, and told, where it is missing."""
    works = barley_works() if form in ("md", "tex") else ()
    return draft_of(article_in(barley_file(form), works), works)


def article_in(path: Path, works: tuple[ListedWork, ...] = ()) -> Article:
    try:
        return read_article_file(path, works)
    except NoPandocError:
        absent("pypandoc is not installed")
