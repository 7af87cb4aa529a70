"""`claimweave schema`: write the JSON Schemas that editors complete from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimweave.cli import CLEAN, TO_MEND, project_root

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("schema", help="write docs/schema/ for completion in editors")
    parser.add_argument("--check", action="store_true", help="only say whether it is current")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write the schemas, or with `--check` return 1 when they are not current."""
    from claimweave.schema import SCHEMA_FOLDER, schemas  # noqa: PLC0415
    from claimweave.sources.review_reader import read_review  # noqa: PLC0415

    root = project_root(options)
    folder, status = root / SCHEMA_FOLDER, CLEAN
    for name, text in schemas(read_review(root)).items():
        path = folder / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            print(f"{SCHEMA_FOLDER}/{name} is current")
        elif options.check:
            print(f"{SCHEMA_FOLDER}/{name} is not current: run `claimweave schema`")
            status = TO_MEND
        else:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"{SCHEMA_FOLDER}/{name} written")
    return status
