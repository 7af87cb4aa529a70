"""Miniature projects for tests: `_base/` is clean, and each case lays its files over it.

A case is a folder `<rule-id>/bad-…` or `<rule-id>/good-…`. Its files replace those of the base or
join them; a file DELETE lists paths of the base that it does without, one a line. In a bad case,
expected.txt holds what `claimweave check --quiet` prints.
"""

from __future__ import annotations

import gc
import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest import mock

from claimweave.commands.command_line import main
from claimweave.reports import report_form
from claimweave.rules import checking
from loaded_command import HANGS, run_loaded

if TYPE_CHECKING:
    from claimweave.review.review import Review
    from claimweave.rules.checking import Report

CASES = Path(__file__).resolve().parents[1] / "cases"
BASE = CASES / "_base"
SITE_CONFIGURATION = """site_name: Fields
theme: {name: material, font: false}
plugins: [claimweave]
markdown_extensions: [toc: {permalink: "#", permalink_title: Link to this part}, tables, attr_list,
  admonition, footnotes]
"""
"""`mkdocs.yml` for the base, which has none: only its site needs one."""
NOT_LAID_OVER = ("DELETE", "expected.txt")


def assemble(case: Path, target: Path) -> Path:
    """Lay the case over the base in a new folder; return it."""
    shutil.copytree(BASE, target)
    deleted = case / "DELETE"
    for name in deleted.read_text(encoding="utf-8").split() if deleted.exists() else ():
        (target / name).unlink()
    ignore = shutil.ignore_patterns(*NOT_LAID_OVER)
    shutil.copytree(case, target, dirs_exist_ok=True, ignore=ignore)
    return target


def edited(project: Path, path: str, old: str, new: str) -> None:
    """Replace a text that stands once in a file of the project."""
    file = project / path
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
    file.write_text(text.replace(old, new), encoding="utf-8")


@dataclass(frozen=True)
class Checked:
    """What a check came to: its exit status, what it printed, and the same result as JSON."""

    status: int
    text: str
    json: dict[str, Any]
    stderr: str
    report: Report

    @property
    def diagnostics(self) -> list[dict[str, Any]]:
        """The diagnostics of the report as JSON."""
        return list(self.json["diagnostics"])


def check_in_process(project: Path) -> Checked:
    """Run `claimweave check --quiet` in this process: read once, reported as text and as JSON.

    What escapes from the engine is raised here: no fault of it becomes a message.
    """
    kept: list[Report] = []
    real = checking.check

    def check(review: Review, **options: bool) -> Report:
        kept.append(real(review, **options))
        return kept[-1]

    with (
        redirect_stdout(io.StringIO()) as out,
        redirect_stderr(io.StringIO()) as error,
        mock.patch.dict(os.environ, {"CLAIMWEAVE_TRACEBACK": "1"}),
        mock.patch("claimweave.rules.checking.check", check),
    ):
        try:
            status = main(["--project", str(project), "check", "--quiet"])
        finally:
            gc.enable()  # the command does without, since its process ends
    (report,) = kept
    return Checked(
        status, out.getvalue(), json.loads(report_form("json")(report)), error.getvalue(), report
    )


def run_command(
    project: Path, *arguments: str, seconds: int | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the real command on a project, as somebody would who has no terminal.

    It runs in a process of its own, which is killed when it takes more seconds of the processor.
    """
    return run_loaded("--project", str(project), *arguments, seconds=seconds)


def run_in_new_interpreter(
    *arguments: str, folder: Path = BASE, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the real command with all that an interpreter does at its start and at its end."""
    command = [sys.executable, "-m", "claimweave", *arguments]
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=HANGS,
    )
