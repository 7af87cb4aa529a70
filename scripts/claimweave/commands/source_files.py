"""The files of `claimweave source`: the article, and the bibliography that goes with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.article.article import ListedWork, NoArticleError
from claimweave.article.draft import draft_of
from claimweave.article.forms import (
    article_bytes,
    form_named,
    form_of,
    named_bibliographies,
    read_article_file,
)
from claimweave.article.pandoc import NoPandocError
from claimweave.commands.call import UsageError, installer
from claimweave.commands.cite_file import read_given_file
from claimweave.diagnostics.problem import Problem
from claimweave.disk.text_files import LARGE_LIMIT, read_text
from claimweave.references import RefusedError
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reference import Reference
from claimweave.words.counting import plural
from claimweave.words.printable import printable, reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimweave.article.article import Article
    from claimweave.article.draft import Draft


def draft_of_file(file: str, bib: str | None) -> Draft:
    """Return the draft of an article's ledger, for whoever holds one against it; nothing is told.

    Raises:
        UsageError: when it cannot be read, or the bibliography that was given.
    """
    works, _ = given_works(file, bib)
    return drafted(file, article_of(file, works), works)


def drafted(
    file: str,
    article: Article,
    works: Sequence[ListedWork],
    twins: Mapping[str, str] | None = None,
) -> Draft:
    """Return the draft of an article's ledger.

    Raises:
        UsageError: when it has more sentences than an article has.
    """
    try:
        return draft_of(article, works, twins)
    except NoArticleError as error:
        raise UsageError(f"{file} cannot be read: {error}") from None


def article_of(file: str, works: Sequence[ListedWork] = ()) -> Article:
    """Return the article of a file.

    Raises:
        UsageError: when it cannot be read.
    """
    try:
        return read_article_file(Path(file), works)
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {reason(error)}") from None
    except NoPandocError as error:
        way = f"{installer()} pypandoc_binary (155 MB; the extra claimweave[import] has it)"
        others = "or save the article as plain text or JATS XML, which are read without it"
        raise UsageError(f"{file} cannot be read: {error}: {way}, {others}") from None
    except NoArticleError as error:
        raise UsageError(f"{file} cannot be read: {printable(str(error))}") from None


def given_works(file: str, bib: str | None) -> tuple[list[ListedWork], list[str]]:
    """Return the works of a bibliography that was given, or that the article names, and its name.

    Raises:
        UsageError: when one that was given cannot be read.
    """
    told: list[str] = []
    names = [bib] if bib else _named_beside(file, told)
    works: dict[str, ListedWork] = {}
    for name in names:
        try:
            entries = read_given_file(name).entries
        except RefusedError as error:
            raise UsageError(f"{name}: {error}") from None
        for entry in entries:
            works.setdefault(entry.key, ListedWork(entry.key, entry=entry))
        told.append(f"Bibliography: {name}, {plural(len(entries), 'entry', 'entries')}")
    return list(works.values()), told


def numbers_of(bib: str) -> dict[str, int]:
    """Return the number of each entry of a bibliography in BibTeX: its own, or else its place."""
    source = read_text(Path(bib).parent, Path(bib).name, LARGE_LIMIT)
    if isinstance(source, Problem):
        return {}
    entries, _ = read_bibtex(source)
    own = {one.key: one.number for one in map(Reference.of, entries) if one.number is not None}
    return own or {entry.key: place for place, entry in enumerate(entries, start=1)}


def _named_beside(file: str, told: list[str]) -> list[str]:
    """Return the bibliographies that an article names; one in another folder is only told."""
    path = Path(file)
    try:
        raw = article_bytes(path)
        named = named_bibliographies(raw, form_of(raw, form_named(path)))
    except (OSError, NoArticleError):
        return []
    found = []
    for name in named:
        beside = path.parent / name
        if Path(name).name == name and beside.is_file():
            found.append(str(beside))
        else:
            told.append(
                f"Bibliography: {name} is named, and does not lie beside the article: "
                "give it with --bib"
            )
    return found
