"""How long `claimweave check` takes, on this review and on generated ones, and its memory."""

from __future__ import annotations

import statistics
import sys
import tempfile
from pathlib import Path

from bench_process import Command, Measured, compare
from bench_project import generate
from bench_tables import shown, table

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 10_000)


def checks(runs: int) -> list[str]:
    """Measure the check of each review; return the table."""
    claims = sum(1 for p in (ROOT / "claims").glob("[!_]*/*.yml") if p.is_file())
    entries = (ROOT / "bibliography.bib").read_text(encoding="utf-8").count("\n@")
    reviews = [("this review", claims, entries, _beside_floor(ROOT, runs))]
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found = _beside_floor(generate(Path(folder), size), runs)
            reviews.append(("generated", size, size, found))
    head = ["`claimweave check`", "claims", "references", "median", "times its floor", "memory"]
    small, large = (found["check"].median for *_, found in reviews[1:])
    growth = f"From {SIZES[0]:,} to {SIZES[1]:,} claims it takes {large / small:.1f} times as long."
    rows = [_row(name, claims, entries, found) for name, claims, entries, found in reviews]
    return [*table(head, rows, "right"), "", growth]


def times_floor(found: dict[str, Measured]) -> float:
    """Return how many times its floor a check takes: the median of pairs that ran in turns."""
    pairs = zip(found["check"].processor, found["floor"].processor, strict=False)
    return statistics.median(check / floor for check, floor in pairs)


def _beside_floor(root: Path, runs: int) -> dict[str, Measured]:
    floor = [sys.executable, str(Path(__file__).with_name("bench_floor.py")), str(root)]
    return compare({"check": _check(root), "floor": Command(floor, root)}, runs)


def _check(root: Path) -> Command:
    return Command([sys.executable, "-m", "claimweave", "check", "--quiet"], root)


def _row(name: str, claims: int, references: int, found: dict[str, Measured]) -> list[str]:
    check, times = found["check"], f"{times_floor(found):.2f}"
    memory = f"{check.megabytes:.0f} MB"
    return [name, f"{claims:,}", f"{references:,}", shown(check), times, memory]
