"""Miniature projects for tests: `_base/` is clean, and each case lays its files over it.

A case is a folder `<rule-id>/bad-…` or `<rule-id>/good-…`. Its files replace those of the base or
join them; a file DELETE lists paths of the base that it does without, one a line. In a bad case,
expected.txt holds what `claimweave check --quiet` prints.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

CASES = Path(__file__).resolve().parent
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


def run_command(
    project: Path, *arguments: str, timeout: float = 60
) -> subprocess.CompletedProcess[str]:
    """Run the real command on a project, as somebody would who has no terminal."""
    command = [sys.executable, "-m", "claimweave", "--project", str(project), *arguments]
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, timeout=timeout
    )
