"""How long `claimweave check` takes, on this review and on generated ones, and its memory."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench_process import Command, Measured, measure
from bench_project import generate
from bench_tables import shown, table

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000)


def checks(runs: int) -> list[str]:
    """Measure the check of each review; return the table."""
    claims = sum(1 for p in (ROOT / "claims").glob("[!_]*/*.yml") if p.is_file())
    entries = (ROOT / "bibliography.bib").read_text(encoding="utf-8").count("\n@")
    rows = [_row("this review", claims, entries, measure(_check(ROOT), runs))]
    medians = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(_check(generate(Path(folder), size)), runs)
            medians.append(found.median)
            rows.append(_row("generated", size, size, found))
    head = ["`claimweave check`", "claims", "references", "median", "peak memory"]
    growth = (
        f"From {SIZES[0]:,} to {SIZES[1]:,} claims it takes {medians[1] / medians[0]:.1f} times "
        "as long."
    )
    return [*table(head, rows, "right"), "", growth]


def _check(root: Path) -> Command:
    return Command([sys.executable, "-m", "claimweave", "check", "--quiet"], root)


def _row(name: str, claims: int, references: int, found: Measured) -> list[str]:
    return [name, f"{claims:,}", f"{references:,}", shown(found), f"{found.megabytes:.0f} MB"]
