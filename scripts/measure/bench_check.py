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
    beside: dict[int, float] = {}
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            bare, full = Path(folder, "bare"), Path(folder, "full")
            found = _measured(generate(bare, size), generate(full, size, abstracts=True), runs)
            beside[size] = _times(found["full"], found["check"])
            reviews.append(("generated", size, size, found))
            rich = {"check": found["full"], "floor": found["floor of full"]}
            reviews.append(("with abstracts", size, size, rich))
    head = ["`claimweave check`", "claims", "references", "median", "times its floor", "memory"]
    small, large = (found["check"].median for *_, found in reviews[1::2])
    growth = f"From {SIZES[0]:,} to {SIZES[1]:,} claims it takes {large / small:.1f} times as long."
    shares = " and ".join(f"{times:.2f} times ({size:,})" for size, times in beside.items())
    growth += f" With abstracts it takes {shares} as long as without."
    rows = [_row(name, claims, entries, found) for name, claims, entries, found in reviews]
    return [*table(head, rows, "right"), "", growth]


def times_floor(found: dict[str, Measured]) -> float:
    """Return how many times its floor a check takes."""
    return _times(found["check"], found["floor"])


def _times(one: Measured, other: Measured) -> float:
    """Return how many times the other one takes: the median of pairs that ran in turns."""
    pairs = zip(one.processor, other.processor, strict=False)
    return statistics.median(first / second for first, second in pairs)


def _measured(bare: Path, full: Path, runs: int) -> dict[str, Measured]:
    """Measure the checks of a review without and with abstracts, and their floors, in turns."""
    commands = {"check": _check(bare), "floor": _floor(bare)}
    return compare(commands | {"full": _check(full), "floor of full": _floor(full)}, runs)


def _beside_floor(root: Path, runs: int) -> dict[str, Measured]:
    return compare({"check": _check(root), "floor": _floor(root)}, runs)


def _floor(root: Path) -> Command:
    floor = Path(__file__).with_name("bench_floor.py")
    return Command([sys.executable, str(floor), str(root)], root)


def _check(root: Path) -> Command:
    return Command([sys.executable, "-m", "claimweave", "check", "--quiet"], root)


def _row(name: str, claims: int, references: int, found: dict[str, Measured]) -> list[str]:
    check, times = found["check"], f"{times_floor(found):.2f}"
    memory = f"{check.megabytes:.0f} MB"
    return [name, f"{claims:,}", f"{references:,}", shown(check), times, memory]
