"""`claimweave init [FOLDER]`: start a review of one's own in an empty folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.cli import CLEAN, UsageError
from claimweave.commands.render import usable

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from claimweave.starting.answers import Answers

ASKED = {
    "title": ("Title of the review", "Nutrients in the soil and the yield of crops"),
    "subject": ("What it is about, in a few words", "field crops"),
    "rows": ("Rows of its table: a name, and terms", "Crop: barley, beans"),
    "columns": ("Columns of its table: a name, and terms", "Nutrient: nitrate, phosphate"),
}
"""Option to what it asks for, and an example, which `--yes` takes."""


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("init", help="start a review of your own in an empty folder")
    parser.add_argument("folder", nargs="?", default=".", metavar="FOLDER", help="default: here")
    for name, (question, example) in ASKED.items():
        parser.add_argument(f"--{name}", metavar="TEXT", help=f"{question}, such as '{example}'")
    parser.add_argument(
        "--engine",
        metavar="PATH_OR_URL",
        help="where the review installs claimweave from (default: where this one came from)",
    )
    parser.add_argument("--yes", action="store_true", help="ask nothing: take the examples")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ask for what the options leave open, write the project, and say what to do next.

    Raises:
        UsageError: when the folder is not empty, or an answer is missing or cannot be used.
    """
    from claimweave.derived_files import derived_files  # noqa: PLC0415 - the command starts fast
    from claimweave.model.review import FORM_FOLDER, SCHEMA_FOLDER  # noqa: PLC0415
    from claimweave.output_folder import (  # noqa: PLC0415
        filled_at_once,
        refuse_unless_empty,
        write_files,
    )
    from claimweave.sources.review_reader import read_review  # noqa: PLC0415
    from claimweave.starting.answers import AnswerError  # noqa: PLC0415
    from claimweave.starting.project import start_files  # noqa: PLC0415

    folder = Path(options.folder)
    try:
        with usable(folder):
            refuse_unless_empty(folder)
        answers = _answers(options)
        with usable(folder), filled_at_once(folder) as place:
            write_files(place, start_files(answers))
            write_files(place, derived_files(read_review(place), (SCHEMA_FOLDER, FORM_FOLDER)))
    except AnswerError as error:
        raise UsageError(str(error)) from None
    print(f"A review stands in {folder.resolve()}\n")
    print(f"  cd {options.folder} && make site && make test\n")
    print(f"It installs claimweave from {answers.engine}\nIts README.md says what to do next.")
    return CLEAN


def _answers(options: argparse.Namespace) -> Answers:
    """Return the answers: from the options, or else asked for, or with `--yes` the examples."""
    from claimweave.starting.answers import plain_text, read_answers, read_axis  # noqa: PLC0415
    from claimweave.starting.engine_place import engine_place  # noqa: PLC0415

    checks: dict[str, Callable[[str, str], object]] = {"rows": read_axis, "columns": read_axis}
    missing = [name for name in ASKED if getattr(options, name) is None]
    if missing and not options.yes and not sys.stdin.isatty():
        listed = ", ".join(f"--{name}" for name in missing)
        raise UsageError(f"nobody can be asked here: give {listed}, or --yes for the examples")
    given = {name: getattr(options, name) for name in ASKED}
    for name in missing:
        example = ASKED[name][1]
        given[name] = example if options.yes else _ask(name, checks.get(name, plain_text))
    engine = options.engine or engine_place()
    if not engine:
        raise UsageError("where this claimweave came from is not known: give --engine")
    if options.engine and os.path.exists(options.engine):  # noqa: PTH110 - never raises
        engine = str(Path(options.engine).resolve())
    return read_answers(**given, engine=engine)


def _ask(name: str, check: Callable[[str, str], object]) -> str:
    """Ask until the answer can be used; an empty one takes the example.

    Raises:
        UsageError: when the input ends.
    """
    from claimweave.starting.answers import AnswerError  # noqa: PLC0415

    question, example = ASKED[name]
    while True:
        try:
            answer = input(f"{question} [{example}]: ").strip() or example
            check(answer, name)
        except AnswerError as error:
            print(f"  {error}")
        except EOFError:
            raise UsageError("the answers ended: nothing was written") from None
        else:
            return answer
