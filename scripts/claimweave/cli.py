"""The command `claimweave`. Exit status: 0 clean, 1 to mend, 2 wrong usage, 3 the tool failed."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from claimweave import __version__
from claimweave.project import NoProjectError, find_root

if TYPE_CHECKING:
    from collections.abc import Sequence

CLEAN, TO_MEND, USAGE, FAILED = 0, 1, 2, 3


class UsageError(Exception):
    """The command was called with something that it cannot work on."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with the given arguments; return its exit status."""
    options = _parser().parse_args(arguments)
    try:
        status = options.run(options)
        assert isinstance(status, int)
    except (NoProjectError, UsageError) as error:
        print(f"claimweave: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing more to say to it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return FAILED
    except Exception as error:
        if os.environ.get("CLAIMWEAVE_TRACEBACK"):
            raise
        kind = type(error).__name__
        print(f"claimweave: this is a fault of the tool itself: {kind}: {error}\n"
              "Please report it. CLAIMWEAVE_TRACEBACK=1 shows where it happened.",
              file=sys.stderr)  # fmt: skip
        return FAILED
    return status


def run() -> NoReturn:
    """Run the command and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())


def project_root(options: argparse.Namespace) -> Path:
    """Return the root of the project that the command is about."""
    start = Path(options.project or ".")
    if not start.is_dir():
        raise UsageError(f"{start} is not a folder")
    return find_root(start)


def _parser() -> argparse.ArgumentParser:
    from claimweave.commands import COMMANDS  # noqa: PLC0415 - it imports this module

    parser = argparse.ArgumentParser(
        prog="claimweave", description="Checks and weaves an executable review."
    )
    parser.add_argument("--version", action="version", version=f"claimweave {__version__}")
    parser.add_argument("--project", metavar="FOLDER", help="the review's folder (default: here)")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_to(subparsers)
    return parser
