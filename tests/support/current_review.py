"""The small review of the rules' cases, with all that is made of it up to date."""

from __future__ import annotations

import shutil
from pathlib import Path

from assembly import BASE
from claimweave.commands.command_line import main


def current_review(target: Path, *, forms: bool = False) -> Path:
    """Lay it into a new folder, with its schemas and perhaps its issue forms; return that."""
    shutil.copytree(BASE, target)
    if forms:
        (target / ".github/ISSUE_TEMPLATE").mkdir(parents=True)
    for command in ("schema", "check"):  # a check notes that they are current
        assert main(["--project", str(target), command]) == 0
    return target
