"""`claimweave source import FILE`: an article's own file becomes a draft of the ledger.

JATS XML, Word, LaTeX, Markdown, HTML and plain text are read. The works that it cites join the
bibliography, with their numbers.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.article.ledger_text import ledger_text
from claimweave.article.matching import twin_keys, works_of
from claimweave.article.unread_citations import is_frequent
from claimweave.authoring.imported_article import (
    ImportedArticle,
    import_article,
    numbered_entries,
)
from claimweave.authoring.new_review.example import example_of
from claimweave.authoring.plain_input import AnswerError, day
from claimweave.authoring.writing import write_change
from claimweave.commands import source_report
from claimweave.commands.call import CLEAN, TO_MEND, UsageError, project_root
from claimweave.commands.session import today
from claimweave.commands.source_files import article_of, drafted, given_works, numbers_of
from claimweave.disk.transaction import carry_out, step_to
from claimweave.disk.unwritten import NotWrittenError
from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot
from claimweave.references import RefusedError
from claimweave.references.addition import Placing
from claimweave.references.many_additions import Manner, add_many
from claimweave.review.paths import LEDGER
from claimweave.review.reading.ledger_reader import SENTENCES
from claimweave.review.reading.review_reader import read_review
from claimweave.words.printable import printable, reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator, Sequence

    from claimweave.article.draft import Draft
    from claimweave.references.incoming.incoming_entry import IncomingEntry


def add_to(actions: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the action and its arguments."""
    parser = actions.add_parser(
        "import",
        help="draft the ledger and the bibliography from an article's file",
        description="Read an article's own file: JATS XML, Word (.docx), LaTeX, Markdown, HTML or "
        "plain text. Its sentences become a draft of the ledger, and the works that it cites join "
        "the bibliography with their numbers. The text itself is not kept.",
    )
    parser.add_argument("file", metavar="FILE", help="the article's file")
    parser.add_argument(
        "--bib",
        metavar="FILE",
        help="its bibliography: BibTeX, biblatex, RIS, nbib, CSL-JSON or "
        "EndNote XML (default: the one that the file names and that lies beside it)",
    )
    parser.add_argument(
        "--output",
        metavar="FILE",
        help="write the ledger here, and nothing into a review",
    )
    parser.add_argument(
        "--references", metavar="FILE", help="with --output: write the works here, as BibTeX"
    )
    parser.add_argument(
        "--table", metavar="FILE", help="write a draft of its matrix of studies here"
    )
    parser.add_argument(
        "--source", metavar="TEXT", help="where the works were seen (default: the article's list)"
    )
    parser.add_argument(
        "--added", metavar="DAY", help="the day of works without a number (default: today)"
    )
    parser.add_argument(
        "--force",
        action="store_true",
        help="replace a ledger that is there, and write what was read although the text is not "
        "whole, or many citations are not understood",
    )
    parser.add_argument("--show", action="store_true", help="list each sentence that was found")
    parser.set_defaults(run=run, clock=today)


def run(options: argparse.Namespace) -> int:
    """Write the draft, and print what was found and what is unsure; 1 when too much was not read.

    Raises:
        UsageError: when a file cannot be read, has no sentence, or a ledger is there already.
    """
    root = None if options.output else project_root(options)
    target = root / SENTENCES if root else Path(options.output)
    _refuse_taken(options, target, root)
    works, told = given_works(options.file, options.bib)
    if works:
        options.source = options.source or f"the bibliography of {Path(options.file).name}"
    article = article_of(options.file, works)
    works, matched = works_of(article, works, numbers_of(options.bib) if options.bib else {})
    told += matched
    twins = twin_keys(works)
    alike = {key: first for key, (first, _) in twins.items()}
    draft = drafted(options.file, article, works, alike)
    if not draft.sentences:
        raise UsageError(f"{options.file} has no sentence")
    print("\n".join(source_report.report(draft, works, twins, told, show=options.show)))
    refused = source_report.refusal(draft, frequent=is_frequent(len(draft.unread), draft.pairs))
    if refused and not options.force:
        print(f"Nothing was written: {refused}")
        print("`--force` writes what was read all the same.")
        return TO_MEND
    entries = numbered_entries(draft, works)
    if root is None:
        return _write_apart(options, target, draft, entries)
    return _write_into_review(options, root, draft, entries)


def _refuse_taken(options: argparse.Namespace, target: Path, root: Path | None) -> None:
    """Refuse to write over a file, unless that is asked for, or it is the example of `init`.

    Raises:
        UsageError: when one is there, or an option goes with another.
    """
    if options.references and root is not None:
        raise UsageError("--references goes with --output: a review has its own bibliography")
    if options.force:
        return
    for path in filter(None, (str(target), options.references, options.table)):
        if os.path.lexists(path) and not (root and path == str(target) and _is_example(root)):
            way = "--force replaces it, --output writes another"
            raise UsageError(f"{path} is there already: {way}")


def _is_example(root: Path) -> bool:
    example = example_of(root, read_review(root))
    return example is not None and SENTENCES not in example.changed


def _manner(options: argparse.Namespace) -> Manner:
    source = options.source or f"the list of references of {Path(options.file).name}"
    try:
        return Manner(Placing("named", None, day(options.added or options.clock())), source)
    except AnswerError as error:
        raise UsageError(f"--added: {error}") from None


def _write_apart(
    options: argparse.Namespace, target: Path, draft: Draft, entries: Sequence[IncomingEntry]
) -> int:
    """Write the ledger, and the works where that was asked for, outside of a review."""
    manner = _manner(options)
    added = add_many("", entries, manner)
    keys = {work.incoming.number: work.key for work in added.new if work.incoming.number}
    files = {target: ledger_text(draft, keys)}
    if options.table and draft.tables:
        files[Path(options.table)] = draft.tables[0].text
    if options.references:
        files[Path(options.references)] = added.bibliography
        print("\n".join(source_report.works_said(added.new, added.known, added.faulty)))
    _carry_out(files)
    for path in files:
        print(f"{path} written: hold it against the article")
    return CLEAN


def _carry_out(files: dict[Path, str]) -> None:
    steps = []
    try:
        for path, text in files.items():
            before = Snapshot.of(path) if os.path.lexists(path) else None
            steps.append(step_to(path, text.encode(), before))
        carry_out(steps)
    except OSError as error:
        raise NotWrittenError(f"{next(iter(files))} cannot be written: {reason(error)}") from None
    except ChangedMeanwhileError as error:
        raise NotWrittenError(f"{next(iter(files))} cannot be written: {error}") from None


def _write_into_review(
    options: argparse.Namespace, root: Path, draft: Draft, entries: Sequence[IncomingEntry]
) -> int:
    manner = _manner(options)
    try:
        imported = import_article(root, draft, entries, manner)
    except (RefusedError, AnswerError) as error:
        print(printable(f"The works are not brought in: {error}"), file=sys.stderr)
        imported = import_article(root, draft, (), manner)
    for line in source_report.imported_said(imported):
        print(line)
    write_change(root, imported.change)
    if draft.tables:
        print("\n".join(_tables_written(options, root, draft, imported)))
    return _said(root, imported)


def _tables_written(
    options: argparse.Namespace, root: Path, draft: Draft, imported: ImportedArticle
) -> Iterator[str]:
    """Write the draft of a table where that was asked for, and say which is written nowhere."""
    if options.table:
        _carry_out({Path(options.table): draft.tables[0].text})
        yield f"{options.table} written: a draft of the first table"
    for place in range(1, len(draft.tables) + 1):
        path = f"{LEDGER}/table-{place}.yml"
        if path not in imported.change.created and not (options.table and place == 1):
            yield f"The draft of a table is not written: {root / path} is there already"
            if place == 1:
                yield "`--table FILE` writes it into another file, to be copied from"


def _said(root: Path, imported: ImportedArticle) -> int:
    for path in (*imported.change.created, *imported.change.replaced):
        print(f"{root / path} written")
    print("Hold the ledger against the article, then `claimweave source verify`")
    return CLEAN
