"""`claimweave source import FILE`: an article's text becomes a draft of the ledger."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.article.draft import as_yaml, draft_ledger
from claimweave.article.verification import NoArticleError, read_article
from claimweave.commands.call import CLEAN, UsageError, project_root
from claimweave.diagnostics.problem import Problem
from claimweave.disk.text_files import LARGE_LIMIT, read_text
from claimweave.disk.transaction import carry_out, step_to
from claimweave.disk.unwritten import NotWrittenError
from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot
from claimweave.review.reading.bibtex_reader import read_bibtex
from claimweave.review.reading.ledger_reader import SENTENCES
from claimweave.review.reference import Reference
from claimweave.words.printable import printable, reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator

    from claimweave.article.draft import Draft


def add_to(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the action and its arguments."""
    parser = actions.add_parser("import", help="draft the ledger from an article's text")
    parser.add_argument("file", metavar="FILE", help="the article's text, UTF-8")
    parser.add_argument("--bib", metavar="FILE", help="hold the numbers against this bibliography")
    parser.add_argument(
        "--output", metavar="FILE", help="write here (default: the review's sentences.yml)"
    )
    parser.add_argument("--force", action="store_true", help="replace a ledger that is there")
    parser.add_argument("--show", action="store_true", help="list each sentence that was found")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the draft, and print what was found and what is unsure.

    Raises:
        UsageError: when a file cannot be read, has no sentence, or a ledger is there already.
    """
    root = None if options.output else project_root(options)
    target = root / SENTENCES if root else Path(options.output)
    if os.path.lexists(target) and not options.force:
        raise UsageError(f"{target} is there already: --force replaces it, --output writes another")
    draft = draft_ledger(article_text(options.file))
    if not draft.sentences:
        raise UsageError(f"{options.file} has no sentence")
    numbered = _numbers_of(Path(options.bib)) if options.bib else None
    _write(target, as_yaml(draft), root)
    print("\n".join(_report(draft, numbered, show=options.show)))
    print(f"{target} written: hold it against the article, then `claimweave source verify`")
    return CLEAN


def article_text(file: str) -> str:
    """Return the text of an article.

    Raises:
        UsageError: when it cannot be read.
    """
    try:
        return read_article(Path(file))
    except OSError as error:
        raise UsageError(f"{file} cannot be read: {reason(error)}") from None
    except NoArticleError as error:
        raise UsageError(f"{file} cannot be read: {error}") from None


def _write(target: Path, content: str, within: Path | None) -> None:
    try:
        before = Snapshot.of(target) if os.path.lexists(target) else None
        carry_out([step_to(target, content.encode(), before)], within)
    except OSError as error:
        raise NotWrittenError(f"{target} cannot be written: {reason(error)}") from None
    except ChangedMeanwhileError as error:
        raise NotWrittenError(f"{target} cannot be written: {error}") from None


def _numbers_of(path: Path) -> dict[int, str]:
    """Return the number of each entry of a bibliography: its own, or else its place in the file.

    Raises:
        UsageError: when it cannot be read.
    """
    source = read_text(path.parent, path.name, LARGE_LIMIT)
    if isinstance(source, Problem):
        raise UsageError(f"{path}: {source.message}")
    entries, problems = read_bibtex(source)
    if problems:
        raise UsageError(f"{path}: {problems[0].message}")
    references = map(Reference.of, entries)
    own = {one.number: one.key for one in references if one.number is not None}
    return own or {place: entry.key for place, entry in enumerate(entries, start=1)}


def _report(draft: Draft, numbered: dict[int, str] | None, *, show: bool) -> Iterator[str]:

    if show:
        for sentence in draft.sentences:
            cites = ", ".join(map(str, sentence.cites))
            yield printable(f"{sentence.locator} [{cites}] {sentence.text}")
    yield (
        f"Sentences: {len(draft.sentences)}, sections: {len(draft.sections)}, "
        f"references cited: {len(draft.numbers)}, in places: {draft.pairs} ({draft.style})"
    )
    yield "Sections, for review.yml:"
    yield from (printable(f"  {name}: {title}") for name, title in draft.sections.items())
    if numbered is not None:
        yield from _held_against(draft, numbered)
    yield f"{len(draft.doubts)} to look at:" if draft.doubts else "Nothing is unsure."
    for doubt in draft.doubts:
        place = f"line {doubt.line}" if doubt.line else "whole text"
        yield printable(f"  {place}: {doubt.message}")


def _held_against(draft: Draft, numbered: dict[int, str]) -> Iterator[str]:
    """Say which numbers have no entry, and which entries no sentence cites."""
    without = [number for number in draft.numbers if number not in numbered]
    uncited = [f"{n} ({key})" for n, key in sorted(numbered.items()) if n not in draft.numbers]
    yield f"No entry in the bibliography: {', '.join(map(str, without)) or 'none'}"
    yield f"No sentence cites: {', '.join(uncited) or 'none'}"
