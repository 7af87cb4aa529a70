"""A draft of the miniature review, in which two sentences wait for their claims."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from assembly import BASE, edited
from claimweave.review.paths import SETTINGS

if TYPE_CHECKING:
    from pathlib import Path

SENTENCES = "claims/_review/sentences.yml"
FIRST, LAST = "claims/1-fields/s1-p1-s1.yml", "claims/2-conclusion/s2-p1-s1.yml"
"""The stubs of the two sentences."""


def draft_without_two_claims(target: Path) -> Path:
    """Copy the review to a new folder, without the claims of two sentences, as a draft."""
    folder = shutil.copytree(BASE, target)
    edited(folder, SETTINGS, "subject:", "state: draft\nsubject:")
    (folder / "claims/1-fields/nitrate-feeds-barley.yml").unlink()
    (folder / "claims/2-conclusion/soil-tests-pay.yml").unlink()
    (folder / "docs/index.md").write_text("# Nitrate\n\n[[!table]]\n", encoding="utf-8")
    return folder


def texts(project: Path) -> dict[str, bytes]:
    """Return path to content of all files of a project but the caches."""
    files = (path for path in sorted(project.rglob("*")) if path.is_file())
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in files
        if ".cache" not in path.parts
    }
