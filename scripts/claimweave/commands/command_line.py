"""The command `claimweave`. Exit status: 0 clean, 1 to mend, 2 wrong usage, 3 the tool failed."""

from __future__ import annotations

import argparse
import contextlib
import errno
import gc
import os
import sys
from functools import partial
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn, TextIO

from claimweave import __version__
from claimweave.commands import COMMANDS
from claimweave.commands.call import FAILED, USAGE, UsageError
from claimweave.disk.unwritten import NotWrittenError
from claimweave.review.project import NoProjectError
from claimweave.words.printable import printable
from claimweave.words.suggestions import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None, *, own_process: bool = False) -> int:
    """Run the command with the given arguments; return its exit status.

    `own_process` says that the process is the command's own, which may then have a child.
    """
    _without_plugins()
    options = _parser(arguments).parse_args(arguments)
    options.own_process = own_process
    try:
        status = options.run(options)
        assert isinstance(status, int)
        sys.stdout.flush()
    except (NoProjectError, UsageError) as error:
        print(f"claimweave: {error}", file=sys.stderr)
        return USAGE
    except NotWrittenError as error:
        print(f"claimweave: {printable(str(error))}", file=sys.stderr)
        return FAILED
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


def _without_plugins() -> None:
    """No plug-in of Pydantic, whatever else is installed, takes part in what is valid.

    Pydantic heeds the variable, and yet imports what would look for plug-ins, with archives, mail
    and sockets: a twentieth of a check. So a module that finds none stands in that one's place.
    Where a later Pydantic has it elsewhere, nobody asks ours, and all is as without it.
    """
    if os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__") == "__all__":
        finder = ModuleType("pydantic.plugin._loader")
        finder.get_plugins = tuple  # type: ignore[attr-defined]
        sys.modules.setdefault(finder.__name__, finder)


def _without_backports() -> None:
    """`msgspec` takes what types are from `typing`, as it does where nothing else is installed.

    Else it takes the same from `typing_extensions`, which with what reads source code takes as long
    to load as a twentieth of a check.
    """
    if "msgspec" not in sys.modules and "typing_extensions" not in sys.modules:
        sys.modules["typing_extensions"] = None  # type: ignore[assignment]  # it cannot be imported
        try:
            import_module("msgspec")
        finally:
            del sys.modules["typing_extensions"]


def _failed(error: Exception) -> int:
    """Say why the tool failed; return the exit status."""
    if isinstance(error, OSError) and error.errno in _FULL and not error.filename:
        print(f"claimweave: the output cannot be written: {error.strerror}", file=sys.stderr)
        _silence(sys.stdout)
    elif isinstance(error, MemoryError):
        print("claimweave: there is not enough memory for this", file=sys.stderr)
    else:
        kind = type(error).__name__
        print(
            f"claimweave: this is a fault of the tool itself: {kind}: {error}\n"
            "Please report it. CLAIMWEAVE_TRACEBACK=1 shows where it happened.",
            file=sys.stderr,
        )
    return FAILED


def run() -> NoReturn:
    """Run the command and end the process with its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    status = main(own_process=True)
    gc.freeze()  # all that is left goes with the process: nobody need look for garbage among it
    sys.exit(status)


_FULL = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)


def _silence(stream: TextIO) -> None:
    """Let go of what could not be written, so that Python does not try again at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


class _Parser(argparse.ArgumentParser):
    """A parser that measures the terminal once.

    Each argument that is added has its help tried, for which argparse imports what knows archives.
    """

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - argparse's own
        formatter = partial(argparse.HelpFormatter, width=_width())
        super().__init__(**({"formatter_class": formatter} | options))


def _width() -> int:
    """Return how wide help may be, as argparse has it: the terminal, less two columns."""
    told = os.environ.get("COLUMNS", "")
    columns = int(told) if told.isascii() and told.isdecimal() else 0
    with contextlib.suppress(AttributeError, ValueError, OSError):
        columns = columns or os.get_terminal_size(sys.stdout.fileno()).columns
    return (columns or 80) - 2


def _parser(arguments: Sequence[str] | None) -> argparse.ArgumentParser:
    """Return the parser of the command that is called; of all, where none can be made out.

    Only that one's module is imported: each command begins as fast as what it does allows.
    """
    parser: argparse.ArgumentParser = _Parser(
        prog="claimweave", description="Checks and weaves an executable review."
    )
    parser.add_argument("--version", action="version", version=f"claimweave {__version__}")
    parser.add_argument("--project", metavar="FOLDER", help="the review's folder (default: here)")
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    called = _called(arguments)
    if called not in COMMANDS and (hint := did_you_mean(called, COMMANDS)):
        parser.error(f"invalid choice: {called!r}: {hint}")
    _without_backports()
    looked_for = gc.isenabled()
    gc.disable()  # what is imported stays: looking for garbage among it finds none
    for name in (called,) if called in COMMANDS else COMMANDS:
        import_module(f"claimweave.commands.{name}").add_to(subparsers)
    for command in subparsers.choices.values():
        # It may stand behind the command's name, too: there hooks add their arguments.
        hidden = argparse.SUPPRESS
        command.add_argument("--project", metavar="FOLDER", default=hidden, help=hidden)
    if looked_for:
        gc.enable()
    return parser


def _called(arguments: Sequence[str] | None) -> str:
    """Return the name of the command that the arguments call; nothing when they name none."""
    words = iter(sys.argv[1:] if arguments is None else arguments)
    for word in words:
        if word == "--project":
            next(words, None)
        elif not word.startswith("--project="):
            return word
    return ""
