"""The made-up review that has every shape at once: several tables, entries on no side, and more."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from claimweave.evidence.base import EvidenceBase
from claimweave.review.reading.review_reader import read_review

if TYPE_CHECKING:
    from collections.abc import Mapping

SHAPED = Path(__file__).resolve().parents[1] / "shaped_review"


def shaped(target: Path, changes: Mapping[str, str]) -> Path:
    """Write the review into a new folder, with other texts of some files; return it."""
    shutil.copytree(SHAPED, target / "review", ignore=shutil.ignore_patterns("site", ".*"))
    for path, text in changes.items():
        (target / "review" / path).write_text(text, encoding="utf-8")
    return target / "review"


def shaped_text(path: str, *changes: tuple[str, str]) -> str:
    """Return a file's text with each of some texts replaced that stand in it."""
    text = (SHAPED / path).read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} does not stand in {path}"
        text = text.replace(old, new)
    return text


def shaped_base(target: Path, changes: Mapping[str, str]) -> EvidenceBase:
    """Return the evidence base of the review with other texts of some files."""
    return EvidenceBase(read_review(shaped(target, changes)))
