"""`claimweave schema`: write the JSON Schemas that editors complete from, and the issue forms."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import claimweave.rules.checking  # noqa: F401 - the schemas list the rules
from claimweave.commands.call import CLEAN, TO_MEND, project_root
from claimweave.derived.derived_files import derived_files
from claimweave.derived.known_names import renew_known_names
from claimweave.disk.transaction import carry_out, step_to
from claimweave.disk.whole_file import ChangedMeanwhileError, Snapshot
from claimweave.review.paths import FORM_FOLDER, SCHEMA_FOLDER
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.registry import exemptable_rules
from claimweave.words.printable import reason

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from claimweave.review.review import Review


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("schema", help="write docs/schema/ for editors, and issue forms")
    parser.add_argument("--check", action="store_true", help="only say whether it is current")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write schemas and forms, or with `--check` return 1 when they are not current.

    Issue forms are written only where the review has the folder for them.
    """
    root = project_root(options)
    review = read_review(root)
    status = CLEAN
    for path, text in _made(root, review).items():
        try:
            said = _written(root, path, text, write=not options.check)
        except (OSError, ChangedMeanwhileError) as error:
            said = f"cannot be written: {reason(error)}"
        print(f"{path} {said}")
        status = status if said in _WELL else TO_MEND
    renew_known_names(root, review)
    return status


def _made(root: Path, review: Review) -> dict[str, str]:
    """Return the path of each schema and form of a review, from its root, and the text."""
    forms = [FORM_FOLDER] if (root / FORM_FOLDER).is_dir() else []
    return derived_files(review, exemptable_rules(), [SCHEMA_FOLDER, *forms])


_WELL = ("is current", "written")


def _written(root: Path, name: str, text: str, *, write: bool) -> str:
    """Bring a file to the text; return what is to be said of it.

    Raises:
        OSError: when it cannot be written.
        ChangedMeanwhileError: when somebody else writes it at this moment.
    """
    path, content = root / name, text.encode()
    before = Snapshot.of(path) if os.path.lexists(path) else None
    if before and before.content == content:
        return "is current"
    if not write:
        return "is not current: run `claimweave schema`"
    carry_out([step_to(path, content, before)], within=root)
    return "written"
