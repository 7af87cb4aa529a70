"""ProperDocs, which carries MkDocs 1.6 on: it builds the same site, without a change to anything.

MkDocs itself is frozen. Whoever has to leave it finds that the way is open.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mini_site import mini_project

pytestmark = pytest.mark.full

GENERATOR = re.compile(r'<meta name="?generator"? content="[^"]*">')


def page_files(site: Path) -> dict[str, str]:
    """Each page of a site, without the name of the program that made it."""
    return {
        path.relative_to(site).as_posix(): GENERATOR.sub("", path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def test_it_builds_the_same_site(mini_site: Path, tmp_path: Path) -> None:
    folder = mini_project(tmp_path / "mini")
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml"]
    result = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    ours, theirs = page_files(mini_site), page_files(folder / "site")
    assert theirs.keys() == ours.keys()
    assert [page for page, html in theirs.items() if html != ours[page]] == []
