"""`claimweave init [FOLDER]`: start a review of one's own in an empty folder."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import claimweave.rules.checking  # noqa: F401 - the schemas list the rules
from claimweave.authoring.new_review.answers import plain_text, read_answers, read_axis
from claimweave.authoring.new_review.engine_place import engine_place
from claimweave.authoring.new_review.project import start_files
from claimweave.authoring.plain_input import AnswerError
from claimweave.authoring.terminal import AnswersEndedError, Question, ask, from_the_first
from claimweave.commands.call import CLEAN, UsageError
from claimweave.commands.output_folder import usable
from claimweave.commands.terminal import ENDED, INTRODUCTION, asks, terminal
from claimweave.derived.derived_files import derived_files
from claimweave.disk.filled_folder import filled_at_once, refuse_unless_empty, write_files
from claimweave.review.reading.review_reader import read_review
from claimweave.rules.registry import exemptable_rules

if TYPE_CHECKING:
    import argparse

    from claimweave.authoring.new_review.answers import Answers

ASKED = {
    "title": ("Title of the review", "Nutrients in the soil and the yield of crops"),
    "subject": ("What it is about, in a few words", "field crops"),
    "rows": ("Rows of its table: a name, and terms", "Crop: barley, beans"),
    "columns": ("Columns of its table: a name, and terms", "Nutrient: nitrate, phosphate"),
}
"""Option to what it asks for, and an example, which `--yes` takes."""

AXES = {
    "rows": "What claims are about, one axis: a name, and terms",
    "columns": "Another axis: a name, and terms",
}
"""What is asked in the place of rows and columns where the review has no table."""


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
    parser.add_argument(
        "--no-table",
        action="store_true",
        help="the article has no table: rows and columns are then the two axes of its claims",
    )
    parser.add_argument("--yes", action="store_true", help="ask nothing: take the examples")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ask for what the options leave open, write the project, and say what to do next.

    Raises:
        UsageError: when the folder is not empty, or an answer is missing or cannot be used.
    """
    folder = Path(options.folder)
    try:
        with usable(folder):
            refuse_unless_empty(folder)
        answers = _answers(options)
        with usable(folder), filled_at_once(folder) as place:
            write_files(place, start_files(answers))
            write_files(place, derived_files(read_review(place), exemptable_rules()))
    except AnswerError as error:
        raise UsageError(str(error)) from None
    except AnswersEndedError:
        raise UsageError(ENDED) from None
    print(f"A review stands in {folder.resolve()}\n")
    print(f"  cd {options.folder} && make site && make test\n")
    print(f"It installs claimweave from {answers.engine}\nIts README.md says what to do next.")
    return CLEAN


def _answers(options: argparse.Namespace) -> Answers:
    """Return the answers: from the options, or else asked for, or with `--yes` the examples."""
    missing = [name for name in ASKED if getattr(options, name) is None]
    if missing and not options.yes and not asks():
        listed = ", ".join(f"--{name}" for name in missing)
        raise UsageError(f"nobody can be asked here: give {listed}, or --yes for the examples")
    given = {name: getattr(options, name) for name in ASKED}
    if missing and not options.yes:
        terminal().say(INTRODUCTION)
    if options.yes:
        given |= {name: ASKED[name][1] for name in missing}
    else:
        from_the_first(
            terminal(), [partial(_asked, name, given, _question(name, options)) for name in missing]
        )
    engine = options.engine or engine_place()
    if not engine:
        raise UsageError("where this claimweave came from is not known: give --engine")
    if options.engine and os.path.exists(options.engine):  # noqa: PTH110 - never raises
        engine = str(Path(options.engine).resolve())
    return read_answers(**given, engine=engine, table=not options.no_table)


def _question(name: str, options: argparse.Namespace) -> str:
    return AXES.get(name, ASKED[name][0]) if options.no_table else ASKED[name][0]


def _asked(name: str, given: dict[str, str], text: str) -> bool:
    """Ask until the answer can be used; Enter takes the example, or what was answered before."""
    example = ASKED[name][1]
    reader = read_axis if name in ("rows", "columns") else plain_text
    question = Question(text, partial(reader, what=name), given[name] or example)
    given[name] = ask(terminal(), question)
    return True
