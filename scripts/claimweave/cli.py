"""The command `claimweave`. Exit status: 0 clean, 1 to mend, 2 wrong usage, 3 the tool failed."""

from __future__ import annotations

import argparse
import contextlib
import errno
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

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
    # No plug-in of Pydantic, whatever else is installed, takes part in what is valid.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    try:
        status = options.run(options)
        assert isinstance(status, int)
        sys.stdout.flush()
    except (NoProjectError, UsageError) as error:
        print(f"claimweave: {error}", file=sys.stderr)
        return USAGE
    except BrokenPipeError:
        _silence(sys.stdout)  # the reader of our output has gone (`| head`)
        return FAILED
    except KeyboardInterrupt:
        return FAILED
    except Exception as error:
        if os.environ.get("CLAIMWEAVE_TRACEBACK"):
            raise
        return _failed(error)
    return status


def _failed(error: Exception) -> int:
    """Say why the tool failed; return the exit status."""
    if isinstance(error, OSError) and error.errno in _FULL and not error.filename:
        print(f"claimweave: the output cannot be written: {error.strerror}", file=sys.stderr)
        _silence(sys.stdout)
    elif isinstance(error, MemoryError):
        print("claimweave: there is not enough memory for this", file=sys.stderr)
    else:
        kind = type(error).__name__
        print(f"claimweave: this is a fault of the tool itself: {kind}: {error}\n"
              "Please report it. CLAIMWEAVE_TRACEBACK=1 shows where it happened.",
              file=sys.stderr)  # fmt: skip
    return FAILED


def run() -> NoReturn:
    """Run the command and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main())


_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)


def _silence(stream: TextIO) -> None:
    """Let go of what could not be written, so that Python does not try again at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def project_root(options: argparse.Namespace, *, crowded: bool = False) -> Path:
    """Return the root of the project that the command is about.

    Args:
        options: what the command was called with.
        crowded: whether the command reports itself that a folder holds too many files to read.

    Raises:
        UsageError: when there is no such folder, or it holds too many files.
        NoProjectError: when it belongs to no review.
    """
    start = Path(options.project or ".")
    if not os.path.isdir(start):  # noqa: PTH112 - a Path's raises where one may not look
        raise UsageError(f"{start} is not a folder")
    root = find_root(start)
    if not crowded:
        from claimweave.sources.files import too_many  # noqa: PLC0415 - the command starts fast

        for problem in too_many(root):
            raise UsageError(f"{problem.where.path}: {problem.message}; {problem.help}")
    return root


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
