"""`claimweave schema`: write the JSON Schemas that editors complete from, and the issue forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.cli import CLEAN, TO_MEND, project_root

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("schema", help="write docs/schema/ for editors, and issue forms")
    parser.add_argument("--check", action="store_true", help="only say whether it is current")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write schemas and forms, or with `--check` return 1 when they are not current.

    Issue forms are written only where the review has the folder for them.
    """
    from claimweave.proposing.form_files import FORM_FOLDER, form_files  # noqa: PLC0415
    from claimweave.schema import SCHEMA_FOLDER, schemas  # noqa: PLC0415
    from claimweave.sources.review_reader import read_review  # noqa: PLC0415

    root = project_root(options)
    review = read_review(root)
    made = {f"{SCHEMA_FOLDER}/{name}": text for name, text in schemas(review).items()}
    if (root / FORM_FOLDER).is_dir():
        made |= {f"{FORM_FOLDER}/{name}": text for name, text in form_files(review).items()}
    status = CLEAN
    for name, text in made.items():
        path = root / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            print(f"{name} is current")
        elif options.check:
            print(f"{name} is not current: run `claimweave schema`")
            status = TO_MEND
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{name} written")
    return status
