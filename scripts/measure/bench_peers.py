"""Speed side by side: `claimweave check` and four tools on the same bibliography.

A tool that is not there is said to be missing. None is dropped in silence.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from bench_peer_inputs import prepare
from bench_process import Command, compare
from bench_tables import shown, table

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "build" / "bench"
SIZES = (79, 1_000, 10_000)
MKDOCS_BIBTEX, BIBTEX_TIDY = "4.4.0", "1.14.0"


@dataclass(frozen=True, slots=True)
class Tool:
    """A tool: where it works, its command line if it is there, its version, what it checks."""

    name: str
    folder: str
    line: Callable[[], list[str] | None]
    source: str
    checks: str
    arguments: tuple[str, ...]
    version: tuple[str, ...] = ("--version",)


def _installed(name: str) -> list[str] | None:
    path = shutil.which(name)
    return [path] if path else None


@cache
def _bibtex_tidy() -> list[str] | None:
    """Find it among the tests' Node tools or on the path, or else install it below `build/`."""
    folders = (ROOT / "tests" / "node", OWN / "node")
    places = [folder / "node_modules" / ".bin" / "bibtex-tidy" for folder in folders]
    if not any(place.exists() for place in places) and not shutil.which("bibtex-tidy"):
        npm = shutil.which("npm")
        line = [
            npm or "npm",
            "install",
            "--silent",
            "--no-fund",
            "--no-audit",
            "--ignore-scripts",
            "--prefix",
            str(OWN / "node"),
            f"bibtex-tidy@{BIBTEX_TIDY}",
        ]
        if not npm or subprocess.run(line, capture_output=True, check=False).returncode:
            return None
    found = next((str(place) for place in places if place.exists()), None)
    return [found] if found else _installed("bibtex-tidy")


@cache
def _mkdocs_bibtex() -> list[str] | None:
    """Find MkDocs with mkdocs-bibtex in an environment of its own; make it at the first run."""
    folder = OWN / "mkdocs-bibtex"
    python = folder / "bin" / "python"
    ready = [str(python), "-c", "import mkdocs_bibtex"]
    if not python.exists() or subprocess.run(ready, capture_output=True, check=False).returncode:
        install = [
            str(python),
            "-m",
            "pip",
            "install",
            "-qq",
            "--disable-pip-version-check",
            f"mkdocs-bibtex=={MKDOCS_BIBTEX}",
            "mkdocs==1.6.1",
        ]
        for line in ([sys.executable, "-m", "venv", str(folder)], install):
            if subprocess.run(line, capture_output=True, check=False).returncode:
                return None
    return [str(python), "-m", "mkdocs"]


TOOLS = (
    Tool("claimweave check", "review", lambda: [sys.executable, "-m", "claimweave"], "this project",
         "the form of each entry, its fields and DOI, works that stand twice, entries "
         "that nobody cites, keys that are nowhere; beyond the bibliography each claim, citation "
         "and page, and the record of the sentences", ("check", "--quiet")),
    Tool("checkcites", "latex", lambda: _installed("checkcites"), "Debian: texlive-luatex",
         "entries that nobody cites, keys that are nowhere", ("paper.aux",)),
    Tool("bibtex-tidy", "latex", _bibtex_tidy, "npm: bibtex-tidy",
         "the form of the file; entries that stand twice",
         ("bibliography.bib", "--output=tidy.bib", "--duplicates")),
    Tool("biber --tool --validate-datamodel", "latex", lambda: _installed("biber"), "Debian: biber",
         "the form of the file; fields and their values against the data model",
         ("--tool", "--validate-datamodel", "--output-file=tool.bib", "bibliography.bib")),
    Tool("mkdocs build with mkdocs-bibtex", "mkdocs", _mkdocs_bibtex, "PyPI: mkdocs-bibtex",
         "keys that are nowhere, as warnings; it also builds the pages that cite",
         ("build", "--quiet", "--site-dir", "site")),
)  # fmt: skip


def peers(runs: int) -> list[str]:
    """Measure each tool at each size; return the tables."""
    seconds: dict[str, list[str]] = {tool.name: [] for tool in TOOLS}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            place = prepare(Path(folder), size)
            lines = {tool: tool.line() for tool in TOOLS}
            commands = {
                tool.name: Command([*line, *tool.arguments], place / tool.folder)
                for tool, line in lines.items()
                if line
            }
            found = compare(commands, runs)
            for name, cells in seconds.items():
                cells.append(shown(found[name]) if name in found else "not installed")
    times = [[f"`{t.name}`", *seconds[t.name]] for t in TOOLS]
    about = [[f"`{t.name}`", _version(t), t.source, t.checks] for t in TOOLS]
    return [
        *table(["entries, each cited", *(f"{size:,}" for size in SIZES)], times, "right"),
        "",
        *table(["tool", "version", "from", "what it checks"], about),
    ]


def _version(tool: Tool) -> str:
    line = tool.line()
    if line is None:
        return "not installed"
    if tool.folder == "mkdocs":
        return MKDOCS_BIBTEX
    done = subprocess.run([*line, *tool.version], capture_output=True, text=True, check=False)
    match = re.search(r"\d+(?:\.\d+)+[a-z]?", done.stdout + done.stderr)
    return match.group() if match else "unknown"
