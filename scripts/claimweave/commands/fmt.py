"""`claimweave fmt`: put claim files, study sheets and the bibliography into one form."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from claimweave.commands.call import CLEAN, TO_MEND, project_root
from claimweave.disk.text_files import CLAIM_LIMIT, LARGE_LIMIT, TextFile, list_files, read_text
from claimweave.disk.transaction import Replacement, carry_out
from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot
from claimweave.references import RefusedError
from claimweave.references.bibliography_form import form_of_bibliography, unread_entries
from claimweave.review.paths import BIBLIOGRAPHY, CLAIMS, LEDGER, STUDIES
from claimweave.review.reading.record_reader import read_record
from claimweave.review.vocabulary import Vocabulary
from claimweave.review.writing.yaml_form import UnformattedError, form_of_claim, form_of_study
from claimweave.words.counting import plural
from claimweave.words.printable import printable, reason

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterator
    from pathlib import Path


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("fmt", help="put claims and bibliography into one form")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; say which files would change"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Rewrite what is not in its form; 1 when a file cannot be, or with `--check` is not."""
    root, status, changed, looked_at = project_root(options), CLEAN, 0, 0
    for path, form in _files(root):
        looked_at += 1
        said = _format(root, path, form, write=not options.check)
        if said:
            print(f"{printable(path)}: {printable(said)}")
            changed += said in _CHANGES
            status = TO_MEND if options.check or said not in _CHANGES else status
        unread = _unread(root) if path == BIBLIOGRAPHY else 0
        if unread:
            which = plural(unread, "entry", "entries")
            print(f"{path}: left as it stands, because nobody can read it: {which}")
            status = TO_MEND
    done = "to be rewritten" if options.check else "rewritten"
    print(f"{plural(looked_at, 'file')} looked at, {changed} {done}")
    return status


_CHANGES = ("rewritten", "would be rewritten")


def _files(root: Path) -> Iterator[tuple[str, Callable[[str], str]]]:
    """Yield each file that has a canonical form, with the function that knows it."""
    axes = _axes(root)
    if os.path.lexists(root / BIBLIOGRAPHY):
        yield BIBLIOGRAPHY, form_of_bibliography
    for path in list_files(root, CLAIMS, ".yml"):
        if path.startswith(f"{LEDGER}/"):
            continue
        study = path.startswith(f"{STUDIES}/")
        yield path, partial(form_of_study if study else form_of_claim, axes=axes)


def _unread(root: Path) -> int:
    """Return how many entries of the bibliography have no form, because nobody can read them."""
    source = read_text(root, BIBLIOGRAPHY, LARGE_LIMIT)
    return unread_entries(source.text) if isinstance(source, TextFile) else 0


def _axes(root: Path) -> tuple[str, ...]:
    """Return the vocabulary's axes in its order; none when it cannot be read."""
    source = read_text(root, f"{LEDGER}/vocabulary.yml")
    if not isinstance(source, TextFile):
        return ()
    vocabulary, _ = read_record(source, Vocabulary, "invalid-ledger")
    return tuple(vocabulary.axes) if vocabulary else ()


def _format(root: Path, path: str, form: Callable[[str], str], *, write: bool) -> str:
    """Bring one file into its form; return what is to be said of it, or an empty string."""
    source = read_text(root, path, LARGE_LIMIT if path == BIBLIOGRAPHY else CLAIM_LIMIT)
    if not isinstance(source, TextFile):
        return f"left as it is: {source.message}"
    try:
        snapshot = Snapshot.of(root / path)
        result = form(snapshot.content.decode("utf-8")).encode()
        if result == snapshot.content:
            return ""
        if not write:
            return "would be rewritten"
        carry_out([Replacement(snapshot, result)], within=root)
    except OSError as error:
        return f"left as it is: {reason(error)}"
    except (RefusedError, UnformattedError, ChangedMeanwhileError) as error:
        return f"left as it is: {error}"
    return "rewritten"
