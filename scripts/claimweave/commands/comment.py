"""`claimweave comment`: compose the comment on a pull request from what its checks left."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.commands.call import CLEAN, UsageError
from claimweave.reports.pull_request.artifact import ArtifactError, read_artifact
from claimweave.reports.pull_request.comment import comment
from claimweave.reports.pull_request.origin import OriginError, find_number, read_run

if TYPE_CHECKING:
    import argparse


def add_to(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its arguments."""
    parser = subparsers.add_parser("comment", help="compose the comment on a pull request")
    parser.add_argument("artifact", metavar="ZIP", help="the archive that the checks left")
    parser.add_argument(
        "--event", required=True, metavar="FILE", help="GitHub's event of the finished run"
    )
    parser.add_argument(
        "--pulls", required=True, metavar="FILE", help="GitHub's list of pull requests"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print `{"number": …, "body": …}` in one line; nothing when no pull request fits.

    Raises:
        UsageError: when the event or the list is not GitHub's.
    """
    try:
        finished = read_run(Path(options.event))
        number = find_number(finished, Path(options.pulls))
    except OriginError as error:
        raise UsageError(str(error)) from None
    if number is None:
        print("no open pull request stands at the commit that was checked", file=sys.stderr)
        return CLEAN
    try:
        artifact = read_artifact(Path(options.artifact))
    except ArtifactError as error:
        print(error, file=sys.stderr)
        artifact = None
    body = comment(artifact, finished)
    print(json.dumps({"number": number, "body": body}, ensure_ascii=False))
    return CLEAN
